# SPDX-License-Identifier: MIT
"""A second Cramberry decoder: small, obvious, slow, and written apart from the program, to compare it with it.

A `maybe` among what is found is a diagnostic that the specification neither asks for nor forbids there."""
from cramberry_encodings import Encodings
from cramberry_schema import ANY_IDS, PRIMITIVES, Type, fnv
from cramberry_streams import Streams
from cramberry_values import decimal_text, uuid_text
from tagged_reference import EndOfPart, Found, in_bits, join

PRIMITIVE_OF = {number: name for name, number in ANY_IDS.items()}


class Decoder(Encodings, Streams):
    encoder = None  # the Encoder class, which needs this one: set by the module with both

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
                    self.excuse_tag(begin, at)
                    self.error("bad-wire-type", None, bits=in_bits(begin, at))
                    raise EndOfPart
                if not 1 <= number <= 536870911:
                    self.excuse_tag(begin, at)
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
            mismatch = Found("maybe", "wire-type-mismatch", own)
            self.found.append(mismatch)
            at = self.skip(wire_type, at, end)
            mismatch.severity, mismatch.within = "error", in_bits(begin, at)
            failed.add(f.name)
            return at
        seen, again = f.name in values, Found("maybe", "duplicate-field", own)
        if seen or f.name in failed:
            self.found.append(again)
        if f.group is not None:
            self.error("oneof-multiple", None, severity="maybe")
        had = len(self.errors())
        good, value, at, cut = self.payload(f, begin, at, end, own, depth)
        if seen and good:
            again.severity, again.within = "warning", in_bits(begin, at)
        if good:
            self.choose(f, groups, values, failed, begin, at)
            values[f.name] = value
            if len(self.errors()) == had:
                self.check_omission(f, value, own, begin, at)
        else:
            failed.add(f.name)
        if cut:
            raise EndOfPart
        return at

    def choose(self, f, groups, values, failed, begin, at):
        """Of a @oneof group the last field wins."""
        other = groups.get(f.group)
        if f.group is not None and other not in (None, f.name):
            severity = "maybe" if f.name in failed else "warning"  # said where it failed
            self.error("oneof-multiple", None, within=in_bits(begin, at), severity=severity)
            values.pop(other, None)
            failed.add(other)
        if f.group is not None:
            groups[f.group] = f.name

    def check_omission(self, f, value, path, begin, at):
        """A plain field that the encoder would have left out."""
        if value is None:
            self.warning("non-canonical-*", None, within=in_bits(begin, at))
            self.undetermined = self.undetermined or f.required
        if f.optional or f.required or f.group is not None or f.type.polymorphic():
            return
        encoder = self.encoder(self.schema)
        if encoder.content(f, value, "", 0) == encoder.omitted(f):
            self.warning("non-canonical-zero", path, within=in_bits(begin, at))

    def presence(self, decl, at, end, path, depth, cut):
        values, failed, groups, fields = {}, set(), {}, decl.ordered
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
                    if f.group is not None:
                        self.error("oneof-multiple", None, severity="maybe")
                    good, value, at, stop = self.payload(f, at, at, end, join(path, f.name), depth)
                    if good and value is None:
                        self.warning("non-canonical-*", None, within=in_bits(begin, end))
                        self.undetermined = self.undetermined or f.required
                    if good:
                        self.choose(f, groups, values, failed, begin, end)
                        values[f.name] = value
                    else:
                        failed.add(f.name)
                    if stop:
                        raise EndOfPart
            if bits >> len(fields):
                self.error("presence-bit", None, within=in_bits(begin, bitmap + size))
                raise EndOfPart
            if at < end and not cut:
                self.warning("trailing-bytes", None, bits=in_bits(at, end))
        except EndOfPart:
            cut = True
        out = {f.name: values[f.name] for f in decl.fields if f.name in values and values[f.name] is not None}
        for f in decl.fields:
            if f.required and not cut and f.name not in values and f.name not in failed:
                self.error("missing-required", join(path, f.name))
        return out

    # Polymorphic values

    def content_any(self, t, begin, at, stop, path, depth, cut):
        self.undetermined = self.undetermined or cut  # whether what is whole inside counts as such
        good, value, at, ended = self.poly_id(t, begin, at, stop, path, depth)
        self.leftover(at, stop, cut or ended)
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
