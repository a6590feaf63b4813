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
        let size = if C::CACHED {
            self.next_size()
        } else {
            size_of_leaf::<C>(value)
        };
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
        self.varint(bytes_for(values.len()) as u64);
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
        let bytes = bytes_for(fields);
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
