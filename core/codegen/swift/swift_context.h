// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_writer.h"
#include "core/codegen/swift/swift_names.h"
#include "core/codegen/target.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench::swift {

/// What the parts of the printer share.
struct Context {
    Context(const CodeModel& codeModel, const GenerateOptions& generateOptions, std::string_view stem)
        : model(codeModel), plan(*codeModel.plan), options(generateOptions), names(codeModel, stem)
    {
    }

    const CodeModel& model;
    const Plan& plan;
    const GenerateOptions& options;
    Names names;
    CodeWriter out{"  "};
    /// Codecs of nodes, as expressions; `true`: with a presence bit in front. Made by collectCodecs().
    std::map<std::pair<NodeIndex, bool>, std::string> codecs;
    std::map<NodeIndex, std::string> viewCodecs; ///< The same, of what views hold. Made by collectViews().
    /// Constants that hold declared defaults which are no literals. Made by collectDefaults().
    std::map<SlotIndex, std::string> defaults;
    bool viewing = false; ///< What is printed are views, whose texts and bytes are parts of the input.

    const Node& node(NodeIndex index) const { return plan.nodes[index]; }
    const Node& ownerOf(const ApiStruct& entry) const { return plan.nodes[entry.node]; }
    const Slot& slot(const ApiField& field) const { return plan.slots[field.slot]; }
    std::size_t indexOf(const ApiStruct& entry) const
    {
        return static_cast<std::size_t>(&entry - model.structs.data());
    }
    const std::string& structName(std::size_t index) const
    {
        return viewing && !names.views[index].empty() ? names.views[index] : names.structs[index];
    }
    const std::string& nameOf(const ApiStruct& entry) const { return structName(indexOf(entry)); }
    const std::string& property(const ApiStruct& entry, std::size_t field) const
    {
        return names.properties[indexOf(entry)][field];
    }
    /// A constant of the schema's enum, from anywhere.
    std::string constant(const std::string& name) const { return names.schema + '.' + name; }
};

/// A doc comment; nothing when there is nothing to say.
void printDoc(CodeWriter& out, std::string_view doc, bool deprecated);

// Types.
std::string typeOf(const Context& context, NodeIndex node); ///< Of values; without a question mark.
std::string elementTypeOf(const Context& context, NodeIndex node); ///< With one where nil may stand in an array.
std::string propertyTypeOf(const Context& context, const ApiField& field);
bool isUnion(const Context& context, const ApiField& field);
bool isNullable(const Context& context, const ApiField& field);
void printEnumsAndFlags(Context& context);
void printUnions(Context& context);
void printStruct(Context& context, const ApiStruct& entry);

// Codecs of nodes that are no structs.
void collectCodecs(Context& context); ///< Names them; to be called before anything that uses them is printed.
std::string codecOf(const Context& context, NodeIndex node, bool presenceBit = false);
std::string slotCodecOf(const Context& context, const ApiField& field);
void printCodecs(Context& context);
/// The codec of a reference.
void printReference(Context& context, const Node& node, const std::string& name, const std::string& type);
/// All types of the schema by id and name, which references ask for.
void printKnownTypes(Context& context);
/// The types that may stand in a union, as entries of an array.
void printCases(Context& context, const ReferenceInfo& info, std::uint32_t unionIndex);

// Views: what has texts and bytes that are not copied.
void nameViews(Context& context); ///< Before anything else.
bool borrows(const Context& context, NodeIndex node);
bool borrows(const Context& context, const ApiField& field);
/// Names the codecs of what views hold.
void collectViews(Context& context);

/// Changes what is printed for as long as it lives.
class Viewing {
public:
    Viewing(Context& context, bool viewing) : m_context(context), m_before(context.viewing)
    {
        context.viewing = viewing;
    }
    Viewing(const Viewing&) = delete;
    Viewing& operator=(const Viewing&) = delete;
    ~Viewing() { m_context.viewing = m_before; }

private:
    Context& m_context;
    bool m_before;
};

// The tables of structs' fields.
/// Whether a form of the field is an index into the string table.
bool refersToTable(const Context& context, const ApiField& field);
void printFieldTable(Context& context, const ApiStruct& entry);
const std::string& tableOf(const Context& context, const ApiStruct& entry); ///< Its name.
/// The rules of a field, each as a WireRule. Rules that Swift cannot say are printed as comments in front of the
/// statement that the caller is about to print.
std::vector<std::string> rulesOf(Context& context, const ApiField& field);

// Literals.
std::string zeroOf(const Context& context, NodeIndex node);
std::string initialOf(const Context& context, const ApiField& field); ///< What a missing field has.
void collectDefaults(Context& context); ///< To be called before a default is printed.
void printDefaults(Context& context);

// What stands around the types.
void printFeatures(Context& context, const ApiStruct& entry);
void printStreamTypes(Context& context); ///< Outside of the schema's enum.
void printStreams(Context& context); ///< Inside of it.
void printServices(Context& context);
void printDispatch(Context& context);

} // namespace wirebench::swift
