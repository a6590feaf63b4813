// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/python/python_module.h"

#include <cstdint>
#include <string>

// The parts of a generated module. Each writes at the current indentation.

namespace wirebench::python {

/// A struct with what its methods need of its fields.
struct ClassContext {
    Module& module;
    CodeWriter& writer;
    std::uint32_t index; ///< Into CodeModel::structs.
    const ApiStruct& type;
    const std::string& name;
    std::string unknownFields; ///< Attributes; empty where the struct has none.
    std::string stringTable;

    const Plan& plan() const { return module.plan(); }
    const Slot& slotOf(const ApiField& field) const { return plan().slots[field.slot]; }
    const std::string& attribute(std::size_t field) const { return module.attribute(index, field); }
    std::string self(std::size_t field) const { return "self." + attribute(field); }
    std::string local(std::size_t field) const { return "f_" + attribute(field); }
    /// The field of a slot; ApiStruct::fields.size() where it is none (padding).
    std::size_t fieldOf(SlotIndex slot) const;
    /// `return NAME(attribute=f_attribute, …)`.
    void writeReturn() const;
};

void writeEnums(Module& module, CodeWriter& writer);
void writeStruct(Module& module, CodeWriter& writer, std::uint32_t index);
void writeUnions(Module& module, CodeWriter& writer);

// Methods of one struct.
void writeSequenceMethods(const ClassContext& context);
void writeTaggedRead(const ClassContext& context);
void writeTaggedWrite(const ClassContext& context);
void writePresenceMethods(const ClassContext& context);
void writeRecordMethods(const ClassContext& context);
void writeJsonMethods(const ClassContext& context);
/// The condition under which a field of a tagged struct is written; empty where it always is.
std::string writtenWhen(const ClassContext& context, std::size_t field);
/// The method that holds a value to the rules of its fields.
void writeRules(const ClassContext& context);
bool hasRules(const ClassContext& context);
/// Validation, copies, equality, builders: what is there on request.
void writeExtras(const ClassContext& context);
void writeBuilder(const ClassContext& context);

/// Streams, and dispatch by type name.
void writeStreams(Module& module, CodeWriter& writer);
void writeDispatch(Module& module, CodeWriter& writer);
/// Services, and interfaces with methods, as protocols.
void writeServices(Module& module, CodeWriter& writer);

} // namespace wirebench::python
