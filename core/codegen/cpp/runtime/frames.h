// SPDX-License-Identifier: MIT
#pragma once

#include "reference.h"
#include "stream.h"

#include <functional>

// Streams of frames: a header byte, a length, a payload.

namespace wirebench_runtime {

enum class FrameBody : std::uint8_t { none, message, pair, code, opaque, number, text };

/// What the frames of one type hold.
struct FrameType {
    FrameBody body = FrameBody::none;
    bool ends_stream = false;
    bool abandons_message = false;
    std::uint8_t most_bytes = 0; ///< 0: any number.
    std::string_view name;
};

using FrameTypes = std::array<FrameType, 16>;

inline constexpr std::uint8_t kEndOfMessage = 0x10;
inline constexpr std::uint8_t kCompressedFrame = 0x20;
inline constexpr std::size_t kCompressionThreshold = 1024;

/// What one item of a stream says; which members count is up to the type of its frame.
template <class M>
struct StreamItem {
    std::uint8_t type = 0; ///< Number of the frame type.
    M message; ///< A message.
    std::string key; ///< Of a pair.
    std::string text; ///< Value of a pair, text behind a code, a text.
    std::uint64_t number = 0; ///< A code, a number.
    std::vector<std::uint8_t> bytes; ///< Opaque bytes.
    bool operator==(const StreamItem&) const = default;
};

enum class Inflated : std::uint8_t { done, broken, too_large };

/// Compression by the algorithm that a stream names ("zstd" …). Not part of this code, which needs nothing else.
struct StreamCompression {
    /// Decompresses into `out`, which may hold at most `limit` bytes.
    std::function<Inflated(std::string_view algorithm, std::span<const std::uint8_t> in, std::uint64_t limit,
                           std::vector<std::uint8_t>& out)>
        inflate;
    /// Compresses into `out`; false when it does not know the algorithm. Without it nothing is compressed.
    std::function<bool(std::string_view algorithm, std::span<const std::uint8_t> in, std::vector<std::uint8_t>& out)>
        deflate;
};

inline constexpr std::string_view kCompressionKey = "compression";

/// Appends a message in the form of a reference without a length.
template <class C, class M>
Error append_named(std::vector<std::uint8_t>& out, const M& message, const Options& options)
{
    if (message.empty())
        return {"missing-type"};
    NotingEncoder e(options);
    e.start_message();
    const std::size_t bytes = C::size(message, e);
    e.message(bytes);
    if (!e.failed())
        append_written(out, bytes, [&](std::uint8_t* at) { C::put(at, message, e); });
    return e.error();
}

/// Reads a stream. `C` has `Message`, `types` and read(type id, content, message, options).
template <class C>
class FrameReader {
public:
    using Item = StreamItem<typename C::Message>;

    explicit FrameReader(const Options& options, StreamCompression compression = {})
        : m_options(options), m_compression(std::move(compression))
    {
    }

    void feed(std::span<const std::uint8_t> bytes) { m_input.feed(bytes); }
    /// The next item: a whole message, or what another frame says.
    Step next(Item& item)
    {
        item = Item();
        for (;;) {
            if (m_input.failed())
                return Step::failed;
            const std::span<const std::uint8_t> bytes = m_input.left();
            if (bytes.empty())
                return Step::more;
            std::uint64_t length = 0;
            std::size_t prefix = 0;
            if (const Step step = peek_varint(m_input, bytes.subspan(1), length, prefix); step != Step::value)
                return step;
            ++prefix;
            if (length > bytes.size() - prefix)
                return Step::more;
            bool complete = false;
            if (!frame(bytes[0], bytes.subspan(prefix, static_cast<std::size_t>(length)), item, complete))
                return Step::failed;
            m_input.use(prefix + static_cast<std::size_t>(length));
            if (complete)
                return Step::value;
        }
    }
    const Error& error() const { return m_input.error(); }
    Error finish()
    {
        if (!m_input.failed() && m_open)
            m_input.fail("truncated", m_input.left().size());
        return m_input.finish();
    }

private:
    bool fail(std::string_view code)
    {
        m_input.fail(code);
        return false;
    }

    bool frame(std::uint8_t header, std::span<const std::uint8_t> payload, Item& item, bool& complete)
    {
        const FrameType& type = C::types[header & 0x0Fu];
        if ((header & 0xC0u) != 0)
            return fail("frame-reserved-bits");
        if (type.body == FrameBody::none)
            return fail("bad-frame-type");
        if ((header & kCompressedFrame) != 0) {
            if (!inflate(payload))
                return false;
            payload = m_inflated;
        }
        if (type.body == FrameBody::message)
            return message(header, payload, item, complete);
        complete = true;
        item.type = header & 0x0Fu;
        if (type.abandons_message) {
            m_open = false;
            m_content.clear();
        }
        return control(type, payload, item);
    }

    bool inflate(std::span<const std::uint8_t> payload)
    {
        if (m_algorithm.empty() || m_algorithm == "none" || !m_compression.inflate)
            return fail("compression");
        const std::uint64_t limit = limit_or(m_options.message_bytes, kMostExpanded);
        const std::uint64_t used = std::min<std::uint64_t>(limit, m_content.size());
        m_inflated.clear();
        // The type id in front is not part of the message.
        switch (m_compression.inflate(m_algorithm, payload, limit - used + 10, m_inflated)) {
        case Inflated::done:
            return true;
        case Inflated::too_large:
            return fail("limit-message");
        case Inflated::broken:
            break;
        }
        return fail("compression");
    }

    bool message(std::uint8_t header, std::span<const std::uint8_t> payload, Item& item, bool& complete)
    {
        if (!m_open) {
            Decoder d(payload, without_limits(false));
            const std::uint8_t* const p = get_varint(d, payload.data(), payload.data() + payload.size(), m_type_id);
            if (p == nullptr)
                return fail(d.error().code);
            payload = payload.subspan(static_cast<std::size_t>(p - payload.data()));
            m_open = true;
            m_content.clear();
        }
        if (m_options.message_bytes != 0 && payload.size() > m_options.message_bytes - m_content.size())
            return fail("limit-message");
        complete = (header & kEndOfMessage) != 0;
        if (!complete || !m_content.empty()) {
            m_content.insert(m_content.end(), payload.begin(), payload.end());
            payload = m_content;
        }
        if (!complete)
            return true;
        m_open = false;
        item.type = header & 0x0Fu;
        const Error error = C::read(m_type_id, payload, item.message, m_options);
        m_content.clear();
        return !error || fail(error.code);
    }

    bool text(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, std::string& value)
    {
        assign_bytes(value, at, end);
        return d.utf8(value) || fail(d.error().code);
    }

    bool control(const FrameType& type, std::span<const std::uint8_t> payload, Item& item)
    {
        Decoder d(payload, without_limits(m_options.validate_utf8));
        const std::uint8_t* p = payload.data();
        const std::uint8_t* const end = p + payload.size();
        if (type.most_bytes != 0 && payload.size() > type.most_bytes)
            return fail("ping-length");
        switch (type.body) {
        case FrameBody::pair:
            for (std::string* part : {&item.key, &item.text}) {
                std::uint64_t length = 0;
                p = get_length(d, p, end, length);
                if (p == nullptr)
                    return fail(d.error().code);
                if (!text(d, p, p + length, *part))
                    return false;
                p += length;
            }
            if (!type.ends_stream && item.key == kCompressionKey)
                m_algorithm = item.text;
            return true;
        case FrameBody::code:
        case FrameBody::number:
            p = get_varint(d, p, end, item.number);
            if (p == nullptr)
                return fail(d.error().code);
            return type.body == FrameBody::number || text(d, p, end, item.text);
        case FrameBody::text:
            return text(d, p, end, item.text);
        default:
            item.bytes.assign(p, end);
            return true;
        }
    }

    Options m_options;
    StreamCompression m_compression;
    StreamInput m_input;
    std::string m_algorithm;
    std::vector<std::uint8_t> m_inflated;
    std::vector<std::uint8_t> m_content; ///< Of the message that is open.
    std::uint64_t m_type_id = 0;
    bool m_open = false;
};

/// Writes a stream, one frame an item. `C` as above, with size(message, encoder) and put(at, message, encoder).
template <class C>
class FrameWriter {
public:
    using Item = StreamItem<typename C::Message>;

    explicit FrameWriter(const Options& options, StreamCompression compression = {})
        : m_options(options), m_compression(std::move(compression))
    {
    }

    /// Appends the frame of an item.
    Error append(std::vector<std::uint8_t>& out, const Item& item)
    {
        const FrameType& type = C::types[item.type & 0x0Fu];
        std::vector<std::uint8_t> payload;
        std::uint8_t header = item.type & 0x0Fu;
        switch (type.body) {
        case FrameBody::message:
            header |= kEndOfMessage;
            if (const Error error = C::write(item.message, payload, m_options))
                return error;
            break;
        case FrameBody::pair:
            append_text(payload, item.key);
            append_text(payload, item.text);
            if (!type.ends_stream && item.key == kCompressionKey)
                m_algorithm = item.text;
            break;
        case FrameBody::code:
        case FrameBody::number:
            append_varint(payload, item.number);
            if (type.body == FrameBody::code)
                payload.insert(payload.end(), item.text.begin(), item.text.end());
            break;
        case FrameBody::text:
            payload.assign(item.text.begin(), item.text.end());
            break;
        case FrameBody::opaque:
            payload = item.bytes;
            break;
        case FrameBody::none:
            return {"bad-frame-type"};
        }
        if (type.most_bytes != 0 && payload.size() > type.most_bytes)
            return {"ping-length"};
        if (type.body == FrameBody::message && payload.size() > kCompressionThreshold && m_compression.deflate
            && !m_algorithm.empty()) {
            std::vector<std::uint8_t> packed;
            if (m_compression.deflate(m_algorithm, payload, packed)) {
                payload = std::move(packed);
                header |= kCompressedFrame;
            }
        }
        out.push_back(header);
        append_varint(out, payload.size());
        out.insert(out.end(), payload.begin(), payload.end());
        return {};
    }

private:
    static void append_text(std::vector<std::uint8_t>& out, std::string_view text)
    {
        append_varint(out, text.size());
        out.insert(out.end(), text.begin(), text.end());
    }

    Options m_options;
    StreamCompression m_compression;
    std::string m_algorithm;
};

} // namespace wirebench_runtime
