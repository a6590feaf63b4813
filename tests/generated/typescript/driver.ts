// SPDX-License-Identifier: MIT
// Answers requests to generated code, one JSON text a line; see the README of core/codegen. The arguments are the
// command that compresses and decompresses (codec.py).
import * as rt from "./wirebench_runtime.js";

declare const process: {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: { write(text: string): boolean };
  readonly argv: readonly string[];
};

interface ChildProcesses {
  spawnSync(
    program: string,
    args: readonly string[],
    options: { readonly input: string; readonly encoding: "utf8"; readonly maxBuffer: number },
  ): { readonly stdout: string | null };
}

let childProcesses: ChildProcesses | undefined;
const codecAnswers = new Map<string, string>();

/** What codec.py says to a line; each line is asked once. */
function askCodec(line: string): string {
  let known = codecAnswers.get(line);
  if (known === undefined) {
    const [program, ...args] = process.argv.slice(2);
    const options = { input: `${line}\n`, encoding: "utf8", maxBuffer: 1 << 28 } as const;
    known = program === undefined ? "unknown" : (childProcesses?.spawnSync(program, args, options).stdout?.trim() ?? "unknown");
    codecAnswers.set(line, known);
  }
  return known;
}

/** The bytes of an answer; null when it is none. */
function answeredBytes(answer: string): Uint8Array | null {
  const [status, hex] = answer.split(" ");
  return status === "ok" ? rt.fromHex(hex ?? "") : null;
}

function inflate(algorithm: string, bytes: Uint8Array, most: number): Uint8Array | null {
  if (!/^[a-z0-9]+$/.test(algorithm)) {
    return null;
  }
  const answer = askCodec(`decompress ${algorithm} ${most} ${rt.toHex(bytes)}`);
  if (answer === "too-large") {
    throw new rt.DecodeError("limit-message", 0, "more comes out than may");
  }
  const out = answeredBytes(answer);
  if (out === null && answer !== "unknown") {
    throw new Error(answer);
  }
  return out;
}

function deflate(algorithm: string, bytes: Uint8Array): Uint8Array {
  const out = answeredBytes(askCodec(`compress ${algorithm} 0 ${rt.toHex(bytes)}`));
  if (out === null) {
    throw new rt.EncodeError("compression", `nothing compresses by ${algorithm}`);
  }
  return out;
}

interface Module {
  readonly dispatcher: rt.Dispatcher;
}

const modules = new Map<string, Module>();

async function moduleOf(name: string): Promise<Module> {
  let known = modules.get(name);
  if (known === undefined) {
    known = (await import(`./${name}.js`)) as Module;
    modules.set(name, known);
  }
  return known;
}

/** JSON text of what was parsed. */
function jsonText(json: rt.Json): string {
  if (json instanceof rt.JsonNumber) {
    return json.text;
  }
  if (Array.isArray(json)) {
    return `[${json.map(jsonText).join(",")}]`;
  }
  if (json instanceof rt.JsonObject) {
    return rt.jsonObject([...json.members].flatMap(([key, value]) => [key, jsonText(value)]));
  }
  return JSON.stringify(json);
}

function text(request: rt.JsonObject, key: string): string | undefined {
  const value = request.members.get(key);
  return typeof value === "string" ? value : undefined;
}

const limitNames: ReadonlyMap<string, string> = new Map([
  ["message", "messageBytes"],
  ["depth", "depth"],
  ["string", "stringBytes"],
  ["array", "arrayElements"],
  ["total", "totalElements"],
]);

function optionsOf(request: rt.JsonObject): rt.DecodeOptions {
  const limits = request.members.get("limits");
  const options: Record<string, unknown> = { inflate, deflate };
  for (const [key, value] of limits instanceof rt.JsonObject ? limits.members : []) {
    const name = limitNames.get(key);
    if (value instanceof rt.JsonNumber && name !== undefined) {
      options[name] = Number(value.text);
    } else if (value instanceof rt.JsonNumber && key === "time") {
      options["milliseconds"] = Math.ceil(Number(value.text) * 1000);
    } else if (typeof value === "boolean" && key === "strict") {
      options["strict"] = value;
    }
  }
  return options as rt.DecodeOptions;
}

async function answer(request: rt.JsonObject): Promise<string> {
  const { dispatcher } = await moduleOf(text(request, "module")!);
  const type = text(request, "type");
  const isStream = request.members.get("stream") === true;
  const form = { type, framing: text(request, "framing") };
  const options = optionsOf(request);
  if (text(request, "op") === "encode") {
    const json = jsonText(request.members.get("value")!);
    const bytes = isStream ? dispatcher.encodeStream(form, json, options) : dispatcher.encode(type, json, options);
    return `{"ok":true,"hex":"${rt.toHex(bytes)}"}`;
  }
  const bytes = rt.fromHex(text(request, "hex")!);
  if (isStream) {
    return `{"ok":true,"value":${streamJson(dispatcher, form, bytes, options)}}`;
  }
  const value = dispatcher.decode(type, bytes, options);
  checkCopies(dispatcher.codec(type), value);
  return `{"ok":true,"value":${value}}`;
}

/** What a stream in pieces of `size` bytes gives; null when it is refused. */
function inPieces(dispatcher: rt.Dispatcher, form: rt.StreamForm, bytes: Uint8Array, size: number, options: rt.DecodeOptions): string | null {
  try {
    const reader = dispatcher.reader(form, options);
    const items: unknown[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      items.push(...reader.push(bytes.subarray(at, at + size)));
    }
    reader.end();
    return dispatcher.itemsToJson(form, items);
  } catch (error) {
    if (error instanceof rt.DecodeError) {
      return null;
    }
    throw error;
  }
}

/** Reads a stream as a whole, and in small pieces, which must be the same. */
function streamJson(dispatcher: rt.Dispatcher, form: rt.StreamForm, bytes: Uint8Array, options: rt.DecodeOptions): string {
  const whole = inPieces(dispatcher, form, bytes, Math.max(1, bytes.length), options);
  for (const size of [1, 2, 3, 7]) {
    if (inPieces(dispatcher, form, bytes, size, options) !== whole) {
      throw new Error(`pieces of ${size} bytes give another value`);
    }
  }
  return dispatcher.decodeStream(form, bytes, options);
}

/** A value is equal to its copy and to what its JSON stands for. */
function checkCopies(codec: rt.AnyCodec, json: string): void {
  const value = rt.structFromJson(codec, json);
  const again = rt.structToJson(codec, value);
  if (again !== json) {
    throw new Error(`JSON is read as ${again}`);
  }
  const copy = codec.clone(value);
  if (!codec.equals(value, copy) || rt.structToJson(codec, copy) !== json) {
    throw new Error("a copy is not equal to its original");
  }
}

async function respond(line: string): Promise<string> {
  try {
    return await answer(rt.parseJson(line) as rt.JsonObject);
  } catch (error) {
    if (!(error instanceof rt.WirebenchError)) {
      return rt.jsonObject(["ok", "null", "error", JSON.stringify(String(error))]);
    }
    return rt.jsonObject(["ok", "false", "error", JSON.stringify(`${error.code} ${error.message}`)]);
  }
}

async function main(): Promise<void> {
  childProcesses = (await import("node:child_process" as string)) as ChildProcesses;
  let pending = "";
  const decoder = new TextDecoder();
  for await (const piece of process.stdin) {
    pending += decoder.decode(piece, { stream: true });
    const lines = pending.split("\n");
    pending = lines.pop()!;
    for (const line of lines) {
      process.stdout.write(`${await respond(line)}\n`);
    }
  }
}

void main();
