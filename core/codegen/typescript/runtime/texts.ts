/** Bytes of a text in UTF-8. */
function utf8Size(value: string, key: Key): number {
  if (typeof value !== "string") {
    return badValue(value, "a text", key);
  }
  let size = value.length;
  for (let i = 0; i < value.length; ++i) {
    const unit = value.charCodeAt(i);
    if (unit < 0x80) {
      continue;
    }
    if (unit < 0x800) {
      ++size;
    } else if (unit < 0xd800 || unit > 0xdfff) {
      size += 2;
    } else {
      const next = value.charCodeAt(i + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) {
        throw new EncodeError("invalid-utf8", "the text has half of a surrogate pair", [key]);
      }
      size += 2;
      ++i;
    }
  }
  return size;
}

abstract class AnyText extends Codec<string> {
  zero(): string {
    return "";
  }
  isZero(value: string): boolean {
    return value === "";
  }
  toJson(value: string): string {
    return jsonString(value);
  }
  fromJson(json: Json): string {
    if (json instanceof JsonObject && json.members.size === 1 && json.members.has("@bytes")) {
      const bytes = fromHex(jsonText(json.members.get("@bytes")!));
      try {
        return strictUtf8.decode(bytes);
      } catch {
        throw new EncodeError("invalid-utf8", "a text holds UTF-8 here, and these bytes are not");
      }
    }
    return jsonText(json);
  }
  equals(a: string, b: string): boolean {
    return a === b;
  }
  clone(value: string): string {
    return value;
  }
}

class Utf8 extends AnyText {
  override readonly limited = true;

  measure(m: Measure, value: string, key: Key): number {
    const size = utf8Size(value, key);
    m.text(size, key);
    return size;
  }
  write(w: Writer, value: string): void {
    w.text(value);
  }
  read(r: Reader): string {
    return r.text(r.end - r.at);
  }
}

/** Text up to the end of its part. */
export const utf8: Codec<string> = new Utf8();

/** Text behind a length of 4 bytes. */
class PrefixedText extends AnyText {
  override readonly least = 4;
  override readonly selfDelimiting = true;

  measure(m: Measure, value: string, key: Key): number {
    const size = utf8Size(value, key);
    m.text(size, key);
    return 4 + size;
  }
  write(w: Writer, value: string): void {
    const at = w.at;
    w.at = at + 4;
    w.text(value);
    w.view.setUint32(at, w.at - at - 4, true);
  }
  read(r: Reader): string {
    const at = r.at;
    r.need(4);
    const length = r.view.getUint32(at, true);
    r.checkText(length, at);
    r.at = at + 4;
    r.need(length);
    return r.text(length);
  }
}

export const prefixedText: Codec<string> = new PrefixedText();

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Bytes up to the end of the part, or exactly `count` of them where that is not 0. */
class BytesCodec extends Codec<Uint8Array> {
  override readonly least: number;
  override readonly limited: boolean;

  constructor(
    readonly count: number,
    override readonly selfDelimiting: boolean,
  ) {
    super();
    this.least = count;
    this.limited = count === 0;
  }

  measure(m: Measure, value: Uint8Array, key: Key): number {
    if (!(value instanceof Uint8Array)) {
      badValue(value, "bytes (Uint8Array)", key);
    }
    if (this.count === 0) {
      m.text(value.length, key);
    } else if (value.length !== this.count) {
      m.fail("array-count", `exactly ${this.count} bytes were expected, not ${value.length}`, key);
    }
    return value.length;
  }
  write(w: Writer, value: Uint8Array): void {
    w.raw(value);
  }
  read(r: Reader): Uint8Array {
    const size = this.selfDelimiting ? this.count : r.end - r.at;
    if (this.count !== 0 && size !== this.count) {
      r.fail("array-count", `exactly ${this.count} bytes were expected, here are ${size}`);
    }
    return r.take(size);
  }
  zero(): Uint8Array {
    return new Uint8Array(this.count);
  }
  isZero(value: Uint8Array): boolean {
    return value.length === this.count && value.every((byte) => byte === 0);
  }
  toJson(value: Uint8Array): string {
    return `"${toHex(value)}"`;
  }
  fromJson(json: Json): Uint8Array {
    const bytes = fromHex(jsonText(json, "bytes as hex"));
    if (this.count !== 0 && bytes.length !== this.count) {
      throw new EncodeError("array-count", `exactly ${this.count} bytes were expected, not ${bytes.length}`);
    }
    return bytes;
  }
  equals(a: Uint8Array, b: Uint8Array): boolean {
    return sameBytes(a, b);
  }
  clone(value: Uint8Array): Uint8Array {
    return value.slice();
  }
}

export const bytes: Codec<Uint8Array> = new BytesCodec(0, false);

/** Exactly `count` bytes; without a length in front where they delimit themselves. */
export function bytesOf(count: number, selfDelimiting = false): Codec<Uint8Array> {
  return new BytesCodec(count, selfDelimiting);
}
