/// A message of one of several types, which is named by an id.
public protocol WireAnyMessage {
  /// A message of a type that the schema does not have, header included.
  init(wireUnknown: [UInt8])
  var wireUnknown: [UInt8]? { get }
}

/// One of the types that messages of a stream have.
public final class WireMessageCase<Message> {
  public let id: UInt64
  /// As the schema calls the type, and other spellings that are read.
  public let names: [String]
  /// These give nothing for a message of another type.
  let encode: (Message, WireFormat, WireOptions) throws -> [UInt8]?
  let writeJSON: (Message, WireJSONOutput) -> Bool
  let decode: ([UInt8], WireFormat, WireOptions) throws -> Message
  let read: (WireReader) throws -> Message
  let readJSON: (WireJSON) throws -> Message

  public init<Owner: WireNew>(
    id: UInt64, codec: WireStructCodec<Owner>, make: @escaping (Owner) -> Message,
    get: @escaping (Message) -> Owner?
  ) {
    self.id = id
    names = codec.names
    encode = { message, format, options in
      guard let value: Owner = get(message) else {
        return nil
      }
      return try wireEncode(codec, value, format, options)
    }
    writeJSON = { message, out in
      guard let value: Owner = get(message) else {
        return false
      }
      codec.writeJSON(value, type: codec.names[0], out)
      return true
    }
    decode = { bytes, format, options in make(try wireDecode(codec, bytes, format, options)) }
    read = { r in make(try codec.read(r)) }
    readJSON = { json in make(try codec.readJSON(json, type: true, strings: false)) }
  }
}

/// The messages of a schema, which stand one after another with their type ids.
public final class WireMessages<Message: WireAnyMessage> {
  let format: WireFormat
  private let cases: [WireMessageCase<Message>]

  public init(format: WireFormat, cases: [WireMessageCase<Message>]) {
    self.format = format
    self.cases = cases
  }

  func type(_ id: UInt64) -> WireMessageCase<Message>? {
    cases.first { $0.id == id }
  }

  /// Reads messages from pieces of any size.
  public func reader(options: WireOptions = WireOptions()) -> WirePushReader<Message> {
    WireMessageReader<Message>(self, options)
  }

  /// All messages of a buffer.
  public func decode(_ bytes: [UInt8], options: WireOptions = WireOptions()) throws -> [Message] {
    try wireReadAll(reader(options: options), bytes)
  }

  /// One message, header included.
  public func encode(_ message: Message, options: WireOptions = WireOptions()) throws -> [UInt8] {
    if let bytes: [UInt8] = message.wireUnknown {
      try checkUnknown(bytes)
      return bytes
    }
    for type: WireMessageCase<Message> in cases {
      if let bytes: [UInt8] = try type.encode(message, format, options) {
        return bytes
      }
    }
    throw WireError("unknown-type", "the schema has no such message")
  }

  /// Messages one after another.
  public func encode<Messages: Sequence>(
    _ messages: Messages, options: WireOptions = WireOptions()
  ) throws -> [UInt8] where Messages.Element == Message {
    var bytes: [UInt8] = []
    for (index, message): (Int, Message) in messages.enumerated() {
      bytes += try wireUnder(.index(index)) { try encode(message, options: options) }
    }
    return bytes
  }

  private func checkUnknown(_ bytes: [UInt8]) throws {
    var isWhole: Bool = false
    if bytes.count >= WireMessageHeader.bytes {
      let header: WireMessageHeader = try WireMessageHeader(
        WireReader(bytes, format, WireOptions()))
      isWhole = header.end == bytes.count && type(header.id) == nil
    }
    if !isWhole {
      throw WireError(
        "bad-unknown", "an unknown message is one whole message of a type the schema does not have")
    }
  }

  func writeJSON(_ message: Message, _ out: WireJSONOutput) {
    if let bytes: [UInt8] = message.wireUnknown {
      out.beginObject()
      out.key("@unknown")
      out.hex(bytes)
      out.endObject()
      return
    }
    _ = cases.first { $0.writeJSON(message, out) }
  }

  func readJSON(_ json: WireJSON) throws -> Message {
    let object: WireJSONObject = try wireJSONMembers(json, "an object with \"@type\"")
    if let unknown: WireJSON = object["@unknown"] {
      let bytes: [UInt8] = try wireJSONBytes(unknown)
      try checkUnknown(bytes)
      if object.members.count != 1 {
        throw WireError("bad-unknown", "\"@unknown\" stands alone in its object")
      }
      return Message(wireUnknown: bytes)
    }
    guard let named: WireJSON = object["@type"] else {
      throw WireError("missing-type", "a message in a buffer names its type in \"@type\"")
    }
    let name: String = try wireJSONText(named, "the name of a message")
    let known: WireMessageCase<Message>? = cases.first { type in
      type.names.contains { wireSameText($0, name) }
    }
    guard let type: WireMessageCase<Message> = known else {
      throw WireError("unknown-type", "the schema has no message " + name)
    }
    return try type.readJSON(json)
  }
}

private final class WireMessageReader<Message: WireAnyMessage>: WirePushReader<Message> {
  private let messages: WireMessages<Message>
  private let options: WireOptions

  init(_ messages: WireMessages<Message>, _ options: WireOptions) {
    self.messages = messages
    self.options = options
  }

  override func next(_ bytes: [UInt8], _ begin: Int) throws -> WireFound<Message> {
    if bytes.count - begin < WireMessageHeader.bytes {
      return .needs(WireMessageHeader.bytes)
    }
    let r: WireReader = WireReader(bytes, messages.format, options, begin: begin)
    let header: WireMessageHeader = try WireMessageHeader(r)
    let size: Int = header.end - begin
    if size > r.limits.mostMessageBytes {
      let detail: String = "the message takes \(size) bytes; the limit is \(r.limits.messageBytes)"
      throw WireError("limit-message", detail, offset: begin + 8)
    }
    if bytes.count < header.end {
      return .needs(size)
    }
    guard let type: WireMessageCase<Message> = messages.type(header.id) else {
      return .item(size, Message(wireUnknown: Array(bytes[begin..<header.end])))
    }
    return .item(size, try type.read(r))
  }
}
