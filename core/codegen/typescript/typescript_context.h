// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_writer.h"
#include "core/codegen/target.h"
#include "core/codegen/typescript/typescript_names.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench::typescript {

/// What the parts of the printer share.
struct Context {
    Context(const CodeModel& codeModel, const GenerateOptions& generateOptions)
        : model(codeModel), plan(*codeModel.plan), options(generateOptions), names(codeModel)
    {
    }

    const CodeModel& model;
    const Plan& plan;
    const GenerateOptions& options;
    Names names;
    CodeWriter out{"  "};
    /// Codecs of nodes; `true`: with a presence bit in front. Made by collectCodecs().
    std::map<std::pair<NodeIndex, bool>, std::string> codecs;
    Diagnostics problems;

    const Node& node(NodeIndex index) const { return plan.nodes[index]; }
    const Node& ownerOf(const ApiStruct& entry) const { return plan.nodes[entry.node]; }
    const Slot& slot(const ApiField& field) const { return plan.slots[field.slot]; }
    std::size_t indexOf(const ApiStruct& entry) const { return names.indexOf(model, entry); }
    const std::string& nameOf(const ApiStruct& entry) const { return names.structs[indexOf(entry)]; }
    const std::string& codecOf(const ApiStruct& entry) const { return names.codecs[indexOf(entry)]; }
    const std::string& property(const ApiStruct& entry, std::size_t field) const
    {
        return names.properties[indexOf(entry)][field];
    }

    /// Reports what the language cannot carry.
    void unsupported(std::string_view type, std::string_view field, std::string_view what);
};

/// A doc comment; nothing when there is nothing to say.
void printDoc(CodeWriter& out, std::string_view doc, bool deprecated);

// Types.
std::string typeOf(const Context& context, NodeIndex node); ///< Of values; without null.
std::string elementTypeOf(const Context& context, NodeIndex node); ///< With null where nil may stand in an array.
bool isNullable(const Context& context, const ApiField& field);
void printTypes(Context& context);

// Codecs of nodes that are no structs.
void collectCodecs(Context& context); ///< Names them; to be called before anything that uses them is printed.
std::string codecOf(const Context& context, NodeIndex node, bool presenceBit = false);
std::string slotCodecOf(const Context& context, const ApiField& field);
void printLeafCodecs(Context& context); ///< Those that need no struct's codec.
void printCompositeCodecs(Context& context);
/// The codec of a reference, as the constant `name` of the type `type`.
void printReference(Context& context, const Node& node, const std::string& name, const std::string& type);
/// All types of the schema by id and name, which references ask for.
void printKnownTypes(Context& context);
/// The types that may stand in a reference, as entries of an array.
void printAlternatives(Context& context, const ReferenceInfo& info);

// Codecs of structs.
void printStructCodec(Context& context, const ApiStruct& entry);
void printTagged(Context& context, const ApiStruct& entry);
/// Sets of field numbers that reading a struct of fields by number needs.
void printNumberSets(Context& context, const ApiStruct& entry);
void printPresenceMap(Context& context, const ApiStruct& entry);
void printSequence(Context& context, const ApiStruct& entry);
void printRecord(Context& context, const ApiStruct& entry);
void printRules(Context& context, const ApiField& field, std::string_view value, std::string_view key);
/// `value` as the condition that a field is written, where it is left out for its zero or default.
std::string isWritten(const Context& context, const ApiField& field, const std::string& value);

// Literals.
std::string zeroOf(const Context& context, NodeIndex node);
std::string initialOf(const Context& context, const ApiField& field); ///< What a missing field has.
std::string defaultOf(const Context& context, const ApiField& field); ///< Declared; empty when there is none.

// What stands around the types.
void printCompanions(Context& context);
void printStreams(Context& context);
void printServices(Context& context);
void printDispatch(Context& context);

} // namespace wirebench::typescript
