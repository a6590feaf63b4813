/// The names of an enum's numbers, as the schema has them.
public final class WireEnumNames {
  private let names: [(UInt64, String)]
  /// Whether numbers without a name are values, too.
  public let open: Bool
  private let byNumber: Bool

  /// `names`: by ascending number. `byNumber`: JSON may give the number.
  public init(_ names: [(UInt64, String)], open: Bool, byNumber: Bool) {
    self.names = names
    self.open = open
    self.byNumber = byNumber
  }

  public func name(of number: UInt64) -> String? {
    return names.first(where: { $0.0 == number })?.1
  }
  public func number(of name: String) -> UInt64? {
    return names.first(where: { wireSameText($0.1, name) })?.0
  }

  func writeJSON(_ number: UInt64, _ out: WireJSONOutput) {
    if let name: String = name(of: number) {
      out.text(name)
    } else {
      out.raw(String(number))
    }
  }

  func readJSON(_ json: WireJSON) throws -> UInt64 {
    if open, byNumber, case .number = json {
      return try wireJSONInteger(json, UInt64.self, lowest: 0, highest: 0x7fff_ffff)
    }
    let name: String = try wireJSONText(json, "the name of an enum value")
    guard let number: UInt64 = number(of: name) else {
      throw WireError("unknown-enum-value", name + " is no value of this enum")
    }
    return number
  }
}

/// An enum of generated code.
public protocol WireEnum: Hashable {
  static var wireNames: WireEnumNames { get }
  /// Nil where there is no such value.
  init?(wireNumber: UInt64)
  var wireNumber: UInt64 { get }
}

func wireReadEnum<Value: WireEnum>(_ json: WireJSON, _ type: Value.Type) throws -> Value {
  let number: UInt64 = try Value.wireNames.readJSON(json)
  guard let value: Value = Value(wireNumber: number) else {
    throw WireError("unknown-enum-value", String(number) + " is no value of this enum")
  }
  return value
}

func wireZeroEnum<Value: WireEnum>(_ type: Value.Type) -> Value {
  guard let value: Value = Value(wireNumber: 0) else { wireAbstract() }
  return value
}

extension WireEnum where Self: RawRepresentable, RawValue: FixedWidthInteger & UnsignedInteger {
  public init?(wireNumber: UInt64) {
    guard let raw: RawValue = RawValue(exactly: wireNumber) else { return nil }
    self.init(rawValue: raw)
  }
  public var wireNumber: UInt64 { UInt64(rawValue) }
}
