/** Arrays: what they need no place in bytes for. */
abstract class ArrayCodec<T> extends Codec<T[]> {
  constructor(readonly element: Codec<T>) {
    super();
  }

  protected check(m: Measure, value: T[], key: Key): void {
    if (!Array.isArray(value)) {
      badValue(value, "an array", key);
    }
    try {
      m.elements(value.length);
    } catch (error) {
      throw under(error, key);
    }
  }
  zero(): T[] {
    return [];
  }
  isZero(value: T[]): boolean {
    return value.length === 0;
  }
  toJson(value: T[]): string {
    return `[${value.map((element) => this.element.toJson(element)).join(",")}]`;
  }
  fromJson(json: Json): T[] {
    return jsonArray(json).map((element, i) => jsonPart(this.element, element, i));
  }
  equals(a: T[], b: T[]): boolean {
    return a.length === b.length && a.every((element, i) => this.element.equals(element, b[i]!));
  }
  clone(value: T[]): T[] {
    return value.map((element) => this.element.clone(element));
  }
}

/** Sum of the sizes of elements. */
function measureElements<T>(value: T[], key: Key, measure: (element: T, index: number) => number): number {
  let size = 0;
  try {
    for (let i = 0; i < value.length; ++i) {
      size += measure(value[i]!, i);
    }
  } catch (error) {
    throw under(error, key);
  }
  return size;
}

/**
 * An array that keeps the bits of unusual NaNs: engines store numbers side by side, and then all NaNs alike, unless
 * something else has been in the array.
 */
function keepNans(values: number[]): number[] {
  const out: unknown[] = [null];
  out.length = 0;
  for (const value of values) {
    out.push(value);
  }
  return out as number[];
}

/** A count of 4 bytes, then the elements. */
class ListCodec<T> extends ArrayCodec<T> {
  override readonly least = 4;
  override readonly selfDelimiting = true;

  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    return 4 + measureElements(value, key, (element, i) => this.element.measure(m, element, i));
  }
  write(w: Writer, value: T[]): void {
    w.view.setUint32(w.at, value.length, true);
    w.at += 4;
    for (const element of value) {
      this.element.write(w, element);
    }
  }
  read(r: Reader): T[] {
    r.need(4);
    const count = r.view.getUint32(r.at, true);
    r.elements(count);
    r.at += 4;
    r.fits(count, Math.max(1, this.element.least));
    const value: T[] = this.element instanceof FloatCodec ? (keepNans([]) as T[]) : [];
    for (let i = 0; i < count; ++i) {
      value.push(this.element.read(r));
    }
    return value;
  }
}

export function list<T>(element: Codec<T>): Codec<T[]> {
  return new ListCodec(element);
}

/** A byte that says whether there is a value, then the value. */
class OptionalCodec<T> extends Codec<T | null> {
  override readonly least = 1;
  override readonly selfDelimiting = true;

  constructor(private readonly inner: () => Codec<T>) {
    super();
  }

  measure(m: Measure, value: T | null, key: Key): number {
    return value === null || value === undefined ? 1 : 1 + this.inner().measure(m, value, key);
  }
  write(w: Writer, value: T | null): void {
    if (value === null || value === undefined) {
      w.byte(0);
    } else {
      w.byte(1);
      this.inner().write(w, value);
    }
  }
  read(r: Reader): T | null {
    const presence = r.byte();
    if (presence > 1) {
      r.fail("bad-presence", `the presence byte is 0 or 1, not ${presence}`, r.at - 1);
    }
    return presence === 0 ? null : this.inner().read(r);
  }
  zero(): T | null {
    return null;
  }
  isZero(value: T | null): boolean {
    return value === null;
  }
  toJson(value: T | null): string {
    return value === null ? "null" : this.inner().toJson(value);
  }
  fromJson(json: Json): T | null {
    return json === null ? null : this.inner().fromJson(json);
  }
  equals(a: T | null, b: T | null): boolean {
    return a === null || b === null ? a === b : this.inner().equals(a, b);
  }
  clone(value: T | null): T | null {
    return value === null ? null : this.inner().clone(value);
  }
}

export function optional<T>(inner: () => Codec<T>): Codec<T | null> {
  return new OptionalCodec(inner);
}

const headerBytes = 12;

/** Reads the header of a self-describing message: its type id and its end. */
function messageHeader(r: Reader): { id: bigint; end: number } {
  const begin = r.at;
  r.need(headerBytes);
  const id = r.view.getBigUint64(begin, true);
  const size = r.view.getUint32(begin + 8, true);
  return { id, end: begin + headerBytes + size };
}

function checkMessageEnd(r: Reader, begin: number, end: number): void {
  const most = r.limits.messageBytes;
  const there = Math.min(end, r.end) - begin;
  if (most !== 0 && there > most) {
    r.fail("limit-message", `the message takes ${there} bytes; the limit is ${most}`, begin + 8);
  }
  if (end > r.end) {
    r.fail("truncated", `the header claims ${end - begin - headerBytes} bytes, but only ${r.end - begin - headerBytes} are left`, begin + 8);
  }
}

/** The header of a self-describing message, then its fields. */
class MessageCodec<T extends object> extends StructCodec<T> {
  constructor(
    parts: CodecParts<T>,
    readonly id: bigint,
  ) {
    super(parts);
  }

  override measure(m: Measure, value: T, key: Key): number {
    return headerBytes + super.measure(m, value, key);
  }
  override write(w: Writer, value: T): void {
    const at = w.at;
    w.view.setBigUint64(at, this.id, true);
    w.at += headerBytes;
    super.write(w, value);
    w.view.setUint32(at + 8, w.at - at - headerBytes, true);
  }
  override read(r: Reader): T {
    const begin = r.at;
    const { id, end } = messageHeader(r);
    if (id !== this.id) {
      r.fail("type-id", `the type id 0x${id.toString(16)} is not that of ${this.shape.parts.names[0]!}`, begin);
    }
    checkMessageEnd(r, begin, end);
    const outer = r.end;
    r.at = begin + headerBytes;
    r.end = end;
    const value = super.read(r);
    if (r.at < end) {
      r.fail("payload-size", `the header claims ${end - begin - headerBytes} bytes, but the fields take ${r.at - begin - headerBytes}`);
    }
    r.end = outer;
    return value;
  }
}

export function message<T extends object>(id: bigint, parts: CodecParts<T>): StructCodec<T> {
  return new MessageCodec(parts, id);
}
