/// Content of exactly `count` bytes. The class is abstract.
open class WireFixedContentCodec<Value>: WireNumberCodec<Value> {
  let count: Int
  private let delimitsItself: Bool

  init(count: Int, selfDelimiting: Bool) {
    self.count = count
    delimitsItself = selfDelimiting
    super.init()
  }

  override open var least: Int { count }
  override open var selfDelimiting: Bool { delimitsItself }

  /// Makes sure that the content is all there.
  func place(_ r: WireReader) throws {
    if delimitsItself {
      try r.need(count)
    } else if r.left != count {
      throw r.fail("bad-length", "exactly \(count) bytes were expected, here are \(r.left)")
    }
  }

  override open func measure(_ m: WireMeasure, _ value: Value) throws -> Int {
    return count
  }
}

/// Times: seconds in 8 bytes, nanoseconds in 4.
public final class WireTimeCodec: WireFixedContentCodec<WireTime> {
  private static let second: Int64 = 1_000_000_000

  public init(selfDelimiting: Bool = false) {
    super.init(count: 12, selfDelimiting: selfDelimiting)
  }

  override public func measure(_ m: WireMeasure, _ value: WireTime) throws -> Int {
    if value.nanoseconds < 0 || value.nanoseconds > 999_999_999 {
      throw m.fail("value-range", "the nanoseconds of a time are 0 to 999,999,999")
    }
    return count
  }
  override public func write(_ w: WireWriter, _ value: WireTime) {
    w.u64(UInt64(bitPattern: value.seconds))
    w.u32(UInt32(bitPattern: value.nanoseconds))
  }
  override public func read(_ r: WireReader) throws -> WireTime {
    try place(r)
    let seconds: Int64 = Int64(bitPattern: try r.u64())
    let at: Int = r.at
    let nanoseconds: UInt32 = try r.u32()
    if nanoseconds > 999_999_999 {
      throw r.fail("value-range", "the nanoseconds of a time are 0 to 999,999,999", at)
    }
    return WireTime(seconds: seconds, nanoseconds: Int32(nanoseconds))
  }
  override public func zero() -> WireTime {
    return WireTime(seconds: 0, nanoseconds: 0)
  }
  override public func isZero(_ value: WireTime) -> Bool {
    return value.seconds == 0 && value.nanoseconds == 0
  }
  override public func equals(_ a: WireTime, _ b: WireTime) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: WireTime, _ out: WireJSONOutput) {
    value.writeJSON(out)
  }
  override public func readJSON(_ json: WireJSON) throws -> WireTime {
    return try WireTime(json: json)
  }

  /// Nanoseconds since 1970, where 64 bits hold them.
  override public func number(of value: WireTime) -> UInt64? {
    // Before 1970 the whole seconds may lie below the range and the sum within it: one of them is
    // moved over.
    let moved: Int64 = value.seconds < 0 ? 1 : 0
    let whole: (partialValue: Int64, overflow: Bool) = (value.seconds &+ moved)
      .multipliedReportingOverflow(by: WireTimeCodec.second)
    let sum: (partialValue: Int64, overflow: Bool) = whole.partialValue.addingReportingOverflow(
      Int64(value.nanoseconds) &- moved &* WireTimeCodec.second)
    return whole.overflow || sum.overflow ? nil : UInt64(bitPattern: sum.partialValue)
  }
  override public func value(number: UInt64) -> WireTime? {
    let total: Int64 = Int64(bitPattern: number)
    let rest: Int64 = total % WireTimeCodec.second
    let seconds: Int64 = total / WireTimeCodec.second
    return rest < 0
      ? WireTime(seconds: seconds &- 1, nanoseconds: Int32(rest &+ WireTimeCodec.second))
      : WireTime(seconds: seconds, nanoseconds: Int32(rest))
  }
}

/// UUIDs, the highest byte first.
public final class WireUUIDCodec: WireFixedContentCodec<WireUUID> {
  public init(selfDelimiting: Bool = false) {
    super.init(count: 16, selfDelimiting: selfDelimiting)
  }

  override public func write(_ w: WireWriter, _ value: WireUUID) {
    w.u64(value.high.byteSwapped)
    w.u64(value.low.byteSwapped)
  }
  override public func read(_ r: WireReader) throws -> WireUUID {
    try place(r)
    let high: UInt64 = try r.u64().byteSwapped
    return WireUUID(high: high, low: try r.u64().byteSwapped)
  }
  override public func zero() -> WireUUID {
    return WireUUID(high: 0, low: 0)
  }
  override public func isZero(_ value: WireUUID) -> Bool {
    return value.high == 0 && value.low == 0
  }
  override public func equals(_ a: WireUUID, _ b: WireUUID) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: WireUUID, _ out: WireJSONOutput) {
    value.writeJSON(out)
  }
  override public func readJSON(_ json: WireJSON) throws -> WireUUID {
    return try WireUUID(json: json)
  }
}

/// Decimal numbers, the lowest byte first.
public final class WireDecimalCodec: WireFixedContentCodec<WireDecimal128> {
  public init(selfDelimiting: Bool = false) {
    super.init(count: 16, selfDelimiting: selfDelimiting)
  }

  override public func write(_ w: WireWriter, _ value: WireDecimal128) {
    w.u64(value.low)
    w.u64(value.high)
  }
  override public func read(_ r: WireReader) throws -> WireDecimal128 {
    try place(r)
    let low: UInt64 = try r.u64()
    return WireDecimal128(high: try r.u64(), low: low)
  }
  override public func zero() -> WireDecimal128 {
    return WireDecimal128(high: 0, low: 0)
  }
  override public func isZero(_ value: WireDecimal128) -> Bool {
    return value.high == 0 && value.low == 0
  }
  override public func equals(_ a: WireDecimal128, _ b: WireDecimal128) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: WireDecimal128, _ out: WireJSONOutput) {
    value.writeJSON(out)
  }
  override public func readJSON(_ json: WireJSON) throws -> WireDecimal128 {
    return try WireDecimal128(json: json)
  }
}

/// Two floats.
public final class WireComplexCodec<Part: WireFloat>: WireFixedContentCodec<WireComplex<Part>> {
  private let part: WireCodec<Part>

  public init(part: WireCodec<Part>, selfDelimiting: Bool = false) {
    self.part = part
    super.init(count: 2 &* part.least, selfDelimiting: selfDelimiting)
  }

  override public func write(_ w: WireWriter, _ value: WireComplex<Part>) {
    part.write(w, value.real)
    part.write(w, value.imaginary)
  }
  override public func read(_ r: WireReader) throws -> WireComplex<Part> {
    try place(r)
    let real: Part = try part.read(r)
    return WireComplex<Part>(real: real, imaginary: try part.read(r))
  }
  override public func zero() -> WireComplex<Part> {
    return WireComplex<Part>(real: 0, imaginary: 0)
  }
  override public func isZero(_ value: WireComplex<Part>) -> Bool {
    return part.isZero(value.real) && part.isZero(value.imaginary)
  }
  override public func equals(_ a: WireComplex<Part>, _ b: WireComplex<Part>) -> Bool {
    return part.equals(a.real, b.real) && part.equals(a.imaginary, b.imaginary)
  }
  override public func writeJSON(_ value: WireComplex<Part>, _ out: WireJSONOutput) {
    value.writeJSON(out)
  }
  override public func readJSON(_ json: WireJSON) throws -> WireComplex<Part> {
    return try WireComplex<Part>(json: json)
  }
}

/// Integers of any size: a sign byte, the length, the magnitude with its highest byte first.
public final class WireBigIntCodec: WireCodec<WireBigInt> {
  override public var isLimited: Bool { true }

  override public func measure(_ m: WireMeasure, _ value: WireBigInt) throws -> Int {
    let size: Int = value.magnitude.count
    let all: Int = 1 &+ wireVarintSize(UInt64(size)) &+ size
    try m.text(all)
    return all
  }
  override public func write(_ w: WireWriter, _ value: WireBigInt) {
    w.byte(value.isNegative ? 1 : 0)
    w.varint(UInt64(value.magnitude.count))
    w.raw(value.magnitude)
  }
  override public func read(_ r: WireReader) throws -> WireBigInt {
    if r.left == 0 {
      return WireBigInt()
    }
    let at: Int = r.at
    let sign: UInt8 = try r.byte()
    if sign > 1 {
      throw r.fail("bigint-sign", "the sign byte is 0 or 1, not \(sign)", at)
    }
    return WireBigInt(isNegative: sign == 1, magnitude: try r.take(try r.length()))
  }
  override public func zero() -> WireBigInt {
    return WireBigInt()
  }
  override public func isZero(_ value: WireBigInt) -> Bool {
    return value.magnitude.isEmpty
  }
  override public func equals(_ a: WireBigInt, _ b: WireBigInt) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: WireBigInt, _ out: WireJSONOutput) {
    value.writeJSON(out)
  }
  override public func readJSON(_ json: WireJSON) throws -> WireBigInt {
    return try WireBigInt(json: json)
  }
}
