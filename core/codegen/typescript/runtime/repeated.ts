// Arrays of which every element may be a field of its own.

/** Counts the elements of an array, and checks that it is one. */
function measureArray<T>(m: Measure, value: readonly T[], key: Key): void {
  if (!Array.isArray(value)) {
    badValue(value, "an array", key);
  }
  try {
    m.elements(value.length);
  } catch (error) {
    throw under(error, key);
  }
}

/** Every element as a field; `tag` is the size of its tag. */
export function measureRepeated<T>(m: Measure, element: Codec<T>, value: T[], key: Key, tag: number): number {
  measureArray(m, value, key);
  return measureElements(value, key, (one, i) => tag + m.bare(element, one, i));
}

export function writeRepeated<T>(w: Writer, element: Codec<T>, value: T[], tag: number): void {
  for (const one of value) {
    w.uvarint(tag);
    w.bare(element, one);
  }
}

export function readRepeated<T>(r: Reader, element: Codec<T>, value: T[]): void {
  r.elements(1, value.length);
  value.push(r.bare(element));
}

/** All elements in one field. */
export function measureRun<T>(m: Measure, element: Codec<T>, value: T[], key: Key, tag: number): number {
  measureArray(m, value, key);
  if (value.length === 0) {
    return 0;
  }
  const index = m.sizes.length;
  m.sizes.push(0);
  const size = measureElements(value, key, (one, i) => m.bare(element, one, i));
  m.sizes[index] = size;
  return tag + uvarintSize(size) + size;
}

export function writeRun<T>(w: Writer, element: Codec<T>, value: T[], tag: number): void {
  if (value.length === 0) {
    return;
  }
  w.uvarint(tag);
  w.uvarint(w.size());
  for (const one of value) {
    w.bare(element, one);
  }
}

/** Opens the part of a run and gives the end of the part around it. */
function openRun(r: Reader): number {
  const outer = r.end;
  const length = r.length();
  r.end = r.at + length;
  return outer;
}

export function readRun<T>(r: Reader, element: Codec<T>, value: T[]): void {
  const outer = openRun(r);
  r.elements(packedCount(r, element), value.length);
  while (r.at < r.end) {
    value.push(element.read(r));
  }
  r.end = outer;
}

/** Bools as bits in one field. */
export function measureBitRun(m: Measure, element: Codec<boolean>, value: boolean[], key: Key, tag: number): number {
  measureArray(m, value, key);
  measureElements(value, key, (one, i) => element.measure(m, one, i));
  const size = Math.ceil(value.length / 8);
  return size === 0 ? 0 : tag + uvarintSize(size) + size;
}

export function writeBitRun(w: Writer, value: boolean[], tag: number): void {
  if (value.length > 0) {
    w.uvarint(tag);
    w.uvarint(Math.ceil(value.length / 8));
    writeBools(w, value);
  }
}

export function readBitRun(r: Reader, value: boolean[]): void {
  const outer = openRun(r);
  r.elements((r.end - r.at) * 8, value.length);
  readBools(r, value);
  r.end = outer;
}

/** Texts in the string table, each with a field that refers to it. */
export function measureInterned(m: Measure, value: string[], key: Key, tag: number): number {
  measureArray(m, value, key);
  return measureElements(value, key, (one, i) => tag + m.interned(one, i));
}

export function writeInterned(w: Writer, value: string[], tag: number): void {
  for (const one of value) {
    w.uvarint(tag);
    w.interned(one);
  }
}
