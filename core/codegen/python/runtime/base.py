# SPDX-License-Identifier: MIT
from __future__ import annotations

import binascii
import contextlib
import copy
import dataclasses
import datetime
import decimal
import enum
import fractions
import json
import math
import re
import struct
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, NoReturn, Optional, TypeVar, Union

Json = Union[None, bool, int, float, str, list["Json"], dict[str, "Json"]]
"""What `json.loads` gives and `json.dumps` takes."""

Buffer = Union[bytes, bytearray, memoryview]

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
E = TypeVar("E", bound=enum.IntEnum)
S = TypeVar("S", bound="Struct")
P = TypeVar("P", bound="ValueProblem")

_MASK64 = 0xFFFFFFFFFFFFFFFF
_HIGHEST_ENUM = 0x7FFFFFFF
_HIGHEST_FIELD = 536870911
_DEEPEST = 500
_MOST_ELEMENTS = 100_000_000
_MOST_IMPLIED = 10_000_000
_MOST_EXPANDED = 1 << 30


class WireError(ValueError):
    """A value or some bytes that do not follow the schema.

    `code` is stable ("truncated", "value-range" …); the text says what is wrong.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class DecodeError(WireError):
    """Bytes that cannot be read. `offset` is the byte where that shows."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(code, message)
        self.offset = offset

    def __str__(self) -> str:
        return f"{self.code}: {self.message} (at byte {self.offset})"


class ValueProblem(WireError):
    """A value that does not follow the schema. `path` leads to the part that is wrong:
    "orders[3].status"."""

    def __init__(self, code: str, message: str, path: str = "") -> None:
        super().__init__(code, message)
        self.path = path

    def inside(self: P, step: str) -> P:
        """The same error, seen from the value around."""
        glue = "." if step and self.path and not self.path.startswith("[") else ""
        self.path = step + glue + self.path
        return self

    def __str__(self) -> str:
        place = f" (at {self.path})" if self.path else ""
        return f"{self.code}: {self.message}{place}"


class EncodeError(ValueProblem):
    """A value that cannot be written."""


class JsonError(ValueProblem):
    """JSON that is no value of the type."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds for input that is not trusted; 0 means none. They hold per message."""

    message_bytes: int = 64 << 20
    depth: int = 100
    """Nested structs; the outermost is 1."""
    string_bytes: int = 10 << 20
    array_elements: int = 1_000_000
    total_elements: int = 10_000_000
    seconds: float = 30.0
    strict: bool = False
    """Fields that the schema does not have are errors."""
    validate_utf8: bool = True
    """Text that is not UTF-8 is an error; otherwise its bytes are kept as surrogate
    escapes, which are written back as they were."""
    no_copy: bool = False
    """Bytes in the value are memoryviews of the input where that is `bytes`. They can be
    compared, sliced, written and shown as hex like bytes, which type checkers take them for."""


class OpenEnum(enum.IntEnum):
    """An enum of which a number without a name is a value too."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if not isinstance(value, int) or not 0 <= value <= _HIGHEST_ENUM:
            return None
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}"
        member._value_ = value
        return member

    @property
    def is_known(self) -> bool:
        """Whether the schema has a name for the number."""
        return self._value_ in type(self)._value2member_map_


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Timestamp:
    """A point in time: seconds since 1970-01-01T00:00:00Z and nanoseconds from there."""

    seconds: int = 0
    nanos: int = 0
    """0 to 999,999,999"""

    @classmethod
    def from_datetime(cls, moment: datetime.datetime) -> Timestamp:
        """Exact to the microsecond. A time without a zone is taken as UTC."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.timezone.utc)
        epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        since = moment - epoch
        return cls(since.days * 86400 + since.seconds, since.microseconds * 1000)

    def to_datetime(self) -> datetime.datetime:
        """In UTC, without what lies below a microsecond."""
        epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return epoch + datetime.timedelta(
            seconds=self.seconds, microseconds=self.nanos // 1000
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Scalar:
    """A value that is no struct in a place that takes any type: its type and it."""

    type: str
    """ "bool", "int64", "string" … """
    value: bool | int | float | str | bytes | complex | Timestamp


@dataclasses.dataclass(frozen=True, slots=True)
class UnknownType:
    """A value of a type that the schema does not have: its id, hash or name, and its
    bytes."""

    type: int | str
    data: bytes


class Skip(enum.Enum):
    """How the payload behind a tag is passed over."""

    NONE = 0
    VARINT = 1
    FIXED32 = 2
    FIXED64 = 3
    LENGTH = 4
    REFERENCE = 5


@dataclasses.dataclass(frozen=True)
class Dialect:
    """What holds for all tagged messages of a schema."""

    skip: tuple[Skip, ...]
    """By wire type."""
    table: int = -1
    """Wire type of the string table and of an index into it; -1: there is none."""
    guesses: bool = False
    """An index without a table may be the length of text that follows."""
    canonical: bool = False
    """Unknown fields are written in order of number among the known ones."""


UNTAGGED = Dialect(())


def _zigzag(number: int) -> int:
    return (number << 1 if number >= 0 else ~(number << 1)) & _MASK64


def _unzigzag(stored: int) -> int:
    return stored >> 1 if not stored & 1 else ~(stored >> 1)


def _signed64(number: int) -> int:
    number &= _MASK64
    return number - (1 << 64) if number >> 63 else number
