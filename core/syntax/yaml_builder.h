// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_problems.h"
#include "core/syntax/yaml_alias.h"
#include "core/syntax/yaml_reader.h"
#include "core/syntax/yaml_scalar.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <algorithm>
#include <map>

namespace wirebench {

/// Thrown through the YAML library to stop it when a limit is reached; never leaves the reader.
struct YamlStop { };

/// Makes a document of the YAML library's events. Internal to the reader.
class YamlBuilder final : public YAML::EventHandler {
public:
    YamlBuilder(JsonDocumentBuilder& builder, std::uint32_t skipped, JsonProblems& problems, const JsonLimits& limits)
        : m_builder(builder), m_text(builder.text()), m_skipped(skipped), m_problems(problems), m_limits(limits)
    {
    }

    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        JsonNode node;
        node.kind = JsonKind::Null;
        const std::uint32_t begin = valueBegin(mark);
        const std::size_t end = m_text.find_first_of(" \t\r\n,]}#", begin);
        const std::string_view word = m_text.substr(begin, std::min(end, m_text.size()) - begin);
        const bool written = !word.empty() && resolvePlainScalar(word).kind == JsonKind::Null;
        node.begin = written ? begin : emptyPlace(begin);
        node.end = written ? begin + static_cast<std::uint32_t>(word.size()) : node.begin;
        scalar(node, std::string(word), false, anchor);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        checkTag(mark, tag);
        JsonNode node;
        node.begin = valueBegin(mark);
        node.end = scalarEnd(m_text, node.begin, value);
        const bool quoted = node.begin < m_text.size() && (m_text[node.begin] == '"' || m_text[node.begin] == '\'');
        if (quoted && !isClosedQuote(m_text, node.begin))
            m_problems.syntax({node.begin, node.begin + 1},
                              {"This quote is not closed. Write it again at the end of the text.", {}});
        const bool plain = tag == "?";
        node.kind = JsonKind::String;
        if (plain) {
            const YamlScalar resolved = resolvePlainScalar(value);
            node.kind = resolved.kind;
            node.boolean = resolved.boolean;
            if (node.kind == JsonKind::Number)
                node.text = m_builder.keep(resolved.text);
        }
        if (node.kind == JsonKind::String)
            node.text = keepText(node.range(), value);
        scalar(node, value, plain && node.kind != JsonKind::String, anchor);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        JsonNode place;
        place.begin = offset(mark);
        place.end = aliasEnd(place.begin);
        m_lastEnd = place.end;
        if (m_skipDepth > 0)
            return;
        if (const auto key = m_keyAnchors.find(anchor); key != m_keyAnchors.end()) {
            place.kind = JsonKind::String;
            place.text = key->second;
            scalar(place, std::string(key->second), false, 0);
            return;
        }
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end()) {
            m_problems.syntax(place.range(),
                              {"This alias stands inside its own anchor, which has no end. Write the "
                               "value out.",
                               {}});
            place.invalid = true;
            scalar(place, std::string(), true, 0);
            return;
        }
        if (wantsKey()) {
            const JsonNode& target = m_builder.node(found->second);
            place.kind = target.kind;
            place.text = target.text;
            scalar(place, std::string(target.text), target.kind != JsonKind::String, 0);
            return;
        }
        takeKey(place);
        copyAlias(found->second, place);
        valueDone();
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override
    {
        open(mark, tag, anchor, style, JsonKind::Array);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override
    {
        open(mark, tag, anchor, style, JsonKind::Object);
    }
    void OnMapEnd() override { close(); }

    /// Complaints about the inside of brackets that a syntax error left open came of the same error.
    void takeBackUnfinished()
    {
        if (m_skipDepth > 0)
            m_problems.takeBack(m_problemsBeforeSkip);
        const auto bracket
            = std::find_if(m_levels.begin(), m_levels.end(), [](const Level& level) { return level.flow; });
        if (bracket != m_levels.end())
            m_problems.takeBack(bracket->problemsBefore);
    }

    /// Closes what is still open when reading stops early.
    void closeAll()
    {
        m_skipDepth = 0;
        for (const Level& level : m_levels)
            m_builder.node(level.container).incomplete = true;
        while (!m_levels.empty())
            close();
    }

private:
    struct Level {
        std::uint32_t container;
        bool object;
        bool flow;
        bool wantsKey;
        YAML::anchor_t anchor;
        std::size_t problemsBefore;
    };

    std::uint32_t offset(const YAML::Mark& mark) const
    {
        const std::size_t at = mark.pos < 0 ? m_text.size() : static_cast<std::size_t>(mark.pos) + m_skipped;
        return static_cast<std::uint32_t>(std::min(at, m_text.size()));
    }

    std::uint32_t valueBegin(const YAML::Mark& mark) const { return skipYamlProperties(m_text, offset(mark)); }

    std::uint32_t aliasEnd(std::uint32_t begin) const
    {
        const std::size_t end = m_text.find_first_of(" \t\r\n,]}", begin);
        return static_cast<std::uint32_t>(std::min(end, m_text.size()));
    }

    /// A value that is not there is shown behind the colon of its key.
    std::uint32_t emptyPlace(std::uint32_t fallback) const
    {
        if (m_levels.empty() || !m_levels.back().object || m_levels.back().wantsKey)
            return std::min(fallback, static_cast<std::uint32_t>(m_text.size()));
        const std::size_t colon = m_text.find(':', m_pending.keyEnd);
        return colon == std::string_view::npos ? m_pending.keyEnd : static_cast<std::uint32_t>(colon + 1);
    }

    std::string_view keepText(TextRange range, const std::string& value)
    {
        const std::string_view written = m_text.substr(range.begin, range.size());
        if (written == value)
            return written;
        if (written.size() == value.size() + 2 && written.substr(1, value.size()) == value)
            return written.substr(1, value.size());
        return m_builder.keep(value);
    }

    bool wantsKey() const { return !m_levels.empty() && m_levels.back().object && m_levels.back().wantsKey; }

    void checkTag(const YAML::Mark& mark, const std::string& tag)
    {
        if (tag.empty() || tag == "?" || tag == "!")
            return;
        const std::uint32_t begin = offset(mark);
        m_problems.report("unsupported", {begin, aliasEnd(begin)},
                          {"YAML tags are not used in schemas: the kind of a value follows from its form. Remove the "
                           "tag.",
                           {}});
    }

    void checkRoom(std::uint32_t at)
    {
        if (m_problems.full())
            throw YamlStop();
        if (m_builder.nodes().size() < m_limits.maxNodes)
            return;
        m_problems.report(
            "limit-total", {at, at},
            {"The text has more than {0} values; the rest is not read.", {std::to_string(m_limits.maxNodes)}});
        throw YamlStop();
    }

    void scalar(JsonNode node, const std::string& value, bool notText, YAML::anchor_t anchor)
    {
        m_lastEnd = std::max(m_lastEnd, node.end);
        if (m_skipDepth > 0)
            return;
        if (wantsKey())
            return key(node, value, notText, anchor);
        checkRoom(node.begin);
        takeKey(node);
        remember(anchor, m_builder.add(node));
        valueDone();
    }

    void key(const JsonNode& node, const std::string& value, bool notText, YAML::anchor_t anchor)
    {
        m_pending = JsonNode();
        m_pending.keyBegin = node.begin;
        m_pending.keyEnd = node.end;
        m_pending.key = node.kind == JsonKind::String ? node.text : m_builder.keep(value);
        m_levels.back().wantsKey = false;
        if (anchor != 0)
            m_keyAnchors[anchor] = m_pending.key;
        if (notText || node.kind != JsonKind::String) {
            Diagnostic& problem = m_problems.syntax(node.range(),
                                                    {"A key is a text; {0} is not one in YAML. Put it in quotes.",
                                                     {value.empty() ? "nothing" : "'" + value + "'"}});
            addFix(problem, {"Put it in quotes", {}}, node.range(), "\"" + value + "\"");
        } else if (value == "<<" && m_text[node.begin] == '<') {
            m_problems.report("unsupported", node.range(),
                              {"YAML 1.2 has no merge keys ('<<'). Write the keys out, or use an alias for a whole "
                               "value.",
                               {}});
        }
    }

    void takeKey(JsonNode& node)
    {
        if (m_levels.empty() || !m_levels.back().object)
            return;
        node.key = m_pending.key;
        node.keyBegin = m_pending.keyBegin;
        node.keyEnd = m_pending.keyEnd;
    }

    void valueDone()
    {
        if (!m_levels.empty() && m_levels.back().object)
            m_levels.back().wantsKey = true;
    }

    void remember(YAML::anchor_t anchor, std::uint32_t index)
    {
        if (anchor != 0)
            m_anchors[anchor] = index;
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style,
              JsonKind kind)
    {
        checkTag(mark, tag);
        const std::uint32_t begin = valueBegin(mark);
        m_lastEnd = std::max(m_lastEnd, begin);
        if (m_skipDepth > 0) {
            ++m_skipDepth;
            return;
        }
        m_problemsBeforeSkip = m_problems.count();
        if (wantsKey()) {
            m_problems.syntax({begin, begin + 1}, {"A key is a text, not a list or an object.", {}});
            m_skipDepth = 1;
            m_skippedKey = true;
            return;
        }
        if (m_levels.size() >= m_limits.maxDepth) {
            m_problems.report("limit-depth", {begin, std::min(begin + 1, static_cast<std::uint32_t>(m_text.size()))},
                              {"This is nested more than {0} levels deep and is not read. Use fewer levels.",
                               {std::to_string(m_limits.maxDepth)}});
            m_skipDepth = 1;
            m_skippedKey = false;
            return;
        }
        checkRoom(begin);
        JsonNode node;
        takeKey(node);
        node.kind = kind;
        node.begin = begin;
        const bool object = kind == JsonKind::Object;
        m_levels.push_back(
            {m_builder.add(node), object, style == YAML::EmitterStyle::Flow, object, anchor, m_problems.count()});
    }

    void close()
    {
        if (m_skipDepth > 0) {
            if (--m_skipDepth == 0)
                skippedDone();
            return;
        }
        const Level level = m_levels.back();
        if (level.object)
            m_problems.duplicateKeys(m_builder, level.container);
        m_levels.pop_back();
        std::uint32_t end = std::max(m_lastEnd, m_builder.node(level.container).begin);
        if (level.flow)
            end = flowEnd(m_builder.node(level.container).childCount == 0 ? end + 1 : end, level.object ? '}' : ']');
        m_lastEnd = std::max(end, m_lastEnd);
        m_builder.close(level.container, m_lastEnd);
        remember(level.anchor, level.container);
        valueDone();
    }

    void skippedDone()
    {
        if (!m_skippedKey)
            return valueDone();
        m_skippedKey = false;
        m_pending = JsonNode();
        m_pending.keyBegin = m_lastEnd;
        m_pending.keyEnd = m_lastEnd;
        m_levels.back().wantsKey = false;
    }

    /// Behind the closing bracket; between the last item and it there are only spaces, comments and a comma.
    std::uint32_t flowEnd(std::uint32_t at, char closer) const
    {
        const auto size = static_cast<std::uint32_t>(m_text.size());
        at = skipYamlSpace(m_text, std::min(at, size));
        while (at < size && (m_text[at] == ',' || m_text[at] == ':'))
            at = skipYamlSpace(m_text, at + 1);
        return at < size && m_text[at] == closer ? at + 1 : at;
    }

    /// Adds a copy of the complete value with index `from` at the place of an alias.
    void copyAlias(std::uint32_t from, const JsonNode& place)
    {
        const JsonNode& original = m_builder.node(from);
        const std::uint32_t size = subtreeEnd(m_builder.nodes(), from) - from;
        m_aliasNodes += size;
        if (m_aliasNodes > kMaxAliasNodes || m_builder.nodes().size() + size > m_limits.maxNodes) {
            m_problems.report("limit-total", place.range(),
                              {"Aliases make more than {0} values of this text; the rest is not read.",
                               {std::to_string(std::min(kMaxAliasNodes, m_limits.maxNodes))}});
            throw YamlStop();
        }
        JsonNode head = original;
        head.key = place.key;
        head.keyBegin = place.keyBegin;
        head.keyEnd = place.keyEnd;
        head.begin = place.begin;
        head.end = place.end;
        if (copySubtree(m_builder, from, from + size, head, m_limits.maxDepth))
            return;
        m_problems.report(
            "limit-depth", place.range(),
            {"With this alias the text is nested more than {0} levels deep.", {std::to_string(m_limits.maxDepth)}});
        throw YamlStop();
    }

    JsonDocumentBuilder& m_builder;
    std::string_view m_text;
    std::uint32_t m_skipped; ///< Bytes of the byte order mark, which the library does not count.
    JsonProblems& m_problems;
    JsonLimits m_limits;
    std::vector<Level> m_levels;
    JsonNode m_pending; ///< Carries the key of the next value.
    std::map<YAML::anchor_t, std::uint32_t> m_anchors; ///< Of complete values.
    std::map<YAML::anchor_t, std::string_view> m_keyAnchors;
    std::uint64_t m_aliasNodes = 0;
    std::uint32_t m_lastEnd = 0;
    std::uint32_t m_skipDepth = 0;
    std::size_t m_problemsBeforeSkip = 0;
    bool m_skippedKey = false;
};

} // namespace wirebench
