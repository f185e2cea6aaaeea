#pragma once
// The lines under the top bar: what is wrong with the connection or the file, what still works, what to do.

#include "ui/context.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace ui
{

class Banner;
enum class BannerKind;

/// At most five lines: one of the program (setNotice), one of what needs a decision, one of the connection, one of the
/// local file, and for those who run the desk one that it was restored (DESK-6).
class Notices : public QWidget
{
    Q_OBJECT

public:
    explicit Notices(Context context, QWidget* parent = nullptr);

    /// Empty text removes it.
    void setNotice(const QString& text, const QString& actionText, std::function<void()> action);

    /// What the last session left undecided (BEY-2); empty text removes it.
    void setUndecided(const QString& text, const QString& actionText, std::function<void()> action);

Q_SIGNALS:
    void signInAsked();

private:
    void setLine(Banner*& line, const char* name, BannerKind kind, const QString& text, const QString& actionText,
                 std::function<void()> action);
    void showLink();
    void showOffline();
    void showHeld();
    void setFileTrouble(QString& which, const QString& reason);
    void settle();

    Context m_context;
    Banner* m_notice = nullptr;
    Banner* m_undecided = nullptr;
    Banner* m_link = nullptr;
    Banner* m_file = nullptr;
    Banner* m_held = nullptr;
    QString m_readTrouble, m_draftTrouble;
    QTimer m_recovery;
    QTimer m_patience; ///< a short break of the line is not worth a banner
};

} // namespace ui
