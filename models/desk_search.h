#pragma once
// Carries a search on to the desk for what is not cached (THR-11).

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

namespace models
{

class DeskSession;

/// Asks only while not everything is here, the link is live and the question has stood still; never twice in a row for
/// the same words, unless the line went away before they were answered.
class DeskSearch : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Quiet,    ///< nothing is asked, everything is here, or the desk has answered
        Waiting,  ///< asked soon
        Asking,   ///< under way
        Failed,   ///< trouble() says why
        HereOnly, ///< the desk cannot be asked now, or the question is too short for it
        Filtered  ///< the question has filters, which the desk's search does not know
    };

    explicit DeskSearch(DeskSession& session, QObject* parent = nullptr);

    /// What was typed; empty ends it. An answer to another question is dropped; what it brought stays in the file.
    void setQuestion(const QString& text);
    State state() const { return m_state; }
    const QString& trouble() const { return m_trouble; } ///< why the last question failed; a sentence
    /// The desk has further hits for this question than it was asked for.
    bool more() const { return m_more && isAsked(); }

Q_SIGNALS:
    void stateChanged();
    /// The desk's hits for the present question are in the local file: it is searched again now.
    void found();

private:
    enum class Ask { None, UnderWay, Failed, Answered };

    bool isAsked() const { return m_question && *m_question == m_asked && m_ask != Ask::None; }
    void weigh();
    State wanted() const;
    void show(State state);
    void ask();
    void answered(quint64 token, const QString& error, bool more);

    DeskSession& m_session;
    QTimer m_pause;
    std::optional<QString> m_question; ///< in the desk's words; none = it has filters
    QString m_asked;                   ///< the last words that the desk was asked for
    Ask m_ask = Ask::None;             ///< what became of them
    quint64 m_token = 0;
    QString m_trouble;
    bool m_more = false;
    State m_state = State::Quiet;
};

} // namespace models
