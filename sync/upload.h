#pragma once
// One file to the server, in pieces, going on where it stopped (docs/protocol.md "Reading on demand").

#include "sync/base.h"
#include "sync/transport.h"

#include "desk/draft.h"
#include "desk/message.h"

#include <QFile>

#include <functional>
#include <memory>

namespace syncing
{

/// Used once, for the first file of an operation. Destroying it drops the answer.
class Upload
{
public:
    /// A good answer with the attachment, or what went wrong; a file that is gone is a Permanent one.
    using Done = std::function<void(const Answer& answer, const desk::Attachment& attachment)>;

    Upload(Base& base, const desk::OperationId& operation, const desk::DraftFile& file);

    void start(Done done);

private:
    /// A continuation that does nothing once this is gone.
    template<class Call>
    auto alive(Call call)
    {
        return [guard = std::weak_ptr<int>(m_alive), call = std::move(call)](auto&&... values) {
            if (guard.lock())
                call(std::forward<decltype(values)>(values)...);
        };
    }

    void findRemembered();
    void askOffset();
    void announce();
    void announced(const Answer& answer);
    void remember();
    void sendPiece();
    void pieceAnswered(const Answer& answer);
    void finish(const Answer& answer);
    void refuse(const QString& code, const QString& sentence);
    QString settingName() const;

    Base& m_base;
    desk::OperationId m_operation;
    desk::DraftFile m_file;
    desk::Attachment m_attachment;
    qint64 m_offset = 0;
    int m_corrections = 0;
    QFile m_source;
    Done m_done;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace syncing
