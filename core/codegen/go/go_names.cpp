// SPDX-License-Identifier: MIT
#include "core/codegen/go/go_names.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace wirebench::go {

namespace {

constexpr std::array<std::string_view, 24> kInitialisms{"acl",   "api", "ascii", "cpu",  "css", "dns", "html", "http",
                                                        "https", "id",  "ip",    "json", "ram", "rpc", "sql",  "ssh",
                                                        "tcp",   "tls", "ttl",   "udp",  "uri", "url", "utf8", "uuid"};

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// What the runtime and functions without a type in their names have taken in a package.
NameScope packageScope(const ApiProfile& profile)
{
    NameScope scope{"WireError",          "WireOptions",         "WireTime",
                    "WireTimeOf",         "WireDecimal",         "ParseWireDecimal",
                    "WireForeign",        "WireFrame",           "WireFrameReader",
                    "WireFrameWriter",    "NewWireFrameReader",  "NewWireFrameWriter",
                    "DefaultWireOptions", "EncodeJSON",          "DecodeJSON",
                    "EncodeJSONStream",   "DecodeJSONStream",    "WireRegistry",
                    "NewWireRegistry",    "DefaultWireRegistry", "WireCodec",
                    "WireMessage",        "WireHooks",           "SetWireHooks",
                    "WireUnknownMessage", "WireMessageReader",   "WireFieldWriter",
                    "WireMessageWriter",  "WireArrayWriter",     "GetWireBuffer",
                    "PutWireBuffer",      "AppendWireMessage",   "UUIDCodec",
                    "BigIntCodec",        "Decimal128Codec",     "NewRegistry",
                    "DefaultRegistry",    "RegisterType",        "RegisterImplementation",
                    "RegisterCodec",      "RegisterWireType",    "RegisterWireImplementation",
                    "RegisterWireCodec",  "NewReader",           "NewWireReader",
                    "WireReader",         "WireWriter",          "NewWireMessageReader"};
    for (const ApiName& name : profile.names) {
        if (name.target == "go" && name.place == ApiPlace::Free && name.spelling.find('{') == std::string_view::npos)
            scope.reserve(name.spelling);
    }
    for (const ApiErrorName& name : profile.errors)
        scope.reserve(name.spelling);
    for (const ApiLimitName& name : profile.limits)
        scope.reserve(name.spelling);
    return scope;
}

/// Methods of generated structs, which no field may have.
NameScope fieldScope()
{
    return NameScope{"MarshalJSON", "UnmarshalJSON", "String", "Validate", "Clone", "Equal", "Pack", "Unpack"};
}

} // namespace

std::string exportedName(std::string_view name)
{
    std::string out;
    for (const std::string& word : nameWords(name)) {
        const std::string lower = asciiLower(word);
        const bool afterDigit = !out.empty() && out.back() >= '0' && out.back() <= '9';
        if (afterDigit && lower.front() >= '0' && lower.front() <= '9')
            out += '_';
        if (std::find(kInitialisms.begin(), kInitialisms.end(), lower) != kInitialisms.end()) {
            for (const char c : lower)
                out += upper(c);
        } else {
            out += upper(lower.front());
            out += lower.substr(1);
        }
    }
    return out.front() >= '0' && out.front() <= '9' ? 'N' + out : out;
}

GoNames::GoNames(const CodeModel& model) : m_package(packageScope(model.profile))
{
    for (const ApiStruct& entry : model.structs)
        m_structs.push_back(m_package.take(exportedName(entry.name)));
    for (const ApiEnum& entry : model.enums)
        m_enums.push_back(m_package.take(exportedName(entry.name)));
    for (const ApiFlags& entry : model.flags)
        m_flags.push_back(m_package.take(exportedName(entry.name)));
    for (const ApiUnion& entry : model.unions)
        m_unions.push_back(m_package.take(exportedName(entry.name)));
    for (const std::string& name : m_structs)
        m_news.push_back(m_package.take("New" + name));
    for (std::size_t i = 0; i < model.enums.size(); ++i) {
        m_enumValues.emplace_back();
        for (const ApiEnumValue& value : model.enums[i].values)
            m_enumValues[i].push_back(m_package.take(m_enums[i] + exportedName(value.name)));
    }
    for (std::size_t i = 0; i < model.flags.size(); ++i) {
        m_flagBits.emplace_back();
        for (const ApiFlag& flag : model.flags[i].flags)
            m_flagBits[i].push_back(m_package.take(m_flags[i] + exportedName(flag.name)));
    }
    for (std::size_t i = 0; i < model.unions.size(); ++i) {
        m_wrappers.emplace_back();
        for (const ApiAlternative& alternative : model.unions[i].alternatives) {
            const bool isStruct = model.typeOf(alternative.node).kind == ApiKind::Struct;
            m_wrappers[i].push_back(isStruct ? std::string()
                                             : m_package.take(m_unions[i] + exportedName(alternative.name)));
        }
    }
    for (const ApiStruct& entry : model.structs)
        takeFields(model, entry);
}

void GoNames::takeFields(const CodeModel& model, const ApiStruct& entry)
{
    NameScope scope = fieldScope();
    for (const ApiName& name : model.profile.names) {
        if (name.target == "go" && name.place == ApiPlace::Member)
            scope.reserve(name.spelling);
    }
    for (const std::string& name : m_unions)
        scope.reserve("Is" + name);
    std::vector<std::string>& fields = m_fields.emplace_back();
    for (const ApiField& field : entry.fields)
        fields.push_back(scope.take(exportedName(field.name)));
    m_unknownFields.push_back(scope.take("UnknownFields"));
    m_stringTables.push_back(scope.take("StringTable"));
}

} // namespace wirebench::go
