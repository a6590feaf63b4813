/** Writes the frames of a stream one by one. */
export class FrameWriter<T extends { readonly kind: string; readonly value: unknown }> {
  private algorithm = "";

  constructor(
    private readonly kinds: readonly FrameKind[],
    private readonly messages: readonly Alternative[],
    private readonly format: Format,
    private readonly options: FrameOptions,
  ) {}

  /** The bytes of what is said: one frame, or several of a large message. */
  write(item: T): Uint8Array {
    const kind = kindOf(this.kinds, item.kind);
    let payload: Uint8Array;
    try {
      payload = this.payload(kind, item.value);
    } catch (error) {
      throw under(error, kind.kind);
    }
    if (kind.mostBytes !== 0 && payload.length > kind.mostBytes) {
      throw new EncodeError("ping-length", `${kind.kind} frames carry at most ${kind.mostBytes} bytes, not ${payload.length}`, [kind.kind]);
    }
    return kind.body === "message" ? this.messageFrames(kind, payload) : this.frame(kind.number, payload);
  }

  private messageFrames(kind: FrameKind, payload: Uint8Array): Uint8Array {
    const wanted = this.options.frameBytes ?? 0;
    // A type id, which takes at most 10 bytes, may not be cut.
    const most = wanted === 0 ? payload.length : Math.max(wanted, 10);
    const frames: Uint8Array[] = [];
    let at = 0;
    for (; payload.length - at > most; at += most) {
      frames.push(this.messageFrame(kind.number, payload.subarray(at, at + most)));
    }
    frames.push(this.messageFrame(kind.number | endOfMessage, payload.subarray(at)));
    return concatenated(frames);
  }

  private messageFrame(header: number, payload: Uint8Array): Uint8Array {
    if (this.algorithm === "" || payload.length <= (this.options.threshold ?? 1024)) {
      return this.frame(header, payload);
    }
    return this.frame(header | compressed, this.compress(payload));
  }

  private frame(header: number, payload: Uint8Array): Uint8Array {
    return this.bytes(1 + uvarintSize(payload.length) + payload.length, (w) => {
      w.byte(header);
      w.uvarint(payload.length);
      w.raw(payload);
    });
  }

  private compress(payload: Uint8Array): Uint8Array {
    if (this.options.deflate === undefined) {
      throw new EncodeError("compression", `the stream says that it is compressed by ${this.algorithm}, but nothing compresses`);
    }
    return this.options.deflate(this.algorithm, payload);
  }

  private bytes(size: number, write: (w: Writer) => void): Uint8Array {
    const w = new Writer(size, new Measure(this.format));
    write(w);
    return w.bytes;
  }

  private payload(kind: FrameKind, value: unknown): Uint8Array {
    const m = new Measure(this.format, this.options);
    switch (kind.body) {
      case "message":
        return this.message(value as Typed & ForeignType);
      case "pair":
        return this.pair(kind, m, value as Pair);
      case "code": {
        const { code, text } = value as Code;
        const size = uvarint64.measure(m, code, "code") + utf8Size(text, "text");
        return this.bytes(size, (w) => {
          w.uvarint64(code);
          w.text(text);
        });
      }
      case "opaque":
        bytes.measure(m, value as Uint8Array, "bytes");
        return value as Uint8Array;
      case "number":
        return contentBytes(m, uvarint64, value as bigint, "value");
      case "text":
        return contentBytes(m, utf8, value as string, "value");
    }
  }

  private pair(kind: FrameKind, m: Measure, { key, value }: Pair): Uint8Array {
    const keySize = utf8.measure(m, key, "key");
    const valueSize = utf8.measure(m, value, "value");
    if (!kind.endsStream && key === "compression") {
      this.algorithm = ["lz4", "zstd", "snappy"].includes(value) ? value : "";
    }
    return this.bytes(uvarintSize(keySize) + keySize + uvarintSize(valueSize) + valueSize, (w) => {
      w.uvarint(keySize);
      w.text(key);
      w.uvarint(valueSize);
      w.text(value);
    });
  }

  private message(value: Typed & ForeignType): Uint8Array {
    if (typeof value !== "object" || value === null) {
      throw new EncodeError("missing-type", "a message in a stream says what type it is");
    }
    let id = value.name as bigint;
    let body = value.bytes;
    if ((value.type as string) !== "@foreign") {
      const type = this.messages.find((one) => one.type === value.type);
      if (type === undefined) {
        throw new EncodeError("unknown-type", `${jsonString(value.type)} is no type that the schema has`);
      }
      id = type.id;
      body = encode(type.codec as unknown as StructCodec<object>, value.value as object, this.format, this.options);
    }
    return this.bytes(varintSize64(id) + body.length, (w) => {
      w.uvarint64(id);
      w.raw(body);
    });
  }
}
