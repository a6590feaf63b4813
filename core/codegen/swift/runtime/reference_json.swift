// JSON of values whose type is named.

func wireWriteReference<Value>(
  _ codec: WireReferenceCodec<Value>, _ value: Value?, _ out: WireJSONOutput
) {
  guard let value: Value = value else {
    out.null()
    return
  }
  if let foreign: WireForeign = value.wireForeign {
    out.beginObject()
    out.key("@type")
    wireWriteForeignName(foreign.name, codec.by, out)
    out.key("@bytes")
    out.hex(foreign.bytes)
    out.endObject()
    return
  }
  guard let type: WireCase<Value> = try? codec.caseOf(value) else { wireAbstract() }
  type.writeJSON(value, out)
}

private func wireWriteForeignName(
  _ name: WireForeignName, _ by: WireNamedBy, _ out: WireJSONOutput
) {
  switch name {
  case .id(let id):
    out.text(by == .hash ? "#0x" + wireHexNumber(id, digits: 8) : "#" + String(id))
  case .text(let text):
    out.text(text)
  case .bytes(let bytes):
    out.beginObject()
    out.key("@bytes")
    out.hex(bytes)
    out.endObject()
  }
}

func wireReadReference<Value>(
  _ codec: WireReferenceCodec<Value>, _ json: WireJSON
) throws -> Value? {
  if json.isNull {
    return nil
  }
  let object: WireJSONObject = try wireJSONMembers(json, "an object with \"@type\"")
  guard let named: WireJSON = object["@type"] else {
    throw WireError("missing-type", "the concrete type of the value is missing in \"@type\"")
  }
  if case .text(let text) = named, let type: WireCase<Value> = wireNamedCase(codec, text) {
    return try type.readJSON(object)
  }
  guard let raw: WireJSON = object["@bytes"],
    let name: WireForeignName = wireForeignName(codec, named)
  else {
    throw wireRefused(codec, named)
  }
  try wireOnlyKey("@bytes", object)
  return Value(wireForeign: WireForeign(name: name, bytes: try wireFromHex(try wireJSONText(raw))))
}

private func wireNamedCase<Value>(
  _ codec: WireReferenceCodec<Value>, _ name: String
) -> WireCase<Value>? {
  let cases: [WireCase<Value>] = codec.cases
  return cases.first { wireSameText($0.type, name) }
    ?? cases.first { wireSameText($0.fullName, name) }
    ?? (codec.by == .name ? cases.first { wireSameText($0.wireName, name) } : nil)
}

/// How a type that the schema does not have is named; nil when `named` does not name one.
private func wireForeignName<Value>(
  _ codec: WireReferenceCodec<Value>, _ named: WireJSON
) -> WireForeignName? {
  if codec.by == .name {
    if case .text(let text) = named {
      let isFree: Bool =
        !text.utf8.isEmpty && !codec.known.contains { wireSameText($0.name, text) }
      return isFree ? .text(text) : nil
    }
    guard let bytes: [UInt8] = try? wireJSONRawBytes(named), wireValidText(bytes) == nil else {
      return nil
    }
    return .bytes(bytes)
  }
  guard case .text(let text) = named, text.utf8.first == UInt8(ascii: "#") else {
    return nil
  }
  guard
    case .magnitude(let number, let negative) = wireParseInteger(text.dropFirst(), hex: true),
    number > 0, !negative, !wireIsTaken(codec, number)
  else {
    return nil
  }
  return .id(number)
}

/// Whether a type of the schema would be read for this id or hash; also what is wider than a hash.
private func wireIsTaken<Value>(_ codec: WireReferenceCodec<Value>, _ number: UInt64) -> Bool {
  if codec.by == .hash {
    return number > 0xFFFF_FFFF || codec.cases.contains { UInt64($0.hash) == number }
  }
  return codec.cases.contains { $0.id == number } || codec.known.contains { $0.id == number }
}

private func wireRefused<Value>(
  _ codec: WireReferenceCodec<Value>, _ named: WireJSON
) -> WireError {
  var name: String = ""
  if case .text(let text) = named {
    name = text
  }
  if codec.known.contains(where: { $0.isNamed(name) }) {
    return WireError("type-not-allowed", name + " may not stand here")
  }
  return WireError("unknown-type", name + " is no type that the schema has")
}
