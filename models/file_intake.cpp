#include "models/file_intake.h"

#include <QFile>

namespace models
{

FileIntake::FileIntake(QString folder, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_answers(this)
{
}

FileIntake::~FileIntake()
{
    for (const Stop& stop : std::as_const(m_running))
        *stop = true; // the side thread is waited for, but not for a whole copy
}

quint64 FileIntake::take(const QString& path)
{
    return begin(
        [path, folder = m_folder](const GoOn& goOn, QString* error) { return keepFile(path, folder, error, goOn); });
}

quint64 FileIntake::take(const QString& name, const QString& mime, std::function<QByteArray()> bytes)
{
    return begin([name, mime, bytes = std::move(bytes), folder = m_folder](const GoOn& goOn, QString* error) {
        const QByteArray made = bytes();
        if (!made.isEmpty())
            return keepBytes(made, name, mime, folder, error, goOn);
        *error = tr("\"%1\" could not be made into a file. Nothing was attached.").arg(name);
        return std::optional<desk::DraftFile>();
    });
}

quint64 FileIntake::begin(Copy copy)
{
    const quint64 id = ++m_last;
    const auto stop = std::make_shared<std::atomic_bool>(false);
    m_running.insert(id, stop);
    m_side.post([this, id, stop, answers = m_answers, copy = std::move(copy)](store::Reader*) {
        int told = 0;
        const GoOn goOn = [&](int percent) {
            if (percent >= told + 5 && !*stop) {
                told = percent;
                answers.post([this, id, percent] {
                    if (m_running.contains(id))
                        Q_EMIT progressed(id, percent);
                });
            }
            return !*stop;
        };
        QString error;
        const auto file = *stop ? std::nullopt : copy(goOn, &error);
        answers.post([this, id, file, error] { ended(id, file, error); });
    });
    return id;
}

void FileIntake::cancel(quint64 id)
{
    if (const Stop stop = m_running.take(id))
        *stop = true;
}

void FileIntake::ended(quint64 id, const std::optional<desk::DraftFile>& file, const QString& error)
{
    const bool wanted = m_running.remove(id);
    if (file && !wanted)
        QFile::remove(file->path); // it was done before it heard of the end
    else if (file)
        Q_EMIT kept(id, *file);
    else if (wanted)
        Q_EMIT failed(id, error);
}

} // namespace models
