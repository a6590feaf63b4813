/// Float and Double.
public protocol WireFloat: BinaryFloatingPoint {
  init(wireBits: UInt64)
  var wireBits: UInt64 { get }
  /// The nearest number of a decimal text; infinite where the text is too large.
  init?(wireText: String)
  /// The shortest text that gives the same number.
  var wireText: String { get }
  static var wireBytes: Int { get }
}

extension Float: WireFloat {
  public static var wireBytes: Int { 4 }

  public init(wireBits: UInt64) {
    self.init(bitPattern: UInt32(truncatingIfNeeded: wireBits))
  }

  public var wireBits: UInt64 {
    UInt64(bitPattern)
  }

  public init?(wireText: String) {
    self.init(wireText)
  }

  public var wireText: String {
    description
  }
}

extension Double: WireFloat {
  public static var wireBytes: Int { 8 }

  public init(wireBits: UInt64) {
    self.init(bitPattern: wireBits)
  }

  public var wireBits: UInt64 {
    bitPattern
  }

  public init?(wireText: String) {
    self.init(wireText)
  }

  public var wireText: String {
    description
  }
}

extension WireFloat {
  private static var usualNaN: UInt64 {
    wireBytes == 4 ? 0x7fc0_0000 : 0x7ff8_0000_0000_0000
  }

  private static var infinityBits: UInt64 {
    wireBytes == 4 ? 0x7f80_0000 : 0x7ff0_0000_0000_0000
  }

  private static var signBit: UInt64 {
    1 << UInt64(8 * wireBytes - 1)
  }

  public init(json: WireJSON) throws {
    switch json {
    case .number(let text):
      guard let number: Self = Self(wireText: text), number.isFinite else {
        throw WireError("value-range", text + " is too large for a float of this size")
      }
      self = number
    case .text(let text):
      guard let bits: UInt64 = try Self.specialBits(text) else {
        throw wireWrongJSON(json, "a number")
      }
      self.init(wireBits: bits)
    default:
      throw wireWrongJSON(json, "a number")
    }
  }

  /// The bits of a text that stands for what is no number.
  private static func specialBits(_ text: String) throws -> UInt64? {
    switch text {
    case "NaN":
      return usualNaN
    case "Infinity":
      return infinityBits
    case "-Infinity":
      return infinityBits | signBit
    default:
      break
    }
    guard let digits: Substring.UTF8View = wireBehind("NaN:0x", in: text) else {
      return nil
    }
    if digits.isEmpty || !digits.allSatisfy({ wireHexDigit($0) != nil }) {
      return nil
    }
    let isWhole: Bool = digits.count == 2 * wireBytes
    let bits: UInt64 = digits.reduce(0) { $0 << 4 | UInt64(wireHexDigit($1) ?? 0) }
    if !isWhole || bits & ~signBit <= infinityBits {
      throw WireError("value-range", text + " is no NaN of this size")
    }
    return bits
  }

  public func writeJSON(_ out: WireJSONOutput) {
    if isNaN {
      let bits: String = wireHexNumber(wireBits, digits: 2 * Self.wireBytes)
      out.text(wireBits == Self.usualNaN ? "NaN" : "NaN:0x" + bits)
    } else if isInfinite {
      out.text(self < 0 ? "-Infinity" : "Infinity")
    } else {
      out.raw(wireText)
    }
  }
}
