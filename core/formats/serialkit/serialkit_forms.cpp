// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_forms.h"

#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_wire.h"

#include <string_view>

namespace wirebench::serialkit {

namespace {

constexpr std::string_view kPackedAsLength = "A packed field is written with wire type 3 (PACKED_ARRAY), and this one "
                                             "has 2 (LENGTH_DELIMITED) around the same "
                                             "elements; they are read.";
constexpr std::string_view kPackedAsElements = "A packed field is written with wire type 3 (PACKED_ARRAY) around all "
                                               "elements, and here is a single element; it is "
                                               "read.";
constexpr std::string_view kPackedUnexpected
    = "The schema does not say that this field is packed, and it is written so, with wire type 3 (PACKED_ARRAY); its "
      "elements are read.";
constexpr std::string_view kBitmapAsLength = "A bitmap is written with wire type 7 (BITMAP), and this one has 2 "
                                             "(LENGTH_DELIMITED) around the same bytes; they "
                                             "are read, 8 values a byte.";
constexpr std::string_view kBitmapAsElements
    = "A bitmap is written with wire type 7 (BITMAP) around all values, and here is a single bool; it is read.";
constexpr std::string_view kBitmapUnexpected = "The schema does not say that this field is a bitmap, and it is written "
                                               "so, with wire type 7 (BITMAP); 8 values a "
                                               "byte are read.";
constexpr std::string_view kInternedInline = "An interned field is written as an index into the table of strings (wire "
                                             "type 6), and here is the text itself; it "
                                             "is read.";
constexpr std::string_view kInternedUnexpected = "The schema does not say that this field is interned, and it is an "
                                                 "index into the table of strings (wire type 6); "
                                                 "its text is read.";

class FormList {
public:
    explicit FormList(Plan& plan) : m_plan(plan) { }

    void add(WireType type, FieldForm form, Severity severity = Severity::Warning, std::string_view code = {},
             std::string_view sentence = {})
    {
        m_plan.forms.push_back({static_cast<std::uint8_t>(type), form, severity, code, sentence});
    }
    void addWarning(WireType type, FieldForm form, std::string_view code, std::string_view sentence)
    {
        add(type, form, Severity::Warning, code, sentence);
    }

    void addText(bool interned, FieldForm whole)
    {
        if (interned) {
            add(WireType::StringTable, FieldForm::TableIndex);
            add(WireType::LengthDelimited, whole, Severity::Note, "interned-inline", kInternedInline);
        } else {
            add(WireType::LengthDelimited, whole);
            addWarning(WireType::StringTable, FieldForm::TableIndex, "interned-unexpected", kInternedUnexpected);
        }
    }

    /// Repeated numbers, bools and enums.
    void addScalars(const Member& member, WireType element, bool isBool)
    {
        if (hasModifier(member, "bitmap")) {
            add(WireType::Bitmap, FieldForm::BitRun);
            addWarning(WireType::LengthDelimited, FieldForm::BitRun, "bitmap-as-length-delimited", kBitmapAsLength);
            addWarning(element, FieldForm::Element, "bitmap-as-elements", kBitmapAsElements);
            addWarning(WireType::PackedArray, FieldForm::Run, "packed-unexpected", kPackedUnexpected);
            return;
        }
        if (hasModifier(member, "packed")) {
            add(WireType::PackedArray, FieldForm::Run);
            addWarning(WireType::LengthDelimited, FieldForm::Run, "packed-as-length-delimited", kPackedAsLength);
            addWarning(element, FieldForm::Element, "packed-as-elements", kPackedAsElements);
        } else {
            add(element, FieldForm::Element);
            addWarning(WireType::PackedArray, FieldForm::Run, "packed-unexpected", kPackedUnexpected);
        }
        if (isBool)
            addWarning(WireType::Bitmap, FieldForm::BitRun, "bitmap-unexpected", kBitmapUnexpected);
    }

private:
    Plan& m_plan;
};

} // namespace

void addForms(Plan& plan, Slot& slot, const Schema& schema, const Member& member)
{
    slot.firstForm = static_cast<std::uint32_t>(plan.forms.size());
    FormList forms(plan);
    const TypeExpr& type = baseType(schema, member);
    const bool repeated = isRepeated(schema, member);
    const FieldForm whole = repeated ? FieldForm::Element : FieldForm::Value;
    const WireType element = elementWireType(schema, type);
    if (type.kind == TypeKind::Text)
        forms.addText(hasModifier(member, "interned"), whole);
    else if (repeated && element != WireType::LengthDelimited)
        forms.addScalars(member, element, type.kind == TypeKind::Bool);
    else
        forms.add(element, whole);
    slot.formCount = static_cast<std::uint32_t>(plan.forms.size()) - slot.firstForm;
}

} // namespace wirebench::serialkit
