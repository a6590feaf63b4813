/// JSON text that grows; commas are put where they belong.
public final class WireJSONOutput {
  private var bytes: [UInt8] = []
  private var needsComma: Bool = false

  public init() {}

  public var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  private func separate() {
    if needsComma {
      bytes.append(UInt8(ascii: ","))
    }
    needsComma = true
  }

  private func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  public func beginObject() {
    begin(UInt8(ascii: "{"))
  }

  public func endObject() {
    end(UInt8(ascii: "}"))
  }

  public func beginArray() {
    begin(UInt8(ascii: "["))
  }

  public func endArray() {
    end(UInt8(ascii: "]"))
  }

  /// The name of the member that comes next.
  public func key(_ name: String) {
    text(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A value that is JSON already, such as a number.
  public func raw(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
  }

  public func null() {
    raw("null")
  }

  public func bool(_ truth: Bool) {
    raw(truth ? "true" : "false")
  }

  public func integer<T: FixedWidthInteger>(_ number: T) {
    raw(String(number))
  }

  public func text(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte: UInt8 in text.utf8 {
      put(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func put(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""):
      bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"):
      bytes.append(contentsOf: "\\\\".utf8)
    case 0x0a:
      bytes.append(contentsOf: "\\n".utf8)
    case 0x0d:
      bytes.append(contentsOf: "\\r".utf8)
    case 0x09:
      bytes.append(contentsOf: "\\t".utf8)
    case 0..<0x20, 0x7f:
      bytes.append(contentsOf: "\\u00".utf8)
      hexDigits(byte)
    default:
      bytes.append(byte)
    }
  }

  private func hexDigits(_ byte: UInt8) {
    bytes.append(wireHexDigits[Int(byte >> 4)])
    bytes.append(wireHexDigits[Int(byte & 15)])
  }

  /// Bytes as a text of hex digits.
  public func hex<Bytes: Sequence>(_ content: Bytes) where Bytes.Element == UInt8 {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte: UInt8 in content {
      hexDigits(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  public func value(_ json: WireJSON) {
    switch json {
    case .null:
      null()
    case .bool(let truth):
      bool(truth)
    case .number(let number):
      raw(number)
    case .text(let content):
      text(content)
    case .array(let items):
      beginArray()
      for item: WireJSON in items {
        value(item)
      }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        key(member.key)
        value(member.value)
      }
      endObject()
    }
  }
}
