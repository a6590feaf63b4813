// SPDX-License-Identifier: MIT
#include "core/layout/layout.h"

#include <nlohmann/json.hpp>

namespace wirebench {

namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<std::uint64_t>& number)
{
    return number ? Json(*number) : Json(nullptr);
}

Json gapsJson(const std::vector<BitRange>& gaps)
{
    Json list = Json::array();
    for (const BitRange& gap : gaps)
        list.push_back(Json::array({gap.first, gap.count}));
    return list;
}

/// Writes rows; `record` tells whether sizes are always exact, so that bounds would only repeat them.
class Writer {
public:
    explicit Writer(bool record) : m_record(record) { }

    Json rows(const std::vector<LayoutRow>& rows) const
    {
        Json list = Json::array();
        for (const LayoutRow& row : rows)
            list.push_back(field(row));
        return list;
    }

private:
    Json field(const LayoutRow& row) const
    {
        Json json;
        json["name"] = row.name;
        if (row.tagged && row.tagged->number != 0)
            tag(*row.tagged, json);
        json["type"] = row.type;
        json["offset"] = orNull(row.offset);
        if (!row.offset)
            json["after"] = row.after;
        sizes(row, json);
        return json;
    }

    static void tag(const TaggedRow& row, Json& json)
    {
        json["number"] = row.number;
        json["wire_type"] = row.wireType == kNoWireType ? Json(nullptr) : Json(row.wireType);
        if (row.wireType != kNoWireType)
            json["wire_type_name"] = row.wireTypeName;
        json["occurs"] = occursName(row.occurs);
    }

    /// Sizes of the parts of one field; nothing of a part it does not have.
    static void taggedParts(const TaggedRow& row, Json& json)
    {
        const auto range = [&json](const std::string& part, SizeRange size) {
            if (size.most == 0)
                return;
            json[part + "_min_bits"] = size.least;
            json[part + "_max_bits"] = size.most == kUnbounded ? Json(nullptr) : Json(size.most);
        };
        if (row.size.tag.most > 0)
            json["tag_bits"] = row.size.tag.least;
        range("type_id", row.size.typeId);
        range("length", row.size.length);
        range("value", row.size.value);
        if (!row.coding.empty())
            json["coding"] = row.coding;
        for (const FieldSaving& saving : row.savings)
            json["savings"].push_back(savingJson(saving));
        for (const auto& [name, id] : row.types)
            json["types"].push_back(Json{{"type", name}, {"id", id}});
    }

    static Json savingJson(const FieldSaving& saving)
    {
        Json json;
        json["form"] = formWord(saving.form);
        json["in_use"] = saving.inUse;
        json["values"] = saving.values;
        json["plain_bytes"] = saving.plainBytes;
        json["form_bytes"] = saving.formBytes;
        json["saved_bytes"] = saving.saved();
        return json;
    }

    static std::string_view occursName(Occurs occurs)
    {
        switch (occurs) {
        case Occurs::Always:
            return "always";
        case Occurs::Optional:
            return "optional";
        case Occurs::Default:
            return "unless-default";
        case Occurs::Required:
            return "required";
        case Occurs::Repeated:
            return "repeated";
        }
        return {};
    }

    Json element(const LayoutRow& row) const
    {
        Json json;
        json["type"] = row.type;
        sizes(row, json);
        return json;
    }

    void sizes(const LayoutRow& row, Json& json) const
    {
        json["bits"] = orNull(row.bits);
        if (row.presenceBits > 0) {
            json["presence_offset"] = orNull(row.presenceOffset);
            json["presence_bits"] = row.presenceBits;
        }
        if (m_record) {
            json["total_bits"] = row.minBits;
        } else {
            json["min_bits"] = row.minBits;
            json["max_bits"] = orNull(row.maxBits);
        }
        if (row.tagged)
            taggedParts(*row.tagged, json);
        else if (row.op == Op::Text)
            json["length_bits"] = row.prefixBits;
        else if (row.prefixBits > 0)
            json["count_bits"] = row.prefixBits;
        if (row.count)
            json["count"] = *row.count;
        if (row.collapsed)
            json["collapsed"] = true;
        parts(row, json);
    }

    void parts(const LayoutRow& row, Json& json) const
    {
        if (!row.fields.empty()) {
            json["fields"] = rows(row.fields);
            if (m_record)
                json["padding"] = gapsJson(row.gaps);
        }
        if (row.op == Op::Optional && !row.element.empty() && !row.element.front().fields.empty())
            json["fields"] = rows(row.element.front().fields);
        else if (!row.element.empty())
            json["element"] = element(row.element.front());
    }

    bool m_record;
};

} // namespace

Json layoutJson(const Layout& layout)
{
    Json json;
    json["name"] = layout.name;
    json["total_bits"] = orNull(layout.totalBits);
    json["total_bytes"] = orNull(layout.totalBytes);
    json["wasted_bits"] = orNull(layout.wastedBits);
    if (layout.record) {
        json["byte_order"] = layout.byteReversed ? "big" : "little";
    } else {
        json["min_bits"] = layout.minBits;
        json["max_bits"] = orNull(layout.maxBits);
    }
    if (layout.headerBits > 0)
        json["header_bits"] = layout.headerBits;
    if (layout.stringTable)
        json["string_table"] = Json{{"min_bits", layout.stringTable->least}, {"max_bits", nullptr}};
    if (layout.savings)
        json["savings"] = Json{{"buffer_bytes", layout.savings->bufferBytes}, {"saved_bytes", layout.savings->saved}};
    json["fields"] = Writer(layout.record).rows(layout.fields);
    if (layout.record)
        json["padding"] = gapsJson(layout.gaps);
    return json;
}

} // namespace wirebench
