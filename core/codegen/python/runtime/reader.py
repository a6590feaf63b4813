# SPDX-License-Identifier: MIT


def read_varint(data: Buffer, at: int, end: int) -> tuple[int, int]:
    """A varint and the place behind it; raises DecodeError."""
    value = 0
    shift = 0
    start = at
    while at < end:
        byte = data[at]
        at += 1
        if shift == 63 and byte > 1:
            raise DecodeError(
                "varint-overflow", "The varint has more than 64 bits.", start
            )
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise DecodeError("truncated", "The bytes end inside a varint.", start)


class Reader:
    """Bytes that are being decoded, from `at` to `end`, the end of the innermost part."""

    __slots__ = (
        "data",
        "at",
        "end",
        "limits",
        "dialect",
        "depth",
        "_deepest",
        "_total",
        "_implied",
        "_expanded",
        "_deadline",
        "_ticks",
        "_table",
        "_has_unknown",
        "_lookaheads",
    )

    def __init__(
        self, data: Buffer, limits: Limits, dialect: Dialect = UNTAGGED
    ) -> None:
        self.data = bytes(data)
        self.at = 0
        self.end = len(self.data)
        self.limits = limits
        self.dialect = dialect
        self.depth = 0
        self._deepest = min(limits.depth or _DEEPEST, _DEEPEST)
        self._total = 0
        self._implied = 0
        self._expanded = 0
        self._deadline = time.monotonic() + limits.seconds if limits.seconds else None
        self._ticks = 0
        self._table: list[str] | None = None
        self._has_unknown = False
        self._lookaheads: dict[int, _Lookahead] = {}

    def error(self, code: str, message: str, at: int | None = None) -> DecodeError:
        return DecodeError(code, message, self.at if at is None else at)

    # Structs

    def enter(self) -> None:
        """Begins a struct."""
        self.depth += 1
        if self.depth > self._deepest:
            raise self.error(
                "limit-depth",
                f"This struct lies deeper than the limit of {self._deepest} levels.",
            )
        self._tick()

    def _tick(self) -> None:
        """Looks at the clock now and then."""
        self._ticks += 1
        if self._deadline is not None and self._ticks & 0xFF == 0:
            if time.monotonic() > self._deadline:
                raise self.error(
                    "limit-time",
                    f"Decoding took longer than {self.limits.seconds} seconds.",
                )

    def leave(self) -> None:
        """Ends a struct."""
        self._lookaheads.pop(self.depth, None)
        self.depth -= 1

    # Numbers

    def uvarint(self) -> int:
        at = self.at
        if at < self.end:
            byte = self.data[at]
            if byte < 0x80:
                self.at = at + 1
                return byte
        value, self.at = read_varint(self.data, at, self.end)
        return value

    def uvarints(self) -> list[int]:
        """All varints up to the end of the part."""
        values = []
        data = self.data
        at = self.at
        end = self.end
        while at < end:
            byte = data[at]
            if byte < 0x80:
                values.append(byte)
                at += 1
            else:
                value, at = read_varint(data, at, end)
                values.append(value)
        self.at = at
        return values

    def numbers(self, format: str, width: int) -> tuple[Any, ...]:
        """All numbers of `width` bytes up to the end of the part."""
        count, rest = divmod(self.end - self.at, width)
        values = struct.unpack_from(f"<{count}{format}", self.data, self.at)
        self.at += count * width
        if rest:
            raise self.error(
                "truncated", f"{width} bytes were expected here, {rest} are left."
            )
        return values

    def little(self, width: int) -> int:
        """An unsigned number of `width` bytes."""
        return int.from_bytes(self.take(width), "little")

    def take(self, size: int) -> bytes:
        """The next bytes."""
        at = self.at
        if size > self.end - at:
            raise self.error(
                "truncated",
                f"{size} bytes were expected here, {self.end - at} are left.",
            )
        self.at = at + size
        return self.data[at : self.at]

    def rest(self) -> bytes:
        """What is left of the part."""
        at = self.at
        self.at = self.end
        return self.data[at : self.end]

    def view(self) -> Any:
        """What is left of the part, without copying it."""
        at = self.at
        self.at = self.end
        return memoryview(self.data)[at : self.end]

    def unpack(self, block: struct.Struct) -> tuple[Any, ...]:
        """Fields of fixed widths, in one go."""
        at = self.at
        if block.size > self.end - at:
            raise self.error(
                "truncated",
                f"{block.size} bytes were expected here, {self.end - at} are left.",
            )
        self.at = at + block.size
        return block.unpack_from(self.data, at)

    # Parts of known length

    def part(self, length: int, at: int) -> int:
        """Begins a part of `length` bytes; gives the end of the part around it."""
        outer = self.end
        if length > outer - self.at:
            raise self.error(
                "truncated",
                f"The length says {length} bytes, but only {outer - self.at} are left.",
                at,
            )
        self._tick()
        self.end = self.at + length
        return outer

    def open(self) -> int:
        """Reads a length and begins the part behind it; gives the end of the part
        around it, for close()."""
        at = self.at
        return self.part(self.uvarint(), at)

    def close(self, outer: int) -> None:
        """Ends a part; bytes that are left over in it are passed over."""
        self.at = self.end
        self.end = outer

    # Limits

    def count(self, count: int, before: int = 0) -> None:
        """Holds `count` more elements of an array that has `before` against the limits."""
        most = self.limits.array_elements or _MOST_ELEMENTS
        if before + count > most:
            raise self.error(
                "limit-array",
                f"There are {before + count} elements; the limit is {most}.",
            )
        self.count_total(count)

    def count_total(self, count: int) -> None:
        most = self.limits.total_elements or _MOST_ELEMENTS
        self._total += count
        if self._total > most:
            raise self.error(
                "limit-total",
                f"With these there are {self._total} elements in all; the limit is {most}.",
            )
        self._tick()

    def count_implied(self, count: int) -> None:
        """Counts elements that have no bytes of their own."""
        self._implied += count
        if not self.limits.total_elements and self._implied > _MOST_IMPLIED:
            raise self.error(
                "limit-total",
                f"There are {self._implied} elements that take no bytes; at most "
                f"{_MOST_IMPLIED} are read without a limit on all elements.",
            )

    def count_expanded(self, size: int) -> None:
        """Counts bytes of text that the input holds once and that are spelled out."""
        most = self.limits.message_bytes or _MOST_EXPANDED
        self._expanded += size
        if self._expanded > most:
            raise self.error(
                "limit-message", f"Written out, the texts take more than {most} bytes."
            )

    def fits(self, count: int, least: int) -> None:
        """Refuses a count of elements of `least` bytes that cannot be there."""
        if count * least > self.end - self.at:
            raise self.error(
                "truncated",
                f"The count says {count} elements, but the {self.end - self.at} bytes "
                f"that are left hold at most {(self.end - self.at) // least}.",
            )

    # Text and bytes

    def check_size(self, size: int) -> None:
        most = self.limits.string_bytes
        if most and size > most:
            raise self.error(
                "limit-string", f"There are {size} bytes here; the limit is {most}."
            )

    def text(self, content: bytes) -> str:
        """Text of these bytes."""
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            if self.limits.validate_utf8:
                raise self.error(
                    "invalid-utf8",
                    f"The text is not valid UTF-8 from its byte {error.start} on.",
                    self.at - len(content) + error.start,
                ) from None
            return content.decode("utf-8", "surrogateescape")

    # Fields of tagged messages

    def other_field(
        self, begin: int, tag: int, known: frozenset[int], owner: str
    ) -> bytes:
        """A field that is none of the forms that `owner` reads, behind its tag: gives the
        bytes of an unknown one, none of a string table."""
        wire_type = tag & 7
        number = tag >> 3
        if number == 0 and wire_type == self.dialect.table:
            self._read_table()
            return b""
        skip = self.dialect.skip[wire_type]
        if skip is Skip.NONE:
            raise self.error(
                "bad-wire-type", f"There is no wire type {wire_type}.", begin
            )
        self._skip(skip)
        if number == 0 or number > _HIGHEST_FIELD:
            raise self.error(
                "bad-field-number",
                f"Field numbers go from 1 to {_HIGHEST_FIELD}; {number} is none.",
                begin,
            )
        if number in known:
            raise self.error(
                "wire-type-mismatch",
                f"Field {number} of {owner} is not written with wire type {wire_type}.",
                begin,
            )
        if self.limits.strict:
            raise self.error(
                "unknown-field",
                f"{owner} has no field with the number {number}.",
                begin,
            )
        self._has_unknown = True
        return self.data[begin : self.at]

    def _skip(self, skip: Skip) -> None:
        if skip is Skip.FIXED32:
            self.take(4)
        elif skip is Skip.FIXED64:
            self.take(8)
        else:
            if skip is Skip.REFERENCE:
                self.uvarint()
            value = self.uvarint()
            if skip is not Skip.VARINT:
                self.take(value)

    # Bits that say which fields are there

    def presence(self) -> int:
        """Reads them; the first field's is the lowest."""
        at = self.at
        size = self.uvarint()
        if size > self.end - self.at:
            raise self.error(
                "truncated",
                f"{size} bytes of presence bits are announced, but only "
                f"{self.end - self.at} bytes are left.",
                at,
            )
        return int.from_bytes(self.take(size), "little")

    def check_presence(self, bits: int, fields: int) -> None:
        """Refuses bits of fields that there are not."""
        if bits >> fields:
            raise self.error(
                "presence-bit",
                f"A presence bit above those of the {fields} fields is set.",
            )

    # The string table

    def _read_table(self) -> None:
        at = self.at
        outer = self.open()
        if self.depth > 1:
            raise self.error(
                "string-table-position",
                "Only the outermost message has a string table.",
                at,
            )
        table: list[str] = []
        self._table = table
        count = self.uvarint()
        self.count(count)
        self.fits(count, 1)
        for _ in range(count):
            at = self.at
            length = self.uvarint()
            self.check_size(length)
            end = self.part(length, at)
            table.append(self.text(self.rest()))
            self.end = end
        self.close(outer)

    @property
    def has_table(self) -> bool:
        """Whether the message has a string table."""
        return self._table is not None

    def table_text(self, interned: frozenset[int]) -> str:
        """The text that an index into the string table stands for."""
        at = self.at
        index = self.uvarint()
        if self._table is None and self.dialect.guesses:
            most = self.limits.string_bytes
            if not (most and index > most) and self._is_inline(index, interned):
                return self.text(self.take(index))
        texts = self._table or []
        if index >= len(texts):
            raise self.error(
                "string-index",
                f"The string table has {len(texts)} texts; {index} is none of them.",
                at,
            )
        return texts[index]

    def _is_inline(self, length: int, interned: frozenset[int]) -> bool:
        if length == 0 or length > self.end - self.at:
            return False
        lookahead = self._lookaheads.get(self.depth)
        if lookahead is None:
            lookahead = _Lookahead(self, interned)
            self._lookaheads[self.depth] = lookahead
        return lookahead.is_text(self.at, length)

    def kept_table(self) -> list[str]:
        """The string table of a message with unknown fields, which may refer to it."""
        if self.depth == 1 and self._has_unknown and self._table:
            return self._table
        return []
