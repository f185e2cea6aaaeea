#include "ui/shell/keys_dialog.h"

#include "ui/shell/commands.h"
#include "ui/shell/window_memory.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/search_field.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QScopedValueRollback>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

KeysDialog::KeysDialog(Commands& commands, QWidget* parent)
    : QDialog(parent)
    , m_commands(commands)
    , m_search(new SearchField(tr("Find a command")))
    , m_list(new QTreeWidget)
    , m_key(new QKeySequenceEdit)
    , m_reset(new PushButton(tr("Back to default")))
    , m_clear(new PushButton(tr("No key")))
    , m_note(new TextLabel({}, Type::Secondary, Ink::Dim))
{
    setObjectName(u"keysDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts - Bellhop"));
    resizeWithinScreen(this, {Theme::current().px(560), Theme::current().px(600)});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    m_search->setObjectName(u"keysSearch"_s);
    column->addWidget(m_search);
    m_list->setObjectName(u"keysList"_s);
    m_list->setAccessibleName(tr("Commands and keys"));
    m_list->setColumnCount(2);
    m_list->setHeaderLabels({tr("Command"), tr("Key")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    column->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    m_key->setObjectName(u"keysEdit"_s);
    m_key->setAccessibleName(tr("New key"));
    for (auto* line : m_key->findChildren<QLineEdit*>()) // it is this one that takes the focus
        line->setAccessibleName(tr("New key"));
    row->addWidget(m_key, 1);
    row->addWidget(m_reset);
    row->addWidget(m_clear);
    column->addLayout(row);
    column->addWidget(m_note);
    connect(m_search, &QLineEdit::textChanged, this, &KeysDialog::filter);
    connect(m_search, &SearchField::left, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &KeysDialog::showCurrent);
    connect(m_list, &QTreeWidget::itemActivated, m_key, [this] { m_key->setFocus(); });
    connect(m_key, &QKeySequenceEdit::editingFinished, this, [this] {
        if (!m_showing)
            setKey(m_key->keySequence());
    });
    connect(m_reset, &QAbstractButton::clicked, this, [this] { setKey(m_commands.defaultKey(currentId())); });
    connect(m_clear, &QAbstractButton::clicked, this, [this] { setKey({}); });
    connect(&commands, &Commands::keysChanged, this, &KeysDialog::fill);
    fill();
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void KeysDialog::fill()
{
    const QString current = currentId();
    const QScopedValueRollback showing(m_showing, true);
    m_list->clear();
    for (const QAction* action : m_commands.all()) {
        auto* item = new QTreeWidgetItem({action->text(), action->shortcut().toString(QKeySequence::NativeText)});
        item->setData(0, Qt::UserRole, action->objectName());
        m_list->addTopLevelItem(item);
        if (action->objectName() == current)
            m_list->setCurrentItem(item);
    }
    filter(m_search->text());
    showCurrent();
}

void KeysDialog::filter(const QString& text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        const bool fits =
            item->text(0).contains(text, Qt::CaseInsensitive) || item->text(1).contains(text, Qt::CaseInsensitive);
        item->setHidden(!fits);
    }
}

QString KeysDialog::currentId() const
{
    const QTreeWidgetItem* item = m_list->currentItem();
    return item ? item->data(0, Qt::UserRole).toString() : QString();
}

void KeysDialog::showCurrent()
{
    const QScopedValueRollback showing(m_showing, true);
    const QAction* action = m_commands.action(currentId());
    m_key->setEnabled(action != nullptr);
    m_key->setKeySequence(action ? action->shortcut() : QKeySequence());
    m_reset->setEnabled(action && action->shortcut() != m_commands.defaultKey(currentId()));
    m_clear->setEnabled(action && !action->shortcut().isEmpty());
}

void KeysDialog::setKey(const QKeySequence& key)
{
    const QString id = currentId();
    const QAction* action = m_commands.action(id);
    if (!action || action->shortcut() == key)
        return;
    const QString loser = m_commands.setKey(id, key);
    const QAction* without = m_commands.action(loser);
    m_note->setText(without ? tr("“%1” had this key and has none now.").arg(without->text()) : QString());
}

} // namespace ui
