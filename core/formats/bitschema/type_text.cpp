// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/type_text.h"

namespace wirebench::bitschema {

std::string_view unitName(DateTable::Unit unit)
{
    switch (unit) {
    case DateTable::Unit::Day:
        return "day";
    case DateTable::Unit::Hour:
        return "hour";
    case DateTable::Unit::Minute:
        return "minute";
    case DateTable::Unit::Second:
        break;
    }
    return "second";
}

std::string rangeText(const Field& field)
{
    const auto text = [&field](std::uint64_t value) {
        return field.isSigned ? std::to_string(static_cast<std::int64_t>(value)) : std::to_string(value);
    };
    return text(field.lowest) + ".." + text(field.highest);
}

std::string typeText(const Field& field)
{
    std::string name(field.typeName);
    switch (field.type) {
    case FieldType::Unknown:
    case FieldType::Bool:
    case FieldType::Struct:
        return name;
    case FieldType::UInt:
    case FieldType::Padding:
        return field.valueBits ? name + " " + std::to_string(*field.valueBits) : name;
    case FieldType::Int:
        return field.sound ? name + " " + rangeText(field) : name;
    case FieldType::Enum:
        return name + " of " + std::to_string(field.labels.size());
    case FieldType::Bitmask:
        return name + " of " + std::to_string(field.flags.size());
    case FieldType::Date:
        return name + " by " + std::string(unitName(field.date.unit));
    case FieldType::Array:
        break;
    }
    const std::string element = field.fields.empty() ? std::string("?") : typeText(field.fields.front());
    return name + " of " + (field.counted ? "up to " : "") + std::to_string(field.capacity) + " " + element;
}

} // namespace wirebench::bitschema
