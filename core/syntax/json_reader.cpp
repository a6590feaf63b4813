// SPDX-License-Identifier: MIT
#include "core/syntax/json_document.h"

#include "core/base/text.h"
#include "core/syntax/json_cursor.h"

#include <limits>

namespace wirebench {

namespace {

constexpr std::uint32_t kNowhere = 0xFFFFFFFFu;

/// Reads with an explicit stack of open brackets, so that no text can exhaust the call stack.
class JsonReader : private JsonCursor {
public:
    JsonReader(JsonDocumentBuilder& builder, JsonProblems& problems, const JsonLimits& limits)
        : JsonCursor(builder.text(), problems), m_builder(builder), m_limits(limits)
    {
    }

    void read()
    {
        if (m_text.starts_with("\xEF\xBB\xBF"))
            m_at = 3;
        skipSpace();
        if (m_at == m_text.size()) {
            m_problems.syntax({m_at, m_at}, {"The text is empty; a JSON value such as { } was expected.", {}});
            return;
        }
        readValue();
        while (!m_levels.empty() && !stopped())
            step();
        closeUnfinished();
        skipSpace();
        if (m_at < m_text.size() && !stopped() && !m_builder.nodes().empty() && !m_builder.node(0).invalid)
            m_problems.syntax(restRange(),
                              {"The JSON value is complete here, but {0} follows. Remove what follows.",
                               {describeCharacter(m_text, m_at)}});
    }

private:
    struct Level {
        std::uint32_t container;
        bool object;
        bool needComma = false; ///< An item was read since the last comma.
        std::uint32_t comma = kNowhere; ///< The last comma, until an item follows.
    };

    bool stopped() const { return m_full || m_problems.full(); }
    void step()
    {
        skipSpace();
        if (m_at == m_text.size())
            return reportUnclosed();
        if (atCloser())
            return closeBracket();
        if (at(','))
            return readComma();
        Level& level = m_levels.back();
        if (level.needComma && !m_resynced) {
            Diagnostic& problem = m_problems.syntax(
                characterRange(),
                {"A comma is missing before {0}; items are parted by commas.", {describeCharacter(m_text, m_at)}});
            addFix(problem, {"Insert the comma", {}}, {m_lastEnd, m_lastEnd}, ",");
        }
        m_resynced = false;
        const std::size_t depth = m_levels.size();
        level.needComma = true;
        level.comma = kNowhere;
        if (level.object)
            readMember();
        else
            readValue();
        if (m_levels.size() == depth)
            m_lastEnd = m_at;
    }

    void readComma()
    {
        Level& level = m_levels.back();
        m_resynced = false;
        if (!level.needComma) {
            Diagnostic& problem
                = m_problems.syntax({m_at, m_at + 1},
                                    {"There is nothing before this comma; {0} was expected. Remove the comma.",
                                     {level.object ? "a member such as \"key\": value" : "a value"}});
            addFix(problem, {"Remove the comma", {}}, {m_at, m_at + 1}, "");
        }
        level.needComma = false;
        level.comma = m_at;
        ++m_at;
    }

    void closeBracket()
    {
        m_resynced = false;
        const bool object = at('}');
        std::size_t matching = m_levels.size();
        while (matching > 0 && m_levels[matching - 1].object != object)
            --matching;
        if (matching == 0) {
            Diagnostic& problem = m_problems.syntax(
                {m_at, m_at + 1},
                {"No bracket is open that '{0}' could close. Remove it.", {std::string(1, m_text[m_at])}});
            addFix(problem, {"Remove the bracket", {}}, {m_at, m_at + 1}, "");
            ++m_at;
            return;
        }
        if (matching < m_levels.size())
            reportMissingCloser();
        const Level& level = m_levels[matching - 1];
        if (matching == m_levels.size() && level.comma != kNowhere) {
            Diagnostic& problem = m_problems.syntax(
                {level.comma, level.comma + 1},
                {"JSON allows no comma before the closing '{0}'. Remove the comma.", {std::string(1, m_text[m_at])}});
            addFix(problem, {"Remove the comma", {}}, {level.comma, level.comma + 1}, "");
        }
        closeLevels(matching);
        ++m_at;
        closeLevels(matching - 1);
        m_lastEnd = m_at;
    }

    void reportMissingCloser()
    {
        const Level& level = m_levels.back();
        const std::uint32_t opener = m_builder.node(level.container).begin;
        const std::string closer = level.object ? "}" : "]";
        Diagnostic& problem
            = m_problems.syntax(m_at < m_text.size() ? characterRange() : TextRange{m_at, m_at},
                                {"'{0}' is missing before {1}.", {closer, describeCharacter(m_text, m_at)}});
        problem.related.push_back({m_problems.place({opener, opener + 1}), {"This bracket is not closed", {}}});
        addFix(problem, {"Insert '{0}'", {closer}}, {m_at, m_at}, closer);
    }

    void reportUnclosed()
    {
        reportMissingCloser();
        closeUnfinished();
    }

    void closeUnfinished()
    {
        for (const Level& level : m_levels)
            m_builder.node(level.container).incomplete = true;
        closeLevels(0);
    }

    /// Closes the innermost levels until `depth` are open.
    void closeLevels(std::size_t depth)
    {
        while (m_levels.size() > depth) {
            const Level level = m_levels.back();
            if (level.object)
                m_problems.duplicateKeys(m_builder, level.container);
            m_builder.close(level.container, m_at);
            m_levels.pop_back();
        }
    }

    void readMember()
    {
        m_pending = JsonNode();
        if (!readKey()) {
            resync();
            return;
        }
        skipSpace();
        if (at(':')) {
            ++m_at;
        } else {
            Diagnostic& problem
                = m_problems.syntax({m_pending.keyBegin, m_pending.keyEnd},
                                    {"The key \"{0}\" has no value: ':' was expected behind it, found {1}.",
                                     {std::string(m_pending.key), describeCharacter(m_text, m_at)}});
            addFix(problem, {"Insert ':'", {}}, {m_pending.keyEnd, m_pending.keyEnd}, ":");
            if (at('='))
                ++m_at;
            if (at(',') || atCloser() || m_at == m_text.size()) {
                addInvalid({m_at, m_at});
                return;
            }
        }
        skipSpace();
        readValue();
    }

    bool readKey()
    {
        m_pending.keyBegin = m_at;
        if (at('"') || at('\'')) {
            const JsonString string = readQuoted();
            m_pending.key = keepString(string, m_pending.keyBegin);
            m_pending.keyLoneSurrogate = string.loneSurrogate;
            m_pending.keyEnd = m_at;
            return true;
        }
        const std::uint32_t end = wordEnd();
        if (end == m_at) {
            m_problems.syntax(characterRange(),
                              {"Expected a key in double quotes, found {0}.", {describeCharacter(m_text, m_at)}});
            if (at('{') || at('['))
                skipBalanced();
            return false;
        }
        m_pending.key = m_text.substr(m_at, end - m_at);
        m_pending.keyEnd = end;
        const std::string key(m_pending.key);
        Diagnostic& problem = m_problems.syntax({m_at, end}, {"A key stands in double quotes: write \"{0}\".", {key}});
        addFix(problem, {"Write \"{0}\"", {key}}, {m_at, end}, "\"" + key + "\"");
        m_at = end;
        return true;
    }

    /// Reads the literal at `m_at` and moves behind it.
    JsonString readQuoted()
    {
        const std::uint32_t begin = m_at;
        const bool single = at('\'');
        JsonString string = readJsonString(m_text, begin, m_problems);
        m_at = string.end;
        if (single) {
            Diagnostic& problem = m_problems.syntax({begin, m_at}, {"JSON strings stand in double quotes.", {}});
            const std::string_view content = m_text.substr(begin + 1, string.contentEnd - begin - 1);
            if (content.find('"') == std::string_view::npos && content.find('\\') == std::string_view::npos)
                addFix(problem, {"Use double quotes", {}}, {begin, m_at}, "\"" + std::string(content) + "\"");
        }
        return string;
    }

    std::string_view keepString(const JsonString& string, std::uint32_t begin)
    {
        return string.asWritten ? m_text.substr(begin + 1, string.contentEnd - begin - 1)
                                : m_builder.keep(string.decoded);
    }

    void readValue()
    {
        if (m_levels.empty() || !m_levels.back().object)
            m_pending = JsonNode();
        if (at('{') || at('['))
            return openContainer();
        if (at('"') || at('\''))
            return readText();
        const std::uint32_t end = wordEnd();
        if (end > m_at)
            return readWord(end);
        m_problems.syntax(m_at < m_text.size() ? characterRange() : TextRange{m_at, m_at},
                          {"Expected a value, found {0}.", {describeCharacter(m_text, m_at)}});
        addInvalid({m_at, m_at});
        if (!at(',') && !atCloser())
            resync();
    }

    void openContainer()
    {
        const bool object = at('{');
        if (m_levels.size() >= m_limits.maxDepth) {
            m_problems.report("limit-depth", {m_at, m_at + 1},
                              {"This is nested more than {0} levels deep and is not read. Use fewer levels.",
                               {std::to_string(m_limits.maxDepth)}});
            skipBalanced();
            return;
        }
        JsonNode node = m_pending;
        node.kind = object ? JsonKind::Object : JsonKind::Array;
        node.begin = m_at;
        if (!hasRoom())
            return;
        m_levels.push_back({m_builder.add(node), object});
        ++m_at;
        m_lastEnd = m_at;
    }

    void readText()
    {
        JsonNode node = m_pending;
        node.kind = JsonKind::String;
        node.begin = m_at;
        const JsonString string = readQuoted();
        node.end = m_at;
        node.text = keepString(string, node.begin);
        node.loneSurrogate = string.loneSurrogate;
        add(node);
    }

    void readWord(std::uint32_t end)
    {
        const std::string_view word = m_text.substr(m_at, end - m_at);
        JsonNode node = m_pending;
        node.begin = m_at;
        node.end = end;
        node.text = word;
        m_at = end;
        if (word == "true" || word == "false") {
            node.kind = JsonKind::Bool;
            node.boolean = word == "true";
            node.text = {};
        } else if (isJsonNumber(word)) {
            node.kind = JsonKind::Number;
        } else {
            node.kind = JsonKind::Null;
            node.text = {};
            node.invalid = word != "null";
            if (node.invalid)
                reportWord(node.range(), word);
        }
        add(node);
    }

    void reportWord(TextRange range, std::string_view word)
    {
        constexpr std::size_t longestShown = 80;
        if (word.size() > longestShown) { // a message must not repeat megabytes
            m_problems.syntax(range,
                              {"'{0}\xE2\x80\xA6' is not a JSON value. Texts stand in double quotes.",
                               {std::string(word.substr(0, longestShown))}});
            return;
        }
        const std::string lower = asciiLower(word);
        const bool number = (word[0] >= '0' && word[0] <= '9') || word[0] == '-' || word[0] == '+' || word[0] == '.';
        const std::string quoted = "\"" + std::string(word) + "\"";
        std::string replacement = quoted;
        if (lower == "true" || lower == "false" || lower == "null")
            replacement = lower;
        else if (lower == "none" || lower == "nil" || lower == "undefined")
            replacement = "null";
        else if (number && isJsonNumber(word.substr(1)) && word[0] == '+')
            replacement = word.substr(1);
        const std::string_view pattern = number
            ? "'{0}' is not a JSON number (digits with an optional '-', fraction and exponent; no leading zeros, no "
              "'+', no hex). Write {1} instead."
            : "'{0}' is not a JSON value. Texts stand in double quotes, the words are true, false and null; write {1} "
              "instead.";
        Diagnostic& problem = m_problems.syntax(range, {pattern, {std::string(word), replacement}});
        addFix(problem, {"Write {0}", {replacement}}, range, replacement);
    }

    bool hasRoom()
    {
        if (m_builder.nodes().size() < m_limits.maxNodes)
            return true;
        if (!m_full)
            m_problems.report(
                "limit-total", {m_at, m_at},
                {"The text has more than {0} values; the rest is not read.", {std::to_string(m_limits.maxNodes)}});
        m_full = true;
        return false;
    }

    /// Goes on at the next comma or bracket; what is skipped has been reported.
    void resync()
    {
        m_resynced = true;
        skipToItem();
    }

    void add(const JsonNode& node)
    {
        if (hasRoom())
            m_builder.add(node);
    }

    void addInvalid(TextRange range)
    {
        JsonNode node = m_pending;
        node.invalid = true;
        node.begin = range.begin;
        node.end = range.end;
        add(node);
    }

    JsonDocumentBuilder& m_builder;
    JsonLimits m_limits;
    std::vector<Level> m_levels;
    JsonNode m_pending; ///< Carries the key of the member that is being read.
    std::uint32_t m_lastEnd = 0; ///< Behind the last item, where a missing comma belongs.
    bool m_resynced = false; ///< A problem was just skipped over: the missing comma behind it is no news.
    bool m_full = false;
};

} // namespace

JsonDocument readJson(std::string text, JsonRole role, Diagnostics& diagnostics, const JsonLimits& limits)
{
    if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
        JsonProblems(role, diagnostics)
            .report("limit-total", {}, {"The text is longer than 4 GiB and is not read.", {}});
        return {};
    }
    JsonDocumentBuilder builder(std::move(text));
    JsonProblems problems(role, diagnostics);
    JsonReader(builder, problems, limits).read();
    return builder.finish();
}

} // namespace wirebench
