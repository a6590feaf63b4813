/// A count of 4 bytes, then the elements.
public final class WireListCodec<Element>: WireCodec<[Element]> {
  private let element: WireCodec<Element>

  public init(_ element: WireCodec<Element>) {
    self.element = element
    super.init()
  }

  override public var least: Int { 4 }
  override public var selfDelimiting: Bool { true }

  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try m.elements(value.count)
    if value.count > Int(UInt32.max) {
      throw m.fail("value-range", "a count has 32 bits")
    }
    var bytes: Int = 4
    for (index, part): (Int, Element) in value.enumerated() {
      bytes += try wireUnder(.index(index)) { try element.measure(m, part) }
    }
    return bytes
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    w.u32(UInt32(truncatingIfNeeded: value.count))
    for part: Element in value {
      element.write(w, part)
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    let at: Int = r.at
    let count: UInt64 = UInt64(try r.u32())
    r.at = at
    try r.elements(count, before: 0)
    r.at = at + 4
    try r.fits(count, least: max(1, element.least))
    var value: [Element] = []
    // Bounded by the bytes that are there.
    value.reserveCapacity(Int(count))
    for _: UInt64 in 0..<count {
      try r.tick()
      value.append(try element.read(r))
    }
    return value
  }
  override public func zero() -> [Element] {
    return []
  }
  override public func isZero(_ value: [Element]) -> Bool {
    return value.isEmpty
  }
  override public func writeJSON(_ value: [Element], _ out: WireJSONOutput) {
    wireWriteArray(element, value, out)
  }
  override public func readJSON(_ json: WireJSON) throws -> [Element] {
    return try wireReadArray(element, json)
  }
  override public func equals(_ a: [Element], _ b: [Element]) -> Bool {
    return wireSameArrays(element, a, b)
  }
}

public func wireWriteArray<Element>(
  _ element: WireShape<Element>, _ value: [Element], _ out: WireJSONOutput
) {
  out.beginArray()
  for part: Element in value {
    element.writeJSON(part, out)
  }
  out.endArray()
}

public func wireReadArray<Element>(_ element: WireShape<Element>, _ json: WireJSON) throws -> [Element] {
  var value: [Element] = []
  for (index, part): (Int, WireJSON) in try wireJSONArray(json).enumerated() {
    value.append(try wireUnder(.index(index)) { try element.readJSON(part) })
  }
  return value
}

public func wireSameArrays<Element>(
  _ element: WireShape<Element>, _ a: [Element], _ b: [Element]
) -> Bool {
  return a.count == b.count && zip(a, b).allSatisfy { element.equals($0, $1) }
}

/// A byte that says whether there is a value, then the value.
public final class WireOptionalCodec<Value>: WireCodec<Value?> {
  private let inner: () -> WireCodec<Value>

  /// The value's codec is asked for when it is used: it may lead back here.
  public init(_ inner: @autoclosure @escaping () -> WireCodec<Value>) {
    self.inner = inner
    super.init()
  }

  override public var least: Int { 1 }
  override public var selfDelimiting: Bool { true }

  override public func measure(_ m: WireMeasure, _ value: Value?) throws -> Int {
    guard let value: Value = value else { return 1 }
    return try 1 + inner().measure(m, value)
  }
  override public func write(_ w: WireWriter, _ value: Value?) {
    guard let value: Value = value else {
      w.byte(0)
      return
    }
    w.byte(1)
    inner().write(w, value)
  }
  override public func read(_ r: WireReader) throws -> Value? {
    let presence: UInt8 = try r.byte()
    if presence > 1 {
      throw r.fail("bad-presence", "the presence byte is 0 or 1", r.at - 1)
    }
    return presence == 0 ? nil : try inner().read(r)
  }
  override public func zero() -> Value? {
    return nil
  }
  override public func isZero(_ value: Value?) -> Bool {
    return value == nil
  }
  override public func isNothing(_ value: Value?) -> Bool {
    return value == nil
  }
  override public func writeJSON(_ value: Value?, _ out: WireJSONOutput) {
    if let value: Value = value {
      inner().writeJSON(value, out)
    } else {
      out.raw("null")
    }
  }
  override public func readJSON(_ json: WireJSON) throws -> Value? {
    return json.isNull ? nil : try inner().readJSON(json)
  }
  override public func equals(_ a: Value?, _ b: Value?) -> Bool {
    guard let a: Value = a, let b: Value = b else { return a == nil && b == nil }
    return inner().equals(a, b)
  }
}
