/// The mapping of a type's values to JSON.
pub trait Json {
    type Value;
    /// Keys of maps are members of an object.
    const TEXT: bool = false;

    fn to_json(value: &Self::Value, out: &mut String);
    fn from_json(json: &json::Value) -> Result<Self::Value, EncodeError>;

    /// A text as the key of an object.
    fn as_key(_value: &Self::Value) -> &str {
        ""
    }
}

fn wrong<T>(json: &json::Value) -> Result<T, EncodeError> {
    let code = if *json == json::Value::Null {
        "missing-value"
    } else {
        "wrong-type"
    };
    Err(EncodeError::new(code))
}

/// Sign and magnitude of an integer; `Err(true)` when it is one of more than 64 bits.
fn parse_integer(text: &str, hex: bool) -> Result<(bool, u64), bool> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (digits, radix) = match digits.strip_prefix("0x") {
        Some(digits) if hex => (digits, 16),
        _ => (digits, 10),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(false);
    }
    u64::from_str_radix(digits, radix)
        .map(|magnitude| (negative, magnitude))
        .map_err(|_| true)
}

fn integer_from_json<T: Integer>(json: &json::Value) -> Result<T, EncodeError> {
    let parsed = match json {
        json::Value::Number(text) => parse_integer(text, false),
        json::Value::Text(text) => parse_integer(text, true),
        _ => return wrong(json),
    };
    let (negative, magnitude) = match parsed {
        Ok(parts) => parts,
        Err(true) => return Err(EncodeError::new("value-range")),
        Err(false) => return wrong(json),
    };
    let number = if negative {
        -i128::from(magnitude)
    } else {
        i128::from(magnitude)
    };
    let value = T::from_bits(number as u64);
    value
        .filter(|value| exact(*value) == number)
        .ok_or_else(|| EncodeError::new("value-range"))
}

fn integer_to_json<T: Integer>(value: T, out: &mut String) {
    out.push_str(&exact(value).to_string());
}

macro_rules! json_integers {
    ($($name:ident),*) => {$(
        impl<T: Integer> Json for $name<T> {
            type Value = T;

            fn to_json(value: &T, out: &mut String) {
                integer_to_json(*value, out);
            }

            fn from_json(json: &json::Value) -> Result<T, EncodeError> {
                integer_from_json(json)
            }
        }
    )*};
}
json_integers!(Varint, ZigZag);

macro_rules! json_fixed {
    ($($name:ident),*) => {$(
        impl Json for Fixed<$name> {
            type Value = $name;

            fn to_json(value: &$name, out: &mut String) {
                integer_to_json(*value, out);
            }

            fn from_json(json: &json::Value) -> Result<$name, EncodeError> {
                integer_from_json(json)
            }
        }
    )*};
}
json_fixed!(u8, u16, u32, u64, i8, i16, i32, i64);

impl<T: Integer, const LOW: i128, const HIGH: i128, const W: u32> Json for BitInt<T, LOW, HIGH, W> {
    type Value = T;

    fn to_json(value: &T, out: &mut String) {
        integer_to_json(*value, out);
    }

    fn from_json(json: &json::Value) -> Result<T, EncodeError> {
        integer_from_json(json)
    }
}

macro_rules! json_bools {
    ($($name:ident),*) => {$(
        impl Json for $name {
            type Value = bool;

            fn to_json(value: &bool, out: &mut String) {
                out.push_str(if *value { "true" } else { "false" });
            }

            fn from_json(json: &json::Value) -> Result<bool, EncodeError> {
                match json {
                    json::Value::Bool(value) => Ok(*value),
                    _ => wrong(json),
                }
            }
        }
    )*};
}
json_bools!(Bool, ByteBool, BitBool);

fn float_to_json<T: Float>(value: T, out: &mut String) {
    let text = format!("{value:?}");
    match text.as_str() {
        "NaN" if value.stored() == T::QUIET_NAN => out.push_str("\"NaN\""),
        "NaN" => json::put(
            out,
            format_args!("\"NaN:0x{:0w$x}\"", value.stored(), w = T::BYTES * 2),
        ),
        "inf" => out.push_str("\"Infinity\""),
        "-inf" => out.push_str("\"-Infinity\""),
        _ => out.push_str(&text),
    }
}

fn float_from_json<T: Float>(json: &json::Value) -> Result<T, EncodeError> {
    let range = || EncodeError::new("value-range");
    let infinity = (T::QUIET_NAN << 1) & T::QUIET_NAN;
    let sign = 1u64 << (T::BYTES * 8 - 1);
    match json {
        json::Value::Number(text) => T::parse(text).ok_or_else(range),
        json::Value::Text(text) => match text.as_str() {
            "NaN" => Ok(T::from_stored(T::QUIET_NAN)),
            "Infinity" => Ok(T::from_stored(infinity)),
            "-Infinity" => Ok(T::from_stored(infinity | sign)),
            _ => match text.strip_prefix("NaN:0x") {
                Some(digits)
                    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()) =>
                {
                    let stored = u64::from_str_radix(digits, 16).map_err(|_| range())?;
                    if digits.len() != T::BYTES * 2 || stored & !sign <= infinity {
                        return Err(range());
                    }
                    Ok(T::from_stored(stored))
                }
                _ => wrong(json),
            },
        },
        _ => wrong(json),
    }
}

macro_rules! json_floats {
    ($($name:ty: $float:ident),*) => {$(
        impl Json for $name {
            type Value = $float;

            fn to_json(value: &$float, out: &mut String) {
                float_to_json(*value, out);
            }

            fn from_json(json: &json::Value) -> Result<$float, EncodeError> {
                float_from_json(json)
            }
        }
    )*};
}
json_floats!(Fixed<f32>: f32, Fixed<f64>: f64, Canonical<f32>: f32, Canonical<f64>: f64);

impl<E: OpenEnum> Json for Enum<E> {
    type Value = E;

    fn to_json(value: &E, out: &mut String) {
        match value.name() {
            Some(name) => json::write_text(out, name),
            None => out.push_str(&value.number().to_string()),
        }
    }

    fn from_json(json: &json::Value) -> Result<E, EncodeError> {
        match json {
            json::Value::Text(text) => {
                E::from_name(text).ok_or_else(|| EncodeError::new("unknown-enum-value"))
            }
            json::Value::Number(_) => {
                let number = integer_from_json::<u32>(json)?;
                if u64::from(number) > HIGHEST_ENUM_NUMBER {
                    return Err(EncodeError::new("value-range"));
                }
                Ok(E::from_number(number))
            }
            _ => wrong(json),
        }
    }
}

impl<E: ClosedEnum, const W: u32> Json for BitEnum<E, W> {
    type Value = E;

    fn to_json(value: &E, out: &mut String) {
        json::write_text(out, value.name());
    }

    fn from_json(json: &json::Value) -> Result<E, EncodeError> {
        let text = match json {
            json::Value::Text(text) => text,
            _ => return wrong(json),
        };
        E::from_name(text).ok_or_else(|| EncodeError::new("unknown-enum-value"))
    }
}

impl<F: FlagSet, const W: u32> Json for BitFlags<F, W> {
    type Value = F;

    fn to_json(value: &F, out: &mut String) {
        out.push('{');
        let mut first = true;
        F::for_each(&mut |bits, name| {
            out.push_str(if first { "" } else { "," });
            first = false;
            json::write_text(out, name);
            out.push_str(if value.bits() & bits != 0 {
                ":true"
            } else {
                ":false"
            });
        });
        out.push('}');
    }

    fn from_json(json: &json::Value) -> Result<F, EncodeError> {
        let bit = |name: &str| {
            let mut found = 0;
            F::for_each(&mut |bits, known| {
                if known == name {
                    found = bits;
                }
            });
            if found == 0 {
                return Err(EncodeError::new("unknown-flag"));
            }
            Ok(found)
        };
        let mut bits = 0;
        match json {
            json::Value::Object(members) => {
                for (name, set) in members {
                    match set {
                        json::Value::Bool(true) => bits |= bit(name)?,
                        json::Value::Bool(false) => bits &= !bit(name)?,
                        _ => return Err(EncodeError::new("wrong-type")),
                    }
                }
            }
            json::Value::List(names) => {
                for name in names {
                    bits |= bit(name
                        .as_text()
                        .ok_or_else(|| EncodeError::new("wrong-type"))?)?;
                }
            }
            _ => return wrong(json),
        }
        Ok(F::from_bits(bits))
    }
}
