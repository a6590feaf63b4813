/// Moves behind a payload of a wire type without knowing its field.
func wireSkipPayload(_ r: WireReader, _ wireType: UInt64) throws {
  switch r.format.skip[Int(wireType)] {
  case .none:
    throw r.fail("bad-wire-type", "there is no wire type \(wireType)")
  case .varint:
    _ = try r.varint()
  case .fixed32:
    try r.skip(4)
  case .fixed64:
    try r.skip(8)
  case .reference:
    _ = try r.varint()
    try r.skip(try r.length())
  case .length:
    try r.skip(try r.length())
  }
}

/// A field whose tag, which began at `at`, is none that the struct's fields are read by: fields
/// that are not known are added to `kept`.
func wireOtherField(
  _ r: WireReader, _ at: Int, _ tag: UInt64, _ isKnown: (UInt64) -> Bool, _ kept: inout [UInt8]
) throws {
  let wireType: UInt64 = tag & 7
  let number: UInt64 = tag &>> 3
  if number == 0 && wireType == r.format.tableWireType {
    try wireReadTable(r, at)
    return
  }
  if r.format.skip[Int(wireType)] == .none {
    throw r.fail("bad-wire-type", "there is no wire type \(wireType)", at)
  }
  try wireSkipPayload(r, wireType)
  if number == 0 || number > wireHighestFieldNumber {
    throw r.fail("bad-field-number", "field numbers go from 1 to \(wireHighestFieldNumber)", at)
  }
  if isKnown(number) {
    throw r.fail(
      "wire-type-mismatch", "field \(number) is not written with the wire type \(wireType)", at)
  }
  if r.strict {
    throw r.fail("unknown-field", "the type has no field \(number)", at)
  }
  r.hasUnknown = true
  kept.append(contentsOf: r.bytes[at..<r.at])
}

/// A field that is not known.
private struct UnknownField {
  let number: UInt64
  let bytes: ArraySlice<UInt8>
}

/// Cuts unknown fields apart; nil when they are not whole fields.
private func splitFields(_ format: WireFormat, _ bytes: [UInt8]) -> [UnknownField]? {
  let r: WireReader = WireReader(bytes, format, WireOptions())
  var fields: [UnknownField] = []
  while r.at < r.end {
    let begin: Int = r.at
    do {
      let tag: UInt64 = try r.varint()
      if tag < 8 || tag &>> 3 > wireHighestFieldNumber {
        return nil
      }
      try wireSkipPayload(r, tag & 7)
      fields.append(UnknownField(number: tag &>> 3, bytes: bytes[begin..<r.at]))
    } catch {
      return nil
    }
  }
  return fields
}

/// Checks unknown fields that are to be written, and gives their size.
func wireMeasureUnknown(
  _ m: WireMeasure, _ value: [UInt8], _ isKnown: (UInt64) -> Bool
) throws -> Int {
  let fields: [UnknownField]? = splitFields(m.format, value)
  if fields?.contains(where: { isKnown($0.number) }) ?? true {
    throw m.fail(
      "bad-unknown", "unknown fields are whole fields with numbers that the type does not have"
    ).under(.name("unknownFields"))
  }
  return value.count
}

/// Writes unknown fields to the fields of a struct that were written from `begin` on.
func wireWriteUnknown(_ w: WireWriter, _ value: [UInt8], _ begin: Int) {
  if value.isEmpty || !w.format.canonical {
    w.raw(value)
    return
  }
  let known: [UInt8] = w.takeBack(from: begin)
  let fields: [UnknownField] =
    (splitFields(w.format, known) ?? []) + (splitFields(w.format, value) ?? [])
  // Sorting is stable only with the places.
  let order: [Int] = fields.indices.sorted {
    (fields[$0].number, $0) < (fields[$1].number, $1)
  }
  for place: Int in order {
    w.raw(fields[place].bytes)
  }
}

/// At most one of the fields of a group may be set.
func wireCheckGroup<Owner>(_ group: [WireTaggedField<Owner>], _ owner: Owner) throws {
  var set: WireTaggedField<Owner>?
  for field: WireTaggedField<Owner> in group where field.isSet(owner) {
    if let other: WireTaggedField<Owner> = set {
      throw WireError(
        "oneof-multiple",
        other.info.name + " is set already, and at most one field of the group may be",
        path: [.name(field.info.name)])
    }
    set = field
  }
}

/// How structs lie whose fields have numbers.
public final class WireTaggedCodec<Owner: WireNew>: WireStructCodec<Owner> {
  private let makeFields: () -> WireTaggedFields<Owner>

  /// The fields are asked for when they are used: they may lead back here.
  public init(
    names: [String], format: WireFormat, unknown: WritableKeyPath<Owner, [UInt8]>,
    strings: WritableKeyPath<Owner, [String]>? = nil,
    fields: @escaping () -> WireTaggedFields<Owner>
  ) {
    makeFields = fields
    super.init(names: names, format: format, unknown: unknown, strings: strings)
  }

  override public var shapeFields: [WireField<Owner>] { makeFields().shapes }

  override public func measureFields(_ m: WireMeasure, _ value: Owner) throws -> Int {
    let fields: WireTaggedFields<Owner> = makeFields()
    for group: [WireTaggedField<Owner>] in fields.groups {
      try wireCheckGroup(group, value)
    }
    var size: Int = 0
    for field: WireTaggedField<Owner> in fields.inWriteOrder {
      do {
        size &+= try field.measure(m, value)
      } catch let error as WireError {
        throw error.under(.name(field.info.name))
      }
    }
    if let unknown: WritableKeyPath<Owner, [UInt8]> = unknown, !value[keyPath: unknown].isEmpty {
      size &+= try wireMeasureUnknown(m, value[keyPath: unknown], fields.hasNumber)
    }
    return size
  }

  override public func writeFields(_ w: WireWriter, _ value: Owner) {
    let begin: Int = w.at
    for field: WireTaggedField<Owner> in makeFields().inWriteOrder {
      field.write(w, value)
    }
    if let unknown: WritableKeyPath<Owner, [UInt8]> = unknown, !value[keyPath: unknown].isEmpty {
      wireWriteUnknown(w, value[keyPath: unknown], begin)
    }
  }

  override public func readFields(_ r: WireReader) throws -> Owner {
    let fields: WireTaggedFields<Owner> = makeFields()
    var value: Owner = Owner()
    var kept: [UInt8] = []
    var seen: [Bool] = fields.watched.isEmpty ? [] : [Bool](repeating: false, count: fields.count)
    while r.at < r.end {
      let begin: Int = r.at
      let tag: UInt64 = try r.varint()
      guard let place: WireTagPlace = fields.place(tag) else {
        try wireOtherField(r, begin, tag, fields.hasNumber, &kept)
        continue
      }
      let field: WireTaggedField<Owner> = fields.all[place.field]
      if place.form > 0 && field.forms[place.form].form == .tableIndex && r.table == nil {
        _ = try r.varint()
        throw r.fail(
          "wire-type-mismatch", "an index into a string table, but the message has none", begin)
      }
      try field.read(r, field.forms[place.form].form, fields.inline, &value)
      if field.info.oneof != 0 {
        fields.clearOthers(place.field, &value)
      }
      if !seen.isEmpty {
        seen[place.field] = true
      }
    }
    for place: Int in fields.watched where !seen[place] {
      try fields.all[place].missing(r)
    }
    if let unknown: WritableKeyPath<Owner, [UInt8]> = unknown, !kept.isEmpty {
      value[keyPath: unknown] = kept
    }
    if let strings: WritableKeyPath<Owner, [String]> = strings, r.depth == 1, r.hasUnknown,
      let table: [String] = r.table
    {
      value[keyPath: strings] = table
    }
    return value
  }
}
