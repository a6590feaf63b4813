# SPDX-License-Identifier: MIT


@dataclasses.dataclass(frozen=True, slots=True)
class Decimal128:
    """An IEEE 754 decimal128 with binary significand. `bits` are all 128 of it, so that
    every pattern survives; most of them are a decimal.Decimal."""

    bits: int = 0

    @classmethod
    def from_decimal(cls, number: decimal.Decimal | int | str) -> Decimal128:
        """Digits and exponent stay as they are; raises ValueError where they do not fit.

        There are 34 digits, and exponents of the last of them from -6176 to 6111.
        """
        number = decimal.Decimal(number)
        sign, digits, exponent = number.as_tuple()
        if not isinstance(exponent, int):
            special = {"F": 0xF8 if sign else 0x78, "n": 0x7C, "N": 0x7C}[exponent]
            return cls(special << 120)
        coefficient = int("".join(map(str, digits)) or "0")
        if coefficient >= 10**34:
            raise ValueError(f"{number} has more than 34 digits")
        if not -6176 <= exponent <= 6111:
            raise ValueError(f"the exponent of {number} is not within -6176 to 6111")
        return cls(sign << 127 | (exponent + 6176) << 113 | coefficient)

    def to_decimal(self) -> decimal.Decimal:
        """Raises ValueError for a pattern that is no number of 34 digits."""
        text = self._text()
        if text is None:
            raise ValueError(f"0x{self.bits:032x} is no decimal number")
        return decimal.Decimal(text)

    def __str__(self) -> str:
        return self._text() or f"0x{self.bits:032x}"

    def _text(self) -> str | None:
        exponent = (self.bits >> 113 & 0x3FFF) - 6176
        if exponent > 6111:
            special = {0x78: "Infinity", 0xF8: "-Infinity", 0x7C: "NaN"}
            return (
                None
                if self.bits << 8 & (1 << 128) - 1
                else special.get(self.bits >> 120)
            )
        digits = str(self.bits & (1 << 113) - 1)
        if len(digits) > 34:
            return None
        sign = "-" if self.bits >> 127 else ""
        adjusted = exponent + len(digits) - 1
        if exponent > 0 or adjusted < -6:
            fraction = "." + digits[1:] if len(digits) > 1 else ""
            return f"{sign}{digits[0]}{fraction}E{adjusted:+d}"
        if exponent == 0:
            return sign + digits
        digits = digits.rjust(1 - exponent, "0")
        return f"{sign}{digits[:exponent]}.{digits[exponent:]}"


_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?", re.ASCII)


class DecimalCodec(ContentCodec[Decimal128]):
    def __init__(self, delimits: bool = False) -> None:
        super().__init__(16, delimits)

    def read(self, r: Reader) -> Decimal128:
        return Decimal128(int.from_bytes(self.content(r), "little"))

    def write(self, w: Writer, value: Decimal128) -> None:
        w.little(value.bits, 16)

    def zero(self) -> Decimal128:
        return Decimal128()

    def is_zero(self, w: Writer, value: Decimal128) -> bool:
        return value.bits == 0

    def to_json(self, value: Decimal128) -> Json:
        text = value._text()
        if text is None:
            return {"@bytes": value.bits.to_bytes(16, "little").hex()}
        return text

    def from_json(self, value: Json) -> Decimal128:
        if isinstance(value, dict) and len(value) == 1 and "@bytes" in value:
            content = json_bytes(value["@bytes"])
            if len(content) != 16:
                raise JsonError("invalid-bytes", "A decimal128 has 16 bytes.")
            return Decimal128(int.from_bytes(content, "little"))
        if not isinstance(value, str):
            raise _missing_or(value, "a decimal number as text")
        if value in ("Infinity", "-Infinity", "NaN"):
            return Decimal128.from_decimal(value)
        match = _DECIMAL.fullmatch(value)
        if match is None or not (match[2] or match[3]):
            raise JsonError("wrong-type", f"{value!r} is no decimal number.")
        fraction = match[3] or ""
        digits = (match[2] + fraction).lstrip("0") or "0"
        if len(digits) > 34:
            raise JsonError("value-range", f"{value} has more than 34 digits.")
        power = (match[4] or "0").lstrip("+")
        if len(power.lstrip("-0")) > 6:
            raise JsonError("value-range", f"The exponent of {value} is too large.")
        exponent = int(power) - len(fraction)
        if not -6176 <= exponent <= 6111:
            raise JsonError("value-range", f"The exponent of {value} is too large.")
        sign = 1 if match[1] == "-" else 0
        return Decimal128(sign << 127 | (exponent + 6176) << 113 | int(digits))
