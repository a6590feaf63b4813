/** A message with a type id that the schema does not have, header included. */
export interface UnknownMessage {
  readonly type: "@unknown";
  readonly bytes: Uint8Array;
}

/** A message that says what it is: its type's name in the schema, and its value. */
interface TypedMessage {
  readonly type: string;
  readonly value: object;
}

function messageCodec(codecs: readonly MessageCodec<object>[], id: bigint): MessageCodec<object> | undefined {
  return codecs.find((codec) => codec.id === id);
}

/** The messages of a schema, which stand one after another with their type ids. */
export class Messages<T extends { readonly type: string }> {
  private readonly codecs: readonly MessageCodec<object>[];

  constructor(
    codecs: readonly StructCodec<object>[],
    private readonly format: Format,
  ) {
    this.codecs = codecs as readonly MessageCodec<object>[];
  }

  /** Reads messages from pieces of any size. */
  reader(options: DecodeOptions = {}): PushReader<T> {
    return new MessageReader<T>(this.codecs, this.format, options);
  }

  /** All messages of a buffer. */
  decode(bytes: Uint8Array, options?: DecodeOptions): T[] {
    return readAll(this.reader(options), bytes);
  }

  encode(messages: Iterable<T>, options?: EncodeOptions): Uint8Array {
    const parts: Uint8Array[] = [];
    let index = 0;
    for (const message of messages) {
      try {
        parts.push(this.encodeOne(message, options));
      } catch (error) {
        throw under(error, index);
      }
      ++index;
    }
    return concatenated(parts);
  }

  private encodeOne(message: T, options?: EncodeOptions): Uint8Array {
    if (message.type === "@unknown") {
      const { bytes } = message as unknown as UnknownMessage;
      this.checkUnknown(bytes);
      return bytes;
    }
    return encode(this.named(message.type), (message as unknown as TypedMessage).value, this.format, options);
  }

  private named(type: string): MessageCodec<object> {
    const codec = this.codecs.find((one) => one.shape.parts.names.includes(type));
    if (codec === undefined) {
      throw new EncodeError("unknown-type", `the schema has no message ${jsonString(type)}`);
    }
    return codec;
  }

  private checkUnknown(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isWhole = bytes.length >= headerBytes && view.getUint32(8, true) === bytes.length - headerBytes;
    if (!isWhole || messageCodec(this.codecs, view.getBigUint64(0, true)) !== undefined) {
      throw new EncodeError("bad-unknown", "an unknown message is one whole message of a type the schema does not have");
    }
  }

  toJson(messages: readonly T[]): string {
    const texts = messages.map((message) => {
      if (message.type === "@unknown") {
        return jsonObject(["@unknown", `"${toHex((message as unknown as UnknownMessage).bytes)}"`]);
      }
      return this.named(message.type).shape.toJson((message as unknown as TypedMessage).value, message.type);
    });
    return `[${texts.join(",")}]`;
  }

  fromJson(text: string): T[] {
    return jsonArray(parseJson(text)).map((json, i) => {
      try {
        return this.messageOfJson(json) as unknown as T;
      } catch (error) {
        throw under(error, i);
      }
    });
  }

  private messageOfJson(json: Json): TypedMessage | UnknownMessage {
    const members = jsonMembers(json, 'an object with "@type"');
    const unknown = members.get("@unknown");
    if (unknown !== undefined) {
      const bytes = fromHex(jsonText(unknown));
      this.checkUnknown(bytes);
      if (members.size !== 1) {
        throw new EncodeError("bad-unknown", '"@unknown" stands alone in its object');
      }
      return { type: "@unknown", bytes };
    }
    const named = members.get("@type");
    if (named === undefined) {
      throw new EncodeError("missing-type", 'a message in a buffer names its type in "@type"');
    }
    const codec = this.named(jsonText(named, "the name of a message"));
    return { type: codec.shape.parts.names[0]!, value: codec.shape.fromJson(json, { type: true }) };
  }
}

class MessageReader<T> extends PushReader<T> {
  constructor(
    private readonly codecs: readonly MessageCodec<object>[],
    private readonly format: Format,
    private readonly options: DecodeOptions,
  ) {
    super();
  }

  protected next(bytes: Uint8Array): Found<T> {
    if (bytes.length < headerBytes) {
      return headerBytes;
    }
    const r = new Reader(bytes, this.format, this.options);
    const { id, end } = messageHeader(r);
    const most = r.limits.messageBytes;
    if (most !== 0 && end > most) {
      r.fail("limit-message", `the message takes ${end} bytes; the limit is ${most}`, 8);
    }
    if (bytes.length < end) {
      return end;
    }
    const codec = messageCodec(this.codecs, id);
    const message: TypedMessage | UnknownMessage =
      codec === undefined
        ? { type: "@unknown", bytes: bytes.slice(0, end) }
        : { type: codec.shape.parts.names[0]!, value: codec.read(r) };
    return { size: end, items: [message as unknown as T] };
  }
  protected rest(bytes: Uint8Array): void {
    if (bytes.length > 0) {
      throw new DecodeError("truncated", bytes.length, "the buffer ends inside a message");
    }
  }
}
