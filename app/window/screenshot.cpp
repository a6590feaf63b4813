// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/screenshot.h"

#include "app/window/main_window.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace wirebench {

Screenshot::Screenshot(MainWindow& window, const QString& file, const QString& typeName, const QString& path)
    : m_window(window), m_file(file), m_path(path)
{
    Document* document = window.workspace().current();
    if (!typeName.isEmpty())
        document->setTypeName(typeName);
    connect(document, &Document::snapshotChanged, this, &Screenshot::documentReady);
    // Not at once: the application can be told to exit only once it runs.
    if (!document->pending())
        QTimer::singleShot(0, this, &Screenshot::documentReady);
}

void Screenshot::documentReady()
{
    if (m_window.workspace().current()->pending())
        return;
    m_window.workspace().current()->disconnect(this);
    if (!selectField())
        return;
    // Views lay themselves out in events of their own; those come first.
    QTimer::singleShot(0, this, [this] {
        QApplication::sendPostedEvents();
        QTimer::singleShot(0, this, &Screenshot::grab);
    });
}

bool Screenshot::selectField()
{
    if (m_path.isEmpty())
        return true;
    if (!m_window.currentViews()->selectPath(m_path)) {
        fail(tr("There is no field “%1” in the buffer. Write a path as the status bar shows it: a.b[2].").arg(m_path));
        return false;
    }
    return true;
}

void Screenshot::grab()
{
    if (m_window.grab().save(m_file))
        QApplication::exit(0);
    else
        fail(tr("The picture could not be written to “%1”. Check that the folder exists and can be written to.")
                 .arg(m_file));
}

void Screenshot::fail(const QString& text)
{
    std::fprintf(stderr, "wirebench: %s\n", qPrintable(text));
    QApplication::exit(1);
}

} // namespace wirebench
