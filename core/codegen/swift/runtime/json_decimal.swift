private let decimalBias: Int = 6176
private let highestDecimalExponent: Int = 6111

/// The 128 bits of an IEEE 754 decimal number in its binary form. The digits and the exponent stay as they are: 1.5 and
/// 1.50 differ.
public struct WireDecimal128: Hashable {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The zero whose bits are all zero.
  public init() {
    self.init(high: 0, low: 0)
  }

  public static let infinity: WireDecimal128 = WireDecimal128(high: 0x78 << 56, low: 0)
  public static let negativeInfinity: WireDecimal128 = WireDecimal128(high: 0xf8 << 56, low: 0)
  public static let nan: WireDecimal128 = WireDecimal128(high: 0x7c << 56, low: 0)

  private static let special: [(text: String, value: WireDecimal128)] = [
    ("Infinity", infinity), ("-Infinity", negativeInfinity), ("NaN", nan),
  ]

  /// The number of a text such as "-1.50", "2E+3" or "NaN".
  public init(text: String) throws {
    for special in WireDecimal128.special where wireSameText(special.text, text) {
      self = special.value
      return
    }
    let parts: DecimalParts = try DecimalParts(text)
    let digits: ArraySlice<UInt8> = parts.digits.drop { $0 == 0x30 }
    if digits.count > 34 {
      throw WireError("value-range", "there are too many digits; a decimal128 holds 34")
    }
    if parts.exponent < -decimalBias || parts.exponent > highestDecimalExponent {
      throw WireError("value-range", "the exponent of the last digit is not within -6176 to 6111")
    }
    self.init()
    for byte: UInt8 in wireMagnitude(digits) {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(byte)
    }
    high |= UInt64(parts.exponent + decimalBias) << 49 | (parts.isNegative ? 1 << 63 : 0)
  }

  /// The number as text; nil for bits that are none.
  public var text: String? {
    for special in WireDecimal128.special where self == special.value {
      return special.text
    }
    let exponent: Int = Int((high >> 49) & 0x3fff) - decimalBias
    let coefficient: [UInt8] = wireBigEndian(high & (1 << 49 - 1)) + wireBigEndian(low)
    let digits: String = wireNaturalText(coefficient)
    if exponent > highestDecimalExponent || digits.utf8.count > 34 {
      return nil
    }
    return (high >> 63 == 1 ? "-" : "") + placedPoint(digits, exponent)
  }

  /// The lowest byte first.
  private var bytes: [UInt8] {
    (wireBigEndian(high) + wireBigEndian(low)).reversed()
  }

  public init(json: WireJSON) throws {
    guard let raw: [UInt8] = try wireJSONRawBytes(json) else {
      try self.init(text: wireJSONText(json, "a decimal number as text"))
      return
    }
    if raw.count != 16 {
      throw WireError("invalid-bytes", "\"@bytes\" holds the 16 bytes of the number")
    }
    self.init(
      high: wireBigEndianNumber(raw[8...].reversed()),
      low: wireBigEndianNumber(raw[..<8].reversed()))
  }

  public func writeJSON(_ out: WireJSONOutput) {
    if let text: String = text {
      out.text(text)
      return
    }
    out.beginObject()
    out.key("@bytes")
    out.hex(bytes)
    out.endObject()
  }
}

extension WireDecimal128: CustomStringConvertible {
  public var description: String {
    text ?? "0x" + wireHex(bytes)
  }
}

/// The highest byte first.
func wireBigEndian(_ number: UInt64) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
}

/// The number of at most 8 bytes, the highest first.
func wireBigEndianNumber<Bytes: Sequence>(_ bytes: Bytes) -> UInt64 where Bytes.Element == UInt8 {
  bytes.reduce(0) { $0 << 8 | UInt64($1) }
}

private func placedPoint(_ digits: String, _ exponent: Int) -> String {
  let adjusted: Int = exponent + digits.utf8.count - 1
  if exponent == 0 {
    return digits
  }
  if exponent < 0 && adjusted >= -6 {
    let padded: String = wirePadded(digits, to: 1 - exponent)
    return padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }
  var text: String = String(digits.prefix(1))
  if digits.utf8.count > 1 {
    text += "." + digits.dropFirst()
  }
  text += adjusted < 0 ? "E" : "E+"
  return text + String(adjusted)
}

/// What the text of a decimal number says.
private struct DecimalParts {
  var isNegative: Bool = false
  /// All digits, before and behind the point.
  var digits: [UInt8]
  /// Of the last digit.
  var exponent: Int = 0

  init(_ text: String) throws {
    var number: ArraySlice<UInt8> = Array(text.utf8)[...]
    isNegative = number.first == UInt8(ascii: "-")
    if isNegative || number.first == UInt8(ascii: "+") {
      number = number.dropFirst()
    }
    let mark: Int? = number.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
    var isSound: Bool = true
    if let mark: Int = mark {
      let parsed: Int? = decimalExponent(number[(mark + 1)...])
      isSound = parsed != nil
      exponent = parsed ?? 0
      number = number[..<mark]
    }
    digits = Array(number)
    if let point: Int = digits.firstIndex(of: UInt8(ascii: ".")) {
      digits.remove(at: point)
      exponent -= digits.count - point
    }
    if !isSound || digits.isEmpty || !digits.allSatisfy(wireIsDigit) {
      throw WireError("wrong-type", "the text is no decimal number such as \"1.50\"")
    }
  }
}

/// A decimal exponent; far outside where it has too many digits.
private func decimalExponent(_ text: ArraySlice<UInt8>) -> Int? {
  var digits: ArraySlice<UInt8> = text
  let isNegative: Bool = digits.first == UInt8(ascii: "-")
  if isNegative || digits.first == UInt8(ascii: "+") {
    digits = digits.dropFirst()
  }
  if digits.isEmpty || !digits.allSatisfy(wireIsDigit) {
    return nil
  }
  var exponent: Int = 0
  for digit: UInt8 in digits {
    exponent = min(exponent * 10 + Int(digit & 15), 1 << 40)
  }
  return isNegative ? -exponent : exponent
}
