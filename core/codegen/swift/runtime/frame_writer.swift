/// Writes the frames of a stream one by one.
public final class WireFrameWriter<Frame: WireFrame> {
  private let frames: WireFrames<Frame>
  private let options: WireFrameOptions
  private var algorithm: String = ""

  init(_ frames: WireFrames<Frame>, _ options: WireFrameOptions) {
    self.frames = frames
    self.options = options
  }

  /// The bytes of what is said: one frame, or several of a large message.
  public func write(_ frame: Frame) throws -> [UInt8] {
    let (number, content): (UInt8, WireFrameContent<Frame.Message>) = frame.wireContent
    guard let kind: WireFrameKind = frames.kind(number) else {
      throw WireError("bad-frame-type", "there is no frame type \(number)")
    }
    return try wireUnder(.name(kind.name)) {
      let payload: [UInt8] = try self.payload(kind, content)
      if kind.mostBytes != 0 && payload.count > kind.mostBytes {
        throw WireError("ping-length", "such frames carry at most \(kind.mostBytes) bytes")
      }
      return kind.body == .message ? try messageFrames(kind, payload) : bytes(kind.number, payload)
    }
  }

  private func messageFrames(_ kind: WireFrameKind, _ payload: [UInt8]) throws -> [UInt8] {
    // A type id, which takes at most 10 bytes, may not be cut.
    let most: Int = options.frameBytes <= 0 ? payload.count : max(options.frameBytes, 10)
    var out: [UInt8] = []
    var at: Int = 0
    while payload.count - at > most {
      out += try messageFrame(kind.number, payload[at..<at + most])
      at += most
    }
    return try out + messageFrame(kind.number | WireFrameBits.endOfMessage, payload[at...])
  }

  private func messageFrame(_ header: UInt8, _ payload: ArraySlice<UInt8>) throws -> [UInt8] {
    if algorithm.isEmpty || payload.count <= options.threshold {
      return bytes(header, Array(payload))
    }
    guard let deflate: WireDeflate = options.deflate else {
      throw WireError(
        "compression",
        "the stream says that it is compressed by " + algorithm + ", but nothing compresses")
    }
    return bytes(header | WireFrameBits.compressed, try deflate(algorithm, Array(payload)))
  }

  private func bytes(_ header: UInt8, _ payload: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [header]
    wirePutVarint(UInt64(payload.count), &out)
    return out + payload
  }

  private func payload(
    _ kind: WireFrameKind, _ content: WireFrameContent<Frame.Message>
  ) throws -> [UInt8] {
    let m: WireMeasure = WireMeasure(frames.format, options.options)
    var out: [UInt8] = []
    switch content {
    case .message(let message):
      return try self.message(message)
    case .pair(let pair):
      for (name, text): (String, String) in [("key", pair.key), ("value", pair.value)] {
        try wireUnder(.name(name)) { try m.text(text.utf8.count) }
        wirePutVarint(UInt64(text.utf8.count), &out)
        out += text.utf8
      }
      if !kind.endsStream && wireSameText(pair.key, "compression") {
        algorithm = ["lz4", "zstd", "snappy"].contains(pair.value) ? pair.value : ""
      }
    case .code(let code):
      wirePutVarint(code.code, &out)
      out += code.text.utf8
    case .opaque(let bytes):
      try m.text(bytes.count)
      out = bytes
    case .number(let number):
      wirePutVarint(number, &out)
    case .text(let text):
      try m.text(text.utf8.count)
      out += text.utf8
    }
    return out
  }

  private func message(_ message: Frame.Message) throws -> [UInt8] {
    var out: [UInt8] = []
    if let foreign: WireForeign = message.wireForeign {
      guard case .id(let id) = foreign.name else {
        throw WireError("missing-type", "a message in a stream names its type by an id")
      }
      wirePutVarint(id, &out)
      return out + foreign.bytes
    }
    for type: WireMessageCase<Frame.Message> in frames.messages {
      if let body: [UInt8] = try type.encode(message, frames.format, options.options) {
        wirePutVarint(type.id, &out)
        return out + body
      }
    }
    throw WireError("unknown-type", "messages of this type do not stand in streams")
  }
}

/// Appends the shortest varint of a number.
func wirePutVarint(_ number: UInt64, _ out: inout [UInt8]) {
  var rest: UInt64 = number
  while rest >= 0x80 {
    out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  out.append(UInt8(truncatingIfNeeded: rest))
}
