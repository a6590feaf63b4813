/// A set of flags of generated code.
public protocol WireFlags: OptionSet, Hashable where RawValue: FixedWidthInteger & UnsignedInteger {
  /// Names in the schema, and their bits.
  static var wireFlags: [(String, Self)] { get }
}

/// A set of flags; bits without a name are zero.
public final class WireBitFlags<Value: WireFlags>: WireBitCodec<Value> {
  public override init(bits: Int) {
    super.init(bits: bits)
  }

  private var defined: UInt64 {
    var all: UInt64 = 0
    for flag: (String, Value) in Value.wireFlags {
      all |= UInt64(flag.1.rawValue)
    }
    return all
  }

  override public func check(_ m: WireMeasure, _ value: Value) throws {
    if UInt64(value.rawValue) & ~defined != 0 {
      throw m.fail("undefined-flag", "bits are set that no flag names")
    }
  }
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: Value) {
    wirePlaceBits(&bytes, at, bits, UInt64(value.rawValue))
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> Value {
    let stored: UInt64 = wireBits(r.bytes, at, bits)
    if stored & ~defined != 0 {
      throw r.fail("undefined-flag", "bits are set that no flag names", at)
    }
    return Value(rawValue: Value.RawValue(truncatingIfNeeded: stored))
  }
  override public func zero() -> Value {
    return Value(rawValue: 0)
  }
  override public func writeJSON(_ value: Value, _ out: WireJSONOutput) {
    out.beginObject()
    for flag: (String, Value) in Value.wireFlags {
      out.key(flag.0)
      out.raw(value.rawValue & flag.1.rawValue != 0 ? "true" : "false")
    }
    out.endObject()
  }
  override public func readJSON(_ json: WireJSON) throws -> Value {
    var stored: Value.RawValue = 0
    if case .array(let names) = json {
      for name: WireJSON in names {
        stored |= try bit(wireJSONText(name, "a flag's name"))
      }
      return Value(rawValue: stored)
    }
    for member: (key: String, value: WireJSON) in try wireJSONMembers(json).members {
      let isSet: Bool = try wireUnder(.name(member.key)) { try wireJSONBool(member.value) }
      let one: Value.RawValue = try bit(member.key)
      stored = isSet ? stored | one : stored & ~one
    }
    return Value(rawValue: stored)
  }
  private func bit(_ name: String) throws -> Value.RawValue {
    for flag: (String, Value) in Value.wireFlags where wireSameText(flag.0, name) {
      return flag.1.rawValue
    }
    throw WireError("unknown-flag", "there is no flag " + name)
  }
  override public func equals(_ a: Value, _ b: Value) -> Bool {
    return a == b
  }
}

/// Days, hours, minutes or seconds since the first date.
public final class WireBitDate: WireBitCodec<WireDate> {
  private let origin: Int64
  private let unit: Int64
  private let most: UInt64

  /// `origin`: seconds since 1970; `unit`: in seconds; `most`: the largest stored number.
  public init(bits: Int, origin: Int64, unit: Int64, most: UInt64) {
    self.origin = origin
    self.unit = unit
    self.most = most
    super.init(bits: bits)
  }

  private func stored(_ value: WireDate) throws -> UInt64 {
    let (since, overflow): (Int64, Bool) = value.secondsSince1970.subtractingReportingOverflow(origin)
    if overflow || since < 0 || UInt64(since / unit) > most {
      throw WireError("value-range", "the date lies outside the range of its field")
    }
    if since % unit != 0 {
      throw WireError("date-not-whole", "the date is no whole number of steps of its field")
    }
    return UInt64(since / unit)
  }

  override public func check(_ m: WireMeasure, _ value: WireDate) throws {
    _ = try stored(value)
  }
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: WireDate) {
    wirePlaceBits(&bytes, at, bits, (try? stored(value)) ?? 0)
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> WireDate {
    let number: UInt64 = wireBits(r.bytes, at, bits)
    if number > most {
      throw r.fail("past-max-date", "the stored number is past the last date", at)
    }
    return WireDate(secondsSince1970: origin &+ Int64(truncatingIfNeeded: number) &* unit)
  }
  override public func zero() -> WireDate {
    return WireDate(secondsSince1970: origin)
  }
  override public func writeJSON(_ value: WireDate, _ out: WireJSONOutput) {
    out.text(wireDateText(value.secondsSince1970, withTime: unit != 86400))
  }
  override public func readJSON(_ json: WireJSON) throws -> WireDate {
    let text: String = try wireJSONText(json, "a date as text")
    let given: Int64? = text.hasPrefix("0000") ? nil : wireCivilSeconds(text, withTime: unit != 86400)
    guard let seconds: Int64 = given else {
      throw WireError("bad-date", text + " is not a date of the form that its field has")
    }
    let date: WireDate = WireDate(secondsSince1970: seconds)
    _ = try stored(date)
    return date
  }
  override public func equals(_ a: WireDate, _ b: WireDate) -> Bool {
    return a == b
  }
}

/// A bit that says whether there is a value, then the value.
public final class WireBitOptional<Value>: WireBitCodec<Value?> {
  private let inner: WireBitCodec<Value>

  public init(_ inner: WireBitCodec<Value>) {
    self.inner = inner
    super.init(bits: inner.bits + 1)
  }

  override public func check(_ m: WireMeasure, _ value: Value?) throws {
    if let value: Value = value {
      try inner.check(m, value)
    }
  }
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: Value?) {
    if let value: Value = value {
      wirePlaceBits(&bytes, at, 1, 1)
      inner.place(&bytes, at + 1, value)
    }
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> Value? {
    return wireBits(r.bytes, at, 1) == 0 ? nil : try inner.read(r, at + 1, depth)
  }
  override public func zero() -> Value? {
    return nil
  }
  override public func isNothing(_ value: Value?) -> Bool {
    return value == nil
  }
  override public func writeJSON(_ value: Value?, _ out: WireJSONOutput) {
    if let value: Value = value {
      inner.writeJSON(value, out)
    } else {
      out.raw("null")
    }
  }
  override public func readJSON(_ json: WireJSON) throws -> Value? {
    return json.isNull ? nil : try inner.readJSON(json)
  }
  override public func equals(_ a: Value?, _ b: Value?) -> Bool {
    guard let a: Value = a, let b: Value = b else { return a == nil && b == nil }
    return inner.equals(a, b)
  }
}

/// A count of `countBits` bits (0: always all), then room for `capacity` elements.
public final class WireBitArray<Element>: WireBitCodec<[Element]> {
  private let element: WireBitCodec<Element>
  private let countBits: Int
  private let capacity: Int

  public init(_ element: WireBitCodec<Element>, countBits: Int, capacity: Int) {
    self.element = element
    self.countBits = countBits
    self.capacity = capacity
    super.init(bits: countBits + capacity * element.bits)
  }

  private func checkCount(_ count: Int) throws {
    if countBits == 0 ? count != capacity : count > capacity {
      throw WireError(
        "array-count",
        "the array holds " + (countBits == 0 ? "exactly " : "at most ") + String(capacity)
          + " elements, not " + String(count))
    }
  }

  override public func check(_ m: WireMeasure, _ value: [Element]) throws {
    try m.elements(value.count)
    try checkCount(value.count)
    for (index, part): (Int, Element) in value.enumerated() {
      try wireUnder(.index(index)) { try element.check(m, part) }
    }
  }
  override public func place(_ bytes: inout [UInt8], _ at: Int, _ value: [Element]) {
    wirePlaceBits(&bytes, at, countBits, UInt64(value.count))
    for (index, part): (Int, Element) in value.enumerated() {
      element.place(&bytes, at + countBits + index * element.bits, part)
    }
  }
  override public func read(_ r: WireBitReader, _ at: Int, _ depth: Int) throws -> [Element] {
    var count: Int = capacity
    if countBits > 0 {
      let stored: UInt64 = wireBits(r.bytes, at, countBits)
      if stored > UInt64(capacity) {
        throw r.fail("count-above-max", "the count is above what the array holds", at)
      }
      count = Int(stored)
    }
    try r.elements(count, at)
    var value: [Element] = []
    value.reserveCapacity(count)
    for index: Int in 0..<count {
      value.append(try element.read(r, at + countBits + index * element.bits, depth))
    }
    return value
  }
  override public func zero() -> [Element] {
    return [Element](repeating: element.zero(), count: countBits == 0 ? capacity : 0)
  }
  override public func writeJSON(_ value: [Element], _ out: WireJSONOutput) {
    wireWriteArray(element, value, out)
  }
  override public func readJSON(_ json: WireJSON) throws -> [Element] {
    let value: [Element] = try wireReadArray(element, json)
    try checkCount(value.count)
    return value
  }
  override public func equals(_ a: [Element], _ b: [Element]) -> Bool {
    return wireSameArrays(element, a, b)
  }
}
