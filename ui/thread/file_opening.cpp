#include "ui/thread/file_opening.h"

#include "ui/preferences.h"
#include "ui/widgets/question.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

namespace ui
{

using namespace Qt::StringLiterals;
using desk::FileKind;

namespace
{

struct FileOpeningWords {
    Q_DECLARE_TR_FUNCTIONS(ui::FileOpening)
};

/// Kept under words of their own: an enumerator may move.
QString keyOf(FileKind kind)
{
    switch (kind) {
    case FileKind::Picture:
        return u"files/unasked/picture"_s;
    case FileKind::Pdf:
        return u"files/unasked/pdf"_s;
    case FileKind::Text:
        return u"files/unasked/text"_s;
    case FileKind::Document:
        return u"files/unasked/document"_s;
    case FileKind::Sound:
        return u"files/unasked/sound"_s;
    case FileKind::Video:
        return u"files/unasked/video"_s;
    case FileKind::Other:
        return {};
    }
    return {};
}

QByteArray headOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(desk::kTellingBytes) : QByteArray();
}

void offerToSave(QWidget* parent, const QString& name, const std::function<void()>& save)
{
    QMessageBox* box =
        question(parent, "otherFileQuestion", FileOpeningWords::tr("“%1” is not what its name says").arg(name),
                 FileOpeningWords::tr("What is in it is of another kind, so it is not opened. Save it only if you "
                                      "know what it is."));
    if (!box)
        return;
    const auto* keep = box->addButton(FileOpeningWords::tr("Save as …"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(FileOpeningWords::tr("Leave it"), QMessageBox::RejectRole));
    QObject::connect(keep, &QAbstractButton::clicked, parent, save);
    box->open();
}

void open(const QString& path, const std::function<void()>& failed)
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        failed();
}

} // namespace

bool opensUnasked(const Preferences& preferences, FileKind kind)
{
    return kind != FileKind::Other && preferences.value(keyOf(kind), false).toBool();
}

void setOpensUnasked(Preferences& preferences, FileKind kind, bool unasked)
{
    if (kind != FileKind::Other)
        preferences.setValue(keyOf(kind), unasked);
}

QString unaskedWords(FileKind kind)
{
    switch (kind) {
    case FileKind::Picture:
        return FileOpeningWords::tr("Always open pictures without asking");
    case FileKind::Pdf:
        return FileOpeningWords::tr("Always open PDF files without asking");
    case FileKind::Text:
        return FileOpeningWords::tr("Always open text files without asking");
    case FileKind::Document:
        return FileOpeningWords::tr("Always open office documents without asking");
    case FileKind::Sound:
        return FileOpeningWords::tr("Always open sound files without asking");
    case FileKind::Video:
        return FileOpeningWords::tr("Always open videos without asking");
    case FileKind::Other:
        return {};
    }
    return {};
}

void openFile(QWidget* parent, Preferences& preferences, const QString& path, const std::function<void()>& save,
              const std::function<void()>& failed)
{
    const QString name = QFileInfo(path).fileName();
    const FileKind kind = desk::fileKind(name);
    if (!desk::contentAgrees(name, headOf(path)))
        return offerToSave(parent, name, save);
    if (opensUnasked(preferences, kind))
        return open(path, failed);
    QMessageBox* box =
        question(parent, "openFileQuestion", FileOpeningWords::tr("Open “%1”?").arg(name),
                 FileOpeningWords::tr("It came from outside, and another program will read it. Open only what you "
                                      "expected to get."));
    if (!box)
        return;
    auto* always = new QCheckBox(unaskedWords(kind), box);
    always->setObjectName(u"openUnasked"_s);
    box->setCheckBox(always);
    auto* go = box->addButton(FileOpeningWords::tr("Open"), QMessageBox::AcceptRole);
    const auto* keep = box->addButton(FileOpeningWords::tr("Save as …"), QMessageBox::ActionRole);
    box->addButton(FileOpeningWords::tr("Leave it"), QMessageBox::RejectRole);
    box->setDefaultButton(go);
    QObject::connect(go, &QAbstractButton::clicked, parent, [always, &preferences, kind, path, failed] {
        if (always->isChecked())
            setOpensUnasked(preferences, kind, true);
        open(path, failed);
    });
    QObject::connect(keep, &QAbstractButton::clicked, parent, save);
    box->open();
}

} // namespace ui
