// Numbers of many digits in JSON.

const MOST_DECIMAL_BYTES: usize = 5120;

/// Decimal digits of a big-endian magnitude without leading zeros.
fn natural_text(magnitude: &[u8]) -> String {
    if magnitude.is_empty() {
        return "0".to_owned();
    }
    if magnitude.len() > MOST_DECIMAL_BYTES {
        let digits: String = magnitude.iter().map(|byte| format!("{byte:02x}")).collect();
        return format!("0x{digits}");
    }
    let mut left = magnitude.to_vec();
    let mut parts = Vec::new();
    while !left.is_empty() {
        let mut rest = 0;
        for byte in &mut left {
            let value = rest << 8 | u64::from(*byte);
            *byte = (value / 1_000_000_000) as u8;
            rest = value % 1_000_000_000;
        }
        let zeros = left.iter().take_while(|byte| **byte == 0).count();
        left.drain(..zeros);
        parts.push(rest);
    }
    let mut text = String::new();
    for (i, part) in parts.iter().rev().enumerate() {
        text += &if i == 0 {
            part.to_string()
        } else {
            format!("{part:09}")
        };
    }
    text
}

/// A big-endian magnitude of decimal digits, or of hex digits behind `0x`. `Err(true)`: too long.
fn parse_natural(text: &str) -> Result<Vec<u8>, bool> {
    if let Some(digits) = text.strip_prefix("0x") {
        let even = if digits.len() % 2 == 1 {
            format!("0{digits}")
        } else {
            digits.to_owned()
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(false);
        }
        let bytes = parse_bytes(&even).ok_or(false)?;
        return Ok(BigInt {
            negative: false,
            magnitude: bytes,
        }
        .digits()
        .to_vec());
    }
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(false);
    }
    let text = text.trim_start_matches('0');
    if text.len() > MOST_DECIMAL_BYTES * 2409 / 1000 {
        return Err(true);
    }
    let mut little_endian: Vec<u8> = Vec::new();
    for digit in text.bytes() {
        let mut carry = u32::from(digit - b'0');
        for byte in &mut little_endian {
            carry += u32::from(*byte) * 10;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            little_endian.push(carry as u8);
        }
    }
    little_endian.reverse();
    Ok(little_endian)
}

impl Json for BigIntContent {
    type Value = BigInt;

    fn to_json(value: &BigInt, out: &mut String) {
        let digits = natural_text(value.digits());
        let sign = if value.negative && digits != "0" {
            "-"
        } else {
            ""
        };
        json::write_text(out, &format!("{sign}{digits}"));
    }

    fn from_json(json: &json::Value) -> Result<BigInt, EncodeError> {
        let text = match json {
            json::Value::Text(text) | json::Value::Number(text) => text,
            _ => return wrong(json),
        };
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.as_str()),
        };
        match parse_natural(digits) {
            Ok(magnitude) => Ok(BigInt {
                negative: negative && !magnitude.is_empty(),
                magnitude,
            }),
            Err(true) => Err(EncodeError::new("value-range")),
            Err(false) => wrong(json),
        }
    }
}

const BIAS: i64 = 6176;
const HIGHEST_EXPONENT: i64 = 6111;
const SPECIAL: [(&str, u8); 3] = [("Infinity", 0x78), ("-Infinity", 0xf8), ("NaN", 0x7c)];

fn special_decimal(last: u8) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[15] = last;
    bytes
}

/// The number as text; nothing for bytes that are none.
fn decimal_text(bytes: &[u8; 16]) -> Option<String> {
    for (name, last) in SPECIAL {
        if *bytes == special_decimal(last) {
            return Some(name.to_owned());
        }
    }
    let bits = u128::from_le_bytes(*bytes);
    let exponent = ((bits >> 113) & 0x3fff) as i64 - BIAS;
    let digits = (bits & ((1 << 113) - 1)).to_string();
    if exponent > HIGHEST_EXPONENT || digits.len() > 34 {
        return None;
    }
    let sign = if bits >> 127 != 0 { "-" } else { "" };
    let adjusted = exponent + digits.len() as i64 - 1;
    if exponent <= 0 && adjusted >= -6 {
        let fraction = -exponent as usize;
        if fraction == 0 {
            return Some(format!("{sign}{digits}"));
        }
        let digits = format!("{digits:0>width$}", width = fraction + 1);
        let (whole, part) = digits.split_at(digits.len() - fraction);
        return Some(format!("{sign}{whole}.{part}"));
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    Some(format!("{sign}{first}{point}{rest}E{adjusted:+}"))
}

/// The exponent; far outside where it has too many digits.
fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let most = 1_000_000_000_000_000;
    let exponent = digits
        .parse()
        .map_or(most, |exponent: i64| exponent.min(most));
    Some(if negative { -exponent } else { exponent })
}

fn parse_decimal(text: &str) -> Result<[u8; 16], &'static str> {
    for (name, last) in SPECIAL {
        if text == name {
            return Ok(special_decimal(last));
        }
    }
    let (negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (number, exponent) = match number.find(&['e', 'E'][..]) {
        Some(mark) => {
            let exponent = parse_exponent(&number[mark + 1..]).ok_or("wrong-type")?;
            (&number[..mark], exponent)
        }
        None => (number, 0),
    };
    let (whole, fraction) = match number.find('.') {
        Some(point) => (&number[..point], &number[point + 1..]),
        None => (number, ""),
    };
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("wrong-type");
    }
    let digits = digits.trim_start_matches('0');
    let exponent = exponent - fraction.len() as i64;
    if digits.len() > 34 || !(-BIAS..=HIGHEST_EXPONENT).contains(&exponent) {
        return Err("value-range");
    }
    let coefficient: u128 = if digits.is_empty() {
        0
    } else {
        digits.parse().unwrap_or(0)
    };
    let biased = ((exponent + BIAS) as u128) << 113;
    Ok((coefficient | biased | u128::from(negative) << 127).to_le_bytes())
}

impl Json for DecimalContent {
    type Value = Decimal128;

    fn to_json(value: &Decimal128, out: &mut String) {
        match decimal_text(&value.0) {
            Some(text) => json::write_text(out, &text),
            None => {
                out.push_str("{\"@bytes\":");
                json::write_hex(out, &value.0);
                out.push('}');
            }
        }
    }

    fn from_json(json: &json::Value) -> Result<Decimal128, EncodeError> {
        if let Some(bytes) = raw_bytes(json) {
            let bytes = <[u8; 16]>::try_from(bytes?);
            return bytes
                .map(Decimal128)
                .map_err(|_| EncodeError::new("invalid-bytes"));
        }
        match json {
            json::Value::Text(text) => parse_decimal(text)
                .map(Decimal128)
                .map_err(EncodeError::new),
            _ => wrong(json),
        }
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        UuidContent::to_json(self, &mut text);
        f.write_str(text.trim_matches('"'))
    }
}

impl fmt::Display for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        write!(f, "{sign}{}", natural_text(self.digits()))
    }
}
