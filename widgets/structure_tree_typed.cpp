// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what a person typed into a cell of the structure tree.
#include "widgets/structure_tree_delegate.h"

#include "core/wire/stored_value.h"

#include <QRegularExpression>

#include <cmath>
#include <limits>
#include <optional>

namespace wirebench {

namespace {

struct Range {
    bool isSigned = false;
    std::uint64_t lowest = 0; ///< Bits of an int64 when isSigned.
    std::uint64_t highest = 0;
};

Range rangeOf(const Node& node)
{
    if (node.op == Op::Bits || node.op == Op::Varint)
        return {node.isSigned, node.lowest, node.highest};
    const unsigned bits = unsigned(node.minBits);
    if (node.meaning == Meaning::Int) {
        const std::uint64_t half = std::uint64_t{1} << (bits - 1);
        return {true, ~half + 1, half - 1};
    }
    return {false, 0, bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1};
}

QString numberText(std::uint64_t value, bool isSigned)
{
    return isSigned ? QString::number(qint64(value)) : QString::number(quint64(value));
}

struct Typed {
    bool negative = false;
    std::uint64_t magnitude = 0;
};

/// Nothing when the text is no integer, or one beyond 64 bits.
std::optional<Typed> readTyped(const QString& text, bool& isInteger)
{
    static const QRegularExpression form(
        QStringLiteral("^([+-]?)(?:0[xX]([0-9a-fA-F](?:_?[0-9a-fA-F])*)|0[bB]([01](?:_?[01])*)|([0-9](?:_?[0-9])*))$"));
    const auto match = form.match(text.trimmed());
    isInteger = match.hasMatch();
    if (!isInteger)
        return std::nullopt;
    const int group = !match.captured(2).isEmpty() ? 2 : !match.captured(3).isEmpty() ? 3 : 4;
    bool ok = false;
    Typed typed;
    typed.negative = match.captured(1) == QLatin1String("-");
    typed.magnitude = match.captured(group)
                          .remove(QLatin1Char('_'))
                          .toULongLong(&ok,
                                       group == 2       ? 16
                                           : group == 3 ? 2
                                                        : 10);
    return ok ? std::optional(typed) : std::nullopt;
}

bool fits(const Typed& typed, const Range& range)
{
    constexpr auto most = std::uint64_t(std::numeric_limits<std::int64_t>::max());
    if (!range.isSigned)
        return (!typed.negative || typed.magnitude == 0) && typed.magnitude >= range.lowest
            && typed.magnitude <= range.highest;
    if (typed.magnitude > most + (typed.negative ? 1 : 0))
        return false;
    const auto value = std::int64_t(typed.negative ? ~typed.magnitude + 1 : typed.magnitude);
    return value >= std::int64_t(range.lowest) && value <= std::int64_t(range.highest);
}

TypedValue refusedValue(const QString& problem)
{
    TypedValue value;
    value.problem = problem;
    return value;
}

TypedValue readInteger(const Plan& plan, const Node& node, const QString& text)
{
    bool isInteger = false;
    const auto typed = readTyped(text, isInteger);
    const std::string_view name = plan.text(node.name);
    const QString type = QString::fromUtf8(name.data(), qsizetype(name.size()));
    if (!isInteger)
        return refusedValue(StructureDelegate::tr("“%1” is no integer. Type decimal digits, 0x…, or 0b…; %2 takes %3.")
                                .arg(text, type, integerRangeText(node)));
    if (!typed || !fits(*typed, rangeOf(node)))
        return refusedValue(StructureDelegate::tr("%1 is out of range: %2 takes %3.")
                                .arg(text.trimmed(), type, integerRangeText(node)));
    const bool minus = typed->negative && typed->magnitude != 0;
    return {true, (minus ? QStringLiteral("-") : QString()) + QString::number(quint64(typed->magnitude)), {}};
}

QString quoted(const QString& text)
{
    std::string json;
    appendJsonString(json, text.toStdString());
    return QString::fromStdString(json);
}

TypedValue readFloat(const QString& text)
{
    const QString trimmed = text.trimmed();
    static const QRegularExpression number(QStringLiteral("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"));
    static const QRegularExpression special(QStringLiteral("^\"?(NaN(:0x[0-9a-fA-F]+)?|-?Infinity)\"?$"));
    if (number.match(trimmed).hasMatch())
        return {true, trimmed, {}};
    const auto match = special.match(trimmed);
    if (match.hasMatch())
        return {true, quoted(match.captured(1)), {}};
    return refusedValue(
        StructureDelegate::tr("“%1” is no number. Type one like 0.5, -3 or 1e9, or NaN, Infinity, -Infinity.")
            .arg(text));
}

} // namespace

QString integerRangeText(const Node& node)
{
    const Range range = rangeOf(node);
    return StructureDelegate::tr("%1 to %2")
        .arg(numberText(range.lowest, range.isSigned), numberText(range.highest, range.isSigned));
}

TypedValue readTypedValue(const Plan& plan, const Node& node, const QString& text)
{
    switch (node.meaning) {
    case Meaning::UInt:
    case Meaning::Int:
        return readInteger(plan, node, text);
    case Meaning::Float:
        return readFloat(text);
    case Meaning::Bool:
        if (text == QLatin1String("true") || text == QLatin1String("false"))
            return {true, text, {}};
        return refusedValue(StructureDelegate::tr("“%1” is no truth value. Type true or false.").arg(text));
    case Meaning::Text:
        // The form for bytes that are no UTF-8 stays what it is.
        if (text.startsWith(QLatin1String("{\"@bytes\":\"")) && text.endsWith(QLatin1String("\"}")))
            return {true, text, {}};
        return {true, quoted(text), {}};
    case Meaning::Enum:
    case Meaning::Date:
    case Meaning::Bytes:
    case Meaning::Time:
    case Meaning::Uuid:
    case Meaning::Decimal:
    case Meaning::BigInt:
        // Whether the text has the right form is for the encoder to say, with its place in the value.
        return {true, quoted(text), {}};
    case Meaning::Complex:
        if (text.startsWith(QLatin1Char('[')) && text.endsWith(QLatin1Char(']')))
            return {true, text, {}};
        return refusedValue(
            StructureDelegate::tr("“%1” is no complex number. Type its two parts in brackets: [1.5, -2].").arg(text));
    case Meaning::Flags:
    case Meaning::None:
    case Meaning::Padding:
        break;
    }
    return refusedValue(StructureDelegate::tr("This value cannot be typed here; edit it in the value editor."));
}

} // namespace wirebench
