#include "ui/thread/message_row.h"

#include "ui/thread/message_card.h"
#include "ui/thread/thread_accessible.h"
#include "ui/thread/thread_view.h"

namespace ui
{

MessageRow::MessageRow(const ThreadAccessible& thread, const store::ThreadMessage& entry)
    : m_thread(thread)
    , m_key(entry.key)
    , m_operation(entry.message.operation)
{
}

MessageRow::~MessageRow()
{
    if (m_text)
        QAccessible::deleteAccessibleInterface(m_text);
}

int MessageRow::row() const
{
    return m_thread.rowOf(m_key);
}

const desk::Message* MessageRow::message() const
{
    const int at = row();
    return at < 0 ? nullptr : &m_thread.model()->at(at).message;
}

QWindow* MessageRow::window() const
{
    return m_thread.window();
}

QAccessibleInterface* MessageRow::childAt(int x, int y) const
{
    return rect().contains(x, y) ? child(0) : nullptr;
}

QAccessibleInterface* MessageRow::parent() const
{
    return QAccessible::queryAccessibleInterface(m_thread.view());
}

QAccessibleInterface* MessageRow::child(int index) const
{
    if (index != 0 || childCount() == 0)
        return nullptr;
    if (!m_text)
        m_text = QAccessible::registerAccessibleInterface(new MessageRowText(*this));
    return QAccessible::accessibleInterface(m_text);
}

/// A line about an event says everything in its name.
int MessageRow::childCount() const
{
    const desk::Message* shown = message();
    return shown && shown->kind != desk::MessageKind::Event ? 1 : 0;
}

int MessageRow::indexOfChild(const QAccessibleInterface* child) const
{
    return m_text && child && QAccessible::accessibleInterface(m_text) == child ? 0 : -1;
}

QString MessageRow::text(QAccessible::Text what) const
{
    const desk::Message* shown = message();
    return shown && what == QAccessible::Name ? MessageCard::spoken(*shown) : QString();
}

QRect MessageRow::rect() const
{
    const ThreadView* view = m_thread.view();
    const int at = row();
    if (!view || at < 0)
        return {};
    const QRect place = view->rowRect(at);
    return {view->viewport()->mapToGlobal(place.topLeft()), place.size()};
}

QAccessible::State MessageRow::state() const
{
    QAccessible::State state;
    const ThreadView* view = m_thread.view();
    const int at = row();
    if (!view || at < 0) {
        state.invalid = true;
        return state;
    }
    state.focusable = true;
    state.invisible = !view->isVisible();
    state.offscreen = !view->rowRect(at).intersects(view->viewport()->rect());
    const MessageCard* card = view->card(m_key);
    state.focused = card && card->hasFocus();
    return state;
}

void* MessageRow::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
}

void MessageRow::doAction(const QString& name)
{
    ThreadView* view = m_thread.view();
    const int at = row();
    if (view && at >= 0 && name == setFocusAction())
        view->focusRow(at);
}

QAccessibleInterface* MessageRowText::parent() const
{
    // The list gives the card where there is one; this text's parent stays the object that it was read from.
    return const_cast<MessageRow*>(&m_row);
}

QString MessageRowText::text(QAccessible::Text what) const
{
    if (what == QAccessible::Name)
        return MessageCard::tr("Message text");
    const desk::Message* message = m_row.message();
    return message && what == QAccessible::Value ? message->text : QString();
}

QAccessible::State MessageRowText::state() const
{
    QAccessible::State state = m_row.state();
    state.focusable = false;
    state.focused = false;
    state.readOnly = true;
    state.multiLine = true;
    return state;
}

void* MessageRowText::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface*>(this) : nullptr;
}

void MessageRowText::selection(int, int* start, int* end) const
{
    *start = *end = 0;
}

QString MessageRowText::text(int start, int end) const
{
    const desk::Message* message = m_row.message();
    return message ? message->text.mid(start, end < 0 ? -1 : end - start) : QString();
}

int MessageRowText::characterCount() const
{
    const desk::Message* message = m_row.message();
    return message ? int(message->text.size()) : 0;
}

void MessageRowText::scrollToSubstring(int, int)
{
    ThreadView* view = m_row.thread().view();
    const int at = m_row.row();
    if (view && at >= 0)
        view->ensureRow(at);
}

QString MessageRowText::attributes(int, int* start, int* end) const
{
    *start = 0;
    *end = characterCount();
    return {};
}

} // namespace ui
