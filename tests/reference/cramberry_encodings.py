# SPDX-License-Identifier: MIT
"""Part of the Cramberry decoder: the bodies of @encoding."""
from cramberry_contents import Contents
from cramberry_values import decimal_text, time_text, uuid_text
from tagged_reference import EndOfPart, in_bits, unzigzag


class Encodings(Contents):
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
        if cut:
            self.undetermined = True
            return False, None
        if at == stop:
            self.warning("non-canonical-empty", None, within=in_bits(begin, stop))
            return True, "0"
        sign, start = self.data[at], at
        if sign > 1:
            self.error("bigint-sign", path, within=in_bits(start, start + 1))
            return False, None
        length, at = self.varint(at + 1, stop, path)
        if length > stop - at:
            self.error("truncated", None, within=in_bits(begin, stop))
            return False, None
        magnitude = self.data[at:at + length]
        self.leftover(at + length, stop, cut)
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
            return self.finished(t, out, path, None, True)
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
            return self.finished(t, out, path, None, True)
        if not self.array_allowed(number, path, in_bits(begin, stop)):
            return False, None
        return self.finished(t, out, path, in_bits(begin, stop), cut or failed)

    def rle(self, t, begin, at, stop, path, cut):
        out, previous, total, failed = [], None, 0, False
        try:
            while at < stop:
                start = at
                run, at = self.varint(at, stop, None)
                run_bits = in_bits(start, at)
                element = at
                good, value, at = self.scalar(t.element, at, stop, "%s[%d]" % (path, total))
                failed = failed or not good
                if run == 0:
                    self.undetermined = True  # whether its element is looked at, and counts in paths
                    self.error("run-zero", None, bits=run_bits)
                    failed = True
                    continue
                if t.count is None and 0 < self.limits["array"] < total + run:
                    self.error("limit-array", path, within=run_bits)
                    self.undetermined = True  # whether the run's element is looked at
                    return False, None
                if t.count is not None and total + run > t.count:
                    return self.miscounted(path, in_bits(begin, stop))
                if previous == self.data[element:at]:
                    self.warning("non-canonical-run", None, within=in_bits(begin, stop))
                previous = self.data[element:at]
                total += run
                out += [value] * run if good else []
        except EndOfPart:
            return self.finished(t, out, path, None, True)
        return self.finished(t, out, path, in_bits(begin, stop), cut or failed)

    def word(self, element, raw, path, bits):
        if element.kind == "bytes":
            return raw.hex()
        return self.text(raw, path, bits, self.limits["validate_utf8"])

    def missized(self, element, raw):
        return element.kind == "bytes" and element.count is not None and element.count != len(raw)

    def dict(self, t, begin, at, stop, path, cut):
        words = []

        def entry(at, i):
            size, start = self.varint(at, stop, None)
            if size > stop - start:
                self.error("truncated", None, within=in_bits(begin, stop))
                raise EndOfPart
            words.append(self.data[start:start + size])
            if t.element.kind == "string" and isinstance(self.text(words[-1], None, None, False), dict):
                self.error("invalid-utf8", None, severity="maybe")
            if self.missized(t.element, words[-1]):
                self.error("array-count", path, within=in_bits(begin, stop))
            return True, None, start + size, False
        count, at = self.varint(at, stop, None)
        if count > stop - at:
            self.undetermined = True  # whether the entries that are there are looked at
            self.error("truncated|limit-array", None, within=in_bits(begin, stop))
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
            if self.missized(t.element, words[index]):
                return False, None, at, False
            return True, self.word(t.element, words[index], None, in_bits(begin, stop)), at, False
        good, out = self.counted(t, begin, at, stop, path, cut, reference, empty=False)
        if list(dict_first(order)) != list(range(len(words))) or len(set(words)) < len(words):
            self.warning("non-canonical-dict", None, within=in_bits(begin, stop))
        return good, out

    def sparse(self, t, begin, at, stop, path, cut):
        self.undetermined = self.undetermined or cut
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
        least = 1 + {1: 8, 5: 4}.get(t.element.wire_type, 1)
        short = stored * least > stop - at
        stored = min(stored, (stop - at) // least)
        self.undetermined = self.undetermined or short or cut  # how much of the array is given
        if short:
            self.error("truncated", None, within=in_bits(begin, stop))
        del stored_at
        zero = self.zero(t.element)
        out, position, failed = [zero] * count, 0, False
        for _ in range(stored):
            gap_at = at
            gap, at = self.varint(at, stop, None)
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
        self.leftover(at, stop, cut or short)
        self.undetermined = self.undetermined or failed  # what stands in the place of an element that failed
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
            path_of_word = "%s[%d]" % (path, i)
            if self.missized(t.element, word):
                self.error("array-count", path_of_word, within=in_bits(begin, stop))
                return False, None, at + size, False
            return True, self.word(t.element, word, path_of_word, in_bits(begin, stop)), at + size, False
        return self.counted(t, begin, at, stop, path, cut, read, least=2)

    def bitpack(self, t, begin, at, stop, path, cut, width):
        start = at
        count, at = self.varint(at, stop, path)
        if t.count not in (None, count):
            self.undetermined = self.undetermined or cut
            return self.miscounted(path, in_bits(begin, stop), "array-count|limit-array")
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
        self.leftover(at + size, stop, cut)
        return self.finished(t, out, path, in_bits(begin, stop), cut or failed)


def dict_first(order):
    """Its members in order of first use."""
    return list({index: None for index in order})
