// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_view.h"

#include "core/codegen/targets.h"
#include "widgets/code_view_area.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QToolButton* button(QWidget* parent, const char* name, const QString& text, const QString& tip)
{
    auto* made = new QToolButton(parent);
    made->setObjectName(QLatin1String(name));
    made->setText(text);
    made->setAccessibleName(text);
    made->setToolTip(tip);
    return made;
}

} // namespace

CodeView::CodeView(QWidget* parent) : QWidget(parent)
{
    m_area = new CodeViewArea(this);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_area);
    m_pages->addWidget(buildEmptyPage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_area);
    connect(m_area, &CodeViewArea::lineChosen, this, &CodeView::lineChosen);
    m_area->setTarget(findTarget(target().toStdString()));
    offerParts();
    setTheme(makeTheme(false));
    showFiles();
}

QWidget* CodeView::buildBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(9, 4, 6, 4);
    m_targets = new QComboBox(bar);
    m_targets->setObjectName(QStringLiteral("codeLanguage"));
    m_targets->setAccessibleName(tr("Language"));
    m_targets->setToolTip(tr("Language of the code"));
    for (const Target* target : allTargets())
        m_targets->addItem(utf8(target->title()), utf8(target->id()));
    m_parts = button(bar, "codeParts", tr("Parts"), tr("What the code has besides encoding and decoding"));
    m_parts->setPopupMode(QToolButton::InstantPopup);
    m_parts->setMenu(buildParts());
    m_files = new QComboBox(bar);
    m_files->setObjectName(QStringLiteral("codeFile"));
    m_files->setAccessibleName(tr("File"));
    m_files->setToolTip(tr("File of the generated code"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_files->setMinimumContentsLength(8);
    m_stale = new QLabel(tr("before the errors"), bar);
    m_stale->setObjectName(QStringLiteral("codeStale"));
    m_stale->setToolTip(tr("The schema has errors: this is the code of its last sound state."));
    m_copy = button(bar, "copyCode", tr("Copy"), tr("Copy the marked code, or the whole file"));
    m_export = button(bar, "exportCode", tr("Export…"), tr("Write the files into a folder; shows first what changes"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout->addWidget(m_targets);
    layout->addWidget(m_parts);
    layout->addWidget(m_files, 1);
    layout->addWidget(m_stale);
    layout->addWidget(m_copy);
    layout->addWidget(m_export);
    connect(m_targets, &QComboBox::currentIndexChanged, this, [this] {
        offerParts();
        m_area->setTarget(findTarget(target().toStdString()));
        Q_EMIT choiceChanged();
    });
    connect(m_files, &QComboBox::currentIndexChanged, this, &CodeView::showFile);
    connect(m_copy, &QToolButton::clicked, this, &CodeView::copy);
    connect(m_export, &QToolButton::clicked, this, &CodeView::exportRequested);
    return bar;
}

QMenu* CodeView::buildParts()
{
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    const auto add = [&](const QString& text, const QString& tip, bool GenerateFeatures::*member) {
        QAction* action = menu->addAction(text);
        action->setToolTip(tip);
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this, member](bool on) {
            if (m_features.*member == on)
                return;
            m_features.*member = on;
            Q_EMIT choiceChanged();
        });
        m_switches.emplace_back(action, member);
    };
    add(tr("&JSON"), tr("To and from the JSON that the value view shows"), &GenerateFeatures::json);
    add(tr("&Validation"), tr("Checks of the rules of fields"), &GenerateFeatures::validation);
    add(tr("&Builders"), tr("Values put together step by step"), &GenerateFeatures::builders);
    add(tr("&Equality"), tr("Comparison of values"), &GenerateFeatures::equals);
    add(tr("&Clone"), tr("Deep copies"), &GenerateFeatures::clone);
    add(tr("&Dispatch by name"), tr("Encoding and decoding by the name of the type, with JSON values"),
        &GenerateFeatures::dispatch);
    add(tr("Buffer &pools"), tr("Reuse of buffers, where the language gains by it"), &GenerateFeatures::pools);
    add(tr("Profiling &hooks"), tr("Calls around encoding and decoding"), &GenerateFeatures::hooks);
    return menu;
}

/// What the language does not have cannot be chosen.
void CodeView::offerParts()
{
    const Target* chosen = findTarget(target().toStdString());
    const GenerateFeatures offered = chosen ? chosen->offers() : GenerateFeatures();
    for (const auto& [action, member] : m_switches)
        action->setEnabled(offered.*member);
}

QWidget* CodeView::buildEmptyPage()
{
    auto* page = new QWidget(this);
    m_emptyIcon = new QLabel(page);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyText = new QLabel(page);
    m_emptyText->setObjectName(QStringLiteral("noCode"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyText->setTextFormat(Qt::PlainText);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 0, 24, 0);
    layout->addStretch(2);
    layout->addWidget(m_emptyIcon);
    layout->addWidget(m_emptyText);
    layout->addStretch(3);
    return page;
}

void CodeView::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_area->setTheme(theme);
    m_copy->setIcon(themedIcon(theme, QStringLiteral("copy")));
    m_export->setIcon(themedIcon(theme, QStringLiteral("export")));
    m_emptyIcon->setPixmap(themedIcon(theme, QStringLiteral("code")).pixmap(QSize(36, 36), devicePixelRatioF()));
    QPalette warned = m_stale->palette();
    warned.setColor(QPalette::WindowText, theme.warning);
    m_stale->setPalette(warned);
}

QString CodeView::target() const
{
    return m_targets->currentData().toString();
}

void CodeView::setChoice(const QString& target, const GenerateFeatures& features)
{
    const QSignalBlocker quiet(this);
    m_features = features;
    for (const auto& [action, member] : m_switches)
        action->setChecked(features.*member);
    m_targets->setCurrentIndex(std::max(0, m_targets->findData(target)));
}

void CodeView::setCode(std::shared_ptr<const Generated> code, bool stale)
{
    m_stale->setVisible(stale && code != nullptr);
    if (code == m_code)
        return;
    m_code = std::move(code);
    showFiles();
}

void CodeView::showFiles()
{
    const QString before = m_files->currentText();
    {
        const QSignalBlocker quiet(m_files);
        m_files->clear();
        if (m_code) {
            for (const GeneratedFile& one : m_code->files)
                m_files->addItem(utf8(one.path));
        }
        m_files->setCurrentIndex(std::max(0, m_files->findText(before)));
    }
    showFile();
}

const GeneratedFile* CodeView::file() const
{
    const int index = m_files->currentIndex();
    return m_code && index >= 0 && std::size_t(index) < m_code->files.size() ? &m_code->files[std::size_t(index)]
                                                                             : nullptr;
}

void CodeView::showFile()
{
    const GeneratedFile* shown = file();
    m_pages->setCurrentIndex(shown ? 0 : 1);
    m_copy->setEnabled(shown != nullptr);
    m_export->setEnabled(shown != nullptr);
    m_area->show(shown ? std::string_view(shown->text) : std::string_view());
    if (m_code && m_code->files.empty() && !m_code->problems.empty())
        m_emptyText->setText(utf8(m_code->problems.front().message.text()));
    else
        m_emptyText->setText(tr("No code yet. Open a schema, or mend the errors of this one: the code that reads and "
                                "writes its types appears here."));
    showPart();
}

void CodeView::setPart(DeclIndex decl, std::uint32_t member)
{
    if (std::exchange(m_decl, decl) == decl && m_member == member)
        return;
    m_member = member;
    showPart();
}

std::vector<int> CodeView::litLines() const
{
    std::vector<int> lines;
    const GeneratedFile* shown = file();
    if (!shown || m_decl == kNoIndex)
        return lines;
    for (const CodeSpan& span : shown->spans) {
        if (span.decl != m_decl || span.member != m_member)
            continue;
        for (std::uint32_t i = 0; i < span.lines; ++i)
            lines.push_back(int(span.firstLine + i));
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
}

void CodeView::showPart()
{
    m_area->light(litLines());
}

void CodeView::lineChosen(int line)
{
    const GeneratedFile* shown = file();
    if (!shown)
        return;
    const CodeSpan* innermost = nullptr;
    for (const CodeSpan& span : shown->spans) {
        const bool holds = int(span.firstLine) <= line && line < int(span.firstLine + span.lines);
        if (holds && (!innermost || span.lines <= innermost->lines))
            innermost = &span;
    }
    if (innermost)
        Q_EMIT partActivated(innermost->decl, innermost->member);
}

QString CodeView::text() const
{
    const GeneratedFile* shown = file();
    return shown ? utf8(shown->text) : QString();
}

void CodeView::copy()
{
    QApplication::clipboard()->setText(m_area->hasSelectedText() ? m_area->selectedText() : text());
}

void CodeView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    Q_EMIT shown(true);
}

void CodeView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    Q_EMIT shown(false);
}

} // namespace wirebench
