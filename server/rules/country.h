#pragma once
// The country of a phone number, as far as the calling code alone tells.

#include <QString>

namespace server::rules
{

/// ISO country of an E.164 number; empty when the code is unknown or shared by several countries (+1, +7).
QString countryOfNumber(const QString& number);

} // namespace server::rules
