/// Structs with JSON text.
public protocol WireJSONText: WireStruct {}

extension WireJSONText {
  /// JSON text; integers keep all their digits.
  public var jsonText: String {
    let out: WireJSONOutput = WireJSONOutput()
    Self.wireCodec.writeJSON(self, out)
    return out.text
  }

  /// The value of JSON text.
  public init(jsonText: String) throws {
    self = try Self.wireCodec.readJSON(
      wireParseJSON(Array(jsonText.utf8)), type: true, strings: true)
  }
}

/// Bit records with JSON text.
public protocol WireRecordJSONText: WireRecord {}

extension WireRecordJSONText {
  /// JSON text; integers keep all their digits.
  public var jsonText: String {
    let out: WireJSONOutput = WireJSONOutput()
    Self.wireCodec.writeJSON(self, out)
    return out.text
  }

  /// The value of JSON text.
  public init(jsonText: String) throws {
    self = try Self.wireCodec.readJSON(
      wireParseJSON(Array(jsonText.utf8)), type: true, strings: false)
  }
}
