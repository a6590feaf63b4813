// SPDX-License-Identifier: MIT
// What users of the generated code call.
#include "core/codegen/go/go_printer.h"

#include "core/wire/bits.h"

namespace wirebench::go {

namespace {

std::uint64_t recordBytesOf(const Node& node)
{
    return std::max<std::uint64_t>(1, (node.minBits + 7) / 8);
}

} // namespace

std::string GoPrinter::spelled(ApiRole role, std::string_view type, std::string_view otherwise) const
{
    const ApiName* name = api(role);
    std::string spelling(name != nullptr ? name->spelling : otherwise);
    constexpr std::string_view placeholder = "{Type}";
    if (const std::size_t at = spelling.find(placeholder); at != std::string::npos)
        spelling.replace(at, placeholder.size(), type);
    return spelling;
}

/// The limits of the format, what its tags look like, and its frames.
void GoPrinter::printDefaults()
{
    const Limits& limits = m_plan.limits;
    need("time");
    m_out.blank();
    m_out.line("var wbDefaults = WireOptions{");
    m_out.indent();
    printAligned({{"MaxMessageSize:", std::to_string(limits.messageBytes) + ","},
                  {"MaxDepth:", std::to_string(limits.depth) + ","},
                  {"MaxTextSize:", std::to_string(limits.stringBytes) + ","},
                  {"MaxElements:", std::to_string(limits.arrayElements) + ","},
                  {"MaxTotalElements:", std::to_string(limits.totalElements) + ","},
                  {"Timeout:", std::to_string(limits.milliseconds) + " * time.Millisecond,"},
                  {"ValidateUTF8:", "true,"}});
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
    m_out.line("// DefaultWireOptions gives the limits that hold where no options are given.");
    m_out.line("func DefaultWireOptions() *WireOptions {");
    m_out.line("\toptions := wbDefaults");
    m_out.line("\treturn &options");
    m_out.line("}");
    if (!m_tagged)
        return;
    static constexpr std::array<std::string_view, 6> skips{"wbSkipNone",    "wbSkipVarint", "wbSkipFixed32",
                                                           "wbSkipFixed64", "wbSkipLength", "wbSkipReference"};
    const TaggedDialect& dialect = m_plan.dialect;
    std::string skip;
    for (const Skip how : dialect.skip)
        skip += (skip.empty() ? "" : ", ") + std::string(skips.at(static_cast<std::size_t>(how)));
    m_out.blank();
    m_out.line("var wbTags = wbDialect{");
    m_out.indent();
    printAligned({{"skip:", "[8]uint8{" + skip + "},"},
                  {"table:", hasTable() ? std::to_string(dialect.tableWireType) + "," : "wbNoWireType,"},
                  {"guesses:", dialect.guessInlineText ? "true," : "false,"},
                  {"canonical:", dialect.canonical ? "true," : "false,"}});
    m_out.dedent();
    m_out.line("}");
}

/// How the outermost value of a type begins and ends.
void GoPrinter::printRoot(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const Node& node = nodeAt(entry.node);
    const std::string& name = m_names.structName(index);
    const std::string bytes = std::to_string(recordBytesOf(node));
    m_out.blank();
    m_out.line("func (e *wbEncoder) root$1(x *$1) {", name);
    m_out.indent();
    if (node.op == Op::Record) {
        m_out.line("bits := make([]byte, $1)", bytes);
        m_out.line("e.pack$1(x, bits, 0)", name);
        if (node.byteReversed)
            m_out.line("wbReverse(bits)");
        m_out.line("e.raw(bits)");
    } else if (node.op == Op::Message) {
        m_out.line("e.fixed64($1)", m_typeIds[index]);
        m_out.line("part := e.openSized(4)");
        m_out.line("e.write$1(x)", name);
        m_out.line("e.closeSized(part)");
    } else {
        m_out.line("e.write$1(x)", name);
    }
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
    m_out.line("func (d *wbDecoder) root$1(x *$1) {", name);
    m_out.indent();
    if (node.op == Op::Record) {
        m_out.line("if bits := d.take($1); bits != nil {", bytes);
        m_out.indent();
        if (node.byteReversed) {
            m_out.line("bits = append([]byte(nil), bits...)");
            m_out.line("wbReverse(bits)");
        }
        m_out.line("d.unpack$1(x, bits, 0)", name);
        m_out.dedent();
        m_out.line("}");
    } else if (node.op == Op::Message) {
        m_out.line("begin := d.pos");
        m_out.line("if id := d.header(); d.err == nil && id != $1 {", m_typeIds[index]);
        m_out.line("\td.fail(\"type-id\", begin)");
        m_out.line("}");
        m_out.line("d.read$1(x)", name);
        m_out.line("d.closeMessage()");
    } else {
        m_out.line("d.read$1(x)", name);
    }
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printApi(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    if (entry.type == kNoIndex)
        return;
    const auto mark = m_out.mark(entry.decl);
    printRoot(index);
    const ApiName* encode = api(ApiRole::Encode);
    const bool isFree = encode != nullptr && encode->place == ApiPlace::Free;
    const std::string& type = m_names.structName(index);
    const auto role = [&](ApiRole which, std::string_view member, std::string_view standing) {
        const std::string name = spelled(which, type, isFree ? fillIn(standing, {type}) : std::string(member));
        return isFree ? m_names.take(name) : name;
    };
    const std::string append = role(ApiRole::Append, "AppendBinary", "Append$1");
    const std::string size = role(ApiRole::Size, "BinarySize", "Size$1");
    const std::string marshal = role(ApiRole::Encode, "MarshalBinary", "Encode$1");
    const std::string decode = role(ApiRole::Decode, "UnmarshalBinary", "Decode$1");
    const std::string write = role(ApiRole::Write, "EncodeTo", "Encode$1ToWriter");
    const std::string read = role(ApiRole::Read, "DecodeFrom", "Decode$1FromReader");
    need("io");
    // A member has the value as its receiver, a function as its first parameter.
    const auto function = [&](const std::string& name, std::string_view parameters, std::string_view result,
                              std::string_view doc, std::initializer_list<std::string_view> body) {
        m_out.blank();
        m_out.line("// $1 $2", name, doc);
        if (isFree)
            m_out.line(parameters.empty() ? "func $1(x *$2) $4 {" : "func $1(x *$2, $3) $4 {", name, type, parameters,
                       result);
        else
            m_out.line("func (x *$2) $1($3) $4 {", name, type, parameters, result);
        for (const std::string_view line : body)
            m_out.line("\t"
                       + fillIn(line,
                                {type, isFree ? std::string_view() : std::string_view("x."), append,
                                 isFree ? std::string_view("x, ") : std::string_view(),
                                 isFree ? std::string_view("x") : std::string_view(), marshal, decode}));
        m_out.line("}");
    };
    function(marshal, "", "([]byte, error)", "gives the encoded value.", {"return $2$3($4nil)"});
    function(append, "b []byte", "([]byte, error)", "appends the encoded value to b.",
             {"return $2$3With($4b, &wbDefaults)"});
    function(append + "With", "b []byte, options *WireOptions", "([]byte, error)",
             "appends the encoded value to b, under limits of your own.",
             {m_options.features.hooks ? "return wbEncodeHooked(\"$1\", b, options, func(e *wbEncoder) { e.root$1(x) })"
                                       : "return wbEncode(b, options, func(e *wbEncoder) { e.root$1(x) })"});
    function(size, "", "int", "gives the number of bytes of the encoded value, -1 where it cannot be encoded.",
             {"return wbSize(func(e *wbEncoder) { e.root$1(x) })"});
    function(decode, "data []byte", "error", "reads the value; it keeps nothing of what it held.",
             {"return $2$7With($4data, &wbDefaults)"});
    function(decode + "With", "data []byte, options *WireOptions", "error", "reads the value under limits of your own.",
             {m_options.features.hooks
                  ? "return wbDecodeHooked(\"$1\", data, options, func(d *wbDecoder) { d.root$1(x) })"
                  : "return wbDecode(data, options, func(d *wbDecoder) { d.root$1(x) })"});
    function(write, "w io.Writer", "error", "writes the encoded value to w.",
             {"data, err := $2$6($5)", "if err == nil {", "\t_, err = w.Write(data)", "}", "return err"});
    function(read, "r io.Reader", "error", "reads the value from all that r gives.",
             {"data, err := wbReadAll(r, &wbDefaults)", "if err == nil {", "\terr = $2$7($4data)", "}", "return err"});
    if (nodeAt(entry.node).op == Op::Record && nodeAt(entry.node).minBits <= 64)
        printPacked(index);
}

/// A record of at most 64 bits as one integer.
void GoPrinter::printPacked(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& type = m_names.structName(index);
    const std::string bytes = std::to_string(recordBytesOf(nodeAt(entry.node)));
    const std::string pack = spelled(ApiRole::EncodePacked, type, "Pack");
    const std::string unpack = spelled(ApiRole::DecodePacked, type, "Unpack");
    m_out.blank();
    m_out.line("// $1 gives the value as one integer.", pack);
    m_out.line("func (x *$1) $2() (uint64, error) {", type, pack);
    m_out.indent();
    m_out.line("bits := make([]byte, $1)", bytes);
    m_out.line("e := &wbEncoder{options: &wbDefaults, counting: true}");
    m_out.line("e.pack$1(x, bits, 0)", type);
    m_out.line("if e.err != nil {");
    m_out.line("\treturn 0, e.err");
    m_out.line("}");
    m_out.line("return wbLittle(bits), nil");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
    m_out.line("// $1 reads the value from one integer.", unpack);
    m_out.line("func (x *$1) $2(packed uint64) error {", type, unpack);
    m_out.indent();
    m_out.line("d := wbDecoderOf(nil, &wbDefaults)");
    m_out.line("bits := make([]byte, $1)", bytes);
    m_out.line("for i := range bits {");
    m_out.line("\tbits[i] = byte(packed >> (8 * i))");
    m_out.line("}");
    m_out.line("d.unpack$1(x, bits, 0)", type);
    m_out.line("return d.result()");
    m_out.dedent();
    m_out.line("}");
}

/// Constants of the ids of self-describing messages and of types in unions.
void GoPrinter::printTypeIds()
{
    m_typeIds.resize(m_model.structs.size());
    std::vector<std::vector<std::string>> rows;
    for (std::uint32_t i = 0; i < m_model.structs.size(); ++i) {
        if (!m_model.structs[i].typeId)
            continue;
        m_typeIds[i] = m_names.take(spelled(ApiRole::TypeId, m_names.structName(i), "{Type}TypeID"));
        rows.push_back({m_typeIds[i], "uint64", "= " + std::to_string(*m_model.structs[i].typeId)});
    }
    if (rows.empty())
        return;
    m_out.blank();
    m_out.line("// The ids of types on the wire.");
    m_out.line("const (");
    m_out.indent();
    printAligned(rows);
    m_out.dedent();
    m_out.line(")");
}

} // namespace wirebench::go
