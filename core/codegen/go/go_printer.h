// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_writer.h"
#include "core/codegen/go/go_names.h"
#include "core/codegen/target.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::go {

/// Which parts of the runtime a package needs.
struct RuntimeParts {
    bool tagged = false;
    bool bits = false;
    bool json = false;
    bool content = false;
    bool stream = false;
    bool registry = false;
};

/// What stands before an element: nothing at all, what its bare form has, or always a length.
enum class Lead : std::uint8_t { None, Bare, Length };

/// Prints the code of one schema. Each part of it stands in a source file of its own; all of them write to one writer.
///
/// Values are named by Go expressions. A function that takes a `target` prints statements that assign to it, one that
/// takes an `expr` statements that read it. Encoding prints for `e` (*wbEncoder), decoding for `d` (*wbDecoder).
class GoPrinter {
public:
    GoPrinter(const CodeModel& model, const GenerateOptions& options);

    void print();
    CodeWriter& out() { return m_out; }
    const std::set<std::string>& imports() const { return m_imports; }
    const RuntimeParts& parts() const { return m_parts; }

private:
    // go_types.cpp, go_enums.cpp
    std::string typeOf(NodeIndex node);
    std::string fieldType(const ApiField& field);
    bool isNilable(NodeIndex node) const;
    /// Held in an array of the language: elements or bytes of a fixed, small number.
    bool isArray(NodeIndex node) const;
    /// An optional field whose value hangs behind a pointer.
    bool isPointer(const ApiField& field) const { return field.optional && !isNilable(field.node); }
    std::string zeroOf(NodeIndex node);
    bool needsNew(std::uint32_t index) const;
    bool fillsField(const ApiField& field) const;
    void printTypes();
    void printStruct(std::uint32_t index);
    void printNew(std::uint32_t index);
    void printFill(const ApiField& field, const std::string& target);
    void printEnum(std::uint32_t index);
    void printFlags(std::uint32_t index);
    void printUnion(std::uint32_t index);
    void printDoc(std::string_view name, std::string_view doc, bool deprecated, std::string_view otherwise = {});
    /// Lines whose cells stand in columns, as gofmt aligns them. The last cell of a line may be empty.
    void printAligned(const std::vector<std::vector<std::string>>& rows);

    // go_scalars.cpp
    /// Bytes of a scalar on the wire; 0 for a varint.
    static unsigned widthOf(const Node& node);
    std::string fromStored(NodeIndex node, const std::string& stored);
    std::string readScalar(NodeIndex node);
    std::string toStored(NodeIndex node, const std::string& expr);
    void checkRange(NodeIndex node, const std::string& expr, const std::string& where);
    std::string fromSum(NodeIndex node, const std::string& sum);
    std::string nonZero(NodeIndex node, const std::string& expr);
    std::string literal(const Plan& plan, NodeIndex node, const Bytes& bare);
    std::string differs(const ApiField& field, const std::string& expr);

    // go_encode.cpp
    void printEncoder(std::uint32_t index);
    void encodeMember(const ApiField& field, const std::string& expr, const std::string& where);
    void encodeTaggedFields(std::uint32_t index);
    void encodeField(const ApiField& field, const std::string& expr, const std::string& where);
    void encodeForm(const ApiField& field, const std::string& expr, const std::string& where);
    void encodeOneof(std::uint32_t index);
    void encodeRules(const ApiField& field, const std::string& expr, const std::string& where);
    void encodePresence(std::uint32_t index);
    void encodeContent(NodeIndex node, const std::string& expr, const std::string& where);
    void encodeBare(NodeIndex node, const std::string& expr, const std::string& where);
    void encodeDelimited(NodeIndex node, const std::string& expr, const std::string& where);
    void encodeLeafContent(NodeIndex node, const std::string& expr, const std::string& where);
    void encodeList(NodeIndex node, const std::string& expr, const std::string& where);
    void encodeSeries(NodeIndex node, const std::string& expr, const std::string& where);
    void encodeMap(NodeIndex node, const std::string& expr, const std::string& where);
    void printUnionEncoder(std::uint32_t index);

    // go_rules.cpp
    std::string brokenRule(const Validation& rule, NodeIndex node, const std::string& expr);
    std::string brokenRules(const ApiField& field, const std::string& expr);
    void nameUncheckedRules(const ApiField& field);
    void printPatterns();

    // go_decode.cpp, go_decode_tagged.cpp
    void printDecoder(std::uint32_t index);
    void decodeSteps(std::uint32_t index);
    void decodeMember(const ApiField& field, const std::string& target);
    void decodeTaggedFields(std::uint32_t index);
    void decodeField(std::uint32_t index, const ApiField& field, const AcceptedForm& form);
    void decodeMissing(std::uint32_t index);
    void decodePresence(std::uint32_t index);
    void clearGroup(std::uint32_t index, const ApiField& field);
    bool needsSeen(const ApiField& field) const;
    void decodeContent(NodeIndex node, const std::string& target);
    void decodeBare(NodeIndex node, const std::string& target);
    void decodeDelimited(NodeIndex node, const std::string& target);
    void decodeLeafContent(NodeIndex node, const std::string& target);
    void decodeOptional(const ApiField& field, const std::string& target, bool bare);
    std::string inlineNumbers(std::uint32_t index);
    void printInlineNumbers(std::uint32_t index);
    void printUnionDecoder(std::uint32_t index);

    // go_decode_lists.cpp
    void decodeList(NodeIndex node, const std::string& target);
    void decodeSeries(NodeIndex node, const std::string& target);
    std::string textOfBytes(NodeIndex element);
    void decodeElement(NodeIndex element, const std::string& target, Lead lead = Lead::None);
    void decodeElements(NodeIndex node, const std::string& target, const std::string& fixed);
    void decodeMap(NodeIndex node, const std::string& target);
    std::uint64_t leastBytes(NodeIndex node) const;

    // go_record.cpp
    void printRecord(std::uint32_t index);
    void packField(const ApiField& field, const std::string& expr, const std::string& presence, const std::string& at,
                   const std::string& where);
    void unpackField(const ApiField& field, const std::string& target, const std::string& presence,
                     const std::string& at);
    void packValue(NodeIndex node, const std::string& expr, const std::string& at, const std::string& where);
    void unpackValue(NodeIndex node, const std::string& target, const std::string& at);
    void packSlots(NodeIndex node, const std::string& expr, const std::string& at, const std::string& where);
    void unpackSlots(NodeIndex node, const std::string& target, const std::string& at);
    void printLayout(std::uint32_t index);

    // go_json_output.cpp, go_json_input.cpp
    void printJsonWriter(std::uint32_t index);
    void jsonValue(NodeIndex node, const std::string& expr);
    void jsonMap(NodeIndex node, const std::string& expr);
    std::string numbersOf(std::uint32_t index);
    void printKnownTypes(std::uint32_t index);
    void printUnionJson(std::uint32_t index);
    void jsonTables();
    void printJsonReader(std::uint32_t index);
    void readMember(const ApiField& field, const std::string& target, const std::string& json);
    void readValue(NodeIndex node, const std::string& target, const std::string& json);
    void readList(NodeIndex node, const std::string& target, const std::string& json);
    void readMap(NodeIndex node, const std::string& target, const std::string& json);
    void printUnionReader(std::uint32_t index);
    std::string jsonLeaf(NodeIndex node, const std::string& json);

    // go_extras.cpp
    void printExtras(std::uint32_t index);
    void printValidate(std::uint32_t index);
    void printJsonMethods(std::uint32_t index);
    void printEqual(std::uint32_t index);
    void compareValues(NodeIndex node, const std::string& a, const std::string& b);
    void printUnionExtras(std::uint32_t index);
    void printBuilder(std::uint32_t index);

    // go_clone.cpp
    bool holdsMemory(NodeIndex node, int depth = 0) const;
    void printClone(std::uint32_t index);
    void cloneValue(NodeIndex node, const std::string& to, const std::string& from);

    // go_interfaces.cpp
    void printErrors();
    void printMetadata();
    void printMessages();
    void printMessageReader();
    void printInterfaces();
    void printRegistration();
    void printAnyFunctions();

    // go_services.cpp
    std::string writtenType(TypeIndex type);
    std::string namedType(DeclIndex decl);
    void printServices();
    void printMethods(DeclIndex decl, bool service);
    std::string signature(const Member& member, bool service);

    // go_fields.cpp
    void printFieldAccess(std::uint32_t index);

    // go_api.cpp
    void printDefaults();
    void printApi(std::uint32_t index);
    void printRoot(std::uint32_t index);
    void printPacked(std::uint32_t index);
    void printTypeIds();

    // go_dispatch.cpp
    void printDispatch();
    void printStreamDispatch();
    void streamDispatch(bool encodes, std::string_view usual);
    void printStreamMessages();
    void printStreams();

    const Node& nodeAt(NodeIndex node) const { return m_plan.nodes[node]; }
    const Slot& slotOf(const ApiField& field) const { return m_plan.slots[field.slot]; }
    const ApiType& apiOf(NodeIndex node) const { return m_model.types[node]; }
    NodeIndex elementOf(NodeIndex node) const { return m_plan.slots[nodeAt(node).firstSlot].node; }
    std::string_view text(std::uint32_t string) const { return m_plan.text(string); }
    bool isStructOp(NodeIndex node) const { return apiOf(node).kind == ApiKind::Struct; }
    std::string structOf(NodeIndex node) const { return m_names.structName(apiOf(node).index); }
    std::string unionOf(NodeIndex node) const { return m_names.unionName(apiOf(node).index); }
    /// A variable that no other of the function is called.
    std::string fresh(std::string_view stem) { return std::string(stem) + std::to_string(++m_variables); }
    void need(std::string_view package) { m_imports.emplace(package); }
    bool canonical() const { return m_plan.dialect.canonical; }
    bool hasTable() const { return m_plan.dialect.tableWireType != kNoWireType; }
    const ApiName* api(ApiRole role) const { return m_model.profile.find("go", role); }
    /// `{Type}` of a spelling replaced.
    std::string spelled(ApiRole role, std::string_view type, std::string_view otherwise) const;

    const CodeModel& m_model;
    const Plan& m_plan;
    const GenerateOptions& m_options;
    GoNames m_names;
    CodeWriter m_out{"\t"};
    std::set<std::string> m_imports;
    std::map<std::string, std::string> m_patterns; ///< Regular expressions and the variables that hold them.
    std::vector<std::string> m_typeIds; ///< Constants, by struct.
    RuntimeParts m_parts;
    bool m_tagged = false;
    int m_variables = 0;
};

/// A Go string literal.
std::string quoted(std::string_view text);
std::string quoted(const Bytes& bytes);
/// Hex digits without leading zeros.
std::string hexText(std::uint64_t number);

} // namespace wirebench::go
