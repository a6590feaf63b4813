// SPDX-License-Identifier: MIT
// Self-describing messages and stream frames.
#include "core/codegen/code_names.h"
#include "core/codegen/rust/rust_parts.h"

namespace wirebench::rust {

namespace {

/// The structs that are self-describing messages, by index.
std::vector<std::uint32_t> messagesOf(const Context& context)
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < context.model.structs.size(); ++i) {
        if (context.plan.nodes[context.model.structs[i].node].op == Op::Message)
            found.push_back(i);
    }
    return found;
}

std::vector<std::string> variants(const Context& context, const std::vector<std::uint32_t>& messages)
{
    NameScope scope{"Unknown", "Self", "Some", "None", "Ok", "Err"};
    std::vector<std::string> names;
    names.reserve(messages.size());
    for (const std::uint32_t index : messages)
        names.push_back(scope.take(context.structs[index]));
    return names;
}

std::string_view bodyName(FrameBody body)
{
    switch (body) {
    case FrameBody::Message:
        return "Message";
    case FrameBody::Pair:
        return "Pair";
    case FrameBody::Code:
        return "Code";
    case FrameBody::Number:
        return "Number";
    case FrameBody::Text:
        return "Text";
    default:
        return "Opaque";
    }
}

struct FrameText {
    std::size_t number;
    const FrameType* type;
    std::string variant;
    std::string key; ///< In JSON.
    std::string first; ///< Members of a pair or code in JSON.
    std::string second;
};

std::vector<FrameText> framesOf(const Context& context)
{
    std::vector<FrameText> frames;
    NameScope scope{"Self"};
    for (std::size_t number = 0; number < context.plan.frameTypes.size(); ++number) {
        const FrameType& type = context.plan.frameTypes[number];
        if (type.body == FrameBody::None)
            continue;
        FrameText frame{number, &type, {}, std::string(context.plan.text(context.plan.slots[type.slot].name)), {}, {}};
        frame.variant = scope.take(pascalCase(frame.key));
        if (type.body == FrameBody::Pair || type.body == FrameBody::Code) {
            const SlotIndex first = context.nodeOf(type.slot).firstSlot;
            frame.first = context.plan.text(context.plan.slots[first].name);
            frame.second = context.plan.text(context.plan.slots[first + 1].name);
        }
        frames.push_back(std::move(frame));
    }
    return frames;
}

void writeFrameKinds(Context& context, const std::vector<FrameText>& frames)
{
    CodeWriter& w = context.w;
    w.line("const KINDS: &'static [rt::FrameKind] = &[");
    w.indent();
    for (const FrameText& frame : frames) {
        w.line("rt::FrameKind {");
        w.indent();
        w.line("number: $1,", std::to_string(frame.number));
        w.line("body: rt::FrameBody::$1,", bodyName(frame.type->body));
        w.line("ends_stream: $1,", frame.type->endsStream ? "true" : "false");
        w.line("abandons_message: $1,", frame.type->abandonsMessage ? "true" : "false");
        w.line("most_bytes: $1,", std::to_string(frame.type->mostBytes));
        w.line("key: $1,", literal(frame.key));
        w.line("members: [$1, $2],", literal(frame.first), literal(frame.second));
        w.dedent();
        w.line("},");
    }
    w.dedent();
    w.line("];");
}

void writeFrameEnum(Context& context, const std::vector<FrameText>& frames, const std::string& message)
{
    CodeWriter& w = context.w;
    w.line("/// What a stream consists of.");
    w.line("#[derive(Clone, Debug, PartialEq)]");
    w.line("pub enum $1 {", context.frameName);
    w.indent();
    for (const FrameText& frame : frames) {
        switch (frame.type->body) {
        case FrameBody::Message:
            w.line("$1($2),", frame.variant, message);
            break;
        case FrameBody::Pair:
            w.line("$1 { $2: String, $3: String },", frame.variant, escaped(snakeCase(frame.first)),
                   escaped(snakeCase(frame.second)));
            break;
        case FrameBody::Code:
            w.line("$1 { $2: u64, $3: String },", frame.variant, escaped(snakeCase(frame.first)),
                   escaped(snakeCase(frame.second)));
            break;
        case FrameBody::Number:
            w.line("$1(u64),", frame.variant);
            break;
        case FrameBody::Text:
            w.line("$1(String),", frame.variant);
            break;
        default:
            w.line("$1(Vec<u8>),", frame.variant);
            break;
        }
    }
    w.dedent();
    w.line("}");
    w.blank();
}

void writeFrameControl(Context& context, const std::vector<FrameText>& frames, const std::string& messageVariant)
{
    CodeWriter& w = context.w;
    w.line("fn control(number: u8, control: rt::Control) -> Self {");
    w.indent();
    w.line("match (number, control) {");
    w.indent();
    for (const FrameText& frame : frames) {
        const std::string number = std::to_string(frame.number);
        const std::string body(bodyName(frame.type->body));
        if (frame.type->body == FrameBody::Message)
            continue;
        if (frame.first.empty()) {
            writeArm(context, 3, fillIn("($1, rt::Control::$2(value))", {number, body}),
                     "Self::" + frame.variant + "(value)");
        } else {
            const std::string first = escaped(snakeCase(frame.first));
            const std::string second = escaped(snakeCase(frame.second));
            w.line("($1, rt::Control::$2($3, $4)) => Self::$5 { $3, $4 },", number, body, first, second, frame.variant);
        }
    }
    w.line("_ => Self::$1(Default::default()),", messageVariant);
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
}

void writeFrameParts(Context& context, const std::vector<FrameText>& frames, const std::string& message)
{
    CodeWriter& w = context.w;
    w.line("fn parts(&self) -> (u8, rt::Payload<'_, $1>) {", message);
    w.indent();
    w.line("match self {");
    w.indent();
    for (const FrameText& frame : frames) {
        const std::string number = std::to_string(frame.number);
        const std::string body(bodyName(frame.type->body));
        const bool isNumber = frame.type->body == FrameBody::Number;
        if (frame.type->body == FrameBody::Message) {
            writeArm(context, 3, "Self::" + frame.variant + "(message)",
                     '(' + number + ", rt::Payload::Message(message))");
        } else if (frame.first.empty()) {
            w.line("Self::$1(value) => {", frame.variant);
            w.line("    let control = rt::Control::$1($2);", body, isNumber ? "*value" : "value.clone()");
            w.line("    ($1, rt::Payload::Control(control))\n}", number);
        } else {
            const std::string first = escaped(snakeCase(frame.first));
            const std::string second = escaped(snakeCase(frame.second));
            const bool isCode = frame.type->body == FrameBody::Code;
            w.line("Self::$1 { $2, $3 } => {", frame.variant, first, second);
            w.line("    let control = rt::Control::$1($2, $3.clone());", body,
                   isCode ? '*' + first : first + ".clone()", second);
            w.line("    ($1, rt::Payload::Control(control))\n}", number);
        }
    }
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
}

} // namespace

void writePackets(Context& context)
{
    const std::vector<std::uint32_t> messages = messagesOf(context);
    if (context.plan.framing != Framing::SelfDescribing)
        return;
    CodeWriter& w = context.w;
    const std::vector<std::string> names = variants(context, messages);
    const std::string& packet = context.packetName;
    const std::string limits = messages.empty() ? "_limits" : "limits";
    const std::string json = messages.empty() ? "_json" : "json";
    w.line("/// Any message of a buffer, by its type id.");
    w.line("#[derive(Clone, Debug, PartialEq)]");
    w.line("pub enum $1 {", packet);
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i)
        w.line("$1(Box<$2>),", names[i], context.structs[messages[i]]);
    w.line("/// A message that the schema does not have, with its header.");
    w.line("Unknown(Vec<u8>),");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("impl rt::Packet for $1 {", packet);
    w.indent();
    w.line("fn decode_packet(");
    w.line("    type_id: u64,\n    bytes: &[u8],\n    $1: &rt::Limits,", limits);
    w.line(") -> Result<Self, rt::DecodeError> {");
    w.indent();
    w.line("match type_id {");
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string& type = context.structs[messages[i]];
        w.line("$1::TYPE_ID => {", type);
        w.line("    let message = rt::Message::decode_with(bytes, limits)?;");
        w.line("    Ok(Self::$1(Box::new(message)))\n}", names[i]);
    }
    w.line("_ => Ok(Self::Unknown(bytes.to_vec())),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    writeHead(context, 1, "fn append_packet(", {"&self", limits + ": &rt::Limits", "out: &mut Vec<u8>"},
              ") -> Result<(), rt::EncodeError> {");
    w.indent();
    w.line("match self {");
    w.indent();
    for (const std::string& name : names)
        writeArm(context, 3, "Self::" + name + "(message)", "rt::Message::append_with(&**message, limits, out)");
    w.line("Self::Unknown(bytes) => {\n    out.extend_from_slice(bytes);\n    Ok(())\n}");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    if (!context.options.features.json)
        return;
    w.line("impl rt::PacketJson for $1 {", packet);
    w.indent();
    w.line("fn knows(type_id: u64) -> bool {");
    w.indent();
    w.line("match type_id {");
    w.indent();
    for (const std::uint32_t index : messages)
        w.line("$1::TYPE_ID => true,", context.structs[index]);
    w.line("_ => false,");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("fn to_json(&self, out: &mut String) {");
    w.indent();
    w.line("match self {");
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i) {
        w.line("Self::$1(message) => {", names[i]);
        w.line("    rt::object_to_json(&**message, $1, out);\n}",
               literal(context.model.structs[messages[i]].shownName));
    }
    w.line("Self::Unknown(bytes) => rt::unknown_packet_to_json(bytes, out),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    writeHead(context, 1, "fn from_json(", {"type_name: &str", json + ": &rt::json::Value"},
              ") -> Result<Self, rt::EncodeError> {");
    w.indent();
    w.line("match type_name {");
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i) {
        w.line("$1 => {", literal(context.model.structs[messages[i]].shownName));
        w.line("    let message = rt::JsonObject::read_members(json, rt::Place::Root)?;");
        w.line("    Ok(Self::$1(Box::new(message)))\n}", names[i]);
    }
    w.line("_ => Err(rt::EncodeError::new(\"unknown-type\")),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("fn unknown(bytes: Vec<u8>) -> Self {\n    Self::Unknown(bytes)\n}");
    w.dedent();
    w.line("}");
    w.blank();
}

void writeFrames(Context& context)
{
    if (context.model.streamUnion == kNoIndex)
        return;
    CodeWriter& w = context.w;
    const std::string& message = context.unions[context.model.streamUnion];
    const std::vector<FrameText> frames = framesOf(context);
    std::string messageVariant;
    for (const FrameText& frame : frames) {
        if (frame.type->body == FrameBody::Message)
            messageVariant = frame.variant;
    }
    writeFrameEnum(context, frames, message);
    w.line("impl rt::StreamFrame for $1 {", context.frameName);
    w.indent();
    w.line("type Held = $1;", message);
    writeFrameKinds(context, frames);
    w.blank();
    w.line("fn dialect() -> &'static rt::Dialect {\n    &DIALECT\n}");
    w.blank();
    w.line("fn message(message: $1) -> Self {\n    Self::$2(message)\n}", message, messageVariant);
    w.blank();
    writeFrameControl(context, frames, messageVariant);
    w.blank();
    writeFrameParts(context, frames, message);
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
