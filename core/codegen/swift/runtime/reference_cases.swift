/// A type that may stand in a place that names types. The class is abstract.
open class WireCase<Union> {
  /// What "@type" says in JSON.
  public let type: String
  /// The other spelling that JSON may have.
  public let fullName: String
  /// On the wire, where types are named.
  public let wireName: String
  public let id: UInt64
  public let hash: UInt32

  init(type: String, fullName: String, wireName: String, id: UInt64, hash: UInt32) {
    self.type = type
    self.fullName = fullName
    self.wireName = wireName
    self.id = id
    self.hash = hash
  }

  var isLimited: Bool { wireAbstract() }
  /// Whether a value is of this type.
  func holds(_ value: Union) -> Bool { wireAbstract() }
  func measure(_ m: WireMeasure, _ value: Union) throws -> Int { wireAbstract() }
  func write(_ w: WireWriter, _ value: Union) { wireAbstract() }
  /// Reads content of `length` bytes, which are there.
  func read(_ r: WireReader, _ length: Int) throws -> Union { wireAbstract() }
  func equals(_ a: Union, _ b: Union) -> Bool { wireAbstract() }
  /// An object that says its type.
  func writeJSON(_ value: Union, _ out: WireJSONOutput) { wireAbstract() }
  func readJSON(_ object: WireJSONObject) throws -> Union { wireAbstract() }
}

/// A type that may stand in a place that names types, and how its values become ones of the union.
public final class WireCaseOf<Union, Value>: WireCase<Union> {
  private let codec: WireCodec<Value>
  private let make: (Value) -> Union
  private let get: (Union) -> Value?
  private let output: (Value, WireJSONOutput) -> Void
  private let input: (WireJSONObject) throws -> Value

  private init(
    _ type: String, _ fullName: String, wireName: String, id: UInt64, hash: UInt32,
    codec: WireCodec<Value>, make: @escaping (Value) -> Union, get: @escaping (Union) -> Value?,
    output: @escaping (Value, WireJSONOutput) -> Void,
    input: @escaping (WireJSONObject) throws -> Value
  ) {
    self.codec = codec
    self.make = make
    self.get = get
    self.output = output
    self.input = input
    super.init(type: type, fullName: fullName, wireName: wireName, id: id, hash: hash)
  }

  /// Values that stand as "value" beside "@type".
  public convenience init(
    _ type: String, _ fullName: String, wireName: String, id: UInt64, hash: UInt32,
    codec: WireCodec<Value>, make: @escaping (Value) -> Union, get: @escaping (Union) -> Value?
  ) {
    self.init(
      type, fullName, wireName: wireName, id: id, hash: hash, codec: codec, make: make, get: get,
      output: { value, out in
        out.beginObject()
        out.key("@type")
        out.text(type)
        out.key("value")
        codec.writeJSON(value, out)
        out.endObject()
      },
      input: { object in
        try wireOnlyKey("value", object)
        guard let json: WireJSON = object["value"] else {
          throw WireError("missing-value", "a \"value\" is missing beside \"@type\"")
        }
        return try wireUnder(.name("value")) { try codec.readJSON(json) }
      })
  }

  override var isLimited: Bool { codec.isLimited }

  private func content(_ value: Union) -> Value {
    guard let content: Value = get(value) else { wireAbstract() }
    return content
  }

  override func holds(_ value: Union) -> Bool {
    return get(value) != nil
  }
  override func measure(_ m: WireMeasure, _ value: Union) throws -> Int {
    return try codec.measure(m, content(value))
  }
  override func write(_ w: WireWriter, _ value: Union) {
    codec.write(w, content(value))
  }
  override func read(_ r: WireReader, _ length: Int) throws -> Union {
    return make(try r.within(codec, length))
  }
  override func equals(_ a: Union, _ b: Union) -> Bool {
    return codec.equals(content(a), content(b))
  }
  override func writeJSON(_ value: Union, _ out: WireJSONOutput) {
    output(content(value), out)
  }
  override func readJSON(_ object: WireJSONObject) throws -> Union {
    return make(try input(object))
  }
}

extension WireCaseOf where Value: WireNew {
  /// Structs, whose fields stand beside "@type".
  public convenience init(
    _ type: String, _ fullName: String, wireName: String, id: UInt64, hash: UInt32,
    codec: WireStructCodec<Value>, make: @escaping (Value) -> Union,
    get: @escaping (Union) -> Value?
  ) {
    self.init(
      type, fullName, wireName: wireName, id: id, hash: hash, codec: codec, make: make, get: get,
      output: { value, out in codec.writeJSON(value, type: type, out) },
      input: { object in
        let fields: [(key: String, value: WireJSON)] = object.members.filter {
          !wireSameText($0.key, "@type")
        }
        return try codec.readJSON(.object(WireJSONObject(members: fields)))
      })
  }
}

/// Makes sure that an object has no other key than "@type" and this one.
func wireOnlyKey(_ allowed: String, _ object: WireJSONObject) throws {
  for member: (key: String, value: WireJSON) in object.members
  where !wireSameText(member.key, "@type") && !wireSameText(member.key, allowed) {
    throw WireError(
      "unknown-key", "there is no " + member.key + " beside \"@type\" here",
      path: [.name(member.key)])
  }
}
