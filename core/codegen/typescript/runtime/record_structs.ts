/** A bit that says whether there is a value, then the value. */
class BitOptional<T> extends BitCodec<T | null> {
  readonly bits: number;

  constructor(private readonly inner: BitCodec<T>) {
    super();
    this.bits = inner.bits + 1;
  }

  check(m: Measure, value: T | null, key: Key): void {
    if (value !== null && value !== undefined) {
      this.inner.check(m, value, key);
    }
  }
  place(bytes: Uint8Array, at: number, value: T | null): void {
    if (value !== null && value !== undefined) {
      placeBits(bytes, at, 1, 1);
      this.inner.place(bytes, at + 1, value);
    }
  }
  read(r: BitReader, at: number, depth: number): T | null {
    return readBits(r.bytes, at, 1) === 0 ? null : this.inner.read(r, at + 1, depth);
  }
  zero(): T | null {
    return null;
  }
  toJson(value: T | null): string {
    return value === null || value === undefined ? "null" : this.inner.toJson(value);
  }
  fromJson(json: Json): T | null {
    return json === null ? null : this.inner.fromJson(json);
  }
  equals(a: T | null, b: T | null): boolean {
    return a === null || b === null ? a === b : this.inner.equals(a, b);
  }
  clone(value: T | null): T | null {
    return value === null ? null : this.inner.clone(value);
  }
}

export function bitOptional<T>(inner: BitCodec<T>): BitCodec<T | null> {
  return new BitOptional(inner);
}

/** A count of `countBits` bits (0: always all), then room for `capacity` elements. */
class BitArray<T> extends BitCodec<T[]> {
  readonly bits: number;

  constructor(
    private readonly element: BitCodec<T>,
    private readonly countBits: number,
    private readonly capacity: number,
  ) {
    super();
    this.bits = countBits + capacity * element.bits;
  }

  private checkCount(count: number, path: readonly Key[]): void {
    const fits = this.countBits === 0 ? count === this.capacity : count <= this.capacity;
    if (!fits) {
      const wanted = this.countBits === 0 ? "exactly" : "at most";
      throw new EncodeError("array-count", `the array holds ${wanted} ${this.capacity} elements, not ${count}`, path);
    }
  }
  check(m: Measure, value: T[], key: Key): void {
    measureArray(m, value, key);
    this.checkCount(value.length, [key]);
    measureElements(value, key, (element, i) => {
      this.element.check(m, element, i);
      return 0;
    });
  }
  place(bytes: Uint8Array, at: number, value: T[]): void {
    placeBits(bytes, at, this.countBits, value.length);
    at += this.countBits;
    for (const element of value) {
      this.element.place(bytes, at, element);
      at += this.element.bits;
    }
  }
  read(r: BitReader, at: number, depth: number): T[] {
    const count = this.countBits === 0 ? this.capacity : readBits(r.bytes, at, this.countBits);
    if (count > this.capacity) {
      r.fail("count-above-max", at, `the count says ${count} elements, but the array holds at most ${this.capacity}`);
    }
    r.elements(count, at);
    const value: T[] = [];
    for (let i = 0; i < count; ++i) {
      value.push(this.element.read(r, at + this.countBits + i * this.element.bits, depth));
    }
    return value;
  }
  zero(): T[] {
    return Array.from({ length: this.countBits === 0 ? this.capacity : 0 }, () => this.element.zero());
  }
  toJson(value: T[]): string {
    return `[${value.map((element) => this.element.toJson(element)).join(",")}]`;
  }
  fromJson(json: Json): T[] {
    const value = jsonArray(json).map((element, i) => jsonPart(this.element, element, i));
    this.checkCount(value.length, []);
    return value;
  }
  equals(a: T[], b: T[]): boolean {
    return a.length === b.length && a.every((element, i) => this.element.equals(element, b[i]!));
  }
  clone(value: T[]): T[] {
    return value.map((element) => this.element.clone(element));
  }
}

export function bitArray<T>(element: BitCodec<T>, countBits: number, capacity: number): BitCodec<T[]> {
  return new BitArray(element, countBits, capacity);
}

/** What the code of a bit record gives. */
export interface RecordParts<T> extends StructParts<T> {
  readonly bits: number;
  /** Whether the packed integer lies in bytes with its highest byte first. */
  readonly reversed: boolean;
  check(m: Measure, value: T): void;
  place(bytes: Uint8Array, at: number, value: T): void;
  read(r: BitReader, at: number, depth: number): T;
}

/** Fields at bit offsets. */
export class RecordCodec<T extends object> extends BitCodec<T> {
  readonly bits: number;
  readonly reversed: boolean;
  /** Bytes of a record that stands alone. */
  readonly size: number;
  readonly shape: StructShape<T>;

  constructor(readonly parts: RecordParts<T>) {
    super();
    this.bits = parts.bits;
    this.reversed = parts.reversed;
    this.size = Math.max(1, Math.ceil(parts.bits / 8));
    this.shape = new StructShape(parts);
  }

  check(m: Measure, value: T, key: Key): void {
    if (typeof value !== "object" || value === null) {
      badValue(value, "an object", key);
    }
    try {
      m.enter();
      this.parts.check(m, value);
      m.leave();
    } catch (error) {
      throw key === "" ? error : under(error, key);
    }
  }
  place(bytes: Uint8Array, at: number, value: T): void {
    this.parts.place(bytes, at, value);
  }
  read(r: BitReader, at: number, depth: number): T {
    r.checkDepth(depth + 1, at);
    return this.parts.read(r, at, depth + 1);
  }
  zero(): T {
    return this.parts.zero();
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

export function record<T extends object>(parts: RecordParts<T>): RecordCodec<T> {
  return new RecordCodec(parts);
}

/** The integer that bytes hold, the lowest byte first. */
function packedOf(bytes: Uint8Array): bigint {
  return bigOfBytes(bytes.slice().reverse());
}

function bytesOfPacked(packed: bigint, size: number): Uint8Array {
  const hex = packed.toString(16).padStart(2 * size, "0");
  return fromHex(hex).reverse();
}

/** One field of a packed record. */
export function getBits<T>(codec: BitCodec<T>, packed: bigint, offset: number, format: Format): T {
  const size = Math.ceil((offset + codec.bits + 1) / 8);
  const bytes = bytesOfPacked(BigInt.asUintN(8 * size, packed), size);
  return codec.read(new BitReader(bytes, format), offset, 1);
}

/** A packed record with one field changed. */
export function setBits<T>(codec: BitCodec<T>, packed: bigint, offset: number, value: T, format: Format): bigint {
  codec.check(new Measure(format), value, "value");
  const bytes = new Uint8Array(Math.ceil((offset + codec.bits + 1) / 8));
  codec.place(bytes, offset, value);
  const mask = ((1n << BigInt(codec.bits)) - 1n) << BigInt(offset);
  return (packed & ~mask) | packedOf(bytes);
}

export function encodeRecord<T extends object>(codec: RecordCodec<T>, value: T, format: Format, options?: EncodeOptions): Uint8Array {
  codec.check(new Measure(format, options), value, "");
  const bytes = new Uint8Array(codec.size);
  codec.place(bytes, 0, value);
  return codec.reversed ? bytes.reverse() : bytes;
}

export function decodeRecord<T extends object>(codec: RecordCodec<T>, bytes: Uint8Array, format: Format, options?: DecodeOptions): T {
  const limits = merged(format.limits, options);
  if (limits.messageBytes !== 0 && bytes.length > limits.messageBytes) {
    throw new DecodeError("limit-message", 0, `the input has ${bytes.length} bytes; the limit is ${limits.messageBytes}`);
  }
  if (bytes.length < codec.size) {
    throw new DecodeError("truncated", bytes.length, `the record takes ${codec.size} bytes, but there are only ${bytes.length}`);
  }
  const own = bytes.subarray(0, codec.size);
  const reader = new BitReader(codec.reversed ? own.slice().reverse() : own, format, options);
  return codec.parts.read(reader, 0, 1);
}

/** The packed integer of a record. */
export function packRecord<T extends object>(codec: RecordCodec<T>, value: T, format: Format): bigint {
  const bytes = encodeRecord(codec, value, format);
  return packedOf(codec.reversed ? bytes.reverse() : bytes);
}

/** The record in a packed integer; what lies above it is not looked at. */
export function unpackRecord<T extends object>(codec: RecordCodec<T>, packed: bigint, format: Format, options?: DecodeOptions): T {
  const bytes = bytesOfPacked(BigInt.asUintN(8 * codec.size, packed), codec.size);
  return decodeRecord(codec, codec.reversed ? bytes.reverse() : bytes, format, options);
}

/** A field of a packed integer. */
export interface BitField<T> {
  readonly offset: number;
  readonly bits: number;
  readonly mask: bigint;
  get(packed: bigint): T;
  /** The packed integer with the field changed. */
  set(packed: bigint, value: T): bigint;
}

export function bitField<T>(codec: BitCodec<T>, offset: number, format: Format): BitField<T> {
  return {
    offset,
    bits: codec.bits,
    mask: ((1n << BigInt(codec.bits)) - 1n) << BigInt(offset),
    get: (packed) => getBits(codec, packed, offset, format),
    set: (packed, value) => setBits(codec, packed, offset, value, format),
  };
}
