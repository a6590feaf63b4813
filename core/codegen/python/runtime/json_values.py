# SPDX-License-Identifier: MIT


class _ExactFloat(float):
    """A JSON number with a fraction or an exponent, and how it is spelled: a float32 is
    rounded from that."""

    text: str


class _NegativeZero(int):
    """The JSON number -0: an integer, or a negative zero where a float is meant."""


def loads(text: str | bytes) -> Json:
    """Reads JSON as the methods here take it: nothing that the text says is lost, and a
    repeated key is an error."""

    def real(literal: str) -> float:
        number = _ExactFloat(literal)
        number.text = literal
        return number

    def integer(literal: str) -> int:
        if literal == "-0":
            return _NegativeZero(0)
        digits = literal.lstrip("-")
        value = _natural(digits)
        return -value if len(digits) != len(literal) else value

    def constant(literal: str) -> NoReturn:
        raise JsonError("syntax", f"{literal} is no JSON.")

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        result = dict(pairs)
        if len(result) != len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    raise JsonError("duplicate-key", f"{key!r} is there twice.")
                seen.add(key)
        return result

    try:
        result: Json = json.loads(
            text,
            parse_float=real,
            parse_int=integer,
            parse_constant=constant,
            object_pairs_hook=members,
        )
    except json.JSONDecodeError as error:
        raise JsonError("syntax", str(error)) from None
    except RecursionError:
        raise JsonError("limit-depth", "The JSON is nested too deep.") from None
    return result


def dumps(value: Json) -> str:
    """JSON as text on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _natural(digits: str) -> int:
    """Decimal digits; Python itself converts some thousands at most."""
    if len(digits) > 12400:
        raise JsonError("value-range", "Integers as long as this are given in hex.")
    if len(digits) <= 4000:
        return int(digits)
    half = len(digits) // 2
    high, low = digits[:-half], digits[-half:]
    return int(_natural(high)) * int(10**half) + _natural(low)


def _wrong(expected: str, found: Json) -> JsonError:
    kinds: dict[type, str] = {bool: "a bool", str: "a text", list: "an array"}
    if found is None:
        return JsonError("wrong-type", f"Expected {expected}, found null.")
    kind = "a number" if isinstance(found, (int, float)) else "an object"
    kind = kinds.get(type(found), kind)
    return JsonError("wrong-type", f"Expected {expected}, found {kind}.")


def json_integer(value: Json, lowest: int, highest: int) -> int:
    """An integer, or the text of one."""
    number: int
    if isinstance(value, int) and not isinstance(value, bool):
        number = int(value)
    elif isinstance(value, str) and re.fullmatch(
        "-?([0-9]+|0x[0-9A-Fa-f]+)", value, re.ASCII
    ):
        negative = value.startswith("-")
        digits = value[1:] if negative else value
        number = int(digits, 16) if digits.startswith("0x") else _natural(digits)
        number = -number if negative else number
    else:
        raise _missing_or(value, "an integer")
    if not lowest <= number <= highest:
        raise JsonError("value-range", f"{value} is not within {lowest} to {highest}.")
    return number


def _missing_or(value: Json, expected: str) -> JsonError:
    if value is None:
        return JsonError(
            "missing-value", "null stands for nothing, but a value is needed."
        )
    return _wrong(expected, value)


def json_float(value: Json, bits: int) -> float:
    """A number, "NaN", "Infinity", "-Infinity" or "NaN:0x…"."""
    if isinstance(value, str):
        if value == "NaN":
            return math.nan
        if value in ("Infinity", "-Infinity"):
            return float(value)
        if value.startswith("NaN:0x"):
            return _json_nan(value[6:], bits)
    if isinstance(value, (str, bool)) or not isinstance(value, (int, float)):
        raise _missing_or(
            value, 'a number, "NaN", "Infinity", "-Infinity" or "NaN:0x…"'
        )
    if isinstance(value, _NegativeZero):
        return -0.0
    try:
        number = float(value)
        if bits == 32 and math.isfinite(number):
            number = float32(_narrowed(number, value))
    except OverflowError:
        number = math.inf
    if math.isinf(number):
        raise JsonError("value-range", f"{value} is too large for the float.")
    return number


def _narrowed(number: float, given: int | float) -> float:
    """A double that rounds to the float32 that the decimal itself would round to."""
    if not 1e-47 < abs(number) < 1e39:
        return number
    text = given.text if isinstance(given, _ExactFloat) else ""
    if len(text) > 1000:
        return number
    exact = fractions.Fraction(text or given)
    if fractions.Fraction(number) == exact:
        return number
    if abs(fractions.Fraction(number)) > abs(exact):
        number = math.nextafter(number, 0.0)
    bits = struct.unpack("<Q", struct.pack("<d", number))[0] | 1
    odd: float = struct.unpack("<d", struct.pack("<Q", bits))[0]
    return odd


def _json_nan(digits: str, bits: int) -> float:
    if not digits or not re.fullmatch("[0-9A-Fa-f]+", digits):
        raise JsonError("wrong-type", f"NaN:0x{digits} is no NaN in hex.")
    pattern = int(digits, 16)
    fraction = 23 if bits == 32 else 52
    exponent = ((1 << (bits - 1 - fraction)) - 1) << fraction
    is_nan = pattern & exponent == exponent and pattern & ((1 << fraction) - 1) != 0
    if len(digits) != bits // 4 or not is_nan:
        raise JsonError("value-range", f"NaN:0x{digits} is no NaN of {bits} bits.")
    return bits_to_float(pattern, bits)


def float_to_json(value: float, bits: int) -> Json:
    if math.isnan(value):
        pattern = float_to_bits(value, bits)
        if pattern == canonical_float_bits(pattern, bits):
            return "NaN"
        return f"NaN:0x{pattern:0{bits // 4}x}"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if bits == 64:
        return value
    for digits in range(1, 10):
        short = float(f"{value:.{digits}g}")
        if abs(short) < 3.5e38 and _same_float32(short, value):
            return short
    return value


def _same_float32(a: float, b: float) -> bool:
    try:
        return struct.pack("<f", a) == struct.pack("<f", b)
    except OverflowError:
        return False


def float32(value: float) -> float:
    """The nearest float32; raises OverflowError."""
    narrow: float = struct.unpack("<f", struct.pack("<f", value))[0]
    return narrow


def bits_to_float(pattern: int, bits: int) -> float:
    """The float with these bits. Those of a NaN survive, a signalling one's too."""
    if bits == 32:
        if pattern & 0x7FFFFFFF > 0x7F800000:
            pattern = (
                (pattern & 0x80000000) << 32 | 0x7FF << 52 | (pattern & 0x7FFFFF) << 29
            )
        else:
            narrow: float = struct.unpack("<f", pattern.to_bytes(4, "little"))[0]
            return narrow
    wide: float = struct.unpack("<d", pattern.to_bytes(8, "little"))[0]
    return wide


def float_to_bits(value: float, bits: int) -> int:
    """The bits of a float; raises EncodeError where it is too large for 32."""
    try:
        if bits == 32 and value == value:
            return int.from_bytes(struct.pack("<f", value), "little")
        wide = int.from_bytes(struct.pack("<d", value), "little")
    except OverflowError:
        raise EncodeError(
            "value-range", f"{value} is too large for a float of {bits} bits."
        ) from None
    if bits == 64:
        return wide
    fraction = wide >> 29 & 0x7FFFFF
    return wide >> 32 & 0x80000000 | 0x7F800000 | (fraction or 0x400000)


def canonical_float_bits(pattern: int, bits: int) -> int:
    """The bits as a canonical format writes them: no negative zero, one NaN."""
    sign = 1 << (bits - 1)
    infinity = 0x7F800000 if bits == 32 else 0x7FF << 52
    if pattern & ~sign > infinity:
        return 0x7FC00000 if bits == 32 else 0x7FF8 << 48
    return 0 if pattern == sign else pattern


def json_bytes(value: Json) -> bytes:
    """Bytes as hex, spaces ignored, or Base64 behind "base64:"."""
    if not isinstance(value, str):
        raise _missing_or(value, "bytes as a text of hex digits")
    try:
        if value.startswith("base64:"):
            return _base64(value[7:])
        return binascii.unhexlify(value.replace(" ", ""))
    except ValueError:
        raise JsonError(
            "invalid-bytes", f"{value[:40]!r} are no bytes in hex or Base64."
        ) from None


def _base64(text: str) -> bytes:
    bare = text[:-2] if text.endswith("==") else text.removesuffix("=")
    padding = len(text) - len(bare)
    if len(bare) % 4 == 1 or (padding and len(text) % 4 != 0):
        raise ValueError("length")
    bare = bare.replace("-", "+").replace("_", "/")
    if not re.fullmatch("[A-Za-z0-9+/]*", bare):
        raise ValueError("digits")
    return binascii.a2b_base64(bare + "=" * (-len(bare) % 4))


def json_text(value: Json) -> str:
    """A text, or its bytes as {"@bytes": "<hex>"}."""
    if isinstance(value, dict) and len(value) == 1 and "@bytes" in value:
        try:
            return json_bytes(value["@bytes"]).decode("utf-8", "surrogateescape")
        except JsonError:
            raise JsonError("invalid-bytes", '"@bytes" holds hex.') from None
    if not isinstance(value, str):
        raise _missing_or(value, "a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise JsonError(
            "invalid-utf8", "The text has half of a surrogate pair."
        ) from None
    return value


def text_to_json(text: str) -> Json:
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return {"@bytes": encode_text(text).hex()}


def json_array(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise _missing_or(value, "an array")
    return value


_CIVIL = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?"
    r"(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the Gregorian calendar; years from 0."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def _days_of_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def json_time(value: Json) -> Timestamp:
    """A time as RFC 3339 text, or {"seconds": …, "nanos": …}."""
    if isinstance(value, dict):
        for key in value:
            if key not in ("seconds", "nanos"):
                raise JsonError("unknown-key", f'A time has no "{key}".', key)
        if "seconds" not in value:
            raise JsonError("missing-value", "The time has no seconds.", "seconds")
        return Timestamp(
            json_integer(value["seconds"], -(1 << 63), (1 << 63) - 1),
            json_integer(value.get("nanos", 0), 0, 999_999_999),
        )
    if not isinstance(value, str):
        raise _missing_or(value, "a time as text")
    refused = JsonError(
        "bad-date", f"{value!r} is not a time like 2026-01-21T00:00:00.5Z."
    )
    match = _CIVIL.fullmatch(value)
    if match is None:
        raise refused
    year, month, day, hour, minute, second = (int(match[i]) for i in range(1, 7))
    if not (1 <= month <= 12 and hour < 24 and minute < 60 and second < 60):
        raise refused
    if not 1 <= day <= _days_of_month(year, month):
        raise refused
    seconds = _days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    if match[8]:
        if int(match[9]) > 23 or int(match[10]) > 59:
            raise refused
        offset = int(match[9]) * 3600 + int(match[10]) * 60
        seconds -= offset if match[8] == "+" else -offset
    return Timestamp(seconds, int((match[7] or "0").ljust(9, "0")))


def time_to_json(moment: Timestamp) -> Json:
    days, rest = divmod(moment.seconds, 86400)
    if not -719528 <= days <= 2932896:
        return {"seconds": moment.seconds, "nanos": moment.nanos}
    shifted = days + 719468
    era, of_era = divmod(shifted, 146097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    year += era * 400 + (month <= 2)
    text = f"{year:04}-{month:02}-{day:02}T"
    text += f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    if moment.nanos:
        text += f".{moment.nanos:09}".rstrip("0")
    return text + "Z"
