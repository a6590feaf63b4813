/** A value of a type that the schema does not have, in a place that names types. */
export interface ForeignType {
  readonly type: "@foreign";
  /** Its id or hash, or its name; bytes, where the name is not UTF-8. */
  readonly name: bigint | string | Uint8Array;
  readonly bytes: Uint8Array;
}

/** A type that may stand in a place that names types. */
export interface Alternative {
  /** What `type` says. */
  readonly type: string;
  /** The other spelling that JSON may have. */
  readonly fullName: string;
  /** On the wire, where types are named. */
  readonly wireName: string;
  readonly id: bigint;
  readonly hash: number;
  readonly codec: Codec<unknown>;
}

/** A type of the schema, whether it may stand in a place or not. */
export interface KnownType {
  readonly id: bigint;
  readonly name: string;
}

export type NamedBy = "id" | "name" | "hash";

interface Typed {
  readonly type: string;
  readonly value: unknown;
}

function bareName(name: string): string {
  const arguments_ = name.indexOf("<");
  const dot = name.slice(0, arguments_ < 0 ? name.length : arguments_).lastIndexOf(".");
  return name.slice(dot + 1);
}

/** A value whose type is named on the wire, or null: its bytes. */
abstract class ReferenceWire<T extends { readonly type: string }> extends Codec<T | null> {
  override readonly selfDelimiting: boolean;
  private byId: Map<bigint, Alternative> | null = null;

  constructor(
    protected readonly by: NamedBy,
    protected readonly alternatives: () => readonly Alternative[],
    protected readonly known: readonly KnownType[],
  ) {
    super();
    this.selfDelimiting = by === "id";
  }

  protected numbered(id: bigint): Alternative | undefined {
    this.byId ??= new Map(this.alternatives().map((one) => [one.id, one]));
    return this.byId.get(id);
  }

  protected alternativeOf(value: T, m?: Measure): Alternative {
    const found = this.alternatives().find((one) => one.type === value.type);
    if (found === undefined) {
      const code = m === undefined || this.known.some((type) => bareName(type.name) === value.type);
      throw new EncodeError(code ? "type-not-allowed" : "unknown-type", `${jsonString(String(value.type))} may not stand here`);
    }
    return found;
  }

  measure(m: Measure, value: T | null, key: Key): number {
    if (value === null || value === undefined) {
      return this.by === "id" ? 2 : this.by === "name" ? 1 : 4;
    }
    if (typeof value !== "object") {
      badValue(value, "an object with its type", key);
    }
    try {
      return value.type === "@foreign" ? this.measureForeign(m, value as unknown as ForeignType) : this.measureTyped(m, value);
    } catch (error) {
      throw under(error, key);
    }
  }

  private measureTyped(m: Measure, value: T): number {
    const type = this.alternativeOf(value, m);
    const codec = type.codec;
    const content = (value as unknown as Typed).value;
    switch (this.by) {
      case "id":
        return varintSize64(type.id) + m.part(codec, content, "value");
      case "name": {
        const name = utf8Size(type.wireName, "type");
        return uvarintSize(name) + name + codec.measure(m, content, "value");
      }
      case "hash":
        return 4 + codec.measure(m, content, "value");
    }
  }

  private measureForeign(m: Measure, value: ForeignType): number {
    const { name, bytes } = value;
    m.text(bytes.length);
    if ((this.by === "name") === (typeof name === "bigint")) {
      m.fail("unknown-type", `the schema does not have this type, and a type is named by its ${this.by} here`);
    }
    if (typeof name === "bigint") {
      const most = this.by === "hash" ? 0xffffffffn : highestUnsigned64;
      if (name <= 0n || name > most) {
        badNumber(name, 1n, most, "name");
      }
      return this.by === "hash" ? 4 + bytes.length : varintSize64(name) + uvarintSize(bytes.length) + bytes.length;
    }
    const size = typeof name === "string" ? utf8Size(name, "name") : name.length;
    return uvarintSize(size) + size + bytes.length;
  }

  write(w: Writer, value: T | null): void {
    if (value === null || value === undefined) {
      for (let i = this.by === "id" ? 2 : this.by === "name" ? 1 : 4; i > 0; --i) {
        w.byte(0);
      }
    } else if (value.type === "@foreign") {
      this.writeForeign(w, value as unknown as ForeignType);
    } else {
      this.writeTyped(w, value);
    }
  }

  private writeTyped(w: Writer, value: T): void {
    const type = this.alternativeOf(value);
    const codec = type.codec;
    const content = (value as unknown as Typed).value;
    if (this.by === "id") {
      w.uvarint64(type.id);
      w.part(codec, content);
      return;
    }
    if (this.by === "name") {
      w.uvarint(utf8Size(type.wireName, "type"));
      w.text(type.wireName);
    } else {
      w.view.setUint32(w.at, type.hash, true);
      w.at += 4;
    }
    codec.write(w, content);
  }

  private writeForeign(w: Writer, value: ForeignType): void {
    const { name, bytes } = value;
    if (typeof name !== "bigint") {
      const text = typeof name === "string" ? utf8Encoder.encode(name) : name;
      w.uvarint(text.length);
      w.raw(text);
    } else if (this.by === "hash") {
      w.view.setUint32(w.at, Number(name), true);
      w.at += 4;
    } else {
      w.uvarint64(name);
      w.uvarint(bytes.length);
    }
    w.raw(bytes);
  }

  read(r: Reader): T | null {
    switch (this.by) {
      case "id":
        return this.readById(r);
      case "name":
        return this.readByName(r);
      case "hash":
        return this.readByHash(r);
    }
  }

  private readById(r: Reader): T | null {
    const at = r.at;
    const id = r.uvarint64();
    const length = r.length();
    if (id === 0n) {
      return this.nil(r, length);
    }
    const type = this.numbered(id);
    if (type !== undefined) {
      return this.typed(type, r, length);
    }
    if (this.known.some((one) => one.id === id)) {
      r.fail("type-not-allowed", `the type with the id ${id} may not stand here`, at);
    }
    return this.foreign(r, id, length);
  }

  private readByName(r: Reader): T | null {
    const length = r.length();
    const begin = r.at;
    r.at += length;
    const rest = r.end - r.at;
    if (length === 0) {
      return this.nil(r, rest);
    }
    const raw = r.bytes.subarray(begin, r.at);
    let name: string;
    try {
      name = strictUtf8.decode(raw);
    } catch {
      return this.foreign(r, raw.slice(), rest);
    }
    const type = this.alternatives().find((one) => one.wireName === name);
    if (type !== undefined) {
      return this.typed(type, r, rest);
    }
    if (this.known.some((one) => one.name === name)) {
      r.fail("type-not-allowed", `${name} may not stand here`, begin);
    }
    return this.foreign(r, name, rest);
  }

  private readByHash(r: Reader): T | null {
    r.need(4);
    const hash = r.view.getUint32(r.at, true);
    r.at += 4;
    const rest = r.end - r.at;
    if (hash === 0) {
      return this.nil(r, rest);
    }
    const type = this.alternatives().find((one) => one.hash === hash);
    return type === undefined ? this.foreign(r, BigInt(hash), rest) : this.typed(type, r, rest);
  }

  private nil(r: Reader, length: number): null {
    if (length !== 0) {
      r.fail("nil-length", "where there is no value, no bytes of one may follow");
    }
    return null;
  }

  private typed(type: Alternative, r: Reader, length: number): T {
    if (type.codec.limited) {
      r.checkText(length, r.at);
    }
    return { type: type.type, value: r.within(type.codec, length) } as unknown as T;
  }

  private foreign(r: Reader, name: bigint | string | Uint8Array, length: number): T {
    return { type: "@foreign", name, bytes: r.take(length) } as unknown as T;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
