#include "ui/shell/palette.h"

#include "ui/shell/commands.h"
#include "ui/shell/palette_delegate.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/search_field.h"

#include <QKeyEvent>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;
using models::PaletteModel;

namespace
{

constexpr int kPaletteWidth = 560;
constexpr int kRows = 11;
constexpr int kPage = 8;

QWidget* content()
{
    auto* box = new QWidget;
    box->setAccessibleName(Palette::tr("Search and commands"));
    return box;
}

} // namespace

Palette::Palette(Context context, QWidget* window)
    : Popover(content(), window)
    , m_context(context)
    , m_model(context.session)
    , m_field(new SearchField(tr("Command, view, ticket, customer or macro")))
    , m_list(new QListView)
    , m_none(new TextLabel(tr("Nothing fits. Fewer letters find more."), Type::Secondary, Ink::Dim))
{
    setObjectName(u"palette"_s);
    const Theme& theme = Theme::current();
    auto* box = layout()->itemAt(0)->widget();
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(space::s, space::s, space::s, space::s);
    column->setSpacing(space::s);
    m_field->setObjectName(u"paletteField"_s);
    m_field->installEventFilter(this);
    column->addWidget(m_field);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    Style::letBarFloat(m_list);
    box->setMinimumWidth(theme.px(kPaletteWidth));
    column->addWidget(m_list);
    m_none->setContentsMargins(space::s, 0, space::s, space::xs);
    column->addWidget(m_none);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_moved = false;
        m_model.setQuery(text);
        selectFirst();
        fit();
    });
    connect(m_list, &QListView::clicked, this, &Palette::choose);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, [this] {
            if (!m_moved || !m_list->currentIndex().isValid())
                selectFirst();
            fit();
        });
}

/// As tall as what was found.
void Palette::fit()
{
    const int rows = std::min(m_model.rowCount(), kRows);
    m_list->setVisible(rows > 0);
    m_list->setFixedHeight(Theme::current().px(PaletteDelegate::kRow) * rows);
    m_none->setVisible(rows == 0);
    if (isVisible())
        adjustSize();
}

void Palette::openOver(const QWidget* anchor)
{
    fill();
    m_field->clear();
    m_moved = false;
    m_model.setQuery({});
    selectFirst();
    fit();
    openAt(QRect(anchor->mapToGlobal(QPoint(0, -space::s)), QSize(anchor->width(), 1)));
    m_field->setFocus(Qt::PopupFocusReason);
}

void Palette::fill()
{
    QList<models::Command> commands;
    for (const QAction* action : m_context.commands.all()) {
        if (action->objectName() == "window.palette"_L1 || !action->isVisible())
            continue;
        commands.append({action->objectName(), action->text().remove(u'&'),
                         m_context.commands.iconOf(action->objectName()), keyHintText(action->shortcut()),
                         action->isEnabled()});
    }
    m_model.setCommands(commands);
}

void Palette::selectFirst()
{
    m_list->setCurrentIndex(m_model.index(0));
    m_list->scrollToTop();
}

void Palette::move(int step)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    m_moved = true;
    m_list->setCurrentIndex(m_model.index(std::clamp(m_list->currentIndex().row() + step, 0, rows - 1)));
    m_list->scrollTo(m_list->currentIndex());
}

/// Closes before it acts: what the command opens must not lose the focus to a popup that goes.
void Palette::choose(const QModelIndex& index)
{
    if (!index.isValid() || !index.data(PaletteModel::EnabledRole).toBool())
        return;
    const auto kind = PaletteModel::Kind(index.data(PaletteModel::KindRole).toInt());
    const QString id = index.data(PaletteModel::IdRole).toString();
    close();
    switch (kind) {
    case PaletteModel::Kind::Command:
        if (QAction* action = m_context.commands.action(id))
            action->trigger();
        return;
    case PaletteModel::Kind::View:
        Q_EMIT viewChosen(desk::ViewId(id));
        return;
    case PaletteModel::Kind::Ticket:
        Q_EMIT ticketChosen(desk::TicketId(id));
        return;
    case PaletteModel::Kind::Number:
        Q_EMIT numberChosen(id.toLongLong());
        return;
    case PaletteModel::Kind::Customer:
        Q_EMIT customerChosen(desk::ProfileId(id));
        return;
    case PaletteModel::Kind::Macro:
        Q_EMIT macroChosen(desk::MacroId(id));
        return;
    }
}

bool Palette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return Popover::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(kPage);
        return true;
    case Qt::Key_PageUp:
        move(-kPage);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

} // namespace ui
