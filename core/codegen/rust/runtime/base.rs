use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, Instant};

/// Bounds for untrusted input. They hold for each message; 0 means no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one message.
    pub message_bytes: u64,
    /// Structs inside one another; the outermost is 1.
    pub depth: u32,
    /// Bytes of one text or byte string.
    pub string_bytes: u64,
    /// Elements of one array or entries of one map.
    pub array_elements: u64,
    /// Elements of all arrays and maps of a message.
    pub total_elements: u64,
    /// Time for reading.
    pub milliseconds: u64,
    /// Fields that the schema does not know are errors.
    pub strict: bool,
}

impl Limits {
    /// Nesting is bounded even where the limits say none, because structs are read recursively.
    fn deepest(&self) -> u32 {
        match self.depth {
            0 => 500,
            depth => depth.min(500),
        }
    }

    fn array(&self) -> u64 {
        match self.array_elements {
            0 => 100_000_000,
            most => most,
        }
    }

    fn total(&self) -> u64 {
        match self.total_elements {
            0 => 100_000_000,
            most => most,
        }
    }
}

/// Bytes that are no value: what is wrong (a stable code) and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// `truncated`, `varint-overflow`, `limit-depth` …
    pub code: &'static str,
    /// Byte of the input.
    pub offset: usize,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DecodeError { code, offset } = self;
        write!(
            f,
            "{code}: the bytes cannot be read at byte {offset}; {}",
            advice(code)
        )
    }
}

impl std::error::Error for DecodeError {}

/// A value that cannot be written: what is wrong (a stable code) and in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// `value-range`, `array-count`, `validate` …
    pub code: &'static str,
    /// `orders[3].status`; empty for the value as a whole.
    pub path: String,
}

impl EncodeError {
    pub fn new(code: &'static str) -> Self {
        EncodeError {
            code,
            path: String::new(),
        }
    }

    /// The same error of a field of the value around it.
    #[cold]
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{field}{dot}{}", self.path);
        self
    }

    /// The same error of an element of the list around it.
    #[cold]
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.at(&format!("[{index}]"))
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EncodeError { code, path } = self;
        let place = if path.is_empty() { "the value" } else { path };
        write!(f, "{code}: {place} cannot be written; {}", advice(code))
    }
}

impl std::error::Error for EncodeError {}

impl From<EncodeError> for std::io::Error {
    fn from(error: EncodeError) -> Self {
        std::io::Error::new(std::io::ErrorKind::InvalidInput, error)
    }
}

impl From<DecodeError> for std::io::Error {
    fn from(error: DecodeError) -> Self {
        std::io::Error::new(std::io::ErrorKind::InvalidData, error)
    }
}

fn advice(code: &str) -> &'static str {
    match code {
        "truncated" => "more bytes are announced than there are",
        "varint-overflow" => "a number has more than 64 bits",
        "invalid-utf8" => "a text is not UTF-8",
        "value-range" => "a number is outside the range of its type",
        "array-count" => "the number of elements is not the one that the schema says",
        "validate" => "the value breaks a rule of its field",
        "oneof-multiple" => "at most one field of a group may be set",
        "missing-required" | "missing-value" => "a field that is required is missing",
        "type-id" => "it is another message that begins here",
        "compression" => "give a function that unpacks compressed payloads",
        _ if code.starts_with("limit-") => "a limit is exceeded; raise it to go on",
        _ => "see the diagnostic code",
    }
}

/// How the payload behind a tag is passed over without knowing its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    None,
    Varint,
    Fixed32,
    Fixed64,
    Length,
    Reference,
}

/// What holds for all tagged messages of a schema.
#[derive(Debug)]
pub struct Dialect {
    /// By wire type.
    pub skip: [Skip; 8],
    /// Wire type of the string table and of an index into it.
    pub table: Option<u8>,
    /// Without a table, an index that is the length of text behind it is read as that text.
    pub guess_inline_text: bool,
    /// Unknown fields are merged back by number; otherwise they follow the known ones.
    pub canonical: bool,
}

/// Of schemas without tagged messages.
pub static NO_TAGS: Dialect = Dialect {
    skip: [Skip::None; 8],
    table: None,
    guess_inline_text: false,
    canonical: false,
};

/// Field numbers go from 1 to this one.
pub const HIGHEST_FIELD_NUMBER: u64 = 536_870_911;

/// How the values of a type lie on the wire, apart from what they are.
pub trait Shape {
    /// Its end follows from its own bytes; otherwise a length stands before it.
    const SELF_DELIMITING: bool = false;
    /// The size is kept between measuring and writing, because it takes time to find.
    const CACHED: bool = false;
    /// Text or bytes, which a limit of their own bounds.
    const LIMITED: bool = false;
    /// Values are in the order of their contents' bytes.
    const ORDERED: bool = false;
    /// Fewest bytes of a value.
    const LEAST: usize = 0;
    /// Bytes of an element in a run; 0: it is a varint, or no scalar.
    const WIDTH: usize = 0;
    /// Number, bool or enum.
    const SCALAR: bool = false;
}

/// Reads values that may borrow from the input.
pub trait Decode<'a>: Shape {
    type Value;

    /// Reads a value that ends where the part ends that is being read, or by itself.
    fn content(d: &mut Decoder<'a>) -> Result<Self::Value, DecodeError>;

    /// Reads `count` values that stand one after another.
    fn many(d: &mut Decoder<'a>, count: usize) -> Result<Vec<Self::Value>, DecodeError> {
        let mut values = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            values.push(Self::content(d)?);
        }
        Ok(values)
    }
}

/// Measures and writes values.
pub trait Encode: Shape {
    type Value;

    /// Bytes of the content; finds every reason not to write it.
    fn measure<'v>(value: &'v Self::Value, m: &mut Measure<'v>) -> Result<usize, EncodeError>;
    /// Writes what `measure` has measured.
    fn write(value: &Self::Value, w: &mut Writer<'_>);
    /// Whether it is what a field that is not on the wire stands for.
    fn is_zero(_value: &Self::Value) -> bool {
        false
    }
}

/// Whether a value is the zero of its type.
pub fn is_zero<C: Encode>(value: &C::Value) -> bool {
    C::is_zero(value)
}

/// Bytes of the shortest varint of a number.
pub const fn varint_size(value: u64) -> usize {
    (70 - (value | 1).leading_zeros() as usize) / 7
}

pub(crate) fn zigzag(number: u64) -> u64 {
    (number << 1) ^ 0u64.wrapping_sub(number >> 63)
}

pub(crate) fn unzigzag(stored: u64) -> u64 {
    (stored >> 1) ^ 0u64.wrapping_sub(stored & 1)
}

pub(crate) fn little(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}

/// Bytes that hold so many bits.
pub const fn bytes_for(bits: usize) -> usize {
    bits / 8 + (bits & 7 != 0) as usize
}
