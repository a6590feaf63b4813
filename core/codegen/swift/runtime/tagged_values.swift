/// A field by number with a value of one type. The class is abstract.
open class WireTaggedFieldOf<Owner: WireNew, Value>: WireTaggedField<Owner> {
  let access: WireAccess<Owner, Value>
  let codec: WireCodec<Value>
  private let rules: [WireRule<Value>]
  /// What a field with a declared default is not written with.
  private let initial: Value?

  init(
    _ access: WireAccess<Owner, Value>, _ info: WireFieldInfo, codec: WireCodec<Value>,
    forms: [WireForm], rules: [WireRule<Value>]
  ) {
    self.access = access
    self.codec = codec
    self.rules = rules
    let shape: WireFieldOf<Owner, Value> = WireFieldOf<Owner, Value>(access, info, shape: codec)
    initial = shape.initial
    super.init(shape, forms)
  }

  var mustBeThere: Bool { info.occurs == .always || info.occurs == .required }

  /// The value, where it is written.
  func written(_ owner: Owner) -> Value? {
    guard let value: Value = access.get(owner) else { return nil }
    if mustBeThere || access.isOptional {
      return value
    }
    if let initial: Value = initial {
      return codec.equals(value, initial) ? nil : value
    }
    return codec.isZero(value) ? nil : value
  }

  func checkRules(_ value: Value) throws {
    for rule: WireRule<Value> in rules {
      try rule.check(value)
    }
  }

  /// A value that is written: its size without the tag.
  func measureValue(_ m: WireMeasure, _ value: Value) throws -> Int { wireAbstract() }

  override func measure(_ m: WireMeasure, _ owner: Owner) throws -> Int {
    guard let value: Value = written(owner) else {
      if mustBeThere {
        throw missingValue()
      }
      return 0
    }
    let size: Int = try measureValue(m, value)
    try checkRules(value)
    return size
  }

  override func clear(_ owner: inout Owner) {
    access.set(&owner, access.isOptional ? nil : codec.zero())
  }
  override func isSet(_ owner: Owner) -> Bool {
    guard let value: Value = access.get(owner) else { return false }
    return !codec.isNothing(value)
  }
}

/// A field whose payload is its value.
public final class WireTaggedPlain<Owner: WireNew, Value>: WireTaggedFieldOf<Owner, Value> {
  public init(
    _ path: WritableKeyPath<Owner, Value>, _ info: WireFieldInfo, codec: WireCodec<Value>,
    forms: [WireForm], rules: [WireRule<Value>] = []
  ) {
    super.init(.value(path), info, codec: codec, forms: forms, rules: rules)
  }

  public init(
    optional path: WritableKeyPath<Owner, Value?>, _ info: WireFieldInfo, codec: WireCodec<Value>,
    forms: [WireForm], rules: [WireRule<Value>] = []
  ) {
    super.init(.optional(path), info, codec: codec, forms: forms, rules: rules)
  }

  override func measureValue(_ m: WireMeasure, _ value: Value) throws -> Int {
    if info.leftOutWhenEmpty {
      return try m.unlessEmpty(codec, value, tag: tagSize)
    }
    return tagSize &+ (try m.bare(codec, value))
  }
  override func write(_ w: WireWriter, _ owner: Owner) {
    guard let value: Value = written(owner) else { return }
    if info.leftOutWhenEmpty {
      w.unlessEmpty(codec, value, tag: tag)
      return
    }
    w.varint(tag)
    w.bare(codec, value)
  }
  override func read(
    _ r: WireReader, _ form: WireFieldForm, _ inline: [UInt32], _ owner: inout Owner
  ) throws {
    access.set(&owner, try r.bare(codec))
  }
}

/// A text that may stand in the string table.
public final class WireTaggedText<Owner: WireNew>: WireTaggedFieldOf<Owner, String> {
  public init(
    _ path: WritableKeyPath<Owner, String>, _ info: WireFieldInfo, codec: WireCodec<String>,
    forms: [WireForm], rules: [WireRule<String>] = []
  ) {
    super.init(.value(path), info, codec: codec, forms: forms, rules: rules)
  }

  public init(
    optional path: WritableKeyPath<Owner, String?>, _ info: WireFieldInfo,
    codec: WireCodec<String>, forms: [WireForm], rules: [WireRule<String>] = []
  ) {
    super.init(.optional(path), info, codec: codec, forms: forms, rules: rules)
  }

  private var isInterned: Bool { forms.first?.form == .tableIndex }

  override func measureValue(_ m: WireMeasure, _ value: String) throws -> Int {
    return tagSize &+ (isInterned ? try m.interned(value) : try m.bare(codec, value))
  }
  override func write(_ w: WireWriter, _ owner: Owner) {
    guard let value: String = written(owner) else { return }
    w.varint(tag)
    if isInterned {
      w.interned()
    } else {
      w.bare(codec, value)
    }
  }
  override func read(
    _ r: WireReader, _ form: WireFieldForm, _ inline: [UInt32], _ owner: inout Owner
  ) throws {
    let text: String =
      form == .tableIndex ? try wireReadInterned(r, inline) : try r.bare(codec)
    access.set(&owner, text)
  }
}
