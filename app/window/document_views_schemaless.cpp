// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_views.h"

#include "app/session/document.h"
#include "app/window/banner.h"
#include "widgets/hex_view.h"
#include "widgets/schemaless_view.h"
#include "widgets/structure_tree.h"

#include <QApplication>
#include <QStackedWidget>

namespace wirebench {

void DocumentViews::connectSchemaless()
{
    m_schemaless->setSelection(&m_selection);
    m_structureViews->addWidget(m_structure);
    m_structureViews->addWidget(m_schemaless);
    m_structureViews->setFocusProxy(m_structure);
    connect(m_schemaless, &SchemalessView::formatChosen, &m_document, &Document::setFormatId);
    connect(m_schemaless, &SchemalessView::draftRequested, this, &DocumentViews::draftRequested);
    connect(m_schemaless, &SchemalessView::activated, this, [this] {
        Q_EMIT revealRequested(ViewKind::Hex);
        m_hex->setFocus();
    });
}

void DocumentViews::showSchemaless(const Snapshot& snapshot)
{
    const SchemalessReading* reading = snapshot.schemaless.get();
    const bool lacking = snapshot.lacksSchema();
    if (reading)
        m_schemaless->setReading({snapshot.schemaless, &reading->read}, reading->format, reading->chosen);
    else
        m_schemaless->setReading(nullptr, snapshot.format, true);
    QWidget* page = lacking ? static_cast<QWidget*>(m_schemaless) : m_structure;
    const bool focused = m_structureViews->currentWidget()->hasFocus()
        || m_structureViews->currentWidget()->isAncestorOf(QApplication::focusWidget());
    m_structureViews->setCurrentWidget(page);
    m_structureViews->setFocusProxy(page);
    if (focused)
        page->setFocus();
    if (!lacking) {
        m_schemalessBanner->hide();
        return;
    }
    if (m_schemalessBanner->isVisibleTo(m_page))
        return;
    const auto stay = [this](auto request) {
        return [this, request] {
            m_schemalessBanner->setVisible(true);
            request();
        };
    };
    m_schemalessBanner->show(
        QStringLiteral("note"),
        tr("There is no schema for these bytes. Write or open one here, or see what they can be read as."),
        {{tr("Show Fields"), stay([this] {
              Q_EMIT revealRequested(ViewKind::Structure);
              m_schemaless->setFocus();
          })},
         {tr("Draft a Schema…"), stay([this] { Q_EMIT draftRequested(); })}});
}

} // namespace wirebench
