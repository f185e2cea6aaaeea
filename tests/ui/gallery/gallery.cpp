#include "tests/ui/gallery/gallery.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/count_badge.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/key_value_row.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/stat_tile.h"
#include "ui/widgets/toast.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QMenu>
#include <QRadioButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace ui;

static QHBoxLayout* line(std::initializer_list<QWidget*> widgets)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::s);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    row->addStretch();
    return row;
}

static Card* card(QVBoxLayout*& column)
{
    auto* made = new Card;
    column = new QVBoxLayout(made);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    return made;
}

Gallery::Gallery()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(space::l, space::l, space::l, space::l);
    grid->setSpacing(space::l);
    grid->addWidget(buttons(), 0, 0);
    grid->addWidget(fields(), 1, 0);
    grid->addWidget(marks(), 0, 1);
    grid->addWidget(messages(), 1, 1);
    grid->addWidget(overview(), 0, 2, 2, 1);
    grid->addWidget(glyphs(), 2, 0, 1, 3);
    auto* toast = new Toast(this);
    toast->present(u"Closed 12 tickets"_s, 5s, true);
    toast->advance(2s);
}

void Gallery::focusPrimary()
{
    m_primary->setFocus(Qt::TabFocusReason);
}

QMenu* Gallery::orderMenu(QWidget* parent)
{
    auto* menu = new QMenu(parent);
    menu->addAction(u"Edit quantities…"_s)->setShortcut(Qt::Key_E);
    Style::setDestructive(menu->addAction(u"Cancel order…"_s));
    menu->addAction(u"Copy order number"_s);
    menu->addSeparator();
    menu->addMenu(u"Assign to"_s)->addAction(u"Me"_s);
    menu->addAction(u"Not possible"_s)->setEnabled(false);
    return menu;
}

QWidget* Gallery::buttons()
{
    QVBoxLayout* column = nullptr;
    Card* made = card(column);
    m_primary = new PushButton(u"Send"_s, ButtonKind::Primary);
    m_primary->setKeyHint(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto* snooze = new PushButton(u"Snooze"_s);
    snooze->setGlyph(Glyph::Clock);
    auto* close = new PushButton(u"Close"_s);
    close->setGlyph(Glyph::Check);
    auto* disabled = new PushButton(u"Disabled"_s, ButtonKind::Primary);
    disabled->setEnabled(false);
    auto* standard = new QPushButton(u"Standard"_s);
    auto* byDefault = new QPushButton(u"Default"_s);
    byDefault->setDefault(true);
    auto* tabs = new SegmentedTabs;
    for (const auto& name : {u"Open"_s, u"Snoozed"_s, u"Closed"_s})
        tabs->addTab(name);
    tabs->setCount(0, 23);
    tabs->setCount(1, 6);
    column->addLayout(line({new TextLabel(u"My inbox"_s, Type::Title), tabs}));
    column->addLayout(line({m_primary, new PushButton(u"Send and close"_s), disabled}));
    column->addLayout(
        line({snooze, close, new IconButton(Glyph::More, u"More"_s), new IconButton(Glyph::Paperclip, u"Attach"_s)}));
    column->addLayout(line({new PushButton(u"Quiet"_s, ButtonKind::Quiet),
                            new PushButton(u"Cancel order and refund € 118.00"_s, ButtonKind::Danger)}));
    column->addLayout(line({standard, byDefault}));
    column->addStretch();
    return made;
}

QWidget* Gallery::fields()
{
    QVBoxLayout* column = nullptr;
    Card* made = card(column);
    auto* search = new SearchField(u"Search tickets, customers, orders, commands"_s);
    search->setKeyHint(QKeySequence(Qt::CTRL | Qt::Key_K));
    auto* filled = new SearchField(u"Search"_s);
    filled->setText(u"from:customer shelf"_s);
    auto* combo = new QComboBox;
    combo->addItems({u"Longest waiting"_s, u"Newest"_s});
    auto* ticked = new QCheckBox(u"Restock"_s);
    ticked->setChecked(true);
    auto* partly = new QCheckBox(u"Some"_s);
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    auto* chosen = new QRadioButton(u"Tomorrow"_s);
    chosen->setChecked(true);
    auto* text = new QTextEdit;
    text->setPlaceholderText(u"Write a reply"_s);
    text->setMaximumHeight(70);
    text->setPlainText(u"Yes, all three leave together.\n\nOne\nmore\nline\nto scroll"_s);
    column->addWidget(search);
    column->addWidget(filled);
    column->addWidget(new QLineEdit(u"A line edit"_s));
    column->addLayout(line({combo, new QSpinBox}));
    column->addLayout(line({ticked, new QCheckBox(u"Notify"_s), partly, chosen, new QRadioButton(u"Later"_s)}));
    column->addWidget(text);
    return made;
}

QWidget* Gallery::marks()
{
    QVBoxLayout* column = nullptr;
    Card* made = card(column);
    auto* faces = new QHBoxLayout;
    const QList<std::pair<QString, Glyph>> people{{u"Customer 2041"_s, Glyph::Sms},
                                                  {u"Łucja Vos"_s, Glyph::Mail},
                                                  {u"Visitor Returns"_s, Glyph::Webchat},
                                                  {u"Ravi S"_s, Glyph::Instagram},
                                                  {u"💐"_s, Glyph::Whatsapp}};
    for (const auto& [name, channel] : people) {
        auto* avatar = new Avatar(38);
        avatar->setFace({name, name, channel});
        faces->addWidget(avatar);
    }
    faces->addStretch();
    auto* badge = new CountBadge;
    badge->setCount(7);
    auto* many = new CountBadge;
    many->setCount(1234);
    auto* labels = new ChipFlow;
    labels->setEditable(true);
    labels->setChips({u"order change"_s, u"furniture"_s, u"waiting for the warehouse"_s, u"<b>vip</b>"_s});
    column->addLayout(faces);
    column->addLayout(
        line({badge, many, new Chip(u"shipping"_s), new Chip(u"Draft"_s, nullptr, ChipTone::Warn),
              new Chip(u"paid"_s, nullptr, ChipTone::Ok), new Chip(u"failed"_s, nullptr, ChipTone::Danger)}));
    column->addWidget(labels);
    auto* empty = new EmptyState(Glyph::Inbox, u"Nothing waits for you"_s,
                                 u"Tickets assigned to you stand here. Unassigned has 12."_s);
    empty->setAction(u"Open Unassigned"_s);
    column->addWidget(empty, 1);
    return made;
}

QWidget* Gallery::messages()
{
    QVBoxLayout* column = nullptr;
    Card* made = card(column);
    column->addWidget(new Banner(BannerKind::Info, u"History is still coming in: 83 %."_s));
    auto* offline =
        new Banner(BannerKind::Warning, u"Offline. What you write is kept and sent when the line is back."_s);
    offline->addAction(u"Retry"_s);
    column->addWidget(offline);
    auto* refused = new Banner(BannerKind::Error, u"Not sent: the customer withdrew consent. Your text is kept."_s);
    refused->setDismissible(true);
    column->addWidget(refused);
    auto* bar = new QScrollBar(Qt::Horizontal);
    bar->setRange(0, 100);
    bar->setPageStep(40);
    column->addWidget(bar);
    column->addStretch();
    return made;
}

QWidget* Gallery::overview()
{
    QVBoxLayout* column = nullptr;
    Card* made = card(column);
    made->setFixedWidth(Theme::current().px(extent::overview));
    column->setSpacing(space::xs);
    auto* ticket = new Section(u"Ticket"_s);
    ticket->body()->addWidget(new KeyValueRow(u"Recipient"_s, u"support@shop.example"_s));
    ticket->body()->addWidget(new KeyValueRow(u"Created"_s, u"Today 09:12"_s));
    auto* labels = new KeyValueRow(u"Labels"_s);
    auto* chips = new ChipFlow;
    chips->setChips({u"order change"_s, u"furniture"_s});
    labels->setValueWidget(chips);
    ticket->body()->addWidget(labels);
    column->addWidget(ticket);
    auto* predictive = new Section(u"Predictive"_s);
    predictive->header()->setTrailing(u"as of today"_s);
    auto* tiles = new QGridLayout;
    tiles->setSpacing(space::s);
    tiles->addWidget(new StatTile(u"€ 412"_s, u"lifetime value"_s), 0, 0);
    tiles->addWidget(new StatTile(u"6"_s, u"orders"_s), 0, 1);
    auto* churn = new StatTile({}, u"churn risk"_s);
    churn->setValue(u"Low 12 %"_s, Ink::Ok);
    tiles->addWidget(churn, 1, 0);
    tiles->addWidget(new StatTile(u"14 Dec"_s, u"expected next order"_s), 1, 1);
    predictive->body()->addLayout(tiles);
    predictive->body()->addSpacing(space::s);
    auto* progress = new ProgressLine;
    progress->setRange(0, 560);
    progress->setValue(260);
    progress->setSecondary(412);
    predictive->body()->addWidget(progress);
    predictive->body()->addWidget(new TextLabel(u"€ 260 so far · € 152 predicted"_s, Type::Caption, Ink::Dim));
    column->addWidget(predictive);
    auto* consent = new Section(u"Consent"_s);
    auto* whatsapp = new KeyValueRow(u"WhatsApp"_s);
    whatsapp->setValue(u"none: replies closed, and a reason that is too long"_s, Ink::Warn);
    consent->body()->addWidget(whatsapp);
    column->addWidget(consent);
    auto* folded = new Section(u"Activity"_s);
    folded->header()->setTrailing(u"128 events"_s);
    folded->setExpanded(false);
    column->addWidget(folded);
    column->addStretch();
    return made;
}

QWidget* Gallery::glyphs()
{
    QVBoxLayout* column = nullptr;
    Card* made = card(column);
    auto* grid = new QGridLayout;
    constexpr int across = 37;
    for (int i = 0; i < glyphCount; ++i) {
        auto* picture = new QLabel;
        picture->setPixmap(Icon::pixmap(Glyph(i), 20, tokens().text, devicePixelRatioF()));
        grid->addWidget(picture, i / across, i % across);
    }
    column->addLayout(grid);
    return made;
}
