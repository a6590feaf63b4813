/// Reads frames and puts messages together.
final class WireFrameReader<Frame: WireFrame>: WirePushReader<Frame> {
  private let frames: WireFrames<Frame>
  private let options: WireOptions
  private let most: Int
  /// How payloads are compressed, once a header has said so.
  private var algorithm: String = ""
  /// Type id and bytes of the message that goes on in the next frames.
  private var open: (id: UInt64, bytes: [UInt8])?

  init(_ frames: WireFrames<Frame>, _ options: WireOptions) {
    self.frames = frames
    self.options = options
    most = (options.limits ?? frames.format.limits).mostMessageBytes
  }

  override func next(_ bytes: [UInt8], _ begin: Int) throws -> WireFound<Frame> {
    let header: UInt8 = bytes[begin]
    guard let length: (value: UInt64, size: Int) = try wireVarint(bytes, begin + 1) else {
      return .needs(bytes.count - begin + 1)
    }
    if header & WireFrameBits.reserved != 0 {
      throw WireError(
        "frame-reserved-bits", "bits 6 and 7 of a frame's header are zero", offset: begin)
    }
    guard let kind: WireFrameKind = frames.kind(header & WireFrameBits.type) else {
      let number: String = String(header & WireFrameBits.type)
      throw WireError("bad-frame-type", "there is no frame type " + number, offset: begin)
    }
    let isCompressed: Bool = header & WireFrameBits.compressed != 0
    // A message's type id is not part of the message.
    if !isCompressed && length.value > UInt64(most) + 10 {
      let detail: String = "the frame takes \(length.value) bytes; the limit is \(most)"
      throw WireError("limit-message", detail, offset: begin + 1)
    }
    let first: Int = begin + 1 + length.size
    if length.value > UInt64(bytes.count - first) {
      return .needs(first - begin + Int(min(length.value, 1 << 48)))
    }
    let size: Int = Int(length.value)
    let raw: [UInt8] = Array(bytes[first..<first + size])
    let payload: [UInt8] = isCompressed ? try inflated(raw, first) : raw
    // Places in what was compressed are not places of the stream.
    let at: Int = first
    let content: WireFrameContent<Frame.Message>?
    do {
      if kind.body == .message {
        content = try message(payload, ends: header & WireFrameBits.endOfMessage != 0)
      } else {
        content = try control(kind, payload)
      }
    } catch let error as WireError {
      throw isCompressed ? WireError(error.code, error.detail, offset: at) : wireMoved(error, at)
    }
    let frame: Frame? = content.flatMap { Frame(wireNumber: kind.number, $0) }
    return .item(first - begin + size, frame)
  }

  override func rest(_ count: Int) throws {
    try super.rest(count)
    if open != nil {
      throw WireError("truncated", "the stream ends before the message does", offset: 0)
    }
  }

  private func inflated(_ payload: [UInt8], _ at: Int) throws -> [UInt8] {
    guard !algorithm.isEmpty, let inflate: WireInflate = options.inflate else {
      throw WireError(
        "compression", "the frame is compressed, and nothing decompresses it", offset: at)
    }
    let used: Int = open?.bytes.count ?? 0
    let room: Int = most == Int.max ? 0 : min(most - min(used, most), 1 << 48) + 10
    let unpacked: [UInt8]?
    do {
      unpacked = try inflate(algorithm, payload, room)
    } catch let error as WireError {
      throw WireError(error.code, error.detail, offset: at)
    } catch {
      throw WireError(
        "compression", "the payload is not sound " + algorithm + " data", offset: at)
    }
    guard let bytes: [UInt8] = unpacked else {
      throw WireError("compression", "nothing decompresses " + algorithm, offset: at)
    }
    if room != 0 && bytes.count > room {
      throw WireError(
        "limit-message", "decompressed, the message takes more than \(most) bytes", offset: at)
    }
    return bytes
  }

  private func message(_ payload: [UInt8], ends: Bool) throws -> WireFrameContent<Frame.Message>? {
    var id: UInt64 = 0
    var body: [UInt8] = []
    if var before: (id: UInt64, bytes: [UInt8]) = open {
      open = nil
      before.bytes += payload
      (id, body) = before
    } else {
      let r: WireReader = WireReader(payload, frames.format, WireOptions())
      id = try r.varint()
      body = Array(payload[r.at...])
    }
    if body.count > most {
      throw WireError("limit-message", "the message takes more than \(most) bytes", offset: 0)
    }
    if !ends {
      open = (id, body)
      return nil
    }
    guard let type = frames.messages.first(where: { $0.id == id }) else {
      return .message(Frame.Message(wireForeign: WireForeign(name: .id(id), bytes: body)))
    }
    do {
      return .message(try type.decode(body, frames.format, options))
    } catch let error as WireError {
      throw wireMoved(error, max(0, payload.count - body.count))
    }
  }

  private func control(_ kind: WireFrameKind, _ payload: [UInt8]) throws -> WireFrameContent<
    Frame.Message
  > {
    if kind.abandonsMessage {
      open = nil
    }
    if kind.mostBytes != 0 && payload.count > kind.mostBytes {
      let detail: String = "\(kind.name) frames carry at most \(kind.mostBytes) bytes"
      throw WireError("ping-length", detail, offset: 0)
    }
    let r: WireReader = WireReader(payload, frames.format, WireOptions())
    switch kind.body {
    case .pair:
      let key: String = try r.text(r.length())
      let value: String = try r.text(r.length())
      if !kind.endsStream && wireSameText(key, "compression") {
        algorithm = value
      }
      return .pair(WirePair(key: key, value: value))
    case .code:
      let code: UInt64 = try r.varint()
      return .code(WireCode(code: code, text: try r.text(r.left)))
    case .number:
      return .number(try r.varint())
    case .text:
      return .text(try r.text(r.left))
    case .opaque, .message:
      return .opaque(payload)
    }
  }
}
