// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_model.h"
#include "core/formats/cramberry/cramberry_names.h"

namespace wirebench::cramberry {

/// Checks what stands before one declaration or member: known names, the right target, arguments of the right shape,
/// nothing twice (`unknown-annotation`, `annotation-target`, `annotation-argument`). `place` is one of target::….
void checkAnnotations(const std::vector<Annotation>& annotations, std::uint8_t place, SchemaProblems& problems);

/// The first annotation of this name whose arguments have the right shape; null without one.
const Annotation* findAnnotation(const std::vector<Annotation>& annotations, std::string_view name);
/// The text of its only argument; empty without one.
std::string_view textArgument(const Annotation& annotation);

/// Documentation of comments and `@doc`, one below the other.
std::string documentation(const std::string& comments, const std::vector<Annotation>& annotations);
/// The annotations as the neutral model has them.
std::vector<Attribute> attributesOf(const std::vector<Annotation>& annotations);
/// What the annotations of a field say. The facts point into `node`.
FieldFacts factsOf(const MemberNode& node);

} // namespace wirebench::cramberry
