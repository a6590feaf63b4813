macro_rules! json_wrappers {
    ($([$($generic:tt)*] $name:ty, $inner:ident;)*) => {$(
        impl<$($generic)*> Json for $name {
            type Value = $inner::Value;

            fn to_json(value: &Self::Value, out: &mut String) {
                $inner::to_json(value, out);
            }

            fn from_json(json: &json::Value) -> Result<Self::Value, EncodeError> {
                $inner::from_json(json)
            }
        }
    )*};
}
json_wrappers! {
    [C: Json, const N: usize] Plain<C, N>, C;
    [C: Json, const P: usize] Prefixed<C, P>, C;
    [C: Json, const N: usize] Exactly<C, N>, C;
}

impl<C: Json> Json for Boxed<C> {
    type Value = Box<C::Value>;

    fn to_json(value: &Box<C::Value>, out: &mut String) {
        C::to_json(value, out);
    }

    fn from_json(json: &json::Value) -> Result<Box<C::Value>, EncodeError> {
        C::from_json(json).map(Box::new)
    }
}

macro_rules! json_lists {
    ($([$($generic:tt)*] $name:ty;)*) => {$(
        impl<$($generic)*> Json for $name {
            type Value = Vec<C::Value>;

            fn to_json(values: &Vec<C::Value>, out: &mut String) {
                out.push('[');
                for (i, value) in values.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { "," });
                    C::to_json(value, out);
                }
                out.push(']');
            }

            fn from_json(json: &json::Value) -> Result<Vec<C::Value>, EncodeError> {
                let items = match json {
                    json::Value::List(items) => items,
                    _ => return wrong(json),
                };
                let mut values = Vec::with_capacity(items.len());
                for (i, item) in items.iter().enumerate() {
                    values.push(C::from_json(item).map_err(|error| error.at_index(i))?);
                }
                Ok(values)
            }
        }
    )*};
}
json_lists! {
    [C: Json] Packed<C>;
    [C: Json] Counted<C>;
    [C: Json] Delta<C>;
    [C: Json] Runs<C>;
    [C: Json] Sparse<C>;
    [C: Json] Dictionary<C>;
    [C: Json] Prefix<C>;
    [C: Json, const W: u32] BitPacked<C, W>;
    [C: Json, const P: usize] List<C, P>;
    [C: Json, const N: usize, const P: u32] BitSlots<C, N, P>;
}

impl Json for BitSeries {
    type Value = Vec<bool>;

    fn to_json(values: &Vec<bool>, out: &mut String) {
        Packed::<Bool>::to_json(values, out);
    }

    fn from_json(json: &json::Value) -> Result<Vec<bool>, EncodeError> {
        Packed::<Bool>::from_json(json)
    }
}

macro_rules! json_options {
    ($($name:ident),*) => {$(
        impl<C: Json> Json for $name<C> {
            type Value = Option<C::Value>;

            fn to_json(value: &Option<C::Value>, out: &mut String) {
                match value {
                    Some(value) => C::to_json(value, out),
                    None => out.push_str("null"),
                }
            }

            fn from_json(json: &json::Value) -> Result<Option<C::Value>, EncodeError> {
                match json {
                    json::Value::Null => Ok(None),
                    _ => C::from_json(json).map(Some),
                }
            }
        }
    )*};
}
json_options!(Presence, BitOption);

impl<K, V> Json for MapOf<K, V>
where
    K: Json + Encode<Value = <K as Json>::Value>,
    V: Json,
    <K as Json>::Value: Ord,
{
    type Value = BTreeMap<<K as Json>::Value, V::Value>;

    fn to_json(map: &Self::Value, out: &mut String) {
        out.push(if K::TEXT { '{' } else { '[' });
        for (i, (key, value)) in by_key_bytes::<K, _>(map).into_iter().enumerate() {
            out.push_str(if i == 0 { "" } else { "," });
            if K::TEXT {
                json::write_text(out, K::as_key(key));
                out.push(':');
                V::to_json(value, out);
            } else {
                out.push('[');
                K::to_json(key, out);
                out.push(',');
                V::to_json(value, out);
                out.push(']');
            }
        }
        out.push(if K::TEXT { '}' } else { ']' });
    }

    fn from_json(json: &json::Value) -> Result<Self::Value, EncodeError> {
        let mut map = BTreeMap::new();
        match json {
            json::Value::Object(members) if K::TEXT => {
                for (name, value) in members {
                    let key = K::from_json(&json::Value::Text(name.clone()))?;
                    map.insert(key, V::from_json(value).map_err(|error| error.at(name))?);
                }
            }
            json::Value::List(pairs) => {
                for (i, pair) in pairs.iter().enumerate() {
                    let (key, value) = match pair {
                        json::Value::List(parts) if parts.len() == 2 => (&parts[0], &parts[1]),
                        _ => return Err(EncodeError::new("wrong-type").at_index(i)),
                    };
                    let key = K::from_json(key).map_err(|error| error.at_index(i))?;
                    let value = V::from_json(value).map_err(|error| error.at_index(i))?;
                    if map.insert(key, value).is_some() {
                        return Err(EncodeError::new("duplicate-key").at_index(i));
                    }
                }
            }
            _ => return wrong(json),
        }
        Ok(map)
    }
}

impl<T: Float> Json for ComplexContent<T> {
    type Value = Complex<T>;

    fn to_json(value: &Complex<T>, out: &mut String) {
        out.push('[');
        float_to_json(value.re, out);
        out.push(',');
        float_to_json(value.im, out);
        out.push(']');
    }

    fn from_json(json: &json::Value) -> Result<Complex<T>, EncodeError> {
        match json {
            json::Value::List(parts) if parts.len() == 2 => Ok(Complex {
                re: float_from_json(&parts[0]).map_err(|error| error.at_index(0))?,
                im: float_from_json(&parts[1]).map_err(|error| error.at_index(1))?,
            }),
            _ => wrong(json),
        }
    }
}

/// The number of `text[at..at + digits]`.
fn digits_at(text: &str, at: usize, digits: usize) -> Option<u32> {
    let part = text.get(at..at + digits)?;
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    part.parse().ok()
}

/// Seconds since 1970 of `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`.
fn parse_civil(text: &str, with_time: bool) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() != if with_time { 19 } else { 10 } || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i64::from(digits_at(text, 0, 4)?);
    let (month, day) = (digits_at(text, 5, 2)?, digits_at(text, 8, 2)?);
    let days = days_from_civil(year, month.max(1), day);
    if month == 0 || month > 12 || civil_from_days(days) != (year, month, day) {
        return None;
    }
    if !with_time {
        return Some(days * 86_400);
    }
    if bytes[10] != b'T' || bytes[13] != b':' || bytes[16] != b':' {
        return None;
    }
    let hour = digits_at(text, 11, 2).filter(|hour| *hour < 24)?;
    let minute = digits_at(text, 14, 2).filter(|minute| *minute < 60)?;
    let second = digits_at(text, 17, 2).filter(|second| *second < 60)?;
    Some(days * 86_400 + i64::from(hour * 3600 + minute * 60 + second))
}

fn write_civil(seconds: i64, with_time: bool) -> String {
    let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
    let time = seconds.rem_euclid(86_400);
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if with_time {
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        json::put(
            &mut text,
            format_args!("T{hour:02}:{minute:02}:{second:02}"),
        );
    }
    text
}

impl<const ORIGIN: i64, const UNIT: i64, const MOST: u64, const W: u32> Json
    for BitDate<ORIGIN, UNIT, MOST, W>
{
    type Value = CivilTime;

    fn to_json(value: &CivilTime, out: &mut String) {
        json::write_text(out, &write_civil(value.0, UNIT != 86_400));
    }

    fn from_json(json: &json::Value) -> Result<CivilTime, EncodeError> {
        let text = match json {
            json::Value::Text(text) if !text.starts_with("0000") => text,
            json::Value::Text(_) => return Err(EncodeError::new("bad-date")),
            _ => return wrong(json),
        };
        let seconds = parse_civil(text, UNIT != 86_400);
        seconds
            .map(CivilTime)
            .ok_or_else(|| EncodeError::new("bad-date"))
    }
}

/// A time of the form `2026-01-21T00:00:00.000000001Z`, or with an offset.
fn parse_time(text: &str) -> Option<Time> {
    let civil = text.get(..19)?.replace('t', "T");
    let local = parse_civil(&civil, true)?;
    let mut rest = &text[19..];
    let mut nanoseconds = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 9 {
            return None;
        }
        nanoseconds = digits_at(fraction, 0, digits)? * 10u32.pow(9 - digits as u32);
        rest = &fraction[digits..];
    }
    let east = match rest.as_bytes() {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let hours = digits_at(rest, 1, 2).filter(|hours| *hours < 24)?;
            let minutes = digits_at(rest, 4, 2).filter(|minutes| *minutes < 60)?;
            let east = i64::from(hours * 3600 + minutes * 60);
            if *sign == b'+' {
                east
            } else {
                -east
            }
        }
        _ => return None,
    };
    Some(Time {
        seconds: local - east,
        nanoseconds,
    })
}

impl Json for TimeContent {
    type Value = Time;

    fn to_json(value: &Time, out: &mut String) {
        let Time {
            seconds,
            nanoseconds,
        } = value;
        if !(-62_167_219_200..=253_402_300_799).contains(seconds) {
            json::put(
                out,
                format_args!("{{\"seconds\":{seconds},\"nanos\":{nanoseconds}}}"),
            );
            return;
        }
        let mut text = write_civil(*seconds, true);
        if *nanoseconds != 0 {
            let fraction = format!("{nanoseconds:09}");
            text = format!("{text}.{}", fraction.trim_end_matches('0'));
        }
        json::write_text(out, &(text + "Z"));
    }

    fn from_json(json: &json::Value) -> Result<Time, EncodeError> {
        match json {
            json::Value::Text(text) => parse_time(text).ok_or_else(|| EncodeError::new("bad-date")),
            json::Value::Object(members) => {
                let mut seconds = None;
                let mut nanoseconds = 0;
                for (name, part) in members {
                    match name.as_str() {
                        "seconds" => seconds = Some(integer_from_json(part)?),
                        "nanos" => nanoseconds = integer_from_json(part)?,
                        _ => return Err(EncodeError::new("unknown-key").at(name)),
                    }
                }
                if nanoseconds > 999_999_999 {
                    return Err(EncodeError::new("value-range").at("nanos"));
                }
                let seconds = seconds.ok_or_else(|| EncodeError::new("missing-value"))?;
                Ok(Time {
                    seconds,
                    nanoseconds,
                })
            }
            _ => wrong(json),
        }
    }
}

impl Json for UuidContent {
    type Value = Uuid;

    fn to_json(value: &Uuid, out: &mut String) {
        let hex: String = value.0.iter().map(|byte| format!("{byte:02x}")).collect();
        let parts = [
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        ];
        json::write_text(out, &parts.join("-"));
    }

    fn from_json(json: &json::Value) -> Result<Uuid, EncodeError> {
        let text = match json {
            json::Value::Text(text) => text,
            _ => return wrong(json),
        };
        let shaped = text.len() == 36
            && text.bytes().enumerate().all(|(i, byte)| match i {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        let bytes = if shaped {
            parse_bytes(&text.replace('-', ""))
        } else {
            None
        };
        let bytes = bytes.and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
        bytes
            .map(Uuid)
            .ok_or_else(|| EncodeError::new("invalid-bytes"))
    }
}
