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
        let size =
            if C::CACHED { self.cached::<C>(value)? } else { C::measure(value, self)? };
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
        self.check_count(values.len()).map_err(|error| error.at(name))?;
        let mut size = values.len() * tag;
        for (i, value) in values.iter().enumerate() {
            size += self.bare::<C>(value).map_err(|error| error.at_index(i).at(name))?;
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
        self.check_count(values.len()).map_err(|error| error.at(name))?;
        if values.is_empty() {
            return Ok(0);
        }
        let slot = self.sizes.len();
        self.sizes.push(0);
        let mut size = 0;
        for (i, value) in values.iter().enumerate() {
            size += self.bare::<C>(value).map_err(|error| error.at_index(i).at(name))?;
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
        self.check_count(values.len()).map_err(|error| error.at(name))?;
        if values.is_empty() {
            return Ok(0);
        }
        let size = (values.len() + 7) / 8;
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
        self.check_count(values.len()).map_err(|error| error.at(name))?;
        let mut size = values.len() * tag;
        for (i, value) in values.iter().enumerate() {
            size += self.intern(value).map_err(|error| error.at_index(i).at(name))?;
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

/// Writes what has been measured.
#[derive(Debug)]
pub struct Writer<'w> {
    out: &'w mut Vec<u8>,
    sizes: std::slice::Iter<'w, usize>,
}

impl<'w> Writer<'w> {
    pub fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.out.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.out.push(value as u8);
    }

    fn next_size(&mut self) -> usize {
        self.sizes.next().copied().unwrap_or(0)
    }

    pub fn delimited<C: Encode>(&mut self, value: &C::Value) {
        let size = if C::CACHED { self.next_size() } else { size_of_leaf::<C>(value) };
        self.varint(size as u64);
        C::write(value, self);
    }

    pub fn bare<C: Encode>(&mut self, value: &C::Value) {
        if C::SELF_DELIMITING {
            C::write(value, self);
        } else {
            self.delimited::<C>(value);
        }
    }

    /// A field of a struct without tags.
    pub fn member<C: Encode>(&mut self, value: &C::Value) {
        C::write(value, self);
    }

    pub fn field<C: Encode>(&mut self, tag: u32, value: &C::Value) {
        self.varint(u64::from(tag));
        self.bare::<C>(value);
    }

    pub fn optional<C: Encode>(&mut self, tag: u32, value: &Option<C::Value>) {
        if let Some(value) = value {
            self.field::<C>(tag, value);
        }
    }

    pub fn unless_zero<C: Encode>(&mut self, tag: u32, value: &C::Value) {
        if !C::is_zero(value) {
            self.field::<C>(tag, value);
        }
    }

    pub fn unless_empty<C: Encode>(&mut self, tag: u32, value: &Option<C::Value>) {
        if let Some(value) = value {
            let size = self.next_size();
            if size > 0 {
                self.varint(u64::from(tag));
                self.varint(size as u64);
                C::write(value, self);
            }
        }
    }

    pub fn each<C: Encode>(&mut self, tag: u32, values: &[C::Value]) {
        for value in values {
            self.field::<C>(tag, value);
        }
    }

    pub fn run<C: Encode>(&mut self, tag: u32, values: &[C::Value]) {
        if values.is_empty() {
            return;
        }
        let size = self.next_size();
        self.varint(u64::from(tag));
        self.varint(size as u64);
        for value in values {
            self.bare::<C>(value);
        }
    }

    pub fn bit_run(&mut self, tag: u32, values: &[bool]) {
        if values.is_empty() {
            return;
        }
        self.varint(u64::from(tag));
        self.varint((values.len() as u64 + 7) / 8);
        self.bits(values.iter().map(|value| u64::from(*value)), 1);
    }

    /// Numbers of some bits one behind the other, least significant bit first; spare bits are zero.
    fn bits(&mut self, values: impl Iterator<Item = u64>, width: u32) {
        let mut window = 0u128;
        let mut filled = 0;
        for value in values {
            window |= u128::from(value) << filled;
            filled += width;
            while filled >= 8 {
                self.out.push(window as u8);
                window >>= 8;
                filled -= 8;
            }
        }
        if filled > 0 {
            self.out.push(window as u8);
        }
    }

    /// Begins a presence map of `fields` fields; gives where its bits are.
    pub fn presence(&mut self, fields: usize) -> usize {
        let bytes = (fields + 7) / 8;
        self.varint(bytes as u64);
        let begin = self.out.len();
        self.out.resize(begin + bytes, 0);
        begin
    }

    /// A field of a presence map.
    pub fn present<C: Encode>(&mut self, bits: usize, field: usize, value: &Option<C::Value>) {
        if let Some(value) = value {
            self.out[bits + field / 8] |= 1 << (field % 8);
            self.bare::<C>(value);
        }
    }

    pub fn interned(&mut self, tag: u32) {
        self.varint(u64::from(tag));
        let index = self.next_size();
        self.varint(index as u64);
    }

    /// The position, for `merge`.
    pub fn position(&self) -> usize {
        self.out.len()
    }

    /// Puts fields that the schema does not know among or behind those written since `begin`.
    pub fn unknown(&mut self, dialect: &Dialect, begin: usize, fields: &[u8]) {
        if fields.is_empty() {
            return;
        }
        if !dialect.canonical {
            self.raw(fields);
            return;
        }
        let known = self.out.split_off(begin);
        let mut all = split_fields(dialect, &known).unwrap_or_default();
        all.extend(split_fields(dialect, fields).unwrap_or_default());
        all.sort_by_key(|field| field.0);
        for (_, bytes) in all {
            self.raw(bytes);
        }
    }
}

/// For values that are not part of a message.
const NO_LIMITS: Limits = Limits {
    message_bytes: 0,
    depth: 0,
    string_bytes: 0,
    array_elements: 0,
    total_elements: 0,
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
    let mut w = Writer { out, sizes: m.sizes.iter() };
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
    Writer { out: &mut out, sizes: m.sizes.iter() }.bare::<C>(value);
    out == bytes
}

/// Bytes before the values of a presence map of `fields` fields.
pub const fn presence_size(fields: usize) -> usize {
    let bytes = (fields + 7) / 8;
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
