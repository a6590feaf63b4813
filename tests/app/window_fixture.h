// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/file_io.h"
#include "app/window/main_window.h"
#include "core/base/text.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

namespace wirebench {

/// A window with settings, drafts and files in a folder of its own. It can be closed, or "crash", and opened again.
class TestWindow {
public:
    TestWindow() { open(); }

    QString path(const QString& name) const { return m_dir.filePath(name); }
    QString write(const QString& name, const QByteArray& content) const
    {
        QString error;
        if (!writeFile(path(name), content, error))
            qFatal("%s", qPrintable(error));
        return path(name);
    }
    QByteArray read(const QString& name) const
    {
        QString error;
        return readFile(path(name), error).value_or(QByteArray());
    }

    WindowOptions options() const
    {
        WindowOptions options;
        options.paths.settingsFile = path("settings.ini");
        options.paths.stateDir = path("state");
        options.paths.samplesDir = QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas");
        return options;
    }
    void open()
    {
        m_window = std::make_unique<MainWindow>(options());
        m_window->resize(1280, 800);
        m_window->show();
        (void)QTest::qWaitForWindowActive(m_window.get());
    }
    void start(const QStringList& files = {})
    {
        m_window->start(files);
        settle();
    }
    /// The program dies: nothing is asked, nothing is closed properly. Drafts are on disk as they were.
    void crash()
    {
        m_window->workspace().saveDrafts();
        m_window.reset();
    }
    bool close()
    {
        const bool closed = m_window->close();
        if (closed)
            m_window.reset();
        return closed;
    }

    /// Keys pressed in the window. A dialog that was closed gives the keyboard back first, as a desktop does.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        if (!m_window->isActiveWindow())
            QApplication::setActiveWindow(m_window.get());
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    MainWindow& window() { return *m_window; }
    Document& document() { return *m_window->workspace().current(); }
    DocumentViews& views() { return *m_window->currentViews(); }
    const Snapshot& snapshot() { return *document().snapshot(); }
    void trigger(const QString& id) { m_window->actionList().find(id)->trigger(); }
    /// Waits until the views show the newest texts.
    void settle() { QTRY_VERIFY(!m_window->workspace().current()->pending()); }
    QString hex() { return document().bytes() ? QString::fromStdString(toHex(*document().bytes())) : QString(); }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<MainWindow> m_window;
};

/// Answers the next message box with this button.
inline void answerNextBox(QMessageBox::StandardButton button)
{
    QTimer::singleShot(0, qApp, [button] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box)
            qFatal("no message box is open");
        QTest::mouseClick(box->button(button), Qt::LeftButton);
    });
}

/// Presses the button with this text in the next message box.
inline void answerNextBox(const QString& text)
{
    QTimer::singleShot(0, qApp, [text] {
        const auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box)
            qFatal("no message box is open");
        for (QAbstractButton* button : box->buttons()) {
            if (button->text() == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        qFatal("no such button");
    });
}

} // namespace wirebench
