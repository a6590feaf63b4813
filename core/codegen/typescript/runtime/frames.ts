export type FrameBody = "message" | "pair" | "code" | "opaque" | "number" | "text";

/** A kind of frames. */
export interface FrameKind {
  readonly number: number;
  readonly body: FrameBody;
  /** What `kind` says, and the key in JSON. */
  readonly kind: string;
  readonly endsStream: boolean;
  readonly abandonsMessage: boolean;
  /** Largest payload in bytes; 0: any. */
  readonly mostBytes: number;
}

/** What a header or a trailer says. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** Why a stream is given up. */
export interface Code {
  readonly code: bigint;
  readonly text: string;
}

interface Item {
  readonly kind: string;
  readonly value: unknown;
}

const endOfMessage = 0x10;
const compressed = 0x20;

/** Compresses `bytes` by `algorithm`. */
export type Deflate = (algorithm: string, bytes: Uint8Array) => Uint8Array;

/** How to write frames. */
export interface FrameOptions extends EncodeOptions {
  /** Compresses payloads, once a header named `compression` has said how. */
  readonly deflate?: Deflate;
  /** Only payloads of more bytes are compressed. */
  readonly threshold?: number;
  /** Messages of more bytes are cut into frames of at most so many, before they are compressed; 0: never. */
  readonly frameBytes?: number;
}

/** The frames of a stream: messages with their type ids, and what is said between them. */
export class Frames<T extends { readonly kind: string; readonly value: unknown }> {
  constructor(
    private readonly kinds: readonly FrameKind[],
    private readonly messages: () => readonly Alternative[],
    private readonly union: Codec<unknown>,
    private readonly format: Format,
  ) {}

  /** Reads a stream from pieces of any size. */
  reader(options: DecodeOptions = {}): PushReader<T> {
    return new FrameReader<T>(this.kinds, this.messages(), this.format, options);
  }

  decode(bytes: Uint8Array, options?: DecodeOptions): T[] {
    return readAll(this.reader(options), bytes);
  }

  /** Writes a stream item by item. */
  writer(options: FrameOptions = {}): FrameWriter<T> {
    return new FrameWriter<T>(this.kinds, this.messages(), this.format, options);
  }

  encode(items: Iterable<T>, options?: FrameOptions): Uint8Array {
    const writer = this.writer(options);
    const parts: Uint8Array[] = [];
    let index = 0;
    for (const item of items) {
      try {
        parts.push(writer.write(item));
      } catch (error) {
        throw under(error, index);
      }
      ++index;
    }
    return concatenated(parts);
  }

  private shape(kind: FrameKind): Shape<unknown> {
    switch (kind.body) {
      case "message":
        return this.union;
      case "pair":
        return pairShape;
      case "code":
        return codeShape;
      case "opaque":
        return bytes;
      case "number":
        return uvarint64;
      case "text":
        return utf8;
    }
  }

  toJson(items: readonly T[]): string {
    const texts = items.map((item) => {
      const kind = kindOf(this.kinds, item.kind);
      return jsonObject([kind.kind, this.shape(kind).toJson(item.value)]);
    });
    return `[${texts.join(",")}]`;
  }

  fromJson(text: string): T[] {
    return jsonArray(parseJson(text)).map((json, i) => {
      try {
        return this.itemOfJson(json) as unknown as T;
      } catch (error) {
        throw under(error, i);
      }
    });
  }

  private itemOfJson(json: Json): Item {
    const given = Array.from(jsonMembers(json)).filter(([, member]) => member !== null);
    for (const [key] of jsonMembers(json)) {
      kindOf(this.kinds, key);
    }
    if (given.length !== 1) {
      const code = given.length === 0 ? "missing-value" : "oneof-multiple";
      throw new EncodeError(code, `a frame is an object with exactly one key; here are ${given.length}`);
    }
    const [key, member] = given[0]!;
    return { kind: key, value: jsonPart(this.shape(kindOf(this.kinds, key)), member, key) };
  }
}

function kindOf(kinds: readonly FrameKind[], name: string): FrameKind {
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) {
    throw new EncodeError("unknown-key", `there is no kind of frames ${jsonString(name)}`, [name]);
  }
  return kind;
}

function memberShape(key: string, shape: Shape<unknown>): Field {
  return { key, name: key, shape, absent: "error", nullable: false };
}

class RecordShape<T extends object> extends Shape<T> {
  constructor(private readonly shape: StructShape<T>) {
    super();
  }
  zero(): T {
    return this.shape.parts.zero();
  }
  toJson(value: T): string {
    return this.shape.toJson(value);
  }
  fromJson(json: Json): T {
    return this.shape.fromJson(json, {});
  }
  equals(a: T, b: T): boolean {
    return this.shape.equals(a, b);
  }
  clone(value: T): T {
    return this.shape.clone(value);
  }
}

const pairShape = new RecordShape<Pair>(
  new StructShape<Pair>({
    names: ["pair"],
    fields: () => [memberShape("key", utf8), memberShape("value", utf8)],
    zero: () => ({ key: "", value: "" }),
  }),
);

const codeShape = new RecordShape<Code>(
  new StructShape<Code>({
    names: ["code"],
    fields: () => [memberShape("code", uvarint64), memberShape("text", utf8)],
    zero: () => ({ code: 0n, text: "" }),
  }),
);
