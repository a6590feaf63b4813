// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSize>
#include <QString>

namespace wirebench {

class MainWindow;

/// Takes a picture of the window once the document in front has been analysed and drawn, then quits the application:
/// with 0, or with 1 and a sentence on standard error.
class Screenshot final : public QObject {
    Q_OBJECT

public:
    /// `window` is shown already and outlives the picture. `typeName` and `path` (of a field to select) may be empty.
    Screenshot(MainWindow& window, const QString& file, const QString& typeName, const QString& path);

private:
    void documentReady();
    bool selectField();
    void fail(const QString& text);
    void grab();

    MainWindow& m_window;
    QString m_file;
    QString m_path;
};

} // namespace wirebench
