// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/rust/rust_context.h"

#include <string>
#include <vector>

// The parts of a generated module, one function a topic.

namespace wirebench::rust {

void writeEnums(Context& context);
void writeFlags(Context& context);
void writeStruct(Context& context, std::uint32_t index);
void writeUnion(Context& context, std::uint32_t index);

/// Decoding and encoding of a struct without tags, of a bit record, of one with tags or a presence map.
void writeSequence(Context& context, std::uint32_t index);
void writeRecord(Context& context, std::uint32_t index);
void writeTagged(Context& context, std::uint32_t index);
void writePresenceMap(Context& context, std::uint32_t index);
/// What a person calls: encode(), decode() and the like, of a type one can ask for by name.
/// The decoding alone, of a struct or of its view.
void writeSequenceDecode(Context& context, std::uint32_t index);
void writeTaggedDecode(Context& context, std::uint32_t index);
void writePresenceDecode(Context& context, std::uint32_t index);
/// Types that borrow from the input, and how they become such of their own.
void writeViews(Context& context);
void writeRoot(Context& context, std::uint32_t index);
/// The rules of a struct's fields; nothing where there are none.
bool hasRules(const Context& context, const ApiStruct& entry);
void writeRules(Context& context, std::uint32_t index);

void writeStructJson(Context& context, std::uint32_t index);
void writeUnionJson(Context& context, std::uint32_t index);
/// The traits of interfaces with methods and of services.
void writeServices(Context& context);
/// Methods that fill in one field each, on request.
void writeBuilder(Context& context, std::uint32_t index);
void writePackets(Context& context);
void writeFrames(Context& context);
void writeDispatch(Context& context);

/// The head of a function: on one line, or one parameter a line.
void writeHead(Context& context, int depth, const std::string& before, const std::vector<std::string>& parameters,
               const std::string& after);
/// The head of Decode for a struct or its view; the body of content() is two levels deeper.
void writeDecodeHead(Context& context, std::uint32_t index);
/// The head of Encode::measure() for a struct; its body is one level deeper.
void writeMeasureHead(Context& context, const std::string& name);
/// `call(arguments)after`
void writeCallStatement(Context& context, int depth, const std::string& call, const std::vector<std::string>& arguments,
                        const std::string& after);
/// `size += call(arguments)?;`
void writeAddition(Context& context, int depth, const std::string& call, const std::vector<std::string>& arguments);
/// An arm of a match whose value is one expression.
void writeArm(Context& context, int depth, const std::string& pattern, const std::string& value);
/// A number in hexadecimal.
std::string maskText(std::uint64_t mask);

/// What a field has when it is not given, where that is not Default::default(); else empty.
std::string defaultValue(Context& context, std::uint32_t structIndex, const ApiField& field);
/// Whether the value of a field is its declared default, as a Rust expression that is true when it is not.
std::string differsFromDefault(Context& context, std::uint32_t structIndex, const ApiField& field,
                               const std::string& place);

} // namespace wirebench::rust
