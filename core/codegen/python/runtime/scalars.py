# SPDX-License-Identifier: MIT


class Codec(Generic[T]):
    """How the values of one type lie on the wire, and what they are in JSON.

    `read` and `write` are for the content, whose end is known from outside (the end of
    the reader's part); `read_bare` and `write_bare` for the form that knows its own end.
    """

    least: int = 0
    """Bytes that the content takes at least, as far as counts are held against it."""

    def read(self, r: Reader) -> T:
        raise NotImplementedError

    def write(self, w: Writer, value: T) -> None:
        raise NotImplementedError

    def read_bare(self, r: Reader) -> T:
        outer = r.open()
        value = self.read(r)
        r.close(outer)
        return value

    def write_bare(self, w: Writer, value: T) -> None:
        w.delimited(self, value)

    def zero(self) -> T:
        """What a missing value stands for."""
        raise NotImplementedError

    def is_zero(self, w: Writer, value: T) -> bool:
        return not value

    def to_json(self, value: T) -> Json:
        raise NotImplementedError

    def from_json(self, value: Json) -> T:
        raise NotImplementedError


class ScalarCodec(Codec[T]):
    """A number that is stored as a varint (`width` 0) or in `width` bytes."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.least = width or 1

    def value(self, r: Reader, stored: int) -> T:
        """What a stored number means."""
        raise NotImplementedError

    def stored(self, value: T) -> int:
        """The number that is stored for a value."""
        raise NotImplementedError

    def sum_value(self, r: Reader, number: int) -> T:
        """What differences of 64 bits add up to."""
        return self.value(r, number)

    def read_stored(self, r: Reader) -> int:
        return r.little(self.width) if self.width else r.uvarint()

    def write_stored(self, w: Writer, stored: int) -> None:
        if self.width:
            w.little(stored, self.width)
        else:
            w.uvarint(stored)

    def read(self, r: Reader) -> T:
        return self.read_bare(r)

    def write(self, w: Writer, value: T) -> None:
        self.write_bare(w, value)

    def read_bare(self, r: Reader) -> T:
        if self.width:
            return self.value(r, r.little(self.width))
        at = r.at
        if at < r.end:
            byte = r.data[at]
            if byte < 0x80:
                r.at = at + 1
                return self.value(r, byte)
        return self.value(r, r.uvarint())

    def write_bare(self, w: Writer, value: T) -> None:
        stored = self.stored(value)
        if self.width:
            w.little(stored, self.width)
        elif stored < 0x80:
            w.out.append(stored)
        else:
            w.uvarint(stored)

    def read_all(self, r: Reader) -> list[T]:
        """The elements up to the end of the part."""
        value = self.value
        if not self.width:
            return [value(r, stored) for stored in r.uvarints()]
        format = {1: "B", 2: "H", 4: "I", 8: "Q"}[self.width]
        return [value(r, stored) for stored in r.numbers(format, self.width)]


class BoolCodec(ScalarCodec[bool]):
    def value(self, r: Reader, stored: int) -> bool:
        return stored != 0

    def stored(self, value: bool) -> int:
        return 1 if value else 0

    def zero(self) -> bool:
        return False

    def to_json(self, value: bool) -> Json:
        return bool(value)

    def from_json(self, value: Json) -> bool:
        return json_bool(value)


def json_bool(value: Json) -> bool:
    if not isinstance(value, bool):
        raise _missing_or(value, "true or false")
    return value


class IntegerCodec(ScalarCodec[int]):
    """An integer within bounds; subclasses say how it becomes the stored number."""

    def __init__(self, width: int, lowest: int, highest: int) -> None:
        super().__init__(width)
        self.lowest = lowest
        self.highest = highest

    def checked(self, r: Reader, value: int) -> int:
        if self.lowest <= value <= self.highest:
            return value
        raise r.error(
            "value-range",
            f"{value} is not within {self.lowest} to {self.highest}.",
        )

    def encodable(self, value: int) -> int:
        if self.lowest <= value <= self.highest:
            return value
        raise EncodeError(
            "value-range", f"{value} is not within {self.lowest} to {self.highest}."
        )

    def sum_value(self, r: Reader, number: int) -> int:
        return self.checked(
            r, _signed64(number) if self.lowest < 0 else number & _MASK64
        )

    def zero(self) -> int:
        return 0

    def to_json(self, value: int) -> Json:
        return int(value)

    def from_json(self, value: Json) -> int:
        return json_integer(value, self.lowest, self.highest)


class Unsigned(IntegerCodec):
    def read_all(self, r: Reader) -> list[int]:
        if not self.width:
            return super().read_all(r)
        format = {1: "B", 2: "H", 4: "I", 8: "Q"}[self.width]
        return list(r.numbers(format, self.width))

    def value(self, r: Reader, stored: int) -> int:
        return stored if stored <= self.highest else self.checked(r, stored)

    def stored(self, value: int) -> int:
        return self.encodable(value)


class SignExtended(IntegerCodec):
    """A varint of the two's complement in 64 bits."""

    def value(self, r: Reader, stored: int) -> int:
        return self.checked(r, _signed64(stored))

    def stored(self, value: int) -> int:
        return self.encodable(value) & _MASK64


class ZigZag(IntegerCodec):
    def value(self, r: Reader, stored: int) -> int:
        return self.checked(r, _unzigzag(stored))

    def stored(self, value: int) -> int:
        return _zigzag(self.encodable(value))


class TwosComplement(IntegerCodec):
    """Two's complement in some bytes."""

    def read_all(self, r: Reader) -> list[int]:
        return list(r.numbers({1: "b", 2: "h", 4: "i", 8: "q"}[self.width], self.width))

    def value(self, r: Reader, stored: int) -> int:
        return stored if stored <= self.highest else stored - (1 << self.width * 8)

    def stored(self, value: int) -> int:
        return self.encodable(value) & (1 << self.width * 8) - 1


class FloatCodec(ScalarCodec[float]):
    def __init__(self, width: int, canonical: bool = False) -> None:
        super().__init__(width)
        self.bits = width * 8
        self.canonical = canonical

    def read_all(self, r: Reader) -> list[float]:
        at = r.at
        values = list(r.numbers("f" if self.bits == 32 else "d", self.width))
        if self.bits == 64 or all(value == value for value in values):
            return values
        r.at = at
        return super().read_all(r)

    def value(self, r: Reader, stored: int) -> float:
        return bits_to_float(stored, self.bits)

    def stored(self, value: float) -> int:
        pattern = float_to_bits(value, self.bits)
        return canonical_float_bits(pattern, self.bits) if self.canonical else pattern

    def zero(self) -> float:
        return 0.0

    def to_json(self, value: float) -> Json:
        return float_to_json(value, self.bits)

    def from_json(self, value: Json) -> float:
        return json_float(value, self.bits)


class EnumCodec(ScalarCodec[E]):
    """An enum by its numbers; one without a name is a value too."""

    def __init__(self, cls: type[E], names: Mapping[int, str], width: int = 0) -> None:
        super().__init__(width)
        self.cls = cls
        self.names = names
        self.numbers = {name: number for number, name in names.items()}

    def value(self, r: Reader, stored: int) -> E:
        if stored > _HIGHEST_ENUM:
            raise r.error("value-range", f"{stored} is no number of an enum value.")
        return self.cls(stored)

    def stored(self, value: E) -> int:
        number = int(value)
        if not 0 <= number <= _HIGHEST_ENUM:
            raise EncodeError("value-range", f"{number} is no number of an enum value.")
        return number

    def zero(self) -> E:
        return self.cls(0)

    def to_json(self, value: E) -> Json:
        return self.names.get(int(value), int(value))

    def from_json(self, value: Json) -> E:
        if isinstance(value, str):
            if value not in self.numbers:
                raise JsonError(
                    "unknown-enum-value", f"{value!r} is no value of this enum."
                )
            return self.cls(self.numbers[value])
        if isinstance(value, bool) or not isinstance(value, int):
            raise _missing_or(value, "the name or the number of an enum value")
        return self.cls(json_integer(value, 0, _HIGHEST_ENUM))
