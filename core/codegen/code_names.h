// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// The words of a name: split at everything that is no letter or digit, and where the case says so
/// ("parseHTTPHeader_v2" → parse, HTTP, Header, v2). Never empty: a name without letters and digits is one word "x".
std::vector<std::string> nameWords(std::string_view name);

std::string pascalCase(std::string_view name); ///< "ParseHttpHeaderV2"
std::string camelCase(std::string_view name); ///< "parseHttpHeaderV2"
std::string snakeCase(std::string_view name); ///< "parse_http_header_v2"
std::string screamingCase(std::string_view name); ///< "PARSE_HTTP_HEADER_V2"
/// The name with everything that an identifier cannot have replaced by `_`, and a `_` before a leading digit.
std::string identifier(std::string_view name);

/// Names in one scope of generated code: no two alike, none reserved.
class NameScope {
public:
    NameScope() = default;
    /// Words that the language or the printer has taken.
    explicit NameScope(std::initializer_list<std::string_view> reserved);

    /// `name`, with `_` behind it when it is reserved and a number when it is taken ("type_", "type_2").
    std::string take(std::string_view name);
    void reserve(std::string_view name) { m_reserved.emplace(name); }

private:
    std::set<std::string, std::less<>> m_reserved;
    std::set<std::string, std::less<>> m_taken;
};

} // namespace wirebench
