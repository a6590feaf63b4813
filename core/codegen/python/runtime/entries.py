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


def one_of(*values: object) -> None:
    """Refuses more than one value of a group."""
    if sum(value is not None for value in values) > 1:
        raise EncodeError(
            "oneof-multiple", "At most one field of a group may be set; leave out one."
        )


def rule(holds: bool, field: str, text: str) -> None:
    """Refuses a value that breaks a rule of its field."""
    if not holds:
        raise EncodeError("validate", f"{field} breaks the rule {text}.")
