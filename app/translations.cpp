#include "app/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

bool install(QCoreApplication& application, const QLocale& locale, const QString& name, const QString& folder)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(locale, name, u"_"_s, folder) && application.installTranslator(translator))
        return true;
    delete translator;
    return false;
}

} // namespace

void installTranslations(QCoreApplication& application)
{
    const QString ours = u":/translations"_s;
    // Qt's own words in another language than ours would make dialogs of two languages.
    if (install(application, QLocale(), u"bellhop"_s, ours))
        install(application, QLocale(), u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    else // English has one file too: its plural forms
        install(application, QLocale(QLocale::English), u"bellhop"_s, ours);
}

} // namespace app
