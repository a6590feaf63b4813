// SPDX-License-Identifier: MIT
// Buffers and streams of several values, and dispatch by type name.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"
#include "core/wire/record_decoder.h"
#include "core/wire/stream_frames.h"

#include <algorithm>

namespace wirebench::python {

namespace {

std::string_view bodyName(FrameBody body)
{
    switch (body) {
    case FrameBody::Message:
        return "MESSAGE";
    case FrameBody::Pair:
        return "PAIR";
    case FrameBody::Code:
        return "CODE";
    case FrameBody::Number:
        return "NUMBER";
    case FrameBody::Text:
        return "TEXT";
    default:
        return "OPAQUE";
    }
}

/// Constant of what a stream's frames are.
std::string streamConstant(Module& module)
{
    const Plan& plan = module.plan();
    std::vector<std::string> types;
    std::string messages;
    for (std::size_t number = 0; number < plan.frameTypes.size(); ++number) {
        const FrameType& type = plan.frameTypes[number];
        if (type.body == FrameBody::None)
            continue;
        const Slot& slot = plan.slots[type.slot];
        std::string item = "rt.FrameType(" + std::to_string(number) + ", " + textLiteral(plan.text(slot.name))
            + ", rt.FrameBody." + std::string(bodyName(type.body));
        if (type.endsStream)
            item += ", ends_stream=True";
        if (type.abandonsMessage)
            item += ", abandons_message=True";
        if (type.mostBytes != 0)
            item += ", most_bytes=" + std::to_string(type.mostBytes);
        types.push_back(item + ')');
        if (type.body == FrameBody::Message)
            messages = module.codec(slot.node);
    }
    const std::string frames = module.constant("frame_types", "(", types);
    return module.constant("stream", "rt.StreamSpec(" + frames + ", " + messages + ", DIALECT)");
}

bool isMessage(const Module& module, const ApiStruct& type)
{
    return module.plan().nodes[type.node].op == Op::Message;
}

void writeMessages(Module& module, CodeWriter& writer)
{
    std::vector<std::string> classes;
    for (std::uint32_t i = 0; i < module.model().structs.size(); ++i) {
        if (isMessage(module, module.model().structs[i]))
            classes.push_back(module.structName(i));
    }
    const std::string types = classes.empty() ? "()" : module.constant("message_types", "(", classes);
    writer.blank();
    writer.line("");
    writer.line("def message_reader(limits: rt.Limits = LIMITS) -> rt.MessageReader:");
    writer.indent();
    writeDoc(writer, "Reads messages that say their types from pieces of any size.");
    writer.line("return rt.MessageReader($1, limits)", types);
    writer.dedent();
    writer.blank();
    writer.line("");
    writeLine(writer,
              "def decode_messages(data: rt.Buffer, limits: rt.Limits = LIMITS) -> "
              "list[rt.Message | rt.UnknownMessage]:");
    writer.indent();
    writeDoc(writer, "All messages of a buffer, each by its type id.");
    writer.line("reader = message_reader(limits)");
    writer.line("messages = list(reader.feed(data))");
    writer.line("reader.finish()");
    writer.line("return messages");
    writer.dedent();
    writer.blank();
    writer.line("");
    writeLine(writer,
              "def encode_messages(messages: Iterable[rt.Message | rt.UnknownMessage], limits: rt.Limits = "
              "LIMITS) -> bytes:");
    writer.indent();
    writeDoc(writer, "Messages one after another.");
    writer.line("return rt.encode_messages(messages, limits)");
    writer.dedent();
}

void writeFrames(Module& module, CodeWriter& writer)
{
    const std::string stream = streamConstant(module);
    writer.blank();
    writer.line("");
    writeLine(writer,
              "def stream_reader(limits: rt.Limits = LIMITS, decompress: rt.Codecs | None = None) -> "
              "rt.StreamReader:");
    writer.indent();
    writeDoc(writer, "Reads a stream of frames from pieces of any size.");
    writer.line("return rt.StreamReader($1, limits, decompress)", stream);
    writer.dedent();
    writer.blank();
    writer.line("");
    writeLine(writer,
              "def stream_writer(limits: rt.Limits = LIMITS, compress: rt.Codecs | None = None) -> "
              "rt.StreamWriter:");
    writer.indent();
    writeDoc(writer, "Writes a stream, a frame a message.");
    writer.line("return rt.StreamWriter($1, limits, compress)", stream);
    writer.dedent();
}

void writeDelimited(CodeWriter& writer)
{
    writer.blank();
    writer.line("");
    writer.line("def encode_delimited(values: Iterable[rt.Struct], limits: rt.Limits = LIMITS) -> bytes:");
    writer.indent();
    writeDoc(writer, "Values, each behind its length.");
    writer.line("return rt.encode_delimited(values, limits, DIALECT)");
    writer.dedent();
}

/// `rt.TypeEntry(…)` of a type one can ask for.
std::string entryOf(const Module& module, const PlanType& type)
{
    const Plan& plan = module.plan();
    const Node& node = plan.nodes[type.node];
    const std::string& name = module.structName(module.typeOf(type.node).index);
    std::vector<std::string> framings;
    for (const Framing framing : framingsOf(plan, type)) {
        if (framing != Framing::SelfDescribing || node.op == Op::Message)
            framings.push_back(textLiteral(framingName(framing)));
    }
    const ApiName* encode = module.model().profile.find("python", ApiRole::Encode);
    const ApiName* decode = module.model().profile.find("python", ApiRole::Decode);
    std::string entry = "rt.TypeEntry(" + name + ", " + name + '.'
        + std::string(encode == nullptr ? "to_bytes" : encode->spelling) + ", " + name + '.'
        + std::string(decode == nullptr ? "from_bytes" : decode->spelling);
    if (!framings.empty())
        entry += ", " + tupleOf(framings);
    if (node.op == Op::Record)
        entry += ", size=" + std::to_string(recordBytes(node.minBits));
    return entry + ')';
}

std::string dispatchConstant(Module& module)
{
    const Plan& plan = module.plan();
    std::vector<std::string> types;
    std::vector<std::string> fullNames;
    for (const PlanType& type : plan.types) {
        types.push_back(textLiteral(type.name) + ": " + entryOf(module, type));
        if (type.fullName != 0 && plan.text(type.fullName) != type.name)
            fullNames.push_back(textLiteral(plan.text(type.fullName)) + ": " + textLiteral(type.name));
        // Of types of one name the schema's own is meant where nothing is said of a package.
        const std::string_view own = module.model().package;
        const bool isOwn = !own.empty() && type.name.size() > own.size() + 1 && type.name.starts_with(own)
            && type.name[own.size()] == '.';
        if (isOwn && plan.findType(std::string_view(type.name).substr(own.size() + 1)) == nullptr)
            fullNames.push_back(textLiteral(std::string_view(type.name).substr(own.size() + 1)) + ": "
                                + textLiteral(type.name));
    }
    const std::string entries
        = types.empty() ? "{}" : module.constant("types_by_name", "{", types, "dict[str, rt.TypeEntry[Any]]");
    const std::string names = fullNames.empty() ? "{}" : module.constant("full_names", "{", fullNames);
    std::string expression = "rt.Dispatch(" + entries + ", " + names;
    if (plan.framing != Framing::None)
        expression += ", framing=" + textLiteral(framingName(plan.framing));
    if (plan.framing == Framing::Frames)
        expression += ", stream=" + streamConstant(module);
    if (module.isTagged())
        expression += ", dialect=DIALECT";
    return module.constant("dispatch", expression + ')');
}

} // namespace

void writeStreams(Module& module, CodeWriter& writer)
{
    switch (module.plan().framing) {
    case Framing::SelfDescribing:
        writeMessages(module, writer);
        break;
    case Framing::Frames:
        writeFrames(module, writer);
        break;
    default:
        break;
    }
    if (module.isTagged())
        writeDelimited(writer);
}

void writeDispatch(Module& module, CodeWriter& writer)
{
    const std::string dispatch = dispatchConstant(module);
    const auto function = [&](std::string_view signature, std::string_view doc, std::string_view call) {
        writer.blank();
        writer.line("");
        writeLine(writer, signature);
        writer.indent();
        writeDoc(writer, doc);
        writeLine(writer, "return " + dispatch + '.' + std::string(call));
        writer.dedent();
    };
    function("def encode_json(type_name: str, value: rt.Json, limits: rt.Limits = LIMITS) -> bytes:",
             "The bytes of a value given as JSON, by the name of its type.", "encode(type_name, value, limits)");
    function("def decode_json(type_name: str, data: rt.Buffer, limits: rt.Limits = LIMITS) -> rt.Json:",
             "The value of some bytes as JSON, by the name of its type.", "decode(type_name, data, limits)");
    function("def encode_stream_json(value: rt.Json, type_name: str = \"\", framing: str = \"\", limits: rt.Limits = "
             "LIMITS, compress: rt.Codecs | None = None) -> bytes:",
             "The bytes of several values given as a JSON array.",
             "encode_stream(value, type_name, framing, limits, compress)");
    function("def decode_stream_json(data: rt.Buffer | Iterable[rt.Buffer], type_name: str = \"\", framing: str = "
             "\"\", limits: rt.Limits = "
             "LIMITS, decompress: rt.Codecs | None = None) -> rt.Json:",
             "The values of a buffer or stream, which may come in pieces, as a JSON array.",
             "decode_stream(data, type_name, framing, limits, decompress)");
}

} // namespace wirebench::python
