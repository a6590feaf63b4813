// SPDX-License-Identifier: MIT
#pragma once

#include "tests/core/layout_plans.h"

namespace wirebench::test {

/// spec bitschema.md, *Vectors*: version:uint4, flags:uint8, length:uint20.
inline std::shared_ptr<const Plan> packetPlan()
{
    PlanMaker make;
    return make.finish(make.record("Packet",
                                   {{"version", make.bits("uint", 4), 0},
                                    {"flags", make.bits("uint", 8), 4},
                                    {"length", make.bits("uint", 20), 12}}));
}

/// An IPv4 header as one big-endian record, so that its first byte on the wire holds version and header length.
inline std::shared_ptr<const Plan> ipv4Plan()
{
    PlanMaker make;
    const auto uint = [&make](std::uint64_t bits) { return make.bits("uint", bits); };
    return make.finish(make.record("Ipv4",
                                   {{"destination", uint(32), 0},
                                    {"source", uint(32), 32},
                                    {"header_checksum", uint(16), 64},
                                    {"protocol", uint(8), 80},
                                    {"time_to_live", uint(8), 88},
                                    {"fragment_offset", uint(13), 96},
                                    {"more_fragments", make.bits("bool", 1, Meaning::Bool), 109},
                                    {"dont_fragment", make.bits("bool", 1, Meaning::Bool), 110},
                                    {"reserved", make.padding(1), 111},
                                    {"identification", uint(16), 112},
                                    {"total_length", uint(16), 128},
                                    {"ecn", uint(2), 144},
                                    {"dscp", uint(6), 146},
                                    {"ihl", uint(4), 152},
                                    {"version", uint(4), 156}},
                                   true));
}

/// Everything a record can hold: presence bits, a nested struct, a counted array, declared padding, gaps, a field that
/// crosses rows and a last byte that is not full.
inline std::shared_ptr<const Plan> mixedPlan()
{
    PlanMaker make;
    const auto uint = [&make](std::uint64_t bits) { return make.bits("uint", bits); };
    const NodeIndex nested = make.record("struct", {{"x", uint(3), 0}, {"y", uint(7), 3, true}, {"z", uint(2), 13}});
    return make.finish(make.record("Mixed",
                                   {{"active", make.bits("bool", 1, Meaning::Bool), 0},
                                    {"age", uint(7), 1, true},
                                    {"pos", nested, 9, true},
                                    {"samples", make.slots("array", uint(5), 6, 3), 30},
                                    {"_reserved", make.padding(4), 64},
                                    {"counter", uint(64), 70}}));
}

/// spec sdp.md, *Vectors*: Plugin{id:u32, name:str, active:bool}.
inline std::shared_ptr<const Plan> pluginPlan()
{
    PlanMaker make;
    return make.finish(make.sequence(
        "Plugin",
        {{"id", make.fixed("u32", 32)}, {"name", make.text()}, {"active", make.fixed("bool", 8, Meaning::Bool)}}));
}

/// A message with a list of structs that refer to themselves through an optional.
inline std::shared_ptr<const Plan> registryPlan()
{
    PlanMaker make;
    const NodeIndex u32 = make.fixed("u32", 32);
    const NodeIndex parameter = make.sequence("Parameter",
                                              {{"address", make.fixed("u64", 64)},
                                               {"unit", make.text()},
                                               {"value", make.fixed("f32", 32, Meaning::Float)},
                                               {"flags", u32}});
    const NodeIndex plugin = make.open("Plugin");
    const NodeIndex parent = make.optional("?Plugin", plugin);
    make.fill(plugin, {{"name", make.text()}, {"parameters", make.list("[]Parameter", parameter)}, {"parent", parent}});
    return make.finish(
        make.message("Registry", 0x1122334455667788, {{"plugins", make.list("[]Plugin", plugin)}, {"total", u32}}));
}

inline const PlanType& typeOf(const Plan& plan)
{
    return plan.types.front();
}

} // namespace wirebench::test
