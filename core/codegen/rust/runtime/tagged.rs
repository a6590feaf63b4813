// Fields of tagged messages, by their tags.
impl<'a> Decoder<'a> {
    /// The number and wire type of the next field; nothing at the end of the message.
    pub fn field(&mut self) -> Result<Option<(u32, u8)>, DecodeError> {
        while self.at < self.end {
            self.field_begin = self.at;
            let tag = self.varint()?;
            let wire = (tag & 7) as u8;
            let number = tag >> 3;
            if number == 0 && self.dialect.table == Some(wire) {
                self.string_table()?;
                continue;
            }
            if self.dialect.skip[usize::from(wire)] == Skip::None {
                return Err(self.error("bad-wire-type"));
            }
            if number == 0 || number > HIGHEST_FIELD_NUMBER {
                return Err(self.error("bad-field-number"));
            }
            return Ok(Some((number as u32, wire)));
        }
        Ok(None)
    }

    /// A field with a wire type that it never has.
    #[cold]
    pub fn mismatch(&self) -> DecodeError {
        DecodeError {
            code: "wire-type-mismatch",
            offset: self.field_begin,
        }
    }

    /// A required field that is not there.
    #[cold]
    pub fn missing(&self) -> DecodeError {
        self.error("missing-required")
    }

    /// Keeps a field that the schema does not know.
    pub fn unknown(&mut self, wire: u8, kept: &mut Vec<u8>) -> Result<(), DecodeError> {
        self.skip(wire)?;
        if self.limits.strict {
            return Err(DecodeError {
                code: "unknown-field",
                offset: self.field_begin,
            });
        }
        kept.extend_from_slice(&self.bytes[self.field_begin..self.at]);
        self.has_unknown = true;
        Ok(())
    }

    fn skip(&mut self, wire: u8) -> Result<(), DecodeError> {
        let kind = self.dialect.skip[usize::from(wire)];
        match kind {
            Skip::None => return Err(self.error("bad-wire-type")),
            Skip::Varint => {
                self.varint()?;
            }
            Skip::Fixed32 => {
                self.take(4)?;
            }
            Skip::Fixed64 => {
                self.take(8)?;
            }
            Skip::Length | Skip::Reference => {
                if kind == Skip::Reference {
                    self.varint()?;
                }
                let length = self.length()?;
                self.take(length)?;
            }
        }
        Ok(())
    }

    /// The texts of the string table, for fields that are not known and may refer to it.
    pub fn kept_strings(&self) -> Vec<String> {
        match &self.table {
            Some(table) if self.has_unknown && self.depth == 1 => {
                table.iter().map(|text| (*text).to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }

    pub fn has_table(&self) -> bool {
        self.table.is_some()
    }

    fn string_table(&mut self) -> Result<(), DecodeError> {
        let length = self.length()?;
        if self.depth != 1 {
            return Err(self.error("string-table-position"));
        }
        self.table = Some(self.part(length, |d| {
            let count = d.count(1)?;
            let mut texts = Vec::with_capacity(count.min(1024));
            for _ in 0..count {
                let length = d.varint()?;
                d.check_text(length)?;
                if length > d.left() as u64 {
                    return Err(d.error("truncated"));
                }
                let bytes = d.take(length as usize)?;
                texts.push(d.text(bytes)?);
            }
            Ok(texts)
        })?);
        Ok(())
    }

    /// A text by its index in the string table. `inline` are the fields of the message that are written like that.
    pub fn table_text(&mut self, inline: &[u32]) -> Result<&'a str, DecodeError> {
        let index = self.varint()?;
        if self.table.is_none() && self.is_inline_text(index, inline) {
            let bytes = self.take(index as usize)?;
            return self.text(bytes);
        }
        let text = self
            .table
            .as_ref()
            .and_then(|table| table.get(index as usize).copied());
        text.ok_or_else(|| self.error("string-index"))
    }

    /// One more element, in a field of its own.
    pub fn push<C: Decode<'a>>(&mut self, values: &mut Vec<C::Value>) -> Result<(), DecodeError> {
        self.count_elements(1, values.len())?;
        values.push(self.bare::<C>()?);
        Ok(())
    }

    /// One more text, by its index in the string table.
    pub fn push_index<T: From<&'a str>>(
        &mut self,
        values: &mut Vec<T>,
        inline: &[u32],
    ) -> Result<(), DecodeError> {
        self.count_elements(1, values.len())?;
        values.push(self.table_text(inline)?.into());
        Ok(())
    }

    /// More elements, behind a length.
    pub fn run<C: Decode<'a>>(&mut self, values: &mut Vec<C::Value>) -> Result<(), DecodeError> {
        let length = self.length()?;
        self.part(length, |d| d.packed::<C>(values))
    }

    /// More bools, eight a byte behind a length.
    pub fn bit_run(&mut self, values: &mut Vec<bool>) -> Result<(), DecodeError> {
        let length = self.length()?;
        self.count_elements(length as u64 * 8, values.len())?;
        for byte in self.take(length)? {
            values.extend((0..8).map(|bit| (byte >> bit) & 1 != 0));
        }
        Ok(())
    }

    fn packed<C: Decode<'a>>(&mut self, values: &mut Vec<C::Value>) -> Result<(), DecodeError> {
        if C::SCALAR {
            let count = match C::WIDTH {
                0 => self.bytes[self.at..self.end]
                    .iter()
                    .filter(|byte| **byte < 0x80)
                    .count(),
                width => self.left() / width,
            };
            self.count_elements(count as u64, values.len())?;
            values.reserve(count);
        }
        while self.at < self.end {
            if !C::SCALAR {
                self.count_elements(1, values.len())?;
            }
            values.push(self.bare::<C>()?);
        }
        Ok(())
    }

    /// The bits that say which fields of a presence map are there.
    pub fn presence(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = self.length()?;
        self.take(length)
    }

    /// Refuses bits of fields that the type does not have.
    pub fn check_presence(&self, bits: &[u8], fields: usize) -> Result<(), DecodeError> {
        if (fields..bits.len() * 8).any(|field| is_present(bits, field)) {
            return Err(self.error("presence-bit"));
        }
        Ok(())
    }

    fn is_inline_text(&mut self, length: u64, inline: &[u32]) -> bool {
        let limit = self.limits.string_bytes;
        if !self.dialect.guess_inline_text
            || (limit != 0 && length > limit)
            || length == 0
            || length > self.left() as u64
        {
            return false;
        }
        if !matches!(self.lookahead.last(), Some(l) if l.level == self.depth) {
            let lookahead = self.look_ahead(inline);
            self.lookahead.push(lookahead);
        }
        match self.lookahead.last() {
            Some(l) => l.is_text(self.at, length) && l.parses[self.at + length as usize - l.begin],
            None => false,
        }
    }

    fn look_ahead(&self, inline: &[u32]) -> Lookahead {
        let size = self.end - self.at;
        let mut l = Lookahead {
            level: self.depth,
            begin: self.at,
            end: self.end,
            parses: vec![false; size + 1],
            text_end: vec![size; size + 1],
            starts: vec![false; size + 1],
        };
        let mut covered = vec![false; size + 1];
        for at in 0..size {
            let bytes = character_bytes(self.bytes, self.at + at, self.end);
            l.starts[at] = bytes > 0;
            covered[at..at + bytes].fill(true);
        }
        l.starts[size] = true;
        for at in (0..size).rev() {
            l.text_end[at] = if covered[at] { l.text_end[at + 1] } else { at };
        }
        l.parses[size] = true;
        for at in (0..size).rev() {
            l.parses[at] = self.parses_from(&l, at, inline).unwrap_or(false);
        }
        l
    }

    /// Whether whole fields stand from `at` on, given that for all later offsets.
    fn parses_from(&self, l: &Lookahead, at: usize, inline: &[u32]) -> Option<bool> {
        let bytes = &self.bytes[l.begin..l.end];
        let (tag, used) = varint_at(&bytes[at..])?;
        let wire = (tag & 7) as u8;
        let number = tag >> 3;
        let table = number == 0 && self.dialect.table == Some(wire) && self.depth == 1;
        if (number == 0 && !table) || number > HIGHEST_FIELD_NUMBER {
            return None;
        }
        let mut at = at + used;
        let behind = |at: usize, skipped: u64| {
            skipped <= (bytes.len() - at) as u64 && l.parses[at + skipped as usize]
        };
        let skip = if table {
            Skip::Length
        } else {
            self.dialect.skip[usize::from(wire)]
        };
        match skip {
            Skip::None => None,
            Skip::Fixed32 => Some(behind(at, 4)),
            Skip::Fixed64 => Some(behind(at, 8)),
            Skip::Varint => {
                let (value, used) = varint_at(&bytes[at..])?;
                at += used;
                let may_be_text = self.dialect.table == Some(wire)
                    && inline.iter().any(|field| u64::from(*field) == number)
                    && l.is_text(l.begin + at, value);
                Some((may_be_text && behind(at, value)) || behind(at, 0))
            }
            Skip::Length | Skip::Reference => {
                if skip == Skip::Reference {
                    at += varint_at(&bytes[at..])?.1;
                }
                let (length, used) = varint_at(&bytes[at..])?;
                Some(behind(at + used, length))
            }
        }
    }
}

/// Whether a field of a presence map is there.
pub fn is_present(bits: &[u8], field: usize) -> bool {
    match bits.get(field / 8) {
        Some(byte) => (byte >> (field % 8)) & 1 != 0,
        None => false,
    }
}
