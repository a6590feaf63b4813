/** A value whose type is named on the wire, or null: all but its bytes. */
class ReferenceCodec<T extends { readonly type: string }> extends ReferenceWire<T> {
  private found: Map<string, Alternative> | null = null;

  private named(name: string): Alternative | undefined {
    if (this.found === null) {
      this.found = new Map();
      for (const one of this.alternatives()) {
        for (const spelling of [one.type, one.fullName, this.by === "name" ? one.wireName : ""]) {
          if (spelling !== "" && !this.found.has(spelling)) {
            this.found.set(spelling, one);
          }
        }
      }
    }
    return this.found.get(name);
  }

  zero(): T | null {
    return null;
  }
  isZero(value: T | null): boolean {
    return value === null;
  }

  toJson(value: T | null): string {
    if (value === null) {
      return "null";
    }
    if (value.type === "@foreign") {
      const { name, bytes } = value as unknown as ForeignType;
      return jsonObject(["@type", this.foreignName(name), "@bytes", `"${toHex(bytes)}"`]);
    }
    const codec = this.alternativeOf(value).codec;
    const content = (value as unknown as Typed).value;
    if (codec instanceof StructCodec) {
      return codec.shape.toJson(content as object, value.type);
    }
    return jsonObject(["@type", jsonString(value.type), "value", codec.toJson(content)]);
  }

  private foreignName(name: bigint | string | Uint8Array): string {
    if (typeof name === "bigint") {
      return this.by === "hash" ? `"#0x${hexWord(Number(name))}"` : `"#${name}"`;
    }
    return typeof name === "string" ? jsonString(name) : `{"@bytes":"${toHex(name)}"}`;
  }

  fromJson(json: Json): T | null {
    if (json === null) {
      return null;
    }
    const members = jsonMembers(json, 'an object with "@type"');
    const named = members.get("@type");
    if (named === undefined) {
      throw new EncodeError("missing-type", 'the concrete type of the value is missing; name it in "@type"');
    }
    const type = typeof named === "string" ? this.named(named) : undefined;
    if (type !== undefined) {
      return { type: type.type, value: this.contentOfJson(type, json as JsonObject) } as unknown as T;
    }
    const raw = members.get("@bytes");
    const name = raw === undefined ? null : this.foreignOfJson(named);
    if (raw === undefined || name === null) {
      throw this.refused(named);
    }
    this.onlyKeys(members, "@bytes");
    return { type: "@foreign", name, bytes: fromHex(jsonText(raw)) } as unknown as T;
  }

  private contentOfJson(type: Alternative, json: JsonObject): unknown {
    const codec = type.codec;
    if (codec instanceof StructCodec) {
      const members = new JsonObject();
      for (const [key, member] of json.members) {
        if (key !== "@type") {
          members.members.set(key, member);
        }
      }
      return codec.fromJson(members);
    }
    this.onlyKeys(json.members, "value");
    const value = json.members.get("value");
    if (value === undefined) {
      throw new EncodeError("missing-value", 'a "value" is missing beside "@type"');
    }
    return jsonPart(codec, value, "value");
  }

  private onlyKeys(members: Map<string, Json>, allowed: string): void {
    for (const key of members.keys()) {
      if (key !== "@type" && key !== allowed) {
        throw new EncodeError("unknown-key", `there is no ${jsonString(key)} beside "@type" here`, [key]);
      }
    }
  }

  /** How a type that the schema does not have is named; null when `named` does not name one. */
  private foreignOfJson(named: Json): bigint | string | Uint8Array | null {
    if (this.by === "name") {
      const raw = named instanceof JsonObject && named.members.size === 1 ? named.members.get("@bytes") : undefined;
      if (typeof raw === "string") {
        const bytes = bytesOfText(raw);
        return bytes !== null && !isUtf8(bytes) ? bytes : null;
      }
      return typeof named === "string" && named !== "" && !this.known.some((type) => type.name === named) ? named : null;
    }
    const number = typeof named === "string" && named.startsWith("#") ? integerOf(named.slice(1), true) : null;
    return number !== null && number > 0n && number <= highestUnsigned64 && !this.isTaken(number) ? number : null;
  }

  /** Whether a type of the schema would be read for this id or hash; also what is wider than a hash. */
  private isTaken(number: bigint): boolean {
    if (this.by === "hash") {
      return number > 0xffffffffn || this.alternatives().some((one) => BigInt(one.hash) === number);
    }
    return this.numbered(number) !== undefined || this.known.some((one) => one.id === number);
  }

  private refused(named: Json): EncodeError {
    const name = typeof named === "string" ? named : "";
    const known = this.known.some((type) => type.name === name || bareName(type.name) === name);
    return known
      ? new EncodeError("type-not-allowed", `${name} may not stand here`)
      : new EncodeError("unknown-type", `${jsonString(name)} is no type that the schema has`);
  }

  equals(a: T | null, b: T | null): boolean {
    if (a === null || b === null || a.type !== b.type) {
      return a === b;
    }
    if (a.type === "@foreign") {
      const left = a as unknown as ForeignType;
      const right = b as unknown as ForeignType;
      return identity(left.name) === identity(right.name) && sameBytes(left.bytes, right.bytes);
    }
    const codec = this.alternativeOf(a).codec;
    return codec.equals((a as unknown as Typed).value, (b as unknown as Typed).value);
  }
  clone(value: T | null): T | null {
    if (value === null) {
      return null;
    }
    if (value.type === "@foreign") {
      const { name, bytes } = value as unknown as ForeignType;
      return { type: "@foreign", name, bytes: bytes.slice() } as unknown as T;
    }
    const codec = this.alternativeOf(value).codec;
    return { type: value.type, value: codec.clone((value as unknown as Typed).value) } as unknown as T;
  }
}

/** A place for values of several types, named on the wire `by` id, name or hash. */
export function reference<T extends { readonly type: string }>(
  by: NamedBy,
  alternatives: () => readonly Alternative[],
  known: readonly KnownType[],
): Codec<T | null> {
  return new ReferenceCodec<T>(by, alternatives, known);
}
