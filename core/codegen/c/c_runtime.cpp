// SPDX-License-Identifier: MIT
#include "core/codegen/c/c_runtime.h"

#include "core/codegen/target.h"

#include <string_view>

namespace wirebench {

namespace embedded {
extern const std::string_view cHeaderBase;
extern const std::string_view cHeaderTables;
extern const std::string_view cHeaderApi;
extern const std::string_view cCodecMemory;
extern const std::string_view cCodecEncoder;
extern const std::string_view cCodecDecoder;
extern const std::string_view cSourceMemory;
extern const std::string_view cSourceValues;
extern const std::string_view cSourceEncoder;
extern const std::string_view cSourceWriteLeaves;
extern const std::string_view cSourceWriteSeries;
extern const std::string_view cSourceWriteTagged;
extern const std::string_view cSourceMatch;
extern const std::string_view cSourceRules;
extern const std::string_view cSourceDecoder;
extern const std::string_view cSourceReadLeaves;
extern const std::string_view cSourceReadSeries;
extern const std::string_view cSourceTable;
extern const std::string_view cSourceReadTagged;
extern const std::string_view cSourceRecords;
extern const std::string_view cSourceRoots;
extern const std::string_view cSourceJsonText;
extern const std::string_view cSourceContentText;
extern const std::string_view cSourceDateText;
extern const std::string_view cSourceNumberText;
extern const std::string_view cSourceJsonWrite;
extern const std::string_view cSourceJsonRead;
extern const std::string_view cSourceJsonLeaves;
extern const std::string_view cSourceCompare;
extern const std::string_view cSourceStream;
extern const std::string_view cSourceFrames;
extern const std::string_view cSourceStreamJson;
extern const std::string_view cSourceBuilder;
extern const std::string_view cSourcePacked;
} // namespace embedded

namespace c {

namespace {

/// A part without the line of its license.
std::string_view code(std::string_view part)
{
    return part.substr(part.find('\n') + 1);
}

std::string marked()
{
    return "/* " + std::string(kGeneratedMark) + " */\n";
}

} // namespace

std::string runtimeHeader()
{
    std::string text = marked();
    for (const std::string_view part : {embedded::cHeaderBase, embedded::cHeaderTables, embedded::cHeaderApi})
        text += code(part);
    return text;
}

std::string codecHeader()
{
    std::string text = marked();
    for (const std::string_view part : {embedded::cCodecMemory, embedded::cCodecEncoder, embedded::cCodecDecoder})
        text += code(part);
    return text;
}

std::string runtimeSource()
{
    std::string text = marked() + "#include \"wirebench_codec.h\"\n";
    for (const std::string_view part :
         {embedded::cSourceMemory,      embedded::cSourceValues,      embedded::cSourceEncoder,
          embedded::cSourceWriteLeaves, embedded::cSourceWriteSeries, embedded::cSourceWriteTagged,
          embedded::cSourceMatch,       embedded::cSourceRules,       embedded::cSourceDecoder,
          embedded::cSourceReadLeaves,  embedded::cSourceReadSeries,  embedded::cSourceTable,
          embedded::cSourceReadTagged,  embedded::cSourceRecords,     embedded::cSourceRoots,
          embedded::cSourceJsonText,    embedded::cSourceContentText, embedded::cSourceDateText,
          embedded::cSourceNumberText,  embedded::cSourceJsonWrite,   embedded::cSourceJsonRead,
          embedded::cSourceJsonLeaves,  embedded::cSourceCompare,     embedded::cSourceStream,
          embedded::cSourceFrames,      embedded::cSourceStreamJson,  embedded::cSourceBuilder,
          embedded::cSourcePacked})
        text += code(part);
    return text;
}

} // namespace c

} // namespace wirebench
