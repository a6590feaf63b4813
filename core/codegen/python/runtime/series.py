# SPDX-License-Identifier: MIT


class ListCodec(Codec[list[T]]):
    """An array; with a `count` it has exactly so many elements."""

    def __init__(self, element: Codec[T], count: int = 0) -> None:
        self.element = element
        self.fixed = count

    def check_length(self, r: Reader, values: list[T]) -> list[T]:
        if self.fixed and len(values) != self.fixed:
            raise r.error(
                "array-count",
                f"Exactly {self.fixed} elements are expected, here are {len(values)}.",
            )
        return values

    def begin(self, w: Writer, values: Sequence[T]) -> None:
        w.count(len(values))
        if self.fixed and len(values) != self.fixed:
            raise EncodeError(
                "array-count",
                f"Exactly {self.fixed} elements are expected, not {len(values)}.",
            )

    def zero(self) -> list[T]:
        return [self.element.zero() for _ in range(self.fixed)]

    def is_zero(self, w: Writer, value: list[T]) -> bool:
        if not self.fixed:
            return not value
        return all(self.element.is_zero(w, element) for element in value)

    def to_json(self, value: list[T]) -> Json:
        return [self.element.to_json(element) for element in value]

    def from_json(self, value: Json) -> list[T]:
        result = []
        for index, element in enumerate(json_array(value)):
            try:
                result.append(self.element.from_json(element))
            except JsonError as error:
                raise error.inside(f"[{index}]") from None
        if self.fixed and len(result) != self.fixed:
            raise JsonError(
                "array-count",
                f"Exactly {self.fixed} elements are expected, not {len(result)}.",
            )
        return result


class PackedList(ListCodec[T]):
    """Elements that know their own ends, up to the end of the part."""

    def read(self, r: Reader) -> list[T]:
        element = self.element
        values: list[T] = []
        if isinstance(element, ScalarCodec):
            r.count(packed_count(r, element))
            values = element.read_all(r)
        else:
            while r.at < r.end:
                r.count(1, len(values))
                values.append(element.read_bare(r))
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[T]) -> None:
        self.begin(w, value)
        index = 0
        try:
            for index, element in enumerate(value):
                self.element.write_bare(w, element)
        except EncodeError as error:
            raise error.inside(f"[{index}]")


def packed_count(r: Reader, element: ScalarCodec[Any]) -> int:
    """Scalars in the rest of the part that are there as a whole."""
    if element.width:
        return (r.end - r.at) // element.width
    return sum(1 for byte in memoryview(r.data)[r.at : r.end] if byte < 0x80)


def read_run(r: Reader, element: ScalarCodec[T], values: list[T]) -> None:
    """Appends the elements of a run of them behind a length."""
    outer = r.open()
    r.count(packed_count(r, element), len(values))
    values.extend(element.read_all(r))
    r.close(outer)


def read_bit_run(r: Reader, values: list[bool]) -> None:
    """Appends bools that stand eight a byte behind a length."""
    outer = r.open()
    r.count((r.end - r.at) * 8, len(values))
    for byte in r.rest():
        values.extend([byte >> bit & 1 != 0 for bit in range(8)])
    r.close(outer)


class CountedList(ListCodec[T]):
    """A count, then each element as a length and its content."""

    def read(self, r: Reader) -> list[T]:
        values: list[T] = []
        if r.at < r.end:
            count = r.uvarint()
            r.count(count)
            r.fits(count, 1 + self.element.least)
            for _ in range(count):
                outer = r.open()
                values.append(self.element.read(r))
                r.close(outer)
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[T]) -> None:
        self.begin(w, value)
        w.uvarint(len(value))
        index = 0
        try:
            for index, element in enumerate(value):
                w.delimited(self.element, element)
        except EncodeError as error:
            raise error.inside(f"[{index}]")


class ScalarList(ListCodec[T]):
    """Arrays of scalars in other codings."""

    def __init__(self, element: ScalarCodec[T], count: int = 0) -> None:
        super().__init__(element, count)
        self.scalar = element


class BitList(ListCodec[bool]):
    """Bools as bits, eight a byte."""

    def read(self, r: Reader) -> list[bool]:
        r.count((r.end - r.at) * 8)
        values = [byte >> bit & 1 != 0 for byte in r.rest() for bit in range(8)]
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[bool]) -> None:
        self.begin(w, value)
        w.out += _pack_bits([1 if element else 0 for element in value], 1)


class DeltaList(ScalarList[int]):
    """The first number, then differences."""

    def read(self, r: Reader) -> list[int]:
        values: list[int] = []
        r.count(sum(1 for byte in memoryview(r.data)[r.at : r.end] if byte < 0x80))
        number = 0
        while r.at < r.end:
            number += _unzigzag(r.uvarint())
            values.append(self.scalar.sum_value(r, number))
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[int]) -> None:
        self.begin(w, value)
        previous = 0
        for element in value:
            self.scalar.stored(element)
            w.uvarint(_zigzag(_signed64(element - previous)))
            previous = element


class DeltaTimes(ListCodec[Timestamp]):
    """Times as nanoseconds: the first, then differences."""

    def read(self, r: Reader) -> list[Timestamp]:
        values: list[Timestamp] = []
        r.count(sum(1 for byte in memoryview(r.data)[r.at : r.end] if byte < 0x80))
        number = 0
        while r.at < r.end:
            number = _signed64(number + _unzigzag(r.uvarint()))
            values.append(Timestamp(*divmod(number, 1_000_000_000)))
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[Timestamp]) -> None:
        self.begin(w, value)
        previous = 0
        for element in value:
            number = element.seconds * 1_000_000_000 + element.nanos
            if not -(1 << 63) <= number < 1 << 63 or not 0 <= element.nanos < 10**9:
                raise EncodeError(
                    "value-range",
                    f"{element} is not within the nanoseconds of 64 bits.",
                )
            w.uvarint(_zigzag(_signed64(number - previous)))
            previous = number


class RunLengthList(ScalarList[T]):
    """How often a value stands, and the value."""

    def read(self, r: Reader) -> list[T]:
        values: list[T] = []
        while r.at < r.end:
            at = r.at
            run = r.uvarint()
            stored = self.scalar.read_stored(r)
            if run == 0:
                raise r.error("run-zero", "A run has at least one element.", at)
            if self.fixed and run > self.fixed - len(values):
                raise r.error(
                    "array-count", f"Exactly {self.fixed} elements are expected.", at
                )
            r.count(run, len(values))
            r.count_implied(run - 1)
            values.extend([self.scalar.value(r, stored)] * run)
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[T]) -> None:
        self.begin(w, value)
        run = 0
        running = 0
        for element in value:
            stored = self.scalar.stored(element)
            if run and stored != running:
                w.uvarint(run)
                self.scalar.write_stored(w, running)
                run = 0
            running = stored
            run += 1
        if run:
            w.uvarint(run)
            self.scalar.write_stored(w, running)


class SparseList(ScalarList[T]):
    """A count, and only the elements that are not zero, each behind its gap."""

    def read(self, r: Reader) -> list[T]:
        if r.at == r.end:
            return self.check_length(r, [])
        at = r.at
        count = r.uvarint()
        r.count(count)
        if self.fixed and count != self.fixed:
            raise r.error(
                "array-count",
                f"Exactly {self.fixed} elements are expected, here are {count}.",
                at,
            )
        at = r.at
        stored = r.uvarint()
        if stored > count:
            raise r.error(
                "sparse-count", f"{stored} elements do not fit an array of {count}.", at
            )
        r.count_implied(count - stored)
        r.fits(stored, 1 + self.scalar.least)
        zero = self.scalar.value(r, 0)
        values: list[T] = []
        for _ in range(stored):
            at = r.at
            gap = r.uvarint()
            if gap >= count - len(values):
                raise r.error(
                    "sparse-gap", f"A gap of {gap} leaves the array of {count}.", at
                )
            values.extend([zero] * gap)
            values.append(self.scalar.read(r))
        values.extend([zero] * (count - len(values)))
        return values

    def write(self, w: Writer, value: list[T]) -> None:
        self.begin(w, value)
        stored = [self.scalar.stored(element) for element in value]
        w.uvarint(len(stored))
        w.uvarint(sum(1 for number in stored if number))
        zeros = 0
        for number in stored:
            if number == 0:
                zeros += 1
                continue
            w.uvarint(zeros)
            self.scalar.write_stored(w, number)
            zeros = 0


class BitPackedList(ScalarList[T]):
    """A count, then elements of some bits each."""

    def __init__(self, element: ScalarCodec[T], bits: int, count: int = 0) -> None:
        super().__init__(element, count)
        self.bits = bits

    def read(self, r: Reader) -> list[T]:
        if r.at == r.end:
            return self.check_length(r, [])
        at = r.at
        count = r.uvarint()
        r.count(count)
        if count > (r.end - r.at) * 8 // self.bits:
            raise r.error(
                "truncated",
                f"There are not enough bytes for {count} elements of {self.bits} bits.",
                at,
            )
        mask = (1 << self.bits) - 1
        values: list[T] = []
        window = 0
        filled = 0
        content = r.take((count * self.bits + 7) // 8)
        for byte in content:
            window |= byte << filled
            filled += 8
            while filled >= self.bits and len(values) < count:
                values.append(self.scalar.value(r, window & mask))
                window >>= self.bits
                filled -= self.bits
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[T]) -> None:
        self.begin(w, value)
        stored = [self.scalar.stored(element) for element in value]
        for number in stored:
            if number >> self.bits:
                raise EncodeError(
                    "value-range", f"{number} does not fit {self.bits} bits."
                )
        w.uvarint(len(stored))
        w.out += _pack_bits(stored, self.bits)
