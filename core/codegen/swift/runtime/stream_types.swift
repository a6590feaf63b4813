/// Structs that several of may stand in a stream: each behind its length, or, where they know their own end, one after
/// another.
public protocol WireStreamed: WireStruct {}

extension WireStreamed {
  /// Reads values from pieces of any size.
  public static func reader(options: WireOptions = WireOptions()) -> WirePushReader<Self> {
    let codec: WireStructCodec<Self> = wireCodec
    return codec.selfDelimiting
      ? WireConcatenatedReader<Self>(codec, options) : WireDelimitedReader<Self>(codec, options)
  }

  /// The values of a buffer of several.
  public static func decodeAll(_ bytes: [UInt8], options: WireOptions = WireOptions()) throws
    -> [Self]
  {
    try wireReadAll(reader(options: options), bytes)
  }

  /// The bytes of several values.
  public static func encodeAll<Values: Sequence>(
    _ values: Values, options: WireOptions = WireOptions()
  ) throws -> [UInt8] where Values.Element == Self {
    let codec: WireStructCodec<Self> = wireCodec
    var out: [UInt8] = []
    for (index, value): (Int, Self) in values.enumerated() {
      let bytes: [UInt8] = try wireUnder(.index(index)) {
        try wireEncode(codec, value, codec.format, options)
      }
      if !codec.selfDelimiting {
        wirePutVarint(UInt64(bytes.count), &out)
      }
      out += bytes
    }
    return out
  }
}

/// Bit records that several of may stand in a stream, one after another.
public protocol WireStreamedRecord: WireRecord {}

extension WireStreamedRecord {
  /// Reads values from pieces of any size.
  public static func reader(options: WireOptions = WireOptions()) -> WirePushReader<Self> {
    WireRecordReader<Self>(wireCodec, options)
  }

  /// The values of a buffer of several.
  public static func decodeAll(_ bytes: [UInt8], options: WireOptions = WireOptions()) throws
    -> [Self]
  {
    try wireReadAll(reader(options: options), bytes)
  }

  /// The bytes of several values.
  public static func encodeAll<Values: Sequence>(
    _ values: Values, options: WireOptions = WireOptions()
  ) throws -> [UInt8] where Values.Element == Self {
    var out: [UInt8] = []
    for (index, value): (Int, Self) in values.enumerated() {
      out += try wireUnder(.index(index)) { try wireCodec.encode(value, options) }
    }
    return out
  }
}
