#pragma once
// The first start: try the sample desk, or connect to a desk.

#include <QDialog>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>

namespace ui
{

/// What the agent chose.
struct FirstRunChoice {
    enum class Kind { SampleDesk, OwnDesk, Invitation };
    Kind kind = Kind::SampleDesk;
    QUrl server;
    QString email;      ///< OwnDesk
    QString invitation; ///< Invitation: the one-time word; `password` is the new one
    QString password;
};

/// Asks and reports progress and errors where the fields are; app/ does the work.
class FirstRun : public QDialog
{
    Q_OBJECT

public:
    explicit FirstRun(QWidget* parent = nullptr);
    ~FirstRun() override;

    /// Only the sign-in part, with the address given (the sign-in has expired or the password was reset).
    void askAgain(const QUrl& server, const QString& email);
    void setBusy(bool busy);
    /// What an error is about: that field gets the keyboard, ready to be typed anew.
    enum class Field { None, Address, Email, Secret }; ///< Secret: the password, or the invitation
    void setError(const QString& sentence, Field field);

Q_SIGNALS:
    void chosen(const ui::FirstRunChoice& choice);

protected:
    bool event(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
