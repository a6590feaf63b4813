/** Size of a value in bytes. */
export function sizeOf<T extends object>(codec: StructCodec<T>, value: T, format: Format, options?: EncodeOptions): number {
  return measured(codec, value, new Measure(format, options));
}

function measured<T extends object>(codec: StructCodec<T>, value: T, m: Measure): number {
  if (typeof value === "object" && value !== null) {
    keepTable(m, value);
  }
  const body = codec.measure(m, value, "");
  const size = tableSize(m) + body;
  m.message(size);
  return size;
}

/** A value as bytes of its own. */
export function encode<T extends object>(codec: StructCodec<T>, value: T, format: Format, options?: EncodeOptions): Uint8Array {
  const m = new Measure(format, options);
  const w = new Writer(measured(codec, value, m), m);
  writeTable(w, m);
  codec.write(w, value);
  return w.bytes;
}

/** The value in bytes; bytes behind it are not looked at. */
export function decode<T extends object>(codec: StructCodec<T>, bytes: Uint8Array, format: Format, options?: DecodeOptions): T {
  const r = new Reader(bytes, format, options);
  const most = r.limits.messageBytes;
  if (most !== 0 && bytes.length > most) {
    r.fail("limit-message", `the input has ${bytes.length} bytes; the limit is ${most}`);
  }
  return codec.read(r);
}

/** JSON text of a value. */
export function structToJson<T extends object>(codec: StructCodec<T> | RecordCodec<T>, value: T): string {
  return codec.shape.toJson(value);
}

/** The value of JSON text. */
export function structFromJson<T extends object>(codec: StructCodec<T> | RecordCodec<T>, text: string): T {
  return codec.shape.fromJson(parseJson(text), { type: true, strings: true });
}

/** Checks everything that encoding checks; throws what it would throw. */
export function validate<T extends object>(codec: StructCodec<T> | RecordCodec<T>, value: T, format: Format): void {
  if (codec instanceof RecordCodec) {
    codec.check(new Measure(format), value, "");
  } else {
    measured(codec, value, new Measure(format));
  }
}

/** How a value stands to a rule of its field: it must be so, or it is an error. */
export function rule(holds: boolean, text: string, key: Key): void {
  if (!holds) {
    throw new EncodeError("validate", `the value breaks the rule \`${text}\` of its field`, [key]);
  }
}

/** Code points of a text, elements of an array or a map, or bytes. */
export function lengthOf(value: string | { readonly length: number } | { readonly size: number }): number {
  if (typeof value === "string") {
    let length = 0;
    for (let i = 0; i < value.length; ++i, ++length) {
      const unit = value.charCodeAt(i);
      i += unit >= 0xd800 && unit < 0xdc00 ? 1 : 0;
    }
    return length;
  }
  return "size" in value ? value.size : value.length;
}

/** How two texts stand to each other in the order of their UTF-8 bytes: below 0, 0 or above. */
export function compareTexts(a: string, b: string): number {
  return compareBytes(utf8Encoder.encode(a), utf8Encoder.encode(b));
}
