// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/code_export_dialog.h"

#include "app/session/file_io.h"
#include "core/codegen/line_diff.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString changeText(OutputChange change)
{
    switch (change) {
    case OutputChange::New:
        return CodeExportDialog::tr("new");
    case OutputChange::Same:
        return CodeExportDialog::tr("as it is");
    case OutputChange::Changed:
        return CodeExportDialog::tr("changes");
    case OutputChange::Foreign:
        break;
    }
    return CodeExportDialog::tr("not ours");
}

QColor tinted(const QColor& background, const QColor& colour)
{
    constexpr double strength = 0.22;
    const auto mix = [&](int from, int to) { return int(from + (to - from) * strength); };
    return {mix(background.red(), colour.red()), mix(background.green(), colour.green()),
            mix(background.blue(), colour.blue())};
}

} // namespace

CodeExportDialog::CodeExportDialog(std::shared_ptr<const Generated> code, const QString& schemaPath, const Theme& theme,
                                   QWidget* parent)
    : QDialog(parent), m_code(std::move(code)), m_theme(theme)
{
    setWindowTitle(tr("Export Code"));
    setObjectName(QStringLiteral("codeExportDialog"));
    build();
    const QDir base = schemaPath.isEmpty() ? QDir::home() : QFileInfo(schemaPath).dir();
    m_folder->setText(QDir::toNativeSeparators(base.filePath(QStringLiteral("gen"))));
    compare();
    resize(860, 560);
}

void CodeExportDialog::build()
{
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(QStringLiteral("exportFolder"));
    auto* browse = new QPushButton(tr("&Browse…"), this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    auto* form = new QFormLayout;
    form->addRow(tr("&Folder"), row);
    if (QLabel* label = qobject_cast<QLabel*>(form->labelForField(row)))
        label->setBuddy(m_folder);
    m_files = new QListWidget(this);
    m_files->setObjectName(QStringLiteral("exportFiles"));
    m_files->setAccessibleName(tr("Files"));
    m_preview = new QPlainTextEdit(this);
    m_preview->setObjectName(QStringLiteral("exportPreview"));
    m_preview->setAccessibleName(tr("What changes"));
    m_preview->setReadOnly(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(m_theme.monospace);
    auto* split = new QSplitter(this);
    split->addWidget(m_files);
    split->addWidget(m_preview);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("exportSummary"));
    m_summary->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_write = buttons->addButton(tr("&Write Files"), QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(split, 1);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    connect(browse, &QPushButton::clicked, this, &CodeExportDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &CodeExportDialog::compare);
    connect(m_files, &QListWidget::currentRowChanged, this, &CodeExportDialog::preview);
    connect(buttons, &QDialogButtonBox::accepted, this, &CodeExportDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void CodeExportDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the Code"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

QString CodeExportDialog::pathOf(const GeneratedFile& file) const
{
    return QDir(QDir::fromNativeSeparators(m_folder->text())).filePath(utf8(file.path));
}

void CodeExportDialog::compare()
{
    m_existing.clear();
    std::size_t next = 0;
    m_changes = outputChanges(m_code->files, [&](std::string_view) -> std::optional<std::string> {
        const QString path = pathOf(m_code->files[next++]);
        QString error;
        const std::optional<QByteArray> content = QFileInfo(path).isFile() ? readFile(path, error) : std::nullopt;
        m_existing.push_back(content ? content->toStdString() : std::string());
        return content ? std::optional(m_existing.back()) : std::nullopt;
    });
    const int row = std::max(0, m_files->currentRow());
    m_files->clear();
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        auto* item = new QListWidgetItem(
            QStringLiteral("%1 — %2").arg(utf8(m_code->files[i].path), changeText(m_changes[i])), m_files);
        if (m_changes[i] == OutputChange::Foreign)
            item->setForeground(m_theme.error);
        else if (m_changes[i] == OutputChange::Same)
            item->setForeground(m_theme.muted);
    }
    m_files->setCurrentRow(row);
    const auto count = [&](OutputChange change) { return int(std::ranges::count(m_changes, change)); };
    const int foreign = count(OutputChange::Foreign);
    const int written = count(OutputChange::New) + count(OutputChange::Changed);
    m_write->setEnabled(foreign == 0 && written > 0 && !m_folder->text().trimmed().isEmpty());
    if (foreign > 0)
        m_summary->setText(tr("%n file(s) there were not written by this program and would be lost. Move them away, or "
                              "choose another folder.",
                              nullptr, foreign));
    else if (written == 0)
        m_summary->setText(tr("All files are there already, just as they would be written."));
    else
        m_summary->setText(tr("%1 new, %2 changed, %3 as they are.")
                               .arg(count(OutputChange::New))
                               .arg(count(OutputChange::Changed))
                               .arg(count(OutputChange::Same)));
}

void CodeExportDialog::preview()
{
    m_preview->clear();
    const int row = m_files->currentRow();
    if (row < 0)
        return;
    const std::vector<DiffLine> lines = lineDiff(m_existing[std::size_t(row)], m_code->files[std::size_t(row)].text);
    QTextCursor cursor(m_preview->document());
    cursor.beginEditBlock();
    const QColor base = m_preview->palette().color(QPalette::Base);
    const bool isNew = m_changes[std::size_t(row)] == OutputChange::New;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        QTextBlockFormat format;
        const bool added = lines[i].kind == DiffLine::Kind::Added && !isNew;
        const bool removed = lines[i].kind == DiffLine::Kind::Removed;
        if (added || removed)
            format.setBackground(tinted(base, added ? m_theme.good : m_theme.error));
        if (i > 0)
            cursor.insertBlock(format);
        else
            cursor.setBlockFormat(format);
        cursor.insertText(QLatin1String(added ? "+ " : removed ? "- " : "  ") + utf8(lines[i].text));
    }
    cursor.endEditBlock();
    const auto changed
        = std::ranges::find_if(lines, [](const DiffLine& one) { return one.kind != DiffLine::Kind::Same; });
    const int first = isNew || changed == lines.end() ? 0 : int(changed - lines.begin());
    m_preview->setTextCursor(QTextCursor(m_preview->document()->findBlockByNumber(first)));
    m_preview->centerCursor();
}

void CodeExportDialog::write()
{
    int written = 0;
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        if (m_changes[i] == OutputChange::Same)
            continue;
        const QString path = pathOf(m_code->files[i]);
        QString error;
        if (!QDir().mkpath(QFileInfo(path).path()))
            error = tr("The folder “%1” cannot be made. Choose another one.").arg(QFileInfo(path).path());
        if (!error.isEmpty() || !writeFile(path, QByteArray::fromStdString(m_code->files[i].text), error)) {
            m_summary->setText(error);
            return;
        }
        ++written;
    }
    m_outcome = tr("%n file(s) written to %1.", nullptr, written).arg(m_folder->text());
    accept();
}

} // namespace wirebench
