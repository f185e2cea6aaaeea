// THR-4: how long a text is in the units of its channel.

#include "desk/reply_rules.h"

namespace desk
{

namespace
{

constexpr qint64 kWebChatCharacters = 10'000;
constexpr qint64 kInstagramBytes = 1'000;
constexpr qint64 kWhatsAppCharacters = 4'096;
constexpr qint64 kSmsCharacters = 1'600;

/// One message alone carries more than a part of a longer one: the parts need a header.
struct SmsCapacity {
    int alone;
    int part;
};
constexpr SmsCapacity kGsm7{160, 153}; ///< septets
constexpr SmsCapacity kUcs2{70, 67};   ///< UTF-16 units

/// GSM 03.38 without letters and digits of ASCII, which are all in it.
constexpr QStringView kGsmBasic = u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Its extension table: an escape and a second septet.
constexpr QStringView kGsmExtension = u"\f^{}\\[~]|€";

/// Septets of one character; 0 = not in the alphabet.
int septets(QChar c)
{
    const bool asciiLetterOrDigit = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
    if (asciiLetterOrDigit || kGsmBasic.contains(c))
        return 1;
    return kGsmExtension.contains(c) ? 2 : 0;
}

bool isGsm7(QStringView text)
{
    for (const QChar c : text)
        if (septets(c) == 0)
            return false;
    return true;
}

/// Units of what stands at `i` and must stay together: an escaped character or a surrogate pair.
int unitsAt(QStringView text, qsizetype i, bool gsm7)
{
    if (gsm7)
        return septets(text[i]);
    const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
    return pair ? 2 : 1;
}

int segments(QStringView text, bool gsm7)
{
    const SmsCapacity capacity = gsm7 ? kGsm7 : kUcs2;
    qsizetype total = 0;
    int parts = 1;
    int inPart = 0;
    for (qsizetype i = 0; i < text.size();) {
        const int units = unitsAt(text, i, gsm7);
        i += gsm7 ? 1 : units;
        total += units;
        if (inPart + units > capacity.part) {
            ++parts;
            inPart = 0;
        }
        inPart += units;
    }
    if (total == 0)
        return 0;
    return total <= capacity.alone ? 1 : parts;
}

qint64 codePoints(QStringView text)
{
    qint64 count = 0;
    for (qsizetype i = 0; i < text.size(); ++count)
        i += unitsAt(text, i, false);
    return count;
}

TextMeasure counted(qint64 used, qint64 limit)
{
    TextMeasure result;
    result.used = used;
    result.limit = limit;
    result.fits = limit == 0 || used <= limit;
    return result;
}

TextMeasure sms(const QString& text)
{
    TextMeasure result = counted(text.size(), kSmsCharacters);
    result.gsm7 = isGsm7(text);
    result.smsSegments = segments(text, result.gsm7);
    return result;
}

} // namespace

TextMeasure measure(Channel channel, const QString& text)
{
    switch (channel) {
    case Channel::WebChat:
        return counted(codePoints(text), kWebChatCharacters);
    case Channel::Email:
        return counted(codePoints(text), 0);
    case Channel::Sms:
        return sms(text);
    case Channel::Instagram:
        return counted(text.toUtf8().size(), kInstagramBytes);
    case Channel::WhatsApp:
        return counted(codePoints(text), kWhatsAppCharacters);
    }
    return {};
}

} // namespace desk
