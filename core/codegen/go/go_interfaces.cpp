// SPDX-License-Identifier: MIT
// What stands beside the types: errors and limits by name, dispatch of messages, interfaces, functions for any type.
#include "core/codegen/go/go_printer.h"

#include <array>

namespace wirebench::go {

namespace {

constexpr std::array kUsualErrors{
    ApiErrorName{"go", "truncated", "ErrTruncated"},       ApiErrorName{"go", "invalid-utf8", "ErrInvalidUTF8"},
    ApiErrorName{"go", "value-range", "ErrValueRange"},    ApiErrorName{"go", "limit-message", "ErrMessageTooLarge"},
    ApiErrorName{"go", "limit-array", "ErrArrayTooLarge"}, ApiErrorName{"go", "limit-total", "ErrTooManyElements"},
    ApiErrorName{"go", "limit-depth", "ErrTooDeep"},       ApiErrorName{"go", "limit-string", "ErrTextTooLarge"},
    ApiErrorName{"go", "limit-time", "ErrTookTooLong"},    ApiErrorName{"go", "validate", "ErrRuleBroken"},
};

std::uint64_t limitOf(const Limits& limits, ApiLimit limit)
{
    switch (limit) {
    case ApiLimit::MessageBytes:
        return limits.messageBytes;
    case ApiLimit::ArrayElements:
        return limits.arrayElements;
    case ApiLimit::TotalElements:
        return limits.totalElements;
    case ApiLimit::Depth:
        return limits.depth;
    case ApiLimit::StringBytes:
        break;
    }
    return limits.stringBytes;
}

} // namespace

void GoPrinter::printErrors()
{
    std::span<const ApiErrorName> errors = m_model.profile.errors;
    bool prescribed = false;
    for (const ApiErrorName& error : errors)
        prescribed = prescribed || error.target == "go";
    if (!prescribed)
        errors = kUsualErrors;
    std::vector<std::vector<std::string>> rows;
    for (const ApiErrorName& error : errors) {
        if (error.target == "go")
            rows.push_back({prescribed ? std::string(error.spelling) : m_names.take(error.spelling), "error",
                            "= &WireError{Code: " + quoted(error.code) + ", Offset: -1}"});
    }
    m_out.blank();
    m_out.line("// Errors to compare with by errors.Is.");
    m_out.line("var (");
    m_out.indent();
    printAligned(rows);
    m_out.dedent();
    m_out.line(")");
    rows.clear();
    for (const ApiLimitName& limit : m_model.profile.limits) {
        if (limit.target == "go")
            rows.push_back({std::string(limit.spelling), "= " + std::to_string(limitOf(m_plan.limits, limit.limit))});
    }
    if (rows.empty())
        return;
    m_out.blank();
    m_out.line("// The limits that hold where no options are given.");
    m_out.line("const (");
    m_out.indent();
    printAligned(rows);
    m_out.dedent();
    m_out.line(")");
}

/// Size and alignment of the types in memory.
void GoPrinter::printMetadata()
{
    const ApiName* name = api(ApiRole::Metadata);
    if (name == nullptr || m_model.structs.empty())
        return;
    need("unsafe");
    std::vector<std::vector<std::string>> fields;
    std::vector<std::vector<std::string>> values;
    for (std::uint32_t i = 0; i < m_model.structs.size(); ++i) {
        const std::string& type = m_names.structName(i);
        fields.push_back({type + "Size", "uintptr"});
        fields.push_back({type + "Alignment", "uintptr"});
        values.push_back({type + "Size:", "unsafe.Sizeof(" + type + "{}),"});
        values.push_back({type + "Alignment:", "unsafe.Alignof(" + type + "{}),"});
    }
    m_out.blank();
    m_out.line("// $1 says how much memory values take, in bytes; the wire has no gaps.", name->spelling);
    m_out.line("var $1 = struct {", name->spelling);
    m_out.indent();
    printAligned(fields);
    m_out.dedent();
    m_out.line("}{");
    m_out.indent();
    printAligned(values);
    m_out.dedent();
    m_out.line("}");
}

/// Reading self-describing messages by their type ids.
void GoPrinter::printMessages()
{
    if (m_plan.framing != Framing::SelfDescribing)
        return;
    const std::string dispatch = spelled(ApiRole::Dispatch, {}, "DispatchMessage");
    m_out.blank();
    m_out.line("func wbDispatch(data []byte, options *WireOptions) (any, int, error) {");
    m_out.indent();
    m_out.line("d := wbDecoderOf(data, options)");
    m_out.line("id := d.header()");
    m_out.line("if d.err != nil {");
    m_out.line("\treturn nil, 0, d.err");
    m_out.line("}");
    m_out.line("switch id {");
    for (std::uint32_t i = 0; i < m_model.structs.size(); ++i) {
        if (nodeAt(m_model.structs[i].node).op != Op::Message)
            continue;
        m_out.line("case $1:", m_typeIds[i]);
        m_out.indent();
        m_out.line("x := new($1)", m_names.structName(i));
        m_out.line("d.read$1(x)", m_names.structName(i));
        m_out.line("d.closeMessage()");
        m_out.line("return x, d.end, d.result()");
        m_out.dedent();
    }
    m_out.line("}");
    m_out.line("return &WireUnknownMessage{id, d.asBytes(data[:d.end])}, d.end, nil");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
    m_out.line("// $1 reads the message that data begins with: a pointer to its struct, or a *WireUnknownMessage.",
               dispatch);
    m_out.line("func $1(data []byte) (any, error) {", dispatch);
    m_out.line("\tmessage, _, err := wbDispatch(data, &wbDefaults)");
    m_out.line("\treturn message, err");
    m_out.line("}");
    const std::string all = m_names.take(dispatch + "s");
    m_out.blank();
    m_out.line("// $1 gives every message of a buffer to handle, up to the first error.", all);
    m_out.line("func $1(data []byte, options *WireOptions, handle func(message any) error) error {", all);
    m_out.indent();
    m_out.line("for len(data) > 0 {");
    m_out.indent();
    m_out.line("message, size, err := wbDispatch(data, options)");
    m_out.line("if err == nil {");
    m_out.line("\terr = handle(message)");
    m_out.line("}");
    m_out.line("if err != nil {");
    m_out.line("\treturn err");
    m_out.line("}");
    m_out.line("data = data[size:]");
    m_out.dedent();
    m_out.line("}");
    m_out.line("return nil");
    m_out.dedent();
    m_out.line("}");
}

/// The reader of streams of whole messages.
void GoPrinter::printMessageReader()
{
    const bool headers = m_plan.framing == Framing::SelfDescribing;
    if (!headers && !m_tagged)
        return;
    m_out.blank();
    m_out.line(
        headers
            ? "// NewWireMessageReader cuts a stream into messages by their headers; without options the defaults hold."
            : "// NewWireMessageReader cuts a stream into messages, each behind its length; without options the "
              "defaults\n"
              "// hold.");
    m_out.line("func NewWireMessageReader(options *WireOptions) *WireMessageReader {");
    m_out.line("\tif options == nil {");
    m_out.line("\t\toptions = &wbDefaults");
    m_out.line("\t}");
    m_out.line("\treturn &WireMessageReader{options: options, headers: $1}", headers ? "true" : "false");
    m_out.line("}");
}

/// Interfaces with the methods that every type has, by their prescribed names.
void GoPrinter::printInterfaces()
{
    const auto print = [this](ApiRole role, ApiRole method, std::string_view signature, std::string_view doc) {
        const ApiName* name = api(role);
        const ApiName* member = api(method);
        if (name == nullptr || member == nullptr)
            return;
        m_out.blank();
        m_out.line("// $1 $2", name->spelling, doc);
        m_out.line("type $1 interface {", name->spelling);
        m_out.line("\t$1$2", member->spelling, signature);
        m_out.line("}");
    };
    print(ApiRole::EncoderType, ApiRole::Encode, "() ([]byte, error)", "is what encodes itself.");
    print(ApiRole::AppenderType, ApiRole::Append, "(b []byte) ([]byte, error)", "is what appends itself to a buffer.");
    print(ApiRole::DecoderType, ApiRole::Decode, "(data []byte) error", "is what decodes itself.");
    print(ApiRole::SizerType, ApiRole::Size, "() int", "is what knows its encoded size.");
    need("io");
    print(ApiRole::StreamEncoderType, ApiRole::Write, "(w io.Writer) error", "is what writes itself to a stream.");
    print(ApiRole::StreamDecoderType, ApiRole::Read, "(r io.Reader) error", "is what reads itself from a stream.");
    if (m_parts.registry) {
        m_out.blank();
        m_out.line("// wbMarshaler is what types of the registry need to be encoded.");
        m_out.line("type wbMarshaler interface {");
        m_out.line("\t$1() ([]byte, error)", spelled(ApiRole::Encode, {}, "MarshalBinary"));
        m_out.line("}");
        m_out.blank();
        m_out.line("// wbUnmarshaler is what types of the registry need to be decoded.");
        m_out.line("type wbUnmarshaler interface {");
        m_out.line("\t$1(data []byte) error", spelled(ApiRole::Decode, {}, "UnmarshalBinary"));
        m_out.line("}");
        m_out.blank();
        m_out.line("func wbUnmarshal(value wbUnmarshaler, data []byte) error {");
        m_out.line("\treturn value.$1(data)", spelled(ApiRole::Decode, {}, "UnmarshalBinary"));
        m_out.line("}");
        m_out.blank();
        m_out.line("func wbMarshal(value wbMarshaler) ([]byte, error) {");
        m_out.line("\treturn value.$1()", spelled(ApiRole::Encode, {}, "MarshalBinary"));
        m_out.line("}");
        printRegistration();
    }
    printAnyFunctions();
}

/// Every type of the schema in the registry, and where it may stand.
void GoPrinter::printRegistration()
{
    m_out.blank();
    m_out.line("func init() {");
    m_out.indent();
    const ApiName* registry = api(ApiRole::RegistryType);
    m_out.line("r := Default$1", registry == nullptr ? std::string_view("WireRegistry") : registry->spelling);
    std::set<std::uint32_t> known;
    for (std::uint32_t i = 0; i < m_model.unions.size(); ++i) {
        const ApiUnion& entry = m_model.unions[i];
        for (std::size_t j = 0; j < entry.alternatives.size(); ++j) {
            const ApiAlternative& alternative = entry.alternatives[j];
            const ReferenceType& type = m_plan.referenceTypes[alternative.referenceType];
            const bool isStruct = isStructOp(alternative.node);
            const std::string value = isStruct ? structOf(alternative.node) + "{}"
                                               : m_names.wrapper(i, j) + "(" + zeroOf(alternative.node) + ")";
            const std::string name = quoted(text(type.wireName == 0 ? type.fullName : type.wireName));
            need("reflect");
            m_out.line("r.implement(reflect.TypeOf((*$1)(nil)).Elem(), reflect.TypeOf($2), $3, $4)",
                       m_names.unionName(i), value, std::to_string(type.id), name);
        }
    }
    m_out.dedent();
    m_out.line("}");
}

/// Functions that take values of any type.
void GoPrinter::printAnyFunctions()
{
    const auto name = [this](ApiRole role) {
        const ApiName* found = api(role);
        return found == nullptr ? std::string() : std::string(found->spelling);
    };
    const std::string marshal = name(ApiRole::EncodeAny);
    const std::string unmarshal = name(ApiRole::DecodeAny);
    if (marshal.empty() || unmarshal.empty() || !m_parts.registry)
        return;
    m_out.blank();
    m_out.line("// $1 encodes a value that encodes itself, or whose type has a codec.", marshal);
    m_out.line("func $1(v any) ([]byte, error) {", marshal);
    m_out.line("\treturn wbMarshalAny(v)");
    m_out.line("}");
    m_out.blank();
    m_out.line("// $1 decodes into a pointer to a value that decodes itself, or whose type has a codec.", unmarshal);
    m_out.line("func $1(data []byte, v any) error {", unmarshal);
    m_out.line("\treturn wbUnmarshalAny(data, v)");
    m_out.line("}");
    if (const std::string must = name(ApiRole::MustEncodeAny); !must.empty()) {
        m_out.blank();
        m_out.line("// $1 encodes a value and panics where it cannot be.", must);
        m_out.line("func $1(v any) []byte {", must);
        m_out.line("\tdata, err := $1(v)", marshal);
        m_out.line("\tif err != nil {");
        m_out.line("\t\tpanic(err)");
        m_out.line("\t}");
        m_out.line("\treturn data");
        m_out.line("}");
    }
    if (const std::string clone = name(ApiRole::CloneAny); !clone.empty()) {
        m_out.blank();
        m_out.line("// $1 copies a value by encoding it; T is a struct or a pointer to one.", clone);
        m_out.line("func $1[T any](v T) (T, error) {", clone);
        m_out.line("\treturn wbCopyOf(v)");
        m_out.line("}");
    }
    if (const std::string equal = name(ApiRole::EqualAny); !equal.empty()) {
        m_out.blank();
        m_out.line("// $1 tells whether two values have the same encoding.", equal);
        m_out.line("func $1(a, b any) bool {", equal);
        m_out.line("\tx, errX := $1(a)", marshal);
        m_out.line("\ty, errY := $1(b)", marshal);
        m_out.line("\treturn errX == nil && errY == nil && string(x) == string(y)");
        m_out.line("}");
    }
    if (const std::string size = name(ApiRole::SizeAny); !size.empty()) {
        m_out.blank();
        m_out.line("// $1 gives the bytes of the encoded value, -1 where it cannot be encoded.", size);
        m_out.line("func $1(v any) int {", size);
        m_out.line("\tdata, err := $1(v)", marshal);
        m_out.line("\tif err != nil {");
        m_out.line("\t\treturn -1");
        m_out.line("\t}");
        m_out.line("\treturn len(data)");
        m_out.line("}");
    }
    if (const std::string strict = name(ApiRole::DecodeStrict); !strict.empty()) {
        m_out.blank();
        m_out.line(
            "// $1 decodes a value that stands behind its type id, as in a stream, and refuses one of another type.",
            strict);
        m_out.line("func $1[T any](data []byte) (T, error) {", strict);
        m_out.line("\treturn wbUnmarshalStrict[T](data)");
        m_out.line("}");
    }
}

} // namespace wirebench::go
