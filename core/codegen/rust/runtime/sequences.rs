// Values that lie one after another, without tags.

/// A text behind a little-endian length of `P` bytes.
#[derive(Debug)]
pub struct Prefixed<C, const P: usize>(PhantomData<C>);

impl<C: Shape, const P: usize> Shape for Prefixed<C, P> {
    const LEAST: usize = P;
}

impl<'a, C: Decode<'a>, const P: usize> Decode<'a> for Prefixed<C, P> {
    type Value = C::Value;

    fn content(d: &mut Decoder<'a>) -> Result<C::Value, DecodeError> {
        let length = little(d.take(P)?);
        d.check_text(length)?;
        if length > d.left() as u64 {
            return Err(d.error("truncated"));
        }
        d.part(length as usize, C::content)
    }
}

impl<C: TextBytes, const P: usize> Encode for Prefixed<C, P> {
    type Value = C::Value;

    fn measure<'v>(value: &'v C::Value, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        Ok(P + C::measure(value, m)?)
    }

    fn write(value: &C::Value, w: &mut Writer<'_>) {
        w.raw(&(C::bytes(value).len() as u64).to_le_bytes()[..P]);
        C::write(value, w);
    }
}

/// A little-endian count of `P` bytes, then the elements.
#[derive(Debug)]
pub struct List<C, const P: usize>(PhantomData<C>);

impl<C: Shape, const P: usize> Shape for List<C, P> {
    const LEAST: usize = P;
}

impl<'a, C: Decode<'a>, const P: usize> Decode<'a> for List<C, P> {
    type Value = Vec<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<C::Value>, DecodeError> {
        let count = little(d.take(P)?);
        if d.limits.array_elements != 0 && count > d.limits.array_elements {
            return Err(d.error("limit-array"));
        }
        d.total += count;
        if d.limits.total_elements != 0 && d.total > d.limits.total_elements {
            return Err(d.error("limit-total"));
        }
        let count = d.fits(count, C::LEAST.max(1))?;
        C::many(d, count)
    }
}

impl<C: Encode, const P: usize> Encode for List<C, P> {
    type Value = Vec<C::Value>;

    fn measure<'v>(values: &'v Vec<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        if C::SCALAR && C::WIDTH > 0 {
            return Ok(P + values.len() * C::WIDTH);
        }
        let mut size = P;
        for (i, value) in values.iter().enumerate() {
            size += C::measure(value, m).map_err(|error| error.at_index(i))?;
        }
        Ok(size)
    }

    fn write(values: &Vec<C::Value>, w: &mut Writer<'_>) {
        w.raw(&(values.len() as u64).to_le_bytes()[..P]);
        for value in values {
            C::write(value, w);
        }
    }
}

/// A byte that is 0, or 1 before a value.
#[derive(Debug)]
pub struct Presence<C>(PhantomData<C>);

impl<C> Shape for Presence<C> {
    const LEAST: usize = 1;
}

impl<'a, C: Decode<'a>> Decode<'a> for Presence<C> {
    type Value = Option<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Option<C::Value>, DecodeError> {
        match d.take(1)?[0] {
            0 => Ok(None),
            1 => C::content(d).map(Some),
            _ => Err(d.error("bad-presence")),
        }
    }
}

impl<C: Encode> Encode for Presence<C> {
    type Value = Option<C::Value>;

    fn measure<'v>(value: &'v Option<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        match value {
            Some(value) => Ok(1 + C::measure(value, m)?),
            None => Ok(1),
        }
    }

    fn write(value: &Option<C::Value>, w: &mut Writer<'_>) {
        w.raw(&[u8::from(value.is_some())]);
        if let Some(value) = value {
            C::write(value, w);
        }
    }
}

/// Reads a value that begins the input; gives it and its size.
pub fn decode_sequence<'a, C: Decode<'a>>(
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<(C::Value, usize), DecodeError> {
    let mut d = Decoder::new(bytes, limits, &NO_TAGS)?;
    let value = C::content(&mut d)?;
    Ok((value, d.at))
}

/// Bytes of a value.
pub fn measure_sequence<C: Encode>(
    value: &C::Value,
    limits: &Limits,
) -> Result<usize, EncodeError> {
    let mut m = Measure::new(limits);
    let size = C::measure(value, &mut m)?;
    check_size(size, limits)?;
    Ok(size)
}

/// Appends a value.
pub fn append_sequence<C: Encode>(
    value: &C::Value,
    limits: &Limits,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    out.reserve(measure_sequence::<C>(value, limits)?);
    C::write(
        value,
        &mut Writer {
            out,
            sizes: [].iter(),
        },
    );
    Ok(())
}

/// Bytes of the header before a message: the type id and the size of what follows.
pub const HEADER_BYTES: usize = 12;

/// The type id and the whole bytes of the message that begins the input.
pub fn split_packet(bytes: &[u8]) -> Result<(u64, &[u8]), DecodeError> {
    let error = DecodeError {
        code: "truncated",
        offset: bytes.len().min(HEADER_BYTES),
    };
    let header = bytes.get(..HEADER_BYTES).ok_or(error)?;
    let size = HEADER_BYTES as u64 + little(&header[8..]);
    if size > bytes.len() as u64 {
        return Err(error);
    }
    Ok((little(&header[..8]), &bytes[..size as usize]))
}

/// Reads a message with its header; bytes behind it are passed over.
pub fn decode_packet<'a, C: Decode<'a>>(
    bytes: &'a [u8],
    limits: &Limits,
    type_id: u64,
) -> Result<C::Value, DecodeError> {
    let mut d = Decoder::new(bytes, limits, &NO_TAGS)?;
    if bytes.len() >= HEADER_BYTES && little(&bytes[..8]) != type_id {
        return Err(d.error("type-id"));
    }
    let (_, packet) = split_packet(bytes)?;
    d.end = packet.len();
    d.at = HEADER_BYTES;
    let value = C::content(&mut d)?;
    if d.left() != 0 {
        return Err(d.error("payload-size"));
    }
    Ok(value)
}

/// Appends a message with its header.
pub fn append_packet<C: Encode>(
    value: &C::Value,
    limits: &Limits,
    type_id: u64,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let size = measure_packet::<C>(value, limits)?;
    out.reserve(size);
    out.extend_from_slice(&type_id.to_le_bytes());
    out.extend_from_slice(&((size - HEADER_BYTES) as u32).to_le_bytes());
    C::write(
        value,
        &mut Writer {
            out,
            sizes: [].iter(),
        },
    );
    Ok(())
}

/// Bytes of a message with its header.
pub fn measure_packet<C: Encode>(value: &C::Value, limits: &Limits) -> Result<usize, EncodeError> {
    let size = HEADER_BYTES + C::measure(value, &mut Measure::new(limits))?;
    check_size(size, limits)?;
    Ok(size)
}

/// Says that there is no type of this name.
pub fn unknown_type() -> DecodeError {
    DecodeError {
        code: "unknown-type",
        offset: 0,
    }
}
