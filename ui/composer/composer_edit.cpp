#include "ui/composer/composer_edit.h"

#include "desk/invisible.h"
#include "html/clean.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/readable.h"
#include "ui/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QFileInfo>
#include <QImage>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QTextList>
#include <QUrl>

#include <cmath>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kLongestWord = 40;

/// What is worth sending as HTML: anything that plain text would lose.
bool isFormatted(const QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.textList())
            return true;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat format = it.fragment().charFormat();
            if (format.fontWeight() > QFont::Medium || format.fontItalic() || format.isAnchor())
                return true;
        }
    }
    return false;
}

} // namespace

ComposerEdit::ComposerEdit(QWidget* parent)
    : QTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setAcceptRichText(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    FocusRing::setOwnFocus(this); // the whole composer shows it
    applyTheme();
    connect(&Theme::current(), &Theme::changed, this, &ComposerEdit::applyTheme);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &ComposerEdit::grow);
}

void ComposerEdit::applyTheme()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Base, Qt::transparent);
    colours.setColor(QPalette::Text, tokens().text);
    colours.setColor(QPalette::PlaceholderText, tokens().dim);
    colours.setColor(QPalette::Link, tokens().accent);
    setPalette(colours);
    document()->setDefaultFont(Theme::current().font(Type::Body));
    grow();
}

void ComposerEdit::setRich(bool rich)
{
    m_rich = rich;
    setAcceptRichText(rich);
}

void ComposerEdit::setHeights(int least, int most)
{
    m_least = least;
    m_most = qMax(least, most);
    grow();
}

void ComposerEdit::grow()
{
    const int wanted = qBound(m_least, int(std::ceil(document()->size().height())) + 2, m_most);
    if (wanted != height() || minimumHeight() != wanted)
        setFixedHeight(wanted);
}

void ComposerEdit::toggleBold()
{
    if (m_rich)
        setFontWeight(fontWeight() > QFont::Medium ? QFont::Normal : QFont::DemiBold);
}

void ComposerEdit::toggleItalic()
{
    if (m_rich)
        setFontItalic(!fontItalic());
}

void ComposerEdit::toggleList()
{
    if (!m_rich)
        return;
    QTextCursor cursor = textCursor();
    QTextList* list = cursor.currentList();
    if (!list) {
        cursor.createList(QTextListFormat::ListDisc);
        return;
    }
    list->remove(cursor.block());
    QTextBlockFormat format = cursor.blockFormat();
    format.setIndent(0);
    cursor.setBlockFormat(format);
}

void ComposerEdit::setLink(const QString& target)
{
    QTextCursor cursor = textCursor();
    if (!m_rich || target.isEmpty())
        return;
    QTextCharFormat format = cursor.charFormat();
    format.setAnchor(true);
    format.setAnchorHref(target);
    format.setForeground(tokens().accent);
    format.setFontUnderline(true);
    cursor.hasSelection() ? cursor.mergeCharFormat(format) : cursor.insertText(target, format);
}

std::optional<QString> ComposerEdit::wordAfter(QChar sign) const
{
    const QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return std::nullopt;
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype at = before.lastIndexOf(sign);
    if (at < 0 || before.size() - at > kLongestWord || (at > 0 && !before.at(at - 1).isSpace()))
        return std::nullopt;
    return before.mid(at + 1);
}

void ComposerEdit::replaceWord(QChar sign, const QString& text)
{
    QTextCursor cursor = textCursor();
    if (const auto word = wordAfter(sign))
        cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, int(word->size()) + 1);
    cursor.insertText(text);
    setTextCursor(cursor);
}

bool ComposerEdit::hasText() const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!desk::showsNothing(block.text()))
            return true;
    }
    return false;
}

QString ComposerEdit::richHtml() const
{
    if (!m_rich || !isFormatted(*document()))
        return {};
    const html::CleanResult clean = html::clean(toHtml());
    // What would be cut goes whole, as plain text; what was pasted from a mail is no quote to be folded away.
    return clean.truncated ? QString() : clean.html + clean.quotedHtml;
}

void ComposerEdit::setDraft(const QString& html)
{
    setHtml(html);
    document()->setUndoRedoEnabled(false);
    dropColours(*document());
    document()->setUndoRedoEnabled(true);
}

bool ComposerEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasImage() || source->hasUrls() || QTextEdit::canInsertFromMimeData(source);
}

void ComposerEdit::insertFromMimeData(const QMimeData* source)
{
    QStringList files;
    for (const QUrl& url : source->urls())
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile())
            files.append(url.toLocalFile());
    if (!files.isEmpty()) {
        Q_EMIT filesOffered(files);
        return;
    }
    if (source->hasImage() && !source->hasText()) {
        Q_EMIT imageOffered(qvariant_cast<QImage>(source->imageData()));
        return;
    }
    if (m_rich && source->hasHtml()) {
        const html::CleanResult clean = html::clean(source->html());
        QTextDocument pasted;
        pasted.setHtml(clean.html + clean.quotedHtml);
        if (isFormatted(pasted)) {
            dropColours(pasted);
            textCursor().insertFragment(QTextDocumentFragment(&pasted));
            return;
        }
    }
    textCursor().insertText(source->text());
}

/// Letters are never commands here, also while replies are closed and the text takes none.
bool ComposerEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
        if (plain && key->key() < Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QTextEdit::event(event);
}

/// A command's key writes no letter where there is no such command now.
void ComposerEdit::keyPressEvent(QKeyEvent* event)
{
#ifndef Q_OS_MACOS // where Option writes
    const bool alt = (event->modifiers() & ~Qt::ShiftModifier) == Qt::AltModifier;
    if (alt && !event->text().isEmpty() && event->text().at(0).isPrint())
        return event->ignore();
#endif
    bool used = false;
    Q_EMIT keyOffered(event->key(), &used);
    if (!used)
        QTextEdit::keyPressEvent(event);
}

void ComposerEdit::focusOutEvent(QFocusEvent* event)
{
    QTextEdit::focusOutEvent(event);
    bool used = false;
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        Q_EMIT keyOffered(Qt::Key_Escape, &used);
}

/// Nothing that was pasted is ever read from files or the network.
QVariant ComposerEdit::loadResource(int, const QUrl&)
{
    QImage none(1, 1, QImage::Format_ARGB32_Premultiplied);
    none.fill(Qt::transparent);
    return none;
}

} // namespace ui
