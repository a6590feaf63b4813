// Lists of numbers whose elements share parts.

/// What differences can be made of.
pub trait Summed {
    type Value;
    fn sum_of(value: &Self::Value) -> Option<u64>;
    fn from_sum(sum: u64) -> Option<Self::Value>;
}

impl<S: Scalar> Summed for S {
    type Value = S::Value;

    fn sum_of(value: &S::Value) -> Option<u64> {
        S::number(value)
    }

    fn from_sum(sum: u64) -> Option<S::Value> {
        S::from_number(sum)
    }
}

impl Summed for TimeContent {
    type Value = Time;

    fn sum_of(value: &Time) -> Option<u64> {
        value.nanoseconds()
    }

    fn from_sum(sum: u64) -> Option<Time> {
        Some(Time::from_nanoseconds(sum as i64))
    }
}

impl<C> Shape for Delta<C> {
    const CACHED: bool = true;
}

impl<'a, C: Summed> Decode<'a> for Delta<C> {
    type Value = Vec<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<C::Value>, DecodeError> {
        let count = d.bytes[d.at..d.end]
            .iter()
            .filter(|byte| **byte < 0x80)
            .count();
        d.count_elements(count as u64, 0)?;
        let mut values = Vec::with_capacity(count);
        let mut sum = 0u64;
        while d.left() > 0 {
            sum = sum.wrapping_add(unzigzag(d.varint()?));
            values.push(C::from_sum(sum).ok_or_else(|| d.error("value-range"))?);
        }
        Ok(values)
    }
}

fn differences<C: Summed>(values: &[C::Value]) -> impl Iterator<Item = u64> + '_ {
    let mut previous = 0u64;
    values.iter().map(move |value| {
        let now = C::sum_of(value).unwrap_or(0);
        let difference = now.wrapping_sub(previous);
        previous = now;
        zigzag(difference)
    })
}

impl<C: Summed> Encode for Delta<C> {
    type Value = Vec<C::Value>;

    fn measure<'v>(values: &'v Vec<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        if let Some(i) = values.iter().position(|value| C::sum_of(value).is_none()) {
            return Err(EncodeError::new("value-range").at_index(i));
        }
        Ok(differences::<C>(values).map(varint_size).sum())
    }

    fn write(values: &Vec<C::Value>, w: &mut Writer<'_>) {
        for difference in differences::<C>(values) {
            w.varint(difference);
        }
    }

    fn is_zero(values: &Vec<C::Value>) -> bool {
        values.is_empty()
    }
}

impl<C> Shape for Runs<C> {
    const CACHED: bool = true;
}

impl<'a, S: Scalar> Decode<'a> for Runs<S> {
    type Value = Vec<S::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<S::Value>, DecodeError> {
        let mut values = Vec::new();
        while d.left() > 0 {
            let run = d.varint()?;
            let value = S::content(d)?;
            if run == 0 {
                return Err(d.error("run-zero"));
            }
            d.count_elements(run, values.len())?;
            d.count_implied(run - 1)?;
            values.resize(values.len() + run as usize, value);
        }
        Ok(values)
    }
}

/// Calls `each` with every maximal run of equal elements.
fn runs<S: Scalar>(values: &[S::Value], mut each: impl FnMut(u64, &S::Value)) {
    let mut rest = values;
    while let Some(first) = rest.first() {
        let stored = S::stored(first);
        let run = rest
            .iter()
            .take_while(|value| S::stored(value) == stored)
            .count();
        each(run as u64, first);
        rest = &rest[run..];
    }
}

impl<S: Scalar> Encode for Runs<S> {
    type Value = Vec<S::Value>;

    fn measure<'v>(values: &'v Vec<S::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        let mut size = 0;
        runs::<S>(values, |run, value| {
            size += varint_size(run) + scalar_size::<S>(value)
        });
        Ok(size)
    }

    fn write(values: &Vec<S::Value>, w: &mut Writer<'_>) {
        runs::<S>(values, |run, value| {
            w.varint(run);
            S::write(value, w);
        });
    }

    fn is_zero(values: &Vec<S::Value>) -> bool {
        values.is_empty()
    }
}

fn scalar_size<S: Scalar>(value: &S::Value) -> usize {
    if S::BYTES == 0 {
        varint_size(S::stored(value))
    } else {
        S::BYTES
    }
}

impl<C> Shape for Sparse<C> {
    const CACHED: bool = true;
}

impl<'a, S: Scalar> Decode<'a> for Sparse<S> {
    type Value = Vec<S::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<S::Value>, DecodeError> {
        if d.left() == 0 {
            return Ok(Vec::new());
        }
        let count = d.varint()?;
        d.count_elements(count, 0)?;
        let stored = d.varint()?;
        if stored > count {
            return Err(d.error("sparse-count"));
        }
        d.count_implied(count - stored)?;
        let stored = d.fits(stored, 1 + S::BYTES)?;
        let zero = S::value(0).map_err(|code| d.error(code))?;
        let mut values = Vec::new();
        for _ in 0..stored {
            let gap = d.varint()?;
            if gap >= count - values.len() as u64 {
                return Err(d.error("sparse-gap"));
            }
            values.resize(values.len() + gap as usize, zero);
            values.push(S::content(d)?);
        }
        values.resize(count as usize, zero);
        Ok(values)
    }
}

impl<S: Scalar> Encode for Sparse<S> {
    type Value = Vec<S::Value>;

    fn measure<'v>(values: &'v Vec<S::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        let (mut stored, mut zeros, mut size) = (0, 0, 0);
        for value in values {
            if S::stored(value) == 0 {
                zeros += 1;
            } else {
                size += varint_size(zeros) + scalar_size::<S>(value);
                zeros = 0;
                stored += 1;
            }
        }
        Ok(size + varint_size(values.len() as u64) + varint_size(stored))
    }

    fn write(values: &Vec<S::Value>, w: &mut Writer<'_>) {
        w.varint(values.len() as u64);
        w.varint(values.iter().filter(|value| S::stored(value) != 0).count() as u64);
        let mut zeros = 0;
        for value in values {
            if S::stored(value) == 0 {
                zeros += 1;
            } else {
                w.varint(zeros);
                S::write(value, w);
                zeros = 0;
            }
        }
    }

    fn is_zero(values: &Vec<S::Value>) -> bool {
        values.is_empty()
    }
}

impl<C, const W: u32> Shape for BitPacked<C, W> {
    const CACHED: bool = true;
}

impl<'a, S: Scalar, const W: u32> Decode<'a> for BitPacked<S, W> {
    type Value = Vec<S::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<S::Value>, DecodeError> {
        if d.left() == 0 {
            return Ok(Vec::new());
        }
        let count = d.varint()?;
        d.count_elements(count, 0)?;
        if count > d.left() as u64 * 8 / u64::from(W) {
            return Err(d.error("truncated"));
        }
        let bytes = d.rest();
        let mut values = Vec::with_capacity(count as usize);
        for i in 0..count as usize {
            let stored = bits_at(bytes, i * W as usize, W);
            values.push(S::value(stored).map_err(|code| d.error(code))?);
        }
        Ok(values)
    }
}

impl<S: Scalar, const W: u32> Encode for BitPacked<S, W> {
    type Value = Vec<S::Value>;

    fn measure<'v>(values: &'v Vec<S::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        let most = u64::MAX >> (64 - W);
        if let Some(i) = values.iter().position(|value| S::stored(value) > most) {
            return Err(EncodeError::new("value-range").at_index(i));
        }
        Ok(varint_size(values.len() as u64) + bytes_for(values.len() * W as usize))
    }

    fn write(values: &Vec<S::Value>, w: &mut Writer<'_>) {
        w.varint(values.len() as u64);
        w.bits(values.iter().map(S::stored), W);
    }

    fn is_zero(values: &Vec<S::Value>) -> bool {
        values.is_empty()
    }
}
