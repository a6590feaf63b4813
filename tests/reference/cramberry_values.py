# SPDX-License-Identifier: MIT
"""Cramberry values that JSON has no form for: times, decimals, identifiers, and the rules of @validate."""
import re
import uuid

from tagged_reference import integer, uvarint


def days_of(year, month, day):
    """Days since 1970-01-01 of a date of the proleptic Gregorian calendar."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def date_of(days):
    days += 719468
    era = days // 146097
    of_era = days - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    month_number = month + 3 if month < 10 else month - 9
    return year_of_era + era * 400 + (month_number <= 2), month_number, of_year - (153 * month + 2) // 5 + 1


def time_text(seconds, nanos):
    """RFC 3339, or the object that stands for times it cannot write."""
    year, month, day = date_of(seconds // 86400)
    if not 0 <= year <= 9999:
        return {"seconds": seconds, "nanos": nanos}
    rest = seconds % 86400
    fraction = ("." + "%09d" % nanos).rstrip("0") if nanos else ""
    return "%04d-%02d-%02dT%02d:%02d:%02d%sZ" % (year, month, day, rest // 3600, rest // 60 % 60, rest % 60, fraction)


def time_of(value):
    """(seconds, nanos); TypeError for a wrong type, ValueError for a text that is no time or a part out of range."""
    if isinstance(value, dict):
        if not set(value) <= {"seconds", "nanos"}:
            raise TypeError
        seconds, nanos = value.get("seconds", 0), value.get("nanos", 0)
        if not -2**63 <= seconds < 2**63 or not 0 <= nanos < 10**9:
            raise ValueError
        return seconds, nanos
    if not isinstance(value, str):
        raise TypeError
    pattern = r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([-+])(\d\d):(\d\d))"
    m = re.fullmatch(pattern, value)
    if not m:
        raise ValueError
    year, month, day, hour, minute, second = (int(m[i]) for i in range(1, 7))
    if date_of(days_of(year, month, day)) != (year, month, day) or hour > 23 or minute > 59 or second > 59:
        raise ValueError
    seconds = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    if m[8]:
        seconds -= (1 if m[8] == "+" else -1) * (int(m[9]) * 3600 + int(m[10]) * 60)
    return seconds, int((m[7] or "0").ljust(9, "0"))


def decimal_bytes(text):
    """16 bytes of IEEE 754 decimal128, binary significand."""
    m = re.fullmatch(r"([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?", text)
    if not m or not (m[2] or m[3]):
        raise ValueError
    coefficient, exponent = int(m[2] + (m[3] or "")), int(m[4] or 0) - len(m[3] or "")
    if coefficient >= 10**34 or not -6176 <= exponent <= 6111:
        raise ValueError
    return ((m[1] == "-") << 127 | exponent + 6176 << 113 | coefficient).to_bytes(16, "little")


def decimal_text(raw):
    bits = int.from_bytes(raw, "little")
    digits, exponent = str(bits & (1 << 113) - 1), (bits >> 113 & 0x3FFF) - 6176
    sign, adjusted = "-" if bits >> 127 else "", exponent + len(digits) - 1
    if exponent <= 0 and adjusted >= -6:
        if exponent:
            digits = digits.rjust(1 - exponent, "0")
            digits = digits[:exponent] + "." + digits[exponent:]
        return sign + digits
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return "%s%sE%+d" % (sign, mantissa, adjusted)


def bigint_bytes(value):
    number = integer(value)
    magnitude = abs(number).to_bytes((abs(number).bit_length() + 7) // 8, "big")
    return bytes([number < 0]) + uvarint(len(magnitude)) + magnitude


def uuid_bytes(value):
    if not isinstance(value, str):
        raise TypeError
    if not re.fullmatch("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value):
        raise ValueError
    return uuid.UUID(value).bytes


def uuid_text(raw):
    return str(uuid.UUID(bytes=bytes(raw)))


def canonical_float(raw):
    bits, size = int.from_bytes(raw, "little"), len(raw)
    sign, infinite = (1 << 31, 0x7F800000) if size == 4 else (1 << 63, 0x7FF0000000000000)
    if bits == sign:
        bits = 0
    if bits & ~sign > infinite:
        bits = 0x7FC00000 if size == 4 else 0x7FF8000000000000
    return bits.to_bytes(size, "little")


def holds(rule, value):
    """Whether a @validate rule holds; a rule that is not understood does."""
    operators = {">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, "==": lambda a, b: a == b,
                 "!=": lambda a, b: a != b, ">": lambda a, b: a > b, "<": lambda a, b: a < b}
    for part in rule.split("&&"):
        part = part.strip()
        if part.startswith("match "):
            if isinstance(value, str) and not re.search(part[6:].strip(), value):
                return False
            continue
        m = re.fullmatch(r"(len\s*)?(>=|<=|==|!=|>|<)\s*(-?[0-9.]+)", part)
        if not m:
            continue
        subject = len(value) if m[1] else value
        if not operators[m[2]](subject, float(m[3]) if "." in m[3] else int(m[3])):
            return False
    return True
