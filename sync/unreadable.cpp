#include "sync/unreadable.h"

#include "store/desk_rows.h"
#include "sync/status.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kKept = 200; ///< a server that sends nothing but nonsense must not fill the file

const QString& name()
{
    static const QString text = u"sync-unreadable"_s;
    return text;
}

void write(store::Writer& writer, const QList<BadRow>& rows)
{
    QJsonArray array;
    for (const BadRow& row : rows)
        array.append(QJsonObject{{u"kind"_s, row.kind}, {u"id"_s, row.id}, {u"seq"_s, row.seq}, {u"path"_s, row.path}});
    writer.setSetting(name(), QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact)));
}

bool same(const BadRow& a, const BadRow& b)
{
    return a.kind == b.kind && a.id == b.id && (!a.id.isEmpty() || a.seq == b.seq);
}

} // namespace

Unreadable::Unreadable(Status& status)
    : m_status(status)
{
}

QList<BadRow> Unreadable::all(store::Writer& writer)
{
    QList<BadRow> rows;
    const QJsonArray array = QJsonDocument::fromJson(store::setting(writer.connection(), name()).toUtf8()).array();
    for (const auto& value : array)
        rows.append({value[u"kind"_s].toString(), value[u"id"_s].toString(), value[u"seq"_s].toInteger(),
                     value[u"path"_s].toString()});
    return rows;
}

void Unreadable::remember(store::Writer& writer, const QList<BadRow>& rows)
{
    if (rows.isEmpty())
        return;
    QList<BadRow> kept = all(writer);
    for (const BadRow& row : rows) {
        kept.removeIf([&row](const BadRow& old) { return same(old, row); });
        kept.append(row);
    }
    write(writer, kept.mid(std::max<qsizetype>(0, kept.size() - kKept)));
}

void Unreadable::forget(store::Writer& writer, const BadRow& row)
{
    QList<BadRow> kept = all(writer);
    if (kept.removeIf([&row](const BadRow& old) { return same(old, row); }) > 0)
        write(writer, kept);
}

void Unreadable::forgetAll(store::Writer& writer)
{
    if (!all(writer).isEmpty())
        write(writer, {});
}

void Unreadable::show(const QList<BadRow>& rows)
{
    const auto asked = std::count_if(rows.begin(), rows.end(), [](const BadRow& row) { return row.seq > 0; });
    m_status.setTrouble(Trouble::Records,
                        rows.isEmpty() ? QString() : recordsSentence(rows.size(), asked, rows.last().path));
}

} // namespace syncing
