// SPDX-License-Identifier: MIT
// Answers requests (README of core/codegen, "Dispatch by type name") with the generated C++ code. The modules are those
// of modules.inc, which the adapter writes.
#include "wirebench_json.h"

#include <iostream>
#include <map>
#include <string>

namespace wb = ::wirebench_runtime;

namespace {

/// What a module of generated code gives.
struct Module {
    wb::Error (*encode)(std::string_view type, std::string_view json, std::vector<std::uint8_t>& out,
                        const wb::Options& options);
    wb::Error (*decode)(std::string_view type, std::span<const std::uint8_t> bytes, std::string& json,
                        const wb::Options& options);
    wb::Options limits;
};

} // namespace

#include "modules.inc"

namespace {

const std::map<std::string_view, Module>& modules()
{
    static const std::map<std::string_view, Module> all = makeModules<Module>();
    return all;
}

void printJson(std::string& out, const wb::JsonValue& json)
{
    using Kind = wb::JsonValue::Kind;
    const bool object = json.is(Kind::object);
    switch (json.kind) {
    case Kind::null:
        out += "null";
        break;
    case Kind::boolean:
        out += json.boolean ? "true" : "false";
        break;
    case Kind::number:
        out += json.text;
        break;
    case Kind::string:
        if (json.lone_surrogate)
            out += "\"\\ud800\"";
        else
            wb::append_json_string(out, json.text);
        break;
    case Kind::array:
    case Kind::object:
        out += object ? '{' : '[';
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            out += i == 0 ? "" : ",";
            if (object) {
                wb::append_json_string(out, json.keys[i]);
                out += ':';
            }
            printJson(out, json.items[i]);
        }
        out += object ? '}' : ']';
        break;
    }
}

std::uint64_t number(const wb::JsonValue& json)
{
    return std::stoull(json.text);
}

wb::Options optionsOf(const wb::JsonValue& request, wb::Options options)
{
    if (const wb::JsonValue* limits = request.find("limits")) {
        for (std::size_t i = 0; i < limits->items.size(); ++i) {
            const std::string& key = limits->keys[i];
            const wb::JsonValue& value = limits->items[i];
            if (key == "message")
                options.message_bytes = number(value);
            else if (key == "depth")
                options.depth = static_cast<std::uint32_t>(number(value));
            else if (key == "string")
                options.string_bytes = number(value);
            else if (key == "array")
                options.array_elements = number(value);
            else if (key == "total")
                options.total_elements = number(value);
            else if (key == "strict")
                options.strict = value.boolean;
            else if (key == "validate_utf8")
                options.validate_utf8 = value.boolean;
        }
    }
    if (const wb::JsonValue* validate = request.find("validate_utf8"))
        options.validate_utf8 = validate->boolean;
    return options;
}

std::string textOf(const wb::JsonValue& request, std::string_view key)
{
    const wb::JsonValue* found = request.find(key);
    return found == nullptr ? std::string() : found->text;
}

std::string refusal(const wb::Error& error)
{
    std::string out = R"({"ok":false,"error":)";
    wb::append_json_string(out, std::string(error.code) + " " + std::to_string(error.offset));
    return out + "}";
}

std::string answer(const wb::JsonValue& request)
{
    const auto module = modules().find(textOf(request, "module"));
    if (module == modules().end())
        return refusal({"unknown-module"});
    if (const wb::JsonValue* stream = request.find("stream"); stream != nullptr && stream->boolean)
        return refusal({"unsupported"});
    const wb::Options options = optionsOf(request, module->second.limits);
    if (textOf(request, "op") == "encode") {
        std::string json;
        printJson(json, *request.find("value"));
        std::vector<std::uint8_t> bytes;
        if (const wb::Error error = module->second.encode(textOf(request, "type"), json, bytes, options))
            return refusal(error);
        std::string out = R"({"ok":true,"hex":")";
        wb::append_hex(out, bytes);
        return out + "\"}";
    }
    std::vector<std::uint8_t> bytes;
    wb::read_bytes(textOf(request, "hex"), bytes);
    // Exactly as much memory as there are bytes, so that a sanitizer sees every byte too far.
    const auto exact = std::make_unique<std::uint8_t[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), exact.get());
    std::string json;
    if (const wb::Error error
        = module->second.decode(textOf(request, "type"), {exact.get(), bytes.size()}, json, options))
        return refusal(error);
    return R"({"ok":true,"value":)" + json + "}";
}

} // namespace

int main()
{
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        wb::JsonInput in;
        wb::JsonValue request;
        if (wb::JsonParser(line, in).parse(request))
            std::cout << answer(request) << '\n';
        else
            std::cout << refusal(in.error()) << '\n';
    }
    return 0;
}
