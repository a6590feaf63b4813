# SPDX-License-Identifier: MIT


class PrefixedText(Codec[str]):
    """Text behind its length in `width` bytes."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.least = width

    def read(self, r: Reader) -> str:
        begin = r.at
        at = begin + self.width
        if at <= r.end:
            length = int.from_bytes(r.data[begin:at], "little")
            r.check_size(length)
            if length <= r.end - at:
                r.at = at + length
                return r.text(r.data[at : r.at])
        raise r.error(
            "truncated", f"A text was expected, {r.end - begin} bytes are left."
        )

    def read_bare(self, r: Reader) -> str:
        return self.read(r)

    def write(self, w: Writer, value: str) -> None:
        content = encode_text(value)
        w.check_size(len(content))
        if len(content) >> self.width * 8:
            raise EncodeError("limit-string", f"There are {len(content)} bytes here.")
        w.little(len(content), self.width)
        w.out += content

    def write_bare(self, w: Writer, value: str) -> None:
        self.write(w, value)

    def zero(self) -> str:
        return ""

    def to_json(self, value: str) -> Json:
        return text_to_json(value)

    def from_json(self, value: Json) -> str:
        return json_text(value)


class PrefixedList(ListCodec[T]):
    """Elements behind their number in `width` bytes; `least` bytes each at least.

    With `format`, that of struct for one element, they are read and written in one go.
    """

    def __init__(
        self, width: int, element: Codec[T], least: int, format: str = ""
    ) -> None:
        super().__init__(element)
        self.width = width
        self.least = width
        self.smallest = max(1, least)
        self.format = format

    def read(self, r: Reader) -> list[T]:
        count = r.little(self.width)
        r.count(count)
        r.fits(count, self.smallest)
        if self.format:
            return list(r.unpack(struct.Struct(f"<{count}{self.format}")))
        element = self.element
        return [element.read(r) for _ in range(count)]

    def read_bare(self, r: Reader) -> list[T]:
        return self.read(r)

    def write(self, w: Writer, value: list[T]) -> None:
        w.count(len(value))
        if len(value) >> self.width * 8:
            raise EncodeError("limit-array", f"There are {len(value)} elements here.")
        w.little(len(value), self.width)
        if self.format:
            self.write_numbers(w, value)
            return
        index = 0
        try:
            for index, element in enumerate(value):
                self.element.write(w, element)
        except EncodeError as error:
            raise error.inside(f"[{index}]")

    def write_numbers(self, w: Writer, value: list[T]) -> None:
        try:
            w.out += struct.pack(f"<{len(value)}{self.format}", *value)
        except struct.error:
            w.pack(struct.Struct("<" + self.format * len(value)), *value)

    def write_bare(self, w: Writer, value: list[T]) -> None:
        self.write(w, value)


def read_presence(r: Reader) -> bool:
    """The byte that says whether there is a value."""
    at = r.at
    presence = r.little(1)
    if presence > 1:
        raise r.error(
            "bad-presence", f"The presence byte is 0 or 1, here it is {presence}.", at
        )
    return presence == 1


class Message(Struct):
    """A struct behind a header of its type id and its size."""

    __slots__ = ()
    TYPE_ID: ClassVar[int]
    TYPE_NAME: ClassVar[str]


M = TypeVar("M", bound=Message)

_HEADER = struct.Struct("<QI")


@dataclasses.dataclass(frozen=True, slots=True)
class UnknownMessage:
    """A message of a type that the schema does not have, with its header."""

    data: bytes


def write_message(w: Writer, value: Message) -> None:
    """The header and the fields."""
    outer = w.out
    w.out = content = bytearray()
    value._write(w)
    w.out = outer
    if len(content) >> 32:
        raise EncodeError("limit-message", f"The fields take {len(content)} bytes.")
    outer += _HEADER.pack(value.TYPE_ID, len(content))
    outer += content


def read_message(r: Reader, cls: type[M]) -> M:
    """The fields behind a header, all of them."""
    value = cls._read(r)
    if r.at < r.end:
        raise r.error(
            "payload-size", f"{r.end - r.at} bytes of the payload belong to no field."
        )
    return value


def open_message(r: Reader) -> tuple[int, int]:
    """Reads a header and begins the payload; gives the type id and the outer end."""
    begin = r.at
    if r.end - begin < _HEADER.size:
        raise r.error("truncated", f"A header has 12 bytes; {r.end - begin} are left.")
    type_id, size = r.unpack(_HEADER)
    most = r.limits.message_bytes
    there = min(size, r.end - r.at)
    if most and _HEADER.size + there > most:
        raise r.error(
            "limit-message",
            f"The message takes {_HEADER.size + there} bytes; the limit is {most}.",
            begin,
        )
    return type_id, r.part(size, begin + 8)
