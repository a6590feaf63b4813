/** Something that cannot be encoded or decoded. */
export class WirebenchError extends Error {
  /** Stable code of what is wrong: "truncated", "value-range" … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "WirebenchError";
    this.code = code;
  }
}

/** Bytes that are not what they should be. */
export class DecodeError extends WirebenchError {
  /** Byte where reading stopped, from the start of what was given to decode. */
  readonly offset: number;

  constructor(code: string, offset: number, message: string) {
    super(code, `${code} at byte ${offset}: ${message}`);
    this.name = "DecodeError";
    this.offset = offset;
  }
}

/** Names of fields and indices of elements on the way to a value. */
export type Key = string | number;

/** A value, or JSON of one, that has no encoding. */
export class EncodeError extends WirebenchError {
  /** Where the value is, from the outside in. */
  readonly path: readonly Key[];
  private readonly detail: string;

  constructor(code: string, detail: string, path: readonly Key[] = []) {
    super(code, `${code}${path.length > 0 ? ` in ${pathText(path)}` : ""}: ${detail}`);
    this.name = "EncodeError";
    this.path = path;
    this.detail = detail;
  }

  /** The same problem, seen from the value around it. */
  under(key: Key): EncodeError {
    return new EncodeError(this.code, this.detail, [key, ...this.path]);
  }
}

function pathText(path: readonly Key[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") {
      text += `[${key}]`;
    } else {
      text += text === "" || key.startsWith("[") ? key : `.${key}`;
    }
  }
  return text;
}

/** What is thrown for an error inside the part `key`. */
export function under(error: unknown, key: Key): unknown {
  return error instanceof EncodeError ? error.under(key) : error;
}

/** Bounds for what is read and written; 0 stands for none. They hold for each message. */
export interface Limits {
  /** Bytes of a message. */
  readonly messageBytes: number;
  /** Nested structs; the outermost is 1. */
  readonly depth: number;
  /** Bytes of a text or of bytes. */
  readonly stringBytes: number;
  /** Elements of one array, entries of one map. */
  readonly arrayElements: number;
  /** Elements of all arrays and maps. */
  readonly totalElements: number;
  /** Time for reading. */
  readonly milliseconds: number;
}

/** How to decode; limits that are not given are those of the format. */
export interface DecodeOptions extends Partial<Limits> {
  /** Whether fields that the schema does not know are errors. */
  readonly strict?: boolean;
  /** Whether bytes in the result are views of the input instead of copies. */
  readonly views?: boolean;
  /** Decompresses the payloads of stream frames. */
  readonly inflate?: Inflate;
}

/** How to encode; limits that are not given are those of the format. */
export type EncodeOptions = Partial<Limits>;

/**
 * Decompresses `bytes`, which were compressed by `algorithm` ("lz4", "zstd", "snappy"), into at most `most` bytes
 * (0: any number). Gives null when it does not know the algorithm; throws when the bytes are not sound.
 */
export type Inflate = (algorithm: string, bytes: Uint8Array, most: number) => Uint8Array | null;

/** What a schema says of its wire format as a whole. */
export interface Format {
  readonly limits: Limits;
  /** By wire type, how a payload is passed over: 0 not at all, 1 varint, 2 and 3 fixed, 4 length, 5 type id and length. */
  readonly skip: readonly number[];
  /** Wire type of the string table and of indices into it; -1 where there is none. */
  readonly tableWireType: number;
  /** Whether fields stand in the order of their numbers, the unknown ones among them. */
  readonly canonical: boolean;
}

/** Nesting is bounded also where the limits say none: this code is recursive. */
const deepestNesting = 500;
/** Elements that take no bytes, where the limits say none. */
const mostImplied = 10_000_000;

function merged(limits: Limits, options: Partial<Limits> | undefined): Limits {
  if (options === undefined) {
    return limits;
  }
  return {
    messageBytes: options.messageBytes ?? limits.messageBytes,
    depth: options.depth ?? limits.depth,
    stringBytes: options.stringBytes ?? limits.stringBytes,
    arrayElements: options.arrayElements ?? limits.arrayElements,
    totalElements: options.totalElements ?? limits.totalElements,
    milliseconds: options.milliseconds ?? limits.milliseconds,
  };
}

function orEndless(limit: number): number {
  return limit === 0 ? Infinity : limit;
}

function depthLimit(limits: Limits): number {
  return limits.depth === 0 ? deepestNesting : Math.min(limits.depth, deepestNesting);
}
