// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/api_profile.h"
#include "core/schema/schema.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The types of generated code, the same for every target language: what a person holds in their hands. How values lie
// on the wire stands in the Plan, which every entry here points into.

namespace wirebench {

/// What a value is in a programming language.
enum class ApiKind : std::uint8_t {
    None, ///< Nothing a person can hold (padding, the value of a stream frame).
    Bool,
    UInt, ///< ApiType::bits wide
    Int,
    Float,
    Text,
    Bytes,
    Enum,
    Flags,
    Date, ///< Plan::dates[Node::detail]
    Time, ///< Seconds since 1970 and nanoseconds.
    Complex, ///< Two floats of ApiType::bits each.
    Uuid,
    Decimal,
    BigInt,
    Struct,
    List,
    Map,
    Union, ///< One of several types, named on the wire; or nothing.
};

/// The type of the values of one plan node. Optionality belongs to the place (ApiField, ApiType::optionalElement).
struct ApiType {
    ApiKind kind = ApiKind::None;
    std::uint8_t bits = 0; ///< UInt, Int: 8, 16, 32 or 64, the smallest that holds every value. Float, Complex: 32, 64.
    std::uint32_t index = kNoIndex; ///< Into CodeModel's structs, enums, flags or unions.
    NodeIndex element = kNoIndex; ///< List: of an element; Map: of a value.
    NodeIndex key = kNoIndex; ///< Map.
    std::uint64_t count = 0; ///< List: exact number of elements; Bytes: exact number of bytes. 0: any.
    bool optionalElement = false; ///< List: elements may be absent.
};

struct ApiField {
    std::string name; ///< As in the schema.
    std::string doc;
    bool deprecated = false;
    SlotIndex slot = kNoIndex;
    NodeIndex node = kNoIndex; ///< Of the value; of the payload where the slot's node is an Op::Optional.
    std::uint32_t member = kNoIndex; ///< Into the members of the struct's declaration.
    /// Whether the value may be absent: a presence bit or byte, an optional field, a field of a oneof group or presence
    /// map, a struct that is left out when it has nothing to say.
    bool optional = false;
    /// Whether the struct in it leads back to the struct that holds the field, so that it needs a box where values are
    /// held in place. Never in lists, maps and unions, which hold their elements elsewhere.
    bool boxed = false;
    std::string defaultJson; ///< JSON of the value of a missing field where a default is declared; else empty.
};

struct ApiStruct {
    std::string name; ///< An identifier made of the schema's name, unique among all types of the model.
    std::string shownName; ///< As the schema calls it: "Result<Order,Error>"; what `--type` and `@type` say.
    std::string doc;
    bool deprecated = false;
    NodeIndex node = kNoIndex;
    DeclIndex decl = kNoIndex;
    std::uint32_t type = kNoIndex; ///< Into Plan::types where one can ask for it by name; else it is a part of others.
    std::optional<std::uint64_t> typeId; ///< Id of a self-describing message, or in a Union that names types by id.
    bool keepsUnknown = false; ///< Op::Tagged: fields that the schema does not know are kept as bytes.
    std::vector<ApiField> fields; ///< In declared order, without padding.
};

struct ApiEnumValue {
    std::string name; ///< As in the schema; not always an identifier.
    std::string doc;
    std::uint64_t number = 0; ///< As it is stored.
    bool deprecated = false;
};

struct ApiEnum {
    std::string name; ///< As ApiStruct::name.
    std::string shownName;
    std::string doc;
    NodeIndex node = kNoIndex; ///< The first node of this type.
    DeclIndex decl = kNoIndex;
    bool open = false; ///< A number without a name is a value too.
    std::vector<ApiEnumValue> values; ///< By ascending number.
};

struct ApiFlag {
    std::string name;
    std::uint8_t position = 0; ///< Bit, 0–63.
};

struct ApiFlags {
    std::string name;
    NodeIndex node = kNoIndex;
    DeclIndex decl = kNoIndex;
    std::uint8_t bits = 8; ///< 8, 16, 32 or 64: the smallest that holds all positions.
    std::vector<ApiFlag> flags; ///< By position.
};

/// A type that may stand in a union.
struct ApiAlternative {
    std::uint32_t referenceType = kNoIndex; ///< Into Plan::referenceTypes.
    NodeIndex node = kNoIndex;
    std::string name; ///< Identifier: the struct's name, or of a scalar its type: "int64".
};

struct ApiUnion {
    std::string name; ///< "PaymentMethod"; "Any" of a place that takes every type.
    std::string doc;
    NodeIndex node = kNoIndex; ///< Op::Reference; kNoIndex: the messages of stream frames (name "Message").
    DeclIndex decl = kNoIndex; ///< The interface; kNoIndex for `any` and stream messages.
    std::vector<ApiAlternative> alternatives;
};

/// The types of generated code for one schema. The schema and plan stay alive with it.
struct CodeModel {
    std::shared_ptr<const Schema> schema;
    std::shared_ptr<const Plan> plan;
    ApiProfile profile;
    std::string package; ///< Of the schema, as written; may be empty.
    std::vector<ApiType> types; ///< One a plan node.
    std::vector<ApiStruct> structs; ///< Those held by value (fields that are not boxed) before those that hold them.
    std::vector<ApiEnum> enums;
    std::vector<ApiFlags> flags;
    std::vector<ApiUnion> unions;
    std::uint32_t streamUnion = kNoIndex; ///< Framing::Frames: the union of the messages of a stream.
    std::vector<DeclIndex> interfaces; ///< With methods, in declared order.
    std::vector<DeclIndex> services;

    const ApiType& typeOf(NodeIndex node) const { return types[node]; }
    const ApiStruct& structOf(NodeIndex node) const { return structs[types[node].index]; }
    /// The struct one can ask for by this name; null when there is none.
    const ApiStruct* findStruct(std::string_view shownName) const;
};

/// Collects the types that can be reached from the types of the plan.
CodeModel makeCodeModel(std::shared_ptr<const Schema> schema, std::shared_ptr<const Plan> plan,
                        const ApiProfile& profile);

} // namespace wirebench
