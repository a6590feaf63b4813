// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/checker.h"
#include "core/formats/bitschema/keys.h"

namespace wirebench::bitschema {

/// Reads field definitions and checks each by itself; where fields lie is the layout's business.
class FieldReader {
public:
    FieldReader(Checker& checker, std::uint64_t containerBits) : m_checker(checker), m_containerBits(containerBits) { }

    /// The value of a `fields` key: a list of definitions or an object by name. `depth` is that of the record (1 for
    /// the document's own).
    std::vector<Field> readFields(const JsonNode& node, std::uint32_t depth);

private:
    enum class Form : std::uint8_t { Listed, Keyed, Element };

    Field readField(const JsonNode& node, Form form, std::uint32_t depth);
    void readName(Field& field, Form form);
    void readType(Field& field, Form form);
    void readCommon(Field& field);
    void readOffset(Field& field, Form form);
    void checkKeys(const Field& field, Form form);
    void checkUnknownKey(const Field& field, Form form, const JsonNode& member);
    void readDetails(Field& field, std::uint32_t depth);
    void readUInt(Field& field);
    void readInt(Field& field);
    void checkIntWidth(Field& field, std::optional<std::uint64_t> bits, const JsonNode* bitsNode);
    void readEnum(Field& field);
    void readDate(Field& field);
    void finishDate(Field& field, const JsonNode& maxNode, std::int64_t last);
    void readBitmask(Field& field);
    void readFlag(Field& field, const JsonNode& member);
    void readPadding(Field& field);
    void readStruct(Field& field, std::uint32_t depth);
    void readArray(Field& field, std::uint32_t depth);
    void readArrayLength(Field& field);

    /// The key's value; reports `missing-key` and marks the field when it is not there.
    const JsonNode* require(Field& field, std::string_view key);
    const JsonNode* find(const Field& field, std::string_view key) const
    {
        return m_checker.document().find(*field.json, key);
    }
    /// Where a problem of the whole field is shown: its name, or the start of its definition.
    TextRange place(const Field& field) const { return field.nameRange; }
    std::string label(const Field& field) const;
    /// `bits` of uint, int and padding, from `least` to `most`.
    std::optional<std::uint64_t> readBits(Field& field, const JsonNode& node, std::uint64_t least, std::uint64_t most);
    std::optional<std::int64_t> readDateKey(Field& field, std::string_view key, bool& hasTime);
    void noteZeroBits(const Field& field, TextRange range, std::string_view why);

    Checker& m_checker;
    std::uint64_t m_containerBits;
};

/// Elements in all when `field` is read once: its slots, and for each of them those inside it.
std::uint64_t elementsIn(const Field& field);

/// Marks fields whose name was given before as not sound, in linear time, and reports them; not those of an object
/// (`keyed`), whose repeated keys its reader has reported.
void checkUniqueNames(Checker& checker, std::vector<Field>& fields, bool keyed);

} // namespace wirebench::bitschema
