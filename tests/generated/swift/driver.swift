// SPDX-License-Identifier: MIT
// Answers requests to generated code, one JSON text a line; see the README of core/codegen. The arguments are the
// command that compresses and decompresses (codec.py).
import WirebenchRuntime

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// codec.py, which answers a line with a line.
final class Codec {
  private var input: Int32 = -1
  private var output: Int32 = -1

  init(_ command: [String]) {
    var down: [Int32] = [0, 0]
    var up: [Int32] = [0, 0]
    guard !command.isEmpty, pipe(&down) == 0, pipe(&up) == 0 else {
      return
    }
    #if canImport(Glibc)
      var actions: posix_spawn_file_actions_t = posix_spawn_file_actions_t()
      var child: pid_t = 0
    #else
      var actions: posix_spawn_file_actions_t?
      var child: pid_t = 0
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, down[0], 0)
    posix_spawn_file_actions_adddup2(&actions, up[1], 1)
    posix_spawn_file_actions_addclose(&actions, down[1])
    posix_spawn_file_actions_addclose(&actions, up[0])
    let arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    if posix_spawnp(&child, command[0], &actions, nil, arguments, environ) == 0 {
      input = down[1]
      output = up[0]
    }
    arguments.forEach { free($0) }
    posix_spawn_file_actions_destroy(&actions)
    close(down[0])
    close(up[1])
  }

  /// The words of the answer; "unknown" where there is none.
  func ask(_ line: String) -> [String] {
    let bytes: [UInt8] = Array((line + "\n").utf8)
    var written: Int = 0
    while input >= 0 && written < bytes.count {
      let count: Int = bytes[written...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count <= 0 {
        return ["unknown"]
      }
      written += count
    }
    var answer: [UInt8] = []
    var piece: [UInt8] = [UInt8](repeating: 0, count: 1 << 16)
    while output >= 0 && answer.last != UInt8(ascii: "\n") {
      let count: Int = read(output, &piece, piece.count)
      if count <= 0 {
        return ["unknown"]
      }
      answer += piece[..<count]
    }
    return String(decoding: answer.dropLast(), as: UTF8.self).split(separator: " ").map(String.init)
  }
}

struct Unsound: Error {}

/// The answers to requests, by the dispatchers of modules.
final class Driver {
  private let modules: [String: WireDispatcher]
  private let codec: Codec

  init(_ modules: [String: WireDispatcher], _ codec: Codec) {
    self.modules = modules
    self.codec = codec
  }

  private func inflate(_ algorithm: String, _ bytes: [UInt8], _ most: Int) throws -> [UInt8]? {
    if algorithm.isEmpty || !algorithm.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) {
      return nil
    }
    let answer: [String] = codec.ask("decompress \(algorithm) \(most) \(wireHex(bytes))")
    switch answer.first {
    case "ok":
      return try wireFromHex(answer.count > 1 ? answer[1] : "")
    case "too-large":
      throw WireError("limit-message", "more comes out than may")
    case "unknown":
      return nil
    default:
      throw Unsound()
    }
  }

  private func deflate(_ algorithm: String, _ bytes: [UInt8]) throws -> [UInt8] {
    let answer: [String] = codec.ask("compress \(algorithm) 0 \(wireHex(bytes))")
    if answer.first != "ok" || answer.count < 2 {
      throw WireError("compression", "nothing compresses by " + algorithm)
    }
    return try wireFromHex(answer[1])
  }

  private func text(_ request: WireJSONObject, _ key: String) -> String? {
    if case .some(.text(let text)) = request[key] {
      return text
    }
    return nil
  }

  private func milliseconds(_ seconds: WireJSON) -> Int? {
    guard case .number(let text) = seconds, let value: Double = Double(text) else {
      return nil
    }
    return Int(exactly: (value * 1000).rounded(.up))
  }

  private func options(_ request: WireJSONObject, _ usual: WireLimits) throws -> WireOptions {
    var limits: WireLimits = usual
    var options: WireOptions = WireOptions(inflate: inflate)
    if case .some(.object(let given)) = request["limits"] {
      for member: (key: String, value: WireJSON) in given.members {
        switch member.key {
        case "message":
          limits.messageBytes = try wireJSONInteger(member.value)
        case "depth":
          limits.depth = try wireJSONInteger(member.value)
        case "string":
          limits.stringBytes = try wireJSONInteger(member.value)
        case "array":
          limits.arrayElements = try wireJSONInteger(member.value)
        case "total":
          limits.totalElements = try wireJSONInteger(member.value)
        case "time":
          limits.milliseconds = milliseconds(member.value) ?? limits.milliseconds
        case "strict":
          options.strict = try wireJSONBool(member.value)
        default:
          break
        }
      }
    }
    options.limits = limits
    return options
  }

  func answer(_ line: String) -> String {
    let out: WireJSONOutput = WireJSONOutput()
    out.beginObject()
    do {
      let (key, value): (String, String) = try result(
        wireJSONMembers(wireParseJSON(Array(line.utf8))))
      out.key("ok")
      out.bool(true)
      out.key(key)
      out.raw(value)
    } catch {
      out.key("ok")
      // What no request may cause is neither an answer nor a refusal.
      out.raw(error is WireError ? "false" : "null")
      out.key("error")
      out.text("\(error)")
    }
    out.endObject()
    return out.text
  }

  private func result(_ request: WireJSONObject) throws -> (String, String) {
    guard let dispatcher: WireDispatcher = modules[text(request, "module") ?? ""] else {
      throw Unsound()
    }
    let type: String? = text(request, "type")
    let isStream: Bool = try request["stream"].map(wireJSONBool) ?? false
    let options: WireOptions = try self.options(request, dispatcher.format.limits)
    if text(request, "op") == "encode" {
      let value: WireJSONOutput = WireJSONOutput()
      value.value(request["value"] ?? .null)
      let json: [UInt8] = Array(value.text.utf8)
      let bytes: [UInt8] =
        isStream
        ? try dispatcher.encodeStreamJSON(
          framing: text(request, "framing"), type: type, json: json, options: options,
          deflate: deflate)
        : try dispatcher.encodeJSON(type: type, json: json, options: options)
      return ("hex", "\"" + wireHex(bytes) + "\"")
    }
    let bytes: [UInt8] = try wireFromHex(text(request, "hex") ?? "")
    if !isStream {
      let value: Result<String, Error> = Result {
        try dispatcher.decodeJSON(type: type, bytes: bytes, options: options)
      }
      let view: Result<String?, Error> = Result {
        try dispatcher.decodeViewJSON(type: type, bytes: bytes, options: options)
      }
      if case .success(nil) = view {
        return ("value", try value.get())
      }
      if outcome(value.map { (text: String) -> String? in text }) != outcome(view) {
        throw ViewDiffers()
      }
      return ("value", try value.get())
    }
    let framing: String? = text(request, "framing")
    func inPieces(_ size: Int) throws -> String {
      try dispatcher.decodePieces(
        framing: framing, type: type, bytes: bytes, size: size, options: options)
    }
    let whole: String? = try? inPieces(0)
    for size: Int in [1, 2, 3, 7] where (try? inPieces(size)) != whole {
      throw PiecesDiffer(size: size)
    }
    return ("value", try inPieces(0))
  }
}

struct ViewDiffers: Error {}

/// What was read, or what is wrong.
func outcome(_ result: Result<String?, Error>) -> String {
  switch result {
  case .success(let text):
    return text ?? ""
  case .failure(let error):
    return "\(error)"
  }
}

struct PiecesDiffer: Error {
  let size: Int
}

/// Structs are read recursively, so deep ones need more stack than a thread has.
func onLargeStack(_ body: @escaping () -> Void) {
  let boxed: UnsafeMutableRawPointer = Unmanaged.passRetained(Work(body)).toOpaque()
  var attributes: pthread_attr_t = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 256 << 20)
  #if canImport(Glibc)
    var thread: pthread_t = pthread_t()
    let status: Int32 = pthread_create(&thread, &attributes, Work.run, boxed)
    precondition(status == 0, "a thread can be started")
    pthread_join(thread, nil)
  #else
    var thread: pthread_t?
    let status: Int32 = pthread_create(&thread, &attributes, Work.run, boxed)
    precondition(status == 0, "a thread can be started")
    pthread_join(thread!, nil)
  #endif
}

final class Work {
  private let body: () -> Void

  init(_ body: @escaping () -> Void) {
    self.body = body
  }

  #if canImport(Glibc)
    static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
      Unmanaged<Work>.fromOpaque($0!).takeRetainedValue().body()
      return nil
    }
  #else
    static let run: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
      Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body()
      return nil
    }
  #endif
}

func serve(_ modules: [String: WireDispatcher]) {
  let driver: Driver = Driver(modules, Codec(Array(CommandLine.arguments.dropFirst())))
  onLargeStack {
    while let line: String = readLine() {
      print(driver.answer(line))
      fflush(stdout)
    }
  }
}
