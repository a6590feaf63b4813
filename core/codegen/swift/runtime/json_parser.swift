private let deepestJSON: Int = 512

/// Reads JSON text without losing a digit; a key that an object has twice is an error.
public func wireParseJSON(_ text: [UInt8]) throws -> WireJSON {
  var parser: WireJSONParser = WireJSONParser(text)
  return try parser.document()
}

private struct WireJSONParser {
  let text: [UInt8]
  var at = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  mutating func document() throws -> WireJSON {
    let value = try self.value(0)
    space()
    if at < text.count {
      throw error("syntax")
    }
    return value
  }

  func error(_ code: String, _ detail: String = "this is no JSON") -> WireError {
    WireError(code, detail, offset: at)
  }

  func peek() -> UInt8? {
    at < text.count ? text[at] : nil
  }

  func isDigit() -> Bool {
    at < text.count && wireIsDigit(text[at])
  }

  /// The text from `first` up to here, none of which is escaped.
  func plain(_ first: Int) throws -> String {
    guard let plain: String = wireValidText(text[first..<at]) else {
      throw error("invalid-utf8", "the text is not UTF-8")
    }
    return plain
  }

  mutating func space() {
    while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
      at += 1
    }
  }

  /// Passes this byte if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    if peek() == byte {
      at += 1
      return true
    }
    return false
  }

  mutating func word(_ word: StaticString, _ value: WireJSON) throws -> WireJSON {
    let size = word.utf8CodeUnitCount
    let fits = text.count - at >= size
    let same = fits && word.withUTF8Buffer { $0.elementsEqual(text[at..<at + size]) }
    if !same {
      throw error("syntax")
    }
    at += size
    return value
  }

  mutating func value(_ depth: Int) throws -> WireJSON {
    if depth > deepestJSON {
      throw error("limit-depth", "the JSON is nested too deep")
    }
    space()
    switch peek() {
    case UInt8(ascii: "n"):
      return try word("null", .null)
    case UInt8(ascii: "t"):
      return try word("true", .bool(true))
    case UInt8(ascii: "f"):
      return try word("false", .bool(false))
    case UInt8(ascii: "\""):
      return .text(try string())
    case UInt8(ascii: "["):
      return .array(try list(depth))
    case UInt8(ascii: "{"):
      return .object(WireJSONObject(members: try object(depth)))
    default:
      return .number(try number())
    }
  }

  mutating func list(_ depth: Int) throws -> [WireJSON] {
    var items: [WireJSON] = []
    at += 1
    space()
    if take(UInt8(ascii: "]")) {
      return items
    }
    while true {
      items.append(try value(depth + 1))
      space()
      if take(UInt8(ascii: "]")) {
        return items
      }
      if !take(UInt8(ascii: ",")) {
        throw error("syntax")
      }
    }
  }

  mutating func object(_ depth: Int) throws -> [(key: String, value: WireJSON)] {
    var members: [(key: String, value: WireJSON)] = []
    var keys: Set<WireTextKey> = []
    at += 1
    space()
    if take(UInt8(ascii: "}")) {
      return members
    }
    while true {
      space()
      let key = try string()
      if !keys.insert(WireTextKey(key)).inserted {
        throw error("duplicate-key", "the JSON object has the key \"\(key)\" twice")
      }
      space()
      if !take(UInt8(ascii: ":")) {
        throw error("syntax")
      }
      members.append((key, try value(depth + 1)))
      space()
      if take(UInt8(ascii: "}")) {
        return members
      }
      if !take(UInt8(ascii: ",")) {
        throw error("syntax")
      }
    }
  }

  mutating func digits() throws {
    if !isDigit() {
      throw error("syntax")
    }
    while isDigit() {
      at += 1
    }
  }

  mutating func number() throws -> String {
    let first = at
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) {
      try digits()
    }
    if take(UInt8(ascii: ".")) {
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "-")) {
        _ = take(UInt8(ascii: "+"))
      }
      try digits()
    }
    return String(decoding: text[first..<at], as: UTF8.self)
  }

  mutating func string() throws -> String {
    if !take(UInt8(ascii: "\"")) {
      throw error("syntax")
    }
    var first = at
    var out = ""
    while let byte = peek() {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        out += try plain(first)
        at += 1
        if byte == UInt8(ascii: "\"") {
          return out
        }
        out.unicodeScalars.append(try escape())
        first = at
      } else if byte < 0x20 {
        break
      } else {
        at += 1
      }
    }
    throw error("syntax")
  }

  mutating func escape() throws -> Unicode.Scalar {
    let escaped = peek()
    at += 1
    switch escaped {
    case UInt8(ascii: "\""):
      return "\""
    case UInt8(ascii: "\\"):
      return "\\"
    case UInt8(ascii: "/"):
      return "/"
    case UInt8(ascii: "b"):
      return "\u{8}"
    case UInt8(ascii: "f"):
      return "\u{c}"
    case UInt8(ascii: "n"):
      return "\n"
    case UInt8(ascii: "r"):
      return "\r"
    case UInt8(ascii: "t"):
      return "\t"
    case UInt8(ascii: "u"):
      return try unicode()
    default:
      throw error("syntax")
    }
  }

  mutating func unicode() throws -> Unicode.Scalar {
    var code = try hex()
    let more =
      text.count - at >= 6 && text[at] == UInt8(ascii: "\\") && text[at + 1] == UInt8(ascii: "u")
    if code >= 0xd800 && code < 0xdc00 && more {
      at += 2
      let second = try hex()
      if second >= 0xdc00 && second < 0xe000 {
        code = 0x10000 + (code - 0xd800) << 10 + (second - 0xdc00)
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw error("invalid-utf8", "half a surrogate pair stands for no character")
    }
    return scalar
  }

  mutating func hex() throws -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = wireHexDigit(byte) else {
        throw error("syntax")
      }
      code = code << 4 | UInt32(digit)
      at += 1
    }
    return code
  }
}
