/// When a field by number is on the wire, and what a missing one means.
public enum WireOccurs {
  /// Always written; missing on the wire: zero.
  case always
  /// Written when it is given.
  case optional
  /// Written unless it equals its default.
  case standard
  /// Always written; missing on the wire: an error.
  case required
  /// As many fields as there are elements.
  case repeated
}

/// What a field that JSON does not give, or gives as null, is.
public enum WireAbsence {
  case error
  case zero
  case null
}

/// What is known of a field beside its type.
public struct WireFieldInfo {
  /// In the schema and in JSON.
  public var name: String
  public var number: UInt32
  public var occurs: WireOccurs
  /// Group of which at most one field is set; 0: none.
  public var oneof: Int
  public var absent: WireAbsence
  /// Whether null in JSON stands for a field that is left out.
  public var nullable: Bool
  /// Whether an absent value is shown as null in JSON.
  public var shown: Bool
  /// Whether a zero that is given is written.
  public var explicit: Bool
  /// Whether the value that a new struct has in the field is a declared default.
  public var hasDefault: Bool
  /// Whether a struct in it is left out when it has nothing to say.
  public var leftOutWhenEmpty: Bool
  /// Elements that the field has where it is missing, which count against the limits.
  public var elementsWhenMissing: UInt64
  /// Whether, without a table, an index may be the length of the text itself.
  public var guessInline: Bool

  public init(
    _ name: String, number: UInt32 = 0, occurs: WireOccurs = .always, oneof: Int = 0,
    absent: WireAbsence = .zero, nullable: Bool = false, shown: Bool = false, explicit: Bool = false,
    hasDefault: Bool = false, leftOutWhenEmpty: Bool = false, elementsWhenMissing: UInt64 = 0,
    guessInline: Bool = false
  ) {
    self.name = name
    self.number = number
    self.occurs = occurs
    self.oneof = oneof
    self.absent = absent
    self.nullable = nullable
    self.shown = shown
    self.explicit = explicit
    self.hasDefault = hasDefault
    self.leftOutWhenEmpty = leftOutWhenEmpty
    self.elementsWhenMissing = elementsWhenMissing
    self.guessInline = guessInline
  }
}

/// A field of a struct, for everything but its place in bytes. The class is abstract.
open class WireField<Owner> {
  public let info: WireFieldInfo

  init(_ info: WireFieldInfo) {
    self.info = info
  }

  /// Writes the field's key and value into an object that is open.
  open func writeJSON(_ owner: Owner, _ out: WireJSONOutput) { wireAbstract() }
  /// Takes the value from a member of an object; nil: there is none.
  open func readJSON(_ json: WireJSON?, _ owner: inout Owner) throws { wireAbstract() }
  open func equals(_ a: Owner, _ b: Owner) -> Bool { wireAbstract() }
  /// Whether nothing of the field would be written.
  open func isLeftOut(_ owner: Owner) -> Bool { wireAbstract() }
}

/// A field with a value of one type. The class is abstract only in its place in bytes.
open class WireFieldOf<Owner: WireNew, Value>: WireField<Owner> {
  public let access: WireAccess<Owner, Value>
  public let shape: WireShape<Value>
  /// What a new struct has in the field; nil: nothing.
  public let initial: Value?

  public init(_ access: WireAccess<Owner, Value>, _ info: WireFieldInfo, shape: WireShape<Value>) {
    self.access = access
    self.shape = shape
    self.initial = info.hasDefault ? access.get(Owner()) : nil
    super.init(info)
  }

  override open func writeJSON(_ owner: Owner, _ out: WireJSONOutput) {
    if let value: Value = access.get(owner) {
      if !info.shown && shape.isNothing(value) {
        return
      }
      out.key(info.name)
      shape.writeJSON(value, out)
    } else if info.shown {
      out.key(info.name)
      out.raw("null")
    }
  }

  override open func readJSON(_ json: WireJSON?, _ owner: inout Owner) throws {
    if let json: WireJSON = json, !(json.isNull && info.nullable) {
      let value: Value = try wireUnder(.name(info.name)) { try shape.readJSON(json) }
      access.set(&owner, value)
      return
    }
    if info.absent == .error {
      throw WireError(
        "missing-value", "the field is required and missing", path: [.name(info.name)])
    }
    // A new struct has the right value already.
  }

  override open func equals(_ a: Owner, _ b: Owner) -> Bool {
    switch (access.get(a), access.get(b)) {
    case (.some(let left), .some(let right)):
      return shape.equals(left, right)
    case (.none, .none):
      return true
    default:
      return false
    }
  }

  override open func isLeftOut(_ owner: Owner) -> Bool {
    guard let value: Value = access.get(owner), !shape.isNothing(value) else {
      return info.absent != .error
    }
    if info.absent == .error || info.explicit {
      return false
    }
    guard let codec: WireCodec<Value> = shape as? WireCodec<Value> else {
      return false
    }
    if let initial: Value = initial {
      return codec.equals(value, initial)
    }
    return codec.isZero(value)
  }
}

/// What has a value from the start.
public protocol WireNew {
  init()
}
