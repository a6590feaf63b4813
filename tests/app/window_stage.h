// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/window_fixture.h"

#include "widgets/bit_grid_panel.h"
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"
#include "widgets/hex_view.h"
#include "widgets/structure_tree.h"
#include "widgets/structure_tree_model.h"
#include "widgets/value_editor.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QTreeView>

namespace wirebench {

inline constexpr auto kPluginSchema = "struct Plugin {\n    id: u32,\n    name: str,\n    active: bool,\n}\n";
inline const QByteArray kReverb = QByteArray::fromHex("2a0000000600000052657665726201");

/// Clicks the upper half of a byte.
inline void clickByte(const HexView& hex, quint64 byte)
{
    const QRectF cell = HexMetrics::stripe(hex.cellRect(byte), 7, 1);
    QTest::mouseClick(hex.viewport(), Qt::LeftButton, {}, cell.center().toPoint());
}

/// A window on a schema and a buffer that are in files, and what a person does in it.
struct OpenedWindow : TestWindow {
    OpenedWindow() { start({write("plugin.sdp", kPluginSchema), write("plugin.bin", kReverb)}); }
    OpenedWindow(const QByteArray& schema, const QByteArray& bytes)
    {
        start({write("plugin.sdp", schema), write("plugin.bin", bytes)});
    }

    CodeArea& area() { return views().editor().area(); }
    QTreeView& rows() { return *views().structure().view(); }
    QString selectedPath() { return views().selection().state().path; }
    BitRange selectedBits()
    {
        const auto& bits = views().selection().state().bits;
        return bits.empty() ? BitRange{} : bits.front();
    }

    void type(const QString& text)
    {
        for (const QChar key : text) {
            if (key == '\n')
                QTest::keyClick(&area(), Qt::Key_Return);
            else
                QTest::keyClick(&area(), key.toLatin1());
        }
    }
    void typeInSchema(const QString& text)
    {
        views().editor().setFocus();
        type(text);
        settle();
    }
    /// Puts the schema editor's cursor behind the first occurrence of `text`.
    void placeCursor(const QString& text)
    {
        const std::size_t at = document().schemaText().find(text.toStdString());
        QVERIFY(at != std::string::npos);
        const auto end = std::uint32_t(at + text.toStdString().size());
        views().editor().revealRange({end, end});
    }
    /// Middle of a character of the schema text, in the viewport of its editor.
    QPoint schemaPoint(const QString& text, int inside = 1)
    {
        const std::size_t at = views().editor().text().find(text.toStdString()) + std::size_t(inside);
        const auto x = area().sci(QsciScintillaBase::SCI_POINTXFROMPOSITION, 0, std::int64_t(at));
        const auto y = area().sci(QsciScintillaBase::SCI_POINTYFROMPOSITION, 0, std::int64_t(at));
        return {int(x) + 2, int(y) + 6};
    }
    void clickHexByte(quint64 byte) { clickByte(views().hex(), byte); }
    QModelIndex row(const char* path, int column = 0)
    {
        StructureModel& model = *views().structure().model();
        return model.indexOf(model.tree()->chainOf(path)).siblingAtColumn(column);
    }
    void clickRow(const char* path)
    {
        rows().scrollTo(row(path));
        QTest::mouseClick(rows().viewport(), Qt::LeftButton, {}, rows().visualRect(row(path)).center());
    }
};

/// Types file names into the file dialog that opens next and presses Enter; presses Esc without any. The dialog has to
/// stand in the folder of the files in use.
inline void answerFileDialog(const QStringList& names)
{
    const QString typed = names.size() == 1 ? names.first()
        : names.isEmpty()                   ? QString()
                                            : "\"" + names.join("\" \"") + "\"";
    QTimer::singleShot(0, qApp, [typed] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        if (!typed.isEmpty()) {
            name->selectAll();
            QTest::keyClicks(name, typed);
        }
        const Qt::Key last = typed.isEmpty() ? Qt::Key_Escape : Qt::Key_Return;
        // The list of completions has the keyboard while it is open: the first key closes it.
        if (QWidget* completions = QApplication::activePopupWidget())
            QTest::keyClick(completions, last);
        if (dialog->isVisible())
            QTest::keyClick(name, last);
        const bool open = dialog->isVisible();
        dialog->close();
        QVERIFY2(!open, qPrintable(typed));
    });
}

} // namespace wirebench
