#include "sync/base.h"

#include "sync/gate.h"
#include "sync/status.h"

namespace syncing
{

void Base::store(store::Worker::Job job, std::function<void(const QString&)> done) const
{
    Status* told = &status;
    // One object per job: the worker ties an answer to a child of the context, and those would pile up.
    auto* turn = new QObject(context);
    worker.run(store::Worker::Urgency::Background, std::move(job), turn,
               [told, turn, done = std::move(done)](const QString& error) {
                   turn->deleteLater();
                   told->setTrouble(Trouble::Store, error);
                   done(error);
               });
}

void Base::failed(const Answer& answer) const
{
    switch (answer.error) {
    case ErrorClass::SignedOut:
    case ErrorClass::Refresh:
        gate.closeForGood();
        status.setTrouble(Trouble::Access, signedOutSentence());
        return status.setDoor(Status::Door::SignedOut);
    case ErrorClass::NoAccess:
        gate.closeForGood();
        status.setTrouble(Trouble::Access, noAccessSentence(answer));
        return status.setDoor(Status::Door::Refused);
    default:
        status.setTrouble(Trouble::Line, lineSentence(answer));
        return gate.closeForAWhile(answer.retryAfter);
    }
}

void Base::succeeded() const
{
    status.setTrouble(Trouble::Line, {});
    status.setTrouble(Trouble::Access, {});
    status.setDoor(Status::Door::Open);
    gate.open();
}

} // namespace syncing
