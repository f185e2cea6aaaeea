#pragma once
// Every command with its key; each key can be changed (BEY-9).

#include <QDialog>
#include <QKeySequence>

class QKeySequenceEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace ui
{

class Commands;
class PushButton;
class SearchField;
class TextLabel;

class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeysDialog(Commands& commands, QWidget* parent = nullptr);

private:
    void fill();
    void filter(const QString& text);
    void showCurrent();
    void setKey(const QKeySequence& key);
    QString currentId() const;

    Commands& m_commands;
    SearchField* m_search;
    QTreeWidget* m_list;
    QKeySequenceEdit* m_key;
    PushButton* m_reset;
    PushButton* m_clear;
    TextLabel* m_note;
    bool m_showing = false;
};

} // namespace ui
