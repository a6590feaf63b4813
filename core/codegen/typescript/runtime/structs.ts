/** What a missing or null field means in JSON. */
export type Absence = "error" | "zero" | "null";

/** A field of a struct, for everything but its place in bytes. */
export interface Field {
  /** Of the property. */
  readonly key: string;
  /** In the schema and in JSON. */
  readonly name: string;
  readonly shape: Shape<unknown>;
  readonly absent: Absence;
  /** Whether null stands for a field that is left out. */
  readonly nullable: boolean;
  /** Whether an absent value is shown as null. */
  readonly shown?: boolean;
  /** What a field that is left out is, where that is neither zero nor null. */
  readonly init?: () => unknown;
  /** Whether a zero that is given is written. */
  readonly explicit?: boolean;
}

/** What the code of one struct gives. */
export interface StructParts<T> {
  /** As the schema calls it, and other spellings that are read. */
  readonly names: readonly string[];
  readonly fields: () => readonly Field[];
  zero(): T;
  /** Numbers of the fields, where fields that are not known are kept. */
  readonly numbers?: ReadonlySet<number>;
}

/** Keys beside the fields that JSON of a struct may have. */
interface Extras {
  readonly type?: boolean;
  readonly strings?: boolean;
}

interface Kept {
  unknownFields?: Uint8Array;
  stringTable?: string[];
}

type Properties = Record<string, unknown>;

/** What the struct's fields need no place in bytes for. */
class StructShape<T extends object> {
  private known: Map<string, Field> | null = null;

  constructor(readonly parts: StructParts<T>) {}

  private fieldsByName(): Map<string, Field> {
    this.known ??= new Map(this.parts.fields().map((field) => [field.name, field]));
    return this.known;
  }

  toJson(value: T, type?: string): string {
    const members: string[] = type === undefined ? [] : ["@type", jsonString(type)];
    const properties = value as Properties;
    for (const field of this.parts.fields()) {
      const held = properties[field.key];
      if (held !== null && held !== undefined) {
        members.push(field.name, field.shape.toJson(held));
      } else if (field.shown === true) {
        members.push(field.name, "null");
      }
    }
    const kept = value as Kept;
    if (this.parts.numbers !== undefined) {
      if (kept.unknownFields !== undefined && kept.unknownFields.length > 0) {
        members.push("@unknown", `"${toHex(kept.unknownFields)}"`);
      }
      if (kept.stringTable !== undefined && kept.stringTable.length > 0) {
        members.push("@strings", `[${kept.stringTable.map(jsonString).join(",")}]`);
      }
    }
    return jsonObject(members);
  }

  fromJson(json: Json, extras: Extras): T {
    const members = jsonMembers(json);
    const value = {} as T;
    const properties = value as Properties;
    const known = this.fieldsByName();
    for (const [key, member] of members) {
      if (!known.has(key)) {
        this.extra(value, key, member, extras);
      }
    }
    for (const field of known.values()) {
      properties[field.key] = this.fieldOfJson(field, members.get(field.name));
    }
    return value;
  }

  private fieldOfJson(field: Field, json: Json | undefined): unknown {
    if (json !== undefined && (json !== null || !field.nullable)) {
      return jsonPart(field.shape, json, field.name);
    }
    if (field.absent === "error") {
      throw new EncodeError("missing-value", "the field is required and missing", [field.name]);
    }
    return field.absent === "null" ? null : this.initial(field);
  }

  private initial(field: Field): unknown {
    return field.init === undefined ? field.shape.zero() : field.init();
  }

  private extra(value: Kept, key: string, json: Json, extras: Extras): void {
    const keeps = this.parts.numbers !== undefined;
    if (key === "@unknown" && keeps) {
      try {
        value.unknownFields = fromHex(jsonText(json, "the unknown fields as hex"));
      } catch (error) {
        throw under(error, key);
      }
    } else if (key === "@strings" && keeps && extras.strings === true) {
      value.stringTable = jsonArray(json).map((text) => utf8.fromJson(text));
    } else if (key === "@type" && extras.type === true) {
      this.checkType(json);
    } else {
      throw new EncodeError("unknown-key", `${this.parts.names[0]!} has no field ${jsonString(key)}`, [key]);
    }
  }

  private checkType(json: Json): void {
    const name = jsonText(json, "the name of a type");
    if (!this.parts.names.includes(name)) {
      throw new EncodeError("type-not-allowed", `${jsonString(name)} is not ${this.parts.names[0]!}`, ["@type"]);
    }
  }

  equals(a: T, b: T): boolean {
    if (a === b) {
      return true;
    }
    for (const field of this.parts.fields()) {
      const left = (a as Properties)[field.key] ?? null;
      const right = (b as Properties)[field.key] ?? null;
      if (left === null || right === null) {
        if (left !== right) {
          return false;
        }
      } else if (!field.shape.equals(left, right)) {
        return false;
      }
    }
    return sameBytes((a as Kept).unknownFields ?? noBytes, (b as Kept).unknownFields ?? noBytes);
  }

  clone(value: T): T {
    const copy = { ...value } as T;
    for (const field of this.parts.fields()) {
      const held = (value as Properties)[field.key];
      if (held !== null && held !== undefined) {
        (copy as Properties)[field.key] = field.shape.clone(held);
      }
    }
    const kept = copy as Kept;
    if (kept.unknownFields !== undefined) {
      kept.unknownFields = kept.unknownFields.slice();
    }
    if (kept.stringTable !== undefined) {
      kept.stringTable = [...kept.stringTable];
    }
    return copy;
  }

  /** Whether nothing of the value would be written. */
  isZero(value: T): boolean {
    const kept = (value as Kept).unknownFields;
    return (kept === undefined || kept.length === 0) && this.parts.fields().every((field) => this.isLeftOut(field, value));
  }

  private isLeftOut(field: Field, value: T): boolean {
    const held = (value as Properties)[field.key];
    if (held === null || held === undefined) {
      return field.absent !== "error";
    }
    if (field.absent === "error" || field.explicit === true || !(field.shape instanceof Codec)) {
      return false;
    }
    return field.init === undefined ? field.shape.isZero(held) : field.shape.equals(held, field.init());
  }
}

const noBytes: Uint8Array = new Uint8Array(0);

/** What the code of a struct of whole bytes gives. */
export interface CodecParts<T> extends StructParts<T> {
  readonly least: number;
  readonly selfDelimiting: boolean;
  measure(m: Measure, value: T): number;
  write(w: Writer, value: T): void;
  read(r: Reader): T;
}

/** The codec of a struct. */
export class StructCodec<T extends object> extends Codec<T> {
  override readonly least: number;
  override readonly selfDelimiting: boolean;
  readonly shape: StructShape<T>;

  constructor(private readonly code: CodecParts<T>) {
    super();
    this.least = code.least;
    this.selfDelimiting = code.selfDelimiting;
    this.shape = new StructShape(code);
  }

  measure(m: Measure, value: T, key: Key): number {
    if (typeof value !== "object" || value === null) {
      badValue(value, "an object", key);
    }
    try {
      m.enter();
      const bytes = this.code.measure(m, value);
      m.leave();
      return bytes;
    } catch (error) {
      throw key === "" ? error : under(error, key);
    }
  }
  write(w: Writer, value: T): void {
    this.code.write(w, value);
  }
  read(r: Reader): T {
    r.enter();
    const value = this.code.read(r);
    r.leave();
    return value;
  }
  zero(): T {
    return this.shape.parts.zero();
  }
  isZero(value: T): boolean {
    return this.shape.isZero(value);
  }
  toJson(value: T): string {
    return this.shape.toJson(value);
  }
  fromJson(json: Json): T {
    return this.shape.fromJson(json, {});
  }
  equals(a: T, b: T): boolean {
    return this.shape.equals(a, b);
  }
  clone(value: T): T {
    return this.shape.clone(value);
  }
}

export function struct<T extends object>(parts: CodecParts<T>): StructCodec<T> {
  return new StructCodec(parts);
}
