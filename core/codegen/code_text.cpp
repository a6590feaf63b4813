// SPDX-License-Identifier: MIT
#include "core/codegen/code_text.h"

namespace wirebench {

std::string quotedText(std::string_view text, const std::function<std::string(unsigned char)>& escape)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
            continue;
        }
        const std::string escaped = escape(static_cast<unsigned char>(c));
        if (escaped.empty())
            out += c;
        else
            out += escaped;
    }
    return out + '"';
}

std::string_view comparisonSign(Validation::Relation relation)
{
    switch (relation) {
    case Validation::Relation::Less:
        return "<";
    case Validation::Relation::LessEqual:
        return "<=";
    case Validation::Relation::Equal:
        return "==";
    case Validation::Relation::NotEqual:
        return "!=";
    case Validation::Relation::GreaterEqual:
        return ">=";
    default:
        return ">";
    }
}

} // namespace wirebench
