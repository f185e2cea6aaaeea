// Strangers' names and which of their files may be opened (docs/security.md).
#include "desk/file_kind.h"
#include "desk/file_name.h"

#include <QTest>

using namespace Qt::StringLiterals;
using desk::FileKind;

class TestFileNames : public QObject
{
    Q_OBJECT

private:
    static void row(const char* what, const QString& name, const QString& plain, FileKind kind = FileKind::Other)
    {
        QTest::newRow(what) << name << plain << kind;
    }
    static void same(const QString& name, FileKind kind = FileKind::Other)
    {
        QTest::newRow(qPrintable(name)) << name << name << kind;
    }

private Q_SLOTS:
    void onlyHarmlessNamesOpen_data();
    void onlyHarmlessNamesOpen();
    void namesFitWhereverTheyArePut_data();
    void namesFitWhereverTheyArePut();
    void contentMustAgree_data();
    void contentMustAgree();
};

void TestFileNames::onlyHarmlessNamesOpen_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<FileKind>("kind");
    // What the everyday brings.
    same(u"photo.png"_s, FileKind::Picture);
    same(u"photo.jpg"_s, FileKind::Picture);
    same(u"IMG_2041.JPEG"_s, FileKind::Picture);
    same(u"IMG_2041.HEIC"_s, FileKind::Picture);
    same(u"invoice 2026-11.pdf"_s, FileKind::Pdf);
    same(u"Rechnung (Kopie).PDF"_s, FileKind::Pdf);
    same(u"notes.txt"_s, FileKind::Text);
    same(u"offer v1.2.docx"_s, FileKind::Document);
    same(u"stock.ods"_s, FileKind::Document);
    same(u"voice.opus"_s, FileKind::Sound);
    same(u"broken hinge.mp4"_s, FileKind::Video);
    same(u"Łódź ☃.pdf"_s, FileKind::Pdf);
    same(u"حساب.pdf"_s, FileKind::Pdf);
    same(u"می\u200cخواهم.txt"_s, FileKind::Text);
    // What runs, loads, installs or signs in.
    for (const char* name :
         {"page.html",   "page.htm",       "page.xhtml",  "page.mhtml", "drawing.svg",  "drawing.svgz",
          "setup.exe",   "setup.msi",      "a.bat",       "a.cmd",      "a.com",        "a.scr",
          "a.ps1",       "a.vbs",          "a.js",        "a.jse",      "a.hta",        "a.lnk",
          "a.reg",       "a.url",          "a.sh",        "a.run",      "a.bin",        "a.py",
          "a.pl",        "a.rb",           "a.php",       "a.jar",      "a.jnlp",       "package.deb",
          "package.rpm", "app.flatpakref", "app.flatpak", "app.snap",   "menu.desktop", "Tool.AppImage",
          "a.docm",      "a.xlsm",         "a.pptm",      "a.dotm",     "a.doc",        "a.rtf",
          "a.csv",       "a.ics",          "a.vcf",       "a.eml",      "a.iso",        "a.img",
          "a.zip",       "a.tar.gz",       "a.7z",        "a.ovpn",     "a.rdp",        "a.torrent",
          "a.xml",       "a.md",           "a.ps",        "a.eps",      "a.dot",        "a.service"})
        same(QString::fromLatin1(name));
    // Names that want to be read as another.
    same(u"invoice.pdf.exe"_s);
    same(u"invoice.pdf.EXE"_s);
    same(u"invoice.pdf.desktop"_s);
    same(u"setup.exe.pdf"_s, FileKind::Pdf); // a PDF, or its content does not agree
    same(u"no ending"_s);
    same(u"pdf"_s);
    same(u"file.exe․pdf"_s); // a dot that is none
    same(u"file.ｐｄｆ"_s);
    row("dot behind", u"invoice.pdf."_s, u"invoice.pdf"_s, FileKind::Pdf);
    row("dots behind", u"setup.exe..."_s, u"setup.exe"_s);
    row("dots and blanks behind", u"setup.exe. . ."_s, u"setup.exe"_s);
    row("blank before the ending", u"invoice.pdf .exe"_s, u"invoice.pdf .exe"_s);
    row("many blanks before the ending", u"invoice.pdf"_s + QString(80, u' ') + u".exe"_s, u"invoice.pdf .exe"_s);
    row("strange blanks", u"invoice.pdf\u00a0\u2003\u3000.exe"_s, u"invoice.pdf .exe"_s);
    row("blank in the ending", u"setup. exe"_s, u"setup. exe"_s);
    row("line break", u"invoice.pdf\r\n.exe"_s, u"invoice.pdf .exe"_s);
    row("turned around", u"invoice\u202Efdp.exe"_s, u"invoicefdp.exe"_s);
    row("turned around, harmless", u"exe.\u202Efdp.pdf"_s, u"exe.fdp.pdf"_s, FileKind::Pdf);
    row("isolated", u"a\u2066b\u2069.sh"_s, u"ab.sh"_s);
    row("marks of direction", u"\u200ea\u200f.sh\u061c"_s, u"a.sh"_s);
    row("nothing wide", u"a.p\u200bd\u200bf"_s, u"a.pdf"_s, FileKind::Pdf);
    row("joiners in the ending", u"a.exe\u200d\u200c"_s, u"a.exe"_s);
    row("joiner between others' letters", u"invoice\u200d.pdf"_s, u"invoice.pdf"_s, FileKind::Pdf);
    row("byte order mark", u"\ufeffa.sh"_s, u"a.sh"_s);
    row("soft hyphen", u"a.s\u00adh"_s, u"a.sh"_s);
    row("letter that is not seen", u"a\u3164.pdf\uffa0.sh"_s, u"a.pdf.sh"_s);
    row("blank of Braille", u"a.pdf\u2800\u2800.sh"_s, u"a.pdf.sh"_s);
    row("variation", u"a.sh\ufe0f"_s, u"a.sh"_s);
    row("tags above the plane", QString::fromUcs4(U"a.pdf\U000E0041\U000E0042.sh"), u"a.pdf.sh"_s);
    row("private letter", u"a\ue000.sh"_s, u"a.sh"_s);
    row("half a pair", u"a"_s + QChar(0xd83d) + u".sh"_s, u"a\ufffd.sh"_s);
    row("NUL", u"invoice.exe"_s + QChar(0) + u".pdf"_s, u"invoice.exe.pdf"_s, FileKind::Pdf);
    row("escape", u"a\u001b[31m.sh"_s, u"a[31m.sh"_s);
    // Names that want to go elsewhere.
    row("nothing", {}, u"file"_s);
    row("blank", u" \t "_s, u"file"_s);
    row("here", u"."_s, u"file"_s);
    row("up", u".."_s, u"file"_s);
    row("path up", u"../../.profile"_s, u"_.._.profile"_s);
    row("path", u"/etc/passwd"_s, u"_etc_passwd"_s);
    row("other path", uR"(C:\autoexec.bat)"_s, u"C__autoexec.bat"_s);
    row("hidden", u".bashrc"_s, u"bashrc"_s);
    row("only an ending", u".pdf"_s, u"pdf"_s);
    row("option", u"--help.pdf"_s, u"help.pdf"_s, FileKind::Pdf);
    row("hidden option", u" .-rf.txt"_s, u"rf.txt"_s, FileKind::Text);
    row("stream", u"a.txt:b.exe"_s, u"a.txt_b.exe"_s);
    row("pattern", u"*?<>|\".txt"_s, u"______.txt"_s, FileKind::Text);
    row("device of another system", u"CON.txt"_s, u"CON.txt"_s, FileKind::Text);
}

void TestFileNames::onlyHarmlessNamesOpen()
{
    QFETCH(QString, name);
    const QString plain = desk::plainFileName(name);
    QTEST(plain, "plain");
    QCOMPARE(desk::plainFileName(plain), plain);
    const FileKind kind = desk::fileKind(name);
    QTEST(kind, "kind");
    QCOMPARE(desk::fileKind(plain), kind);
}

void TestFileNames::namesFitWhereverTheyArePut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("ending");
    QTest::newRow("letters") << QString(5000, u'x') << QString();
    QTest::newRow("letters and ending") << QString(300, u'x') + u".pdf"_s << u"pdf"_s;
    QTest::newRow("endless ending") << u"x."_s + QString(300, u'y') << QString();
    QTest::newRow("three bytes each") << QString(300, u'你') + u".pdf"_s << u"pdf"_s;
    QTest::newRow("pairs") << QString::fromUtf8("😀").repeated(200) + u".sh"_s << u"sh"_s;
    QTest::newRow("pairs, odd") << u"x"_s + QString::fromUtf8("😀").repeated(200) << QString();
    QTest::newRow("dots") << QString(300, u'.') + u"sh"_s << QString();
    QTest::newRow("blanks where it is cut")
        << u"x"_s + QString(300, u'-') + u" . ."_s + QString(50, u'y') + u".sh"_s << u"sh"_s;
}

void TestFileNames::namesFitWhereverTheyArePut()
{
    QFETCH(QString, name);
    QFETCH(QString, ending);
    const QString plain = desk::plainFileName(name);
    QVERIFY2(plain.size() <= desk::kLongestFileName, qPrintable(QString::number(plain.size())));
    QVERIFY2(plain.toUtf8().size() <= desk::kMostFileNameBytes, qPrintable(QString::number(plain.toUtf8().size())));
    QVERIFY(plain.isValidUtf16());
    QCOMPARE(desk::plainFileName(plain), plain);
    if (!ending.isEmpty())
        QCOMPARE(desk::fileEnding(plain), ending);
}

void TestFileNames::contentMustAgree_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("agrees");
    const QByteArray png = "\x89PNG\r\n\x1a\n....";
    const QByteArray docx = QByteArray("PK\x03\x04", 4) + QByteArray(26, '\x14') + "[Content_Types].xml";
    const QByteArray odt =
        QByteArray("PK\x03\x04", 4) + QByteArray(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.text";
    const auto row = [](const char* what, const char16_t* name, const QByteArray& head, bool agrees) {
        QTest::newRow(what) << QString::fromUtf16(name) << head << agrees;
    };
    row("png", u"a.png", png, true);
    row("jpeg", u"a.JPG", "\xff\xd8\xff\xe0", true);
    row("gif", u"a.gif", "GIF89a..", true);
    row("webp", u"a.webp", "RIFF\x10\x10\x10\x10WEBPVP8 ", true);
    row("heic", u"a.heic", QByteArray("\0\0\0\x18", 4) + "ftypheic....", true);
    row("pdf", u"a.pdf", "%PDF-1.7\n", true);
    row("text", u"a.txt",
        "Guten Tag, Gr\xc3\xbc\xc3\x9f"
        "e <a@b.example>\n",
        true);
    row("docx", u"a.docx", docx, true);
    row("odt", u"a.odt", odt, true);
    row("ogg", u"a.ogg", "OggS....", true);
    row("mp3", u"a.mp3", "\xff\xfb\x90\x64", true);
    row("mp4", u"a.mp4", QByteArray("\0\0\0\x18", 4) + "ftypisom....", true);
    row("nothing in it", u"a.pdf", {}, false);
    row("nothing in a text", u"a.txt", {}, false);
    row("a page called PDF", u"a.pdf", "<html><script>", false);
    row("a page before a PDF", u"a.pdf", "<html>%PDF-1.7", false);
    row("a program called PDF", u"a.pdf",
        "\x7f"
        "ELF\x02",
        false);
    row("a script called picture", u"a.png", "#!/bin/sh\n", false);
    row("a drawing called picture", u"a.jpg", "<svg xmlns=", false);
    row("another picture", u"a.jpg", png, false);
    row("a menu entry called text", u"a.txt", "[Desktop Entry]\nExec=x", false);
    row("a script called text", u"a.txt", "#!/bin/sh\nrm", false);
    row("a page called text", u"a.txt", "\n <!DOCTYPE html>", false);
    row("a page in a text", u"a.txt", "Hello\n<SCRIPT>", false);
    row("PostScript called text", u"a.txt", "%!PS", false);
    row("bytes called text", u"a.txt", QByteArray("a\0b", 3), false);
    row("an archive called document", u"a.docx", QByteArray("PK\x03\x04", 4) + QByteArray(26, '\x14') + "run.sh",
        false);
    row("an old document called new", u"a.docx", "\xd0\xcf\x11\xe0", false);
    row("an e-book called document", u"a.odt",
        QByteArray("PK\x03\x04", 4) + QByteArray(26, '\0') + "mimetypeapplication/epub+zip", false);
    row("a wave called webp", u"a.webp", "RIFF\x10\x10\x10\x10WAVEfmt ", false);
    row("a film called heic", u"a.heic", QByteArray("\0\0\0\x18", 4) + "ftypisom....", false);
    row("other kinds never agree", u"a.html", "<html>", false);
    row("no ending", u"README", "text", false);
}

void TestFileNames::contentMustAgree()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, head);
    QTEST(desk::contentAgrees(name, head), "agrees");
}

QTEST_GUILESS_MAIN(TestFileNames)
#include "tst_file_names.moc"
