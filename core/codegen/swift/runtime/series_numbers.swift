/// Series of numbers. The class is abstract.
open class WireNumberSeriesCodec<Element>: WireSeriesCodec<Element> {
  private let numbers: WireNumberCodec<Element>

  override public init(_ element: WireCodec<Element>, count: Int? = nil) {
    guard let numbers: WireNumberCodec<Element> = element as? WireNumberCodec<Element> else {
      wireAbstract()
    }
    self.numbers = numbers
    super.init(element, count: count)
  }

  /// The number of an element that was checked.
  func number(_ part: Element) -> UInt64 {
    return numbers.number(of: part) ?? 0
  }
  func checkedNumber(_ part: Element) throws -> UInt64 {
    if let number: UInt64 = numbers.number(of: part) {
      return number
    }
    throw WireError("value-range", "64 bits do not hold the nanoseconds of the time")
  }
  func value(_ r: WireReader, number: UInt64, at: Int) throws -> Element {
    if let part: Element = numbers.value(number: number) {
      return part
    }
    throw r.fail("value-range", "the number is none of the element's type", at)
  }
}

/// The first number, then differences, which wrap in 64 bits.
public final class WireDeltaCodec<Element>: WireNumberSeriesCodec<Element> {
  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try check(m, value)
    var previous: UInt64 = 0
    return try sizes(value) { part in
      _ = try element.measure(m, part)
      let now: UInt64 = try checkedNumber(part)
      let size: Int = wireVarintSize(wireZigZag(now &- previous))
      previous = now
      return size
    }
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    var previous: UInt64 = 0
    for part: Element in value {
      let now: UInt64 = number(part)
      w.varint(wireZigZag(now &- previous))
      previous = now
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    let count: Int = wirePackedCount(r, 0)
    try r.elements(UInt64(count))
    var value: [Element] = []
    value.reserveCapacity(count)
    var sum: UInt64 = 0
    while r.at < r.end {
      let at: Int = r.at
      sum &+= wireUnzigZag(try r.varint())
      value.append(try self.value(r, number: sum, at: at))
    }
    try rightCount(r, UInt64(value.count))
    return value
  }
}

/// A count, then numbers of `width` bits.
public final class WireBitPackedCodec<Element>: WireNumberSeriesCodec<Element> {
  private let width: Int

  public init(_ element: WireCodec<Element>, width: Int, count: Int? = nil) {
    self.width = width
    super.init(element, count: count)
  }

  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try check(m, value)
    let most: UInt64 = UInt64.max &>> UInt64(64 &- width)
    _ = try sizes(value) { part in
      let size: Int = try element.measure(m, part)
      if try checkedNumber(part) > most {
        throw m.fail("value-range", "an element takes \(width) bits here, and this one more")
      }
      return size
    }
    return wireVarintSize(UInt64(value.count)) &+ wireBytes(forBits: value.count &* width)
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    w.varint(UInt64(value.count))
    wireWriteBits(w, value.lazy.map { self.number($0) }, width: width)
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    var value: [Element] = []
    if r.at < r.end {
      let begin: Int = r.at
      let count: UInt64 = try r.varint()
      try r.elements(count)
      if count > UInt64(r.left) &* 8 / UInt64(width) {
        throw r.fail(
          "truncated", "\(count) elements of \(width) bits are more than are left", begin)
      }
      let places: Int = Int(count)
      value.reserveCapacity(places)
      for index: Int in 0..<places {
        let bit: Int = index &* width
        value.append(try self.value(r, number: bits(r, bit), at: r.at &+ bit / 8))
      }
      r.at &+= wireBytes(forBits: places &* width)
    }
    try rightCount(r, UInt64(value.count))
    return value
  }

  /// The number at a bit behind the reader's place, which is there.
  private func bits(_ r: WireReader, _ bit: Int) -> UInt64 {
    var value: UInt64 = 0
    var done: Int = 0
    while done < width {
      let place: Int = bit &+ done
      let offset: Int = place % 8
      let taken: Int = min(8 &- offset, width &- done)
      let byte: UInt64 = UInt64(r.bytes[r.at &+ place / 8] &>> UInt8(offset))
      value |= (byte & ((1 &<< UInt64(taken)) &- 1)) &<< UInt64(done)
      done &+= taken
    }
    return value
  }
}

/// Series of scalars. The class is abstract.
open class WireScalarSeriesCodec<Element>: WireSeriesCodec<Element> {
  let stored: WireScalarCodec<Element>

  override public init(_ element: WireCodec<Element>, count: Int? = nil) {
    guard let stored: WireScalarCodec<Element> = element as? WireScalarCodec<Element> else {
      wireAbstract()
    }
    self.stored = stored
    super.init(element, count: count)
  }

  func checkAll(_ m: WireMeasure, _ value: [Element]) throws {
    try check(m, value)
    _ = try sizes(value) { part in
      try stored.check(part)
      return 0
    }
  }
}

/// How often an element stands, then the element.
public final class WireRunLengthCodec<Element>: WireScalarSeriesCodec<Element> {
  private func runs(_ value: [Element], _ give: (Int, Element) -> Void) {
    var first: Int = 0
    while first < value.count {
      let bits: UInt64 = stored.stored(value[first])
      var next: Int = first &+ 1
      while next < value.count && stored.stored(value[next]) == bits {
        next &+= 1
      }
      give(next &- first, value[first])
      first = next
    }
  }

  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try checkAll(m, value)
    var size: Int = 0
    runs(value) { run, part in
      size &+= wireVarintSize(UInt64(run)) &+ stored.storedSize(part)
    }
    return size
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    runs(value) { run, part in
      w.varint(UInt64(run))
      stored.write(w, part)
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    var value: [Element] = []
    while r.at < r.end {
      let at: Int = r.at
      let run: UInt64 = try r.varint()
      let part: Element = try stored.read(r)
      if run == 0 {
        throw r.fail("run-zero", "a run has at least one element", at)
      }
      if let count: Int = count, run > UInt64(count &- value.count) {
        throw r.fail("array-count", "with a run of \(run) there are more than \(count)", at)
      }
      try r.elements(run, before: value.count)
      try r.impliedElements(run &- 1)
      value.append(contentsOf: repeatElement(part, count: Int(run)))
    }
    try rightCount(r, UInt64(value.count))
    return value
  }
}

/// The elements that are not zero, each behind the number of zeros before it.
public final class WireSparseCodec<Element>: WireScalarSeriesCodec<Element> {
  /// Gives each element that is not zero, and the zeros before it.
  private func kept(_ value: [Element], _ give: (Int, Element) -> Void) {
    var zeros: Int = 0
    for part: Element in value {
      if stored.stored(part) == 0 {
        zeros &+= 1
      } else {
        give(zeros, part)
        zeros = 0
      }
    }
  }

  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try checkAll(m, value)
    var size: Int = wireVarintSize(UInt64(value.count))
    var count: UInt64 = 0
    kept(value) { zeros, part in
      count &+= 1
      size &+= wireVarintSize(UInt64(zeros)) &+ stored.storedSize(part)
    }
    return size &+ wireVarintSize(count)
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    w.varint(UInt64(value.count))
    w.varint(UInt64(value.reduce(0) { stored.stored($1) == 0 ? $0 : $0 &+ 1 }))
    kept(value) { zeros, part in
      w.varint(UInt64(zeros))
      stored.write(w, part)
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    var value: [Element] = []
    if r.at < r.end {
      let count: UInt64 = try r.varint()
      try r.elements(count)
      try rightCount(r, count)
      try readKept(r, &value, count)
    }
    try rightCount(r, UInt64(value.count))
    return value
  }

  private func readKept(_ r: WireReader, _ value: inout [Element], _ count: UInt64) throws {
    let at: Int = r.at
    let kept: UInt64 = try r.varint()
    if kept > count {
      throw r.fail("sparse-count", "\(kept) elements do not fit an array of \(count)", at)
    }
    try r.impliedElements(count &- kept)
    let places: Int = try r.fits(kept, least: 1 &+ stored.least)
    for _: Int in 0..<places {
      let gapAt: Int = r.at
      let gap: UInt64 = try r.varint()
      if gap >= count &- UInt64(value.count) {
        throw r.fail("sparse-gap", "a gap of \(gap) zeros leaves the array of \(count)", gapAt)
      }
      append(zeros: Int(gap), &value)
      value.append(try stored.read(r))
    }
    append(zeros: Int(count) &- value.count, &value)
  }

  private func append(zeros: Int, _ value: inout [Element]) {
    value.append(contentsOf: repeatElement(stored.zero(), count: zeros))
  }
}
