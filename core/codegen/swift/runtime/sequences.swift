/// The place of a field among others that lie one after another. The class is abstract.
class WireSequencePart<Owner> {
  func measure(_ m: WireMeasure, _ owner: Owner) throws -> Int { wireAbstract() }
  func write(_ w: WireWriter, _ owner: Owner) { wireAbstract() }
  func read(_ r: WireReader, _ owner: inout Owner) throws { wireAbstract() }
}

/// Fields in the order in which they lie.
public final class WireSequenceFields<Owner: WireNew> {
  private(set) var parts: [WireSequencePart<Owner>] = []
  private(set) var shapes: [WireField<Owner>] = []

  public init() {}

  public func add<Value>(
    _ path: WritableKeyPath<Owner, Value>, _ info: WireFieldInfo, codec: WireCodec<Value>
  ) {
    shapes.append(WireFieldOf<Owner, Value>(.value(path), info, shape: codec))
    parts.append(WireSequencePartOf<Owner, Value>(path, codec, .name(info.name)))
  }
}

/// A field's place in bytes.
final class WireSequencePartOf<Owner: WireNew, Value>: WireSequencePart<Owner> {
  private let path: WritableKeyPath<Owner, Value>
  private let codec: WireCodec<Value>
  private let key: WireKey

  init(_ path: WritableKeyPath<Owner, Value>, _ codec: WireCodec<Value>, _ key: WireKey) {
    self.path = path
    self.codec = codec
    self.key = key
  }

  override func measure(_ m: WireMeasure, _ owner: Owner) throws -> Int {
    return try wireUnder(key) { try codec.measure(m, owner[keyPath: path]) }
  }
  override func write(_ w: WireWriter, _ owner: Owner) {
    codec.write(w, owner[keyPath: path])
  }
  override func read(_ r: WireReader, _ owner: inout Owner) throws {
    owner[keyPath: path] = try codec.read(r)
  }
}

/// Fields one after another, nothing between.
open class WireSequenceCodec<Owner: WireNew>: WireStructCodec<Owner> {
  private let fields: () -> WireSequenceFields<Owner>
  private let leastBytes: Int

  public init(
    names: [String], format: WireFormat, least: Int,
    fields: @escaping () -> WireSequenceFields<Owner>
  ) {
    self.fields = fields
    leastBytes = least
    super.init(names: names, format: format)
  }

  override open var least: Int { leastBytes }
  override open var selfDelimiting: Bool { true }
  override open var shapeFields: [WireField<Owner>] { fields().shapes }

  override open func measureFields(_ m: WireMeasure, _ value: Owner) throws -> Int {
    var bytes: Int = 0
    for part: WireSequencePart<Owner> in fields().parts {
      bytes += try part.measure(m, value)
    }
    return bytes
  }
  override open func writeFields(_ w: WireWriter, _ value: Owner) {
    for part: WireSequencePart<Owner> in fields().parts {
      part.write(w, value)
    }
  }
  override open func readFields(_ r: WireReader) throws -> Owner {
    var value: Owner = Owner()
    for part: WireSequencePart<Owner> in fields().parts {
      try part.read(r, &value)
    }
    return value
  }
}

/// The header of a self-describing message: its type id, and the bytes of its fields.
public struct WireMessageHeader {
  public static let bytes: Int = 12
  public var id: UInt64
  /// Byte behind the message, from the reader's start.
  public var end: Int

  /// Reads a header; the bytes of the message need not be there.
  public init(_ r: WireReader) throws {
    let begin: Int = r.at
    try r.need(WireMessageHeader.bytes)
    id = try r.u64()
    let size: UInt32 = try r.u32()
    r.at = begin
    end = begin &+ WireMessageHeader.bytes &+ Int(size)
  }
}

/// The header of a self-describing message, then its fields.
public final class WireMessageCodec<Owner: WireNew>: WireSequenceCodec<Owner> {
  public let id: UInt64

  public init(
    names: [String], format: WireFormat, id: UInt64, least: Int,
    fields: @escaping () -> WireSequenceFields<Owner>
  ) {
    self.id = id
    super.init(names: names, format: format, least: least, fields: fields)
  }

  override public func measureFields(_ m: WireMeasure, _ value: Owner) throws -> Int {
    return try WireMessageHeader.bytes + super.measureFields(m, value)
  }
  override public func writeFields(_ w: WireWriter, _ value: Owner) {
    w.u64(id)
    let at: Int = w.at
    w.u32(0)
    super.writeFields(w, value)
    w.setU32(UInt32(truncatingIfNeeded: w.at - at - 4), at: at)
  }
  override public func readFields(_ r: WireReader) throws -> Owner {
    let begin: Int = r.at
    let header: WireMessageHeader = try WireMessageHeader(r)
    if header.id != id {
      throw r.fail(
        "type-id", "the type id 0x" + String(header.id, radix: 16) + " is not that of " + names[0],
        begin)
    }
    try checkEnd(r, begin, header.end)
    let outer: Int = r.end
    r.at = begin + WireMessageHeader.bytes
    r.end = header.end
    let value: Owner = try super.readFields(r)
    if r.at < header.end {
      throw r.fail("payload-size", "the header claims more bytes than the fields take", r.at)
    }
    r.end = outer
    return value
  }

  private func checkEnd(_ r: WireReader, _ begin: Int, _ end: Int) throws {
    let there: Int = min(end, r.end) - begin
    if there > r.limits.mostMessageBytes {
      throw r.fail("limit-message", "the message takes " + String(there) + " bytes", begin + 8)
    }
    if end > r.end {
      throw r.fail("truncated", "the header claims more bytes than there are", begin + 8)
    }
  }
}
