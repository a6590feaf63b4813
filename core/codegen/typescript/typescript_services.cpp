// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

namespace wirebench::typescript {

void printServices(Context&) { }

} // namespace wirebench::typescript
