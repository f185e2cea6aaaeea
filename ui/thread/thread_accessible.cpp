#include "ui/thread/thread_accessible.h"

#include "ui/thread/message_card.h"
#include "ui/thread/message_row.h"
#include "ui/thread/thread_view.h"

#include <utility>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

/// The thread that the card stands in; null while either is being taken down.
ThreadView* threadOf(const QWidget* card)
{
    const QWidget* viewport = card ? card->parentWidget() : nullptr;
    return viewport ? qobject_cast<ThreadView*>(viewport->parentWidget()) : nullptr;
}

/// A card hangs in the list itself, not in the viewport between them.
class CardAccessible final : public QAccessibleWidget
{
public:
    explicit CardAccessible(MessageCard& card)
        : QAccessibleWidget(&card, QAccessible::ListItem)
    {
    }

    QAccessibleInterface* parent() const override
    {
        ThreadView* view = threadOf(widget());
        return view ? QAccessible::queryAccessibleInterface(view) : QAccessibleWidget::parent();
    }

    /// Cards are kept for a while beyond the viewport; there nobody sees them.
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        const QWidget* viewport = widget()->parentWidget();
        if (viewport && !widget()->geometry().intersects(viewport->rect()))
            state.offscreen = true;
        return state;
    }

    void doAction(const QString& name) override
    {
        ThreadView* view = threadOf(widget());
        const auto* card = qobject_cast<const MessageCard*>(widget());
        const int row = view && card && name == setFocusAction() ? view->rowOf(card->key()) : -1;
        if (row >= 0)
            view->focusRow(row);
        else
            QAccessibleWidget::doAction(name);
    }
};

QAccessibleInterface* makeThread(const QString& name, QObject* object)
{
    if (name == "ui::MessageCard"_L1) {
        auto* card = qobject_cast<MessageCard*>(object);
        return card ? new CardAccessible(*card) : nullptr;
    }
    if (name == "ui::ThreadView"_L1) {
        auto* view = qobject_cast<ThreadView*>(object);
        return view ? new ThreadAccessible(*view) : nullptr;
    }
    return nullptr;
}

ThreadAccessible::Listener testListener = nullptr;

void tell(QAccessibleInterface* about, QAccessible::Event what)
{
    QAccessibleEvent event(about, what);
    if (testListener)
        testListener(event);
    else
        QAccessible::updateAccessibility(&event);
}

} // namespace

void ThreadAccessible::install()
{
    static const bool once = [] {
        QAccessible::installFactory(makeThread);
        return true;
    }();
    Q_UNUSED(once)
}

bool ThreadAccessible::isHeard()
{
    return testListener || QAccessible::isActive();
}

void ThreadAccessible::setListener(Listener listener)
{
    testListener = listener;
}

ThreadAccessible::ThreadAccessible(ThreadView& view)
    : QAccessibleWidget(&view, QAccessible::List)
    , m_model(&view.model())
{
    models::ThreadModel& model = view.model();
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, &m_context,
                     [this](const QModelIndex&, int first, int last) { inserted(first, last); });
    QObject::connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, &m_context,
                     [this](const QModelIndex&, int first, int last) { leaving(first, last); });
    QObject::connect(&model, &QAbstractItemModel::dataChanged, &m_context,
                     [this](const QModelIndex& a, const QModelIndex& b) { changed(a.row(), b.row()); });
    QObject::connect(&model, &QAbstractItemModel::modelAboutToBeReset, &m_context, [this] { forgetAll(); });
    QObject::connect(&model, &QAbstractItemModel::modelReset, &m_context, [this] { resetDone(); });
}

ThreadAccessible::~ThreadAccessible()
{
    forgetAll();
}

ThreadView* ThreadAccessible::view() const
{
    return m_model ? qobject_cast<ThreadView*>(object()) : nullptr;
}

int ThreadAccessible::rowOf(store::MessageKey key) const
{
    const ThreadView* thread = view();
    return thread ? thread->rowOf(key) : -1;
}

int ThreadAccessible::childCount() const
{
    return view() ? m_model->rowCount() : 0;
}

QAccessibleInterface* ThreadAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    if (MessageCard* card = view()->card(m_model->at(index).key))
        return QAccessible::queryAccessibleInterface(card);
    return standIn(index);
}

MessageRow* ThreadAccessible::held(store::MessageKey key) const
{
    const QAccessible::Id id = m_held.value(key.value);
    return id ? static_cast<MessageRow*>(QAccessible::accessibleInterface(id)) : nullptr;
}

QAccessibleInterface* ThreadAccessible::standIn(int row) const
{
    const store::ThreadMessage& entry = m_model->at(row);
    if (MessageRow* known = held(entry.key))
        return known;
    auto* fresh = new MessageRow(*this, entry);
    m_held.insert(entry.key.value, QAccessible::registerAccessibleInterface(fresh));
    return fresh;
}

int ThreadAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    if (!child || !view())
        return -1;
    if (const auto* card = qobject_cast<const MessageCard*>(child->object()))
        return view()->card(card->key()) == card ? rowOf(card->key()) : -1;
    const auto* row = dynamic_cast<const MessageRow*>(child);
    return row && &row->thread() == this ? row->row() : -1;
}

QAccessibleInterface* ThreadAccessible::childAt(int x, int y) const
{
    const ThreadView* thread = view();
    if (!thread)
        return nullptr;
    const QPoint point = thread->viewport()->mapFromGlobal(QPoint(x, y));
    const int row = thread->viewport()->rect().contains(point) ? thread->rowAt(point.y()) : -1;
    return row >= 0 && thread->rowRect(row).contains(point) ? child(row) : nullptr;
}

/// Once the view has made the cards that are in sight: what is announced is then what stays.
void ThreadAccessible::inserted(int first, int last)
{
    if (!isHeard())
        return;
    QList<store::MessageKey> keys;
    for (int row = first; row <= last; ++row)
        keys.append(m_model->at(row).key);
    QMetaObject::invokeMethod(
        &m_context, [this, keys] { announce(keys); }, Qt::QueuedConnection);
}

void ThreadAccessible::announce(const QList<store::MessageKey>& keys) const
{
    for (const store::MessageKey key : keys) {
        if (QAccessibleInterface* come = child(rowOf(key)))
            tell(come, QAccessible::ObjectCreated);
    }
}

void ThreadAccessible::leaving(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const store::MessageKey key = m_model->at(row).key;
        if (MessageCard* card = view() ? view()->card(key) : nullptr; card && isHeard())
            tell(QAccessible::queryAccessibleInterface(card), QAccessible::ObjectDestroyed);
        if (MessageRow* known = held(key)) {
            tell(known, QAccessible::ObjectDestroyed);
            QAccessible::deleteAccessibleInterface(m_held.take(key.value));
        }
    }
}

/// What stands for a message that was sent from here stays so when the server's confirmation changes the key.
void ThreadAccessible::changed(int first, int last)
{
    if (m_held.isEmpty())
        return;
    for (int row = first; row <= last; ++row) {
        const store::ThreadMessage& entry = m_model->at(row);
        MessageRow* known = held(entry.key);
        for (auto it = m_held.begin(); !known && !entry.message.operation.isEmpty() && it != m_held.end(); ++it) {
            auto* other = static_cast<MessageRow*>(QAccessible::accessibleInterface(*it));
            if (!other || other->row() >= 0 || other->operation() != entry.message.operation)
                continue;
            known = other;
            known->rekey(entry.key);
            m_held.insert(entry.key.value, m_held.take(it.key()));
            break;
        }
        if (known)
            tell(known, QAccessible::NameChanged);
    }
}

void ThreadAccessible::forgetAll()
{
    for (const QAccessible::Id id : std::exchange(m_held, {}))
        QAccessible::deleteAccessibleInterface(id);
}

/// Another ticket's messages: told once, after the view has made the cards in sight.
void ThreadAccessible::resetDone()
{
    if (!isHeard() || !std::exchange(m_resetTold, false))
        return;
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            m_resetTold = true;
            if (view())
                tell(this, QAccessible::ObjectReorder);
        },
        Qt::QueuedConnection);
}

} // namespace ui
