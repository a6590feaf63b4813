/// Reads one message. Every position is a byte of the input; nothing is read beyond the part that is being read.
#[derive(Debug)]
pub struct Decoder<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
    field_begin: usize,
    depth: u32,
    limits: Limits,
    dialect: &'static Dialect,
    total: u64,
    implied: u64,
    expanded: u64,
    table: Option<Vec<&'a str>>,
    lookahead: Vec<Lookahead>,
    has_unknown: bool,
    ticks: u32,
    deadline: Option<Instant>,
}

/// The time; where a machine has no clock, time has no limit.
fn now() -> Option<Instant> {
    if cfg!(all(target_arch = "wasm32", target_os = "unknown")) {
        None
    } else {
        Some(Instant::now())
    }
}

impl<'a> Decoder<'a> {
    pub fn new(
        bytes: &'a [u8],
        limits: &Limits,
        dialect: &'static Dialect,
    ) -> Result<Self, DecodeError> {
        if limits.message_bytes != 0 && bytes.len() as u64 > limits.message_bytes {
            return Err(DecodeError {
                code: "limit-message",
                offset: 0,
            });
        }
        Ok(Self::part_of(bytes, 0, bytes.len(), limits, dialect))
    }

    fn part_of(
        bytes: &'a [u8],
        at: usize,
        end: usize,
        limits: &Limits,
        dialect: &'static Dialect,
    ) -> Self {
        Decoder {
            bytes,
            at,
            end,
            field_begin: at,
            depth: 0,
            limits: *limits,
            dialect,
            total: 0,
            implied: 0,
            expanded: 0,
            table: None,
            lookahead: Vec::new(),
            has_unknown: false,
            ticks: 0,
            deadline: None,
        }
    }

    #[cold]
    pub fn error(&self, code: &'static str) -> DecodeError {
        DecodeError {
            code,
            offset: self.at,
        }
    }

    pub fn left(&self) -> usize {
        self.end - self.at
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        if count > self.left() {
            return Err(self.error("truncated"));
        }
        let taken = &self.bytes[self.at..self.at + count];
        self.at += count;
        Ok(taken)
    }

    /// The rest of the part.
    pub fn rest(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..self.end];
        self.at = self.end;
        rest
    }

    pub fn varint(&mut self) -> Result<u64, DecodeError> {
        let rest = &self.bytes[self.at..self.end];
        match rest.first() {
            Some(&byte) if byte < 0x80 => {
                self.at += 1;
                return Ok(u64::from(byte));
            }
            _ => {}
        }
        let mut value = 0;
        for (i, &byte) in rest.iter().take(10).enumerate() {
            if i == 9 && byte > 1 {
                return Err(self.error("varint-overflow"));
            }
            value |= u64::from(byte & 0x7f) << (7 * i);
            if byte < 0x80 {
                self.at += i + 1;
                return Ok(value);
            }
        }
        Err(self.error("truncated"))
    }

    /// Begins with a struct inside the ones that are being read.
    pub fn enter(&mut self) -> Result<(), DecodeError> {
        self.depth += 1;
        if self.depth > self.limits.deepest() {
            return Err(self.error("limit-depth"));
        }
        self.tick()
    }

    fn tick(&mut self) -> Result<(), DecodeError> {
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks & 0x3ff == 0 {
            self.check_time()?;
        }
        Ok(())
    }

    /// The first look at the clock starts it: what comes before takes less time than to look.
    #[cold]
    fn check_time(&mut self) -> Result<(), DecodeError> {
        match (self.limits.milliseconds, self.deadline) {
            (0, _) => {}
            (_, Some(deadline)) => {
                if now() > Some(deadline) {
                    return Err(self.error("limit-time"));
                }
            }
            (most, None) => {
                self.deadline =
                    now().and_then(|begin| begin.checked_add(Duration::from_millis(most)));
            }
        }
        Ok(())
    }

    /// Ends the innermost struct.
    pub fn leave(&mut self) {
        let depth = self.depth;
        self.lookahead.retain(|l| l.level < depth);
        self.depth -= 1;
    }

    /// A field of a struct without tags.
    pub fn member<C: Decode<'a>>(&mut self) -> Result<C::Value, DecodeError> {
        C::content(self)
    }

    /// A value in its bare form: behind a length where it does not delimit itself.
    pub fn bare<C: Decode<'a>>(&mut self) -> Result<C::Value, DecodeError> {
        if C::SELF_DELIMITING {
            C::content(self)
        } else {
            self.delimited::<C>()
        }
    }

    /// A value behind its length.
    pub fn delimited<C: Decode<'a>>(&mut self) -> Result<C::Value, DecodeError> {
        let length = self.varint()?;
        if C::LIMITED {
            self.check_text(length)?;
        }
        if length > self.left() as u64 {
            return Err(self.error("truncated"));
        }
        self.tick()?;
        self.part(length as usize, C::content)
    }

    /// Reads a part of `length` bytes that are there; what `read` leaves over is passed over.
    fn part<T>(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let outer = std::mem::replace(&mut self.end, self.at + length);
        let value = read(self)?;
        self.at = std::mem::replace(&mut self.end, outer);
        Ok(value)
    }

    /// Reads a length and the part it announces.
    fn length(&mut self) -> Result<usize, DecodeError> {
        let length = self.varint()?;
        if length > self.left() as u64 {
            return Err(self.error("truncated"));
        }
        Ok(length as usize)
    }

    fn check_text(&self, length: u64) -> Result<(), DecodeError> {
        if self.limits.string_bytes != 0 && length > self.limits.string_bytes {
            return Err(self.error("limit-string"));
        }
        Ok(())
    }

    fn text(&self, bytes: &'a [u8]) -> Result<&'a str, DecodeError> {
        std::str::from_utf8(bytes).map_err(|_| self.error("invalid-utf8"))
    }

    /// Counts elements of an array or map that has some already against the limits.
    pub fn count_elements(&mut self, count: u64, before: usize) -> Result<(), DecodeError> {
        let most = self.limits.array();
        if count > most || before as u64 > most - count {
            return Err(self.error("limit-array"));
        }
        self.count_total(count)
    }

    /// Counts elements of all kinds.
    pub fn count_total(&mut self, count: u64) -> Result<(), DecodeError> {
        let most = self.limits.total();
        if count > most - self.total.min(most) {
            return Err(self.error("limit-total"));
        }
        self.total += count;
        self.tick()
    }

    /// Counts elements that have no bytes of their own.
    fn count_implied(&mut self, count: u64) -> Result<(), DecodeError> {
        self.implied += count;
        if self.limits.total_elements == 0 && self.implied > 10_000_000 {
            return Err(self.error("limit-total"));
        }
        Ok(())
    }

    /// Counts bytes that the input holds once and the value often.
    fn expand(&mut self, bytes: usize) -> Result<(), DecodeError> {
        let most = match self.limits.message_bytes {
            0 => 1 << 30,
            most => most,
        };
        if bytes as u64 > most - self.expanded.min(most) {
            return Err(self.error("limit-message"));
        }
        self.expanded += bytes as u64;
        Ok(())
    }

    /// Reads the count of elements that take at least `least` bytes each.
    fn count(&mut self, least: usize) -> Result<usize, DecodeError> {
        let count = self.varint()?;
        self.count_elements(count, 0)?;
        self.fits(count, least)
    }

    fn fits(&self, count: u64, least: usize) -> Result<usize, DecodeError> {
        if count > (self.left() / least) as u64 {
            return Err(self.error("truncated"));
        }
        Ok(count as usize)
    }
}

/// The texts of an input that might stand where an index into a missing string table stands.
#[derive(Debug)]
struct Lookahead {
    level: u32,
    begin: usize,
    end: usize,
    /// By offset from `begin`: whether the bytes from there on are whole fields.
    parses: Vec<bool>,
    /// By offset from `begin`: where text that begins there cannot go on.
    text_end: Vec<usize>,
    starts: Vec<bool>,
}

impl Lookahead {
    fn is_text(&self, begin: usize, length: u64) -> bool {
        let first = begin - self.begin;
        if length == 0 || length > (self.end - begin) as u64 {
            return false;
        }
        let next = first + length as usize;
        self.starts[first]
            && self.text_end[first] >= next
            && (self.starts[next] || self.text_end[next] == next)
    }
}

/// Bytes of the character at `at` that people write; 0 when there is none.
fn character_bytes(bytes: &[u8], at: usize, end: usize) -> usize {
    let first = bytes[at];
    if first < 0x80 {
        let text = (0x20..0x7f).contains(&first) || matches!(first, b'\t' | b'\n' | b'\r');
        return usize::from(text);
    }
    let size = match first {
        0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    if end - at < size {
        return 0;
    }
    match std::str::from_utf8(&bytes[at..at + size]) {
        Ok(text) if !text.chars().any(char::is_control) => size,
        _ => 0,
    }
}

fn varint_at(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    for (i, &byte) in bytes.iter().take(10).enumerate() {
        if i == 9 && byte > 1 {
            return None;
        }
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte < 0x80 {
            return Some((value, i + 1));
        }
    }
    None
}
