#include "ui/shell/hit_delegate.h"

#include "models/desk_session.h"
#include "models/search_model.h"
#include "ui/theme/icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace ui
{

using models::SearchModel;

namespace
{

/// One character as the index folds it: lower case, without its accents.
QString folded(QChar c)
{
    QString plain;
    for (const QChar part : QString(c).normalized(QString::NormalizationForm_KD)) {
        if (part.category() != QChar::Mark_NonSpacing)
            plain += part.toLower();
    }
    return plain;
}

Glyph glyphOfKind(store::SearchHit::Kind kind)
{
    switch (kind) {
    case store::SearchHit::Kind::Ticket:
        return Glyph::Inbox;
    case store::SearchHit::Kind::Profile:
        return Glyph::User;
    case store::SearchHit::Kind::Order:
        return Glyph::Box;
    }
    return Glyph::Inbox;
}

} // namespace

QList<QPair<int, int>> markedParts(const QString& text, const QStringList& marks)
{
    QString plain;
    QList<int> origin; // of each folded character
    for (int i = 0; i < text.size(); ++i) {
        const QString part = folded(text.at(i));
        plain += part;
        for (qsizetype n = 0; n < part.size(); ++n)
            origin.append(i);
    }
    QList<bool> marked(text.size(), false);
    for (const QString& mark : marks) {
        if (mark.isEmpty())
            continue;
        for (qsizetype at = plain.indexOf(mark); at >= 0; at = plain.indexOf(mark, at + mark.size())) {
            const bool wordStart = at == 0 || !plain.at(at - 1).isLetterOrNumber();
            if (!wordStart)
                continue;
            for (int i = origin.at(at); i <= origin.at(at + mark.size() - 1); ++i)
                marked[i] = true;
        }
    }
    QList<QPair<int, int>> parts;
    for (int i = 0; i < marked.size(); ++i) {
        if (!marked.at(i))
            continue;
        const int begin = i;
        while (i < marked.size() && marked.at(i))
            ++i;
        parts.append({begin, i});
    }
    return parts;
}

HitDelegate::HitDelegate(models::DeskSession& session, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_session(session)
{
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), Theme::current().px(extent::listRow)};
}

void HitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const Tokens& t = tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->fillRect(option.rect, selected ? t.selection : hovered ? t.hover : t.panel);
    QRect line = option.rect;
    line.setTop(line.bottom());
    painter->fillRect(line, t.line);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect.adjusted(0, 0, 0, -1), 0, true);

    const QRect inner = option.rect.adjusted(space::m, space::s, -(space::m + 2), -space::s);
    const auto mirrored = [&](const QRect& rect) { return QStyle::visualRect(option.direction, inner, rect); };
    const int side = theme.px(extent::icon);
    const auto kind = store::SearchHit::Kind(index.data(SearchModel::KindRole).toInt());
    const int lineHeight = theme.metrics(Type::Body).height() + 2;
    Icon::paint(painter, glyphOfKind(kind),
                mirrored(QRect(inner.left(), inner.top() + (lineHeight - side) / 2, side, side)), t.dim);
    QRect text = inner.adjusted(side + space::s, 0, 0, 0);
    const desk::Instant at{index.data(SearchModel::AtRole).toLongLong()};
    const QString age =
        at.isSet() ? relativeTime(at.utc().toLocalTime(), m_session.clock().now().utc().toLocalTime()) : QString();
    const int ageWidth = m_texts.width(age, Type::Secondary) + 4;
    painter->setFont(theme.font(Type::Secondary));
    painter->setPen(t.dim);
    drawFigures(painter, mirrored(QRect(text.right() - ageWidth + 1, text.top(), ageWidth, lineHeight)),
                Qt::AlignVCenter | Qt::AlignTrailing, age);
    painter->setFont(theme.font(Type::BodyStrong));
    painter->setPen(t.text);
    const QRect title(text.left(), text.top(), text.width() - ageWidth - space::s, lineHeight);
    drawLine(painter, mirrored(title), Qt::AlignVCenter | Qt::AlignLeading,
             m_texts.elided(index.data().toString(), Type::BodyStrong, title.width()));
    paintExcerpt(painter,
                 mirrored(QRect(text.left(), text.top() + lineHeight, text.width(), text.height() - lineHeight)),
                 index.data(SearchModel::ExcerptRole).toString(), index.data(SearchModel::MarksRole).toStringList());
}

/// Two lines at most; what matched is bold, on the selection's ground: never by colour alone.
void HitDelegate::paintExcerpt(QPainter* painter, const QRect& rect, const QString& text,
                               const QStringList& marks) const
{
    const Tokens& t = tokens();
    const QString shown = singleLine(text, 300);
    QList<QTextLayout::FormatRange> formats;
    for (const auto& [begin, end] : markedParts(shown, marks)) {
        QTextLayout::FormatRange range;
        range.start = begin;
        range.length = end - begin;
        range.format.setFontWeight(QFont::DemiBold);
        range.format.setForeground(t.text);
        range.format.setBackground(t.mark);
        formats.append(range);
    }
    QTextLayout layout(shown, Theme::current().font(Type::Secondary));
    layout.setFormats(formats);
    layout.beginLayout();
    qreal y = 0;
    while (y < rect.height() - Theme::current().metrics(Type::Secondary).height() / 2.0) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(rect.width());
        line.setPosition(QPointF(0, y));
        y += line.height() + 1;
    }
    layout.endLayout();
    painter->save();
    painter->setClipRect(rect);
    painter->setPen(t.dim);
    layout.draw(painter, rect.topLeft());
    painter->restore();
}

bool HitDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                            const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString whole = index.data().toString() + u'\n' + index.data(SearchModel::ExcerptRole).toString();
    QToolTip::showText(event->globalPos(), plainToolTip(whole), view);
    return true;
}

} // namespace ui
