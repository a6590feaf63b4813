# SPDX-License-Identifier: MIT


class Members:
    """The members of a JSON object while a struct is made of them."""

    def __init__(
        self,
        value: Json,
        owner: str,
        names: Iterable[str],
        place: int,
        *,
        type_names: Sequence[str] = (),
        null_is_absent: bool = False,
        unknown: bool = False,
        strings: bool = False,
    ) -> None:
        if not isinstance(value, dict):
            raise _missing_or(value, "an object")
        self._members = value
        self._owner = owner
        self._null_is_absent = null_is_absent
        allowed = set(names)
        if unknown:
            allowed.add("@unknown")
        if place >= 1:
            allowed.add("@type")
        if place == 2 and strings:
            allowed.add("@strings")
        for key in value:
            if key not in allowed:
                raise JsonError("unknown-key", f'{owner} has no "{key}".', key)
        if place == 2 and "@type" in value and value["@type"] not in type_names:
            raise JsonError(
                "unknown-type", f'"@type" says {value["@type"]!r}, not {owner}.'
            )

    def has(self, name: str) -> bool:
        """Whether there is a value, which is not null."""
        return self._members.get(name) is not None

    def required(self, name: str, codec: Codec[T]) -> T:
        if name not in self._members or (
            self._members[name] is None and self._null_is_absent
        ):
            raise JsonError("missing-value", f'"{name}" is required and missing.', name)
        return self.value(name, codec)

    def optional(self, name: str, codec: Codec[T]) -> T | None:
        return self.value(name, codec) if self.has(name) else None

    def default(self, name: str, codec: Codec[T], default: T) -> T:
        if name not in self._members or (
            self._members[name] is None and self._null_is_absent
        ):
            return default
        return self.value(name, codec)

    def value(self, name: str, codec: Codec[T]) -> T:
        try:
            return codec.from_json(self._members[name])
        except JsonError as error:
            raise error.inside(name) from None

    def one_of(self, *names: str) -> None:
        """Refuses more than one of these."""
        given = [name for name in names if self.has(name)]
        if len(given) > 1:
            raise JsonError(
                "oneof-multiple",
                f"{given[0]} and {given[1]} exclude each other.",
                given[1],
            )

    def unknown(self, dialect: Dialect, known: frozenset[int]) -> bytes:
        """The unknown fields, which must be whole and none of the known."""
        if "@unknown" not in self._members:
            return b""
        try:
            content = json_bytes(self._members["@unknown"])
        except JsonError as error:
            raise error.inside("@unknown") from None
        fields = split_fields(dialect, content)
        if fields is None or any(number in known for number, _ in fields):
            raise JsonError(
                "bad-unknown",
                f"Unknown fields are whole fields that {self._owner} does not have.",
                "@unknown",
            )
        return content

    def strings(self) -> list[str]:
        """The string table that came with unknown fields."""
        texts = json_array(self._members.get("@strings", []))
        return [json_text(text) for text in texts]
