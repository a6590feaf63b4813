// SPDX-License-Identifier: MIT
// Builders: functions for each struct, and the names that the format prescribes for them.
#include "core/codegen/c/c_context.h"

#include <map>

namespace wirebench::c {

namespace {

std::string spelled(std::string_view pattern, const std::string& type)
{
    std::string text(pattern);
    const std::string_view mark = "{Type}";
    if (const std::size_t at = text.find(mark); at != std::string::npos)
        text.replace(at, mark.size(), type);
    return text;
}

struct Function {
    std::string result;
    std::string name; ///< As prescribed, without the prefix.
    std::string shortName; ///< Another name, where no other function has it; may be empty.
    std::vector<std::string> parameters;
    std::string call; ///< Of the runtime.
};

class BuilderList {
public:
    explicit BuilderList(const Context& context) : m_context(context) { }

    std::vector<Function> all()
    {
        const CodeModel& model = m_context.model();
        for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
            addLife(i);
            for (std::uint32_t f = 0; f < model.structs[i].fields.size(); ++f)
                addField(i, f);
        }
        return std::move(m_list);
    }

    std::string tentative(std::uint32_t index) const { return m_context.structName(index) + "_tentative"; }

private:
    const std::string& shown(std::uint32_t index) const { return m_context.model().structs[index].name; }

    std::string named(ApiRole role, std::uint32_t index) const
    {
        return spelled(m_context.model().profile.find("c", role)->spelling, shown(index));
    }

    void addLife(std::uint32_t index)
    {
        const std::string root = tentative(index) + " *";
        const ApiStruct& entry = m_context.model().structs[index];
        if (entry.type != kNoIndex) {
            m_list.push_back({root,
                              named(ApiRole::Builder, index),
                              {},
                              {"void"},
                              "return (" + root + ")wb_builder_new(&" + m_context.global("schema") + ", "
                                  + std::to_string(entry.node) + ");"});
            m_list.push_back({"wb_serial_data ",
                              named(ApiRole::Finish, index),
                              {},
                              {root + "builder"},
                              "return wb_finalize((wb_tentative *)builder);"});
            m_list.push_back({"void ",
                              named(ApiRole::Destroy, index),
                              {},
                              {root + "builder"},
                              "wb_builder_free((wb_tentative *)builder);"});
        }
        m_list.push_back({"void ",
                          "Discard" + shown(index),
                          {},
                          {"void *parent", root + "tentative"},
                          "wb_discard((wb_tentative *)parent, (wb_tentative *)tentative);"});
    }

    /// `parameters` → `Parameter`.
    static std::string singular(const std::string& name)
    {
        std::string text = pascalCase(name);
        if (text.size() > 1 && text.back() == 's')
            text.pop_back();
        return text;
    }

    void addField(std::uint32_t index, std::uint32_t fieldIndex)
    {
        const CodeModel& model = m_context.model();
        const ApiField& field = model.structs[index].fields[fieldIndex];
        const ApiType& type = model.typeOf(field.node);
        const bool list = type.kind == ApiKind::List;
        const Node& node = m_context.node(field.node);
        const NodeIndex held = list ? m_context.slot(node.firstSlot).node : field.node;
        const ApiType& inner = model.typeOf(held);
        const std::string owner = tentative(index) + " *";
        const std::string name = shown(index) + '_' + identifier(field.name);
        const std::string slot = std::to_string(field.slot);
        if (inner.kind == ApiKind::Struct) {
            const std::string result = tentative(inner.index) + " *";
            m_list.push_back({result,
                              "Begin" + name,
                              "Begin" + singular(field.name),
                              {owner + "parent"},
                              "return (" + result + ")wb_begin((wb_tentative *)parent, " + slot + ");"});
            return;
        }
        const std::string verb = list ? "Add" : "Set";
        const std::string shortName = verb + shown(index) + (list ? singular(field.name) : pascalCase(field.name));
        const bool text = inner.kind == ApiKind::Text;
        const bool pointer = inner.kind == ApiKind::List || inner.kind == ApiKind::Map || inner.kind == ApiKind::Union
            || inner.kind == ApiKind::None;
        const std::string value = text ? "const char *value"
            : pointer                  ? "const " + elementOf(field, list) + " *value"
                                       : elementOf(field, list) + " value";
        m_list.push_back({"void ",
                          verb + name,
                          shortName,
                          {owner + "tentative", value},
                          std::string(list ? "wb_add" : "wb_set") + (text ? "_string" : "")
                              + "((wb_tentative *)tentative, " + slot + ", " + (text || pointer ? "value" : "&value")
                              + ");"});
    }

    std::string elementOf(const ApiField& field, bool list) const
    {
        return m_context.type(list ? m_context.slot(m_context.node(field.node).firstSlot).node : field.node);
    }

    const Context& m_context;
    std::vector<Function> m_list;
};

} // namespace

bool hasBuilders(const Context& context)
{
    const ApiProfile& profile = context.model().profile;
    return context.features().builders && profile.find("c", ApiRole::Builder) != nullptr
        && profile.find("c", ApiRole::Finish) != nullptr && profile.find("c", ApiRole::Destroy) != nullptr;
}

void writeBuilderDeclarations(CodeWriter& out, const Context& context)
{
    BuilderList list(context);
    out.line("/* Builders. What was begun is committed with the struct around it, unless it is discarded; errors stick "
             "until");
    out.line("   the end. Scalars of a struct come in any order, then its lists in the order of the schema. At most 2 "
             "MiB a");
    out.line("   struct with everything in it, 32 levels. */");
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i)
        out.line("typedef struct $1 $1;", list.tentative(i));
    out.blank();
    for (const Function& function : list.all())
        writeCall(out, function.result + context.global(function.name), function.parameters, ";");
    out.blank();
}

void writeBuilderDefinitions(CodeWriter& out, const Context& context)
{
    for (const Function& function : BuilderList(context).all()) {
        writeCall(out, function.result + context.global(function.name), function.parameters, "");
        out.block(
            "{", [&] { out.line("$1", function.call); }, "}");
        out.blank();
    }
}

void writeBuilderNames(CodeWriter& out, const Context& context)
{
    const std::vector<Function> functions = BuilderList(context).all();
    std::map<std::string, int> uses;
    for (const Function& function : functions) {
        ++uses[function.name];
        if (!function.shortName.empty())
            ++uses[function.shortName];
    }
    for (const Function& function : functions) {
        const std::string target = context.global(function.name);
        out.line("#define $1 $2", function.name, target);
        if (!function.shortName.empty() && uses[function.shortName] == 1)
            out.line("#define $1 $2", function.shortName, target);
    }
}

} // namespace wirebench::c
