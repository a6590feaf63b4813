# SPDX-License-Identifier: MIT


class BitReader:
    """A packed integer that is being decoded."""

    __slots__ = ("data", "limits", "_total", "_window")

    def __init__(self, packed: int, size: int, limits: Limits) -> None:
        mask = (1 << size * 8) - 1
        self.data = (packed & mask).to_bytes(size, "little")
        self.limits = limits
        self._total = 0

    def get(self, at: int, bits: int) -> int:
        """The number of `bits` bits from bit `at` on."""
        window = int.from_bytes(self.data[at >> 3 : (at + bits + 7) >> 3], "little")
        return window >> (at & 7) & ((1 << bits) - 1)

    def error(self, code: str, message: str, at: int) -> DecodeError:
        return DecodeError(code, message, at >> 3)

    def check_depth(self, at: int, depth: int) -> None:
        if self.limits.depth and depth > self.limits.depth:
            raise self.error(
                "limit-depth",
                f"This struct lies deeper than the limit of {self.limits.depth} levels.",
                at,
            )

    def count(self, at: int, count: int, capacity: int) -> None:
        self._total += count
        if count > capacity:
            raise self.error(
                "count-above-max",
                f"The count says {count}, but the array holds at most {capacity}.",
                at,
            )
        for code, number, most in (
            ("limit-array", count, self.limits.array_elements),
            ("limit-total", self._total, self.limits.total_elements),
        ):
            if most and number > most:
                raise self.error(
                    code, f"There are {number} elements; the limit is {most}.", at
                )


class BitWriter:
    """A packed integer that is being made, as bytes from the least significant on."""

    __slots__ = ("data", "at", "limits", "_total")

    def __init__(self, size: int, limits: Limits) -> None:
        self.data = bytearray(size)
        self.at = ""
        """The field that is being written."""
        self.limits = limits
        self._total = 0

    def put(self, at: int, bits: int, value: int) -> None:
        """Places a number that fits; the bits there are zero."""
        if not bits:
            return
        begin = at >> 3
        end = (at + bits + 7) >> 3
        window = int.from_bytes(self.data[begin:end], "little") | value << (at & 7)
        self.data[begin:end] = window.to_bytes(end - begin, "little")

    def check_depth(self, depth: int) -> None:
        if self.limits.depth and depth > self.limits.depth:
            raise EncodeError(
                "limit-depth",
                f"This struct lies deeper than the limit of {self.limits.depth} levels.",
            )

    def count(self, count: int) -> None:
        self._total += count
        for code, number, most in (
            ("limit-array", count, self.limits.array_elements),
            ("limit-total", self._total, self.limits.total_elements),
        ):
            if most and number > most:
                raise EncodeError(
                    code, f"There are {number} elements; the limit is {most}."
                )
