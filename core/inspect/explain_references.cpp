// SPDX-License-Identifier: MIT
// Explanations of what names the type of a value: an id, a name or a hash.
#include "core/base/fnv.h"
#include "core/base/text.h"
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"
#include "core/wire/bits.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

namespace wirebench {

namespace {

constexpr std::uint32_t kMostListed = 8; ///< Types that may stand in a place.

std::string typesById(const Plan& plan, const ReferenceInfo& info)
{
    std::string text;
    for (std::uint32_t i = 0; i < std::min(info.typeCount, kMostListed); ++i) {
        const ReferenceType& type = plan.referenceTypes[info.firstType + i];
        text += fmt::format("{}{} {}", i == 0 ? "" : ", ", type.id, plan.text(type.shortName));
    }
    return text + (info.typeCount > kMostListed ? " …" : "");
}

void explainId(LeafExplanation& leaf, const ReferenceInfo& info, const std::string& named)
{
    const BitRange bits = leaf.item().bits;
    const ReadVarint id = readVarint(leaf.space(), bits.first / 8, bits.end() / 8);
    if (!id.readable())
        return;
    leaf.step("The type id", varintSteps(leaf.bytes(), id.value), varintRule());
    leaf.step("The type",
              named.empty()
                  ? fmt::format("{} is none of those that may stand here: {}", id.value, typesById(leaf.plan(), info))
                  : fmt::format("{} is {}", id.value, named),
              "The id names the type of what follows: which fields there are, and how they are read. 0 stands for no "
              "value.");
}

void explainHash(LeafExplanation& leaf, const ReferenceInfo& info, const std::string& named)
{
    const std::uint64_t hash = leaf.stored();
    leaf.step("The hash", littleEndianSteps(leaf.bytes(), hash), "It is 4 bytes, least significant byte first.");
    std::string text = hash == 0 ? "0 stands for no value" : "none of the types that may stand here has this hash";
    for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
        const ReferenceType& type = leaf.plan().referenceTypes[i];
        const std::string_view name = leaf.plan().text(type.wireName);
        if (hash != 0 && type.hash == hash && fnv1a32(name) == hash)
            text = fmt::format("FNV-1a-32 of \"{}\" = 0x{:08X}: {}", name, fnv1a32(name), named);
    }
    leaf.step("The type", std::move(text), "The type is named by the 32-bit FNV-1a hash of its full name.");
}

void explainName(LeafExplanation& leaf, const std::string& named)
{
    leaf.step("The name",
              fmt::format("{}: {}\n{}", leaf.byteCount(), hexBytes(leaf.bytes()), leaf.tree.valueText(leaf.item())),
              "The type is named by its full name, in UTF-8.");
    leaf.step("The type", named.empty() ? "no type that may stand here is called so" : "the schema's " + named);
}

} // namespace

void explainTypeId(LeafExplanation& leaf)
{
    const ReferenceInfo* info = leaf.tree.referenceAround(leaf.item());
    if (info == nullptr) {
        explainNumber(leaf, "The type id",
                      "It names the type of what follows: which fields there are, and how they are read.");
        return;
    }
    const std::string named = leaf.tree.meaningText(leaf.item());
    switch (info->by) {
    case Discrimination::Id:
        explainId(leaf, *info, named);
        break;
    case Discrimination::Name:
        explainName(leaf, named);
        break;
    case Discrimination::Hash:
        explainHash(leaf, *info, named);
        break;
    }
}

} // namespace wirebench
