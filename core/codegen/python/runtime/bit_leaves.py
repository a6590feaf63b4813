# SPDX-License-Identifier: MIT


class BitCodec(Generic[T]):
    """How a value lies in `bits` bits of a packed integer, and what it is in JSON."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def get(self, b: BitReader, at: int, depth: int) -> T:
        raise NotImplementedError

    def put(self, b: BitWriter, at: int, depth: int, value: T) -> None:
        raise NotImplementedError

    def to_json(self, value: T) -> Json:
        raise NotImplementedError

    def from_json(self, value: Json) -> T:
        raise NotImplementedError


class BitLeaf(BitCodec[T]):
    """A value that is one stored number."""

    def value(self, stored: int) -> T:
        """Raises WireError for a number that means nothing."""
        raise NotImplementedError

    def stored(self, value: T) -> int:
        raise NotImplementedError

    def get(self, b: BitReader, at: int, depth: int) -> T:
        try:
            return self.value(b.get(at, self.bits))
        except WireError as error:
            raise b.error(error.code, error.message, at) from None

    def put(self, b: BitWriter, at: int, depth: int, value: T) -> None:
        b.put(at, self.bits, self.stored(value))

    def read(self, packed: int, at: int) -> T:
        """The value in a packed integer, the rest of which is not looked at."""
        return self.value(packed >> at & (1 << self.bits) - 1)

    def replace(self, packed: int, at: int, value: T) -> int:
        """The packed integer with another value here."""
        mask = (1 << self.bits) - 1 << at
        return packed & ~mask | self.stored(value) << at


class BitBool(BitLeaf[bool]):
    def value(self, stored: int) -> bool:
        return stored != 0

    def stored(self, value: bool) -> int:
        return 1 if value else 0

    def to_json(self, value: bool) -> Json:
        return bool(value)

    def from_json(self, value: Json) -> bool:
        return json_bool(value)


class BitInteger(BitLeaf[int]):
    """Stored as what it is above the lowest."""

    def __init__(self, bits: int, lowest: int, highest: int) -> None:
        super().__init__(bits)
        self.lowest = lowest
        self.highest = highest

    def value(self, stored: int) -> int:
        if stored > self.highest - self.lowest:
            raise WireError(
                "value-range",
                f"The stored number {stored} lies above the field's range.",
            )
        return self.lowest + stored

    def stored(self, value: int) -> int:
        if not self.lowest <= value <= self.highest:
            raise EncodeError(
                "value-range", f"{value} is not within {self.lowest} to {self.highest}."
            )
        return value - self.lowest

    def to_json(self, value: int) -> Json:
        return int(value)

    def from_json(self, value: Json) -> int:
        return json_integer(value, self.lowest, self.highest)


class BitEnum(BitLeaf[E]):
    def __init__(self, bits: int, cls: type[E], names: Mapping[int, str]) -> None:
        super().__init__(bits)
        self.cls = cls
        self.names = names
        self.numbers = {name: number for number, name in names.items()}

    def value(self, stored: int) -> E:
        if stored not in self.names:
            raise WireError(
                "unknown-enum-value",
                f"{stored} is none of the {len(self.names)} values of the enum.",
            )
        return self.cls(stored)

    def stored(self, value: E) -> int:
        if int(value) not in self.names:
            raise EncodeError("value-range", f"{value!r} is no value of the enum.")
        return int(value)

    def to_json(self, value: E) -> Json:
        return self.names[int(value)]

    def from_json(self, value: Json) -> E:
        if not isinstance(value, str):
            raise _missing_or(value, "the name of an enum value")
        if value not in self.numbers:
            raise JsonError(
                "unknown-enum-value", f"{value!r} is no value of this enum."
            )
        return self.cls(self.numbers[value])


F = TypeVar("F", bound=enum.IntFlag)


class BitFlags(BitLeaf[F]):
    def __init__(self, bits: int, cls: type[F], names: Mapping[int, str]) -> None:
        super().__init__(bits)
        self.cls = cls
        self.names = names
        """By bit."""
        self.masks = {name: 1 << position for position, name in names.items()}
        self.defined = sum(self.masks.values())

    def value(self, stored: int) -> F:
        if stored & ~self.defined:
            raise WireError(
                "undefined-flag", f"The mask {stored} has bits that no flag names."
            )
        return self.cls(stored)

    def stored(self, value: F) -> int:
        if int(value) & ~self.defined:
            raise EncodeError(
                "value-range", f"The mask {int(value)} has bits that no flag names."
            )
        return int(value)

    def to_json(self, value: F) -> Json:
        return {name: int(value) & mask != 0 for name, mask in self.masks.items()}

    def from_json(self, value: Json) -> F:
        if isinstance(value, list):
            value = {self._name(name): True for name in value}
        if not isinstance(value, dict):
            raise _missing_or(value, "an object of flags, or an array of their names")
        mask = 0
        for name, isset in value.items():
            if name not in self.masks:
                raise JsonError("unknown-flag", f"There is no flag {name!r}.", name)
            mask |= self.masks[name] if json_bool(isset) else 0
        return self.cls(mask)

    @staticmethod
    def _name(name: Json) -> str:
        if not isinstance(name, str):
            raise _wrong("the name of a flag", name)
        return name


_EPOCH = datetime.datetime(1970, 1, 1)


class BitDateTime(BitLeaf[datetime.datetime]):
    """Whole units of `unit` seconds since `origin` (seconds since 1970)."""

    form = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
    shown = "YYYY-MM-DDThh:mm:ss"

    def __init__(self, bits: int, unit: int, origin: int, units: int) -> None:
        super().__init__(bits)
        self.unit = unit
        self.origin = origin
        self.units = units

    def value(self, stored: int) -> datetime.datetime:
        if stored > self.units:
            raise WireError(
                "past-max-date", f"The stored number {stored} lies past the last date."
            )
        return _EPOCH + datetime.timedelta(seconds=self.origin + stored * self.unit)

    def stored(self, value: datetime.datetime) -> int:
        since = value.replace(tzinfo=None) - _EPOCH
        seconds = since.days * 86400 + since.seconds - self.origin
        if since.microseconds or seconds % self.unit:
            raise EncodeError(
                "date-not-whole",
                f"{value} is no whole number of {self.unit} s after the first date.",
            )
        if not 0 <= seconds // self.unit <= self.units:
            raise EncodeError("value-range", f"{value} lies outside the field's range.")
        return seconds // self.unit

    def to_json(self, value: datetime.datetime) -> Json:
        return value.replace(tzinfo=None).isoformat(timespec="seconds")

    def from_json(self, value: Json) -> datetime.datetime:
        if not isinstance(value, str):
            raise _missing_or(value, "a date and time as text")
        moment = parse_date(value, self.form, self.shown)
        _check_date(self, moment)
        return moment


class BitDate(BitLeaf[datetime.date]):
    """Days since `origin` (seconds since 1970)."""

    def __init__(self, bits: int, unit: int, origin: int, units: int) -> None:
        super().__init__(bits)
        self.moments = BitDateTime(bits, unit, origin, units)

    def value(self, stored: int) -> datetime.date:
        return self.moments.value(stored).date()

    def stored(self, value: datetime.date) -> int:
        return self.moments.stored(
            datetime.datetime(value.year, value.month, value.day)
        )

    def to_json(self, value: datetime.date) -> Json:
        return datetime.date(value.year, value.month, value.day).isoformat()

    def from_json(self, value: Json) -> datetime.date:
        if not isinstance(value, str):
            raise _missing_or(value, "a date as text")
        form = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
        moment = parse_date(value, form, "YYYY-MM-DD")
        _check_date(self.moments, moment)
        return moment.date()


def parse_date(text: str, form: re.Pattern[str], shown: str) -> datetime.datetime:
    try:
        if form.fullmatch(text):
            return datetime.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise JsonError("bad-date", f"{text!r} is not a date of the form {shown}.")


def _check_date(codec: BitDateTime, moment: datetime.datetime) -> None:
    try:
        codec.stored(moment)
    except EncodeError as error:
        raise JsonError(error.code, error.message) from None
