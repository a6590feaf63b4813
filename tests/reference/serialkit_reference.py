# SPDX-License-Identifier: MIT
"""A second SerialKit encoder: small, obvious, slow, and written apart from the program, to compare it with it."""
from serialkit_decoder import Decoder
from serialkit_schema import LIMITS, RANGES, Schema
from tagged_reference import EndOfPart, Refused, bytes_of, float_bytes, integer, join, tag, uvarint

__all__ = ["Decoder", "Encoder", "Schema"]


class Encoder:
    def __init__(self, schema, limits=None):
        self.schema, self.limits = schema, {**LIMITS, **(limits or {})}
        self.problems, self.strings, self.total = [], [], 0
        self.undetermined = False

    def run(self, name, value):
        """The bytes of one outermost message; Refused when the value has errors."""
        return self.checked(self.message(name, value, ""))

    def stream(self, name, values):
        """A sequence of length-delimited messages of the type named, or of the only one."""
        name = name or next(iter(self.schema.models))
        messages = [self.message(name, v, "[%d]" % i) for i, v in enumerate(values)]
        return self.checked(b"".join(uvarint(len(m)) + m for m in messages))

    def checked(self, data):
        if self.problems:
            raise Refused(self.problems)
        return data

    def message(self, name, value, path):
        self.strings, kept = [], value.get("@strings") if isinstance(value, dict) else None
        if kept is not None:
            if not isinstance(kept, list) or not all(isinstance(s, (str, dict)) for s in kept):
                self.refuse("wrong-type", path)
            else:
                self.strings = [self.raw_text(s, path) for s in kept]
        body = self.model(name, value, path, 1)
        table = b""
        if self.strings:
            content = uvarint(len(self.strings)) + b"".join(uvarint(len(s)) + s for s in self.strings)
            table = b"\x06" + uvarint(len(content)) + content
        if 0 < self.limits["message"] < len(table + body):
            self.refuse("limit-message", path)
        return table + body

    def refuse(self, code, path):
        self.problems.append((code, path))
        return b""

    def model(self, name, value, path, depth):
        if not isinstance(value, dict):
            return self.refuse("wrong-type", path)
        if 0 < self.limits["depth"] < depth:
            return self.refuse("limit-depth", path)
        fields = self.schema.models[name]
        known = {f.name for f in fields} | {"@unknown"} | ({"@type", "@strings"} if depth == 1 else set())
        for key in value:
            if key not in known:
                self.refuse("unknown-key", join(path, key))
        if value.get("@type", name) != name:
            self.refuse("type-not-allowed" if value["@type"] in self.schema.models else "unknown-type", path)
        out = b"".join(self.field(f, value.get(f.name), join(path, f.name), depth, f.name in value) for f in fields)
        return out + self.unknown(fields, value.get("@unknown", ""), path)

    def unknown(self, fields, text, path):
        try:
            raw = bytes_of(text)
        except (TypeError, ValueError):
            return self.refuse("invalid-bytes", path)
        reader = Decoder(self.schema, raw)
        at = 0
        try:
            while at < len(raw):
                key, payload = reader.varint(at, len(raw))
                at = reader.skip(key & 7, payload, len(raw))
                if not 1 <= key >> 3 <= 536870911 or key >> 3 in {f.number for f in fields}:
                    raise EndOfPart
        except EndOfPart:
            return self.refuse("bad-unknown", path)
        return raw

    def field(self, f, value, path, depth, given):
        if f.repeated and value is None:
            self.undetermined = self.undetermined or given  # null for an array
            return b""
        if f.repeated:
            return self.repeated(f, value, path, depth)
        if value is None:
            return b"" if f.optional else self.refuse("missing-value", path)
        wire_type = 6 if f.interned else self.schema.wire_type(f.type)
        return tag(f.number, wire_type) + self.element(f, value, path, depth)

    def repeated(self, f, values, path, depth):
        if not isinstance(values, list):
            return self.refuse("wrong-type", path)
        if 0 < self.limits["array"] < len(values):
            return self.refuse("limit-array", path)
        self.total += len(values)
        if 0 < self.limits["total"] < self.total:
            return self.refuse("limit-total", path)
        elements = [self.element(f, v, "%s[%d]" % (path, i), depth) for i, v in enumerate(values)]
        if not elements:
            return b""
        if f.bitmap:
            bits = sum(1 << i for i, v in enumerate(values) if v is True)
            size = (len(values) + 7) // 8
            return tag(f.number, 7) + uvarint(size) + bits.to_bytes(size, "little")
        if f.packed:
            body = b"".join(elements)
            return tag(f.number, 3) + uvarint(len(body)) + body
        key = tag(f.number, 6 if f.interned else self.schema.wire_type(f.type))
        return b"".join(key + e for e in elements)

    def element(self, f, value, path, depth):
        """The payload of one value without its tag."""
        if value is None:
            return self.refuse("missing-value|wrong-type", path)
        try:
            if f.type in RANGES:
                number = integer(value)
                low, high = RANGES[f.type]
                return uvarint(number % 2**64) if low <= number <= high else self.refuse("value-range", path)
            if f.type in self.schema.enums:
                return self.enum(f.type, value, path)
            if f.type in ("float", "double"):
                raw = float_bytes(value, 4 if f.type == "float" else 8)
                return self.refuse("value-range", path) if raw is None else raw
        except TypeError:
            return self.refuse("wrong-type", path)
        if f.type == "bool":
            return bytes([value]) if isinstance(value, bool) else self.refuse("wrong-type", path)
        if f.type in self.schema.models:
            body = self.model(f.type, value, path, depth + 1)
            return uvarint(len(body)) + body
        raw = self.raw_text(value, path) if f.type == "string" else self.raw_bytes(value, path)
        if 0 < self.limits["string"] < len(raw):
            return self.refuse("limit-string", path)
        if not f.interned:
            return uvarint(len(raw)) + raw
        if raw not in self.strings:
            self.strings.append(raw)
        return uvarint(self.strings.index(raw))

    def enum(self, name, value, path):
        values = self.schema.enums[name]
        if isinstance(value, str) and value in values:
            return uvarint(values[value])
        if isinstance(value, str):
            return self.refuse("unknown-enum-value", path)
        number = integer(value)
        return uvarint(number) if 0 <= number < 2**31 else self.refuse("value-range", path)

    def raw_text(self, value, path):
        if isinstance(value, dict) and list(value) == ["@bytes"]:
            return self.raw_bytes(value["@bytes"], path)
        return value.encode() if isinstance(value, str) else self.refuse("wrong-type", path)

    def raw_bytes(self, value, path):
        try:
            return bytes_of(value)
        except TypeError:
            return self.refuse("wrong-type", path)
        except ValueError:
            return self.refuse("invalid-bytes", path)
