class UnsignedVarint extends NumberCodec {
  override readonly least = 1;

  measure(_m: Measure, value: number, key: Key): number {
    if (value >>> 0 !== value || value > this.highest) {
      this.bad(value, key);
    }
    return uvarintSize(value);
  }
  write(w: Writer, value: number): void {
    w.uvarint(value);
  }
  read(r: Reader): number {
    const at = r.at;
    const value = r.uvarint();
    if (value > this.highest) {
      this.outside(r, at);
    }
    return value;
  }
}

class UnsignedVarint64 extends BigNumberCodec {
  override readonly least = 1;

  measure(_m: Measure, value: bigint, key: Key): number {
    this.check(value, key);
    return varintSize64(value);
  }
  write(w: Writer, value: bigint): void {
    w.uvarint64(value);
  }
  read(r: Reader): bigint {
    return r.uvarint64();
  }
}

class ZigZagVarint extends NumberCodec {
  override readonly least = 1;

  measure(_m: Measure, value: number, key: Key): number {
    if ((value | 0) !== value || value < this.lowest || value > this.highest) {
      this.bad(value, key);
    }
    return uvarintSize(((value << 1) ^ (value >> 31)) >>> 0);
  }
  write(w: Writer, value: number): void {
    w.uvarint(((value << 1) ^ (value >> 31)) >>> 0);
  }
  read(r: Reader): number {
    const at = r.at;
    r.varint();
    const value = (r.low >>> 1) ^ -(r.low & 1);
    if (r.high !== 0 || value < this.lowest || value > this.highest) {
      this.outside(r, at);
    }
    return value;
  }
}

class ZigZagVarint64 extends BigNumberCodec {
  override readonly least = 1;

  measure(_m: Measure, value: bigint, key: Key): number {
    this.check(value, key);
    return zigzagSize64(value);
  }
  write(w: Writer, value: bigint): void {
    w.zigzag64(value);
  }
  read(r: Reader): bigint {
    return r.zigzag64();
  }
}

/** Two's complement, extended to 64 bits. */
class SignedVarint extends NumberCodec {
  override readonly least = 1;

  measure(_m: Measure, value: number, key: Key): number {
    if ((value | 0) !== value || value < this.lowest || value > this.highest) {
      this.bad(value, key);
    }
    return value < 0 ? 10 : uvarintSize(value);
  }
  write(w: Writer, value: number): void {
    w.varint(value >>> 0, value < 0 ? 0xffffffff : 0);
  }
  read(r: Reader): number {
    const at = r.at;
    r.varint();
    const value = r.low | 0;
    if (r.high !== (value < 0 ? 0xffffffff : 0) || value < this.lowest || value > this.highest) {
      this.outside(r, at);
    }
    return value;
  }
}

class SignedVarint64 extends BigNumberCodec {
  override readonly least = 1;

  measure(_m: Measure, value: bigint, key: Key): number {
    this.check(value, key);
    return varintSize64(value);
  }
  write(w: Writer, value: bigint): void {
    w.uvarint64(value);
  }
  read(r: Reader): bigint {
    return r.signed64();
  }
}

class VarintBool extends BoolCodec {
  read(r: Reader): boolean {
    if (r.at < r.end && r.bytes[r.at]! < 0x80) {
      return r.bytes[r.at++]! !== 0;
    }
    r.varint();
    return r.low !== 0 || r.high !== 0;
  }
}

class VarintEnum extends UnsignedVarint {
  constructor(readonly names: EnumNames) {
    super(0, 0x7fffffff);
  }

  override toJson(value: number): string {
    return this.names.toJson(value);
  }
  override fromJson(json: Json): number {
    return this.names.fromJson(json);
  }
}

class FixedBool extends BoolCodec {
  read(r: Reader): boolean {
    return r.byte() !== 0;
  }
}

/** Little-endian integers of 1, 2 or 4 bytes. */
class FixedNumber extends NumberCodec {
  override readonly least: number;

  constructor(
    readonly width: number,
    readonly signed: boolean,
  ) {
    super(signed ? -(2 ** (8 * width - 1)) : 0, 2 ** (signed ? 8 * width - 1 : 8 * width) - 1);
    this.least = width;
  }

  measure(_m: Measure, value: number, key: Key): number {
    if (typeof value !== "number" || !(value >= this.lowest && value <= this.highest) || !Number.isInteger(value)) {
      this.bad(value, key);
    }
    return this.width;
  }
  write(w: Writer, value: number): void {
    const at = w.at;
    w.at = at + this.width;
    if (this.width === 4) {
      w.view.setInt32(at, value, true);
    } else if (this.width === 2) {
      w.view.setInt16(at, value, true);
    } else {
      w.bytes[at] = value;
    }
  }
  read(r: Reader): number {
    const at = r.at;
    r.need(this.width);
    r.at = at + this.width;
    if (this.width === 4) {
      return this.signed ? r.view.getInt32(at, true) : r.view.getUint32(at, true);
    }
    if (this.width === 2) {
      return this.signed ? r.view.getInt16(at, true) : r.view.getUint16(at, true);
    }
    return this.signed ? r.view.getInt8(at) : r.bytes[at]!;
  }
}

class FixedNumber64 extends BigNumberCodec {
  override readonly least = 8;

  constructor(readonly signed: boolean) {
    super(signed ? lowest64 : 0n, signed ? highest64 : highestUnsigned64);
  }

  measure(_m: Measure, value: bigint, key: Key): number {
    this.check(value, key);
    return 8;
  }
  write(w: Writer, value: bigint): void {
    w.view.setBigInt64(w.at, value, true);
    w.at += 8;
  }
  read(r: Reader): bigint {
    const at = r.at;
    r.need(8);
    r.at = at + 8;
    return this.signed ? r.view.getBigInt64(at, true) : r.view.getBigUint64(at, true);
  }
}


/** Varints. */
export const uvarint8: Codec<number> = new UnsignedVarint(0, 0xff);
export const uvarint16: Codec<number> = new UnsignedVarint(0, 0xffff);
export const uvarint32: Codec<number> = new UnsignedVarint(0, 0xffffffff);
export const uvarint64: Codec<bigint> = new UnsignedVarint64(0n, highestUnsigned64);
export const zigzag8: Codec<number> = new ZigZagVarint(-0x80, 0x7f);
export const zigzag16: Codec<number> = new ZigZagVarint(-0x8000, 0x7fff);
export const zigzag32: Codec<number> = new ZigZagVarint(-0x80000000, 0x7fffffff);
export const zigzag64: Codec<bigint> = new ZigZagVarint64(lowest64, highest64);
export const signed8: Codec<number> = new SignedVarint(-0x80, 0x7f);
export const signed16: Codec<number> = new SignedVarint(-0x8000, 0x7fff);
export const signed32: Codec<number> = new SignedVarint(-0x80000000, 0x7fffffff);
export const signed64: Codec<bigint> = new SignedVarint64(lowest64, highest64);
export const varintBool: Codec<boolean> = new VarintBool();

export function varintEnum<T extends number>(names: EnumNames): Codec<T> {
  return new VarintEnum(names) as Codec<number> as Codec<T>;
}

/** Little-endian numbers of fixed width. */
export const u8: Codec<number> = new FixedNumber(1, false);
export const u16: Codec<number> = new FixedNumber(2, false);
export const u32: Codec<number> = new FixedNumber(4, false);
export const u64: Codec<bigint> = new FixedNumber64(false);
export const i8: Codec<number> = new FixedNumber(1, true);
export const i16: Codec<number> = new FixedNumber(2, true);
export const i32: Codec<number> = new FixedNumber(4, true);
export const i64: Codec<bigint> = new FixedNumber64(true);
export const bool8: Codec<boolean> = new FixedBool();
