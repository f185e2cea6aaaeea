#include "store/named_files.h"

#include "desk/draft.h"
#include "store/json_text.h"

#include <QFileInfo>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
void collect(QSet<QString>& names, const QList<desk::DraftFile>& files)
{
    for (const desk::DraftFile& file : files)
        names.insert(QFileInfo(file.path).fileName());
}
} // namespace

QSet<QString> namedFiles(sql::Connection& db)
{
    QSet<QString> names;
    for (const QString& table : {u"draft"_s, u"draft_history"_s}) {
        // Most of the history has no files and need not be read.
        sql::Statement rows = db.query(u"SELECT body FROM %1 WHERE instr(body, '\"path\"') > 0"_s.arg(table));
        while (rows.next()) {
            if (const auto draft = fromJsonText<desk::Draft>(rows.bytes(0)))
                collect(names, draft->files);
        }
    }
    sql::Statement rows = db.query(u"SELECT files, chosen_files FROM outbox"_s);
    while (rows.next()) {
        collect(names, filesFrom(rows.bytes(0)));
        collect(names, filesFrom(rows.bytes(1)));
    }
    return names;
}

void dropOldUploads(sql::Connection& db)
{
    db.execute(u"DELETE FROM setting WHERE name GLOB 'upload/*' AND substr(name, 8) NOT IN (SELECT id FROM outbox)"_s);
}

} // namespace store
