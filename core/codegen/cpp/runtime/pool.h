// SPDX-License-Identifier: MIT
#pragma once

#include "base.h"

#include <mutex>

// Buffers that are used again.

namespace wirebench_runtime {

/// Keeps the memory of buffers that were given back. Any thread may ask it.
class BufferPool {
public:
    /// A buffer that goes back to its pool when it is no longer needed. It may not outlive the pool.
    class Buffer {
    public:
        Buffer(BufferPool& pool, std::vector<std::uint8_t> bytes) : bytes(std::move(bytes)), m_pool(&pool) { }
        Buffer(Buffer&& other) noexcept
            : bytes(std::move(other.bytes)), m_pool(std::exchange(other.m_pool, nullptr)) { }
        Buffer& operator=(Buffer&& other) noexcept
        {
            std::swap(bytes, other.bytes);
            std::swap(m_pool, other.m_pool);
            return *this;
        }
        Buffer(const Buffer&) = delete;
        Buffer& operator=(const Buffer&) = delete;
        ~Buffer()
        {
            if (m_pool != nullptr)
                m_pool->give(std::move(bytes));
        }

        std::vector<std::uint8_t> bytes;

    private:
        BufferPool* m_pool;
    };

    /// Keeps at most `most` buffers, none of more than `bytes`; the memory of others is freed.
    explicit BufferPool(std::size_t most = 16, std::size_t bytes = std::size_t{64} << 10) : m_most(most), m_bytes(bytes)
    {
        m_free.reserve(most);
    }

    /// An empty buffer, with the memory of an earlier one where there is one.
    Buffer take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty())
            return {*this, {}};
        std::vector<std::uint8_t> bytes = std::move(m_free.back());
        m_free.pop_back();
        return {*this, std::move(bytes)};
    }

    /// Buffers that wait to be used again.
    std::size_t idle() const
    {
        const std::lock_guard lock(m_mutex);
        return m_free.size();
    }

private:
    void give(std::vector<std::uint8_t> bytes) noexcept
    {
        const std::lock_guard lock(m_mutex);
        if (m_free.size() == m_most || bytes.capacity() > m_bytes)
            return;
        bytes.clear();
        m_free.push_back(std::move(bytes)); // room was made before
    }

    mutable std::mutex m_mutex;
    std::vector<std::vector<std::uint8_t>> m_free;
    std::size_t m_most;
    std::size_t m_bytes;
};

} // namespace wirebench_runtime
