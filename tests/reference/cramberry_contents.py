# SPDX-License-Identifier: MIT
"""Part of the Cramberry decoder: payloads and contents of scalars, texts, arrays and maps."""
import json

from cramberry_schema import Type
from cramberry_values import canonical_float, time_text
from tagged_reference import EndOfPart, Reader, in_bits, spelled_float, unzigzag


class Contents(Reader):
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
            code = "limit-string" if t.count is None else "limit-string|truncated|array-count|bad-length"
            self.error(code, path, within=in_bits(begin, stop))
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
            self.undetermined = self.undetermined or encoding == "sparse"  # how much of the array is given
            if t.kind in ("array", "map"):
                return True, {} if t.kind == "map" and t.key.kind == "string" else []
            return False, None

    def leftover(self, at, stop, cut):
        if at < stop:
            severity = "maybe" if cut else "warning"
            self.error("trailing-bytes", None, bits=in_bits(at, stop), severity=severity)

    def content_scalar(self, t, begin, at, stop, path, depth, cut):
        good, value, at = self.scalar(t, at, stop, path)
        self.leftover(at, stop, cut)
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
        if 0 < self.limits["array"] < count:
            self.error("limit-array", path, within=bits)
            return False
        self.total += count
        if 0 < self.limits["total"] < self.total:
            self.error("limit-total", path, within=bits)
            self.undetermined = self.undetermined or count > 1000  # whether elements count that are not there
            return False
        return True

    def finished(self, t, out, path, bits, cut):
        """(good, value) of an array whose elements are read. Of a cut one the number is not known."""
        self.undetermined = self.undetermined or t.count is not None and cut
        if t.count is not None and not cut and len(out) != t.count:
            return self.miscounted(path, bits)
        return True, out

    def miscounted(self, path, bits, code="array-count"):
        """Another number of elements than N. Whether they are looked at, or are cut short too, is open."""
        self.undetermined = True
        self.error(code, path, within=bits)
        return False, None

    def content_array(self, t, begin, at, stop, path, depth, cut):
        if t.element.scalar():
            return self.packed(t, begin, at, stop, path, cut)
        return self.counted(t, begin, at, stop, path, cut, lambda a, i: self.bounded(
            t.element, None, a, a, stop, "%s[%d]" % (path, i), depth))

    def least(self, t):
        """The smallest content of a type, in bytes."""
        if t.polymorphic():
            return 2 if t.wire_type == 7 else {"name": 1, "hash": 4}[t.decl.marks["typeref"][0]]
        if t.scalar():
            return {1: 8, 5: 4}.get(t.wire_type, 1)
        return {"complex": t.bits // 8, "time": 12, "bytes": t.count or 0}.get(t.kind, 0)

    def packed(self, t, begin, at, stop, path, cut):
        out, number = [], 0
        try:
            while at < stop:
                good, value, at = self.scalar(t.element, at, stop, "%s[%d]" % (path, number))
                number += 1
                if good:
                    out.append(value)
        except EndOfPart:
            return self.finished(t, out, path, None, True)
        if not self.array_allowed(number, path, in_bits(begin, stop)):
            return False, None
        return self.finished(t, out, path, in_bits(begin, stop), cut or number != len(out))

    def counted(self, t, begin, at, stop, path, cut, read, least=1, empty=True):
        """A count and as many elements; `read` gives a payload of element i at a position."""
        if empty and at == stop and not cut:
            self.warning("non-canonical-empty", None, within=in_bits(begin, stop))
            return self.finished(t, [], path, in_bits(begin, stop), cut)
        start, out = at, []
        count, at = self.varint(at, stop, path)
        if t.count not in (None, count):
            self.undetermined = self.undetermined or cut
            return self.miscounted(path, in_bits(begin, stop), "array-count|limit-array")
        if not self.array_allowed(count, path, in_bits(start, at)):
            return False, None
        if count * least > stop - at:
            self.error("truncated", path, within=in_bits(begin, stop))
            self.undetermined = self.undetermined or t.kind == "map"  # what is looked at of entries that are not whole
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
            return self.finished(t, out, path, None, True)
        self.leftover(at, stop, cut or short)
        return self.finished(t, out, path, in_bits(begin, stop), cut or short or failed)

    def content_map(self, t, begin, at, stop, path, depth, cut):
        previous, seen, entries = [None], {}, []

        def read(at, i):
            return self.entry(t, at, stop, path, depth, previous, seen, entries)
        counted = Type("map")
        least = 2 + self.least(t.key) + self.least(t.element)
        good, _ = self.counted(counted, begin, at, stop, path, cut, read, least)
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
        if t.key.kind in ("string", "bytes") and 0 < self.limits["string"] < length:
            self.error("limit-string", None, within=in_bits(begin, stop))
            raise EndOfPart
        if cut:
            self.error("truncated", None, within=in_bits(begin, stop))
        good, key = self.content(t.key, None, begin, at, key_end, None, depth, cut)
        if cut:
            raise EndOfPart
        self.undetermined = self.undetermined or not good  # how paths name a key that cannot be read
        own = "%s[%s]" % (path, json.dumps(key, ensure_ascii=False))
        if isinstance(key, dict) or isinstance(key, str) and not key.isprintable():
            self.undetermined = True  # how paths spell such a key
        if good and previous[0] is not None and raw < previous[0]:
            self.warning("non-canonical-order", None, within=in_bits(begin, stop))
        previous[0] = raw if good else previous[0]
        if good and ("met", repr(key)) in seen:
            self.error("duplicate-key", None, severity="maybe")
        seen["met", repr(key)] = True
        value_good, value, at, cut = self.bounded(t.element, None, key_end, key_end, stop, own, depth)
        if good and value_good:
            if repr(key) in seen:
                self.warning("duplicate-key", None, within=in_bits(begin, at))
                entries[seen[repr(key)]] = None
            seen[repr(key)] = len(entries)
            entries.append((key, value))
        return good, None, at, cut
