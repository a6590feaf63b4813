/// Days since 1970-01-01 of a date of the Gregorian calendar.
func wireDays(year: Int64, month: Int64, day: Int64) -> Int64 {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

func wireCivil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let shifted = days + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let part = (5 * dayOfYear + 2) / 153
  let month = part < 10 ? part + 3 : part - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return (year, month, dayOfYear - (153 * part + 2) / 5 + 1)
}

/// The number of the digits `text[at..<at + count]`.
private func number(_ text: ArraySlice<UInt8>, _ at: Int, _ count: Int) -> Int64? {
  let part = text.dropFirst(at).prefix(count)
  if part.count != count || !part.allSatisfy(wireIsDigit) {
    return nil
  }
  return part.reduce(0) { $0 * 10 + Int64($1 & 15) }
}

private func has(_ text: ArraySlice<UInt8>, _ at: Int, _ byte: UInt8) -> Bool {
  return text.dropFirst(at).first == byte
}

/// Seconds since 1970 of `YYYY-MM-DD`, or of `YYYY-MM-DDThh:mm:ss`.
func wireParseCivil(_ text: ArraySlice<UInt8>, withTime: Bool) -> Int64? {
  guard text.count == (withTime ? 19 : 10), has(text, 4, 0x2d), has(text, 7, 0x2d),
    let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
    month >= 1, month <= 12
  else {
    return nil
  }
  let days = wireDays(year: year, month: month, day: day)
  if wireCivil(days: days) != (year, month, day) {
    return nil
  }
  if !withTime {
    return days * 86_400
  }
  guard has(text, 10, UInt8(ascii: "T")), has(text, 13, 0x3a), has(text, 16, 0x3a),
    let hour = number(text, 11, 2), let minute = number(text, 14, 2),
    let second = number(text, 17, 2),
    hour < 24, minute < 60, second < 60
  else {
    return nil
  }
  return days * 86_400 + hour * 3600 + minute * 60 + second
}

private func padded(_ number: Int64, _ width: Int) -> String {
  return wirePadded(String(number), to: width)
}

/// `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss` of seconds since 1970.
public func wireDateText(_ seconds: Int64, withTime: Bool) -> String {
  let time = (seconds % 86_400 + 86_400) % 86_400
  let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
  let (year, month, day) = wireCivil(days: days)
  let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  if !withTime {
    return date
  }
  return "\(date)T\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
}

/// Reads a time of the form `2026-01-21T00:00:00.000000001Z`, or with an offset.
func wireParseTime(_ text: String) -> WireTime? {
  let bytes = Array(text.utf8)
  var civil = Array(bytes.prefix(19))
  if civil.count == 19 && civil[10] == UInt8(ascii: "t") {
    civil[10] = UInt8(ascii: "T")
  }
  guard let local = wireParseCivil(civil[...], withTime: true) else {
    return nil
  }
  var rest = bytes.dropFirst(19)
  var nanoseconds: Int64 = 0
  if rest.first == UInt8(ascii: ".") {
    rest = rest.dropFirst()
    let digits = rest.prefix(while: wireIsDigit)
    if digits.isEmpty || digits.count > 9 {
      return nil
    }
    for i in 0..<9 {
      nanoseconds = nanoseconds * 10 + Int64(digits.dropFirst(i).first ?? 0x30) - 0x30
    }
    rest = rest.dropFirst(digits.count)
  }
  guard let east = zone(rest) else {
    return nil
  }
  return WireTime(seconds: local - east, nanoseconds: Int32(nanoseconds))
}

/// Seconds that a clock of the zone is ahead.
private func zone(_ text: ArraySlice<UInt8>) -> Int64? {
  if text.elementsEqual("Z".utf8) || text.elementsEqual("z".utf8) {
    return 0
  }
  let west = text.first == UInt8(ascii: "-")
  guard text.count == 6, west || text.first == UInt8(ascii: "+"), has(text, 3, 0x3a),
    let hours = number(text, 1, 2), let minutes = number(text, 4, 2), hours < 24, minutes < 60
  else {
    return nil
  }
  let seconds = hours * 3600 + minutes * 60
  return west ? -seconds : seconds
}

/// A time as text; nothing when its year is not within 0 to 9999.
func wireTimeText(_ time: WireTime) -> String? {
  if time.seconds < -62_167_219_200 || time.seconds > 253_402_300_799 {
    return nil
  }
  var fraction = ""
  if time.nanoseconds != 0 {
    var digits = Array(padded(Int64(time.nanoseconds), 9).utf8)
    while digits.last == 0x30 {
      digits.removeLast()
    }
    fraction = "." + String(decoding: digits, as: UTF8.self)
  }
  return wireDateText(time.seconds, withTime: true) + fraction + "Z"
}

/// Seconds since 1970 of a text `YYYY-MM-DD` or, `withTime`, `YYYY-MM-DDThh:mm:ss`; nil when there is no such time.
public func wireCivilSeconds(_ text: String, withTime: Bool) -> Int64? {
  wireParseCivil(Array(text.utf8)[...], withTime: withTime)
}

/// A day, or a second of a day, without a time zone.
public struct WireDate: Hashable {
  /// Of the date in UTC.
  public var secondsSince1970: Int64

  public init(secondsSince1970: Int64 = 0) {
    self.secondsSince1970 = secondsSince1970
  }
}

extension WireDate: CustomStringConvertible {
  public var description: String {
    wireDateText(secondsSince1970, withTime: secondsSince1970 % 86_400 != 0)
  }
}

/// A point in time.
public struct WireTime: Hashable {
  /// Since 1970-01-01T00:00:00Z.
  public var seconds: Int64
  /// 0 to 999,999,999.
  public var nanoseconds: Int32

  public init(seconds: Int64 = 0, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  public init(json: WireJSON) throws {
    if case .text(let text) = json {
      guard let time: WireTime = wireParseTime(text) else {
        throw WireError(
          "bad-date", "the text is no time of the form 2026-01-21T00:00:00.000000001Z")
      }
      self = time
      return
    }
    let object: WireJSONObject = try wireJSONMembers(json, "a time as text")
    for member in object.members where member.key != "seconds" && member.key != "nanos" {
      let error: WireError = WireError(
        "unknown-key", "a time has nothing but \"seconds\" and \"nanos\"")
      throw error.under(.name(member.key))
    }
    guard let seconds: WireJSON = object["seconds"] else {
      throw WireError("missing-value", "the seconds of the time are missing")
    }
    self.init(seconds: try wireJSONInteger(seconds))
    if let nanos: WireJSON = object["nanos"] {
      nanoseconds = try wireUnder(.name("nanos")) {
        try wireJSONInteger(nanos, lowest: 0, highest: 999_999_999)
      }
    }
  }

  public func writeJSON(_ out: WireJSONOutput) {
    if let text: String = wireTimeText(self) {
      out.text(text)
      return
    }
    out.beginObject()
    out.key("seconds")
    out.integer(seconds)
    out.key("nanos")
    out.integer(nanoseconds)
    out.endObject()
  }
}

extension WireTime: CustomStringConvertible {
  public var description: String {
    wireTimeText(self) ?? String(seconds) + " s"
  }
}
