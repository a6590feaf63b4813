/// A struct of generated code that lies in whole bytes.
public protocol WireStruct: WireNew {
  static var wireCodec: WireStructCodec<Self> { get }
}

/// What the structs of a type need no place in bytes for.
public final class WireStructShape<Owner: WireNew> {
  /// As the schema calls the type, and other spellings that are read.
  public let names: [String]
  private let unknown: WritableKeyPath<Owner, [UInt8]>?
  private let strings: WritableKeyPath<Owner, [String]>?
  private let fields: () -> [WireField<Owner>]

  init(
    names: [String], unknown: WritableKeyPath<Owner, [UInt8]>?,
    strings: WritableKeyPath<Owner, [String]>?, fields: @escaping () -> [WireField<Owner>]
  ) {
    self.names = names
    self.unknown = unknown
    self.strings = strings
    self.fields = fields
  }

  /// Writes the members of an object that is open.
  func writeMembers(_ value: Owner, _ out: WireJSONOutput) {
    for field: WireField<Owner> in fields() {
      field.writeJSON(value, out)
    }
    if let path: WritableKeyPath<Owner, [UInt8]> = unknown, !value[keyPath: path].isEmpty {
      out.key("@unknown")
      out.text(wireHex(value[keyPath: path]))
    }
    if let path: WritableKeyPath<Owner, [String]> = strings, !value[keyPath: path].isEmpty {
      out.key("@strings")
      out.beginArray()
      for text: String in value[keyPath: path] {
        out.text(text)
      }
      out.endArray()
    }
  }

  func readJSON(_ json: WireJSON, type: Bool, strings: Bool) throws -> Owner {
    let members: WireJSONObject = try wireJSONMembers(json)
    var value: Owner = Owner()
    let known: [WireField<Owner>] = fields()
    for member: (key: String, value: WireJSON) in members.members
    where !known.contains(where: { wireSameText($0.info.name, member.key) }) {
      try readExtra(member.key, member.value, &value, type: type, strings: strings)
    }
    for field: WireField<Owner> in known {
      try field.readJSON(members[field.info.name], &value)
    }
    return value
  }

  private func readExtra(
    _ key: String, _ json: WireJSON, _ value: inout Owner, type: Bool, strings: Bool
  ) throws {
    if key == "@unknown", let path: WritableKeyPath<Owner, [UInt8]> = unknown {
      value[keyPath: path] = try wireUnder(.name(key)) { try wireFromHex(wireJSONText(json)) }
    } else if key == "@strings", strings, unknown != nil {
      let texts: [String] = try wireUnder(.name(key)) {
        try wireJSONArray(json).map { (text: WireJSON) -> String in try wireJSONText(text) }
      }
      if let path: WritableKeyPath<Owner, [String]> = self.strings {
        value[keyPath: path] = texts
      }
    } else if key == "@type", type {
      let name: String = try wireUnder(.name(key)) { try wireJSONText(json) }
      if !names.contains(where: { wireSameText($0, name) }) {
        throw WireError("type-not-allowed", name + " is not " + names[0], path: [.name(key)])
      }
    } else {
      throw WireError("unknown-key", names[0] + " has no field " + key, path: [.name(key)])
    }
  }

  func equals(_ a: Owner, _ b: Owner) -> Bool {
    if let path: WritableKeyPath<Owner, [UInt8]> = unknown, a[keyPath: path] != b[keyPath: path] {
      return false
    }
    return fields().allSatisfy { $0.equals(a, b) }
  }

  func isZero(_ value: Owner) -> Bool {
    if let path: WritableKeyPath<Owner, [UInt8]> = unknown, !value[keyPath: path].isEmpty {
      return false
    }
    return fields().allSatisfy { $0.isLeftOut(value) }
  }
}

/// How structs of one type lie in bytes. The class is abstract.
open class WireStructCodec<Owner: WireNew>: WireCodec<Owner> {
  public let format: WireFormat
  /// As the schema calls the type, and other spellings that are read.
  public let names: [String]
  public let unknown: WritableKeyPath<Owner, [UInt8]>?
  public let strings: WritableKeyPath<Owner, [String]>?

  public init(
    names: [String], format: WireFormat, unknown: WritableKeyPath<Owner, [UInt8]>? = nil,
    strings: WritableKeyPath<Owner, [String]>? = nil
  ) {
    self.names = names
    self.format = format
    self.unknown = unknown
    self.strings = strings
    super.init()
  }

  /// The fields in declared order.
  open var shapeFields: [WireField<Owner>] { wireAbstract() }
  /// Bytes of all fields; a struct has been entered.
  open func measureFields(_ m: WireMeasure, _ value: Owner) throws -> Int { wireAbstract() }
  open func writeFields(_ w: WireWriter, _ value: Owner) { wireAbstract() }
  /// Reads up to the end of the reader, or of the fields; a struct has been entered.
  open func readFields(_ r: WireReader) throws -> Owner { wireAbstract() }

  public var shape: WireStructShape<Owner> {
    return WireStructShape<Owner>(
      names: names, unknown: unknown, strings: strings, fields: { self.shapeFields })
  }

  override open func measure(_ m: WireMeasure, _ value: Owner) throws -> Int {
    try m.enter()
    let bytes: Int = try measureFields(m, value)
    m.leave()
    return bytes
  }
  override open func write(_ w: WireWriter, _ value: Owner) {
    writeFields(w, value)
  }
  override open func read(_ r: WireReader) throws -> Owner {
    try r.enter()
    let value: Owner = try readFields(r)
    r.leave()
    return value
  }
  override open func zero() -> Owner {
    return Owner()
  }
  override open func isZero(_ value: Owner) -> Bool {
    return shape.isZero(value)
  }
  override open func equals(_ a: Owner, _ b: Owner) -> Bool {
    return shape.equals(a, b)
  }
  override open func writeJSON(_ value: Owner, _ out: WireJSONOutput) {
    writeJSON(value, type: nil, out)
  }
  override open func readJSON(_ json: WireJSON) throws -> Owner {
    return try readJSON(json, type: false, strings: false)
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

  /// Reads an object, which may say its type, and a string table.
  public func readJSON(_ json: WireJSON, type: Bool, strings: Bool) throws -> Owner {
    return try shape.readJSON(json, type: type, strings: strings)
  }
}

extension WireStruct {
  /// The value in bytes; bytes behind it are not looked at.
  public init(decoding bytes: [UInt8], options: WireOptions = WireOptions()) throws {
    self = try Self.decode(bytes, options: options)
  }

  /// The value in bytes; bytes behind it are not looked at.
  public static func decode(_ bytes: [UInt8], options: WireOptions = WireOptions()) throws -> Self {
    return try wireDecode(wireCodec, bytes, wireCodec.format, options)
  }

  /// The value as bytes of its own.
  public func encode(options: WireOptions = WireOptions()) throws -> [UInt8] {
    return try wireEncode(Self.wireCodec, self, Self.wireCodec.format, options)
  }

  /// Bytes that `encode` gives.
  public func encodedSize(options: WireOptions = WireOptions()) throws -> Int {
    return try wireSize(Self.wireCodec, self, Self.wireCodec.format, options)
  }
}
