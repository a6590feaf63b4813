/** Which type and framing a stream has; what is not given is as usual. */
export interface StreamForm {
  readonly type?: string | undefined;
  readonly framing?: string | undefined;
}

export type AnyCodec = StructCodec<object> | RecordCodec<object>;

/** Encodes from and decodes to JSON by the name of a type. */
export class Dispatcher {
  private readonly codecs: readonly AnyCodec[];

  constructor(
    private readonly format: Format,
    codecs: readonly unknown[],
    private readonly framing: string,
    private readonly whole: Messages<{ readonly type: string }> | Frames<Item> | null,
    private readonly packageName: string,
  ) {
    this.codecs = codecs as readonly AnyCodec[];
  }

  /** The codec of a type by its name, its full name, or its name in the schema's own package. */
  codec(type: string | undefined): AnyCodec {
    if (type === undefined && this.codecs.length === 1) {
      return this.codecs[0]!;
    }
    const spellings = [type, `${this.packageName}.${type}`];
    for (const spelling of spellings) {
      const found =
        this.codecs.find((codec) => codec.shape.parts.names[0] === spelling) ??
        this.codecs.find((codec) => spelling !== undefined && codec.shape.parts.names.includes(spelling));
      if (found !== undefined) {
        return found;
      }
    }
    throw new EncodeError("unknown-type", type === undefined ? "the type is missing" : `there is no type ${type}`);
  }

  /** The bytes of a value in JSON. */
  encode(type: string | undefined, json: string, options?: EncodeOptions): Uint8Array {
    const codec = this.codec(type);
    const value = structFromJson(codec, json);
    return codec instanceof RecordCodec
      ? encodeRecord(codec, value, this.format, options)
      : encode(codec, value, this.format, options);
  }

  /** JSON of the value in bytes. */
  decode(type: string | undefined, bytes: Uint8Array, options?: DecodeOptions): string {
    const codec = this.codec(type);
    const value =
      codec instanceof RecordCodec
        ? decodeRecord(codec, bytes, this.format, options)
        : decode(codec, bytes, this.format, options);
    return structToJson(codec, value);
  }

  private isWhole(form: StreamForm): boolean {
    return this.whole !== null && (form.framing ?? this.framing) === this.framing;
  }

  private isDelimited(form: StreamForm, codec: AnyCodec): boolean {
    return form.framing === undefined ? !(codec instanceof RecordCodec) && !codec.selfDelimiting : form.framing === "delimited";
  }

  /** The bytes of a stream in JSON. */
  encodeStream(form: StreamForm, json: string, options?: EncodeOptions): Uint8Array {
    if (this.isWhole(form)) {
      const whole = this.whole as Frames<Item>;
      return whole.encode(whole.fromJson(json), options);
    }
    const codec = this.codec(form.type);
    const values = structsFromJson(codec, json);
    if (this.isDelimited(form, codec)) {
      return encodeDelimited(codec as StructCodec<object>, values, this.format, options);
    }
    return encodeConcatenated(codec, values, this.format, options);
  }

  /** Reads a stream from pieces of any size. */
  reader(form: StreamForm, options?: DecodeOptions): PushReader<unknown> {
    if (this.isWhole(form)) {
      return (this.whole as Frames<Item>).reader(options);
    }
    const codec = this.codec(form.type);
    return this.isDelimited(form, codec)
      ? new DelimitedReader(codec as StructCodec<object>, this.format, options)
      : new ConcatenatedReader(codec, this.format, options);
  }

  /** JSON of what a reader has read. */
  itemsToJson(form: StreamForm, items: readonly unknown[]): string {
    if (this.isWhole(form)) {
      return (this.whole as Frames<Item>).toJson(items as Item[]);
    }
    return structsToJson(this.codec(form.type), items as object[]);
  }

  /** JSON of the stream in bytes. */
  decodeStream(form: StreamForm, bytes: Uint8Array, options?: DecodeOptions): string {
    return this.itemsToJson(form, readAll(this.reader(form, options), bytes));
  }
}
