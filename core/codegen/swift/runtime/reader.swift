/// Numbers of fields go up to this one.
let wireHighestFieldNumber: UInt64 = 536_870_911

/// Reads from bytes. `end` is the end of the part that is being read; nothing is read behind it.
public final class WireReader {
  public let bytes: [UInt8]
  public let format: WireFormat
  public let options: WireOptions
  public let limits: WireLimits
  /// Whether fields that the schema does not know are errors.
  public let strict: Bool
  public var at: Int
  public var end: Int
  /// Structs that are open.
  public internal(set) var depth: Int = 0
  /// The string table of the message, where one has been read.
  public internal(set) var table: [String]?
  /// Whether there was a field that the schema does not know.
  public internal(set) var hasUnknown: Bool = false
  var lookahead: [WireLookahead] = []
  private let mostDepth: Int
  private let mostElements: UInt64
  private let mostTotal: UInt64
  private let mostImplied: UInt64
  private let mostExpanded: UInt64
  private var total: UInt64 = 0
  private var implied: UInt64 = 0
  private var expanded: UInt64 = 0
  private var ticks: UInt32 = 0
  /// When the clock was started.
  private var began: UInt64?

  /// Reads the part of `bytes` from `begin` to `end`; nil: all of them.
  public init(
    _ bytes: [UInt8], _ format: WireFormat, _ options: WireOptions, begin: Int = 0, end: Int? = nil
  ) {
    let limits: WireLimits = options.limits ?? format.limits
    self.bytes = bytes
    self.format = format
    self.options = options
    self.limits = limits
    self.strict = options.strict
    self.at = begin
    self.end = end ?? bytes.count
    // Where the limits say none, memory is still bounded.
    self.mostDepth = limits.mostDepth
    self.mostElements = wireLimit(limits.arrayElements, 100_000_000)
    self.mostTotal = wireLimit(limits.totalElements, 100_000_000)
    self.mostImplied = limits.totalElements <= 0 ? 10_000_000 : UInt64.max
    self.mostExpanded = wireLimit(limits.messageBytes, 1 << 30)
  }

  /// An error of the bytes at `offset`; nil: here.
  public func fail(_ code: String, _ detail: String, _ offset: Int? = nil) -> WireError {
    return WireError(code, detail, offset: offset ?? at)
  }

  /// Bytes that the part still has.
  public var left: Int { end &- at }

  /// Makes sure that `count` more bytes are there.
  public func need(_ count: Int) throws {
    if count > end &- at {
      throw fail("truncated", "\(count) bytes were expected, \(end &- at) are left")
    }
  }

  public func byte() throws -> UInt8 {
    try need(1)
    let byte: UInt8 = bytes[at]
    at &+= 1
    return byte
  }

  /// The next `count` bytes.
  public func take(_ count: Int) throws -> [UInt8] {
    try need(count)
    let begin: Int = at
    at &+= count
    return Array(bytes[begin..<at])
  }

  /// Moves behind `count` bytes.
  public func skip(_ count: Int) throws {
    try need(count)
    at &+= count
  }

  /// Opens a struct.
  public func enter() throws {
    depth &+= 1
    if depth > mostDepth {
      throw fail("limit-depth", "structs lie deeper than the limit of \(mostDepth) levels")
    }
    try tick()
  }

  /// Counts a step of the reading; every so many, the time is held against the limit.
  func tick() throws {
    ticks &+= 1
    if ticks & 0x3FF == 0 {
      try checkTime()
    }
  }

  /// The first look at the clock starts it: what comes before takes less time than to look.
  private func checkTime() throws {
    guard limits.milliseconds > 0, let now: UInt64 = wireNanoseconds() else {
      return
    }
    guard let began: UInt64 = began else {
      self.began = now
      return
    }
    if (now &- began) / 1_000_000 >= UInt64(limits.milliseconds) {
      throw fail("limit-time", "it takes more than the limit of \(limits.milliseconds) ms")
    }
  }

  public func leave() {
    while let last: WireLookahead = lookahead.last, last.depth >= depth {
      lookahead.removeLast()
    }
    depth &-= 1
  }

  /// Counts `count` more elements of an array that has `before` already.
  public func elements(_ count: UInt64, before: Int = 0) throws {
    if count > mostElements || UInt64(before) > mostElements &- count {
      throw fail("limit-array", "the array has more elements than the limit of \(mostElements)")
    }
    try allElements(count)
  }

  /// Counts `count` more elements of all kinds.
  public func allElements(_ count: UInt64) throws {
    if count > mostTotal &- total {
      throw fail("limit-total", "there are more elements in all than the limit of \(mostTotal)")
    }
    total &+= count
    try tick()
  }

  /// Counts elements that take no bytes of their own.
  public func impliedElements(_ count: UInt64) throws {
    if count > mostImplied &- implied {
      throw fail("limit-total", "more than \(mostImplied) elements take no bytes")
    }
    implied &+= count
  }

  /// Counts bytes of text that the input holds once and the value more often.
  public func expand(_ bytes: Int) throws {
    if UInt64(bytes) > mostExpanded &- expanded {
      throw fail("limit-message", "written out, the texts take more than \(mostExpanded) bytes")
    }
    expanded &+= UInt64(bytes)
  }

  /// Holds a count against what is left, before anything is made for the elements.
  @discardableResult
  public func fits(_ count: UInt64, least: Int) throws -> Int {
    if count > UInt64((end &- at) / max(1, least)) {
      throw fail(
        "truncated", "\(count) elements are announced, but only \(end &- at) bytes are left")
    }
    return Int(count)
  }

  public func varint() throws -> UInt64 {
    if at < end {
      let byte: UInt8 = bytes[at]
      if byte < 0x80 {
        at &+= 1
        return UInt64(byte)
      }
    }
    return try longVarint()
  }

  private func longVarint() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    var place: Int = at
    while place < end {
      let byte: UInt8 = bytes[place]
      if shift == 63 && byte > 1 {
        throw fail("varint-overflow", "a varint has more than 64 bits")
      }
      value |= UInt64(byte & 0x7F) &<< shift
      place &+= 1
      if byte < 0x80 {
        at = place
        return value
      }
      shift &+= 7
    }
    throw fail("truncated", "the bytes end where a varint should be, or inside one")
  }

  /// Reads a length and makes sure that so many bytes are there; text and bytes are `limited`.
  public func length(limited: Bool = false) throws -> Int {
    let begin: Int = at
    let length: UInt64 = try varint()
    if limited {
      try checkText(length, at: begin)
    }
    if length > UInt64(end &- at) {
      throw fail(
        "truncated", "the length says \(length) bytes, but only \(end &- at) are left", begin)
    }
    return Int(length)
  }

  /// Holds the size of a text or of bytes against the limit.
  public func checkText(_ length: UInt64, at offset: Int) throws {
    if length > UInt64(limits.mostStringBytes) {
      throw fail(
        "limit-string", "\(length) bytes are more than the limit of \(limits.stringBytes)",
        offset)
    }
  }

  /// Reads a value whose content ends `length` bytes on, which are there.
  public func within<Value>(_ codec: WireCodec<Value>, _ length: Int) throws -> Value {
    try tick()
    let outer: Int = end
    let inner: Int = at &+ length
    end = inner
    let value: Value = try codec.read(self)
    at = inner
    end = outer
    return value
  }

  /// Reads a value behind its length.
  public func part<Value>(_ codec: WireCodec<Value>) throws -> Value {
    return try within(codec, try length(limited: codec.isLimited))
  }

  /// Reads a value in its bare form.
  public func bare<Value>(_ codec: WireCodec<Value>) throws -> Value {
    return codec.selfDelimiting ? try codec.read(self) : try part(codec)
  }

  /// UTF-8 text of `length` bytes.
  public func text(_ length: Int) throws -> String {
    try need(length)
    let begin: Int = at
    let behind: Int = begin &+ length
    let valid: Int = bytes.withUnsafeBufferPointer { wireValidUTF8($0, begin, behind) }
    if valid < behind {
      throw fail("invalid-utf8", "the text is not valid UTF-8", valid)
    }
    at = behind
    return String(decoding: bytes[begin..<behind], as: UTF8.self)
  }

  /// The least significant byte first.
  public func little(_ width: Int) throws -> UInt64 {
    try need(width)
    var value: UInt64 = 0
    for place: Int in 0..<width {
      value |= UInt64(bytes[at &+ place]) &<< UInt64(8 &* place)
    }
    at &+= width
    return value
  }

  public func u8() throws -> UInt8 { try byte() }
  public func u16() throws -> UInt16 { UInt16(truncatingIfNeeded: try little(2)) }
  public func u32() throws -> UInt32 { UInt32(truncatingIfNeeded: try little(4)) }
  public func u64() throws -> UInt64 { try little(8) }
}

/// A limit, or another one where there is none.
func wireLimit(_ limit: Int, _ otherwise: UInt64) -> UInt64 {
  return limit <= 0 ? otherwise : UInt64(limit)
}
