# SPDX-License-Identifier: MIT
"""A second Cramberry decoder: small, obvious, slow, and written apart from the program, to compare it with it.

A `maybe` among what is found is a diagnostic that the specification neither asks for nor forbids there."""
from cramberry_schema import ANY_IDS, PRIMITIVES, Type, fnv
from cramberry_values import decimal_text, time_text, uuid_text
from tagged_reference import EndOfPart, Reader, in_bits, spelled_float, unzigzag

PRIMITIVE_OF = {number: name for name, number in ANY_IDS.items()}


def join(path, name):
    return path + "." + name if path else name


class Decoder(Reader):
    def __init__(self, schema, data, limits=None):
        super().__init__(data)
        self.schema, self.limits = schema, {"message": 64 << 20, "depth": 100, "string": 10 << 20, "array": 1000000,
                                            "total": 10000000, "strict": False, "validate_utf8": True,
                                            **(limits or {})}
        self.total = 0

    def run(self, name):
        if 0 < self.limits["message"] < len(self.data):
            self.error("limit-message")
            return {}
        return self.message(self.schema.message(name), 0, len(self.data), "", 1, False)

    def errors(self):
        return [f for f in self.found if f.severity == "error"]

    def skip(self, wire_type, at, end):
        """The position behind a payload; EndOfPart when it is cut short."""
        if wire_type in (3, 4):
            raise EndOfPart
        if wire_type in (0, 6):
            return self.quiet_varint(at, end)[1]
        size = {1: 8, 5: 4}.get(wire_type)
        begin = at
        if wire_type == 7:
            at = self.quiet_varint(at, end)[1]
        if size is None:
            size, at = self.quiet_varint(at, end)
        if size > end - at:
            self.error("truncated", within=in_bits(max(0, begin - 10), end))
            raise EndOfPart
        return at + size

    def excuse_tag(self, begin, behind):
        """Unknown fields are written back as they are, so that a longer form of their tag is canonical."""
        for f in self.found:
            if f.code == "non-canonical-varint" and f.bits == in_bits(begin, behind):
                f.severity = "maybe"

    def quiet_varint(self, at, end):
        """A varint of a payload that is not examined."""
        value, behind = self.varint(at, end)
        self.found = [f for f in self.found if f.code != "non-canonical-varint" or f.bits != in_bits(at, behind)]
        return value, behind

    # Messages

    def message(self, decl, at, end, path, depth, cut):
        """The value of a message in [at, end); `cut` when the input ends before the message does."""
        if decl.presence():
            return self.presence(decl, at, end, path, depth, cut)
        fields = {f.number: f for f in decl.fields}
        values, failed, unknown, highest, groups = {}, set(), b"", 0, {}
        try:
            while at < end:
                begin = at
                key, at = self.varint(at, end)
                number, wire_type = key >> 3, key & 7
                if wire_type in (3, 4):
                    self.error("bad-wire-type", None, bits=in_bits(begin, at))
                    raise EndOfPart
                if not 1 <= number <= 536870911:
                    at = self.skip(wire_type, at, end)
                    self.error("bad-field-number", None, within=in_bits(begin, at))
                    continue
                order = number < highest
                highest = max(highest, number)
                if number in fields:
                    at = self.occurrence(fields[number], wire_type, begin, at, end, path, depth, values, failed,
                                         groups)
                else:
                    self.excuse_tag(begin, at)
                    at = self.skip(wire_type, at, end)
                    severity = "error" if self.limits["strict"] else "note"
                    self.error("unknown-field", None, within=in_bits(begin, at), severity=severity)
                    unknown += self.data[begin:at]
                if order:
                    self.warning("non-canonical-order", None, within=in_bits(begin, at))
        except EndOfPart:
            cut = True
        return self.complete(decl, values, failed, unknown, path, cut)

    def complete(self, decl, values, failed, unknown, path, cut):
        out = {}
        for f in decl.fields:
            if f.name in values:
                if values[f.name] is not None:
                    out[f.name] = values[f.name]
            elif not cut and f.name not in failed and not f.optional and f.group is None:
                if f.required:
                    self.error("missing-required", join(path, f.name))
                else:
                    value = self.missing(f)
                    if value is not None:
                        out[f.name] = value
        if unknown:
            out["@unknown"] = unknown.hex()
        return out

    def missing(self, f):
        if f.default is not None:
            return self.default_json(f.type, f.default)
        if f.encoding == "codec=uuid":
            return uuid_text(bytes(16))
        if f.encoding == "codec=decimal128":
            return decimal_text(bytes(16))
        return "0" if f.encoding == "codec=bigint" else self.zero(f.type)

    def default_json(self, t, default):
        if t.kind == "map":
            return self.zero(t)
        return float(default) if t.kind == "float" and not isinstance(default, str) else default

    def zero(self, t):
        if t.kind == "array" and t.element.kind == "message" and t.count:
            decl = t.element.decl
            return [{} if decl.presence() else self.zero_message(decl) for _ in range(t.count)]
        if t.kind == "array":
            return [self.zero(t.element)] * (t.count or 0)
        if t.kind == "enum":
            return self.enum_name(t, 0)
        if t.kind == "map":
            return {} if t.key.kind == "string" else []
        return {"bool": False, "float": 0.0, "string": "", "bytes": "00" * (t.count or 0), "complex": [0.0, 0.0],
                "time": "1970-01-01T00:00:00Z", "message": None, "interface": None, "any": None}.get(t.kind, 0)

    def zero_message(self, decl):
        plain = [f for f in decl.fields if not f.optional and not f.required and f.group is None]
        values = {f.name: self.missing(f) for f in plain}
        return {name: value for name, value in values.items() if value is not None}

    def enum_name(self, t, number):
        return next((n for n, v in t.decl.values.items() if v == number), number)

    def wire_type(self, f):
        if f.encoding == "fixed" and f.type.kind == "bytes" and f.type.count in (4, 8):
            return 5 if f.type.count == 4 else 1
        return f.type.wire_type

    def occurrence(self, f, wire_type, begin, at, end, path, depth, values, failed, groups):
        own = join(path, f.name)
        if wire_type != self.wire_type(f):
            at = self.skip(wire_type, at, end)
            self.error("wire-type-mismatch", own, within=in_bits(begin, at))
            failed.add(f.name)
            return at
        seen = f.name in values
        had = len(self.errors())
        good, value, at, cut = self.payload(f, begin, at, end, own, depth)
        if seen or f.name in failed:
            self.error("duplicate-field", own, within=in_bits(begin, at),
                       severity="warning" if seen and good else "maybe")
        if good:
            if f.group is not None:
                other = groups.get(f.group)
                if other not in (None, f.name):
                    self.warning("oneof-multiple", None, within=in_bits(begin, at))
                    values.pop(other, None)
                    failed.add(other)
                groups[f.group] = f.name
            values[f.name] = value
            if len(self.errors()) == had:
                self.check_omission(f, value, own, begin, at)
        else:
            failed.add(f.name)
        if cut:
            raise EndOfPart
        return at

    def check_omission(self, f, value, path, begin, at):
        """A plain field that the encoder would have left out."""
        if f.type.polymorphic() and value is None:
            self.warning("non-canonical-*", None, within=in_bits(begin, at))
        if f.optional or f.required or f.group is not None or f.type.polymorphic():
            return
        from cramberry_reference import Encoder
        encoder = Encoder(self.schema)
        if encoder.content(f, value, "", 0) == encoder.omitted(f):
            self.warning("non-canonical-zero", path, within=in_bits(begin, at))

    def presence(self, decl, at, end, path, depth, cut):
        values, failed, fields = {}, set(), decl.ordered
        try:
            begin = at
            size, at = self.varint(at, end, None)
            there = min(size, end - at)
            bits = int.from_bytes(self.data[at:at + there], "little")
            if size > end - at:
                self.error("truncated", None, within=in_bits(begin, end))
                raise EndOfPart
            if size != (len(fields) + 7) // 8:
                self.warning("non-canonical-presence", None, within=in_bits(begin, at + size))
            bitmap, at = at, at + size
            for k, f in enumerate(fields):
                if bits >> k & 1:
                    good, value, at, stop = self.payload(f, at, at, end, join(path, f.name), depth)
                    if good and value is None:
                        self.warning("non-canonical-*", None, within=in_bits(begin, end))
                    if good:
                        values[f.name] = value
                    else:
                        failed.add(f.name)
                    if stop:
                        raise EndOfPart
            if bits >> len(fields):
                self.error("presence-bit", None, within=in_bits(begin, bitmap + size))
            elif at < end:
                self.warning("trailing-bytes", None, bits=in_bits(at, end))
        except EndOfPart:
            cut = True
        out = {f.name: values[f.name] for f in decl.fields if f.name in values and values[f.name] is not None}
        for f in decl.fields:
            if f.required and not cut and f.name not in values and f.name not in failed:
                self.error("missing-required", join(path, f.name))
        return out

    # Payloads: (good, value, position behind, whether the part is cut)

    def payload(self, f, begin, at, end, path, depth):
        wire_type = self.wire_type(f)
        if wire_type in (0, 1, 5, 6):
            if f.type.kind == "bytes":
                if f.type.count > end - at:
                    self.error("truncated", path, within=in_bits(begin, end))
                    return False, None, end, True
                return True, self.data[at:at + f.type.count].hex(), at + f.type.count, False
            good, value, at = self.scalar(f.type, at, end, path)
            return good, value, at, False
        if wire_type == 7:
            return self.poly_id(f.type, begin, at, end, path, depth)
        return self.bounded(f.type, f.encoding, begin, at, end, path, depth)

    def bounded(self, t, encoding, begin, at, end, path, depth):
        """A length and a content."""
        length, at = self.varint(at, end, path)
        cut = length > end - at
        stop = min(at + length, end)
        if t.kind in ("string", "bytes") and not encoding and 0 < self.limits["string"] < length:
            self.error("limit-string", path, within=in_bits(begin, stop))
            return False, None, stop, cut
        if cut:
            self.error("truncated", None, within=in_bits(begin, end))
        good, value = self.content(t, encoding, begin, at, stop, path, depth, cut)
        return good, value, stop, cut

    def scalar(self, t, at, end, path):
        """(good, value, position behind) of a number, bool or enum in its bare form."""
        begin = at
        if t.wire_type in (1, 5):
            size = 8 if t.wire_type == 1 else 4
            if size > end - at:
                self.error("truncated", None, within=in_bits(max(0, begin - 10), end))
                raise EndOfPart
            raw, at = self.data[at:at + size], at + size
            if t.kind == "float":
                return True, self.float_value(raw, path, in_bits(begin, at)), at
            return True, int.from_bytes(raw, "little", signed=t.kind == "int"), at
        number, at = self.varint(at, end, path)
        bits = in_bits(begin, at)
        if t.kind == "bool":
            if number > 1:
                self.warning("bool-value", path, bits)
            return True, number != 0, at
        if t.kind == "enum":
            return self.enum_value(t, number, path, bits, at)
        if t.wire_type == 6:
            number = unzigzag(number)
        return self.in_range(t, number, path, bits), number, at

    def in_range(self, t, number, path, bits):
        low, high = (-1 << t.bits - 1, (1 << t.bits - 1) - 1) if t.kind == "int" else (0, (1 << t.bits) - 1)
        if low <= number <= high:
            return True
        self.error("value-range", path, bits)
        return False

    def enum_value(self, t, number, path, bits, at):
        if number >= 2**31:
            self.error("value-range", path, bits)
            return False, None, at
        name = self.enum_name(t, number)
        if name == number:
            self.note("unknown-enum-value", path, bits)
        return True, name, at

    def float_value(self, raw, path, bits):
        from cramberry_reference import canonical_float
        if canonical_float(raw) != raw:
            self.warning("non-canonical-float", path, within=bits)
        return spelled_float(raw)

    def content(self, t, encoding, begin, at, stop, path, depth, cut):
        """(good, value) of a content that fills [at, stop)."""
        try:
            if encoding and encoding != "packed":
                return self.coded(t, encoding, begin, at, stop, path, depth, cut)
            return getattr(self, "content_" + ("scalar" if t.scalar() else t.kind))(t, begin, at, stop, path, depth,
                                                                                    cut)
        except EndOfPart:
            return False, None

    def leftover(self, at, stop):
        if at < stop:
            self.warning("trailing-bytes", None, bits=in_bits(at, stop))

    def content_scalar(self, t, begin, at, stop, path, depth, cut):
        good, value, at = self.scalar(t, at, stop, path)
        self.leftover(at, stop)
        return good, value

    def content_string(self, t, begin, at, stop, path, depth, cut):
        if cut:
            return False, None
        if 0 < self.limits["string"] < stop - at:
            self.error("limit-string", path, within=in_bits(begin, stop))
            return False, None
        return True, self.text(self.data[at:stop], path, in_bits(begin, stop), self.limits["validate_utf8"])

    def content_bytes(self, t, begin, at, stop, path, depth, cut):
        if cut:
            return False, None
        if t.count is not None and t.count != stop - at:
            self.error("array-count|bad-length", path, within=in_bits(begin, stop))
            return False, None
        return True, self.data[at:stop].hex()

    def sized(self, size, begin, at, stop, path, cut):
        if not cut and stop - at != size:
            self.error("bad-length", path, within=in_bits(begin, stop))
        return not cut and stop - at == size

    def content_complex(self, t, begin, at, stop, path, depth, cut):
        half = t.bits // 16
        if not self.sized(2 * half, begin, at, stop, path, cut):
            return False, None
        parts = [(at, at + half), (at + half, stop)]
        return True, [self.float_value(self.data[a:b], path, in_bits(a, b)) for a, b in parts]

    def content_time(self, t, begin, at, stop, path, depth, cut):
        if not self.sized(12, begin, at, stop, path, cut):
            return False, None
        seconds = int.from_bytes(self.data[at:at + 8], "little", signed=True)
        nanos = int.from_bytes(self.data[at + 8:stop], "little", signed=True)
        if not 0 <= nanos < 10**9:
            self.error("value-range", path, within=in_bits(at, stop))
            return False, None
        return True, time_text(seconds, nanos)

    def content_message(self, t, begin, at, stop, path, depth, cut):
        return self.nested(t.decl, begin, at, stop, path, depth, cut)

    def nested(self, decl, begin, at, stop, path, depth, cut):
        if 0 < self.limits["depth"] < depth + 1:
            self.error("limit-depth", path, within=in_bits(begin, stop))
            return False, None
        return True, self.message(decl, at, stop, path, depth + 1, cut)

    def array_allowed(self, count, path, bits):
        self.total += count
        if 0 < self.limits["array"] < count:
            self.error("limit-array", path, within=bits)
            return False
        if 0 < self.limits["total"] < self.total:
            self.error("limit-total", path, within=bits)
            return False
        return True

    def finished(self, t, out, path, bits, cut):
        """(good, value) of an array whose elements are read. A cut one is not held to its number."""
        if t.count is not None and not cut and len(out) != t.count:
            self.error("array-count", path, within=bits)
            return False, None
        return True, out

    def content_array(self, t, begin, at, stop, path, depth, cut):
        if t.element.scalar():
            return self.packed(t, begin, at, stop, path, cut)
        return self.counted(t, begin, at, stop, path, cut, lambda a, i: self.bounded(
            t.element, None, a, a, stop, "%s[%d]" % (path, i), depth))

    def packed(self, t, begin, at, stop, path, cut):
        out, number = [], 0
        try:
            while at < stop:
                good, value, at = self.scalar(t.element, at, stop, "%s[%d]" % (path, number))
                number += 1
                if good:
                    out.append(value)
        except EndOfPart:
            return True, out
        if not self.array_allowed(number, path, in_bits(begin, stop)):
            return False, None
        return self.finished(t, out, path, in_bits(begin, stop), cut or number != len(out))

    def counted(self, t, begin, at, stop, path, cut, read, least=1):
        """A count and as many elements; `read` gives a payload of element i at a position."""
        if at == stop and not cut:
            self.warning("non-canonical-empty", None, within=in_bits(begin, stop))
            return self.finished(t, [], path, in_bits(begin, stop), cut)
        start, out = at, []
        count, at = self.varint(at, stop, path)
        if not self.array_allowed(count, path, in_bits(start, at)):
            return False, None
        if count * least > stop - at:
            self.error("truncated", path, within=in_bits(begin, stop))
            short, count = True, (stop - at) // least
        else:
            short = False
        failed = False
        try:
            for i in range(count):
                good, value, at, ended = read(at, i)
                failed = failed or not good
                if good:
                    out.append(value)
                if ended:
                    raise EndOfPart
        except EndOfPart:
            return True, out
        if not short:
            self.leftover(at, stop)
        return self.finished(t, out, path, in_bits(begin, stop), cut or short or failed)

    def content_map(self, t, begin, at, stop, path, depth, cut):
        previous, seen, entries = [None], {}, []

        def read(at, i):
            return self.entry(t, at, stop, path, depth, previous, seen, entries)
        counted = Type("map")
        good, _ = self.counted(counted, begin, at, stop, path, cut, read, least=2)
        pairs = [entry for entry in entries if entry is not None]
        if not good:
            return False, None
        if t.key.kind == "string" and all(isinstance(k, str) for k, _ in pairs):
            return True, dict(pairs)
        return True, [[k, v] for k, v in pairs]

    def entry(self, t, at, stop, path, depth, previous, seen, entries):
        """One entry of a map; it is added to `entries`."""
        begin = at
        length, at = self.varint(at, stop, None)
        cut = length > stop - at
        key_end = min(at + length, stop)
        raw = self.data[at:key_end]
        if cut:
            self.error("truncated", None, within=in_bits(begin, stop))
        good, key = self.content(t.key, None, begin, at, key_end, None, depth, cut)
        if cut:
            raise EndOfPart
        own = "%s[%s]" % (path, '"%s"' % key if isinstance(key, str) and t.key.kind == "string" else key)
        if good and previous[0] is not None and raw < previous[0]:
            self.warning("non-canonical-order", None, within=in_bits(begin, stop))
        previous[0] = raw if good else previous[0]
        value_good, value, at, cut = self.bounded(t.element, None, key_end, key_end, stop, own, depth)
        if good and value_good:
            if repr(key) in seen:
                self.warning("duplicate-key", None, within=in_bits(begin, at))
                entries[seen[repr(key)]] = None
            seen[repr(key)] = len(entries)
            entries.append((key, value))
        return good, None, at, cut

    # Polymorphic values

    def content_any(self, t, begin, at, stop, path, depth, cut):
        good, value, at, ended = self.poly_id(t, begin, at, stop, path, depth)
        if not ended:
            self.leftover(at, stop)
        return good, value

    def content_interface(self, t, begin, at, stop, path, depth, cut):
        mode = t.decl.marks.get("typeref", ["id"])[0]
        if mode == "id":
            return self.content_any(t, begin, at, stop, path, depth, cut)
        known = {self.schema.discriminator(t.decl, d): d for d in self.schema.implementations(t.decl)}
        if mode == "hash":
            if stop - at < 4:
                self.error("truncated", None, within=in_bits(begin, stop))
                return False, None
            name = int.from_bytes(self.data[at:at + 4], "little")
            known, label = {fnv(n, 32): d for n, d in known.items()}, "#0x%08x" % name
            at += 4
        else:
            length, at = self.varint(at, stop, path)
            if length > stop - at:
                self.error("truncated", None, within=in_bits(begin, stop))
                return False, None
            name = self.data[at:at + length].decode(errors="replace")
            self.undetermined = self.undetermined or "\ufffd" in name
            label, at = name, at + length
        if not name:
            if at < stop:
                self.error("nil-length", None, within=in_bits(begin, stop))
                return False, None
            return True, None
        if name in known:
            return self.typed(known[name], begin, at, stop, path, depth, cut)
        if mode == "name" and name in self.schema.declarations:
            self.error("type-not-allowed", path, within=in_bits(begin, stop))
            return False, None
        self.warning("unknown-type-id", path, within=in_bits(begin, stop))
        return True, {"@type": label, "@bytes": self.data[at:stop].hex()}

    def typed(self, decl, begin, at, stop, path, depth, cut):
        good, value = self.nested(decl, begin, at, stop, path, depth, cut)
        return good, {"@type": self.schema.spelled(decl), **value} if good else None

    def poly_id(self, t, begin, at, end, path, depth):
        number, at = self.varint(at, end, path)
        length, at = self.varint(at, end, path)
        stop, cut = min(at + length, end), length > end - at
        if cut:
            self.error("truncated", None, within=in_bits(begin, end))
        if number == 0:
            if length:
                self.error("nil-length", path, within=in_bits(begin, stop))
            return length == 0, None, stop, cut
        types = {d.type_id(): d for d in self.schema.declarations.values() if d.kind == "type"}
        allowed = [d for d in types.values() if not d.generic]
        if t.kind == "interface":
            allowed = self.schema.implementations(t.decl)
        if t.kind == "any" and number in PRIMITIVE_OF:
            name = PRIMITIVE_OF[number]
            wire_type, kind, bits = PRIMITIVES[name]
            own = join(path, "value")
            good, value = self.content(Type(kind, wire_type, bits, name), None, begin, at, stop, own, depth, cut)
            return good, {"@type": name, "value": value}, stop, cut
        if number in types and types[number] in allowed:
            good, value = self.typed(types[number], begin, at, stop, path, depth, cut)
            return good, value, stop, cut
        if number in types or number in PRIMITIVE_OF:
            self.error("type-not-allowed", path, within=in_bits(begin, stop))
            return False, None, stop, cut
        self.warning("unknown-type-id", path, within=in_bits(begin, stop))
        return True, {"@type": "#%d" % number, "@bytes": self.data[at:stop].hex()}, stop, cut

    # Field encodings

    def coded(self, t, encoding, begin, at, stop, path, depth, cut):
        name, _, argument = encoding.partition("=")
        if name == "codec":
            return self.codec(argument, begin, at, stop, path, cut)
        if name == "fixed":
            return self.fixed(t, begin, at, stop, path, depth, cut)
        if at == stop and not cut and name not in ("delta", "rle"):
            self.warning("non-canonical-empty", None, within=in_bits(begin, stop))
            return self.finished(t, [], path, in_bits(begin, stop), cut)
        return getattr(self, name)(t, begin, at, stop, path, cut, *([int(argument)] if argument else []))

    def codec(self, name, begin, at, stop, path, cut):
        if name != "bigint":
            if not self.sized(16, begin, at, stop, path, cut):
                return False, None
            bits = int.from_bytes(self.data[at:stop], "little")
            if name == "decimal128" and (bits >> 113 & 0x3000 == 0x3000 or bits % 2**113 >= 10**34):
                self.undetermined = True
            return True, (uuid_text if name == "uuid" else decimal_text)(self.data[at:stop])
        if at == stop:
            if not cut:
                self.error("truncated|bad-length", path, within=in_bits(begin, stop))
            return False, None
        sign, start = self.data[at], at
        if sign > 1:
            self.error("bigint-sign", path, within=in_bits(start, start + 1))
            return False, None
        length, at = self.varint(at + 1, stop, path)
        if length > stop - at:
            self.error("truncated", None, within=in_bits(begin, stop))
            return False, None
        magnitude = self.data[at:at + length]
        self.leftover(at + length, stop)
        if magnitude[:1] == b"\0" or sign and not any(magnitude):
            self.warning("non-canonical-bigint", path, within=in_bits(begin, stop))
        number = int.from_bytes(magnitude, "big")
        return True, str(-number if sign else number)

    def fixed(self, t, begin, at, stop, path, depth, cut):
        if t.kind == "bytes":
            return self.content_bytes(t, begin, at, stop, path, depth, cut)
        if t.element.scalar():
            return self.packed(t, begin, at, stop, path, cut)
        out, number, failed = [], 0, False
        try:
            while at < stop:
                own = "%s[%d]" % (path, number)
                if t.element.wire_type == 7:
                    good, value, at, ended = self.poly_id(t.element, at, at, stop, own, depth)
                else:
                    good, value, at, ended = self.bounded(t.element, None, at, at, stop, own, depth)
                number += 1
                failed = failed or not good
                if good:
                    out.append(value)
                if ended:
                    raise EndOfPart
        except EndOfPart:
            return True, out
        return self.finished(t, out, path, in_bits(begin, stop), cut or failed)

    def delta(self, t, begin, at, stop, path, cut):
        out, sum_, number, failed = [], 0, 0, False
        element = t.element
        try:
            while at < stop:
                start, own = at, "%s[%d]" % (path, number)
                step, at = self.varint(at, stop, own)
                sum_ = (sum_ + unzigzag(step)) % 2**64
                value = sum_ - 2**64 if sum_ >> 63 and element.kind != "uint" else sum_
                number += 1
                if element.kind == "time":
                    out.append(time_text(value // 10**9, value % 10**9))
                elif self.in_range(element, value, own, in_bits(start, at)):
                    out.append(value)
                else:
                    failed = True
        except EndOfPart:
            return True, out
        if not self.array_allowed(number, path, in_bits(begin, stop)):
            return False, None
        return self.finished(t, out, path, in_bits(begin, stop), cut or failed)

    def rle(self, t, begin, at, stop, path, cut):
        out, previous, total, failed = [], None, 0, False
        try:
            while at < stop:
                start = at
                run, at = self.varint(at, stop, path)
                run_bits = in_bits(start, at)
                element = at
                good, value, at = self.scalar(t.element, at, stop, "%s[%d]" % (path, total))
                failed = failed or not good
                if run == 0:
                    self.error("run-zero", None, bits=run_bits)
                    failed = True
                    continue
                if 0 < self.limits["array"] < total + run:
                    self.error("limit-array", path, within=run_bits)
                    return False, None
                if t.count is not None and total + run > t.count:
                    self.error("array-count", None, within=in_bits(begin, stop))
                    return False, None
                if previous == self.data[element:at]:
                    self.warning("non-canonical-run", None, within=in_bits(begin, stop))
                previous = self.data[element:at]
                total += run
                out += [value] * run if good else []
        except EndOfPart:
            return True, out
        return self.finished(t, out, path, in_bits(begin, stop), cut or failed)

    def word(self, element, raw, path, bits):
        if element.kind == "bytes":
            return raw.hex()
        return self.text(raw, path, bits, self.limits["validate_utf8"])

    def dict(self, t, begin, at, stop, path, cut):
        words = []

        def entry(at, i):
            size, start = self.varint(at, stop, None)
            if size > stop - start:
                self.error("truncated", None, within=in_bits(begin, stop))
                raise EndOfPart
            words.append(self.data[start:start + size])
            return True, None, start + size, False
        count, at = self.varint(at, stop, None)
        if not self.array_allowed(count, path, in_bits(begin, stop)):
            return False, None
        if count > stop - at:
            self.error("truncated", None, within=in_bits(begin, stop))
            raise EndOfPart
        for i in range(count):
            at = entry(at, i)[2]
        order = []

        def reference(at, i):
            start = at
            index, at = self.varint(at, stop, None)
            if index >= len(words):
                self.error("dict-index", None, bits=in_bits(start, at))
                return False, None, at, False
            order.append(index)
            return True, self.word(t.element, words[index], None, in_bits(begin, stop)), at, False
        good, out = self.counted(t, begin, at, stop, path, cut, reference)
        if list(dict_first(order)) != list(range(len(words))) or len(set(words)) < len(words):
            self.warning("non-canonical-dict", None, within=in_bits(begin, stop))
        return good, out

    def sparse(self, t, begin, at, stop, path, cut):
        start = at
        count, at = self.varint(at, stop, path)
        count_bits = in_bits(start, at)
        if not self.array_allowed(count, path, count_bits):
            return False, None
        if t.count is not None and count != t.count:
            self.error("array-count", path, within=in_bits(begin, stop))
            return False, None
        stored_at = at
        stored, at = self.varint(at, stop, path)
        if stored > count:
            self.error("sparse-count", None, within=in_bits(start, at))
            return False, None
        if stored * 2 > stop - at:
            self.error("truncated", None, within=in_bits(begin, stop))
        del stored_at
        zero = self.zero(t.element)
        out, position, failed = [zero] * count, 0, False
        for _ in range(stored):
            gap_at = at
            gap, at = self.varint(at, stop, path)
            if gap >= count - position:
                self.error("sparse-gap", None, bits=in_bits(gap_at, at))
                return False, None
            position += gap
            element = at
            good, value, at = self.scalar(t.element, at, stop, "%s[%d]" % (path, position))
            failed = failed or not good
            if not any(self.data[element:at]):
                self.warning("non-canonical-zero", None, within=in_bits(begin, stop))
            out[position] = value
            position += 1
        self.leftover(at, stop)
        return not failed, out

    def prefix(self, t, begin, at, stop, path, cut):
        previous = [b""]

        def read(at, i):
            start = at
            shared, at = self.varint(at, stop, None)
            if shared > len(previous[0]):
                self.error("prefix-length", None, bits=in_bits(start, at))
                raise EndOfPart
            size, at = self.varint(at, stop, None)
            if size > stop - at:
                self.error("truncated", None, within=in_bits(begin, stop))
                raise EndOfPart
            rest = self.data[at:at + size]
            word = previous[0][:shared] + rest
            if rest[:1] and previous[0][shared:shared + 1] == rest[:1]:
                self.warning("non-canonical-*", None, within=in_bits(begin, stop))
            previous[0] = word
            return True, self.word(t.element, word, "%s[%d]" % (path, i), in_bits(begin, stop)), at + size, False
        return self.counted(t, begin, at, stop, path, cut, read, least=2)

    def bitpack(self, t, begin, at, stop, path, cut, width):
        start = at
        count, at = self.varint(at, stop, path)
        if not self.array_allowed(count, path, in_bits(start, at)):
            return False, None
        size = (count * width + 7) // 8
        if size > stop - at:
            self.error("truncated", None, within=in_bits(begin, stop))
            count = (stop - at) * 8 // width
            cut = True
        packed = int.from_bytes(self.data[at:min(at + size, stop)], "little")
        if not cut and packed >> count * width:
            self.warning("non-canonical-padding", None, within=in_bits(at, at + size))
        out, failed = [], False
        for i in range(count):
            number, own = packed >> i * width & (1 << width) - 1, "%s[%d]" % (path, i)
            bits = (at * 8 + i * width, width)
            if t.element.kind == "bool":
                good, value = True, number != 0
            elif t.element.kind == "enum":
                good, value, _ = self.enum_value(t.element, number, own, bits, 0)
            else:
                good, value = self.in_range(t.element, number, own, bits), number
            failed = failed or not good
            if good:
                out.append(value)
        if not cut:
            self.leftover(at + size, stop)
        return self.finished(t, out, path, in_bits(begin, stop), cut or failed)

    # Streams

    def stream(self, _):
        out, at, pending, trailer, algorithm = [], 0, None, False, None
        try:
            while at < len(self.data):
                begin, header = at, self.data[at]
                length, at = self.varint(at + 1, len(self.data))
                stop = min(at + length, len(self.data))
                if length > len(self.data) - at:
                    self.error("truncated", None, within=in_bits(begin, stop))
                    break
                kind, at = header & 15, stop
                if header >> 6:
                    self.error("frame-reserved-bits", None, within=in_bits(begin, stop))
                    continue
                if kind > 7:
                    self.error("bad-frame-type", None, within=in_bits(begin, stop))
                    continue
                if header & 32:
                    if algorithm is not None:
                        raise NotImplementedError("compressed frames")
                    self.error("compression", None, within=in_bits(begin, stop))
                    continue
                payload = stop - length
                if kind == 0:
                    if trailer:
                        self.warning("data-after-trailer", None, within=in_bits(begin, stop))
                    pending = (pending or []) + [(payload, stop)]
                    if header & 16:
                        self.stream_message(pending, out)
                        pending = None
                    continue
                pending = None if kind == 3 else pending
                trailer = trailer or kind == 2
                self.control(kind, begin, payload, stop, out)
                if out and out[-1].get("header", {}).get("key") == "compression":
                    algorithm = out[-1]["header"]["value"]
        except EndOfPart:
            pass
        if pending:
            self.error("truncated", None)
        return out

    def stream_message(self, parts, out):
        first = Decoder(self.schema, self.data, self.limits)
        try:
            number, at = first.varint(*parts[0])
        except EndOfPart:
            self.found += first.found
            return
        self.found += first.found
        body = self.data[at:parts[0][1]] + b"".join(self.data[a:b] for a, b in parts[1:])
        decl = next((d for d in self.schema.declarations.values() if d.kind == "type" and d.type_id() == number), None)
        if decl is None:
            self.warning("unknown-type-id", None, within=in_bits(*parts[0]))
            out.append({"message": {"@type": "#%d" % number, "@bytes": body.hex()}})
            return
        inner = Decoder(self.schema, body, self.limits)
        value = inner.message(decl, 0, len(body), "", 1, False)
        for f in inner.found:
            moved = len(parts) == 1 and f.bits is not None
            bits = (f.bits[0] + at * 8, f.bits[1]) if moved else None
            self.error(f.code, None, bits=bits, severity=f.severity)
        out.append({"message": {"@type": self.schema.spelled(decl), **value}})

    def control(self, kind, begin, at, stop, out):
        if kind in (1, 2):
            texts = []
            for _ in range(2):
                length, at = self.varint(at, stop)
                if length > stop - at:
                    self.error("truncated", None, within=in_bits(begin, stop))
                    return
                texts.append(self.text(self.data[at:at + length], None, in_bits(at, at + length)))
                at += length
            self.leftover(at, stop)
            out.append({"header" if kind == 1 else "trailer": dict(zip(("key", "value"), texts))})
        elif kind == 3:
            code, at = self.varint(at, stop)
            out.append({"reset": {"code": code, "text": self.text(self.data[at:stop], None, in_bits(at, stop))}})
        elif kind in (4, 5):
            if stop - at > 64:
                self.error("ping-length", None, within=in_bits(begin, stop))
            else:
                out.append({"ping" if kind == 4 else "pong": self.data[at:stop].hex()})
        elif kind == 6:
            number, at = self.varint(at, stop)
            self.leftover(at, stop)
            out.append({"window": number})
        else:
            out.append({"schema": self.text(self.data[at:stop], None, in_bits(at, stop))})


def dict_first(order):
    """Its members in order of first use."""
    return list({index: None for index in order})
