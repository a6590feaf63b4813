private final class PreparedMap<Value>: WirePrepared {
  let entries: [(content: [UInt8], value: Value)]

  init(_ entries: [(content: [UInt8], value: Value)]) {
    self.entries = entries
  }
}

/// A count, then entries in the order of their keys' bytes.
public final class WireMapCodec<Key: Hashable, Value>: WireCodec<WireMap<Key, Value>> {
  private let key: WireCodec<Key>
  private let value: WireCodec<Value>
  private let hasTextKeys: Bool

  public init(key: WireCodec<Key>, value: WireCodec<Value>) {
    self.key = key
    self.value = value
    hasTextKeys = key is WireAnyTextCodec
    super.init()
  }

  /// A key as a step of a path.
  private func step(_ key: Key) -> WireKey {
    let out: WireJSONOutput = WireJSONOutput()
    self.key.writeJSON(key, out)
    return .name("[" + out.text + "]")
  }

  override public func measure(_ m: WireMeasure, _ map: WireMap<Key, Value>) throws -> Int {
    try m.elements(map.count)
    var sorted: [(content: [UInt8], place: Int)] = []
    sorted.reserveCapacity(map.count)
    for place: Int in 0..<map.count {
      do {
        sorted.append((try wireContent(m, key, map.entries[place].key), place))
      } catch let error as WireError {
        throw error.under(step(map.entries[place].key))
      }
    }
    sorted.sort { $0.content.lexicographicallyPrecedes($1.content) }
    m.prepared.append(
      PreparedMap<Value>(sorted.map { ($0.content, map.entries[$0.place].value) }))
    return try entriesSize(m, map, sorted)
  }

  private func entriesSize(
    _ m: WireMeasure, _ map: WireMap<Key, Value>, _ sorted: [(content: [UInt8], place: Int)]
  ) throws -> Int {
    var size: Int = wireVarintSize(UInt64(sorted.count))
    var previous: [UInt8]?
    for (content, place): ([UInt8], Int) in sorted {
      let entry: (key: Key, value: Value) = map.entries[place]
      do {
        if previous == content {
          throw m.fail("duplicate-key", "the key stands in the map twice")
        }
        size &+= wireVarintSize(UInt64(content.count)) &+ content.count
        size &+= try m.part(value, entry.value)
      } catch let error as WireError {
        throw error.under(step(entry.key))
      }
      previous = content
    }
    return size
  }

  override public func write(_ w: WireWriter, _ map: WireMap<Key, Value>) {
    guard let prepared: PreparedMap<Value> = w.takePrepared() as? PreparedMap<Value> else {
      wireAbstract()
    }
    w.varint(UInt64(prepared.entries.count))
    for (content, held): ([UInt8], Value) in prepared.entries {
      w.varint(UInt64(content.count))
      w.raw(content)
      w.part(value, held)
    }
  }

  override public func read(_ r: WireReader) throws -> WireMap<Key, Value> {
    if r.at == r.end {
      return WireMap<Key, Value>()
    }
    let count: UInt64 = try r.varint()
    try r.elements(count)
    let places: Int = try r.fits(count, least: 2 &+ least(of: key) &+ least(of: value))
    var pairs: [(key: Key, value: Value)] = []
    pairs.reserveCapacity(min(places, 1 << 16))
    for _: Int in 0..<places {
      let key: Key = try r.part(self.key)
      pairs.append((key, try r.part(value)))
    }
    return WireMap<Key, Value>(pairs)
  }

  private func least<Part>(of codec: WireCodec<Part>) -> Int {
    return (codec as? WireScalarCodec<Part>)?.least ?? 0
  }

  override public func zero() -> WireMap<Key, Value> {
    return WireMap<Key, Value>()
  }
  override public func isZero(_ map: WireMap<Key, Value>) -> Bool {
    return map.isEmpty
  }
  override public func equals(_ a: WireMap<Key, Value>, _ b: WireMap<Key, Value>) -> Bool {
    return a.count == b.count
      && a.entries.allSatisfy { entry in
        b[entry.key].map { value.equals(entry.value, $0) } ?? false
      }
  }

  override public func writeJSON(_ map: WireMap<Key, Value>, _ out: WireJSONOutput) {
    if hasTextKeys {
      out.beginObject()
      for entry: (key: Key, value: Value) in map.entries {
        out.key(entry.key as? String ?? "")
        value.writeJSON(entry.value, out)
      }
      out.endObject()
      return
    }
    out.beginArray()
    for entry: (key: Key, value: Value) in map.entries {
      out.beginArray()
      key.writeJSON(entry.key, out)
      value.writeJSON(entry.value, out)
      out.endArray()
    }
    out.endArray()
  }

  override public func readJSON(_ json: WireJSON) throws -> WireMap<Key, Value> {
    if hasTextKeys, case .object(let object) = json {
      return try WireMap<Key, Value>(
        object.members.map { member in
          let key: Key = try self.key.readJSON(.text(member.key))
          return (key, try wireUnder(step(key)) { try value.readJSON(member.value) })
        })
    }
    guard case .array(let items) = json else {
      throw wireWrongJSON(
        json, hasTextKeys ? "an object, or an array of pairs" : "an array of [key, value] pairs")
    }
    var map: WireMap<Key, Value> = WireMap<Key, Value>()
    for (index, item): (Int, WireJSON) in items.enumerated() {
      guard case .array(let pair) = item, pair.count == 2 else {
        throw wireWrongJSON(item, "a pair [key, value]").under(.index(index))
      }
      let key: Key = try wireUnder(.index(index)) { try self.key.readJSON(pair[0]) }
      try wireUnder(step(key)) {
        if map[key] != nil {
          throw WireError("duplicate-key", "the map has this key twice")
        }
        map[key] = try value.readJSON(pair[1])
      }
    }
    return map
  }
}
