// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"
#include "core/codegen/zero_elements.h"

#include <map>
#include <string>
#include <vector>

// The tables of structs' fields, which the runtime reads and writes them by.

namespace wirebench::swift {

namespace {

bool isNumbered(Op op)
{
    return op == Op::Tagged || op == Op::PresenceMap;
}

std::string_view occursText(Occurs occurs)
{
    switch (occurs) {
    case Occurs::Always:
        return "always";
    case Occurs::Optional:
        return "optional";
    case Occurs::Default:
        return "standard";
    case Occurs::Required:
        return "required";
    case Occurs::Repeated:
        return "repeated";
    }
    return {};
}

/// What a field that JSON does not give is.
std::string_view absence(const Context& context, Op owner, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    if (!isNumbered(owner))
        return field.optional ? "null" : slot.missing == Missing::Zero ? "zero" : "error";
    if (slot.occurs == Occurs::Always || slot.occurs == Occurs::Required)
        return "error";
    return isNullable(context, field) ? "null" : "zero";
}

bool isNullLeftOut(const Context& context, Op owner, const ApiField& field)
{
    if (!isNumbered(owner))
        return field.optional;
    return context.plan.nullIsAbsent || context.slot(field).occurs == Occurs::Optional;
}

/// Whether a zero that is given is written.
bool isExplicit(const Context& context, Op owner, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    return owner == Op::PresenceMap || (owner == Op::Tagged && (slot.occurs == Occurs::Optional || slot.oneof != 0));
}

/// A struct that is left out when it has nothing to say.
bool isLeftOutWhenEmpty(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    return slot.occurs == Occurs::Default && context.node(slot.node).op == Op::Tagged && slot.oneof == 0;
}

/// Elements that a missing field makes, and that count against the limits.
std::uint64_t elementsWhenMissing(const Context& context, const ApiField& field)
{
    const bool made = !isNullable(context, field) && context.slot(field).occurs != Occurs::Required
        && context.slot(field).occurs != Occurs::Repeated;
    return made ? zeroElements(context.plan, context.slot(field).node) : 0;
}

std::string fieldInfo(const Context& context, Op owner, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    std::string text = "WireFieldInfo(" + textLiteral(field.name);
    if (isNumbered(owner)) {
        text += ", number: " + std::to_string(slot.number) + ", occurs: ." + std::string(occursText(slot.occurs));
        if (slot.oneof != 0)
            text += ", oneof: " + std::to_string(slot.oneof);
    }
    text += ", absent: ." + std::string(absence(context, owner, field));
    if (isNullLeftOut(context, owner, field))
        text += ", nullable: true";
    if (isNullable(context, field) && context.plan.nullsShown)
        text += ", shown: true";
    if (isExplicit(context, owner, field))
        text += ", explicit: true";
    if (!field.defaultJson.empty() && !isNullable(context, field))
        text += ", hasDefault: true";
    if (owner == Op::Tagged) {
        if (isLeftOutWhenEmpty(context, field))
            text += ", leftOutWhenEmpty: true";
        if (const std::uint64_t elements = elementsWhenMissing(context, field); elements > 0)
            text += ", elementsWhenMissing: " + std::to_string(elements);
        if (context.plan.dialect.guessInlineText)
            text += ", guessInline: true";
    }
    return text + ')';
}

std::string_view formText(FieldForm form)
{
    switch (form) {
    case FieldForm::Value:
        return "value";
    case FieldForm::Element:
        return "element";
    case FieldForm::Run:
        return "run";
    case FieldForm::BitRun:
        return "bitRun";
    case FieldForm::TableIndex:
        return "tableIndex";
    }
    return {};
}

std::string formsOf(const Context& context, const Slot& slot)
{
    std::string text = "forms: [";
    for (std::uint32_t i = 0; i < slot.formCount; ++i) {
        const AcceptedForm& form = context.plan.forms[slot.firstForm + i];
        text += (i == 0 ? "WireForm(." : ", WireForm(.") + std::string(formText(form.form)) + ", "
            + std::to_string(form.wireType) + ')';
    }
    return text + ']';
}

} // namespace

bool refersToTable(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    for (std::uint32_t i = slot.firstForm; i < slot.firstForm + slot.formCount; ++i) {
        if (context.plan.forms[i].form == FieldForm::TableIndex)
            return true;
    }
    return false;
}

namespace {

/// What sort of field by number it is.
std::string_view sortOf(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    const bool isList = context.model.typeOf(field.node).kind == ApiKind::List;
    bool hasParts = false;
    for (std::uint32_t i = slot.firstForm; i < slot.firstForm + slot.formCount; ++i)
        hasParts = hasParts || context.plan.forms[i].form != FieldForm::Value;
    if (refersToTable(context, field))
        return isList ? "WireTaggedTexts" : "WireTaggedText";
    return isList && hasParts ? "WireTaggedList" : "WireTaggedPlain";
}

std::string pathOf(const Context& context, const ApiStruct& entry, std::size_t index)
{
    return '\\' + context.nameOf(entry) + '.' + context.property(entry, index);
}

/// Prints a field of a table of fields by number.
void printNumbered(Context& context, const ApiStruct& entry, std::size_t index)
{
    const Op owner = context.ownerOf(entry).op;
    const ApiField& field = entry.fields[index];
    const std::string_view sort = owner == Op::PresenceMap ? "WirePresenceField" : sortOf(context, field);
    const std::string path = pathOf(context, entry, index);
    // What views read need not be fit for writing.
    const std::vector<std::string> rules = context.viewing ? std::vector<std::string>() : rulesOf(context, field);
    const Viewing views(context, context.viewing && borrows(context, field));
    const bool isOptional = field.optional && !isUnion(context, field);
    CodeWriter& out = context.out;
    out.line("fields.add(");
    out.indent();
    out.line("$1(", sort);
    out.indent();
    out.line("$1$2,", isOptional ? "optional: " : "", path);
    out.line("$1,", fieldInfo(context, owner, field));
    std::string rest = "codec: " + slotCodecOf(context, field);
    if (sort == "WireTaggedList" || sort == "WireTaggedTexts")
        rest += ", element: " + codecOf(context, context.model.typeOf(field.node).element);
    if (owner == Op::Tagged)
        rest += ", " + formsOf(context, context.slot(field));
    out.line(rules.empty() ? "$1))" : "$1,", rest);
    if (!rules.empty()) {
        out.line("rules: [");
        out.indent();
        for (const std::string& rule : rules)
            out.line("$1,", rule);
        out.dedent();
        out.line("]))");
    }
    out.dedent();
    out.dedent();
}

void printPositional(Context& context, const ApiStruct& entry, std::size_t index)
{
    const Op owner = context.ownerOf(entry).op;
    const ApiField& field = entry.fields[index];
    const std::string offset
        = owner == Op::Record ? "offset: " + std::to_string(context.slot(field).offset) + ", " : std::string();
    CodeWriter& out = context.out;
    out.line("fields.add(");
    out.indent();
    out.line("$1, $2,", pathOf(context, entry, index), fieldInfo(context, owner, field));
    out.line("$1codec: $2)", offset, slotCodecOf(context, field));
    out.dedent();
}

/// Indices of the fields in the order of writing; empty where that is the declared one.
std::string writeOrder(const Context& context, const ApiStruct& entry)
{
    std::map<SlotIndex, std::size_t> fields;
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        fields.emplace(entry.fields[i].slot, i);
    const Node& node = context.ownerOf(entry);
    std::string text;
    std::size_t next = 0;
    bool isDeclared = true;
    for (std::uint32_t i = node.firstOrdered; i < node.firstOrdered + node.orderedCount; ++i) {
        const auto field = fields.find(context.plan.wireOrder[i].slot);
        if (field == fields.end())
            continue;
        isDeclared = isDeclared && field->second == next++;
        text += (text.empty() ? "" : ", ") + std::to_string(field->second);
    }
    return isDeclared ? std::string() : text;
}

std::string_view tableType(Op op)
{
    switch (op) {
    case Op::Tagged:
        return "WireTaggedFields";
    case Op::PresenceMap:
        return "WirePresenceFields";
    case Op::Record:
        return "WireRecordFields";
    default:
        return "WireSequenceFields";
    }
}

} // namespace

const std::string& tableOf(const Context& context, const ApiStruct& entry)
{
    return (context.viewing ? context.names.viewTables : context.names.fieldTables)[context.indexOf(entry)];
}

void printFieldTable(Context& context, const ApiStruct& entry)
{
    const Op owner = context.ownerOf(entry).op;
    const std::string type = std::string(tableType(owner)) + '<' + context.nameOf(entry) + '>';
    CodeWriter& out = context.out;
    out.blank();
    const auto mark = out.mark(entry.decl);
    out.line("static let $1: $2 = {", tableOf(context, entry), type);
    out.indent();
    out.line("let fields: $1 = $1()", type);
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const auto member = out.mark(entry.decl, entry.fields[i].member);
        if (isNumbered(owner))
            printNumbered(context, entry, i);
        else
            printPositional(context, entry, i);
    }
    if (isNumbered(owner)) {
        if (const std::string order = writeOrder(context, entry); !order.empty())
            out.line("fields.writeOrder = [$1]", order);
        out.line("fields.done()");
    }
    out.line("return fields");
    out.dedent();
    out.line("}()");
}

} // namespace wirebench::swift
