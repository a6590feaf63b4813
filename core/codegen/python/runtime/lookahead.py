# SPDX-License-Identifier: MIT


class _Lookahead:
    """Whether an index may be the length of text that follows: for one message, from the
    first such index on."""

    def __init__(self, reader: Reader, interned: frozenset[int]) -> None:
        self._data = reader.data
        self._begin = reader.at
        self._end = reader.end
        self._dialect = reader.dialect
        self._outermost = reader.depth == 1
        self._interned = interned
        size = self._end - self._begin
        self._find_text(size)
        self._parses = bytearray(size + 1)
        self._parses[size] = 1
        for at in range(self._end - 1, self._begin - 1, -1):
            self._parses[at - self._begin] = self._parses_from(at)

    def _find_text(self, size: int) -> None:
        """Where characters start, and up to where the bytes are text."""
        self._starts = bytearray(size + 1)
        self._starts[size] = 1
        covered = bytearray(size + 1)
        for offset in range(size):
            width = self._character(self._begin + offset)
            if width:
                self._starts[offset] = 1
                for part in range(offset, offset + width):
                    covered[part] = 1
        self._text_end = [size] * (size + 1)
        for offset in range(size - 1, -1, -1):
            self._text_end[offset] = (
                self._text_end[offset + 1] if covered[offset] else offset
            )

    def _character(self, at: int) -> int:
        """Bytes of the character here; 0 when it is none that a person writes."""
        first = self._data[at]
        if first < 0x80:
            return 1 if (0x20 <= first != 0x7F) or first in b"\t\n\r" else 0
        width = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
        if at + width > self._end:
            return 0
        try:
            character = self._data[at : at + width].decode()
        except UnicodeDecodeError:
            return 0
        return 0 if len(character) != 1 or ord(character) < 0xA0 else width

    def is_text(self, at: int, length: int) -> bool:
        return self._covers(at, length) and self._parses[at + length - self._begin] != 0

    def _covers(self, at: int, length: int) -> bool:
        first = at - self._begin
        if length == 0 or length > self._end - at or not self._starts[first]:
            return False
        if self._text_end[first] < first + length:
            return False
        behind = first + length
        return self._starts[behind] != 0 or self._text_end[behind] == behind

    def _parses_from(self, at: int) -> bool:
        """Whether whole fields stand from here on, given that for all later places."""
        try:
            tag, at = read_varint(self._data, at, self._end)
            wire_type = tag & 7
            number = tag >> 3
            table = number == 0 and wire_type == self._dialect.table and self._outermost
            if (number == 0 and not table) or number > _HIGHEST_FIELD:
                return False
            skip = Skip.LENGTH if table else self._dialect.skip[wire_type]
            if skip is Skip.NONE:
                return False
            if skip is Skip.FIXED32 or skip is Skip.FIXED64:
                return self._parses_behind(at, 4 if skip is Skip.FIXED32 else 8)
            if skip is Skip.REFERENCE:
                _, at = read_varint(self._data, at, self._end)
            value, at = read_varint(self._data, at, self._end)
        except DecodeError:
            return False
        if skip is not Skip.VARINT:
            return self._parses_behind(at, value)
        if wire_type == self._dialect.table and number in self._interned:
            if self._covers(at, value) and self._parses_behind(at, value):
                return True
        return self._parses_behind(at, 0)

    def _parses_behind(self, at: int, size: int) -> bool:
        return size <= self._end - at and self._parses[at + size - self._begin] != 0
