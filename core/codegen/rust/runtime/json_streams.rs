// Buffers of several messages as JSON arrays.

fn list_of(json: &json::Value) -> Result<&[json::Value], EncodeError> {
    match json {
        json::Value::List(items) => Ok(items),
        _ => wrong(json),
    }
}

fn join<T>(values: &[T], mut each: impl FnMut(&T, &mut String)) -> String {
    let mut out = String::from("[");
    for (i, value) in values.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        each(value, &mut out);
    }
    out.push(']');
    out
}

/// The input in pieces, small ones first: readers take any.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (start, rest) = bytes.split_at(bytes.len().min(64));
    start.chunks(3).chain(std::iter::once(rest))
}

fn name_of<T: JsonObject>() -> &'static str {
    T::NAMES.first().copied().unwrap_or("")
}

/// Messages behind their lengths.
pub fn delimited_from_json<T: Message + JsonObject>(
    json: &json::Value,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    for (i, item) in list_of(json)?.iter().enumerate() {
        let message: T = root_from_json(item).map_err(|error| error.at_index(i))?;
        append_delimited(&message, limits, &mut out).map_err(|error| error.at_index(i))?;
    }
    Ok(out)
}

/// All messages of a buffer, each behind its length.
pub fn delimited_to_json<T: Message + JsonObject>(
    bytes: &[u8],
    limits: &Limits,
) -> Result<String, DecodeError> {
    let mut reader = DelimitedReader::<T>::new(limits);
    let mut messages = Vec::new();
    for piece in pieces(bytes) {
        reader.push(piece);
        while let Some(message) = reader.next_message()? {
            messages.push(message);
        }
    }
    reader.finish()?;
    Ok(join(&messages, |message, out| {
        object_to_json(message, name_of::<T>(), out)
    }))
}

/// Values one after another.
pub fn sequential_from_json<T: Message + JsonObject>(
    json: &json::Value,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    for (i, item) in list_of(json)?.iter().enumerate() {
        let message: T = root_from_json(item).map_err(|error| error.at_index(i))?;
        message
            .append_with(limits, &mut out)
            .map_err(|error| error.at_index(i))?;
    }
    Ok(out)
}

/// All values of a buffer.
pub fn sequential_to_json<T: Sequential + JsonObject>(
    bytes: &[u8],
    limits: &Limits,
) -> Result<String, DecodeError> {
    let mut reader = SequentialReader::<T>::new(limits);
    let mut messages = Vec::new();
    for piece in pieces(bytes) {
        reader.push(piece);
        while let Some(message) = reader.next_message()? {
            messages.push(message);
        }
    }
    reader.finish()?;
    Ok(join(&messages, |message, out| {
        object_to_json(message, name_of::<T>(), out)
    }))
}

/// Messages with headers, as objects with `@type`.
pub trait PacketJson: Packet {
    fn knows(type_id: u64) -> bool;
    fn to_json(&self, out: &mut String);
    fn from_json(type_name: &str, json: &json::Value) -> Result<Self, EncodeError>;
    fn unknown(bytes: Vec<u8>) -> Self;
}

/// The message that an object stands for.
fn packet_from_json<P: PacketJson>(json: &json::Value) -> Result<P, EncodeError> {
    if let Some(unknown) = json.get("@unknown") {
        let bytes = bytes_from_json(unknown)?;
        let whole = match split_packet(&bytes) {
            Ok((type_id, packet)) => packet.len() == bytes.len() && !P::knows(type_id),
            Err(_) => false,
        };
        let alone = matches!(json, json::Value::Object(members) if members.len() == 1);
        if !whole || !alone {
            return Err(EncodeError::new("bad-unknown"));
        }
        return Ok(P::unknown(bytes));
    }
    match json {
        json::Value::Object(_) => {
            let name = json
                .get("@type")
                .ok_or_else(|| EncodeError::new("missing-type"))?;
            let name = name
                .as_text()
                .ok_or_else(|| EncodeError::new("unknown-type"))?;
            P::from_json(name, json)
        }
        _ => wrong(json),
    }
}

pub fn packets_from_json<P: PacketJson>(
    json: &json::Value,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    for (i, item) in list_of(json)?.iter().enumerate() {
        let packet: P = packet_from_json(item).map_err(|error| error.at_index(i))?;
        packet
            .append_packet(limits, &mut out)
            .map_err(|error| error.at_index(i))?;
    }
    Ok(out)
}

pub fn packets_to_json<P: PacketJson>(
    bytes: &[u8],
    limits: &Limits,
) -> Result<String, DecodeError> {
    let mut reader = PacketReader::<P>::new(limits);
    let mut messages = Vec::new();
    for piece in pieces(bytes) {
        reader.push(piece);
        while let Some(message) = reader.next_message()? {
            messages.push(message);
        }
    }
    reader.finish()?;
    Ok(join(&messages, P::to_json))
}

/// Writes a message of no known type.
pub fn unknown_packet_to_json(bytes: &[u8], out: &mut String) {
    let mut object = ObjectWriter::new(out);
    json::write_hex(object.key("@unknown"), bytes);
    object.end();
}

fn frame_to_json<F: StreamFrame>(frame: &F, out: &mut String)
where
    F::Held: UnionJson,
{
    let (number, parts) = frame.parts();
    let kind = match F::KINDS.iter().find(|kind| kind.number == number) {
        Some(kind) => kind,
        None => return,
    };
    let mut object = ObjectWriter::new(out);
    let out = object.key(kind.key);
    match parts {
        Payload::Message(message) => ById::to_json(message, out),
        Payload::Control(Control::Pair(key, value)) => {
            let mut pair = ObjectWriter::new(out);
            pair.field::<Text>(kind.members[0], &key);
            pair.field::<Text>(kind.members[1], &value);
            pair.end();
        }
        Payload::Control(Control::Code(code, text)) => {
            let mut pair = ObjectWriter::new(out);
            pair.field::<Varint<u64>>(kind.members[0], &code);
            pair.field::<Text>(kind.members[1], &text);
            pair.end();
        }
        Payload::Control(Control::Opaque(bytes)) => json::write_hex(out, &bytes),
        Payload::Control(Control::Number(number)) => out.push_str(&number.to_string()),
        Payload::Control(Control::Text(text)) => json::write_text(out, &text),
    }
    object.end();
}

fn frame_from_json<F: StreamFrame>(json: &json::Value) -> Result<F, EncodeError>
where
    F::Held: UnionJson,
{
    let members = match json {
        json::Value::Object(members) => members,
        _ => return wrong(json),
    };
    let mut given = members
        .iter()
        .filter(|member| member.1 != json::Value::Null);
    let (key, value) = given
        .next()
        .ok_or_else(|| EncodeError::new("missing-value"))?;
    if given.next().is_some() {
        return Err(EncodeError::new("oneof-multiple"));
    }
    let known = |key: &str| F::KINDS.iter().find(|kind| kind.key == key);
    if let Some((key, _)) = members.iter().find(|member| known(&member.0).is_none()) {
        return Err(EncodeError::new("unknown-key").at(key));
    }
    let kind = known(key).ok_or_else(|| EncodeError::new("unknown-key").at(key))?;
    if kind.body == FrameBody::Message {
        return Ok(F::message(
            ById::from_json(value).map_err(|error| error.at(key))?,
        ));
    }
    let control = control_from_json(kind, value).map_err(|error| error.at(key))?;
    Ok(F::control(kind.number, control))
}

fn control_from_json(kind: &FrameKind, json: &json::Value) -> Result<Control, EncodeError> {
    match kind.body {
        FrameBody::Pair | FrameBody::Code => {
            let members = Members::new(json, Place::Field, &kind.members, &[], false)?;
            let mut text = String::new();
            members.required::<Text>(kind.members[1], &mut text)?;
            if kind.body == FrameBody::Pair {
                let mut key = String::new();
                members.required::<Text>(kind.members[0], &mut key)?;
                return Ok(Control::Pair(key, text));
            }
            let mut code = 0;
            members.required::<Varint<u64>>(kind.members[0], &mut code)?;
            Ok(Control::Code(code, text))
        }
        FrameBody::Number => Ok(Control::Number(integer_from_json(json)?)),
        FrameBody::Text => Ok(Control::Text(Text::from_json(json)?)),
        FrameBody::Opaque | FrameBody::Message => Ok(Control::Opaque(bytes_from_json(json)?)),
    }
}

pub fn frames_from_json<F: StreamFrame>(
    json: &json::Value,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError>
where
    F::Held: UnionJson,
{
    let mut out = Vec::new();
    let mut writer = FrameWriter::new(limits);
    for (i, item) in list_of(json)?.iter().enumerate() {
        let frame: F = frame_from_json(item).map_err(|error| error.at_index(i))?;
        writer
            .append(&frame, &mut out)
            .map_err(|error| error.at_index(i))?;
    }
    Ok(out)
}

pub fn frames_to_json<F: StreamFrame>(
    bytes: &[u8],
    limits: &Limits,
    inflate: Option<Inflate>,
) -> Result<String, DecodeError>
where
    F::Held: UnionJson,
{
    let mut reader = FrameReader::<F>::new(limits);
    reader.inflate = inflate;
    let mut frames = Vec::new();
    for piece in pieces(bytes) {
        reader.push(piece);
        while let Some(frame) = reader.next_frame()? {
            frames.push(frame);
        }
    }
    reader.finish()?;
    Ok(join(&frames, frame_to_json))
}

/// `given`, or `usual` when it is empty.
pub fn given_or<'t>(given: &'t str, usual: &'t str) -> &'t str {
    if given.is_empty() {
        usual
    } else {
        given
    }
}
