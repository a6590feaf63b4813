// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/value_editor.h"

#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"
#include "widgets/problems_view_text.h"
#include "widgets/value_completion.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

namespace {

constexpr int kSayWorkingAfter = 400; // milliseconds
constexpr int kFollowCursorAfter = 60;
constexpr std::uint32_t kMaxPartNodes = 60'000;

const Diagnostic* firstError(const Diagnostics& problems)
{
    const auto found = std::find_if(problems.begin(), problems.end(), [](const Diagnostic& problem) {
        return problem.severity == Severity::Error && problem.place.kind == Place::Kind::Value;
    });
    return found == problems.end() ? nullptr : &*found;
}

int countOf(const Diagnostics& problems, Severity severity)
{
    return static_cast<int>(std::count_if(problems.begin(), problems.end(), [severity](const Diagnostic& problem) {
        return problem.severity == severity && problem.place.kind == Place::Kind::Value;
    }));
}

} // namespace

ValueEditor::ValueEditor(QWidget* parent) : QWidget(parent)
{
    m_editor = new CodeEditor(this);
    m_editor->setLanguage(&m_language);
    m_editor->setCompletionSource([this](std::string_view text, std::uint32_t offset) {
        return completeValue({m_shapePlan.get(), m_shapeRoot}, text, offset);
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildStrip());
    layout->addWidget(m_editor, 1);
    setFocusProxy(m_editor);
    m_editor->area().viewport()->installEventFilter(this);
    for (QTimer* timer : {&m_workTimer, &m_cursorTimer, &m_highlightTimer})
        timer->setSingleShot(true);
    m_workTimer.setInterval(kSayWorkingAfter);
    m_cursorTimer.setInterval(kFollowCursorAfter);
    m_highlightTimer.setInterval(kFollowCursorAfter);
    connect(m_editor, &CodeEditor::textEdited, this, &ValueEditor::onEdited);
    connect(m_editor, &CodeEditor::textChanged, this, [this] {
        m_documentStale = true;
        m_highlightTimer.start();
    });
    connect(m_editor, &CodeEditor::cursorMoved, &m_cursorTimer, qOverload<>(&QTimer::start));
    connect(&m_cursorTimer, &QTimer::timeout, this, &ValueEditor::followCursor);
    connect(&m_highlightTimer, &QTimer::timeout, this, [this] { showHighlight(false); });
    connect(&m_workTimer, &QTimer::timeout, this, [this] {
        m_state = State::Working;
        showState();
    });
    setTheme(makeTheme(false));
}

ValueEditor::~ValueEditor()
{
    m_editor->setLanguage(nullptr); // the language goes before the editor
}

QWidget* ValueEditor::buildStrip()
{
    m_strip = new QWidget(this);
    m_strip->setObjectName(QStringLiteral("valueStrip"));
    m_strip->setAttribute(Qt::WA_StyledBackground);
    m_icon = new QLabel(m_strip);
    m_message = new QLabel(m_strip);
    m_message->setObjectName(QStringLiteral("valueState"));
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_message->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(m_strip);
    layout->setContentsMargins(9, 4, 6, 4);
    layout->setSpacing(7);
    layout->addWidget(m_icon);
    layout->addWidget(m_message, 1);
    const auto addButton = [&](const char* name, const QString& text, const QString& hint) {
        auto* button = new QToolButton(m_strip);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setToolTip(hint);
        layout->addWidget(button);
        return button;
    };
    m_firstProblem = addButton("showProblem", tr("Show"), tr("Go to the first problem"));
    m_revert = addButton("revertValue", tr("Revert"), tr("Make the text from the bytes again"));
    m_editAnyway = addButton("editAnyway", tr("Edit it all"), tr("Load the whole text; typing may become slow"));
    m_firstProblem->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_firstProblem, &QToolButton::clicked, this, &ValueEditor::showFirstProblem);
    connect(m_revert, &QToolButton::clicked, this, &ValueEditor::revertRequested);
    connect(m_editAnyway, &QToolButton::clicked, this, &ValueEditor::editAnyway);
    return m_strip;
}

void ValueEditor::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_editor->setTheme(theme);
    m_firstProblem->setIcon(themedIcon(theme, QStringLiteral("go-to")));
    showState();
}

void ValueEditor::setSelection(Selection* selection)
{
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = selection;
    if (m_selection) {
        connect(m_selection, &Selection::changed, this, &ValueEditor::followSelection);
        connect(m_selection, &Selection::hoverChanged, this, &ValueEditor::showHover);
    }
    showHighlight(true);
}

void ValueEditor::setTree(std::shared_ptr<const AnnotationTree> tree, std::shared_ptr<const Value> value)
{
    m_tree = std::move(tree);
    m_value = std::move(value);
    if (m_part)
        showPart();
    else
        showState();
}

void ValueEditor::setShape(std::shared_ptr<const Plan> plan, SlotIndex root, SlotIndex element)
{
    m_shapePlan = std::move(plan);
    m_shapeRoot = root;
    m_shapeElement = element;
}

void ValueEditor::load(std::string_view json)
{
    m_largeAllowed = false;
    setText(json, true);
}

void ValueEditor::replaceValue(std::string_view json)
{
    setText(json, false);
}

void ValueEditor::setText(std::string_view json, bool loaded)
{
    m_workTimer.stop();
    m_problems.clear();
    m_tooLarge = false;
    const bool wasPart = m_part;
    m_part = json.size() > kMaxTextBytes && !m_largeAllowed;
    m_held = m_part ? std::string(json) : std::string();
    m_partPath.clear();
    m_editor->setReadOnly(false);
    if (m_part) {
        showPart();
        return;
    }
    if (loaded || wasPart)
        m_editor->load(json);
    else
        m_editor->replaceText(json);
    m_state = json.empty() ? State::Empty : State::InSync;
    showState();
}

void ValueEditor::setTooLarge(bool tooLarge)
{
    if (tooLarge == m_tooLarge)
        return;
    if (!tooLarge) {
        setText({}, true);
        return;
    }
    m_tooLarge = true;
    m_held.clear();
    m_part = true;
    showPart();
}

std::string ValueEditor::text() const
{
    return m_part ? m_held : m_editor->text();
}

void ValueEditor::setProblems(const Diagnostics& problems, std::string_view analysed)
{
    m_workTimer.stop();
    m_problems = problems;
    if (m_part)
        return;
    m_editor->setProblems(problems, Place::Kind::Value, analysed);
    m_state = countOf(problems, Severity::Error) > 0 ? State::Broken
        : m_editor->textView().empty()               ? State::Empty
                                                     : State::InSync;
    showState();
}

void ValueEditor::onEdited()
{
    m_workTimer.start();
    Q_EMIT textEdited();
}

void ValueEditor::showState()
{
    const int errors = countOf(m_problems, Severity::Error);
    const int warnings = countOf(m_problems, Severity::Warning);
    QString icon = QStringLiteral("note");
    QString text;
    switch (m_state) {
    case State::Empty:
        text = m_shapePlan ? tr("No value yet: paste bytes or type JSON.") : tr("No value yet: it needs a schema.");
        break;
    case State::InSync:
        if (m_tree && hasErrors(m_tree->decoded().diagnostics)) {
            icon = QStringLiteral("warning");
            text = tr("The bytes have errors: this is what could be read");
            break;
        }
        icon = QStringLiteral("check");
        text = warnings == 0 ? tr("In sync with the bytes")
            : warnings == 1  ? tr("In sync, 1 warning")
                             : tr("In sync, %1 warnings").arg(warnings);
        break;
    case State::Working:
        icon = QStringLiteral("stale");
        text = tr("Encoding …");
        break;
    case State::Broken:
        icon = QStringLiteral("error");
        text = errors == 1 ? tr("1 problem: the bytes keep the last good value")
                           : tr("%1 problems: the bytes keep the last good value").arg(errors);
        break;
    case State::Part:
        text = m_partPath.empty() ? tr("Too large to show at once. Select a field to see its part.")
                                  : tr("Part of a large value: %1").arg(fromUtf8(m_partPath));
        break;
    }
    m_icon->setPixmap(themedIcon(m_theme, icon).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_message->setText(text);
    m_message->setToolTip(text);
    m_firstProblem->setVisible(m_state == State::Broken && firstError(m_problems) != nullptr);
    m_revert->setVisible(m_state == State::Broken);
    m_editAnyway->setVisible(m_state == State::Part && !m_held.empty());
    if (!m_held.empty())
        m_editAnyway->setText(tr("Edit all %1").arg(QLocale().formattedDataSize(static_cast<qint64>(m_held.size()))));
}

void ValueEditor::showFirstProblem()
{
    const auto& marks = m_editor->area().marks().all();
    const auto found = std::find_if(marks.begin(), marks.end(), [](const ProblemMarks::Mark& mark) {
        return mark.diagnostic.severity == Severity::Error;
    });
    if (found != marks.end())
        m_editor->revealRange(found->range);
    m_editor->area().setFocus();
}

const JsonDocument& ValueEditor::document()
{
    if (m_documentStale) {
        Diagnostics ignored; // the owner reports them
        m_document = readJson(m_editor->text(), JsonRole::Value, ignored);
        m_documentStale = false;
    }
    return m_document;
}

ValueShape ValueEditor::shape() const
{
    if (!m_part || m_partPath.empty() || !m_value)
        return {m_shapePlan.get(), m_shapeRoot, m_shapeElement};
    return {m_value->plan.get(), m_partSlot, kNoIndex};
}

SelectionState ValueEditor::stateOf(const std::string& path) const
{
    SelectionState state;
    state.path = QString::fromStdString(path);
    if (m_tree == nullptr)
        return state;
    const std::vector<Item> chain = m_tree->chainOf(path);
    if (!chain.empty()) {
        state.bits = {m_tree->bitsOf(chain)};
        state.slot = chain.back().slot;
    }
    return state;
}

void ValueEditor::followCursor()
{
    // Only what a person does here is a selection; the cursor also moves when other views change the text.
    if (!m_selection || !m_editor->area().hasFocus())
        return;
    const std::string inner = jsonPathAt(shape(), document(), m_editor->cursorOffset());
    const std::string path = joinedPath(m_partPath, inner);
    if (!path.empty() && m_selection->state().path.toStdString() != path)
        m_selection->select(stateOf(path), this);
    showHighlight(false);
}

void ValueEditor::followSelection(const QObject* origin)
{
    if (origin == this)
        return;
    if (m_part)
        showPart();
    showHighlight(true);
}

std::optional<TextRange> ValueEditor::rangeOf(const QString& path)
{
    const std::string whole = path.toStdString();
    if (whole.size() <= m_partPath.size() || whole.compare(0, m_partPath.size(), m_partPath) != 0)
        return std::nullopt;
    const JsonNode* node = jsonNodeAt(shape(), document(), std::string_view(whole).substr(m_partPath.size()));
    if (node == nullptr)
        return std::nullopt;
    return TextRange{node->key.empty() ? node->begin : node->keyBegin, node->end};
}

void ValueEditor::showHighlight(bool scroll)
{
    const std::optional<TextRange> range = m_selection ? rangeOf(m_selection->state().path) : std::nullopt;
    if (scroll)
        m_editor->highlightRange(range);
    else
        m_editor->area().setHighlight(range, false);
}

void ValueEditor::showHover(const QObject* origin)
{
    if (origin != this)
        m_editor->area().setHover(rangeOf(m_selection->hover().path));
}

void ValueEditor::hoverAt(std::optional<std::uint32_t> offset)
{
    const std::string path = offset ? joinedPath(m_partPath, jsonPathAt(shape(), document(), *offset)) : std::string();
    if (path != m_selection->hover().path.toStdString())
        m_selection->setHover(path.empty() ? SelectionState() : stateOf(path), this);
}

bool ValueEditor::eventFilter(QObject* watched, QEvent* event)
{
    const bool watching = m_selection && watched == m_editor->area().viewport();
    if (watching && event->type() == QEvent::MouseMove)
        hoverAt(m_editor->area().offsetAt(static_cast<QMouseEvent*>(event)->position().toPoint()));
    else if (watching && event->type() == QEvent::Leave)
        hoverAt(std::nullopt);
    return QWidget::eventFilter(watched, event);
}

void ValueEditor::showPart()
{
    const std::string path = m_selection ? m_selection->state().path.toStdString() : std::string();
    std::string json;
    const auto node = m_value ? valueNodeAt(*m_value, path) : std::nullopt;
    if (node && m_value->nodes[*node].nodes <= kMaxPartNodes)
        json = writeJson(*m_value, *node, 2);
    if (json.size() > kMaxTextBytes)
        json.clear();
    m_state = State::Part;
    m_partPath = json.empty() ? std::string() : path;
    m_partSlot = node ? m_value->nodes[*node].slot : kNoIndex;
    if (m_editor->textView() != json || !m_editor->isReadOnly())
        m_editor->load(json);
    m_editor->setReadOnly(true);
    showState();
}

void ValueEditor::editAnyway()
{
    m_largeAllowed = true;
    const std::string whole = std::move(m_held);
    setText(whole, true);
}

} // namespace wirebench
