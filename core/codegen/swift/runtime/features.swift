/// A struct whose values can be checked alone.
public protocol WireValidated: WireStruct {}

extension WireValidated {
  /// Throws what encoding would throw.
  public func validate(options: WireOptions = WireOptions()) throws {
    _ = try encodedSize(options: options)
  }
}

/// A record whose values can be checked alone.
public protocol WireValidatedRecord: WireRecord {}

extension WireValidatedRecord {
  /// Throws what encoding would throw.
  public func validate(options: WireOptions = WireOptions()) throws {
    try Self.wireCodec.check(WireMeasure(Self.wireCodec.format, options), self)
  }
}

/// A struct that is put together in place.
public protocol WireBuildable: WireNew {}

extension WireBuildable {
  /// A value that `change` has put together, from one whose fields are zero or absent.
  public static func build(_ change: (inout Self) throws -> Void) rethrows -> Self {
    var value: Self = Self()
    try change(&value)
    return value
  }

  /// A copy that `change` has changed.
  public func with(_ change: (inout Self) throws -> Void) rethrows -> Self {
    var value: Self = self
    try change(&value)
    return value
  }
}

/// A struct that can be copied by name.
public protocol WireClonable: WireNew {}

extension WireClonable {
  /// A copy that shares nothing; assignment gives the same.
  public func clone() -> Self {
    return self
  }
}

/// A declared default from its JSON.
public func wireDefault<Value>(_ shape: WireShape<Value>, _ json: String) -> Value {
  guard let value: Value = try? shape.readJSON(wireParseJSON([UInt8](json.utf8))) else {
    return shape.zero()
  }
  return value
}
