#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Nanoseconds of a clock that only goes forward; nil where there is none, so that time has no limit.
func wireNanoseconds() -> UInt64? {
  #if canImport(Darwin) || canImport(Glibc) || canImport(Musl) || canImport(Android)
    var time: timespec = timespec()
    if clock_gettime(CLOCK_MONOTONIC, &time) != 0 {
      return nil
    }
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  #else
    return nil
  #endif
}
