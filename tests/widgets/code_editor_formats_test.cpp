// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *Schema editor*: the editor with the language services of all formats, on the
// samples.
#include "core/formats/registry.h"
#include "tests/widgets/artifact.h"
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"
#include "widgets/code_editor_completion.h"
#include "widgets/outline_view.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace wirebench;

class CodeEditorFormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samples_data();
    void samples();
    void brokenTexts_data();
    void brokenTexts();

private:
    static std::shared_ptr<const Analysis> analyse(const Format& format, const QString& file, std::string text)
    {
        auto source = std::make_shared<SchemaSource>();
        source->name = file.toStdString();
        source->text = std::move(text);
        return std::make_shared<const Analysis>(format.analyse(source));
    }
};

void CodeEditorFormatsTest::samples_data()
{
    QTest::addColumn<QString>("file");
    QDirIterator files(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas"), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        QFile content(file);
        QVERIFY(content.open(QIODevice::ReadOnly));
        const QString name = files.fileName();
        if (!name.endsWith(QStringLiteral(".bin")) && !name.endsWith(QStringLiteral(".py"))
            && recogniseFormat(name.toStdString(), content.readAll().toStdString()) != nullptr)
            QTest::newRow(qPrintable(name)) << file;
    }
}

void CodeEditorFormatsTest::samples()
{
    QFETCH(QString, file);
    QFile content(file);
    QVERIFY(content.open(QIODevice::ReadOnly));
    const std::string text = content.readAll().toStdString();
    const Format& format = *recogniseFormat(file.toStdString(), text);
    const auto analysis = analyse(format, file, text);

    CodeEditor editor;
    editor.resize(760, 520);
    editor.setLanguage(&format.language());
    editor.load(text);
    editor.setAnalysis(analysis);
    editor.show();
    QApplication::setActiveWindow(&editor);
    editor.area().setFocus();
    QCoreApplication::processEvents();

    for (const Token& token : format.language().tokens(text))
        QCOMPARE(editor.area().kindAt(token.begin), token.kind);

    OutlineView outline;
    outline.setOutline(format.language().outline(*analysis));
    connect(&outline, &OutlineView::goTo, &editor, &CodeEditor::revealRange);
    auto* tree = outline.findChild<QTreeView*>();
    QVERIFY(tree->model()->rowCount() > 0);
    const QModelIndex first = tree->model()->index(0, 0);
    Q_EMIT tree->clicked(first);
    const TextRange name = editor.selectedRange();
    QCOMPARE(QString::fromStdString(text.substr(name.begin, name.size())).remove(QLatin1Char('"')),
             first.data().toString());

    auto* popup = editor.findChild<CompletionPopup*>();
    bool completed = false;
    for (std::uint32_t at = 0; at <= text.size(); at += 41) {
        editor.revealRange({at, at});
        QTest::keyClick(&editor.area(), Qt::Key_Space, Qt::ControlModifier);
        completed = completed || popup->isVisible();
        if (const Completion* current = popup->current(); popup->isVisible() && current != nullptr)
            QVERIFY(current->replace.begin <= at && current->replace.end <= text.size());
        QTest::keyClick(&editor.area(), Qt::Key_Escape);
        QTest::keyClick(&editor.area(), Qt::Key_F12);
    }
    QVERIFY2(completed, "the language completes somewhere");
    QCOMPARE(editor.text(), text);
    saveArtifact(editor.grab().toImage(), QStringLiteral("schema-") + QFileInfo(file).fileName());
}

void CodeEditorFormatsTest::brokenTexts_data()
{
    samples_data();
}

void CodeEditorFormatsTest::brokenTexts()
{
    QFETCH(QString, file);
    QFile content(file);
    QVERIFY(content.open(QIODevice::ReadOnly));
    const std::string text = content.readAll().toStdString();
    const Format& format = *recogniseFormat(file.toStdString(), text);
    CodeEditor editor;
    editor.resize(400, 300);
    editor.setLanguage(&format.language());
    editor.load(text);
    editor.show();
    // The analysis is always one edit behind, as while typing.
    for (std::size_t cut = 0; cut < text.size(); cut += text.size() / 12 + 1) {
        const auto behind = analyse(format, file, editor.text());
        editor.replaceText(text.substr(0, cut));
        editor.setAnalysis(behind);
        for (const ProblemMarks::Mark& mark : editor.area().marks().all())
            QVERIFY(mark.range.end <= cut);
        const auto current = analyse(format, file, editor.text());
        editor.setAnalysis(current);
        if (!current->diagnostics.empty())
            QVERIFY(!editor.area().marks().all().empty());
        editor.showCompletions();
        editor.grab();
    }
}

QTEST_MAIN(CodeEditorFormatsTest)
#include "code_editor_formats_test.moc"
