// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/grid_export.h"

#include "tests/core/layout_samples.h"

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

/// Types `path` into the file dialog that opens next and accepts it; then closes the warning, if there is one.
void answerWith(const QString& path, QString* warning)
{
    QTimer::singleShot(0, qApp, [path, warning] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QTimer::singleShot(0, qApp, [warning] {
            if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                *warning = box->text();
                box->accept();
            }
        });
        QMetaObject::invokeMethod(dialog, "accept");
    });
}

} // namespace

class GridExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void layoutGrid_exportSvgPngAscii_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("SVG") << int(BitGridView::Export::Svg) << QByteArray("<?xml");
        QTest::newRow("PNG") << int(BitGridView::Export::Png) << QByteArray("\x89PNG");
        QTest::newRow("ASCII") << int(BitGridView::Export::Ascii) << QByteArray("Packet: 32 bits");
    }
    void layoutGrid_exportSvgPngAscii()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, start);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("picture"));
        const auto plan = packetPlan();
        BitGridView view;
        view.setLayout(std::make_shared<Layout>(layoutOf(*plan, typeOf(*plan))), plan);
        QString warning;
        answerWith(path, &warning);
        exportGrid(view, static_cast<BitGridView::Export>(kind), folder.filePath(QStringLiteral("packet.json")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(start));
        QVERIFY2(warning.isEmpty(), qPrintable(warning));
    }
};

QTEST_MAIN(GridExportTest)
#include "grid_export_test.moc"
