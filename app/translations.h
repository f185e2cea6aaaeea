#pragma once

#include <QString>

class QCoreApplication;

namespace app
{

/// Installs Bellhop's and Qt's texts in `language` ("de", "de_AT"), or in that of the desktop where it is empty, as far
/// as there are any; English otherwise. Dates and numbers follow. Answers what is wrong where `language` has no texts.
QString installTranslations(QCoreApplication& application, const QString& language);

} // namespace app
