# SPDX-License-Identifier: MIT


class TextList(ListCodec[T]):
    """Arrays of text or bytes whose elements share parts."""

    def __init__(self, element: ContentCodec[T], count: int = 0) -> None:
        super().__init__(element, count)
        self.text = element

    def value(self, r: Reader, content: bytes) -> T:
        """The element with this content, which need not stand in the input."""
        reader = Reader(content, r.limits, r.dialect)
        try:
            return self.text.read(reader)
        except DecodeError as error:
            raise r.error(error.code, error.message) from None

    def contents(self, w: Writer, values: Sequence[T]) -> list[bytes]:
        self.begin(w, values)
        return [bytes(w.body(self.text, value)) for value in values]


class DictionaryList(TextList[T]):
    """The different texts, then an index for each element."""

    def read(self, r: Reader) -> list[T]:
        if r.at == r.end:
            return self.check_length(r, [])
        size = r.uvarint()
        r.fits(size, 1)
        sizes = []
        texts: list[T] = []
        for _ in range(size):
            outer = r.open()
            sizes.append(r.end - r.at)
            texts.append(self.text.read(r))
            r.close(outer)
        count = r.uvarint()
        r.count(count)
        r.fits(count, 1)
        values: list[T] = []
        for _ in range(count):
            at = r.at
            index = r.uvarint()
            if index >= size:
                raise r.error(
                    "dict-index", f"The dictionary has {size} texts, no {index}.", at
                )
            r.count_expanded(sizes[index])
            values.append(texts[index])
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[T]) -> None:
        contents = self.contents(w, value)
        indexes: dict[bytes, int] = {}
        for content in contents:
            indexes.setdefault(content, len(indexes))
        w.uvarint(len(indexes))
        for content in indexes:
            w.blob(content)
        w.uvarint(len(contents))
        for content in contents:
            w.uvarint(indexes[content])


class PrefixList(TextList[T]):
    """Each element as what it shares with the one before it, and the rest."""

    def read(self, r: Reader) -> list[T]:
        if r.at == r.end:
            return self.check_length(r, [])
        count = r.uvarint()
        r.count(count)
        r.fits(count, 2)
        content = b""
        values: list[T] = []
        for _ in range(count):
            at = r.at
            shared = r.uvarint()
            if shared > len(content):
                raise r.error(
                    "prefix-length",
                    f"{shared} bytes cannot be shared with {len(content)}.",
                    at,
                )
            outer = r.open()
            content = content[:shared] + r.rest()
            r.close(outer)
            r.check_size(len(content))
            r.count_expanded(len(content))
            values.append(self.value(r, content))
        return self.check_length(r, values)

    def write(self, w: Writer, value: list[T]) -> None:
        contents = self.contents(w, value)
        w.uvarint(len(contents))
        previous = b""
        for content in contents:
            shared = 0
            for one, other in zip(previous, content):
                if one != other:
                    break
                shared += 1
            w.uvarint(shared)
            w.blob(content[shared:])
            previous = content
