// Fields at fixed bits of a record.

/// `width` (0–64) bits from bit `at` on, least significant bit first.
pub fn bits_at(bytes: &[u8], at: usize, width: u32) -> u64 {
    if width == 0 {
        return 0;
    }
    let first = at / 8;
    let shift = at % 8;
    let last = bytes_for(at + width as usize);
    let mut word = [0; 16];
    word[..last - first].copy_from_slice(&bytes[first..last]);
    let value = (u128::from_le_bytes(word) >> shift) as u64;
    value & (u64::MAX >> (64 - width))
}

/// Sets `width` bits from bit `at` on.
pub fn set_bits(bytes: &mut [u8], at: usize, width: u32, value: u64) {
    if width == 0 {
        return;
    }
    let first = at / 8;
    let shift = at % 8;
    let last = bytes_for(at + width as usize);
    let mask = u128::from(u64::MAX >> (64 - width)) << shift;
    let mut word = [0; 16];
    word[..last - first].copy_from_slice(&bytes[first..last]);
    let old = u128::from_le_bytes(word);
    let new = (old & !mask) | ((u128::from(value) << shift) & mask);
    bytes[first..last].copy_from_slice(&new.to_le_bytes()[..last - first]);
}

/// Reads one record.
#[derive(Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    limits: Limits,
    depth: u32,
    total: u64,
}

impl BitReader<'_> {
    fn get(&self, at: usize, width: u32) -> u64 {
        bits_at(self.bytes, at, width)
    }

    #[cold]
    fn error(&self, code: &'static str, at: usize) -> DecodeError {
        DecodeError {
            code,
            offset: at / 8,
        }
    }

    /// Begins with a struct.
    pub fn enter(&mut self, at: usize) -> Result<(), DecodeError> {
        self.depth += 1;
        if self.limits.depth != 0 && self.depth > self.limits.depth {
            return Err(self.error("limit-depth", at));
        }
        Ok(())
    }

    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    fn count(&mut self, count: u64, at: usize) -> Result<(), DecodeError> {
        self.total += count;
        if self.limits.array_elements != 0 && count > self.limits.array_elements {
            return Err(self.error("limit-array", at));
        }
        if self.limits.total_elements != 0 && self.total > self.limits.total_elements {
            return Err(self.error("limit-total", at));
        }
        Ok(())
    }

    /// A field `offset` bits from the start of the record.
    pub fn field<C: BitField>(&mut self, at: usize) -> Result<C::Value, DecodeError> {
        C::get(self, at)
    }
}

/// Writes one record.
#[derive(Debug)]
pub struct BitWriter {
    bytes: Vec<u8>,
    limits: Limits,
    depth: u32,
    total: u64,
}

impl BitWriter {
    fn put(&mut self, at: usize, width: u32, value: u64) {
        set_bits(&mut self.bytes, at, width, value);
    }

    /// Begins with a struct.
    pub fn enter(&mut self) -> Result<(), EncodeError> {
        self.depth += 1;
        if self.limits.depth != 0 && self.depth > self.limits.depth {
            return Err(EncodeError::new("limit-depth"));
        }
        Ok(())
    }

    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    fn count(&mut self, count: usize) -> Result<(), EncodeError> {
        self.total += count as u64;
        if self.limits.array_elements != 0 && count as u64 > self.limits.array_elements {
            return Err(EncodeError::new("limit-array"));
        }
        if self.limits.total_elements != 0 && self.total > self.limits.total_elements {
            return Err(EncodeError::new("limit-total"));
        }
        Ok(())
    }

    /// A field `at` bits from the start of the record.
    pub fn field<C: BitField>(
        &mut self,
        name: &str,
        at: usize,
        value: &C::Value,
    ) -> Result<(), EncodeError> {
        C::put(value, self, at).map_err(|error| error.at(name))
    }
}

/// Bytes of a record.
pub const fn record_size(bits: usize) -> usize {
    if bits == 0 {
        1
    } else {
        bytes_for(bits)
    }
}

/// Reads a record; bytes behind it are passed over. `reversed`: the most significant byte lies first.
pub fn decode_record<C: BitField>(
    bytes: &[u8],
    limits: &Limits,
    reversed: bool,
) -> Result<C::Value, DecodeError> {
    if limits.message_bytes != 0 && bytes.len() as u64 > limits.message_bytes {
        return Err(DecodeError {
            code: "limit-message",
            offset: 0,
        });
    }
    let record = whole_record::<C>(bytes, reversed)?;
    let mut reader = BitReader {
        bytes: &record,
        limits: *limits,
        depth: 0,
        total: 0,
    };
    C::get(&mut reader, 0)
}

/// Appends a record.
pub fn append_record<C: BitField>(
    value: &C::Value,
    limits: &Limits,
    reversed: bool,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let bytes = vec![0; record_size(C::BITS)];
    let mut w = BitWriter {
        bytes,
        limits: *limits,
        depth: 0,
        total: 0,
    };
    C::put(value, &mut w, 0)?;
    if reversed {
        w.bytes.reverse();
    }
    out.append(&mut w.bytes);
    Ok(())
}

/// Reads the record that begins the input, and gives its size.
pub fn decode_first_record<C: BitField>(
    bytes: &[u8],
    limits: &Limits,
    reversed: bool,
) -> Result<(C::Value, usize), DecodeError> {
    let size = record_size(C::BITS);
    Ok((
        decode_record::<C>(&bytes[..size.min(bytes.len())], limits, reversed)?,
        size,
    ))
}

/// A record of at most 64 bits as one integer.
pub fn encode_packed<C: BitField>(value: &C::Value, limits: &Limits) -> Result<u64, EncodeError> {
    let mut bytes = Vec::new();
    append_record::<C>(value, limits, false, &mut bytes)?;
    Ok(little(&bytes))
}

/// The record of an integer.
pub fn decode_packed<C: BitField>(packed: u64, limits: &Limits) -> Result<C::Value, DecodeError> {
    decode_record::<C>(&packed.to_le_bytes(), limits, false)
}
