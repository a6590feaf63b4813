/** Elements of a part; each coding says how they lie in it. `count`: exactly so many of them, where it is not 0. */
abstract class SeriesCodec<T> extends ArrayCodec<T> {
  constructor(
    element: Codec<T>,
    readonly count: number,
    override readonly selfDelimiting = false,
  ) {
    super(element);
  }

  protected override check(m: Measure, value: T[], key: Key): void {
    super.check(m, value, key);
    if (this.count !== 0 && value.length !== this.count) {
      m.fail("array-count", `exactly ${this.count} elements were expected, not ${value.length}`, key);
    }
  }
  /** An empty array to read into. */
  protected begin(): T[] {
    return this.element instanceof FloatCodec && !this.element.canonical ? (keepNans([]) as T[]) : [];
  }
  protected rightCount(r: Reader, count: number): void {
    if (this.count !== 0 && count !== this.count) {
      r.fail("array-count", `exactly ${this.count} elements were expected, here are ${count}`);
    }
  }
  override zero(): T[] {
    return Array.from({ length: this.count }, () => this.element.zero());
  }
  override isZero(value: T[]): boolean {
    return value.length === this.count && value.every((element) => this.element.isZero(element));
  }
  override fromJson(json: Json): T[] {
    const value = super.fromJson(json);
    if (this.count !== 0 && value.length !== this.count) {
      throw new EncodeError("array-count", `exactly ${this.count} elements were expected, not ${value.length}`);
    }
    return value;
  }
}

/** Varints and numbers of fixed width that are whole in the rest of the part. */
function packedCount(r: Reader, element: Codec<unknown>): number {
  if (!isVarint(element)) {
    return Math.floor((r.end - r.at) / element.least);
  }
  let count = 0;
  for (let at = r.at; at < r.end; ++at) {
    count += r.bytes[at]! < 0x80 ? 1 : 0;
  }
  return count;
}

function isVarint(element: Codec<unknown>): boolean {
  return (
    element instanceof UnsignedVarint ||
    element instanceof UnsignedVarint64 ||
    element instanceof ZigZagVarint ||
    element instanceof ZigZagVarint64 ||
    element instanceof SignedVarint ||
    element instanceof SignedVarint64 ||
    element instanceof VarintBool
  );
}

function isScalar(element: Codec<unknown>): boolean {
  return element instanceof ScalarCodec;
}

/** Elements in their bare form up to the end. */
class PackedCodec<T> extends SeriesCodec<T> {
  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    return measureElements(value, key, (element, i) => m.bare(this.element, element, i));
  }
  write(w: Writer, value: T[]): void {
    for (const element of value) {
      w.bare(this.element, element);
    }
  }
  read(r: Reader): T[] {
    const value = this.begin();
    if (isScalar(this.element)) {
      r.elements(packedCount(r, this.element));
      while (r.at < r.end) {
        value.push(this.element.read(r));
      }
    } else {
      while (r.at < r.end) {
        r.elements(1, value.length);
        value.push(r.bare(this.element));
      }
    }
    this.rightCount(r, value.length);
    return value;
  }
}

export function packed<T>(element: Codec<T>, count = 0): Codec<T[]> {
  return new PackedCodec(element, count);
}

/** A count, then each element as length and content. */
class CountedCodec<T> extends SeriesCodec<T> {
  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    return uvarintSize(value.length) + measureElements(value, key, (element, i) => m.part(this.element, element, i));
  }
  write(w: Writer, value: T[]): void {
    w.uvarint(value.length);
    for (const element of value) {
      w.part(this.element, element);
    }
  }
  read(r: Reader): T[] {
    const value = this.begin();
    if (r.at < r.end) {
      const count = r.uvarint();
      r.elements(count);
      r.fits(count, 1 + (isScalar(this.element) ? this.element.least : 0));
      for (let i = 0; i < count; ++i) {
        value.push(r.part(this.element));
      }
    }
    this.rightCount(r, value.length);
    return value;
  }
}

export function counted<T>(element: Codec<T>, count = 0): Codec<T[]> {
  return new CountedCodec(element, count);
}

function writeBools(w: Writer, value: boolean[]): void {
  for (let i = 0; i < value.length; i += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8 && i + bit < value.length; ++bit) {
      byte |= value[i + bit]! ? 1 << bit : 0;
    }
    w.byte(byte);
  }
}

function readBools(r: Reader, value: boolean[]): void {
  for (; r.at < r.end; ++r.at) {
    for (let bit = 0; bit < 8; ++bit) {
      value.push(((r.bytes[r.at]! >> bit) & 1) !== 0);
    }
  }
}

/** Bools as bits; there are eight of them in each byte. */
class BitsCodec extends SeriesCodec<boolean> {
  measure(m: Measure, value: boolean[], key: Key): number {
    this.check(m, value, key);
    measureElements(value, key, (element, i) => this.element.measure(m, element, i));
    return Math.ceil(value.length / 8);
  }
  write(w: Writer, value: boolean[]): void {
    writeBools(w, value);
  }
  read(r: Reader): boolean[] {
    const value: boolean[] = [];
    r.elements((r.end - r.at) * 8);
    readBools(r, value);
    this.rightCount(r, value.length);
    return value;
  }
}

export function bits(element: Codec<boolean>, count = 0): Codec<boolean[]> {
  return new BitsCodec(element, count);
}
