// SPDX-License-Identifier: MIT
#include "core/inspect/copy_as.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wirebench {

namespace {

/// An initialiser of a programming language: `open`, lines of bytes, `close`. In `open`, `#` stands for the number of
/// bytes.
struct Literal {
    std::string_view open;
    std::string_view close;
    std::string_view indent = "    ";
    bool signedBytes = false; ///< Bytes above 0x7F need a cast.
};

struct FormInfo {
    CopyForm form;
    std::string_view id;
    std::string_view title;
    Literal literal = {};
};

constexpr std::array kForms{
    FormInfo{CopyForm::SpacedHex, "hex", "Hex"},
    FormInfo{CopyForm::HexStream, "hex-stream", "Hex stream"},
    FormInfo{CopyForm::HexList, "hex-list", "Hex list (0x…)"},
    FormInfo{CopyForm::Bits, "bits", "Bits"},
    FormInfo{CopyForm::Base64, "base64", "Base64"},
    FormInfo{CopyForm::Escaped, "escaped", "Escaped string"},
    FormInfo{CopyForm::HexDump, "hexdump", "Hex dump with text"},
    FormInfo{CopyForm::C, "c", "C array", {"static const unsigned char data[#] = {\n", "};\n"}},
    FormInfo{CopyForm::CppArray, "cpp", "C++ std::array", {"constexpr std::array<std::uint8_t, #> data{\n", "};\n"}},
    FormInfo{CopyForm::Rust, "rust", "Rust array", {"const DATA: [u8; #] = [\n", "];\n"}},
    FormInfo{CopyForm::Go, "go", "Go slice", {"var data = []byte{\n", "}\n", "\t"}},
    FormInfo{CopyForm::Python, "python", "Python bytes"},
    FormInfo{CopyForm::Java, "java", "Java array", {"byte[] data = {\n", "};\n", "    ", true}},
    FormInfo{CopyForm::CSharp, "csharp", "C# array", {"byte[] data = {\n", "};\n"}},
    FormInfo{CopyForm::JavaScript, "javascript", "JavaScript Uint8Array", {"const data = new Uint8Array([\n", "]);\n"}},
    FormInfo{CopyForm::TypeScript,
             "typescript",
             "TypeScript Uint8Array",
             {"const data: Uint8Array = new Uint8Array([\n", "]);\n"}},
    FormInfo{CopyForm::Swift, "swift", "Swift array", {"let data: [UInt8] = [\n", "]\n"}},
    FormInfo{CopyForm::Html, "html", "HTML"},
    FormInfo{CopyForm::Markdown, "markdown", "Markdown"},
};

constexpr auto kOrder = [] {
    std::array<CopyForm, kForms.size()> order{};
    for (std::size_t i = 0; i < kForms.size(); ++i)
        order[i] = kForms[i].form;
    return order;
}();

constexpr bool inEnumOrder()
{
    for (std::size_t i = 0; i < kForms.size(); ++i) {
        if (static_cast<std::size_t>(kForms[i].form) != i)
            return false;
    }
    return true;
}
static_assert(inEnumOrder());

const FormInfo& infoOf(CopyForm form)
{
    return kForms[static_cast<std::size_t>(form)];
}

class Writer {
public:
    Writer(ByteView bytes, const CopyOptions& options)
        : m_bytes(bytes)
        , m_digits(options.upperCase ? "0123456789ABCDEF" : "0123456789abcdef")
        , m_perLine(std::max(1u, options.bytesPerLine))
        , m_offset(options.offset)
    {
    }

    std::string take() { return std::move(m_out); }

    void separated(std::string_view prefix, std::string_view separator)
    {
        m_out.reserve(m_bytes.size() * (2 + prefix.size() + separator.size()));
        for (std::size_t i = 0; i < m_bytes.size(); ++i) {
            if (i > 0)
                m_out += separator;
            m_out += prefix;
            hex(m_bytes[i]);
        }
    }

    void bits()
    {
        m_out.reserve(m_bytes.size() * 11);
        for (std::size_t i = 0; i < m_bytes.size(); ++i) {
            m_out += i > 0 ? " 0b" : "0b";
            for (unsigned bit = 8; bit-- > 0;)
                m_out += (m_bytes[i] >> bit & 1) != 0 ? '1' : '0';
        }
    }

    void base64()
    {
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        m_out.reserve((m_bytes.size() + 2) / 3 * 4);
        for (std::size_t i = 0; i < m_bytes.size(); i += 3) {
            const std::size_t have = std::min<std::size_t>(3, m_bytes.size() - i);
            std::uint32_t block = 0;
            for (std::size_t k = 0; k < 3; ++k)
                block = block << 8 | (k < have ? m_bytes[i + k] : 0u);
            for (std::size_t k = 0; k < 4; ++k)
                m_out += k <= have ? alphabet[block >> (18 - 6 * k) & 63] : '=';
        }
    }

    void dump(bool escapeMarkup)
    {
        const bool wide = (m_offset + m_bytes.size()) >> 32 != 0;
        for (std::size_t line = 0; line < m_bytes.size(); line += m_perLine) {
            number(m_offset + line, wide ? 16 : 8);
            m_out += ' ';
            for (std::size_t i = 0; i < m_perLine; ++i) {
                m_out += i == 8 ? "  " : " ";
                if (line + i < m_bytes.size())
                    hex(m_bytes[line + i]);
                else
                    m_out += "  ";
            }
            m_out += "  |";
            for (std::size_t i = 0; i < m_perLine && line + i < m_bytes.size(); ++i)
                character(m_bytes[line + i], escapeMarkup);
            m_out += "|\n";
        }
    }

    void literal(const Literal& literal)
    {
        for (const char c : literal.open) {
            if (c == '#')
                m_out += std::to_string(m_bytes.size());
            else
                m_out += c;
        }
        for (std::size_t line = 0; line < m_bytes.size(); line += m_perLine) {
            m_out += literal.indent;
            for (std::size_t i = line; i < std::min<std::size_t>(line + m_perLine, m_bytes.size()); ++i) {
                if (i > line)
                    m_out += ' ';
                m_out += literal.signedBytes && m_bytes[i] > 0x7F ? "(byte) 0x" : "0x";
                hex(m_bytes[i]);
                m_out += ',';
            }
            m_out += '\n';
        }
        m_out += literal.close;
    }

    void python()
    {
        m_out += "data = (\n";
        for (std::size_t line = 0; line == 0 || line < m_bytes.size(); line += m_perLine) {
            m_out += "    b\"";
            for (std::size_t i = line; i < std::min<std::size_t>(line + m_perLine, m_bytes.size()); ++i) {
                m_out += "\\x";
                hex(m_bytes[i]);
            }
            m_out += "\"\n";
        }
        m_out += ")\n";
    }

    void text(std::string_view text) { m_out += text; }

private:
    void hex(std::uint8_t byte)
    {
        m_out += m_digits[byte >> 4];
        m_out += m_digits[byte & 15];
    }

    void number(std::uint64_t value, unsigned digits)
    {
        while (digits-- > 0)
            m_out += m_digits[value >> (4 * digits) & 15];
    }

    void character(std::uint8_t byte, bool escapeMarkup)
    {
        if (byte < 0x20 || byte > 0x7E)
            m_out += '.';
        else if (escapeMarkup && byte == '<')
            m_out += "&lt;";
        else if (escapeMarkup && byte == '>')
            m_out += "&gt;";
        else if (escapeMarkup && byte == '&')
            m_out += "&amp;";
        else
            m_out += static_cast<char>(byte);
    }

    ByteView m_bytes;
    std::string_view m_digits;
    std::size_t m_perLine;
    std::uint64_t m_offset;
    std::string m_out;
};

/// A fence longer than any run of backquotes in the dumped text, so that the text cannot end the block.
std::string markdownFence(std::string_view dump)
{
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : dump) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(std::max<std::size_t>(3, longest + 1), '`');
}

} // namespace

std::span<const CopyForm> allCopyForms()
{
    return kOrder;
}

std::string_view copyFormId(CopyForm form)
{
    return infoOf(form).id;
}

std::string_view copyFormTitle(CopyForm form)
{
    return infoOf(form).title;
}

std::optional<CopyForm> findCopyForm(std::string_view id)
{
    for (const FormInfo& info : kForms) {
        if (info.id == id)
            return info.form;
    }
    return std::nullopt;
}

std::string copyAs(ByteView bytes, CopyForm form, const CopyOptions& options)
{
    Writer writer(bytes, options);
    switch (form) {
    case CopyForm::SpacedHex:
        writer.separated({}, " ");
        break;
    case CopyForm::HexStream:
        writer.separated({}, {});
        break;
    case CopyForm::HexList:
        writer.separated("0x", ", ");
        break;
    case CopyForm::Bits:
        writer.bits();
        break;
    case CopyForm::Base64:
        writer.base64();
        break;
    case CopyForm::Escaped:
        writer.separated("\\x", {});
        break;
    case CopyForm::HexDump:
        writer.dump(false);
        break;
    case CopyForm::Html:
        writer.text("<pre>\n");
        writer.dump(true);
        writer.text("</pre>\n");
        break;
    case CopyForm::Markdown: {
        writer.dump(false);
        const std::string dump = writer.take();
        const std::string fence = markdownFence(dump);
        return fence + "text\n" + dump + fence + '\n';
    }
    case CopyForm::Python:
        writer.python();
        break;
    case CopyForm::C:
    case CopyForm::CppArray:
    case CopyForm::Rust:
    case CopyForm::Go:
    case CopyForm::Java:
    case CopyForm::CSharp:
    case CopyForm::JavaScript:
    case CopyForm::TypeScript:
    case CopyForm::Swift:
        writer.literal(infoOf(form).literal);
        break;
    }
    return writer.take();
}

} // namespace wirebench
