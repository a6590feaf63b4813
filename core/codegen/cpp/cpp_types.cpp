// SPDX-License-Identifier: MIT
// C++ types of values, and what their members start with.
#include "core/codegen/cpp/cpp_context.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace wirebench::cpp {

namespace {

constexpr std::uint64_t kLargestArray = 1024;

std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

} // namespace

std::string Context::literal(std::uint64_t number, bool isSigned)
{
    if (!isSigned)
        return std::to_string(number) + (number > 0x7FFFFFFF ? "u" : "");
    const auto value = static_cast<std::int64_t>(number);
    if (value == std::numeric_limits<std::int64_t>::min())
        return "std::numeric_limits<std::int64_t>::min()";
    return std::to_string(value);
}

bool Context::isArray(NodeIndex index) const
{
    const ApiType& type = m_model.typeOf(index);
    if (type.count == 0 || type.count > kLargestArray)
        return false;
    if (type.kind == ApiKind::Bytes)
        return true;
    if (type.kind != ApiKind::List || type.optionalElement)
        return false;
    const ApiKind element = m_model.typeOf(type.element).kind;
    return element == ApiKind::Bool || element == ApiKind::UInt || element == ApiKind::Int || element == ApiKind::Float
        || element == ApiKind::Enum;
}

std::string Context::leafType(const ApiType& type, bool view) const
{
    const std::string bits = std::to_string(type.bits);
    switch (type.kind) {
    case ApiKind::Bool:
        return "bool";
    case ApiKind::UInt:
        return "std::uint" + bits + "_t";
    case ApiKind::Int:
        return "std::int" + bits + "_t";
    case ApiKind::Float:
        return type.bits == 32 ? "float" : "double";
    case ApiKind::Text:
        return view ? "std::string_view" : "std::string";
    case ApiKind::Date:
        return "std::chrono::sys_seconds";
    case ApiKind::Time:
        return "::wirebench_runtime::Timestamp";
    case ApiKind::Complex:
        return type.bits == 32 ? "std::complex<float>" : "std::complex<double>";
    case ApiKind::Uuid:
        return "::wirebench_runtime::Uuid";
    case ApiKind::Decimal:
        return "::wirebench_runtime::Decimal128";
    default:
        return "::wirebench_runtime::BigInt";
    }
}

std::string Context::listType(const ApiType& type, bool view) const
{
    std::string element = this->type(type.element, view);
    if (type.optionalElement)
        element = "std::optional<" + element + ">";
    return "std::vector<" + element + ">";
}

std::string Context::type(NodeIndex index, bool view) const
{
    const ApiType& type = m_model.typeOf(index);
    view = view && borrows(index);
    switch (type.kind) {
    case ApiKind::Bytes:
        if (isArray(index))
            return "std::array<std::uint8_t, " + number(type.count) + ">";
        return view ? "::wirebench_runtime::ByteView" : "std::vector<std::uint8_t>";
    case ApiKind::Enum:
        return shown(m_enums[type.index]);
    case ApiKind::Flags:
        return shown(m_flags[type.index]);
    case ApiKind::Struct:
        return shown((view ? m_structViews : m_structs)[type.index]);
    case ApiKind::Union:
        return shown((view ? m_unionViews : m_unions)[type.index]);
    case ApiKind::List:
        if (isArray(index))
            return "std::array<" + this->type(type.element, view) + ", " + number(type.count) + ">";
        if (view && isNumberRun(index))
            return "::wirebench_runtime::NumberView<" + this->type(type.element) + ">";
        return listType(type, view);
    case ApiKind::Map: {
        const bool byBytes = view && borrows(type.key) && m_model.typeOf(type.key).kind == ApiKind::Bytes;
        return "std::map<" + this->type(type.key, view) + ", " + this->type(type.element, view)
            + (byBytes ? ", ::wirebench_runtime::ByteLess>" : ">");
    }
    default:
        return leafType(type, view);
    }
}

bool Context::wrapped(const ApiField& field) const
{
    return field.optional && m_model.typeOf(field.node).kind != ApiKind::Union;
}

std::string Context::fieldType(const ApiField& field, bool view) const
{
    const std::string inner = type(field.node, view && borrows(field));
    if (field.boxed)
        return "::wirebench_runtime::Box<" + inner + ">";
    return wrapped(field) ? "std::optional<" + inner + ">" : inner;
}

/// A C++ literal for JSON of a declared default: numbers, texts, names, lists of these; bytes are hex.
std::string Context::defaultLiteral(NodeIndex index, std::string_view json) const
{
    const ApiType& type = m_model.typeOf(index);
    const auto value = nlohmann::ordered_json::parse(json);
    switch (type.kind) {
    case ApiKind::Enum: {
        const ApiEnum& entry = m_model.enums[type.index];
        for (std::uint32_t i = 0; i < entry.values.size(); ++i) {
            if (value.is_string() && entry.values[i].name == value.get<std::string>())
                return shown(m_enums[type.index]) + "::" + m_values[type.index][i];
        }
        return shown(m_enums[type.index]) + "{" + value.dump() + "}";
    }
    case ApiKind::Text:
        return quoted(value.is_string() ? value.get<std::string>() : std::string());
    case ApiKind::Int:
        return literal(static_cast<std::uint64_t>(value.get<std::int64_t>()), true);
    case ApiKind::UInt:
        return literal(value.get<std::uint64_t>(), false);
    case ApiKind::Float: {
        const std::string limits = std::string("std::numeric_limits<") + (type.bits == 32 ? "float" : "double") + ">::";
        if (value.is_string())
            return value == "NaN" ? limits + "quiet_NaN()" : (value == "-Infinity" ? "-" : "") + limits + "infinity()";
        return std::string(json) + (type.bits == 32 ? "F" : "");
    }
    case ApiKind::Bytes: {
        const std::string hex = value.get<std::string>();
        std::string out;
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
            out += (out.empty() ? "0x" : ", 0x") + hex.substr(i, 2);
        return "{" + out + "}";
    }
    case ApiKind::List: {
        std::string out;
        for (const auto& element : value)
            out += (out.empty() ? "" : ", ") + defaultLiteral(type.element, element.dump());
        return "{" + out + "}";
    }
    case ApiKind::Bool:
        return value.get<bool>() ? "true" : "false";
    default:
        return "{}";
    }
}

/// Whether the zero of a list of a fixed number of elements would hold itself.
bool Context::leadsBack(NodeIndex list) const
{
    const auto structIn = [this](NodeIndex node) {
        while (m_model.typeOf(node).kind == ApiKind::List && m_model.typeOf(node).count != 0)
            node = m_model.typeOf(node).element;
        return m_model.typeOf(node).kind == ApiKind::Struct ? m_model.typeOf(node).index : kNoIndex;
    };
    const std::uint32_t start = structIn(list);
    if (start == kNoIndex)
        return false;
    std::vector<std::uint32_t> open{start};
    std::vector<bool> seen(m_model.structs.size());
    while (!open.empty()) {
        const std::uint32_t current = open.back();
        open.pop_back();
        for (const ApiField& field : m_model.structs[current].fields) {
            const std::uint32_t next = field.optional ? kNoIndex : structIn(field.node);
            if (next == start)
                return true;
            if (next != kNoIndex && !seen[next]) {
                seen[next] = true;
                open.push_back(next);
            }
        }
    }
    return false;
}

std::string Context::initializer(const ApiField& field, bool view) const
{
    if (field.optional)
        return "";
    if (!field.defaultJson.empty())
        return " = " + defaultLiteral(field.node, field.defaultJson);
    const ApiType& type = m_model.typeOf(field.node);
    const Node& node = this->node(field.node);
    switch (type.kind) {
    case ApiKind::Bool:
        return " = false";
    case ApiKind::UInt:
    case ApiKind::Int: {
        const bool isSigned = type.kind == ApiKind::Int;
        const bool zeroFits = node.op != Op::Bits
            || (isSigned ? static_cast<std::int64_t>(node.lowest) <= 0 && static_cast<std::int64_t>(node.highest) >= 0
                         : node.lowest == 0);
        return " = " + (zeroFits ? std::string("0") : literal(node.lowest, isSigned));
    }
    case ApiKind::Float:
        return " = 0";
    case ApiKind::Enum:
    case ApiKind::Complex:
        return "{}";
    case ApiKind::Date:
        return "{std::chrono::seconds(" + literal(static_cast<std::uint64_t>(plan().dates[node.detail].origin), true)
            + ")}";
    case ApiKind::Bytes:
    case ApiKind::List:
        if (isArray(field.node))
            return "{}";
        if (type.count != 0 && !type.optionalElement && !leadsBack(field.node))
            return " = " + this->type(field.node, view) + "(" + number(type.count) + ")";
        return "";
    default:
        return "";
    }
}

} // namespace wirebench::cpp
