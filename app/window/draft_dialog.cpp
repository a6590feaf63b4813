// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/draft_dialog.h"

#include "app/window/counts.h"
#include "core/formats/registry.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

#include <utility>

namespace wirebench {

namespace {

constexpr qsizetype kMostPreviewed = 100'000; // characters; an editor shows the rest

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

DraftDialog::DraftDialog(std::shared_ptr<const Bytes> bytes, const Format* format, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_bytes(std::move(bytes))
    , m_theme(theme)
    , m_formats(new QComboBox(this))
    , m_summary(new QLabel(this))
    , m_preview(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Draft a Schema from These Bytes"));
    setObjectName(QStringLiteral("draftDialog"));
    build();
    connect(&m_work, &QFutureWatcher<Result>::finished, this, [this] { showDraft(m_work.result()); });
    connect(m_formats, &QComboBox::activated, this,
            [this](int item) { start(findFormat(m_formats->itemData(item).toString().toStdString())); });
    start(format && format->schemalessDialect() ? format : nullptr);
    resize(720, 520);
}

void DraftDialog::build()
{
    m_formats->setObjectName(QStringLiteral("draftFormat"));
    m_formats->setToolTip(tr("The wire format that the bytes are read as; the schema is in its language"));
    for (const Format* format : allFormats()) {
        if (format->schemalessDialect())
            m_formats->addItem(utf8(format->title()), utf8(format->id()));
    }
    m_summary->setObjectName(QStringLiteral("draftSummary"));
    m_summary->setWordWrap(true);
    m_preview->setObjectName(QStringLiteral("draftPreview"));
    m_preview->setAccessibleName(tr("The drafted schema"));
    m_preview->setReadOnly(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setFont(m_theme.monospace);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* label = new QLabel(tr("&Wire format:"), this);
    label->setBuddy(m_formats);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_formats);
    row->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(tr("Open as New Document"));
    m_accept->setToolTip(tr("Opens the draft in a tab of its own, with these bytes; what is open stays as it is"));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(row);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void DraftDialog::start(const Format* format)
{
    m_accept->setEnabled(false);
    m_summary->setText(tr("Drafting…"));
    m_work.setFuture(QtConcurrent::run([bytes = m_bytes, format] {
        const std::shared_ptr<const SchemalessReading> best = format ? nullptr : readWithoutSchema(bytes, nullptr);
        Result result;
        result.format = format ? format : best->format;
        result.schema = draftSchema(*bytes, *result.format);
        return result;
    }));
}

void DraftDialog::showDraft(Result result)
{
    m_draft = std::move(result);
    m_formats->setCurrentIndex(m_formats->findData(utf8(m_draft.format->id())));
    const QString text = utf8(m_draft.schema.text);
    m_preview->setPlainText(text.size() > kMostPreviewed ? text.left(kMostPreviewed) + QStringLiteral("\n…") : text);
    QString summary = tr("%1, %2. Numbers and wire types are those of the bytes; names and types are guesses.")
                          .arg(messagesText(m_draft.schema.messages), fieldsText(m_draft.schema.fields));
    const bool whole = m_draft.schema.readBytes == m_bytes->size();
    if (!whole)
        summary += QLatin1Char(' ')
            + tr("Only %1 of %2 are whole fields and drafted: the bytes may be of another wire format.")
                  .arg(bytesText(m_draft.schema.readBytes), bytesText(m_bytes->size()));
    m_summary->setStyleSheet(whole ? QString() : QStringLiteral("color: %1").arg(m_theme.warning.name()));
    m_summary->setText(summary);
    m_accept->setEnabled(true);
    m_accept->setFocus();
}

} // namespace wirebench
