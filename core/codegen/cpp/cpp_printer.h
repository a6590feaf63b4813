// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/cpp/cpp_context.h"

// The parts of the printer, by topic. Each writes complete declarations or definitions.

namespace wirebench::cpp {

/// `front`, the parts with commas between, `end`. Long lists go on in the next line, in the column where they began.
void writeList(CodeWriter& out, const std::string& front, const std::vector<std::string>& parts, std::string_view end);

/// The types a programmer holds, without includes and namespaces.
void writeTypes(CodeWriter& out, const Context& context);

/// Declarations of the codecs of structs and unions.
void writeCodecDeclarations(CodeWriter& out, const Context& context);

// Definitions of the codecs. `index` is that of a struct or union of the model.
void writeSequenceCodec(CodeWriter& out, const Context& context, std::uint32_t index);
void writeRecordCodec(CodeWriter& out, const Context& context, std::uint32_t index);
void writeTaggedEncoding(CodeWriter& out, const Context& context, std::uint32_t index);
void writeTaggedDecoding(CodeWriter& out, const Context& context, std::uint32_t index);
void writePresenceCodec(CodeWriter& out, const Context& context, std::uint32_t index);
void writeUnionCodec(CodeWriter& out, const Context& context, std::uint32_t index);
void writeStructJson(CodeWriter& out, const Context& context, std::uint32_t index);
void writeUnionJson(CodeWriter& out, const Context& context, std::uint32_t index);

/// The members of structs and unions, names of enum values.
void writeMembers(CodeWriter& out, const Context& context);

/// Types that point into the input: those of the header, their functions, and whether they agree with the values.
void writeViewTypes(CodeWriter& out, const Context& context);
void writeViewMembers(CodeWriter& out, const Context& context);
void writeViewDispatch(CodeWriter& out, const Context& context);

/// What a struct or union has on request: copies, rules, use of buffers again; in its class, and the definitions.
void writeStructExtras(CodeWriter& out, const Context& context, std::uint32_t index);
void writeUnionExtras(CodeWriter& out, const Context& context, std::uint32_t index);
void writeExtraMembers(CodeWriter& out, const Context& context);
/// How a codec finds what is wrong with a value.
void writeChecks(CodeWriter& out, const Context& context, std::uint32_t index);

/// Classes that make values field by field.
void writeBuilderTypes(CodeWriter& out, const Context& context);
void writeBuilders(CodeWriter& out, const Context& context);

/// Places of the fields of bit records, and single fields of packed ones.
void writeLayoutTypes(CodeWriter& out, const Context& context);
void writeLayouts(CodeWriter& out, const Context& context);
/// The bits of the integer that holds a record; 0 where none does.
std::uint32_t packedBits(const Context& context, const ApiStruct& entry);

/// Classes to be implemented: methods of interfaces, services.
void writeServices(CodeWriter& out, const Context& context);

/// The class of the runtime that codes values of a type as a whole.
std::string rootOf(const Context& context, const ApiStruct& entry);

/// Coding by the name of a type.
void writeDispatch(CodeWriter& out, const Context& context);

/// Streams: types of the header, functions, and coding by name.
void writeStreamTypes(CodeWriter& out, const Context& context);
void writeStreams(CodeWriter& out, const Context& context);
void writeStreamDispatch(CodeWriter& out, const Context& context);
/// Whether values of a type may follow one another without anything between.
bool isConcatenated(const Context& context, const ApiStruct& entry);

/// What the codec of a field is called inside the codec of its struct.
std::string formName(const Context& context, std::uint32_t structIndex, std::uint32_t field);

} // namespace wirebench::cpp
