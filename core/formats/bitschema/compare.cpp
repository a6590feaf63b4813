// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/compare.h"

#include "core/base/calendar.h"
#include "core/formats/bitschema/definition_reader.h"
#include "core/formats/bitschema/type_text.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace wirebench::bitschema {

namespace {

std::string bitSpan(const Field& field)
{
    const std::uint64_t first = field.offset.value_or(0);
    const std::uint64_t bits = field.totalBits();
    if (bits == 0)
        return "no bits at " + std::to_string(first);
    if (bits == 1)
        return "bit " + std::to_string(first);
    return "bits " + std::to_string(first) + " to " + std::to_string(first + bits - 1);
}

/// Bits of a record that have a value, for telling which were padding.
class UsedBits {
public:
    explicit UsedBits(const std::vector<Field>& fields)
    {
        for (const Field& field : fields) {
            if (field.type != FieldType::Padding && field.offset && field.totalBits() != 0)
                m_ranges.push_back({*field.offset, *field.offset + field.totalBits()});
        }
        std::sort(m_ranges.begin(), m_ranges.end());
    }

    bool overlaps(std::uint64_t begin, std::uint64_t end) const
    {
        const auto after = std::lower_bound(m_ranges.begin(), m_ranges.end(), std::pair(end, std::uint64_t{0}));
        return after != m_ranges.begin() && std::prev(after)->second > begin;
    }

private:
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_ranges;
};

/// Fields that have a value and a place, by name.
using FieldMap = std::unordered_map<std::string_view, const Field*>;
FieldMap valueFields(const std::vector<Field>& fields)
{
    FieldMap map;
    for (const Field& field : fields) {
        if (field.type != FieldType::Padding && field.lowerable())
            map.emplace(field.name, &field);
    }
    return map;
}

class Comparer {
public:
    Comparer(const Definition& older, const Definition& newer) : m_older(older), m_newer(newer) { }

    std::vector<CompatFinding> run()
    {
        if (m_older.root == nullptr || m_newer.root == nullptr)
            return {};
        compareDocument();
        compareRecords(m_older.fields, m_newer.fields, std::string(), true);
        compareSize();
        return std::move(m_findings);
    }

private:
    void add(Severity severity, std::string_view code, TextRange range, std::string path, Message message,
             bool inOld = false)
    {
        CompatFinding finding;
        finding.diagnostic = schemaProblem(severity, code, range, std::move(message));
        finding.diagnostic.path = std::move(path);
        finding.inOld = inOld;
        m_errors += severity == Severity::Error ? 1u : 0u;
        m_findings.push_back(std::move(finding));
    }

    /// Where the new schema says `key` of this object, else `fallback`.
    TextRange keyPlace(const JsonNode& object, std::string_view key, TextRange fallback) const
    {
        const JsonNode* node = m_newer.document.find(object, key);
        return node != nullptr ? node->range() : fallback;
    }

    TextRange documentPlace(std::string_view key) const
    {
        return keyPlace(*m_newer.root, key, m_newer.nameRange.size() != 0 ? m_newer.nameRange : TextRange{});
    }

    void compareDocument()
    {
        const auto container = [](const Definition& d) { return std::string(d.bytesContainer ? "bytes" : "uint64"); };
        if (m_older.bytesContainer != m_newer.bytesContainer)
            add(Severity::Error, "compat-container", documentPlace("container"), {},
                {"The container was \"{0}\" and is \"{1}\".", {container(m_older), container(m_newer)}});
        const auto order = [](const Definition& d) { return std::string(d.bigEndian ? "big" : "little"); };
        if (m_older.bigEndian != m_newer.bigEndian)
            add(Severity::Error, "compat-byte-order", documentPlace("byte_order"), {},
                {"The byte order was \"{0}\" and is \"{1}\": stored bytes are read the wrong way round.",
                 {order(m_older), order(m_newer)}});
    }

    /// The size decides only where bytes are exchanged; what is appended to a packed integer does not disturb it.
    void compareSize()
    {
        if (!m_newer.bytesContainer || !m_older.totalBits || !m_newer.totalBits || m_errors != 0)
            return;
        if (m_older.totalBytes() != m_newer.totalBytes())
            add(Severity::Error, "compat-size", documentPlace("fields"), {},
                {"The record had {0} bytes and has {1}: stored ones are too short or too long.",
                 {std::to_string(m_older.totalBytes()), std::to_string(m_newer.totalBytes())}});
    }

    void compareRecords(const std::vector<Field>& older, const std::vector<Field>& newer, const std::string& path,
                        bool top)
    {
        const FieldMap before = valueFields(older);
        const FieldMap after = valueFields(newer);
        std::set<std::string_view> renamed = findRenamed(older, newer, before, after, path);
        for (const Field& field : older) {
            if (before.count(field.name) != 0 && after.count(field.name) == 0 && renamed.count(field.name) == 0)
                add(Severity::Error, "compat-field-removed", field.nameRange, join(path, field.name),
                    {"\"{0}\" ({1}) is gone: stored values of it are lost.", {join(path, field.name), bitSpan(field)}},
                    true);
        }
        const UsedBits used(older);
        for (const Field& field : newer) {
            if (after.count(field.name) == 0 || renamed.count(field.name) != 0)
                continue;
            const auto old = before.find(field.name);
            if (old != before.end())
                compareFields(*old->second, field, join(path, field.name));
            else
                compareAdded(field, used, endOf(older), join(path, field.name), top);
        }
    }

    static std::string join(const std::string& path, std::string_view name)
    {
        return path.empty() ? std::string(name) : path + "." + std::string(name);
    }

    static std::uint64_t endOf(const std::vector<Field>& fields)
    {
        std::uint64_t end = 0;
        for (const Field& field : fields) {
            if (field.offset && field.totalBits() != 0)
                end = std::max(end, *field.offset + field.totalBits());
        }
        return end;
    }

    /// Names of fields, old and new, that differ in nothing but the name.
    std::set<std::string_view> findRenamed(const std::vector<Field>& older, const std::vector<Field>& newer,
                                           const FieldMap& before, const FieldMap& after, const std::string& path)
    {
        std::unordered_map<std::uint64_t, const Field*> gone; // by offset
        for (const Field& field : older) {
            if (before.count(field.name) != 0 && after.count(field.name) == 0 && field.totalBits() != 0)
                gone.emplace(*field.offset, &field);
        }
        std::set<std::string_view> names;
        for (const Field& field : newer) {
            if (after.count(field.name) == 0 || before.count(field.name) != 0)
                continue;
            const auto found = gone.find(*field.offset);
            if (found == gone.end() || !sameWire(*found->second, field))
                continue;
            names.insert(found->second->name);
            names.insert(field.name);
            add(Severity::Note, "compat-field-renamed", field.nameRange, join(path, field.name),
                {"\"{0}\" was called \"{1}\": the stored bits mean the same, values written as JSON do not.",
                 {join(path, field.name), join(path, found->second->name)}});
        }
        return names;
    }

    bool sameWire(const Field& older, const Field& newer) const
    {
        Comparer trial(m_older, m_newer);
        trial.compareFields(older, newer, std::string());
        return trial.m_findings.empty();
    }

    void compareAdded(const Field& field, const UsedBits& used, std::uint64_t oldEnd, const std::string& path, bool top)
    {
        const std::uint64_t begin = *field.offset;
        const std::uint64_t end = begin + field.totalBits();
        const std::vector<std::string> arguments{path, bitSpan(field)};
        if (field.totalBits() != 0 && used.overlaps(begin, end)) {
            add(Severity::Error, "compat-field-added", field.nameRange, path,
                {"\"{0}\" is new and takes {1}, which belonged to a field of the old schema.", arguments});
        } else if (end <= oldEnd) {
            add(Severity::Note, "compat-field-added", field.nameRange, path,
                {"\"{0}\" is new and names padding of the old schema ({1}); old values read as zero there.",
                 arguments});
        } else if (!top) {
            add(Severity::Error, "compat-field-added", field.nameRange, path,
                {"\"{0}\" ({1}) makes a nested record longer, which moves everything behind it.", arguments});
        } else if (m_newer.bytesContainer && m_older.totalBytes() != m_newer.totalBytes()) {
            add(Severity::Error, "compat-field-added", field.nameRange, path,
                {"\"{0}\" ({1}) is appended and makes the record longer: {2} bytes before, {3} now. Appending is "
                 "compatible as long as the number of bytes stays.",
                 {path, bitSpan(field), std::to_string(m_older.totalBytes()), std::to_string(m_newer.totalBytes())}});
        } else {
            add(Severity::Note, "compat-field-added", field.nameRange, path,
                {"\"{0}\" ({1}) is appended; old values read as zero there.", arguments});
        }
    }

    void compareFields(const Field& older, const Field& newer, const std::string& path)
    {
        if (older.type != newer.type) {
            add(Severity::Error, "compat-field-type", newer.typeRange, path,
                {"\"{0}\" was {1} and is {2}.", {path, typeText(older), typeText(newer)}});
            return;
        }
        if (!older.name.empty() && older.offset != newer.offset)
            add(Severity::Error, "compat-field-moved", keyPlace(*newer.json, "offset", newer.nameRange), path,
                {"\"{0}\" was at bit {1} and is at bit {2}.",
                 {path, std::to_string(*older.offset), std::to_string(*newer.offset)}});
        if (older.nullable != newer.nullable)
            add(Severity::Error, "compat-nullable", keyPlace(*newer.json, "nullable", newer.nameRange), path,
                {newer.nullable ? "\"{0}\" has become nullable: its value moved behind a presence bit."
                                : "\"{0}\" is no longer nullable: its value moved into the place of the presence bit.",
                 {path}});
        const std::size_t errorsBefore = m_errors;
        compareInside(older, newer, path);
        if (older.valueBits != newer.valueBits && m_errors == errorsBefore)
            add(Severity::Error, "compat-width", keyPlace(*newer.json, "bits", newer.nameRange), path,
                {"\"{0}\" had {1} value bits and has {2}.",
                 {path, std::to_string(*older.valueBits), std::to_string(*newer.valueBits)}});
    }

    void compareInside(const Field& older, const Field& newer, const std::string& path)
    {
        switch (newer.type) {
        case FieldType::Int:
            return compareInts(older, newer, path);
        case FieldType::Enum:
            return compareEnums(older, newer, path);
        case FieldType::Date:
            return compareDates(older, newer, path);
        case FieldType::Bitmask:
            return compareFlags(older, newer, path);
        case FieldType::Struct:
            return compareRecords(older.fields, newer.fields, path, false);
        case FieldType::Array:
            return compareArrays(older, newer, path);
        default:
            return;
        }
    }

    static bool below(const Field& a, std::uint64_t value, const Field& b, std::uint64_t other)
    {
        const bool negative = a.isSigned && (value >> 63) != 0;
        const bool otherNegative = b.isSigned && (other >> 63) != 0;
        return negative != otherNegative ? negative : value < other;
    }

    void compareInts(const Field& older, const Field& newer, const std::string& path)
    {
        const std::vector<std::string> ranges{path, rangeText(older), rangeText(newer)};
        if (older.lowest != newer.lowest || older.isSigned != newer.isSigned)
            add(Severity::Error, "compat-min", keyPlace(*newer.json, "min", newer.nameRange), path,
                {"\"{0}\" was {1} and is {2}: the stored number is the distance from the smallest value, so every "
                 "stored "
                 "value means another one.",
                 ranges});
        if (older.highest == newer.highest || older.valueBits != newer.valueBits)
            return;
        const TextRange place = keyPlace(*newer.json, "max", newer.nameRange);
        if (below(newer, newer.highest, older, older.highest))
            add(Severity::Error, "compat-max", place, path,
                {"\"{0}\" was {1} and is {2}: stored values above the new end are refused.", ranges});
        else
            add(Severity::Warning, "compat-max", place, path,
                {"\"{0}\" was {1} and is {2}: old readers refuse the new values.", ranges});
    }

    void compareDates(const Field& older, const Field& newer, const std::string& path)
    {
        if (older.date.unit != newer.date.unit)
            return add(Severity::Error, "compat-resolution", keyPlace(*newer.json, "resolution", newer.nameRange), path,
                       {"\"{0}\" counted {1}s and counts {2}s.",
                        {path, std::string(unitName(older.date.unit)), std::string(unitName(newer.date.unit))}});
        if (older.date.origin != newer.date.origin)
            add(Severity::Error, "compat-min", keyPlace(*newer.json, "min_date", newer.nameRange), path,
                {"\"{0}\" counted from {1} and counts from {2}: every stored date means another one.",
                 {path, writeCivil(older.date.origin, true), writeCivil(newer.date.origin, true)}});
        else if (older.date.units != newer.date.units && older.valueBits == newer.valueBits)
            compareLastDates(older, newer, path);
    }

    void compareLastDates(const Field& older, const Field& newer, const std::string& path)
    {
        const bool grows = newer.date.units > older.date.units;
        add(grows ? Severity::Warning : Severity::Error, "compat-max",
            keyPlace(*newer.json, "max_date", newer.nameRange), path,
            {grows ? "The last date of \"{0}\" is later now: old readers refuse the new ones."
                   : "The last date of \"{0}\" is earlier now: stored ones after it are refused.",
             {path}});
    }

    void compareEnums(const Field& older, const Field& newer, const std::string& path)
    {
        const TextRange place = keyPlace(*newer.json, "values", newer.nameRange);
        const std::size_t common = std::min(older.labels.size(), newer.labels.size());
        for (std::size_t i = 0; i < common; ++i) {
            if (older.labels[i].name == newer.labels[i].name)
                continue;
            add(Severity::Error, "compat-values", newer.labels[i].range, path,
                {"Value {1} of \"{0}\" was \"{2}\" and is \"{3}\": what is stored is the index.",
                 {path, std::to_string(i), std::string(older.labels[i].name), std::string(newer.labels[i].name)}});
            return;
        }
        if (newer.labels.size() < older.labels.size())
            add(Severity::Error, "compat-values", place, path,
                {"\"{0}\" has lost the value \"{1}\": stored ones are refused.",
                 {path, std::string(older.labels[common].name)}});
        else if (newer.labels.size() > common && older.valueBits == newer.valueBits)
            add(Severity::Warning, "compat-values", newer.labels[common].range, path,
                {"\"{0}\" has the new value \"{1}\": old readers refuse it.",
                 {path, std::string(newer.labels[common].name)}});
    }

    void compareFlags(const Field& older, const Field& newer, const std::string& path)
    {
        std::unordered_map<unsigned, const FlagLabel*> before;
        for (const FlagLabel& flag : older.flags)
            before.emplace(flag.position, &flag);
        for (const FlagLabel& flag : newer.flags) {
            const auto found = before.find(flag.position);
            if (found == before.end()) {
                if (older.valueBits == newer.valueBits)
                    add(Severity::Warning, "compat-values", flag.range, path,
                        {"\"{0}\" has the new flag \"{1}\": old readers refuse its bit.",
                         {path, std::string(flag.name)}});
                continue;
            }
            if (found->second->name != flag.name)
                add(Severity::Error, "compat-values", flag.range, path,
                    {"Bit {1} of \"{0}\" was \"{2}\" and is \"{3}\".",
                     {path, std::to_string(flag.position), std::string(found->second->name), std::string(flag.name)}});
            before.erase(found);
        }
        for (const FlagLabel& flag : older.flags) {
            if (before.count(flag.position) != 0)
                add(Severity::Error, "compat-values", flag.range, path,
                    {"\"{0}\" has lost the flag \"{1}\": stored ones are refused.", {path, std::string(flag.name)}},
                    true);
        }
    }

    void compareArrays(const Field& older, const Field& newer, const std::string& path)
    {
        if (older.counted != newer.counted || older.capacity != newer.capacity) {
            add(Severity::Error, "compat-width",
                keyPlace(*newer.json, newer.counted ? "max_length" : "length", newer.nameRange), path,
                {"\"{0}\" was {1} and is {2}.", {path, typeText(older), typeText(newer)}});
            return;
        }
        compareFields(older.fields.front(), newer.fields.front(), path + "[]");
    }

    const Definition& m_older;
    const Definition& m_newer;
    std::vector<CompatFinding> m_findings;
    std::size_t m_errors = 0;
};

} // namespace

std::vector<CompatFinding> compareSchemas(const SchemaSource& older, const SchemaSource& newer)
{
    Diagnostics ignored; // of the schemas themselves; their analyses have them
    const Definition before = readDefinition(older, ignored);
    const Definition after = readDefinition(newer, ignored);
    return Comparer(before, after).run();
}

} // namespace wirebench::bitschema
