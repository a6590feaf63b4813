/// An array of which every element may be a field of its own, or all elements one field.
public class WireTaggedList<Owner: WireNew, Element>: WireTaggedFieldOf<Owner, [Element]> {
  private let element: WireCodec<Element>
  private let scalar: WireScalarCodec<Element>?

  public init(
    _ path: WritableKeyPath<Owner, [Element]>, _ info: WireFieldInfo, codec: WireCodec<[Element]>,
    element: WireCodec<Element>, forms: [WireForm], rules: [WireRule<[Element]>] = []
  ) {
    self.element = element
    scalar = element as? WireScalarCodec<Element>
    super.init(.value(path), info, codec: codec, forms: forms, rules: rules)
  }

  public init(
    optional path: WritableKeyPath<Owner, [Element]?>, _ info: WireFieldInfo,
    codec: WireCodec<[Element]>, element: WireCodec<Element>, forms: [WireForm],
    rules: [WireRule<[Element]>] = []
  ) {
    self.element = element
    scalar = element as? WireScalarCodec<Element>
    super.init(.optional(path), info, codec: codec, forms: forms, rules: rules)
  }

  private var writtenForm: WireFieldForm { forms.first?.form ?? .value }

  /// The elements; they are counted and the rules hold for them even where nothing is written.
  override func written(_ owner: Owner) -> [Element]? {
    return writtenForm == .value ? super.written(owner) : access.get(owner) ?? []
  }

  override func measureValue(_ m: WireMeasure, _ value: [Element]) throws -> Int {
    if writtenForm == .value {
      return tagSize &+ (try m.bare(codec, value))
    }
    try m.elements(value.count)
    switch writtenForm {
    case .run:
      return value.isEmpty
        ? 0 : tagSize &+ (try m.sized { try sizes(value) { try m.bare(element, $0) } })
    case .bitRun:
      let size: Int = wireBytes(forBits: value.count)
      return size == 0 ? 0 : tagSize &+ wireVarintSize(UInt64(size)) &+ size
    default:
      return try sizes(value) { tagSize &+ (try measureElement(m, $0)) }
    }
  }

  func measureElement(_ m: WireMeasure, _ part: Element) throws -> Int {
    return try m.bare(element, part)
  }
  func writeElement(_ w: WireWriter, _ part: Element) {
    w.bare(element, part)
  }
  func readElement(_ r: WireReader, _ form: WireFieldForm, _ inline: [UInt32]) throws -> Element {
    return try r.bare(element)
  }

  private func sizes(_ value: [Element], _ measure: (Element) throws -> Int) throws -> Int {
    var size: Int = 0
    var index: Int = 0
    do {
      for part: Element in value {
        size &+= try measure(part)
        index &+= 1
      }
    } catch let error as WireError {
      throw error.under(.index(index))
    }
    return size
  }

  override func write(_ w: WireWriter, _ owner: Owner) {
    guard let value: [Element] = written(owner) else { return }
    switch writtenForm {
    case .value:
      w.varint(tag)
      w.bare(codec, value)
    case .run:
      if !value.isEmpty {
        w.varint(tag)
        w.varint(UInt64(w.size()))
        for part: Element in value {
          w.bare(element, part)
        }
      }
    case .bitRun:
      if !value.isEmpty {
        w.varint(tag)
        w.varint(UInt64(wireBytes(forBits: value.count)))
        wireWriteBools(w, value as? [Bool] ?? [])
      }
    case .element, .tableIndex:
      for part: Element in value {
        w.varint(tag)
        writeElement(w, part)
      }
    }
  }

  override func read(
    _ r: WireReader, _ form: WireFieldForm, _ inline: [UInt32], _ owner: inout Owner
  ) throws {
    switch form {
    case .value:
      access.set(&owner, try r.bare(codec))
    case .element, .tableIndex:
      try access.update(&owner, none) { value in
        try r.elements(1, before: value.count)
        value.append(try readElement(r, form, inline))
      }
    case .run, .bitRun:
      let outer: Int = r.end
      let length: Int = try r.length()
      r.end = r.at &+ length
      try access.update(&owner, none) { value in
        if form == .run {
          try wireReadPacked(r, element, scalar, &value)
        } else {
          try readBits(r, &value)
        }
      }
      r.end = outer
    }
  }

  private func none() -> [Element] {
    return []
  }

  private func readBits(_ r: WireReader, _ value: inout [Element]) throws {
    var bits: [Bool] = value as? [Bool] ?? []
    try wireReadBools(r, &bits)
    value = bits as? [Element] ?? value
  }
}

/// An array of texts that may stand in the string table.
public final class WireTaggedTexts<Owner: WireNew>: WireTaggedList<Owner, String> {
  override func measureElement(_ m: WireMeasure, _ part: String) throws -> Int {
    return forms.first?.form == .tableIndex
      ? try m.interned(part) : try super.measureElement(m, part)
  }
  override func writeElement(_ w: WireWriter, _ part: String) {
    if forms.first?.form == .tableIndex {
      w.interned()
    } else {
      super.writeElement(w, part)
    }
  }
  override func readElement(
    _ r: WireReader, _ form: WireFieldForm, _ inline: [UInt32]
  ) throws -> String {
    return form == .tableIndex
      ? try wireReadInterned(r, inline) : try super.readElement(r, form, inline)
  }
}
