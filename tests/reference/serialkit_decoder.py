# SPDX-License-Identifier: MIT
"""A second SerialKit decoder: small, obvious, slow, and written apart from the program, to compare it with it.

A `maybe` among what is found is a diagnostic that the specification neither asks for nor forbids there."""
from serialkit_schema import LIMITS, RANGES
from tagged_reference import EndOfPart, Found, Reader, in_bits, join, signed64, spelled_float


class Elements(list):
    """The good elements of a repeated field; `met` counts all, since paths count what lies on the wire."""

    met = 0

    def path(self, path):
        self.met += 1
        return "%s[%d]" % (path, self.met - 1)


class Decoder(Reader):
    """Decodes one outermost message as far as it goes."""

    def __init__(self, schema, data, limits=None):
        super().__init__(data)
        self.schema, self.limits = schema, {**LIMITS, **(limits or {})}
        self.table, self.total, self.has_unknown = None, 0, False

    def run(self, name, begin=0, end=None, path="", whole=True):
        end = len(self.data) if end is None else end
        self.table, self.total, self.has_unknown = None, 0, False
        if 0 < self.limits["message"] < end - begin:
            self.error("limit-message")
            return {}
        out, _ = self.model(name, begin, end, path, 1, whole)
        if self.has_unknown and self.table:
            out["@strings"] = [s for s in self.table]
        return out

    def stream(self, name):
        """A sequence of length-delimited messages of the type named, or of the only one."""
        name = name or next(iter(self.schema.models))
        out, at = [], 0
        while at < len(self.data):
            try:
                begin = at
                length, at = self.varint(at, len(self.data))
            except EndOfPart:
                break
            if length > len(self.data) - at:
                self.error("truncated", within=in_bits(begin, len(self.data)))
            self.undetermined = self.undetermined or length > self.limits["message"] > 0
            end = min(at + length, len(self.data))
            path = "[%d]" % len(out)
            if length > len(self.data) - at:
                out.append({"@type": name, **self.cut_message(name, at, end, path)})
            else:
                out.append({"@type": name, **self.run(name, at, end, path)})
            at = end
        return out

    def cut_message(self, name, at, end, path):
        return self.run(name, at, end, path, whole=False)

    def skip(self, wire_type, at, end):
        """The position behind a payload; EndOfPart when it is cut short."""
        if wire_type == 4:
            raise EndOfPart
        if wire_type in (0, 6):
            return self.skipped_varint(at, end)[1]
        size = {1: 8, 5: 4}.get(wire_type)
        begin = at
        if size is None:
            size, at = self.skipped_varint(at, end)
        if size > end - at:
            self.error("truncated", within=in_bits(max(0, begin - 10), end))
            raise EndOfPart
        return at + size

    def skipped_varint(self, at, end):
        """A varint of a payload that is skipped: whether its form is looked at is not said."""
        try:
            return self.varint(at, end)
        finally:
            if self.found and self.found[-1].code == "non-canonical-varint":
                self.found[-1].severity = "maybe"

    def model(self, name, at, end, path, depth, whole=True):
        """The value, and whether the part was read to its end. `whole` is false for a part that the input cuts."""
        fields = {f.number: f for f in self.schema.models[name]}
        values, failed, unknown, first = {}, set(), b"", at
        try:
            while at < end:
                begin = at
                key, at = self.varint(at, end, None)
                number, wire_type = key >> 3, key & 7
                if wire_type == 4:
                    self.error("bad-wire-type", None, bits=in_bits(begin, at))
                    raise EndOfPart
                if key == 6:
                    at = self.string_table(begin, at, end, path, depth == 1, begin == first)
                elif not 1 <= number <= 536870911:
                    at = self.skip(wire_type, at, end)
                    self.error("bad-field-number", None, within=in_bits(begin, at))
                elif number in fields:
                    at = self.occurrence(fields[number], wire_type, begin, at, end, path, depth, values, failed)
                else:
                    at = self.skip(wire_type, at, end)
                    severity = "error" if self.limits["strict"] else "note"
                    self.error("unknown-field", None, within=in_bits(begin, at), severity=severity)
                    unknown += self.data[begin:at]
                    self.has_unknown = True
        except EndOfPart:
            whole = False
        out = {}
        for f in self.schema.models[name]:
            if f.name in values:
                out[f.name] = list(values[f.name]) if f.repeated else values[f.name]
            elif whole and f.repeated:
                out[f.name] = []
            elif whole and not f.optional and f.name not in failed:
                self.note("missing-field", join(path, f.name))
                out[f.name] = self.zero(f)
        if unknown:
            out["@unknown"] = unknown.hex()
        return out, whole

    def zero(self, f):
        if f.type in self.schema.models:
            return {g.name: [] if g.repeated else self.zero(g) for g in self.schema.models[f.type] if not g.optional}
        if f.type in self.schema.enums:
            return self.enum_name(f.type, 0)
        return {"bool": False, "float": 0.0, "double": 0.0, "string": "", "bytes": ""}.get(f.type, 0)

    def enum_name(self, name, number):
        return next((n for n, v in self.schema.enums[name].items() if v == number), number)

    def string_table(self, begin, at, end, path, outermost, in_place):
        length, at = self.varint(at, end)
        stop = min(at + length, end)
        if not outermost:
            self.error("string-table-position", None, within=in_bits(begin, stop))
        elif not in_place:
            self.warning("string-table-position", None, within=in_bits(begin, stop))
        if length > end - at:
            self.error("truncated", None, within=in_bits(begin, end))
        if outermost:
            self.table = []
            self.strings(at, stop, begin)
        if length > end - at:
            raise EndOfPart
        return stop

    def strings(self, at, stop, begin):
        try:
            count, at = self.varint(at, stop)
        except EndOfPart:
            self.undetermined = True  # whether a table without a count is one
            return
        if 0 < self.limits["array"] < count:
            self.error("limit-array", None, within=in_bits(begin, stop))
            return
        if count > stop - at:
            self.error("truncated", None, within=in_bits(begin, stop))
        try:
            for _ in range(count):
                size, start = self.varint(at, stop)
                if 0 < self.limits["string"] < size or size > stop - start:
                    code = "limit-string" if 0 < self.limits["string"] < size else "truncated"
                    self.error(code, None, within=in_bits(begin, stop))
                    return
                at = start + size
                self.table.append(self.text(self.data[start:at], None, in_bits(begin, at)))
        except EndOfPart:
            return
        if at < stop:
            self.warning("trailing-bytes", None, bits=in_bits(at, stop))

    def occurrence(self, f, wire_type, begin, at, end, path, depth, values, failed):
        """Reads a known field whose tag is read; the position behind it."""
        own, seen = join(path, f.name), f.name in values or f.name in failed
        element_type = self.schema.wire_type(f.type)
        scalar = f.repeated and element_type in (0, 1, 5)
        bools = scalar and f.type == "bool"
        if f.repeated:
            values.setdefault(f.name, Elements())
        if scalar and (wire_type == 3 or wire_type == 2 and f.packed):
            if not f.packed:
                self.warning("packed-unexpected", None, within=self.extent(begin, at, end))
            elif wire_type == 2:
                self.warning("packed-as-length-delimited", None, within=self.extent(begin, at, end))
            return self.packed(f, begin, at, end, own, values[f.name])
        if bools and (wire_type == 7 or wire_type == 2 and f.bitmap):
            code = ("bitmap-unexpected" if not f.bitmap
                    else "bitmap-as-length-delimited" if wire_type == 2 else None)
            if code:
                self.warning(code, None, within=self.extent(begin, at, end))
            return self.bitmap(f, wire_type, begin, at, end, own, values[f.name])
        reference = f.type == "string" and wire_type == 6 and (f.interned or self.table is not None)
        if wire_type != element_type and not reference:
            mismatch = Found("maybe", "wire-type-mismatch", own)
            self.found.append(mismatch)
            at = self.skip(wire_type, at, end)
            mismatch.severity, mismatch.within = "error", in_bits(begin, at)
            failed.add(f.name)
            return at
        if f.packed:
            self.warning("packed-as-elements", None, within=self.extent(begin, at, end))
        if f.bitmap:
            self.warning("bitmap-as-elements", None, within=self.extent(begin, at, end))
        value_path = values[f.name].path(own) if f.repeated else own
        again = Found("maybe", "duplicate-field", own)
        if seen and not f.repeated:
            self.found.append(again)
        try:
            good, value, at, cut = self.single(f, wire_type, begin, at, end, value_path, depth)
        except EndOfPart:
            self.unmeet(values.get(f.name))
            raise
        if f.repeated and good:
            self.count_elements(f, values, own, begin, at)
            values[f.name].append(value)
        elif not f.repeated:
            again.within = in_bits(begin, at)
            if good and f.name in values:
                again.severity = "warning"
            if good:
                values[f.name] = value
            else:
                failed.add(f.name)
        if cut:
            raise EndOfPart
        return at

    def unmeet(self, values):
        """An element whose varint could not be read to its end does not count."""
        if isinstance(values, Elements):
            values.met -= 1

    def count_elements(self, f, values, path, begin, at):
        self.total += 1
        if 0 < self.limits["array"] < len(values[f.name]) + 1:
            self.error("limit-array", path, within=in_bits(begin, at))
        if 0 < self.limits["total"] < self.total:
            self.error("limit-total", path, within=in_bits(begin, at))

    def extent(self, begin, at, end):
        """The bits of a field with a length or a single payload, for a diagnostic somewhere in it."""
        return in_bits(begin, end)

    def bounded(self, begin, at, end, path):
        length, at = self.varint(at, end, path)
        if length > end - at:
            self.error("truncated", None, within=in_bits(begin, end))
        return at, min(at + length, end), length > end - at

    def packed(self, f, begin, at, end, path, values):
        at, stop, cut = self.bounded(begin, at, end, path)
        try:
            while at < stop:
                good, value, at, _ = self.single(f, self.schema.wire_type(f.type), at, at, stop,
                                                 values.path(path), 0)
                if good:
                    values.append(value)
        except EndOfPart:
            self.unmeet(values)
        if 0 < self.limits["array"] < len(values):
            self.error("limit-array", path, within=in_bits(begin, stop))
        if cut:
            raise EndOfPart
        return stop

    def bitmap(self, f, wire_type, begin, at, end, path, values):
        unsaid = Found("maybe", "bitmap-length", path)
        self.found.append(unsaid)
        at, stop, cut = self.bounded(begin, at, end, path)
        values += [bool(byte >> k & 1) for byte in self.data[at:stop] for k in range(8)]
        if f.bitmap and wire_type == 7 and not cut:
            unsaid.severity, unsaid.within = "note", in_bits(begin, stop)
        values.met = len(values)
        if 0 < self.limits["array"] < len(values):
            self.error("limit-array", path, within=in_bits(begin, stop))
        if cut:
            raise EndOfPart
        return stop

    def single(self, f, wire_type, begin, at, end, path, depth):
        """One value without its tag: whether it is good, the value, the position behind it, whether the part is cut."""
        if f.type in self.schema.models:
            return self.nested(f, begin, at, end, path, depth)
        if wire_type in (1, 5):
            size = 8 if wire_type == 1 else 4
            if size > end - at:
                self.error("truncated", None, within=in_bits(begin, end))
                return False, None, end, True
            return True, spelled_float(self.data[at:at + size]), at + size, False
        start = at
        if f.interned and wire_type == 2:
            self.error("interned-inline", path, severity="maybe")
        if wire_type == 6 and not f.interned:
            self.error("interned-unexpected", path, severity="maybe")
        number, at = self.varint(at, end, path)
        bits = in_bits(start, at)
        if wire_type == 6:
            return self.reference(f, number, begin, start, at, end, path)
        if wire_type == 0:
            return self.varint_value(f, number, bits, path, at)
        if 0 < self.limits["string"] < number:
            self.error("limit-string", path, within=in_bits(begin, min(at + number, end)))
            return False, None, min(at + number, end), number > end - at
        if number > end - at:
            self.error("truncated", path, within=in_bits(begin, end))
            return False, None, end, True
        raw, at = self.data[at:at + number], at + number
        if f.type == "bytes":
            return True, raw.hex(), at, False
        if f.interned:
            self.note("interned-inline", path, within=in_bits(begin, at))
        return True, self.text(raw, path, in_bits(begin, at), self.limits["validate_utf8"]), at, False

    def varint_value(self, f, number, bits, path, at):
        if f.type == "bool":
            if number > 1:
                self.warning("bool-value", path, bits)
            return True, number != 0, at, False
        if f.type in self.schema.enums:
            if number >= 2**31:
                self.error("value-range", path, bits)
                return False, None, at, False
            name = self.enum_name(f.type, number)
            if name == number:
                self.note("unknown-enum-value", path, bits)
            return True, name, at, False
        low, high = RANGES[f.type]
        if low < 0:
            number = signed64(number)
        if not low <= number <= high:
            self.error("value-range", path, bits)
            return False, None, at, False
        return True, number, at, False

    def nested(self, f, begin, at, end, path, depth):
        length, at = self.varint(at, end, path)
        stop = min(at + length, end)
        cut = length > end - at
        if 0 < self.limits["depth"] < depth + 1:
            self.error("limit-depth", path, within=in_bits(begin, stop))
            return False, None, stop, cut
        if cut:
            self.error("truncated", None, within=in_bits(begin, end))
        value, _ = self.model(f.type, at, stop, path, depth + 1, whole=not cut)
        return True, value, stop, cut

    def reference(self, f, index, begin, start, at, end, path):
        if self.table is not None:
            if index >= len(self.table):
                self.error("string-index", path, in_bits(start, at))
                return False, None, at, False
            if not f.interned:
                self.warning("interned-unexpected", path, within=in_bits(begin, at))
            return True, self.table[index], at, False
        if self.is_inline_text(index, at, end):
            self.warning("interned-without-table", path, within=in_bits(begin, at + index))
            return True, self.data[at:at + index].decode(), at + index, False
        self.error("string-index", path, in_bits(start, at))
        return False, None, at, False

    def is_inline_text(self, length, at, end):
        if length < 1 or length > end - at:
            return False
        try:
            text = self.data[at:at + length].decode()
        except UnicodeDecodeError:
            return False
        if any((ord(c) < 32 and c not in "\t\n\r") or 127 <= ord(c) < 160 for c in text):
            return False
        return self.parses(at + length, end)

    def parses(self, at, end):
        quiet = Decoder(self.schema, self.data)
        try:
            while at < end:
                key, at = quiet.varint(at, end)
                if not 1 <= key >> 3 <= 536870911:
                    return False
                if key & 7 == 6:
                    length, behind = quiet.varint(at, end)
                    at = behind + length if self.is_inline_text(length, behind, end) else behind
                else:
                    at = quiet.skip(key & 7, at, end)
        except EndOfPart:
            return False
        return True
