/// A text where it lies in the bytes that were decoded; it keeps them alive.
public struct WireTextView: Hashable, CustomStringConvertible {
  /// Valid UTF-8.
  public let utf8: ArraySlice<UInt8>

  public init(_ text: String = "") {
    utf8 = ArraySlice<UInt8>(text.utf8)
  }
  init(valid: ArraySlice<UInt8>) {
    utf8 = valid
  }

  /// The text as a value of its own.
  public var text: String { String(decoding: utf8, as: UTF8.self) }
  public var description: String { text }
}

extension WireReader {
  /// The bytes up to `at + length`, not copied.
  func slice(_ length: Int) throws -> ArraySlice<UInt8> {
    try need(length)
    let begin: Int = at
    at = begin &+ length
    return bytes[begin..<at]
  }

  /// UTF-8 text of `length` bytes, not copied.
  func textSlice(_ length: Int) throws -> WireTextView {
    try need(length)
    let begin: Int = at
    let behind: Int = begin &+ length
    let valid: Int = bytes.withUnsafeBufferPointer { wireValidUTF8($0, begin, behind) }
    if valid < behind {
      throw fail("invalid-utf8", "the text is not valid UTF-8", valid)
    }
    return WireTextView(valid: try slice(length))
  }
}

/// Text that is not copied. What it does beside reading is what the codec of texts does.
public final class WireTextViewCodec: WireCodec<WireTextView> {
  private let owned: WireCodec<String>

  init(_ owned: WireCodec<String>) {
    self.owned = owned
    super.init()
  }

  override public var least: Int { owned.least }
  override public var selfDelimiting: Bool { owned.selfDelimiting }
  override public var isLimited: Bool { owned.isLimited }

  override public func measure(_ m: WireMeasure, _ value: WireTextView) throws -> Int {
    return try owned.measure(m, value.text)
  }
  override public func write(_ w: WireWriter, _ value: WireTextView) {
    owned.write(w, value.text)
  }
  override public func read(_ r: WireReader) throws -> WireTextView {
    if !selfDelimiting {
      return try r.textSlice(r.left)
    }
    let at: Int = r.at
    let length: UInt32 = try r.u32()
    try r.checkText(UInt64(length), at: at)
    return try r.textSlice(Int(length))
  }
  override public func zero() -> WireTextView {
    return WireTextView()
  }
  override public func isZero(_ value: WireTextView) -> Bool {
    return value.utf8.isEmpty
  }
  override public func equals(_ a: WireTextView, _ b: WireTextView) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: WireTextView, _ out: WireJSONOutput) {
    out.text(value.text)
  }
  override public func readJSON(_ json: WireJSON) throws -> WireTextView {
    return WireTextView(try owned.readJSON(json))
  }
}

/// Bytes up to the end of their part, not copied.
public final class WireBytesViewCodec: WireCodec<ArraySlice<UInt8>> {
  private let owned: WireCodec<[UInt8]>

  init(_ owned: WireCodec<[UInt8]>) {
    self.owned = owned
    super.init()
  }

  override public var isLimited: Bool { owned.isLimited }

  override public func measure(_ m: WireMeasure, _ value: ArraySlice<UInt8>) throws -> Int {
    return try owned.measure(m, [UInt8](value))
  }
  override public func write(_ w: WireWriter, _ value: ArraySlice<UInt8>) {
    owned.write(w, [UInt8](value))
  }
  override public func read(_ r: WireReader) throws -> ArraySlice<UInt8> {
    return try r.slice(r.left)
  }
  override public func zero() -> ArraySlice<UInt8> {
    return []
  }
  override public func isZero(_ value: ArraySlice<UInt8>) -> Bool {
    return value.isEmpty
  }
  override public func equals(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
    return a == b
  }
  override public func writeJSON(_ value: ArraySlice<UInt8>, _ out: WireJSONOutput) {
    out.hex([UInt8](value))
  }
  override public func readJSON(_ json: WireJSON) throws -> ArraySlice<UInt8> {
    return try owned.readJSON(json)[...]
  }
}

extension WireCodecs {
  public static let utf8View: WireCodec<WireTextView> = WireTextViewCodec(utf8)
  public static let prefixedTextView: WireCodec<WireTextView> = WireTextViewCodec(prefixedText)
  public static let bytesView: WireCodec<ArraySlice<UInt8>> = WireBytesViewCodec(bytes)
}

/// A struct of generated code whose texts and bytes are parts of what was decoded.
public protocol WireView: WireNew {
  static var wireCodec: WireStructCodec<Self> { get }
}

extension WireView {
  /// The value in bytes, which live as long as it does; bytes behind it are not looked at.
  public static func decode(_ bytes: [UInt8], options: WireOptions = WireOptions()) throws -> Self {
    return try wireDecode(wireCodec, bytes, wireCodec.format, options)
  }

  /// The value in bytes, which live as long as it does; bytes behind it are not looked at.
  public init(decoding bytes: [UInt8], options: WireOptions = WireOptions()) throws {
    self = try Self.decode(bytes, options: options)
  }
}
