# SPDX-License-Identifier: MIT


class TypeEntry(Generic[S]):
    """A type that can be asked for by name."""

    def __init__(
        self,
        cls: type[S],
        encode: Callable[[S, Limits], bytes],
        decode: Callable[[bytes, Limits], S],
        framings: Sequence[str] = (),
        size: int = 0,
    ) -> None:
        self.cls = cls
        self.encode = encode
        self.decode = decode
        self.framings = framings
        """How several of its values may follow one another; the usual way first."""
        self.size = size
        """Of a bit record, in bytes."""

    def encode_json(self, value: Json, limits: Limits) -> bytes:
        return self.encode(from_json(self.cls, value), limits)

    def decode_json(self, data: Buffer, limits: Limits) -> Json:
        return self.decode(bytes(data), limits)._to_json()


class Dispatch:
    """The types of a schema by their names, for tools: values as JSON."""

    def __init__(
        self,
        types: Mapping[str, TypeEntry[Any]],
        full_names: Mapping[str, str],
        *,
        framing: str = "",
        stream: StreamSpec | None = None,
        dialect: Dialect = UNTAGGED,
    ) -> None:
        self._types = types
        self._full_names = full_names
        self._framing = framing
        self._stream = stream
        self._dialect = dialect

    def _name(self, name: str) -> str:
        """The name as the types have it; it may be given with its package, and be left
        out where there is one type."""
        if not name and len(self._types) == 1:
            return next(iter(self._types))
        return name if name in self._types else self._full_names.get(name, name)

    def find(self, name: str) -> TypeEntry[Any]:
        entry = self._types.get(self._name(name))
        if entry is None:
            raise JsonError("unknown-type", f"The schema has no type {name!r}.")
        return entry

    def encode(self, type_name: str, value: Json, limits: Limits) -> bytes:
        return self.find(type_name).encode_json(value, limits)

    def decode(self, type_name: str, data: Buffer, limits: Limits) -> Json:
        return self.find(type_name).decode_json(data, limits)

    def _form(self, type_name: str, framing: str) -> tuple[str, str]:
        """The framing, and the name of the type where it needs one."""
        framing = framing or self._framing
        if framing in ("messages", "frames"):
            return framing, ""
        name = type_name or next(iter(self._types), "")
        entry = self.find(name)
        framing = framing or next(iter(entry.framings), "")
        if framing not in entry.framings:
            raise JsonError(
                "unsupported", f"Values of {name} cannot follow one another so."
            )
        return framing, self._name(name)

    def encode_stream(
        self,
        value: Json,
        type_name: str,
        framing: str,
        limits: Limits,
        compress: Codecs | None = None,
    ) -> bytes:
        framing, name = self._form(type_name, framing)
        writer = None
        if framing == "frames" and self._stream is not None:
            writer = StreamWriter(self._stream, limits, compress)
        out = bytearray()
        for index, item in enumerate(json_array(value)):
            try:
                if writer is not None and self._stream is not None:
                    out += writer.write(frame_from_json(self._stream, item))
                else:
                    out += self._encode_item(item, framing, name, limits)
            except JsonError as error:
                raise error.inside(f"[{index}]") from None
        return bytes(out)

    def _encode_item(
        self, item: Json, framing: str, name: str, limits: Limits
    ) -> bytes:
        if not isinstance(item, dict):
            raise _wrong("an object", item)
        if framing == "messages" and "@unknown" in item:
            return self._unknown_message(item)
        given = item.get("@type", name or None)
        if given is None:
            raise JsonError("missing-type", 'A message names its type in "@type".')
        if not isinstance(given, str):
            raise JsonError("unknown-type", f"The schema has no type {given!r}.")
        entry = self.find(given)
        if framing not in entry.framings or (name and entry is not self.find(name)):
            raise JsonError(
                "type-not-allowed", f"{given} may not stand in this buffer."
            )
        content = entry.encode_json(item, limits)
        if framing != "delimited":
            return content
        out = bytearray()
        _append_varint(out, len(content))
        return bytes(out + content)

    def _unknown_message(self, item: dict[str, Json]) -> bytes:
        content = json_bytes(item["@unknown"])
        if len(item) == 1 and len(content) >= _HEADER.size:
            type_id, size = _HEADER.unpack_from(content)
            known = [
                getattr(entry.cls, "TYPE_ID", None) for entry in self._types.values()
            ]
            if size == len(content) - _HEADER.size and type_id not in known:
                return content
        raise JsonError("bad-unknown", '"@unknown" is one whole message.', "@unknown")

    def decode_stream(
        self,
        data: Buffer | Iterable[Buffer],
        type_name: str,
        framing: str,
        limits: Limits,
        decompress: Codecs | None = None,
    ) -> Json:
        framing, name = self._form(type_name, framing)
        pieces: Iterable[Buffer] = (
            [data] if isinstance(data, (bytes, bytearray, memoryview)) else data
        )
        if framing == "frames" and self._stream is not None:
            frames = StreamReader(self._stream, limits, decompress)
            result = [
                frame_to_json(self._stream, frame)
                for piece in pieces
                for frame in frames.feed(piece)
            ]
            frames.finish()
            return result
        if framing == "messages":
            types = [
                entry.cls
                for entry in self._types.values()
                if issubclass(entry.cls, Message)
            ]
            messages = MessageReader(types, limits)
            values: list[Any] = [v for piece in pieces for v in messages.feed(piece)]
            messages.finish()
        elif framing == "delimited":
            parts = DelimitedReader(self.find(name).cls, limits, self._dialect)
            values = [value for piece in pieces for value in parts.feed(piece)]
            parts.finish()
        elif self.find(name).size:
            entry = self.find(name)
            records = RecordReader(entry.size, entry.decode, limits)
            values = [value for piece in pieces for value in records.feed(piece)]
            records.finish()
        else:
            content = b"".join(pieces)
            values = decode_concatenated(self.find(name).cls, content, limits)
        names = {entry.cls: name for name, entry in self._types.items()}
        return [
            {"@unknown": value.data.hex()}
            if isinstance(value, UnknownMessage)
            else {"@type": names[type(value)], **value._to_json()}
            for value in values
        ]
