// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/buffer_forms.h"

#include <QCoreApplication>
#include <QLocale>

namespace wirebench {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("BufferForms", text);
}

} // namespace

std::vector<BufferFormChoice> bufferForms()
{
    using Kind = BufferChoice::Kind;
    return {
        {QStringLiteral("schema.holds-any"),
         tr("&Recognised from the Bytes"),
         tr("Take the buffer as what it can be read as without a problem"),
         {Kind::Open, Framing::None}},
        {QStringLiteral("schema.holds-value"),
         tr("One &Value"),
         tr("The buffer is one value of the chosen type"),
         {Kind::Framed, Framing::None}},
        {QStringLiteral("schema.holds-messages"),
         tr("&Messages That Say Their Type"),
         tr("Several messages, each behind a header with its type and size"),
         {Kind::Framed, Framing::SelfDescribing}},
        {QStringLiteral("schema.holds-frames"),
         tr("&Frames of a Stream"),
         tr("A stream: frames that carry messages, headers and control, perhaps compressed"),
         {Kind::Framed, Framing::Frames}},
        {QStringLiteral("schema.holds-delimited"),
         tr("Messages Behind Their &Length"),
         tr("Several messages of the chosen type, each behind its length as a varint"),
         {Kind::Framed, Framing::Delimited}},
        {QStringLiteral("schema.holds-concatenated"),
         tr("Values One &After Another"),
         tr("Several values of the chosen type with nothing between them"),
         {Kind::Framed, Framing::Concatenated}},
    };
}

QString holdsText(Framing framing)
{
    switch (framing) {
    case Framing::SelfDescribing:
        return tr("messages");
    case Framing::Frames:
        return tr("frames");
    case Framing::Delimited:
        return tr("delimited");
    case Framing::Concatenated:
        return tr("concatenated");
    case Framing::None:
        break;
    }
    return tr("one value");
}

QString heldText(Framing framing, std::size_t count)
{
    const bool one = count == 1;
    QString text;
    switch (framing) {
    case Framing::SelfDescribing:
        text = one ? tr("1 message") : tr("%1 messages");
        break;
    case Framing::Frames:
        text = one ? tr("stream of 1 frame") : tr("stream of %1 frames");
        break;
    case Framing::Delimited:
        text = one ? tr("1 delimited message") : tr("%1 delimited messages");
        break;
    case Framing::Concatenated:
        text = one ? tr("1 value in a row") : tr("%1 values in a row");
        break;
    case Framing::None:
        return {};
    }
    return one ? text : text.arg(QLocale().toString(qulonglong(count)));
}

} // namespace wirebench
