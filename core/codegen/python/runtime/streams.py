# SPDX-License-Identifier: MIT


def _take_whole(pending: bytearray) -> tuple[int, int] | None:
    """Where a message behind its length lies; None when its length is not whole."""
    for size in range(1, min(len(pending), 10) + 1):
        if pending[size - 1] < 0x80 or size == 10:
            length, begin = read_varint(pending, 0, size)
            return begin, length
    return None


class DelimitedReader(Generic[S]):
    """Messages of one type, each behind its length, from pieces of any size."""

    def __init__(
        self,
        cls: type[S],
        limits: Limits,
        dialect: Dialect,
    ) -> None:
        self._cls = cls
        self._limits = limits
        self._dialect = dialect
        self._pending = bytearray()

    def feed(self, data: Buffer) -> Iterator[S]:
        """Gives the messages that are whole with these bytes."""
        self._pending += data
        most = self._limits.message_bytes
        while True:
            found = _take_whole(self._pending)
            if found is None:
                return
            begin, length = found
            if most and length > most:
                raise DecodeError(
                    "limit-message",
                    f"The message takes {length} bytes; the limit is {most}.",
                    0,
                )
            if len(self._pending) - begin < length:
                return
            content = bytes(self._pending[begin : begin + length])
            del self._pending[: begin + length]
            yield decode(self._cls, content, self._limits, self._dialect)

    def finish(self) -> None:
        """Says that no more bytes come; raises DecodeError inside a message."""
        if self._pending:
            raise DecodeError("truncated", "The bytes end inside a message.", 0)


def encode_delimited(
    values: Iterable[Struct], limits: Limits, dialect: Dialect
) -> bytes:
    """Each value behind its length."""
    out = bytearray()
    for value in values:
        content = encode(value, limits, dialect)
        _append_varint(out, len(content))
        out += content
    return bytes(out)


class MessageReader:
    """Messages that say their types, from pieces of any size."""

    def __init__(self, types: Iterable[type[Message]], limits: Limits) -> None:
        self._types = {cls.TYPE_ID: cls for cls in types}
        self._limits = limits
        self._pending = bytearray()

    def feed(self, data: Buffer) -> Iterator[Message | UnknownMessage]:
        """Gives the messages that are whole with these bytes."""
        self._pending += data
        while len(self._pending) >= _HEADER.size:
            size = _HEADER.size + _HEADER.unpack_from(self._pending)[1]
            most = self._limits.message_bytes
            if most and size > most:
                raise DecodeError(
                    "limit-message",
                    f"The message takes {size} bytes; the limit is {most}.",
                    0,
                )
            if len(self._pending) < size:
                return
            content = bytes(self._pending[:size])
            del self._pending[:size]
            cls = self._types.get(_HEADER.unpack_from(content)[0])
            if cls is None:
                yield UnknownMessage(content)
            else:
                yield decode_message(cls, content, self._limits)

    def finish(self) -> None:
        """Says that no more bytes come; raises DecodeError inside a message."""
        if self._pending:
            raise DecodeError("truncated", "The bytes end inside a message.", 0)


def encode_messages(
    values: Iterable[Message | UnknownMessage], limits: Limits
) -> bytes:
    """Messages one after another."""
    out = bytearray()
    for value in values:
        out += (
            value.data if isinstance(value, UnknownMessage) else encode(value, limits)
        )
    return bytes(out)


class RecordReader(Generic[R]):
    """Bit records one after another, from pieces of any size."""

    def __init__(
        self, size: int, parse: Callable[[bytes, Limits], R], limits: Limits
    ) -> None:
        self._size = size
        self._parse = parse
        self._limits = limits
        self._pending = bytearray()

    def feed(self, data: Buffer) -> Iterator[R]:
        """Gives the records that are whole with these bytes."""
        self._pending += data
        while len(self._pending) >= self._size:
            content = bytes(self._pending[: self._size])
            del self._pending[: self._size]
            yield self._parse(content, self._limits)

    def finish(self) -> None:
        """Says that no more bytes come; raises DecodeError inside a record."""
        if self._pending:
            raise DecodeError("truncated", "The bytes end inside a record.", 0)


def decode_concatenated(cls: type[S], data: Buffer, limits: Limits) -> list[S]:
    """Structs that know their own ends, one after another."""
    content = bytes(data)
    most = limits.message_bytes
    values = []
    at = 0
    while at < len(content):
        r = Reader(content, limits)
        r.at = at
        r.end = min(len(content), at + most) if most else len(content)
        try:
            values.append(cls._read(r))
        except RecursionError:
            raise r.error("limit-depth", _too_deep(limits)) from None
        if r.at == at:
            break
        at = r.at
    return values
