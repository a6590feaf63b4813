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

    def _rules(self) -> None:
        """Refuses values that break a rule of their fields."""

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
        at = w.at
        w.at = ""
        try:
            value._write(w)
        except EncodeError as error:
            step, w.at = w.at, at
            raise error.inside(step if isinstance(step, str) else "")
        w.at = at

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
        self.write(w, value)


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
            try:
                w.delimited(self.value, value[key])
            except EncodeError as error:
                raise error.inside(f"[{json.dumps(self.key.to_json(key))}]")

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
