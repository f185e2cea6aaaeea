#include "ui/thread/link_marks.h"

#include "html/misleading.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHash>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QUrl>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMarkProperty = QTextFormat::UserProperty + 71; ///< set on the words that are ours

struct LinkMarkText {
    Q_DECLARE_TR_FUNCTIONS(ui::LinkMarks)
};

struct LinkRun {
    int begin = 0;
    int end = 0;
    QString target;
    QString text;
};

/// Neighbouring runs of one target are one link, however many formats it has.
QList<LinkRun> linkRuns(const QTextDocument& document)
{
    QList<LinkRun> runs;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment piece = at.fragment();
            const QString target = piece.charFormat().isAnchor() ? piece.charFormat().anchorHref() : QString();
            if (target.isEmpty())
                continue;
            const int end = piece.position() + piece.length();
            if (!runs.isEmpty() && runs.last().end == piece.position() && runs.last().target == target) {
                runs.last().end = end;
                runs.last().text += piece.text();
            } else {
                runs.append({piece.position(), end, target, piece.text()});
            }
        }
    }
    return runs;
}

/// What the lying links say, by target, one a line: a link may fall into several runs, each a part of its text.
using LyingLinks = QHash<QString, QString>;

LyingLinks lyingOf(const QList<html::Link>& links)
{
    LyingLinks lying;
    for (const html::Link& link : links) {
        if (link.misleading)
            lying[link.target] += link.text + u'\n';
    }
    return lying;
}

/// What a picture says stands only in the cleaner's list.
bool isLying(const LinkRun& run, const LyingLinks& lying)
{
    const auto texts = lying.constFind(run.target);
    if (texts == lying.constEnd())
        return false;
    return run.text.contains(QChar::ObjectReplacementCharacter) || html::isMisleading(run.text, run.target) ||
           texts->contains(run.text.simplified());
}

QString placeOf(const QString& target)
{
    const QUrl url(target);
    return url.host().isEmpty() ? url.path(QUrl::FullyDecoded).left(100) : url.host(QUrl::FullyEncoded);
}

} // namespace

void markMisleadingLinks(QTextDocument& document, const QList<html::Link>& links)
{
    const LyingLinks lying = lyingOf(links);
    if (lying.isEmpty())
        return;
    QList<LinkRun> runs = linkRuns(document);
    std::reverse(runs.begin(), runs.end()); // from the end, so that the places before stay
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    for (const LinkRun& run : runs) {
        if (!isLying(run, lying))
            continue;
        QTextCharFormat warned;
        warned.setForeground(tokens().danger);
        warned.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        warned.setUnderlineColor(tokens().danger);
        cursor.setPosition(run.begin);
        cursor.setPosition(run.end, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(warned);
        QTextCharFormat ours;
        ours.setFont(document.defaultFont());
        ours.setFontWeight(QFont::DemiBold);
        ours.setForeground(tokens().danger);
        ours.setProperty(kMarkProperty, true);
        cursor.setPosition(run.end);
        cursor.insertText(u" \u26a0\ufe0e "_s + LinkMarkText::tr("(leads to %1)").arg(placeOf(run.target)), ours);
    }
    cursor.endEditBlock();
}

void removeLinkMarks(QTextDocument& document)
{
    QList<std::pair<int, int>> ours;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            if (at.fragment().charFormat().boolProperty(kMarkProperty))
                ours.prepend({at.fragment().position(), at.fragment().position() + at.fragment().length()});
        }
    }
    QTextCursor cursor(&document);
    for (const auto& [begin, end] : ours) {
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }
}

} // namespace ui
