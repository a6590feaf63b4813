/** Upper half of the float64 NaN whose lower half holds the bits of a float32 NaN other than the usual one. */
const float32Nan = 0x7ff80001;

function makeNan(high: number, low: number): number {
  scratch.setUint32(0, low, true);
  scratch.setUint32(4, high, true);
  return scratch.getFloat64(0, true);
}

function isNan32(bits: number): boolean {
  return (bits & 0x7fffffff) > 0x7f800000;
}

/** The bits of a float32; those of a NaN are kept as far as the engine keeps them. */
function bits32(value: number): number {
  if (value !== value) {
    scratch.setFloat64(0, value, true);
    const low = scratch.getUint32(0, true);
    return scratch.getUint32(4, true) === float32Nan && isNan32(low) ? low : 0x7fc00000;
  }
  scratch.setFloat32(0, value, true);
  return scratch.getUint32(0, true);
}

function float32Of(bits: number): number {
  if (isNan32(bits)) {
    return bits === 0x7fc00000 ? NaN : makeNan(float32Nan, bits);
  }
  scratch.setUint32(0, bits, true);
  return scratch.getFloat32(0, true);
}

/** Shortest text that reads as the same float32. */
function float32Text(value: number): string {
  for (let digits = 1; digits < 9; ++digits) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) {
      return String(Number(text));
    }
  }
  return String(value);
}

function hexWord(word: number): string {
  return word.toString(16).padStart(8, "0");
}

function floatJson(value: number, width: number): string {
  if (value !== value) {
    if (width === 4) {
      const bits = bits32(value);
      return bits === 0x7fc00000 ? '"NaN"' : `"NaN:0x${hexWord(bits)}"`;
    }
    scratch.setFloat64(0, value, true);
    const low = scratch.getUint32(0, true);
    const high = scratch.getUint32(4, true);
    return low === 0 && high === 0x7ff80000 ? '"NaN"' : `"NaN:0x${hexWord(high)}${hexWord(low)}"`;
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '"Infinity"' : '"-Infinity"';
  }
  const text = Object.is(value, -0) ? "-0" : width === 4 ? float32Text(Math.fround(value)) : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Whether the number `text` is above (1), below (-1) or equal to the float64 `value`, exactly. */
function compareDecimal(text: string, value: number): number {
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$/.exec(text)!;
  let left = BigInt(whole! + fraction);
  let right = 0n;
  const ten = Number(exponent) - fraction.length;
  let two = 0;
  for (let rest = Math.abs(value); right < 0x20000000000000n && rest > 0; ) {
    const part = Math.floor(rest);
    right += BigInt(part);
    rest -= part;
    if (rest > 0) {
      rest *= 2;
      right *= 2n;
      --two;
    }
  }
  if (ten < 0) {
    right *= 10n ** BigInt(-ten);
  } else {
    left *= 10n ** BigInt(ten);
  }
  left *= 2n ** BigInt(-two);
  const order = left < right ? -1 : left > right ? 1 : 0;
  return sign === "-" ? -order : order;
}

/** The float32 nearest to a decimal number; rounding a float64 again would at times give the one beside it. */
function nearestFloat32(text: string): number {
  const value = Number(text);
  const nearest = Math.fround(value);
  if (value === nearest || !Number.isFinite(value)) {
    return nearest;
  }
  // Only in the middle between two float32 the digits that float64 has lost matter.
  const bits = bits32(nearest);
  const up = value > nearest === value > 0;
  const other = Number.isFinite(nearest) ? float32Of(up ? bits + 1 : bits - 1) : Math.sign(value) * 3.4028234663852886e38;
  const middle = Number.isFinite(nearest) && Number.isFinite(other) ? nearest / 2 + other / 2 : Math.sign(value) * 3.4028235677973366e38;
  if (value !== middle) {
    return nearest;
  }
  const order = compareDecimal(text, value);
  return order === 0 ? nearest : order > 0 === other > nearest ? other : nearest;
}

function floatOfJson(json: Json, width: number): number {
  if (json instanceof JsonNumber) {
    const value = width === 4 ? nearestFloat32(json.text) : Number(json.text);
    if (!Number.isFinite(value)) {
      throw new EncodeError("value-range", `${json.text} is too large for a float of ${8 * width} bits`);
    }
    return value;
  }
  if (json === "NaN") return NaN;
  if (json === "Infinity") return Infinity;
  if (json === "-Infinity") return -Infinity;
  const digits = typeof json === "string" ? /^NaN:0x([0-9A-Fa-f]+)$/.exec(json)?.[1] : undefined;
  if (digits === undefined) {
    throw wrongJson(json, 'a number, "NaN", "Infinity", "-Infinity" or "NaN:0x…"');
  }
  const high = parseInt(digits.slice(0, 8), 16);
  const low = width === 8 ? parseInt(digits.slice(8), 16) : 0;
  const magnitude = high & 0x7fffffff;
  const isNan = width === 4 ? isNan32(high) : magnitude > 0x7ff00000 || (magnitude === 0x7ff00000 && low !== 0);
  if (digits.length !== 2 * width || !isNan) {
    throw new EncodeError("value-range", `${jsonString(json as string)} is no NaN of ${8 * width} bits`);
  }
  return width === 4 ? float32Of(high) : makeNan(high, low);
}

class FloatCodec extends ScalarCodec<number> {
  override readonly least: number;

  /** `canonical`: −0 is written as +0, and every NaN as the usual one. */
  constructor(
    readonly width: number,
    readonly canonical: boolean,
  ) {
    super();
    this.least = width;
  }

  measure(_m: Measure, value: number, key: Key): number {
    if (typeof value !== "number") {
      badValue(value, "a number", key);
    }
    return this.width;
  }
  write(w: Writer, value: number): void {
    const at = w.at;
    w.at = at + this.width;
    if (this.canonical) {
      value = value !== value ? NaN : value + 0;
    }
    if (this.width === 8) {
      w.view.setFloat64(at, value, true);
    } else if (value !== value) {
      w.view.setUint32(at, bits32(value), true);
    } else {
      w.view.setFloat32(at, value, true);
    }
  }
  read(r: Reader): number {
    const at = r.at;
    r.need(this.width);
    r.at = at + this.width;
    if (this.width === 8) {
      return r.view.getFloat64(at, true);
    }
    const value = r.view.getFloat32(at, true);
    return value !== value ? float32Of(r.view.getUint32(at, true)) : value;
  }
  zero(): number {
    return 0;
  }
  isZero(value: number): boolean {
    return this.canonical ? value === 0 : Object.is(value, 0);
  }
  toJson(value: number): string {
    return floatJson(value, this.width);
  }
  fromJson(json: Json): number {
    return floatOfJson(json, this.width);
  }
  override equals(a: number, b: number): boolean {
    if (this.width === 4) {
      a = Math.fround(a);
      b = Math.fround(b);
    }
    return a === b || (a !== a && b !== b);
  }
}

export const f32: Codec<number> = new FloatCodec(4, false);
export const f64: Codec<number> = new FloatCodec(8, false);
export const canonicalF32: Codec<number> = new FloatCodec(4, true);
export const canonicalF64: Codec<number> = new FloatCodec(8, true);
