// SPDX-License-Identifier: MIT
// The functions of each type: a name for the runtime's function with the type's table.
#include "core/codegen/c/c_context.h"

namespace wirebench::c {

namespace {

struct Function {
    std::string_view doc; ///< Of the first type.
    std::string result;
    std::string name;
    std::vector<std::string> parameters;
    std::string call; ///< The runtime's function.
    std::vector<std::string> arguments;
};

class FunctionList {
public:
    FunctionList(const Context& context, std::uint32_t index)
        : m_context(context)
        , m_index(index)
        , m_type(context.structName(index))
        , m_entry(context.model().structs[index])
        , m_node(std::to_string(m_entry.node))
    {
    }

    std::vector<Function> all() const
    {
        const std::string in = "const " + m_type + " *value";
        const std::string out = m_type + " *value";
        const std::string options = "const wb_options *options";
        std::vector<Function> list{
            make("Gives a value what its fields have when they are missing.", "init", {out, "wb_arena *arena"},
                 {"value", "arena"}),
            printed("The bytes that a value takes.", "encoded_size", {in, options, "size_t *size"}, "wb_size_by",
                    {"value", "options", "size"}),
            printed("Writes a value; `written` are the bytes it takes, also where `capacity` is too small for them.",
                    "encode", {in, "uint8_t *buffer", "size_t capacity", "size_t *written", options}, "wb_encode_by",
                    {"value", "buffer", "capacity", "written", "options"}),
            printed("Appends a value to a buffer.", "append", {in, "wb_buffer *out", options}, "wb_append_by",
                    {"value", "out", "options"}),
            printed("Reads a value. What it refers to lies in `arena`, and is freed with it.", "decode",
                    {out, "wb_arena *arena", "const uint8_t *data", "size_t size", options}, "wb_decode_by",
                    {"value", "sizeof *value", "arena", "data", "size", "NULL", "options"})};
        const GenerateFeatures& features = m_context.features();
        if (features.validation)
            list.push_back(
                make("Looks whether a value could be encoded.", "validate", {in, options}, {"value", "options"}));
        if (features.equals)
            list.push_back(equal());
        if (features.clone)
            list.push_back(make("Copies a value with all that it refers to.", "clone",
                                {m_type + " *to", "const " + m_type + " *from", "wb_arena *arena"},
                                {"to", "from", "arena"}));
        if (features.json || features.dispatch)
            addJson(list, in, out);
        return list;
    }

private:
    Function make(std::string_view doc, const std::string& name, std::vector<std::string> parameters,
                  std::vector<std::string> rest) const
    {
        std::vector<std::string> arguments{'&' + m_context.global("schema"), m_node};
        arguments.insert(arguments.end(), rest.begin(), rest.end());
        return {doc, "wb_status", m_type + '_' + name, std::move(parameters), "wb_" + name, std::move(arguments)};
    }

    /// A function that calls those that are printed for the struct without a look at a table.
    Function printed(std::string_view doc, const std::string& name, std::vector<std::string> parameters,
                     std::string call, std::vector<std::string> rest) const
    {
        std::vector<std::string> arguments{'&' + m_context.global("schema"),
                                           '&' + m_context.tables() + "_nodes[" + m_node + ']',
                                           '&' + m_context.codeNames(m_index).code};
        arguments.insert(arguments.end(), rest.begin(), rest.end());
        return {doc, "wb_status", m_type + '_' + name, std::move(parameters), std::move(call), std::move(arguments)};
    }

    Function equal() const
    {
        Function function = make({}, "equal", {"const " + m_type + " *a", "const " + m_type + " *b"}, {"a", "b"});
        function.result = "bool";
        return function;
    }

    void addJson(std::vector<Function>& list, const std::string& in, const std::string& out) const
    {
        list.push_back(
            make("Appends the JSON of a value.", "to_json", {in, "wb_buffer *json"}, {"value", "NULL", "json"}));
        list.push_back(make("Reads a value from JSON.", "from_json",
                            {out, "wb_arena *arena", "const char *json", "size_t size"},
                            {"value", "arena", "json", "size"}));
    }

    const Context& m_context;
    std::uint32_t m_index;
    const std::string& m_type;
    const ApiStruct& m_entry;
    std::string m_node;
};

template <typename Body>
void eachType(const Context& context, Body body)
{
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i) {
        if (context.model().structs[i].type != kNoIndex)
            body(i);
    }
}

} // namespace

void writeDeclarations(CodeWriter& out, const Context& context)
{
    out.line("/* The tables of the types, for the functions of the runtime. */");
    out.line("extern const wb_schema $1_schema;", context.prefix());
    out.blank();
    bool first = true;
    eachType(context, [&](std::uint32_t index) {
        const ApiStruct& entry = context.model().structs[index];
        const auto mark = out.mark(entry.decl);
        if (entry.typeId)
            out.line("#define $1_TYPE_ID $2", context.structName(index), Context::unsignedLiteral(*entry.typeId));
        out.line("#define $1_NODE $2", context.structName(index), std::to_string(entry.node));
        for (const Function& function : FunctionList(context, index).all()) {
            if (first)
                writeDoc(out, function.doc);
            writeCall(out, function.result + ' ' + function.name, function.parameters, ";");
        }
        first = false;
        out.blank();
    });
}

void writeDefinitions(CodeWriter& out, const Context& context)
{
    eachType(context, [&](std::uint32_t index) {
        const auto mark = out.mark(context.model().structs[index].decl);
        for (const Function& function : FunctionList(context, index).all()) {
            writeCall(out, function.result + ' ' + function.name, function.parameters, "");
            out.line("{");
            out.indent();
            writeCall(out, "return " + function.call, function.arguments, ";");
            out.dedent();
            out.line("}");
            out.blank();
        }
    });
}

} // namespace wirebench::c
