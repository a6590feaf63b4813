/// A regular expression as steps over the bytes of a text. All ways through them are followed at once, from every place
/// of the text, so that the work is at most steps times bytes.
public final class WirePattern {
  private enum Op: Int {
    /// The next byte is in a set.
    case byte
    /// On at both steps.
    case split
    case found
    // These take no byte: on where they hold.
    case textBegin
    case textEnd
    case lineBegin
    case lineEnd
    case wordEdge
    case noWordEdge
  }

  private struct Step {
    let op: Op
    let next: Int
    /// Of a split: another step; of a byte: its set.
    let other: Int
  }

  private let steps: [Step]
  /// Eight words a set; a bit a byte.
  private let sets: [UInt32]

  /// Both in hexadecimal: three numbers a step, eight numbers a set.
  public init(steps: String, sets: String) {
    let numbers: [Int] = steps.split(separator: " ").map { Int($0, radix: 16) ?? 0 }
    let words: [UInt32] = sets.split(separator: " ").map { UInt32($0, radix: 16) ?? 0 }
    let count: Int = numbers.count / 3
    self.steps = (0..<count).map { place in
      let op: Op = Op(rawValue: numbers[3 * place]) ?? .found
      let other: Int = numbers[3 * place + 2]
      let isSound: Bool = numbers[3 * place + 1] < count && (op != .split || other < count)
      return Step(op: isSound ? op : .found, next: numbers[3 * place + 1], other: other)
    }
    self.sets = words
  }

  /// Whether the expression is found in a text.
  public func matches(_ text: String) -> Bool {
    let bytes: [UInt8] = Array(text.utf8)
    /// Steps that the byte before has led to.
    var here: [Int] = []
    for at: Int in 0...bytes.count {
      var isQueued: [Bool] = [Bool](repeating: false, count: steps.count)
      var queue: [Int] = []
      var there: [Int] = []
      func reach(_ step: Int) {
        if !isQueued[step] {
          isQueued[step] = true
          queue.append(step)
        }
      }
      here.forEach(reach)
      reach(0)
      var done: Int = 0
      while done < queue.count {
        let step: Step = steps[queue[done]]
        done += 1
        switch step.op {
        case .found:
          return true
        case .byte:
          if at < bytes.count && isIn(step.other, bytes[at]) {
            there.append(step.next)
          }
        case .split:
          reach(step.next)
          reach(step.other)
        default:
          if holds(step.op, bytes, at) {
            reach(step.next)
          }
        }
      }
      here = there
    }
    return false
  }

  private func isIn(_ set: Int, _ byte: UInt8) -> Bool {
    let word: Int = 8 * set + Int(byte / 32)
    return word < sets.count && sets[word] >> UInt32(byte % 32) & 1 != 0
  }

  private func holds(_ op: Op, _ bytes: [UInt8], _ at: Int) -> Bool {
    let before: UInt8? = at == 0 ? nil : bytes[at - 1]
    let behind: UInt8? = at == bytes.count ? nil : bytes[at]
    switch op {
    case .textBegin:
      return before == nil
    case .textEnd:
      return behind == nil
    case .lineBegin:
      return before == nil || before == 0x0a
    case .lineEnd:
      return behind == nil || behind == 0x0a
    default:
      return (isWord(before) != isWord(behind)) == (op == .wordEdge)
    }
  }

  private func isWord(_ byte: UInt8?) -> Bool {
    switch byte {
    case .some(0x30...0x39), .some(0x41...0x5a), .some(0x61...0x7a), .some(0x5f):
      return true
    default:
      return false
    }
  }
}
