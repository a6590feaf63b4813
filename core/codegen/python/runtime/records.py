# SPDX-License-Identifier: MIT


class BitStruct(Struct):
    """A record of fields at fixed bit offsets."""

    __slots__ = ()

    @classmethod
    def _get(cls: type[R], b: BitReader, base: int, depth: int) -> R:
        raise NotImplementedError

    def _put(self, b: BitWriter, base: int, depth: int) -> None:
        raise NotImplementedError


R = TypeVar("R", bound=BitStruct)


class BitRecordCodec(BitCodec[R]):
    def __init__(self, bits: int, cls: type[R]) -> None:
        super().__init__(bits)
        self.cls = cls

    def get(self, b: BitReader, at: int, depth: int) -> R:
        return self.cls._get(b, at, depth + 1)

    def put(self, b: BitWriter, at: int, depth: int, value: R) -> None:
        field = b.at
        b.at = ""
        try:
            value._put(b, at, depth + 1)
        except EncodeError as error:
            step, b.at = b.at, field
            raise error.inside(step)
        b.at = field

    def to_json(self, value: R) -> Json:
        return value._to_json()

    def from_json(self, value: Json) -> R:
        return self.cls._from_json(value)


class BitNullable(BitCodec[Optional[T]]):
    """A presence bit, then the value."""

    def __init__(self, element: BitCodec[T]) -> None:
        super().__init__(element.bits + 1)
        self.element = element

    def get(self, b: BitReader, at: int, depth: int) -> T | None:
        return self.element.get(b, at + 1, depth) if b.get(at, 1) else None

    def put(self, b: BitWriter, at: int, depth: int, value: T | None) -> None:
        if value is not None:
            b.put(at, 1, 1)
            self.element.put(b, at + 1, depth, value)

    def read(self, packed: int, at: int) -> T | None:
        """The value in a packed integer, the rest of which is not looked at."""
        assert isinstance(self.element, BitLeaf)
        if not packed >> at & 1:
            return None
        value: T = self.element.read(packed, at + 1)
        return value

    def replace(self, packed: int, at: int, value: T | None) -> int:
        """The packed integer with another value here."""
        assert isinstance(self.element, BitLeaf)
        packed &= ~((1 << self.bits) - 1 << at)
        if value is None:
            return packed
        return self.element.replace(packed | 1 << at, at + 1, value)

    def to_json(self, value: T | None) -> Json:
        return None if value is None else self.element.to_json(value)

    def from_json(self, value: Json) -> T | None:
        return None if value is None else self.element.from_json(value)


class BitArray(BitCodec[list[T]]):
    """A count of `count_bits` bits (0: always all), then `capacity` slots."""

    def __init__(self, element: BitCodec[T], count_bits: int, capacity: int) -> None:
        super().__init__(count_bits + capacity * element.bits)
        self.element = element
        self.count_bits = count_bits
        self.capacity = capacity

    def get(self, b: BitReader, at: int, depth: int) -> list[T]:
        count = b.get(at, self.count_bits) if self.count_bits else self.capacity
        b.count(at, count, self.capacity)
        first = at + self.count_bits
        size = self.element.bits
        return [self.element.get(b, first + i * size, depth) for i in range(count)]

    def put(self, b: BitWriter, at: int, depth: int, value: list[T]) -> None:
        self.check(len(value), EncodeError)
        b.count(len(value))
        b.put(at, self.count_bits, len(value))
        at += self.count_bits
        index = 0
        try:
            for index, element in enumerate(value):
                self.element.put(b, at, depth, element)
                at += self.element.bits
        except EncodeError as error:
            raise error.inside(f"[{index}]")

    def check(self, count: int, error: Callable[[str, str], WireError]) -> None:
        exact = self.count_bits == 0
        if count > self.capacity or (exact and count < self.capacity):
            bound = "exactly" if exact else "at most"
            raise error(
                "array-count", f"The array holds {bound} {self.capacity}, not {count}."
            )

    def to_json(self, value: list[T]) -> Json:
        return [self.element.to_json(element) for element in value]

    def from_json(self, value: Json) -> list[T]:
        result = []
        for index, element in enumerate(json_array(value)):
            try:
                result.append(self.element.from_json(element))
            except JsonError as error:
                raise error.inside(f"[{index}]") from None
        self.check(len(result), JsonError)
        return result


class BitMembers:
    """The members of a JSON object while a record is made of them."""

    def __init__(
        self,
        value: Json,
        owner: str,
        names: Iterable[str],
        place: int,
        type_names: Sequence[str] = (),
    ) -> None:
        self._members = Members(value, owner, names, place, type_names=type_names)

    def required(self, name: str, codec: BitCodec[T]) -> T:
        members = self._members._members
        if name not in members:
            raise JsonError("missing-value", f'"{name}" is required and missing.', name)
        try:
            return codec.from_json(members[name])
        except JsonError as error:
            raise error.inside(name) from None

    def optional(self, name: str, codec: BitCodec[T | None]) -> T | None:
        return self.required(name, codec) if self._members.has(name) else None


def encode_record(value: BitStruct, size: int, limits: Limits) -> int:
    """The packed integer of a record of `size` bytes."""
    b = BitWriter(size, limits)
    try:
        value._put(b, 0, 1)
    except EncodeError as error:
        raise error.inside(b.at)
    return int.from_bytes(b.data, "little")


def record_from_bytes(
    data: Buffer, size: int, order: str, name: str, limits: Limits
) -> int:
    """The packed integer of a record of `size` bytes."""
    if limits.message_bytes and len(data) > limits.message_bytes:
        raise DecodeError(
            "limit-message",
            f"There are {len(data)} bytes; the limit is {limits.message_bytes}.",
            0,
        )
    if len(data) < size:
        raise DecodeError(
            "truncated", f"{name} takes {size} bytes, but there are {len(data)}.", 0
        )
    return int.from_bytes(data[:size], "big" if order == "big" else "little")
