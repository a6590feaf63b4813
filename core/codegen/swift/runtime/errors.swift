/// A step on the way to a value: the name of a field, or the index of an element.
public enum WireKey: Equatable {
  case name(String)
  case index(Int)
}

/// Something that cannot be encoded or decoded.
public struct WireError: Error, CustomStringConvertible {
  /// Stable code of what is wrong: "truncated", "value-range" …
  public var code: String
  /// What is wrong, in words.
  public var detail: String
  /// Reading: byte where it stopped, from the start of what was given to decode.
  public var offset: Int?
  /// Writing: where the value is, from the outside in.
  public var path: [WireKey]

  public init(_ code: String, _ detail: String, offset: Int? = nil, path: [WireKey] = []) {
    self.code = code
    self.detail = detail
    self.offset = offset
    self.path = path
  }

  /// The same problem, seen from the value around it.
  public func under(_ key: WireKey) -> WireError {
    var copy: WireError = self
    copy.path.insert(key, at: 0)
    return copy
  }

  private var pathText: String {
    var text: String = ""
    for key: WireKey in path {
      switch key {
      case .index(let index):
        text += "[" + String(index) + "]"
      case .name(let name):
        text += text.isEmpty || name.hasPrefix("[") ? name : "." + name
      }
    }
    return text
  }

  public var description: String {
    var text: String = code
    if let offset: Int = offset {
      text += " at byte " + String(offset)
    }
    if !path.isEmpty {
      text += " in " + pathText
    }
    return text + ": " + detail
  }
}

/// Runs `body`; an error of it is seen as one of the part `key`.
public func wireUnder<Result>(_ key: WireKey, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as WireError {
    throw error.under(key)
  }
}

/// Bounds for what is read and written; 0 stands for none. They hold for each message.
public struct WireLimits: Equatable {
  /// Bytes of a message.
  public var messageBytes: Int
  /// Nested structs; the outermost is 1.
  public var depth: Int
  /// Bytes of a text or of bytes.
  public var stringBytes: Int
  /// Elements of one array, entries of one map.
  public var arrayElements: Int
  /// Elements of all arrays and maps.
  public var totalElements: Int
  /// Time that reading takes; the clock is looked at now and then, where the platform has one.
  public var milliseconds: Int

  public init(
    messageBytes: Int, depth: Int, stringBytes: Int, arrayElements: Int, totalElements: Int,
    milliseconds: Int
  ) {
    self.messageBytes = messageBytes
    self.depth = depth
    self.stringBytes = stringBytes
    self.arrayElements = arrayElements
    self.totalElements = totalElements
    self.milliseconds = milliseconds
  }

  /// Nesting is bounded also where the limits say none: this code is recursive.
  var mostDepth: Int { depth <= 0 ? 500 : min(depth, 500) }
  var mostMessageBytes: Int { messageBytes <= 0 ? Int.max : messageBytes }
  var mostStringBytes: Int { stringBytes <= 0 ? Int.max : stringBytes }
  var mostArrayElements: Int { arrayElements <= 0 ? Int.max : arrayElements }
  var mostTotalElements: Int { totalElements <= 0 ? Int.max : totalElements }
}

/// Decompresses bytes, which were compressed by an algorithm ("lz4", "zstd", "snappy"), into at most so many bytes.
/// Gives nil when it does not know the algorithm; throws when the bytes are not sound.
public typealias WireInflate = (_ algorithm: String, _ bytes: [UInt8], _ most: Int) throws -> [UInt8]?

/// How to encode and decode.
public struct WireOptions {
  /// Limits; nil: those of the schema's format.
  public var limits: WireLimits?
  /// Whether fields that the schema does not know are errors.
  public var strict: Bool
  /// Decompresses the payloads of stream frames.
  public var inflate: WireInflate?

  public init(limits: WireLimits? = nil, strict: Bool = false, inflate: WireInflate? = nil) {
    self.limits = limits
    self.strict = strict
    self.inflate = inflate
  }
}

/// How a payload is passed over without knowing its field.
public enum WireSkip {
  case none
  case varint
  case fixed32
  case fixed64
  case length
  case reference
}

/// What a schema says of its wire format as a whole.
public final class WireFormat {
  /// Limits that hold where none are given.
  public let limits: WireLimits
  /// By wire type, how a payload is passed over: 8 entries.
  public let skip: [WireSkip]
  /// Wire type of the string table and of indices into it; nil where there is none.
  public let tableWireType: UInt64?
  /// Whether fields stand in the order of their numbers, the unknown ones among them.
  public let canonical: Bool
  /// Whether an enum may be given by its number in JSON.
  public let enumsByNumber: Bool

  public init(
    limits: WireLimits, skip: [WireSkip], tableWireType: UInt64?, canonical: Bool, enumsByNumber: Bool
  ) {
    self.limits = limits
    self.skip = skip
    self.tableWireType = tableWireType
    self.canonical = canonical
    self.enumsByNumber = enumsByNumber
  }
}
