#include "ui/shell/status_line.h"

#include "models/desk_session.h"
#include "models/outbox_model.h"
#include "models/remote.h"
#include "ui/latency_meter.h"
#include "ui/shell/bar_button.h"
#include "ui/shell/link_words.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

StatusLine::StatusLine(Context context, models::OutboxModel& outbox, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_outboxModel(outbox)
    , m_caughtUp(new BarButton)
    , m_outbox(new BarButton)
    , m_history(new BarButton)
    , m_latency(new BarButton)
{
    setObjectName(u"statusLine"_s);
    m_caughtUp->setObjectName(u"caughtUp"_s);
    m_outbox->setObjectName(u"outboxState"_s);
    m_history->setObjectName(u"historyState"_s);
    m_latency->setObjectName(u"latencyState"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::s, 0, space::s, 0);
    row->setSpacing(space::xs);
    row->addWidget(m_caughtUp);
    row->addWidget(m_outbox);
    row->addWidget(m_history);
    row->addStretch(1);
    row->addWidget(m_latency);
    const auto resize = [this] { setFixedHeight(Theme::current().px(extent::statusBar)); };
    connect(&Theme::current(), &Theme::changed, this, resize);
    resize();
    connect(&context.session, &models::DeskSession::syncStateChanged, this, &StatusLine::showSync);
    connect(&outbox, &models::OutboxModel::countsChanged, this, &StatusLine::showOutbox);
    connect(&context.latency, &LatencyMeter::changed, this, &StatusLine::showLatency);
    connect(m_outbox, &QAbstractButton::clicked, this, &StatusLine::outboxAsked);
    connect(m_latency, &QAbstractButton::clicked, this, &StatusLine::performanceAsked);
    connect(m_caughtUp, &QAbstractButton::clicked, this, [this] {
        if (models::Remote* remote = m_context.session.remote())
            remote->wake();
    });
    m_caughtUp->setToolTip(tr("Every change up to this moment is here. Press to look again now."));
    m_history->setToolTip(tr("Older tickets and messages are being fetched. Search finds what is already here."));
    m_latency->setToolTip(tr("From a key press or click to what it shows. Press for the figures."));
    showSync();
    showOutbox();
    showLatency();
}

void StatusLine::showSync()
{
    const store::SyncState& state = m_context.session.syncState();
    m_caughtUp->setState(caughtUpText(state), Ink::Dim, true);
    m_caughtUp->setDotInk(linkWord(state).ink);
    m_history->setState(historyText(state), Ink::Dim, false);
}

void StatusLine::showOutbox()
{
    const int waiting = m_outboxModel.waiting();
    const int parked = m_outboxModel.parked();
    if (parked > 0)
        m_outbox->setState(tr("Outbox: %n need(s) you", nullptr, parked), Ink::Danger, true);
    else if (waiting > 0)
        m_outbox->setState(tr("Outbox: %n waiting", nullptr, waiting), Ink::Accent, true);
    else
        m_outbox->setState(tr("Outbox empty"), Ink::Dim, false);
}

/// The worst of what an agent feels: opening a ticket, switching a view, a key.
void StatusLine::showLatency()
{
    double worst = -1;
    const QList<LatencyMeter::Figures> figures = m_context.latency.figures();
    for (const LatencyMeter::Figures& each : figures) {
        if (LatencyMeter::groupOf(each.kind) == LatencyMeter::Group::PressToPaint)
            worst = std::max(worst, each.p99);
    }
    if (worst < 0)
        return m_latency->setState({}, Ink::Dim, false);
    m_latency->setState(tr("press-to-paint p99 %1 ms").arg(QLocale().toString(qRound(worst))), Ink::Dim, false);
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().side);
    painter.fillRect(QRect(0, 0, width(), 1), tokens().line);
}

} // namespace ui
