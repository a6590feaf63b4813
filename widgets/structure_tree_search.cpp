// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree_search.h"

#include "core/base/text.h"

#include <utility>

namespace wirebench {

namespace {

bool contains(const std::string& text, const std::string& lowered)
{
    return asciiLower(text).find(lowered) != std::string::npos;
}

class Search {
public:
    Search(const AnnotationTree& tree, const std::string& text)
        : m_tree(tree), m_text(asciiLower(text)), m_byPath(text.find_first_of(".[") != std::string::npos)
    {
    }

    bool matches(const std::vector<Item>& chain) const
    {
        const Item& item = chain.back();
        if (m_byPath && contains(m_tree.path(chain), m_text))
            return true;
        const bool part = chain.size() > 1 && item.slot == chain[chain.size() - 2].slot;
        if (!part && item.slot != kNoIndex && item.element == kUnbounded && item.role != Role::Padding
            && contains(std::string(m_tree.plan().text(m_tree.plan().slots[item.slot].name)), m_text))
            return true;
        // A text is looked for in its field, not in the part without the length again.
        const bool valued = item.role == Role::Field || (item.role == Role::Value && !part);
        return valued && contains(m_tree.valueText(item), m_text);
    }

private:
    const AnnotationTree& m_tree;
    std::string m_text;
    bool m_byPath;
};

} // namespace

StructureMatches searchStructure(std::shared_ptr<const AnnotationTree> tree, const std::string& text, std::size_t most,
                                 const std::atomic<bool>& stop)
{
    StructureMatches matches;
    const Search search(*tree, text);
    tree->walk([&](const std::vector<Item>& chain) {
        if (stop || matches.more)
            return false;
        if (!search.matches(chain))
            return true;
        matches.more = matches.chains.size() == most;
        if (!matches.more)
            matches.chains.push_back(chain);
        return false;
    });
    matches.tree = std::move(tree);
    return matches;
}

} // namespace wirebench
