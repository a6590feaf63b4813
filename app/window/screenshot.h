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
    /// `window` is shown already and outlives the picture.
    Screenshot(MainWindow& window, const QString& file, const QString& typeName, QObject* parent);

private:
    void documentReady();
    void grab();

    MainWindow& m_window;
    QString m_file;
    QString m_type;
};

} // namespace wirebench
