// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_compat_impl.h"

#include "core/formats/cramberry/cramberry_wire.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

/// The encoding of a field, `packed` left out where it is the normal form anyway.
Encoding effectiveEncoding(const Schema& schema, const Member& field)
{
    const Encoding encoding = encodingOf(field);
    const bool isNormal
        = encoding.kind == EncodingKind::Packed && !isBytes(schema, withoutOptional(schema, field.type));
    return isNormal ? Encoding() : encoding;
}

std::string encodingName(const Member& field)
{
    const auto text = textAttribute(field.attributes, "encoding");
    return text ? "`" + std::string(*text) + "`" : hasAnnotation(field, "packed") ? "`packed`" : "the normal form";
}

/// The group a field is in; nothing when it is in none.
std::optional<std::string> groupOf(const Member& field)
{
    if (!hasAnnotation(field, "oneof"))
        return std::nullopt;
    return std::string(textAttribute(field.attributes, "oneof").value_or(std::string_view()));
}

TextRange annotationPlace(const Member& field, std::string_view name)
{
    const Attribute* annotation = findAttribute(field.attributes, name);
    return annotation ? annotation->valueRange : field.nameRange;
}

/// The encoding's annotation, or the type of a field without one.
TextRange encodingPlace(const Member& field)
{
    if (hasAnnotation(field, "encoding"))
        return annotationPlace(field, "encoding");
    return hasAnnotation(field, "packed") ? annotationPlace(field, "packed") : field.typeRange;
}

} // namespace

FieldComparison::FieldComparison(const Analysis& older, const Analysis& newer, FindingList& findings, SameDecl same,
                                 SameDecl maybe)
    : m_older(*older.schema)
    , m_newer(*newer.schema)
    , m_oldDefaults(older)
    , m_newDefaults(newer)
    , m_findings(findings)
    , m_same(std::move(same))
    , m_maybe(std::move(maybe))
{
}

void FieldComparison::addAt(Severity severity, std::string_view code, const Pair& decls, const Member& field,
                            TextRange range, std::string_view pattern, std::vector<std::string> arguments)
{
    m_findings.add(severity, code, range, false, decls.newer.name + "." + field.name, pattern, std::move(arguments));
}

void FieldComparison::addOld(Severity severity, std::string_view code, const Pair& decls, const Member& field,
                             TextRange range, std::string_view pattern, std::vector<std::string> arguments)
{
    m_findings.add(severity, code, range, true, decls.newer.name + "." + field.name, pattern, std::move(arguments));
}

void FieldComparison::compare(DeclIndex older, DeclIndex newer)
{
    const Decl& oldDecl = m_older.decls[older];
    const Decl& newDecl = m_newer.decls[newer];
    Pair decls{oldDecl, newDecl,
               findAttribute(oldDecl.attributes, "presence") && findAttribute(newDecl.attributes, "presence"), 0};
    for (const Member& field : oldDecl.members)
        decls.highestOld = std::max(decls.highestOld, field.number);
    const MemberMaps was(oldDecl);
    const MemberMaps is(newDecl);
    for (const Member& field : newDecl.members)
        compareField(was, is, decls, field);
    for (const Member& field : oldDecl.members) {
        if (is.find(field.name) || is.find(field.number))
            continue;
        addOld(
            Severity::Error, "compat-field-removed", decls, field, field.nameRange,
            decls.presence
                ? "The field `{0}` of `{1}` was removed: the bits of the fields behind it stand for other fields now."
                : "The field `{0}` of `{1}` was removed: in old data it is an unknown field; never use its number "
                  "{2} again.",
            {field.name, newDecl.name, std::to_string(field.number)});
    }
}

void FieldComparison::compareField(const MemberMaps& was, const MemberMaps& is, const Pair& decls, const Member& field)
{
    const Member* sameName = was.find(field.name);
    const Member* sameNumber = was.find(field.number);
    if (sameName && sameName->number == field.number) {
        compareSameNumber(*sameName, decls, field);
    } else if (sameName) {
        addAt(Severity::Error, "compat-field-number", decls, field, numberPlace(field),
              decls.presence ? "The number of the field `{0}` was {1} and is {2} now: the order of the bits and values "
                               "goes by the numbers."
                             : "The number of the field `{0}` was {1} and is {2} now: each side takes the other's "
                               "field for an unknown one.",
              {field.name, std::to_string(sameName->number), std::to_string(field.number)});
    } else if (!sameNumber) {
        reportAdded(decls, field);
    } else if (is.find(sameNumber->name) || !sameForm(*sameNumber, field)) {
        addAt(Severity::Error, "compat-number-reused", decls, field, numberPlace(field),
              "The number {0} was that of `{1}: {2}` and is that of `{3}: {4}` now: old data is misread; use a number "
              "that no field has had.",
              {std::to_string(field.number), sameNumber->name, m_older.types[sameNumber->type].spelling, field.name,
               m_newer.types[field.type].spelling});
    } else {
        addAt(Severity::Note, "compat-field-renamed", decls, field, field.nameRange,
              "The field `{0}` of `{1}` is called `{2}` now; names of fields are not on the wire.",
              {sameNumber->name, decls.newer.name, field.name});
        compareSameNumber(*sameNumber, decls, field);
    }
}

void FieldComparison::reportAdded(const Pair& decls, const Member& field)
{
    const std::vector<std::string> arguments{field.name, decls.newer.name};
    if (hasAnnotation(field, "required")) {
        addAt(Severity::Error, "compat-field-required", decls, field, annotationPlace(field, "required"),
              "The field `{0}` was added to `{1}` as `@required`: old data does not have it and is refused.",
              arguments);
    }
    if (decls.presence) {
        const bool last = field.number > decls.highestOld;
        addAt(last ? Severity::Warning : Severity::Error,
              last ? "compat-presence-appended" : "compat-presence-position", decls, field, numberPlace(field),
              last ? "The field `{0}` was added behind the others of `{1}`: old data reads well; older readers cannot "
                     "read values that have it."
                   : "The field `{0}` was added among the others of `{1}`: the bits and values of those with higher "
                     "numbers move; give it the highest number.",
              arguments);
        return;
    }
    addAt(Severity::Note, "compat-field-added", decls, field, field.nameRange,
          isOptional(m_newer, field)
              ? "The field `{0}` was added to `{1}`: older readers skip it, and in old data it is absent."
              : "The field `{0}` was added to `{1}`: older readers skip it, and in old data it has its default.",
          arguments);
}

/// Whether a field of another name may be the same one renamed: nothing about it breaks.
bool FieldComparison::sameForm(const Member& was, const Member& is) const
{
    const TypeChange change = changeOf(was, is, m_maybe);
    const Encoding before = effectiveEncoding(m_older, was);
    const Encoding after = effectiveEncoding(m_newer, is);
    return (change == TypeChange::None || change == TypeChange::Wider) && before.kind == after.kind
        && before.bits == after.bits && hasAnnotation(was, "required") == hasAnnotation(is, "required");
}

void FieldComparison::compareSameNumber(const Member& was, const Pair& decls, const Member& is)
{
    if (!compareType(was, decls, is))
        return;
    compareEncoding(was, decls, is);
    compareRequired(was, decls, is);
    if (!decls.presence)
        comparePresence(was, decls, is);
    compareDefault(was, decls, is);
}

TypeChange FieldComparison::changeOf(const Member& was, const Member& is, const SameDecl& same) const
{
    if (isResolved(m_older, was.type) && isResolved(m_newer, is.type))
        return typeChange(m_older, was.type, m_newer, is.type, same);
    return m_older.types[was.type].spelling == m_newer.types[is.type].spelling ? TypeChange::None : TypeChange::Other;
}

/// Whether the same bytes may be meant.
bool FieldComparison::compareType(const Member& was, const Pair& decls, const Member& is)
{
    const auto report = [&](Severity severity, std::string_view code, std::string_view pattern) {
        addAt(severity, code, decls, is, is.typeRange, pattern,
              {is.name, m_older.types[was.type].spelling, m_newer.types[is.type].spelling});
    };
    switch (changeOf(was, is, m_same)) {
    case TypeChange::None:
        return true;
    case TypeChange::Wider:
        report(Severity::Note, "compat-field-widened",
               "The field `{0}` was `{1}` and is `{2}` now: old data reads well; older readers refuse values that are "
               "too large for `{1}`.");
        return true;
    case TypeChange::BytesForText:
        report(Severity::Warning, "compat-field-bytes",
               "The field `{0}` was `{1}` and is `{2}` now: old data reads well; older readers warn of bytes that are "
               "no text.");
        return true;
    case TypeChange::Narrower:
        report(Severity::Error, "compat-field-narrowed",
               "The field `{0}` was `{1}` and is `{2}` now: stored values may be too large for it.");
        return true;
    case TypeChange::Sign:
        report(Severity::Error, "compat-field-sign",
               "The field `{0}` was `{1}` and is `{2}` now: negative and large values change their meaning.");
        return true;
    case TypeChange::ArrayLength:
        report(Severity::Error, "compat-array-length",
               "The field `{0}` was `{1}` and is `{2}` now: arrays with another number of elements are refused, and "
               "one that is left out means other values.");
        return true;
    case TypeChange::Other:
        report(Severity::Error, "compat-field-type",
               "The field `{0}` was `{1}` and is `{2}` now: the bytes of one mean something else in the other.");
        return false;
    case TypeChange::WireType:
        report(Severity::Error, "compat-field-type",
               "The field `{0}` was `{1}` and is `{2}` now, with another wire type: neither side can read the "
               "other's.");
        return false;
    }
    return false;
}

void FieldComparison::compareEncoding(const Member& was, const Pair& decls, const Member& is)
{
    const Encoding before = effectiveEncoding(m_older, was);
    const Encoding after = effectiveEncoding(m_newer, is);
    if (before.kind == after.kind && before.bits == after.bits)
        return;
    addAt(Severity::Error, "compat-field-encoding", decls, is, encodingPlace(is),
          "The encoding of the field `{0}` was {1} and is {2} now: neither side can read the other's.",
          {is.name, encodingName(was), encodingName(is)});
}

void FieldComparison::compareRequired(const Member& was, const Pair& decls, const Member& is)
{
    const bool before = hasAnnotation(was, "required");
    const bool after = hasAnnotation(is, "required");
    if (!before && after) {
        addAt(Severity::Error, "compat-field-required", decls, is, annotationPlace(is, "required"),
              "The field `{0}` is `@required` now: old data that leaves it out is refused.", {is.name});
    } else if (before && !after) {
        addOld(Severity::Error, "compat-field-required", decls, was, annotationPlace(was, "required"),
               "The field `{0}` is no longer `@required`: older readers refuse data that leaves it out.", {is.name});
    }
}

/// Optional fields and groups.
void FieldComparison::comparePresence(const Member& was, const Pair& decls, const Member& is)
{
    const auto oldGroup = groupOf(was);
    const auto newGroup = groupOf(is);
    if (oldGroup != newGroup) {
        const std::string_view pattern = newGroup && oldGroup
            ? "The field `{0}` is in another `@oneof` group now: of fields that old data has side by side, the last "
              "one counts."
            : "The field `{0}` is in a `@oneof` group now: of its fields that old data has side by side, the last one "
              "counts.";
        if (newGroup)
            addAt(Severity::Warning, "compat-oneof", decls, is, annotationPlace(is, "oneof"), pattern, {is.name});
        else
            addOld(Severity::Warning, "compat-oneof", decls, was, annotationPlace(was, "oneof"),
                   "The field `{0}` is no longer in a `@oneof` group: of fields that new data has side by side, older "
                   "readers take the last one.",
                   {is.name});
        return;
    }
    const bool before = isOptional(m_older, was);
    const bool after = isOptional(m_newer, is);
    if (before != after) {
        addAt(Severity::Note, after ? "compat-field-optional" : "compat-field-always", decls, is, is.nameRange,
              after ? "The field `{0}` is optional now: where it is absent, older readers take it to be zero."
                    : "The field `{0}` is no longer optional: where old data has none, it reads as zero.",
              {is.name});
    }
}

void FieldComparison::compareDefault(const Member& was, const Pair& decls, const Member& is)
{
    if (m_oldDefaults.of(decls.older, was) == m_newDefaults.of(decls.newer, is))
        return;
    constexpr std::string_view pattern = "The default of the field `{0}` changed: data that leaves the field out means "
                                         "another value now.";
    if (hasAnnotation(is, "default"))
        addAt(Severity::Error, "compat-default", decls, is, annotationPlace(is, "default"), pattern, {is.name});
    else
        addOld(Severity::Error, "compat-default", decls, was, annotationPlace(was, "default"), pattern, {is.name});
}

Defaults::Defaults(const Analysis& analysis) : m_schema(*analysis.schema), m_plan(*analysis.plan)
{
    for (std::size_t i = 0; i < m_plan.nodes.size(); ++i) {
        if (m_plan.nodes[i].op == Op::Tagged)
            m_nodes.emplace(m_plan.nodes[i].decl, static_cast<NodeIndex>(i));
    }
}

std::string Defaults::of(const Decl& decl, const Member& field) const
{
    const Attribute* written = findAttribute(field.attributes, "default");
    if (written == nullptr)
        return {};
    const auto node = m_nodes.find(static_cast<DeclIndex>(&decl - m_schema.decls.data()));
    if (node == m_nodes.end())
        return std::get<std::string>(written->values.front());
    const auto member = static_cast<std::uint32_t>(&field - decl.members.data());
    const Node& fields = m_plan.nodes[node->second];
    for (SlotIndex i = fields.firstSlot; i < fields.firstSlot + fields.slotCount; ++i) {
        const Slot& slot = m_plan.slots[i];
        if (slot.member != member || slot.defaultBytes == kNoIndex)
            continue;
        const Bytes& bytes = m_plan.defaults[slot.defaultBytes];
        const bool zero = std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
        return zero ? std::string() : std::string(bytes.begin(), bytes.end());
    }
    return {};
}

} // namespace wirebench::cramberry
