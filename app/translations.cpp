#include "app/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QLatin1String kOurs(":/translations");

bool install(QCoreApplication& application, const QLocale& locale, const QString& name, const QString& folder)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(locale, name, u"_"_s, folder) && application.installTranslator(translator))
        return true;
    delete translator;
    return false;
}

/// The languages that there are texts for, as "de, en".
QString known()
{
    QStringList languages = QDir(kOurs).entryList({u"bellhop_*.qm"_s}, QDir::Files, QDir::Name);
    for (QString& each : languages)
        each = each.section(u'_', 1).section(u'.', 0, 0);
    return languages.join(u", "_s);
}

} // namespace

QString installTranslations(QCoreApplication& application, const QString& language)
{
    const QLocale wanted = language.isEmpty() ? QLocale() : QLocale(language);
    const bool found = install(application, wanted, u"bellhop"_s, kOurs);
    if (!language.isEmpty() && !found)
        return QCoreApplication::translate("app::Translations", "Bellhop has no texts in “%1”. It knows: %2.")
            .arg(language, known());
    if (!language.isEmpty())
        QLocale::setDefault(wanted);
    // Qt's own words in another language than ours would make dialogs of two languages.
    if (found)
        install(application, wanted, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    else // English has one file too: its plural forms
        install(application, QLocale(QLocale::English), u"bellhop"_s, kOurs);
    return {};
}

} // namespace app
