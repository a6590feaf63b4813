/// A text; a `String`.
#[derive(Debug)]
pub struct Text;

/// A text that borrows from the input; a `&str`.
#[derive(Debug)]
pub struct TextRef;

/// Bytes; a `Vec<u8>`.
#[derive(Debug)]
pub struct Blob;

/// Bytes that borrow from the input; a `&[u8]`.
#[derive(Debug)]
pub struct BlobRef;

macro_rules! limited {
    ($($name:ident),*) => {$(
        impl Shape for $name {
            const LIMITED: bool = true;
            const ORDERED: bool = true;
        }
    )*};
}
limited!(Text, TextRef, Blob, BlobRef);

/// Text or bytes, as they are part of dictionaries and prefixes.
pub trait Textual<'a>: Decode<'a> {
    fn from_slice(d: &Decoder<'a>, bytes: &'a [u8]) -> Result<Self::Value, DecodeError>;
}

/// Text or bytes that are put together of parts.
pub trait OwnedTextual<'a>: Textual<'a> {
    fn from_vec(d: &Decoder<'a>, bytes: Vec<u8>) -> Result<Self::Value, DecodeError>;
}

/// The bytes of text or bytes.
pub trait TextBytes: Encode {
    fn bytes(value: &Self::Value) -> &[u8];

    fn check(value: &Self::Value, m: &Measure<'_>) -> Result<(), EncodeError> {
        m.check_text(Self::bytes(value).len())
    }
}

impl<'a> Decode<'a> for Text {
    type Value = String;

    fn content(d: &mut Decoder<'a>) -> Result<String, DecodeError> {
        TextRef::content(d).map(str::to_owned)
    }
}

impl<'a> Textual<'a> for Text {
    fn from_slice(d: &Decoder<'a>, bytes: &'a [u8]) -> Result<String, DecodeError> {
        d.text(bytes).map(str::to_owned)
    }
}

impl<'a> OwnedTextual<'a> for Text {
    fn from_vec(d: &Decoder<'a>, bytes: Vec<u8>) -> Result<String, DecodeError> {
        String::from_utf8(bytes).map_err(|_| d.error("invalid-utf8"))
    }
}

impl<'a> Decode<'a> for TextRef {
    type Value = &'a str;

    fn content(d: &mut Decoder<'a>) -> Result<&'a str, DecodeError> {
        d.check_text(d.left() as u64)?;
        let bytes = d.rest();
        d.text(bytes)
    }
}

impl<'a> Decode<'a> for Blob {
    type Value = Vec<u8>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<u8>, DecodeError> {
        BlobRef::content(d).map(<[u8]>::to_vec)
    }
}

impl<'a> Textual<'a> for Blob {
    fn from_slice(_: &Decoder<'a>, bytes: &'a [u8]) -> Result<Vec<u8>, DecodeError> {
        Ok(bytes.to_vec())
    }
}

impl<'a> OwnedTextual<'a> for Blob {
    fn from_vec(_: &Decoder<'a>, bytes: Vec<u8>) -> Result<Vec<u8>, DecodeError> {
        Ok(bytes)
    }
}

impl<'a> Decode<'a> for BlobRef {
    type Value = &'a [u8];

    fn content(d: &mut Decoder<'a>) -> Result<&'a [u8], DecodeError> {
        d.check_text(d.left() as u64)?;
        Ok(d.rest())
    }
}

impl<'a> Textual<'a> for TextRef {
    fn from_slice(d: &Decoder<'a>, bytes: &'a [u8]) -> Result<&'a str, DecodeError> {
        d.text(bytes)
    }
}

impl<'a> Textual<'a> for BlobRef {
    fn from_slice(_: &Decoder<'a>, bytes: &'a [u8]) -> Result<&'a [u8], DecodeError> {
        Ok(bytes)
    }
}

macro_rules! owned_bytes {
    ($($name:ident $value:ty),*) => {$(
        impl TextBytes for $name {
            fn bytes(value: &$value) -> &[u8] {
                value.as_ref()
            }
        }

        impl Encode for $name {
            type Value = $value;

            fn measure<'v>(value: &'v $value, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
                m.check_text(value.len())?;
                Ok(value.len())
            }

            fn write(value: &$value, w: &mut Writer<'_>) {
                w.raw(value.as_ref());
            }

            fn is_zero(value: &$value) -> bool {
                value.is_empty()
            }
        }
    )*};
}
owned_bytes!(Text String, Blob Vec<u8>);

/// Exactly `N` bytes; an array.
#[derive(Debug)]
pub struct Bytes<const N: usize>;

impl<const N: usize> Shape for Bytes<N> {}

impl<'a, const N: usize> Decode<'a> for Bytes<N> {
    type Value = [u8; N];

    fn content(d: &mut Decoder<'a>) -> Result<[u8; N], DecodeError> {
        let error = d.error("array-count");
        <[u8; N]>::try_from(d.rest()).map_err(|_| error)
    }
}

impl<const N: usize> Encode for Bytes<N> {
    type Value = [u8; N];

    fn measure<'v>(_: &'v [u8; N], _: &mut Measure<'v>) -> Result<usize, EncodeError> {
        Ok(N)
    }

    fn write(value: &[u8; N], w: &mut Writer<'_>) {
        w.raw(value);
    }

    fn is_zero(value: &[u8; N]) -> bool {
        value.iter().all(|byte| *byte == 0)
    }
}

impl<'a, const N: usize> Textual<'a> for Bytes<N> {
    fn from_slice(d: &Decoder<'a>, bytes: &'a [u8]) -> Result<[u8; N], DecodeError> {
        <[u8; N]>::try_from(bytes).map_err(|_| d.error("array-count"))
    }
}

impl<'a, const N: usize> OwnedTextual<'a> for Bytes<N> {
    fn from_vec(d: &Decoder<'a>, bytes: Vec<u8>) -> Result<[u8; N], DecodeError> {
        <[u8; N]>::try_from(bytes).map_err(|_| d.error("array-count"))
    }
}

impl<const N: usize> TextBytes for Bytes<N> {
    fn bytes(value: &[u8; N]) -> &[u8] {
        value
    }

    fn check(_: &[u8; N], _: &Measure<'_>) -> Result<(), EncodeError> {
        Ok(())
    }
}

/// Exactly `N` bytes, many; a `Vec<u8>`.
#[derive(Debug)]
pub struct ManyBytes<const N: usize>;

impl<const N: usize> Shape for ManyBytes<N> {}

impl<'a, const N: usize> Decode<'a> for ManyBytes<N> {
    type Value = Vec<u8>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<u8>, DecodeError> {
        if d.left() != N {
            return Err(d.error("array-count"));
        }
        Ok(d.rest().to_vec())
    }
}

impl<const N: usize> Encode for ManyBytes<N> {
    type Value = Vec<u8>;

    fn measure<'v>(value: &'v Vec<u8>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        Self::check(value, m)?;
        Ok(N)
    }

    fn write(value: &Vec<u8>, w: &mut Writer<'_>) {
        w.raw(value);
    }

    fn is_zero(value: &Vec<u8>) -> bool {
        value.iter().all(|byte| *byte == 0)
    }
}

impl<'a, const N: usize> Textual<'a> for ManyBytes<N> {
    fn from_slice(d: &Decoder<'a>, bytes: &'a [u8]) -> Result<Vec<u8>, DecodeError> {
        Self::from_vec(d, bytes.to_vec())
    }
}

impl<'a, const N: usize> OwnedTextual<'a> for ManyBytes<N> {
    fn from_vec(d: &Decoder<'a>, bytes: Vec<u8>) -> Result<Vec<u8>, DecodeError> {
        if bytes.len() != N {
            return Err(d.error("array-count"));
        }
        Ok(bytes)
    }
}

impl<const N: usize> TextBytes for ManyBytes<N> {
    fn bytes(value: &Vec<u8>) -> &[u8] {
        value
    }

    fn check(value: &Vec<u8>, _: &Measure<'_>) -> Result<(), EncodeError> {
        if value.len() != N {
            return Err(EncodeError::new("array-count"));
        }
        Ok(())
    }
}

/// Content of `N` bytes without a length before it.
#[derive(Debug)]
pub struct Plain<C, const N: usize>(PhantomData<C>);

impl<C: Shape, const N: usize> Shape for Plain<C, N> {
    const SELF_DELIMITING: bool = true;
}

impl<'a, C: Decode<'a>, const N: usize> Decode<'a> for Plain<C, N> {
    type Value = C::Value;

    fn content(d: &mut Decoder<'a>) -> Result<C::Value, DecodeError> {
        if d.left() < N {
            return Err(d.error("truncated"));
        }
        d.part(N, C::content)
    }
}

impl<C: Encode, const N: usize> Encode for Plain<C, N> {
    type Value = C::Value;

    fn measure<'v>(value: &'v C::Value, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        C::measure(value, m)
    }

    fn write(value: &C::Value, w: &mut Writer<'_>) {
        C::write(value, w);
    }

    fn is_zero(value: &C::Value) -> bool {
        C::is_zero(value)
    }
}

/// A value that lies elsewhere, so that a type may hold itself.
#[derive(Debug)]
pub struct Boxed<C>(PhantomData<C>);

impl<C: Shape> Shape for Boxed<C> {
    const SELF_DELIMITING: bool = C::SELF_DELIMITING;
    const CACHED: bool = C::CACHED;
    const LEAST: usize = C::LEAST;
}

impl<'a, C: Decode<'a>> Decode<'a> for Boxed<C> {
    type Value = Box<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Box<C::Value>, DecodeError> {
        C::content(d).map(Box::new)
    }
}

impl<C: Encode> Encode for Boxed<C> {
    type Value = Box<C::Value>;

    fn measure<'v>(value: &'v Box<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        C::measure(value, m)
    }

    fn write(value: &Box<C::Value>, w: &mut Writer<'_>) {
        C::write(value, w);
    }

    fn is_zero(value: &Box<C::Value>) -> bool {
        C::is_zero(value)
    }
}
