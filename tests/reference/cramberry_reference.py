# SPDX-License-Identifier: MIT
"""A second Cramberry encoder: small, obvious, slow, and written apart from the program, to compare it with it."""
import json

from cramberry_decoder import Decoder
from cramberry_schema import ANY_IDS, PRIMITIVES, Schema, Type, fnv
from cramberry_values import bigint_bytes, canonical_float, decimal_bytes, holds, time_of, uuid_bytes
from tagged_reference import EndOfPart, Refused, bytes_of, float_bytes, integer, join, tag, uvarint, zigzag

__all__ = ["Decoder", "Encoder", "Schema"]
CODE = Type("uint", 0, 64)
FRAMES = ["message", "header", "trailer", "reset", "ping", "pong", "window", "schema"]


class Encoder:
    def __init__(self, schema, limits=None):
        self.schema, self.limits = schema, {"message": 64 << 20, "depth": 100, "string": 10 << 20, "array": 1000000,
                                            "total": 10000000, **(limits or {})}
        self.problems, self.total, self.undetermined = [], 0, False

    def run(self, name, value):
        """The bytes of one message; Refused when the value has errors."""
        decl = self.schema.message(name)
        if isinstance(value, dict) and "@type" in value:
            if self.schema.message(value["@type"]) is not decl:
                self.refuse("type-not-allowed" if self.schema.message(value["@type"]) else "unknown-type", "")
            value = {k: v for k, v in value.items() if k != "@type"}
        data = self.message(decl, value, "", 1)
        if 0 < self.limits["message"] < len(data):
            self.refuse("limit-message", "")
        return self.checked(data)

    def checked(self, data):
        if self.problems:
            raise Refused(self.problems)
        return data

    def refuse(self, code, path):
        self.problems.append((code, path))
        return b""

    # Messages

    def message(self, decl, value, path, depth):
        if not isinstance(value, dict):
            return self.refuse("wrong-type" if value is not None else "wrong-type|missing-value", path)
        if 0 < self.limits["depth"] < depth:
            return self.refuse("limit-depth", path)
        names = {f.name for f in decl.fields}
        for key in value:
            if key not in names and not (key == "@unknown" and not decl.presence()):
                self.refuse("unknown-key", join(path, key))
        groups = [f.group for f in decl.fields if f.group is not None and value.get(f.name) is not None]
        for group in {g for g in groups if groups.count(g) > 1}:
            self.refuse("oneof-multiple", path)
        if decl.presence():
            return self.presence(decl, value, path, depth)
        parts = self.unknown(decl, value.get("@unknown", ""), path)
        for f in decl.ordered:
            payload = self.field(f, value.get(f.name), join(path, f.name), depth)
            if payload is not None:
                parts.append((f.number, tag(f.number, self.wire_type(f)) + payload))
        return b"".join(part for _, part in sorted(parts, key=lambda p: p[0]))

    def unknown(self, decl, text, path):
        try:
            raw = bytes_of(text)
        except (TypeError, ValueError):
            self.refuse("invalid-bytes", path)
            return []
        reader, at, parts = Decoder(self.schema, raw), 0, []
        try:
            while at < len(raw):
                begin = at
                key, at = reader.varint(at, len(raw))
                at = reader.skip(key & 7, at, len(raw))
                if not 1 <= key >> 3 <= 536870911 or key >> 3 in {f.number for f in decl.fields}:
                    raise EndOfPart
                parts.append((key >> 3, raw[begin:at]))
        except EndOfPart:
            self.refuse("bad-unknown", path)
        return parts

    def presence(self, decl, value, path, depth):
        bits, values = 0, b""
        for k, f in enumerate(decl.ordered):
            if value.get(f.name) is not None:
                bits |= 1 << k
                values += self.payload(f, value[f.name], join(path, f.name), depth)
            elif f.required:
                self.refuse("missing-value", join(path, f.name))
        size = (len(decl.fields) + 7) // 8
        return uvarint(size) + bits.to_bytes(size, "little") + values

    def wire_type(self, f):
        if f.encoding == "fixed" and f.type.kind == "bytes" and f.type.count in (4, 8):
            return 5 if f.type.count == 4 else 1
        return f.type.wire_type

    def field(self, f, value, path, depth):
        """What stands behind the tag; None when the field is omitted."""
        explicit = f.optional or f.group is not None
        if value is None:
            if f.required:
                self.refuse("missing-value", path)
            if explicit or f.required or f.type.kind == "message" or f.type.polymorphic():
                return None
            value = self.default(f)
        if explicit or f.required:
            return self.payload(f, value, path, depth)
        had = len(self.problems)
        data = self.content(f, value, path, depth)
        if len(self.problems) > had:
            return b""
        if data == self.omitted(f):
            return None
        return self.payload(f, value, path, depth)

    def payload(self, f, value, path, depth):
        had = len(self.problems)
        data = self.content(f, value, path, depth)
        subject = data if f.type.kind == "bytes" and not f.encoding else value
        if len(self.problems) == had and not all(holds(rule, subject) for rule in f.rules):
            self.refuse("validate", path)
        return data if self.wire_type(f) != 2 else uvarint(len(data)) + data

    def default(self, f):
        if f.default is not None:
            return f.default
        if f.encoding == "codec=uuid":
            return "00000000-0000-0000-0000-000000000000"
        if f.encoding == "codec=decimal128":
            return "0E-6176"
        return 0 if f.encoding == "codec=bigint" else self.zero(f.type)

    def zero(self, t):
        if t.kind == "array":
            return [self.zero(t.element)] * (t.count or 0)
        return {"bool": False, "string": "", "bytes": "00" * (t.count or 0), "complex": [0.0, 0.0], "map": [],
                "time": "1970-01-01T00:00:00Z", "message": {}, "interface": None, "any": None}.get(t.kind, 0)

    def omitted(self, f):
        """The content with which a plain field is left out."""
        if f.type.kind == "message":
            return b""
        apart = Encoder(self.schema)
        data = apart.content(f, apart.default(f), "", 0)
        return None if apart.problems else data

    # Values

    def content(self, f, value, path, depth):
        return self.coded(f, value, path, depth) if f.encoding else self.data(f.type, value, path, depth)

    def data(self, t, value, path, depth):
        """The content of a value without its own length."""
        try:
            return getattr(self, "data_" + t.kind)(t, value, path, depth)
        except TypeError:
            return self.refuse("missing-value|wrong-type" if value is None else "wrong-type", path)

    def data_bool(self, t, value, path, depth):
        if not isinstance(value, bool):
            raise TypeError
        return bytes([value])

    def data_int(self, t, value, path, depth):
        number = integer(value)
        if not -1 << t.bits - 1 <= number < 1 << t.bits - 1:
            return self.refuse("value-range", path)
        if t.wire_type == 6:
            return uvarint(zigzag(number))
        return number.to_bytes(t.bits // 8, "little", signed=True)

    def data_uint(self, t, value, path, depth):
        number = integer(value)
        if not 0 <= number < 1 << t.bits:
            return self.refuse("value-range", path)
        return uvarint(number) if t.wire_type == 0 else number.to_bytes(t.bits // 8, "little")

    def data_enum(self, t, value, path, depth):
        if isinstance(value, str):
            if value not in t.decl.values:
                return self.refuse("unknown-enum-value", path)
            value = t.decl.values[value]
        number = integer(value)
        return uvarint(number) if 0 <= number < 2**31 else self.refuse("value-range", path)

    def data_float(self, t, value, path, depth):
        raw = float_bytes(value, t.bits // 8)
        return self.refuse("value-range", path) if raw is None else canonical_float(raw)

    def data_complex(self, t, value, path, depth):
        if not isinstance(value, list):
            raise TypeError
        if len(value) != 2:
            return self.refuse("array-count|wrong-type", path)
        part = Type("float", bits=t.bits // 2)
        return b"".join(self.data(part, v, None, depth) for v in value)

    def data_time(self, t, value, path, depth):
        self.undetermined = self.undetermined or isinstance(value, dict) and len(value) < 2
        try:
            seconds, nanos = time_of(value)
        except ValueError:
            return self.refuse("bad-date|value-range", path)
        return seconds.to_bytes(8, "little", signed=True) + nanos.to_bytes(4, "little")

    def data_string(self, t, value, path, depth):
        if isinstance(value, dict) and list(value) == ["@bytes"]:
            return self.data_bytes(Type("bytes"), value["@bytes"], path, depth)
        if not isinstance(value, str):
            raise TypeError
        return self.limited(value.encode(), path)

    def data_bytes(self, t, value, path, depth):
        try:
            raw = bytes_of(value)
        except ValueError:
            return self.refuse("invalid-bytes", path)
        if t.count is not None and len(raw) != t.count:
            return self.refuse("array-count", path)
        return self.limited(raw, path)

    def limited(self, raw, path):
        return self.refuse("limit-string", path) if 0 < self.limits["string"] < len(raw) else raw

    def data_message(self, t, value, path, depth):
        return self.message(t.decl, value, path, depth + 1)

    def counted(self, count, path):
        self.total += count
        if 0 < self.limits["array"] < count:
            self.refuse("limit-array", path)
        if 0 < self.limits["total"] < self.total:
            self.refuse("limit-total", path)

    def elements(self, t, value, path, depth):
        if not isinstance(value, list):
            raise TypeError
        if t.count is not None and len(value) != t.count:
            self.refuse("array-count", path)
        self.counted(len(value), path)
        return [self.data(t.element, v, "%s[%d]" % (path, i), depth) for i, v in enumerate(value)]

    def data_array(self, t, value, path, depth):
        parts = self.elements(t, value, path, depth)
        if t.element.scalar():
            return b"".join(parts)
        return uvarint(len(parts)) + b"".join(uvarint(len(p)) + p for p in parts)

    def data_map(self, t, value, path, depth):
        pairs = value.items() if isinstance(value, dict) and t.key.kind == "string" else value
        if isinstance(pairs, dict):
            raise TypeError
        entries = []
        for pair in pairs:
            if not isinstance(pair, (list, tuple)) or len(pair) != 2:
                self.refuse("wrong-type|array-count", None)
                continue
            had = len(self.problems)
            key = self.data(t.key, pair[0], None, depth)
            number = t.key.kind in ("int", "uint") and len(self.problems) == had
            own = "%s[%s]" % (path, json.dumps(integer(pair[0]) if number else pair[0], ensure_ascii=False))
            # How a path names a key that is none, or has another form of its own, is open.
            simple = len(self.problems) == had and t.key.kind in ("string", "bool", "int", "uint")
            self.undetermined = self.undetermined or not simple
            entries.append((key, self.data(t.element, pair[1], own, depth)))
        self.counted(len(entries), path)
        if len({k for k, _ in entries}) < len(entries):
            self.refuse("duplicate-key", path)
        return uvarint(len(entries)) + b"".join(uvarint(len(k)) + k + uvarint(len(v)) + v for k, v in sorted(entries))

    # Polymorphic values

    def data_any(self, t, value, path, depth):
        if value is None:
            return b"\0\0"
        if self.bare_type(value, path) in ANY_IDS:
            return self.any_primitive(value, path, depth)
        return self.poly_id(None, value, path, depth)

    def bare_type(self, value, path):
        if not isinstance(value, dict):
            raise TypeError
        return value.get("@type")

    def any_primitive(self, value, path, depth):
        name = value["@type"]
        wire_type, kind, bits = PRIMITIVES[name]
        data = self.data(Type(kind, wire_type, bits, name), value.get("value"), join(path, "value"), depth)
        return uvarint(ANY_IDS[name]) + uvarint(len(data)) + data

    def data_interface(self, t, value, path, depth):
        mode = t.decl.marks.get("typeref", ["id"])[0]
        if mode == "id":
            return b"\0\0" if value is None else self.poly_id(t, value, path, depth)
        if value is None:
            return b"\0" if mode == "name" else bytes(4)
        name, raw = self.bare_type(value, path), self.opaque(value, path)
        if raw is not None and mode == "name":
            return uvarint(len(name.encode())) + name.encode() + raw
        if raw is not None:
            return int(name[1:], 16).to_bytes(4, "little") + raw
        decl, data = self.concrete(t, value, path, depth)
        if decl is None:
            return b""
        name = self.schema.discriminator(t.decl, decl)
        if mode == "name":
            return uvarint(len(name.encode())) + name.encode() + data
        return fnv(name, 32).to_bytes(4, "little") + data

    def poly_id(self, t, value, path, depth):
        name, raw = self.bare_type(value, path), self.opaque(value, path)
        if raw is not None:
            return uvarint(int(name[1:])) + uvarint(len(raw)) + raw
        decl, data = self.concrete(t, value, path, depth)
        return b"" if decl is None else uvarint(decl.type_id()) + uvarint(len(data)) + data

    def opaque(self, value, path):
        """The kept bytes of a value whose type is not known."""
        return self.data_bytes(Type("bytes"), value["@bytes"], path, 0) if "@bytes" in value else None

    def concrete(self, t, value, path, depth):
        name = value.get("@type")
        decl = self.schema.message(name) if isinstance(name, str) else None
        if name is None:
            self.refuse("missing-type", path)
        elif decl is None:
            self.refuse("unknown-type|type-not-allowed" if name in PRIMITIVES else "unknown-type", path)
        elif decl.generic if t is None else decl not in self.schema.implementations(t.decl):
            self.refuse("type-not-allowed", path)
        else:
            fields = {k: v for k, v in value.items() if k != "@type"}
            return decl, self.message(decl, fields, path, depth + 1)
        return None, b""

    # Field encodings

    def coded(self, f, value, path, depth):
        name, _, argument = f.encoding.partition("=")
        if name == "codec":
            return self.codec(f, argument, value, path)
        if name == "packed":
            return self.data(f.type, value, path, depth)
        if name == "fixed":
            return self.fixed(f.type, value, path, depth)
        had = len(self.problems)
        try:
            parts = self.elements(f.type, value, path, depth)
        except TypeError:
            return self.refuse("wrong-type", path)
        if name == "bitpack":
            return self.bitpack(f.type.element, int(argument), value, path)
        if len(self.problems) > had:
            return b""
        if name == "delta":
            return self.delta(f.type.element, value, path)
        return getattr(self, name)(parts)

    def codec(self, f, name, value, path):
        try:
            if name == "uuid":
                return uuid_bytes(value)
            if name == "decimal128":
                if not isinstance(value, str):
                    return self.refuse("wrong-type", path)
                return decimal_bytes(value)
            return bigint_bytes(value)
        except TypeError:
            return self.refuse("wrong-type", path)
        except ValueError:
            return self.refuse("invalid-bytes|wrong-type|value-range", path)

    def fixed(self, t, value, path, depth):
        if t.kind == "bytes":
            return self.data(t, value, path, depth)
        try:
            parts = self.elements(t, value, path, depth)
        except TypeError:
            return self.refuse("wrong-type", path)
        whole = t.element.scalar() or t.element.polymorphic() and t.element.wire_type == 7
        return b"".join(p if whole else uvarint(len(p)) + p for p in parts)

    def delta(self, element, values, path):
        out, previous = b"", 0
        for i, v in enumerate(values):
            if element.kind == "time":
                seconds, nanos = time_of(v)
                number = seconds * 10**9 + nanos
                if not -2**63 <= number < 2**63:
                    return self.refuse("value-range", "%s[%d]" % (path, i))
            else:
                number = integer(v)
            step = (number - previous) % 2**64
            out += uvarint(zigzag(step - 2**64 if step >> 63 else step))
            previous = number
        return out

    def rle(self, parts):
        out, i = b"", 0
        while i < len(parts):
            run = 1
            while i + run < len(parts) and parts[i + run] == parts[i]:
                run += 1
            out += uvarint(run) + parts[i]
            i += run
        return out

    def dict(self, parts):
        words = list(dict.fromkeys(parts))
        return (uvarint(len(words)) + b"".join(uvarint(len(w)) + w for w in words) + uvarint(len(parts))
                + b"".join(uvarint(words.index(p)) for p in parts))

    def sparse(self, parts):
        stored, skipped = [], 0
        for p in parts:
            if any(p):
                stored.append(uvarint(skipped) + p)
                skipped = 0
            else:
                skipped += 1
        return uvarint(len(parts)) + uvarint(len(stored)) + b"".join(stored)

    def prefix(self, parts):
        out, previous = uvarint(len(parts)), b""
        for p in parts:
            shared = 0
            while shared < min(len(p), len(previous)) and p[shared] == previous[shared]:
                shared += 1
            out += uvarint(shared) + uvarint(len(p) - shared) + p[shared:]
            previous = p
        return out

    def bitpack(self, element, width, values, path):
        bits = 0
        for i, v in enumerate(values):
            named = element.kind == "enum" and isinstance(v, str)
            try:
                number = element.decl.values[v] if named else int(v) if isinstance(v, bool) else integer(v)
            except (KeyError, TypeError):
                continue  # refused as an element already
            if isinstance(v, bool) != (element.kind == "bool"):
                continue
            if number >= 1 << width:
                self.refuse("value-range", "%s[%d]" % (path, i))
            bits |= abs(number) << i * width
        return b"" if self.problems else uvarint(len(values)) + bits.to_bytes((len(values) * width + 7) // 8, "little")

    # Streams

    def stream(self, _, values):
        if not isinstance(values, list):
            self.refuse("wrong-type", None)
            values = []
        return self.checked(b"".join(self.frame(v, "[%d]" % i) for i, v in enumerate(values)))

    def frame(self, value, path):
        (kind, content), = value.items()
        if kind not in FRAMES:
            return self.refuse("unknown-key|wrong-type|unknown-type|missing-value", None)
        number = FRAMES.index(kind)
        if kind == "message":
            payload = self.stream_message(content, path)
            number |= 16
        elif kind in ("header", "trailer"):
            payload = b"".join(uvarint(len(p)) + p for p in (content["key"].encode(), content["value"].encode()))
        elif kind == "reset":
            payload = self.data_uint(CODE, content["code"], None, 0) + content.get("text", "").encode()
        elif kind in ("ping", "pong"):
            payload = bytes_of(content)
            if len(payload) > 64:
                self.refuse("ping-length", None)
        else:
            payload = self.data_uint(CODE, content, None, 0) if kind == "window" else content.encode()
        return bytes([number]) + uvarint(len(payload)) + payload

    def stream_message(self, value, path):
        raw = self.opaque(value, path)
        if raw is not None:
            return uvarint(int(value["@type"][1:])) + raw
        decl, data = self.concrete(None, value, path, 0)
        return b"" if decl is None else uvarint(decl.type_id()) + data


Decoder.encoder = Encoder
