// SPDX-License-Identifier: MIT
#include "core/codegen/targets.h"

#include "core/base/text.h"
#include "core/codegen/c/c_target.h"
#include "core/codegen/cpp/cpp_target.h"
#include "core/codegen/go/go_target.h"
#include "core/codegen/python/python_target.h"
#include "core/codegen/rust/rust_target.h"
#include "core/codegen/swift/swift_target.h"
#include "core/codegen/typescript/typescript_target.h"

#include <algorithm>
#include <vector>

namespace wirebench {

std::span<const Target* const> allTargets()
{
    static const CTarget c;
    static const CppTarget cpp;
    static const go::GoTarget go;
    static const PythonTarget python;
    static const TypeScriptTarget typescript;
    static const rust::RustTarget rustTarget;
    static const SwiftTarget swift;
    // In the order in which they are shown.
    static const std::vector<const Target*> targets{
        &c, &cpp, &go, &python, &typescript, &rustTarget, &swift,
    };
    return targets;
}

const Target* findTarget(std::string_view name)
{
    const std::string wanted = asciiLower(name);
    for (const Target* target : allTargets()) {
        const auto aliases = target->aliases();
        if (target->id() == wanted || std::find(aliases.begin(), aliases.end(), wanted) != aliases.end())
            return target;
    }
    return nullptr;
}

} // namespace wirebench
