// SPDX-License-Identifier: MIT
// Several values in a row: streams of frames, messages with headers, and how tools reach them by name.
#include "core/codegen/cpp/cpp_printer.h"
#include "core/wire/stream_frames.h"

#include <algorithm>
#include <array>

namespace wirebench::cpp {

namespace {

constexpr std::array<std::string_view, 7> kBodies{"none", "message", "pair", "code", "opaque", "number", "text"};

/// The structs that are messages with a header.
std::vector<std::uint32_t> messages(const Context& context)
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i) {
        if (context.node(context.model().structs[i].node).op == Op::Message)
            found.push_back(i);
    }
    return found;
}

bool hasFrames(const Context& context)
{
    return context.model().streamUnion != kNoIndex;
}

bool hasMessages(const Context& context)
{
    return context.plan().framing == Framing::SelfDescribing && !messages(context).empty();
}

void writeFormatDeclaration(CodeWriter& out, std::string_view name, std::string_view message, std::string_view content,
                            bool frames)
{
    out.line("struct $1 {", name);
    out.indent();
    out.line("using Message = $1;", message);
    if (frames)
        out.line("static const ::wirebench_runtime::FrameTypes types;");
    out.line("/// Reads the $1 of a message.", content);
    out.line("static ::wirebench_runtime::Error read(std::uint64_t type_id, std::span<const std::uint8_t> bytes,");
    out.line("                                       Message& message,");
    out.line("                                       const ::wirebench_runtime::Options& options = kLimits);");
    out.line("/// Appends a message.");
    out.line("static ::wirebench_runtime::Error write(const Message& message, std::vector<std::uint8_t>& out,");
    out.line("                                        const ::wirebench_runtime::Options& options = kLimits);");
    out.dedent();
    out.line("};");
    out.blank();
}

void writeFrameTypes(CodeWriter& out, const Context& context)
{
    out.line("/// What a stream consists of.");
    out.line("enum class FrameKind : std::uint8_t {");
    out.indent();
    NameScope names({"default"});
    for (std::size_t i = 0; i < context.plan().frameTypes.size(); ++i) {
        const FrameType& type = context.plan().frameTypes[i];
        if (type.body != FrameBody::None)
            out.line("$1 = $2,", names.take(snakeCase(context.plan().text(type.label))), std::to_string(i));
    }
    out.dedent();
    out.line("};");
    out.blank();
}

void writeFrameFormat(CodeWriter& out, const Context& context)
{
    const std::string& message = context.unionName(context.model().streamUnion);
    out.line("constexpr wb::FrameTypes StreamFormat::types{{");
    out.indent();
    for (const FrameType& type : context.plan().frameTypes) {
        const std::string name
            = type.body == FrameBody::None ? "" : std::string(context.plan().text(context.slot(type.slot).name));
        out.line("{wb::FrameBody::$1, $2, $3, $4, $5},", kBodies[static_cast<std::size_t>(type.body)],
                 type.endsStream ? "true" : "false", type.abandonsMessage ? "true" : "false",
                 std::to_string(type.mostBytes), Context::quoted(name));
    }
    out.dedent();
    out.line("}};");
    out.blank();
    out.line(
        "wb::Error StreamFormat::read(std::uint64_t type_id, std::span<const std::uint8_t> bytes, Message& message,");
    out.line("                             const wb::Options& options)");
    out.line("{");
    out.indent();
    out.line("wb::TableDecoder d(bytes, options);");
    out.line("const wb::TypeName type{type_id, {}, bytes.data(), bytes.data() + bytes.size()};");
    out.line("if (!d.error())");
    out.line("    codec::$1::content(d, type, message);", message);
    out.line("return d.error();");
    out.dedent();
    out.line("}");
    out.blank();
    out.line("wb::Error StreamFormat::write(const Message& message, std::vector<std::uint8_t>& out, "
             "const wb::Options& options)");
    out.line("{");
    out.line("    return wb::append_named<codec::$1>(out, message, options);", message);
    out.line("}");
    out.blank();
    if (!context.features().json)
        return;
    out.line("namespace {");
    out.blank();
    out.line("struct StreamJson : StreamFormat {");
    out.indent();
    out.line("static void to_json(std::string& out, const Message& message)");
    out.block(
        "{", [&] { out.line("codec::$1::to_json(out, message);", message); }, "}");
    out.line("static bool from_json(wb::JsonInput& in, const wb::JsonValue& json, Message& message)");
    out.block(
        "{", [&] { out.line("return codec::$1::from_json(in, json, message, true);", message); }, "}");
    out.dedent();
    out.line("};");
    out.blank();
    out.line("} // namespace");
    out.blank();
}

void writeMessageRead(CodeWriter& out, const Context& context)
{
    out.line(
        "wb::Error MessageFormat::read(std::uint64_t type_id, std::span<const std::uint8_t> bytes, Message& message,");
    out.line("                              const wb::Options& options)");
    out.line("{");
    out.indent();
    for (const std::uint32_t index : messages(context)) {
        const std::string& name = context.structName(index);
        out.line("if (type_id == $1::kTypeId)", name);
        out.line("    return message.emplace<$1>().try_deserialize(bytes, options);", name);
    }
    out.line("message.emplace<wb::UnknownMessage>().bytes.assign(bytes.begin(), bytes.end());");
    out.line("return {};");
    out.dedent();
    out.line("}");
    out.blank();
    out.line("wb::Error MessageFormat::write(const Message& message, std::vector<std::uint8_t>& out, "
             "const wb::Options& options)");
    out.line("{");
    out.indent();
    for (const std::uint32_t index : messages(context)) {
        out.line("if (const auto* value = std::get_if<$1>(&message))", context.structName(index));
        out.line("    return value->try_serialize(out, options);");
    }
    out.line("const auto& unknown = std::get<wb::UnknownMessage>(message);");
    out.line("out.insert(out.end(), unknown.bytes.begin(), unknown.bytes.end());");
    out.line("return {};");
    out.dedent();
    out.line("}");
    out.blank();
}

void writeMessageJson(CodeWriter& out, const Context& context)
{
    out.line("namespace {");
    out.blank();
    out.line("struct MessageJson : MessageFormat {");
    out.indent();
    out.line("static void to_json(std::string& out, const Message& message)");
    out.line("{");
    out.indent();
    std::string ids;
    for (const std::uint32_t index : messages(context)) {
        const std::string& name = context.structName(index);
        out.line("if (const auto* value = std::get_if<$1>(&message))", name);
        out.line("    return codec::$1::to_json(out, *value, $2);", name,
                 Context::quoted(context.model().structs[index].shownName));
        ids += (ids.empty() ? "" : " || ") + std::string("type_id == ") + name + "::kTypeId";
    }
    out.line("wb::write_unknown(out, std::get<wb::UnknownMessage>(message));");
    out.dedent();
    out.line("}");
    out.line("static bool from_json(wb::JsonInput& in, const wb::JsonValue& json, Message& message)");
    out.line("{");
    out.indent();
    out.line("if (json.find(\"@unknown\") != nullptr) {");
    out.indent();
    out.line("std::uint64_t type_id = 0;");
    out.line("if (!wb::read_unknown(in, json, message.emplace<wb::UnknownMessage>(), type_id))");
    out.line("    return false;");
    out.line("return !($1) || in.fail(\"bad-unknown\");", ids);
    out.dedent();
    out.line("}");
    out.line("const wb::JsonValue* const type = json.find(\"@type\");");
    out.line("if (type == nullptr)");
    out.line("    return in.fail(json.is(wb::JsonValue::Kind::object) ? \"missing-type\" : \"wrong-type\");");
    for (const std::uint32_t index : messages(context)) {
        const std::string& name = context.structName(index);
        out.line("if (type->text == $1)", Context::quoted(context.model().structs[index].shownName));
        out.line("    return codec::$1::from_json(in, json, message.emplace<$1>(), true);", name);
    }
    out.line("return in.fail(\"unknown-type\");");
    out.dedent();
    out.line("}");
    out.dedent();
    out.line("};");
    out.blank();
    out.line("} // namespace");
    out.blank();
}

class StreamDispatch {
public:
    StreamDispatch(CodeWriter& out, const Context& context, bool encode)
        : m_out(out), m_context(context), m_encode(encode)
    {
    }

    void write()
    {
        if (m_encode) {
            m_out.line(
                "wb::Error encode_stream_json(std::string_view framing, [[maybe_unused]] std::string_view type,");
            m_out.line("                             std::string_view json, std::vector<std::uint8_t>& out,");
        } else {
            m_out.line(
                "wb::Error decode_stream_json(std::string_view framing, [[maybe_unused]] std::string_view type,");
            m_out.line("                             std::span<const std::uint8_t> bytes, std::string& json,");
        }
        m_out.line("                             const wb::Options& options,");
        m_out.line("                             [[maybe_unused]] const wb::StreamCompression& compression)");
        m_out.line("{");
        m_out.indent();
        m_out.line("if (framing.empty())");
        m_out.line("    framing = $1;", Context::quoted(framingName(usualForm(m_context.plan(), nullptr).framing)));
        if (hasFrames(m_context))
            writeWhole("frames",
                       m_encode ? "encode_frames<StreamJson>(json, out, options, compression)"
                                : "decode_frames<StreamJson>(bytes, json, options, compression)");
        if (hasMessages(m_context))
            writeWhole("messages",
                       m_encode ? "encode_messages<MessageJson>(json, out, options)"
                                : "decode_messages<MessageJson>(bytes, json, options)");
        writeTyped(Framing::Delimited, "Delimited");
        writeTyped(Framing::Concatenated, "Concatenated");
        m_out.line("return {\"unknown-type\"};");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

private:
    void writeWhole(std::string_view framing, std::string_view call)
    {
        m_out.line("if (framing == \"$1\")", framing);
        m_out.line("    return wb::$1;", call);
    }

    void writeTyped(Framing framing, std::string_view reader)
    {
        const CodeModel& model = m_context.model();
        const bool only = m_context.plan().types.size() == 1;
        for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
            if (model.structs[i].type == kNoIndex)
                continue;
            const PlanType& type = m_context.plan().types[model.structs[i].type];
            const std::vector<Framing> framings = framingsOf(m_context.plan(), type);
            if (std::find(framings.begin(), framings.end(), framing) == framings.end())
                continue;
            const std::string name = Context::quoted(type.name);
            m_out.line("if (framing == \"$1\" && ($2$3))", framingName(framing), only ? "type.empty() || " : "",
                       m_context.isNamed("type", type));
            writeCall(framing, reader, m_context.structName(i), name, m_context.nameList(type));
        }
    }

    void writeCall(Framing framing, std::string_view reader, const std::string& type, const std::string& name,
                   const std::string& names)
    {
        if (!m_encode) {
            m_out.line("    return wb::decode_values<codec::$1, $1, wb::$2Reader<$1>>(bytes, json, options, $3);", type,
                       reader, name);
            return;
        }
        m_out.line("    return wb::encode_values<codec::$1, $1>(json, $2, [&](const $1& value) {", type, names);
        m_out.line(framing == Framing::Delimited ? "        return wb::append_delimited(out, value, options);"
                                                 : "        return value.try_serialize(out, options);");
        m_out.line("    });");
    }

    CodeWriter& m_out;
    const Context& m_context;
    const bool m_encode;
};

} // namespace

bool isConcatenated(const Context& context, const ApiStruct& entry)
{
    if (entry.type == kNoIndex)
        return false;
    const std::vector<Framing> framings = framingsOf(context.plan(), context.plan().types[entry.type]);
    return std::find(framings.begin(), framings.end(), Framing::Concatenated) != framings.end();
}

void writeStreamTypes(CodeWriter& out, const Context& context)
{
    if (hasFrames(context)) {
        writeFrameTypes(out, context);
        out.line("/// What readers and writers of streams ask.");
        writeFormatDeclaration(out, "StreamFormat",
                               "::" + context.space() + "::" + context.unionName(context.model().streamUnion),
                               "content", true);
        out.line("using StreamItem = ::wirebench_runtime::StreamItem<$1>;",
                 context.unionName(context.model().streamUnion));
        out.line("using StreamReader = ::wirebench_runtime::FrameReader<StreamFormat>;");
        out.line("using StreamWriter = ::wirebench_runtime::FrameWriter<StreamFormat>;");
        out.blank();
    }
    if (hasMessages(context)) {
        std::string variant;
        for (const std::uint32_t index : messages(context))
            variant += context.structName(index) + ", ";
        out.line("/// One of the messages of the schema, or another one.");
        out.line("using AnyMessage = std::variant<$1::wirebench_runtime::UnknownMessage>;", variant);
        out.blank();
        out.line("/// Dispatch of messages by their type ids.");
        writeFormatDeclaration(out, "MessageFormat", "AnyMessage", "bytes, header included,", false);
        out.line("using MessageReader = ::wirebench_runtime::MessageReader<MessageFormat>;");
        out.blank();
    }
}

void writeStreams(CodeWriter& out, const Context& context)
{
    if (hasFrames(context))
        writeFrameFormat(out, context);
    if (!hasMessages(context))
        return;
    writeMessageRead(out, context);
    if (context.features().json)
        writeMessageJson(out, context);
}

void writeStreamDispatch(CodeWriter& out, const Context& context)
{
    StreamDispatch(out, context, true).write();
    StreamDispatch(out, context, false).write();
}

} // namespace wirebench::cpp
