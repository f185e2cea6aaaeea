#include "sync/upload.h"

#include "desk/json.h"
#include "store/desk_rows.h"
#include "store/writer.h"
#include "sync/decoder.h"
#include "sync/digest.h"
#include "sync/session.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kPiece = 1024 * 1024;
constexpr int kMostCorrections = 20;

struct UploadText {
    Q_DECLARE_TR_FUNCTIONS(syncing::Upload)
};

Answer worked()
{
    Answer answer;
    answer.error = ErrorClass::None;
    answer.status = 204;
    return answer;
}

} // namespace

Upload::Upload(Base& base, const desk::OperationId& operation, const desk::DraftFile& file)
    : m_base(base)
    , m_operation(operation)
    , m_file(file)
    , m_source(file.path)
{
    m_attachment.name = file.name.isEmpty() ? QFileInfo(file.path).fileName() : file.name;
    m_attachment.mime = file.mime;
}

QString Upload::settingName() const
{
    return u"upload/"_s + m_operation.value();
}

void Upload::start(Done done)
{
    m_done = std::move(done);
    if (!m_source.open(QIODevice::ReadOnly))
        return refuse(u"file-missing"_s,
                      UploadText::tr("The file %1 cannot be read any more, so the message was not sent. Its "
                                     "text is kept. Remove the file or add it again."));
    m_attachment.size = m_source.size();
    const auto take = alive([this](const QString& digest) {
        m_attachment.sha256 = digest;
        findRemembered();
    });
    m_base.decoder.run([path = m_file.path] { return digestOf(path); }, take);
}

/// What an earlier attempt began, by this run or before a restart.
void Upload::findRemembered()
{
    const auto text = std::make_shared<QString>();
    const auto job = [text, name = settingName()](store::Writer& writer) {
        *text = store::setting(writer.connection(), name);
        return store::ChangeSet();
    };
    m_base.store(job, alive([this, text](const QString&) {
                     const auto object = desk::parseObject(text->toUtf8());
                     const auto known = object ? desk::fromJson<desk::Attachment>(*object)
                                               : desk::Parsed<desk::Attachment>(desk::JsonError());
                     if (!known || known->sha256 != m_attachment.sha256 || known->name != m_attachment.name)
                         return announce();
                     m_attachment.id = known->id;
                     askOffset();
                 }));
}

void Upload::askOffset()
{
    Request request;
    request.verb = QByteArrayLiteral("HEAD");
    request.path = u"/v1/attachments/"_s + segment(m_attachment.id.value());
    m_base.session.send(request, alive([this](const Answer& answer) {
                            // HEAD has no body, so a refusal comes without its code.
                            if (answer.status == 404 || answer.status == 410)
                                return announce();
                            if (!answer.ok())
                                return finish(answer);
                            m_offset = std::clamp<qint64>(answer.uploadOffset, 0, m_attachment.size);
                            sendPiece();
                        }));
}

void Upload::announce()
{
    Request request;
    request.verb = QByteArrayLiteral("POST");
    request.path = u"/v1/attachments"_s;
    const QJsonObject body{{u"name"_s, m_attachment.name},
                           {u"mime"_s, m_attachment.mime},
                           {u"size"_s, m_attachment.size},
                           {u"sha256"_s, m_attachment.sha256}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    m_base.session.send(request, alive([this](const Answer& answer) { announced(answer); }));
}

void Upload::announced(const Answer& answer)
{
    if (!answer.ok())
        return finish(answer);
    const auto object = desk::parseObject(answer.body);
    const QJsonValue given = object ? object->value("attachment"_L1) : QJsonValue();
    const QString id = given.isObject() ? given["id"_L1].toString() : given.toString();
    if (id.isEmpty()) {
        Answer wrong = answer;
        wrong.error = ErrorClass::Transient;
        return finish(wrong);
    }
    m_attachment.id = desk::AttachmentId(id);
    m_offset = std::clamp<qint64>(object->value("offset"_L1).toInteger(), 0, m_attachment.size);
    remember();
}

void Upload::remember()
{
    const QString text = QString::fromUtf8(QJsonDocument(desk::toJson(m_attachment)).toJson(QJsonDocument::Compact));
    const auto job = [text, name = settingName()](store::Writer& writer) {
        writer.setSetting(name, text);
        return store::ChangeSet();
    };
    m_base.store(job, alive([this](const QString&) { sendPiece(); }));
}

void Upload::sendPiece()
{
    if (m_offset >= m_attachment.size && m_attachment.size > 0)
        return finish(worked());
    if (!m_source.seek(m_offset))
        return refuse(u"file-missing"_s,
                      UploadText::tr("The file %1 has changed, so the message was not sent. Its text is "
                                     "kept. Remove the file or add it again."));
    Request request;
    request.verb = QByteArrayLiteral("PATCH");
    request.path = u"/v1/attachments/"_s + segment(m_attachment.id.value());
    request.body = m_source.read(kPiece);
    request.bodyType = QByteArrayLiteral("application/offset+octet-stream");
    request.headers.append({QByteArrayLiteral("Upload-Offset"), QByteArray::number(m_offset)});
    if (request.body.isEmpty() && m_attachment.size > 0)
        return refuse(u"file-missing"_s,
                      UploadText::tr("The file %1 has changed, so the message was not sent. Its text is "
                                     "kept. Remove the file or add it again."));
    m_base.session.send(request, alive([this](const Answer& answer) { pieceAnswered(answer); }));
}

void Upload::pieceAnswered(const Answer& answer)
{
    const bool corrected = answer.code == u"wrong-offset" && answer.uploadOffset >= 0;
    if (!answer.ok() && !corrected)
        return finish(answer);
    const qint64 before = m_offset;
    m_offset = std::clamp<qint64>(answer.uploadOffset, 0, m_attachment.size);
    if (answer.ok() && m_attachment.size == 0)
        return finish(worked());
    if (m_offset <= before && ++m_corrections > kMostCorrections) {
        Answer stuck = answer;
        stuck.error = ErrorClass::Transient;
        return finish(stuck);
    }
    sendPiece();
}

void Upload::refuse(const QString& code, const QString& sentence)
{
    Answer answer;
    answer.error = ErrorClass::Permanent;
    answer.code = code;
    answer.detail = sentence.arg(m_attachment.name);
    finish(answer);
}

/// A refusal is final for this attachment of the server: the next attempt begins a new one.
void Upload::finish(const Answer& answer)
{
    m_source.close();
    const bool keep = answer.error == ErrorClass::Transient || answer.error == ErrorClass::SignedOut;
    const Done done = m_done;
    const desk::Attachment attachment = m_attachment;
    if (!keep) {
        const auto job = [name = settingName()](store::Writer& writer) {
            writer.setSetting(name, QString());
            return store::ChangeSet();
        };
        m_base.store(job, [](const QString&) {});
    }
    done(answer, attachment);
}

} // namespace syncing
