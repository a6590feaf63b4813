/// A moment: seconds since 1970-01-01T00:00:00Z and nanoseconds, 0–999,999,999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time {
    pub seconds: i64,
    pub nanoseconds: u32,
}

impl Time {
    /// Nanoseconds since 1970 where an `i64` holds them.
    fn nanoseconds(&self) -> Option<u64> {
        let total = i128::from(self.seconds) * 1_000_000_000 + i128::from(self.nanoseconds);
        i64::try_from(total).ok().map(|total| total as u64)
    }

    fn from_nanoseconds(total: i64) -> Self {
        Time {
            seconds: total.div_euclid(1_000_000_000),
            nanoseconds: total.rem_euclid(1_000_000_000) as u32,
        }
    }
}

/// A complex number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complex<T> {
    pub re: T,
    pub im: T,
}

/// A UUID, most significant byte first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uuid(pub [u8; 16]);

/// An IEEE 754 decimal128 with a binary significand, least significant byte first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal128(pub [u8; 16]);

/// An integer of any length.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BigInt {
    pub negative: bool,
    /// Most significant byte first.
    pub magnitude: Vec<u8>,
}

impl BigInt {
    /// The magnitude without leading zeros.
    fn digits(&self) -> &[u8] {
        let first = self.magnitude.iter().position(|byte| *byte != 0);
        &self.magnitude[first.unwrap_or(self.magnitude.len())..]
    }
}

/// A date or a date and time without a zone: seconds since 1970-01-01T00:00:00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilTime(pub i64);

impl CivilTime {
    /// Midnight of a day of the Gregorian calendar; `month` and `day` count from 1.
    pub fn from_date(year: i64, month: u32, day: u32) -> Self {
        CivilTime(days_from_civil(year, month, day) * 86_400)
    }
}

/// Days since 1970-01-01 of a day of the Gregorian calendar.
fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day.
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (
        year + era * 400 + i64::from(month <= 2),
        month as u32,
        day as u32,
    )
}

/// Seconds and nanoseconds.
#[derive(Debug)]
pub struct TimeContent;

impl Shape for TimeContent {}

impl<'a> Decode<'a> for TimeContent {
    type Value = Time;

    fn content(d: &mut Decoder<'a>) -> Result<Time, DecodeError> {
        if d.left() != 12 {
            return Err(d.error("bad-length"));
        }
        let seconds = little(d.take(8)?) as i64;
        let nanoseconds = little(d.take(4)?) as u32;
        if nanoseconds > 999_999_999 {
            return Err(d.error("value-range"));
        }
        Ok(Time {
            seconds,
            nanoseconds,
        })
    }
}

impl Encode for TimeContent {
    type Value = Time;

    fn measure<'v>(value: &'v Time, _: &mut Measure<'v>) -> Result<usize, EncodeError> {
        if value.nanoseconds > 999_999_999 {
            return Err(EncodeError::new("value-range"));
        }
        Ok(12)
    }

    fn write(value: &Time, w: &mut Writer<'_>) {
        w.raw(&value.seconds.to_le_bytes());
        w.raw(&value.nanoseconds.to_le_bytes());
    }

    fn is_zero(value: &Time) -> bool {
        *value == Time::default()
    }
}

/// Two floats in canonical form.
#[derive(Debug)]
pub struct ComplexContent<T>(PhantomData<T>);

impl<T> Shape for ComplexContent<T> {}

impl<'a, T: Float> Decode<'a> for ComplexContent<T> {
    type Value = Complex<T>;

    fn content(d: &mut Decoder<'a>) -> Result<Complex<T>, DecodeError> {
        if d.left() != 2 * T::BYTES {
            return Err(d.error("bad-length"));
        }
        let re = T::from_stored(little(d.take(T::BYTES)?));
        let im = T::from_stored(little(d.take(T::BYTES)?));
        Ok(Complex { re, im })
    }
}

impl<T: Float> Encode for ComplexContent<T> {
    type Value = Complex<T>;

    fn measure<'v>(_: &'v Complex<T>, _: &mut Measure<'v>) -> Result<usize, EncodeError> {
        Ok(2 * T::BYTES)
    }

    fn write(value: &Complex<T>, w: &mut Writer<'_>) {
        for part in [value.re, value.im] {
            w.raw(&part.canonical().to_le_bytes()[..T::BYTES]);
        }
    }

    fn is_zero(value: &Complex<T>) -> bool {
        value.re.canonical() == 0 && value.im.canonical() == 0
    }
}

/// The 16 bytes of a UUID.
#[derive(Debug)]
pub struct UuidContent;

/// The 16 bytes of a decimal number.
#[derive(Debug)]
pub struct DecimalContent;

macro_rules! sixteen_bytes {
    ($($content:ident $value:ident),*) => {$(
        impl Shape for $content {}

        impl<'a> Decode<'a> for $content {
            type Value = $value;

            fn content(d: &mut Decoder<'a>) -> Result<$value, DecodeError> {
                let error = d.error("bad-length");
                <[u8; 16]>::try_from(d.rest()).map($value).map_err(|_| error)
            }
        }

        impl Encode for $content {
            type Value = $value;

            fn measure<'v>(_: &'v $value, _: &mut Measure<'v>) -> Result<usize, EncodeError> {
                Ok(16)
            }

            fn write(value: &$value, w: &mut Writer<'_>) {
                w.raw(&value.0);
            }

            fn is_zero(value: &$value) -> bool {
                value.0 == [0; 16]
            }
        }
    )*};
}
sixteen_bytes!(UuidContent Uuid, DecimalContent Decimal128);

/// Sign, length and magnitude.
#[derive(Debug)]
pub struct BigIntContent;

impl Shape for BigIntContent {
    const LIMITED: bool = true;
}

impl<'a> Decode<'a> for BigIntContent {
    type Value = BigInt;

    fn content(d: &mut Decoder<'a>) -> Result<BigInt, DecodeError> {
        d.check_text(d.left() as u64)?;
        if d.left() == 0 {
            return Ok(BigInt::default());
        }
        let sign = d.take(1)?[0];
        if sign > 1 {
            return Err(d.error("bigint-sign"));
        }
        let length = d.length()?;
        let magnitude = d.take(length)?.to_vec();
        let mut number = BigInt {
            negative: sign == 1,
            magnitude,
        };
        number.magnitude = number.digits().to_vec();
        number.negative = number.negative && !number.magnitude.is_empty();
        Ok(number)
    }
}

impl Encode for BigIntContent {
    type Value = BigInt;

    fn measure<'v>(value: &'v BigInt, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        let digits = value.digits().len();
        let size = 1 + varint_size(digits as u64) + digits;
        m.check_text(size)?;
        Ok(size)
    }

    fn write(value: &BigInt, w: &mut Writer<'_>) {
        let digits = value.digits();
        w.raw(&[u8::from(value.negative && !digits.is_empty())]);
        w.varint(digits.len() as u64);
        w.raw(digits);
    }

    fn is_zero(value: &BigInt) -> bool {
        value.digits().is_empty()
    }
}
