#include "ui/shell/top_bar.h"

#include "models/desk_session.h"
#include "models/remote.h"
#include "ui/shell/bar_button.h"
#include "ui/shell/link_words.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kLogo = 20;
constexpr int kWidestSearch = 520;

/// The mark and the name at the left.
class Brand : public QWidget
{
public:
    explicit Brand()
    {
        setAccessibleName(u"Bellhop"_s);
        setMinimumWidth(Theme::current().px(extent::sidebar - space::l));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = Theme::current();
        const int side = theme.px(kLogo);
        const QRect mark(0, (height() - side) / 2, side, side);
        Icon::paint(&painter, Glyph::Logo, QStyle::visualRect(layoutDirection(), rect(), mark), tokens().accent);
        painter.setFont(theme.font(Type::Title));
        painter.setPen(tokens().text);
        const QRect name = rect().adjusted(side + space::s - 2, 0, 0, 0);
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), name),
                         int(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine, u"Bellhop"_s);
    }
};

} // namespace

TopBar::TopBar(Context context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_search(new SearchField(tr("Search tickets, customers, orders, commands")))
    , m_link(new BarButton)
    , m_face(new FaceButton)
{
    setObjectName(u"topBar"_s);
    setFixedHeight(Theme::current().px(extent::topBar));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, 0, space::l, 0);
    row->setSpacing(space::s);
    row->addWidget(new Brand);
    m_search->setObjectName(u"searchField"_s);
    m_search->setMaximumWidth(Theme::current().px(kWidestSearch));
    m_search->setMinimumWidth(Theme::current().px(160));
    row->addWidget(m_search, 10);
    row->addStretch(1);
    m_link->setObjectName(u"linkState"_s);
    row->addWidget(m_link);
    m_face->setObjectName(u"agentMenu"_s);
    row->addWidget(m_face);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        setFixedHeight(Theme::current().px(extent::topBar));
        m_search->setMaximumWidth(Theme::current().px(kWidestSearch));
        update();
    });
    connect(&context.session, &models::DeskSession::syncStateChanged, this, &TopBar::showLink);
    connect(&context.session, &models::DeskSession::changed, this, [this](const store::ChangeSet& changes) {
        if (changes.people || changes.everything)
            showFace();
    });
    connect(m_link, &QAbstractButton::clicked, this, [this] {
        if (models::Remote* remote = m_context.session.remote())
            remote->wake();
    });
    connect(m_face, &QAbstractButton::clicked, this, &TopBar::openMenu);
    showLink();
    showFace();
}

void TopBar::setMenu(QMenu* menu)
{
    m_menu = menu;
}

void TopBar::setKeyHint(const QKeySequence& key)
{
    m_search->setKeyHint(key);
}

void TopBar::showLink()
{
    const store::SyncState& state = m_context.session.syncState();
    const LinkWord word = linkWord(state);
    m_link->setState(word.text, word.ink, true, tr("Connection: %1").arg(word.text));
    m_link->setToolTip(plainToolTip(state.trouble.isEmpty() ? caughtUpText(state) : state.trouble));
}

void TopBar::showFace()
{
    const desk::Agent& me = m_context.session.me();
    m_face->setFace(me.name, me.id.value());
}

void TopBar::openMenu()
{
    if (!m_menu)
        return;
    const QPoint below = m_face->mapToGlobal(QPoint(m_face->width(), m_face->height() + space::xs));
    m_menu->popup(below - QPoint(m_menu->sizeHint().width(), 0));
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().side);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens().line);
}

} // namespace ui
