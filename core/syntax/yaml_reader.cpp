// SPDX-License-Identifier: MIT
#include "core/syntax/yaml_reader.h"

#include "core/base/text.h"
#include "core/syntax/yaml_builder.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include <istream>
#include <limits>
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
        } catch (const YamlStop&) {
            events.closeAll();
        } catch (const YAML::Exception& error) {
            events.takeBackUnfinished();
            events.closeAll();
            reportException(error, skipped);
        } catch (const std::exception& error) { // the library's own, on input it was not made for
            events.closeAll();
            m_problems.syntax({0, 0}, {"The text could not be read as YAML ({0}).", {error.what()}});
        }
        return m_builder.finish();
    }

private:
    struct Ignore final : YAML::EventHandler {
        void OnDocumentStart(const YAML::Mark& mark) override { start = mark; }
        void OnDocumentEnd() override { }
        void OnNull(const YAML::Mark&, YAML::anchor_t) override { throw YamlStop(); }
        void OnAlias(const YAML::Mark&, YAML::anchor_t) override { throw YamlStop(); }
        void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override
        {
            throw YamlStop();
        }
        void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
        {
            throw YamlStop();
        }
        void OnSequenceEnd() override { }
        void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
        {
            throw YamlStop();
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
        } catch (const YamlStop&) {
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
