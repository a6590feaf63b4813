// SPDX-License-Identifier: GPL-3.0-or-later
// Editing and clipboard of the hex view.
#include "widgets/hex_view.h"

#include "core/inspect/hex_text.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>

#include <algorithm>

namespace wirebench {

namespace {

constexpr auto kBytesMime = "application/octet-stream";
/// More than this many bytes are not turned into a text without asking for a file instead.
constexpr quint64 kMostCopiedBytes = 64ull << 20;

unsigned power(unsigned base, unsigned exponent)
{
    unsigned value = 1;
    while (exponent-- > 0)
        value *= base;
    return value;
}

/// `value` with one digit replaced; digits behind it become 0 where the byte would overflow. Nothing when even that
/// does not fit a byte.
std::optional<std::uint8_t> withDigit(unsigned value, unsigned digit, unsigned newValue, HexCells cells)
{
    const unsigned base = baseOf(cells);
    const unsigned unit = power(base, digitsOf(cells) - 1 - digit);
    const unsigned old = value / unit % base;
    unsigned result = value - old * unit + newValue * unit;
    if (result > 255)
        result -= result % unit;
    return result > 255 ? std::nullopt : std::optional(std::uint8_t(result));
}

} // namespace

void HexView::setCaret(quint64 offset)
{
    moveTo(offset, false);
}

void HexView::selectBytes(quint64 first, quint64 count)
{
    first = std::min(first, size());
    m_anchor = first;
    showByte(first);
    place(first + std::min(count, size() - first), 0);
}

void HexView::selectAll()
{
    if (size() == 0)
        return;
    m_anchor = 0;
    m_caret = size();
    m_digit = 0;
    viewport()->update();
    commit(7);
    Q_EMIT pickedChanged(0, size());
    announceCaret();
}

void HexView::setInsertMode(bool insert)
{
    if (m_insert == insert)
        return;
    m_insert = insert;
    if (!insert && m_caret == size() && m_caret > 0 && !m_anchor)
        place(m_caret - 1, 0);
    viewport()->update();
    Q_EMIT insertModeChanged(insert);
}

void HexView::undo()
{
    if (!m_document || !m_document->canUndo())
        return;
    m_anchor.reset();
    const auto connection
        = connect(m_document, &ByteDocument::changed, this, [this](quint64 offset) { m_caret = offset; });
    m_document->undo();
    disconnect(connection);
    moveTo(m_caret, false);
}

void HexView::redo()
{
    if (!m_document || !m_document->canRedo())
        return;
    m_anchor.reset();
    const auto connection = connect(m_document, &ByteDocument::changed, this,
                                    [this](quint64 offset, quint64, quint64 inserted) { m_caret = offset + inserted; });
    m_document->redo();
    disconnect(connection);
    moveTo(m_caret, false);
}

void HexView::put(const Bytes& bytes, PieceTable::Join join)
{
    const quint64 at = m_caret;
    m_document->replace(at, m_insert ? 0 : bytes.size(), bytes, join);
    m_caret = at + bytes.size();
}

bool HexView::removePicked()
{
    const auto [first, end] = pickedBytes();
    if (first == end)
        return false;
    m_anchor.reset();
    m_caret = first;
    m_digit = 0;
    if (m_insert)
        m_document->replace(first, end - first, {});
    return true;
}

void HexView::typeDigit(unsigned value)
{
    if (size() == 0)
        setInsertMode(true); // there is nothing to overwrite
    if (m_anchor)
        removePicked();
    const bool begins = m_insert && m_digit == 0;
    if (!begins && m_caret >= size()) {
        Q_EMIT messageRequested(tr("The buffer ends here. Press Insert to add bytes."));
        return;
    }
    const auto byte = withDigit(begins ? 0 : m_document->at(m_caret), m_digit, value, m_options.cells);
    if (!byte) {
        Q_EMIT messageRequested(tr("A byte is at most 255; the digit %1 does not fit here.").arg(value));
        return;
    }
    const quint64 at = m_caret;
    const unsigned digit = m_digit;
    m_document->replace(at, begins ? 0 : 1, Bytes{*byte}, PieceTable::Join::Typing);
    const bool last = digit + 1 == digitsOf(m_options.cells);
    const quint64 most = m_insert ? size() : size() - 1;
    m_caret = last ? std::min(at + 1, most) : at;
    m_digit = last ? 0 : digit + 1;
    showByte(m_caret);
    commit(7);
    announceCaret();
}

void HexView::typeText(const QString& text)
{
    if (m_anchor)
        removePicked();
    const QByteArray utf8 = text.toUtf8();
    const Bytes bytes(utf8.begin(), utf8.end());
    if (!m_insert && bytes.size() > size() - m_caret) {
        Q_EMIT messageRequested(tr("The buffer ends here. Press Insert to add bytes."));
        return;
    }
    put(bytes, PieceTable::Join::Typing);
    if (!m_insert)
        m_caret = std::min(m_caret, size() - 1);
    m_digit = 0;
    showByte(m_caret);
    commit(7);
    announceCaret();
}

void HexView::deleteAt(bool backward)
{
    if (!m_insert) {
        if (backward && !m_anchor)
            moveTo(m_caret - std::min<quint64>(m_caret, m_digit > 0 ? 0 : 1), false);
        else
            Q_EMIT messageRequested(tr("Overwriting keeps the length. Press Insert to be able to remove bytes."));
        return;
    }
    if (removePicked()) {
        place(m_caret, 0);
        return;
    }
    // A half typed byte goes away as a whole.
    const bool half = m_digit > 0;
    if ((backward && !half && m_caret == 0) || (!backward && m_caret >= size()))
        return;
    const quint64 at = backward && !half ? m_caret - 1 : m_caret;
    m_document->replace(at, 1, {}, PieceTable::Join::Deleting);
    m_caret = at;
    m_digit = 0;
    showByte(m_caret);
    commit(7);
    announceCaret();
}

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

quint64 HexView::copyOffset() const
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
    options.offset = copyOffset();
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
    if (!m_document || !data)
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

QMenu* HexView::makeCopyAsMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("Copy &as"), parent);
    const Bytes bytes = bytesToCopy();
    const ByteView start = ByteView(bytes).first(std::min<std::size_t>(bytes.size(), 12));
    for (const CopyForm form : allCopyForms()) {
        const std::string_view title = copyFormTitle(form);
        QString preview = copyText(form, start).simplified();
        if (preview.size() > 40)
            preview = preview.left(39) + QChar(0x2026);
        preview.replace(QLatin1Char('&'), QLatin1String("&&"));
        auto* action
            = menu->addAction(QString::fromUtf8(title.data(), qsizetype(title.size())) + QLatin1Char('\t') + preview);
        action->setData(QString::fromUtf8(copyFormId(form).data(), qsizetype(copyFormId(form).size())));
        action->setEnabled(!bytes.empty());
        connect(action, &QAction::triggered, this, [this, form] { copyAsForm(form); });
    }
    return menu;
}

void HexView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_document)
        return;
    QMenu menu(this);
    const auto add = [&](const QString& text, const QKeySequence& keys, void (HexView::*slot)(), bool enabled) {
        auto* action = menu.addAction(text, this, slot);
        action->setShortcut(keys);
        action->setEnabled(enabled);
    };
    const bool any = !bytesToCopy().empty();
    add(tr("&Undo"), QKeySequence::Undo, &HexView::undo, m_document->canUndo());
    add(tr("&Redo"), QKeySequence::Redo, &HexView::redo, m_document->canRedo());
    menu.addSeparator();
    add(tr("Cu&t"), QKeySequence::Cut, &HexView::cut, m_anchor && m_insert);
    add(tr("&Copy"), QKeySequence::Copy, &HexView::copy, any);
    menu.addMenu(makeCopyAsMenu(&menu))->setEnabled(any);
    add(tr("&Paste"), QKeySequence::Paste, &HexView::paste, true);
    menu.addSeparator();
    add(tr("Select a&ll"), QKeySequence::SelectAll, &HexView::selectAll, size() > 0);
    add(tr("Select &bytes…"), QKeySequence(tr("Ctrl+E")), &HexView::askRange, size() > 0);
    add(tr("&Go to offset…"), QKeySequence(tr("Ctrl+G")), &HexView::askOffset, size() > 0);
    menu.exec(event->globalPos());
}

} // namespace wirebench
