// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QDialog>
#include <QStringList>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QSettings;

namespace wirebench {

/// Asks for the folders in which imported schemas are looked for, in their order.
class ImportFoldersDialog final : public QDialog {
    Q_OBJECT

public:
    /// `folders` can be changed; `first` come before them and are only shown. Somebody who adds a folder starts to look
    /// for it in `home`.
    ImportFoldersDialog(const QStringList& folders, const QStringList& first, QString home, const Theme& theme,
                        QWidget* parent);

    /// The folders as they stand in the list: absolute, each once.
    QStringList folders() const;

private:
    void build(const QStringList& first);
    void addFolder();
    void removeFolder();
    void move(int by);
    void append(const QString& folder);
    void showState(QListWidgetItem& item);
    void update();

    QString m_home;
    Theme m_theme;
    QListWidget* m_list = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_up = nullptr;
    QPushButton* m_down = nullptr;
    QLabel* m_note = nullptr;
};

/// The folders of an earlier run.
QStringList readImportFolders(const QSettings& settings);
void writeImportFolders(QSettings& settings, const QStringList& folders);

} // namespace wirebench
