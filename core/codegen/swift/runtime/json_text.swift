func wireHexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39:
    return byte - 0x30
  case 0x41...0x46:
    return byte - 0x37
  case 0x61...0x66:
    return byte - 0x57
  default:
    return nil
  }
}

let wireHexDigits = Array("0123456789abcdef".utf8)

/// Lower-case hex digits of bytes.
public func wireHex<Bytes: Sequence>(_ bytes: Bytes) -> String where Bytes.Element == UInt8 {
  var out: [UInt8] = []
  out.reserveCapacity(2 * bytes.underestimatedCount)
  for byte in bytes {
    out.append(wireHexDigits[Int(byte >> 4)])
    out.append(wireHexDigits[Int(byte & 15)])
  }
  return String(decoding: out, as: UTF8.self)
}

/// Hex digits of a number, filled up with zeros.
func wireHexNumber(_ number: UInt64, digits: Int) -> String {
  return wirePadded(String(number, radix: 16), to: digits)
}

/// An ASCII text with zeros in front.
func wirePadded(_ text: String, to width: Int) -> String {
  let missing = width - text.utf8.count
  return missing > 0 ? String(repeating: "0", count: missing) + text : text
}

/// Bytes of hex digits, spaces anywhere, or of Base64 behind `base64:`.
public func wireFromHex(_ text: String) throws -> [UInt8] {
  guard let bytes: [UInt8] = wireParseBytes(text) else {
    throw WireError("invalid-bytes", "the text is neither hex nor Base64 behind \"base64:\"")
  }
  return bytes
}

/// The rest of a text behind `prefix`, as bytes.
func wireBehind(_ prefix: String, in text: String) -> Substring.UTF8View? {
  let bytes = text.utf8
  return bytes.starts(with: prefix.utf8) ? bytes.dropFirst(prefix.utf8.count) : nil
}

/// Bytes of hex digits, spaces anywhere, or of Base64 behind `base64:`.
func wireParseBytes(_ text: String) -> [UInt8]? {
  if let digits = wireBehind("base64:", in: text) {
    return wireParseBase64(digits)
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count / 2)
  var high: UInt8?
  for byte in text.utf8 where byte != 0x20 {
    guard let digit = wireHexDigit(byte) else {
      return nil
    }
    if let first = high {
      bytes.append(first << 4 | digit)
      high = nil
    } else {
      high = digit
    }
  }
  return high == nil ? bytes : nil
}

private func base64Digit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"):
    return byte - UInt8(ascii: "A")
  case UInt8(ascii: "a")...UInt8(ascii: "z"):
    return byte - UInt8(ascii: "a") + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"):
    return byte - UInt8(ascii: "0") + 52
  case UInt8(ascii: "+"), UInt8(ascii: "-"):
    return 62
  case UInt8(ascii: "/"), UInt8(ascii: "_"):
    return 63
  default:
    return nil
  }
}

private func wireParseBase64(_ text: Substring.UTF8View) -> [UInt8]? {
  var digits = text
  for _ in 0..<2 where digits.last == UInt8(ascii: "=") {
    digits = digits.dropLast()
  }
  let count = digits.count
  let padded = text.count
  if count % 4 == 1 || (padded != count && padded % 4 != 0) {
    return nil
  }
  var bytes: [UInt8] = []
  var window: UInt32 = 0
  var bits: UInt32 = 0
  for byte in digits {
    guard let digit = base64Digit(byte) else {
      return nil
    }
    window = (window << 6 | UInt32(digit)) & 0xffff
    bits += 6
    if bits >= 8 {
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: window >> bits))
    }
  }
  return bytes
}
