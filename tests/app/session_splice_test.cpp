// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/json_edit.h"
#include "app/session/splice.h"
#include "core/base/text.h"

#include <QTest>

using namespace wirebench;

/// Architecture, "Editing a value splices": what the value does not express stays byte for byte.
class SessionSpliceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splice_data()
    {
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("result");
        QTest::newRow("canonical bytes become the new encoding") << "0102"
                                                                 << "0102"
                                                                 << "0103"
                                                                 << "0103";
        QTest::newRow("trailing bytes stay behind the same size") << "0102ff"
                                                                  << "0102"
                                                                  << "0103"
                                                                  << "0103ff";
        QTest::newRow("trailing bytes move when the value grows") << "0102ff"
                                                                  << "0102"
                                                                  << "01020304"
                                                                  << "01020304ff";
        QTest::newRow("padding bits stay") << "f5"
                                           << "05"
                                           << "06"
                                           << "f6";
        QTest::newRow("a bool of 2 stays when another field changes") << "0207"
                                                                      << "0107"
                                                                      << "0108"
                                                                      << "0208";
        QTest::newRow("a damaged start gives the new encoding") << "99"
                                                                << "0102"
                                                                << "010203"
                                                                << "010203";
        QTest::newRow("nothing before gives the new encoding") << "99"
                                                               << ""
                                                               << "01"
                                                               << "01";
    }

    void splice()
    {
        const auto bytes = [](const QString& hex) {
            const QByteArray raw = QByteArray::fromHex(hex.toLatin1());
            return Bytes(raw.begin(), raw.end());
        };
        QFETCH(QString, current);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, result);
        const Bytes spliced = spliceBytes(bytes(current), bytes(before), bytes(after));
        QCOMPARE(QString::fromStdString(toHex(spliced)), result);
    }

    void replaceValueAtPath_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("result");
        QTest::newRow("a field") << "a"
                                 << R"({"a": X, "b": [{"c": 2}, {"c": 3}], "s": "t"})";
        QTest::newRow("a field in an element") << "b[1].c"
                                               << R"({"a": 1, "b": [{"c": 2}, {"c": X}], "s": "t"})";
        QTest::newRow("an element") << "b[0]"
                                    << R"({"a": 1, "b": [X, {"c": 3}], "s": "t"})";
        QTest::newRow("a text with its quotes") << "s"
                                                << R"({"a": 1, "b": [{"c": 2}, {"c": 3}], "s": X})";
        QTest::newRow("the whole") << ""
                                   << "X";
        QTest::newRow("an unknown field") << "z" << QString();
        QTest::newRow("an element that is not there") << "b[2]" << QString();
        QTest::newRow("a field of no object") << "a.b" << QString();
        QTest::newRow("a broken subscript") << "b[x]" << QString();
        QTest::newRow("an open bracket") << "b[0" << QString();
    }

    void replaceValueAtPath()
    {
        QFETCH(QString, path);
        QFETCH(QString, result);
        const auto got = replaceJsonAt({}, R"({"a": 1, "b": [{"c": 2}, {"c": 3}], "s": "t"})", path.toStdString(), "X");
        QCOMPARE(got.has_value(), !result.isNull());
        if (got)
            QCOMPARE(QString::fromStdString(*got), result);
    }

    void brokenTextIsNotEdited() { QVERIFY(!replaceJsonAt({}, R"({"a": )", "a", "1")); }
};

QTEST_GUILESS_MAIN(SessionSpliceTest)
#include "session_splice_test.moc"
