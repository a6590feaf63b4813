// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"

#include "core/base/text.h"
#include "core/formats/bitschema/bitschema_format.h"
#include "core/formats/common_codes.h"
#include "core/formats/cramberry/cramberry_format.h"
#include "core/formats/sdp/sdp_format.h"
#include "core/formats/serialkit/serialkit_format.h"

#include <algorithm>
#include <array>

namespace wirebench {

namespace {

/// Length of the longest suffix of a format's file kinds that the name ends with, in any case; 0 without one.
std::size_t suffixMatch(const Format& format, std::string_view fileName)
{
    std::size_t longest = 0;
    for (const FileKind& kind : format.fileKinds()) {
        const std::size_t size = kind.suffix.size();
        if (size <= fileName.size() && asciiLower(fileName.substr(fileName.size() - size)) == asciiLower(kind.suffix))
            longest = std::max(longest, size);
    }
    return longest;
}

/// The format with the highest score; null when all scores are 0. Of equal ones the first listed.
template <typename Score>
const Format* best(Score score)
{
    const Format* found = nullptr;
    auto highest = decltype(score(*found)){};
    for (const Format* format : allFormats()) {
        const auto points = score(*format);
        if (points > highest) {
            highest = points;
            found = format;
        }
    }
    return found;
}

const CodeHelp* findIn(std::span<const CodeHelp> codes, std::string_view code)
{
    const auto found
        = std::find_if(codes.begin(), codes.end(), [code](const CodeHelp& help) { return help.code == code; });
    return found == codes.end() ? nullptr : &*found;
}

} // namespace

std::span<const Format* const> allFormats()
{
    static const std::array formats{
        &bitschemaFormat(),
        &cramberryFormat(),
        &sdpFormat(),
        &serialkitFormat(),
    };
    return formats;
}

const Format* findFormat(std::string_view id)
{
    const auto formats = allFormats();
    const auto found
        = std::find_if(formats.begin(), formats.end(), [id](const Format* format) { return format->id() == id; });
    return found == formats.end() ? nullptr : *found;
}

const Format* recogniseFormat(std::string_view fileName, std::string_view text)
{
    const Format* named = best([fileName](const Format& format) { return suffixMatch(format, fileName); });
    return named ? named : best([text](const Format& format) { return format.recognise(text); });
}

const CodeHelp* findCodeHelp(std::string_view code, const Format* format)
{
    if (const CodeHelp* help = format ? findIn(format->codes(), code) : nullptr)
        return help;
    if (const CodeHelp* help = findIn(commonCodes(), code))
        return help;
    for (const Format* listed : allFormats()) {
        if (const CodeHelp* help = findIn(listed->codes(), code))
            return help;
    }
    return nullptr;
}

} // namespace wirebench
