/// JSON text, and the mapping between it and values.
pub mod json {
    /// A JSON value. Numbers keep their text; objects keep their order.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Value {
        Null,
        Bool(bool),
        Number(String),
        Text(String),
        List(Vec<Value>),
        Object(Vec<(String, Value)>),
    }

    impl Value {
        /// The member of an object; of equal keys the last.
        pub fn get(&self, key: &str) -> Option<&Value> {
            match self {
                Value::Object(members) => members
                    .iter()
                    .rev()
                    .find(|member| member.0 == key)
                    .map(|member| &member.1),
                _ => None,
            }
        }

        pub fn as_text(&self) -> Option<&str> {
            match self {
                Value::Text(text) => Some(text),
                _ => None,
            }
        }
    }

    /// Text that is no JSON: what is wrong and the byte where.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct SyntaxError {
        pub code: &'static str,
        pub offset: usize,
    }

    impl std::fmt::Display for SyntaxError {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{}: this is no JSON at byte {}", self.code, self.offset)
        }
    }

    impl std::error::Error for SyntaxError {}

    const DEEPEST: u32 = 512;

    /// Reads JSON text.
    pub fn parse(text: &str) -> Result<Value, SyntaxError> {
        let mut parser = Parser { text, at: 0 };
        let value = parser.value(0)?;
        parser.space();
        if parser.at < text.len() {
            return Err(parser.error("syntax"));
        }
        Ok(value)
    }

    struct Parser<'t> {
        text: &'t str,
        at: usize,
    }

    impl Parser<'_> {
        fn error(&self, code: &'static str) -> SyntaxError {
            SyntaxError {
                code,
                offset: self.at,
            }
        }

        fn peek(&self) -> Option<u8> {
            self.text.as_bytes().get(self.at).copied()
        }

        fn space(&mut self) {
            while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
                self.at += 1;
            }
        }

        fn next_is(&mut self, byte: u8) -> bool {
            self.space();
            let found = self.peek() == Some(byte);
            self.at += usize::from(found);
            found
        }

        fn word(&mut self, word: &str, value: Value) -> Result<Value, SyntaxError> {
            if !self.text[self.at..].starts_with(word) {
                return Err(self.error("syntax"));
            }
            self.at += word.len();
            Ok(value)
        }

        fn value(&mut self, depth: u32) -> Result<Value, SyntaxError> {
            if depth > DEEPEST {
                return Err(self.error("limit-depth"));
            }
            self.space();
            match self.peek() {
                Some(b'n') => self.word("null", Value::Null),
                Some(b't') => self.word("true", Value::Bool(true)),
                Some(b'f') => self.word("false", Value::Bool(false)),
                Some(b'"') => self.string().map(Value::Text),
                Some(b'[') => self.list(depth),
                Some(b'{') => self.object(depth),
                Some(b'-' | b'0'..=b'9') => self.number(),
                _ => Err(self.error("syntax")),
            }
        }

        fn list(&mut self, depth: u32) -> Result<Value, SyntaxError> {
            self.at += 1;
            let mut items = Vec::new();
            if self.next_is(b']') {
                return Ok(Value::List(items));
            }
            loop {
                items.push(self.value(depth + 1)?);
                if self.next_is(b']') {
                    return Ok(Value::List(items));
                }
                if !self.next_is(b',') {
                    return Err(self.error("syntax"));
                }
            }
        }

        fn object(&mut self, depth: u32) -> Result<Value, SyntaxError> {
            self.at += 1;
            let mut members: Vec<(String, Value)> = Vec::new();
            let mut keys = std::collections::BTreeSet::new();
            if self.next_is(b'}') {
                return Ok(Value::Object(members));
            }
            loop {
                self.space();
                let key = self.string()?;
                if !keys.insert(key.clone()) {
                    return Err(self.error("duplicate-key"));
                }
                if !self.next_is(b':') {
                    return Err(self.error("syntax"));
                }
                members.push((key, self.value(depth + 1)?));
                if self.next_is(b'}') {
                    return Ok(Value::Object(members));
                }
                if !self.next_is(b',') {
                    return Err(self.error("syntax"));
                }
            }
        }

        fn digits(&mut self) -> Result<(), SyntaxError> {
            let first = self.at;
            while matches!(self.peek(), Some(b'0'..=b'9')) {
                self.at += 1;
            }
            if first == self.at {
                return Err(self.error("syntax"));
            }
            Ok(())
        }

        fn number(&mut self) -> Result<Value, SyntaxError> {
            let first = self.at;
            self.at += usize::from(self.peek() == Some(b'-'));
            if self.peek() == Some(b'0') {
                self.at += 1;
            } else {
                self.digits()?;
            }
            if self.peek() == Some(b'.') {
                self.at += 1;
                self.digits()?;
            }
            if matches!(self.peek(), Some(b'e' | b'E')) {
                self.at += 1;
                self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
                self.digits()?;
            }
            Ok(Value::Number(self.text[first..self.at].to_owned()))
        }

        fn string(&mut self) -> Result<String, SyntaxError> {
            if self.peek() != Some(b'"') {
                return Err(self.error("syntax"));
            }
            self.at += 1;
            let mut out = String::new();
            loop {
                let rest = &self.text[self.at..];
                let plain = rest.find(|c| c == '"' || c == '\\' || c < ' ');
                let plain = plain.ok_or_else(|| self.error("syntax"))?;
                out.push_str(&rest[..plain]);
                self.at += plain + 1;
                match rest.as_bytes()[plain] {
                    b'"' => return Ok(out),
                    b'\\' => out.push(self.escape()?),
                    _ => return Err(self.error("syntax")),
                }
            }
        }

        fn escape(&mut self) -> Result<char, SyntaxError> {
            let escape = self.peek().ok_or_else(|| self.error("syntax"))?;
            self.at += 1;
            match escape {
                b'"' | b'\\' | b'/' => Ok(char::from(escape)),
                b'b' => Ok('\u{8}'),
                b'f' => Ok('\u{c}'),
                b'n' => Ok('\n'),
                b'r' => Ok('\r'),
                b't' => Ok('\t'),
                b'u' => self.unicode(),
                _ => Err(self.error("syntax")),
            }
        }

        fn unicode(&mut self) -> Result<char, SyntaxError> {
            let first = self.hex()?;
            let mut code = first;
            if (0xd800..0xdc00).contains(&first) && self.text[self.at..].starts_with("\\u") {
                self.at += 2;
                let second = self.hex()?;
                if (0xdc00..0xe000).contains(&second) {
                    code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                }
            }
            char::from_u32(code).ok_or_else(|| self.error("invalid-utf8"))
        }

        fn hex(&mut self) -> Result<u32, SyntaxError> {
            let digits = self.text.get(self.at..self.at + 4);
            let digits = digits.filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()));
            let digits = digits.ok_or_else(|| self.error("syntax"))?;
            self.at += 4;
            u32::from_str_radix(digits, 16).map_err(|_| self.error("syntax"))
        }
    }

    /// Writes formatted text, which a string always takes.
    pub(crate) fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
        let _ = std::fmt::Write::write_fmt(out, text);
    }

    /// Writes a text with its quotes.
    pub fn write_text(out: &mut String, text: &str) {
        out.push('"');
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if c < ' ' || c == '\u{7f}' => put(out, format_args!("\\u{:04x}", c as u32)),
                c => out.push(c),
            }
        }
        out.push('"');
    }

    /// Writes bytes as a text of hex digits.
    pub fn write_hex(out: &mut String, bytes: &[u8]) {
        out.push('"');
        for byte in bytes {
            put(out, format_args!("{byte:02x}"));
        }
        out.push('"');
    }
}
