/// A struct of generated code whose fields lie at bit offsets.
public protocol WireRecord: WireNew {
  static var wireCodec: WireRecordCodec<Self> { get }
}

/// A field of a record at its place. The class is abstract.
class WireRecordPart<Owner> {
  func check(_ m: WireMeasure, _ owner: Owner) throws { wireAbstract() }
  func place(_ bytes: inout [UInt8], _ at: Int, _ owner: Owner) { wireAbstract() }
  func read(_ r: WireBitReader, _ at: Int, _ depth: Int, _ owner: inout Owner) throws { wireAbstract() }
}

final class WireRecordPartOf<Owner, Value>: WireRecordPart<Owner> {
  private let path: WritableKeyPath<Owner, Value>
  private let offset: Int
  private let codec: WireBitCodec<Value>
  private let key: WireKey

  init(
    _ path: WritableKeyPath<Owner, Value>, _ offset: Int, _ codec: WireBitCodec<Value>, _ key: WireKey
  ) {
    self.path = path
    self.offset = offset
    self.codec = codec
    self.key = key
  }

  override func check(_ m: WireMeasure, _ owner: Owner) throws {
    try wireUnder(key) { try codec.check(m, owner[keyPath: path]) }
  }
  override func place(_ bytes: inout [UInt8], _ at: Int, _ owner: Owner) {
    codec.place(&bytes, at + offset, owner[keyPath: path])
  }
  override func read(_ r: WireBitReader, _ at: Int, _ depth: Int, _ owner: inout Owner) throws {
    owner[keyPath: path] = try codec.read(r, at + offset, depth)
  }
}

/// The fields of a record in declared order.
public final class WireRecordFields<Owner: WireNew> {
  private(set) var parts: [WireRecordPart<Owner>] = []
  private(set) var shapes: [WireField<Owner>] = []

  public init() {}

  public func add<Value>(
    _ path: WritableKeyPath<Owner, Value>, _ info: WireFieldInfo, offset: Int,
    codec: WireBitCodec<Value>
  ) {
    shapes.append(WireFieldOf<Owner, Value>(.value(path), info, shape: codec))
    parts.append(WireRecordPartOf<Owner, Value>(path, offset, codec, .name(info.name)))
  }
}

/// Fields at bit offsets.
public final class WireRecordCodec<Owner: WireNew>: WireBitCodec<Owner> {
  /// As the schema calls the type, and other spellings that are read.
  public let names: [String]
  public let format: WireFormat
  /// Whether the packed integer lies in bytes with its highest byte first.
  let reversed: Bool
  private let fields: () -> WireRecordFields<Owner>

  public init(
    names: [String], format: WireFormat, bits: Int, reversed: Bool,
    fields: @escaping () -> WireRecordFields<Owner>
  ) {
    self.names = names
    self.format = format
    self.reversed = reversed
    self.fields = fields
    super.init(bits: bits)
  }

  /// Bytes of a record that stands alone.
  public var bytes: Int { max(1, (bits + 7) / 8) }

  private var shape: WireStructShape<Owner> {
    return WireStructShape<Owner>(
      names: names, unknown: nil, strings: nil, fields: { self.fields().shapes })
  }

  override public func check(_ m: WireMeasure, _ value: Owner) throws {
    try m.enter()
    for part: WireRecordPart<Owner> in fields().parts {
      try part.check(m, value)
    }
    m.leave()
  }
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: Owner) {
    for part: WireRecordPart<Owner> in fields().parts {
      part.place(&bytes, at, value)
    }
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> Owner {
    try r.checkDepth(depth + 1, at)
    var value: Owner = Owner()
    for part: WireRecordPart<Owner> in fields().parts {
      try part.read(r, at, depth + 1, &value)
    }
    return value
  }
  override public func zero() -> Owner {
    return Owner()
  }
  override public func writeJSON(_ value: Owner, _ out: WireJSONOutput) {
    writeJSON(value, type: nil, out)
  }
  /// Writes an object; with `type`, it says its type first.
  public func writeJSON(_ value: Owner, type: String?, _ out: WireJSONOutput) {
    out.beginObject()
    if let type: String = type {
      out.key("@type")
      out.text(type)
    }
    shape.writeMembers(value, out)
    out.endObject()
  }
  override public func readJSON(_ json: WireJSON) throws -> Owner {
    return try shape.readJSON(json, type: false, strings: false)
  }
  /// Reads an object, which may say its type.
  public func readJSON(_ json: WireJSON, type: Bool, strings: Bool) throws -> Owner {
    return try shape.readJSON(json, type: type, strings: strings)
  }
  override public func equals(_ a: Owner, _ b: Owner) -> Bool {
    return shape.equals(a, b)
  }

  /// The record in bytes, the lowest byte of the packed integer first.
  func packed(_ value: Owner, _ options: WireOptions) throws -> [UInt8] {
    try check(WireMeasure(format, options), value)
    var bytes: [UInt8] = [UInt8](repeating: 0, count: self.bytes)
    place(&bytes, 0, value)
    return bytes
  }
  func unpacked(_ bytes: [UInt8], _ options: WireOptions) throws -> Owner {
    return try read(WireBitReader(bytes, options.limits ?? format.limits), 0, 0)
  }

  /// The value as bytes of its own.
  public func encode(_ value: Owner, _ options: WireOptions) throws -> [UInt8] {
    let bytes: [UInt8] = try packed(value, options)
    return reversed ? bytes.reversed() : bytes
  }

  /// The value at the start of bytes; bytes behind it are not looked at.
  public func decode(_ bytes: [UInt8], _ options: WireOptions) throws -> Owner {
    let limits: WireLimits = options.limits ?? format.limits
    if bytes.count > limits.mostMessageBytes {
      throw WireError("limit-message", "the input has " + String(bytes.count) + " bytes", offset: 0)
    }
    if bytes.count < self.bytes {
      throw WireError(
        "truncated", "the record takes " + String(self.bytes) + " bytes", offset: bytes.count)
    }
    let own: [UInt8] = [UInt8](bytes[0..<self.bytes])
    return try unpacked(reversed ? own.reversed() : own, options)
  }
}

extension WireRecord {
  /// Bytes that a value takes.
  public static var encodedSize: Int { wireCodec.bytes }

  /// The value at the start of bytes; bytes behind it are not looked at.
  public init(decoding bytes: [UInt8], options: WireOptions = WireOptions()) throws {
    self = try Self.decode(bytes, options: options)
  }

  /// The value at the start of bytes; bytes behind it are not looked at.
  public static func decode(_ bytes: [UInt8], options: WireOptions = WireOptions()) throws -> Self {
    return try wireCodec.decode(bytes, options)
  }

  /// The value as bytes of its own.
  public func encode(options: WireOptions = WireOptions()) throws -> [UInt8] {
    return try Self.wireCodec.encode(self, options)
  }
}

/// Where a field of a record lies in the packed integer, its presence bit included.
public struct WireBitField<Owner: WireRecord, Value> {
  /// Bits from the start.
  public let offset: Int
  let codec: WireBitCodec<Value>

  public init(offset: Int, codec: WireBitCodec<Value>) {
    self.offset = offset
    self.codec = codec
  }

  public var width: Int { codec.bits }
  /// The field's bits in the packed integer, as far as it has 64 bits.
  public var mask: UInt64 {
    if offset >= 64 {
      return 0
    }
    let ones: UInt64 = width >= 64 ? UInt64.max : (1 << UInt64(width)) &- 1
    return ones << UInt64(offset)
  }

  /// Reads the field, and nothing else, from the bytes of a record.
  public func get(_ record: [UInt8], options: WireOptions = WireOptions()) throws -> Value {
    let bytes: [UInt8] = try lowestFirst(record)
    let limits: WireLimits = options.limits ?? Owner.wireCodec.format.limits
    return try codec.read(WireBitReader(bytes, limits), offset, 1)
  }

  /// Changes the field in the bytes of a record; the other bits stay as they are.
  public func set(
    _ record: inout [UInt8], _ value: Value, options: WireOptions = WireOptions()
  ) throws {
    try codec.check(WireMeasure(Owner.wireCodec.format, options), value)
    var bytes: [UInt8] = try lowestFirst(record)
    var done: Int = 0
    while done < width {
      let count: Int = min(64, width - done)
      wirePlaceBits(&bytes, offset + done, count, 0)
      done += count
    }
    codec.place(&bytes, offset, value)
    record.replaceSubrange(0..<bytes.count, with: Owner.wireCodec.reversed ? bytes.reversed() : bytes)
  }

  private func lowestFirst(_ record: [UInt8]) throws -> [UInt8] {
    let size: Int = Owner.wireCodec.bytes
    if record.count < size {
      throw WireError("truncated", "the record takes " + String(size) + " bytes", offset: record.count)
    }
    let own: [UInt8] = [UInt8](record[0..<size])
    return Owner.wireCodec.reversed ? own.reversed() : own
  }
}

/// The bytes of a packed integer, the lowest first.
func wireBytes(_ packed: UInt64, _ count: Int) -> [UInt8] {
  var bytes: [UInt8] = []
  for index: Int in 0..<count {
    bytes.append(index < 8 ? UInt8(truncatingIfNeeded: packed >> UInt64(8 * index)) : 0)
  }
  return bytes
}

/// A record whose packed integer has at most 64 bits.
public protocol WirePackedRecord: WireRecord {}

extension WirePackedRecord {
  /// The packed integer.
  public func pack(options: WireOptions = WireOptions()) throws -> UInt64 {
    let bytes: [UInt8] = try Self.wireCodec.packed(self, options)
    return wireBits(bytes, 0, 8 * bytes.count)
  }

  /// The value of a packed integer; bits above it are not looked at.
  public static func unpack(_ packed: UInt64, options: WireOptions = WireOptions()) throws -> Self {
    return try wireCodec.unpacked(wireBytes(packed, wireCodec.bytes), options)
  }
}

extension WireBitField where Owner: WirePackedRecord {
  /// Reads the field from a packed integer.
  public func get(packed: UInt64, options: WireOptions = WireOptions()) throws -> Value {
    let limits: WireLimits = options.limits ?? Owner.wireCodec.format.limits
    let bytes: [UInt8] = wireBytes(packed, Owner.wireCodec.bytes)
    return try codec.read(WireBitReader(bytes, limits), offset, 1)
  }

  /// The packed integer with the field changed.
  public func set(packed: UInt64, _ value: Value, options: WireOptions = WireOptions()) throws -> UInt64 {
    try codec.check(WireMeasure(Owner.wireCodec.format, options), value)
    var bytes: [UInt8] = wireBytes(packed, Owner.wireCodec.bytes)
    wirePlaceBits(&bytes, offset, width, 0)
    codec.place(&bytes, offset, value)
    let count: Int = 8 * bytes.count
    let kept: UInt64 = count >= 64 ? 0 : packed & ~((1 << UInt64(count)) &- 1)
    return kept | wireBits(bytes, 0, count)
  }
}
