/// A JSON value.
public enum WireJSON {
  case null
  case bool(Bool)
  /// A number as it is written, so that no digit of it is lost.
  case number(String)
  case text(String)
  case array([WireJSON])
  case object(WireJSONObject)
}

/// A JSON object; its keys in the order of the text, each there once.
public struct WireJSONObject {
  public private(set) var members: [(key: String, value: WireJSON)]
  /// Places of keys, where there are many.
  private var places: [WireTextKey: Int] = [:]

  public init(members: [(key: String, value: WireJSON)]) {
    self.members = members
    if members.count > 12 {
      for (place, member) in members.enumerated() {
        places[WireTextKey(member.key)] = place
      }
    }
  }

  public subscript(key: String) -> WireJSON? {
    if places.isEmpty {
      return members.first { wireSameText($0.key, key) }?.value
    }
    return places[WireTextKey(key)].map { members[$0].value }
  }
}

/// Whether two texts have the same bytes; `==` takes different spellings of a letter for the same.
public func wireSameText(_ a: String, _ b: String) -> Bool {
  a.utf8.elementsEqual(b.utf8)
}

/// The text of UTF-8; nil for other bytes.
func wireValidText<Bytes: Collection>(_ bytes: Bytes) -> String? where Bytes.Element == UInt8 {
  let text: String = String(decoding: bytes, as: UTF8.self)
  return text.utf8.elementsEqual(bytes) ? text : nil
}

/// A text in a set or dictionary that tells texts with different bytes apart.
public struct WireTextKey: Hashable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  public static func == (a: WireTextKey, b: WireTextKey) -> Bool {
    wireSameText(a.text, b.text)
  }

  public func hash(into hasher: inout Hasher) {
    for byte: UInt8 in text.utf8 {
      hasher.combine(byte)
    }
  }
}

extension WireJSON {
  public var isNull: Bool {
    if case .null = self {
      return true
    }
    return false
  }

  /// What it is, in words.
  var kind: String {
    switch self {
    case .null:
      return "null"
    case .bool(let truth):
      return truth ? "true" : "false"
    case .number(let text):
      return text
    case .text:
      return "a text"
    case .array:
      return "an array"
    case .object:
      return "an object"
    }
  }
}

/// The error of JSON of a wrong kind; null, where a value is needed, is a missing one.
public func wireWrongJSON(_ json: WireJSON, _ expected: String) -> WireError {
  if json.isNull {
    return WireError("missing-value", expected + " was expected, but there is no value")
  }
  return WireError("wrong-type", expected + " was expected, not " + json.kind)
}

public func wireJSONMembers(_ json: WireJSON, _ expected: String = "an object") throws
  -> WireJSONObject
{
  if case .object(let object) = json {
    return object
  }
  throw wireWrongJSON(json, expected)
}

public func wireJSONArray(_ json: WireJSON, _ expected: String = "an array") throws -> [WireJSON] {
  if case .array(let items) = json {
    return items
  }
  throw wireWrongJSON(json, expected)
}

public func wireJSONText(_ json: WireJSON, _ expected: String = "a text") throws -> String {
  if case .text(let text) = json {
    return text
  }
  throw wireWrongJSON(json, expected)
}

public func wireJSONBool(_ json: WireJSON) throws -> Bool {
  if case .bool(let truth) = json {
    return truth
  }
  throw wireWrongJSON(json, "true or false")
}

public func wireJSONInteger<T: FixedWidthInteger>(
  _ json: WireJSON, _ type: T.Type = T.self, lowest: T = .min, highest: T = .max
) throws -> T {
  let parsed: WireIntegerText
  switch json {
  case .number(let text):
    parsed = wireParseInteger(text, hex: false)
  case .text(let text):
    parsed = wireParseInteger(text, hex: true)
  default:
    parsed = .none
  }
  switch parsed {
  case .none:
    throw wireWrongJSON(json, "an integer")
  case .magnitude(let magnitude, let negative):
    let value: T? = wireInteger(magnitude, negative: negative, as: type)
    if let value: T = value, value >= lowest, value <= highest {
      return value
    }
  case .tooLarge:
    break
  }
  throw WireError("value-range", "the number is not within \(lowest) to \(highest)")
}

/// The bytes of a text of hex digits, spaces anywhere, or of Base64 behind `base64:`.
public func wireJSONBytes(_ json: WireJSON) throws -> [UInt8] {
  try wireFromHex(wireJSONText(json, "bytes as hex"))
}

/// The bytes of an object that has nothing but "@bytes".
public func wireJSONRawBytes(_ json: WireJSON) throws -> [UInt8]? {
  if case .object(let object) = json, object.members.count == 1, let bytes = object["@bytes"] {
    return try wireJSONBytes(bytes)
  }
  return nil
}
