// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation_sink.h"
#include "core/wire/compression.h"
#include "core/wire/problem_list.h"
#include "core/wire/varint.h"

#include <optional>
#include <vector>

namespace wirebench {

/// Decodes a stream of frames (Plan::frameTypes). A message that lies in one uncompressed frame is decoded where it is;
/// any other is put together, decompressed, and decoded in an address space of its own (StreamItem::message).
class FrameDecoder {
public:
    /// Adds to the annotations, items and diagnostics of `result`, whose plan, bytes and limits are set.
    FrameDecoder(Decoded& result, AnnotationSink& sink);

    void run();

private:
    /// A frame as its header says. Bytes of the input.
    struct Frame {
        std::uint64_t begin = 0;
        std::uint64_t payload = 0;
        std::uint64_t end = 0;
        std::uint8_t header = 0;
        std::uint32_t record = 0;
        bool cut = false; ///< The input ends inside.

        std::uint8_t number() const { return header & kFrameTypeBits; }
        bool endsMessage() const { return (header & kEndOfMessage) != 0; }
        BitRange headerBits() const { return bitsOfBytes(begin, 1); }
        BitRange payloadBits() const { return bitsOfBytes(payload, end - payload); }
        BitRange bits() const { return bitsOfBytes(begin, end - begin); }
    };
    /// A part of a message that is put together.
    struct Piece {
        std::uint64_t begin = 0; ///< Byte of the message at which it starts.
        BitRange input; ///< Its bits of the input; of a compressed one those of the payload.
        bool compressed = false;
    };
    /// The payload of a frame as it is to be read: in the input, or decompressed.
    struct Payload {
        ByteView bytes;
        std::uint64_t base = 0; ///< First byte in the input.
        std::shared_ptr<const Bytes> inflated; ///< Set when compressed.
    };

    std::optional<Frame> next(std::uint64_t at);
    bool lengthProblem(std::uint64_t at, const ReadVarint& length);
    void frame(Frame& frame);
    bool wellFormed(const Frame& frame);
    std::optional<Payload> payloadOf(const Frame& frame);
    void skipped(const Frame& frame);

    void data(const Frame& frame, const Payload& payload);
    void startMessage(const Frame& frame, const Payload& payload);
    void wholeMessage(const Frame& frame, std::uint64_t begin);
    void continueMessage(const Frame& frame, const Payload& payload, std::uint64_t from);
    void finishMessage();
    void rebase(const Decoded& part);
    BitRange inputBits(BitRange bits) const;

    void control(const Frame& frame, const FrameType& type, const Payload& payload);
    bool pair(const Frame& frame, const FrameType& type, const Payload& payload);
    bool code(const Frame& frame, const FrameType& type, const Payload& payload);
    bool number(const Frame& frame, const FrameType& type, const Payload& payload);
    bool opaque(const Frame& frame, const FrameType& type, const Payload& payload);

    std::optional<std::uint64_t> varint(const Payload& payload, std::uint64_t& at, std::string_view what);
    void text(const Payload& payload, std::uint64_t begin, std::uint64_t end);
    void trailing(const Payload& payload, std::uint64_t at);
    BitRange bitsOf(const Payload& payload, std::uint64_t begin, std::uint64_t end) const;

    std::uint32_t referenceType(std::uint64_t typeId) const;
    SlotIndex messageSlot() const { return m_plan.frameTypes[m_number].slot; }
    void problem(Severity severity, std::string_view code, BitRange bits, Message message);

    Decoded& m_result;
    const Plan& m_plan;
    const ByteView m_bytes;
    AnnotationSink& m_sink;
    ProblemList m_problems;

    std::optional<Compression> m_algorithm;
    Compression m_compression = Compression::None; ///< Of the message that is being put together.
    std::string m_algorithmName; ///< As the stream spells it; empty when it has not said.
    bool m_trailerSeen = false;

    bool m_open = false; ///< A message is being put together.
    bool m_unreadable = false; ///< Its rest is passed over.
    std::uint8_t m_number = 0; ///< Its frame type.
    std::uint64_t m_typeId = 0;
    Bytes m_content; ///< What is there of it, without the type id.
    std::vector<Piece> m_pieces;
    std::vector<std::uint32_t> m_frames; ///< Records of its frames.
};

} // namespace wirebench
