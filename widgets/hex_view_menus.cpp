// SPDX-License-Identifier: GPL-3.0-or-later
// Menus of the hex view.
#include "widgets/hex_view.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QMenu>

#include <algorithm>

namespace wirebench {

namespace {

/// A submenu of choices, one of them ticked.
template <typename Value>
class Choices {
public:
    Choices(QMenu& menu, const QString& title, Value present)
        : m_menu(menu.addMenu(title)), m_group(new QActionGroup(m_menu)), m_present(present)
    {
    }

    template <typename Change>
    void add(const QString& text, Value value, Change change)
    {
        QAction* action = m_menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(value == m_present);
        m_group->addAction(action);
        QObject::connect(action, &QAction::triggered, m_menu, [change, value] { change(value); });
    }

private:
    QMenu* m_menu;
    QActionGroup* m_group;
    Value m_present;
};

} // namespace

QMenu* HexView::makeOptionsMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("&Hex view"), parent);
    const auto with = [this](auto member) {
        return [this, member](auto value) {
            HexViewOptions options = m_options;
            options.*member = value;
            setOptions(options);
        };
    };
    Choices<unsigned> columns(*menu, tr("&Bytes a row"), m_options.bytesPerRow);
    columns.add(tr("As many as &fit"), 0, with(&HexViewOptions::bytesPerRow));
    for (const unsigned count : {4u, 8u, 16u, 24u, 32u, 64u})
        columns.add(QString::number(count), count, with(&HexViewOptions::bytesPerRow));
    columns.add(tr("&Other…"), m_options.bytesPerRow, [this](unsigned present) {
        bool ok = false;
        const int count = QInputDialog::getInt(this, tr("Bytes a row"), tr("Bytes in each row, 1 to 256:"),
                                               present == 0 ? int(m_metrics.columns) : int(present), 1, 256, 1, &ok);
        if (!ok)
            return;
        HexViewOptions options = m_options;
        options.bytesPerRow = unsigned(count);
        setOptions(options);
    });
    Choices<unsigned> groups(*menu, tr("&Groups"), m_options.groupSize);
    groups.add(tr("&None"), 0, with(&HexViewOptions::groupSize));
    for (const unsigned size : {2u, 4u, 8u, 16u})
        groups.add(tr("%1 bytes").arg(size), size, with(&HexViewOptions::groupSize));
    Choices<HexCells> cells(*menu, tr("Show bytes &as"), m_options.cells);
    cells.add(tr("&Hexadecimal"), HexCells::Hex, with(&HexViewOptions::cells));
    cells.add(tr("&Decimal"), HexCells::Decimal, with(&HexViewOptions::cells));
    cells.add(tr("&Octal"), HexCells::Octal, with(&HexViewOptions::cells));
    cells.add(tr("&Bits"), HexCells::Binary, with(&HexViewOptions::cells));
    menu->addSeparator();
    const auto toggle = [&](const QString& text, bool HexViewOptions::*member) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_options.*member);
        connect(action, &QAction::toggled, this, with(member));
    };
    toggle(tr("&Upper case digits"), &HexViewOptions::upperCase);
    toggle(tr("&Grey zeros"), &HexViewOptions::greyZeros);
    toggle(tr("Decimal &offsets"), &HexViewOptions::decimalOffsets);
    toggle(tr("&Text column"), &HexViewOptions::showText);
    toggle(tr("O&verview strip"), &HexViewOptions::showOverview);
    return menu;
}

QMenu* HexView::makeCopyAsMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("Copy &as"), parent);
    const Bytes bytes = bytesToCopy();
    const ByteView start = ByteView(bytes).first(std::min<std::size_t>(bytes.size(), 12));
    for (const CopyForm form : allCopyForms()) {
        const std::string_view title = copyFormTitle(form);
        QString preview = copyText(form, start).simplified();
        if (preview.size() > 40)
            preview = preview.left(39) + QChar(0x2026);
        preview.replace(QLatin1Char('&'), QLatin1String("&&"));
        auto* action
            = menu->addAction(QString::fromUtf8(title.data(), qsizetype(title.size())) + QLatin1Char('\t') + preview);
        action->setData(QString::fromUtf8(copyFormId(form).data(), qsizetype(copyFormId(form).size())));
        action->setEnabled(!bytes.empty());
        connect(action, &QAction::triggered, this, [this, form] { copyAsForm(form); });
    }
    return menu;
}

void HexView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_document)
        return;
    QMenu menu(this);
    const auto add = [&](const QString& text, const QKeySequence& keys, void (HexView::*slot)(), bool enabled) {
        auto* action = menu.addAction(text, this, slot);
        action->setShortcut(keys);
        action->setEnabled(enabled);
    };
    const bool any = !bytesToCopy().empty();
    add(tr("&Undo"), QKeySequence::Undo, &HexView::undo, m_document->canUndo());
    add(tr("&Redo"), QKeySequence::Redo, &HexView::redo, m_document->canRedo());
    menu.addSeparator();
    add(tr("Cu&t"), QKeySequence::Cut, &HexView::cut, m_anchor && m_insert && !readOnly());
    add(tr("&Copy"), QKeySequence::Copy, &HexView::copy, any);
    menu.addMenu(makeCopyAsMenu(&menu))->setEnabled(any);
    add(tr("&Paste"), QKeySequence::Paste, &HexView::paste, !readOnly());
    const quint64 place = placeToCopy();
    menu.addAction(tr("Copy offset 0x%1").arg(QString::number(place, 16).toUpper()), this,
                   [this] { copyOffset(false); });
    menu.addAction(tr("Copy offset %1").arg(place), this, [this] { copyOffset(true); });
    menu.addSeparator();
    add(tr("Select a&ll"), QKeySequence::SelectAll, &HexView::selectAll, size() > 0);
    add(tr("Select &bytes…"), QKeySequence(tr("Ctrl+E")), &HexView::askRange, size() > 0);
    add(tr("&Find…"), QKeySequence::Find, &HexView::showFind, size() > 0);
    add(tr("&Bookmark"), QKeySequence(tr("Ctrl+B")), &HexView::toggleBookmark, size() > 0);
    add(tr("&Go to offset…"), QKeySequence(tr("Ctrl+G")), &HexView::askOffset, size() > 0);
    menu.addSeparator();
    menu.addMenu(makeOptionsMenu(&menu));
    menu.exec(event->globalPos());
}

} // namespace wirebench
