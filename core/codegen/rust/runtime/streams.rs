// Several messages in one buffer or stream. Readers are fed pieces of any size and give messages as they get whole.

/// Types whose values stand by themselves.
pub trait Message: Sized {
    /// The limits of the schema's format.
    const LIMITS: Limits;
    fn decode_with(bytes: &[u8], limits: &Limits) -> Result<Self, DecodeError>;
    fn append_with(&self, limits: &Limits, out: &mut Vec<u8>) -> Result<(), EncodeError>;
}

/// The bytes of a value.
pub fn encode<T: Message>(value: &T, limits: &Limits) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    value.append_with(limits, &mut out)?;
    Ok(out)
}

/// Reads everything up to the end as one value.
pub fn read_message<T: Message>(reader: &mut impl std::io::Read) -> std::io::Result<T> {
    // One byte more than may be, so that too many are noticed.
    let most = match T::LIMITS.message_bytes {
        0 => u64::MAX,
        most => most.saturating_add(1),
    };
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(reader, most), &mut bytes)?;
    Ok(T::decode_with(&bytes, &T::LIMITS)?)
}

/// What a call gives that answers with a stream.
pub type Results<T, E> = Box<dyn Iterator<Item = Result<T, E>>>;

/// Types that know their own end.
pub trait Sequential: Message {
    /// Reads the value that begins the input and gives its size.
    fn decode_first(bytes: &[u8], limits: &Limits) -> Result<(Self, usize), DecodeError>;
}

/// Pieces that have come and have not been read.
#[derive(Debug, Default)]
struct Inbox {
    bytes: Vec<u8>,
    at: usize,
    /// Bytes of the stream before `bytes`.
    before: usize,
}

impl Inbox {
    fn push(&mut self, piece: &[u8]) {
        self.bytes.drain(..self.at);
        self.before += self.at;
        self.at = 0;
        self.bytes.extend_from_slice(piece);
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn error(&self, code: &'static str) -> DecodeError {
        DecodeError {
            code,
            offset: self.before + self.at,
        }
    }

    fn moved(&self, error: DecodeError, by: usize) -> DecodeError {
        DecodeError {
            code: error.code,
            offset: self.before + self.at + by + error.offset,
        }
    }

    /// A varint that is there as a whole, and its size.
    fn varint(&self, at: usize) -> Result<Option<(u64, usize)>, DecodeError> {
        let bytes = &self.rest()[at..];
        match varint_at(bytes) {
            Some(read) => Ok(Some(read)),
            None if bytes.len() < 10 && bytes.iter().all(|byte| *byte >= 0x80) => Ok(None),
            None => Err(self.error("varint-overflow")),
        }
    }

    fn finish(&self) -> Result<(), DecodeError> {
        if self.rest().is_empty() {
            return Ok(());
        }
        Err(self.error("truncated"))
    }
}

fn exceeds(size: u64, limits: &Limits) -> bool {
    limits.message_bytes != 0 && size > limits.message_bytes
}

/// Reads messages of one type, each behind its length.
#[derive(Debug)]
pub struct DelimitedReader<T> {
    inbox: Inbox,
    limits: Limits,
    messages: PhantomData<T>,
}

impl<T: Message> DelimitedReader<T> {
    pub fn new(limits: &Limits) -> Self {
        DelimitedReader {
            inbox: Inbox::default(),
            limits: *limits,
            messages: PhantomData,
        }
    }

    pub fn push(&mut self, piece: &[u8]) {
        self.inbox.push(piece);
    }

    /// The next whole message; nothing when more bytes are needed.
    pub fn next_message(&mut self) -> Result<Option<T>, DecodeError> {
        let (length, prefix) = match self.inbox.varint(0)? {
            Some(read) => read,
            None => return Ok(None),
        };
        if exceeds(length, &self.limits) {
            return Err(self.inbox.error("limit-message"));
        }
        let bytes = &self.inbox.rest()[prefix..];
        if length > bytes.len() as u64 {
            return Ok(None);
        }
        let message = T::decode_with(&bytes[..length as usize], &self.limits);
        let message = message.map_err(|error| self.inbox.moved(error, prefix))?;
        self.inbox.at += prefix + length as usize;
        Ok(Some(message))
    }

    /// Says whether the stream ended between two messages.
    pub fn finish(&self) -> Result<(), DecodeError> {
        self.inbox.finish()
    }
}

/// Appends a message behind its length.
pub fn append_delimited<T: Message>(
    message: &T,
    limits: &Limits,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let mut bytes = Vec::new();
    message.append_with(limits, &mut bytes)?;
    Writer {
        out,
        sizes: [].iter(),
    }
    .varint(bytes.len() as u64);
    out.append(&mut bytes);
    Ok(())
}

/// Reads values of one type without anything between them.
#[derive(Debug)]
pub struct SequentialReader<T> {
    inbox: Inbox,
    limits: Limits,
    ended: bool,
    messages: PhantomData<T>,
}

impl<T: Sequential> SequentialReader<T> {
    pub fn new(limits: &Limits) -> Self {
        let inbox = Inbox::default();
        SequentialReader {
            inbox,
            limits: *limits,
            ended: false,
            messages: PhantomData,
        }
    }

    pub fn push(&mut self, piece: &[u8]) {
        self.inbox.push(piece);
    }

    /// The next whole value; nothing when more bytes are needed.
    pub fn next_message(&mut self) -> Result<Option<T>, DecodeError> {
        let bytes = self.inbox.rest();
        if bytes.is_empty() {
            return Ok(None);
        }
        let cut = exceeds(bytes.len() as u64, &self.limits);
        let bytes = if cut {
            &bytes[..self.limits.message_bytes as usize]
        } else {
            bytes
        };
        match T::decode_first(bytes, &self.limits) {
            Ok((value, size)) => {
                self.inbox.at += size;
                Ok(Some(value))
            }
            Err(error) if error.code == "truncated" && !cut && !self.ended => Ok(None),
            Err(error) => Err(self.inbox.moved(error, 0)),
        }
    }

    /// Says whether the stream ended between two values.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        self.ended = true;
        self.next_message().map(|_| ())
    }
}

/// Messages that name themselves by a type id in their header.
pub trait Packet: Sized {
    /// Reads a message, header included, by its type id.
    fn decode_packet(type_id: u64, bytes: &[u8], limits: &Limits) -> Result<Self, DecodeError>;
    fn append_packet(&self, limits: &Limits, out: &mut Vec<u8>) -> Result<(), EncodeError>;
}

/// Reads messages with headers.
#[derive(Debug)]
pub struct PacketReader<P> {
    inbox: Inbox,
    limits: Limits,
    messages: PhantomData<P>,
}

impl<P: Packet> PacketReader<P> {
    pub fn new(limits: &Limits) -> Self {
        PacketReader {
            inbox: Inbox::default(),
            limits: *limits,
            messages: PhantomData,
        }
    }

    pub fn push(&mut self, piece: &[u8]) {
        self.inbox.push(piece);
    }

    /// The next whole message; nothing when more bytes are needed.
    pub fn next_message(&mut self) -> Result<Option<P>, DecodeError> {
        let bytes = self.inbox.rest();
        if bytes.len() >= HEADER_BYTES {
            let size = HEADER_BYTES as u64 + little(&bytes[8..HEADER_BYTES]);
            if exceeds(size, &self.limits) {
                return Err(self.inbox.error("limit-message"));
            }
        }
        let (type_id, packet) = match split_packet(bytes) {
            Ok(parts) => parts,
            Err(_) => return Ok(None),
        };
        let message = P::decode_packet(type_id, packet, &self.limits);
        let size = packet.len();
        let message = message.map_err(|error| self.inbox.moved(error, 0))?;
        self.inbox.at += size;
        Ok(Some(message))
    }

    /// Says whether the stream ended between two messages.
    pub fn finish(&self) -> Result<(), DecodeError> {
        self.inbox.finish()
    }
}
