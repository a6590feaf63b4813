/// How the payload of a field stands for its value, or for a part of it.
public enum WireFieldForm {
  /// The value in its bare form.
  case value
  /// One element of an array.
  case element
  /// A length, then elements.
  case run
  /// A length, then bools as bits.
  case bitRun
  /// An index into the string table.
  case tableIndex
}

/// A wire type under which a field is read.
public struct WireForm {
  public let form: WireFieldForm
  public let wireType: UInt8

  public init(_ form: WireFieldForm, _ wireType: UInt8) {
    self.form = form
    self.wireType = wireType
  }
}

/// A field by number: its place in bytes. The class is abstract.
open class WireTaggedField<Owner> {
  /// What the field needs no place in bytes for.
  public let shape: WireField<Owner>
  /// The first one is written, all are read.
  public let forms: [WireForm]
  let tag: UInt64
  let tagSize: Int

  init(_ shape: WireField<Owner>, _ forms: [WireForm]) {
    self.shape = shape
    self.forms = forms
    let wireType: UInt64 = UInt64(forms.first?.wireType ?? 0)
    tag = UInt64(shape.info.number) &<< 3 | wireType
    tagSize = wireVarintSize(tag)
  }

  var info: WireFieldInfo { shape.info }

  /// Bytes of the field with its tag; 0 when it is not written.
  func measure(_ m: WireMeasure, _ owner: Owner) throws -> Int { wireAbstract() }
  func write(_ w: WireWriter, _ owner: Owner) { wireAbstract() }
  /// Reads a payload in one of the forms.
  func read(
    _ r: WireReader, _ form: WireFieldForm, _ inline: [UInt32], _ owner: inout Owner
  ) throws { wireAbstract() }
  /// Leaves no value in a field that may be without one.
  func clear(_ owner: inout Owner) { wireAbstract() }
  func isSet(_ owner: Owner) -> Bool { wireAbstract() }

  /// What it means that the field was not there.
  func missing(_ r: WireReader) throws {
    if info.occurs == .required {
      throw r.fail(
        "missing-required", "the field " + info.name + " (number \(info.number)) is not there")
    }
    try r.allElements(info.elementsWhenMissing)
  }

  func missingValue() -> WireError {
    return WireError("missing-value", "the field is required and missing")
  }
}

/// Where a tag leads to.
struct WireTagPlace {
  let field: Int
  let form: Int
}

/// The fields of a struct by their numbers.
public final class WireTaggedFields<Owner: WireNew> {
  /// In declared order.
  private(set) var all: [WireTaggedField<Owner>] = []
  private(set) var shapes: [WireField<Owner>] = []
  private(set) var inWriteOrder: [WireTaggedField<Owner>] = []
  private(set) var groups: [[WireTaggedField<Owner>]] = []
  /// Places of the fields of which it matters that they are missing.
  private(set) var watched: [Int] = []
  /// Numbers of the fields whose index may be the length of the text itself.
  private(set) var inline: [UInt32] = []
  /// The fields' places in the order of writing; empty: the declared order.
  public var writeOrder: [Int] = []
  private var low: [WireTagPlace?] = []
  private var high: [UInt64: WireTagPlace] = [:]
  private var numbers: Set<UInt64> = []
  private static var mostLow: UInt64 { 512 }

  public init() {}

  var count: Int { all.count }

  public func add(_ field: WireTaggedField<Owner>) {
    for (index, form): (Int, WireForm) in field.forms.enumerated() {
      let place: WireTagPlace = WireTagPlace(field: all.count, form: index)
      addPlace(UInt64(field.info.number) &<< 3 | UInt64(form.wireType), place)
    }
    numbers.insert(UInt64(field.info.number))
    if field.info.occurs == .required || field.info.elementsWhenMissing > 0 {
      watched.append(all.count)
    }
    if field.info.guessInline && field.forms.first?.form == .tableIndex {
      inline.append(field.info.number)
    }
    all.append(field)
    shapes.append(field.shape)
  }

  private func addPlace(_ tag: UInt64, _ place: WireTagPlace) {
    if tag >= WireTaggedFields.mostLow {
      high[tag] = place
      return
    }
    while low.count <= Int(tag) {
      low.append(nil)
    }
    low[Int(tag)] = place
  }

  /// To be called when all fields are there.
  public func done() {
    inWriteOrder = writeOrder.isEmpty ? all : writeOrder.map { all[$0] }
    let names: Set<Int> = Set(all.map { $0.info.oneof }).subtracting([0])
    groups = names.sorted().map { group in all.filter { $0.info.oneof == group } }
  }

  /// Where a tag leads to; nil when no field is read by it.
  func place(_ tag: UInt64) -> WireTagPlace? {
    if tag < UInt64(low.count) {
      return low[Int(tag)]
    }
    return tag < WireTaggedFields.mostLow ? nil : high[tag]
  }

  func hasNumber(_ number: UInt64) -> Bool {
    return numbers.contains(number)
  }

  /// The last field of a group wins.
  func clearOthers(_ place: Int, _ owner: inout Owner) {
    let group: Int = all[place].info.oneof
    for (other, field): (Int, WireTaggedField<Owner>) in all.enumerated()
    where other != place && field.info.oneof == group {
      field.clear(&owner)
    }
  }
}
