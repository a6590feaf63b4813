// Values that are neither numbers nor texts of the language, and how they are written as text.

/// An integer of any size.
public struct WireBigInt: Hashable {
  public let isNegative: Bool
  /// The highest byte first, without zeros in front; nothing for zero.
  public let magnitude: [UInt8]

  public init(isNegative: Bool = false, magnitude: [UInt8] = []) {
    self.magnitude = Array(magnitude.drop { $0 == 0 })
    self.isNegative = isNegative && !self.magnitude.isEmpty
  }

  public init<T: BinaryInteger>(_ number: T) {
    var bytes: [UInt8] = []
    var rest: T.Magnitude = number.magnitude
    while rest != 0 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
    self.init(isNegative: number < 0, magnitude: bytes.reversed())
  }

  public init(json: WireJSON) throws {
    let text: String
    switch json {
    case .number(let number):
      text = number
    case .text(let content):
      text = content
    default:
      text = ""
    }
    let isNegative: Bool = text.utf8.first == UInt8(ascii: "-")
    switch wireParseNatural(isNegative ? text.dropFirst() : text[...]) {
    case .none:
      throw wireWrongJSON(json, "an integer, as a number or as text")
    case .tooLarge:
      throw WireError("value-range", "integers of more than 5120 bytes are given in hex")
    case .magnitude(let magnitude):
      self.init(isNegative: isNegative, magnitude: magnitude)
    }
  }

  public func writeJSON(_ out: WireJSONOutput) {
    out.text(description)
  }
}

extension WireBigInt: CustomStringConvertible {
  public var description: String {
    (isNegative ? "-" : "") + wireNaturalText(magnitude)
  }
}

/// A UUID: its first and its last 8 bytes.
public struct WireUUID: Hashable {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public init() {
    self.init(high: 0, low: 0)
  }

  /// Of a text such as "00112233-4455-6677-8899-aabbccddeeff".
  public init(text: String) throws {
    let digits: [UInt8] = Array(text.utf8)
    let dashes: [Int] = [8, 13, 18, 23]
    let isUUID: Bool =
      digits.count == 36
      && digits.indices.allSatisfy { place in
        dashes.contains(place)
          ? digits[place] == UInt8(ascii: "-") : wireHexDigit(digits[place]) != nil
      }
    if !isUUID {
      throw WireError("invalid-bytes", "the text is no UUID")
    }
    self.init()
    for digit: UInt8 in digits.compactMap(wireHexDigit) {
      high = high << 4 | low >> 60
      low = low << 4 | UInt64(digit)
    }
  }

  public init(json: WireJSON) throws {
    try self.init(text: wireJSONText(json, "a UUID as text"))
  }

  public func writeJSON(_ out: WireJSONOutput) {
    out.text(description)
  }
}

extension WireUUID: CustomStringConvertible {
  public var description: String {
    let parts: [String] = [
      wireHexNumber(high >> 32, digits: 8), wireHexNumber((high >> 16) & 0xffff, digits: 4),
      wireHexNumber(high & 0xffff, digits: 4), wireHexNumber(low >> 48, digits: 4),
      wireHexNumber(low & 0xffff_ffff_ffff, digits: 12),
    ]
    return parts.joined(separator: "-")
  }
}

/// A complex number; two are equal when their bits are.
public struct WireComplex<Part: WireFloat>: Hashable {
  public var real: Part
  public var imaginary: Part

  public init(real: Part = 0, imaginary: Part = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  public static func == (a: WireComplex, b: WireComplex) -> Bool {
    a.real.wireBits == b.real.wireBits && a.imaginary.wireBits == b.imaginary.wireBits
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(real.wireBits)
    hasher.combine(imaginary.wireBits)
  }

  public init(json: WireJSON) throws {
    guard case .array(let parts) = json, parts.count == 2 else {
      throw wireWrongJSON(json, "an array of two numbers")
    }
    let real: Part = try wireUnder(.index(0)) { try Part(json: parts[0]) }
    let imaginary: Part = try wireUnder(.index(1)) { try Part(json: parts[1]) }
    self.init(real: real, imaginary: imaginary)
  }

  public func writeJSON(_ out: WireJSONOutput) {
    out.beginArray()
    real.writeJSON(out)
    imaginary.writeJSON(out)
    out.endArray()
  }
}
