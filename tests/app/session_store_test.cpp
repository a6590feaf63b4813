// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/file_io.h"
#include "app/session/session_store.h"
#include "app/session/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wirebench;

/// Issue 3, "nothing lost"; conventions, *Files*: autosave, crash recovery, last session reopened, atomic saving.
class SessionStoreTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString fresh() const { return m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

private Q_SLOTS:
    void whatWasTypedSurvivesACrash()
    {
        const QString dir = fresh();
        {
            Workspace workspace(std::make_unique<SessionStore>(dir));
            Document* document = workspace.add();
            document->editSchema("struct A { a: u8 }");
            document->editBytes(std::make_shared<const Bytes>(Bytes{1, 2, 3}));
            document->editValue("{ broken");
            workspace.saveDrafts();
            // No close(): the program dies here.
        }
        SessionStore next(dir);
        const EarlierSession earlier = next.earlier();
        QVERIFY(earlier.crashed);
        QVERIFY(earlier.hasUnsaved());
        QCOMPARE(earlier.documents.size(), std::size_t(1));
        QCOMPARE(earlier.documents.front().schemaText, "struct A { a: u8 }");
        QCOMPARE(*earlier.documents.front().bytes, (Bytes{1, 2, 3}));
        QCOMPARE(earlier.documents.front().valueText, "{ broken");
        QVERIFY(earlier.documents.front().valueLeads);
    }

    void draftsAreWrittenWithoutBeingAskedFor()
    {
        const QString dir = fresh();
        Workspace workspace(std::make_unique<SessionStore>(dir));
        workspace.add()->editSchema("struct A { a: u8 }");
        const auto drafts = [&] { return QDir(dir + "/sessions").entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
        QCOMPARE(drafts().size(), 1);
        const QString folder = dir + "/sessions/" + drafts().first();
        QTRY_VERIFY(!QDir(folder).entryList({workspace.current()->id() + ".json"}).isEmpty());
    }

    void aSessionThatEndedByItselfIsReopenedWithoutAsking()
    {
        const QString dir = fresh();
        QString id;
        {
            Workspace workspace(std::make_unique<SessionStore>(dir));
            Document* document = workspace.add();
            document->loadSchema("struct A { a: u8 }", {}, "a.sdp");
            workspace.add()->loadSchema("struct B { b: u8 }", {}, "b.sdp");
            workspace.setCurrent(document);
            id = document->id();
            workspace.close();
        }
        SessionStore next(dir);
        const EarlierSession earlier = next.earlier();
        QVERIFY(!earlier.crashed);
        QCOMPARE(earlier.documents.size(), std::size_t(2));
        QCOMPARE(earlier.current, id);
        QCOMPARE(earlier.documents.front().schemaName, "a.sdp");
        next.forget(earlier.folders);
        QVERIFY(next.earlier().documents.empty());
    }

    void aRunningSessionIsLeftAlone()
    {
        const QString dir = fresh();
        Workspace running(std::make_unique<SessionStore>(dir));
        running.add()->editSchema("struct A { a: u8 }");
        running.saveDrafts();
        SessionStore second(dir);
        QVERIFY(second.earlier().documents.empty());
        QVERIFY(second.earlier().folders.isEmpty());
    }

    void closedDocumentsAreForgotten()
    {
        const QString dir = fresh();
        {
            Workspace workspace(std::make_unique<SessionStore>(dir));
            Document* kept = workspace.add();
            kept->editSchema("kept");
            Document* closed = workspace.add();
            closed->editSchema("closed");
            workspace.saveDrafts();
            workspace.remove(closed);
            workspace.saveDrafts();
        }
        const EarlierSession earlier = SessionStore(dir).earlier();
        QCOMPARE(earlier.documents.size(), std::size_t(1));
        QCOMPARE(earlier.documents.front().schemaText, "kept");
    }

    void droppedChangesDoNotComeBack()
    {
        const QString dir = fresh();
        {
            Workspace workspace(std::make_unique<SessionStore>(dir));
            Document* document = workspace.add();
            document->loadSchema("struct A { a: u8 }", {}, "a.sdp");
            document->editSchema("struct A { a: u8 } // changed");
            document->dropChanges();
            workspace.add()->editSchema("typed and thrown away");
            workspace.current()->dropChanges();
            workspace.close();
        }
        const EarlierSession earlier = SessionStore(dir).earlier();
        QCOMPARE(earlier.documents.size(), std::size_t(1));
        QCOMPARE(earlier.documents.front().schemaText, "struct A { a: u8 }");
        QVERIFY(!earlier.hasUnsaved());
    }

    void withoutAWritableFolderTypingGoesOn()
    {
        QFile blocker(m_dir.filePath("blocker"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        Workspace workspace(std::make_unique<SessionStore>(blocker.fileName()));
        QVERIFY(!workspace.store()->problem().isEmpty());
        workspace.add()->editSchema("struct A { a: u8 }");
        workspace.saveDrafts();
        QVERIFY(workspace.store()->earlier().documents.empty());
        workspace.close();
    }

    void savingIsAtomic()
    {
        const QString path = m_dir.filePath("atomic.bin");
        QString error;
        QVERIFY(writeFile(path, "old content", error));
        const QFile::Permissions folder = QFile::permissions(m_dir.path());
        QVERIFY(writeFile(path, "new", error));
        QCOMPARE(readFile(path, error).value_or(QByteArray()), QByteArray("new"));
        QCOMPARE(QDir(m_dir.path()).entryList({"atomic*"}, QDir::Files).size(), 1);
        QVERIFY(!writeFile(m_dir.filePath("no/such/folder/x"), "text", error));
        QVERIFY(error.contains("no/such/folder"));
        QCOMPARE(QFile::permissions(m_dir.path()), folder);
    }

    void unreadableFilesSayWhichAndWhy()
    {
        QString error;
        QVERIFY(!readFile(m_dir.filePath("missing.sdp"), error));
        QVERIFY(error.contains("missing.sdp"));
        QVERIFY(!readFile(m_dir.path(), error));
        QVERIFY(error.contains("folder"));
    }
};

QTEST_GUILESS_MAIN(SessionStoreTest)
#include "session_store_test.moc"
