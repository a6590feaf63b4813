// SPDX-License-Identifier: MIT
// What a person calls on a type one can ask for by name.
#include "core/codegen/rust/rust_parts.h"

namespace wirebench::rust {

namespace {

/// How the runtime takes a root: the arguments behind the value and the limits.
struct RootCalls {
    std::string decode; ///< Of `bytes`.
    std::string append;
    std::string measure;
};

RootCalls callsOf(const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model.structs[index];
    const std::string& name = context.structs[index];
    const Node& node = context.plan.nodes[entry.node];
    switch (node.op) {
    case Op::Message:
        return {"rt::decode_packet::<" + name + ">(bytes, limits, " + name + "::TYPE_ID)",
                "rt::append_packet::<" + name + ">(self, limits, " + name + "::TYPE_ID, out)",
                "rt::measure_packet::<" + name + ">(self, limits)"};
    case Op::Sequence:
        return {"rt::decode_sequence::<" + name + ">(bytes, limits).map(|(value, _)| value)",
                "rt::append_sequence::<" + name + ">(self, limits, out)",
                "rt::measure_sequence::<" + name + ">(self, limits)"};
    case Op::Record: {
        const std::string reversed = node.byteReversed ? "true" : "false";
        return {"rt::decode_record::<" + name + ">(bytes, limits, " + reversed + ')',
                "rt::append_record::<" + name + ">(self, limits, " + reversed + ", out)",
                {}};
    }
    default:
        break;
    }
    const std::string strings
        = context.keepsStrings(entry) ? "&self." + context.stringFields[index] : std::string("&[]");
    return {"rt::decode_tagged::<" + name + ">(bytes, limits, &DIALECT)",
            "rt::append_tagged::<" + name + ">(self, " + strings + ", limits, &DIALECT, out)",
            "rt::measure_tagged::<" + name + ">(self, " + strings + ", limits, &DIALECT)"};
}

void writeMessageTrait(Context& context, const std::string& name, const RootCalls& calls)
{
    CodeWriter& w = context.w;
    w.line("impl rt::Message for $1 {", name);
    w.indent();
    w.line("const LIMITS: rt::Limits = LIMITS;\n");
    writeHead(context, 1, "fn decode_with(", {"bytes: &[u8]", "limits: &rt::Limits"},
              ") -> Result<Self, rt::DecodeError> {");
    w.line("    $1\n}\n", calls.decode);
    writeHead(context, 1, "fn append_with(", {"&self", "limits: &rt::Limits", "out: &mut Vec<u8>"},
              ") -> Result<(), rt::EncodeError> {");
    w.line("    $1\n}", calls.append);
    w.dedent();
    w.line("}");
    w.blank();
}

void writeSequential(Context& context, std::uint32_t index)
{
    const Node& node = context.plan.nodes[context.model.structs[index].node];
    if ((node.op != Op::Sequence && node.op != Op::Record) || node.minBits == 0)
        return;
    CodeWriter& w = context.w;
    const std::string& name = context.structs[index];
    w.line("impl rt::Sequential for $1 {", name);
    w.indent();
    writeHead(context, 1, "fn decode_first(", {"bytes: &[u8]", "limits: &rt::Limits"},
              ") -> Result<(Self, usize), rt::DecodeError> {");
    if (node.op == Op::Sequence)
        w.line("    rt::decode_sequence::<$1>(bytes, limits)\n}", name);
    else
        w.line("    rt::decode_first_record::<$1>(bytes, limits, $2)\n}", name, node.byteReversed ? "true" : "false");
    w.dedent();
    w.line("}");
    w.blank();
}

void writePacked(Context& context, std::uint32_t index)
{
    const Node& node = context.plan.nodes[context.model.structs[index].node];
    if (node.op != Op::Record || node.minBits > 64)
        return;
    CodeWriter& w = context.w;
    w.blank();
    w.line("/// The record as one integer: bit 0 of the record is bit 0 of the integer.");
    w.line("pub fn encode_packed(&self) -> Result<u64, rt::EncodeError> {");
    w.line("    rt::encode_packed::<$1>(self, &LIMITS)\n}", context.structs[index]);
    w.blank();
    w.line("/// The record of an integer.");
    w.line("pub fn decode_packed(packed: u64) -> Result<Self, rt::DecodeError> {");
    w.line("    rt::decode_packed::<$1>(packed, &LIMITS)\n}", context.structs[index]);
}

} // namespace

void writeRoot(Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model.structs[index];
    if (entry.type == kNoIndex)
        return;
    CodeWriter& w = context.w;
    const std::string& name = context.structs[index];
    const RootCalls calls = callsOf(context, index);
    w.line("impl $1 {", name);
    w.indent();
    if (entry.typeId)
        w.line("/// What names the type on the wire.\npub const TYPE_ID: u64 = $1;\n", maskText(*entry.typeId));
    w.line("/// The encoded value, within the format's limits.");
    w.line("pub fn encode(&self) -> Result<Vec<u8>, rt::EncodeError> {\n    rt::encode(self, &LIMITS)\n}\n");
    w.line("/// The encoded value, within limits of one's own.");
    writeHead(context, 1, "pub fn encode_with(", {"&self", "limits: &rt::Limits"},
              ") -> Result<Vec<u8>, rt::EncodeError> {");
    w.line("    rt::encode(self, limits)\n}\n");
    w.line("/// Appends the encoded value.");
    w.line("pub fn encode_to(&self, out: &mut Vec<u8>) -> Result<(), rt::EncodeError> {");
    w.line("    rt::Message::append_with(self, &LIMITS, out)\n}\n");
    if (!calls.measure.empty()) {
        w.line("/// Bytes that encoding gives.");
        w.line("pub fn encoded_size(&self) -> Result<usize, rt::EncodeError> {");
        w.line("    let limits = &LIMITS;\n    $1\n}\n", calls.measure);
    } else {
        w.line("/// Bytes that encoding gives.");
        w.line("pub const ENCODED_SIZE: usize = rt::record_size($1);\n",
               std::to_string(context.plan.nodes[entry.node].minBits));
    }
    if (context.options.features.validation) {
        w.line("/// Whether the value can be encoded: its rules, ranges and counts hold.");
        w.line("pub fn validate(&self) -> Result<(), rt::EncodeError> {");
        w.line(calls.measure.empty() ? "    self.encode().map(|_| ())\n}\n"
                                     : "    self.encoded_size().map(|_| ())\n}\n");
    }
    w.line("/// Reads a value, within the format's limits.");
    w.line("pub fn decode(bytes: &[u8]) -> Result<Self, rt::DecodeError> {");
    w.line("    rt::Message::decode_with(bytes, &LIMITS)\n}\n");
    w.line("/// Reads a value, within limits of one's own.");
    writeHead(context, 1, "pub fn decode_with(", {"bytes: &[u8]", "limits: &rt::Limits"},
              ") -> Result<Self, rt::DecodeError> {");
    w.line("    rt::Message::decode_with(bytes, limits)\n}\n");
    w.line("/// Writes the encoded value.");
    w.line("pub fn write_to(&self, writer: &mut impl std::io::Write) -> std::io::Result<()> {");
    w.line("    writer.write_all(&self.encode()?)\n}\n");
    w.line("/// Reads everything up to the end as one value.");
    w.line("pub fn read_from(reader: &mut impl std::io::Read) -> std::io::Result<Self> {");
    w.line("    rt::read_message(reader)\n}");
    writePacked(context, index);
    if (context.options.features.json) {
        w.blank();
        w.line("/// The value as JSON text.");
        w.line("pub fn to_json(&self) -> String {");
        w.line("    let mut out = String::new();\n    rt::object_to_json(self, \"\", &mut out);\n    out\n}\n");
        w.line("/// The value of JSON text.");
        writeHead(context, 1, "pub fn from_json(", {"text: &str"}, ") -> Result<Self, Box<dyn std::error::Error>> {");
        w.line("    let json = rt::json::parse(text)?;");
        w.line("    Ok(rt::root_from_json(&json)?)\n}");
    }
    w.dedent();
    w.line("}");
    w.blank();
    writeMessageTrait(context, name, calls);
    writeSequential(context, index);
}

} // namespace wirebench::rust
