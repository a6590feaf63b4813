/** Values of one type, whatever their wire format. */
export abstract class Shape<T> {
  /** What a missing value is. */
  abstract zero(): T;
  /** JSON text. */
  abstract toJson(value: T): string;
  abstract fromJson(json: Json): T;
  abstract equals(a: T, b: T): boolean;
  abstract clone(value: T): T;
}

/** How values of one type lie in bytes. The content's end is known from outside, or the codec delimits itself. */
export abstract class Codec<T> extends Shape<T> {
  /** Bytes that the content takes at least. */
  readonly least: number = 0;
  /** Whether the bare form has no length in front. */
  readonly selfDelimiting: boolean = false;
  /** Whether the limit of texts holds. */
  readonly limited: boolean = false;

  /** Checks the value and gives the size of its content in bytes. */
  abstract measure(m: Measure, value: T, key: Key): number;
  /** Writes the content of a value that was measured. */
  abstract write(w: Writer, value: T): void;
  /** Reads content, which ends at the reader's end. */
  abstract read(r: Reader): T;
  abstract isZero(value: T): boolean;
}

function badValue(value: unknown, expected: string, key: Key): never {
  if (value === undefined || value === null) {
    throw new EncodeError("missing-value", `${expected} was expected, but there is no value`, [key]);
  }
  throw new EncodeError("wrong-type", `${expected} was expected, not ${String(value)}`, [key]);
}

function badNumber(value: unknown, lowest: number | bigint, highest: number | bigint, key: Key): never {
  const wanted = typeof highest;
  if (typeof value !== wanted || (typeof value === "number" && !Number.isInteger(value))) {
    return badValue(value, wanted === "bigint" ? "an integer (bigint)" : "an integer", key);
  }
  throw new EncodeError("value-range", `${String(value)} is not within ${lowest} to ${highest}`, [key]);
}

abstract class ScalarCodec<T> extends Codec<T> {
  override readonly selfDelimiting = true;

  equals(a: T, b: T): boolean {
    return a === b;
  }
  clone(value: T): T {
    return value;
  }
}

abstract class NumberCodec extends ScalarCodec<number> {
  constructor(
    readonly lowest: number,
    readonly highest: number,
  ) {
    super();
  }

  protected bad(value: unknown, key: Key): never {
    return badNumber(value, this.lowest, this.highest, key);
  }
  protected outside(r: Reader, at: number): never {
    return r.fail("value-range", `the number is not within ${this.lowest} to ${this.highest}`, at);
  }
  zero(): number {
    return 0;
  }
  isZero(value: number): boolean {
    return value === 0;
  }
  toJson(value: number): string {
    return String(value);
  }
  fromJson(json: Json): number {
    return Number(jsonInteger(json, BigInt(this.lowest), BigInt(this.highest)));
  }
}

abstract class BigNumberCodec extends ScalarCodec<bigint> {
  constructor(
    readonly lowest: bigint,
    readonly highest: bigint,
  ) {
    super();
  }

  protected check(value: bigint, key: Key): void {
    if (typeof value !== "bigint" || value < this.lowest || value > this.highest) {
      badNumber(value, this.lowest, this.highest, key);
    }
  }
  zero(): bigint {
    return 0n;
  }
  isZero(value: bigint): boolean {
    return value === 0n;
  }
  toJson(value: bigint): string {
    return String(value);
  }
  fromJson(json: Json): bigint {
    return jsonInteger(json, this.lowest, this.highest);
  }
}

abstract class BoolCodec extends ScalarCodec<boolean> {
  override readonly least = 1;

  measure(_m: Measure, value: boolean, key: Key): number {
    if (typeof value !== "boolean") {
      badValue(value, "true or false", key);
    }
    return 1;
  }
  write(w: Writer, value: boolean): void {
    w.byte(value ? 1 : 0);
  }
  zero(): boolean {
    return false;
  }
  isZero(value: boolean): boolean {
    return !value;
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

const lowest64 = -0x8000000000000000n;
const highest64 = 0x7fffffffffffffffn;
const highestUnsigned64 = 0xffffffffffffffffn;

/** The names of an enum's numbers, as the schema has them. */
export class EnumNames {
  private readonly numbers = new Map<string, number>();

  /** `open`: numbers without a name are values too. */
  constructor(
    private readonly names: ReadonlyMap<number, string>,
    readonly open: boolean,
    private readonly byNumber: boolean,
  ) {
    for (const [number, name] of names) {
      this.numbers.set(name, number);
    }
  }

  has(value: number): boolean {
    return this.names.has(value);
  }
  toJson(value: number): string {
    const name = this.names.get(value);
    return name === undefined ? String(value) : jsonString(name);
  }
  fromJson(json: Json): number {
    if (json instanceof JsonNumber && this.open && this.byNumber) {
      return Number(jsonInteger(json, 0n, 0x7fffffffn));
    }
    const number = this.numbers.get(jsonText(json, "the name of an enum value"));
    if (number === undefined) {
      throw new EncodeError("unknown-enum-value", `${jsonString(json as string)} is no value of this enum`);
    }
    return number;
  }
}
