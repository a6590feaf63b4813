/** What next() of a reader gives: an item with its size, or how many bytes an attempt needs at least. */
export type Found<T> = { readonly size: number; readonly items: readonly T[] } | number;

/**
 * Reads what comes one after another from pieces of any size: push() takes a piece and gives what is complete, end()
 * says that nothing follows. After an error nothing more can be read. Views that are asked for lie in the pieces, or in
 * a buffer that is never written again where they are.
 */
export abstract class PushReader<T> {
  private buffer: Uint8Array = noBytes;
  private begin = 0;
  private limit = 0;
  /** Bytes that the next item takes at least. */
  private wanted = 1;
  private failed = false;
  /** Bytes of the stream before the pending ones. */
  private passed = 0;

  /** Reads one item from the start of `bytes`. */
  protected abstract next(bytes: Uint8Array): Found<T>;
  /** Throws for bytes that are no whole item. */
  protected abstract rest(bytes: Uint8Array): void;

  push(piece: Uint8Array): T[] {
    if (this.failed) {
      throw new DecodeError("truncated", this.passed, "the stream could not be read before");
    }
    const out: T[] = [];
    if (this.begin < this.limit) {
      this.append(piece);
      this.begin += this.take(this.buffer.subarray(this.begin, this.limit), out);
      if (this.begin === this.limit) {
        this.buffer = noBytes;
        this.begin = this.limit = 0;
      }
    } else {
      const at = this.take(piece, out);
      this.append(piece.subarray(at));
    }
    return out;
  }

  /** Reads what is complete, and gives how many bytes that took. */
  private take(bytes: Uint8Array, out: T[]): number {
    let at = 0;
    try {
      while (bytes.length - at >= this.wanted) {
        const found = this.next(bytes.subarray(at));
        if (typeof found === "number") {
          this.wanted = Math.max(found, bytes.length - at + 1);
          break;
        }
        out.push(...found.items);
        at += found.size;
        this.wanted = 1;
      }
    } catch (error) {
      this.failed = true;
      throw this.placed(error, at);
    }
    this.passed += at;
    return at;
  }

  /** Keeps bytes for later: behind those that are kept, or in a larger buffer. */
  private append(piece: Uint8Array): void {
    const kept = this.limit - this.begin;
    if (this.limit + piece.length > this.buffer.length) {
      const larger = new Uint8Array(Math.max(2 * kept, kept + piece.length));
      larger.set(this.buffer.subarray(this.begin, this.limit));
      this.buffer = larger;
      this.begin = 0;
      this.limit = kept;
    }
    this.buffer.set(piece, this.limit);
    this.limit += piece.length;
  }

  end(): void {
    try {
      this.rest(this.buffer.subarray(this.begin, this.limit));
    } catch (error) {
      throw this.placed(error, 0);
    }
  }

  private placed(error: unknown, at: number): unknown {
    if (!(error instanceof DecodeError)) {
      return error;
    }
    const text = error.message.slice(error.message.indexOf(": ") + 2);
    return new DecodeError(error.code, this.passed + at + error.offset, text);
  }
}

/** Everything in `bytes`. */
export function readAll<T>(reader: PushReader<T>, bytes: Uint8Array): T[] {
  const items = reader.push(bytes);
  reader.end();
  return items;
}

/** The items of pieces that come by and by: of a socket, a file, a fetched body. */
export async function* readStream<T>(
  reader: PushReader<T>,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<T, void, undefined> {
  for await (const piece of pieces) {
    yield* reader.push(piece);
  }
  reader.end();
}

/** The varint at the start of bytes, and its size; null when it is not all there. */
function varintAt(bytes: Uint8Array, format: Format): { value: number; size: number } | null {
  const r = new Reader(bytes, format);
  try {
    const value = r.uvarint();
    return { value, size: r.at };
  } catch (error) {
    if (error instanceof DecodeError && error.code === "truncated") {
      return null;
    }
    throw error;
  }
}

/** Messages of one type, each behind its length as a varint. */
export class DelimitedReader<T extends object> extends PushReader<T> {
  private readonly limits: Limits;

  constructor(
    private readonly codec: StructCodec<T>,
    private readonly format: Format,
    private readonly options: DecodeOptions = {},
  ) {
    super();
    this.limits = merged(format.limits, options);
  }

  protected next(bytes: Uint8Array): Found<T> {
    const length = varintAt(bytes, this.format);
    if (length === null) {
      return bytes.length + 1;
    }
    const most = this.limits.messageBytes;
    if (most !== 0 && length.value > most) {
      throw new DecodeError("limit-message", 0, `the message takes ${length.value} bytes; the limit is ${most}`);
    }
    const size = length.size + length.value;
    if (size > bytes.length) {
      return size;
    }
    return { size, items: [decode(this.codec, bytes.subarray(length.size, size), this.format, this.options)] };
  }
  protected rest(bytes: Uint8Array): void {
    if (bytes.length > 0) {
      throw new DecodeError("truncated", bytes.length, "the stream ends inside a message");
    }
  }
}

export function encodeDelimited<T extends object>(codec: StructCodec<T>, values: Iterable<T>, format: Format, options?: EncodeOptions): Uint8Array {
  const parts: Uint8Array[] = [];
  let index = 0;
  for (const value of values) {
    try {
      const bytes = encode(codec, value, format, options);
      const length = new Writer(uvarintSize(bytes.length), new Measure(format));
      length.uvarint(bytes.length);
      parts.push(length.bytes, bytes);
    } catch (error) {
      throw under(error, index);
    }
    ++index;
  }
  return concatenated(parts);
}

/** Values of one type one after another, which know their own end. */
export class ConcatenatedReader<T extends object> extends PushReader<T> {
  constructor(
    private readonly codec: StructCodec<T> | RecordCodec<T>,
    private readonly format: Format,
    private readonly options: DecodeOptions = {},
  ) {
    super();
  }

  protected next(bytes: Uint8Array): Found<T> {
    if (this.codec instanceof RecordCodec) {
      const size = this.codec.size;
      if (bytes.length < size) {
        return size;
      }
      return { size, items: [decodeRecord(this.codec, bytes.subarray(0, size), this.format, this.options)] };
    }
    const r = new Reader(bytes, this.format, this.options);
    const most = orEndless(r.limits.messageBytes);
    r.end = Math.min(bytes.length, most);
    try {
      const value = this.codec.read(r);
      return { size: r.at, items: [value] };
    } catch (error) {
      if (error instanceof DecodeError && error.code === "truncated" && bytes.length < most) {
        return bytes.length + 1;
      }
      throw error;
    }
  }
  protected rest(bytes: Uint8Array): void {
    if (bytes.length > 0) {
      throw new DecodeError("truncated", bytes.length, "the stream ends inside a value");
    }
  }
}

export function encodeConcatenated<T extends object>(codec: StructCodec<T> | RecordCodec<T>, values: Iterable<T>, format: Format, options?: EncodeOptions): Uint8Array {
  const parts: Uint8Array[] = [];
  let index = 0;
  for (const value of values) {
    try {
      parts.push(codec instanceof RecordCodec ? encodeRecord(codec, value, format, options) : encode(codec, value, format, options));
    } catch (error) {
      throw under(error, index);
    }
    ++index;
  }
  return concatenated(parts);
}

/** JSON of values of one type, one after another. */
export function structsToJson<T extends object>(codec: StructCodec<T> | RecordCodec<T>, values: readonly T[]): string {
  return `[${values.map((value) => codec.shape.toJson(value, codec.shape.parts.names[0]!)).join(",")}]`;
}

export function structsFromJson<T extends object>(codec: StructCodec<T> | RecordCodec<T>, text: string): T[] {
  return jsonArray(parseJson(text)).map((json, i) => {
    try {
      return codec.shape.fromJson(json, { type: true, strings: true });
    } catch (error) {
      throw under(error, i);
    }
  });
}
