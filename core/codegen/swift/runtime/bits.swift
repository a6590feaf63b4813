/// The number in `count` (at most 64) bits from bit `at` of `bytes` on, least significant first.
func wireBits(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt64 {
  var value: UInt64 = 0
  var done: Int = 0
  while done < count {
    let position: Int = at + done
    let bit: Int = position % 8
    let taken: Int = min(8 - bit, count - done)
    let mask: UInt64 = (1 << UInt64(taken)) &- 1
    value |= (UInt64(bytes[position / 8]) >> UInt64(bit) & mask) << UInt64(done)
    done += taken
  }
  return value
}

/// Puts a number of `count` (at most 64) bits at bit `at`.
func wirePlaceBits(_ bytes: inout [UInt8], _ at: Int, _ count: Int, _ value: UInt64) {
  var done: Int = 0
  while done < count {
    let position: Int = at + done
    let bit: Int = position % 8
    let taken: Int = min(8 - bit, count - done)
    let mask: UInt64 = (1 << UInt64(taken)) &- 1
    let part: UInt64 = (value >> UInt64(done) & mask) << UInt64(bit)
    let kept: UInt8 = bytes[position / 8] & ~UInt8(truncatingIfNeeded: mask << UInt64(bit))
    bytes[position / 8] = kept | UInt8(truncatingIfNeeded: part)
    done += taken
  }
}

/// Reads values at bit positions. All bits of the record are there.
public final class WireBitReader {
  /// The lowest byte first.
  let bytes: [UInt8]
  private let limits: WireLimits
  private var total: Int = 0

  init(_ bytes: [UInt8], _ limits: WireLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  func fail(_ code: String, _ detail: String, _ at: Int) -> WireError {
    return WireError(code, detail + " (bit " + String(at) + ")", offset: at / 8)
  }

  func checkDepth(_ depth: Int, _ at: Int) throws {
    if depth > limits.mostDepth {
      throw fail("limit-depth", "structs lie too deep", at)
    }
  }

  func elements(_ count: Int, _ at: Int) throws {
    total += count
    if count > limits.mostArrayElements {
      throw fail("limit-array", String(count) + " elements are more than the limit", at)
    }
    if total > limits.mostTotalElements {
      throw fail("limit-total", "there are too many elements in all", at)
    }
  }
}

/// How values of one type lie in bits; all take the same number of them. The class is abstract.
open class WireBitCodec<Value>: WireShape<Value> {
  public let bits: Int

  init(bits: Int) {
    self.bits = bits
    super.init()
  }

  open func check(_ m: WireMeasure, _ value: Value) throws { wireAbstract() }
  /// Puts a value that was checked at bit `at`, where all bits are zero.
  open func place(_ bytes: inout [UInt8], _ at: Int, _ value: Value) { wireAbstract() }
  open func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> Value { wireAbstract() }
}

/// An integer of a range, stored as what it is above the lowest.
public final class WireBitInteger<Value: FixedWidthInteger>: WireBitCodec<Value> {
  private let lowest: Value
  private let highest: Value

  public init(bits: Int, lowest: Value, highest: Value) {
    self.lowest = lowest
    self.highest = highest
    super.init(bits: bits)
  }

  private func stored(_ value: Value) -> UInt64 {
    return UInt64(truncatingIfNeeded: value) &- UInt64(truncatingIfNeeded: lowest)
  }

  override public func check(_ m: WireMeasure, _ value: Value) throws {
    if value < lowest || value > highest {
      throw m.fail(
        "value-range", String(value) + " is not within " + String(lowest) + " to " + String(highest))
    }
  }
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: Value) {
    wirePlaceBits(&bytes, at, bits, stored(value))
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> Value {
    let held: UInt64 = wireBits(r.bytes, at, bits)
    if held > stored(highest) {
      throw r.fail("value-range", "the stored number is above its range", at)
    }
    return Value(truncatingIfNeeded: held &+ UInt64(truncatingIfNeeded: lowest))
  }
  override public func zero() -> Value {
    return lowest <= 0 && highest >= 0 ? 0 : lowest
  }
  override public func writeJSON(_ value: Value, _ out: WireJSONOutput) {
    out.raw(String(value))
  }
  override public func readJSON(_ json: WireJSON) throws -> Value {
    return try wireJSONInteger(json, Value.self, lowest: lowest, highest: highest)
  }
  override public func equals(_ a: Value, _ b: Value) -> Bool {
    return a == b
  }
}

/// A bool in one bit.
public final class WireBitBool: WireBitCodec<Bool> {
  public init() {
    super.init(bits: 1)
  }

  override public func check(_ m: WireMeasure, _ value: Bool) {}
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: Bool) {
    wirePlaceBits(&bytes, at, 1, value ? 1 : 0)
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) -> Bool {
    return wireBits(r.bytes, at, 1) != 0
  }
  override public func zero() -> Bool {
    return false
  }
  override public func writeJSON(_ value: Bool, _ out: WireJSONOutput) {
    out.raw(value ? "true" : "false")
  }
  override public func readJSON(_ json: WireJSON) throws -> Bool {
    return try wireJSONBool(json)
  }
  override public func equals(_ a: Bool, _ b: Bool) -> Bool {
    return a == b
  }
}

/// An enum by its index.
public final class WireBitEnum<Value: WireEnum>: WireBitCodec<Value> {
  public override init(bits: Int) {
    super.init(bits: bits)
  }

  override public func check(_ m: WireMeasure, _ value: Value) {}
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: Value) {
    wirePlaceBits(&bytes, at, bits, value.wireNumber)
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> Value {
    let number: UInt64 = wireBits(r.bytes, at, bits)
    guard let value: Value = Value(wireNumber: number) else {
      throw r.fail("unknown-enum-value", "the enum has no value " + String(number), at)
    }
    return value
  }
  override public func zero() -> Value {
    return wireZeroEnum(Value.self)
  }
  override public func writeJSON(_ value: Value, _ out: WireJSONOutput) {
    Value.wireNames.writeJSON(value.wireNumber, out)
  }
  override public func readJSON(_ json: WireJSON) throws -> Value {
    return try wireReadEnum(json, Value.self)
  }
  override public func equals(_ a: Value, _ b: Value) -> Bool {
    return a == b
  }
}
