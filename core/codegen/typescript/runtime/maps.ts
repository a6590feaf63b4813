interface Entry {
  readonly content: Uint8Array;
  readonly value: unknown;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; ++i) {
    if (a[i] !== b[i]) {
      return a[i]! - b[i]!;
    }
  }
  return a.length - b.length;
}

/** A key as a step of a path. */
function keyStep(key: unknown): string {
  if (key instanceof Uint8Array) {
    return `["${toHex(key)}"]`;
  }
  return `[${typeof key === "string" ? jsonString(key) : String(key)}]`;
}

/** What makes two keys the same: bytes are so by content. */
function identity(key: unknown): unknown {
  return key instanceof Uint8Array ? contentKey(key) : key;
}

/** A count, then entries in the order of their keys' bytes. */
class MapCodec<K, V> extends Codec<Map<K, V>> {
  private readonly textKeys: boolean;

  constructor(
    private readonly key: Codec<K>,
    private readonly value: Codec<V>,
  ) {
    super();
    this.textKeys = key instanceof AnyText;
  }

  measure(m: Measure, value: Map<K, V>, key: Key): number {
    if (!(value instanceof Map)) {
      badValue(value, "a map", key);
    }
    try {
      m.elements(value.size);
      return uvarintSize(value.size) + this.entriesSize(m, value);
    } catch (error) {
      throw under(error, key);
    }
  }

  private entriesSize(m: Measure, value: Map<K, V>): number {
    const entries: { key: K; value: V; content: Uint8Array }[] = [];
    for (const [key, held] of value) {
      entries.push({ key, value: held, content: contentBytes(m, this.key, key, keyStep(key)) });
    }
    entries.sort((a, b) => compareBytes(a.content, b.content));
    m.sorted.push(entries);
    let size = 0;
    for (let i = 0; i < entries.length; ++i) {
      const entry = entries[i]!;
      if (i > 0 && sameBytes(entry.content, entries[i - 1]!.content)) {
        m.fail("duplicate-key", "the key stands in the map twice", keyStep(entry.key));
      }
      size += uvarintSize(entry.content.length) + entry.content.length + m.part(this.value, entry.value, keyStep(entry.key));
    }
    return size;
  }

  write(w: Writer, value: Map<K, V>): void {
    w.uvarint(value.size);
    for (const entry of w.nextEntries() as Entry[]) {
      w.uvarint(entry.content.length);
      w.raw(entry.content);
      w.part(this.value, entry.value as V);
    }
  }

  read(r: Reader): Map<K, V> {
    const value = new Map<K, V>();
    if (r.at === r.end) {
      return value;
    }
    const count = r.uvarint();
    r.elements(count);
    r.fits(count, 2 + (isScalar(this.key) ? this.key.least : 0) + (isScalar(this.value) ? this.value.least : 0));
    const keys = new Map<unknown, K>();
    for (let i = 0; i < count; ++i) {
      const key = r.part(this.key);
      const held = r.part(this.value);
      const same = keys.get(identity(key));
      if (same !== undefined) {
        value.delete(same);
      }
      keys.set(identity(key), key);
      value.set(key, held);
    }
    return value;
  }

  zero(): Map<K, V> {
    return new Map();
  }
  isZero(value: Map<K, V>): boolean {
    return value.size === 0;
  }
  toJson(value: Map<K, V>): string {
    if (this.textKeys) {
      const members: string[] = [];
      for (const [key, held] of value) {
        members.push(key as unknown as string, this.value.toJson(held));
      }
      return jsonObject(members);
    }
    const pairs = Array.from(value, ([key, held]) => `[${this.key.toJson(key)},${this.value.toJson(held)}]`);
    return `[${pairs.join(",")}]`;
  }
  fromJson(json: Json): Map<K, V> {
    const value = new Map<K, V>();
    if (this.textKeys && json instanceof JsonObject) {
      for (const [key, held] of json.members) {
        value.set(key as unknown as K, jsonPart(this.value, held, keyStep(key)));
      }
      return value;
    }
    if (!Array.isArray(json)) {
      throw wrongJson(json, this.textKeys ? "an object, or an array of pairs" : "an array of [key, value] pairs");
    }
    const keys = new Set<unknown>();
    json.forEach((pair, i) => {
      if (!Array.isArray(pair) || pair.length !== 2) {
        throw wrongJson(pair, "a pair [key, value]").under(i);
      }
      const key = jsonPart(this.key, pair[0]!, i);
      if (keys.has(identity(key))) {
        throw new EncodeError("duplicate-key", "the map has this key twice", [keyStep(key)]);
      }
      keys.add(identity(key));
      value.set(key, jsonPart(this.value, pair[1]!, keyStep(key)));
    });
    return value;
  }
  equals(a: Map<K, V>, b: Map<K, V>): boolean {
    if (a.size !== b.size) {
      return false;
    }
    const others = new Map(Array.from(b, ([key, held]) => [identity(key), held]));
    for (const [key, held] of a) {
      const other = identity(key);
      if (!others.has(other) || !this.value.equals(held, others.get(other)!)) {
        return false;
      }
    }
    return true;
  }
  clone(value: Map<K, V>): Map<K, V> {
    return new Map(Array.from(value, ([key, held]) => [this.key.clone(key), this.value.clone(held)]));
  }
}

export function map<K, V>(key: Codec<K>, value: Codec<V>): Codec<Map<K, V>> {
  return new MapCodec(key, value);
}
