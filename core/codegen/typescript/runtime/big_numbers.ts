/** Bytes from which on integers are given in hex in JSON. */
const mostDecimalBytes = 5120;
const mostDecimalDigits = 12334;

function bigOfBytes(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

function magnitudeHex(value: bigint): string {
  const hex = (value < 0n ? -value : value).toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

function magnitudeSize(value: bigint): number {
  return value === 0n ? 0 : magnitudeHex(value).length / 2;
}

/** Integers of any length: a sign byte, the length, the magnitude with its highest byte first. */
class BigIntCodec extends Codec<bigint> {
  override readonly limited = true;

  measure(m: Measure, value: bigint, key: Key): number {
    if (typeof value !== "bigint") {
      badValue(value, "an integer (bigint)", key);
    }
    const size = magnitudeSize(value);
    m.text(1 + uvarintSize(size) + size, key);
    return 1 + uvarintSize(size) + size;
  }
  write(w: Writer, value: bigint): void {
    w.byte(value < 0n ? 1 : 0);
    w.uvarint(magnitudeSize(value));
    if (value !== 0n) {
      w.raw(fromHex(magnitudeHex(value)));
    }
  }
  read(r: Reader): bigint {
    if (r.at === r.end) {
      return 0n;
    }
    const at = r.at;
    const sign = r.byte();
    if (sign > 1) {
      r.fail("bigint-sign", `the sign byte is 0 or 1, not ${sign}`, at);
    }
    const length = r.length();
    const begin = r.at;
    r.at = begin + length;
    const magnitude = bigOfBytes(r.bytes.subarray(begin, r.at));
    return sign === 1 ? -magnitude : magnitude;
  }
  zero(): bigint {
    return 0n;
  }
  isZero(value: bigint): boolean {
    return value === 0n;
  }
  toJson(value: bigint): string {
    if (magnitudeSize(value) > mostDecimalBytes) {
      return `"${value < 0n ? "-" : ""}0x${magnitudeHex(value)}"`;
    }
    return `"${value}"`;
  }
  fromJson(json: Json): bigint {
    const text = json instanceof JsonNumber ? json.text : json;
    const isText = typeof json === "string";
    if (typeof text === "string" && /^-?[0-9]+$/.test(text) && text.replace(/^-?0*/, "").length > mostDecimalDigits) {
      throw new EncodeError("value-range", `integers of more than ${mostDecimalBytes} bytes are given in hex`);
    }
    const value = typeof text === "string" ? integerOf(text, isText) : null;
    if (value === null) {
      throw wrongJson(json, "an integer, as a number or as text");
    }
    return value;
  }
  equals(a: bigint, b: bigint): boolean {
    return a === b;
  }
  clone(value: bigint): bigint {
    return value;
  }
}

export const bigInt: Codec<bigint> = new BigIntCodec();

const decimalBias = 6176;
const coefficientMask = (1n << 113n) - 1n;
const specialDecimals = new Map([
  ["Infinity", 0x78n << 120n],
  ["-Infinity", 0xf8n << 120n],
  ["NaN", 0x7cn << 120n],
]);

function decimalDigits(digits: string, exponent: number): string {
  const adjusted = exponent + digits.length - 1;
  if (exponent <= 0 && adjusted >= -6) {
    if (exponent === 0) {
      return digits;
    }
    const padded = digits.padStart(1 - exponent, "0");
    return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  }
  const mantissa = digits.length > 1 ? `${digits[0]!}.${digits.slice(1)}` : digits;
  return `${mantissa}E${adjusted < 0 ? "" : "+"}${adjusted}`;
}

/** The text of 128 bits; of those that are no number, `0x` and the 16 bytes in hex, in the order of the wire. */
function decimalText(bits: bigint, wire: () => string): string {
  for (const [text, special] of specialDecimals) {
    if (bits === special) {
      return text;
    }
  }
  const exponent = Number((bits >> 113n) & 0x3fffn) - decimalBias;
  const digits = String(bits & coefficientMask);
  if (exponent > 6111 || digits.length > 34) {
    return `0x${wire()}`;
  }
  return (bits >> 127n === 1n ? "-" : "") + decimalDigits(digits, exponent);
}

function decimalBits(text: string): bigint {
  const special = specialDecimals.get(text);
  if (special !== undefined) {
    return special;
  }
  if (/^0x[0-9a-f]{32}$/.test(text)) {
    return bigOfBytes(fromHex(text.slice(2)).reverse());
  }
  const found = /^([-+]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]+))?$/.exec(text);
  const all = found === null ? "" : found[2]! + (found[3] ?? "");
  if (found === null || all === "") {
    throw new EncodeError("wrong-type", `${jsonString(text)} is no decimal number such as "1.50"`);
  }
  const digits = all.replace(/^0+(?=.)/, "");
  const exponent = Number(found[4] ?? 0) - (found[3] ?? "").length;
  if (digits.length > 34) {
    throw new EncodeError("value-range", `${text} has too many digits; a decimal128 holds 34`);
  }
  if (exponent < -decimalBias || exponent > 6111) {
    throw new EncodeError("value-range", `the exponent of the last digit of ${text} is not within -6176 to 6111`);
  }
  const sign = found[1] === "-" ? 1n << 127n : 0n;
  return sign | (BigInt(exponent + decimalBias) << 113n) | BigInt(digits);
}

/** IEEE 754 decimal128 as text, with its digits and exponent as they are. */
class DecimalCodec extends FixedContent<string> {
  measure(_m: Measure, value: string, key: Key): number {
    if (typeof value !== "string") {
      badValue(value, "a decimal number as text", key);
    }
    try {
      decimalBits(value);
    } catch (error) {
      throw under(error, key);
    }
    return this.count;
  }
  write(w: Writer, value: string): void {
    const bits = decimalBits(value);
    w.view.setBigUint64(w.at, bits, true);
    w.view.setBigUint64(w.at + 8, bits >> 64n, true);
    w.at += this.count;
  }
  read(r: Reader): string {
    const at = this.place(r);
    const bits = r.view.getBigUint64(at, true) | (r.view.getBigUint64(at + 8, true) << 64n);
    return decimalText(bits, () => toHex(r.bytes.subarray(at, at + this.count)));
  }
  zero(): string {
    return "0E-6176";
  }
  isZero(value: string): boolean {
    return decimalBits(value) === 0n;
  }
  toJson(value: string): string {
    return value.startsWith("0x") ? `{"@bytes":"${value.slice(2)}"}` : jsonString(value);
  }
  fromJson(json: Json): string {
    if (json instanceof JsonObject && json.members.size === 1 && json.members.has("@bytes")) {
      const bytes = fromHex(jsonText(json.members.get("@bytes")!));
      if (bytes.length !== this.count) {
        throw new EncodeError("invalid-bytes", '"@bytes" holds the 16 bytes of the number');
      }
      return decimalText(bigOfBytes(bytes.slice().reverse()), () => toHex(bytes));
    }
    const text = jsonText(json, "a decimal number as text");
    if (text.startsWith("0x")) {
      throw wrongJson(json, "a decimal number as text");
    }
    return decimalText(decimalBits(text), () => "");
  }
  equals(a: string, b: string): boolean {
    return decimalBits(a) === decimalBits(b);
  }
  clone(value: string): string {
    return value;
  }
}

export function decimal(selfDelimiting = false): Codec<string> {
  return new DecimalCodec(16, selfDelimiting);
}
