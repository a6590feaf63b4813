/// How a type is named on the wire and in JSON.
#[derive(Debug)]
pub struct TypeName {
    pub id: u64,
    pub hash: u32,
    pub wire: &'static str,
    pub short: &'static str,
    pub full: &'static str,
}

/// A type that the schema does not have, as the wire names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignName {
    /// An id, or a hash where types are named by hash.
    Number(u64),
    Name(String),
}

/// A value of a type that the schema does not have: its bytes are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    pub name: ForeignName,
    pub bytes: Vec<u8>,
}

/// Which of a union's values it is.
#[derive(Clone, Copy, Debug)]
pub enum Held<'u> {
    Nothing,
    /// Index into `Union::TYPES`.
    Known(usize),
    Foreign(&'u Foreign),
}

/// A value of one of several types, which is named on the wire.
pub trait Union: Default {
    /// The types that may stand here.
    const TYPES: &'static [TypeName];
    /// All types of the schema, by id and by name.
    const KNOWN_IDS: &'static [u64];
    const KNOWN_NAMES: &'static [&'static str];

    fn held(&self) -> Held<'_>;
    fn foreign(foreign: Foreign) -> Self;
    /// Reads a value of the type `TYPES[index]` up to the end of the part.
    fn read(index: usize, d: &mut Decoder<'_>) -> Result<Self, DecodeError>;
    fn measure_held<'v>(&'v self, m: &mut Measure<'v>) -> Result<usize, EncodeError>;
    fn write_held(&self, w: &mut Writer<'_>);
}

/// A union whose type is named by its id.
#[derive(Debug)]
pub struct ById<U>(PhantomData<U>);

/// A union whose type is named by its name.
#[derive(Debug)]
pub struct ByName<U>(PhantomData<U>);

/// A union whose type is named by a hash of its name.
#[derive(Debug)]
pub struct ByHash<U>(PhantomData<U>);

impl<U> Shape for ById<U> {
    const SELF_DELIMITING: bool = true;
    const CACHED: bool = true;
}

impl<U> Shape for ByName<U> {
    const CACHED: bool = true;
}

impl<U> Shape for ByHash<U> {
    const CACHED: bool = true;
}

impl<'a> Decoder<'a> {
    fn nothing<U: Union>(&self, left: usize) -> Result<U, DecodeError> {
        if left != 0 {
            return Err(self.error("nil-length"));
        }
        Ok(U::default())
    }

    fn kept<U: Union>(&mut self, name: ForeignName) -> U {
        U::foreign(Foreign {
            name,
            bytes: self.rest().to_vec(),
        })
    }
}

impl<'a, U: Union> Decode<'a> for ById<U> {
    type Value = U;

    fn content(d: &mut Decoder<'a>) -> Result<U, DecodeError> {
        let id = d.varint()?;
        let length = d.length()?;
        d.part(length, |d| {
            if id == 0 {
                return d.nothing(length);
            }
            if let Some(index) = U::TYPES.iter().position(|known| known.id == id) {
                return U::read(index, d);
            }
            if U::KNOWN_IDS.contains(&id) {
                return Err(d.error("type-not-allowed"));
            }
            Ok(d.kept(ForeignName::Number(id)))
        })
    }
}

impl<'a, U: Union> Decode<'a> for ByName<U> {
    type Value = U;

    fn content(d: &mut Decoder<'a>) -> Result<U, DecodeError> {
        let length = d.length()?;
        let bytes = d.take(length)?;
        if length == 0 {
            return d.nothing(d.left());
        }
        let name = d.text(bytes)?;
        if let Some(index) = U::TYPES.iter().position(|known| known.wire == name) {
            return U::read(index, d);
        }
        if U::KNOWN_NAMES.contains(&name) {
            return Err(d.error("type-not-allowed"));
        }
        Ok(d.kept(ForeignName::Name(name.to_owned())))
    }
}

impl<'a, U: Union> Decode<'a> for ByHash<U> {
    type Value = U;

    fn content(d: &mut Decoder<'a>) -> Result<U, DecodeError> {
        let hash = little(d.take(4)?);
        if hash == 0 {
            return d.nothing(d.left());
        }
        if let Some(index) = U::TYPES
            .iter()
            .position(|known| u64::from(known.hash) == hash)
        {
            return U::read(index, d);
        }
        Ok(d.kept(ForeignName::Number(hash)))
    }
}

fn measure_foreign(foreign: &Foreign, m: &Measure<'_>) -> Result<usize, EncodeError> {
    m.check_text(foreign.bytes.len())?;
    Ok(foreign.bytes.len())
}

impl<U: Union> Encode for ById<U> {
    type Value = U;

    fn measure<'v>(value: &'v U, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        let (id, size) = match value.held() {
            Held::Nothing => (0, 0),
            Held::Known(index) => {
                let slot = m.sizes.len();
                m.sizes.push(0);
                let size = value.measure_held(m)?;
                m.sizes[slot] = size;
                (U::TYPES[index].id, size)
            }
            Held::Foreign(foreign) => match foreign.name {
                ForeignName::Number(id) => (id, measure_foreign(foreign, m)?),
                ForeignName::Name(_) => return Err(EncodeError::new("unknown-type")),
            },
        };
        Ok(varint_size(id) + varint_size(size as u64) + size)
    }

    fn write(value: &U, w: &mut Writer<'_>) {
        match value.held() {
            Held::Nothing => w.raw(&[0, 0]),
            Held::Known(index) => {
                w.varint(U::TYPES[index].id);
                let size = w.next_size();
                w.varint(size as u64);
                value.write_held(w);
            }
            Held::Foreign(foreign) => {
                if let ForeignName::Number(id) = foreign.name {
                    w.varint(id);
                }
                w.varint(foreign.bytes.len() as u64);
                w.raw(&foreign.bytes);
            }
        }
    }

    fn is_zero(value: &U) -> bool {
        matches!(value.held(), Held::Nothing)
    }
}

impl<U: Union> Encode for ByName<U> {
    type Value = U;

    fn measure<'v>(value: &'v U, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        let (name, size) = match value.held() {
            Held::Nothing => (0, 0),
            Held::Known(index) => (U::TYPES[index].wire.len(), value.measure_held(m)?),
            Held::Foreign(foreign) => match &foreign.name {
                ForeignName::Name(name) => (name.len(), measure_foreign(foreign, m)?),
                ForeignName::Number(_) => return Err(EncodeError::new("unknown-type")),
            },
        };
        Ok(varint_size(name as u64) + name + size)
    }

    fn write(value: &U, w: &mut Writer<'_>) {
        match value.held() {
            Held::Nothing => w.raw(&[0]),
            Held::Known(index) => {
                let name = U::TYPES[index].wire;
                w.varint(name.len() as u64);
                w.raw(name.as_bytes());
                value.write_held(w);
            }
            Held::Foreign(foreign) => {
                if let ForeignName::Name(name) = &foreign.name {
                    w.varint(name.len() as u64);
                    w.raw(name.as_bytes());
                }
                w.raw(&foreign.bytes);
            }
        }
    }

    fn is_zero(value: &U) -> bool {
        matches!(value.held(), Held::Nothing)
    }
}

impl<U: Union> Encode for ByHash<U> {
    type Value = U;

    fn measure<'v>(value: &'v U, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        let size = match value.held() {
            Held::Nothing => 0,
            Held::Known(_) => value.measure_held(m)?,
            Held::Foreign(foreign) => match foreign.name {
                ForeignName::Number(_) => measure_foreign(foreign, m)?,
                ForeignName::Name(_) => return Err(EncodeError::new("unknown-type")),
            },
        };
        Ok(4 + size)
    }

    fn write(value: &U, w: &mut Writer<'_>) {
        match value.held() {
            Held::Nothing => w.raw(&[0; 4]),
            Held::Known(index) => {
                w.raw(&U::TYPES[index].hash.to_le_bytes());
                value.write_held(w);
            }
            Held::Foreign(foreign) => {
                if let ForeignName::Number(hash) = foreign.name {
                    w.raw(&(hash as u32).to_le_bytes());
                }
                w.raw(&foreign.bytes);
            }
        }
    }

    fn is_zero(value: &U) -> bool {
        matches!(value.held(), Held::Nothing)
    }
}
