/** The content of a value as bytes of its own. */
function contentBytes<T>(m: Measure, codec: Codec<T>, value: T, key: Key): Uint8Array {
  const w = new Writer(codec.measure(m, value, key), m);
  codec.write(w, value);
  return w.bytes;
}

/** A string that two contents share exactly when their bytes are equal. */
function contentKey(content: Uint8Array): string {
  let key = "";
  for (const byte of content) {
    key += String.fromCharCode(byte);
  }
  return key;
}

interface Dictionary {
  readonly texts: Uint8Array[];
  readonly indexes: number[];
}

/** The different texts in order of first use, then the elements as indices. */
class DictionaryCodec<T> extends SeriesCodec<T> {
  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    const texts: Uint8Array[] = [];
    const places = new Map<string, number>();
    const indexes: number[] = [];
    const entries: Dictionary = { texts, indexes };
    m.sorted.push(entries);
    let textSize = 0;
    const indexSize = measureElements(value, key, (element, i) => {
      const content = contentBytes(m, this.element, element, i);
      const text = contentKey(content);
      let place = places.get(text);
      if (place === undefined) {
        place = texts.length;
        places.set(text, place);
        texts.push(content);
        textSize += uvarintSize(content.length) + content.length;
      }
      indexes.push(place);
      return uvarintSize(place);
    });
    return uvarintSize(texts.length) + textSize + uvarintSize(value.length) + indexSize;
  }
  write(w: Writer, value: T[]): void {
    const { texts, indexes } = w.nextEntries() as Dictionary;
    w.uvarint(texts.length);
    for (const text of texts) {
      w.uvarint(text.length);
      w.raw(text);
    }
    w.uvarint(value.length);
    for (const index of indexes) {
      w.uvarint(index);
    }
  }
  read(r: Reader): T[] {
    const value: T[] = [];
    if (r.at < r.end) {
      this.readElements(r, value);
    }
    this.rightCount(r, value.length);
    return value;
  }

  private readElements(r: Reader, value: T[]): void {
    const texts: { text: T; bytes: number }[] = [];
    const different = r.uvarint();
    r.fits(different, 1);
    for (let i = 0; i < different; ++i) {
      const bytes = r.length(this.element.limited);
      texts.push({ text: r.within(this.element, bytes), bytes });
    }
    const count = r.uvarint();
    r.elements(count);
    r.fits(count, 1);
    for (let i = 0; i < count; ++i) {
      const at = r.at;
      const entry = texts[r.uvarint()];
      if (entry === undefined) {
        return r.fail("dict-index", `the dictionary has ${different} texts; there is none with this index`, at);
      }
      r.expand(entry.bytes);
      value.push(this.element.clone(entry.text));
    }
  }
}

export function dictionary<T>(element: Codec<T>, count = 0): Codec<T[]> {
  return new DictionaryCodec(element, count);
}

interface Shared {
  readonly shared: number;
  readonly content: Uint8Array;
}

/** How many bytes an element shares with the one before, then the others. */
class PrefixCodec<T> extends SeriesCodec<T> {
  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    const entries: Shared[] = [];
    m.sorted.push(entries);
    let previous: Uint8Array = noBytes;
    const size = measureElements(value, key, (element, i) => {
      const content = contentBytes(m, this.element, element, i);
      let shared = 0;
      while (shared < content.length && shared < previous.length && content[shared] === previous[shared]) {
        ++shared;
      }
      entries.push({ shared, content });
      previous = content;
      const rest = content.length - shared;
      return uvarintSize(shared) + uvarintSize(rest) + rest;
    });
    return uvarintSize(value.length) + size;
  }
  write(w: Writer, value: T[]): void {
    w.uvarint(value.length);
    for (const { shared, content } of w.nextEntries() as Shared[]) {
      w.uvarint(shared);
      w.uvarint(content.length - shared);
      w.raw(content.subarray(shared));
    }
  }
  read(r: Reader): T[] {
    const value: T[] = [];
    if (r.at < r.end) {
      const count = r.uvarint();
      r.elements(count);
      r.fits(count, 2);
      let previous: Uint8Array = noBytes;
      for (let i = 0; i < count; ++i) {
        previous = this.next(r, previous);
        value.push(this.elementOf(r, previous));
      }
    }
    this.rightCount(r, value.length);
    return value;
  }

  private next(r: Reader, previous: Uint8Array): Uint8Array {
    const at = r.at;
    const shared = r.uvarint();
    if (shared > previous.length) {
      r.fail("prefix-length", `${shared} bytes cannot be shared with the element before, which has ${previous.length}`, at);
    }
    const rest = r.length();
    r.checkText(shared + rest, at);
    r.expand(shared + rest);
    const content = new Uint8Array(shared + rest);
    content.set(previous.subarray(0, shared));
    content.set(r.bytes.subarray(r.at, r.at + rest), shared);
    r.at += rest;
    return content;
  }

  private elementOf(r: Reader, content: Uint8Array): T {
    try {
      return this.element.read(new Reader(content, r.format));
    } catch (error) {
      if (error instanceof DecodeError) {
        throw new DecodeError(error.code, r.at, "an element of the array cannot be read");
      }
      throw error;
    }
  }
}

export function prefix<T>(element: Codec<T>, count = 0): Codec<T[]> {
  return new PrefixCodec(element, count);
}
