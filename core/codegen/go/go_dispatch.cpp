// SPDX-License-Identifier: MIT
// Encoding and decoding by the name of a type, and streams.
#include "core/codegen/go/go_printer.h"

#include <algorithm>
#include <array>

namespace wirebench::go {

void GoPrinter::printStreams()
{
    if (m_plan.framing != Framing::Frames)
        return;
    static constexpr std::array<std::string_view, 7> bodies{
        "wbFrameNone", "wbFrameMessage", "wbFramePair", "wbFrameCode", "wbFrameOpaque", "wbFrameNumber", "wbFrameText"};
    m_out.blank();
    m_out.line("var wbFrames = [16]wbFrameType{");
    m_out.indent();
    for (std::size_t number = 0; number < m_plan.frameTypes.size(); ++number) {
        const FrameType& type = m_plan.frameTypes[number];
        if (type.body == FrameBody::None)
            continue;
        std::string line = std::to_string(number) + ": {body: ";
        line += bodies.at(static_cast<std::size_t>(type.body));
        line += ", key: " + quoted(text(m_plan.slots[type.slot].name));
        if (type.endsStream)
            line += ", ends: true";
        if (type.abandonsMessage)
            line += ", abandons: true";
        if (type.mostBytes != 0)
            line += ", most: " + std::to_string(type.mostBytes);
        if (type.body == FrameBody::Pair || type.body == FrameBody::Code) {
            const SlotIndex first = m_plan.nodeOf(type.slot).firstSlot;
            line += ", first: " + quoted(text(m_plan.slots[first].name));
            line += ", second: " + quoted(text(m_plan.slots[first + 1].name));
        }
        m_out.line("$1},", line);
    }
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
    m_out.line("// NewWireFrameReader gives a reader of streams; without options the defaults hold.");
    m_out.line("func NewWireFrameReader(options *WireOptions) *WireFrameReader {");
    m_out.line("\tif options == nil {");
    m_out.line("\t\toptions = &wbDefaults");
    m_out.line("\t}");
    m_out.line("\treturn &WireFrameReader{options: options, types: &wbFrames}");
    m_out.line("}");
    m_out.blank();
    m_out.line("// NewWireFrameWriter gives a writer of streams; without options the defaults hold.");
    m_out.line("func NewWireFrameWriter(options *WireOptions) *WireFrameWriter {");
    m_out.line("\tif options == nil {");
    m_out.line("\t\toptions = &wbDefaults");
    m_out.line("\t}");
    m_out.line("\treturn &WireFrameWriter{options: options, types: &wbFrames}");
    m_out.line("}");
    if (m_model.streamUnion != kNoIndex)
        printStreamMessages();
}

/// From frames to messages and back.
void GoPrinter::printStreamMessages()
{
    const ApiUnion& entry = m_model.unions[m_model.streamUnion];
    const std::string& name = m_names.unionName(m_model.streamUnion);
    const auto number
        = static_cast<std::size_t>(std::find_if(m_plan.frameTypes.begin(), m_plan.frameTypes.end(),
                                                [](const FrameType& type) { return type.body == FrameBody::Message; })
                                   - m_plan.frameTypes.begin());
    m_out.blank();
    m_out.line("// Decode$1 reads the message of a frame; without options the defaults hold.", name);
    m_out.line("func Decode$1(frame *WireFrame, options *WireOptions) ($1, error) {", name);
    m_out.indent();
    m_out.line("if options == nil {");
    m_out.line("\toptions = &wbDefaults");
    m_out.line("}");
    m_out.line("switch frame.TypeID {");
    for (const ApiAlternative& alternative : entry.alternatives) {
        if (!isStructOp(alternative.node))
            continue;
        const std::string type = structOf(alternative.node);
        m_out.line("case $1:", m_typeIds[apiOf(alternative.node).index]);
        m_out.indent();
        m_out.line("x := new($1)", type);
        m_out.line("err := wbDecode(frame.Data, options, func(d *wbDecoder) { d.read$1(x) })", type);
        m_out.line("return x, err");
        m_out.dedent();
    }
    m_out.line("}");
    m_out.line("d := wbDecoderOf(frame.Data, options)");
    m_out.line("x := wbRegisteredValue[$1](d, &WireForeign{ID: frame.TypeID, Data: frame.Data}, false)", name);
    m_out.line("return x, d.result()");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
    m_out.line("// Encode$1 makes the frame of a message; without options the defaults hold.", name);
    m_out.line("func Encode$1(x $1, options *WireOptions) (*WireFrame, error) {", name);
    m_out.indent();
    m_out.line("if options == nil {");
    m_out.line("\toptions = &wbDefaults");
    m_out.line("}");
    m_out.line("frame := &WireFrame{Kind: $1, Number: $2}",
               quoted(text(m_plan.slots[m_plan.frameTypes[number].slot].name)), std::to_string(number));
    m_out.line("var err error");
    m_out.line("switch v := x.(type) {");
    for (const ApiAlternative& alternative : entry.alternatives) {
        if (!isStructOp(alternative.node))
            continue;
        const std::string type = structOf(alternative.node);
        m_out.line("case *$1:", type);
        m_out.line("\tframe.TypeID = $1", m_typeIds[apiOf(alternative.node).index]);
        m_out.line("\tframe.Data, err = wbEncode(nil, options, func(e *wbEncoder) { e.write$1(v) })", type);
    }
    m_out.line("case *WireForeign:");
    m_out.line("\tframe.TypeID, frame.Data = v.ID, v.Data");
    m_out.line("default:");
    m_out.line("\tif foreign := wbForeignOf(x, false, false); foreign != nil {");
    m_out.line("\t\tframe.TypeID, frame.Data = foreign.ID, foreign.Data");
    m_out.line("\t\treturn frame, nil");
    m_out.line("\t}");
    m_out.line("\terr = &WireError{Code: \"missing-type\", Offset: -1}");
    m_out.line("}");
    m_out.line("return frame, err");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printDispatch()
{
    m_out.blank();
    m_out.line("// The package of the schema.");
    m_out.line("const wbPackage = $1", quoted(m_model.package));
    m_out.blank();
    m_out.line("var wbTypes = []wbType{");
    m_out.indent();
    for (std::uint32_t i = 0; i < m_model.structs.size(); ++i) {
        const ApiStruct& entry = m_model.structs[i];
        if (entry.type == kNoIndex)
            continue;
        const Node& node = nodeAt(entry.node);
        const std::string& name = m_names.structName(i);
        m_out.line("{");
        m_out.indent();
        std::vector<std::vector<std::string>> rows{
            {"name:", quoted(entry.shownName) + ","},
            {"fullName:", quoted(text(m_plan.types[entry.type].fullName)) + ","}};
        if (node.op == Op::Message)
            rows.push_back({"typeID:", m_typeIds[i] + ","});
        if (node.op == Op::Record)
            rows.push_back({"size:", std::to_string(std::max<std::uint64_t>(1, (node.minBits + 7) / 8)) + ","});
        printAligned(rows);
        m_out.line("decode: func(d *wbDecoder) wbValue {");
        m_out.line("\tx := new($1)", name);
        m_out.line("\td.root$1(x)", name);
        m_out.line("\treturn x");
        m_out.line("},");
        m_out.line("encode: func(r *wbReader, v *wbJSON) func(e *wbEncoder) {");
        m_out.line("\tx := new($1)", name);
        m_out.line("\tr.read$1(x, v, wbOutermost)", name);
        m_out.line("\treturn func(e *wbEncoder) { e.root$1(x) }", name);
        m_out.line("},");
        m_out.dedent();
        m_out.line("},");
    }
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
    m_out.line("// EncodeJSON encodes the JSON text of a value of the type with this name.");
    m_out.line("func EncodeJSON(typeName string, text []byte, options *WireOptions) ([]byte, error) {");
    m_out.line("\treturn wbEncodeJSON(wbTypes, typeName, text, options)");
    m_out.line("}");
    m_out.blank();
    m_out.line("// DecodeJSON decodes a value of the type with this name to JSON.");
    m_out.line("func DecodeJSON(typeName string, data []byte, options *WireOptions) ([]byte, error) {");
    m_out.line("\treturn wbDecodeJSON(wbTypes, typeName, data, options)");
    m_out.line("}");
    printStreamDispatch();
}

void GoPrinter::printStreamDispatch()
{
    const std::string_view usual = m_plan.framing == Framing::Frames ? "frames"
        : m_plan.framing == Framing::SelfDescribing                  ? "messages"
        : m_tagged                                                   ? "delimited"
                                                                     : "concatenated";
    m_out.blank();
    m_out.line("// EncodeJSONStream encodes a JSON array of messages. framing says how they follow one another; the "
               "type name\n"
               "// counts where all are of one type. An empty framing is the usual one, $1.",
               usual);
    m_out.line("func EncodeJSONStream(framing, typeName string, text []byte, options *WireOptions) ([]byte, error) {");
    streamDispatch(true, usual);
    m_out.line("}");
    m_out.blank();
    m_out.line("// DecodeJSONStream decodes what EncodeJSONStream encodes.");
    m_out.line("func DecodeJSONStream(framing, typeName string, data []byte, options *WireOptions) ([]byte, error) {");
    streamDispatch(false, usual);
    m_out.line("}");
}

void GoPrinter::streamDispatch(bool encodes, std::string_view usual)
{
    m_out.indent();
    m_out.line("if framing == \"\" {");
    m_out.line("\tframing = $1", quoted(usual));
    m_out.line("}");
    if (m_plan.framing == Framing::Frames) {
        m_out.line("if framing == \"frames\" {");
        m_out.indent();
        const std::string name
            = m_model.streamUnion == kNoIndex ? std::string() : m_names.unionName(m_model.streamUnion);
        if (encodes) {
            m_out.line("return wbFramesOfJSON(&wbFrames, text, options, func(r *wbReader, v *wbJSON) (uint64, []byte, "
                       "error) {");
            m_out.indent();
            m_out.line("message := r.read$1(v)", name);
            m_out.line("if r.err != nil {");
            m_out.line("\treturn 0, nil, r.err");
            m_out.line("}");
            m_out.line("frame, err := Encode$1(message, options)", name);
            m_out.line("return frame.TypeID, frame.Data, err");
        } else {
            m_out.line(
                "return wbFramesJSON(&wbFrames, data, options, func(b []byte, frame *WireFrame) ([]byte, error) {");
            m_out.indent();
            m_out.line("message, err := Decode$1(frame, options)", name);
            m_out.line("return wbAppendOf$1(b, message), err", name);
        }
        m_out.dedent();
        m_out.line("})");
        m_out.dedent();
        m_out.line("}");
    }
    if (m_plan.framing == Framing::SelfDescribing) {
        m_out.line("if framing == \"messages\" {");
        if (encodes) {
            m_out.line("\tv, err := wbParseJSON(text)");
            m_out.line("\tif err != nil {");
            m_out.line("\t\treturn nil, err");
            m_out.line("\t}");
            m_out.line("\treturn wbEncodeList(wbTypes, nil, v, false, options)");
        } else {
            m_out.line("\treturn wbDecodeMessages(wbTypes, data, options)");
        }
        m_out.line("}");
    }
    m_out.line("kind := wbChooseType(wbTypes, typeName)");
    m_out.line("if kind == nil {");
    m_out.line("\treturn nil, wbUnknownType(typeName)");
    m_out.line("}");
    if (encodes) {
        m_out.line("v, err := wbParseJSON(text)");
        m_out.line("if err != nil {");
        m_out.line("\treturn nil, err");
        m_out.line("}");
        m_out.line("return wbEncodeList(wbTypes, kind, v, framing == \"delimited\", options)");
    } else {
        m_out.line("if framing == \"delimited\" {");
        m_out.line("\treturn wbDecodeDelimited(kind, data, options)");
        m_out.line("}");
        m_out.line("return wbDecodeConcatenated(kind, data, options)");
    }
    m_out.dedent();
}

} // namespace wirebench::go
