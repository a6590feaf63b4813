// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/session/drafted_document.h"
#include "app/session/file_io.h"
#include "app/session/unpacked_message.h"
#include "app/window/banner.h"
#include "app/window/command_palette.h"
#include "app/window/compression_dialog.h"
#include "app/window/draft_dialog.h"
#include "app/window/exporter.h"
#include "app/window/import_folders_dialog.h"
#include "app/window/limits_dialog.h"
#include "app/window/paste_dialog.h"
#include "app/window/sample_dialog.h"
#include "app/window/shortcuts_dialog.h"
#include "core/formats/registry.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace wirebench {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// Bytes of a record from its packed value; nothing when it has more bits than the record.
PasteDialog::IntegerReader integerReader(const Snapshot* snapshot)
{
    const PlanType* type = snapshot ? snapshot->type() : nullptr;
    if (!type || !snapshot->plan->integerLiterals)
        return {};
    const Node& node = snapshot->plan->nodes[type->node];
    const std::size_t size = std::max<std::size_t>(1, std::size_t((node.minBits + 7) / 8));
    return [size, reversed = node.byteReversed](const Bytes& packed) -> std::optional<Bytes> {
        if (packed.size() > size)
            return std::nullopt;
        Bytes bytes = packed;
        bytes.resize(size);
        if (reversed)
            std::ranges::reverse(bytes);
        return bytes;
    };
}

} // namespace

void MainWindow::pasteBytes()
{
    const Document* current = m_workspace->current();
    const Snapshot* snapshot = current ? current->snapshot().get() : nullptr;
    PasteDialog dialog(QApplication::clipboard()->text(), theme(), integerReader(snapshot), this);
    if (dialog.exec() == QDialog::Accepted)
        m_files->pasteBuffer(dialog.bytes());
}

void MainWindow::newFromSample()
{
    SampleDialog dialog(loadSamples(m_options.paths.samplesDir), theme(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    if (const Sample* sample = dialog.sample())
        m_files->openSample(*sample);
    else
        m_files->newEmpty();
}

void MainWindow::openUnpacked(Document* document, quint64 element)
{
    if (const auto state = unpackedDocument(*document, element))
        m_workspace->setCurrent(m_workspace->add(*state));
}

void MainWindow::draftSchema(Document* document)
{
    if (!document->bytes() || document->bytes()->empty())
        return;
    const Snapshot* snapshot = document->snapshot().get();
    const Format* format = !snapshot ? nullptr : snapshot->schemaless ? snapshot->schemaless->format : snapshot->format;
    DraftDialog dialog(document->bytes(), format, theme(), this);
    if (dialog.exec() == QDialog::Accepted)
        m_workspace->setCurrent(m_workspace->add(draftedDocument(*document, dialog.draft(), *dialog.format())));
}

void MainWindow::exportTo(const QString& id)
{
    const Document* document = m_workspace->current();
    if (!document || !document->snapshot())
        return;
    const QList<ExportKind> kinds = allExports();
    const auto kind = std::ranges::find(kinds, id, &ExportKind::id);
    QString error;
    const QByteArray content = makeExport(id, *document->snapshot(), theme().dark, error);
    if (error.isEmpty()) {
        const QFileInfo schema(document->schemaPath().isEmpty() ? document->schemaName() : document->schemaPath());
        const QString suggestion = schema.dir().filePath(schema.baseName() + kind->suffix);
        const QString path = QFileDialog::getSaveFileName(this, kind->title, suggestion, kind->filter);
        if (path.isEmpty() || writeFile(path, content, error))
            return;
    }
    QMessageBox::warning(this, kind->title, error);
}

void MainWindow::stopWork()
{
    Document* document = m_workspace->current();
    if (document && document->pending())
        document->stop();
    else
        m_status->showMessage(tr("Nothing is being decoded."), 6000);
}

void MainWindow::chooseLimits()
{
    DocumentSettings settings = m_workspace->settings();
    LimitsDialog dialog(settings.limits, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    settings.limits = dialog.choice();
    writeLimitChoice(m_settings, settings.limits);
    m_workspace->setSettings(settings);
}

void MainWindow::chooseImportFolders()
{
    const Document* document = m_workspace->current();
    const bool placed = document && !document->schemaPath().isEmpty();
    const QString home = placed ? QFileInfo(document->schemaPath()).absolutePath() : QDir::homePath();
    ImportFoldersDialog dialog(readImportFolders(m_settings), m_options.importFolders, home, theme(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    writeImportFolders(m_settings, dialog.folders());
    DocumentSettings settings = m_workspace->settings();
    settings.importFolders = m_options.importFolders + dialog.folders();
    m_workspace->setSettings(settings);
}

void MainWindow::chooseCompression()
{
    DocumentSettings settings = m_workspace->settings();
    CompressionDialog dialog(settings.stream, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    settings.stream = dialog.options();
    writeStreamOptions(m_settings, settings.stream);
    m_workspace->setSettings(settings);
}

void MainWindow::showPalette()
{
    auto* palette = new CommandPalette(m_actions->all(), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void MainWindow::showShortcuts()
{
    ShortcutsDialog(*m_actions, this).exec();
}

void MainWindow::showAbout()
{
    QStringList formats;
    for (const Format* format : allFormats())
        formats.append(utf8(format->title()));
    QMessageBox::about(
        this, tr("About Wirebench"),
        tr("<h3>Wirebench %1</h3><p>A workbench for binary wire formats: %2.</p>"
           "<p>The program is free software under the GNU General Public License, version 3 or later; "
           "its core library is under the MIT licence.</p>")
            .arg(QApplication::applicationVersion(), formats.join(QStringLiteral(", ")).toHtmlEscaped()));
}

void MainWindow::fillFormats()
{
    if (m_formatGroup->actions().isEmpty()) {
        const auto add = [this](const QString& text, const QString& id) {
            QAction* action = m_formatGroup->addAction(text);
            action->setCheckable(true);
            action->setData(id);
            connect(action, &QAction::triggered, this, [this, id] {
                if (Document* document = m_workspace->current())
                    document->setFormatId(id);
            });
        };
        add(tr("Recognise by Name and Content"), {});
        for (const Format* format : allFormats())
            add(utf8(format->title()), utf8(format->id()));
    }
    const Document* document = m_workspace->current();
    const QString chosen = document ? document->formatId() : QString();
    for (QAction* action : m_formatGroup->actions())
        action->setChecked(action->data().toString() == chosen);
}

void MainWindow::showProblems()
{
    m_docks->reveal(ViewKind::Problems);
    if (DocumentViews* views = currentViews())
        views->widget(ViewKind::Problems)->setFocus(Qt::OtherFocusReason);
}

void MainWindow::warnChangedOutside(Document* document, const QString& path)
{
    DocumentViews* views = viewsOf(document);
    if (!views)
        return;
    const QString text = document->modified()
        ? tr("“%1” was changed by another program. Reading it again drops your unsaved changes.")
        : tr("“%1” was changed by another program.");
    views->banner().show(
        QStringLiteral("warning"), text.arg(QFileInfo(path).fileName()),
        {{tr("Read Again"), [this, document] { m_files->reload(*document); }}, {tr("Keep Mine"), [] {}}});
}

} // namespace wirebench
