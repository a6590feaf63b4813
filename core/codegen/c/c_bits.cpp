// SPDX-License-Identifier: MIT
// Bit records: offsets and masks by name, single fields of a packed value.
#include "core/codegen/c/c_context.h"

namespace wirebench::c {

namespace {

constexpr std::uint64_t kWidestMask = 64; ///< Bits of a record up to which masks are given.

/// A leaf that an integer holds as it is stored.
bool isLeaf(const Context& context, const ApiField& field)
{
    return context.node(field.node).op == Op::Bits;
}

std::uint64_t lowBits(std::uint64_t count)
{
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

template <typename Body>
void eachRecord(const Context& context, Body body)
{
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i) {
        if (context.node(context.model().structs[i].node).op == Op::Record)
            body(i, context.model().structs[i]);
    }
}

struct Accessor {
    std::string get;
    std::string set;
    std::vector<std::string> getParameters;
    std::vector<std::string> setParameters;
};

/// Functions that get and set one field of a packed record; `false` where the value is not there or not allowed.
Accessor accessor(const Context& context, std::uint32_t index, std::uint32_t field)
{
    const ApiField& entry = context.model().structs[index].fields[field];
    const std::string name = context.structName(index) + '_' + context.fieldName(index, field);
    const std::string type = context.type(entry.node);
    return {"bool " + name + "_get",
            "bool " + name + "_set",
            {"const uint8_t *packed", type + " *value"},
            {"uint8_t *packed", type + " value"}};
}

bool hasAccessors(const Context& context, const ApiStruct& entry, const ApiField& field)
{
    return entry.type != kNoIndex && isLeaf(context, field);
}

} // namespace

void writeBitDeclarations(CodeWriter& out, const Context& context)
{
    bool first = true;
    eachRecord(context, [&](std::uint32_t index, const ApiStruct& entry) {
        const auto mark = out.mark(entry.decl);
        const Node& record = context.node(entry.node);
        if (first) {
            out.line("/* Where fields lie: bits from the least significant one on, the presence bit first where there "
                     "is one,");
            out.line("   and masks of the packed integer. _get and _set read and replace one field of packed bytes; "
                     "false: it is");
            out.line("   absent, or no value of the field. */");
        }
        first = false;
        const std::string prefix = context.structName(index) + '_';
        out.line("#define $1BITS $2", prefix, std::to_string(record.minBits));
        for (std::uint32_t i = 0; i < entry.fields.size(); ++i) {
            const ApiField& field = entry.fields[i];
            const std::uint64_t offset = context.slot(field.slot).offset;
            const std::uint64_t bits = context.plan().slotBits(field.slot);
            const std::string name = prefix + context.fieldName(index, i);
            out.line("#define $1_OFFSET $2", name, std::to_string(offset));
            out.line("#define $1_WIDTH $2", name, std::to_string(bits));
            if (record.minBits <= kWidestMask)
                out.line("#define $1_MASK UINT64_C($2)", name, std::to_string(lowBits(bits) << offset));
            if (hasAccessors(context, entry, field)) {
                const Accessor functions = accessor(context, index, i);
                writeCall(out, functions.get, functions.getParameters, ";");
                writeCall(out, functions.set, functions.setParameters, ";");
            }
        }
        out.blank();
    });
}

void writeBitDefinitions(CodeWriter& out, const Context& context)
{
    eachRecord(context, [&](std::uint32_t index, const ApiStruct& entry) {
        for (std::uint32_t i = 0; i < entry.fields.size(); ++i) {
            const ApiField& field = entry.fields[i];
            if (!hasAccessors(context, entry, field))
                continue;
            const Accessor functions = accessor(context, index, i);
            const std::vector<std::string> table{'&' + context.global("schema"), std::to_string(entry.node),
                                                 std::to_string(field.slot), "packed"};
            const auto write = [&](const std::string& head, const std::vector<std::string>& parameters,
                                   const std::string& call, const std::string& value) {
                std::vector<std::string> arguments = table;
                arguments.push_back(value);
                writeCall(out, head, parameters, "");
                out.block(
                    "{", [&] { writeCall(out, "return " + call, arguments, ";"); }, "}");
                out.blank();
            };
            write(functions.get, functions.getParameters, "wb_get_packed", "value");
            write(functions.set, functions.setParameters, "wb_set_packed", "&value");
        }
    });
}

} // namespace wirebench::c
