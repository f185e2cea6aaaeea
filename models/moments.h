#pragma once
// Times as an agent reads them: as the locale writes them, but never with seconds, which say nothing about a ticket.

#include "desk/instant.h"

#include <QLocale>
#include <QString>
#include <QTime>

namespace models
{

/// "09:31" or "9:31 AM".
QString timeOfDay(QTime time, const QLocale& locale = QLocale());

/// Short date and time of day in the zone of this computer; empty where `at` is not set.
QString dateAndTime(desk::Instant at, const QLocale& locale = QLocale());

} // namespace models
