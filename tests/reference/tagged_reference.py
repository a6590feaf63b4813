# SPDX-License-Identifier: MIT
"""What the reference codecs of the tagged formats share: varints, values as JSON, diagnostics."""
import base64
import math
import re
import struct


class Refused(Exception):
    """The value cannot be encoded: `problems` holds a (code, path) each."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems


class EndOfPart(Exception):
    """Nothing more of the present part of the buffer can be read."""


class Found:
    """A diagnostic. `bits` is exact, `within` is where it must lie; None where the specification leaves it open."""

    def __init__(self, severity, code, path=None, bits=None, within=None):
        self.severity, self.code, self.path, self.bits, self.within = severity, code, path, bits, within

    def __repr__(self):
        return "%s %s %r %s" % (self.severity, self.code, self.path, self.bits or "~%s" % (self.within,))


def join(path, name):
    return path + "." + name if path else name


def in_bits(begin, end):
    return (begin * 8, (end - begin) * 8)


def uvarint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return (value << 1 ^ value >> 63) & 0xFFFFFFFFFFFFFFFF


def unzigzag(value):
    return value >> 1 ^ -(value & 1)


def signed64(value):
    return value - (1 << 64) if value >> 63 else value


def tag(number, wire_type):
    return uvarint(number << 3 | wire_type)


class Reader:
    """Reads parts of one buffer and collects what is found. Positions are bytes."""

    def __init__(self, data):
        self.data, self.found = data, []
        self.undetermined = False  # something was met of which the specification says nothing

    def error(self, code, path=None, bits=None, within=None, severity="error"):
        self.found.append(Found(severity, code, path, bits, within))

    def warning(self, code, path=None, bits=None, within=None):
        self.error(code, path, bits, within, "warning")

    def note(self, code, path=None, bits=None, within=None):
        self.error(code, path, bits, within, "note")

    def varint(self, at, end, path=None):
        """The value at `at` and the position behind it; EndOfPart when it is cut short or overflows."""
        value = shift = 0
        begin = at
        while True:
            if at == end:
                self.error("truncated", path, within=in_bits(max(0, begin - 10), end))
                raise EndOfPart
            byte = self.data[at]
            at += 1
            if at - begin == 10 and byte > 1:
                self.error("varint-overflow", path, bits=in_bits(begin, at))
                raise EndOfPart
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                if byte == 0 and at - begin > 1:
                    self.warning("non-canonical-varint", path, bits=in_bits(begin, at))
                return value, at

    def text(self, raw, path, within, validate=True):
        try:
            return raw.decode()
        except UnicodeDecodeError:
            if validate:
                self.warning("invalid-utf8", path, within=within)
            return {"@bytes": raw.hex()}


def spelled_float(raw):
    """JSON of 4 or 8 little-endian bytes."""
    code = "<f" if len(raw) == 4 else "<d"
    value = struct.unpack(code, raw)[0]
    if math.isnan(value):
        bits = int.from_bytes(raw, "little")
        quiet = 0x7FC00000 if len(raw) == 4 else 0x7FF8000000000000
        return "NaN" if bits == quiet else "NaN:0x%0*x" % (len(raw) * 2, bits)
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if len(raw) == 8:
        return value
    shortest = (float("%.*g" % (digits, value)) for digits in range(1, 10))
    return next(s for s in shortest if abs(s) < 3.4028236e38 and struct.pack("<f", s) == raw)


def float_bytes(value, size):
    """Little-endian bytes of a JSON float; None when it is out of range, TypeError when it is none."""
    if isinstance(value, bool):
        raise TypeError
    if isinstance(value, str):
        plain = {"NaN": 0x7FF8 << 48, "Infinity": 0x7FF0 << 48, "-Infinity": 0xFFF0 << 48}
        if value in plain:
            if size == 8:
                return plain[value].to_bytes(8, "little")
            return {"NaN": 0x7FC00000, "Infinity": 0x7F800000, "-Infinity": 0xFF800000}[value].to_bytes(4, "little")
        match = re.fullmatch("NaN:0x([0-9a-fA-F]+)", value)
        if not match:
            raise TypeError
        bits = int(match[1], 16)
        digits, quiet = (8, 0x7F800000) if size == 4 else (16, 0x7FF0000000000000)
        if len(match[1]) != digits or bits & quiet != quiet or bits & (quiet & -quiet) - 1 == 0:
            return None
        return bits.to_bytes(size, "little")
    if not isinstance(value, (int, float)):
        raise TypeError
    try:
        return struct.pack("<f" if size == 4 else "<d", value)
    except OverflowError:
        return None


def integer(value):
    """The integer a JSON value stands for; TypeError when it is none."""
    if isinstance(value, str) and re.fullmatch("-?[0-9]+|-?0x[0-9A-Fa-f]+", value):
        return int(value, 16 if "x" in value else 10)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def bytes_of(value):
    """The bytes of a JSON hex or Base64 text; TypeError when it is no text, ValueError when it is neither."""
    if not isinstance(value, str):
        raise TypeError
    if value.startswith("base64:"):
        text = value[7:].replace("-", "+").replace("_", "/").rstrip("=")
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    return bytes.fromhex(value)


def tokens(text):
    """Names, numbers, texts and single characters of a schema text, without its comments."""
    number = r"-?0x[0-9A-Fa-f]+|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
    pattern = r'\s+|//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\])*"|%s|\w+|.)' % number
    return [m[1] for m in re.finditer(pattern, text, re.S) if m[1]]
