/// For values that are not part of a message.
const NO_LIMITS: Limits = Limits {
    message_bytes: 0,
    depth: 0,
    string_bytes: 0,
    array_elements: 0,
    total_elements: 0,
    milliseconds: 0,
    strict: false,
};

/// Whether the content of a value has this size.
pub fn has_size<C: Encode>(value: &C::Value, size: usize) -> bool {
    C::measure(value, &mut Measure::new(&NO_LIMITS)) == Ok(size)
}

/// The size of a value that is found in no time.
fn size_of_leaf<C: Encode>(value: &C::Value) -> usize {
    C::measure(value, &mut Measure::new(&NO_LIMITS)).unwrap_or(0)
}

/// Whole fields with their numbers; nothing when the bytes are something else.
pub fn split_fields<'b>(dialect: &Dialect, bytes: &'b [u8]) -> Option<Vec<(u64, &'b [u8])>> {
    let mut fields = Vec::new();
    let mut left = bytes;
    while !left.is_empty() {
        let (tag, mut used) = varint_at(left)?;
        let number = tag >> 3;
        if number == 0 || number > HIGHEST_FIELD_NUMBER {
            return None;
        }
        let number_at = |used: &mut usize| {
            let (value, bytes) = varint_at(left.get(*used..)?)?;
            *used += bytes;
            Some(value)
        };
        let skip = dialect.skip[(tag & 7) as usize];
        let payload = match skip {
            Skip::None => return None,
            Skip::Varint => {
                number_at(&mut used)?;
                0
            }
            Skip::Fixed32 => 4,
            Skip::Fixed64 => 8,
            Skip::Length | Skip::Reference => {
                if skip == Skip::Reference {
                    number_at(&mut used)?;
                }
                number_at(&mut used)?
            }
        };
        if payload > (left.len() - used) as u64 {
            return None;
        }
        let (field, rest) = left.split_at(used + payload as usize);
        fields.push((number, field));
        left = rest;
    }
    Some(fields)
}

fn check_size(size: usize, limits: &Limits) -> Result<(), EncodeError> {
    if limits.message_bytes != 0 && size as u64 > limits.message_bytes {
        return Err(EncodeError::new("limit-message"));
    }
    Ok(())
}

/// Bytes of a tagged message, with its string table.
pub fn measure_tagged<C: Encode>(
    value: &C::Value,
    strings: &[String],
    limits: &Limits,
    dialect: &Dialect,
) -> Result<usize, EncodeError> {
    with_table::<C>(value, strings, limits, dialect).map(|(size, ..)| size)
}

/// Reads a tagged message.
pub fn decode_tagged<'a, C: Decode<'a>>(
    bytes: &'a [u8],
    limits: &Limits,
    dialect: &'static Dialect,
) -> Result<C::Value, DecodeError> {
    C::content(&mut Decoder::new(bytes, limits, dialect)?)
}

type Measured<'v> = (usize, usize, Measure<'v>);

/// The size of a message, that of its string table behind tag and length, and what the writer needs.
fn with_table<'v, C: Encode>(
    value: &'v C::Value,
    strings: &'v [String],
    limits: &Limits,
    dialect: &Dialect,
) -> Result<Measured<'v>, EncodeError> {
    let mut m = Measure::new(limits);
    if dialect.table.is_some() {
        for text in strings {
            let next = m.table.len();
            m.indexes.entry(text).or_insert(next);
            m.table.push(text);
        }
    }
    let mut size = C::measure(value, &mut m)?;
    let mut table = 0;
    if !m.table.is_empty() {
        table = varint_size(m.table.len() as u64);
        for text in &m.table {
            table += varint_size(text.len() as u64) + text.len();
        }
        size += 1 + varint_size(table as u64) + table;
    }
    check_size(size, limits)?;
    Ok((size, table, m))
}

/// Appends a tagged message.
pub fn append_tagged<C: Encode>(
    value: &C::Value,
    strings: &[String],
    limits: &Limits,
    dialect: &Dialect,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let (size, table, m) = with_table::<C>(value, strings, limits, dialect)?;
    out.reserve(size);
    let mut w = Writer {
        out,
        sizes: m.sizes.iter(),
    };
    if table > 0 {
        w.varint(u64::from(dialect.table.unwrap_or(0)));
        w.varint(table as u64);
        w.varint(m.table.len() as u64);
        for text in &m.table {
            w.varint(text.len() as u64);
            w.raw(text.as_bytes());
        }
    }
    C::write(value, &mut w);
    Ok(())
}

/// The bare form of a value that was declared as a default.
pub fn default_of<C>(bytes: &'static [u8]) -> C::Value
where
    C: Decode<'static>,
    C::Value: Default,
{
    let mut d = Decoder::part_of(bytes, 0, bytes.len(), &NO_LIMITS, &NO_TAGS);
    d.bare::<C>().unwrap_or_default()
}

/// Whether a value has the bytes of the declared default.
pub fn has_bytes<C: Encode>(value: &C::Value, bytes: &[u8]) -> bool {
    let mut m = Measure::new(&NO_LIMITS);
    if m.bare::<C>(value) != Ok(bytes.len()) {
        return false;
    }
    let mut out = Vec::new();
    Writer {
        out: &mut out,
        sizes: m.sizes.iter(),
    }
    .bare::<C>(value);
    out == bytes
}

/// Bytes before the values of a presence map of `fields` fields.
pub const fn presence_size(fields: usize) -> usize {
    let bytes = bytes_for(fields);
    varint_size(bytes as u64) + bytes
}

/// Says that a rule of a field does not hold.
pub fn rule(field: &str, holds: bool) -> Result<(), EncodeError> {
    if holds {
        return Ok(());
    }
    Err(EncodeError::new("validate").at(field))
}

/// Says that more than one field of a group is set; `field` is one of them.
pub fn check_group(field: &str, set: u32) -> Result<(), EncodeError> {
    if set <= 1 {
        return Ok(());
    }
    Err(EncodeError::new("oneof-multiple").at(field))
}
