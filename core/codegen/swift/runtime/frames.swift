/// How the payload of a frame lies.
public enum WireFrameBody {
  case message
  case pair
  case code
  case opaque
  case number
  case text
}

/// A kind of frames.
public struct WireFrameKind {
  public let number: UInt8
  public let body: WireFrameBody
  /// The key in JSON.
  public let name: String
  public let endsStream: Bool
  public let abandonsMessage: Bool
  /// Largest payload in bytes; 0: any.
  public let mostBytes: Int

  public init(
    _ number: UInt8, _ body: WireFrameBody, _ name: String, endsStream: Bool = false,
    abandonsMessage: Bool = false, mostBytes: Int = 0
  ) {
    self.number = number
    self.body = body
    self.name = name
    self.endsStream = endsStream
    self.abandonsMessage = abandonsMessage
    self.mostBytes = mostBytes
  }
}

/// What a header or a trailer says.
public struct WirePair: Equatable {
  public var key: String
  public var value: String

  public init(key: String = "", value: String = "") {
    self.key = key
    self.value = value
  }
}

/// Why a stream is given up.
public struct WireCode: Equatable {
  public var code: UInt64
  public var text: String

  public init(code: UInt64 = 0, text: String = "") {
    self.code = code
    self.text = text
  }
}

/// What a frame holds.
public enum WireFrameContent<Message> {
  case message(Message)
  case pair(WirePair)
  case code(WireCode)
  case opaque([UInt8])
  case number(UInt64)
  case text(String)
}

/// What a stream of frames consists of: messages, and what is said between them.
public protocol WireFrame {
  associatedtype Message: WireUnion
  /// Nil when there are no such frames.
  init?(wireNumber: UInt8, _ content: WireFrameContent<Message>)
  var wireContent: (number: UInt8, content: WireFrameContent<Message>) { get }
}

enum WireFrameBits {
  static let endOfMessage: UInt8 = 0x10
  static let compressed: UInt8 = 0x20
  static let reserved: UInt8 = 0xc0
  static let type: UInt8 = 0x0f
}

/// Compresses bytes by an algorithm ("lz4", "zstd", "snappy").
public typealias WireDeflate = (_ algorithm: String, _ bytes: [UInt8]) throws -> [UInt8]

/// How to write frames.
public struct WireFrameOptions {
  public var options: WireOptions
  /// Compresses payloads, once a header named `compression` has said how.
  public var deflate: WireDeflate?
  /// Only payloads of more bytes are compressed.
  public var threshold: Int
  /// Messages of more bytes are cut into frames of at most so many, before they are compressed; 0: never.
  public var frameBytes: Int

  public init(
    options: WireOptions = WireOptions(), deflate: WireDeflate? = nil, threshold: Int = 1024,
    frameBytes: Int = 0
  ) {
    self.options = options
    self.deflate = deflate
    self.threshold = threshold
    self.frameBytes = frameBytes
  }
}

/// The frames of a stream.
public final class WireFrames<Frame: WireFrame> {
  let format: WireFormat
  let kinds: [WireFrameKind]
  let messages: [WireMessageCase<Frame.Message>]
  private let union: WireCodec<Frame.Message?>

  public init(
    format: WireFormat, kinds: [WireFrameKind], union: WireCodec<Frame.Message?>,
    messages: [WireMessageCase<Frame.Message>]
  ) {
    self.format = format
    self.kinds = kinds
    self.union = union
    self.messages = messages
  }

  /// Reads a stream from pieces of any size.
  public func reader(options: WireOptions = WireOptions()) -> WirePushReader<Frame> {
    WireFrameReader<Frame>(self, options)
  }

  public func decode(_ bytes: [UInt8], options: WireOptions = WireOptions()) throws -> [Frame] {
    try wireReadAll(reader(options: options), bytes)
  }

  /// Writes a stream frame by frame.
  public func writer(options: WireFrameOptions = WireFrameOptions()) -> WireFrameWriter<Frame> {
    WireFrameWriter<Frame>(self, options)
  }

  public func encode<Frames: Sequence>(
    _ frames: Frames, options: WireFrameOptions = WireFrameOptions()
  ) throws -> [UInt8] where Frames.Element == Frame {
    let writer: WireFrameWriter<Frame> = self.writer(options: options)
    var bytes: [UInt8] = []
    for (index, frame): (Int, Frame) in frames.enumerated() {
      bytes += try wireUnder(.index(index)) { try writer.write(frame) }
    }
    return bytes
  }

  func kind(_ number: UInt8) -> WireFrameKind? {
    kinds.first { $0.number == number }
  }
}

// JSON: an object with one key, which says the kind of the frame.
extension WireFrames {
  func writeJSON(_ frame: Frame, _ out: WireJSONOutput) {
    let (number, content): (UInt8, WireFrameContent<Frame.Message>) = frame.wireContent
    out.beginObject()
    out.key(kind(number)?.name ?? "")
    switch content {
    case .message(let message):
      union.writeJSON(message, out)
    case .pair(let pair):
      out.beginObject()
      out.key("key")
      out.text(pair.key)
      out.key("value")
      out.text(pair.value)
      out.endObject()
    case .code(let code):
      out.beginObject()
      out.key("code")
      out.integer(code.code)
      out.key("text")
      out.text(code.text)
      out.endObject()
    case .opaque(let bytes):
      out.hex(bytes)
    case .number(let number):
      out.integer(number)
    case .text(let text):
      out.text(text)
    }
    out.endObject()
  }

  func readJSON(_ json: WireJSON) throws -> Frame {
    let members: [(key: String, value: WireJSON)] = try wireJSONMembers(json).members
    for member: (key: String, value: WireJSON) in members where kind(named: member.key) == nil {
      throw WireError(
        "unknown-key", "there is no kind of frames " + member.key, path: [.name(member.key)])
    }
    let given: [(key: String, value: WireJSON)] = members.filter { !$0.value.isNull }
    guard given.count == 1, let kind: WireFrameKind = kind(named: given[0].key) else {
      throw WireError(
        given.isEmpty ? "missing-value" : "oneof-multiple",
        "a frame is an object with exactly one key; here are \(given.count)")
    }
    let content: WireFrameContent<Frame.Message> = try wireUnder(.name(kind.name)) {
      try contentOfJSON(kind, given[0].value)
    }
    guard let frame: Frame = Frame(wireNumber: kind.number, content) else {
      throw WireError("bad-frame-type", "there are no frames " + kind.name)
    }
    return frame
  }

  private func kind(named name: String) -> WireFrameKind? {
    kinds.first { wireSameText($0.name, name) }
  }

  private func contentOfJSON(_ kind: WireFrameKind, _ json: WireJSON) throws
    -> WireFrameContent<Frame.Message>
  {
    switch kind.body {
    case .message:
      guard let message: Frame.Message = try union.readJSON(json) else {
        throw WireError("missing-type", "a message in a stream says what type it is")
      }
      return .message(message)
    case .pair:
      let (key, value): (WireJSON, WireJSON) = try twoMembers(json, "key", "value")
      return .pair(
        WirePair(
          key: try wireUnder(.name("key")) { try textOfJSON(key) },
          value: try wireUnder(.name("value")) { try textOfJSON(value) }))
    case .code:
      let (code, text): (WireJSON, WireJSON) = try twoMembers(json, "code", "text")
      return .code(
        WireCode(
          code: try wireUnder(.name("code")) { try wireJSONInteger(code) },
          text: try wireUnder(.name("text")) { try textOfJSON(text) }))
    case .opaque:
      return .opaque(try wireJSONBytes(json))
    case .number:
      return .number(try wireJSONInteger(json))
    case .text:
      return .text(try textOfJSON(json))
    }
  }

  private func textOfJSON(_ json: WireJSON) throws -> String {
    guard let raw: [UInt8] = try wireJSONRawBytes(json) else {
      return try wireJSONText(json)
    }
    guard let text: String = wireValidText(raw) else {
      throw WireError("invalid-utf8", "the text is not valid UTF-8")
    }
    return text
  }

  private func twoMembers(_ json: WireJSON, _ first: String, _ second: String) throws
    -> (WireJSON, WireJSON)
  {
    let object: WireJSONObject = try wireJSONMembers(json)
    for member: (key: String, value: WireJSON) in object.members
    where !wireSameText(member.key, first) && !wireSameText(member.key, second) {
      throw WireError("unknown-key", "there is no such member", path: [.name(member.key)])
    }
    guard let one: WireJSON = object[first] else {
      throw WireError("missing-value", "the member is required and missing", path: [.name(first)])
    }
    guard let two: WireJSON = object[second] else {
      throw WireError("missing-value", "the member is required and missing", path: [.name(second)])
    }
    return (one, two)
  }
}
