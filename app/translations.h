#pragma once

class QCoreApplication;

namespace app
{

/// Installs Bellhop's and Qt's texts in the language of the desktop, as far as there are any; English otherwise.
void installTranslations(QCoreApplication& application);

} // namespace app
