/// The first of the two passes of encoding: sizes, checks and limits. The sizes of parts with a
/// length in front are kept in the order in which they are written.
public final class WireMeasure {
  public let format: WireFormat
  public let limits: WireLimits
  var sizes: [Int] = []
  /// What the measuring pass has worked out for the writing pass, in the order of writing.
  var prepared: [WirePrepared] = []
  /// Texts of the string table, and their places in it.
  var strings: [String] = []
  private var indexes: [[UInt8]: Int] = [:]
  private let mostDepth: Int
  private var depth: Int = 0
  private var total: Int = 0

  public init(_ format: WireFormat, _ options: WireOptions) {
    let limits: WireLimits = options.limits ?? format.limits
    self.format = format
    self.limits = limits
    self.mostDepth = limits.mostDepth
  }

  public func fail(_ code: String, _ detail: String) -> WireError {
    return WireError(code, detail)
  }

  /// Opens a struct.
  public func enter() throws {
    depth &+= 1
    if depth > mostDepth {
      throw fail("limit-depth", "structs lie deeper than the limit of \(mostDepth) levels")
    }
  }

  public func leave() {
    depth &-= 1
  }

  /// Counts the elements of an array or the entries of a map.
  public func elements(_ count: Int) throws {
    if count > limits.mostArrayElements {
      throw fail(
        "limit-array", "\(count) elements are more than the limit of \(limits.arrayElements)")
    }
    total &+= count
    if total > limits.mostTotalElements {
      throw fail("limit-total", "there are more than \(limits.totalElements) elements in all")
    }
  }

  /// Holds the size of a text or of bytes against the limit.
  public func text(_ bytes: Int) throws {
    if bytes > limits.mostStringBytes {
      throw fail("limit-string", "\(bytes) bytes are more than the limit of \(limits.stringBytes)")
    }
  }

  public func message(_ bytes: Int) throws {
    if bytes > limits.mostMessageBytes {
      throw fail(
        "limit-message", "the message takes \(bytes) bytes; the limit is \(limits.messageBytes)")
    }
  }

  /// A part with a length in front, whose content `measure` finds the size of: its size, with the
  /// length.
  func sized(_ measure: () throws -> Int) throws -> Int {
    let index: Int = sizes.count
    sizes.append(0)
    let bytes: Int = try measure()
    sizes[index] = bytes
    return wireVarintSize(UInt64(bytes)) &+ bytes
  }

  /// A value behind its length.
  public func part<Value>(_ codec: WireCodec<Value>, _ value: Value) throws -> Int {
    return try sized { try codec.measure(self, value) }
  }

  /// A value in its bare form.
  public func bare<Value>(_ codec: WireCodec<Value>, _ value: Value) throws -> Int {
    return codec.selfDelimiting ? try codec.measure(self, value) : try part(codec, value)
  }

  /// A field that is left out when its content is empty; `tag` is the size of its tag.
  public func unlessEmpty<Value>(_ codec: WireCodec<Value>, _ value: Value, tag: Int) throws -> Int
  {
    let index: Int = sizes.count
    let before: Int = prepared.count
    let bytes: Int = try part(codec, value)
    if sizes[index] > 0 {
      return tag &+ bytes
    }
    sizes.removeLast(sizes.count &- index &- 1)
    prepared.removeLast(prepared.count &- before)
    return 0
  }

  /// The index of a text in the string table, where it is put if it is new.
  public func interned(_ value: String) throws -> Int {
    let content: [UInt8] = Array(value.utf8)
    try text(content.count)
    var index: Int = strings.count
    if let place: Int = indexes[content] {
      index = place
    } else {
      strings.append(value)
      indexes[content] = index
    }
    sizes.append(index)
    return wireVarintSize(UInt64(index))
  }

  /// A table that was there stays as it was, equal texts included: fields that are not known may
  /// refer to it.
  func keepTable(_ texts: [String]) {
    strings = texts
    for (index, text): (Int, String) in texts.enumerated() where indexes[Array(text.utf8)] == nil {
      indexes[Array(text.utf8)] = index
    }
  }
}

/// What the measuring pass leaves to the writing pass. The class is abstract.
class WirePrepared {}

/// The second pass of encoding: writes what was measured.
public final class WireWriter {
  public private(set) var bytes: [UInt8] = []
  public let format: WireFormat
  private let measured: WireMeasure
  private var nextSize: Int = 0
  private var nextPrepared: Int = 0

  /// `size`: bytes that will be written.
  public init(_ measured: WireMeasure, size: Int) {
    self.format = measured.format
    self.measured = measured
    bytes.reserveCapacity(size)
  }

  /// Bytes that have been written.
  public var at: Int { bytes.count }

  public func byte(_ value: UInt8) {
    bytes.append(value)
  }

  public func varint(_ value: UInt64) {
    var rest: UInt64 = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// The `width` lowest bytes of a number, the least significant one first.
  public func little(_ value: UInt64, _ width: Int) {
    for place: Int in 0..<width {
      bytes.append(UInt8(truncatingIfNeeded: value &>> UInt64(8 &* place)))
    }
  }

  /// Writes 4 bytes over those at `place`.
  public func setU32(_ value: UInt32, at place: Int) {
    for byte: Int in 0..<4 {
      bytes[place &+ byte] = UInt8(truncatingIfNeeded: value &>> UInt32(8 &* byte))
    }
  }

  public func u16(_ value: UInt16) { little(UInt64(value), 2) }
  public func u32(_ value: UInt32) { little(UInt64(value), 4) }
  public func u64(_ value: UInt64) { little(value, 8) }

  public func raw(_ content: [UInt8]) {
    bytes.append(contentsOf: content)
  }

  public func raw(_ content: ArraySlice<UInt8>) {
    bytes.append(contentsOf: content)
  }

  public func text(_ value: String) {
    bytes.append(contentsOf: value.utf8)
  }

  /// The size of the next part, as measured.
  func size() -> Int {
    let size: Int = measured.sizes[nextSize]
    nextSize &+= 1
    return size
  }

  /// What the measuring pass has prepared for this place.
  func takePrepared() -> WirePrepared {
    let next: WirePrepared = measured.prepared[nextPrepared]
    nextPrepared &+= 1
    return next
  }

  /// A value behind its length.
  public func part<Value>(_ codec: WireCodec<Value>, _ value: Value) {
    varint(UInt64(size()))
    codec.write(self, value)
  }

  /// A value in its bare form.
  public func bare<Value>(_ codec: WireCodec<Value>, _ value: Value) {
    if !codec.selfDelimiting {
      varint(UInt64(size()))
    }
    codec.write(self, value)
  }

  /// A field that is left out when its content is empty.
  public func unlessEmpty<Value>(_ codec: WireCodec<Value>, _ value: Value, tag: UInt64) {
    let content: Int = size()
    if content > 0 {
      varint(tag)
      varint(UInt64(content))
      codec.write(self, value)
    }
  }

  /// The index of the next text in the string table.
  public func interned() {
    varint(UInt64(size()))
  }

  /// Takes back what was written from `begin` on.
  func takeBack(from begin: Int) -> [UInt8] {
    let taken: [UInt8] = Array(bytes[begin...])
    bytes.removeLast(taken.count)
    return taken
  }
}

/// Bytes of the shortest varint of a number.
public func wireVarintSize(_ value: UInt64) -> Int {
  return (70 &- (value | 1).leadingZeroBitCount) / 7
}

func wireZigZag(_ number: UInt64) -> UInt64 {
  return (number &<< 1) ^ (0 &- (number &>> 63))
}

func wireUnzigZag(_ stored: UInt64) -> UInt64 {
  return (stored &>> 1) ^ (0 &- (stored & 1))
}

/// Bytes that hold so many bits.
func wireBytes(forBits bits: Int) -> Int {
  return bits / 8 &+ (bits % 8 == 0 ? 0 : 1)
}
