// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "SerialKit and Cramberry, complete", *Streams and multi-message buffers*: "a frame list (type, offset, size,
// flags, message type, status), selecting one shows it everywhere".
#include "core/formats/registry.h"
#include "core/inspect/frame_list.h"
#include "core/wire/stream_frames.h"
#include "tests/widgets/artifact.h"
#include "widgets/frame_list_view.h"
#include "widgets/selection.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace wirebench;

namespace {

QByteArray sample(const char* name)
{
    QFile file(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const Plan> planOf(const char* schema)
{
    auto source = std::make_shared<SchemaSource>();
    source->name = schema;
    source->text = sample(schema).toStdString();
    return recogniseFormat(source->name, source->text)->analyse(source).plan;
}

std::shared_ptr<const AnnotationTree> decodedAs(const std::shared_ptr<const Plan>& plan, const QByteArray& content)
{
    const auto bytes = std::make_shared<const Bytes>(content.begin(), content.end());
    return std::make_shared<const AnnotationTree>(
        std::make_shared<const Decoded>(decodeBuffer(plan, usualForm(*plan, nullptr), bytes, plan->limits)));
}

} // namespace

class FrameListViewTest final : public QObject {
    Q_OBJECT

    std::shared_ptr<const Plan> m_plan = planOf("cramberry/build_log.cramberry");
    QByteArray m_bytes = sample("cramberry/build_log.bin");
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<FrameListView> m_view;
    std::shared_ptr<const AnnotationTree> m_tree;

    void show(const QByteArray& content)
    {
        m_tree = decodedAs(m_plan, content);
        m_view->setTree(m_tree, std::make_shared<const std::vector<FrameRow>>(frameList(m_tree->decoded())));
    }
    QAbstractItemModel& model() { return *m_view->list()->model(); }
    QString cell(int row, FrameListModel::Column column) { return model().index(row, column).data().toString(); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QRect at = m_view->list()->visualRect(model().index(row, 0));
        QTest::mouseClick(m_view->list()->viewport(), Qt::LeftButton, modifiers, at.center());
    }
    int rowWithFlag(const QString& flag)
    {
        for (int row = 0; row < model().rowCount(); ++row)
            if (cell(row, FrameListModel::FlagsColumn).contains(flag))
                return row;
        return -1;
    }

private Q_SLOTS:
    void init()
    {
        m_selection = std::make_unique<Selection>();
        m_view = std::make_unique<FrameListView>();
        m_view->setSelection(m_selection.get());
        m_view->resize(760, 380);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void everyFrameHasALine()
    {
        const QAbstractItemModelTester tester(&model());
        show(m_bytes);
        QVERIFY(model().rowCount() > 5);
        QCOMPARE(cell(0, FrameListModel::ItemColumn), QStringLiteral("[0]"));
        QCOMPARE(cell(0, FrameListModel::OffsetColumn), QStringLiteral("0x0000"));
        QVERIFY(!cell(0, FrameListModel::KindColumn).isEmpty());
        const int packed = rowWithFlag("compressed");
        QVERIFY(packed > 0);
        QCOMPARE(cell(packed, FrameListModel::TypeColumn), QStringLiteral("Chunk"));
        QCOMPARE(cell(packed, FrameListModel::StatusColumn), QStringLiteral("ok"));
        std::uint64_t next = 0;
        for (int row = 0; row < model().rowCount(); ++row) {
            const FrameRow& frame = static_cast<FrameListModel&>(model()).row(row);
            QCOMPARE(frame.bits.first, next);
            next = frame.bits.end();
        }
        QCOMPARE(next, std::uint64_t(m_bytes.size()) * 8);
        saveArtifact(m_view->grab().toImage(), "frame-list");
    }

    void damageIsSaidInTheStatus()
    {
        show(m_bytes.left(m_bytes.size() - 2));
        const int last = model().rowCount() - 1;
        QVERIFY(cell(last, FrameListModel::StatusColumn) != QStringLiteral("ok"));
        QCOMPARE(cell(0, FrameListModel::StatusColumn), QStringLiteral("ok"));
    }

    void aClickSelectsTheFrameForAllViews()
    {
        show(m_bytes);
        QSignalSpy changed(m_selection.get(), &Selection::changed);
        click(2);
        QCOMPARE(changed.size(), 1);
        const FrameRow& frame = static_cast<FrameListModel&>(model()).row(2);
        QCOMPARE(m_selection->state().bits, std::vector<BitRange>{frame.bits});
        QCOMPARE(m_selection->state().path, QString::fromStdString(frame.path));
        QTest::keyClick(m_view->list(), Qt::Key_Down);
        QCOMPARE(m_selection->state().bits.front().first, frame.bits.end());
        click(2, Qt::ControlModifier);
        QCOMPARE(m_selection->state().bits.size(), std::size_t(2));
        QVERIFY(m_selection->state().path.isEmpty());
    }

    void theSelectionOfOtherViewsIsFollowed()
    {
        show(m_bytes);
        const FrameRow frame = static_cast<FrameListModel&>(model()).row(3);
        QSignalSpy changed(m_selection.get(), &Selection::changed);
        m_selection->select({{{frame.bits.first + 9, 3}}, {}, kNoIndex}, nullptr);
        QCOMPARE(m_view->list()->currentIndex().row(), 3);
        QCOMPARE(m_view->list()->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(changed.size(), 1); // what follows does not select
        m_selection->clear();
        QVERIFY(m_view->list()->selectionModel()->selectedRows().isEmpty());
    }

    void aCompressedMessageCanBeOpened()
    {
        show(m_bytes);
        auto* button = m_view->findChild<QToolButton*>("openUnpacked");
        QSignalSpy asked(m_view.get(), &FrameListView::unpackRequested);
        click(0);
        QVERIFY(!button->isEnabled());
        QVERIFY(!m_view->unpackable());
        click(rowWithFlag("compressed"));
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        const auto element = asked.first().first().toULongLong();
        QVERIFY(m_tree->decoded().items[element].message);
        QCOMPARE(m_view->unpackable(), std::optional<std::uint64_t>(element));
    }

    void linesAreCopied()
    {
        show(m_bytes);
        click(1);
        QTest::keyClick(m_view->list(), Qt::Key_C, Qt::ControlModifier);
        const QString line = QApplication::clipboard()->text();
        QVERIFY(!line.contains('\n'));
        QCOMPARE(line.count('\t'), FrameListModel::ColumnCount - 1);
        QVERIFY(line.contains(cell(1, FrameListModel::OffsetColumn)));
        m_view->list()->clearSelection();
        QTest::mouseClick(m_view->findChild<QToolButton*>("copyFrames"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text().count('\n'), model().rowCount() - 1);
    }

    void enterGoesToTheBytes()
    {
        show(m_bytes);
        QSignalSpy went(m_view.get(), &FrameListView::activated);
        QTest::keyClick(m_view->list(), Qt::Key_Return);
        QCOMPARE(went.size(), 0);
        click(1);
        QTest::keyClick(m_view->list(), Qt::Key_Return);
        QCOMPARE(went.size(), 1);
    }

    void anEmptyListSaysWhatToDo()
    {
        auto* text = m_view->findChild<QLabel*>("noFrames");
        m_view->setTree(nullptr, nullptr);
        QVERIFY(text->isVisible());
        QVERIFY(text->text().contains("Open a schema and a buffer"));
        const auto bytes = std::make_shared<const Bytes>(Bytes{0});
        m_view->setTree(std::make_shared<const AnnotationTree>(std::make_shared<const Decoded>(
                            decode(m_plan, m_plan->types.front(), bytes, m_plan->limits))),
                        nullptr);
        QVERIFY(text->text().contains("Buffer Holds"));
        show({});
        QVERIFY(text->isVisible());
        QVERIFY(text->text().contains("empty"));
        show(m_bytes);
        QVERIFY(!text->isVisible());
    }
};

QTEST_MAIN(FrameListViewTest)
#include "frame_list_view_test.moc"
