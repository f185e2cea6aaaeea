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

bool install(QCoreApplication& application, const QString& name, const QString& folder)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(QLocale(), name, u"_"_s, folder) && application.installTranslator(translator))
        return true;
    delete translator;
    return false;
}

} // namespace

void installTranslations(QCoreApplication& application)
{
    // Qt's own words in another language than ours would make dialogs of two languages.
    if (install(application, u"bellhop"_s, u":/translations"_s))
        install(application, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

} // namespace app
