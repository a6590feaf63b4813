/// What the rest of a message would be: at each offset, whether a character of text starts there,
/// and whether the bytes from there to the end are whole fields. Looked at once, from the end, so
/// that the time is linear.
final class WireLookahead {
  let depth: Int
  private let r: WireReader
  private let inline: [UInt32]
  private let begin: Int
  private let end: Int
  private var starts: [Bool]
  /// The first offset from each on that is no part of text.
  private var textEnd: [Int]
  private var wholeFields: [Bool]

  init(_ r: WireReader, _ inline: [UInt32]) {
    self.depth = r.depth
    // With no table and no depth of its own, it has the same bytes and dialect.
    self.r = WireReader(r.bytes, r.format, r.options, begin: r.at, end: r.end)
    self.inline = inline
    begin = r.at
    end = r.end
    let size: Int = end &- begin
    starts = [Bool](repeating: false, count: size &+ 1)
    textEnd = [Int](repeating: size, count: size &+ 1)
    wholeFields = [Bool](repeating: false, count: size &+ 1)
    findText(size)
    wholeFields[size] = true
    for offset: Int in (0..<size).reversed() {
      wholeFields[offset] = parsesFrom(begin &+ offset)
    }
  }

  private func findText(_ size: Int) {
    var isText: [Bool] = [Bool](repeating: false, count: size)
    r.bytes.withUnsafeBufferPointer { bytes in
      for offset: Int in 0..<size {
        let character: Int = characterSize(bytes, begin &+ offset)
        starts[offset] = character > 0
        for part: Int in offset..<offset &+ character {
          isText[part] = true
        }
      }
    }
    starts[size] = true
    for offset: Int in (0..<size).reversed() {
      textEnd[offset] = isText[offset] ? textEnd[offset &+ 1] : offset
    }
  }

  /// Bytes of the character at `at`; 0 when there is none, or one that is no text of a person.
  private func characterSize(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let first: UInt8 = bytes[at]
    if first < 0x20 {
      return first == 0x09 || first == 0x0A || first == 0x0D ? 1 : 0
    }
    if first == 0x7F || (first == 0xC2 && at &+ 1 < end && bytes[at &+ 1] < 0xA0) {
      return 0
    }
    return wireCharacterSize(bytes, at, end)
  }

  func isText(_ at: Int, _ length: Int) -> Bool {
    let first: Int = at &- begin
    if length <= 0 || length > end &- at || !starts[first] || textEnd[first] < first &+ length {
      return false
    }
    let next: Int = first &+ length
    return starts[next] || textEnd[next] == next
  }

  /// Whether the bytes from `at` on are whole fields.
  func parses(_ at: Int) -> Bool {
    return wholeFields[at &- begin]
  }

  private func parsesBehind(_ at: Int, _ skipped: UInt64) -> Bool {
    return skipped <= UInt64(end &- at) && wholeFields[at &+ Int(skipped) &- begin]
  }

  /// Whether the bytes from `at` on are whole fields, given that for all later offsets.
  private func parsesFrom(_ at: Int) -> Bool {
    r.at = at
    do {
      let tag: UInt64 = try r.varint()
      let wireType: UInt64 = tag & 7
      let number: UInt64 = tag &>> 3
      let isTable: Bool = number == 0 && wireType == r.format.tableWireType && depth == 1
      if (number == 0 && !isTable) || number > wireHighestFieldNumber {
        return false
      }
      return try parsesPayload(
        isTable ? .length : r.format.skip[Int(wireType)], wireType, number)
    } catch {
      return false
    }
  }

  private func parsesPayload(
    _ skip: WireSkip, _ wireType: UInt64, _ number: UInt64
  ) throws -> Bool {
    switch skip {
    case .none:
      return false
    case .fixed32:
      return parsesBehind(r.at, 4)
    case .fixed64:
      return parsesBehind(r.at, 8)
    case .varint:
      let value: UInt64 = try r.varint()
      let mayBeText: Bool =
        wireType == r.format.tableWireType && inline.contains { UInt64($0) == number }
        && value <= UInt64(end &- r.at)
      if mayBeText && isText(r.at, Int(value)) && parsesBehind(r.at, value) {
        return true
      }
      return parsesBehind(r.at, 0)
    case .reference, .length:
      if skip == .reference {
        _ = try r.varint()
      }
      let length: UInt64 = try r.varint()
      return parsesBehind(r.at, length)
    }
  }
}
