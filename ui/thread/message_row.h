#pragma once
// Stands for a message that has no card at the moment: named like one, its text readable, brought into sight on
// request.

#include "desk/ids.h"
#include "store/reader.h"

#include <QAccessible>

namespace ui
{

class ThreadAccessible;

/// Item of a thread's list. What it says comes from the model each time; nothing is copied.
class MessageRow final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    MessageRow(const ThreadAccessible& thread, const store::ThreadMessage& entry);
    ~MessageRow() override;

    const ThreadAccessible& thread() const { return m_thread; }
    const desk::OperationId& operation() const { return m_operation; }
    int row() const; ///< -1 when the message is not loaded any more
    /// The server confirmed the message: it is the same one under another key.
    void rekey(store::MessageKey key) { m_key = key; }
    /// Empty when the message has gone.
    const desk::Message* message() const;

    bool isValid() const override { return row() >= 0; }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QString text(QAccessible::Text what) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override { return {setFocusAction()}; }
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    const ThreadAccessible& m_thread;
    store::MessageKey m_key;
    desk::OperationId m_operation; ///< finds the message again when its key changes
    mutable QAccessible::Id m_text = 0;
};

/// The words of such a message, as the text view of a card would tell them.
class MessageRowText final : public QAccessibleInterface, public QAccessibleTextInterface
{
public:
    explicit MessageRowText(const MessageRow& row)
        : m_row(row)
    {
    }

    bool isValid() const override { return m_row.isValid(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_row.window(); }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text what) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override { return m_row.rect(); }
    QAccessible::Role role() const override { return QAccessible::StaticText; }
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    void selection(int index, int* start, int* end) const override;
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override {}
    QString text(int start, int end) const override;
    int characterCount() const override;
    QRect characterRect(int) const override { return rect(); }
    int offsetAtPoint(const QPoint&) const override { return -1; }
    void scrollToSubstring(int start, int end) override;
    QString attributes(int offset, int* start, int* end) const override;

private:
    const MessageRow& m_row;
};

} // namespace ui
