// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *Value editor* and *One selection*.
#include "core/formats/registry.h"
#include "core/value/json_input.h"
#include "core/value/value.h"
#include "core/wire/encoder.h"
#include "tests/widgets/artifact.h"
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"
#include "widgets/code_editor_completion.h"
#include "widgets/value_editor.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace wirebench;

namespace {

const std::string schemaText = "struct Point {\n    x: i16,\n    y: i16,\n}\n"
                               "struct Shape {\n    name: str,\n    points: []Point,\n    closed: bool,\n}\n";

std::shared_ptr<const Plan> shapePlan()
{
    auto source = std::make_shared<SchemaSource>();
    source->name = "shape.sdp";
    source->text = schemaText;
    return recogniseFormat(source->name, source->text)->analyse(source).plan;
}

const std::string shapeJson
    = "{\n  \"name\": \"größe\",\n  \"points\": [\n    {\n      \"x\": 1,\n      \"y\": -2\n    },\n"
      "    {\n      \"x\": 3,\n      \"y\": 4\n    }\n  ],\n  \"closed\": true\n}";

Diagnostics problemsOf(const std::shared_ptr<const Plan>& plan, const std::string& json, Bytes* bytes = nullptr)
{
    Diagnostics problems;
    const JsonDocument document = readJson(json, JsonRole::Value, problems);
    if (document.root() == nullptr)
        return problems;
    const Value value = bindJson(plan, *plan->findType("Shape"), document, *document.root(), problems);
    if (bytes != nullptr && !hasErrors(problems))
        *bytes = encode(value, plan->limits).bytes;
    return problems;
}

std::shared_ptr<const AnnotationTree> treeOf(const std::shared_ptr<const Plan>& plan, Bytes bytes)
{
    auto input = std::make_shared<const Bytes>(std::move(bytes));
    auto decoded = std::make_shared<const Decoded>(decode(plan, *plan->findType("Shape"), input, plan->limits));
    return std::make_shared<const AnnotationTree>(decoded);
}

} // namespace

class ValueEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void pathsOfJsonText();
    void pathsOfValues();
    void coloursAndFoldsOfJson();
    void typingIsToldToTheOwner();
    void errorsInPlaceAndInTheStrip();
    void revertAsksTheOwner();
    void bytesChangedElsewhereKeepCursorAndUndo();
    void cursorSelectsTheField();
    void selectedFieldIsTinted();
    void selectionFollowsAfterTheTextChanged();
    void hoverPreviewsInBothDirections();
    void completionOfKeysAndLabels();
    void largeValuesShowTheSelectedPart();
    void largeTextCanBeEditedAnyway();
    void anyTextIsSafe();
    void looksRightInBothThemes();

private:
    QLabel& state() { return *m_view->findChild<QLabel*>(QStringLiteral("valueState")); }
    CodeArea& area() { return m_view->editor().area(); }
    void type(const char* keys) { QTest::keyClicks(&area(), QString::fromUtf8(keys)); }
    static std::uint32_t at(std::string_view word) { return static_cast<std::uint32_t>(shapeJson.find(word)); }

    std::shared_ptr<const Plan> m_plan = shapePlan();
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ValueEditor> m_view;
};

void ValueEditorTest::init()
{
    m_selection = std::make_unique<Selection>();
    m_view = std::make_unique<ValueEditor>();
    m_view->resize(460, 360);
    m_view->setSelection(m_selection.get());
    Bytes bytes;
    QVERIFY(problemsOf(m_plan, shapeJson, &bytes).empty());
    m_view->setTree(treeOf(m_plan, bytes));
    m_view->load(shapeJson);
    m_view->setProblems({}, shapeJson);
    m_view->show();
    QApplication::setActiveWindow(m_view.get());
    area().setFocus();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void ValueEditorTest::cleanup()
{
    m_view.reset();
}

void ValueEditorTest::pathsOfJsonText()
{
    Diagnostics none;
    const JsonDocument document = readJson(shapeJson, JsonRole::Value, none);
    QCOMPARE(jsonPathAt({}, document, at("\"name\"") + 2), std::string("name"));
    QCOMPARE(jsonPathAt({}, document, at("größe")), std::string("name"));
    QCOMPARE(jsonPathAt({}, document, at("-2")), std::string("points[0].y"));
    QCOMPARE(jsonPathAt({}, document, at("4")), std::string("points[1].y"));
    QCOMPARE(jsonPathAt({}, document, 0), std::string());
    QCOMPARE(jsonNodeAt({}, document, "points[1].y")->begin, at("4"));
    QVERIFY(jsonNodeAt({}, document, "points[2]") == nullptr);
    QVERIFY(jsonNodeAt({}, document, "points[x]") == nullptr);
    QVERIFY(jsonNodeAt({}, document, "[") == nullptr);
    QVERIFY(jsonNodeAt({}, document, "points[") == nullptr);
    const JsonDocument buffer = readJson("[{\"@type\": \"A\", \"b\": {\"@bytes\": \"00\"}}]", JsonRole::Value, none);
    QCOMPARE(jsonPathAt({}, buffer, 5), std::string("[0]"));
    QCOMPARE(jsonPathAt({}, buffer, 30), std::string("[0].b"));
}

void ValueEditorTest::pathsOfValues()
{
    const Value value = readValue(treeOf(m_plan,
                                         [this] {
                                             Bytes bytes;
                                             problemsOf(m_plan, shapeJson, &bytes);
                                             return bytes;
                                         }())
                                      ->decoded());
    QCOMPARE(valueNodeAt(value, ""), std::optional<std::uint32_t>(0));
    QCOMPARE(writeJson(value, *valueNodeAt(value, "points[0].y"), -1), std::string("-2"));
    QCOMPARE(writeJson(value, *valueNodeAt(value, "closed"), -1), std::string("true"));
    QVERIFY(!valueNodeAt(value, "points[2]"));
    QVERIFY(!valueNodeAt(value, "points.x"));
    QVERIFY(!valueNodeAt(value, "nothing"));
    QVERIFY(!valueNodeAt(value, "name[0]"));
}

void ValueEditorTest::coloursAndFoldsOfJson()
{
    QCOMPARE(area().kindAt(at("name")), TokenKind::FieldName);
    QCOMPARE(area().kindAt(at("größe")), TokenKind::String);
    QCOMPARE(area().kindAt(at("-2")), TokenKind::Number);
    QCOMPARE(area().kindAt(at("true")), TokenKind::Keyword);
    QVERIFY(area().sci(QsciScintillaBase::SCI_GETFOLDLEVEL, 2) & QsciScintillaBase::SC_FOLDLEVELHEADERFLAG);
    const JsonLanguage language;
    QVERIFY(language.tokens("\"open").size() == 1);
    QVERIFY(language.tokens("\"\\").size() == 1);
    QCOMPARE(language.tokens("nul").front().kind, TokenKind::Invalid);
    QCOMPARE(language.folds("}}]]{[").size(), std::size_t(0));
}

void ValueEditorTest::typingIsToldToTheOwner()
{
    QSignalSpy edited(m_view.get(), &ValueEditor::textEdited);
    m_view->editor().revealRange({at("-2"), at("-2") + 2});
    type("7");
    QVERIFY(edited.size() >= 1);
    QVERIFY(m_view->text().find("\"y\": 7") != std::string::npos);
    QTRY_VERIFY2(state().text().startsWith(QStringLiteral("Encoding")), "a slow answer is announced");
    m_view->setProblems({}, m_view->text());
    QCOMPARE(state().text(), QStringLiteral("In sync with the bytes"));
}

void ValueEditorTest::errorsInPlaceAndInTheStrip()
{
    m_view->editor().revealRange({at("-2"), at("-2") + 2});
    type("70000");
    const std::string text = m_view->text();
    m_view->setProblems(problemsOf(m_plan, text), text);
    const auto wrong = static_cast<std::uint32_t>(text.find("70000"));
    QCOMPARE(area().sci(QsciScintillaBase::SCI_INDICATORVALUEAT, ProblemMarks::kFirstIndicator, wrong), 1);
    QVERIFY(state().text().startsWith(QLatin1Char('1')));
    QVERIFY(state().text().contains(QStringLiteral("the bytes keep the last good value")));
    m_view->editor().revealRange({0, 0});
    QTest::mouseClick(m_view->findChild<QToolButton*>(QStringLiteral("showProblem")), Qt::LeftButton);
    QCOMPARE(m_view->editor().selectedRange(), (TextRange{wrong, wrong + 5}));
    QTest::keyClick(&area(), Qt::Key_Z, Qt::ControlModifier);
    m_view->setProblems(problemsOf(m_plan, m_view->text()), m_view->text());
    QCOMPARE(state().text(), QStringLiteral("In sync with the bytes"));
}

void ValueEditorTest::revertAsksTheOwner()
{
    auto* revert = m_view->findChild<QToolButton*>(QStringLiteral("revertValue"));
    QVERIFY(!revert->isVisible());
    QSignalSpy asked(m_view.get(), &ValueEditor::revertRequested);
    m_view->editor().revealRange({0, 1});
    type("]");
    m_view->setProblems(problemsOf(m_plan, m_view->text()), m_view->text());
    QVERIFY(revert->isVisible());
    QTest::mouseClick(revert, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    m_view->replaceValue(shapeJson);
    QVERIFY(!revert->isVisible());
}

void ValueEditorTest::bytesChangedElsewhereKeepCursorAndUndo()
{
    QSignalSpy edited(m_view.get(), &ValueEditor::textEdited);
    m_view->editor().revealRange({at("true"), at("true")});
    std::string changed = shapeJson;
    changed.replace(at("größe"), std::string("größe").size(), "another and longer name");
    m_view->replaceValue(changed);
    QCOMPARE(m_view->text(), changed);
    QCOMPARE(edited.size(), 0);
    QCOMPARE(m_view->editor().cursorOffset(), static_cast<std::uint32_t>(changed.find("true")));
    m_view->editor().undo();
    QCOMPARE(m_view->text(), shapeJson);
    QVERIFY2(edited.size() >= 1, "undo is the user's: the bytes follow");
}

void ValueEditorTest::cursorSelectsTheField()
{
    m_view->editor().revealRange({at("-2"), at("-2")});
    QTRY_COMPARE(m_selection->state().path, QStringLiteral("points[0].y"));
    QVERIFY(m_selection->state().slot != kNoIndex);
    QCOMPARE(m_selection->state().bits.size(), std::size_t(1));
    QCOMPARE(m_selection->state().bits.front().count, std::uint64_t(16));
    m_view->editor().revealRange({at("\"closed\"") + 3, at("\"closed\"") + 3});
    QTRY_COMPARE(m_selection->state().path, QStringLiteral("closed"));
    QCOMPARE(m_view->editor().highlightedRange(), (std::optional<TextRange>{{at("\"closed\""), at("true") + 4}}));
}

void ValueEditorTest::selectedFieldIsTinted()
{
    QSignalSpy changed(m_selection.get(), &Selection::changed);
    SelectionState state;
    state.path = QStringLiteral("points[1]");
    m_selection->select(state, nullptr);
    const auto second = static_cast<std::uint32_t>(shapeJson.find('{', at("-2")));
    QCOMPARE(m_view->editor().highlightedRange()->begin, second);
    QCOMPARE(m_view->editor().cursorOffset(), 0u);
    state.path = QStringLiteral("no.such[1]");
    m_selection->select(state, nullptr);
    QVERIFY(!m_view->editor().highlightedRange());
    QCOMPARE(changed.size(), 2); // showing a selection makes none
}

void ValueEditorTest::selectionFollowsAfterTheTextChanged()
{
    SelectionState state;
    state.path = QStringLiteral("closed");
    m_selection->select(state, nullptr);
    std::string changed = shapeJson;
    changed.replace(at("größe"), std::string("größe").size(), "x");
    m_view->replaceValue(changed);
    const auto closed = static_cast<std::uint32_t>(changed.find("\"closed\""));
    QTRY_COMPARE(m_view->editor().highlightedRange()->begin, closed);
}

void ValueEditorTest::hoverPreviewsInBothDirections()
{
    using Sci = QsciScintillaBase;
    const auto x = area().sci(Sci::SCI_POINTXFROMPOSITION, 0, at("-2"));
    const auto y = area().sci(Sci::SCI_POINTYFROMPOSITION, 0, at("-2"));
    QTest::mouseMove(area().viewport(), QPoint(static_cast<int>(x) + 3, static_cast<int>(y) + 5));
    QTRY_COMPARE(m_selection->hover().path, QStringLiteral("points[0].y"));
    QVERIFY2(m_selection->state().path.isEmpty(), "hover previews, click commits");

    SelectionState state;
    state.path = QStringLiteral("closed");
    m_selection->setHover(state, nullptr);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, 15, at("true")), 1);
    m_selection->setHover({}, nullptr);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, 15, at("true")), 0);
}

void ValueEditorTest::completionOfKeysAndLabels()
{
    m_view->setShape(m_plan, m_plan->findType("Shape")->root);
    m_view->load("{\n  \"name\": \"a\",\n  \n}");
    m_view->editor().revealRange({19, 19});
    auto* popup = m_view->findChild<CompletionPopup*>();
    QTest::keyClick(&area(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(popup->isVisible());
    QCOMPARE(popup->count(), 2);
    QCOMPARE(popup->current()->label, std::string("points"));
    QTest::keyClick(&area(), Qt::Key_Escape);
    type("clos");
    QVERIFY(popup->isVisible());
    QCOMPARE(popup->current()->label, std::string("closed"));
    QTest::keyClick(&area(), Qt::Key_Return);
    type("t");
    QVERIFY(popup->isVisible());
    QTest::keyClick(&area(), Qt::Key_Tab);
    QCOMPARE(m_view->text(), std::string("{\n  \"name\": \"a\",\n  \"closed\": true\n}"));
}

void ValueEditorTest::largeValuesShowTheSelectedPart()
{
    // The owner reads a large value off the GUI thread and hands it over with the tree.
    Bytes bytes;
    QVERIFY(problemsOf(m_plan, shapeJson, &bytes).empty());
    const auto tree = treeOf(m_plan, bytes);
    m_view->setTree(tree, std::make_shared<const Value>(readValue(tree->decoded())));
    m_view->setTooLarge(true);
    QVERIFY(m_view->showsPart());
    QVERIFY(m_view->editor().isReadOnly());
    SelectionState state;
    state.path = QStringLiteral("points[1]");
    m_selection->select(state, nullptr);
    QCOMPARE(QString::fromStdString(m_view->editor().text()).simplified().remove(QLatin1Char(' ')),
             QStringLiteral("{\"x\":3,\"y\":4}"));
    QVERIFY(this->state().text().contains(QStringLiteral("points[1]")));
    const auto y = static_cast<std::uint32_t>(m_view->editor().text().find("\"y\""));
    m_view->editor().revealRange({y + 1, y + 1});
    QTRY_COMPARE(m_selection->state().path, QStringLiteral("points[1].y"));
    QVERIFY2(m_view->editor().text().find("\"x\"") != std::string::npos, "its own selection leaves the part as it is");
    QVERIFY(m_view->editor().highlightedRange());
    m_view->setTooLarge(false);
    m_view->load(shapeJson);
    QVERIFY(!m_view->editor().isReadOnly());
    QCOMPARE(m_view->text(), shapeJson);
}

void ValueEditorTest::largeTextCanBeEditedAnyway()
{
    std::string large = "{\n  \"name\": \"" + std::string(ValueEditor::kMaxTextBytes, 'n') + "\"\n}";
    m_view->load(large);
    m_view->setTooLarge(false); // said again with every new state
    QVERIFY(m_view->showsPart());
    QCOMPARE(m_view->text(), large);
    QVERIFY(m_view->editor().text().size() < 1000);
    auto* anyway = m_view->findChild<QToolButton*>(QStringLiteral("editAnyway"));
    QVERIFY(anyway->isVisible());
    QTest::mouseClick(anyway, Qt::LeftButton);
    QVERIFY(!m_view->showsPart());
    QCOMPARE(m_view->editor().text(), large);
    m_view->load(shapeJson);
    QVERIFY(!m_view->showsPart());
}

void ValueEditorTest::anyTextIsSafe()
{
    std::string deep(100'000, '[');
    for (const std::string& text :
         {std::string(), std::string("\xFF\x00{", 3), deep, std::string("{\"a\":"), std::string("\"\\uD800")}) {
        m_view->replaceValue(text);
        QCOMPARE(m_view->text(), text);
        m_view->setProblems(problemsOf(m_plan, text), text);
        m_view->editor().revealRange({static_cast<std::uint32_t>(text.size()), 4'000'000'000u});
        SelectionState state;
        state.path = QStringLiteral("points[1].y");
        m_selection->select(state, nullptr);
        m_selection->clear();
        m_view->repaint();
    }
    m_view->setTree(nullptr);
    m_view->setTooLarge(true);
    m_view->setTooLarge(false);
    QCOMPARE(state().text().left(8), QStringLiteral("No value"));
}

void ValueEditorTest::looksRightInBothThemes()
{
    m_view->editor().revealRange({at("4"), at("4") + 1});
    type("70000");
    const std::string text = m_view->text();
    m_view->setProblems(problemsOf(m_plan, text), text);
    SelectionState state;
    state.path = QStringLiteral("points[0]");
    m_selection->select(state, nullptr);
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), theme);
        m_view->setTheme(theme);
        const QImage image = m_view->grab().toImage();
        QCOMPARE(image.pixelColor(image.width() - 40, image.height() - 40), theme.editorBackground);
        saveArtifact(image, dark ? "value-editor-dark" : "value-editor-light");
    }
}

QTEST_MAIN(ValueEditorTest)
#include "value_editor_test.moc"
