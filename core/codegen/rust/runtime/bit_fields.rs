/// How values lie in bits.
pub trait BitField {
    type Value;
    const BITS: usize;
    fn get(r: &mut BitReader<'_>, at: usize) -> Result<Self::Value, DecodeError>;
    fn put(value: &Self::Value, w: &mut BitWriter, at: usize) -> Result<(), EncodeError>;
}

/// Reads one field of a record, without the rest. `at`: bits from the start.
pub fn get_field<R: BitField, C: BitField>(
    bytes: &[u8],
    at: usize,
    limits: &Limits,
    reversed: bool,
) -> Result<C::Value, DecodeError> {
    let record = whole_record::<R>(bytes, reversed)?;
    C::get(
        &mut BitReader {
            bytes: &record,
            limits: *limits,
            depth: 1,
            total: 0,
        },
        at,
    )
}

/// Writes one field of a record; the other bits stay as they are.
pub fn set_field<R: BitField, C: BitField>(
    bytes: &mut [u8],
    value: &C::Value,
    at: usize,
    limits: &Limits,
    reversed: bool,
) -> Result<(), EncodeError> {
    let record = whole_record::<R>(bytes, reversed);
    let mut record = record.map_err(|error| EncodeError::new(error.code))?;
    for bit in at..at + C::BITS {
        set_bits(&mut record, bit, 1, 0);
    }
    let mut w = BitWriter {
        bytes: record,
        limits: *limits,
        depth: 1,
        total: 0,
    };
    C::put(value, &mut w, at)?;
    if reversed {
        w.bytes.reverse();
    }
    bytes[..w.bytes.len()].copy_from_slice(&w.bytes);
    Ok(())
}

/// The bytes of a record, least significant byte first.
fn whole_record<R: BitField>(bytes: &[u8], reversed: bool) -> Result<Vec<u8>, DecodeError> {
    let error = DecodeError {
        code: "truncated",
        offset: bytes.len(),
    };
    let mut record = bytes.get(..record_size(R::BITS)).ok_or(error)?.to_vec();
    if reversed {
        record.reverse();
    }
    Ok(record)
}

/// A bool in one bit.
#[derive(Debug)]
pub struct BitBool;

impl BitField for BitBool {
    type Value = bool;
    const BITS: usize = 1;

    fn get(r: &mut BitReader<'_>, at: usize) -> Result<bool, DecodeError> {
        Ok(r.get(at, 1) != 0)
    }

    fn put(value: &bool, w: &mut BitWriter, at: usize) -> Result<(), EncodeError> {
        w.put(at, 1, u64::from(*value));
        Ok(())
    }
}

/// An integer from `LOW` to `HIGH`, stored in `W` bits as the distance from `LOW`.
#[derive(Debug)]
pub struct BitInt<T, const LOW: i128, const HIGH: i128, const W: u32>(PhantomData<T>);

/// The exact number.
fn exact<T: Integer>(value: T) -> i128 {
    if T::SIGNED {
        i128::from(value.bits() as i64)
    } else {
        i128::from(value.bits())
    }
}

impl<T: Integer, const LOW: i128, const HIGH: i128, const W: u32> BitField
    for BitInt<T, LOW, HIGH, W>
{
    type Value = T;
    const BITS: usize = W as usize;

    fn get(r: &mut BitReader<'_>, at: usize) -> Result<T, DecodeError> {
        let number = LOW + i128::from(r.get(at, W));
        if number > HIGH {
            return Err(r.error("value-range", at));
        }
        T::from_bits(number as u64).ok_or_else(|| r.error("value-range", at))
    }

    fn put(value: &T, w: &mut BitWriter, at: usize) -> Result<(), EncodeError> {
        let number = exact(*value);
        if number < LOW || number > HIGH {
            return Err(EncodeError::new("value-range"));
        }
        w.put(at, W, (number - LOW) as u64);
        Ok(())
    }
}

/// An enum without other values than those that have a name.
pub trait ClosedEnum: Copy + Default {
    fn from_index(index: u64) -> Option<Self>;
    fn index(self) -> u64;
    fn name(self) -> &'static str;
    fn from_name(name: &str) -> Option<Self>;
}

/// An enum by its index, in `W` bits.
#[derive(Debug)]
pub struct BitEnum<E, const W: u32>(PhantomData<E>);

impl<E: ClosedEnum, const W: u32> BitField for BitEnum<E, W> {
    type Value = E;
    const BITS: usize = W as usize;

    fn get(r: &mut BitReader<'_>, at: usize) -> Result<E, DecodeError> {
        E::from_index(r.get(at, W)).ok_or_else(|| r.error("unknown-enum-value", at))
    }

    fn put(value: &E, w: &mut BitWriter, at: usize) -> Result<(), EncodeError> {
        w.put(at, W, value.index());
        Ok(())
    }
}

/// A set of flags.
pub trait FlagSet: Copy + Default {
    /// Bits that have a name.
    const DEFINED: u64;
    fn from_bits(bits: u64) -> Self;
    fn bits(self) -> u64;
    /// Calls `each` with the bits and the name of every flag, by position.
    fn for_each(each: &mut dyn FnMut(u64, &'static str));
}

/// Flags in `W` bits.
#[derive(Debug)]
pub struct BitFlags<F, const W: u32>(PhantomData<F>);

impl<F: FlagSet, const W: u32> BitField for BitFlags<F, W> {
    type Value = F;
    const BITS: usize = W as usize;

    fn get(r: &mut BitReader<'_>, at: usize) -> Result<F, DecodeError> {
        let bits = r.get(at, W);
        if bits & !F::DEFINED != 0 {
            return Err(r.error("undefined-flag", at));
        }
        Ok(F::from_bits(bits))
    }

    fn put(value: &F, w: &mut BitWriter, at: usize) -> Result<(), EncodeError> {
        if value.bits() & !F::DEFINED != 0 {
            return Err(EncodeError::new("value-range"));
        }
        w.put(at, W, value.bits());
        Ok(())
    }
}

/// A moment in units of `UNIT` seconds since `ORIGIN`, at most `MOST` of them, in `W` bits.
#[derive(Debug)]
pub struct BitDate<const ORIGIN: i64, const UNIT: i64, const MOST: u64, const W: u32>;

impl<const ORIGIN: i64, const UNIT: i64, const MOST: u64, const W: u32> BitField
    for BitDate<ORIGIN, UNIT, MOST, W>
{
    type Value = CivilTime;
    const BITS: usize = W as usize;

    fn get(r: &mut BitReader<'_>, at: usize) -> Result<CivilTime, DecodeError> {
        let units = r.get(at, W);
        if units > MOST {
            return Err(r.error("past-max-date", at));
        }
        Ok(CivilTime(ORIGIN + units as i64 * UNIT))
    }

    fn put(value: &CivilTime, w: &mut BitWriter, at: usize) -> Result<(), EncodeError> {
        let since = i128::from(value.0) - i128::from(ORIGIN);
        if since % i128::from(UNIT) != 0 {
            return Err(EncodeError::new("date-not-whole"));
        }
        let units = since / i128::from(UNIT);
        if units < 0 || units > i128::from(MOST) {
            return Err(EncodeError::new("value-range"));
        }
        w.put(at, W, units as u64);
        Ok(())
    }
}

/// A bit that says whether there is a value, then the value.
#[derive(Debug)]
pub struct BitOption<C>(PhantomData<C>);

impl<C: BitField> BitField for BitOption<C> {
    type Value = Option<C::Value>;
    const BITS: usize = 1 + C::BITS;

    fn get(r: &mut BitReader<'_>, at: usize) -> Result<Option<C::Value>, DecodeError> {
        if r.get(at, 1) == 0 {
            return Ok(None);
        }
        C::get(r, at + 1).map(Some)
    }

    fn put(value: &Option<C::Value>, w: &mut BitWriter, at: usize) -> Result<(), EncodeError> {
        match value {
            Some(value) => {
                w.put(at, 1, 1);
                C::put(value, w, at + 1)
            }
            None => Ok(()),
        }
    }
}

/// A count of `P` bits (0: always all), then `N` slots.
#[derive(Debug)]
pub struct BitSlots<C, const N: usize, const P: u32>(PhantomData<C>);

impl<C: BitField, const N: usize, const P: u32> BitField for BitSlots<C, N, P> {
    type Value = Vec<C::Value>;
    const BITS: usize = P as usize + N * C::BITS;

    fn get(r: &mut BitReader<'_>, at: usize) -> Result<Vec<C::Value>, DecodeError> {
        let count = if P == 0 { N as u64 } else { r.get(at, P) };
        if count > N as u64 {
            return Err(r.error("count-above-max", at));
        }
        r.count(count, at)?;
        let first = at + P as usize;
        (0..count as usize)
            .map(|i| C::get(r, first + i * C::BITS))
            .collect()
    }

    fn put(values: &Vec<C::Value>, w: &mut BitWriter, at: usize) -> Result<(), EncodeError> {
        let fits = if P == 0 {
            values.len() == N
        } else {
            values.len() <= N
        };
        if !fits {
            return Err(EncodeError::new("array-count"));
        }
        w.count(values.len())?;
        w.put(at, P, values.len() as u64);
        let first = at + P as usize;
        for (i, value) in values.iter().enumerate() {
            let put = C::put(value, w, first + i * C::BITS);
            put.map_err(|error| error.at_index(i))?;
        }
        Ok(())
    }
}
