#pragma once
// The sidebar: built-in views, channels, custom views, teams, labels, with live counts (VIEW-1, VIEW-5, BEY-6).

#include "desk/view.h"
#include "models/side_reader.h"
#include "store/change_set.h"
#include "store/reader.h"

#include <QAbstractListModel>
#include <QHash>
#include <QList>
#include <QTimer>

#include <optional>

namespace models
{

class DeskSession;

/// A flat list with section headings as rows of their own (not selectable).
class ViewsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString: the view's id
        HeadingRole,               ///< bool: a section heading
        IconRole,                  ///< QString: name of an icon
        CountRole,                 ///< qint64; -1 = not known yet
        UnreadRole,                ///< qint64
        ExactRole                  ///< bool: false = the server's figure (shown with a mark)
    };

    explicit ViewsModel(DeskSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    std::optional<desk::View> view(const QModelIndex& index) const;
    QModelIndex indexOf(const desk::ViewId& id) const;
    qint64 myUnread() const; ///< VIEW-5: the badge

Q_SIGNALS:
    void myUnreadChanged(qint64 unread);

private:
    struct Row {
        bool heading = false;
        desk::View view; ///< of a heading only `name`
        qint64 count = -1;
        qint64 unread = 0;
        bool exact = true;
        bool registered = true; ///< the store keeps its count; teams and labels are counted here
    };
    void take(const store::ChangeSet& changes);
    QList<Row> wanted() const;
    void rebuild();
    void refreshCounts();
    void followChanges(const QList<store::TicketChange>& changes);
    void countAnew();
    void counted(quint64 round, const QHash<desk::ViewId, store::ViewCount>& counts);
    void setMyUnread(qint64 unread);

    DeskSession& m_session;
    QList<Row> m_rows;
    qint64 m_myUnread = 0;
    SideReader m_counter;
    QTimer m_recount;
    quint64 m_round = 0;
    bool m_disturbed = false; ///< tickets changed while a count was under way
};

} // namespace models
