// What can be put into a message: macros, mentions, links, its own earlier words.
#include "ui/composer/composer.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/draft_keeper.h"
#include "models/macro_text.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/draft_versions.h"
#include "ui/composer/pick_list.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/thread/message_look.h"
#include "ui/thread/outside.h"
#include "ui/thread/snooze_menu.h"
#include "ui/widgets/banner.h"

#include <QEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QResizeEvent>
#include <QUrl>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

QList<PickItem> macroItems(const models::DeskSession& session)
{
    QList<PickItem> items;
    for (const desk::Macro& macro : session.macros())
        items.append({macro.id.value(), macro.name, macro.category});
    return items;
}

QList<PickItem> colleagueItems(const models::DeskSession& session)
{
    QList<PickItem> items;
    for (const desk::Agent& agent : session.agents())
        if (agent.active && agent.id != session.me().id)
            items.append({agent.name, agent.name, agent.email});
    for (const desk::Team& team : session.teams())
        items.append({team.name, team.name, Composer::tr("Team")});
    return items;
}

} // namespace

QRect Composer::caretInWindow() const
{
    const QRect caret = m_edit->cursorRect();
    return {m_edit->viewport()->mapTo(window(), caret.topLeft()), caret.size()};
}

/// Lists open while a `/word` or, in notes, an `@word` stands before the caret.
void Composer::offerPicks()
{
    if (m_filling || m_ticket.id.isEmpty() || m_edit->isReadOnly())
        return;
    const auto offer = [this](PickList*& list, QChar sign, const QString& name, const QList<PickItem>& items,
                              auto picked) {
        const std::optional<QString> word =
            m_edit->hasFocus() || (list && list->isVisible()) ? m_edit->wordAfter(sign) : std::nullopt;
        if (!word) {
            if (list)
                list->hide();
            return;
        }
        if (!list) {
            list = new PickList(name, window());
            connect(list, &PickList::picked, this, picked);
        }
        list->setItems(items);
        list->setFilter(*word);
        list->isEmpty() ? list->hide() : list->openBeside(caretInWindow());
    };
    offer(m_macroList, u'/', tr("Macros"), macroItems(m_context.session),
          [this](const QString& id) { insertMacro(desk::MacroId(id)); });
    if (m_note)
        offer(m_mentionList, u'@', tr("Mention"), colleagueItems(m_context.session),
              [this](const QString& name) { m_edit->replaceWord(u'@', u'@' + name + u' '); });
}

bool Composer::takeKey(int key)
{
    for (PickList* list : {m_macroList, m_mentionList})
        if (list && list->isVisible())
            return list->takeKey(key);
    return false;
}

void Composer::openMacros()
{
    if (m_edit->isReadOnly())
        return;
    m_edit->setFocus();
    m_edit->insertPlainText(m_edit->textCursor().atBlockStart() ? u"/"_s : u" /"_s);
}

void Composer::openMentions()
{
    if (m_edit->isReadOnly())
        return;
    m_edit->setFocus();
    m_edit->insertPlainText(m_edit->textCursor().atBlockStart() ? u"@"_s : u" @"_s);
}

/// A macro's labels and assignee are set at once; its status follows the send (THR-8).
void Composer::insertMacro(const desk::MacroId& id)
{
    const QList<desk::Macro>& macros = m_context.session.macros();
    const auto macro = std::find_if(macros.begin(), macros.end(), [&](const desk::Macro& one) { return one.id == id; });
    if (macro == macros.end())
        return;
    const desk::Expanded text = models::macroText(m_context.session, *macro, m_ticket, m_profile);
    m_leftOpen += text.open; // before the text, whose change saves the draft
    m_leftOpen.removeDuplicates();
    m_edit->replaceWord(u'/', text.text);
    for (const desk::LabelId& label : macro->addLabels)
        if (!m_ticket.labels.contains(label))
            m_context.actions.addLabel(m_ticket.id, label);
    if (macro->setAssignee && *macro->setAssignee != m_ticket.assignee)
        m_context.actions.assign(m_ticket.id, *macro->setAssignee);
    if (macro->setStatus == desk::Status::Closed && !m_note)
        m_macroThen = desk::ThenDo::Close;
    if (!text.open.isEmpty())
        showTrouble(tr("This customer has no value for %1. Write it in before sending.").arg(text.open.join(u", "_s)));
    refresh();
}

void Composer::askForLink()
{
    auto* ask = new QInputDialog(window());
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setWindowTitle(tr("Link"));
    ask->setLabelText(tr("Address"));
    ask->setTextValue(u"https://"_s);
    connect(ask, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        const QUrl url = QUrl::fromUserInput(text.trimmed());
        if (const QUrl plain = outsideUrl(url); plain.isValid())
            m_edit->setLink(plain.toString());
        else
            showTrouble(tr("“%1” is no web, mail or telephone address.").arg(text));
    });
    ask->open();
}

void Composer::openVersions()
{
    if (m_ticket.id.isEmpty() || m_edit->isReadOnly())
        return;
    m_context.drafts.flush();
    QList<desk::Draft> versions = m_context.session.read(
        QList<desk::Draft>(), [this](store::Reader& reader) { return reader.draftHistory(m_ticket.id, m_note); });
    const desk::Draft present = current();
    versions.removeIf([&present](const desk::Draft& version) {
        return version.isEmpty() || (version.text == present.text && version.files == present.files);
    });
    auto* dialog = new DraftVersions(versions, window());
    connect(dialog, &DraftVersions::chosen, this, &Composer::takeVersion);
    dialog->open();
}

/// The version was written with less on screen than its author has seen by now.
void Composer::takeVersion(desk::Draft version)
{
    if (version.ticket != m_ticket.id || version.note != m_note || m_edit->isReadOnly())
        return;
    const auto gone = version.files.removeIf([](const desk::DraftFile& file) { return !QFileInfo::exists(file.path); });
    version.seen = desk::newest(version.seen, m_seen);
    m_context.drafts.restore(version);
    showDraft();
    if (gone > 0)
        showTrouble(
            tr("%n file(s) of this version were sent or taken away since; attach them again.", nullptr, int(gone)));
    m_edit->setFocus();
}

void Composer::sendAndSnooze()
{
    if (!maySend() || m_note)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillSnoozeMenu(*menu, m_context.session.clock(), this,
                   [this](desk::Instant until) { send(desk::ThenDo::Snooze, until); });
    menu->popup(m_sendMore->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void Composer::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitFooter();
}

bool Composer::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    if (watched == m_edit && event->type() == QEvent::FocusOut)
        signalTyping(false);
    return QWidget::eventFilter(watched, event);
}

void Composer::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    painter.fillRect(rect(), t.bg);
    const QRect card = rect().adjusted(kCardSide, 0, -kCardSide, -space::l);
    const QColor line = m_edit->hasFocus() ? t.accent : m_note ? t.noteLine : t.line;
    paintBox(&painter, card, radius::card, m_note ? t.note : t.panel, line);
    painter.setPen(m_note ? t.noteLine : t.line);
    const int y = m_footer->mapTo(this, QPoint(0, 0)).y();
    painter.drawLine(card.left() + 1, y, card.right() - 1, y);
}

} // namespace ui
