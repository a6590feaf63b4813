// SPDX-License-Identifier: MIT
#pragma once

#include "roots.h"

// Several values in a row, taken from pieces of any size as they come in; no input or output of its own.

namespace wirebench_runtime {

/// How far a reader got.
enum class Step : std::uint8_t {
    value, ///< There is one.
    more, ///< More input is needed for the next one.
    failed, ///< See error(); nothing more can be read.
};

/// Input that has come in and is not used up.
class StreamInput {
public:
    void feed(std::span<const std::uint8_t> bytes)
    {
        if (m_used > m_bytes.size() / 2) {
            m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_used));
            m_offset += m_used;
            m_used = 0;
        }
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }
    std::span<const std::uint8_t> left() const { return std::span(m_bytes).subspan(m_used); }
    void use(std::size_t bytes) { m_used += bytes; }
    bool failed() const { return static_cast<bool>(m_error); }
    const Error& error() const { return m_error; }
    /// Notes an error at an offset from what is left.
    Step fail(std::string_view code, std::size_t offset = 0)
    {
        if (!failed())
            m_error = {code, m_offset + m_used + offset};
        return Step::failed;
    }
    /// The input is over: what is left is a value cut short.
    Error finish()
    {
        if (!failed() && !left().empty())
            fail("truncated", left().size());
        return m_error;
    }

private:
    std::vector<std::uint8_t> m_bytes;
    std::size_t m_used = 0;
    std::size_t m_offset = 0; ///< Of the first byte of m_bytes in the whole input.
    Error m_error;
};

/// A varint of which perhaps not all has come in.
inline Step peek_varint(StreamInput& input, std::span<const std::uint8_t> bytes, std::uint64_t& value,
                        std::size_t& size)
{
    Decoder d(bytes, without_limits(false));
    const std::uint8_t* const end = get_varint(d, bytes.data(), bytes.data() + bytes.size(), value);
    if (end == nullptr)
        return d.error().code == "truncated" ? Step::more : input.fail(d.error().code, d.error().offset);
    size = static_cast<std::size_t>(end - bytes.data());
    return Step::value;
}

/// Reads values of one type, each behind its length.
template <class T>
class DelimitedReader {
public:
    explicit DelimitedReader(const Options& options = {}) : m_options(options) { }

    void feed(std::span<const std::uint8_t> bytes) { m_input.feed(bytes); }
    Step next(T& value)
    {
        if (m_input.failed())
            return Step::failed;
        const std::span<const std::uint8_t> bytes = m_input.left();
        std::uint64_t length = 0;
        std::size_t prefix = 0;
        if (const Step step = peek_varint(m_input, bytes, length, prefix); step != Step::value)
            return step;
        if (m_options.message_bytes != 0 && length > m_options.message_bytes)
            return m_input.fail("limit-message");
        if (length > bytes.size() - prefix)
            return Step::more;
        if (const Error error
            = value.try_deserialize(bytes.subspan(prefix, static_cast<std::size_t>(length)), m_options))
            return m_input.fail(error.code, prefix + error.offset);
        m_input.use(prefix + static_cast<std::size_t>(length));
        return Step::value;
    }
    const Error& error() const { return m_input.error(); }
    /// To be called at the end of the input.
    Error finish() { return m_input.finish(); }

private:
    Options m_options;
    StreamInput m_input;
};

/// Appends a value behind its length.
template <class T>
Error append_delimited(std::vector<std::uint8_t>& out, const T& value, const Options& options = {})
{
    std::vector<std::uint8_t> bytes;
    if (const Error error = value.try_serialize(bytes, options))
        return error;
    append_varint(out, bytes.size());
    out.insert(out.end(), bytes.begin(), bytes.end());
    return {};
}

/// Reads values of one type that know their own ends and follow one another without anything between.
template <class T>
class ConcatenatedReader {
public:
    explicit ConcatenatedReader(const Options& options = {}) : m_options(options) { }

    void feed(std::span<const std::uint8_t> bytes) { m_input.feed(bytes); }
    Step next(T& value)
    {
        if (m_input.failed())
            return Step::failed;
        std::span<const std::uint8_t> bytes = m_input.left();
        if (bytes.empty())
            return Step::more;
        const std::uint64_t most = limit_or(m_options.message_bytes, bytes.size());
        const bool whole = bytes.size() <= most;
        const std::span<const std::uint8_t> part = bytes.first(whole ? bytes.size() : static_cast<std::size_t>(most));
        std::size_t used = 0;
        if (const Error error = value.try_read(part, used, m_options))
            return error.code == "truncated" && whole ? Step::more : m_input.fail(error.code, error.offset);
        m_input.use(used);
        return Step::value;
    }
    const Error& error() const { return m_input.error(); }
    Error finish() { return m_input.finish(); }

private:
    Options m_options;
    StreamInput m_input;
};

/// A message of a type id that the schema does not have, header included.
struct UnknownMessage {
    std::vector<std::uint8_t> bytes;
    bool operator==(const UnknownMessage&) const = default;
};

/// Reads messages that name their type in a header. `C` makes a value of one: see the generated code.
template <class C>
class MessageReader {
public:
    using Message = typename C::Message;

    explicit MessageReader(const Options& options) : m_options(options) { }

    void feed(std::span<const std::uint8_t> bytes) { m_input.feed(bytes); }
    Step next(Message& message)
    {
        if (m_input.failed())
            return Step::failed;
        const std::span<const std::uint8_t> bytes = m_input.left();
        if (bytes.size() < kHeaderBytes)
            return Step::more;
        const std::size_t size = kHeaderBytes + load<std::uint32_t>(bytes.data() + 8);
        if (m_options.message_bytes != 0 && size > m_options.message_bytes)
            return m_input.fail("limit-message", 8);
        if (bytes.size() < size)
            return Step::more;
        const std::span<const std::uint8_t> whole = bytes.first(size);
        if (const Error error = C::read(load<std::uint64_t>(whole.data()), whole, message, m_options))
            return m_input.fail(error.code, error.offset);
        m_input.use(size);
        return Step::value;
    }
    const Error& error() const { return m_input.error(); }
    Error finish() { return m_input.finish(); }

private:
    Options m_options;
    StreamInput m_input;
};

} // namespace wirebench_runtime
