#pragma once
// A thread as screen readers and tests see it: every loaded message is an item of the list, made when it is asked for.

#include "models/thread_model.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace ui
{

class MessageRow;
class ThreadView;

/// Its children are the rows of the model: near the viewport the cards themselves, elsewhere objects that stand for
/// them. Such an object stays its message's, keeps its id when a card comes and goes, and ends with the row.
class ThreadAccessible final : public QAccessibleWidget
{
public:
    explicit ThreadAccessible(ThreadView& view);
    ~ThreadAccessible() override;

    /// Teaches Qt about threads and their cards; once is enough, more does no harm.
    static void install();
    /// A screen reader listens. Qt makes accessible objects of widgets also when none does.
    static bool isHeard();
    /// For tests, in a process that no screen reader listens to: gets what would be told to one. Null ends it.
    using Listener = void (*)(QAccessibleEvent& event);
    static void setListener(Listener listener);

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;

    /// For the objects that stand for messages. Null when the view or its model has gone.
    ThreadView* view() const;
    const models::ThreadModel* model() const { return m_model; }
    int rowOf(store::MessageKey key) const; ///< -1 when it is not loaded

private:
    QAccessibleInterface* standIn(int row) const;
    MessageRow* held(store::MessageKey key) const;
    void announce(const QList<store::MessageKey>& keys) const;
    void inserted(int first, int last);
    void leaving(int first, int last);
    void changed(int first, int last);
    void forgetAll();
    void resetDone();

    QPointer<models::ThreadModel> m_model;
    mutable QHash<qint64, QAccessible::Id> m_held; ///< by message key; Qt owns the objects and may end them first
    bool m_resetTold = true;
    QObject m_context; ///< the model's signals end with us
};

} // namespace ui
