/** Reads fields at bit positions. */
class BitReader {
  readonly limits: Limits;
  private total = 0;
  private readonly mostDepth: number;

  constructor(
    readonly bytes: Uint8Array,
    format: Format,
    options?: DecodeOptions,
  ) {
    this.limits = merged(format.limits, options);
    this.mostDepth = orEndless(this.limits.depth);
  }

  fail(code: string, at: number, message: string): never {
    throw new DecodeError(code, Math.floor(at / 8), `${message} (bit ${at})`);
  }

  checkDepth(depth: number, at: number): void {
    if (depth > this.mostDepth) {
      this.fail("limit-depth", at, `structs lie deeper than the limit of ${this.mostDepth} levels`);
    }
  }

  elements(count: number, at: number): void {
    this.total += count;
    if (count > orEndless(this.limits.arrayElements)) {
      this.fail("limit-array", at, `${count} elements are more than the limit of ${this.limits.arrayElements}`);
    }
    if (this.total > orEndless(this.limits.totalElements)) {
      this.fail("limit-total", at, `there are more than ${this.limits.totalElements} elements in all`);
    }
  }
}

/** How values of one type lie in bits; all take the same number of them. */
export abstract class BitCodec<T> extends Shape<T> {
  abstract readonly bits: number;
  abstract check(m: Measure, value: T, key: Key): void;
  /** Puts a value that was checked at bit `at`. */
  abstract place(bytes: Uint8Array, at: number, value: T): void;
  abstract read(r: BitReader, at: number, depth: number): T;
}

abstract class BitScalar<T> extends BitCodec<T> {
  equals(a: T, b: T): boolean {
    return a === b;
  }
  clone(value: T): T {
    return value;
  }
}

/** Integers that fit a JavaScript number, stored as what they are above the lowest. */
class BitNumber extends BitScalar<number> {
  constructor(
    readonly bits: number,
    private readonly lowest: number,
    private readonly highest: number,
  ) {
    super();
  }

  check(_m: Measure, value: number, key: Key): void {
    if (!Number.isInteger(value) || value < this.lowest || value > this.highest) {
      badNumber(value, this.lowest, this.highest, key);
    }
  }
  place(bytes: Uint8Array, at: number, value: number): void {
    placeBits(bytes, at, Math.min(this.bits, 33), value - this.lowest);
  }
  read(r: BitReader, at: number): number {
    const stored = this.bits <= 32 ? readBits(r.bytes, at, this.bits) : Number(readBits64(r.bytes, at, this.bits));
    if (stored > this.highest - this.lowest) {
      r.fail("value-range", at, `the stored number ${stored} is above the range ${this.lowest} to ${this.highest}`);
    }
    return stored + this.lowest;
  }
  zero(): number {
    return this.lowest <= 0 && this.highest >= 0 ? 0 : this.lowest;
  }
  toJson(value: number): string {
    return String(value);
  }
  fromJson(json: Json): number {
    return Number(jsonInteger(json, BigInt(this.lowest), BigInt(this.highest)));
  }
}

export function bitNumber(bits: number, lowest: number, highest: number): BitCodec<number> {
  return new BitNumber(bits, lowest, highest);
}

class BitBigNumber extends BitScalar<bigint> {
  constructor(
    readonly bits: number,
    private readonly lowest: bigint,
    private readonly highest: bigint,
  ) {
    super();
  }

  check(_m: Measure, value: bigint, key: Key): void {
    if (typeof value !== "bigint" || value < this.lowest || value > this.highest) {
      badNumber(value, this.lowest, this.highest, key);
    }
  }
  place(bytes: Uint8Array, at: number, value: bigint): void {
    placeBits64(bytes, at, this.bits, value - this.lowest);
  }
  read(r: BitReader, at: number): bigint {
    const stored = readBits64(r.bytes, at, this.bits);
    if (stored > this.highest - this.lowest) {
      r.fail("value-range", at, `the stored number ${stored} is above the range ${this.lowest} to ${this.highest}`);
    }
    return stored + this.lowest;
  }
  zero(): bigint {
    return this.lowest <= 0n && this.highest >= 0n ? 0n : this.lowest;
  }
  toJson(value: bigint): string {
    return String(value);
  }
  fromJson(json: Json): bigint {
    return jsonInteger(json, this.lowest, this.highest);
  }
}

export function bitBigNumber(bits: number, lowest: bigint, highest: bigint): BitCodec<bigint> {
  return new BitBigNumber(bits, lowest, highest);
}

class BitBool extends BitScalar<boolean> {
  readonly bits = 1;

  check(_m: Measure, value: boolean, key: Key): void {
    if (typeof value !== "boolean") {
      badValue(value, "true or false", key);
    }
  }
  place(bytes: Uint8Array, at: number, value: boolean): void {
    placeBits(bytes, at, 1, value ? 1 : 0);
  }
  read(r: BitReader, at: number): boolean {
    return readBits(r.bytes, at, 1) !== 0;
  }
  zero(): boolean {
    return false;
  }
  toJson(value: boolean): string {
    return String(value);
  }
  fromJson(json: Json): boolean {
    if (typeof json !== "boolean") {
      throw wrongJson(json, "true or false");
    }
    return json;
  }
}

export const bitBool: BitCodec<boolean> = new BitBool();

class BitEnum extends BitScalar<number> {
  constructor(
    readonly bits: number,
    private readonly names: EnumNames,
  ) {
    super();
  }

  check(_m: Measure, value: number, key: Key): void {
    if (typeof value !== "number") {
      badValue(value, "an enum value", key);
    }
    if (!this.names.has(value)) {
      throw new EncodeError("unknown-enum-value", `${value} is no value of this enum`, [key]);
    }
  }
  place(bytes: Uint8Array, at: number, value: number): void {
    placeBits(bytes, at, this.bits, value);
  }
  read(r: BitReader, at: number): number {
    const value = readBits(r.bytes, at, this.bits);
    if (!this.names.has(value)) {
      r.fail("unknown-enum-value", at, `the enum has no value with the index ${value}`);
    }
    return value;
  }
  zero(): number {
    return 0;
  }
  toJson(value: number): string {
    return this.names.toJson(value);
  }
  fromJson(json: Json): number {
    return this.names.fromJson(json);
  }
}

export function bitEnum<T extends number>(bits: number, names: EnumNames): BitCodec<T> {
  return new BitEnum(bits, names) as BitCodec<number> as BitCodec<T>;
}

type Flags = Record<string, boolean>;

/** Flags as an object of bools. */
class BitFlags extends BitCodec<Flags> {
  constructor(
    readonly bits: number,
    private readonly flags: readonly (readonly [key: string, name: string, position: number])[],
  ) {
    super();
  }

  check(_m: Measure, value: Flags, key: Key): void {
    if (typeof value !== "object" || value === null) {
      badValue(value, "an object of flags", key);
    }
  }
  place(bytes: Uint8Array, at: number, value: Flags): void {
    for (const [key, , position] of this.flags) {
      placeBits(bytes, at + position, 1, value[key] === true ? 1 : 0);
    }
  }
  read(r: BitReader, at: number): Flags {
    let rest = readBits64(r.bytes, at, this.bits);
    const value: Flags = {};
    for (const [key, , position] of this.flags) {
      const bit = 1n << BigInt(position);
      value[key] = (rest & bit) !== 0n;
      rest &= ~bit;
    }
    if (rest !== 0n) {
      r.fail("undefined-flag", at, `bits are set that no flag names (${rest})`);
    }
    return value;
  }
  zero(): Flags {
    return Object.fromEntries(this.flags.map(([key]) => [key, false]));
  }
  toJson(value: Flags): string {
    return jsonObject(this.flags.flatMap(([key, name]) => [name, String(value[key] === true)]));
  }
  fromJson(json: Json): Flags {
    const value = this.zero();
    if (Array.isArray(json)) {
      for (const name of json) {
        value[this.keyOf(jsonText(name, "a flag's name"))] = true;
      }
      return value;
    }
    for (const [name, set] of jsonMembers(json, "an object of flags, or an array of their names")) {
      if (typeof set !== "boolean") {
        throw new EncodeError("wrong-type", "true or false was expected", [name]);
      }
      value[this.keyOf(name)] = set;
    }
    return value;
  }

  private keyOf(name: string): string {
    const flag = this.flags.find((one) => one[1] === name);
    if (flag === undefined) {
      throw new EncodeError("unknown-flag", `there is no flag ${jsonString(name)}`);
    }
    return flag[0];
  }
  equals(a: Flags, b: Flags): boolean {
    return this.flags.every(([key]) => (a[key] === true) === (b[key] === true));
  }
  clone(value: Flags): Flags {
    return { ...value };
  }
}

export function bitFlags<T>(bits: number, flags: readonly (readonly [string, string, number])[]): BitCodec<T> {
  return new BitFlags(bits, flags) as unknown as BitCodec<T>;
}

/** Days, hours, minutes or seconds since the first date, as a Date in UTC. */
class BitDate extends BitCodec<Date> {
  /** `origin`: seconds since 1970; `unit`: in seconds; `most`: the largest stored number. */
  constructor(
    readonly bits: number,
    private readonly origin: number,
    private readonly unit: number,
    private readonly most: number,
  ) {
    super();
  }

  /** The stored number; throws when the date has none. */
  private stored(value: Date): number {
    const since = value.getTime() / 1000 - this.origin;
    if (since % this.unit !== 0) {
      throw new EncodeError("date-not-whole", `the date is no whole number of steps of ${this.unit} s`);
    }
    if (!(since >= 0 && since / this.unit <= this.most)) {
      throw new EncodeError("value-range", "the date lies outside the range of its field");
    }
    return since / this.unit;
  }

  check(_m: Measure, value: Date, key: Key): void {
    if (!(value instanceof Date)) {
      badValue(value, "a Date", key);
    }
    try {
      this.stored(value);
    } catch (error) {
      throw under(error, key);
    }
  }
  place(bytes: Uint8Array, at: number, value: Date): void {
    placeBits64(bytes, at, this.bits, BigInt(this.stored(value)));
  }
  read(r: BitReader, at: number): Date {
    const stored = Number(readBits64(r.bytes, at, this.bits));
    if (stored > this.most) {
      r.fail("past-max-date", at, `the stored number ${stored} is past the last date`);
    }
    return new Date((this.origin + stored * this.unit) * 1000);
  }
  zero(): Date {
    return new Date(this.origin * 1000);
  }
  toJson(value: Date): string {
    return `"${value.toISOString().slice(0, this.unit === 86400 ? 10 : 19)}"`;
  }
  fromJson(json: Json): Date {
    const text = jsonText(json, "a date as text");
    const form = this.unit === 86400 ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
    const seconds = form.test(text) && !text.startsWith("0000") ? civilSeconds(text) : null;
    if (seconds === null) {
      throw new EncodeError("bad-date", `${jsonString(text)} is not a date of the form that its field has`);
    }
    const date = new Date(seconds * 1000);
    this.stored(date);
    return date;
  }
  equals(a: Date, b: Date): boolean {
    return a.getTime() === b.getTime();
  }
  clone(value: Date): Date {
    return new Date(value.getTime());
  }
}

export function bitDate(bits: number, origin: number, unit: number, most: number): BitCodec<Date> {
  return new BitDate(bits, origin, unit, most);
}
