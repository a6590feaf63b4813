const perSecond = 1_000_000_000n;

/** The number of an element: of a time, its nanoseconds since 1970. */
function bigOf(value: unknown): bigint {
  if (typeof value === "object") {
    const { seconds, nanos } = value as Timestamp;
    return seconds * perSecond + BigInt(nanos);
  }
  return BigInt(value as bigint | number | boolean);
}

/** The element with a number, which is 64 bits wide: signed or not, as the element is. */
function elementOfBig<T>(r: Reader, element: Codec<T>, value: bigint, at: number): T {
  let out: unknown;
  if (element instanceof BoolCodec) {
    out = value !== 0n;
  } else if (element instanceof NumberCodec || element instanceof BigNumberCodec) {
    const exact = element.lowest < 0 ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
    if (exact < element.lowest || exact > element.highest) {
      r.fail("value-range", `${exact} is not within ${element.lowest} to ${element.highest}`, at);
    }
    out = element instanceof NumberCodec ? Number(exact) : exact;
  } else {
    const total = BigInt.asIntN(64, value);
    const nanos = ((total % perSecond) + perSecond) % perSecond;
    out = { seconds: (total - nanos) / perSecond, nanos: Number(nanos) };
  }
  return out as T;
}

/** The first number, then differences, which wrap in 64 bits. */
class DeltaCodec<T> extends SeriesCodec<T> {
  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    let previous = 0n;
    return measureElements(value, key, (element, i) => {
      this.element.measure(m, element, i);
      const now = bigOf(element);
      if (typeof element === "object" && (now < lowest64 || now > highest64)) {
        m.fail("value-range", "the time lies outside 1677-09-21 to 2262-04-11, which nanoseconds of 64 bits hold", i);
      }
      const size = zigzagSize64(BigInt.asIntN(64, now - previous));
      previous = now;
      return size;
    });
  }
  write(w: Writer, value: T[]): void {
    let previous = 0n;
    for (const element of value) {
      const now = bigOf(element);
      w.zigzag64(BigInt.asIntN(64, now - previous));
      previous = now;
    }
  }
  read(r: Reader): T[] {
    const value = this.begin();
    r.elements(packedCount(r, uvarint64));
    let sum = 0n;
    while (r.at < r.end) {
      const at = r.at;
      sum = BigInt.asIntN(64, sum + r.zigzag64());
      value.push(elementOfBig(r, this.element, sum, at));
    }
    this.rightCount(r, value.length);
    return value;
  }
}

export function delta<T>(element: Codec<T>, count = 0): Codec<T[]> {
  return new DeltaCodec(element, count);
}

/** How often an element stands, then the element. */
class RunLengthCodec<T> extends SeriesCodec<T> {
  private runs(value: T[], give: (run: number, first: number) => void): void {
    for (let first = 0; first < value.length; ) {
      let next = first + 1;
      while (next < value.length && this.element.equals(value[next]!, value[first]!)) {
        ++next;
      }
      give(next - first, first);
      first = next;
    }
  }

  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    measureElements(value, key, (element, i) => this.element.measure(m, element, i));
    let size = 0;
    this.runs(value, (run, first) => {
      size += uvarintSize(run) + this.element.measure(m, value[first]!, first);
    });
    return size;
  }
  write(w: Writer, value: T[]): void {
    this.runs(value, (run, first) => {
      w.uvarint(run);
      this.element.write(w, value[first]!);
    });
  }
  read(r: Reader): T[] {
    const value = this.begin();
    while (r.at < r.end) {
      const at = r.at;
      const run = r.uvarint();
      const element = this.element.read(r);
      if (run === 0) {
        r.fail("run-zero", "a run has at least one element", at);
      }
      if (this.count !== 0 && run > this.count - value.length) {
        r.fail("array-count", `with a run of ${run} there are more than ${this.count} elements`, at);
      }
      r.elements(run, value.length);
      r.impliedElements(run - 1);
      for (let i = 0; i < run; ++i) {
        value.push(element);
      }
    }
    this.rightCount(r, value.length);
    return value;
  }
}

export function runLength<T>(element: Codec<T>, count = 0): Codec<T[]> {
  return new RunLengthCodec(element, count);
}

/** The elements that are not zero, each behind the number of zeros before it. */
class SparseCodec<T> extends SeriesCodec<T> {
  private stored(value: T[], give: (zeros: number, index: number) => void): number {
    let stored = 0;
    let next = 0;
    for (let i = 0; i < value.length; ++i) {
      if (!this.element.isZero(value[i]!)) {
        give(i - next, i);
        next = i + 1;
        ++stored;
      }
    }
    return stored;
  }

  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    measureElements(value, key, (element, i) => this.element.measure(m, element, i));
    let size = 0;
    const stored = this.stored(value, (zeros, i) => {
      size += uvarintSize(zeros) + this.element.measure(m, value[i]!, i);
    });
    return uvarintSize(value.length) + uvarintSize(stored) + size;
  }
  write(w: Writer, value: T[]): void {
    w.uvarint(value.length);
    w.uvarint(this.stored(value, () => undefined));
    this.stored(value, (zeros, i) => {
      w.uvarint(zeros);
      this.element.write(w, value[i]!);
    });
  }
  read(r: Reader): T[] {
    const value = this.begin();
    if (r.at < r.end) {
      const count = r.uvarint();
      r.elements(count);
      this.rightCount(r, count);
      this.readStored(r, value, count);
    }
    this.rightCount(r, value.length);
    return value;
  }

  private readStored(r: Reader, value: T[], count: number): void {
    const at = r.at;
    const stored = r.uvarint();
    if (stored > count) {
      r.fail("sparse-count", `${stored} stored elements do not fit an array of ${count}`, at);
    }
    r.impliedElements(count - stored);
    r.fits(stored, 1 + (isVarint(this.element) ? 1 : this.element.least));
    for (let i = 0; i < stored; ++i) {
      const gapAt = r.at;
      const gap = r.uvarint();
      if (gap >= count - value.length) {
        r.fail("sparse-gap", `a gap of ${gap} zeros leaves the array of ${count}`, gapAt);
      }
      this.zeros(value, gap);
      value.push(this.element.read(r));
    }
    this.zeros(value, count - value.length);
  }

  private zeros(value: T[], count: number): void {
    for (let i = 0; i < count; ++i) {
      value.push(this.element.zero());
    }
  }
}

export function sparse<T>(element: Codec<T>, count = 0): Codec<T[]> {
  return new SparseCodec(element, count);
}

/** A count, then numbers of `width` bits. */
class BitPackedCodec<T> extends SeriesCodec<T> {
  constructor(
    element: Codec<T>,
    private readonly width: number,
    count: number,
  ) {
    super(element, count);
  }

  measure(m: Measure, value: T[], key: Key): number {
    this.check(m, value, key);
    const most = (1n << BigInt(this.width)) - 1n;
    measureElements(value, key, (element, i) => {
      const size = this.element.measure(m, element, i);
      if (bigOf(element) > most) {
        m.fail("value-range", `an element takes ${this.width} bits here; ${String(element)} is too large`, i);
      }
      return size;
    });
    return uvarintSize(value.length) + Math.ceil((value.length * this.width) / 8);
  }
  write(w: Writer, value: T[]): void {
    w.uvarint(value.length);
    let at = w.at * 8;
    for (const element of value) {
      if (typeof element === "bigint") {
        placeBits64(w.bytes, at, this.width, element);
      } else {
        placeBits(w.bytes, at, Math.min(this.width, 32), Number(element));
      }
      at += this.width;
    }
    w.at = Math.ceil(at / 8);
  }
  read(r: Reader): T[] {
    const value = this.begin();
    if (r.at < r.end) {
      const count = r.uvarint();
      r.elements(count);
      if (count * this.width > (r.end - r.at) * 8) {
        r.fail("truncated", `${count} elements of ${this.width} bits are announced, but ${r.end - r.at} bytes are left`);
      }
      let at = r.at * 8;
      for (let i = 0; i < count; ++i) {
        value.push(elementOfBig(r, this.element, readBits64(r.bytes, at, this.width), Math.floor(at / 8)));
        at += this.width;
      }
      r.at = Math.ceil(at / 8);
    }
    this.rightCount(r, value.length);
    return value;
  }
}

export function bitPacked<T>(element: Codec<T>, width: number, count = 0): Codec<T[]> {
  return new BitPackedCodec(element, width, count);
}
