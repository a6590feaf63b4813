# SPDX-License-Identifier: MIT


def _too_deep(limits: Limits) -> str:
    return f"The value nests deeper than Python can follow (limit {limits.depth})."


def encode(value: Struct, limits: Limits, dialect: Dialect = UNTAGGED) -> bytes:
    """The bytes of a value."""
    w = Writer(limits, dialect)
    try:
        if isinstance(value, Message):
            write_message(w, value)
        else:
            value._write(w)
    except RecursionError:
        raise EncodeError("limit-depth", _too_deep(limits)) from None
    except EncodeError as error:
        raise error.inside(w.at if isinstance(w.at, str) else "")
    content = w.finish()
    if limits.message_bytes and len(content) > limits.message_bytes:
        raise EncodeError(
            "limit-message",
            f"The value takes {len(content)} bytes; the limit is "
            f"{limits.message_bytes}.",
        )
    return content


def decode(
    cls: type[S], data: Buffer, limits: Limits, dialect: Dialect = UNTAGGED
) -> S:
    """The value of some bytes; what follows it is not looked at."""
    r = Reader(data, limits, dialect)
    check_message(r)
    try:
        return cls._read(r)
    except RecursionError:
        raise r.error("limit-depth", _too_deep(limits)) from None


def decode_message(cls: type[M], data: Buffer, limits: Limits) -> M:
    """The message of some bytes, which has this type."""
    r = Reader(data, limits)
    check_message(r)
    try:
        if len(r.data) >= 8:
            type_id = int.from_bytes(r.data[:8], "little")
            if type_id != cls.TYPE_ID and len(r.data) >= _HEADER.size:
                raise r.error(
                    "type-id", f"The type id 0x{type_id:016x} is not {cls.TYPE_NAME}."
                )
        open_message(r)
        return read_message(r, cls)
    except RecursionError:
        raise r.error("limit-depth", _too_deep(limits)) from None


def check_message(r: Reader) -> None:
    most = r.limits.message_bytes
    if most and r.end - r.at > most:
        raise r.error(
            "limit-message", f"There are {r.end - r.at} bytes; the limit is {most}."
        )


def read_default(codec: Codec[T], content: bytes, dialect: Dialect = UNTAGGED) -> T:
    """A declared default from its bytes."""
    return codec.read_bare(Reader(content, Limits(), dialect))


def from_json(cls: type[S], value: Json) -> S:
    """A value of JSON that may say in "@type" which type it is of."""
    try:
        return cls._from_json(value, 2)
    except RecursionError:
        raise JsonError("limit-depth", "The JSON is nested too deep.") from None


def one_of(*values: object) -> None:
    """Refuses more than one value of a group."""
    if sum(value is not None for value in values) > 1:
        raise EncodeError(
            "oneof-multiple", "At most one field of a group may be set; leave out one."
        )


def rule(holds: bool, field: str, text: str) -> None:
    """Refuses a value that breaks a rule of its field."""
    if not holds:
        raise EncodeError("validate", f"The value breaks the rule `{text}`.", field)


def _fields(struct: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(struct)


def validate(value: object) -> None:
    """Holds a value and all in it to the rules of their fields; raises EncodeError."""
    if isinstance(value, Struct):
        value._rules()
        for one in _fields(value):
            try:
                validate(getattr(value, one.name))
            except EncodeError as error:
                raise error.inside(one.name)
    elif isinstance(value, (list, dict)):
        items = enumerate(value) if isinstance(value, list) else value.items()
        for key, item in items:
            try:
                validate(item)
            except EncodeError as error:
                raise error.inside(f"[{key!r}]")


def clone(value: T) -> T:
    """A copy that shares nothing that can be changed."""
    copied: T = _copied(value)
    return copied


def _copied(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, list):
        return [_copied(item) for item in value]
    if isinstance(value, dict):
        return {_copied(key): _copied(item) for key, item in value.items()}
    if isinstance(value, (Struct, Scalar)):
        copied = object.__new__(type(value))
        for one in _fields(value):
            item = _copied(getattr(value, one.name))
            object.__setattr__(copied, one.name, item)
        return copied
    return copy.deepcopy(value)


def equals(a: object, b: object) -> bool:
    """Whether two values are the same in every bit: a NaN equals itself, and a negative
    zero is not the positive one."""
    if isinstance(a, memoryview):
        return equals(bytes(a), b)
    if isinstance(b, memoryview):
        return equals(a, bytes(b))
    if type(a) is not type(b):
        return False
    if isinstance(a, float) and isinstance(b, float):
        return struct.pack("<d", a) == struct.pack("<d", b)
    if isinstance(a, complex) and isinstance(b, complex):
        return equals(a.real, b.real) and equals(a.imag, b.imag)
    if isinstance(a, Struct):
        names = [one.name for one in _fields(a)]
        return all(equals(getattr(a, name), getattr(b, name)) for name in names)
    if isinstance(a, Scalar) and isinstance(b, Scalar):
        return a.type == b.type and equals(a.value, b.value)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(equals, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equals(a[key], b[key]) for key in a)
    return a == b


class Builder:
    """Keeps the values of fields until all are there."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def _set(self, name: str, value: Any) -> None:
        self._values[name] = value

    def _add(self, name: str, value: Any) -> None:
        self._values.setdefault(name, []).append(value)

    def _build(self, cls: type[S]) -> S:
        for one in _fields(cls):
            required = one.default is dataclasses.MISSING
            if required and one.default_factory is dataclasses.MISSING:
                if one.name not in self._values:
                    raise EncodeError("missing-value", "A value is required.", one.name)
        return cls(**self._values)


@dataclasses.dataclass
class Hooks:
    """Calls around encoding and decoding, for profilers: with "encode" or "decode", the
    name of the type, and behind it the seconds it took."""

    before: Callable[[str, str], None] | None = None
    after: Callable[[str, str, float], None] | None = None


hooks = Hooks()


@contextlib.contextmanager
def observed(operation: str, type_name: str) -> Iterator[None]:
    if hooks.before is not None:
        hooks.before(operation, type_name)
    begin = time.perf_counter()
    try:
        yield
    finally:
        if hooks.after is not None:
            hooks.after(operation, type_name, time.perf_counter() - begin)
