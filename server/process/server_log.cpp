#include "server/process/server_log.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <atomic>
#include <cstdio>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

std::atomic<bool> asJson{false};

QString word(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return u"error"_s;
}

// One write a line: lines of several threads never mix.
void handle(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const QByteArray line = asJson ? QJsonDocument({{u"time"_s, time}, {u"level"_s, word(type)}, {u"message"_s, text}})
                                         .toJson(QJsonDocument::Compact)
                                   : (time + u' ' + word(type) + u' ' + text).toUtf8();
    const QByteArray whole = line + '\n';
    std::fwrite(whole.constData(), 1, size_t(whole.size()), stderr);
}

} // namespace

void startServerLog(bool json)
{
    asJson = json;
    qInstallMessageHandler(handle);
}

} // namespace server::process
