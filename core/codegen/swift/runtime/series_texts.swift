/// The content of a value as bytes of its own.
func wireContent<Value>(
  _ m: WireMeasure, _ codec: WireCodec<Value>, _ value: Value
) throws -> [UInt8] {
  let w: WireWriter = WireWriter(m, size: try codec.measure(m, value))
  codec.write(w, value)
  return w.bytes
}

private final class PreparedDictionary: WirePrepared {
  var texts: [[UInt8]] = []
  var indexes: [Int] = []
}

/// The different texts in order of first use, then the elements as indices.
public final class WireDictionaryCodec<Element>: WireSeriesCodec<Element> {
  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try check(m, value)
    let entries: PreparedDictionary = PreparedDictionary()
    m.prepared.append(entries)
    var places: [[UInt8]: Int] = [:]
    var size: Int = wireVarintSize(UInt64(value.count))
    size &+= try sizes(value) { part in
      let content: [UInt8] = try wireContent(m, element, part)
      var place: Int = entries.texts.count
      if let known: Int = places[content] {
        place = known
      } else {
        places[content] = place
        entries.texts.append(content)
        size &+= wireVarintSize(UInt64(content.count)) &+ content.count
      }
      entries.indexes.append(place)
      return wireVarintSize(UInt64(place))
    }
    return size &+ wireVarintSize(UInt64(entries.texts.count))
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    guard let entries: PreparedDictionary = w.takePrepared() as? PreparedDictionary else {
      wireAbstract()
    }
    w.varint(UInt64(entries.texts.count))
    for text: [UInt8] in entries.texts {
      w.varint(UInt64(text.count))
      w.raw(text)
    }
    w.varint(UInt64(entries.indexes.count))
    for index: Int in entries.indexes {
      w.varint(UInt64(index))
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    var value: [Element] = []
    if r.at < r.end {
      try readElements(r, &value)
    }
    try rightCount(r, UInt64(value.count))
    return value
  }

  private func readElements(_ r: WireReader, _ value: inout [Element]) throws {
    var texts: [(text: Element, bytes: Int)] = []
    for _: Int in 0..<(try r.fits(try r.varint(), least: 1)) {
      let bytes: Int = try r.length(limited: element.isLimited)
      texts.append((try r.within(element, bytes), bytes))
    }
    let count: UInt64 = try r.varint()
    try r.elements(count)
    let places: Int = try r.fits(count, least: 1)
    value.reserveCapacity(places)
    for _: Int in 0..<places {
      let at: Int = r.at
      let index: UInt64 = try r.varint()
      if index >= UInt64(texts.count) {
        throw r.fail("dict-index", "the dictionary has no text with the index \(index)", at)
      }
      let entry: (text: Element, bytes: Int) = texts[Int(index)]
      try r.expand(entry.bytes)
      value.append(entry.text)
    }
  }
}

private final class PreparedPrefixes: WirePrepared {
  var entries: [(shared: Int, content: [UInt8])] = []
}

/// How many bytes an element shares with the one before, then the others.
public final class WirePrefixCodec<Element>: WireSeriesCodec<Element> {
  override public func measure(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    try check(m, value)
    let prefixes: PreparedPrefixes = PreparedPrefixes()
    m.prepared.append(prefixes)
    var previous: [UInt8] = []
    let size: Int = try sizes(value) { part in
      let content: [UInt8] = try wireContent(m, element, part)
      var shared: Int = 0
      let most: Int = min(content.count, previous.count)
      while shared < most && content[shared] == previous[shared] {
        shared &+= 1
      }
      prefixes.entries.append((shared, content))
      previous = content
      let rest: Int = content.count &- shared
      return wireVarintSize(UInt64(shared)) &+ wireVarintSize(UInt64(rest)) &+ rest
    }
    return wireVarintSize(UInt64(value.count)) &+ size
  }
  override public func write(_ w: WireWriter, _ value: [Element]) {
    guard let prefixes: PreparedPrefixes = w.takePrepared() as? PreparedPrefixes else {
      wireAbstract()
    }
    w.varint(UInt64(prefixes.entries.count))
    for (shared, content): (Int, [UInt8]) in prefixes.entries {
      w.varint(UInt64(shared))
      w.varint(UInt64(content.count &- shared))
      w.raw(content[shared...])
    }
  }
  override public func read(_ r: WireReader) throws -> [Element] {
    var value: [Element] = []
    if r.at < r.end {
      let count: UInt64 = try r.varint()
      try r.elements(count)
      var content: [UInt8] = []
      for _: Int in 0..<(try r.fits(count, least: 2)) {
        let at: Int = r.at
        try readContent(r, &content)
        value.append(try part(r, content, at))
      }
    }
    try rightCount(r, UInt64(value.count))
    return value
  }

  /// Turns the content of an element into that of the next.
  private func readContent(_ r: WireReader, _ content: inout [UInt8]) throws {
    let at: Int = r.at
    let shared: UInt64 = try r.varint()
    if shared > UInt64(content.count) {
      throw r.fail(
        "prefix-length", "\(shared) bytes are more than the element before has", at)
    }
    let rest: Int = try r.length()
    let all: Int = Int(shared) &+ rest
    try r.checkText(UInt64(all), at: at)
    try r.expand(all)
    content.removeLast(content.count &- Int(shared))
    content.append(contentsOf: r.bytes[r.at..<r.at &+ rest])
    r.at &+= rest
  }

  private func part(_ r: WireReader, _ content: [UInt8], _ at: Int) throws -> Element {
    do {
      return try element.read(WireReader(content, r.format, r.options))
    } catch let error as WireError {
      throw r.fail(error.code, error.detail, at)
    }
  }
}
