// SPDX-License-Identifier: MIT
// What generated Swift has beside encoding and decoding by name, which driver.swift shows.

struct Checks {
  private(set) var failed: Int = 0

  mutating func check(_ holds: Bool, _ what: String) {
    if !holds {
      print("FAIL: " + what)
      failed += 1
    }
  }
}

/// The code and place of the error that `act` throws.
func refusal(_ act: () throws -> Void) -> String {
  do {
    try act()
    return ""
  } catch let error as WireError {
    let path: [String] = error.path.map { key in
      switch key {
      case .name(let name):
        return name
      case .index(let index):
        return String(index)
      }
    }
    let offset: [String] = error.offset.map { [String($0)] } ?? []
    return ([error.code] + offset + (path.isEmpty ? [] : [path.joined(separator: "/")])).joined(
      separator: " ")
  } catch {
    return "\(error)"
  }
}

let order: Order = Order(
  id: [0x00, 0xff], payment: .card(Card(number: "4711", amount: 12)),
  notes: ["b": 1, "a": -2], tag: "abc", numbers: [1, -1, Int64.max])

func viewsArePartsOfTheInput(_ t: inout Checks) throws {
  let bytes: [UInt8] = try order.encode()
  let view: OrderView = try OrderView(decoding: bytes)
  t.check(view.tag.text == "abc" && view.words.isEmpty, "a view has the values")
  t.check(view.id.elementsEqual(order.id) && view.id.startIndex > 0, "its bytes are those of the input")
  t.check(bytes[view.tag.utf8.startIndex..<view.tag.utf8.endIndex] == view.tag.utf8, "and its texts")
  t.check(
    refusal { _ = try OrderView(decoding: Array(bytes.dropLast())) }
      == refusal { _ = try Order(decoding: Array(bytes.dropLast())) }, "it refuses what values refuse")
}

func valuesAreCopiedAndCompared(_ t: inout Checks) throws {
  var copy: Order = order.clone()
  t.check(copy == order, "a clone is equal")
  copy.numbers.append(5)
  copy.notes["c"] = 3
  t.check(copy != order && order.numbers.count == 3, "a clone shares nothing")
  t.check(try order.encodedSize() == order.encode().count, "the size is that of the bytes")
  t.check(try Order.decode(order.encode()) == order, "what is encoded is decoded")
  let built: Order = Order.build { value in
    value.tag = "abc"
    value.numbers = [2]
  }
  t.check(built == Order(tag: "abc", numbers: [2]), "a value is put together in place")
  t.check(built.with { $0.tag = "b" }.tag == "b" && built.tag == "abc", "and changed in a copy")
  t.check(try Order(jsonText: order.jsonText) == order, "JSON is read again")
  t.check(order.jsonText.contains("9223372036854775807"), "JSON keeps all digits")
  t.check(Order(tag: "\u{e9}") != Order(tag: "e\u{301}"), "texts are their bytes")
  t.check(Card.typeId == 200, "a type has its id")
}

func boxesKeepTheirValues(_ t: inout Checks) throws {
  var outer: Order = Order(next: Order(tag: "in"))
  let kept: Order = outer
  outer.next?.tag = "changed"
  t.check(kept.next?.tag == "in" && outer.next?.tag == "changed", "a box is a value")
  t.check(try Order.decode(outer.encode()).next?.tag == "changed", "and lies in the bytes")
}

func wrongValuesAreRefusedWithTheirPlace(_ t: inout Checks) {
  var wrong: Order = order
  wrong.next = Order(payment: .card(Card(amount: 100)))
  t.check(
    refusal { _ = try wrong.encode() } == "validate next/payment/amount", "a rule names its field")
  t.check(
    refusal { try order.with { $0.tag = "A" }.validate() } == "validate tag", "expressions")
  t.check(
    refusal { try order.with { $0.words = ["a", "b", "c"] }.validate() } == "validate words",
    "lengths")
  t.check(
    refusal { try order.with { $0.words = ["a", "b"] }.validate() } == "", "rules that hold")
  t.check(refusal { _ = try Order.decode([0x0a, 0x05]) } == "truncated 1", "an error has its byte")
  let unknown: [UInt8] = [0x9a, 0x06, 0x01, 0x01]
  t.check(
    refusal { _ = try Order.decode(unknown, options: WireOptions(strict: true)) }
      .hasPrefix("unknown-field"), "strict")
  t.check(
    refusal { _ = try Order(jsonText: "{\"numbers\":[1,9223372036854775808]}") }
      == "value-range numbers/1", "JSON is held to ranges")
  t.check(
    refusal { _ = try Order(jsonText: "{\"tag\":\"a\",\"tag\":\"b\"}") }.hasPrefix("duplicate-key"),
    "a key stands once")
  var limits: WireLimits = ShopSchema.format.limits
  limits.arrayElements = 2
  t.check(
    refusal { _ = try order.encode(options: WireOptions(limits: limits)) }.hasPrefix("limit-array"),
    "limits hold")
}

func readingHasATimeLimit(_ t: inout Checks) throws {
  func code(_ bytes: [UInt8], _ milliseconds: Int) -> String {
    let limits: WireLimits = WireLimits(
      messageBytes: 0, depth: 0, stringBytes: 0, arrayElements: 0, totalElements: 0,
      milliseconds: milliseconds)
    let refused: String = refusal { _ = try Order.decode(bytes, options: WireOptions(limits: limits)) }
    return String(refused.prefix { $0 != " " })
  }
  let usual: Int = ShopSchema.format.limits.milliseconds
  t.check(usual == 30_000, "time has a limit of its own accord")
  t.check(try code(order.encode(), 1) == "", "a short message is read in time")
  var entries: Order = Order()
  for number: Int in 0..<100_000 {
    entries.notes[String(number)] = 1
  }
  var elements: Order = Order()
  elements.cards = [Card](repeating: Card(number: "1", amount: 1), count: 100_000)
  for (what, value): (String, Order) in [("entries", entries), ("elements", elements)] {
    let bytes: [UInt8] = try value.encode()
    t.check(code(bytes, 0) == "", "many " + what + " are read without a limit")
    t.check(code(bytes, usual) == "", "many " + what + " are read in due time")
    t.check(code(bytes, 1) == "limit-time", "reading many " + what + " ends")
  }
}

func unknownFieldsAreKept(_ t: inout Checks) throws {
  let bytes: [UInt8] = [0x2a, 0x01, 0x61, 0x98, 0x06, 0x05]
  let value: Order = try Order.decode(bytes)
  t.check(value.unknownFields == [0x98, 0x06, 0x05] && value.tag == "a", "they are there")
  t.check(try value.encode() == bytes, "and written back")
}

func fieldsOfPackedIntegersStandAlone(_ t: inout Checks) throws {
  let packet: Packet = Packet(version: 5, level: -3, length: 1024, access: [.read])
  let packed: UInt64 = try packet.pack()
  t.check(try Packet.unpack(packed) == packet, "a packed integer is read")
  t.check(try Packet.BitFields.length.get(packed: packed) == 1024, "a field is read alone")
  t.check(try Packet.BitFields.level.get(packed: packed) == -3, "one that may be absent, too")
  let changed: UInt64 = try Packet.BitFields.level.set(
    packed: Packet.BitFields.version.set(packed: packed, 15), nil)
  t.check(
    try Packet.unpack(changed) == packet.with { ($0.version, $0.level) = (15, nil) }, "and written")
  t.check(
    packed & Packet.BitFields.version.mask == 5 && Packet.BitFields.length.offset == 9
      && Packet.BitFields.length.width == 20, "offsets, widths and masks")
  t.check(try Packet.encodedSize == packet.encode().count, "a record has one size")
  t.check(
    refusal { _ = try packet.with { $0.version = 16 }.encode() } == "value-range version", "ranges")
  var record: [UInt8] = try packet.encode()
  try Packet.BitFields.length.set(&record, 7)
  t.check(try Packet.decode(record) == packet.with { $0.length = 7 }, "encoded bytes are changed")
  t.check(
    refusal { _ = try Packet.BitFields.length.get([1]) }.hasPrefix("truncated"), "too few bytes")
}

/// What a reader makes of pieces of so many bytes.
func read<Item>(_ reader: WirePushReader<Item>, _ bytes: [UInt8], _ size: Int) throws -> [Item] {
  var items: [Item] = []
  for at: Int in stride(from: 0, to: bytes.count, by: size) {
    items += try reader.push(Array(bytes[at..<min(at + size, bytes.count)]))
  }
  try reader.end()
  return items
}

func streamsAreReadPieceByPiece(_ t: inout Checks) throws {
  let unknown: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9]
  let bytes: [UInt8] = try DevicesSchema.messages.encode([
    .moved(Moved(to: Point(x: 1, label: "é"))), .unknown(unknown), .gone(Gone(id: 7)),
  ])
  var seen: [String] = []
  for message: AnyMessage in try read(DevicesSchema.messages.reader(), bytes, 5) {
    switch message {
    case .moved(let moved):
      seen.append(moved.to.label)
    case .gone(let gone):
      seen.append(String(gone.id))
    case .unknown(let bytes):
      seen.append(wireHex(bytes))
    }
  }
  t.check(seen == ["é", wireHex(unknown), "7"], "messages come one by one")
  let all: [UInt8] = try Order.encodeAll([order, Order(), order])
  t.check(try read(Order.reader(), all, 3) == [order, Order(), order], "behind their lengths")
  t.check(try Order.decodeAll(all).count == 3, "from a buffer")
  t.check(
    refusal { _ = try Order.decodeAll(all.dropLast()) }.hasPrefix("truncated"), "a stream cut off")
  let packets: [Packet] = [Packet(version: 1), Packet(version: 2)]
  t.check(try read(Packet.reader(), Packet.encodeAll(packets), 1) == packets, "records")
  let points: [Point] = [Point(x: 1, label: "a"), Point(x: 2, label: "")]
  t.check(try read(Point.reader(), Point.encodeAll(points), 2) == points, "one after another")
  t.check(
    refusal { _ = try DevicesSchema.messages.encode(.unknown([1, 2])) } == "bad-unknown",
    "an unknown message is a whole one")
}

func framesAreCutAndCompressed(_ t: inout Checks) throws {
  let items: [StreamItem] = [
    .header(WirePair(key: "compression", value: "lz4")), .message(.order(order)),
    .ping([1, 2]), .reset(WireCode(code: 300, text: "why")), .window(5),
  ]
  // Not lz4, but what it does to the bytes is the callback's own affair.
  let flipped: (String, [UInt8]) -> [UInt8] = { _, bytes in bytes.map { $0 ^ 0x55 } }
  let bytes: [UInt8] = try ShopSchema.frames.encode(
    items, options: WireFrameOptions(deflate: flipped, threshold: 0, frameBytes: 12))
  t.check(bytes.filter { $0 == 0x20 }.count > 1, "a large message is cut into frames")
  let options: WireOptions = WireOptions(inflate: { algorithm, bytes, _ in
    flipped(algorithm, bytes)
  })
  let frames: [StreamItem] = try read(ShopSchema.frames.reader(options: options), bytes, 4)
  t.check(frames.count == items.count, "frames come one by one")
  if frames.count == items.count, case .message(.order(let read)) = frames[1],
    case .ping(let ping) = frames[2], case .reset(let reset) = frames[3],
    case .window(let window) = frames[4]
  {
    t.check(read == order, "a message is put together again")
    t.check(
      ping == [1, 2] && reset == WireCode(code: 300, text: "why") && window == 5,
      "and what is said between messages is there")
  } else {
    t.check(false, "frames have their kinds")
  }
  t.check(
    refusal { _ = try ShopSchema.frames.decode(bytes) }.hasPrefix("compression"),
    "nothing decompresses without a callback")
  let foreign: WireForeign = WireForeign(name: .id(4000), bytes: [8, 1])
  let kept: [UInt8] = try ShopSchema.frames.encode([.message(.unknown(foreign))])
  t.check(
    try ShopSchema.frames.encode(ShopSchema.frames.decode(kept)) == kept, "foreign types are kept")
  t.check(
    refusal { _ = try ShopSchema.frames.encode([.ping([UInt8](repeating: 0, count: 65))]) }
      == "ping-length 0/ping", "pings are short")
}

extension Card: PaymentMethods {
  public func total() -> Int64 {
    return amount
  }
}

struct Server: Shop {
  func get(_ request: Order) async throws -> Card {
    if case .some(.card(let card)) = request.payment {
      return card
    }
    throw WireError("missing-value", "there is no card")
  }

  func watch(_ request: AsyncThrowingStream<Order, Error>) async throws
    -> AsyncThrowingStream<Card, Error>
  {
    var cards: [Card] = []
    for try await order: Order in request {
      cards.append(try await get(order))
    }
    return streamed(cards)
  }
}

func streamed<Value>(_ values: [Value]) -> AsyncThrowingStream<Value, Error> {
  AsyncThrowingStream { continuation in
    for value: Value in values {
      continuation.yield(value)
    }
    continuation.finish()
  }
}

func servicesAreProtocols(_ t: inout Checks) async throws {
  let server: Shop = Server()
  let card: Card = try await server.get(order)
  t.check(card.number == "4711" && card.total() == 12, "a call has an answer")
  var numbers: [Int64] = []
  for try await card: Card in try await server.watch(streamed([order, order])) {
    numbers.append(card.amount)
  }
  t.check(numbers == [12, 12], "streams of calls and answers")
}

func namesFindTypes(_ t: inout Checks) throws {
  let json: [UInt8] = Array("{\"@type\":\"shop.Card\",\"number\":\"1\",\"amount\":\"0x2\"}".utf8)
  let bytes: [UInt8] = try ShopSchema.dispatcher.encodeJSON(type: "Card", json: json)
  t.check(try Card.decode(bytes) == Card(number: "1", amount: 2), "from JSON by name")
  t.check(
    try ShopSchema.dispatcher.decodeJSON(type: "shop.Card", bytes: bytes)
      == "{\"number\":\"1\",\"amount\":2}", "and to JSON")
  t.check(
    refusal { _ = try ShopSchema.dispatcher.decodeJSON(type: "Cart", bytes: bytes) }
      == "unknown-type", "names that no type has")
}

@main
enum Features {
  static func main() async throws {
    var t: Checks = Checks()
    try valuesAreCopiedAndCompared(&t)
    try viewsArePartsOfTheInput(&t)
    try boxesKeepTheirValues(&t)
    wrongValuesAreRefusedWithTheirPlace(&t)
    try readingHasATimeLimit(&t)
    try unknownFieldsAreKept(&t)
    try fieldsOfPackedIntegersStandAlone(&t)
    try streamsAreReadPieceByPiece(&t)
    try framesAreCutAndCompressed(&t)
    try namesFindTypes(&t)
    try await servicesAreProtocols(&t)
    print(t.failed == 0 ? "done" : "\(t.failed) failed")
  }
}
