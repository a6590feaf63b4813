// SPDX-License-Identifier: MIT
#include "core/layout/palette.h"

#include <array>

namespace wirebench {

namespace {

// Neighbouring entries differ in hue and in lightness, so that they can be told apart without hue.
constexpr std::array<FieldColour, kFieldColours> lightColours{{
    {0xBBDCF5, 0x2F7FB8},
    {0xFFD9A8, 0xC4731A},
    {0xC3E6C0, 0x3F8F45},
    {0xF6C6DC, 0xB8447F},
    {0xFFF0A6, 0xA38A00},
    {0xCFC8F0, 0x6A58B5},
    {0xB5E8E4, 0x1F8C85},
    {0xF8C9BC, 0xC2513A},
    {0xDDE5B6, 0x74862A},
    {0xD9D4CC, 0x7B7062},
}};

constexpr std::array<FieldColour, kFieldColours> darkColours{{
    {0x1F4A6B, 0x6DB6EA},
    {0x6B451B, 0xF0A856},
    {0x265230, 0x7CC77F},
    {0x6A2B4C, 0xEE8FBD},
    {0x5C5212, 0xE3CF4D},
    {0x41376F, 0xB0A2F0},
    {0x18534F, 0x5FCFC6},
    {0x6E3326, 0xF09480},
    {0x465019, 0xBBCB62},
    {0x4B453D, 0xB9AE9E},
}};

constexpr FieldColour lightGrey{0xDFE3E9, 0x6B7485};
constexpr FieldColour darkGrey{0x373D48, 0x9AA3B2};

} // namespace

FieldColour fieldColour(std::uint16_t colour, bool dark)
{
    if (colour == kNoFieldColour)
        return dark ? darkGrey : lightGrey;
    return (dark ? darkColours : lightColours)[colour % kFieldColours];
}

} // namespace wirebench
