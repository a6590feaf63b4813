// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench {

/// `pattern` with `$1` … `$9` replaced by the arguments and `$$` by a dollar sign.
std::string fillIn(std::string_view pattern, std::initializer_list<std::string_view> arguments);

/// Writes lines of code at the current indentation and remembers which part of the schema they stand for.
class CodeWriter {
public:
    explicit CodeWriter(std::string_view indentation = "    ") : m_unit(indentation) { }

    /// One line (or several, split at LF, each indented); empty lines are not indented. See fillIn().
    template <typename... Arguments>
    void line(std::string_view pattern, const Arguments&... arguments)
    {
        if constexpr (sizeof...(arguments) == 0)
            addLines(fillIn(pattern, {}));
        else
            addLines(fillIn(pattern, {std::string_view(arguments)...}));
    }
    /// Text as it is, at no indentation: runtime texts.
    void verbatim(std::string_view text);
    /// What another writer has, as it is, with its marks.
    void append(const CodeWriter& part);
    /// An empty line; none at the start of the text and behind another empty one.
    void blank();
    void indent() { ++m_depth; }
    /// Columns in front of the next line.
    std::size_t column() const { return static_cast<std::size_t>(m_depth) * m_unit.size(); }
    void dedent() { --m_depth; }

    /// A line, what `body` writes one level deeper, another line.
    template <typename Body>
    void block(std::string_view opening, Body body, std::string_view closing)
    {
        line(opening);
        indent();
        body();
        dedent();
        line(closing);
    }

    /// What is written while it lives stands for a part of the schema.
    class Mark {
    public:
        Mark(CodeWriter& writer, DeclIndex decl, std::uint32_t member);
        Mark(const Mark&) = delete;
        Mark& operator=(const Mark&) = delete;
        ~Mark();

    private:
        CodeWriter& m_writer;
        std::size_t m_span;
    };
    [[nodiscard]] Mark mark(DeclIndex decl, std::uint32_t member = kNoIndex) { return Mark(*this, decl, member); }

    std::string_view text() const { return m_text; } ///< Until now.
    GeneratedFile file(std::string path) &&;

private:
    void addLines(std::string_view text);

    std::string m_unit;
    std::string m_text;
    std::uint32_t m_lines = 0;
    int m_depth = 0;
    std::vector<CodeSpan> m_spans;
};

} // namespace wirebench
