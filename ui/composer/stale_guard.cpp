#include "ui/composer/stale_guard.h"

#include "models/moments.h"
#include "ui/theme/paint.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"

#include <QAccessible>
#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kMostShown = 3;
constexpr qsizetype kMostText = 280;

QString excerpt(const QString& text)
{
    const QString line = singleLine(text, kMostText);
    return line.size() < text.size() ? line + u" …"_s : line;
}

/// With the day, unless it was that of the reply.
QString whenOf(desk::Instant at, desk::Instant reply)
{
    const QDateTime local = at.utc().toLocalTime();
    return local.date() == reply.utc().toLocalTime().date() ? models::timeOfDay(local.time()) : models::dateAndTime(at);
}

/// The desk of a restored backup finds nothing newer, but not what was answered either (DESK-6).
bool wentBack(const store::OutboxRow& row)
{
    return !row.newer.isEmpty() && std::all_of(row.newer.begin(), row.newer.end(), [&](const desk::Message& message) {
        return message.at < row.operation.at;
    });
}
} // namespace

StaleGuard::StaleGuard(QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel({}, Type::BodyStrong, Ink::Text, this))
    , m_yours(new TextLabel({}, Type::Secondary, Ink::Dim, this))
    , m_send(new PushButton(tr("Send anyway"), ButtonKind::Secondary, this))
{
    setObjectName(u"staleGuard"_s);
    setAccessibleName(tr("Reply held back"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::s, space::m, space::s);
    column->setSpacing(space::xs);
    column->addWidget(m_title);
    m_newer = new QWidget(this);
    m_newerColumn = new QVBoxLayout(m_newer);
    m_newerColumn->setContentsMargins(0, 0, 0, 0);
    m_newerColumn->setSpacing(space::xs);
    column->addWidget(m_newer);
    column->addWidget(m_yours);
    auto* row = new QWidget(this);
    auto* flow = new FlowLayout(row, space::s);
    auto* change = new PushButton(tr("Edit"), ButtonKind::Secondary, row);
    auto* drop = new PushButton(tr("Discard…"), ButtonKind::Danger, row);
    flow->addWidget(m_send);
    flow->addWidget(change);
    flow->addWidget(drop);
    column->addWidget(row);
    m_send->setObjectName(u"staleSendAnyway"_s);
    change->setObjectName(u"staleEdit"_s);
    drop->setObjectName(u"staleDiscard"_s);
    connect(m_send, &QPushButton::clicked, this, [this] { Q_EMIT sendAnyway(m_operation.id); });
    connect(change, &QPushButton::clicked, this, [this] { Q_EMIT edit(m_operation.id); });
    connect(drop, &QPushButton::clicked, this, [this] { Q_EMIT discard(m_operation); });
    hide();
}

void StaleGuard::setRow(const std::optional<store::OutboxRow>& row)
{
    if (!row) {
        m_operation = {};
        hide();
        return;
    }
    const bool isNew = m_operation.id != row->operation.id;
    m_operation = row->operation;
    m_title->setText(wentBack(*row)
                         ? tr("Not sent yet: the thread is not as it was when you wrote. Read it again, then decide.")
                         : tr("Not sent yet: %n newer message(s) came while you were writing.", nullptr,
                              int(qMax<qsizetype>(1, row->newer.size()))));
    qDeleteAll(m_newer->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    const QList<desk::Message> shown = row->newer.mid(qMax<qsizetype>(0, row->newer.size() - kMostShown));
    for (const desk::Message& message : shown) {
        const QString at = whenOf(message.at, row->operation.at);
        m_newerColumn->addWidget(
            new TextLabel(tr("%1, %2: %3", "author, time, text").arg(message.authorName, at, excerpt(message.text)),
                          Type::Body, Ink::Text, m_newer));
    }
    m_yours->setText(tr("Yours: %1").arg(excerpt(row->operation.text)));
    show();
    if (!isNew)
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void StaleGuard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintBox(&painter, rect(), radius::control, t.note, t.noteLine);
}

} // namespace ui
