#include "store/json_text.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QJsonObject optimisticAttachment(const desk::Attachment& attachment)
{
    return {{u"name"_s, attachment.name}, {u"mime"_s, attachment.mime}, {u"size"_s, attachment.size}};
}

/// A file that is still to be uploaded has no id, which the codec of the wire rightly refuses.
desk::Attachment withoutId(const QJsonObject& object)
{
    desk::Attachment attachment;
    attachment.name = object[u"name"_s].toString();
    attachment.mime = object[u"mime"_s].toString();
    attachment.size = object[u"size"_s].toInteger();
    return attachment;
}
} // namespace

sql::Utf8 attachmentsText(const QList<desk::Attachment>& attachments)
{
    if (attachments.isEmpty())
        return {QByteArray("")};
    QJsonArray array;
    for (const desk::Attachment& each : attachments)
        array += each.id ? desk::toJson(each) : optimisticAttachment(each);
    return {QJsonDocument(array).toJson(QJsonDocument::Compact)};
}

QList<desk::Attachment> attachmentsFrom(const QByteArray& text)
{
    QList<desk::Attachment> attachments;
    if (text.isEmpty())
        return attachments;
    for (const auto& each : QJsonDocument::fromJson(text).array()) {
        const QJsonObject object = each.toObject();
        const auto parsed = desk::fromJson<desk::Attachment>(object);
        attachments += parsed ? *parsed : withoutId(object);
    }
    return attachments;
}

sql::Utf8 filesText(const QList<desk::DraftFile>& files)
{
    if (files.isEmpty())
        return {QByteArray("")};
    QJsonArray array;
    for (const desk::DraftFile& file : files)
        array +=
            QJsonObject{{u"path"_s, file.path}, {u"name"_s, file.name}, {u"mime"_s, file.mime}, {u"size"_s, file.size}};
    return {QJsonDocument(array).toJson(QJsonDocument::Compact)};
}

QList<desk::DraftFile> filesFrom(const QByteArray& text)
{
    QList<desk::DraftFile> files;
    if (text.isEmpty())
        return files;
    for (const auto& each : QJsonDocument::fromJson(text).array()) {
        const QJsonObject object = each.toObject();
        files += {object[u"path"_s].toString(), object[u"name"_s].toString(), object[u"mime"_s].toString(),
                  object[u"size"_s].toInteger()};
    }
    return files;
}

} // namespace store
