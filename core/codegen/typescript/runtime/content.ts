/** Content of exactly `count` bytes. */
abstract class FixedContent<T> extends Codec<T> {
  override readonly least: number;

  constructor(
    readonly count: number,
    override readonly selfDelimiting: boolean,
  ) {
    super();
    this.least = count;
  }

  /** Makes sure that the content is all there, and gives its place. */
  protected place(r: Reader): number {
    const at = r.at;
    if (this.selfDelimiting) {
      r.need(this.count);
    } else if (r.end - at !== this.count) {
      r.fail("bad-length", `exactly ${this.count} bytes were expected, here are ${r.end - at}`);
    }
    r.at = at + this.count;
    return at;
  }
}

/** A point in time, or anything else that is counted in seconds since 1970-01-01T00:00:00Z. */
export interface Timestamp {
  seconds: bigint;
  /** Nanoseconds, 0 to 999,999,999. */
  nanos: number;
}

const yearZero = -62167219200n;
const lastOfYear9999 = 253402300799n;
const instant = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([-+])(\d\d):(\d\d))$/;

/** Seconds since 1970 of `YYYY-MM-DD`, or of `YYYY-MM-DDThh:mm:ss`; null when there is no such time. */
function civilSeconds(text: string): number | null {
  const [year, month, day, hour = 0, minute = 0, second = 0] = text.split(/[-Tt:]/).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day!);
  const isDay = date.getUTCFullYear() === year && date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
  if (!isDay || hour > 23 || minute > 59 || second > 59) {
    return null;
  }
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

/** A time as RFC 3339 text; null when its year is not within 0 to 9999. */
export function timestampText(value: Timestamp): string | null {
  if (value.seconds < yearZero || value.seconds > lastOfYear9999) {
    return null;
  }
  const text = new Date(Number(value.seconds) * 1000).toISOString().slice(0, 19);
  const fraction = value.nanos === 0 ? "" : `.${String(value.nanos).padStart(9, "0").replace(/0+$/, "")}`;
  return `${text}${fraction}Z`;
}

/** Reads RFC 3339 text. */
export function timestampOf(text: string): Timestamp {
  const found = instant.exec(text);
  const local = found === null ? null : civilSeconds(found[1]!);
  const hours = Number(found?.[4] ?? 0);
  const minutes = Number(found?.[5] ?? 0);
  if (found === null || local === null || hours > 23 || minutes > 59) {
    throw new EncodeError("bad-date", `${jsonString(text)} is not a time of the form 2026-01-21T00:00:00.000000001Z`);
  }
  const east = (hours * 3600 + minutes * 60) * (found[3] === "-" ? -1 : 1);
  return { seconds: BigInt(local - east), nanos: Number((found[2] ?? "").padEnd(9, "0")) };
}

class TimeCodec extends FixedContent<Timestamp> {
  measure(_m: Measure, value: Timestamp, key: Key): number {
    if (typeof value !== "object" || value === null) {
      badValue(value, "a time ({ seconds, nanos })", key);
    }
    const { seconds, nanos } = value;
    if (typeof seconds !== "bigint" || seconds < lowest64 || seconds > highest64) {
      badNumber(seconds, lowest64, highest64, key);
    }
    if (nanos >>> 0 !== nanos || nanos > 999_999_999) {
      badNumber(nanos, 0, 999_999_999, key);
    }
    return this.count;
  }
  write(w: Writer, value: Timestamp): void {
    w.view.setBigInt64(w.at, value.seconds, true);
    w.view.setUint32(w.at + 8, value.nanos, true);
    w.at += this.count;
  }
  read(r: Reader): Timestamp {
    const at = this.place(r);
    const nanos = r.view.getUint32(at + 8, true);
    if (nanos > 999_999_999) {
      r.fail("value-range", `the nanoseconds of a time are 0 to 999,999,999, not ${nanos}`, at + 8);
    }
    return { seconds: r.view.getBigInt64(at, true), nanos };
  }
  zero(): Timestamp {
    return { seconds: 0n, nanos: 0 };
  }
  isZero(value: Timestamp): boolean {
    return value.seconds === 0n && value.nanos === 0;
  }
  toJson(value: Timestamp): string {
    const text = timestampText(value);
    return text === null ? `{"seconds":${value.seconds},"nanos":${value.nanos}}` : `"${text}"`;
  }
  fromJson(json: Json): Timestamp {
    if (typeof json === "string") {
      return timestampOf(json);
    }
    const members = jsonMembers(json, 'a time as text, or an object of "seconds" and "nanos"');
    for (const key of members.keys()) {
      if (key !== "seconds" && key !== "nanos") {
        throw new EncodeError("unknown-key", `a time has "seconds" and "nanos", but no ${jsonString(key)}`, [key]);
      }
    }
    const seconds = members.get("seconds");
    if (seconds === undefined) {
      throw new EncodeError("missing-value", "the time's seconds since 1970 are missing", ["seconds"]);
    }
    const nanos = members.has("nanos") ? jsonInteger(members.get("nanos")!, 0n, 999_999_999n) : 0n;
    return { seconds: jsonInteger(seconds, lowest64, highest64), nanos: Number(nanos) };
  }
  equals(a: Timestamp, b: Timestamp): boolean {
    return a.seconds === b.seconds && a.nanos === b.nanos;
  }
  clone(value: Timestamp): Timestamp {
    return { seconds: value.seconds, nanos: value.nanos };
  }
}

export function time(selfDelimiting = false): Codec<Timestamp> {
  return new TimeCodec(12, selfDelimiting);
}

export interface Complex {
  re: number;
  im: number;
}

class ComplexCodec extends FixedContent<Complex> {
  constructor(
    private readonly part: Codec<number>,
    selfDelimiting: boolean,
  ) {
    super(2 * part.least, selfDelimiting);
  }

  measure(m: Measure, value: Complex, key: Key): number {
    if (typeof value !== "object" || value === null) {
      badValue(value, "a complex number ({ re, im })", key);
    }
    this.part.measure(m, value.re, key);
    this.part.measure(m, value.im, key);
    return this.count;
  }
  write(w: Writer, value: Complex): void {
    this.part.write(w, value.re);
    this.part.write(w, value.im);
  }
  read(r: Reader): Complex {
    r.at = this.place(r);
    return { re: this.part.read(r), im: this.part.read(r) };
  }
  zero(): Complex {
    return { re: 0, im: 0 };
  }
  isZero(value: Complex): boolean {
    return this.part.isZero(value.re) && this.part.isZero(value.im);
  }
  toJson(value: Complex): string {
    return `[${this.part.toJson(value.re)},${this.part.toJson(value.im)}]`;
  }
  fromJson(json: Json): Complex {
    if (!Array.isArray(json) || json.length !== 2) {
      throw wrongJson(json, "an array of two numbers");
    }
    return { re: jsonPart(this.part, json[0]!, 0), im: jsonPart(this.part, json[1]!, 1) };
  }
  equals(a: Complex, b: Complex): boolean {
    return this.part.equals(a.re, b.re) && this.part.equals(a.im, b.im);
  }
  clone(value: Complex): Complex {
    return { re: value.re, im: value.im };
  }
}

export function complex(part: Codec<number>, selfDelimiting = false): Codec<Complex> {
  return new ComplexCodec(part, selfDelimiting);
}

const zeroUuid = "00000000-0000-0000-0000-000000000000";

class UuidCodec extends FixedContent<string> {
  private bytes(value: string, key?: Key): Uint8Array {
    if (!/^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(value)) {
      const path = key === undefined ? [] : [key];
      throw new EncodeError("invalid-bytes", `${jsonString(value)} is no UUID such as ${zeroUuid}`, path);
    }
    return fromHex(value.replace(/-/g, ""));
  }

  measure(_m: Measure, value: string, key: Key): number {
    if (typeof value !== "string") {
      badValue(value, "a UUID as text", key);
    }
    this.bytes(value, key);
    return this.count;
  }
  write(w: Writer, value: string): void {
    w.raw(this.bytes(value));
  }
  read(r: Reader): string {
    const at = this.place(r);
    const hex = toHex(r.bytes.subarray(at, r.at));
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  zero(): string {
    return zeroUuid;
  }
  isZero(value: string): boolean {
    return value === zeroUuid;
  }
  toJson(value: string): string {
    return jsonString(value);
  }
  fromJson(json: Json): string {
    const text = jsonText(json, "a UUID as text");
    this.bytes(text);
    return text.toLowerCase();
  }
  equals(a: string, b: string): boolean {
    return a.toLowerCase() === b.toLowerCase();
  }
  clone(value: string): string {
    return value;
  }
}

/** UUIDs as text in lower case. */
export function uuid(selfDelimiting = false): Codec<string> {
  return new UuidCodec(16, selfDelimiting);
}
