// SPDX-License-Identifier: MIT
// Scalars: what stored numbers mean and how they are stored.
#include "core/codegen/code_text.h"
#include "core/codegen/go/go_printer.h"
#include "core/wire/bits.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace wirebench::go {

namespace {

std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

std::string number(std::int64_t value)
{
    return value == std::numeric_limits<std::int64_t>::min() ? "-1 << 63" : std::to_string(value);
}

std::uint64_t highestOf(unsigned bits)
{
    return lowBits(bits);
}

std::string signedLowest(unsigned bits)
{
    return "-1<<" + std::to_string(bits - 1);
}

} // namespace

std::string quoted(std::string_view text)
{
    return quotedText(text, [](unsigned char byte) -> std::string {
        return byte >= 0x20 && byte < 0x7F ? std::string() : fmt::format("\\x{:02x}", byte);
    });
}

std::string quoted(const Bytes& bytes)
{
    return quoted(asText(bytes));
}

std::string hexText(std::uint64_t number)
{
    char buffer[16];
    return {buffer, std::to_chars(std::begin(buffer), std::end(buffer), number, 16).ptr};
}

unsigned GoPrinter::widthOf(const Node& node)
{
    return node.op == Op::Varint ? 0 : static_cast<unsigned>(node.minBits / 8);
}

/// The value of a stored number that the expression `stored` (uint64) gives.
std::string GoPrinter::fromStored(NodeIndex nodeIndex, const std::string& stored)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const std::string name = typeOf(nodeIndex);
    const bool varint = node.op == Op::Varint;
    switch (type.kind) {
    case ApiKind::Bool:
        return stored + " != 0";
    case ApiKind::Float:
        need("math");
        return type.bits == 32 ? "math.Float32frombits(uint32(" + stored + "))"
                               : "math.Float64frombits(" + stored + ")";
    case ApiKind::Int: {
        if (!varint)
            return type.bits == 64 ? "int64(" + stored + ")"
                                   : name + "(uint" + std::to_string(type.bits) + "(" + stored + "))";
        std::string value
            = node.coding == VarintCoding::ZigZag ? "wbUnzigzag(" + stored + ")" : "int64(" + stored + ")";
        const auto lowest = static_cast<std::int64_t>(node.lowest);
        const auto highest = static_cast<std::int64_t>(node.highest);
        if (lowest == std::numeric_limits<std::int64_t>::min() && highest == std::numeric_limits<std::int64_t>::max())
            return value;
        const std::string checked = "d.inIntRange(" + value + ", " + number(lowest) + ", " + number(highest) + ")";
        return type.bits == 64 ? checked : name + "(" + checked + ")";
    }
    case ApiKind::Enum:
        if (varint && node.highest != 0)
            return name + "(d.inRange(" + stored + ", 0, " + number(node.highest) + "))";
        return name + "(" + stored + ")";
    default:
        break;
    }
    if (varint && (node.lowest != 0 || node.highest != std::numeric_limits<std::uint64_t>::max())) {
        const std::string checked
            = "d.inRange(" + stored + ", " + number(node.lowest) + ", " + number(node.highest) + ")";
        return type.bits == 64 ? checked : name + "(" + checked + ")";
    }
    return type.bits == 64 && type.kind == ApiKind::UInt ? stored : name + "(" + stored + ")";
}

/// Reads a bare scalar.
std::string GoPrinter::readScalar(NodeIndex nodeIndex)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    if (node.op == Op::Varint)
        return fromStored(nodeIndex, "d.uvarint()");
    const std::string bits = std::to_string(node.minBits);
    const std::string read = "d.fixed" + bits + "()";
    switch (type.kind) {
    case ApiKind::Bool:
        return read + " != 0";
    case ApiKind::Float:
        need("math");
        return "math.Float" + bits + "frombits(" + read + ")";
    case ApiKind::UInt:
        return type.bits == node.minBits ? read : typeOf(nodeIndex) + "(" + read + ")";
    default:
        return typeOf(nodeIndex) + "(" + read + ")";
    }
}

/// The stored number (uint64) of a value.
std::string GoPrinter::toStored(NodeIndex nodeIndex, const std::string& expr)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    switch (type.kind) {
    case ApiKind::Bool:
        return "wbBit(" + expr + ")";
    case ApiKind::Float:
        if (node.canonicalFloat)
            return type.bits == 32 ? "uint64(wbFloat32Bits(" + expr + "))" : "wbFloat64Bits(" + expr + ")";
        need("math");
        return type.bits == 32 ? "uint64(math.Float32bits(" + expr + "))" : "math.Float64bits(" + expr + ")";
    case ApiKind::Int:
        if (node.op == Op::Varint && node.coding == VarintCoding::ZigZag)
            return type.bits == 64 ? "wbZigzag(" + expr + ")" : "wbZigzag(int64(" + expr + "))";
        if (node.op == Op::Fixed && node.minBits < 64)
            return "uint64(uint" + std::to_string(node.minBits) + "(" + expr + "))";
        return "uint64(" + expr + ")";
    default:
        return type.kind == ApiKind::UInt && type.bits == 64 ? expr : "uint64(" + expr + ")";
    }
}

/// Refuses a value that the Go type has and the schema's does not.
void GoPrinter::checkRange(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    std::string outside;
    if (node.op != Op::Varint)
        return;
    if (type.kind == ApiKind::Enum && node.highest != 0 && node.highest < 0xFFFFFFFFu) {
        outside = expr + " > " + number(node.highest);
    } else if (type.kind == ApiKind::UInt) {
        if (node.lowest > 0)
            outside = expr + " < " + number(node.lowest);
        if (node.highest < highestOf(type.bits))
            outside += (outside.empty() ? "" : " || ") + expr + " > " + number(node.highest);
    } else if (type.kind == ApiKind::Int) {
        const auto lowest = static_cast<std::int64_t>(node.lowest);
        const auto highest = static_cast<std::int64_t>(node.highest);
        const auto half = static_cast<std::int64_t>(lowBits(type.bits - 1u));
        if (lowest > -half - 1)
            outside = expr + " < " + number(lowest);
        if (highest < half)
            outside += (outside.empty() ? "" : " || ") + expr + " > " + number(highest);
    }
    if (outside.empty())
        return;
    m_out.line("if $1 {", outside);
    m_out.line("\te.fail(\"value-range\", $1)", where);
    m_out.line("}");
}

/// An element of the number that differences add up to.
std::string GoPrinter::fromSum(NodeIndex nodeIndex, const std::string& sum)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const std::string name = typeOf(nodeIndex);
    if (node.op == Op::Content)
        return "wbTimeOfNanoseconds(int64(" + sum + "))";
    if (type.kind == ApiKind::Int) {
        if (type.bits == 64)
            return "int64(" + sum + ")";
        const std::string bits = signedLowest(type.bits);
        return name + "(d.inIntRange(int64(" + sum + "), " + bits + ", " + bits.substr(1) + "-1))";
    }
    if (node.op == Op::Varint)
        return fromStored(nodeIndex, sum);
    if (type.bits == 64)
        return sum;
    return name + "(d.inRange(" + sum + ", 0, " + number(highestOf(type.bits)) + "))";
}

/// Tells whether a value is not the zero of its type.
std::string GoPrinter::nonZero(NodeIndex nodeIndex, const std::string& expr)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    switch (type.kind) {
    case ApiKind::Bool:
        return expr;
    case ApiKind::Float:
        if (node.canonicalFloat)
            return "wbFloat" + std::to_string(type.bits) + "Bits(" + expr + ") != 0";
        need("math");
        return "math.Float" + std::to_string(type.bits) + "bits(" + expr + ") != 0";
    case ApiKind::Text:
        return expr + " != \"\"";
    case ApiKind::Bytes:
        if (isArray(nodeIndex))
            return expr + " != (" + zeroOf(nodeIndex) + ")";
        return type.count == 0 ? "len(" + expr + ") != 0" : "wbAnyBytes(" + expr + ")";
    case ApiKind::Time:
    case ApiKind::Uuid:
    case ApiKind::Decimal:
        return expr + " != (" + zeroOf(nodeIndex) + ")";
    case ApiKind::Complex:
        return "wbComplexNonZero(complex128(" + expr + "))";
    case ApiKind::BigInt:
        return "!wbIsZeroBigInt(" + expr + ")";
    case ApiKind::List: {
        if (type.count == 0)
            return "len(" + expr + ") != 0";
        const std::string element = fresh("v");
        const std::string test = nonZero(type.element, element);
        const std::string front = "wbAny(" + expr + (isArray(nodeIndex) ? "[:]" : "") + ", func(" + element + " "
            + typeOf(type.element) + ") bool {";
        if (test.find("func(") == std::string::npos)
            return front + " return " + test + " })";
        // gofmt takes a long function on one line apart, and leaves one that has several.
        std::string body = "return " + test;
        for (std::size_t at = body.find('\n'); at != std::string::npos; at = body.find('\n', at + 2))
            body.insert(at + 1, 1, '\t');
        return front + "\n\t" + body + "\n})";
    }
    case ApiKind::Map:
        return "len(" + expr + ") != 0";
    case ApiKind::Union:
        return expr + " != nil";
    case ApiKind::Struct: {
        const std::uint64_t overhead
            = node.op == Op::PresenceMap ? varintBytes((node.slotCount + 7u) / 8) + (node.slotCount + 7u) / 8 : 0;
        return "wbTakes(func(e *wbEncoder) { e.write" + structOf(nodeIndex) + "(&" + expr + ") }, " + number(overhead)
            + ")";
    }
    default:
        return expr + " != 0";
    }
}

/// A Go expression of the value whose bare form `bare` is; empty where there is none worth writing.
std::string GoPrinter::literal(const Plan& plan, NodeIndex nodeIndex, const Bytes& bare)
{
    const Node& node = plan.nodes[nodeIndex];
    const ApiType& type = apiOf(nodeIndex);
    if (node.op == Op::Content && type.kind == ApiKind::Text) {
        const ReadVarint length = readVarint(bare, 0, bare.size());
        return quoted(asText(ByteView(bare).subspan(length.bytes)));
    }
    if (node.op != Op::Varint && node.op != Op::Fixed)
        return {};
    const std::uint64_t stored = node.op == Op::Varint ? readVarint(bare, 0, bare.size()).value
                                                       : readLittle(bare.data(), static_cast<unsigned>(bare.size()));
    switch (type.kind) {
    case ApiKind::Bool:
        return stored != 0 ? "true" : "false";
    case ApiKind::Float:
        need("math");
        return type.bits == 32 ? "math.Float32frombits(" + number(stored) + ")"
                               : "math.Float64frombits(" + number(stored) + ")";
    case ApiKind::Int: {
        std::uint64_t value = node.op == Op::Varint && node.coding == VarintCoding::ZigZag ? unZigZag(stored) : stored;
        if (node.op == Op::Fixed && node.minBits < 64 && (stored >> (node.minBits - 1) & 1u) != 0)
            value |= ~lowBits(static_cast<unsigned>(node.minBits));
        return number(static_cast<std::int64_t>(value));
    }
    default:
        return number(stored);
    }
}

/// Tells whether a value is not the declared default.
std::string GoPrinter::differs(const ApiField& field, const std::string& expr)
{
    const Slot& slot = slotOf(field);
    const Bytes& expected = m_plan.defaults[slot.defaultBytes];
    const ApiType& type = apiOf(field.node);
    if (type.kind == ApiKind::Float)
        return toStored(field.node, expr)
            + " != " + std::to_string(readLittle(expected.data(), static_cast<unsigned>(expected.size())));
    if (type.kind == ApiKind::Bool)
        return literal(m_plan, field.node, expected) == "true" ? "!" + expr : expr;
    if (const std::string value = literal(m_plan, field.node, expected); !value.empty())
        return expr + " != " + value;
    return {};
}

} // namespace wirebench::go
