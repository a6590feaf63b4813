/** A JSON number as it is written, so that no digit of it is lost. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A JSON object; its keys in the order of the text, each there once. */
export class JsonObject {
  readonly members = new Map<string, Json>();
}

export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;

const jsonNumber = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const jsonPlain = /[^"\\\u0000-\u001f]*/y;
const deepestJson = 2000;

class JsonParser {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) {
      this.fail("the JSON ends here, but more follows");
    }
    return value;
  }

  private fail(detail: string): never {
    throw new EncodeError("syntax", `${detail} (character ${this.at})`);
  }

  private space(): void {
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) {
        return;
      }
      ++this.at;
    }
  }

  private value(): Json {
    this.space();
    switch (this.text[this.at]) {
      case "{":
        return this.nested(() => this.object());
      case "[":
        return this.nested(() => this.array());
      case '"':
        return this.string();
      case "t":
        return this.word("true", true);
      case "f":
        return this.word("false", false);
      case "n":
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > deepestJson) {
      this.fail("the JSON is nested too deep");
    }
    const value = read();
    --this.depth;
    return value;
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) {
      this.fail("a JSON value was expected");
    }
    this.at += word.length;
    return value;
  }

  private number(): JsonNumber {
    jsonNumber.lastIndex = this.at;
    const found = jsonNumber.exec(this.text);
    if (found === null) {
      return this.fail("a JSON value was expected");
    }
    this.at += found[0]!.length;
    return new JsonNumber(found[0]!);
  }

  private string(): string {
    ++this.at;
    let out = "";
    for (;;) {
      jsonPlain.lastIndex = this.at;
      const plain = jsonPlain.exec(this.text)![0]!;
      out += plain;
      this.at += plain.length;
      const c = this.text[this.at++];
      if (c === '"') {
        return out;
      }
      if (c !== "\\") {
        --this.at;
        this.fail("a text does not end, or holds a control character");
      }
      out += this.escape();
    }
  }

  private escape(): string {
    const c = this.text[this.at++];
    const simple = '"\\/bfnrt'.indexOf(c ?? " ");
    if (simple >= 0) {
      return '"\\/\b\f\n\r\t'[simple]!;
    }
    const digits = this.text.slice(this.at, this.at + 4);
    if (c !== "u" || !/^[0-9a-fA-F]{4}$/.test(digits)) {
      this.fail("this is no escape sequence of JSON");
    }
    this.at += 4;
    return String.fromCharCode(parseInt(digits, 16));
  }

  private array(): Json[] {
    const out: Json[] = [];
    ++this.at;
    this.space();
    if (this.text[this.at] === "]") {
      ++this.at;
      return out;
    }
    for (;;) {
      out.push(this.value());
      if (this.separator("]")) {
        return out;
      }
    }
  }

  private object(): JsonObject {
    const out = new JsonObject();
    ++this.at;
    this.space();
    if (this.text[this.at] === "}") {
      ++this.at;
      return out;
    }
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') {
        this.fail("a key was expected");
      }
      const key = this.string();
      if (out.members.has(key)) {
        throw new EncodeError("duplicate-key", `the JSON object has the key "${key}" twice`);
      }
      this.space();
      if (this.text[this.at] !== ":") {
        this.fail("a colon was expected");
      }
      ++this.at;
      out.members.set(key, this.value());
      if (this.separator("}")) {
        return out;
      }
    }
  }

  /** Passes a comma, or the end of an array or object: then true. */
  private separator(closer: string): boolean {
    this.space();
    const c = this.text[this.at++];
    if (c === closer) {
      return true;
    }
    if (c !== ",") {
      --this.at;
      this.fail(`a comma or ${closer} was expected`);
    }
    return false;
  }
}

/** Reads JSON without losing digits; a key that stands twice in an object is an error. */
export function parseJson(text: string): Json {
  return new JsonParser(text).document();
}

/** A text as a JSON string. */
export function jsonString(text: string): string {
  return JSON.stringify(text);
}

/** `{"key":value,…}` of keys and JSON texts, one after the other. */
export function jsonObject(members: readonly string[]): string {
  let out = "{";
  for (let i = 0; i < members.length; i += 2) {
    out += `${i > 0 ? "," : ""}${jsonString(members[i]!)}:${members[i + 1]!}`;
  }
  return out + "}";
}

function jsonKind(json: Json | undefined): string {
  if (json === null || json === undefined) return "null";
  if (typeof json === "string") return "a text";
  if (typeof json === "boolean") return `${json}`;
  if (json instanceof JsonNumber) return json.text;
  return Array.isArray(json) ? "an array" : "an object";
}

/** What is thrown for JSON of a wrong kind; null, where a value is needed, is a missing one. */
function wrongJson(json: Json | undefined, expected: string): EncodeError {
  return json === null
    ? new EncodeError("missing-value", `${expected} was expected, but there is no value`)
    : new EncodeError("wrong-type", `${expected} was expected, not ${jsonKind(json)}`);
}

function jsonMembers(json: Json, expected = "an object"): Map<string, Json> {
  if (json instanceof JsonObject) {
    return json.members;
  }
  throw wrongJson(json, expected);
}

function jsonArray(json: Json): Json[] {
  if (Array.isArray(json)) {
    return json;
  }
  throw wrongJson(json, "an array");
}

function jsonText(json: Json, expected = "a text"): string {
  if (typeof json === "string") {
    return json;
  }
  throw wrongJson(json, expected);
}

/** The integer of a JSON number, or of a text in decimal or hex. */
function integerOf(text: string, isText: boolean): bigint | null {
  if (/^-?[0-9]+$/.test(text)) {
    return BigInt(text);
  }
  if (isText && /^-?0x[0-9A-Fa-f]+$/.test(text)) {
    return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
  }
  return null;
}

function jsonInteger(json: Json, lowest: bigint, highest: bigint): bigint {
  const value =
    json instanceof JsonNumber ? integerOf(json.text, false) : typeof json === "string" ? integerOf(json, true) : null;
  if (value === null) {
    throw wrongJson(json, "an integer");
  }
  if (value < lowest || value > highest) {
    throw new EncodeError("value-range", `${value} is not within ${lowest} to ${highest}`);
  }
  return value;
}

/** Reads the part `key` of JSON. */
function jsonPart<T>(shape: Shape<T>, json: Json, key: Key): T {
  try {
    return shape.fromJson(json);
  } catch (error) {
    throw under(error, key);
  }
}

const base64Digits = /^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2,3})?$/;

/** Bytes written as hex, spaces anywhere, or as Base64 behind `base64:`; null when they are not. */
function bytesOfText(text: string): Uint8Array | null {
  if (text.startsWith("base64:")) {
    return bytesOfBase64(text.slice(7));
  }
  const digits = text.replace(/ /g, "");
  if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) {
    return null;
  }
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; ++i) {
    bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

function bytesOfBase64(text: string): Uint8Array | null {
  const digits = text.replace(/={1,2}$/, "");
  if (!base64Digits.test(digits) || (digits.length < text.length && text.length % 4 !== 0)) {
    return null;
  }
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let window = 0;
  let at = 0;
  for (let i = 0; i < digits.length; ++i) {
    const digit = digits[i] === "-" ? 62 : digits[i] === "_" ? 63 : alphabet.indexOf(digits[i]!);
    window = ((window << 6) | digit) & 0xffff;
    const bits = (i + 1) * 6;
    if (Math.floor(bits / 8) > at) {
      bytes[at++] = (window >> (bits % 8)) & 0xff;
    }
  }
  return bytes;
}

const hexDigits = "0123456789abcdef";

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) {
    out += hexDigits[byte >> 4]! + hexDigits[byte & 15]!;
  }
  return out;
}

/** Bytes from hex, spaces anywhere, or Base64 behind `base64:`. */
export function fromHex(text: string): Uint8Array {
  const bytes = bytesOfText(text);
  if (bytes === null) {
    throw new EncodeError("invalid-bytes", `${jsonString(text)} is neither hex nor Base64 behind "base64:"`);
  }
  return bytes;
}
