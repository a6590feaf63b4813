// SPDX-License-Identifier: MIT
// Where long lines break.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

namespace {

constexpr std::size_t kColumns = 120;

} // namespace

void writeList(CodeWriter& out, const std::string& front, const std::vector<std::string>& parts, std::string_view end)
{
    std::string line = front;
    const std::string indent(front.size(), ' ');
    std::size_t begin = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string part = parts[i] + (i + 1 == parts.size() ? std::string(end) : ",");
        if (i > 0 && out.column() + line.size() - begin + 1 + part.size() > kColumns) {
            line += "\n";
            begin = line.size();
            line += indent;
        } else if (i > 0) {
            line += " ";
        }
        line += part;
    }
    if (parts.empty())
        line += end;
    if (constexpr std::string_view pure = " = 0;"; begin != 0 && line.ends_with(pure))
        line.replace(line.size() - pure.size(), 1, "\n    "); // operators stand at the beginnings of lines
    out.line("$1", line);
}

} // namespace wirebench::cpp
