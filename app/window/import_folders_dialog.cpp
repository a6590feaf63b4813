// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/import_folders_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

namespace wirebench {

namespace {

constexpr auto kFoldersKey = "imports/folders";

/// A path as somebody typed it; empty when it is none.
QString cleaned(const QString& typed)
{
    QString path = QDir::fromNativeSeparators(typed.trimmed());
    if (path == QLatin1String("~") || path.startsWith(QLatin1String("~/")))
        path.replace(0, 1, QDir::homePath());
    return path.isEmpty() ? path : QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

} // namespace

ImportFoldersDialog::ImportFoldersDialog(const QStringList& folders, const QStringList& first, QString home,
                                         const Theme& theme, QWidget* parent)
    : QDialog(parent), m_home(std::move(home)), m_theme(theme), m_list(new QListWidget(this)), m_note(new QLabel(this))
{
    setWindowTitle(tr("Import Folders"));
    setObjectName(QStringLiteral("importFoldersDialog"));
    build(first);
    for (const QString& folder : folders)
        append(folder);
    m_list->setCurrentRow(0);
    m_list->setFocus();
    update();
    resize(600, 380);
}

void ImportFoldersDialog::build(const QStringList& first)
{
    auto* about = new QLabel(tr("An import is looked for beside the file that names it, then in these folders from top "
                                "to bottom. The first file found counts."),
                             this);
    about->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("folders"));
    m_list->setAccessibleName(tr("Import folders"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    auto* side = new QVBoxLayout;
    const auto button = [&](const QString& text, const char* id, const QKeySequence& keys, const auto& run) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QLatin1String(id));
        made->setAutoDefault(false);
        made->setToolTip(keys.toString(QKeySequence::NativeText));
        side->addWidget(made);
        connect(made, &QPushButton::clicked, this, run);
        // A name that is being typed has the keys first.
        auto* shortcut = new QShortcut(keys, m_list, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, made, &QPushButton::click);
        return made;
    };
    button(tr("&Add…"), "addFolder", Qt::Key_Insert, [this] { addFolder(); });
    m_remove = button(tr("&Remove"), "removeFolder", Qt::Key_Delete, [this] { removeFolder(); });
    side->addSpacing(8);
    m_up = button(tr("Move &Up"), "moveUp", Qt::ALT | Qt::Key_Up, [this] { move(-1); });
    m_down = button(tr("Move &Down"), "moveDown", Qt::ALT | Qt::Key_Down, [this] { move(1); });
    side->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_list, 1);
    row->addLayout(side);
    m_note->setObjectName(QStringLiteral("folderNote"));
    m_note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    if (!first.isEmpty()) {
        QStringList names;
        for (const QString& folder : first)
            names.append(QDir::toNativeSeparators(folder));
        auto* before = new QLabel(
            tr("Before them, for this run, as the command line says (-I): %1").arg(names.join(QStringLiteral(", "))),
            this);
        before->setObjectName(QStringLiteral("firstFolders"));
        before->setTextFormat(Qt::PlainText);
        before->setWordWrap(true);
        layout->addWidget(before);
    }
    layout->addLayout(row, 1);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { update(); });
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        showState(*item);
        update();
    });
}

void ImportFoldersDialog::append(const QString& folder)
{
    const QString text = QDir::toNativeSeparators(folder);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->text() == text) {
            m_list->setCurrentRow(row);
            return;
        }
    }
    auto* item = new QListWidgetItem(text, m_list);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    item->setFlags(item->flags() & ~Qt::ItemIsDropEnabled);
    showState(*item);
    m_list->setCurrentItem(item);
}

void ImportFoldersDialog::showState(QListWidgetItem& item)
{
    const QSignalBlocker quiet(m_list);
    const QString folder = cleaned(item.text());
    const bool there = !folder.isEmpty() && QFileInfo(folder).isDir();
    item.setText(QDir::toNativeSeparators(folder));
    item.setIcon(themedIcon(m_theme, there ? QStringLiteral("open") : QStringLiteral("warning")));
    item.setToolTip(there ? QString() : tr("There is no such folder; nothing is found in it."));
}

void ImportFoldersDialog::addFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Add Import Folder"), m_home);
    if (!folder.isEmpty())
        append(QDir::cleanPath(folder));
    update();
    m_list->setFocus();
}

void ImportFoldersDialog::removeFolder()
{
    delete m_list->takeItem(m_list->currentRow());
    update();
    m_list->setFocus();
}

void ImportFoldersDialog::move(int by)
{
    const int row = m_list->currentRow();
    const int to = row + by;
    if (row < 0 || to < 0 || to >= m_list->count())
        return;
    m_list->insertItem(to, m_list->takeItem(row));
    m_list->setCurrentRow(to);
    m_list->setFocus();
}

void ImportFoldersDialog::update()
{
    const int row = m_list->currentRow();
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
    const QListWidgetItem* item = m_list->currentItem();
    m_note->setText(m_list->count() == 0 ? tr("No folders yet: imports are found beside the importing file only.")
                        : item           ? item->toolTip()
                                         : QString());
}

QStringList ImportFoldersDialog::folders() const
{
    QStringList folders;
    for (int row = 0; row < m_list->count(); ++row) {
        const QString folder = cleaned(m_list->item(row)->text());
        if (!folder.isEmpty())
            folders.append(folder);
    }
    folders.removeDuplicates();
    return folders;
}

QStringList readImportFolders(const QSettings& settings)
{
    return settings.value(kFoldersKey).toStringList();
}

void writeImportFolders(QSettings& settings, const QStringList& folders)
{
    settings.setValue(kFoldersKey, folders);
}

} // namespace wirebench
