# SPDX-License-Identifier: MIT


def _append_varint(out: bytearray, value: int) -> None:
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


class Writer:
    """Bytes that are being written."""

    __slots__ = (
        "out",
        "at",
        "limits",
        "dialect",
        "depth",
        "_deepest",
        "_total",
        "_strings",
        "_indexes",
    )

    def __init__(self, limits: Limits, dialect: Dialect = UNTAGGED) -> None:
        self.out = bytearray()
        self.at: str | tuple[str, ...] = ""
        """The field that is being written, or those of a block."""
        self.limits = limits
        self.dialect = dialect
        self.depth = 0
        self._deepest = min(limits.depth or _DEEPEST, _DEEPEST)
        self._total = 0
        self._strings: list[bytes] = []
        self._indexes: dict[bytes, int] = {}

    # Structs

    def enter(self) -> None:
        """Begins a struct."""
        self.depth += 1
        if self.depth > self._deepest:
            raise EncodeError(
                "limit-depth",
                f"This struct lies deeper than the limit of {self._deepest} levels.",
            )

    def leave(self) -> None:
        """Ends a struct."""
        self.depth -= 1

    # Numbers

    def uvarint(self, value: int) -> None:
        out = self.out
        while value >= 0x80:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)

    def little(self, value: int, width: int) -> None:
        self.out += value.to_bytes(width, "little")

    def pack(self, block: struct.Struct, *values: object) -> None:
        """Fields of fixed widths, in one go."""
        try:
            self.out += block.pack(*values)
        except struct.error:
            raise self._refused(block.format, values) from None

    def _refused(self, format: str, values: Sequence[object]) -> EncodeError:
        """Which value of a block cannot be written."""
        names = self.at if isinstance(self.at, tuple) else ()
        self.at = ""
        for index, (one, value) in enumerate(zip(format[1:], values)):
            try:
                struct.pack("<" + one, value)
            except struct.error as error:
                path = names[index] if index < len(names) else f"[{index}]"
                return EncodeError("value-range", f"{value!r}: {error}.", path)
        return EncodeError("value-range", "A number does not fit its field.")

    # Limits

    def count(self, count: int) -> None:
        """Holds the elements of an array or map against the limits."""
        limits = self.limits
        if limits.array_elements and count > limits.array_elements:
            raise EncodeError(
                "limit-array",
                f"There are {count} elements; the limit is {limits.array_elements}.",
            )
        self._total += count
        if limits.total_elements and self._total > limits.total_elements:
            raise EncodeError(
                "limit-total",
                f"With these there are {self._total} elements in all; the limit is "
                f"{limits.total_elements}.",
            )

    def check_size(self, size: int) -> None:
        most = self.limits.string_bytes
        if most and size > most:
            raise EncodeError(
                "limit-string", f"There are {size} bytes here; the limit is {most}."
            )

    # Parts

    def body(self, codec: Codec[T], value: T) -> bytearray:
        """The content of a value, apart."""
        outer = self.out
        self.out = content = bytearray()
        codec.write(self, value)
        self.out = outer
        return content

    def bare_body(self, codec: Codec[T], value: T) -> bytearray:
        """The value as it stands behind a tag, apart."""
        outer = self.out
        self.out = content = bytearray()
        codec.write_bare(self, value)
        self.out = outer
        return content

    def delimited(self, codec: Codec[T], value: T) -> None:
        """A length and the content."""
        content = self.body(codec, value)
        self.uvarint(len(content))
        self.out += content

    def blob(self, content: bytes) -> None:
        """A length and these bytes."""
        self.uvarint(len(content))
        self.out += content

    # Fields of tagged messages

    def unless_default(
        self, tag: bytes, codec: Codec[T], value: T, default: bytes
    ) -> bool:
        """A field that is left out when its bytes are those of the default."""
        content = self.bare_body(codec, value)
        if content == default:
            return False
        self.out += tag
        self.out += content
        return True

    def unless_empty(self, tag: bytes, codec: Codec[T], value: T) -> bool:
        """A struct that is left out when it has nothing to say."""
        content = self.body(codec, value)
        if not content:
            return False
        self.out += tag
        self.uvarint(len(content))
        self.out += content
        return True

    def elements(self, tag: bytes, codec: Codec[T], values: Sequence[T]) -> None:
        """A field for each element."""
        self.count(len(values))
        index = 0
        try:
            for index, value in enumerate(values):
                self.out += tag
                codec.write_bare(self, value)
        except EncodeError as error:
            raise error.inside(f"[{index}]")

    def run(self, tag: bytes, codec: Codec[T], values: Sequence[T]) -> None:
        """A field with all elements one behind the other."""
        self.count(len(values))
        outer = self.out
        self.out = content = bytearray()
        index = 0
        try:
            for index, value in enumerate(values):
                codec.write_bare(self, value)
        except EncodeError as error:
            raise error.inside(f"[{index}]")
        self.out = outer
        outer += tag
        self.blob(content)

    def bit_run(self, tag: bytes, values: Sequence[bool]) -> None:
        """A field with eight bools a byte."""
        self.count(len(values))
        self.out += tag
        self.blob(_pack_bits([1 if value else 0 for value in values], 1))

    def interned(self, tag: bytes, text: str) -> None:
        """A field with the index of a text in the string table."""
        content = encode_text(text)
        self.check_size(len(content))
        index = self._indexes.setdefault(content, len(self._strings))
        if index == len(self._strings):
            self._strings.append(content)
        self.out += tag
        self.uvarint(index)

    def each_interned(self, tag: bytes, texts: Sequence[str]) -> None:
        self.count(len(texts))
        for text in texts:
            self.interned(tag, text)

    def unknown_fields(self, begin: int, unknown: bytes) -> None:
        """The unknown fields of the struct whose fields stand from `begin` on."""
        fields = split_fields(self.dialect, unknown)
        if fields is None:
            raise EncodeError(
                "bad-unknown",
                "The unknown fields are not whole fields, each a tag and its payload.",
            )
        if not self.dialect.canonical:
            self.out += unknown
            return
        known = split_fields(self.dialect, bytes(self.out[begin:])) or []
        merged = sorted(known + fields, key=lambda field: field[0])
        self.out[begin:] = b"".join(field for _, field in merged)

    def presence(self, bits: int, fields: int) -> None:
        """The bits that say which fields are there."""
        self.blob(bits.to_bytes((fields + 7) // 8, "little"))

    # The string table

    def keep_table(self, texts: Iterable[str]) -> None:
        """Lets the string table begin with one that came with unknown fields."""
        for text in texts:
            content = encode_text(text)
            self._indexes.setdefault(content, len(self._strings))
            self._strings.append(content)

    def finish(self) -> bytes:
        """The message, with its string table."""
        if not self._strings:
            return bytes(self.out)
        table = bytearray()
        _append_varint(table, len(self._strings))
        for text in self._strings:
            _append_varint(table, len(text))
            table += text
        head = bytearray()
        _append_varint(head, self.dialect.table)
        _append_varint(head, len(table))
        return bytes(head + table + self.out)


def encode_text(text: str) -> bytes:
    """The bytes of a text, surrogate escapes as the bytes they stand for."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise EncodeError(
            "invalid-utf8", "The text has half of a surrogate pair."
        ) from None


def split_fields(dialect: Dialect, data: bytes) -> list[tuple[int, bytes]] | None:
    """Field numbers with the bytes of each field; None when they are not whole fields."""
    reader = Reader(data, Limits(depth=0, seconds=0), dialect)
    fields = []
    try:
        while reader.at < reader.end:
            begin = reader.at
            tag = reader.uvarint()
            skip = dialect.skip[tag & 7]
            if skip is Skip.NONE or not 1 <= tag >> 3 <= _HIGHEST_FIELD:
                return None
            reader._skip(skip)
            fields.append((tag >> 3, data[begin : reader.at]))
    except DecodeError:
        return None
    return fields


def _pack_bits(values: Sequence[int], width: int) -> bytes:
    """Numbers of `width` bits one behind the other, least significant bit first."""
    out = bytearray()
    window = 0
    filled = 0
    for value in values:
        window |= value << filled
        filled += width
        while filled >= 8:
            out.append(window & 0xFF)
            window >>= 8
            filled -= 8
    if filled:
        out.append(window)
    return bytes(out)
