// SPDX-License-Identifier: MIT
// Services, and interfaces with methods: what an implementation has to have.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"

#include <algorithm>

namespace wirebench::python {

namespace {

class TypeHints {
public:
    explicit TypeHints(const Module& module) : m_module(module), m_schema(*module.model().schema) { }

    std::string of(TypeIndex index) const
    {
        if (index == kNoIndex)
            return "None";
        const TypeExpr& type = m_schema.types[index];
        switch (type.kind) {
        case TypeKind::Bool:
            return "bool";
        case TypeKind::UInt:
        case TypeKind::Int:
        case TypeKind::Duration:
            return "int";
        case TypeKind::Float:
            return "float";
        case TypeKind::Complex:
            return "complex";
        case TypeKind::Text:
            return "str";
        case TypeKind::Bytes:
            return "bytes";
        case TypeKind::Time:
            return "rt.Timestamp";
        case TypeKind::Array: {
            const TypeExpr& element = m_schema.types[type.element];
            const bool bytes = element.kind == TypeKind::UInt && element.bits == 8;
            return bytes ? "bytes" : "list[" + of(type.element) + ']';
        }
        case TypeKind::Map:
            return "dict[" + of(type.key) + ", " + of(type.element) + ']';
        case TypeKind::Optional:
            return of(type.element) + " | None";
        case TypeKind::Named:
            return named(type);
        default:
            return "object";
        }
    }

private:
    std::string named(const TypeExpr& type) const
    {
        const CodeModel& model = m_module.model();
        for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
            const ApiStruct& entry = model.structs[i];
            if (type.arguments.empty() ? entry.decl == type.decl : entry.shownName == withoutSpaces(type.spelling))
                return m_module.structName(i);
        }
        for (std::uint32_t i = 0; i < model.enums.size(); ++i) {
            if (model.enums[i].decl == type.decl)
                return m_module.enumName(i);
        }
        for (std::uint32_t i = 0; i < model.unions.size(); ++i) {
            if (model.unions[i].decl == type.decl)
                return m_module.unionName(i) + " | None";
        }
        return "object";
    }

    static std::string withoutSpaces(std::string text)
    {
        std::erase(text, ' ');
        return text;
    }

    const Module& m_module;
    const Schema& m_schema;
};

void writeMethod(const TypeHints& hints, CodeWriter& writer, const Member& method, const std::string& name)
{
    NameScope scope{"self", "cls"};
    std::vector<std::string> parameters{"self"};
    for (const MethodParameter& parameter : method.parameters) {
        std::string hint = hints.of(parameter.type);
        if (parameter.stream)
            hint = fillIn("AsyncIterator[$1]", {hint});
        parameters.push_back(scope.take(parameter.name.empty() ? "request" : snakeCase(parameter.name)) + ": " + hint);
    }
    const std::string result = hints.of(method.type);
    writer.blank();
    writeLine(writer,
              std::string(method.streamResult ? "def " : "async def ") + name + '(' + joined(parameters, ", ") + ") -> "
                  + (method.streamResult ? "AsyncIterator[" + result + ']' : result) + ':');
    writer.indent();
    writeDoc(writer, method.doc.empty() ? '`' + method.name + '`' : method.doc);
    writer.line("raise NotImplementedError");
    writer.dedent();
}

void writeProtocol(Module& module, CodeWriter& writer, DeclIndex index, std::string_view suffix)
{
    const Decl& decl = module.model().schema->decls[index];
    const auto mark = writer.mark(index);
    const TypeHints hints(module);
    writer.blank();
    writer.line("");
    writeLine(writer,
              "class " + module.moduleScope().take(pascalCase(decl.name) + std::string(suffix)) + "(Protocol):");
    writer.indent();
    writeDoc(writer, decl.doc.empty() ? "What an implementation of " + decl.name + " has." : decl.doc);
    NameScope scope{"self", "None",   "True",   "False", "class",  "def",   "import", "from",
                    "is",   "in",     "not",    "pass",  "return", "yield", "async",  "await",
                    "del",  "global", "lambda", "raise", "with",   "try",   "for",    "if"};
    for (std::uint32_t i = 0; i < decl.members.size(); ++i) {
        const auto memberMark = writer.mark(index, i);
        writeMethod(hints, writer, decl.members[i], scope.take(snakeCase(decl.members[i].name)));
    }
    writer.dedent();
}

} // namespace

void writeServices(Module& module, CodeWriter& writer)
{
    for (const DeclIndex index : module.model().interfaces)
        writeProtocol(module, writer, index, "Methods");
    for (const DeclIndex index : module.model().services)
        writeProtocol(module, writer, index, "");
}

} // namespace wirebench::python
