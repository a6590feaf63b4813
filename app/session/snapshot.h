// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/code_choice.h"
#include "app/session/limit_choice.h"
#include "app/session/schemaless.h"
#include "core/formats/format.h"
#include "core/inspect/frame_list.h"
#include "core/layout/layout.h"
#include "core/value/value.h"
#include "core/value/value_path.h"
#include "core/wire/annotation.h"
#include "core/wire/annotation_tree.h"
#include "core/wire/encoder.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace wirebench {

/// Which of bytes and value text leads. The other one is made from it.
enum class Leader : std::uint8_t {
    Bytes, ///< The value text is what the bytes decode to.
    Value, ///< The bytes are what the value text encodes to; they keep their last state while it cannot be encoded.
};

/// What somebody said a buffer holds.
struct BufferChoice {
    enum class Kind : std::uint8_t {
        Open, ///< Nobody said anything: the bytes are taken as what they can be read as.
        Usual, ///< Several values, in the form usualForm() gives.
        Framed, ///< As `framing` says; Framing::None is one value.
    };
    Kind kind = Kind::Open;
    Framing framing = Framing::None; ///< Kind::Framed. Counts as None where the type does not allow it.

    bool operator==(const BufferChoice&) const = default;
};

/// What one analysis run works on. Immutable; shared with the worker.
struct SnapshotRequest {
    std::uint64_t version = 0;
    std::shared_ptr<const SchemaSource> source;
    const Format* format = nullptr; ///< Wire format to use; null: recognised by name, then content.
    std::shared_ptr<const Bytes> bytes; ///< Null: there is no buffer.
    std::shared_ptr<const std::string> valueText; ///< Never null; UTF-8 as it stands in the value editor.
    Leader leader = Leader::Bytes;
    bool textIsUsers = false; ///< The value text was typed: it stays as written while it still means the bytes.
    std::string typeName; ///< Type to decode as; empty: chosen.
    BufferChoice holds; ///< One value or several, and how these follow one another.
    LimitChoice limits;
    StreamOptions stream; ///< How a stream is written from its value.
    std::uint32_t limitFactor = 1; ///< How many times as high the limits are taken.
    CodeChoice code; ///< The code somebody looks at.
    /// Set by somebody while it runs: what is there by then is enough. May be null.
    std::shared_ptr<const std::atomic<bool>> stop = nullptr;
    std::shared_ptr<const struct Snapshot> previous; ///< Parts whose input did not change are taken from here.
};

/// Everything the views show, made from one state of schema text, bytes and value text. Immutable.
///
/// While the schema cannot be lowered for the chosen type, `plan` and `layout` are those of the last schema that
/// could and `stale` is set.
struct Snapshot {
    std::uint64_t version = 0;
    std::shared_ptr<const Analysis> analysis; ///< Of the newest schema text. Null when no format claims the text.
    const Format* format = nullptr;

    std::shared_ptr<const Plan> plan; ///< Null when no schema could be lowered yet.
    bool stale = false;
    std::string typeName; ///< The type in use; empty without one.
    SlotIndex root = kNoIndex; ///< Slot of that type.
    Framing framing = Framing::None; ///< How the buffer is cut into several values; None: it holds one.
    LimitChoice limits;
    std::uint32_t limitFactor = 1;
    std::shared_ptr<const Layout> layout; ///< Of `typeName`; null without a plan.

    std::shared_ptr<const Bytes> bytes; ///< The buffer; when the value leads, the bytes it was encoded to.
    std::shared_ptr<const Decoded> decoded; ///< Null without a buffer or a type.
    std::shared_ptr<const AnnotationTree> tree;
    /// The frames, messages or values of a buffer that holds several; else null.
    std::shared_ptr<const std::vector<FrameRow>> frames;
    bool stopped = false; ///< Somebody stopped the work: the decoding may end early, comparisons may be missing.
    /// The buffer as an encoder would write it, where that is something else, see canonicalForm().
    std::shared_ptr<const Bytes> canonical;
    /// What the forms of its fields save in the buffer; null where no field has a choice.
    std::shared_ptr<const Savings> savings;

    /// What the buffer can be read as while there is no schema; null with a plan or without bytes, and where the wire
    /// format chosen cannot be read so.
    std::shared_ptr<const SchemalessReading> schemaless;

    CodeChoice codeChoice;
    /// The code of `codeChoice` for the newest schema without errors; null when nobody looks at it or there is none.
    std::shared_ptr<const Generated> code;
    std::shared_ptr<const Analysis> codeAnalysis; ///< What it was made from.

    std::shared_ptr<const std::string> valueText; ///< What the value editor has to show. Never null.
    bool valueBroken = false; ///< The text could not be encoded; bytes are the last good ones.
    bool valueTooLarge = false; ///< The value is too large to be shown as one text.
    /// The value, where its text is too large (or nearly so) for an editor; else null.
    std::shared_ptr<const Value> value;
    Diagnostics valueProblems; ///< Place::Kind::Value, in `valueText`.

    /// There are bytes and nothing that says what they are.
    bool lacksSchema() const { return !plan && bytes && !bytes->empty(); }
    /// The buffer holds several values.
    bool stream() const { return framing != Framing::None; }
    BufferForm form() const { return formOf(framing); }
    /// The form of a buffer that is cut like this, with the type in use where all messages are of one.
    BufferForm formOf(Framing cut) const;
    /// The ways in which several values can follow one another in the buffer, see framingsOf().
    std::vector<Framing> framings() const;
    /// What `valueText` is the value of.
    ValueShape shape() const;
    const PlanType* type() const { return plan ? plan->findType(typeName) : nullptr; }
    /// Problems of schema, bytes and value, in this order.
    Diagnostics problems() const;
};

/// Values whose tree has more nodes than this are not written out as one text: an editor would freeze.
inline constexpr std::size_t kMaxValueNodes = 400'000;

/// The value of a text from this size on is kept beside it, so that parts can be shown without reading it again.
inline constexpr std::size_t kKeepValueFromBytes = std::size_t{1} << 20;

/// Makes the snapshot of a request. Pure; never throws on input; safe to run on any thread.
Snapshot makeSnapshot(const SnapshotRequest& request);

/// The code of a schema without errors; files are named after the schema's own.
Generated generatedFor(const Analysis& analysis, const Target& target, const GenerateFeatures& features);

/// The type a person most likely means when none was chosen: one that no other type contains and that reaches the
/// most fields; of a plan of messages only, the first. Null when the plan has no types.
const PlanType* likelyType(const Schema& schema, const Plan& plan);

} // namespace wirebench
