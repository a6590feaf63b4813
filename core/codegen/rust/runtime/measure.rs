/// The pass before writing: sizes, the string table, and every reason not to write.
#[derive(Debug)]
pub struct Measure<'v> {
    limits: Limits,
    /// Sizes of contents and indexes of texts, in the order of writing.
    sizes: Vec<usize>,
    depth: u32,
    total: u64,
    table: Vec<&'v str>,
    indexes: BTreeMap<&'v str, usize>,
}

impl<'v> Measure<'v> {
    fn new(limits: &Limits) -> Self {
        Measure {
            limits: *limits,
            sizes: Vec::new(),
            depth: 0,
            total: 0,
            table: Vec::new(),
            indexes: BTreeMap::new(),
        }
    }

    pub fn enter(&mut self) -> Result<(), EncodeError> {
        self.depth += 1;
        if self.depth > self.limits.deepest() {
            return Err(EncodeError::new("limit-depth"));
        }
        Ok(())
    }

    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    pub fn check_text(&self, bytes: usize) -> Result<(), EncodeError> {
        if self.limits.string_bytes != 0 && bytes as u64 > self.limits.string_bytes {
            return Err(EncodeError::new("limit-string"));
        }
        Ok(())
    }

    pub fn check_count(&mut self, count: usize) -> Result<(), EncodeError> {
        self.total += count as u64;
        if self.limits.array_elements != 0 && count as u64 > self.limits.array_elements {
            return Err(EncodeError::new("limit-array"));
        }
        if self.limits.total_elements != 0 && self.total > self.limits.total_elements {
            return Err(EncodeError::new("limit-total"));
        }
        Ok(())
    }

    fn cached<C: Encode>(&mut self, value: &'v C::Value) -> Result<usize, EncodeError> {
        let slot = self.sizes.len();
        self.sizes.push(0);
        let size = C::measure(value, self)?;
        self.sizes[slot] = size;
        Ok(size)
    }

    /// A value behind its length.
    pub fn delimited<C: Encode>(&mut self, value: &'v C::Value) -> Result<usize, EncodeError> {
        let size = if C::CACHED {
            self.cached::<C>(value)?
        } else {
            C::measure(value, self)?
        };
        Ok(varint_size(size as u64) + size)
    }

    pub fn bare<C: Encode>(&mut self, value: &'v C::Value) -> Result<usize, EncodeError> {
        if C::SELF_DELIMITING {
            C::measure(value, self)
        } else {
            self.delimited::<C>(value)
        }
    }

    /// A value of a union.
    pub fn held<C: Encode>(&mut self, value: &'v C::Value) -> Result<usize, EncodeError> {
        C::measure(value, self)
    }

    /// A field of a struct without tags.
    pub fn member<C: Encode>(
        &mut self,
        name: &str,
        value: &'v C::Value,
    ) -> Result<usize, EncodeError> {
        C::measure(value, self).map_err(|error| error.at(name))
    }

    /// A field behind a tag of `tag` bytes.
    pub fn field<C: Encode>(
        &mut self,
        name: &str,
        tag: usize,
        value: &'v C::Value,
    ) -> Result<usize, EncodeError> {
        Ok(tag + self.bare::<C>(value).map_err(|error| error.at(name))?)
    }

    /// A field that is written when there is a value.
    pub fn optional<C: Encode>(
        &mut self,
        name: &str,
        tag: usize,
        value: &'v Option<C::Value>,
    ) -> Result<usize, EncodeError> {
        match value {
            Some(value) => self.field::<C>(name, tag, value),
            None => Ok(0),
        }
    }

    /// A field that is left out when it is zero.
    pub fn unless_zero<C: Encode>(
        &mut self,
        name: &str,
        tag: usize,
        value: &'v C::Value,
    ) -> Result<usize, EncodeError> {
        if C::is_zero(value) {
            return Ok(0);
        }
        self.field::<C>(name, tag, value)
    }

    /// A struct that is left out when there is nothing in it.
    pub fn unless_empty<C: Encode>(
        &mut self,
        name: &str,
        tag: usize,
        value: &'v Option<C::Value>,
    ) -> Result<usize, EncodeError> {
        let value = match value {
            Some(value) => value,
            None => return Ok(0),
        };
        let slot = self.sizes.len();
        let size = self.cached::<C>(value).map_err(|error| error.at(name))?;
        if size == 0 {
            self.sizes.truncate(slot + 1);
            return Ok(0);
        }
        Ok(tag + varint_size(size as u64) + size)
    }

    /// A field for each element.
    pub fn each<C: Encode>(
        &mut self,
        name: &str,
        tag: usize,
        values: &'v [C::Value],
    ) -> Result<usize, EncodeError> {
        self.check_count(values.len())
            .map_err(|error| error.at(name))?;
        let mut size = values.len() * tag;
        for (i, value) in values.iter().enumerate() {
            size += self
                .bare::<C>(value)
                .map_err(|error| error.at_index(i).at(name))?;
        }
        Ok(size)
    }

    /// A field with all elements behind one length; none when there are none.
    pub fn run<C: Encode>(
        &mut self,
        name: &str,
        tag: usize,
        values: &'v [C::Value],
    ) -> Result<usize, EncodeError> {
        self.check_count(values.len())
            .map_err(|error| error.at(name))?;
        if values.is_empty() {
            return Ok(0);
        }
        let slot = self.sizes.len();
        self.sizes.push(0);
        let mut size = 0;
        for (i, value) in values.iter().enumerate() {
            size += self
                .bare::<C>(value)
                .map_err(|error| error.at_index(i).at(name))?;
        }
        self.sizes[slot] = size;
        Ok(tag + varint_size(size as u64) + size)
    }

    /// A field with bools as bits; none when there are none.
    pub fn bit_run(
        &mut self,
        name: &str,
        tag: usize,
        values: &[bool],
    ) -> Result<usize, EncodeError> {
        self.check_count(values.len())
            .map_err(|error| error.at(name))?;
        if values.is_empty() {
            return Ok(0);
        }
        let size = bytes_for(values.len());
        Ok(tag + varint_size(size as u64) + size)
    }

    /// A text that stands in the string table.
    pub fn interned(
        &mut self,
        name: &str,
        tag: usize,
        value: &'v str,
    ) -> Result<usize, EncodeError> {
        Ok(tag + self.intern(value).map_err(|error| error.at(name))?)
    }

    /// A field for each text of the string table.
    pub fn each_interned(
        &mut self,
        name: &str,
        tag: usize,
        values: &'v [String],
    ) -> Result<usize, EncodeError> {
        self.check_count(values.len())
            .map_err(|error| error.at(name))?;
        let mut size = values.len() * tag;
        for (i, value) in values.iter().enumerate() {
            size += self
                .intern(value)
                .map_err(|error| error.at_index(i).at(name))?;
        }
        Ok(size)
    }

    fn intern(&mut self, text: &'v str) -> Result<usize, EncodeError> {
        self.check_text(text.len())?;
        let next = self.table.len();
        let index = *self.indexes.entry(text).or_insert(next);
        if index == next {
            self.table.push(text);
        }
        self.sizes.push(index);
        Ok(varint_size(index as u64))
    }

    /// Fields that the schema does not know.
    pub fn unknown(&self, dialect: &Dialect, fields: &[u8]) -> Result<usize, EncodeError> {
        if !fields.is_empty() && split_fields(dialect, fields).is_none() {
            return Err(EncodeError::new("bad-unknown"));
        }
        Ok(fields.len())
    }
}
