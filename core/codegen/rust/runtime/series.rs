// Lists of the tagged family: how their elements lie in the body.

/// Elements in their bare form up to the end.
#[derive(Debug)]
pub struct Packed<C>(PhantomData<C>);

/// A count, then each element behind its length.
#[derive(Debug)]
pub struct Counted<C>(PhantomData<C>);

/// Bools as bits up to the end.
#[derive(Debug)]
pub struct BitSeries;

/// The first number and differences.
#[derive(Debug)]
pub struct Delta<C>(PhantomData<C>);

/// Runs of equal elements.
#[derive(Debug)]
pub struct Runs<C>(PhantomData<C>);

/// Elements between zeros that are not stored.
#[derive(Debug)]
pub struct Sparse<C>(PhantomData<C>);

/// A count and numbers of `W` bits.
#[derive(Debug)]
pub struct BitPacked<C, const W: u32>(PhantomData<C>);

/// A list of exactly `N` elements.
#[derive(Debug)]
pub struct Exactly<C, const N: usize>(PhantomData<C>);

impl<C: Shape> Shape for Packed<C> {
    const CACHED: bool = true;
}

impl<'a, C: Decode<'a>> Decode<'a> for Packed<C> {
    type Value = Vec<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<C::Value>, DecodeError> {
        let mut values = Vec::new();
        d.packed::<C>(&mut values)?;
        Ok(values)
    }
}

impl<C: Encode> Encode for Packed<C> {
    type Value = Vec<C::Value>;

    fn measure<'v>(values: &'v Vec<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        let mut size = 0;
        for (i, value) in values.iter().enumerate() {
            size += m.bare::<C>(value).map_err(|error| error.at_index(i))?;
        }
        Ok(size)
    }

    fn write(values: &Vec<C::Value>, w: &mut Writer<'_>) {
        for value in values {
            w.bare::<C>(value);
        }
    }

    fn is_zero(values: &Vec<C::Value>) -> bool {
        values.is_empty()
    }
}

impl<C: Shape> Shape for Counted<C> {
    const CACHED: bool = true;
}

/// Fewest bytes of a scalar; of anything else nothing is known.
const fn least<C: Shape>() -> usize {
    if C::SCALAR {
        C::LEAST
    } else {
        0
    }
}

impl<'a, C: Decode<'a>> Decode<'a> for Counted<C> {
    type Value = Vec<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<C::Value>, DecodeError> {
        if d.left() == 0 {
            return Ok(Vec::new());
        }
        let count = d.count(1 + least::<C>())?;
        let mut values = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            values.push(d.delimited::<C>()?);
        }
        Ok(values)
    }
}

impl<C: Encode> Encode for Counted<C> {
    type Value = Vec<C::Value>;

    fn measure<'v>(values: &'v Vec<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        let mut size = varint_size(values.len() as u64);
        for (i, value) in values.iter().enumerate() {
            size += m.delimited::<C>(value).map_err(|error| error.at_index(i))?;
        }
        Ok(size)
    }

    fn write(values: &Vec<C::Value>, w: &mut Writer<'_>) {
        w.varint(values.len() as u64);
        for value in values {
            w.delimited::<C>(value);
        }
    }

    fn is_zero(values: &Vec<C::Value>) -> bool {
        values.is_empty()
    }
}

impl Shape for BitSeries {
    const CACHED: bool = true;
}

impl<'a> Decode<'a> for BitSeries {
    type Value = Vec<bool>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<bool>, DecodeError> {
        d.count_elements(d.left() as u64 * 8, 0)?;
        let bits = d
            .rest()
            .iter()
            .flat_map(|byte| (0..8).map(move |bit| (byte >> bit) & 1 != 0));
        Ok(bits.collect())
    }
}

impl Encode for BitSeries {
    type Value = Vec<bool>;

    fn measure<'v>(values: &'v Vec<bool>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        Ok(bytes_for(values.len()))
    }

    fn write(values: &Vec<bool>, w: &mut Writer<'_>) {
        w.bits(values.iter().map(|value| u64::from(*value)), 1);
    }

    fn is_zero(values: &Vec<bool>) -> bool {
        values.is_empty()
    }
}

/// Lists whose elements can be asked whether they are zero.
pub trait Zeros: Encode {
    fn all_zero(value: &Self::Value) -> bool;
    fn count(value: &Self::Value) -> usize;
}

macro_rules! zeros {
    ($([$($generic:tt)*] $name:ty, $value:ty, $all:expr;)*) => {$(
        impl<$($generic)*> Zeros for $name {
            fn all_zero(values: &Self::Value) -> bool {
                values.iter().all($all)
            }

            fn count(values: &Self::Value) -> usize {
                values.len()
            }
        }
    )*};
}
zeros! {
    [C: Encode] Packed<C>, C::Value, C::is_zero;
    [C: Encode] Counted<C>, C::Value, C::is_zero;
    [C: Summed] Delta<C>, C::Value, |value| C::sum_of(value) == Some(0);
    [S: Scalar] Runs<S>, S::Value, |value| S::stored(value) == 0;
    [S: Scalar] Sparse<S>, S::Value, |value| S::stored(value) == 0;
    [S: Scalar, const W: u32] BitPacked<S, W>, S::Value, |value| S::stored(value) == 0;
    [C: TextBytes] Dictionary<C>, C::Value, C::is_zero;
    [C: TextBytes] Prefix<C>, C::Value, C::is_zero;
}

impl<C: Shape, const N: usize> Shape for Exactly<C, N> {
    const CACHED: bool = true;
}

impl<'a, C, T, const N: usize> Decode<'a> for Exactly<C, N>
where
    C: Decode<'a, Value = Vec<T>>,
{
    type Value = Vec<T>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<T>, DecodeError> {
        let values = C::content(d)?;
        if values.len() != N {
            return Err(d.error("array-count"));
        }
        Ok(values)
    }
}

impl<C: Zeros, const N: usize> Encode for Exactly<C, N> {
    type Value = C::Value;

    fn measure<'v>(values: &'v C::Value, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        if C::count(values) != N {
            return Err(EncodeError::new("array-count"));
        }
        C::measure(values, m)
    }

    fn write(values: &C::Value, w: &mut Writer<'_>) {
        C::write(values, w);
    }

    fn is_zero(values: &C::Value) -> bool {
        C::count(values) == N && C::all_zero(values)
    }
}
