class FrameReader<T> extends PushReader<T> {
  private readonly limits: Limits;
  /** How payloads are compressed, once a header has said so. */
  private algorithm = "";
  private open = false;
  private typeId = 0n;
  private parts: Uint8Array[] = [];
  private size = 0;

  constructor(
    private readonly kinds: readonly FrameKind[],
    private readonly messages: readonly Alternative[],
    private readonly format: Format,
    private readonly options: DecodeOptions,
  ) {
    super();
    this.limits = merged(format.limits, options);
  }

  protected next(frame: Uint8Array): Found<T> {
    const header = frame[0]!;
    const length = varintAt(frame.subarray(1), this.format);
    if (length === null) {
      return frame.length + 1;
    }
    if ((header & 0xc0) !== 0) {
      throw new DecodeError("frame-reserved-bits", 0, "bits 6 and 7 of a frame's header are zero");
    }
    const kind = this.kinds.find((one) => one.number === (header & 0x0f));
    if (kind === undefined) {
      throw new DecodeError("bad-frame-type", 0, `there is no frame type ${header & 0x0f}`);
    }
    const begin = 1 + length.size;
    const size = begin + length.value;
    const most = this.limits.messageBytes;
    if (most !== 0 && (header & compressed) === 0 && length.value > most + 10) {
      throw new DecodeError("limit-message", 1, `the frame takes ${length.value} bytes; the limit is ${most}`);
    }
    if (size > frame.length) {
      return size;
    }
    const raw = frame.subarray(begin, size);
    const payload = (header & compressed) === 0 ? raw : this.inflated(raw, begin);
    const item = kind.body === "message" ? this.data(payload, (header & endOfMessage) !== 0, begin) : this.control(kind, payload, begin);
    return { size, items: item === null ? [] : [item as unknown as T] };
  }

  protected rest(bytes: Uint8Array): void {
    if (bytes.length > 0) {
      throw new DecodeError("truncated", bytes.length, "the stream ends inside a frame");
    }
    if (this.open) {
      throw new DecodeError("truncated", 0, "the stream ends before the message does");
    }
  }

  private inflated(payload: Uint8Array, at: number): Uint8Array {
    if (this.algorithm === "" || this.options.inflate === undefined) {
      throw new DecodeError("compression", at, "the frame is compressed, and nothing decompresses it");
    }
    const most = this.limits.messageBytes;
    // The type id in front is not part of the message.
    const room = most === 0 ? 0 : most - (this.open ? this.size : 0) + 10;
    let out: Uint8Array | null;
    try {
      out = this.options.inflate(this.algorithm, payload, room);
    } catch (error) {
      if (error instanceof DecodeError) {
        throw error;
      }
      throw new DecodeError("compression", at, `the payload is not sound ${this.algorithm} data`);
    }
    if (out === null) {
      throw new DecodeError("compression", at, `nothing decompresses ${this.algorithm}`);
    }
    if (room !== 0 && out.length > room) {
      throw new DecodeError("limit-message", at, `decompressed, the message takes more than ${most} bytes`);
    }
    return out;
  }

  private data(payload: Uint8Array, ends: boolean, at: number): Item | null {
    let body = payload;
    if (!this.open) {
      const r = new Reader(payload, this.format);
      this.typeId = r.uvarint64();
      body = payload.subarray(r.at);
      this.open = true;
      this.parts = [];
      this.size = 0;
    }
    this.size += body.length;
    const most = this.limits.messageBytes;
    if (most !== 0 && this.size > most) {
      throw new DecodeError("limit-message", at, `the message takes more than ${most} bytes`);
    }
    if (!ends) {
      this.parts.push(body.slice());
      return null;
    }
    this.open = false;
    const whole = this.parts.length === 0 ? body : concatenated([...this.parts, body]);
    this.parts = [];
    return { kind: this.kinds.find((one) => one.body === "message")!.kind, value: this.message(whole) };
  }

  private message(body: Uint8Array): Typed | ForeignType {
    const type = this.messages.find((one) => one.id === this.typeId);
    if (type === undefined) {
      return { type: "@foreign", name: this.typeId, bytes: body.slice() };
    }
    const codec = type.codec as unknown as StructCodec<object>;
    return { type: type.type, value: decode(codec, body, this.format, this.options) };
  }

  private control(kind: FrameKind, payload: Uint8Array, at: number): Item {
    if (kind.abandonsMessage) {
      this.open = false;
    }
    if (kind.mostBytes !== 0 && payload.length > kind.mostBytes) {
      throw new DecodeError("ping-length", at, `${kind.kind} frames carry at most ${kind.mostBytes} bytes, not ${payload.length}`);
    }
    const r = new Reader(payload, this.format);
    switch (kind.body) {
      case "pair": {
        const pair: Pair = { key: r.text(r.length()), value: r.text(r.length()) };
        if (!kind.endsStream && pair.key === "compression") {
          this.algorithm = pair.value;
        }
        return { kind: kind.kind, value: pair };
      }
      case "code": {
        const code = r.uvarint64();
        return { kind: kind.kind, value: { code, text: r.text(r.end - r.at) } };
      }
      case "number":
        return { kind: kind.kind, value: r.uvarint64() };
      case "text":
        return { kind: kind.kind, value: r.text(payload.length) };
      default:
        return { kind: kind.kind, value: payload.slice() };
    }
  }
}
