/// Bytes of hex digits, or of Base64 behind `base64:`.
fn parse_bytes(text: &str) -> Option<Vec<u8>> {
    if let Some(digits) = text.strip_prefix("base64:") {
        return parse_base64(digits);
    }
    let mut bytes = Vec::new();
    let mut high = None;
    for c in text.chars().filter(|c| *c != ' ') {
        let digit = c.to_digit(16)? as u8;
        match high.take() {
            Some(high) => bytes.push(high << 4 | digit),
            None => high = Some(digit),
        }
    }
    if high.is_some() {
        return None;
    }
    Some(bytes)
}

fn parse_base64(text: &str) -> Option<Vec<u8>> {
    let padded = text.len();
    let mut digits = text;
    for _ in 0..2 {
        digits = digits.strip_suffix('=').unwrap_or(digits);
    }
    if digits.len() % 4 == 1 || (padded != digits.len() && padded & 3 != 0) {
        return None;
    }
    let mut bytes = Vec::new();
    let (mut window, mut bits) = (0u32, 0);
    for c in digits.bytes() {
        let digit = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        window = window << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((window >> bits) as u8);
        }
    }
    Some(bytes)
}

fn bytes_from_json(json: &json::Value) -> Result<Vec<u8>, EncodeError> {
    match json {
        json::Value::Text(text) => {
            parse_bytes(text).ok_or_else(|| EncodeError::new("invalid-bytes"))
        }
        _ => wrong(json),
    }
}

/// The bytes of an object with the one key `@bytes`.
fn raw_bytes(json: &json::Value) -> Option<Result<Vec<u8>, EncodeError>> {
    match json {
        json::Value::Object(members) if members.len() == 1 && members[0].0 == "@bytes" => {
            let bytes = members[0].1.as_text().and_then(parse_bytes);
            Some(bytes.ok_or_else(|| EncodeError::new("invalid-bytes")))
        }
        _ => None,
    }
}

impl Json for Text {
    type Value = String;
    const TEXT: bool = true;

    fn to_json(value: &String, out: &mut String) {
        json::write_text(out, value);
    }

    fn from_json(json: &json::Value) -> Result<String, EncodeError> {
        if let Some(bytes) = raw_bytes(json) {
            return String::from_utf8(bytes?).map_err(|_| EncodeError::new("invalid-utf8"));
        }
        match json {
            json::Value::Text(text) => Ok(text.clone()),
            _ => wrong(json),
        }
    }

    fn as_key(value: &String) -> &str {
        value
    }
}

impl Json for Blob {
    type Value = Vec<u8>;

    fn to_json(value: &Vec<u8>, out: &mut String) {
        json::write_hex(out, value);
    }

    fn from_json(json: &json::Value) -> Result<Vec<u8>, EncodeError> {
        bytes_from_json(json)
    }
}

impl<const N: usize> Json for Bytes<N> {
    type Value = [u8; N];

    fn to_json(value: &[u8; N], out: &mut String) {
        json::write_hex(out, value);
    }

    fn from_json(json: &json::Value) -> Result<[u8; N], EncodeError> {
        let bytes = bytes_from_json(json)?;
        <[u8; N]>::try_from(bytes).map_err(|_| EncodeError::new("array-count"))
    }
}

impl<const N: usize> Json for ManyBytes<N> {
    type Value = Vec<u8>;

    fn to_json(value: &Vec<u8>, out: &mut String) {
        json::write_hex(out, value);
    }

    fn from_json(json: &json::Value) -> Result<Vec<u8>, EncodeError> {
        bytes_from_json(json)
    }
}
