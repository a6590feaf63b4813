// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/explain_view.h"

#include "core/formats/format.h"
#include "widgets/selection.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

namespace wirebench {

namespace {

QString escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

/// Lines and the spaces that align them stay; names in backticks lose those.
QString preformatted(const std::string& text)
{
    return escaped(text).remove(QLatin1Char('`')).replace(QLatin1Char('\n'), QLatin1String("<br>"));
}

QString titleOf(const Explanation& part)
{
    const QString title = QString::fromStdString(part.title);
    return part.summary.empty() ? title : QStringLiteral("%1 = %2").arg(title, QString::fromStdString(part.summary));
}

} // namespace

ExplainView::ExplainView(QWidget* parent) : QWidget(parent)
{
    m_browser = new QTextBrowser(this);
    m_browser->setObjectName(QStringLiteral("explanation"));
    m_browser->setOpenLinks(false);
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->document()->setDocumentMargin(9);
    m_browser->installEventFilter(this);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_browser);
    m_pages->addWidget(buildEmptyPage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_browser);
    setTheme(makeTheme(false));
}

QWidget* ExplainView::buildBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(9, 4, 6, 4);
    m_heading = new QLabel(bar);
    m_heading->setObjectName(QStringLiteral("explanationHeading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy = new QToolButton(bar);
    m_copy->setObjectName(QStringLiteral("copyExplanation"));
    m_copy->setToolTip(tr("Copy the marked text, or the whole explanation"));
    m_copy->setAccessibleName(tr("Copy"));
    layout->addWidget(m_heading, 1);
    layout->addWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, &ExplainView::copy);
    return bar;
}

QWidget* ExplainView::buildEmptyPage()
{
    auto* page = new QWidget(this);
    m_emptyIcon = new QLabel(page);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyText = new QLabel(page);
    m_emptyText->setObjectName(QStringLiteral("noExplanation"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 0, 24, 0);
    layout->addStretch(2);
    layout->addWidget(m_emptyIcon);
    layout->addWidget(m_emptyText);
    layout->addStretch(3);
    return page;
}

void ExplainView::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_copy->setIcon(themedIcon(theme, QStringLiteral("copy")));
    m_emptyIcon->setPixmap(themedIcon(theme, QStringLiteral("help")).pixmap(QSize(36, 36), devicePixelRatioF()));
    m_outdated = true;
    refresh();
}

void ExplainView::setSelection(Selection* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = selection;
    if (m_selection) {
        connect(m_selection, &Selection::changed, this, [this] {
            m_outdated = true;
            refresh();
        });
    }
    m_outdated = true;
    refresh();
}

void ExplainView::setFormat(const Format* format)
{
    if (std::exchange(m_format, format) == format)
        return;
    m_outdated = true;
    refresh();
}

void ExplainView::setTree(std::shared_ptr<const AnnotationTree> tree)
{
    if (tree == m_tree)
        return;
    m_tree = std::move(tree);
    m_outdated = true;
    refresh();
}

void ExplainView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void ExplainView::explainSelection()
{
    m_parts.clear();
    m_more = false;
    if (!m_tree || !m_selection)
        return;
    const auto rules = [this](std::string_view id) { return m_format ? m_format->ruleText(id) : std::string_view(); };
    for (const BitRange& bits : m_selection->state().bits) {
        for (std::uint64_t bit = bits.first; bit < bits.end();) {
            m_more = m_parts.size() == kMostParts;
            if (m_more)
                return;
            Explanation part = explain(*m_tree, bit, rules, m_format ? m_format->schemalessDialect() : nullptr);
            if (part.bits.end() <= bit)
                break;
            bit = part.bits.end();
            m_parts.push_back(std::move(part));
        }
    }
}

void ExplainView::refresh()
{
    if (!isVisible() || !m_outdated)
        return;
    m_outdated = false;
    explainSelection();
    m_pages->setCurrentIndex(m_parts.empty() ? 1 : 0);
    m_copy->setEnabled(!m_parts.empty());
    m_heading->setText(m_parts.empty()          ? QString()
                           : m_parts.size() > 1 ? tr("%1 parts, in the order of the bytes").arg(m_parts.size())
                                                : tr("1 part"));
    m_emptyText->setText(m_tree
                             ? tr("Choose a byte, a bit or a field in any view. How its bits came to be is told "
                                  "here, step by step.")
                             : tr("Nothing decoded yet. Open a schema and a buffer, then choose a field: how its bits "
                                  "came to be is told here."));
    m_browser->setHtml(html());
    m_browser->verticalScrollBar()->setValue(0);
}

QString ExplainView::html() const
{
    QString all;
    for (const Explanation& part : m_parts)
        all += partHtml(part);
    if (m_more)
        all += QStringLiteral("<p style='color:%1'>%2</p>")
                   .arg(m_theme.muted.name(),
                        tr("More is selected than is told here. Choose a smaller part to see the rest.")
                            .toHtmlEscaped());
    return all;
}

QString ExplainView::partHtml(const Explanation& part) const
{
    QString out = QStringLiteral("<p style='margin:10px 0 2px 0'><b style='color:%1'>%2</b></p>")
                      .arg(m_theme.fieldName.name(), titleOf(part).toHtmlEscaped());
    int number = 0;
    for (const ExplainStep& step : part.steps) {
        out += QStringLiteral("<p style='margin:6px 0 2px 0'><span style='color:%1'>%2.</span> %3</p>")
                   .arg(m_theme.muted.name())
                   .arg(++number)
                   .arg(escaped(step.title));
        if (!step.text.empty())
            out += QStringLiteral("<p style='margin:0 0 0 18px; white-space:pre-wrap; font-family:\"%1\"; "
                                  "font-size:%2pt'>%3</p>")
                       .arg(m_theme.monospace.family())
                       .arg(m_theme.monospace.pointSizeF())
                       .arg(preformatted(step.text));
        if (!step.rule.empty())
            out += QStringLiteral("<p style='margin:2px 0 0 18px; color:%1'>%2</p>")
                       .arg(m_theme.muted.name(),
                            tr("Rule: %1").arg(QString::fromStdString(step.rule)).toHtmlEscaped());
    }
    return out;
}

QString ExplainView::text() const
{
    QStringList lines;
    for (const Explanation& part : m_parts) {
        lines << titleOf(part);
        int number = 0;
        for (const ExplainStep& step : part.steps) {
            lines << QStringLiteral("  %1. %2").arg(++number).arg(QString::fromStdString(step.title));
            const QStringList inside = QString::fromStdString(step.text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
            for (const QString& line : inside)
                lines << QStringLiteral("     ") + line;
            if (!step.rule.empty())
                lines << QStringLiteral("     ") + tr("Rule: %1").arg(QString::fromStdString(step.rule));
        }
        lines << QString();
    }
    return lines.join(QLatin1Char('\n'));
}

void ExplainView::copy()
{
    if (m_browser->textCursor().hasSelection())
        m_browser->copy();
    else if (!m_parts.empty())
        QApplication::clipboard()->setText(text());
}

bool ExplainView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace wirebench
