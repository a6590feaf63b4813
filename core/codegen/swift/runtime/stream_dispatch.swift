/// A type that values can be asked for by its name.
public final class WireType {
  /// As the schema calls the type, and other spellings that are read.
  public let names: [String]
  /// Whether values need a length in front to stand one after another.
  let isDelimited: Bool
  let encode: (WireJSON, WireOptions) throws -> [UInt8]
  let decode: ([UInt8], WireOptions, WireJSONOutput) throws -> Void
  /// The same, through the type's view where it has one.
  private(set) var view: (([UInt8], WireOptions, WireJSONOutput) throws -> Void)?
  /// Reads values, `delimited` or not, from pieces of so many bytes.
  let decodeStream: (Bool, [UInt8], Int, WireOptions, WireJSONOutput) throws -> Void

  public init<Owner: WireNew>(_ codec: WireStructCodec<Owner>) {
    names = codec.names
    isDelimited = !codec.selfDelimiting
    encode = { json, options in
      let value: Owner = try codec.readJSON(json, type: true, strings: true)
      return try wireEncode(codec, value, codec.format, options)
    }
    decode = { bytes, options, out in
      codec.writeJSON(try wireDecode(codec, bytes, codec.format, options), out)
    }
    decodeStream = { delimited, bytes, piece, options, out in
      let reader: WirePushReader<Owner> =
        delimited ? WireDelimitedReader(codec, options) : WireConcatenatedReader(codec, options)
      try wireItemsToJSON(reader, bytes, piece, out) { value in
        codec.writeJSON(value, type: codec.names[0], out)
      }
    }
  }

  public convenience init<Owner: WireNew, View: WireNew>(
    _ codec: WireStructCodec<Owner>, view: WireStructCodec<View>
  ) {
    self.init(codec)
    self.view = { bytes, options, out in
      view.writeJSON(try wireDecode(view, bytes, view.format, options), out)
    }
  }

  public init<Owner: WireNew>(record codec: WireRecordCodec<Owner>) {
    names = codec.names
    isDelimited = false
    encode = { json, options in
      try codec.encode(codec.readJSON(json, type: true, strings: false), options)
    }
    decode = { bytes, options, out in
      codec.writeJSON(try codec.decode(bytes, options), out)
    }
    decodeStream = { _, bytes, piece, options, out in
      let reader: WirePushReader<Owner> = WireRecordReader(codec, options)
      try wireItemsToJSON(reader, bytes, piece, out) { value in
        codec.writeJSON(value, type: codec.names[0], out)
      }
    }
  }
}

/// Streams whose items say what they are.
public protocol WireStreamForm {
  func encodeJSON(_ json: [WireJSON], _ options: WireFrameOptions) throws -> [UInt8]
  func decodeJSON(_ bytes: [UInt8], _ piece: Int, _ options: WireOptions, _ out: WireJSONOutput)
    throws
}

/// Reads a stream from pieces of so many bytes (0: from one) as a JSON array.
func wireItemsToJSON<Item>(
  _ reader: WirePushReader<Item>, _ bytes: [UInt8], _ piece: Int, _ out: WireJSONOutput,
  _ write: (Item) -> Void
) throws {
  out.beginArray()
  var at: Int = 0
  while at < bytes.count {
    let next: Int = piece <= 0 ? bytes.count : min(bytes.count, at + min(piece, 1 << 30))
    try reader.push(Array(bytes[at..<next])).forEach(write)
    at = next
  }
  try reader.end()
  out.endArray()
}

extension WireMessages: WireStreamForm {
  public func encodeJSON(_ json: [WireJSON], _ options: WireFrameOptions) throws -> [UInt8] {
    var messages: [Message] = []
    for (index, item): (Int, WireJSON) in json.enumerated() {
      messages.append(try wireUnder(.index(index)) { try readJSON(item) })
    }
    return try encode(messages, options: options.options)
  }

  public func decodeJSON(
    _ bytes: [UInt8], _ piece: Int, _ options: WireOptions, _ out: WireJSONOutput
  ) throws {
    try wireItemsToJSON(reader(options: options), bytes, piece, out) { writeJSON($0, out) }
  }
}

extension WireFrames: WireStreamForm {
  public func encodeJSON(_ json: [WireJSON], _ options: WireFrameOptions) throws -> [UInt8] {
    var items: [Frame] = []
    for (index, item): (Int, WireJSON) in json.enumerated() {
      items.append(try wireUnder(.index(index)) { try readJSON(item) })
    }
    return try encode(items, options: options)
  }

  public func decodeJSON(
    _ bytes: [UInt8], _ piece: Int, _ options: WireOptions, _ out: WireJSONOutput
  ) throws {
    try wireItemsToJSON(reader(options: options), bytes, piece, out) { writeJSON($0, out) }
  }
}

/// Encodes from and decodes to JSON by the name of a type.
public final class WireDispatcher {
  public let format: WireFormat
  private let types: [WireType]
  private let framing: String
  private let stream: WireStreamForm?
  private let package: String

  /// `framing`: what streams are where nothing else is said; "messages" and "frames" are read by `stream`.
  public init(
    format: WireFormat, types: [WireType], framing: String, stream: WireStreamForm? = nil,
    package: String
  ) {
    self.format = format
    self.types = types
    self.framing = framing
    self.stream = stream
    self.package = package
  }

  /// The type of a name, a full name, or a name in the schema's own package.
  private func type(_ name: String?) throws -> WireType {
    guard let name: String = name else {
      if types.count == 1 {
        return types[0]
      }
      throw WireError("unknown-type", "the type is missing")
    }
    for spelling: String in [name, package + "." + name] {
      let first: WireType? = types.first { wireSameText($0.names[0], spelling) }
      let any: WireType? = types.first { type in
        type.names.contains { wireSameText($0, spelling) }
      }
      if let found: WireType = first ?? any {
        return found
      }
    }
    throw WireError("unknown-type", "there is no type " + name)
  }

  /// The bytes of a value in JSON.
  public func encodeJSON(type: String?, json: [UInt8], options: WireOptions = WireOptions()) throws
    -> [UInt8]
  {
    try self.type(type).encode(wireParseJSON(json), options)
  }

  /// JSON of the value in bytes.
  public func decodeJSON(type: String?, bytes: [UInt8], options: WireOptions = WireOptions()) throws
    -> String
  {
    let out: WireJSONOutput = WireJSONOutput()
    try self.type(type).decode(bytes, options, out)
    return out.text
  }

  /// JSON of the value in bytes, read as the type's view; nil where it has none.
  public func decodeViewJSON(
    type: String?, bytes: [UInt8], options: WireOptions = WireOptions()
  ) throws -> String? {
    guard let view: ([UInt8], WireOptions, WireJSONOutput) throws -> Void = try self.type(type).view
    else { return nil }
    let out: WireJSONOutput = WireJSONOutput()
    try view(bytes, options, out)
    return out.text
  }

  private func whole(_ framing: String?) -> WireStreamForm? {
    return framing == nil || framing == self.framing ? stream : nil
  }

  private func isDelimited(_ framing: String?, _ type: WireType) -> Bool {
    framing == nil ? type.isDelimited : framing == "delimited"
  }

  /// The bytes of a stream in JSON; nil stands for the framing that is usual. `deflate` compresses where a header says
  /// so.
  public func encodeStreamJSON(
    framing: String? = nil, type: String? = nil, json: [UInt8],
    options: WireOptions = WireOptions(), deflate: WireDeflate? = nil
  ) throws -> [UInt8] {
    let items: [WireJSON] = try wireJSONArray(wireParseJSON(json))
    if let stream: WireStreamForm = whole(framing) {
      return try stream.encodeJSON(items, WireFrameOptions(options: options, deflate: deflate))
    }
    let type: WireType = try self.type(type)
    var out: [UInt8] = []
    for (index, item): (Int, WireJSON) in items.enumerated() {
      let bytes: [UInt8] = try wireUnder(.index(index)) { try type.encode(item, options) }
      if isDelimited(framing, type) {
        wirePutVarint(UInt64(bytes.count), &out)
      }
      out += bytes
    }
    return out
  }

  /// JSON of the stream in bytes.
  public func decodeStreamJSON(
    framing: String? = nil, type: String? = nil, bytes: [UInt8],
    options: WireOptions = WireOptions()
  ) throws -> String {
    try decodePieces(framing: framing, type: type, bytes: bytes, size: 0, options: options)
  }

  /// JSON of the stream in bytes, which come in pieces of `size`.
  public func decodePieces(
    framing: String? = nil, type: String? = nil, bytes: [UInt8], size: Int,
    options: WireOptions = WireOptions()
  ) throws -> String {
    let out: WireJSONOutput = WireJSONOutput()
    if let stream: WireStreamForm = whole(framing) {
      try stream.decodeJSON(bytes, size, options, out)
      return out.text
    }
    let type: WireType = try self.type(type)
    try type.decodeStream(isDelimited(framing, type), bytes, size, options, out)
    return out.text
  }
}
