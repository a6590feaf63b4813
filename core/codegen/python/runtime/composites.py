# SPDX-License-Identifier: MIT


class Struct:
    """What all generated structs have; the names with an underscore are for generated
    code alone."""

    __slots__ = ()

    @classmethod
    def _read(cls: type[S], r: Reader) -> S:
        raise NotImplementedError

    def _write(self, w: Writer) -> None:
        raise NotImplementedError

    @classmethod
    def _zero(cls: type[S]) -> S:
        """What a missing struct that is always written stands for."""
        return cls()

    def _to_json(self) -> dict[str, Json]:
        raise TypeError("this code was generated without JSON")

    @classmethod
    def _from_json(cls: type[S], value: Json, place: int = 0) -> S:
        raise TypeError("this code was generated without JSON")


class StructCodec(Codec[S]):
    def __init__(self, cls: type[S]) -> None:
        self.cls = cls

    def read(self, r: Reader) -> S:
        return self.cls._read(r)

    def write(self, w: Writer, value: S) -> None:
        value._write(w)

    def zero(self) -> S:
        return self.cls._zero()

    def is_zero(self, w: Writer, value: S) -> bool:
        return not w.body(self, value)

    def to_json(self, value: S) -> Json:
        return value._to_json()

    def from_json(self, value: Json) -> S:
        return self.cls._from_json(value)


class BareStructCodec(StructCodec[S]):
    """A struct that knows its own end."""

    def read_bare(self, r: Reader) -> S:
        return self.cls._read(r)

    def write_bare(self, w: Writer, value: S) -> None:
        value._write(w)


class PresenceCodec(StructCodec[S]):
    """A struct that begins with bits that say which fields are there."""

    def is_zero(self, w: Writer, value: S) -> bool:
        content = w.body(self, value)
        _, begin = read_varint(content, 0, len(content))
        return not any(content[begin:])


class MapCodec(Codec[dict[K, V]]):
    """A count, then keys and values, each behind its length, by the bytes of the keys."""

    def __init__(self, key: Codec[K], value: Codec[V], text_keys: bool) -> None:
        self.key = key
        self.value = value
        self.text_keys = text_keys

    def read(self, r: Reader) -> dict[K, V]:
        result: dict[K, V] = {}
        if r.at == r.end:
            return result
        count = r.uvarint()
        r.count(count)
        r.fits(count, 2 + self.key.least + self.value.least)
        for _ in range(count):
            outer = r.open()
            key = self.key.read(r)
            r.close(outer)
            outer = r.open()
            value = self.value.read(r)
            r.close(outer)
            if key in result:
                del result[key]
            result[key] = value
        return result

    def write(self, w: Writer, value: dict[K, V]) -> None:
        w.count(len(value))
        w.uvarint(len(value))
        entries = [(bytes(w.body(self.key, key)), key) for key in value]
        entries.sort(key=lambda entry: entry[0])
        for content, key in entries:
            w.blob(content)
            w.delimited(self.value, value[key])

    def zero(self) -> dict[K, V]:
        return {}

    def to_json(self, value: dict[K, V]) -> Json:
        pairs = [(self.key.to_json(key), key) for key in value]
        if self.text_keys and all(isinstance(key, str) for key, _ in pairs):
            return {str(name): self.value.to_json(value[key]) for name, key in pairs}
        return [[name, self.value.to_json(value[key])] for name, key in pairs]

    def from_json(self, value: Json) -> dict[K, V]:
        pairs: list[tuple[Json, Json]]
        if isinstance(value, dict) and self.text_keys:
            pairs = list(value.items())
        else:
            if not isinstance(value, list):
                raise _missing_or(value, "an object, or an array of [key, value] pairs")
            pairs = []
            for index, pair in enumerate(value):
                if not isinstance(pair, list) or len(pair) != 2:
                    raise _wrong("a pair [key, value]", pair).inside(f"[{index}]")
                pairs.append((pair[0], pair[1]))
        result: dict[K, V] = {}
        for name, member in pairs:
            key = self.key.from_json(name)
            step = f"[{json.dumps(name)}]"
            if key in result:
                raise JsonError("duplicate-key", "The map has this key twice.", step)
            try:
                result[key] = self.value.from_json(member)
            except JsonError as error:
                raise error.inside(step) from None
        return result


class Alternative:
    """A type that may stand in a reference."""

    def __init__(
        self,
        codec: Codec[Any],
        cls: type[Struct] | None,
        name: str,
        full_name: str,
        *,
        id: int = 0,
        hash: int = 0,
        wire_name: str = "",
    ) -> None:
        self.codec = codec
        self.cls = cls
        """None of a scalar, whose values are Scalar(name, value)."""
        self.name = name
        self.full_name = full_name
        self.id = id
        self.hash = hash
        self.wire_name = wire_name.encode()

    def read(self, r: Reader) -> Any:
        value = self.codec.read(r)
        return value if self.cls is not None else Scalar(self.name, value)

    def to_json(self, value: Any) -> Json:
        result: dict[str, Json] = {"@type": self.name}
        if self.cls is not None:
            result.update(value._to_json())
        else:
            result["value"] = self.codec.to_json(value.value)
        return result

    def from_json(self, value: dict[str, Json]) -> Any:
        if self.cls is not None:
            return self.cls._from_json(value, 1)
        for key in value:
            if key not in ("@type", "value"):
                raise JsonError("unknown-key", f'{self.name} has no "{key}".', key)
        if "value" not in value:
            raise JsonError("missing-value", f"The {self.name} is missing.", "value")
        try:
            return Scalar(self.name, self.codec.from_json(value["value"]))
        except JsonError as error:
            raise error.inside("value") from None


class ReferenceCodec(Codec[Any]):
    """A value whose type is named on the wire; None where there is none."""

    def __init__(
        self, alternatives: Iterable[Alternative], known: Mapping[int, str]
    ) -> None:
        self.alternatives = list(alternatives)
        self.known = known
        """The full names of all types of the schema, by their ids."""
        self.by_class = {a.cls: a for a in self.alternatives if a.cls is not None}
        self.by_name = {a.name: a for a in self.alternatives}
        self.by_json_name: dict[str, Alternative] = {}
        for alternative in self.alternatives:
            self.by_json_name.setdefault(alternative.name, alternative)
            self.by_json_name.setdefault(alternative.full_name, alternative)
        self.by_json_name.pop("", None)

    def alternative(self, value: Any) -> Alternative:
        """The one that a value is of."""
        if isinstance(value, Scalar):
            found = self.by_name.get(value.type)
            if found is not None and found.cls is None:
                return found
        else:
            found = self.by_class.get(type(value))
            if found is not None:
                return found
        raise EncodeError(
            "type-not-allowed", f"{type(value).__name__} may not stand here."
        )

    def zero(self) -> Any:
        return None

    def is_zero(self, w: Writer, value: Any) -> bool:
        return value is None

    def nil(self, r: Reader, size: int) -> None:
        if size:
            raise r.error(
                "nil-length", f"There is no value, but {size} bytes of one follow."
            )

    def not_allowed(self, r: Reader, name: str) -> DecodeError:
        return r.error("type-not-allowed", f"{name} may not stand here.")

    def foreign(self, r: Reader, type: int | str) -> UnknownType:
        return UnknownType(type, r.rest())

    def to_json(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, UnknownType):
            return {"@type": self.type_to_json(value.type), "@bytes": value.data.hex()}
        return self.alternative(value).to_json(value)

    def type_to_json(self, type: int | str) -> Json:
        return text_to_json(type) if isinstance(type, str) else f"#{type}"

    def from_json(self, value: Json) -> Any:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise _wrong('an object with "@type"', value)
        if "@type" not in value:
            raise JsonError("missing-type", 'The type is missing; name it in "@type".')
        name = value["@type"]
        if isinstance(name, str) and name in self.by_json_name:
            return self.by_json_name[name].from_json(value)
        if "@bytes" in value:
            type = self.type_from_json(name)
            if type is not None:
                for key in value:
                    if key not in ("@type", "@bytes"):
                        raise JsonError("unknown-key", f'There is no "{key}" here.', key)
                return UnknownType(type, json_bytes(value["@bytes"]))
        if isinstance(name, str) and self._has(name):
            raise JsonError("type-not-allowed", f"{name} may not stand here.")
        raise JsonError("unknown-type", f"The schema has no type {name!r}.")

    def type_from_json(self, name: Json) -> int | str | None:
        """What names a type that the schema does not have; None for any other."""
        if not isinstance(name, str) or not name.startswith("#"):
            return None
        try:
            number = json_integer(name[1:], 1, _MASK64)
        except JsonError:
            return None
        return None if self.is_taken(number) else number

    def is_taken(self, number: int) -> bool:
        return number in self.known or any(a.id == number for a in self.alternatives)

    def _has(self, name: str) -> bool:
        names = list(self.known.values())
        return name in names or any(
            full.split("<")[0].rpartition(".")[2] == name for full in names
        )


class ReferenceById(ReferenceCodec):
    """A type id, a length, the content."""

    def __init__(
        self, alternatives: Iterable[Alternative], known: Mapping[int, str]
    ) -> None:
        super().__init__(alternatives, known)
        self.by_id = {a.id: a for a in self.alternatives}

    def read(self, r: Reader) -> Any:
        id = r.uvarint()
        outer = r.open()
        value: Any = None
        if id == 0:
            self.nil(r, r.end - r.at)
        elif id in self.by_id:
            value = self.by_id[id].read(r)
        elif id in self.known:
            raise self.not_allowed(r, self.known[id])
        else:
            value = self.foreign(r, id)
        r.close(outer)
        return value

    def read_bare(self, r: Reader) -> Any:
        return self.read(r)

    def write(self, w: Writer, value: Any) -> None:
        if value is None:
            w.out += b"\0\0"
        elif isinstance(value, UnknownType):
            if isinstance(value.type, str):
                raise EncodeError("unknown-type", "A type is named by its id here.")
            w.check_size(len(value.data))
            w.uvarint(value.type)
            w.blob(value.data)
        else:
            alternative = self.alternative(value)
            w.uvarint(alternative.id)
            w.delimited(
                alternative.codec, value if alternative.cls is not None else value.value
            )

    def write_bare(self, w: Writer, value: Any) -> None:
        self.write(w, value)


class ReferenceByName(ReferenceCodec):
    """The length and the name of the type, then the content."""

    def __init__(
        self, alternatives: Iterable[Alternative], known: Mapping[int, str]
    ) -> None:
        super().__init__(alternatives, known)
        self.by_wire_name = {a.wire_name: a for a in self.alternatives}
        for alternative in self.alternatives:
            self.by_json_name.setdefault(alternative.wire_name.decode(), alternative)

    def read(self, r: Reader) -> Any:
        outer = r.open()
        name = r.rest()
        r.close(outer)
        if not name:
            self.nil(r, r.end - r.at)
            return None
        if name in self.by_wire_name:
            return self.by_wire_name[name].read(r)
        text = name.decode("utf-8", "surrogateescape")
        if text in self.known.values():
            raise self.not_allowed(r, text)
        return self.foreign(r, text)

    def write(self, w: Writer, value: Any) -> None:
        if value is None:
            w.out += b"\0"
        elif isinstance(value, UnknownType):
            if isinstance(value.type, int):
                raise EncodeError("unknown-type", "A type is named by its name here.")
            w.check_size(len(value.data))
            w.blob(encode_text(value.type))
            w.out += value.data
        else:
            alternative = self.alternative(value)
            w.blob(alternative.wire_name)
            alternative.codec.write(
                w, value if alternative.cls is not None else value.value
            )

    def type_from_json(self, name: Json) -> int | str | None:
        if isinstance(name, dict):
            text = json_text(name)
            return text if text_to_json(text) != text else None
        if not isinstance(name, str) or not name or name in self.known.values():
            return None
        return json_text(name)


class ReferenceByHash(ReferenceCodec):
    """Four bytes of hash, then the content."""

    def __init__(
        self, alternatives: Iterable[Alternative], known: Mapping[int, str]
    ) -> None:
        super().__init__(alternatives, known)
        self.by_hash = {a.hash: a for a in self.alternatives}

    def read(self, r: Reader) -> Any:
        hash = r.little(4)
        if hash == 0:
            self.nil(r, r.end - r.at)
            return None
        if hash in self.by_hash:
            return self.by_hash[hash].read(r)
        return self.foreign(r, hash)

    def write(self, w: Writer, value: Any) -> None:
        if value is None:
            w.little(0, 4)
        elif isinstance(value, UnknownType):
            if isinstance(value.type, str) or not 0 < value.type <= 0xFFFFFFFF:
                raise EncodeError("unknown-type", "A type is named by its hash here.")
            w.check_size(len(value.data))
            w.little(value.type, 4)
            w.out += value.data
        else:
            alternative = self.alternative(value)
            w.little(alternative.hash, 4)
            alternative.codec.write(
                w, value if alternative.cls is not None else value.value
            )

    def type_to_json(self, type: int | str) -> Json:
        return f"#0x{type:08x}"

    def is_taken(self, number: int) -> bool:
        return number > 0xFFFFFFFF or number in self.by_hash


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
            raise JsonError(
                "missing-value", f'"{name}" is required and missing.', name
            )
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
                "oneof-multiple", f"{given[0]} and {given[1]} exclude each other.", given[1]
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
