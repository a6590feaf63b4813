/// What an attempt to read an item gives.
public enum WireFound<Item> {
  /// Bytes that the attempt needs at least, from the start of the item.
  case needs(Int)
  /// Bytes of the item, and what it is; nil when it only goes on.
  case item(Int, Item?)
}

/// Reads what comes one after another from pieces of any size: push() takes a piece and gives what is complete, end()
/// says that nothing follows. After an error nothing more can be read. The class is abstract.
open class WirePushReader<Item> {
  private var buffer: [UInt8] = []
  /// Where the next item begins in the buffer.
  private var begin: Int = 0
  /// Bytes of the stream before the buffer.
  private var passed: Int = 0
  /// Bytes that the next item takes at least.
  private var wanted: Int = 1
  private var failed: Bool = false

  public init() {}

  /// Reads one item, which begins at `begin`. Errors count their bytes from the start of `bytes`.
  open func next(_ bytes: [UInt8], _ begin: Int) throws -> WireFound<Item> { wireAbstract() }
  /// Says what is wrong with a stream that ends with these bytes of no whole item.
  open func rest(_ count: Int) throws {
    if count > 0 {
      throw WireError("truncated", "the stream ends inside an item", offset: count)
    }
  }

  /// Takes the next piece of the stream, and gives the items that are complete now.
  public func push(_ piece: [UInt8]) throws -> [Item] {
    if failed {
      throw WireError("truncated", "the stream could not be read before", offset: passed + begin)
    }
    if begin == buffer.count {
      passed += begin
      begin = 0
      buffer = piece
    } else {
      if begin > buffer.count / 2 {
        buffer.removeFirst(begin)
        passed += begin
        begin = 0
      }
      buffer.append(contentsOf: piece)
    }
    do {
      return try take()
    } catch let error as WireError {
      failed = true
      throw placed(error, 0)
    }
  }

  private func take() throws -> [Item] {
    var items: [Item] = []
    while buffer.count - begin >= wanted {
      switch try next(buffer, begin) {
      case .needs(let count):
        wanted = max(count, buffer.count - begin + 1)
      case .item(let size, let item):
        if let item: Item = item {
          items.append(item)
        }
        if size <= 0 {
          throw WireError(
            "trailing-bytes", "the values take no bytes, but some are there", offset: begin)
        }
        begin += size
        wanted = 1
      }
    }
    return items
  }

  /// Says that the stream ends here.
  public func end() throws {
    do {
      try rest(buffer.count - begin)
    } catch let error as WireError {
      throw placed(error, begin)
    }
  }

  private func placed(_ error: WireError, _ begin: Int) -> WireError {
    wireMoved(error, passed + begin)
  }
}

/// An error in a part of something, seen from the whole.
func wireMoved(_ error: WireError, _ by: Int) -> WireError {
  var copy: WireError = error
  copy.offset = error.offset.map { $0 + by }
  return copy
}

/// Everything in `bytes`.
public func wireReadAll<Item>(_ reader: WirePushReader<Item>, _ bytes: [UInt8]) throws -> [Item] {
  let items: [Item] = try reader.push(bytes)
  try reader.end()
  return items
}

/// The varint at `begin`, and its size; nil when it is not all there.
func wireVarint(_ bytes: [UInt8], _ begin: Int) throws -> (value: UInt64, size: Int)? {
  var value: UInt64 = 0
  for (place, byte): (Int, UInt8) in bytes[begin...].prefix(10).enumerated() {
    if place == 9 && byte > 1 {
      throw WireError("varint-overflow", "a varint has more than 64 bits", offset: begin)
    }
    value |= UInt64(byte & 0x7f) << UInt64(7 * place)
    if byte < 0x80 {
      return (value, place + 1)
    }
  }
  return nil
}

/// Messages of one type, each behind its length as a varint.
public final class WireDelimitedReader<Owner: WireNew>: WirePushReader<Owner> {
  private let codec: WireStructCodec<Owner>
  private let options: WireOptions
  private let most: UInt64

  public init(_ codec: WireStructCodec<Owner>, _ options: WireOptions = WireOptions()) {
    self.codec = codec
    self.options = options
    most = UInt64((options.limits ?? codec.format.limits).mostMessageBytes)
  }

  override public func next(_ bytes: [UInt8], _ begin: Int) throws -> WireFound<Owner> {
    guard let length: (value: UInt64, size: Int) = try wireVarint(bytes, begin) else {
      return .needs(bytes.count - begin + 1)
    }
    if length.value > most {
      let detail: String = "the message takes \(length.value) bytes; the limit is \(most)"
      throw WireError("limit-message", detail, offset: begin)
    }
    let first: Int = begin + length.size
    if length.value > UInt64(bytes.count - first) {
      return .needs(length.size + Int(min(length.value, 1 << 48)))
    }
    let size: Int = Int(length.value)
    let content: [UInt8] = Array(bytes[first..<first + size])
    do {
      let value: Owner = try wireDecode(codec, content, codec.format, options)
      return .item(length.size + size, value)
    } catch let error as WireError {
      throw wireMoved(error, first)
    }
  }
}

/// Structs of one type one after another, which know their own end.
public final class WireConcatenatedReader<Owner: WireNew>: WirePushReader<Owner> {
  private let codec: WireStructCodec<Owner>
  private let options: WireOptions
  private let most: Int

  public init(_ codec: WireStructCodec<Owner>, _ options: WireOptions = WireOptions()) {
    self.codec = codec
    self.options = options
    most = (options.limits ?? codec.format.limits).mostMessageBytes
  }

  override public func next(_ bytes: [UInt8], _ begin: Int) throws -> WireFound<Owner> {
    let there: Int = bytes.count - begin
    let end: Int = begin + min(there, most)
    let r: WireReader = WireReader(bytes, codec.format, options, begin: begin, end: end)
    do {
      let value: Owner = try codec.read(r)
      return .item(r.at - begin, value)
    } catch let error as WireError where error.code == "truncated" && there < most {
      return .needs(there + 1)
    }
  }
}

/// Bit records of one type one after another.
public final class WireRecordReader<Owner: WireNew>: WirePushReader<Owner> {
  private let codec: WireRecordCodec<Owner>
  private let options: WireOptions

  public init(_ codec: WireRecordCodec<Owner>, _ options: WireOptions = WireOptions()) {
    self.codec = codec
    self.options = options
  }

  override public func next(_ bytes: [UInt8], _ begin: Int) throws -> WireFound<Owner> {
    let size: Int = codec.bytes
    if bytes.count - begin < size {
      return .needs(size)
    }
    do {
      let value: Owner = try codec.decode(Array(bytes[begin..<begin + size]), options)
      return .item(size, value)
    } catch let error as WireError {
      throw wireMoved(error, begin)
    }
  }
}
