/// Bytes of the UTF-8 character at `at`, which is before `end`; 0 when there is none.
func wireCharacterSize(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
  let first: UInt8 = bytes[at]
  if first < 0x80 {
    return 1
  }
  if first < 0xC2 || first > 0xF4 {
    return 0
  }
  let size: Int = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  if size > end &- at {
    return 0
  }
  for place: Int in at &+ 1..<at &+ size where bytes[place] & 0xC0 != 0x80 {
    return 0
  }
  let second: UInt8 = bytes[at &+ 1]
  switch first {
  case 0xE0:
    return second < 0xA0 ? 0 : size
  case 0xED:
    return second > 0x9F ? 0 : size
  case 0xF0:
    return second < 0x90 ? 0 : size
  case 0xF4:
    return second > 0x8F ? 0 : size
  default:
    return size
  }
}

/// The first byte from `begin` on that is no UTF-8; `end` when all is.
func wireValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>, _ begin: Int, _ end: Int) -> Int {
  var at: Int = begin
  while at < end {
    if end &- at >= 8 {
      var all: UInt8 = 0
      for place: Int in at..<at &+ 8 {
        all |= bytes[place]
      }
      if all < 0x80 {
        at &+= 8
        continue
      }
    }
    let size: Int = wireCharacterSize(bytes, at, end)
    if size == 0 {
      return at
    }
    at &+= size
  }
  return end
}
