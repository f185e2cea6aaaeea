// The fake desk's search: all words, newest first, and the ticket of a `#number` before them.
#include "tests/sync/fake_desk.h"

#include "desk/json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

FakeAnswer FakeDesk::search(const FakeRequest& request) const
{
    const QStringList words = request.query.queryItemValue(u"q"_s, QUrl::FullyDecoded).split(u' ', Qt::SkipEmptyParts);
    const qsizetype limit = std::min(request.query.queryItemValue(u"limit"_s).toInt(), searchPage);
    const auto all = tickets();
    QJsonArray hits;
    QJsonObject answer;
    for (const desk::Ticket& ticket : all) {
        const QString number = QString::number(ticket.number); // digits with nothing beside them name one, too
        if (words.contains(u'#' + number) || words == QStringList{number})
            hits.append(QJsonObject{{u"ticket"_s, jsonOf(ticket)}});
    }
    QMap<qint64, desk::Message> found;
    for (const desk::Message& message : messages()) {
        const bool matches = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            return word.startsWith(u'#') || message.text.contains(word, Qt::CaseInsensitive);
        });
        if (matches && (words.size() > 1 || !words.value(0).startsWith(u'#')))
            found.insert(-message.id.value().toLongLong(), message);
    }
    for (const desk::Message& message : std::as_const(found)) {
        if (hits.size() == limit) {
            answer.insert(u"next"_s, u"1"_s);
            break;
        }
        hits.append(QJsonObject{{u"message"_s, jsonOf(message)}, {u"ticket"_s, jsonOf(all.value(message.ticket))}});
    }
    answer.insert(u"hits"_s, hits);
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}
