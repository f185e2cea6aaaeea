#include "server/rules/country.h"

#include <array>
#include <utility>

namespace server::rules
{

QString countryOfNumber(const QString& number)
{
    // E.164 codes that belong to one country each, of the places where shops of this kind sell.
    static constexpr std::array kCodes{
        std::pair{u"20", u"EG"},  std::pair{u"27", u"ZA"},  std::pair{u"30", u"GR"},  std::pair{u"31", u"NL"},
        std::pair{u"32", u"BE"},  std::pair{u"33", u"FR"},  std::pair{u"34", u"ES"},  std::pair{u"36", u"HU"},
        std::pair{u"39", u"IT"},  std::pair{u"40", u"RO"},  std::pair{u"41", u"CH"},  std::pair{u"43", u"AT"},
        std::pair{u"44", u"GB"},  std::pair{u"45", u"DK"},  std::pair{u"46", u"SE"},  std::pair{u"47", u"NO"},
        std::pair{u"48", u"PL"},  std::pair{u"49", u"DE"},  std::pair{u"52", u"MX"},  std::pair{u"55", u"BR"},
        std::pair{u"61", u"AU"},  std::pair{u"64", u"NZ"},  std::pair{u"65", u"SG"},  std::pair{u"81", u"JP"},
        std::pair{u"82", u"KR"},  std::pair{u"86", u"CN"},  std::pair{u"90", u"TR"},  std::pair{u"91", u"IN"},
        std::pair{u"351", u"PT"}, std::pair{u"352", u"LU"}, std::pair{u"353", u"IE"}, std::pair{u"358", u"FI"},
        std::pair{u"359", u"BG"}, std::pair{u"370", u"LT"}, std::pair{u"371", u"LV"}, std::pair{u"372", u"EE"},
        std::pair{u"380", u"UA"}, std::pair{u"385", u"HR"}, std::pair{u"386", u"SI"}, std::pair{u"420", u"CZ"},
        std::pair{u"421", u"SK"}, std::pair{u"852", u"HK"}, std::pair{u"886", u"TW"}, std::pair{u"966", u"SA"},
        std::pair{u"971", u"AE"}, std::pair{u"972", u"IL"}};
    if (!number.startsWith(u'+'))
        return {};
    const QStringView digits = QStringView(number).mid(1);
    for (const auto& [code, country] : kCodes)
        if (digits.startsWith(QStringView(code)))
            return QString::fromUtf16(country);
    return {};
}

} // namespace server::rules
