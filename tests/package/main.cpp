// SPDX-License-Identifier: MIT
// Uses the installed core as any program would: reads a schema, decodes bytes, prints the value.
#include <core/formats/registry.h>
#include <core/value/value.h>
#include <core/wire/annotation.h>

#include <cstdio>
#include <memory>
#include <string>

using namespace wirebench;

int main()
{
    auto source = std::make_shared<SchemaSource>();
    source->name = "user.bitschema.json";
    source->text = R"({"name": "User", "fields": [{"name": "active", "type": "bool"},
                       {"name": "age", "type": "int", "min": 0, "max": 127}]})";
    const Format* format = recogniseFormat(source->name, source->text);
    if (!format)
        return 1;
    const Analysis analysis = format->analyse(source);
    if (hasErrors(analysis.diagnostics) || analysis.plan->types.empty())
        return 1;
    const auto bytes = std::make_shared<const Bytes>(Bytes{0x55});
    const Decoded decoded = decode(analysis.plan, analysis.plan->types.front(), bytes, analysis.plan->limits);
    const std::string json = writeJson(readValue(decoded));
    std::puts(json.c_str());
    return json == R"({"active":true,"age":42})" ? 0 : 1;
}
