// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/screenshot.h"

#include "app/window/main_window.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace wirebench {

Screenshot::Screenshot(MainWindow& window, const QString& file, const QString& typeName, QObject* parent)
    : QObject(parent), m_window(window), m_file(file), m_type(typeName)
{
    Document* document = window.workspace().current();
    if (!m_type.isEmpty())
        document->setTypeName(m_type);
    connect(document, &Document::snapshotChanged, this, &Screenshot::documentReady);
    if (!document->pending())
        documentReady();
}

void Screenshot::documentReady()
{
    if (m_window.workspace().current()->pending())
        return;
    m_window.workspace().current()->disconnect(this);
    // Views lay themselves out in events of their own; those come first.
    QTimer::singleShot(0, this, [this] {
        QApplication::sendPostedEvents();
        QTimer::singleShot(0, this, &Screenshot::grab);
    });
}

void Screenshot::grab()
{
    if (m_window.grab().save(m_file)) {
        QApplication::exit(0);
        return;
    }
    const QString text
        = tr("The picture could not be written to “%1”. Check that the folder exists and can be written to.")
              .arg(m_file);
    std::fprintf(stderr, "wirebench: %s\n", qPrintable(text));
    QApplication::exit(1);
}

} // namespace wirebench
