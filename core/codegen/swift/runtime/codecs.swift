/// Values of one type, whatever their wire format. The class is abstract.
open class WireShape<Value> {
  public init() {}

  /// What a missing value is.
  open func zero() -> Value { wireAbstract() }
  open func writeJSON(_ value: Value, _ out: WireJSONOutput) { wireAbstract() }
  open func readJSON(_ json: WireJSON) throws -> Value { wireAbstract() }
  open func equals(_ a: Value, _ b: Value) -> Bool { wireAbstract() }
  /// Whether the value is the nil of a type that has one.
  open func isNothing(_ value: Value) -> Bool { false }
}

/// How values of one type lie in bytes. The content's end is known from outside, or the codec delimits itself. The
/// class is abstract. An error of writing has no key for the value itself: who holds it adds one.
open class WireCodec<Value>: WireShape<Value> {
  /// Bytes that the content takes at least.
  open var least: Int { 0 }
  /// Whether the bare form has no length in front.
  open var selfDelimiting: Bool { false }
  /// Whether the limit of texts holds.
  open var isLimited: Bool { false }

  /// Checks the value and gives the size of its content in bytes.
  open func measure(_ m: WireMeasure, _ value: Value) throws -> Int { wireAbstract() }
  /// Writes the content of a value that was measured.
  open func write(_ w: WireWriter, _ value: Value) { wireAbstract() }
  /// Reads content, which ends at the reader's end.
  open func read(_ r: WireReader) throws -> Value { wireAbstract() }
  open func isZero(_ value: Value) -> Bool { wireAbstract() }
}

func wireAbstract() -> Never {
  fatalError("an abstract function of the runtime was called")
}
