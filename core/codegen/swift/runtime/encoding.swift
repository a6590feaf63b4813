/// Measures a whole value, with its string table.
public func wireMeasureRoot<Value>(
  _ codec: WireStructCodec<Value>, _ value: Value, _ m: WireMeasure
) throws -> Int {
  if let strings: WritableKeyPath<Value, [String]> = codec.strings, m.format.tableWireType != nil {
    m.keepTable(value[keyPath: strings])
  }
  let body: Int = try codec.measure(m, value)
  let size: Int = wireTableSize(m) &+ body
  try m.message(size)
  return size
}

/// Writes a whole value that was measured.
public func wireWriteRoot<Value>(
  _ codec: WireStructCodec<Value>, _ value: Value, _ m: WireMeasure, size: Int
) -> [UInt8] {
  let w: WireWriter = WireWriter(m, size: size)
  wireWriteTable(w, m)
  codec.write(w, value)
  return w.bytes
}

/// Size of a value in bytes.
public func wireSize<Value>(
  _ codec: WireStructCodec<Value>, _ value: Value, _ format: WireFormat, _ options: WireOptions
) throws -> Int {
  return try wireMeasureRoot(codec, value, WireMeasure(format, options))
}

/// A value as bytes of its own.
public func wireEncode<Value>(
  _ codec: WireStructCodec<Value>, _ value: Value, _ format: WireFormat, _ options: WireOptions
) throws -> [UInt8] {
  let m: WireMeasure = WireMeasure(format, options)
  let size: Int = try wireMeasureRoot(codec, value, m)
  return wireWriteRoot(codec, value, m, size: size)
}

/// The value in bytes; bytes behind it are not looked at.
public func wireDecode<Value>(
  _ codec: WireStructCodec<Value>, _ bytes: [UInt8], _ format: WireFormat, _ options: WireOptions
) throws -> Value {
  let r: WireReader = WireReader(bytes, format, options)
  if bytes.count > r.limits.mostMessageBytes {
    throw r.fail(
      "limit-message", "the input has \(bytes.count) bytes; the limit is \(r.limits.messageBytes)")
  }
  return try codec.read(r)
}
