/// How a field's value is reached in its struct, whether it may be absent or not. The class is abstract.
open class WireAccess<Owner, Value> {
  init() {}

  /// The value; nil when there is none.
  func get(_ owner: Owner) -> Value? { wireAbstract() }
  /// Takes a value; nil stands for none, or does nothing where there is always one.
  func set(_ owner: inout Owner, _ value: Value?) { wireAbstract() }
  /// Changes the value in its place; `initial` makes one where there is none.
  func update(_ owner: inout Owner, _ initial: () -> Value, _ body: (inout Value) throws -> Void) throws {
    wireAbstract()
  }
  var isOptional: Bool { wireAbstract() }
}

extension WireAccess {
  public static func value(_ path: WritableKeyPath<Owner, Value>) -> WireAccess<Owner, Value> {
    return WireValueAccess<Owner, Value>(path)
  }
  public static func optional(_ path: WritableKeyPath<Owner, Value?>) -> WireAccess<Owner, Value> {
    return WireOptionalAccess<Owner, Value>(path)
  }
}

final class WireValueAccess<Owner, Value>: WireAccess<Owner, Value> {
  private let path: WritableKeyPath<Owner, Value>

  init(_ path: WritableKeyPath<Owner, Value>) {
    self.path = path
    super.init()
  }

  override func get(_ owner: Owner) -> Value? {
    return owner[keyPath: path]
  }
  override func set(_ owner: inout Owner, _ value: Value?) {
    if let value: Value = value {
      owner[keyPath: path] = value
    }
  }
  override func update(
    _ owner: inout Owner, _ initial: () -> Value, _ body: (inout Value) throws -> Void
  ) throws {
    try body(&owner[keyPath: path])
  }
  override var isOptional: Bool { false }
}

final class WireOptionalAccess<Owner, Value>: WireAccess<Owner, Value> {
  private let path: WritableKeyPath<Owner, Value?>

  init(_ path: WritableKeyPath<Owner, Value?>) {
    self.path = path
    super.init()
  }

  override func get(_ owner: Owner) -> Value? {
    return owner[keyPath: path]
  }
  override func set(_ owner: inout Owner, _ value: Value?) {
    owner[keyPath: path] = value
  }
  override func update(
    _ owner: inout Owner, _ initial: () -> Value, _ body: (inout Value) throws -> Void
  ) throws {
    var value: Value
    if let held: Value = owner[keyPath: path] {
      value = held
    } else {
      value = initial()
    }
    // Otherwise changing the value would copy it.
    owner[keyPath: path] = nil
    try body(&value)
    owner[keyPath: path] = value
  }
  override var isOptional: Bool { true }
}

/// Holds a value outside of the struct that it belongs to, so that a struct can lead back to itself. A copy has a
/// value of its own.
@propertyWrapper
public struct WireBox<Value> {
  private var storage: [Value]

  public init(wrappedValue: Value) {
    storage = [wrappedValue]
  }

  public var wrappedValue: Value {
    get { storage[0] }
    set { storage[0] = newValue }
  }
}
