// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace wirebench::cli {

/// Fills the places of help texts that depend on which wire formats there are: `{device}` and `{packet}` become names
/// of schema files, the latter of a format with a compiled schema; `{tagged}` is a format whose bytes can be guessed.
std::string fillExamples(std::string text);

/// Lays out the options of a command for people: the kind of a value, without what the description says anyway.
class HelpFormatter : public CLI::Formatter {
public:
    std::string make_option_opts(const CLI::Option* option) const override;
    std::string make_positionals(const CLI::App* app) const override;
};

} // namespace wirebench::cli
