/// How a type that the schema does not have is named.
public enum WireForeignName: Hashable {
  /// An id, or a hash.
  case id(UInt64)
  case text(String)
  /// A name that is not UTF-8.
  case bytes([UInt8])

  public static func == (a: WireForeignName, b: WireForeignName) -> Bool {
    switch (a, b) {
    case (.id(let left), .id(let right)):
      return left == right
    case (.text(let left), .text(let right)):
      return wireSameText(left, right)
    case (.bytes(let left), .bytes(let right)):
      return left == right
    default:
      return false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .id(let number):
      hasher.combine(number)
    case .text(let text):
      hasher.combine(Array(text.utf8))
    case .bytes(let bytes):
      hasher.combine(bytes)
    }
  }

  /// The bytes of a name; nil for a number.
  var nameBytes: [UInt8]? {
    switch self {
    case .id:
      return nil
    case .text(let text):
      return Array(text.utf8)
    case .bytes(let bytes):
      return bytes
    }
  }
}

/// A value of a type that the schema does not have, in a place that names types.
public struct WireForeign: Hashable {
  public var name: WireForeignName
  public var bytes: [UInt8]

  public init(name: WireForeignName, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// A type of the schema, whether it may stand in a place or not.
public struct WireKnownType {
  public let id: UInt64
  public let name: String

  public init(id: UInt64, name: String) {
    self.id = id
    self.name = name
  }

  /// The name without its package.
  var bareName: Substring {
    let utf8: String.UTF8View = name.utf8
    let arguments: String.Index = utf8.firstIndex(of: UInt8(ascii: "<")) ?? utf8.endIndex
    guard let dot: String.Index = utf8[..<arguments].lastIndex(of: UInt8(ascii: ".")) else {
      return name[...]
    }
    return name[utf8.index(after: dot)...]
  }

  func isNamed(_ text: String) -> Bool {
    return wireSameText(name, text) || bareName.utf8.elementsEqual(text.utf8)
  }
}

/// How the types in a place are named on the wire.
public enum WireNamedBy {
  case id
  case name
  case hash
}

/// A value of one of several types.
public protocol WireUnion {
  init(wireForeign: WireForeign)
  /// The value, where the schema does not have its type.
  var wireForeign: WireForeign? { get }
}

/// A value whose type is named on the wire, or nothing.
public final class WireReferenceCodec<Value: WireUnion>: WireCodec<Value?> {
  let by: WireNamedBy
  let known: [WireKnownType]
  private let makeCases: () -> [WireCase<Value>]

  /// The cases are asked for when they are used: they may lead back here.
  public init(
    by: WireNamedBy, known: [WireKnownType], cases: @escaping () -> [WireCase<Value>]
  ) {
    self.by = by
    self.known = known
    makeCases = cases
    super.init()
  }

  var cases: [WireCase<Value>] {
    return makeCases()
  }

  func caseOf(_ value: Value) throws -> WireCase<Value> {
    if let found: WireCase<Value> = cases.first(where: { $0.holds(value) }) {
      return found
    }
    throw WireError("type-not-allowed", "a value of this type may not stand here")
  }

  override public var selfDelimiting: Bool { by == .id }

  private var sizeOfNothing: Int { by == .id ? 2 : by == .name ? 1 : 4 }

  override public func measure(_ m: WireMeasure, _ value: Value?) throws -> Int {
    guard let value: Value = value else { return sizeOfNothing }
    if let foreign: WireForeign = value.wireForeign {
      return try measure(m, foreign)
    }
    let type: WireCase<Value> = try caseOf(value)
    switch by {
    case .id:
      return wireVarintSize(type.id) &+ (try m.sized { try type.measure(m, value) })
    case .name:
      let name: Int = type.wireName.utf8.count
      return wireVarintSize(UInt64(name)) &+ name &+ (try type.measure(m, value))
    case .hash:
      return 4 &+ (try type.measure(m, value))
    }
  }

  private func measure(_ m: WireMeasure, _ value: WireForeign) throws -> Int {
    let size: Int = value.bytes.count
    try m.text(size)
    if case .id(let id) = value.name, by != .name {
      if id == 0 || (by == .hash && id > 0xFFFF_FFFF) {
        throw m.fail("value-range", "no type has this id or hash").under(.name("name"))
      }
      return by == .hash ? 4 &+ size : wireVarintSize(id) &+ wireVarintSize(UInt64(size)) &+ size
    }
    guard let name: [UInt8] = value.name.nameBytes, by == .name, !name.isEmpty else {
      throw m.fail("unknown-type", "the schema does not have this type, and its name is no other's")
    }
    return wireVarintSize(UInt64(name.count)) &+ name.count &+ size
  }

  override public func write(_ w: WireWriter, _ value: Value?) {
    guard let value: Value = value else {
      for _: Int in 0..<sizeOfNothing {
        w.byte(0)
      }
      return
    }
    if let foreign: WireForeign = value.wireForeign {
      write(w, foreign)
      return
    }
    guard let type: WireCase<Value> = try? caseOf(value) else { wireAbstract() }
    switch by {
    case .id:
      w.varint(type.id)
      w.varint(UInt64(w.size()))
    case .name:
      w.varint(UInt64(type.wireName.utf8.count))
      w.text(type.wireName)
    case .hash:
      w.u32(type.hash)
    }
    type.write(w, value)
  }

  private func write(_ w: WireWriter, _ value: WireForeign) {
    if let name: [UInt8] = value.name.nameBytes {
      w.varint(UInt64(name.count))
      w.raw(name)
    } else if case .id(let id) = value.name {
      if by == .hash {
        w.u32(UInt32(truncatingIfNeeded: id))
      } else {
        w.varint(id)
        w.varint(UInt64(value.bytes.count))
      }
    }
    w.raw(value.bytes)
  }

  override public func read(_ r: WireReader) throws -> Value? {
    switch by {
    case .id:
      return try readById(r)
    case .name:
      return try readByName(r)
    case .hash:
      return try readByHash(r)
    }
  }

  private func readById(_ r: WireReader) throws -> Value? {
    let at: Int = r.at
    let id: UInt64 = try r.varint()
    let length: Int = try r.length()
    if id == 0 {
      return try nothing(r, length)
    }
    if let type: WireCase<Value> = cases.first(where: { $0.id == id }) {
      return try typed(type, r, length)
    }
    if known.contains(where: { $0.id == id }) {
      throw r.fail("type-not-allowed", "the type with the id \(id) may not stand here", at)
    }
    return Value(wireForeign: WireForeign(name: .id(id), bytes: try r.take(length)))
  }

  private func readByName(_ r: WireReader) throws -> Value? {
    let length: Int = try r.length()
    let at: Int = r.at
    let raw: [UInt8] = try r.take(length)
    if length == 0 {
      return try nothing(r, r.left)
    }
    guard let name: String = wireValidText(raw) else {
      return Value(wireForeign: WireForeign(name: .bytes(raw), bytes: try r.take(r.left)))
    }
    if let type: WireCase<Value> = cases.first(where: { wireSameText($0.wireName, name) }) {
      return try typed(type, r, r.left)
    }
    if known.contains(where: { wireSameText($0.name, name) }) {
      throw r.fail("type-not-allowed", name + " may not stand here", at)
    }
    return Value(wireForeign: WireForeign(name: .text(name), bytes: try r.take(r.left)))
  }

  private func readByHash(_ r: WireReader) throws -> Value? {
    let hash: UInt32 = try r.u32()
    if hash == 0 {
      return try nothing(r, r.left)
    }
    if let type: WireCase<Value> = cases.first(where: { $0.hash == hash }) {
      return try typed(type, r, r.left)
    }
    return Value(wireForeign: WireForeign(name: .id(UInt64(hash)), bytes: try r.take(r.left)))
  }

  private func nothing(_ r: WireReader, _ length: Int) throws -> Value? {
    if length != 0 {
      throw r.fail("nil-length", "where there is no value, no bytes of one may follow")
    }
    return nil
  }

  private func typed(_ type: WireCase<Value>, _ r: WireReader, _ length: Int) throws -> Value {
    if type.isLimited {
      try r.checkText(UInt64(length), at: r.at)
    }
    return try type.read(r, length)
  }

  override public func zero() -> Value? {
    return nil
  }
  override public func isZero(_ value: Value?) -> Bool {
    return value == nil
  }
  override public func isNothing(_ value: Value?) -> Bool {
    return value == nil
  }
  override public func equals(_ a: Value?, _ b: Value?) -> Bool {
    guard let a: Value = a, let b: Value = b else { return a == nil && b == nil }
    if a.wireForeign != nil || b.wireForeign != nil {
      return a.wireForeign == b.wireForeign
    }
    guard let type: WireCase<Value> = try? caseOf(a), type.holds(b) else { return false }
    return type.equals(a, b)
  }
  override public func writeJSON(_ value: Value?, _ out: WireJSONOutput) {
    wireWriteReference(self, value, out)
  }
  override public func readJSON(_ json: WireJSON) throws -> Value? {
    return try wireReadReference(self, json)
  }
}
