// SPDX-License-Identifier: MIT
#pragma once

#include "frames.h"
#include "json_roots.h"

// Several values in JSON: an array of them.

namespace wirebench_runtime {

inline bool read_array(JsonInput& in, std::string_view text, JsonValue& json)
{
    return JsonParser(text, in).parse(json) && (json.is(JsonValue::Kind::array) || in.fail("wrong-type"));
}

/// Gives a reader its input in pieces of growing size, as it would come from elsewhere, and takes what it reads.
template <class Reader, class Value, class Write>
Error read_stream(Reader& reader, std::span<const std::uint8_t> bytes, std::string& json, Value value, Write write)
{
    json = "[";
    for (std::size_t piece = 1;; ++piece) {
        const std::size_t size = std::min(piece, bytes.size());
        reader.feed(bytes.first(size));
        bytes = bytes.subspan(size);
        Step step = Step::more;
        while ((step = reader.next(value)) == Step::value) {
            json += json.size() > 1 ? "," : "";
            write(json, value);
        }
        if (step == Step::failed)
            return reader.error();
        if (bytes.empty())
            break;
    }
    json += ']';
    return reader.finish();
}

/// Values of one type, by a reader and a function that appends one.
template <class C, class V, class Reader>
Error decode_values(std::span<const std::uint8_t> bytes, std::string& json, const Options& options,
                    std::string_view name)
{
    Reader reader(options);
    return read_stream(reader, bytes, json, V(),
                       [name](std::string& out, const V& value) { C::to_json(out, value, name); });
}

template <class C, class V, class Append>
Error encode_values(std::string_view text, std::initializer_list<std::string_view> names, Append append)
{
    JsonInput in;
    JsonValue json;
    if (!read_array(in, text, json))
        return in.error();
    for (const JsonValue& item : json.items) {
        V value;
        if (!read_value<C>(in, item, value, names))
            return in.error();
        if (const Error error = append(value))
            return error;
    }
    return {};
}

template <class C>
void write_item(std::string& out, const StreamItem<typename C::Message>& item)
{
    const FrameType& type = C::types[item.type];
    JsonObject object(out);
    std::string& inside = object.key(type.name);
    switch (type.body) {
    case FrameBody::message:
        C::to_json(inside, item.message);
        break;
    case FrameBody::pair: {
        JsonObject pair(inside);
        append_text(pair.key("key"), item.key);
        append_text(pair.key("value"), item.text);
        break;
    }
    case FrameBody::code: {
        JsonObject code(inside);
        append_number(code.key("code"), item.number);
        append_text(code.key("text"), item.text);
        break;
    }
    case FrameBody::number:
        append_number(inside, item.number);
        break;
    case FrameBody::text:
        append_text(inside, item.text);
        break;
    default:
        Json<Bytes<>>::write(inside, item.bytes);
        break;
    }
}

template <std::size_t count>
bool read_parts(JsonInput& in, const JsonValue& json, const std::array<std::string_view, count>& names,
                JsonMembers<count>& members)
{
    return json_members(in, json, names, false, false, false, members);
}

template <class C>
bool read_item(JsonInput& in, const JsonValue& json, StreamItem<typename C::Message>& item)
{
    if (!json.is(JsonValue::Kind::object))
        return in.fail("wrong-type");
    if (json.items.size() != 1 || json.items[0].is(JsonValue::Kind::null))
        return in.fail(json.items.size() > 1 ? "oneof-multiple" : "missing-value");
    const auto type = std::find_if(C::types.begin(), C::types.end(),
                                   [&](const FrameType& one) { return one.name == json.keys[0]; });
    if (type == C::types.end() || type->body == FrameBody::none)
        return in.fail("unknown-key");
    item.type = static_cast<std::uint8_t>(type - C::types.begin());
    const JsonValue& inside = json.items[0];
    JsonMembers<2> parts;
    switch (type->body) {
    case FrameBody::message:
        return C::from_json(in, inside, item.message);
    case FrameBody::pair:
        return read_parts<2>(in, inside, {"key", "value"}, parts)
            && json_must<Text>(in, parts.fields[0], false, item.key)
            && json_must<Text>(in, parts.fields[1], false, item.text);
    case FrameBody::code:
        return read_parts<2>(in, inside, {"code", "text"}, parts)
            && json_must<Varint<std::uint64_t>>(in, parts.fields[0], false, item.number)
            && json_must<Text>(in, parts.fields[1], false, item.text);
    case FrameBody::number:
        return Json<Varint<std::uint64_t>>::read(in, inside, item.number);
    case FrameBody::text:
        return JsonText::read(in, inside, item.text);
    default:
        return Json<Bytes<>>::read(in, inside, item.bytes);
    }
}

template <class C>
Error decode_frames(std::span<const std::uint8_t> bytes, std::string& json, const Options& options,
                    const StreamCompression& compression)
{
    FrameReader<C> reader(options, compression);
    return read_stream(reader, bytes, json, typename FrameReader<C>::Item(),
                       [](std::string& out, const auto& item) { write_item<C>(out, item); });
}

template <class C>
Error encode_frames(std::string_view text, std::vector<std::uint8_t>& out, const Options& options,
                    const StreamCompression& compression)
{
    JsonInput in;
    JsonValue json;
    if (!read_array(in, text, json))
        return in.error();
    FrameWriter<C> writer(options, compression);
    for (const JsonValue& one : json.items) {
        typename FrameWriter<C>::Item item;
        if (!read_item<C>(in, one, item))
            return in.error();
        if (const Error error = writer.append(out, item))
            return error;
    }
    return {};
}

/// Messages with headers. `C` writes and reads the JSON of one.
template <class C>
Error decode_messages(std::span<const std::uint8_t> bytes, std::string& json, const Options& options)
{
    MessageReader<C> reader(options);
    return read_stream(reader, bytes, json, typename C::Message(),
                       [](std::string& out, const auto& message) { C::to_json(out, message); });
}

template <class C>
Error encode_messages(std::string_view text, std::vector<std::uint8_t>& out, const Options& options)
{
    JsonInput in;
    JsonValue json;
    if (!read_array(in, text, json))
        return in.error();
    for (const JsonValue& one : json.items) {
        typename C::Message message;
        if (!C::from_json(in, one, message))
            return in.error();
        if (const Error error = C::write(message, out, options))
            return error;
    }
    return {};
}

inline void write_unknown(std::string& out, const UnknownMessage& message)
{
    JsonObject object(out);
    Json<Bytes<>>::write(object.key("@unknown"), message.bytes);
}

/// Reads a message that the schema does not have: one whole message, header included.
inline bool read_unknown(JsonInput& in, const JsonValue& json, UnknownMessage& message, std::uint64_t& type_id)
{
    const JsonValue* const bytes = json.find("@unknown");
    if (bytes == nullptr || !bytes->is(JsonValue::Kind::string) || !read_bytes(bytes->text, message.bytes))
        return in.fail("invalid-bytes");
    if (json.items.size() != 1 || message.bytes.size() < kHeaderBytes
        || load<std::uint32_t>(message.bytes.data() + 8) != message.bytes.size() - kHeaderBytes)
        return in.fail("bad-unknown");
    type_id = load<std::uint64_t>(message.bytes.data());
    return true;
}

} // namespace wirebench_runtime
