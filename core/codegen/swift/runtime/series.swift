/// Elements of a part; each coding says how they lie in it. The class is abstract.
open class WireSeriesCodec<Element>: WireCodec<[Element]> {
  let element: WireCodec<Element>
  /// The element's codec, where it is one of scalars.
  let scalar: WireScalarCodec<Element>?
  /// Exactly so many elements; nil: any number.
  let count: Int?

  public init(_ element: WireCodec<Element>, count: Int? = nil) {
    self.element = element
    self.scalar = element as? WireScalarCodec<Element>
    self.count = count
    super.init()
  }

  /// Bytes that an element takes at least, where that is known.
  var leastOfElement: Int { scalar?.least ?? 0 }

  func check(_ m: WireMeasure, _ value: [Element]) throws {
    try m.elements(value.count)
    if let count: Int = count, value.count != count {
      throw wrongCount(value.count)
    }
  }
  private func wrongCount(_ elements: Int) -> WireError {
    return WireError("array-count", "exactly \(count ?? 0) elements were expected, not \(elements)")
  }
  func rightCount(_ r: WireReader, _ elements: UInt64) throws {
    if let count: Int = count, elements != UInt64(count) {
      throw r.fail(
        "array-count", "exactly \(count) elements were expected, here are \(elements)")
    }
  }
  /// Sum of the sizes of elements.
  func sizes(_ value: [Element], _ measure: (Element) throws -> Int) throws -> Int {
    var size: Int = 0
    var index: Int = 0
    do {
      for part: Element in value {
        size &+= try measure(part)
        index &+= 1
      }
    } catch let error as WireError {
      throw error.under(.index(index))
    }
    return size
  }

  override open func zero() -> [Element] {
    guard let count: Int = count else { return [] }
    return (0..<count).map { _ in element.zero() }
  }
  override open func isZero(_ value: [Element]) -> Bool {
    return value.count == (count ?? 0) && value.allSatisfy { element.isZero($0) }
  }
  override open func equals(_ a: [Element], _ b: [Element]) -> Bool {
    return wireSameArrays(element, a, b)
  }
  override open func writeJSON(_ value: [Element], _ out: WireJSONOutput) {
    wireWriteArray(element, value, out)
  }
  override open func readJSON(_ json: WireJSON) throws -> [Element] {
    let value: [Element] = try wireReadArray(element, json)
    if let count: Int = count, value.count != count {
      throw wrongCount(value.count)
    }
    return value
  }
}

/// Appends the elements that stand up to the end of the part in their bare form.
func wireReadPacked<Element>(
  _ r: WireReader, _ element: WireCodec<Element>, _ scalar: WireScalarCodec<Element>?,
  _ value: inout [Element]
) throws {
  if let scalar: WireScalarCodec<Element> = scalar {
    let more: Int = wirePackedCount(r, scalar.width)
    try r.elements(UInt64(more), before: value.count)
    value.reserveCapacity(value.count &+ more)
    while r.at < r.end {
      value.append(try scalar.read(r))
    }
    return
  }
  while r.at < r.end {
    try r.elements(1, before: value.count)
    value.append(try r.bare(element))
  }
}

/// Varints, or numbers of a fixed width, that are whole in the rest of the part.
func wirePackedCount(_ r: WireReader, _ width: Int) -> Int {
  if width > 0 {
    return r.left / width
  }
  return r.bytes.withUnsafeBufferPointer { bytes in
    var count: Int = 0
    for place: Int in r.at..<r.end where bytes[place] < 0x80 {
      count &+= 1
    }
    return count
  }
}

/// Elements in their bare form up to the end.
public final class WirePackedCodec<Element>: WireSeriesCodec<Element> {
  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try check(m, value)
    return try sizes(value) { try m.bare(element, $0) }
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    for part: Element in value {
      w.bare(element, part)
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    var value: [Element] = []
    try wireReadPacked(r, element, scalar, &value)
    try rightCount(r, UInt64(value.count))
    return value
  }
}

/// A count, then each element as length and content.
public final class WireCountedCodec<Element>: WireSeriesCodec<Element> {
  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try check(m, value)
    return wireVarintSize(UInt64(value.count)) &+ (try sizes(value) { try m.part(element, $0) })
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    w.varint(UInt64(value.count))
    for part: Element in value {
      w.part(element, part)
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    var value: [Element] = []
    if r.at < r.end {
      let count: UInt64 = try r.varint()
      try r.elements(count)
      let places: Int = try r.fits(count, least: 1 &+ leastOfElement)
      value.reserveCapacity(min(places, 1 << 16))
      for _: Int in 0..<places {
        value.append(try r.part(element))
      }
    }
    try rightCount(r, UInt64(value.count))
    return value
  }
}

/// Appends the bits of the rest of the part; there are eight of them in each byte.
func wireReadBools(_ r: WireReader, _ value: inout [Bool]) throws {
  let bytes: Int = r.left
  try r.elements(UInt64(bytes) &* 8, before: value.count)
  value.reserveCapacity(value.count &+ bytes &* 8)
  for _: Int in 0..<bytes {
    let byte: UInt8 = try r.byte()
    for bit: UInt8 in 0..<8 {
      value.append((byte &>> bit) & 1 != 0)
    }
  }
}

/// Numbers of some bits one behind the other, the lowest bit first.
func wireWriteBits<Numbers: Sequence>(_ w: WireWriter, _ numbers: Numbers, width: Int)
where Numbers.Element == UInt64 {
  var byte: UInt8 = 0
  var filled: Int = 0
  for number: UInt64 in numbers {
    var rest: UInt64 = number
    var bits: Int = width
    while bits > 0 {
      let taken: Int = min(8 &- filled, bits)
      let part: UInt8 = UInt8(truncatingIfNeeded: rest & ((1 &<< UInt64(taken)) &- 1))
      byte |= part &<< UInt8(filled)
      rest &>>= UInt64(taken)
      filled &+= taken
      bits &-= taken
      if filled == 8 {
        w.byte(byte)
        byte = 0
        filled = 0
      }
    }
  }
  if filled > 0 {
    w.byte(byte)
  }
}

func wireWriteBools(_ w: WireWriter, _ value: [Bool]) {
  wireWriteBits(w, value.lazy.map { $0 ? 1 : 0 }, width: 1)
}

/// Bools as bits; there are eight of them in each byte.
public final class WireBitsCodec: WireSeriesCodec<Bool> {
  public init(count: Int? = nil) {
    super.init(WireCodecs.varintBool, count: count)
  }

  override public func measure(_ m: WireMeasure, _ value: [Bool]) throws -> Int {
    try check(m, value)
    return wireBytes(forBits: value.count)
  }
  override public func write(_ w: WireWriter, _ value: [Bool]) {
    wireWriteBools(w, value)
  }
  override public func read(_ r: WireReader) throws -> [Bool] {
    var value: [Bool] = []
    try wireReadBools(r, &value)
    try rightCount(r, UInt64(value.count))
    return value
  }
}
