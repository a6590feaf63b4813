// SPDX-License-Identifier: MIT
#include "core/codegen/python/python_module.h"

#include "core/codegen/python/python_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace wirebench::python {

namespace {

const std::initializer_list<std::string_view>& keywords()
{
    static const std::initializer_list<std::string_view> words{
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield",
    };
    return words;
}

/// What generated code calls by these names where fields or types might hide them.
const std::initializer_list<std::string_view>& usedNames()
{
    static const std::initializer_list<std::string_view> words{
        "int",         "str",         "bytes",    "bool",  "float",      "complex",  "list",        "dict",
        "tuple",       "object",      "type",     "range", "len",        "super",    "classmethod", "staticmethod",
        "property",    "dataclasses", "datetime", "enum",  "struct",     "uuid",     "rt",          "typing",
        "annotations", "LIMITS",      "DIALECT",  "Any",   "ClassVar",   "Iterable", "Iterator",    "Protocol",
        "TypeAlias",   "frozenset",   "self",     "cls",   "ValueError",
    };
    return words;
}

NameScope scopeWith(std::initializer_list<std::string_view> more)
{
    NameScope scope(keywords());
    for (const std::string_view word : usedNames())
        scope.reserve(word);
    for (const std::string_view word : more)
        scope.reserve(word);
    return scope;
}

NameScope classScopeOfStruct()
{
    return scopeWith({"to_bytes", "from_bytes", "encode", "decode", "size", "to_json", "from_json", "validate", "clone",
                      "builder", "delimited_reader", "unknown_fields", "string_table", "record_reader", "which"});
}

std::string numberLiteral(const nlohmann::json& value)
{
    if (!value.is_string())
        return value.dump();
    const auto text = value.get<std::string>();
    if (text.starts_with("NaN"))
        return "float(\"nan\")";
    return "float(" + textLiteral(text == "Infinity" ? "inf" : "-inf") + ')';
}

/// Names of types that are in the language's case stay as they are: "HTTPServer".
std::string className(const std::string& name)
{
    const bool fits = name.front() >= 'A' && name.front() <= 'Z' && name.find('_') == std::string::npos;
    return fits ? name : pascalCase(name);
}

std::vector<std::string> splitAtDots(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("./"), text.size());
        if (end > 0)
            parts.push_back(snakeCase(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::vector<std::string> moduleParts(const Module& module)
{
    const GenerateOptions& options = module.options();
    for (const std::string& name : {options.package, module.model().package, options.fileStem}) {
        std::vector<std::string> parts = splitAtDots(name);
        if (parts.empty())
            continue;
        NameScope scope(keywords());
        for (std::string& part : parts)
            part = NameScope(keywords()).take(part);
        if (parts.back() == "wirebench_runtime")
            parts.back() += '_';
        return parts;
    }
    return {"schema"};
}

} // namespace

Module::Module(const CodeModel& model, const GenerateOptions& options)
    : m_model(model)
    , m_options(options)
    , m_scope(scopeWith({"encode_json", "decode_json", "encode_stream_json", "decode_stream_json", "encode_messages",
                         "decode_messages", "message_reader", "stream_reader", "stream_writer", "encode_delimited"}))
{
    for (const Node& node : plan().nodes)
        m_tagged = m_tagged || node.op == Op::Tagged || node.op == Op::PresenceMap;
    nameTypes();
    nameFields();
}

void Module::nameTypes()
{
    for (const ApiStruct& entry : m_model.structs)
        m_structs.push_back(m_scope.take(className(entry.name)));
    for (const ApiEnum& entry : m_model.enums) {
        m_enums.push_back(m_scope.take(className(entry.name)));
        m_enumTables.push_back(m_scope.take('_' + screamingCase(m_enums.back()) + "_NAMES"));
        NameScope scope(keywords());
        std::vector<std::string> names;
        for (const ApiEnumValue& value : entry.values)
            names.push_back(scope.take(screamingCase(value.name)));
        m_members.push_back(std::move(names));
    }
    for (const ApiFlags& entry : m_model.flags) {
        m_flags.push_back(m_scope.take(className(entry.name)));
        m_flagTables.push_back(m_scope.take('_' + screamingCase(m_flags.back()) + "_NAMES"));
        NameScope scope(keywords());
        std::vector<std::string> names;
        for (const ApiFlag& flag : entry.flags)
            names.push_back(scope.take(screamingCase(flag.name)));
        m_flagMembers.push_back(std::move(names));
    }
    for (const ApiUnion& entry : m_model.unions)
        m_unions.push_back(m_scope.take(className(entry.name)));
    for (const std::string& name : m_structs)
        m_builders.push_back(m_scope.take(name + "Builder"));
}

void Module::nameFields()
{
    for (const ApiStruct& entry : m_model.structs) {
        NameScope scope = classScopeOfStruct();
        std::vector<std::string> names;
        for (const ApiField& field : entry.fields)
            names.push_back(scope.take(snakeCase(field.name)));
        m_fields.push_back(std::move(names));
        m_scopes.push_back(std::move(scope));
    }
}

std::string Module::hint(NodeIndex node) const
{
    const ApiType& type = typeOf(node);
    switch (type.kind) {
    case ApiKind::None:
        return "None";
    case ApiKind::Bool:
        return "bool";
    case ApiKind::UInt:
    case ApiKind::Int:
    case ApiKind::BigInt:
        return "int";
    case ApiKind::Float:
        return "float";
    case ApiKind::Text:
        return "str";
    case ApiKind::Bytes:
        return "bytes";
    case ApiKind::Enum:
        return enumName(type.index);
    case ApiKind::Flags:
        return flagsName(type.index);
    case ApiKind::Date:
        return plan().dates[plan().nodes[node].detail].unit == DateTable::Unit::Day ? "datetime.date"
                                                                                    : "datetime.datetime";
    case ApiKind::Time:
        return "rt.Timestamp";
    case ApiKind::Complex:
        return "complex";
    case ApiKind::Uuid:
        return "uuid.UUID";
    case ApiKind::Decimal:
        return "rt.Decimal128";
    case ApiKind::Struct:
        return structName(type.index);
    case ApiKind::List: {
        const bool none = type.optionalElement || typeOf(type.element).kind == ApiKind::Union;
        return "list[" + hint(type.element) + (none ? " | None]" : "]");
    }
    case ApiKind::Map: {
        const bool none = typeOf(type.element).kind == ApiKind::Union;
        return "dict[" + hint(type.key) + ", " + hint(type.element) + (none ? " | None]" : "]");
    }
    case ApiKind::Union:
        return unionName(type.index);
    }
    return "object";
}

bool Module::mayBeNone(const ApiField& field) const
{
    return field.optional || typeOf(field.node).kind == ApiKind::Union;
}

std::string Module::hint(const ApiField& field) const
{
    return hint(field.node) + (mayBeNone(field) ? " | None" : "");
}

bool Module::isRequired(const ApiField& field) const
{
    const Slot& slot = plan().slots[field.slot];
    const Op owner = plan().nodes[slot.owner].op;
    if (owner == Op::Tagged)
        return slot.occurs == Occurs::Always || slot.occurs == Occurs::Required;
    return owner != Op::PresenceMap && !field.optional && slot.missing == Missing::Error;
}

/// A Python literal of a declared default.
std::string Module::literalOf(NodeIndex node, const std::string& json)
{
    const ApiType& type = typeOf(node);
    const nlohmann::json value = nlohmann::json::parse(json, nullptr, false);
    switch (type.kind) {
    case ApiKind::Bool:
        return value.get<bool>() ? "True" : "False";
    case ApiKind::UInt:
    case ApiKind::Int:
        return value.dump();
    case ApiKind::Float:
        return numberLiteral(value);
    case ApiKind::Text:
        return value.is_string() ? textLiteral(value.get<std::string>()) : std::string();
    case ApiKind::Enum: {
        const ApiEnum& entry = m_model.enums[type.index];
        for (std::size_t i = 0; i < entry.values.size(); ++i) {
            if (value.is_string() && entry.values[i].name == value.get<std::string>())
                return enumName(type.index) + '.' + memberNames(type.index)[i];
        }
        return enumName(type.index) + '(' + value.dump() + ')';
    }
    case ApiKind::Bytes:
        return value.is_string() ? "bytes.fromhex(" + textLiteral(value.get<std::string>()) + ')' : std::string();
    case ApiKind::List: {
        std::vector<std::string> items;
        for (const nlohmann::json& item : value) {
            items.push_back(literalOf(type.element, item.dump()));
            if (items.back().empty())
                return {};
        }
        return '[' + joined(items, ", ") + ']';
    }
    case ApiKind::Map:
        return value.empty() ? "{}" : std::string();
    default:
        return {};
    }
}

Module::Start Module::startOf(const ApiField& field)
{
    if (mayBeNone(field))
        return {"None", false};
    const ApiType& type = typeOf(field.node);
    if (!field.defaultJson.empty()) {
        const std::string literal = literalOf(field.node, field.defaultJson);
        if (!literal.empty())
            return {literal, type.kind == ApiKind::List || type.kind == ApiKind::Map};
    }
    if (const std::uint32_t bytes = plan().slots[field.slot].defaultBytes; bytes != kNoIndex)
        return {"rt.read_default(" + codec(field.node) + ", " + bytesLiteral(plan().defaults[bytes]) + dialectArgument()
                    + ')',
                true};
    if (type.kind == ApiKind::Struct)
        return {structName(type.index) + "()", true};
    return zeroOf(field.node);
}

Module::Start Module::zeroOf(NodeIndex node)
{
    const ApiType& type = typeOf(node);
    switch (type.kind) {
    case ApiKind::Bool:
        return {"False", false};
    case ApiKind::UInt:
    case ApiKind::Int:
    case ApiKind::BigInt:
        return {"0", false};
    case ApiKind::Float:
        return {"0.0", false};
    case ApiKind::Complex:
        return {"0j", false};
    case ApiKind::Text:
        return {"\"\"", false};
    case ApiKind::Bytes:
        return {type.count == 0 ? "b\"\"" : "bytes(" + std::to_string(type.count) + ')', false};
    case ApiKind::Enum: {
        const ApiEnum& entry = m_model.enums[type.index];
        if (!entry.values.empty() && entry.values.front().number == 0)
            return {enumName(type.index) + '.' + memberNames(type.index).front(), false};
        return {enumName(type.index) + "(0)", false};
    }
    case ApiKind::Flags:
        return {flagsName(type.index) + "(0)", false};
    case ApiKind::Time:
        return {"rt.Timestamp()", false};
    case ApiKind::Uuid:
        return {"uuid.UUID(int=0)", false};
    case ApiKind::Decimal:
        return {"rt.Decimal128()", false};
    case ApiKind::Struct:
        return {structName(type.index) + "._zero()", true};
    case ApiKind::List: {
        const Start element = zeroOf(type.element);
        const std::string count = std::to_string(type.count);
        if (type.count == 0)
            return {"[]", true};
        if (!element.fresh)
            return {'[' + element.expression + "] * " + count, true};
        return {'[' + element.expression + " for _ in range(" + count + ")]", true};
    }
    case ApiKind::Map:
        return {"{}", true};
    default:
        return {"None", false};
    }
}

std::string Module::path() const
{
    return joined(moduleParts(*this), "/") + ".py";
}

std::string Module::import() const
{
    if (!m_options.packagePrefix.empty())
        return "from " + joined(splitAtDots(m_options.packagePrefix), ".") + " import wirebench_runtime as rt";
    return moduleParts(*this).size() > 1 ? "from . import wirebench_runtime as rt" : "import wirebench_runtime as rt";
}

std::string Module::constant(std::string_view wish, const std::string& expression,
                             const std::vector<std::string>& items, std::string_view hint)
{
    return addConstant(expression, wish, expression, items, hint);
}

std::string Module::ownConstant(std::string_view wish, const std::string& expression,
                                const std::vector<std::string>& items)
{
    return addConstant(std::string(wish) + '\n' + expression, wish, expression, items, {});
}

std::string Module::addConstant(std::string key, std::string_view wish, const std::string& expression,
                                const std::vector<std::string>& items, std::string_view hint)
{
    for (const std::string& item : items)
        key += '\n' + item;
    if (const auto known = m_byExpression.find(key); known != m_byExpression.end())
        return known->second;
    const std::string words = screamingCase(wish);
    std::string name = m_scope.take(words.front() == '_' ? words : '_' + words);
    m_byExpression.emplace(std::move(key), name);
    m_constants.push_back({hint.empty() ? name : name + ": " + std::string(hint), expression, items});
    return name;
}

std::string Module::numbers(std::uint32_t structIndex, bool interned)
{
    const Node& node = plan().nodes[m_model.structs[structIndex].node];
    std::vector<std::string> numbers;
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        const NumberedSlot& entry = plan().numbers[node.firstNumber + i];
        const Slot& slot = plan().slots[entry.slot];
        if (!interned || (slot.formCount > 0 && plan().forms[slot.firstForm].form == FieldForm::TableIndex))
            numbers.push_back(std::to_string(entry.number));
    }
    if (numbers.empty())
        return constant("no_numbers", "frozenset[int]()");
    return ownConstant(structName(structIndex) + (interned ? "_interned" : "_numbers"),
                       "frozenset(" + tupleOf(numbers) + ')');
}

void Module::writeConstants(CodeWriter& writer) const
{
    for (const Constant& constant : m_constants) {
        if (constant.items.empty())
            writeLine(writer, constant.name + " = " + constant.expression);
        else if (constant.items.size() == 1 && constant.expression == "(")
            writeLine(writer, constant.name + " = (" + constant.items.front() + ",)");
        else
            writeItems(writer, constant.name + " = " + constant.expression, constant.items,
                       constant.expression.ends_with('{') ? "}" : ")");
    }
}

} // namespace wirebench::python
