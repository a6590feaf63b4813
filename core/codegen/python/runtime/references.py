# SPDX-License-Identifier: MIT


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
                        raise JsonError(
                            "unknown-key", f'There is no "{key}" here.', key
                        )
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
