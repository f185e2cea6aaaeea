#pragma once
// A question to the desk whose answer is a one-time word that an admin hands to somebody (ROLE-2).

#include <QDialog>
#include <QString>
#include <QUrl>

#include <functional>

class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace ui
{

class PushButton;
class TextLabel;

/// Where the answer goes: a sentence, or the word.
using SecretDone = std::function<void(const QString& error, const QString& secret)>;

/// Fields, an error beside them, and in their place afterwards what to hand over, with a button that copies it.
class OneTimeDialog : public QDialog
{
    Q_OBJECT

protected:
    OneTimeDialog(const QString& title, const QString& text, const QString& action, QUrl desk, QWidget* parent);

    QLineEdit* addField(const QString& label, const char* name);
    void addWidget(const QString& label, const char* name, QWidget* widget);
    PushButton* actionButton() const { return m_action; }
    void showError(const QString& sentence);
    /// Carries out what was filled in; false when something is missing (showError() was called).
    virtual bool submit() = 0;
    /// The desk's answer; `whom` is handed the word.
    void answered(const QString& whom, const QString& error, const QString& secret);

private:
    void press();
    void showSecret(const QString& whom, const QString& secret);

    QUrl m_desk;
    QWidget* m_form;
    QVBoxLayout* m_column;
    TextLabel* m_text;
    TextLabel* m_error;
    QPlainTextEdit* m_secret;
    PushButton* m_copy;
    PushButton* m_action;
    PushButton* m_close;
};

} // namespace ui
