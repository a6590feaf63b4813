const scratch = new DataView(new ArrayBuffer(8));
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const highestFieldNumber = 536_870_911;

/** Reads from bytes. `end` is the end of the part that is being read; nothing is read behind it. */
export class Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly format: Format;
  readonly limits: Limits;
  readonly views: boolean;
  readonly strict: boolean;
  at = 0;
  end: number;
  /** The two halves of the 64 bits that varint() has read. */
  low = 0;
  high = 0;
  /** Structs that are open. */
  depth = 0;
  /** The string table of the message, where one has been read. */
  table: string[] | null = null;
  hasUnknown = false;
  lookahead: Lookahead[] = [];
  private readonly mostDepth: number;
  private total = 0;
  private implied = 0;
  private expanded = 0;
  private ticks = 0;
  private readonly deadline: number;

  constructor(bytes: Uint8Array, format: Format, options?: DecodeOptions) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.format = format;
    this.limits = merged(format.limits, options);
    this.views = options?.views ?? false;
    this.strict = options?.strict ?? false;
    this.end = bytes.length;
    this.mostDepth = depthLimit(this.limits);
    this.deadline = this.limits.milliseconds === 0 ? Infinity : Date.now() + this.limits.milliseconds;
  }

  /** Never returns: the bytes are wrong at `offset`. */
  fail(code: string, message: string, offset = this.at): never {
    throw new DecodeError(code, offset, message);
  }

  /** Makes sure that `bytes` more are there. */
  need(bytes: number): void {
    if (bytes > this.end - this.at) {
      this.fail("truncated", `${bytes} bytes were expected, ${this.end - this.at} are left`);
    }
  }

  byte(): number {
    if (this.at >= this.end) {
      this.need(1);
    }
    return this.bytes[this.at++]!;
  }

  /** The bytes up to `at + count`, as the options say. */
  take(count: number): Uint8Array {
    this.need(count);
    const begin = this.at;
    this.at += count;
    return this.views ? this.bytes.subarray(begin, this.at) : this.bytes.slice(begin, this.at);
  }

  /** Opens a struct. */
  enter(): void {
    if (++this.depth > this.mostDepth) {
      this.fail("limit-depth", `structs lie deeper than the limit of ${this.mostDepth} levels`);
    }
    this.tick();
  }

  leave(): void {
    if (this.lookahead.length > this.depth) {
      this.lookahead.length = this.depth;
    }
    --this.depth;
  }

  private tick(): void {
    if ((++this.ticks & 0xfff) === 0 && Date.now() > this.deadline) {
      this.fail("limit-time", `decoding took longer than ${this.limits.milliseconds} ms`);
    }
  }

  /** Counts `count` more elements of an array that has `before` already. */
  elements(count: number, before = 0): void {
    const most = orEndless(this.limits.arrayElements);
    if (count + before > most) {
      this.fail("limit-array", `${count + before} elements are more than the limit of ${most}`);
    }
    this.allElements(count);
    this.tick();
  }

  /** Counts `count` more elements of all kinds. */
  allElements(count: number): void {
    this.total += count;
    const most = orEndless(this.limits.totalElements);
    if (this.total > most) {
      this.fail("limit-total", `${this.total} elements in all are more than the limit of ${most}`);
    }
  }

  /** Counts elements that take no bytes of their own. */
  impliedElements(count: number): void {
    this.implied += count;
    if (this.limits.totalElements === 0 && this.implied > mostImplied) {
      this.fail("limit-total", `${this.implied} elements take no bytes; at most ${mostImplied} may`);
    }
  }

  /** Counts bytes of text that the input holds once and the value more often. */
  expand(bytes: number): void {
    this.expanded += bytes;
    const most = this.limits.messageBytes === 0 ? 0x40000000 : this.limits.messageBytes;
    if (this.expanded > most) {
      this.fail("limit-message", `written out, the texts take more than ${most} bytes`);
    }
  }

  /** Holds a count against what is left, before anything is made for the elements. */
  fits(count: number, least: number): void {
    if (count * least > this.end - this.at) {
      this.fail("truncated", `${count} elements are announced, but only ${this.end - this.at} bytes are left`);
    }
  }

  /** Reads a varint into `low` and `high`. */
  varint(): void {
    const bytes = this.bytes;
    const end = this.end;
    let at = this.at;
    let byte = at < end ? bytes[at++]! : this.cutVarint();
    let low = byte & 0x7f;
    let high = 0;
    if (byte >= 0x80) {
      let shift = 7;
      for (; shift < 28 && byte >= 0x80; shift += 7) {
        byte = at < end ? bytes[at++]! : this.cutVarint();
        low |= (byte & 0x7f) << shift;
      }
      if (byte >= 0x80) {
        byte = at < end ? bytes[at++]! : this.cutVarint();
        low |= (byte & 0x7f) << 28;
        high = (byte & 0x7f) >>> 4;
        for (shift = 3; shift < 32 && byte >= 0x80; shift += 7) {
          byte = at < end ? bytes[at++]! : this.cutVarint();
          if (shift === 31 && byte > 1) {
            this.fail("varint-overflow", "a varint has more than 64 bits");
          }
          high |= (byte & 0x7f) << shift;
        }
      }
    }
    this.low = low >>> 0;
    this.high = high >>> 0;
    this.at = at;
  }

  private cutVarint(): never {
    return this.fail("truncated", "the bytes end where a varint should be, or inside one");
  }

  /** A varint as a number; above 2^53 it is not exact, but large. */
  uvarint(): number {
    const at = this.at;
    if (at < this.end) {
      const byte = this.bytes[at]!;
      if (byte < 0x80) {
        this.at = at + 1;
        return byte;
      }
    }
    this.varint();
    return this.high * 0x100000000 + this.low;
  }

  uvarint64(): bigint {
    this.varint();
    return join(this.low, this.high);
  }

  zigzag64(): bigint {
    this.varint();
    const sign = -(this.low & 1);
    return joinSigned(((this.low >>> 1) | (this.high << 31)) ^ sign, (this.high >>> 1) ^ sign);
  }

  signed64(): bigint {
    this.varint();
    return joinSigned(this.low, this.high);
  }

  /** Reads a length and makes sure that so many bytes are there; text and bytes are `limited`. */
  length(limited = false): number {
    const at = this.at;
    const length = this.uvarint();
    if (limited) {
      this.checkText(length, at);
    }
    if (length > this.end - this.at) {
      this.fail("truncated", `the length says ${length} bytes, but only ${this.end - this.at} are left`, at);
    }
    return length;
  }

  checkText(length: number, at: number): void {
    if (this.limits.stringBytes !== 0 && length > this.limits.stringBytes) {
      this.fail("limit-string", `${length} bytes are more than the limit of ${this.limits.stringBytes}`, at);
    }
  }

  /** Reads a value whose content ends `length` bytes on. */
  within<T>(codec: Codec<T>, length: number): T {
    const outer = this.end;
    const end = this.at + length;
    this.end = end;
    const value = codec.read(this);
    this.at = end;
    this.end = outer;
    return value;
  }

  /** Reads a value behind its length. */
  part<T>(codec: Codec<T>): T {
    this.tick();
    return this.within(codec, this.length(codec.limited));
  }

  /** Reads a value in its bare form. */
  bare<T>(codec: Codec<T>): T {
    return codec.selfDelimiting ? codec.read(this) : this.within(codec, this.length(codec.limited));
  }

  /** UTF-8 text behind its length. */
  textPart(): string {
    return this.text(this.length(true));
  }

  /** UTF-8 text of `length` bytes. */
  text(length: number): string {
    const begin = this.at;
    const end = begin + length;
    this.at = end;
    return utf8Text(this.bytes, begin, end);
  }
}

/** The text in bytes `begin` to `end`. Short ASCII text is put together here, which is faster than asking. */
export function utf8Text(bytes: Uint8Array, begin: number, end: number): string {
  if (end - begin > 32) {
    return decodeUtf8(bytes, begin, end);
  }
  let text = "";
  let at = begin;
  for (; end - at >= 4; at += 4) {
    const a = bytes[at]!;
    const b = bytes[at + 1]!;
    const c = bytes[at + 2]!;
    const d = bytes[at + 3]!;
    if ((a | b | c | d) >= 0x80) {
      return decodeUtf8(bytes, begin, end);
    }
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; ++at) {
    const byte = bytes[at]!;
    if (byte >= 0x80) {
      return decodeUtf8(bytes, begin, end);
    }
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeUtf8(bytes: Uint8Array, begin: number, end: number): string {
  try {
    return strictUtf8.decode(bytes.subarray(begin, end));
  } catch {
    throw new DecodeError("invalid-utf8", begin, "the text is not valid UTF-8");
  }
}

/** An unsigned 64-bit integer by its halves. */
export function join(low: number, high: number): bigint {
  if (high === 0) {
    return BigInt(low);
  }
  scratch.setUint32(0, low, true);
  scratch.setUint32(4, high, true);
  return scratch.getBigUint64(0, true);
}

/** A two's complement 64-bit integer by its halves. */
export function joinSigned(low: number, high: number): bigint {
  scratch.setUint32(0, low, true);
  scratch.setUint32(4, high, true);
  return scratch.getBigInt64(0, true);
}
