// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/formats/sdp/sdp_parser_impl.h"

#include <algorithm>

namespace wirebench::sdp {

namespace {

template <std::size_t Count>
bool oneOf(std::string_view word, const std::string_view (&words)[Count])
{
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

} // namespace

/// Reports the `tokens` next tokens as a type SDP does not have and moves behind them.
void Parser::reportForeignType(std::size_t tokens, std::string_view pattern, std::vector<std::string> arguments,
                               const std::string& replacement)
{
    const std::uint32_t begin = m_cursor.peek().begin;
    jump(tokens);
    const TextRange range{begin, lastEnd()};
    Diagnostic& problem = m_problems.error("unsupported", range, pattern, std::move(arguments));
    if (!replacement.empty())
        addFix(problem, {"Write `{0}`", {replacement}}, range, replacement);
}

/// Types as Rust, C++ or Swift write them and SDP does not.
bool Parser::foreignType()
{
    if (foreignArray() || foreignGeneric())
        return true;
    const std::size_t partner = m_cursor.toPartner();
    if (m_cursor.at("(")) {
        if (partner == 0)
            return false;
        reportForeignType(partner + 1, "SDP has no tuples: declare a struct with a name for each part and use it here.",
                          {}, {});
        return true;
    }
    const bool named = m_cursor.at("struct") || m_cursor.at("enum") || m_cursor.at("message");
    const std::size_t brace = named ? 1 : 0;
    if (m_cursor.at("{", brace) && m_cursor.toPartner(brace) > 0) {
        reportForeignType(brace + m_cursor.toPartner(brace) + 1,
                          "A type cannot be declared inside a field: declare a struct of its own and name it here.", {},
                          {});
        return true;
    }
    static constexpr std::string_view behaviour[] = {"fn", "dyn", "impl"};
    if (m_cursor.peek(1).kind != LexKind::End && oneOf(m_cursor.peekText(), behaviour) && !m_cursor.at(",", 1)
        && !m_cursor.at("}", 1)) {
        std::size_t tokens = m_cursor.at("(", 1) ? m_cursor.toPartner(1) + 2 : 2;
        if (m_cursor.at("-", tokens) && m_cursor.at(">", tokens + 1))
            tokens += 3;
        reportForeignType(tokens, "A schema describes data only: functions and traits have no place on the wire.", {},
                          {});
        return true;
    }
    return foreignPath();
}

/// `std::string::String`.
bool Parser::foreignPath()
{
    if (m_cursor.peek().kind != LexKind::Identifier || !m_cursor.at(":", 1) || !m_cursor.at(":", 2)
        || !m_cursor.adjacent(2))
        return false;
    std::size_t tokens = 1;
    while (m_cursor.at(":", tokens) && m_cursor.at(":", tokens + 1)
           && m_cursor.peek(tokens + 2).kind == LexKind::Identifier)
        tokens += 3;
    const std::string last(m_cursor.peekText(tokens - 1));
    reportForeignType(tokens, "SDP has no modules: declare `{0}` in this file and write its name alone.", {last}, last);
    return true;
}

/// `[u8; 4]` and `[u8]`.
bool Parser::foreignArray()
{
    const std::size_t partner = m_cursor.toPartner();
    if (!m_cursor.at("[") || partner < 2)
        return false;
    const bool simple = m_cursor.peek(1).kind == LexKind::Identifier && (partner == 2 || m_cursor.at(";", 2));
    const bool suffixed = m_cursor.peek(1).kind == LexKind::Number
        && m_cursor.peek(partner + 1).kind == LexKind::Identifier && !m_cursor.peek(partner + 1).firstOnLine;
    const std::size_t element = suffixed ? partner + 1 : 1;
    const std::string name = simple || suffixed ? excerpt(m_cursor.peekText(element)) : std::string("T");
    reportForeignType(suffixed ? partner + 2 : partner + 1,
                      "An array is written `[]{0}`: it carries its count on the wire, a fixed length does not exist.",
                      {name}, simple || suffixed ? "[]" + name : std::string());
    return true;
}

/// `Vec<T>`, `Box<T>`, `HashMap<K, V>` and other generic types.
bool Parser::foreignGeneric()
{
    if (m_cursor.peek().kind != LexKind::Identifier || !m_cursor.at("<", 1))
        return false;
    static constexpr std::string_view lists[]
        = {"Vec", "VecDeque", "Array", "List", "vector", "Set", "HashSet", "BTreeSet"};
    static constexpr std::string_view boxes[] = {"Box", "Rc", "Arc", "RefCell", "Cell"};
    static constexpr std::string_view optionals[] = {"Optional", "optional", "Maybe"};
    static constexpr std::string_view maps[] = {"HashMap", "BTreeMap", "Map", "map", "Dictionary"};
    const std::string_view name = m_cursor.peekText();
    const std::size_t tokens = genericTokens(1);
    const bool simple = tokens == 4 && m_cursor.peek(2).kind == LexKind::Identifier;
    const std::string inner = simple ? excerpt(m_cursor.peekText(2)) : std::string("T");
    const auto replacement = [&](std::string_view sign) { return simple ? std::string(sign) + inner : std::string(); };
    if (oneOf(name, lists))
        reportForeignType(tokens, "An array is written `[]{0}`.", {inner}, replacement("[]"));
    else if (oneOf(name, boxes))
        reportForeignType(tokens, "SDP has no pointers: write `{0}`, or `?{0}` where it may be absent.", {inner},
                          replacement(""));
    else if (oneOf(name, optionals))
        reportForeignType(tokens, "An optional struct is written `?{0}`.", {inner}, replacement("?"));
    else if (oneOf(name, maps))
        reportForeignType(tokens,
                          "SDP has no maps: declare a struct with the key and the value, `struct Entry { key: …, "
                          "value: … }`, and write `[]Entry`.",
                          {}, {});
    else
        reportForeignType(tokens, "SDP has no generic types: declare a struct for this use of `{0}` and name it here.",
                          {excerpt(name)}, {});
    return true;
}

} // namespace wirebench::sdp
