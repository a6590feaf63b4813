// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <string>

// Streams of messages that say what they are, and the dispatch by the names of types.

namespace wirebench::typescript {

namespace {

void printMessages(Context& context)
{
    CodeWriter& out = context.out;
    const std::string type = context.names.types.take("AnyMessage");
    out.line("/** A message of a buffer, by its type. */");
    out.line("export type $1 =", type);
    out.indent();
    for (const ApiStruct& entry : context.model.structs) {
        if (context.ownerOf(entry).op == Op::Message)
            out.line("| { readonly type: $1; readonly value: $2 }", textLiteral(entry.shownName),
                     context.nameOf(entry));
    }
    out.line("| rt.UnknownMessage;");
    out.dedent();
    out.blank();
    out.line("/** Buffers and streams of messages. */");
    out.line("export const messages = new rt.Messages<$1>(", type);
    out.indent();
    out.line("[");
    out.indent();
    for (const ApiStruct& entry : context.model.structs) {
        if (context.ownerOf(entry).op == Op::Message)
            out.line("$1,", context.codecOf(entry));
    }
    out.dedent();
    out.line("],");
    out.line("format,");
    out.dedent();
    out.line(");");
    out.blank();
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
        return "rt.Pair";
    case FrameBody::Code:
        return "rt.Code";
    case FrameBody::Number:
        return "bigint";
    case FrameBody::Text:
        return "string";
    default:
        return "Uint8Array";
    }
}

/// The key of a frame type in JSON.
std::string kindName(const Context& context, const FrameType& frame)
{
    return textLiteral(context.plan.text(context.plan.slots[frame.slot].name));
}

void printFrameItem(Context& context, const std::string& type)
{
    CodeWriter& out = context.out;
    out.line("/** What a frame of a stream says. */");
    out.line("export type $1 =", type);
    out.indent();
    std::string last;
    for (const FrameType& frame : context.plan.frameTypes) {
        if (frame.body == FrameBody::None)
            continue;
        if (!last.empty())
            out.line(last);
        last = "| { readonly kind: " + kindName(context, frame) + "; readonly value: " + bodyType(context, frame.body)
            + " }";
    }
    out.line(last + ';');
    out.dedent();
    out.blank();
}

void printFrameKinds(Context& context)
{
    CodeWriter& out = context.out;
    out.line("[");
    out.indent();
    for (std::size_t number = 0; number < context.plan.frameTypes.size(); ++number) {
        const FrameType& frame = context.plan.frameTypes[number];
        if (frame.body == FrameBody::None)
            continue;
        out.line("{");
        out.indent();
        out.line("number: $1,", std::to_string(number));
        out.line("body: \"$1\",", bodyName(frame.body));
        out.line("kind: $1,", kindName(context, frame));
        out.line("endsStream: $1,", frame.endsStream ? "true" : "false");
        out.line("abandonsMessage: $1,", frame.abandonsMessage ? "true" : "false");
        out.line("mostBytes: $1,", std::to_string(frame.mostBytes));
        out.dedent();
        out.line("},");
    }
    out.dedent();
    out.line("],");
}

void printFrames(Context& context)
{
    CodeWriter& out = context.out;
    const std::string item = context.names.types.take("StreamItem");
    printFrameItem(context, item);
    out.line("const streamMessages = (): readonly rt.Alternative[] => [");
    out.indent();
    for (const FrameType& frame : context.plan.frameTypes) {
        if (frame.body == FrameBody::Message)
            printAlternatives(context, context.plan.references[context.plan.nodeOf(frame.slot).detail]);
    }
    out.dedent();
    out.line("];");
    out.blank();
    out.line("/** Streams of frames: messages, and what is said between them. */");
    out.line("export const frames = new rt.Frames<$1>(", item);
    out.indent();
    printFrameKinds(context);
    out.line("streamMessages,");
    out.line("rt.reference<$1>(\"id\", streamMessages, knownTypes),", context.names.unions[context.model.streamUnion]);
    out.line("format,");
    out.dedent();
    out.line(");");
    out.blank();
}

bool hasMessages(const Context& context)
{
    return context.plan.framing == Framing::SelfDescribing && !context.plan.messages.empty();
}

bool hasFrames(const Context& context)
{
    return context.plan.framing == Framing::Frames && context.model.streamUnion != kNoIndex;
}

} // namespace

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
    std::string_view framing = "none";
    if (context.plan.framing == Framing::SelfDescribing)
        framing = "messages";
    else if (context.plan.framing == Framing::Frames)
        framing = "frames";
    const std::string_view whole = hasMessages(context) ? "messages" : hasFrames(context) ? "frames" : "null";
    out.line("/** Encodes from and decodes to JSON by the name of a type. */");
    out.line("export const dispatcher = new rt.Dispatcher(");
    out.indent();
    out.line("format,");
    out.line("[");
    out.indent();
    for (const ApiStruct& entry : context.model.structs) {
        if (entry.type != kNoIndex)
            out.line("$1,", context.codecOf(entry));
    }
    out.dedent();
    out.line("],");
    out.line("\"$1\",", framing);
    out.line("$1,", whole);
    out.line("$1,", textLiteral(context.model.package));
    out.dedent();
    out.line(");");
}

} // namespace wirebench::typescript
