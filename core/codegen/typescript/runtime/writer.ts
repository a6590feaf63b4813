const utf8Encoder = new TextEncoder();

/**
 * The first of the two passes of encoding: sizes, checks and limits. The sizes of parts with a length in front are kept
 * in the order in which they are written.
 */
export class Measure {
  readonly format: Format;
  readonly limits: Limits;
  readonly sizes: number[] = [];
  /** Entries of maps in the order of their keys, in the order of writing. */
  readonly sorted: unknown[] = [];
  /** Texts of the string table, and their places in it. */
  strings: string[] = [];
  readonly indexes = new Map<string, number>();
  private readonly mostDepth: number;
  private depth = 0;
  private total = 0;

  constructor(format: Format, options?: EncodeOptions) {
    this.format = format;
    this.limits = merged(format.limits, options);
    this.mostDepth = depthLimit(this.limits);
  }

  fail(code: string, detail: string, key?: Key): never {
    throw new EncodeError(code, detail, key === undefined ? [] : [key]);
  }

  enter(): void {
    if (++this.depth > this.mostDepth) {
      this.fail("limit-depth", `structs lie deeper than the limit of ${this.mostDepth} levels`);
    }
  }

  leave(): void {
    --this.depth;
  }

  /** Counts the elements of an array or the entries of a map. */
  elements(count: number): void {
    const most = orEndless(this.limits.arrayElements);
    if (count > most) {
      this.fail("limit-array", `${count} elements are more than the limit of ${most}`);
    }
    this.total += count;
    if (this.total > orEndless(this.limits.totalElements)) {
      this.fail("limit-total", `there are more than ${this.limits.totalElements} elements in all`);
    }
  }

  text(bytes: number, key?: Key): void {
    if (this.limits.stringBytes !== 0 && bytes > this.limits.stringBytes) {
      this.fail("limit-string", `${bytes} bytes are more than the limit of ${this.limits.stringBytes}`, key);
    }
  }

  message(bytes: number): void {
    if (this.limits.messageBytes !== 0 && bytes > this.limits.messageBytes) {
      this.fail("limit-message", `the message takes ${bytes} bytes; the limit is ${this.limits.messageBytes}`);
    }
  }

  /** A value behind its length. */
  part<T>(codec: Codec<T>, value: T, key: Key): number {
    const index = this.sizes.length;
    this.sizes.push(0);
    const bytes = codec.measure(this, value, key);
    this.sizes[index] = bytes;
    return uvarintSize(bytes) + bytes;
  }

  /** A text behind its length. */
  textPart(value: string, key: Key): number {
    const bytes = utf8.measure(this, value, key);
    this.sizes.push(bytes);
    return uvarintSize(bytes) + bytes;
  }

  /** A value in its bare form. */
  bare<T>(codec: Codec<T>, value: T, key: Key): number {
    return codec.selfDelimiting ? codec.measure(this, value, key) : this.part(codec, value, key);
  }

  /** A field that is left out when its content is empty; `tag` is the size of its tag. */
  unlessEmpty<T>(codec: Codec<T>, value: T, key: Key, tag: number): number {
    const index = this.sizes.length;
    this.sizes.push(0);
    const bytes = codec.measure(this, value, key);
    if (bytes === 0) {
      this.sizes.length = index + 1;
      return 0;
    }
    this.sizes[index] = bytes;
    return tag + uvarintSize(bytes) + bytes;
  }

  /** The index of a text in the string table, where it is put if it is new. */
  interned(value: string, key: Key): number {
    this.text(utf8.measure(this, value, key), key);
    let index = this.indexes.get(value);
    if (index === undefined) {
      index = this.strings.length;
      this.strings.push(value);
      this.indexes.set(value, index);
    }
    return uvarintSize(index);
  }
}

/** The second pass of encoding: writes what was measured into one buffer. */
export class Writer {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly format: Format;
  at = 0;
  private readonly measured: Measure;
  private nextSize = 0;
  private nextSorted = 0;

  constructor(bytes: number, measured: Measure) {
    this.bytes = new Uint8Array(bytes);
    this.view = new DataView(this.bytes.buffer);
    this.format = measured.format;
    this.measured = measured;
  }

  byte(value: number): void {
    this.bytes[this.at++] = value;
  }

  /** A varint of at most 53 bits. */
  uvarint(value: number): void {
    while (value > 0x7fffffff) {
      this.bytes[this.at++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    while (value > 0x7f) {
      this.bytes[this.at++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.bytes[this.at++] = value;
  }

  /** A varint of 64 bits by its halves. */
  varint(low: number, high: number): void {
    while (high !== 0) {
      this.bytes[this.at++] = (low & 0x7f) | 0x80;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    while (low > 0x7f) {
      this.bytes[this.at++] = (low & 0x7f) | 0x80;
      low >>>= 7;
    }
    this.bytes[this.at++] = low;
  }

  uvarint64(value: bigint): void {
    scratch.setBigUint64(0, value, true);
    this.varint(scratch.getUint32(0, true), scratch.getUint32(4, true));
  }

  zigzag64(value: bigint): void {
    scratch.setBigInt64(0, value, true);
    const low = scratch.getUint32(0, true);
    const high = scratch.getInt32(4, true);
    const sign = high >> 31;
    this.varint(((low << 1) ^ sign) >>> 0, (((high << 1) | (low >>> 31)) ^ sign) >>> 0);
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  text(value: string): void {
    if (value.length <= 24) {
      const begin = this.at;
      for (let i = 0; i < value.length; ++i) {
        const unit = value.charCodeAt(i);
        if (unit >= 0x80) {
          this.at = begin;
          this.encodeText(value);
          return;
        }
        this.bytes[this.at++] = unit;
      }
      return;
    }
    this.encodeText(value);
  }

  private encodeText(value: string): void {
    this.at += utf8Encoder.encodeInto(value, this.bytes.subarray(this.at)).written!;
  }

  /** Size of the next part, as measured. */
  size(): number {
    return this.measured.sizes[this.nextSize++]!;
  }

  /** A value behind its length. */
  part<T>(codec: Codec<T>, value: T): void {
    this.uvarint(this.size());
    codec.write(this, value);
  }

  /** A text behind its length. */
  textPart(value: string): void {
    this.uvarint(this.size());
    this.text(value);
  }

  /** A value in its bare form. */
  bare<T>(codec: Codec<T>, value: T): void {
    if (!codec.selfDelimiting) {
      this.uvarint(this.size());
    }
    codec.write(this, value);
  }

  /** A field that is left out when its content is empty. */
  unlessEmpty<T>(codec: Codec<T>, value: T, tag: number): void {
    const bytes = this.size();
    if (bytes > 0) {
      this.uvarint(tag);
      this.uvarint(bytes);
      codec.write(this, value);
    }
  }

  /** The index of a text in the string table. */
  interned(value: string): void {
    this.uvarint(this.measured.indexes.get(value)!);
  }

  /** What the measuring pass has sorted. */
  nextEntries(): unknown {
    return this.measured.sorted[this.nextSorted++];
  }
}

/** Bytes of the shortest varint of a number of at most 53 bits. */
export function uvarintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  if (value < 0x10000000) return 4;
  if (value < 0x800000000) return 5;
  if (value < 0x40000000000) return 6;
  if (value < 0x2000000000000) return 7;
  return 8;
}

/** Bytes of the shortest varint of 64 bits, by their halves. */
export function varintSize(low: number, high: number): number {
  if (high === 0) return uvarintSize(low);
  if (high < 0x8) return 5;
  if (high < 0x400) return 6;
  if (high < 0x20000) return 7;
  if (high < 0x1000000) return 8;
  return high < 0x80000000 ? 9 : 10;
}

function varintSize64(value: bigint): number {
  scratch.setBigUint64(0, value, true);
  return varintSize(scratch.getUint32(0, true), scratch.getUint32(4, true));
}

function zigzagSize64(value: bigint): number {
  scratch.setBigInt64(0, value, true);
  const low = scratch.getUint32(0, true);
  const high = scratch.getInt32(4, true);
  const sign = high >> 31;
  return varintSize(((low << 1) ^ sign) >>> 0, (((high << 1) | (low >>> 31)) ^ sign) >>> 0);
}
