/// Codecs of values that a number of 64 bits stands for in series of differences and of bits. The
/// class is abstract.
open class WireNumberCodec<Value>: WireCodec<Value> {
  /// The number, in two's complement where it has a sign; nil where 64 bits do not hold it.
  open func number(of value: Value) -> UInt64? { nil }
  /// The value of a number; nil where there is none.
  open func value(number: UInt64) -> Value? { nil }
}

/// Codecs of numbers, bools and enums. The class is abstract.
open class WireScalarCodec<Value>: WireNumberCodec<Value> {
  /// Bytes of a value; 0: it is a varint.
  open var width: Int { 0 }
  /// What lies on the wire, as a number.
  open func stored(_ value: Value) -> UInt64 { wireAbstract() }
  /// The value of what lies on the wire; nil where there is none.
  open func value(stored: UInt64) -> Value? { wireAbstract() }
  /// Makes sure that the value may be written.
  open func check(_ value: Value) throws {}

  override open var least: Int { max(1, width) }
  override open var selfDelimiting: Bool { true }

  override open func measure(_ m: WireMeasure, _ value: Value) throws -> Int {
    try check(value)
    return storedSize(value)
  }
  override open func write(_ w: WireWriter, _ value: Value) {
    if width == 0 {
      w.varint(stored(value))
    } else {
      w.little(stored(value), width)
    }
  }
  override open func read(_ r: WireReader) throws -> Value {
    let at: Int = r.at
    let stored: UInt64 = width == 0 ? try r.varint() : try r.little(width)
    if let value: Value = value(stored: stored) {
      return value
    }
    throw r.fail("value-range", "the number is none of the field's type", at)
  }
  override open func isZero(_ value: Value) -> Bool {
    return stored(value) == 0
  }
  override open func equals(_ a: Value, _ b: Value) -> Bool {
    return stored(a) == stored(b)
  }

  func storedSize(_ value: Value) -> Int {
    return width == 0 ? wireVarintSize(stored(value)) : width
  }
}

/// What the codecs of integers have in common. The class is abstract.
open class WireIntegerCodec<Value: FixedWidthInteger>: WireScalarCodec<Value> {
  override open func number(of value: Value) -> UInt64? {
    return UInt64(truncatingIfNeeded: value)
  }
  override open func value(number: UInt64) -> Value? {
    if Value.isSigned {
      return Value(exactly: Int64(bitPattern: number))
    }
    return Value(exactly: number)
  }
  override open func zero() -> Value {
    return 0
  }
  override open func equals(_ a: Value, _ b: Value) -> Bool {
    return a == b
  }
  override open func isZero(_ value: Value) -> Bool {
    return value == 0
  }
  override open func writeJSON(_ value: Value, _ out: WireJSONOutput) {
    out.integer(value)
  }
  override open func readJSON(_ json: WireJSON) throws -> Value {
    return try wireJSONInteger(json)
  }
}

/// Varints of numbers as they are; those with a sign in two's complement of 64 bits.
public final class WireVarintCodec<Value: FixedWidthInteger>: WireIntegerCodec<Value> {
  override public func stored(_ value: Value) -> UInt64 {
    return UInt64(truncatingIfNeeded: value)
  }
  override public func value(stored: UInt64) -> Value? {
    return value(number: stored)
  }
}

/// Varints of 0, −1, 1, −2 … as 0, 1, 2, 3 …
public final class WireZigZagCodec<Value: FixedWidthInteger>: WireIntegerCodec<Value> {
  override public func stored(_ value: Value) -> UInt64 {
    return wireZigZag(UInt64(truncatingIfNeeded: value))
  }
  override public func value(stored: UInt64) -> Value? {
    return value(number: wireUnzigZag(stored))
  }
}

/// Numbers of fixed width, least significant byte first.
public final class WireFixedCodec<Value: FixedWidthInteger>: WireIntegerCodec<Value> {
  override public var width: Int { Value.bitWidth / 8 }

  override public func stored(_ value: Value) -> UInt64 {
    // Without the bits that a sign would add.
    return UInt64(truncatingIfNeeded: value) & (UInt64.max &>> UInt64(64 &- Value.bitWidth))
  }
  override public func value(stored: UInt64) -> Value? {
    return Value(truncatingIfNeeded: stored)
  }
}

/// Bools as varints, or as bytes.
public final class WireBoolCodec: WireScalarCodec<Bool> {
  private let bytes: Int

  /// `width`: 0 for a varint.
  public init(width: Int) {
    bytes = width
    super.init()
  }

  override public var width: Int { bytes }
  override public func stored(_ value: Bool) -> UInt64 {
    return value ? 1 : 0
  }
  override public func value(stored: UInt64) -> Bool? {
    return stored != 0
  }
  override public func number(of value: Bool) -> UInt64? {
    return stored(value)
  }
  override public func value(number: UInt64) -> Bool? {
    return number != 0
  }
  override public func zero() -> Bool {
    return false
  }
  override public func writeJSON(_ value: Bool, _ out: WireJSONOutput) {
    out.bool(value)
  }
  override public func readJSON(_ json: WireJSON) throws -> Bool {
    return try wireJSONBool(json)
  }
}

/// Enums as varints of their numbers.
public final class WireVarintEnumCodec<Value: WireEnum>: WireScalarCodec<Value> {
  private static var highest: UInt64 { 0x7FFF_FFFF }

  override public func stored(_ value: Value) -> UInt64 {
    return value.wireNumber
  }
  override public func value(stored: UInt64) -> Value? {
    return stored > WireVarintEnumCodec.highest ? nil : Value(wireNumber: stored)
  }
  override public func check(_ value: Value) throws {
    if value.wireNumber > WireVarintEnumCodec.highest {
      throw WireError("value-range", "numbers of enums have 31 bits")
    }
  }
  override public func number(of value: Value) -> UInt64? {
    return value.wireNumber
  }
  override public func value(number: UInt64) -> Value? {
    return value(stored: number)
  }
  override public func zero() -> Value {
    guard let zero: Value = Value(wireNumber: 0) else { wireAbstract() }
    return zero
  }
  override public func writeJSON(_ value: Value, _ out: WireJSONOutput) {
    Value.wireNames.writeJSON(value.wireNumber, out)
  }
  override public func readJSON(_ json: WireJSON) throws -> Value {
    let number: UInt64 = try Value.wireNames.readJSON(json)
    guard let value: Value = Value(wireNumber: number) else {
      throw WireError("unknown-enum-value", "the enum has no value with the number \(number)")
    }
    return value
  }
}

/// Floats by their bits; where they are canonical, −0 is written as +0 and every NaN as the usual
/// one.
public final class WireFloatCodec<Value: WireFloat>: WireScalarCodec<Value> {
  private let canonical: Bool

  public init(canonical: Bool) {
    self.canonical = canonical
    super.init()
  }

  override public var width: Int { Value.wireBytes }
  override public func stored(_ value: Value) -> UInt64 {
    if canonical && value.isNaN {
      return Value.wireBytes == 4 ? 0x7FC0_0000 : 0x7FF8_0000_0000_0000
    }
    return canonical && value == 0 ? 0 : value.wireBits
  }
  override public func value(stored: UInt64) -> Value? {
    return Value(wireBits: stored)
  }
  override public func zero() -> Value {
    return 0
  }
  override public func writeJSON(_ value: Value, _ out: WireJSONOutput) {
    value.writeJSON(out)
  }
  override public func readJSON(_ json: WireJSON) throws -> Value {
    return try Value(json: json)
  }
}
