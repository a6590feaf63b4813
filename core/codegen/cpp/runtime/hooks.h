// SPDX-License-Identifier: MIT
#pragma once

#include "base.h"

#include <atomic>
#include <functional>

// Calls behind encoding and decoding, for profilers.

namespace wirebench_runtime {

/// What is called, where it is set. A call may come from any thread that encodes or decodes.
struct Hooks {
    /// Type, bytes that were written (0 after an error), time that it took.
    std::function<void(std::string_view, std::size_t, std::chrono::nanoseconds)> on_encode;
    /// Type, bytes that were given, time that it took.
    std::function<void(std::string_view, std::size_t, std::chrono::nanoseconds)> on_decode;
};

inline std::atomic<const Hooks*>& current_hooks()
{
    static std::atomic<const Hooks*> hooks{nullptr};
    return hooks;
}

/// Has hooks called from now on, which must live until they are replaced and no call is under way; null ends that.
inline void set_hooks(const Hooks* hooks)
{
    current_hooks().store(hooks, std::memory_order_release);
}

/// Measures what happens while it lives.
class HookedCall {
public:
    using Hook = std::function<void(std::string_view, std::size_t, std::chrono::nanoseconds)>;

    HookedCall(Hook Hooks::*which, std::string_view type) : m_hook(find(which)), m_type(type)
    {
        if (m_hook != nullptr)
            m_begin = std::chrono::steady_clock::now();
    }
    HookedCall(const HookedCall&) = delete;
    HookedCall& operator=(const HookedCall&) = delete;

    Error done(const Error& error, std::size_t bytes) const
    {
        if (m_hook != nullptr)
            (*m_hook)(m_type, bytes, std::chrono::steady_clock::now() - m_begin);
        return error;
    }

private:
    static const Hook* find(Hook Hooks::*which)
    {
        const Hooks* const hooks = current_hooks().load(std::memory_order_acquire);
        return hooks != nullptr && hooks->*which ? &(hooks->*which) : nullptr;
    }

    const Hook* m_hook;
    std::string_view m_type;
    std::chrono::steady_clock::time_point m_begin;
};

/// Through the function that calls the hooks.
template <class T>
std::vector<std::uint8_t> serialize(const T& value)
{
    std::vector<std::uint8_t> out;
    if (const Error error = value.try_serialize(out))
        throw EncodeError(error);
    return out;
}

} // namespace wirebench_runtime
