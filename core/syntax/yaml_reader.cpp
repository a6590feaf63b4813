// SPDX-License-Identifier: MIT
#include "core/syntax/yaml_reader.h"

#include "core/base/text.h"
#include "core/syntax/json_problems.h"
#include "core/syntax/yaml_scalar.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <istream>
#include <limits>
#include <map>
#include <streambuf>

namespace wirebench {

namespace {

/// Lets the YAML library read a text in place.
class TextBuffer final : public std::streambuf {
public:
    explicit TextBuffer(std::string_view text)
    {
        char* begin = const_cast<char*>(text.data()); // the stream only reads
        setg(begin, begin, begin + text.size());
    }
};

/// Thrown through the YAML library to stop it when a limit is reached; never leaves this file.
struct Stop { };

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
        copyAnchored(found->second, place);
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
            throw Stop();
        if (m_builder.nodes().size() < m_limits.maxNodes)
            return;
        m_problems.report(
            "limit-total", {at, at},
            {"The text has more than {0} values; the rest is not read.", {std::to_string(m_limits.maxNodes)}});
        throw Stop();
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

    /// Adds a copy of the value with index `from`. Its own place is the alias.
    void copyAnchored(std::uint32_t from, const JsonNode& place)
    {
        const std::vector<JsonNode>& nodes = m_builder.nodes();
        const std::uint32_t end = subtreeEnd(from);
        m_aliasNodes += end - from;
        if (m_aliasNodes > kMaxAliasNodes) {
            m_problems.report("limit-total", place.range(),
                              {"Aliases make more than {0} values of this text; the rest is not read.",
                               {std::to_string(kMaxAliasNodes)}});
            throw Stop();
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>> open; // original's end, copy's index
        for (std::uint32_t index = from; index < end; ++index) {
            while (!open.empty() && open.back().first <= index)
                closeCopy(open);
            checkRoom(place.begin);
            JsonNode copy = nodes[index];
            if (index == from) {
                copy.key = {};
                copy.keyBegin = copy.keyEnd = 0;
                takeKey(copy);
                copy.begin = place.begin;
                copy.end = place.end;
            }
            if (m_levels.size() + open.size() >= m_limits.maxDepth) {
                m_problems.report("limit-depth", place.range(),
                                  {"With this alias the text is nested more than {0} levels deep.",
                                   {std::to_string(m_limits.maxDepth)}});
                throw Stop();
            }
            const bool container = copy.kind == JsonKind::Array || copy.kind == JsonKind::Object;
            const std::uint32_t parentEnd = open.empty() ? end : open.back().first;
            const std::uint32_t originalEnd = index == from || nodes[index].next == 0 ? parentEnd : nodes[index].next;
            const std::uint32_t added = m_builder.add(copy);
            if (container)
                open.emplace_back(originalEnd, added);
        }
        while (!open.empty())
            closeCopy(open);
    }

    void closeCopy(std::vector<std::pair<std::uint32_t, std::uint32_t>>& open)
    {
        const std::uint32_t copy = open.back().second;
        m_builder.close(copy, m_builder.node(copy).end);
        open.pop_back();
    }

    std::uint32_t subtreeEnd(std::uint32_t index) const
    {
        const std::vector<JsonNode>& nodes = m_builder.nodes();
        std::uint32_t end = index + 1;
        std::uint32_t last = index;
        while (nodes[last].childCount != 0) {
            std::uint32_t child = last + 1;
            while (nodes[child].next != 0)
                child = nodes[child].next;
            last = child;
            end = child + 1;
        }
        return end;
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

class YamlReader {
public:
    YamlReader(std::string text, JsonRole role, Diagnostics& diagnostics, const JsonLimits& limits)
        : m_builder(std::move(text)), m_problems(role, diagnostics), m_limits(limits)
    {
    }

    JsonDocument read()
    {
        const std::string_view text = m_builder.text();
        const std::uint32_t skipped = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        if (!checkCharacters(text, skipped))
            return m_builder.finish();
        TextBuffer buffer(text.substr(skipped));
        std::istream stream(&buffer);
        YamlBuilder events(m_builder, skipped, m_problems, m_limits);
        try {
            YAML::Parser parser(stream);
            if (!parser.HandleNextDocument(events) || m_builder.nodes().empty()) {
                const auto end = static_cast<std::uint32_t>(text.size());
                m_problems.syntax({end, end},
                                  {"The text is empty; keys such as \"name:\" and \"fields:\" were expected.", {}});
            } else if (parser) {
                refuseSecondDocument(parser);
            }
        } catch (const Stop&) {
            events.closeAll();
        } catch (const YAML::Exception& error) {
            events.takeBackUnfinished();
            events.closeAll();
            reportException(error, skipped);
        }
        return m_builder.finish();
    }

private:
    struct Ignore final : YAML::EventHandler {
        void OnDocumentStart(const YAML::Mark& mark) override { start = mark; }
        void OnDocumentEnd() override { }
        void OnNull(const YAML::Mark&, YAML::anchor_t) override { throw Stop(); }
        void OnAlias(const YAML::Mark&, YAML::anchor_t) override { throw Stop(); }
        void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override
        {
            throw Stop();
        }
        void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
        {
            throw Stop();
        }
        void OnSequenceEnd() override { }
        void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
        {
            throw Stop();
        }
        void OnMapEnd() override { }
        YAML::Mark start;
    };

    void refuseSecondDocument(YAML::Parser& parser)
    {
        Ignore events;
        bool another = false;
        try {
            another = parser.HandleNextDocument(events);
        } catch (const Stop&) {
            another = true;
        }
        if (!another)
            return;
        const std::string_view text = m_builder.text();
        std::size_t at = text.find("\n---", m_builder.node(0).end);
        at = at == std::string_view::npos ? m_builder.node(0).end : at + 1;
        const auto begin = static_cast<std::uint32_t>(at);
        m_problems.syntax({begin, static_cast<std::uint32_t>(std::min(text.size(), at + 3))},
                          {"A second document starts here; a schema is one document. Remove what follows.", {}});
    }

    /// The library guesses other encodings and passes bad bytes on, so only clean UTF-8 is given to it.
    bool checkCharacters(std::string_view text, std::uint32_t from)
    {
        const std::size_t valid = validUtf8Prefix(asBytes(text));
        std::size_t bad = valid;
        for (std::size_t at = from; at < valid; ++at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            if (byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')) {
                bad = at;
                break;
            }
        }
        if (bad == text.size())
            return true;
        const auto begin = static_cast<std::uint32_t>(bad);
        m_problems.syntax({begin, begin + 1},
                          {"{0} may not stand in YAML text, which is UTF-8 without control "
                           "characters. Remove it.",
                           {describeCharacter(text, bad)}});
        return false;
    }

    void reportException(const YAML::Exception& error, std::uint32_t skipped)
    {
        const std::string_view text = m_builder.text();
        const std::size_t at = error.mark.pos < 0
            ? text.size()
            : std::min(text.size(), static_cast<std::size_t>(error.mark.pos) + skipped);
        auto begin = static_cast<std::uint32_t>(at);
        while (begin > 0 && begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0u) == 0x80u)
            --begin;
        std::uint32_t end = begin;
        do {
            end += end < text.size() ? 1u : 0u;
        } while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u);
        if (dynamic_cast<const YAML::DeepRecursion*>(&error) != nullptr) {
            m_problems.report("limit-depth", {begin, end},
                              {"The text is nested too deeply here; the rest is not read.", {}});
            return;
        }
        m_problems.syntax({begin, end},
                          {"This is no YAML ({0}); what follows is not read. Look at the indentation, "
                           "colons and brackets here and on the line above.",
                           {error.msg}});
    }

    JsonDocumentBuilder m_builder;
    JsonProblems m_problems;
    JsonLimits m_limits;
};

} // namespace

JsonDocument readYaml(std::string text, JsonRole role, Diagnostics& diagnostics, const JsonLimits& limits)
{
    if (text.size() >= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        JsonProblems(role, diagnostics)
            .report("limit-total", {}, {"The text is longer than 2 GiB and is not read.", {}});
        return {};
    }
    return YamlReader(std::move(text), role, diagnostics, limits).read();
}

} // namespace wirebench
