/** Moves behind a length and the bytes it counts. */
function skipLength(r: Reader): void {
  const length = r.length();
  r.at += length;
}

/** Moves behind a payload of a wire type without knowing its field. */
function skipPayload(r: Reader, wireType: number): void {
  switch (r.format.skip[wireType]) {
    case 1:
      r.varint();
      break;
    case 2:
      r.need(4);
      r.at += 4;
      break;
    case 3:
      r.need(8);
      r.at += 8;
      break;
    case 5:
      r.varint();
      skipLength(r);
      break;
    default:
      skipLength(r);
      break;
  }
}

/** Reads a tag: field number and wire type. */
export function readTag(r: Reader): number {
  const at = r.at;
  if (at < r.end) {
    const byte = r.bytes[at]!;
    if (byte < 0x80) {
      r.at = at + 1;
      return byte;
    }
  }
  r.varint();
  if (r.high !== 0) {
    badNumberOfField(r, at, r.low & 7);
  }
  return r.low;
}

function badNumberOfField(r: Reader, at: number, wireType: number): never {
  checkWireType(r, at, wireType);
  skipPayload(r, wireType);
  return r.fail("bad-field-number", `field numbers go from 1 to ${highestFieldNumber}`, at);
}

function checkWireType(r: Reader, at: number, wireType: number): void {
  if (r.format.skip[wireType] === 0) {
    r.fail("bad-wire-type", `there is no wire type ${wireType}`, at);
  }
}

/**
 * A field whose tag, which began at `at`, is none that the struct's fields are read by: fields that are not known are
 * added to `kept`.
 */
export function otherField(
  r: Reader,
  at: number,
  tag: number,
  numbers: ReadonlySet<number>,
  kept: Uint8Array[] | null,
): Uint8Array[] | null {
  const wireType = tag & 7;
  const number = tag >>> 3;
  if (number === 0 && wireType === r.format.tableWireType) {
    readTable(r, at);
    return kept;
  }
  if (number === 0) {
    badNumberOfField(r, at, wireType);
  }
  checkWireType(r, at, wireType);
  skipPayload(r, wireType);
  if (numbers.has(number)) {
    r.fail("wire-type-mismatch", `field ${number} is not written with the wire type ${wireType}`, at);
  }
  if (r.strict) {
    r.fail("unknown-field", `the type has no field ${number}`, at);
  }
  r.hasUnknown = true;
  const out = kept ?? [];
  out.push(r.bytes.slice(at, r.at));
  return out;
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A required field that is not there. */
export function missingField(r: Reader, number: number, name: string): never {
  return r.fail("missing-required", `the field ${name} (number ${number}) is required and is not there`);
}

interface UnknownField {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Cuts unknown fields apart; null when they are not whole fields. */
function splitFields(format: Format, bytes: Uint8Array): UnknownField[] | null {
  const fields: UnknownField[] = [];
  const r = new Reader(bytes, format);
  try {
    while (r.at < r.end) {
      const begin = r.at;
      const tag = readTag(r);
      if (tag < 8 || format.skip[tag & 7] === 0) {
        return null;
      }
      skipPayload(r, tag & 7);
      fields.push({ number: tag >>> 3, bytes: bytes.subarray(begin, r.at) });
    }
  } catch {
    return null;
  }
  return fields;
}

/** Checks unknown fields that are to be written, and gives their size. */
export function measureUnknown(m: Measure, value: Uint8Array, numbers: ReadonlySet<number>): number {
  const fields = splitFields(m.format, value);
  if (fields === null || fields.some((field) => numbers.has(field.number))) {
    m.fail("bad-unknown", "unknown fields are whole fields with numbers that the type does not have", "unknownFields");
  }
  return value.length;
}

/** Writes unknown fields to the fields of a struct that were written from `begin` on. */
export function writeUnknown(w: Writer, value: Uint8Array, begin: number): void {
  const known = w.bytes.slice(begin, w.at);
  w.raw(value);
  if (!w.format.canonical) {
    return;
  }
  const fields = [...splitFields(w.format, known)!, ...splitFields(w.format, value)!];
  fields.sort((a, b) => a.number - b.number);
  w.at = begin;
  for (const field of fields) {
    w.raw(field.bytes);
  }
}

/** At most one of the fields of a group may be set. */
export function checkGroup(m: Measure, values: readonly unknown[], names: readonly string[]): void {
  let set = -1;
  for (let i = 0; i < values.length; ++i) {
    if (values[i] === null || values[i] === undefined) {
      continue;
    }
    if (set >= 0) {
      m.fail("oneof-multiple", `${names[set]!} is set already, and at most one field of the group may be`, names[i]!);
    }
    set = i;
  }
}

/** Reads the bits that say which of `fields` fields are there. */
export function readPresence(r: Reader): Uint8Array {
  const length = r.length();
  const begin = r.at;
  r.at += length;
  return r.bytes.subarray(begin, r.at);
}

export function isPresent(bits: Uint8Array, index: number): boolean {
  return index < bits.length * 8 && ((bits[index >> 3]! >> (index & 7)) & 1) !== 0;
}

/** Bits behind those of the fields are zero, since nobody knows what they would stand for. */
export function checkPresence(r: Reader, bits: Uint8Array, fields: number): void {
  for (let index = fields; index < bits.length * 8; ++index) {
    if (isPresent(bits, index)) {
      r.fail("presence-bit", `presence bit ${index} is set, but the type has ${fields} fields`);
    }
  }
}

/** Writes which of the fields are there. */
export function writePresence(w: Writer, present: readonly boolean[]): void {
  w.uvarint(Math.ceil(present.length / 8));
  writeBools(w, present as boolean[]);
}
