/** Reads a string table, whose tag began at `at`. */
function readTable(r: Reader, at: number): void {
  const length = r.length();
  const end = r.at + length;
  if (r.depth !== 1) {
    r.fail("string-table-position", "only the outermost message has a string table", at);
  }
  const outer = r.end;
  r.end = end;
  const count = r.uvarint();
  r.elements(count);
  r.fits(count, 1);
  const table: string[] = [];
  for (let i = 0; i < count; ++i) {
    table.push(r.text(r.length(true)));
  }
  r.table = table;
  r.at = end;
  r.end = outer;
}

/** The size of the string table with its tag. */
function tableSize(m: Measure): number {
  if (m.strings.length === 0) {
    return 0;
  }
  const body = tableBody(m);
  return uvarintSize(m.format.tableWireType) + uvarintSize(body) + body;
}

function tableBody(m: Measure): number {
  let body = uvarintSize(m.strings.length);
  for (const text of m.strings) {
    const size = utf8Size(text, "stringTable");
    body += uvarintSize(size) + size;
  }
  return body;
}

function writeTable(w: Writer, m: Measure): void {
  if (m.strings.length === 0) {
    return;
  }
  w.uvarint(m.format.tableWireType);
  w.uvarint(tableBody(m));
  w.uvarint(m.strings.length);
  for (const text of m.strings) {
    w.uvarint(utf8Size(text, "stringTable"));
    w.text(text);
  }
}

/** A table that was there stays as it was, equal texts included: fields that are not known may refer to it. */
function keepTable(m: Measure, value: object): void {
  const strings = (value as Kept).stringTable;
  if (m.format.tableWireType < 0 || strings === undefined) {
    return;
  }
  m.strings = [...strings];
  strings.forEach((text, i) => {
    if (!m.indexes.has(text)) {
      m.indexes.set(text, i);
    }
  });
}

/**
 * A text by its index in the string table. Without a table, an index that is the length of text that follows is read as
 * that text; `inline` are the numbers of the fields of the open message that are written so.
 */
export function readInterned(r: Reader, inline: ReadonlySet<number>): string {
  const at = r.at;
  const index = r.uvarint();
  if (r.table === null && isInline(r, index, inline)) {
    return r.text(index);
  }
  const text = r.table?.[index];
  if (text === undefined) {
    const there = r.table === null ? "the message has no string table" : `the string table has ${r.table.length} texts`;
    return r.fail("string-index", `${there}; there is none with the index ${index}`, at);
  }
  return text;
}

/** A text by its index, in a field that is written in another way; without a table that is none. */
export function readUnexpectedlyInterned(r: Reader, at: number): string {
  if (r.table === null) {
    r.varint();
    r.fail("wire-type-mismatch", "an index into a string table, but the message has none", at);
  }
  return readInterned(r, noNumbers);
}

const noNumbers: ReadonlySet<number> = new Set();

function isInline(r: Reader, length: number, inline: ReadonlySet<number>): boolean {
  const most = r.limits.stringBytes;
  if (inline.size === 0 || length === 0 || length > r.end - r.at || (most !== 0 && length > most)) {
    return false;
  }
  let message = r.lookahead[r.depth];
  if (message === undefined || message.end !== r.end || r.at < message.begin) {
    message = new Lookahead(r, inline);
    r.lookahead[r.depth] = message;
  }
  return message.isText(r.at, length) && message.parses[r.at + length - message.begin] === 1;
}

/**
 * What the rest of a message would be: at each offset, whether a character of text starts there, and whether the bytes
 * from there to the end are whole fields. Looked at once, from the end, so that the time is linear.
 */
class Lookahead {
  readonly begin: number;
  readonly end: number;
  readonly parses: Uint8Array;
  private readonly starts: Uint8Array;
  /** The first offset from each on that is no part of text. */
  private readonly textEnd: Uint32Array;

  constructor(
    private readonly r: Reader,
    private readonly inline: ReadonlySet<number>,
  ) {
    this.begin = r.at;
    this.end = r.end;
    const size = this.end - this.begin;
    this.starts = new Uint8Array(size + 1);
    this.textEnd = new Uint32Array(size + 1);
    this.parses = new Uint8Array(size + 1);
    this.findText(size);
    const { at, low, high } = r;
    this.parses[size] = 1;
    for (let offset = size - 1; offset >= 0; --offset) {
      this.parses[offset] = this.parsesFrom(this.begin + offset) ? 1 : 0;
    }
    r.at = at;
    r.low = low;
    r.high = high;
  }

  private findText(size: number): void {
    const isText = new Uint8Array(size + 1);
    for (let offset = 0; offset < size; ++offset) {
      const bytes = this.characterBytes(this.begin + offset);
      if (bytes > 0) {
        this.starts[offset] = 1;
        isText.fill(1, offset, offset + bytes);
      }
    }
    this.starts[size] = 1;
    this.textEnd[size] = size;
    for (let offset = size - 1; offset >= 0; --offset) {
      this.textEnd[offset] = isText[offset] === 1 ? this.textEnd[offset + 1]! : offset;
    }
  }

  /** Bytes of the character at `at`; 0 when there is none, or one that is no text of a person. */
  private characterBytes(at: number): number {
    const bytes = this.r.bytes;
    const first = bytes[at]!;
    if (first < 0x80) {
      const isText = first >= 0x20 ? first !== 0x7f : first === 0x09 || first === 0x0a || first === 0x0d;
      return isText ? 1 : 0;
    }
    if (first === 0xc2 && at + 1 < this.end && bytes[at + 1]! < 0xa0) {
      return 0;
    }
    const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return this.end - at >= size && isUtf8(bytes.subarray(at, at + size)) ? size : 0;
  }

  isText(begin: number, length: number): boolean {
    const first = begin - this.begin;
    const next = first + length;
    if (length === 0 || length > this.end - begin || this.starts[first] !== 1 || this.textEnd[first]! < next) {
      return false;
    }
    // Behind whole characters no continuation of one can follow that is covered.
    return this.starts[next] === 1 || this.textEnd[next] === next;
  }

  private parsesBehind(at: number, skipped: number): boolean {
    return skipped <= this.end - at && this.parses[at + skipped - this.begin] === 1;
  }

  /** Whether the bytes from `at` on are whole fields, given that for all later offsets. */
  private parsesFrom(at: number): boolean {
    const r = this.r;
    r.at = at;
    try {
      r.varint();
      const wireType = r.low & 7;
      const number = (r.low >>> 3) + r.high * 0x20000000;
      const table = number === 0 && wireType === r.format.tableWireType && r.depth === 1;
      if ((number === 0 && !table) || number > highestFieldNumber) {
        return false;
      }
      return this.parsesPayload(table ? 4 : r.format.skip[wireType]!, wireType, number);
    } catch {
      return false;
    }
  }

  private parsesPayload(skip: number, wireType: number, number: number): boolean {
    const r = this.r;
    if (skip === 0) {
      return false;
    }
    if (skip === 2 || skip === 3) {
      return this.parsesBehind(r.at, skip === 2 ? 4 : 8);
    }
    if (skip === 5) {
      r.varint();
    }
    const value = r.uvarint();
    if (skip !== 1) {
      return this.parsesBehind(r.at, value);
    }
    const isIndex = wireType === r.format.tableWireType && this.inline.has(number);
    return (isIndex && this.isText(r.at, value) && this.parsesBehind(r.at, value)) || this.parsesBehind(r.at, 0);
  }
}
