// The composer's parts and where they stand.
#include "ui/composer/composer.h"

#include "ui/composer/composer_edit.h"
#include "ui/composer/stale_guard.h"
#include "ui/theme/theme.h"
#include "ui/thread/snooze_menu.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/segmented_tabs.h"

#include <QBoxLayout>
#include <QMenu>

namespace ui
{

using namespace Qt::StringLiterals;

void Composer::build()
{
    setObjectName(u"composer"_s);
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kCardSide + 1, 1, kCardSide + 1, space::l + 1);
    column->setSpacing(0);
    column->addWidget(buildTop());

    auto* notices = new QVBoxLayout;
    notices->setContentsMargins(space::m, 0, space::m, 0);
    notices->setSpacing(space::xs);
    m_guard = new StaleGuard(this);
    m_closed = new Banner(BannerKind::Warning, {}, this);
    m_closed->setObjectName(u"replyClosed"_s);
    m_trouble = new Banner(BannerKind::Error, {}, this);
    m_trouble->setObjectName(u"composerTrouble"_s);
    m_trouble->setDismissible(true);
    connect(m_trouble, &Banner::dismissed, m_trouble, &QWidget::hide);
    for (QWidget* notice :
         {static_cast<QWidget*>(m_guard), static_cast<QWidget*>(m_closed), static_cast<QWidget*>(m_trouble)}) {
        notices->addWidget(notice);
        notice->hide();
    }
    column->addLayout(notices);

    auto* text = new QVBoxLayout;
    text->setContentsMargins(space::l, space::s, space::l, space::s);
    m_edit = new ComposerEdit(this);
    m_edit->setObjectName(u"composerText"_s);
    text->addWidget(m_edit);
    m_fileRow = new QWidget(this);
    new FlowLayout(m_fileRow, space::s);
    m_fileRow->hide();
    text->addWidget(m_fileRow);
    m_hint = new TextLabel({}, Type::Secondary, Ink::Dim, this);
    m_hint->hide();
    text->addWidget(m_hint);
    column->addLayout(text);
    column->addWidget(buildFooter());
}

QWidget* Composer::buildTop()
{
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(space::s, space::s, space::m, 0);
    row->setSpacing(space::xs);
    m_tabs = new SegmentedTabs(top);
    m_tabs->setObjectName(u"composerTabs"_s);
    m_tabs->setAccessibleName(tr("Kind of message"));
    m_tabs->addTab(tr("Reply"));
    m_tabs->addTab(tr("Note"));
    row->addWidget(m_tabs);
    row->addStretch(1);

    m_format = new QWidget(top);
    auto* tools = new QHBoxLayout(m_format);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(0);
    const auto tool = [&](Glyph glyph, const QString& name, const QKeySequence& key, auto press) {
        auto* button = new IconButton(glyph, name, m_format);
        button->setName(name, key);
        auto* action = new QAction(name, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, press);
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
        addAction(action);
        tools->addWidget(button);
    };
    tool(Glyph::Bold, tr("Bold"), QKeySequence::Bold, [this] { m_edit->toggleBold(); });
    tool(Glyph::Italic, tr("Italic"), QKeySequence::Italic, [this] { m_edit->toggleItalic(); });
    tool(Glyph::List, tr("List"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_8), [this] { m_edit->toggleList(); });
    tool(Glyph::Link, tr("Link …"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), [this] { askForLink(); });
    row->addWidget(m_format);
    m_saved = new ElidedLabel({}, Type::Secondary, Ink::Dim, top);
    m_saved->setObjectName(u"draftState"_s);
    row->addSpacing(space::s);
    row->addWidget(m_saved);
    return top;
}

QWidget* Composer::buildFooter()
{
    m_footer = new QWidget(this);
    auto* row = new QHBoxLayout(m_footer);
    row->setContentsMargins(space::s, space::s, space::m - 2, space::s);
    row->setSpacing(space::xs);
    m_macros = new PushButton(tr("/ macros"), ButtonKind::Quiet, m_footer);
    m_macros->setObjectName(u"composerMacros"_s);
    m_macros->setAccessibleName(tr("Insert a macro"));
    m_macros->setToolTip(tr("Insert a macro, or type / at the start of a word"));
    m_mention = new PushButton(tr("@ mention"), ButtonKind::Quiet, m_footer);
    m_mention->setAccessibleName(tr("Mention a colleague"));
    m_attach = new IconButton(Glyph::Paperclip, tr("Attach files …"), m_footer);
    m_undoHint = new ElidedLabel({}, Type::Secondary, Ink::Dim, m_footer);
    m_sendAndClose = new PushButton(tr("Send and close"), ButtonKind::Secondary, m_footer);
    m_sendAndClose->setObjectName(u"sendAndClose"_s);
    m_send = new PushButton(tr("Send"), ButtonKind::Primary, m_footer);
    m_send->setObjectName(u"send"_s);
    m_sendMore = new IconButton(Glyph::ChevronUp, tr("More"), m_footer);
    m_sendMore->setPopupMode(QToolButton::InstantPopup);
    m_sendMore->setMenu(buildSendMenu());
    row->addWidget(m_macros);
    row->addWidget(m_mention);
    row->addWidget(m_attach);
    row->addStretch(1);
    row->addWidget(m_undoHint);
    row->addSpacing(space::xs);
    row->addWidget(m_sendAndClose);
    row->addSpacing(space::xs);
    row->addWidget(m_send);
    row->addWidget(m_sendMore);
    return m_footer;
}

QMenu* Composer::buildSendMenu()
{
    auto* menu = new QMenu(this);
    m_sendWays.append(
        menu->addAction(Icon::icon(Glyph::Check), tr("Send and close"), this, [this] { send(desk::ThenDo::Close); }));
    QMenu* later = menu->addMenu(Icon::icon(Glyph::Clock), tr("Send and snooze"));
    fillSnoozeMenu(*later, m_context.session.clock(), this,
                   [this](desk::Instant until) { send(desk::ThenDo::Snooze, until); });
    m_sendWays.append(later->menuAction());
    menu->addSeparator();
    menu->addAction(Icon::icon(Glyph::Undo), tr("Earlier versions…"), this, &Composer::openVersions);
    return menu;
}

/// Words give way where there is no room: first the remark, then the long names.
void Composer::fitFooter()
{
    const bool roomy = width() >= Theme::current().px(400);
    QString macros = tr("/ macros");
    QString mention = tr("@ mention");
    bool hint = !m_undoHint->fullText().isEmpty();
    bool sendAndClose = !m_note;
    // Everything is reckoned before anything is changed: each change lays the footer out, which comes back to here.
    const auto widthOf = [](const QWidget* widget) { return widget->sizeHint().width() + space::xs; };
    const auto widthWith = [&](const QAbstractButton* button, const QString& text) {
        const QFontMetrics metrics = button->fontMetrics();
        return widthOf(button) + metrics.horizontalAdvance(text) - metrics.horizontalAdvance(button->text());
    };
    const auto tooWide = [&] {
        int sum = 2 * space::m + 2 * space::s + widthWith(m_macros, macros) + widthWith(m_mention, mention);
        for (const QWidget* part : {static_cast<const QWidget*>(m_attach), static_cast<const QWidget*>(m_send),
                                    static_cast<const QWidget*>(m_sendMore)})
            sum += part->isHidden() ? 0 : widthOf(part);
        sum += (hint ? widthOf(m_undoHint) : 0) + (sendAndClose ? widthOf(m_sendAndClose) : 0);
        return sum > width() - 2 * kCardSide - 2;
    };
    if (tooWide())
        hint = false;
    if (tooWide()) {
        macros = u"/"_s;
        mention = u"@"_s;
    }
    if (tooWide())
        sendAndClose = false; // it stands in the menu too
    const auto show = [](QWidget* widget, bool visible) {
        if (widget->isHidden() == visible)
            widget->setVisible(visible);
    };
    show(m_format, roomy && m_edit->isRich() && !m_edit->isReadOnly()); // their keys work all the same
    show(m_saved, roomy);
    m_macros->setText(macros);
    m_mention->setText(mention);
    show(m_undoHint, hint);
    show(m_sendAndClose, sendAndClose);
}

} // namespace ui
