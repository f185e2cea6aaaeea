#include "server/store/settings.h"

#include "server/store/rows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject readObject(sql::Connection& sql, const QString& name)
{
    return QJsonDocument::fromJson(store::setting(sql, name).toUtf8()).object();
}

void writeObject(sql::Connection& sql, const QString& name, const QJsonObject& object)
{
    store::setSetting(sql, name, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

constexpr std::array kSenders{desk::SmsSender::None, desk::SmsSender::TollFree, desk::SmsSender::LongCode,
                              desk::SmsSender::ShortCode, desk::SmsSender::AlphanumericOnly};

/// A day: a list of spans. Before there were several a day it was one object, or null.
QList<desk::OpenSpan> dayFrom(const QJsonValue& day)
{
    QStringList texts;
    if (day.isObject())
        texts.append(day["from"_L1].toString() + u'-' + day["to"_L1].toString());
    for (const auto& text : day.toArray())
        texts.append(text.toString());
    QList<desk::OpenSpan> spans;
    for (const QString& text : std::as_const(texts))
        if (const auto span = desk::openSpanFrom(text))
            spans.append(*span);
    return spans;
}

} // namespace

QString smsSenderWord(desk::SmsSender sender)
{
    switch (sender) {
    case desk::SmsSender::None:
        return u"none"_s;
    case desk::SmsSender::TollFree:
        return u"toll-free"_s;
    case desk::SmsSender::LongCode:
        return u"long-code"_s;
    case desk::SmsSender::ShortCode:
        return u"short-code"_s;
    case desk::SmsSender::AlphanumericOnly:
        return u"alphanumeric-only"_s;
    }
    return u"none"_s;
}

std::optional<desk::SmsSender> smsSenderFrom(const QString& word)
{
    for (desk::SmsSender sender : kSenders)
        if (smsSenderWord(sender) == word)
            return sender;
    return std::nullopt;
}

QString deskName(sql::Connection& sql)
{
    return store::setting(sql, u"desk-name"_s);
}

void setDeskName(sql::Connection& sql, const QString& name)
{
    store::setSetting(sql, u"desk-name"_s, name);
}

QMap<QString, desk::SmsSender> smsSenders(sql::Connection& sql)
{
    QMap<QString, desk::SmsSender> senders;
    const QJsonObject object = readObject(sql, u"sms-senders"_s);
    for (auto each = object.begin(); each != object.end(); ++each)
        senders.insert(each.key(), smsSenderFrom(each->toString()).value_or(desk::SmsSender::None));
    return senders;
}

void setSmsSenders(sql::Connection& sql, const QMap<QString, desk::SmsSender>& senders)
{
    QJsonObject object;
    for (auto each = senders.begin(); each != senders.end(); ++each)
        object[each.key()] = smsSenderWord(*each);
    writeObject(sql, u"sms-senders"_s, object);
}

std::optional<OfficeHours> officeHours(sql::Connection& sql)
{
    const QJsonObject object = readObject(sql, u"office-hours"_s);
    if (object.isEmpty())
        return std::nullopt;
    OfficeHours hours;
    hours.timeZone = object["timeZone"_L1].toString();
    hours.closedNotice = object["closedNotice"_L1].toString();
    const QJsonArray days = object["days"_L1].toArray();
    for (qsizetype day = 0; day < std::min<qsizetype>(days.size(), 7); ++day)
        hours.days[static_cast<std::size_t>(day)] = dayFrom(days[day]);
    for (const auto& holiday : object["holidays"_L1].toArray())
        hours.holidays.append(QDate::fromString(holiday.toString(), Qt::ISODate));
    return hours;
}

void setOfficeHours(sql::Connection& sql, const std::optional<OfficeHours>& set)
{
    if (!set)
        return writeObject(sql, u"office-hours"_s, {});
    const OfficeHours& hours = *set;
    QJsonArray days;
    for (const auto& day : hours.days) {
        QJsonArray spans;
        for (const desk::OpenSpan& span : day)
            spans.append(desk::spanText(span));
        days.append(spans);
    }
    QJsonArray holidays;
    for (const QDate& holiday : hours.holidays)
        holidays.append(holiday.toString(Qt::ISODate));
    writeObject(sql, u"office-hours"_s,
                {{"timeZone"_L1, hours.timeZone},
                 {"days"_L1, days},
                 {"holidays"_L1, holidays},
                 {"closedNotice"_L1, hours.closedNotice}});
}

} // namespace server::store
