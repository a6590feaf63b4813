/// Integers that hold the values of a type.
pub trait Integer: Copy + PartialEq + Default {
    const SIGNED: bool;
    /// Sign-extended to 64 bits.
    fn bits(self) -> u64;
    /// Nothing when it does not fit.
    fn from_bits(bits: u64) -> Option<Self>;
}

macro_rules! integers {
    ($($name:ident $signed:literal $wide:ident),*) => {$(
        impl Integer for $name {
            const SIGNED: bool = $signed;
            fn bits(self) -> u64 {
                self as $wide as u64
            }
            fn from_bits(bits: u64) -> Option<Self> {
                $name::try_from(bits as $wide).ok()
            }
        }
    )*};
}
integers!(u8 false u64, u16 false u64, u32 false u64, u64 false u64);
integers!(i8 true i64, i16 true i64, i32 true i64, i64 true i64);

/// Numbers, bools and enums: what is stored, and back.
pub trait Scalar {
    type Value: Copy;
    /// Bytes; 0: a varint.
    const BYTES: usize;
    fn stored(value: &Self::Value) -> u64;
    fn value(stored: u64) -> Result<Self::Value, &'static str>;
    /// What differences are made of; nothing where there are none.
    fn number(value: &Self::Value) -> Option<u64>;
    fn from_number(number: u64) -> Option<Self::Value>;
}

impl<S: Scalar> Shape for S {
    const SELF_DELIMITING: bool = true;
    const LEAST: usize = if S::BYTES == 0 { 1 } else { S::BYTES };
    const WIDTH: usize = S::BYTES;
    const SCALAR: bool = true;
}

impl<'a, S: Scalar> Decode<'a> for S {
    type Value = S::Value;

    fn content(d: &mut Decoder<'a>) -> Result<S::Value, DecodeError> {
        let stored = if S::BYTES == 0 {
            d.varint()?
        } else {
            little(d.take(S::BYTES)?)
        };
        S::value(stored).map_err(|code| d.error(code))
    }

    fn many(d: &mut Decoder<'a>, count: usize) -> Result<Vec<S::Value>, DecodeError> {
        let mut values = Vec::with_capacity(count.min(d.left()));
        if S::BYTES == 0 {
            for _ in 0..count {
                values.push(Self::content(d)?);
            }
            return Ok(values);
        }
        for bytes in d.take(count * S::BYTES)?.chunks_exact(S::BYTES) {
            values.push(S::value(little(bytes)).map_err(|code| d.error(code))?);
        }
        Ok(values)
    }
}

impl<S: Scalar> Encode for S {
    type Value = S::Value;

    fn measure<'v>(value: &'v S::Value, _: &mut Measure<'v>) -> Result<usize, EncodeError> {
        Ok(if S::BYTES == 0 {
            varint_size(S::stored(value))
        } else {
            S::BYTES
        })
    }

    fn write(value: &S::Value, w: &mut Writer<'_>) {
        let stored = S::stored(value);
        if S::BYTES == 0 {
            w.varint(stored);
        } else {
            w.raw(&stored.to_le_bytes()[..S::BYTES]);
        }
    }

    fn is_zero(value: &S::Value) -> bool {
        S::stored(value) == 0
    }
}

/// A varint of the number as it is; two's complement of 64 bits where it is signed.
#[derive(Debug)]
pub struct Varint<T>(PhantomData<T>);

impl<T: Integer> Scalar for Varint<T> {
    type Value = T;
    const BYTES: usize = 0;

    fn stored(value: &T) -> u64 {
        value.bits()
    }

    fn value(stored: u64) -> Result<T, &'static str> {
        T::from_bits(stored).ok_or("value-range")
    }

    fn number(value: &T) -> Option<u64> {
        Some(value.bits())
    }

    fn from_number(number: u64) -> Option<T> {
        T::from_bits(number)
    }
}

/// A varint of 0, −1, 1, −2 … as 0, 1, 2, 3 …
#[derive(Debug)]
pub struct ZigZag<T>(PhantomData<T>);

impl<T: Integer> Scalar for ZigZag<T> {
    type Value = T;
    const BYTES: usize = 0;

    fn stored(value: &T) -> u64 {
        zigzag(value.bits())
    }

    fn value(stored: u64) -> Result<T, &'static str> {
        T::from_bits(unzigzag(stored)).ok_or("value-range")
    }

    fn number(value: &T) -> Option<u64> {
        Some(value.bits())
    }

    fn from_number(number: u64) -> Option<T> {
        T::from_bits(number)
    }
}

/// A bool as a varint.
#[derive(Debug)]
pub struct Bool;

/// A bool as a byte.
#[derive(Debug)]
pub struct ByteBool;

macro_rules! bools {
    ($($name:ident $bytes:literal),*) => {$(
        impl Scalar for $name {
            type Value = bool;
            const BYTES: usize = $bytes;

            fn stored(value: &bool) -> u64 {
                u64::from(*value)
            }

            fn value(stored: u64) -> Result<bool, &'static str> {
                Ok(stored != 0)
            }

            fn number(_: &bool) -> Option<u64> {
                None
            }

            fn from_number(_: u64) -> Option<bool> {
                None
            }
        }
    )*};
}
bools!(Bool 0, ByteBool 1);

/// Little-endian bytes of a number.
#[derive(Debug)]
pub struct Fixed<T>(PhantomData<T>);

macro_rules! fixed {
    ($($name:ident $bytes:literal $unsigned:ident),*) => {$(
        impl Scalar for Fixed<$name> {
            type Value = $name;
            const BYTES: usize = $bytes;

            fn stored(value: &$name) -> u64 {
                u64::from(*value as $unsigned)
            }

            fn value(stored: u64) -> Result<$name, &'static str> {
                Ok(stored as $unsigned as $name)
            }

            fn number(value: &$name) -> Option<u64> {
                Some(value.bits())
            }

            fn from_number(number: u64) -> Option<$name> {
                $name::from_bits(number)
            }
        }
    )*};
}
fixed!(u8 1 u8, u16 2 u16, u32 4 u32, u64 8 u64, i8 1 u8, i16 2 u16, i32 4 u32, i64 8 u64);

/// A float whose −0 is written as +0 and whose every NaN as the quiet one.
#[derive(Debug)]
pub struct Canonical<T>(PhantomData<T>);

/// IEEE 754 numbers.
pub trait Float: Copy + PartialEq + Default + fmt::Debug {
    const BYTES: usize;
    const QUIET_NAN: u64;
    fn stored(self) -> u64;
    fn from_stored(stored: u64) -> Self;
    fn canonical(self) -> u64;
    fn parse(text: &str) -> Option<Self>;
}

macro_rules! floats {
    ($($name:ident $bytes:literal $unsigned:ident $nan:literal),*) => {$(
        impl Float for $name {
            const BYTES: usize = $bytes;
            const QUIET_NAN: u64 = $nan;

            fn stored(self) -> u64 {
                u64::from(self.to_bits())
            }

            fn from_stored(stored: u64) -> Self {
                $name::from_bits(stored as $unsigned)
            }

            fn canonical(self) -> u64 {
                if self.is_nan() {
                    return $nan;
                }
                if self == 0.0 {
                    return 0;
                }
                u64::from(self.to_bits())
            }

            fn parse(text: &str) -> Option<Self> {
                text.parse().ok().filter(|number: &$name| number.is_finite())
            }
        }

        impl Scalar for Fixed<$name> {
            type Value = $name;
            const BYTES: usize = $bytes;

            fn stored(value: &$name) -> u64 {
                u64::from(value.to_bits())
            }

            fn value(stored: u64) -> Result<$name, &'static str> {
                Ok($name::from_stored(stored))
            }

            fn number(_: &$name) -> Option<u64> {
                None
            }

            fn from_number(_: u64) -> Option<$name> {
                None
            }
        }

        impl Scalar for Canonical<$name> {
            type Value = $name;
            const BYTES: usize = $bytes;

            fn stored(value: &$name) -> u64 {
                value.canonical()
            }

            fn value(stored: u64) -> Result<$name, &'static str> {
                Ok($name::from_stored(stored))
            }

            fn number(_: &$name) -> Option<u64> {
                None
            }

            fn from_number(_: u64) -> Option<$name> {
                None
            }
        }
    )*};
}
floats!(f32 4 u32 0x7fc0_0000, f64 8 u64 0x7ff8_0000_0000_0000);

/// An enum whose numbers without a name are values too.
pub trait OpenEnum: Copy + PartialEq + Default {
    fn from_number(number: u32) -> Self;
    fn number(self) -> u32;
    /// Nothing for a number without a name.
    fn name(self) -> Option<&'static str>;
    fn from_name(name: &str) -> Option<Self>;
}

/// Largest number of an open enum.
pub const HIGHEST_ENUM_NUMBER: u64 = 0x7fff_ffff;

/// An enum as a varint of its number.
#[derive(Debug)]
pub struct Enum<E>(PhantomData<E>);

impl<E: OpenEnum> Scalar for Enum<E> {
    type Value = E;
    const BYTES: usize = 0;

    fn stored(value: &E) -> u64 {
        u64::from(value.number())
    }

    fn value(stored: u64) -> Result<E, &'static str> {
        if stored > HIGHEST_ENUM_NUMBER {
            return Err("value-range");
        }
        Ok(E::from_number(stored as u32))
    }

    fn number(_: &E) -> Option<u64> {
        None
    }

    fn from_number(_: u64) -> Option<E> {
        None
    }
}
