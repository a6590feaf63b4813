// Numbers as text. What comes in is any text; nothing here may trap.

/// An integer that a text stands for.
enum WireIntegerText {
  case none
  /// More than 64 bits.
  case tooLarge
  case magnitude(UInt64, negative: Bool)
}

func wireIsDigit(_ byte: UInt8) -> Bool {
  return byte >= 0x30 && byte <= 0x39
}

/// Reads decimal digits or, where `hex` says so, hex digits behind `0x`; `-` before either.
func wireParseInteger<Text: StringProtocol>(_ text: Text, hex: Bool) -> WireIntegerText {
  var digits = Array(text.utf8)[...]
  let negative = digits.first == UInt8(ascii: "-")
  if negative {
    digits = digits.dropFirst()
  }
  var radix: UInt64 = 10
  if hex && digits.starts(with: "0x".utf8) {
    radix = 16
    digits = digits.dropFirst(2)
  }
  if digits.isEmpty {
    return .none
  }
  var magnitude: UInt64 = 0
  var large = false
  for byte in digits {
    guard let digit = wireHexDigit(byte), UInt64(digit) < radix else {
      return .none
    }
    let (shifted, over) = magnitude.multipliedReportingOverflow(by: radix)
    let (sum, carry) = shifted.addingReportingOverflow(UInt64(digit))
    magnitude = sum
    large = large || over || carry
  }
  return large ? .tooLarge : .magnitude(magnitude, negative: negative)
}

/// The integer of a sign and a magnitude, if the type has it.
func wireInteger<T: FixedWidthInteger>(_ magnitude: UInt64, negative: Bool, as: T.Type) -> T? {
  if !negative {
    return T(exactly: magnitude)
  }
  if magnitude == 1 << 63 {
    return T(exactly: Int64.min)
  }
  guard let positive = Int64(exactly: magnitude) else {
    return nil
  }
  return T(exactly: -positive)
}

private let mostDecimalBytes = 5120
private let mostDecimalDigits = mostDecimalBytes * 2409 / 1000

/// Decimal digits of a magnitude with its highest byte first; of a very long one, hex digits behind `0x`.
func wireNaturalText(_ magnitude: [UInt8]) -> String {
  var left = Array(magnitude.drop { $0 == 0 })
  if left.isEmpty {
    return "0"
  }
  if left.count > mostDecimalBytes {
    return "0x" + wireHex(left)
  }
  var parts: [String] = []
  var first = 0
  while first < left.count {
    var rest: UInt64 = 0
    for i in first..<left.count {
      let value = rest << 8 | UInt64(left[i])
      left[i] = UInt8(truncatingIfNeeded: value / 1_000_000_000)
      rest = value % 1_000_000_000
    }
    while first < left.count && left[first] == 0 {
      first += 1
    }
    let digits = String(rest)
    parts.append(first < left.count ? wirePadded(digits, to: 9) : digits)
  }
  return parts.reversed().joined()
}

enum WireNaturalText {
  case none
  case tooLarge
  /// The highest byte first, without zeros in front.
  case magnitude([UInt8])
}

/// Reads decimal digits, or hex digits behind `0x`.
func wireParseNatural(_ text: Substring) -> WireNaturalText {
  if text.utf8.starts(with: "0x".utf8) {
    let digits = String(text.utf8.dropFirst(2)) ?? ""
    if digits.isEmpty || !digits.utf8.allSatisfy({ wireHexDigit($0) != nil }) {
      return .none
    }
    let even = digits.utf8.count % 2 == 0 ? digits : "0" + digits
    return .magnitude(Array((wireParseBytes(even) ?? []).drop { $0 == 0 }))
  }
  if text.isEmpty || !text.utf8.allSatisfy(wireIsDigit) {
    return .none
  }
  let digits = text.utf8.drop { $0 == 0x30 }
  if digits.count > mostDecimalDigits {
    return .tooLarge
  }
  return .magnitude(wireMagnitude(digits))
}

/// The magnitude of decimal digits, the highest byte first.
func wireMagnitude<Digits: Sequence>(_ digits: Digits) -> [UInt8] where Digits.Element == UInt8 {
  var littleEndian: [UInt8] = []
  for digit in digits {
    var carry = UInt32(digit & 15)
    for i in littleEndian.indices {
      carry += UInt32(littleEndian[i]) * 10
      littleEndian[i] = UInt8(truncatingIfNeeded: carry)
      carry >>= 8
    }
    if carry > 0 {
      littleEndian.append(UInt8(truncatingIfNeeded: carry))
    }
  }
  return littleEndian.reversed()
}
