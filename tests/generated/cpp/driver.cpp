// SPDX-License-Identifier: MIT
// Answers requests (README of core/codegen, "Dispatch by type name") with the generated C++ code. The modules are those
// of modules.inc, which the adapter writes.
#include "compression.h"

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
    wb::Error (*encodeStream)(std::string_view framing, std::string_view type, std::string_view json,
                              std::vector<std::uint8_t>& out, const wb::Options& options,
                              const wb::StreamCompression& compression);
    wb::Error (*decodeStream)(std::string_view framing, std::string_view type, std::span<const std::uint8_t> bytes,
                              std::string& json, const wb::Options& options, const wb::StreamCompression& compression);
    bool (*viewAgrees)(std::string_view type, std::span<const std::uint8_t> bytes, const wb::Options& options);
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

std::string encode(const Module& module, const wb::JsonValue& request, bool stream, const wb::Options& options)
{
    std::string json;
    printJson(json, *request.find("value"));
    std::vector<std::uint8_t> bytes;
    const std::string type = textOf(request, "type");
    const wb::Error error = stream
        ? module.encodeStream(textOf(request, "framing"), type, json, bytes, options, wb::StreamCompression())
        : module.encode(type, json, bytes, options);
    if (error)
        return refusal(error);
    std::string out = R"({"ok":true,"hex":")";
    wb::append_hex(out, bytes);
    return out + "\"}";
}

std::string decode(const Module& module, const wb::JsonValue& request, bool stream, const wb::Options& options)
{
    std::vector<std::uint8_t> bytes;
    wb::read_bytes(textOf(request, "hex"), bytes);
    // Exactly as much memory as there are bytes, so that a sanitizer sees every byte too far.
    const auto exact = std::make_unique<std::uint8_t[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), exact.get());
    const std::span<const std::uint8_t> input(exact.get(), bytes.size());
    std::string json;
    const std::string type = textOf(request, "type");
    if (!stream && !module.viewAgrees(type, input, options))
        return R"({"ok":true,"value":"the view of these bytes differs from their value"})";
    const wb::StreamCompression compression{compression::inflate, {}};
    const wb::Error error = stream
        ? module.decodeStream(textOf(request, "framing"), type, input, json, options, compression)
        : module.decode(type, input, json, options);
    return error ? refusal(error) : R"({"ok":true,"value":)" + json + "}";
}

std::string answer(const wb::JsonValue& request)
{
    const auto module = modules().find(textOf(request, "module"));
    if (module == modules().end())
        return refusal({"unknown-module"});
    const wb::JsonValue* flag = request.find("stream");
    const bool stream = flag != nullptr && flag->boolean;
    const wb::Options options = optionsOf(request, module->second.limits);
    return textOf(request, "op") == "encode" ? encode(module->second, request, stream, options)
                                             : decode(module->second, request, stream, options);
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
