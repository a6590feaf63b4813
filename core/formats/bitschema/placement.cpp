// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/placement.h"

#include <map>

namespace wirebench::bitschema {

namespace {

std::string quoted(std::string_view name)
{
    return "\"" + std::string(name) + "\"";
}

std::string bitSpan(std::uint64_t first, std::uint64_t end)
{
    if (end - first == 1)
        return "bit " + std::to_string(first);
    return "bits " + std::to_string(first) + " to " + std::to_string(end - 1);
}

std::uint64_t toByteBoundary(std::uint64_t offset)
{
    return (offset + 7) / 8 * 8;
}

class Placer {
public:
    Placer(Definition& definition, Checker& checker) : m_definition(definition), m_checker(checker) { }

    void place()
    {
        m_definition.totalBits = placeRecord(m_definition.fields);
        checkContainer();
        checkTotals();
    }

private:
    /// Places the fields of one record and gives its width; nothing when that cannot be known.
    std::optional<std::uint64_t> placeRecord(std::vector<Field>& fields)
    {
        std::optional<std::uint64_t> cursor = 0;
        std::optional<std::uint64_t> width = 0;
        const std::string paddingName = freePaddingName(fields);
        for (Field& field : fields) {
            measure(field);
            placeField(field, cursor);
            const bool known = field.offset && field.valueBits;
            cursor = known ? std::optional(addBits(*field.offset, field.totalBits())) : std::nullopt;
            if (!known)
                width.reset();
            else if (width && field.totalBits() != 0)
                width = std::max(*width, *cursor);
            checkCompiled(field);
            checkBoundary(fields, field, paddingName);
        }
        checkOverlaps(fields);
        return width;
    }

    /// Widths of composites follow from what is in them.
    void measure(Field& field)
    {
        if (field.type == FieldType::Struct && !field.fields.empty()) {
            field.valueBits = placeRecord(field.fields);
        } else if (field.type == FieldType::Array && field.fields.size() == 1) {
            Field& element = field.fields.front();
            measure(element);
            element.offset = field.countBits;
            checkCompiled(element);
            if (element.valueBits && field.capacity != 0)
                field.valueBits = addBits(field.countBits, multiplyBits(field.capacity, element.totalBits()));
        }
    }

    void placeField(Field& field, std::optional<std::uint64_t> cursor)
    {
        if (field.writtenOffset) {
            field.offset = field.writtenOffset;
            return;
        }
        if (m_checker.document().find(*field.json, "offset") != nullptr)
            return; // written, but no offset
        field.offset = cursor;
        if (cursor && m_definition.byteAligned && wantsBoundary(field))
            field.offset = toByteBoundary(*cursor);
    }

    static bool wantsBoundary(const Field& field)
    {
        return field.type != FieldType::Padding && field.valueBits.value_or(0) >= 8;
    }

    void checkBoundary(const std::vector<Field>& record, const Field& field, const std::string& paddingName)
    {
        if (!field.offset || *field.offset % 8 == 0 || !wantsBoundary(field))
            return;
        const std::vector<std::string> arguments{quoted(field.name), std::to_string(*field.valueBits),
                                                 std::to_string(*field.offset)};
        if (m_definition.byteAligned) {
            Diagnostic& problem = m_checker.warning(
                "unaligned-offset", m_checker.head(*m_checker.document().find(*field.json, "offset")),
                {"{0} has {1} value bits and would start at a byte boundary (\"alignment\" is \"byte\"), but its "
                 "\"offset\" puts it at bit {2}. The offset wins; use a multiple of 8.",
                 arguments});
            addPaddingFix(problem, m_definition, record, field, paddingName);
            return;
        }
        Diagnostic& problem = m_checker.note(
            "straddles-byte", field.nameRange,
            {"{0} has {1} value bits and starts at bit {2}, inside a byte: slower to read and harder to "
             "find in a hex dump. Padding before it would put it at a byte boundary.",
             arguments});
        addPaddingFix(problem, m_definition, record, field, paddingName);
    }

    void checkOverlaps(std::vector<Field>& fields)
    {
        std::map<std::uint64_t, const Field*> taken; // by first bit; entries do not overlap
        for (Field& field : fields) {
            if (!field.offset || !field.valueBits || field.totalBits() == 0)
                continue;
            const std::uint64_t begin = *field.offset;
            const std::uint64_t end = begin + field.totalBits();
            auto after = taken.lower_bound(begin);
            const Field* other = nullptr;
            if (after != taken.begin()) {
                const Field* before = std::prev(after)->second;
                if (*before->offset + before->totalBits() > begin)
                    other = before;
            }
            if (other == nullptr && after != taken.end() && after->first < end)
                other = after->second;
            if (other == nullptr) {
                taken.emplace_hint(after, begin, &field);
                continue;
            }
            field.placed = false;
            reportOverlap(field, *other);
        }
    }

    void reportOverlap(const Field& field, const Field& other)
    {
        const std::uint64_t first = std::max(*field.offset, *other.offset);
        const std::uint64_t end = std::min(*field.offset + field.totalBits(), *other.offset + other.totalBits());
        const JsonNode* offset = m_checker.document().find(*field.json, "offset");
        Diagnostic& problem = m_checker.error(
            "overlap", offset != nullptr ? m_checker.head(*offset) : field.nameRange,
            {"{0} ({1}) and {2} ({3}) both take {4}. Move one of them with \"offset\".",
             {quoted(field.name), bitSpan(*field.offset, *field.offset + field.totalBits()), quoted(other.name),
              bitSpan(*other.offset, *other.offset + other.totalBits()), bitSpan(first, end)}});
        problem.related.push_back({Place::schema(other.nameRange), {"{0} is here", {quoted(other.name)}}});
    }

    void checkContainer()
    {
        const std::uint64_t limit = m_definition.containerBits();
        const Field* crossing = nullptr;
        std::uint64_t total = 0;
        for (Field& field : m_definition.fields) {
            if (!field.offset || !field.valueBits || field.totalBits() == 0)
                continue;
            const std::uint64_t end = *field.offset + field.totalBits();
            total = std::max(total, end);
            if (end <= limit)
                continue;
            field.placed = false;
            if (crossing == nullptr)
                crossing = &field;
        }
        if (crossing != nullptr)
            reportOverflow(*crossing, total, limit);
    }

    void reportOverflow(const Field& crossing, std::uint64_t total, std::uint64_t limit)
    {
        constexpr std::size_t mostListed = 100;
        std::string list;
        std::size_t listed = 0;
        for (const Field& field : m_definition.fields) {
            if (!field.offset || !field.valueBits || listed++ >= mostListed)
                continue;
            list += (list.empty() ? "" : ", ") + std::string(field.name) + " " + std::to_string(field.totalBits())
                + " at " + std::to_string(*field.offset);
        }
        if (listed > mostListed)
            list += ", and " + std::to_string(listed - mostListed) + " more";
        Diagnostic& problem = m_checker.error("container-overflow", crossing.nameRange,
                                              {"The fields take {0} bits, the container \"{1}\" holds {2}: from {3} on "
                                               "they do not fit. Bits of each field: "
                                               "{4}.",
                                               {std::to_string(total), m_definition.bytesContainer ? "bytes" : "uint64",
                                                std::to_string(limit), quoted(crossing.name), list}});
        if (!m_definition.bytesContainer && total <= kBytesContainerBits)
            addContainerFix(problem);
    }

    void addContainerFix(Diagnostic& problem)
    {
        const Message title{"Use the container \"bytes\"", {}};
        const JsonNode* container = m_checker.document().find(*m_definition.root, "container");
        if (container != nullptr) {
            addReplacement(problem, title, container->range(), m_checker.quotedLike(container->range(), "bytes"));
            return;
        }
        const JsonNode* fields = m_checker.document().find(*m_definition.root, "fields");
        const bool quotes = m_checker.document().text()[fields->keyBegin] == '"';
        const bool flow = m_checker.document().text()[m_definition.root->begin] == '{';
        addReplacement(problem, title, {fields->keyBegin, fields->keyBegin},
                       std::string(quotes ? "\"container\": \"bytes\"" : "container: bytes") + (flow ? ", " : "\n"));
    }

    /// Keys a compiled schema carries must say what the layout is.
    void checkCompiled(Field& field)
    {
        if (field.json == nullptr || field.json->kind != JsonKind::Object)
            return;
        const bool bitsAreGiven
            = field.type == FieldType::UInt || field.type == FieldType::Int || field.type == FieldType::Padding;
        if (!bitsAreGiven && field.type != FieldType::Unknown && field.valueBits)
            compare(field, "bits", *field.valueBits);
        const JsonNode* presence = m_checker.document().find(*field.json, "presence_offset");
        if (presence == nullptr || !field.offset || field.type == FieldType::Unknown || field.name.empty())
            return;
        if (field.nullable) {
            compare(field, "presence_offset", *field.offset);
        } else if (field.type != FieldType::Padding && presence->kind != JsonKind::Null) {
            m_checker.error("compiled-mismatch", presence->keyRange(),
                            {"\"presence_offset\" says that {0} has a presence bit, but it is not nullable. Remove the "
                             "key, or add \"nullable\": true.",
                             {quoted(field.name)}});
        }
    }

    void compare(const Field& field, std::string_view key, std::uint64_t computed)
    {
        if (const JsonNode* node = m_checker.document().find(*field.json, key))
            compareNode(*node, key, field.name.empty() ? "the element" : quoted(field.name), computed);
    }

    void compareNode(const JsonNode& node, std::string_view key, std::string owner, std::uint64_t computed)
    {
        const auto integer = m_checker.readInteger(node, key);
        if (!integer || integer->asUnsigned() == computed)
            return;
        Diagnostic& problem
            = m_checker.error("compiled-mismatch", m_checker.head(node),
                              {"\"{0}\" of {1} is {2} by the layout, not {3}. Correct it, or remove the key "
                               "and compile the schema again.",
                               {std::string(key), std::move(owner), std::to_string(computed), std::string(node.text)}});
        addReplacement(problem, {"Write {0}", {std::to_string(computed)}}, node.range(), std::to_string(computed));
    }

    void checkTotals()
    {
        if (!m_definition.totalBits)
            return;
        const JsonNode* bits = m_checker.document().find(*m_definition.root, "total_bits");
        const JsonNode* bytes = m_checker.document().find(*m_definition.root, "total_bytes");
        if (bits != nullptr)
            compareNode(*bits, "total_bits", "the schema", *m_definition.totalBits);
        if (bytes != nullptr)
            compareNode(*bytes, "total_bytes", "the schema", m_definition.totalBytes());
    }

    Definition& m_definition;
    Checker& m_checker;
};

} // namespace

void placeFields(Definition& definition, Checker& checker)
{
    Placer(definition, checker).place();
}

} // namespace wirebench::bitschema
