/// A key by which texts with the same characters in different bytes stay different.
struct WireMapKey<Key: Hashable>: Hashable {
  let key: Key

  init(_ key: Key) {
    self.key = key
  }

  static func == (a: WireMapKey, b: WireMapKey) -> Bool {
    if let left: String = a.key as? String, let right: String = b.key as? String {
      return wireSameText(left, right)
    }
    return a.key == b.key
  }

  func hash(into hasher: inout Hasher) {
    if var text: String = key as? String {
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    } else {
      hasher.combine(key)
    }
  }
}

/// Keys and values. Entries stand in the order in which they came; two maps are equal whatever
/// their order is. Keys that are texts are told apart by their bytes.
public struct WireMap<Key: Hashable, Value> {
  public private(set) var entries: [(key: Key, value: Value)] = []
  private var places: [WireMapKey<Key>: Int] = [:]

  public init() {}

  /// Of two equal keys the last one wins, and takes its place.
  public init(_ pairs: [(key: Key, value: Value)]) {
    places.reserveCapacity(pairs.count)
    for place: Int in 0..<pairs.count {
      places[WireMapKey(pairs[place].key)] = place
    }
    if places.count == pairs.count {
      entries = pairs
      return
    }
    entries.reserveCapacity(places.count)
    for place: Int in 0..<pairs.count where places[WireMapKey(pairs[place].key)] == place {
      entries.append(pairs[place])
    }
    index()
  }

  public init(_ dictionary: [Key: Value]) {
    self.init(dictionary.map { (key: $0.key, value: $0.value) })
  }

  public subscript(key: Key) -> Value? {
    get {
      return places[WireMapKey(key)].map { entries[$0].value }
    }
    set {
      let place: Int? = places[WireMapKey(key)]
      if let value: Value = newValue {
        if let place: Int = place {
          entries[place].value = value
        } else {
          places[WireMapKey(key)] = entries.count
          entries.append((key, value))
        }
      } else if let place: Int = place {
        entries.remove(at: place)
        index()
      }
    }
  }

  public var keys: [Key] { entries.map { $0.key } }
  public var values: [Value] { entries.map { $0.value } }

  public mutating func removeAll() {
    self = WireMap()
  }

  private mutating func index() {
    places.removeAll(keepingCapacity: true)
    for place: Int in 0..<entries.count {
      places[WireMapKey(entries[place].key)] = place
    }
  }
}

extension WireMap: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { entries.count }
  public var count: Int { entries.count }
  public var isEmpty: Bool { entries.isEmpty }
  public subscript(position: Int) -> (key: Key, value: Value) { entries[position] }
}

extension WireMap: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (Key, Value)...) {
    self.init(elements.map { (key: $0.0, value: $0.1) })
  }
}

extension WireMap: Equatable where Value: Equatable {
  public static func == (a: WireMap, b: WireMap) -> Bool {
    return a.count == b.count && a.entries.allSatisfy { b[$0.key] == $0.value }
  }
}

extension WireMap: Hashable where Value: Hashable {
  public func hash(into hasher: inout Hasher) {
    var all: Int = 0
    for entry: (key: Key, value: Value) in entries {
      var one: Hasher = Hasher()
      WireMapKey(entry.key).hash(into: &one)
      one.combine(entry.value)
      all ^= one.finalize()
    }
    hasher.combine(all)
  }
}
