// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/paste_dialog.h"

#include "app/window/counts.h"
#include "core/base/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

constexpr int kAutomatic = -1;
constexpr int kInteger = -2;
constexpr std::size_t kPreviewBytes = 24;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace

PasteDialog::PasteDialog(const QString& pasted, const Theme& theme, IntegerReader integers, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_integers(std::move(integers))
    , m_text(new QPlainTextEdit(this))
    , m_form(new QComboBox(this))
    , m_result(new QLabel(this))
    , m_preview(new QLabel(this))
{
    setWindowTitle(tr("Paste Bytes"));
    setObjectName(QStringLiteral("pasteDialog"));
    build();
    m_form->addItem(tr("Recognise"), kAutomatic);
    for (const HexForm form : allHexForms())
        m_form->addItem(text(hexFormTitle(form)), int(form));
    if (m_integers)
        m_form->addItem(tr("integer"), kInteger);
    connect(m_form, &QComboBox::currentIndexChanged, this, &PasteDialog::read);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PasteDialog::read);
    m_text->setPlainText(pasted);
    read();
    if (!m_bytes.empty())
        m_accept->setFocus(); // Enter takes what was recognised
    resize(640, 420);
}

void PasteDialog::build()
{
    m_text->setObjectName(QStringLiteral("pasteText"));
    m_form->setObjectName(QStringLiteral("pasteForm"));
    m_result->setObjectName(QStringLiteral("pasteResult"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(m_theme.monospace);
    m_text->setPlaceholderText(tr("Hex digits, a hex dump, array literals, Base64, Intel HEX …"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_preview->setFont(m_theme.monospace);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Read as:"), this));
    row->addWidget(m_form);
    row->addSpacing(8);
    row->addWidget(m_result, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(tr("Use as Buffer"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addLayout(row);
    layout->addWidget(m_preview);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void PasteDialog::read()
{
    m_text->setExtraSelections({});
    m_preview->clear();
    m_bytes.clear();
    const QByteArray utf8 = m_text->toPlainText().toUtf8();
    m_accept->setEnabled(false);
    if (utf8.trimmed().isEmpty()) {
        m_result->setText(tr("Nothing pasted yet."));
        return;
    }
    const int choice = m_form->currentData().toInt();
    if (choice == kInteger) {
        readInteger(utf8);
        return;
    }
    const std::optional<HexForm> form
        = choice == kAutomatic ? std::nullopt : std::optional(static_cast<HexForm>(choice));
    HexText result = readHexText({utf8.constData(), std::size_t(utf8.size())}, form);
    if (hasErrors(result.diagnostics)) {
        showProblem(result.diagnostics.front(), utf8);
        return;
    }
    m_bytes = std::move(result.bytes);
    showBytes(text(hexFormTitle(result.form)));
}

bool PasteDialog::readInteger(const QByteArray& utf8)
{
    const IntegerText integer = readIntegerText({utf8.constData(), std::size_t(utf8.size())});
    if (!integer.recognised || hasErrors(integer.diagnostics)) {
        if (!integer.diagnostics.empty())
            showProblem(integer.diagnostics.front(), utf8);
        else
            m_result->setText(tr("This is no integer. Write decimal digits, 0x… or 0b…; _ may separate digits."));
        return false;
    }
    const std::optional<Bytes> bytes = m_integers(integer.packed);
    if (!bytes) {
        m_result->setText(
            tr("The integer has more bits than the type in use. Choose another type or a smaller number."));
        return false;
    }
    m_bytes = *bytes;
    showBytes(tr("integer"));
    return true;
}

void PasteDialog::showBytes(const QString& form)
{
    m_result->setStyleSheet(QString());
    m_result->setText(tr("Read as %1, %2.").arg(form, bytesText(m_bytes.size())));
    const ByteView shown = ByteView(m_bytes).first(std::min(m_bytes.size(), kPreviewBytes));
    m_preview->setText(text(toHex(shown, " ")) + (shown.size() < m_bytes.size() ? QStringLiteral(" …") : QString()));
    m_accept->setEnabled(true);
}

void PasteDialog::showProblem(const Diagnostic& problem, const QByteArray& utf8)
{
    const LineIndex lines({utf8.constData(), std::size_t(utf8.size())});
    const TextPosition position = lines.position(std::uint32_t(problem.place.first));
    m_result->setStyleSheet(QStringLiteral("color: %1").arg(m_theme.error.name()));
    m_result->setText(tr("Line %1, column %2: %3")
                          .arg(position.line)
                          .arg(position.column)
                          .arg(QString::fromStdString(problem.message.text())));
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(m_text->document());
    const qsizetype begin = QString::fromUtf8(utf8.left(qsizetype(problem.place.first))).size();
    const qsizetype length
        = QString::fromUtf8(utf8.mid(qsizetype(problem.place.first), qsizetype(problem.place.count))).size();
    mark.cursor.setPosition(int(begin));
    mark.cursor.setPosition(int(std::min(begin + std::max<qsizetype>(length, 1), m_text->toPlainText().size())),
                            QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(m_theme.error);
    mark.format.setBackground(m_theme.selection);
    m_text->setExtraSelections({mark});
}

} // namespace wirebench
