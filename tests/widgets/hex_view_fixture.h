// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"
#include "tests/core/layout_plans.h"

#include <QDir>
#include <QWidget>

#include <memory>
#include <string_view>

namespace wirebench::test {

/// A packed record with fields inside of bytes and across them: 4, 4, 6, 2, 16 bits, a nullable 7-bit number, padding.
inline std::shared_ptr<const Plan> packedPlan(bool reversed = false)
{
    PlanMaker make;
    return make.finish(make.record("Header",
                                   {
                                       {"version", make.bits("uint4", 4), 0},
                                       {"ihl", make.bits("uint4", 4), 4},
                                       {"dscp", make.bits("uint6", 6), 8},
                                       {"ecn", make.bits("uint2", 2), 14},
                                       {"length", make.bits("uint16", 16), 16},
                                       {"temperature", make.bits("uint7", 7), 32, true},
                                       {"_spare", make.padding(6), 40},
                                       {"sum", make.bits("uint18", 18), 46},
                                   },
                                   reversed));
}

/// `Plugin{id: u32, name: str, active: bool, levels: []u16, gain: ?Gain{left, right: f32}, tail: u64}`
inline std::shared_ptr<const Plan> pluginPlan()
{
    PlanMaker make;
    const NodeIndex f32 = make.fixed("f32", 32, Meaning::Float);
    const NodeIndex gain = make.sequence("Gain", {{"left", f32}, {"right", f32}});
    return make.finish(make.sequence("Plugin",
                                     {
                                         {"id", make.fixed("u32", 32)},
                                         {"name", make.text()},
                                         {"active", make.fixed("bool", 8, Meaning::Bool)},
                                         {"levels", make.list("[]u16", make.fixed("u16", 16))},
                                         {"gain", make.optional("?Gain", gain)},
                                         {"tail", make.fixed("u64", 64)},
                                     }));
}

/// A Plugin named "Reverb" with three levels and gains: 42 bytes. id at 0, name at 4 (text at 8), active at 14, levels
/// at 15 (elements at 19), gain at 25 (values at 26), tail at 34.
inline Bytes pluginBytes()
{
    return {0x2A, 0, 0, 0, 6, 0, 0, 0, 'R', 'e', 'v', 'e',  'r',  'b', 1,    3,    0,    0,    0,    1,    0,
            2,    0, 3, 0, 1, 0, 0, 0, 0,   0,   0,   0x80, 0x3F, 8,   0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01};
}

/// `[]u32` of any length.
inline std::shared_ptr<const Plan> listPlan()
{
    PlanMaker make;
    return make.finish(make.sequence("Numbers", {{"numbers", make.list("[]u32", make.fixed("u32", 32))}}));
}

inline Bytes listBytes(std::uint32_t count)
{
    Bytes bytes(4 + std::size_t{count} * 4);
    const auto put = [&](std::size_t at, std::uint32_t value) {
        for (unsigned i = 0; i < 4; ++i)
            bytes[at + i] = std::uint8_t(value >> (8 * i));
    };
    put(0, count);
    for (std::uint32_t i = 0; i < count; ++i)
        put(4 + std::size_t{i} * 4, i);
    return bytes;
}

inline std::shared_ptr<const AnnotationTree> treeOf(const std::shared_ptr<const Plan>& plan,
                                                    std::shared_ptr<const Bytes> bytes)
{
    auto decoded = std::make_shared<const Decoded>(decode(plan, plan->types.back(), std::move(bytes), Limits{}));
    return std::make_shared<const AnnotationTree>(std::move(decoded));
}

/// Keeps a picture of a widget when somebody asked for pictures (environment variable WIREBENCH_ARTIFACTS: a folder).
inline void keepPicture(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("WIREBENCH_ARTIFACTS");
    if (!folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

} // namespace wirebench::test
