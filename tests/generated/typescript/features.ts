// SPDX-License-Identifier: MIT
// What generated TypeScript has beside encoding and decoding by name, which driver.ts shows.
import * as rt from "./wirebench_runtime.js";
import { Gone, Moved, messages } from "./devices.js";
import { Packet } from "./flags.js";
import { Card, Order, frames, type StreamItem } from "./shop.js";

declare const process: { exitCode: number };
declare const console: { log(text: string): void };

function check(holds: boolean, what: string): void {
  if (!holds) {
    console.log(`FAIL: ${what}`);
    process.exitCode = 1;
  }
}

/** The code and path of the error that `act` throws. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof rt.EncodeError) return `${error.code} ${error.path.join("/")}`.trim();
    if (error instanceof rt.DecodeError) return `${error.code} ${error.offset}`;
    return String(error);
  }
  return "";
}

const order = Order.create({
  id: rt.fromHex("00ff"),
  payment: { type: "Card", value: Card.create({ number: "4711", amount: 12n }) },
  notes: new Map([["b", 1], ["a", -2]]),
  tag: "abc",
  numbers: [1n, -1n, 9223372036854775807n],
});

function valuesAreCopiedAndCompared(): void {
  const copy = Order.clone(order);
  check(Order.equals(order, copy), "a clone is equal");
  copy.numbers.push(5n);
  copy.notes.set("c", 3);
  check(!Order.equals(order, copy) && order.numbers.length === 3 && order.notes.size === 2, "a clone shares nothing");
  check(Order.size(order) === Order.encode(order).length, "the size is that of the bytes");
  const built = Order.builder().setTag("abc").setNumbers([2n]).build();
  check(built.tag === "abc" && built.numbers[0] === 2n && built.payment === null, "a builder sets fields");
  const json = Order.toJson(order);
  check(json.includes("9223372036854775807") && Order.equals(Order.fromJson(json), order), "JSON keeps all digits");
}

function wrongValuesAreRefusedWithTheirPlace(): void {
  const wrong = Order.clone(order);
  wrong.next = Order.create({ payment: { type: "Card", value: { number: "", amount: 100n } } });
  check(refusal(() => Order.encode(wrong)) === "validate next/payment/value/amount", "a rule names its field");
  check(refusal(() => Order.validate({ ...order, tag: "A" })) === "validate tag", "an expression is searched");
  check(refusal(() => Order.encode({ ...order, numbers: [1n, 2n ** 63n] })) === "value-range numbers/1", "ranges");
  check(refusal(() => Order.decode(rt.fromHex("0a05"))) === "truncated 1", "an error has its offset");
  check(refusal(() => Order.decode(rt.fromHex("9a060101"), { strict: true })) === "unknown-field 0", "strict");
}

function bytesAreViewsOnRequest(): void {
  const bytes = Order.encode(order);
  const view = Order.decode(bytes, { views: true }).id;
  check(view.buffer === bytes.buffer, "a view lies in the input");
  check(Order.decode(bytes).id.buffer !== bytes.buffer, "else bytes are copied");
}

function fieldsOfPackedIntegersStandAlone(): void {
  const packed = Packet.pack({ version: 5, level: -3, length: 1024, access: { read: true, write: false } });
  check(Packet.unpack(packed).level === -3, "a packed integer is read");
  check(Packet.fields.length.get(packed) === 1024 && Packet.fields.level.get(packed) === -3, "fields are read alone");
  const changed = Packet.fields.level.set(Packet.fields.version.set(packed, 15), null);
  const value = Packet.unpack(changed);
  check(value.version === 15 && value.level === null && value.length === 1024 && value.access.read, "and written");
  check((packed & Packet.fields.version.mask) === 5n && Packet.fields.length.offset === 9, "offsets and masks");
  check(Packet.size === Packet.encode(value).length, "a record has one size");
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    // The buffer is used again, as those of sockets are.
    const piece = bytes.slice(at, at + size);
    yield piece;
    piece.fill(0xee);
  }
}

async function streamsAreReadPieceByPiece(): Promise<void> {
  const bytes = messages.encode([
    { type: "Moved", value: Moved.create({ to: { x: 1, label: "é" } }) },
    { type: "Gone", value: Gone.create({ id: 7 }) },
  ]);
  const seen: string[] = [];
  for await (const message of rt.readStream(messages.reader(), pieces(bytes, 5))) {
    if (message.type === "Moved") seen.push(message.value.to.label);
    else if (message.type === "Gone") seen.push(String(message.value.id));
  }
  check(seen.join() === "é,7", "messages come one by one");
  const all = Order.encodeAll([order, order]);
  check(Order.decodeAll(all).every((one) => Order.equals(one, order)), "values behind their lengths");
  check(refusal(() => Order.decodeAll(all.subarray(1))) !== "", "a cut stream is refused");
}

function framesAreCutAndCompressed(): void {
  const items: StreamItem[] = [
    { kind: "header", value: { key: "compression", value: "lz4" } },
    { kind: "message", value: { type: "Order", value: order } },
    { kind: "ping", value: rt.fromHex("0102") },
  ];
  // Not lz4, but what it does to the bytes is the callback's own affair.
  const flip = (_: string, bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x55);
  const bytes = frames.encode(items, { frameBytes: 12, threshold: 0, deflate: flip });
  check(bytes.filter((byte) => byte === 0x20).length > 1, "a large message is cut into frames");
  const [header, message, ping] = frames.decode(bytes, { inflate: flip });
  check(header?.kind === "header" && ping?.kind === "ping", "what is said between messages is there");
  const held = message?.kind === "message" && message.value.type === "Order" ? message.value.value : Order.create();
  check(Order.equals(held, order), "and put together again");
  check(refusal(() => frames.decode(bytes)).startsWith("compression"), "nothing decompresses without a callback");
}

function timeHasALimit(): void {
  const many = Order.encode({ ...order, notes: new Map([...Array(200_000).keys()].map((key) => [`${key}`, key])) });
  check(refusal(() => Order.decode(many, { milliseconds: 1 })).startsWith("limit-time"), "decoding ends in time");
  check(Order.decode(many, { milliseconds: 0 }).notes.size === 200_000, "time has no limit on request");
}

async function main(): Promise<void> {
  valuesAreCopiedAndCompared();
  wrongValuesAreRefusedWithTheirPlace();
  bytesAreViewsOnRequest();
  fieldsOfPackedIntegersStandAlone();
  await streamsAreReadPieceByPiece();
  framesAreCutAndCompressed();
  timeHasALimit();
  console.log("done");
}

void main();
