// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wirebench {

/// What another form of one field saves over the plain one (a field for each element, a text in place), or would
/// save, for the values of one buffer. Units: bytes, tags included; lengths of enclosing messages are left out.
struct FieldSaving {
    SlotIndex slot = kNoIndex; ///< A field of a Tagged message; all its places in the buffer count together.
    FieldForm form = FieldForm::Run; ///< Run, BitRun or TableIndex.
    bool inUse = false; ///< The schema asks for this form.
    std::uint64_t values = 0; ///< Elements or texts.
    std::uint64_t plainBytes = 0;
    std::uint64_t formBytes = 0; ///< TableIndex: both with the string table, which this field shares with others.

    /// Negative where the form takes more.
    std::int64_t saved() const { return static_cast<std::int64_t>(plainBytes) - static_cast<std::int64_t>(formBytes); }
};

struct Savings {
    std::uint64_t bufferBytes = 0;
    std::vector<FieldSaving> fields; ///< By slot; only fields with values and a choice of form.
    std::int64_t saved = 0; ///< By all forms in use together.

    /// Those of one field.
    std::vector<FieldSaving> of(SlotIndex slot) const;
};

/// Whether any field of the plan has a choice of forms.
bool offersForms(const Plan& plan);

/// Compares the forms that the fields of a value may have (Plan::forms). `bufferBytes` is the size of what it was
/// decoded from.
Savings savingsOf(const Value& value, std::uint64_t bufferBytes);

/// "packed", "bitmap" or "interned".
std::string_view formWord(FieldForm form);

/// "packed saves 6 bytes on 4 values", "interned would save 20 bytes on 3 values".
std::string savingText(const FieldSaving& saving);

/// One sentence on the whole buffer; empty when no field has a choice.
std::string savingsSummary(const Savings& savings);

} // namespace wirebench
