# SPDX-License-Identifier: MIT


class ContentCodec(Codec[T]):
    """Bytes with a meaning; exactly `size` of them where that is not 0."""

    def __init__(self, size: int, delimits: bool = False) -> None:
        self.size = size
        self.delimits = delimits
        """Whether it stands without a length: its size is its end."""

    def read_bare(self, r: Reader) -> T:
        at = r.at
        if self.delimits:
            outer = r.part(self.size, at)
        else:
            length = r.uvarint()
            if self.size == 0:
                r.check_size(length)
            outer = r.part(length, at)
        value = self.read(r)
        r.close(outer)
        return value

    def write_bare(self, w: Writer, value: T) -> None:
        if self.delimits:
            self.write(w, value)
        else:
            w.delimited(self, value)

    def content(self, r: Reader, code: str = "bad-length") -> bytes:
        """The rest of the part, of the right size."""
        content = r.rest()
        self.check(r, len(content), code)
        return content

    def check(self, r: Reader, size: int, code: str) -> None:
        if self.size == 0:
            r.check_size(size)
        elif size != self.size:
            raise r.error(
                code, f"Exactly {self.size} bytes are expected, here are {size}."
            )


class TextCodec(ContentCodec[str]):
    def __init__(self) -> None:
        super().__init__(0)

    def read(self, r: Reader) -> str:
        return r.text(self.content(r))

    def read_bare(self, r: Reader) -> str:
        begin = r.at
        length = r.uvarint()
        r.check_size(length)
        at = r.at
        if length > r.end - at:
            raise r.error(
                "truncated",
                f"The length says {length} bytes, but only {r.end - at} are left.",
                begin,
            )
        r.at = at + length
        return r.text(r.data[at : r.at])

    def write(self, w: Writer, value: str) -> None:
        content = encode_text(value)
        w.check_size(len(content))
        w.out += content

    def write_bare(self, w: Writer, value: str) -> None:
        content = encode_text(value)
        w.check_size(len(content))
        w.blob(content)

    def zero(self) -> str:
        return ""

    def to_json(self, value: str) -> Json:
        return text_to_json(value)

    def from_json(self, value: Json) -> str:
        return json_text(value)


class BytesCodec(ContentCodec[bytes]):
    def read(self, r: Reader) -> bytes:
        if not r.limits.no_copy:
            return self.content(r, "array-count")
        view: bytes = r.view()
        self.check(r, len(view), "array-count")
        return view

    def write(self, w: Writer, value: bytes) -> None:
        if self.size == 0:
            w.check_size(len(value))
        elif len(value) != self.size:
            raise EncodeError(
                "array-count",
                f"Exactly {self.size} bytes are expected, not {len(value)}.",
            )
        w.out += value

    def zero(self) -> bytes:
        return bytes(self.size)

    def is_zero(self, w: Writer, value: bytes) -> bool:
        return not any(value) if self.size else not value

    def to_json(self, value: bytes) -> Json:
        return value.hex()

    def from_json(self, value: Json) -> bytes:
        content = json_bytes(value)
        if self.size and len(content) != self.size:
            raise JsonError(
                "array-count",
                f"Exactly {self.size} bytes are expected, not {len(content)}.",
            )
        return content


class ComplexCodec(ContentCodec[complex]):
    def __init__(self, size: int, canonical: bool, delimits: bool = False) -> None:
        super().__init__(size, delimits)
        self.bits = size * 4
        self.canonical = canonical

    def read(self, r: Reader) -> complex:
        content = self.content(r)
        half = self.size // 2
        return complex(
            bits_to_float(int.from_bytes(content[:half], "little"), self.bits),
            bits_to_float(int.from_bytes(content[half:], "little"), self.bits),
        )

    def write(self, w: Writer, value: complex) -> None:
        for part in (value.real, value.imag):
            pattern = float_to_bits(part, self.bits)
            if self.canonical:
                pattern = canonical_float_bits(pattern, self.bits)
            w.little(pattern, self.size // 2)

    def zero(self) -> complex:
        return 0j

    def to_json(self, value: complex) -> Json:
        return [
            float_to_json(value.real, self.bits),
            float_to_json(value.imag, self.bits),
        ]

    def from_json(self, value: Json) -> complex:
        if not isinstance(value, list) or len(value) != 2:
            raise _missing_or(value, "an array of two numbers")
        return complex(json_float(value[0], self.bits), json_float(value[1], self.bits))


class TimeCodec(ContentCodec[Timestamp]):
    def __init__(self, delimits: bool = False) -> None:
        super().__init__(12, delimits)

    def read(self, r: Reader) -> Timestamp:
        seconds, nanos = struct.unpack("<qi", self.content(r))
        if not 0 <= nanos <= 999_999_999:
            raise r.error("value-range", f"{nanos} are no nanoseconds of a time.")
        return Timestamp(seconds, nanos)

    def write(self, w: Writer, value: Timestamp) -> None:
        if not 0 <= value.nanos <= 999_999_999:
            raise EncodeError(
                "value-range", f"{value.nanos} are no nanoseconds of a time."
            )
        w.pack(_TIME, value.seconds, value.nanos)

    def zero(self) -> Timestamp:
        return Timestamp()

    def is_zero(self, w: Writer, value: Timestamp) -> bool:
        return value.seconds == 0 and value.nanos == 0

    def to_json(self, value: Timestamp) -> Json:
        return time_to_json(value)

    def from_json(self, value: Json) -> Timestamp:
        return json_time(value)


_TIME = struct.Struct("<qi")


class UuidCodec(ContentCodec[uuid.UUID]):
    def __init__(self, delimits: bool = False) -> None:
        super().__init__(16, delimits)

    def read(self, r: Reader) -> uuid.UUID:
        return uuid.UUID(bytes=self.content(r))

    def write(self, w: Writer, value: uuid.UUID) -> None:
        w.out += value.bytes

    def zero(self) -> uuid.UUID:
        return uuid.UUID(int=0)

    def is_zero(self, w: Writer, value: uuid.UUID) -> bool:
        return value.int == 0

    def to_json(self, value: uuid.UUID) -> Json:
        return str(value)

    def from_json(self, value: Json) -> uuid.UUID:
        if not isinstance(value, str):
            raise _missing_or(value, "a UUID as text")
        if not re.fullmatch(
            "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", value
        ):
            raise JsonError("invalid-bytes", f"{value!r} is no UUID.")
        return uuid.UUID(value)


class BigIntCodec(ContentCodec[int]):
    """Sign byte, length, big-endian magnitude."""

    most_decimal = 5120
    """Bytes of the longest number that is written in decimal."""

    def __init__(self) -> None:
        super().__init__(0)

    def read(self, r: Reader) -> int:
        r.check_size(r.end - r.at)
        if r.at == r.end:
            return 0
        at = r.at
        sign = r.little(1)
        if sign > 1:
            raise r.error("bigint-sign", f"The sign byte is 0 or 1, here {sign}.", at)
        outer = r.open()
        magnitude = int.from_bytes(r.rest(), "big")
        r.end = outer
        return -magnitude if sign else magnitude

    def write(self, w: Writer, value: int) -> None:
        magnitude = abs(value).to_bytes((value.bit_length() + 7) // 8, "big")
        w.check_size(len(magnitude))
        w.out.append(1 if value < 0 else 0)
        w.blob(magnitude)

    def zero(self) -> int:
        return 0

    def to_json(self, value: int) -> Json:
        if (value.bit_length() + 7) // 8 > self.most_decimal:
            digits = f"{abs(value):x}"
            digits = "0" * (len(digits) % 2) + digits
            return ("-" if value < 0 else "") + "0x" + digits
        return ("-" if value < 0 else "") + _decimal(abs(value))

    def from_json(self, value: Json) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return int(value)
        if not isinstance(value, str) or not re.fullmatch(
            "-?([0-9]+|0x[0-9A-Fa-f]+)", value, re.ASCII
        ):
            raise _missing_or(value, "an integer, as a number or as text")
        digits = value.removeprefix("-")
        number = int(digits, 16) if digits.startswith("0x") else _natural(digits)
        if not digits.startswith("0x") and (number.bit_length() + 7) // 8 > (
            self.most_decimal
        ):
            raise JsonError("value-range", "Integers as long as this are given in hex.")
        return -number if value.startswith("-") else number


def _decimal(value: int) -> str:
    """Decimal digits of any number: Python itself converts some thousands at most."""
    if value.bit_length() < 13000:
        return str(value)
    half = value.bit_length() * 301 // 1000 // 2
    high, low = divmod(value, int(10**half))
    return _decimal(high) + _decimal(low).rjust(half, "0")
