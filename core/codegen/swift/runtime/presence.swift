/// A field of a struct whose fields that are there are said by bits.
public final class WirePresenceField<Owner: WireNew, Value>: WireTaggedFieldOf<Owner, Value> {
  public init(
    _ path: WritableKeyPath<Owner, Value>, _ info: WireFieldInfo, codec: WireCodec<Value>,
    rules: [WireRule<Value>] = []
  ) {
    super.init(.value(path), info, codec: codec, forms: [], rules: rules)
  }

  public init(
    optional path: WritableKeyPath<Owner, Value?>, _ info: WireFieldInfo, codec: WireCodec<Value>,
    rules: [WireRule<Value>] = []
  ) {
    super.init(.optional(path), info, codec: codec, forms: [], rules: rules)
  }

  override func written(_ owner: Owner) -> Value? {
    guard let value: Value = access.get(owner), mustBeThere || !codec.isNothing(value) else {
      return nil
    }
    return value
  }
  override func measureValue(_ m: WireMeasure, _ value: Value) throws -> Int {
    return try m.bare(codec, value)
  }
  override func write(_ w: WireWriter, _ owner: Owner) {
    if let value: Value = written(owner) {
      w.bare(codec, value)
    }
  }
  override func read(
    _ r: WireReader, _ form: WireFieldForm, _ inline: [UInt32], _ owner: inout Owner
  ) throws {
    access.set(&owner, try r.bare(codec))
  }
  override func isSet(_ owner: Owner) -> Bool {
    return written(owner) != nil
  }
}

/// The fields of a struct whose bits stand in the order of writing.
public typealias WirePresenceFields<Owner: WireNew> = WireTaggedFields<Owner>

/// How structs lie that begin with bits which say what fields are there.
public final class WirePresenceCodec<Owner: WireNew>: WireStructCodec<Owner> {
  private let makeFields: () -> WirePresenceFields<Owner>

  /// The fields are asked for when they are used: they may lead back here.
  public init(
    names: [String], format: WireFormat, fields: @escaping () -> WirePresenceFields<Owner>
  ) {
    makeFields = fields
    super.init(names: names, format: format)
  }

  override public var shapeFields: [WireField<Owner>] { makeFields().shapes }

  override public func measureFields(_ m: WireMeasure, _ value: Owner) throws -> Int {
    let fields: WirePresenceFields<Owner> = makeFields()
    for group: [WireTaggedField<Owner>] in fields.groups {
      try wireCheckGroup(group, value)
    }
    let bitmap: Int = wireBytes(forBits: fields.count)
    var size: Int = wireVarintSize(UInt64(bitmap)) &+ bitmap
    for field: WireTaggedField<Owner> in fields.inWriteOrder {
      do {
        size &+= try field.measure(m, value)
      } catch let error as WireError {
        throw error.under(.name(field.info.name))
      }
    }
    return size
  }

  override public func writeFields(_ w: WireWriter, _ value: Owner) {
    let fields: WirePresenceFields<Owner> = makeFields()
    w.varint(UInt64(wireBytes(forBits: fields.count)))
    wireWriteBools(w, fields.inWriteOrder.map { $0.isSet(value) })
    for field: WireTaggedField<Owner> in fields.inWriteOrder {
      field.write(w, value)
    }
  }

  override public func readFields(_ r: WireReader) throws -> Owner {
    let fields: WirePresenceFields<Owner> = makeFields()
    var value: Owner = Owner()
    let bits: [UInt8] = try r.take(try r.length())
    for (index, field): (Int, WireTaggedField<Owner>) in fields.inWriteOrder.enumerated() {
      if index / 8 < bits.count && (bits[index / 8] &>> UInt8(index % 8)) & 1 != 0 {
        try field.read(r, .value, [], &value)
      } else if field.info.occurs == .required || field.info.occurs == .always {
        throw r.fail(
          "missing-required", "the field " + field.info.name + " is not there")
      }
    }
    try checkRest(r, bits, fields.count)
    return value
  }

  /// Bits behind those of the fields are zero, since nobody knows what they would stand for.
  private func checkRest(_ r: WireReader, _ bits: [UInt8], _ fields: Int) throws {
    for (place, byte): (Int, UInt8) in bits.enumerated() where byte != 0 {
      let last: Int = place &* 8 &+ 7 &- byte.leadingZeroBitCount
      if last >= fields {
        throw r.fail("presence-bit", "presence bit \(last) is set, but there is no such field")
      }
    }
  }
}
