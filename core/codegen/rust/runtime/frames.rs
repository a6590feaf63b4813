// Streams of frames: a header byte, a length, a payload.

const END_OF_MESSAGE: u8 = 0x10;
const COMPRESSED: u8 = 0x20;
const RESERVED: u8 = 0xc0;

/// Payloads of more bytes are compressed where a header names an algorithm.
const THRESHOLD: usize = 1024;

/// How the payload of a frame lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameBody {
    Message,
    Pair,
    Code,
    Opaque,
    Number,
    Text,
}

/// A type of frames.
#[derive(Debug)]
pub struct FrameKind {
    pub number: u8,
    pub body: FrameBody,
    pub ends_stream: bool,
    pub abandons_message: bool,
    /// Largest payload; 0: only the limits bound it.
    pub most_bytes: usize,
    /// In JSON.
    pub key: &'static str,
    /// In JSON, of a pair or code.
    pub members: [&'static str; 2],
}

/// The payload of a frame that is no message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    Pair(String, String),
    Code(u64, String),
    Opaque(Vec<u8>),
    Number(u64),
    Text(String),
}

/// What a frame holds.
#[derive(Debug)]
pub enum Payload<'f, M> {
    Message(&'f M),
    Control(Control),
}

/// What a stream consists of.
pub trait StreamFrame: Sized {
    type Held: Union;
    const KINDS: &'static [FrameKind];

    fn dialect() -> &'static Dialect;
    fn message(message: Self::Held) -> Self;
    fn control(number: u8, control: Control) -> Self;
    fn parts(&self) -> (u8, Payload<'_, Self::Held>);
}

/// Unpacks a payload: algorithm, bytes, most bytes of the result (0: no limit). Nothing when they are not sound.
pub type Inflate = Box<dyn FnMut(&str, &[u8], u64) -> Option<Vec<u8>>>;

/// Packs a payload: algorithm and bytes.
pub type Deflate = Box<dyn FnMut(&str, &[u8]) -> Option<Vec<u8>>>;

/// Reads frames and puts messages together.
pub struct FrameReader<F> {
    inbox: Inbox,
    limits: Limits,
    algorithm: String,
    inflate: Option<Inflate>,
    /// Type id and bytes of the message that goes on in the next frames.
    open: Option<(u64, Vec<u8>)>,
    frames: PhantomData<F>,
}

impl<F: StreamFrame> FrameReader<F> {
    pub fn new(limits: &Limits) -> Self {
        FrameReader {
            inbox: Inbox::default(),
            limits: *limits,
            algorithm: String::new(),
            inflate: None,
            open: None,
            frames: PhantomData,
        }
    }

    /// Unpacks compressed payloads with `inflate`; without it they are an error.
    #[must_use]
    pub fn with_inflate(mut self, inflate: Inflate) -> Self {
        self.inflate = Some(inflate);
        self
    }

    pub fn push(&mut self, piece: &[u8]) {
        self.inbox.push(piece);
    }

    /// The next message or control frame; nothing when more bytes are needed.
    pub fn next_frame(&mut self) -> Result<Option<F>, DecodeError> {
        while let Some(&header) = self.inbox.rest().first() {
            let (length, prefix) = match self.inbox.varint(1)? {
                Some(read) => read,
                None => return Ok(None),
            };
            if header & RESERVED != 0 {
                return Err(self.inbox.error("frame-reserved-bits"));
            }
            let kind = F::KINDS.iter().find(|kind| kind.number == header & 0x0f);
            let kind = kind.ok_or_else(|| self.inbox.error("bad-frame-type"))?;
            // A message's type id is not part of the message.
            if exceeds(length.saturating_sub(10), &self.limits) {
                return Err(self.inbox.error("limit-message"));
            }
            let begin = 1 + prefix;
            if length > (self.inbox.rest().len() - begin) as u64 {
                return Ok(None);
            }
            let size = begin + length as usize;
            let payload = self.inbox.rest()[begin..size].to_vec();
            let payload = self.unpacked(header, payload)?;
            let frame = if kind.body == FrameBody::Message {
                self.part(header, payload, begin)?
            } else {
                Some(self.control(kind, &payload, begin)?)
            };
            self.inbox.at += size;
            if frame.is_some() {
                return Ok(frame);
            }
        }
        Ok(None)
    }

    fn unpacked(&mut self, header: u8, payload: Vec<u8>) -> Result<Vec<u8>, DecodeError> {
        if header & COMPRESSED == 0 {
            return Ok(payload);
        }
        let most = self.limits.message_bytes;
        let used = self.open.as_ref().map_or(0, |open| open.1.len() as u64);
        let room = if most == 0 {
            0
        } else {
            most - used.min(most) + 10
        };
        let error = self.inbox.error("compression");
        if self.algorithm.is_empty() {
            return Err(error);
        }
        let inflate = self.inflate.as_mut().ok_or(error)?;
        let unpacked = inflate(&self.algorithm, &payload, room).ok_or(error)?;
        if room != 0 && unpacked.len() as u64 > room {
            return Err(self.inbox.error("limit-message"));
        }
        Ok(unpacked)
    }

    fn part(
        &mut self,
        header: u8,
        payload: Vec<u8>,
        begin: usize,
    ) -> Result<Option<F>, DecodeError> {
        let none = Limits {
            message_bytes: 0,
            ..self.limits
        };
        let (id, mut bytes, from) = match self.open.take() {
            Some((id, bytes)) => (id, bytes, 0),
            None => {
                let mut d = Decoder::new(&payload, &none, F::dialect())?;
                let id = d.varint().map_err(|error| self.inbox.moved(error, begin))?;
                (id, Vec::new(), d.at)
            }
        };
        bytes.extend_from_slice(&payload[from..]);
        if exceeds(bytes.len() as u64, &self.limits) {
            return Err(self.inbox.error("limit-message"));
        }
        if header & END_OF_MESSAGE == 0 {
            self.open = Some((id, bytes));
            return Ok(None);
        }
        let known = F::Held::TYPES.iter().position(|known| known.id == id);
        let message = match known {
            Some(index) => {
                let mut d = Decoder::new(&bytes, &self.limits, F::dialect())?;
                F::Held::read(index, &mut d)
                    .map_err(|error| self.inbox.moved(error, begin + from))?
            }
            None => F::Held::foreign(Foreign {
                name: ForeignName::Number(id),
                bytes,
            }),
        };
        Ok(Some(F::message(message)))
    }

    fn control(
        &mut self,
        kind: &FrameKind,
        payload: &[u8],
        begin: usize,
    ) -> Result<F, DecodeError> {
        if kind.abandons_message {
            self.open = None;
        }
        if kind.most_bytes != 0 && payload.len() > kind.most_bytes {
            return Err(self.inbox.error("ping-length"));
        }
        let none = Limits {
            message_bytes: 0,
            string_bytes: 0,
            ..self.limits
        };
        let mut d = Decoder::new(payload, &none, F::dialect())?;
        let control = read_control(kind.body, &mut d);
        let control = control.map_err(|error| self.inbox.moved(error, begin))?;
        if let Control::Pair(key, value) = &control {
            if !kind.ends_stream && key == "compression" {
                self.algorithm = value.clone();
            }
        }
        Ok(F::control(kind.number, control))
    }

    /// Says whether the stream ended between two messages.
    pub fn finish(&self) -> Result<(), DecodeError> {
        if self.open.is_some() {
            return Err(self.inbox.error("truncated"));
        }
        self.inbox.finish()
    }
}

fn read_control(body: FrameBody, d: &mut Decoder<'_>) -> Result<Control, DecodeError> {
    match body {
        FrameBody::Pair => {
            let key = d.delimited::<Text>()?;
            Ok(Control::Pair(key, d.delimited::<Text>()?))
        }
        FrameBody::Code => {
            let code = d.varint()?;
            Ok(Control::Code(code, Text::content(d)?))
        }
        FrameBody::Number => Ok(Control::Number(d.varint()?)),
        FrameBody::Text => Ok(Control::Text(Text::content(d)?)),
        FrameBody::Opaque | FrameBody::Message => Ok(Control::Opaque(d.rest().to_vec())),
    }
}

/// Writes frames, each message in one.
pub struct FrameWriter {
    limits: Limits,
    algorithm: String,
    deflate: Option<Deflate>,
}

impl FrameWriter {
    pub fn new(limits: &Limits) -> Self {
        FrameWriter {
            limits: *limits,
            algorithm: String::new(),
            deflate: None,
        }
    }

    /// Packs large payloads with `deflate` where a header names an algorithm.
    #[must_use]
    pub fn with_deflate(mut self, deflate: Deflate) -> Self {
        self.deflate = Some(deflate);
        self
    }

    /// Appends one frame.
    pub fn append<F: StreamFrame>(
        &mut self,
        frame: &F,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let (number, parts) = frame.parts();
        let kind = F::KINDS.iter().find(|kind| kind.number == number);
        let kind = kind.ok_or_else(|| EncodeError::new("bad-frame-type"))?;
        let mut header = number;
        let mut payload = Vec::new();
        match parts {
            Payload::Message(message) => {
                header |= END_OF_MESSAGE;
                self.message(message, &mut payload)
                    .map_err(|error| error.at(kind.key))?;
                if self.compress(&mut payload)? {
                    header |= COMPRESSED;
                }
            }
            Payload::Control(control) => self.control(kind, control, &mut payload),
        }
        if kind.most_bytes != 0 && payload.len() > kind.most_bytes {
            return Err(EncodeError::new("ping-length").at(kind.key));
        }
        let mut w = Writer {
            out,
            sizes: [].iter(),
        };
        w.raw(&[header]);
        w.varint(payload.len() as u64);
        w.raw(&payload);
        Ok(())
    }

    fn message<M: Union>(&self, message: &M, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        let mut m = Measure::new(&self.limits);
        match message.held() {
            Held::Nothing => return Err(EncodeError::new("missing-type")),
            Held::Known(index) => {
                let size = message.measure_held(&mut m)?;
                check_size(size, &self.limits)?;
                let mut w = Writer {
                    out,
                    sizes: m.sizes.iter(),
                };
                w.varint(M::TYPES[index].id);
                message.write_held(&mut w);
            }
            Held::Foreign(foreign) => {
                let mut w = Writer {
                    out,
                    sizes: [].iter(),
                };
                match foreign.name {
                    ForeignName::Number(id) => w.varint(id),
                    ForeignName::Name(_) => return Err(EncodeError::new("missing-type")),
                }
                w.raw(&foreign.bytes);
            }
        }
        Ok(())
    }

    fn compress(&mut self, payload: &mut Vec<u8>) -> Result<bool, EncodeError> {
        let known = ["lz4", "zstd", "snappy"].contains(&self.algorithm.as_str());
        if !known || payload.len() <= THRESHOLD {
            return Ok(false);
        }
        let deflate = self
            .deflate
            .as_mut()
            .ok_or_else(|| EncodeError::new("compression"))?;
        match deflate(&self.algorithm, payload) {
            Some(packed) => {
                *payload = packed;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn control(&mut self, kind: &FrameKind, control: Control, out: &mut Vec<u8>) {
        let mut w = Writer {
            out,
            sizes: [].iter(),
        };
        match control {
            Control::Pair(key, value) => {
                w.varint(key.len() as u64);
                w.raw(key.as_bytes());
                w.varint(value.len() as u64);
                w.raw(value.as_bytes());
                if !kind.ends_stream && key == "compression" {
                    self.algorithm = value;
                }
            }
            Control::Code(code, text) => {
                w.varint(code);
                w.raw(text.as_bytes());
            }
            Control::Opaque(bytes) => w.raw(&bytes),
            Control::Number(number) => w.varint(number),
            Control::Text(text) => w.raw(text.as_bytes()),
        }
    }
}
