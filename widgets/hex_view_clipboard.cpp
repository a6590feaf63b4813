// SPDX-License-Identifier: GPL-3.0-or-later
// Copying and pasting in the hex view.
#include "widgets/hex_view.h"

#include "core/inspect/hex_text.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

#include <algorithm>

namespace wirebench {

namespace {

constexpr auto kBytesMime = "application/octet-stream";
/// More than this many bytes are not turned into a text; a file is the better place for them.
constexpr quint64 kMostCopiedBytes = 64ull << 20;

} // namespace

Bytes HexView::bytesToCopy() const
{
    if (!m_document)
        return {};
    const auto [first, end] = pickedBytes();
    if (first < end)
        return m_document->bytes(first, std::min(end - first, kMostCopiedBytes));
    Bytes bytes;
    if (!m_selection)
        return bytes;
    quint64 done = 0; // two ranges may share a byte
    for (const BitRange& range : toDocument(m_selection->state().bits)) {
        const quint64 from = std::max<quint64>(done, range.first / 8);
        const quint64 to = (range.end() + 7) / 8;
        if (from >= to || bytes.size() >= kMostCopiedBytes)
            continue;
        const Bytes part = m_document->bytes(from, std::min(to - from, kMostCopiedBytes));
        bytes.insert(bytes.end(), part.begin(), part.end());
        done = to;
    }
    return bytes;
}

quint64 HexView::placeToCopy() const
{
    const auto [first, end] = pickedBytes();
    if (first < end || !m_selection)
        return first;
    const auto bits = toDocument(m_selection->state().bits);
    return bits.empty() ? first : bits.front().first / 8;
}

QString HexView::copyText(CopyForm form, ByteView bytes) const
{
    CopyOptions options;
    options.offset = placeToCopy();
    options.upperCase = m_options.upperCase;
    return QString::fromStdString(copyAs(bytes, form, options));
}

void HexView::copy()
{
    copyAsForm(CopyForm::SpacedHex);
}

void HexView::copyAsForm(CopyForm form)
{
    const Bytes bytes = bytesToCopy();
    if (bytes.empty()) {
        Q_EMIT messageRequested(tr("Nothing is selected. Drag over bytes or click a field, then copy."));
        return;
    }
    auto* data = new QMimeData;
    const QString text = copyText(form, bytes);
    data->setText(text);
    if (form == CopyForm::Html)
        data->setHtml(text);
    data->setData(QLatin1String(kBytesMime),
                  QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())));
    QApplication::clipboard()->setMimeData(data);
    Q_EMIT messageRequested(bytes.size() == 1 ? tr("Copied 1 byte.") : tr("Copied %1 bytes.").arg(bytes.size()));
}

void HexView::cut()
{
    if (refusesEdits())
        return;
    if (!m_insert) {
        Q_EMIT messageRequested(tr("Overwriting keeps the length. Press Insert to be able to cut bytes."));
        return;
    }
    if (!m_anchor) {
        Q_EMIT messageRequested(tr("No bytes are picked. Drag over the bytes to cut."));
        return;
    }
    copy();
    removePicked();
    place(m_caret, 0);
}

void HexView::paste()
{
    const QMimeData* data = QApplication::clipboard()->mimeData();
    if (!m_document || !data || refusesEdits())
        return;
    if (data->hasFormat(QLatin1String(kBytesMime))) {
        const QByteArray bytes = data->data(QLatin1String(kBytesMime));
        insertPasted(Bytes(bytes.begin(), bytes.end()));
        return;
    }
    const std::string text = data->text().toStdString();
    const HexText hex = readHexText(text);
    if (hasErrors(hex.diagnostics)) {
        const auto error = std::find_if(hex.diagnostics.begin(), hex.diagnostics.end(),
                                        [](const Diagnostic& d) { return d.severity == Severity::Error; });
        Q_EMIT messageRequested(
            tr("The clipboard holds no hex that can be read: %1").arg(QString::fromStdString(error->message.text())));
        return;
    }
    if (hex.bytes.empty()) {
        Q_EMIT messageRequested(tr("The clipboard holds no bytes. Copy hex text or bytes first."));
        return;
    }
    insertPasted(hex.bytes);
}

void HexView::insertPasted(const Bytes& bytes)
{
    if (size() == 0)
        setInsertMode(true); // there is nothing to overwrite
    const quint64 at = pickedBytes().first;
    if (!m_insert && bytes.size() > size() - at) {
        Q_EMIT messageRequested(tr("The %1 bytes do not fit in the %2 up to the end. Press Insert to insert them.")
                                    .arg(bytes.size())
                                    .arg(size() - at));
        return;
    }
    m_document->seal();
    const auto [first, end] = pickedBytes();
    m_anchor.reset();
    m_document->replace(first, m_insert ? end - first : bytes.size(), bytes);
    moveTo(first + bytes.size(), false);
}

void HexView::copyOffset(bool decimal)
{
    QApplication::clipboard()->setText(decimal ? QString::number(placeToCopy())
                                               : QStringLiteral("0x") + QString::number(placeToCopy(), 16).toUpper());
}

} // namespace wirebench
