// SPDX-License-Identifier: MIT
#include "core/codegen/rust/rust_arrays.h"

#include <algorithm>

namespace wirebench::rust {

namespace {

constexpr std::size_t lineWidth = 100;
constexpr std::size_t shortLine = 60; ///< Of the elements of an array or arguments of a call that stay on one line.
constexpr std::size_t shortElement = 10;

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

/// Whether several of them stand on one line.
bool areShort(const std::vector<std::string>& parts)
{
    return std::all_of(parts.begin(), parts.end(), [](const std::string& part) { return part.size() <= shortElement; });
}

void writeRows(CodeWriter& w, std::size_t indentation, const std::vector<std::string>& elements, bool packed)
{
    std::string row;
    for (const std::string& element : elements) {
        if (!row.empty() && (!packed || indentation + 4 + row.size() + 1 + element.size() + 1 > lineWidth)) {
            w.line("$1", row);
            row.clear();
        }
        row += (row.empty() ? "" : " ") + element + ',';
    }
    w.line("$1", row);
}

} // namespace

void writeArray(CodeWriter& w, int depth, const std::string& before, const std::vector<std::string>& elements,
                const std::string& after)
{
    const auto indentation = static_cast<std::size_t>(depth) * 4;
    const std::string line = joined(elements);
    const bool packed = areShort(elements);
    if (line.size() <= shortLine && indentation + before.size() + line.size() + after.size() <= lineWidth) {
        w.line("$1", before + line + after);
        return;
    }
    w.line("$1", before);
    w.indent();
    writeRows(w, indentation, elements, packed);
    w.dedent();
    w.line("$1", after);
}

void writeCall(CodeWriter& w, int depth, const std::string& before, const std::vector<std::string>& arguments,
               const std::string& after)
{
    const auto indentation = static_cast<std::size_t>(depth) * 4;
    const std::string line = joined(arguments);
    if (line.size() <= shortLine && indentation + before.size() + line.size() + after.size() <= lineWidth) {
        w.line("$1", before + line + after);
        return;
    }
    w.line("$1", before);
    w.indent();
    writeRows(w, indentation, arguments, areShort(arguments));
    w.dedent();
    w.line("$1", after);
}

void writeStructLiteral(CodeWriter& w, const std::string& name, const std::vector<std::string>& members)
{
    constexpr std::size_t shortLiteral = 18;
    const std::string line = joined(members);
    if (line.size() <= shortLiteral) {
        w.line("$1 { $2 }", name, line);
        return;
    }
    w.line("$1 {", name);
    w.indent();
    for (const std::string& member : members)
        w.line("$1,", member);
    w.dedent();
    w.line("}");
}

} // namespace wirebench::rust
