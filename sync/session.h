#pragma once
// Requests with the agent's token. When it has run out, all requests wait behind one refresh and are sent again.

#include "sync/credentials.h"
#include "sync/transport.h"

#include <QList>
#include <QObject>

#include <functional>

namespace syncing
{

class Session final : public QObject
{
    Q_OBJECT

public:
    Session(Transport& transport, Credentials& credentials);

    /// Reads the tokens, again after a sign-in; requests wait meanwhile.
    void load();
    /// `done` is never called from inside send(). While signed out every request is answered so without the network.
    void send(const Request& request, Answered done);

    const QString& access() const { return m_tokens.access; }
    bool isReady() const { return m_state == State::Ready; }
    bool isSignedOut() const { return m_state == State::SignedOut; }
    /// The server ended this token elsewhere (the stream): find out by a refresh, or by the next request.
    void doubt(const QString& access);

    std::function<void()> onReady;     ///< tokens are here (first, or new ones)
    std::function<void()> onSignedOut; ///< the agent must sign in

private:
    enum class State { Loading, Ready, Refreshing, SignedOut };
    struct Waiting {
        Request request;
        Answered done;
        int refreshes = 0;
    };

    void loaded(const Tokens& tokens);
    void dispatch(Waiting waiting);
    void answered(const QString& usedToken, Waiting waiting, const Answer& answer);
    void refresh();
    void refreshed(const Answer& answer);
    void signOut();
    void releaseAll();
    void refuseAll(const Answer& answer);
    void answerLater(const Answered& done, const Answer& answer);

    Transport& m_transport;
    Credentials& m_credentials;
    Tokens m_tokens;
    State m_state = State::SignedOut;
    int m_load = 0;
    QList<Waiting> m_waiting;
};

} // namespace syncing
