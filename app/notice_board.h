#pragma once
// Which of the program's notices stands in the window: the most urgent one, and none is lost to another.

#include <QObject>
#include <QString>

#include <functional>
#include <map>

namespace app
{

struct Notice {
    QString text; ///< empty: nothing to tell
    QString actionText;
    std::function<void()> action;
};

/// UI thread. Notices may be put up before there is a window: shown() follows each change of the topmost one, and
/// current() tells a window that came later.
class NoticeBoard : public QObject
{
    Q_OBJECT

public:
    /// The most urgent first.
    enum class Matter { Server, Damage, Keychain };

    using QObject::QObject;

    void put(Matter matter, Notice notice);
    void clear(Matter matter);
    Notice current() const;

Q_SIGNALS:
    void shown(const app::Notice& notice);

private:
    std::map<Matter, Notice> m_notices;
};

} // namespace app
