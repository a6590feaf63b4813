/// Reads a string table, whose tag began at `at`.
func wireReadTable(_ r: WireReader, _ at: Int) throws {
  let length: Int = try r.length()
  if r.depth != 1 {
    throw r.fail("string-table-position", "only the outermost message has a string table", at)
  }
  let outer: Int = r.end
  let end: Int = r.at &+ length
  r.end = end
  let count: UInt64 = try r.varint()
  try r.elements(count)
  var texts: [String] = []
  for _: Int in 0..<(try r.fits(count, least: 1)) {
    texts.append(try r.text(try r.length(limited: true)))
  }
  r.table = texts
  r.at = end
  r.end = outer
}

private func tableBody(_ m: WireMeasure) -> Int {
  var body: Int = wireVarintSize(UInt64(m.strings.count))
  for text: String in m.strings {
    let size: Int = text.utf8.count
    body &+= wireVarintSize(UInt64(size)) &+ size
  }
  return body
}

/// The size of the string table with its tag.
func wireTableSize(_ m: WireMeasure) -> Int {
  guard let wireType: UInt64 = m.format.tableWireType, !m.strings.isEmpty else {
    return 0
  }
  let body: Int = tableBody(m)
  return wireVarintSize(wireType) &+ wireVarintSize(UInt64(body)) &+ body
}

func wireWriteTable(_ w: WireWriter, _ m: WireMeasure) {
  guard let wireType: UInt64 = m.format.tableWireType, !m.strings.isEmpty else {
    return
  }
  w.varint(wireType)
  w.varint(UInt64(tableBody(m)))
  w.varint(UInt64(m.strings.count))
  for text: String in m.strings {
    w.varint(UInt64(text.utf8.count))
    w.text(text)
  }
}

/// A text by its index in the string table. Without a table, an index that is the length of text
/// that follows is read as that text; `inline` are the numbers of the fields of the open message
/// that are written so.
func wireReadInterned(_ r: WireReader, _ inline: [UInt32]) throws -> String {
  let at: Int = r.at
  let index: UInt64 = try r.varint()
  guard let table: [String] = r.table else {
    if wireIsInline(r, index, inline) {
      return try r.text(Int(index))
    }
    throw r.fail("string-index", "the message has no string table", at)
  }
  if index >= UInt64(table.count) {
    throw r.fail("string-index", "the string table has no text with the index \(index)", at)
  }
  return table[Int(index)]
}

private func wireIsInline(_ r: WireReader, _ length: UInt64, _ inline: [UInt32]) -> Bool {
  if inline.isEmpty || length == 0 || length > UInt64(r.left)
    || length > UInt64(r.limits.mostStringBytes)
  {
    return false
  }
  let message: WireLookahead
  if let last: WireLookahead = r.lookahead.last, last.depth == r.depth {
    message = last
  } else {
    message = WireLookahead(r, inline)
    r.lookahead.append(message)
  }
  return message.isText(r.at, Int(length)) && message.parses(r.at &+ Int(length))
}
