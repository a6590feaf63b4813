// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/widgets/toy_language.h"
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"

#include <QApplication>
#include <QTest>
#include <QToolTip>

#include <memory>
#include <string>
#include <string_view>

namespace wirebench {

using Sci = QsciScintillaBase;

inline std::uint32_t offsetOf(const std::string& text, std::string_view word)
{
    return static_cast<std::uint32_t>(text.find(word));
}

/// Where a character of the text is, in the area's viewport.
inline QPoint pointAt(const CodeArea& area, std::uint32_t offset)
{
    const auto x = area.sci(Sci::SCI_POINTXFROMPOSITION, 0, offset);
    const auto y = area.sci(Sci::SCI_POINTYFROMPOSITION, 0, offset);
    return {static_cast<int>(x) + 2, static_cast<int>(y) + 6};
}

/// An editor on the toy schema, shown and with the keyboard.
class CodeEditorFixture {
public:
    CodeEditorFixture()
    {
        m_editor.setLanguage(&m_language);
        m_editor.resize(720, 420);
        m_editor.load(toySchema);
        analyse();
        m_editor.show();
        QApplication::setActiveWindow(&m_editor);
        area().setFocus();
        QCoreApplication::processEvents();
    }
    ~CodeEditorFixture()
    {
        QToolTip::hideText();
        m_editor.setLanguage(nullptr);
    }

    CodeEditor* get() { return &m_editor; }
    CodeArea& area() { return m_editor.area(); }
    void analyse() { m_editor.setAnalysis(toyAnalysis(m_editor.text())); }
    const ToyLanguage& language() const { return m_language; }

private:
    ToyLanguage m_language;
    CodeEditor m_editor;
};

} // namespace wirebench
