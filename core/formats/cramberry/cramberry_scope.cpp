// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_scope.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

void addOnce(std::vector<std::uint32_t>& files, std::uint32_t file)
{
    if (std::find(files.begin(), files.end(), file) == files.end())
        files.push_back(file);
}

} // namespace

Scope::Scope(std::span<const SourceFile> files, const Schema& schema)
    : m_files(files), m_own(files.size()), m_imports(files.size()), m_prefixes(files.size()), m_missing(files.size())
{
    for (std::size_t i = 0; i < schema.decls.size(); ++i)
        m_own[schema.decls[i].range.file].emplace(schema.decls[i].name, static_cast<DeclIndex>(i));
    for (std::uint32_t file = 0; file < files.size(); ++file) {
        const SyntaxTree& tree = files[file].tree;
        if (!tree.package.text.empty())
            m_prefixes[file][tree.package.text] = {file};
        for (std::size_t i = 0; i < tree.imports.size(); ++i) {
            const std::uint32_t imported = files[file].imports[i];
            if (imported == kNoIndex)
                m_missing[file].insert(tree.imports[i].alias.text);
            if (imported == kNoIndex || imported == file)
                continue;
            addOnce(m_imports[file], imported);
            if (!tree.imports[i].alias.text.empty())
                addOnce(m_prefixes[file][tree.imports[i].alias.text], imported);
            if (const std::string& package = files[imported].tree.package.text; !package.empty())
                addOnce(m_prefixes[file][package], imported);
        }
    }
}

DeclIndex Scope::own(std::uint32_t file, std::string_view name) const
{
    const auto found = m_own[file].find(name);
    return found == m_own[file].end() ? kNoIndex : found->second;
}

Scope::Found Scope::find(std::uint32_t file, std::string_view name) const
{
    const std::size_t dot = name.rfind('.');
    const std::vector<std::uint32_t>* files = &m_imports[file];
    if (dot == std::string_view::npos) {
        if (const DeclIndex decl = own(file, name); decl != kNoIndex)
            return {decl, kNoIndex};
    } else {
        const auto prefix = m_prefixes[file].find(name.substr(0, dot));
        if (prefix == m_prefixes[file].end())
            return {};
        files = &prefix->second;
        name.remove_prefix(dot + 1);
    }
    Found found;
    for (const std::uint32_t candidate : *files) {
        const DeclIndex decl = own(candidate, name);
        if (decl == kNoIndex || decl == found.decl)
            continue;
        (found.decl == kNoIndex ? found.decl : found.other) = decl;
    }
    return found;
}

bool Scope::isOfMissingImport(std::uint32_t file, std::string_view name) const
{
    const std::size_t dot = name.rfind('.');
    return dot != std::string_view::npos && m_missing[file].contains(name.substr(0, dot));
}

std::vector<std::string_view> Scope::visibleNames(std::uint32_t file) const
{
    constexpr std::size_t most = 2'000;
    std::vector<std::string_view> names;
    const auto add = [&](std::uint32_t from) {
        for (const DeclNode& decl : m_files[from].tree.decls) {
            if (names.size() < most && decl.kind != DeclKind::Service)
                names.push_back(decl.name.text);
        }
    };
    add(file);
    for (const std::uint32_t imported : m_imports[file])
        add(imported);
    return names;
}

} // namespace wirebench::cramberry
