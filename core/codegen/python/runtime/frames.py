# SPDX-License-Identifier: MIT

Codecs = Mapping[str, Callable[[bytes, int], bytes]]
"""By the name of an algorithm: what (de)compresses bytes; the number is the most bytes
that may come out (0: no limit), or the level."""


class FrameBody(enum.Enum):
    """How the payload of a frame lies."""

    MESSAGE = 0
    PAIR = 1
    CODE = 2
    OPAQUE = 3
    NUMBER = 4
    TEXT = 5


@dataclasses.dataclass(frozen=True)
class FrameType:
    """What a number of frame stands for in a stream."""

    number: int
    key: str
    """The frame's name in JSON."""
    body: FrameBody
    ends_stream: bool = False
    abandons_message: bool = False
    most_bytes: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What a stream says. `kind` is the frame's name: "message", "header" …

    `value` is a message (a struct, or an UnknownType), a pair of texts (key and value), a
    pair of a number and a text (code and reason), bytes, a number, or a text.
    """

    kind: str
    value: Any


class StreamSpec:
    """The frames of a stream and the messages in it."""

    def __init__(
        self, types: Iterable[FrameType], messages: ReferenceCodec, dialect: Dialect
    ) -> None:
        self.types = {type.number: type for type in types}
        self.kinds = {type.key: type for type in self.types.values()}
        self.messages = messages
        self.dialect = dialect


class StreamReader:
    """A stream of frames, from pieces of any size. A message is given when it is whole.

    `decompress` has the functions for compressed payloads by the names that headers use
    ("lz4", "zstd", "snappy"): they take the payload and the most bytes that may come out.
    """

    def __init__(
        self, spec: StreamSpec, limits: Limits, decompress: Codecs | None = None
    ) -> None:
        self._spec = spec
        self._limits = limits
        self._decompress = decompress or {}
        self._algorithm = ""
        self._pending = bytearray()
        self._type_id: int | None = None
        self._content = bytearray()

    def feed(self, data: Buffer) -> Iterator[Frame]:
        """Gives what is whole with these bytes."""
        self._pending += data
        while self._pending:
            found = _take_whole(self._pending[1:12])
            if found is None:
                return
            begin, length = found
            begin += 1
            if len(self._pending) - begin < length:
                self._check(length)
                return
            header = self._pending[0]
            payload = bytes(self._pending[begin : begin + length])
            del self._pending[: begin + length]
            frame = self._frame(header, payload)
            if frame is not None:
                yield frame

    def _check(self, length: int) -> None:
        """Refuses to wait for a frame that no message can need."""
        most = self._limits.message_bytes
        if most and length > most + 16:
            raise DecodeError(
                "limit-message",
                f"The frame takes {length} bytes; the limit is {most}.",
                0,
            )

    def finish(self) -> None:
        """Says that no more bytes come; raises DecodeError inside a frame or message."""
        if self._pending or self._type_id is not None:
            raise DecodeError("truncated", "The stream ends inside a message.", 0)

    def _frame(self, header: int, payload: bytes) -> Frame | None:
        if header & 0xC0:
            raise DecodeError(
                "frame-reserved-bits",
                f"Bits 6 and 7 of a frame's header are zero; it is 0x{header:02x}.",
                0,
            )
        type = self._spec.types.get(header & 0x0F)
        if type is None:
            raise DecodeError(
                "bad-frame-type", f"There is no frame type {header & 0x0F}.", 0
            )
        if header & 0x20:
            payload = self._inflated(payload)
        if type.body is FrameBody.MESSAGE:
            return self._message(type, payload, header & 0x10 != 0)
        if type.abandons_message:
            self._type_id = None
        return Frame(type.key, self._control(type, payload))

    def _inflated(self, payload: bytes) -> bytes:
        function = self._decompress.get(self._algorithm)
        if function is None:
            name = self._algorithm or "an algorithm that no header names"
            raise DecodeError("compression", f"Nothing can decompress {name} here.", 0)
        most = self._limits.message_bytes
        room = most - min(most, len(self._content)) + 10 if most else 0
        try:
            content = function(payload, room)
        except WireError:
            raise
        except Exception as error:
            raise DecodeError(
                "compression", f"The payload cannot be decompressed: {error}", 0
            ) from error
        if room and len(content) > room:
            raise DecodeError(
                "limit-message", f"Decompressed, the message takes more than {most}.", 0
            )
        return content

    def _message(self, type: FrameType, payload: bytes, ends: bool) -> Frame | None:
        begin = 0
        if self._type_id is None:
            self._type_id, begin = read_varint(payload, 0, len(payload))
            self._content = bytearray()
        most = self._limits.message_bytes
        if most and len(self._content) + len(payload) - begin > most:
            raise DecodeError(
                "limit-message", f"The message takes more than {most} bytes.", 0
            )
        self._content += payload[begin:]
        if not ends:
            return None
        id = self._type_id
        self._type_id = None
        content = bytes(self._content)
        self._content = bytearray()
        alternative = next(
            (a for a in self._spec.messages.alternatives if a.id == id), None
        )
        if alternative is None:
            return Frame(type.key, UnknownType(id, content))
        r = Reader(content, self._limits, self._spec.dialect)
        try:
            return Frame(type.key, alternative.read(r))
        except RecursionError:
            raise r.error("limit-depth", _too_deep(self._limits)) from None

    def _control(self, type: FrameType, payload: bytes) -> Any:
        r = Reader(payload, self._limits)
        if type.body is FrameBody.PAIR:
            pair = []
            for _ in range(2):
                outer = r.open()
                pair.append(r.text(r.rest()))
                r.close(outer)
            if pair[0] == "compression" and not type.ends_stream:
                self._algorithm = pair[1]
            return (pair[0], pair[1])
        if type.body is FrameBody.CODE:
            code = r.uvarint()
            return (code, r.text(r.rest()))
        if type.body is FrameBody.NUMBER:
            return r.uvarint()
        if type.body is FrameBody.TEXT:
            return r.text(r.rest())
        _check_payload(type, payload, lambda c, m: DecodeError(c, m, 0))
        return payload


def _check_payload(
    type: FrameType, payload: bytes, error: Callable[[str, str], WireError]
) -> None:
    if type.most_bytes and len(payload) > type.most_bytes:
        raise error(
            "ping-length",
            f"A {type.key} frame carries at most {type.most_bytes} bytes, not "
            f"{len(payload)}.",
        )


class StreamWriter:
    """Frames as bytes, one call a frame. `compress` has the functions for the payloads of
    messages above `threshold` bytes, by the names that headers use."""

    def __init__(
        self,
        spec: StreamSpec,
        limits: Limits,
        compress: Codecs | None = None,
        threshold: int = 1024,
        level: int = 0,
    ) -> None:
        self._spec = spec
        self._limits = limits
        self._compress = compress or {}
        self._threshold = threshold
        self._level = level
        self._algorithm = ""

    def write(self, frame: Frame) -> bytes:
        """The bytes of one frame."""
        type = self._spec.kinds.get(frame.kind)
        if type is None:
            raise EncodeError("unknown-key", f"There is no frame {frame.kind!r}.")
        header = type.number
        payload = self._payload(type, frame.value)
        if type.body is FrameBody.MESSAGE:
            header |= 0x10
            if len(payload) > self._threshold and self._algorithm:
                if self._algorithm not in self._compress:
                    raise EncodeError(
                        "compression", f"Nothing can compress {self._algorithm} here."
                    )
                payload = self._compress[self._algorithm](payload, self._level)
                header |= 0x20
        out = bytearray([header])
        _append_varint(out, len(payload))
        return bytes(out + payload)

    def _payload(self, type: FrameType, value: Any) -> bytes:
        out = bytearray()
        if type.body is FrameBody.MESSAGE:
            if value is None:
                raise EncodeError("missing-type", "A message in a stream has a type.")
            if isinstance(value, UnknownType):
                if isinstance(value.type, str):
                    raise EncodeError("unknown-type", "A type is named by its id here.")
                _append_varint(out, value.type)
                return bytes(out + value.data)
            alternative = self._spec.messages.alternative(value)
            _append_varint(out, alternative.id)
            return bytes(out) + encode(value, self._limits, self._spec.dialect)
        if type.body is FrameBody.PAIR:
            for text in value:
                content = encode_text(text)
                _append_varint(out, len(content))
                out += content
            if value[0] == "compression" and not type.ends_stream:
                known = value[1] in ("lz4", "zstd", "snappy")
                self._algorithm = value[1] if known else ""
            return bytes(out)
        if type.body is FrameBody.CODE:
            _append_varint(out, value[0])
            return bytes(out + encode_text(value[1]))
        if type.body is FrameBody.NUMBER:
            _append_varint(out, value)
            return bytes(out)
        if type.body is FrameBody.TEXT:
            return encode_text(value)
        _check_payload(type, value, EncodeError)
        return bytes(value)


def frame_to_json(spec: StreamSpec, frame: Frame) -> Json:
    body = spec.kinds[frame.kind].body
    value: Json
    if body is FrameBody.MESSAGE:
        value = spec.messages.to_json(frame.value)
    elif body is FrameBody.PAIR:
        value = {
            "key": text_to_json(frame.value[0]),
            "value": text_to_json(frame.value[1]),
        }
    elif body is FrameBody.CODE:
        value = {"code": frame.value[0], "text": text_to_json(frame.value[1])}
    elif body is FrameBody.OPAQUE:
        value = frame.value.hex()
    elif body is FrameBody.NUMBER:
        value = frame.value
    else:
        value = text_to_json(frame.value)
    return {frame.kind: value}


def frame_from_json(spec: StreamSpec, value: Json) -> Frame:
    if not isinstance(value, dict):
        raise _wrong("an object with exactly one key", value)
    for key in value:
        if key not in spec.kinds:
            raise JsonError("unknown-key", f'A frame has no "{key}".', key)
    given = [(key, member) for key, member in value.items() if member is not None]
    if len(given) != 1:
        code = "oneof-multiple" if given else "missing-value"
        raise JsonError(code, "A frame is an object with exactly one key.")
    key, member = given[0]
    try:
        return Frame(key, _frame_value(spec, spec.kinds[key].body, member))
    except JsonError as error:
        raise error.inside(key) from None


def _frame_value(spec: StreamSpec, body: FrameBody, value: Json) -> Any:
    if body is FrameBody.MESSAGE:
        return spec.messages.from_json(value)
    if body is FrameBody.PAIR:
        m = Members(value, "pair", ("key", "value"), 0)
        return (m.required("key", TextCodec()), m.required("value", TextCodec()))
    if body is FrameBody.CODE:
        m = Members(value, "reset", ("code", "text"), 0)
        return (
            m.required("code", Unsigned(0, 0, _MASK64)),
            m.required("text", TextCodec()),
        )
    if body is FrameBody.OPAQUE:
        return json_bytes(value)
    if body is FrameBody.NUMBER:
        return json_integer(value, 0, _MASK64)
    return json_text(value)
