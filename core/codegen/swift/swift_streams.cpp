// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <string>
#include <utility>
#include <vector>

// Streams of messages that say what they are, and the dispatch by the names of types.

namespace wirebench::swift {

namespace {

bool hasMessages(const Context& context)
{
    return context.plan.framing == Framing::SelfDescribing && !context.plan.messages.empty();
}

bool hasFrames(const Context& context)
{
    return context.plan.framing == Framing::Frames && context.model.streamUnion != kNoIndex;
}

/// The self-describing messages, and their cases in the enum of all of them.
std::vector<std::pair<const ApiStruct*, std::string>> messageCases(const Context& context)
{
    NameScope scope{"unknown", "init", "self", "wireUnknown"};
    std::vector<std::pair<const ApiStruct*, std::string>> cases;
    for (const ApiStruct& entry : context.model.structs) {
        if (context.ownerOf(entry).op == Op::Message)
            cases.emplace_back(&entry, takeMember(scope, entry.name));
    }
    return cases;
}

void printMessageType(Context& context)
{
    CodeWriter& out = context.out;
    printDoc(out, "A message of a buffer, by its type.", false);
    out.line("public indirect enum $1: WireAnyMessage {", context.names.anyMessage);
    out.indent();
    for (const auto& [entry, label] : messageCases(context))
        out.line("case $1($2)", label, context.nameOf(*entry));
    printDoc(out, "A message of a type that the schema does not have, its header included.", false);
    out.line("case unknown([UInt8])");
    out.blank();
    out.line("public init(wireUnknown: [UInt8]) {");
    out.line("  self = .unknown(wireUnknown)");
    out.line("}");
    out.blank();
    out.line("public var wireUnknown: [UInt8]? {");
    out.line("  if case .unknown(let bytes) = self { return bytes }");
    out.line("  return nil");
    out.line("}");
    out.dedent();
    out.line("}");
    out.blank();
}

void printMessageCase(Context& context, const std::string& type, std::uint64_t id, const std::string& codec,
                      const std::string& label)
{
    CodeWriter& out = context.out;
    out.line("WireMessageCase<$1>(", type);
    out.indent();
    out.line("id: $1, codec: $2,", std::to_string(id), codec);
    out.line("make: { .$1($$0) },", label);
    out.line("get: { if case .$1(let value) = $$0 { return value } else { return nil } }),", label);
    out.dedent();
}

void printMessages(Context& context)
{
    CodeWriter& out = context.out;
    const std::string& type = context.names.anyMessage;
    out.blank();
    printDoc(out, "Buffers and streams of messages.", false);
    out.line("public static let messages: WireMessages<$1> = WireMessages<$1>(", type);
    out.indent();
    out.line("format: $1,", context.constant("format"));
    out.line("cases: [");
    out.indent();
    for (const auto& [entry, label] : messageCases(context))
        printMessageCase(context, type, context.plan.messages[context.ownerOf(*entry).detail].typeId,
                         context.nameOf(*entry) + ".wireCodec", label);
    out.dedent();
    out.line("])");
    out.dedent();
}

std::string_view bodyName(FrameBody body)
{
    switch (body) {
    case FrameBody::Message:
        return "message";
    case FrameBody::Pair:
        return "pair";
    case FrameBody::Code:
        return "code";
    case FrameBody::Number:
        return "number";
    case FrameBody::Text:
        return "text";
    default:
        return "opaque";
    }
}

std::string bodyType(const Context& context, FrameBody body)
{
    switch (body) {
    case FrameBody::Message:
        return context.names.unions[context.model.streamUnion];
    case FrameBody::Pair:
        return "WirePair";
    case FrameBody::Code:
        return "WireCode";
    case FrameBody::Number:
        return "UInt64";
    case FrameBody::Text:
        return "String";
    default:
        return "[UInt8]";
    }
}

struct FrameCase {
    std::size_t number = 0;
    const FrameType* frame = nullptr;
    std::string label;
    std::string key; ///< In JSON.
};

std::vector<FrameCase> frameCases(const Context& context)
{
    NameScope scope{"init", "self", "wireContent"};
    std::vector<FrameCase> cases;
    for (std::size_t number = 0; number < context.plan.frameTypes.size(); ++number) {
        const FrameType& frame = context.plan.frameTypes[number];
        if (frame.body == FrameBody::None)
            continue;
        const std::string_view key = context.plan.text(context.plan.slots[frame.slot].name);
        cases.push_back({number, &frame, takeMember(scope, key), std::string(key)});
    }
    return cases;
}

void printFrameType(Context& context)
{
    CodeWriter& out = context.out;
    const std::string& message = context.names.unions[context.model.streamUnion];
    const std::vector<FrameCase> cases = frameCases(context);
    printDoc(out, "What a frame of a stream says.", false);
    out.line("public enum $1: WireFrame {", context.names.streamItem);
    out.indent();
    for (const FrameCase& one : cases)
        out.line("case $1($2)", one.label, bodyType(context, one.frame->body));
    out.blank();
    out.line("public init?(wireNumber: UInt8, _ content: WireFrameContent<$1>) {", message);
    out.line("  switch (wireNumber, content) {");
    for (const FrameCase& one : cases)
        out.line("  case ($1, .$2(let value)): self = .$3(value)", std::to_string(one.number),
                 bodyName(one.frame->body), one.label);
    out.line("  default: return nil");
    out.line("  }");
    out.line("}");
    out.blank();
    out.line("public var wireContent: (number: UInt8, content: WireFrameContent<$1>) {", message);
    out.line("  switch self {");
    for (const FrameCase& one : cases)
        out.line("  case .$1(let value): return ($2, .$3(value))", one.label, std::to_string(one.number),
                 bodyName(one.frame->body));
    out.line("  }");
    out.line("}");
    out.dedent();
    out.line("}");
    out.blank();
}

/// The types of messages that streams carry.
const ReferenceInfo* streamMessages(const Context& context)
{
    for (const FrameType& frame : context.plan.frameTypes) {
        if (frame.body == FrameBody::Message)
            return &context.plan.references[context.plan.nodeOf(frame.slot).detail];
    }
    return nullptr;
}

void printStreamReference(Context& context, const ReferenceInfo& info)
{
    const std::uint32_t index = context.model.streamUnion;
    CodeWriter& out = context.out;
    out.blank();
    out.line("static let streamReference: WireCodec<$1?> =", context.names.unions[index]);
    out.indent();
    out.line("WireReferenceCodec<$1>(", context.names.unions[index]);
    out.indent();
    out.line("by: .id, known: $1,", context.constant("knownTypes"));
    out.line("cases: {");
    out.line("  [");
    out.indent();
    out.indent();
    printCases(context, info, index);
    out.dedent();
    out.dedent();
    out.line("  ]");
    out.line("})");
    out.dedent();
    out.dedent();
}

void printFrames(Context& context)
{
    const ReferenceInfo& info = *streamMessages(context);
    printStreamReference(context, info);
    const std::uint32_t index = context.model.streamUnion;
    CodeWriter& out = context.out;
    const std::string& type = context.names.streamItem;
    out.blank();
    printDoc(out, "Streams of frames: messages, and what is said between them.", false);
    out.line("public static let frames: WireFrames<$1> = WireFrames<$1>(", type);
    out.indent();
    out.line("format: $1,", context.constant("format"));
    out.line("kinds: [");
    out.indent();
    for (const FrameCase& one : frameCases(context)) {
        std::string extras;
        if (one.frame->endsStream)
            extras += ", endsStream: true";
        if (one.frame->abandonsMessage)
            extras += ", abandonsMessage: true";
        if (one.frame->mostBytes != 0)
            extras += ", mostBytes: " + std::to_string(one.frame->mostBytes);
        out.line("WireFrameKind($1, .$2, $3$4),", std::to_string(one.number), bodyName(one.frame->body),
                 textLiteral(one.key), extras);
    }
    out.dedent();
    out.line("],");
    out.line("union: $1,", context.constant("streamReference"));
    out.line("messages: [");
    out.indent();
    const ApiUnion& entry = context.model.unions[index];
    for (std::size_t one = 0; one < entry.alternatives.size(); ++one) {
        const ReferenceType& alternative = context.plan.referenceTypes[entry.alternatives[one].referenceType];
        printMessageCase(context, context.names.unions[index], alternative.id,
                         codecOf(context, entry.alternatives[one].node), context.names.cases[index][one]);
    }
    out.dedent();
    out.line("])");
    out.dedent();
}

} // namespace

void printStreamTypes(Context& context)
{
    if (hasMessages(context))
        printMessageType(context);
    if (hasFrames(context))
        printFrameType(context);
}

void printStreams(Context& context)
{
    if (hasMessages(context))
        printMessages(context);
    if (hasFrames(context))
        printFrames(context);
}

void printDispatch(Context& context)
{
    CodeWriter& out = context.out;
    const std::string_view framing = context.plan.framing == Framing::SelfDescribing ? "messages"
        : context.plan.framing == Framing::Frames                                    ? "frames"
                                                                                     : "none";
    const std::string stream = hasMessages(context) ? "messages" : hasFrames(context) ? "frames" : "";
    out.blank();
    printDoc(out, "Encodes from and decodes to JSON by the name of a type.", false);
    out.line("public static let dispatcher: WireDispatcher = WireDispatcher(");
    out.indent();
    out.line("format: $1,", context.constant("format"));
    out.line("types: [");
    out.indent();
    for (const ApiStruct& entry : context.model.structs) {
        if (entry.type == kNoIndex)
            continue;
        const std::string& view = context.names.views[context.indexOf(entry)];
        out.line("WireType($1$2.wireCodec$3),", context.ownerOf(entry).op == Op::Record ? "record: " : "",
                 context.nameOf(entry), view.empty() ? view : ", view: " + view + ".wireCodec");
    }
    out.dedent();
    out.line("],");
    out.line("framing: \"$1\",", framing);
    if (!stream.empty())
        out.line("stream: $1,", context.constant(stream));
    out.line("package: $1)", textLiteral(context.model.package));
    out.dedent();
}

} // namespace wirebench::swift
