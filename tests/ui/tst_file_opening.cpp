// What happens between the press on an attachment or a link and another program (docs/security.md).
#include "desk/file_kind.h"
#include "tests/ui/pane_desk.h"
#include "ui/thread/attachment_tile.h"
#include "ui/thread/body_view.h"
#include "ui/thread/file_opening.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/outside.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

#include <sys/xattr.h>

using namespace Qt::StringLiterals;
using namespace ui_test;

namespace
{

desk::Attachment attachment(const QString& name)
{
    desk::Attachment file;
    file.id = desk::AttachmentId(u"a1"_s);
    file.name = name;
    file.mime = u"application/pdf"_s;
    file.size = 100;
    return file;
}

QByteArray markOf(const QString& path)
{
    QByteArray value(64, '\0');
    value.resize(qMax<qsizetype>(
        0, ::getxattr(QFile::encodeName(path).constData(), "user.xdg.origin.url", value.data(), size_t(value.size()))));
    return value;
}

/// A network that brings the same bytes for every attachment.
class Bringing final : public models::Remote
{
public:
    void fetchThread(const desk::TicketId&, QObject*, Done) override {}
    void fetchProfile(const desk::ProfileId&, QObject*, Done) override {}
    void fetchAttachment(const desk::Attachment&, const QString& path, QObject*, Done done) override
    {
        QFile file(path);
        const bool fine = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        file.close();
        done(fine ? QString() : file.errorString());
    }
    void search(const QString&, int, QObject*, Found) override {}
    void setViewing(const desk::TicketId&) override {}
    void setTyping(const desk::TicketId&, bool) override {}
    void outboxChanged() override {}
    void wake() override {}
    void loadAnew() override {}

    QByteArray bytes;
};

struct Stage {
    explicit Stage(const QByteArray& bytes) { remote.bytes = bytes; }

    PaneDesk desk;
    Bringing remote;
    models::DeskSession session{desk.desk.session->worker(), &remote, desk.desk.clock, desk.desk.folder()};
    ui::FileShelf shelf{session};
    QWidget window;
};

/// Presses one button of a standing question.
void answer(QMessageBox* box, QMessageBox::ButtonRole role)
{
    for (QAbstractButton* button : box->buttons())
        if (box->buttonRole(button) == role)
            return button->click();
    QFAIL("the question has no such button");
}

} // namespace

class FileOpeningTest : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void took(const QUrl& url) { m_taken.append(url); }

private:
    QMessageBox* questionIn(QWidget& window, const char* name)
    {
        return window.findChild<QMessageBox*>(QLatin1String(name), Qt::FindDirectChildrenOnly);
    }

    QList<QUrl> m_taken; ///< what other programs were given

private Q_SLOTS:
    void init()
    {
        m_taken.clear();
        for (const char* scheme : {"file", "http", "https", "mailto", "tel"})
            QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "took");
    }
    void cleanup()
    {
        for (const char* scheme : {"file", "http", "https", "mailto", "tel"})
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    }

    void theFirstOfAKindAsks()
    {
        Stage stage("%PDF-1.7 ...");
        ui::AttachmentTile tile(stage.shelf, stage.desk.preferences, attachment(u"invoice.pdf"_s), &stage.window);
        tile.click();
        QMessageBox* box = questionIn(stage.window, "openFileQuestion");
        QVERIFY(box);
        QVERIFY(m_taken.isEmpty());
        QVERIFY(!box->checkBox()->isChecked());
        answer(box, QMessageBox::AcceptRole);
        QCOMPARE(m_taken, {QUrl::fromLocalFile(stage.shelf.path(tile.attachment()))});
        QTRY_VERIFY(!questionIn(stage.window, "openFileQuestion"));

        tile.click(); // nothing was said about the next time
        box = questionIn(stage.window, "openFileQuestion");
        QVERIFY(box);
        box->checkBox()->setChecked(true);
        answer(box, QMessageBox::AcceptRole);
        QCOMPARE(m_taken.size(), 2);
        QTRY_VERIFY(!questionIn(stage.window, "openFileQuestion"));

        tile.click();
        QVERIFY(!questionIn(stage.window, "openFileQuestion"));
        QCOMPARE(m_taken.size(), 3);
        QVERIFY(!ui::opensUnasked(stage.desk.preferences, desk::FileKind::Picture)); // each kind for itself
        ui::setOpensUnasked(stage.desk.preferences, desk::FileKind::Pdf, false);
        tile.click();
        QVERIFY(questionIn(stage.window, "openFileQuestion"));
        QCOMPARE(m_taken.size(), 3);
    }

    void aRefusalOpensAndRemembersNothing()
    {
        Stage stage("%PDF-1.7 ...");
        ui::AttachmentTile tile(stage.shelf, stage.desk.preferences, attachment(u"invoice.pdf"_s), &stage.window);
        tile.click();
        QMessageBox* box = questionIn(stage.window, "openFileQuestion");
        QVERIFY(box);
        box->checkBox()->setChecked(true);
        answer(box, QMessageBox::RejectRole);
        QVERIFY(m_taken.isEmpty());
        QVERIFY(!ui::opensUnasked(stage.desk.preferences, desk::FileKind::Pdf));
    }

    void whatIsNotWhatItsNameSaysIsOnlySaved()
    {
        Stage stage("<html><script>");
        ui::setOpensUnasked(stage.desk.preferences, desk::FileKind::Pdf, true);
        ui::AttachmentTile tile(stage.shelf, stage.desk.preferences, attachment(u"invoice.pdf"_s), &stage.window);
        tile.click();
        QMessageBox* box = questionIn(stage.window, "otherFileQuestion");
        QVERIFY(box);
        QVERIFY(m_taken.isEmpty());
        answer(box, QMessageBox::AcceptRole);
        QVERIFY(stage.window.findChild<QFileDialog*>());
        QVERIFY(m_taken.isEmpty());
    }

    void otherKindsAreOfferedToBeSaved_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"page.html", "drawing.svg", "package.deb", "letter.docm", "start.jnlp", "app.flatpakref", "menu.desktop",
              "Tool.AppImage", "a.sh", "invoice.pdf.exe", "no ending"})
            QTest::newRow(name) << QString::fromLatin1(name);
        QTest::newRow("dots behind") << u"setup.exe..."_s;
        QTest::newRow("turned around") << u"invoice\u202Efdp.exe"_s;
    }
    void otherKindsAreOfferedToBeSaved()
    {
        QFETCH(QString, name);
        Stage stage("%PDF-1.7 ...");
        ui::AttachmentTile tile(stage.shelf, stage.desk.preferences, attachment(name), &stage.window);
        tile.click();
        QVERIFY(m_taken.isEmpty());
        QVERIFY(!questionIn(stage.window, "openFileQuestion"));
        QVERIFY(stage.window.findChild<QFileDialog*>());
        QVERIFY(!tile.accessibleName().contains(u'\u202E'));
        QVERIFY(!tile.toolTip().contains(u'\u202E'));
    }

    void whatIsOpenedIsReadOnlyPrivateAndMarked()
    {
        Stage stage("%PDF-1.7 ...");
        const desk::Attachment file = attachment(u"../../invoice\u202E.pdf. "_s);
        QSignalSpy arrived(&stage.shelf, &ui::FileShelf::arrived);
        stage.shelf.fetch(file);
        QCOMPARE(arrived.size(), 1);
        const QFileInfo info(stage.shelf.path(file));
        QCOMPARE(info.fileName(), u"_.._invoice.pdf"_s);
        QVERIFY(info.isFile());
        QVERIFY(info.canonicalFilePath().startsWith(QFileInfo(stage.desk.desk.folder()).canonicalFilePath() +
                                                    u"/files/"_s));
        const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QCOMPARE(info.permissions() & (others | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther), 0);
        QCOMPARE(QFileInfo(info.path()).permissions() & others, 0);

        const QString target = stage.desk.desk.folder() + u"/saved.pdf"_s;
        QSignalSpy saved(&stage.shelf, &ui::FileShelf::saved);
        stage.shelf.saveCopy(file, target);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved.first().at(1).toString(), QString());
        // Not every file system has attributes.
        if (::setxattr(QFile::encodeName(stage.desk.desk.path()).constData(), "user.bellhop.test", "x", 1, 0) == 0) {
            QCOMPARE(markOf(info.filePath()), "bellhop:attachment");
            QCOMPARE(markOf(target), "bellhop:attachment");
        }
    }

    void linksLeaveInPlainForm()
    {
        const auto opened = [this](const char* link) {
            m_taken.clear();
            const bool fine = ui::openOutside(QUrl(QString::fromLatin1(link)));
            return fine && m_taken.size() == 1 ? m_taken.first().toEncoded() : QByteArray();
        };
        QCOMPARE(opened("https://shop.example/a?b=c"), "https://shop.example/a?b=c");
        QCOMPARE(opened("tel:+31"), "tel:+31");
        QCOMPARE(opened("mailto:a@b.example?subject=x&attach=/etc/passwd"), "mailto:a@b.example?subject=x");
        for (const char* bad : {"file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "smb://host/x", ""}) {
            QCOMPARE(opened(bad), QByteArray());
            QVERIFY(m_taken.isEmpty());
        }
    }

    void aMailsLinkLosesWhatItMayNotCarry()
    {
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        Q_EMIT view.anchorClicked(QUrl(u"mailto:a@b.example?attach=/etc/passwd&bcc=c@evil.example&subject=x%0D%0Ay"_s));
        QCOMPARE(m_taken.size(), 1);
        QCOMPARE(m_taken.first().toEncoded(), "mailto:a@b.example?subject=x%20y");
        Q_EMIT view.anchorClicked(QUrl(u"file:///etc/passwd"_s));
        QCOMPARE(m_taken.size(), 1);
    }
};

QTEST_MAIN(FileOpeningTest)
#include "tst_file_opening.moc"
