/// What the codecs of texts have in common. The class is abstract.
open class WireAnyTextCodec: WireCodec<String> {
  override open func zero() -> String {
    return ""
  }
  override open func isZero(_ value: String) -> Bool {
    return value.utf8.isEmpty
  }
  override open func equals(_ a: String, _ b: String) -> Bool {
    return wireSameText(a, b)
  }
  override open func writeJSON(_ value: String, _ out: WireJSONOutput) {
    out.text(value)
  }
  override open func readJSON(_ json: WireJSON) throws -> String {
    guard let raw: [UInt8] = try wireJSONRawBytes(json) else {
      return try wireJSONText(json)
    }
    guard let text: String = wireValidText(raw) else {
      throw WireError("invalid-utf8", "a text holds UTF-8 here, and these bytes are not")
    }
    return text
  }
}

/// Text up to the end of its part.
public final class WireTextCodec: WireAnyTextCodec {
  override public var isLimited: Bool { true }

  override public func measure(_ m: WireMeasure, _ value: String) throws -> Int {
    let size: Int = value.utf8.count
    try m.text(size)
    return size
  }
  override public func write(_ w: WireWriter, _ value: String) {
    w.text(value)
  }
  override public func read(_ r: WireReader) throws -> String {
    return try r.text(r.left)
  }
}

/// Text behind a length of 4 bytes.
public final class WirePrefixedTextCodec: WireAnyTextCodec {
  override public var least: Int { 4 }
  override public var selfDelimiting: Bool { true }

  override public func measure(_ m: WireMeasure, _ value: String) throws -> Int {
    let size: Int = value.utf8.count
    try m.text(size)
    if size > Int(UInt32.max) {
      throw m.fail("value-range", "a length has 32 bits")
    }
    return 4 &+ size
  }
  override public func write(_ w: WireWriter, _ value: String) {
    w.u32(UInt32(truncatingIfNeeded: value.utf8.count))
    w.text(value)
  }
  override public func read(_ r: WireReader) throws -> String {
    let at: Int = r.at
    let length: UInt32 = try r.u32()
    try r.checkText(UInt64(length), at: at)
    return try r.text(Int(length))
  }
}

/// Bytes up to the end of their part.
public final class WireBytesCodec: WireCodec<[UInt8]> {
  override public var isLimited: Bool { true }

  override public func measure(_ m: WireMeasure, _ value: [UInt8]) throws -> Int {
    try m.text(value.count)
    return value.count
  }
  override public func write(_ w: WireWriter, _ value: [UInt8]) {
    w.raw(value)
  }
  override public func read(_ r: WireReader) throws -> [UInt8] {
    return try r.take(r.left)
  }
  override public func zero() -> [UInt8] {
    return []
  }
  override public func isZero(_ value: [UInt8]) -> Bool {
    return value.isEmpty
  }
  override public func equals(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: [UInt8], _ out: WireJSONOutput) {
    out.hex(value)
  }
  override public func readJSON(_ json: WireJSON) throws -> [UInt8] {
    return try wireJSONBytes(json)
  }
}

/// Exactly `count` bytes.
public final class WireFixedBytesCodec: WireCodec<[UInt8]> {
  private let count: Int
  private let delimitsItself: Bool

  public init(count: Int, selfDelimiting: Bool = false) {
    self.count = count
    delimitsItself = selfDelimiting
    super.init()
  }

  override public var least: Int { count }
  override public var selfDelimiting: Bool { delimitsItself }

  private func wrongCount(_ bytes: Int) -> WireError {
    return WireError("array-count", "exactly \(count) bytes were expected, not \(bytes)")
  }

  override public func measure(_ m: WireMeasure, _ value: [UInt8]) throws -> Int {
    if value.count != count {
      throw wrongCount(value.count)
    }
    return count
  }
  override public func write(_ w: WireWriter, _ value: [UInt8]) {
    w.raw(value)
  }
  override public func read(_ r: WireReader) throws -> [UInt8] {
    if !delimitsItself && r.left != count {
      throw r.fail("array-count", "exactly \(count) bytes were expected, here are \(r.left)")
    }
    return try r.take(count)
  }
  override public func zero() -> [UInt8] {
    return [UInt8](repeating: 0, count: count)
  }
  override public func isZero(_ value: [UInt8]) -> Bool {
    return value.count == count && value.allSatisfy { $0 == 0 }
  }
  override public func equals(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: [UInt8], _ out: WireJSONOutput) {
    out.hex(value)
  }
  override public func readJSON(_ json: WireJSON) throws -> [UInt8] {
    let value: [UInt8] = try wireJSONBytes(json)
    if value.count != count {
      throw wrongCount(value.count)
    }
    return value
  }
}
