/// Where an object stands, which says what it may have beside its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `@type` and `@strings`.
    Root,
    /// `@type`.
    Union,
    Field,
}

/// Types whose values are JSON objects.
pub trait JsonObject: Sized {
    /// What `@type` may say at the top.
    const NAMES: &'static [&'static str];

    fn write_members(&self, out: &mut ObjectWriter<'_>);
    fn read_members(json: &json::Value, place: Place) -> Result<Self, EncodeError>;
}

/// Writes the members of an object.
#[derive(Debug)]
pub struct ObjectWriter<'o> {
    out: &'o mut String,
    empty: bool,
}

impl<'o> ObjectWriter<'o> {
    fn new(out: &'o mut String) -> Self {
        out.push('{');
        ObjectWriter { out, empty: true }
    }

    fn end(self) {
        self.out.push('}');
    }

    fn key(&mut self, name: &str) -> &mut String {
        if !std::mem::replace(&mut self.empty, false) {
            self.out.push(',');
        }
        json::write_text(self.out, name);
        self.out.push(':');
        self.out
    }

    pub fn field<C: Json>(&mut self, name: &str, value: &C::Value) {
        C::to_json(value, self.key(name));
    }

    /// Left out when there is no value.
    pub fn optional<C: Json>(&mut self, name: &str, value: &Option<C::Value>) {
        if let Some(value) = value {
            self.field::<C>(name, value);
        }
    }

    /// Left out when it holds nothing.
    pub fn held<C: Json<Value = U>, U: Union>(&mut self, name: &str, value: &U) {
        if !matches!(value.held(), Held::Nothing) {
            self.field::<C>(name, value);
        }
    }

    pub fn unknown(&mut self, fields: &[u8]) {
        if !fields.is_empty() {
            json::write_hex(self.key("@unknown"), fields);
        }
    }

    pub fn strings(&mut self, strings: &Vec<String>) {
        if !strings.is_empty() {
            Counted::<Text>::to_json(strings, self.key("@strings"));
        }
    }
}

/// Writes a value as an object, with its type's name in front where that is given.
pub fn object_to_json<T: JsonObject>(value: &T, type_name: &str, out: &mut String) {
    let mut object = ObjectWriter::new(out);
    if !type_name.is_empty() {
        json::write_text(object.key("@type"), type_name);
    }
    value.write_members(&mut object);
    object.end();
}

/// The members of an object that is read.
#[derive(Debug)]
pub struct Members<'j> {
    json: &'j json::Value,
    null_is_absent: bool,
}

impl<'j> Members<'j> {
    /// Checks that there are no other keys than `names` and `extra`.
    pub fn new(
        json: &'j json::Value,
        place: Place,
        names: &[&str],
        extra: &[&str],
        null_is_absent: bool,
    ) -> Result<Self, EncodeError> {
        let members = match json {
            json::Value::Object(members) => members,
            _ => return wrong(json),
        };
        for (key, _) in members {
            let special = match key.as_str() {
                "@type" => place != Place::Field,
                "@strings" => place == Place::Root && extra.contains(&"@strings"),
                key => extra.contains(&key),
            };
            if !special && !names.contains(&key.as_str()) {
                return Err(EncodeError::new("unknown-key").at(key));
            }
        }
        Ok(Members {
            json,
            null_is_absent,
        })
    }

    fn given(&self, name: &str) -> Option<&'j json::Value> {
        self.json.get(name)
    }

    pub fn required<C: Json>(&self, name: &str, value: &mut C::Value) -> Result<(), EncodeError> {
        match self.given(name) {
            None | Some(json::Value::Null) => Err(EncodeError::new("missing-value").at(name)),
            Some(json) => {
                *value = C::from_json(json).map_err(|error| error.at(name))?;
                Ok(())
            }
        }
    }

    /// Keeps what `value` is where none is given.
    pub fn plain<C: Json>(&self, name: &str, value: &mut C::Value) -> Result<(), EncodeError> {
        match self.given(name) {
            None => Ok(()),
            Some(json::Value::Null) if self.null_is_absent => Ok(()),
            Some(json) => {
                *value = C::from_json(json).map_err(|error| error.at(name))?;
                Ok(())
            }
        }
    }

    pub fn optional<C: Json>(
        &self,
        name: &str,
        value: &mut Option<C::Value>,
    ) -> Result<(), EncodeError> {
        match self.given(name) {
            None | Some(json::Value::Null) => Ok(()),
            Some(json) => {
                *value = Some(C::from_json(json).map_err(|error| error.at(name))?);
                Ok(())
            }
        }
    }

    /// Fields that the schema does not know; `known` are the numbers it knows.
    pub fn unknown(
        &self,
        dialect: &Dialect,
        known: &[u32],
        fields: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let json = match self.given("@unknown") {
            Some(json) => json,
            None => return Ok(()),
        };
        *fields = bytes_from_json(json)?;
        let bad = EncodeError::new("bad-unknown");
        for (number, _) in split_fields(dialect, fields).ok_or_else(|| bad.clone())? {
            if known.iter().any(|known| u64::from(*known) == number) {
                return Err(bad);
            }
        }
        Ok(())
    }

    pub fn strings(&self, strings: &mut Vec<String>) -> Result<(), EncodeError> {
        if let Some(json) = self.given("@strings") {
            *strings = Counted::<Text>::from_json(json)?;
        }
        Ok(())
    }
}

/// The mapping of a union's values.
pub trait UnionJson: Union {
    /// Writes the value behind `@type`.
    fn held_to_json(&self, object: &mut ObjectWriter<'_>);
    fn held_from_json(index: usize, json: &json::Value) -> Result<Self, EncodeError>;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NamedBy {
    Id,
    Name,
    Hash,
}

fn union_to_json<U: UnionJson>(value: &U, by: NamedBy, out: &mut String) {
    match value.held() {
        Held::Nothing => out.push_str("null"),
        Held::Known(index) => {
            let mut object = ObjectWriter::new(out);
            json::write_text(object.key("@type"), U::TYPES[index].short);
            value.held_to_json(&mut object);
            object.end();
        }
        Held::Foreign(foreign) => {
            let mut object = ObjectWriter::new(out);
            let name = match &foreign.name {
                ForeignName::Name(name) => name.clone(),
                ForeignName::Number(hash) if by == NamedBy::Hash => format!("#0x{hash:08x}"),
                ForeignName::Number(id) => format!("#{id}"),
            };
            json::write_text(object.key("@type"), &name);
            json::write_hex(object.key("@bytes"), &foreign.bytes);
            object.end();
        }
    }
}

fn foreign_name<U: Union>(by: NamedBy, name: &str) -> Option<ForeignName> {
    if by == NamedBy::Name {
        let known = name.is_empty() || U::KNOWN_NAMES.contains(&name);
        return if known {
            None
        } else {
            Some(ForeignName::Name(name.to_owned()))
        };
    }
    let (negative, number) = parse_integer(name.strip_prefix('#')?, true).ok()?;
    let taken = if by == NamedBy::Hash {
        number > u64::from(u32::MAX) || U::TYPES.iter().any(|known| u64::from(known.hash) == number)
    } else {
        U::TYPES.iter().any(|known| known.id == number) || U::KNOWN_IDS.contains(&number)
    };
    if negative || number == 0 || taken {
        return None;
    }
    Some(ForeignName::Number(number))
}

fn union_from_json<U: UnionJson>(json: &json::Value, by: NamedBy) -> Result<U, EncodeError> {
    let members = match json {
        json::Value::Null => return Ok(U::default()),
        json::Value::Object(members) => members,
        _ => return wrong(json),
    };
    let name = json
        .get("@type")
        .ok_or_else(|| EncodeError::new("missing-type"))?;
    let name = name
        .as_text()
        .ok_or_else(|| EncodeError::new("unknown-type"))?;
    let known = U::TYPES.iter().position(|known| {
        known.short == name || known.full == name || (by == NamedBy::Name && known.wire == name)
    });
    if let Some(index) = known.filter(|_| !name.is_empty()) {
        return U::held_from_json(index, json);
    }
    let unknown = || EncodeError::new("unknown-type");
    let bytes = json.get("@bytes").ok_or_else(unknown)?;
    let name = foreign_name::<U>(by, name).ok_or_else(unknown)?;
    if let Some((key, _)) = members
        .iter()
        .find(|member| member.0 != "@type" && member.0 != "@bytes")
    {
        return Err(EncodeError::new("unknown-key").at(key));
    }
    Ok(U::foreign(Foreign {
        name,
        bytes: bytes_from_json(bytes)?,
    }))
}

/// The value of an object that has nothing but `@type` and `value`.
pub fn scalar_of_type<C: Json>(json: &json::Value) -> Result<C::Value, EncodeError> {
    let members = Members::new(json, Place::Union, &["value"], &[], false)?;
    match members.given("value") {
        Some(value) => C::from_json(value).map_err(|error| error.at("value")),
        None => Err(EncodeError::new("missing-value").at("value")),
    }
}

macro_rules! json_unions {
    ($($name:ident $by:ident),*) => {$(
        impl<U: UnionJson> Json for $name<U> {
            type Value = U;

            fn to_json(value: &U, out: &mut String) {
                union_to_json(value, NamedBy::$by, out);
            }

            fn from_json(json: &json::Value) -> Result<U, EncodeError> {
                union_from_json(json, NamedBy::$by)
            }
        }
    )*};
}
json_unions!(ById Id, ByName Name, ByHash Hash);

/// Reads a value that stands by itself: `@type` may say what it is.
pub fn root_from_json<T: JsonObject>(json: &json::Value) -> Result<T, EncodeError> {
    if let Some(name) = json.get("@type") {
        if !matches!(name.as_text(), Some(name) if T::NAMES.contains(&name)) {
            return Err(EncodeError::new("unknown-type"));
        }
    }
    T::read_members(json, Place::Root)
}
