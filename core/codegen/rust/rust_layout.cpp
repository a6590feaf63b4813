// SPDX-License-Identifier: MIT
// Lines that are laid out as rustfmt does it.
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"

namespace wirebench::rust {

namespace {

constexpr std::size_t lineWidth = 100;

} // namespace

void writeHead(Context& context, int depth, const std::string& before, const std::vector<std::string>& parameters,
               const std::string& after)
{
    std::string line = before;
    for (const std::string& parameter : parameters)
        line += (line.size() == before.size() ? "" : ", ") + parameter;
    line += after;
    CodeWriter& w = context.w;
    if (static_cast<std::size_t>(depth) * 4 + line.size() <= lineWidth) {
        w.line("$1", line);
        return;
    }
    w.line("$1", before);
    w.indent();
    for (const std::string& parameter : parameters)
        w.line("$1,", parameter);
    w.dedent();
    w.line("$1", after);
}

void writeDecodeHead(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const std::string type = context.structType(index, "a");
    w.line("impl<'a> rt::Decode<'a> for $1 {\n    type Value = $2;\n", context.structType(index, "static"), type);
    w.indent();
    writeHead(context, 1, "fn content(", {"d: &mut rt::Decoder<'a>"}, ") -> Result<" + type + ", rt::DecodeError> {");
    w.indent();
}

void writeMeasureHead(Context& context, const std::string& name)
{
    writeHead(context, 1, "fn measure<'v>(", {"value: &'v " + name, "m: &mut rt::Measure<'v>"},
              ") -> Result<usize, rt::EncodeError> {");
    context.w.indent();
}

void writeCallStatement(Context& context, int depth, const std::string& call, const std::vector<std::string>& arguments,
                        const std::string& after)
{
    writeCall(context.w, depth, call + '(', arguments, ')' + after);
}

void writeAddition(Context& context, int depth, const std::string& call, const std::vector<std::string>& arguments)
{
    std::string line = call + '(';
    for (const std::string& argument : arguments)
        line += (line.back() == '(' ? "" : ", ") + argument;
    line += ")?;";
    const std::size_t inner = line.size() - call.size() - 4;
    const std::size_t indentation = static_cast<std::size_t>(depth) * 4;
    constexpr std::size_t shortArguments = 60;
    constexpr std::size_t reserved = 2; // rustfmt breaks lines like these from 99 columns on
    const std::string left = "size +=";
    if (inner <= shortArguments && indentation + left.size() + 1 + line.size() + reserved > lineWidth
        && indentation + 4 + line.size() <= lineWidth) {
        context.w.line("$1\n    $2", left, line);
        return;
    }
    writeCall(context.w, depth, left + ' ' + call + '(', arguments, ")?;");
}

void writeArm(Context& context, int depth, const std::string& pattern, const std::string& value)
{
    CodeWriter& w = context.w;
    if (static_cast<std::size_t>(depth) * 4 + pattern.size() + value.size() + 5 <= lineWidth) {
        w.line("$1 => $2,", pattern, value);
        return;
    }
    w.line("$1 => {", pattern);
    w.indent();
    w.line("$1", value);
    w.dedent();
    w.line("}");
}

std::string maskText(std::uint64_t mask)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) {
        const std::uint64_t digit = (mask >> shift) & 15u;
        if (!text.empty() || digit != 0 || shift == 0) {
            if (!text.empty() && (shift + 4) % 16 == 0)
                text += '_';
            text += digits[digit];
        }
    }
    return "0x" + text;
}

} // namespace wirebench::rust
