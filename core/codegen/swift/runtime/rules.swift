/// A rule of a field.
public struct WireRule<Value> {
  /// As in the schema.
  public let text: String
  public let holds: (Value) -> Bool

  public init(_ text: String, _ holds: @escaping (Value) -> Bool) {
    self.text = text
    self.holds = holds
  }

  /// Throws the error of a value that breaks the rule.
  func check(_ value: Value) throws {
    if !holds(value) {
      throw WireError("validate", "the value breaks the rule `" + text + "` of its field")
    }
  }
}

/// Throws the error of the first rule that a value breaks.
func wireCheck<Value>(_ rules: [WireRule<Value>], _ value: Value) throws {
  for rule: WireRule<Value> in rules {
    try rule.check(value)
  }
}

/// Whether the bytes of a text come before those of another.
public func wireTextPrecedes(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}
