// Files in a message: copied beside the UI thread, shown while they come, waited for by Send (THR-4).
#include "ui/composer/composer.h"

#include "models/draft_keeper.h"
#include "ui/composer/composer_edit.h"
#include "ui/thread/message_look.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"

#include <QBuffer>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
QByteArray pngOf(const QImage& image)
{
    QBuffer png;
    png.open(QIODevice::WriteOnly);
    return image.save(&png, "PNG") ? png.data() : QByteArray();
}

QString chipOf(quint64 id)
{
    return u"arrivingFile-%1"_s.arg(id);
}
} // namespace

void Composer::wireFiles()
{
    connect(&m_intake, &models::FileIntake::progressed, this, &Composer::fileProgressed);
    connect(&m_intake, &models::FileIntake::kept, this, &Composer::fileKept);
    connect(&m_intake, &models::FileIntake::failed, this, &Composer::fileFailed);
}

void Composer::chooseFiles()
{
    auto* dialog = new QFileDialog(window(), tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &Composer::addFiles);
    dialog->open();
}

bool Composer::takesFiles()
{
    if (m_ticket.id.isEmpty() || m_edit->isReadOnly())
        return false;
    if (m_note || m_state.carriesFiles)
        return true;
    showTrouble(tr("This channel carries no files (SMS is text only). Nothing was attached."));
    return false;
}

void Composer::addFiles(const QStringList& paths)
{
    if (!takesFiles())
        return;
    for (const QString& path : paths)
        expect(m_intake.take(path), QFileInfo(path).fileName());
}

void Composer::addImage(const QImage& image)
{
    const QString name = tr("picture") + u".png"_s;
    if (takesFiles())
        expect(m_intake.take(name, u"image/png"_s, [image] { return pngOf(image); }), name);
}

void Composer::expect(quint64 id, const QString& name)
{
    m_arriving.append({id, m_ticket.id, m_note, name});
    showFiles();
    refreshMeters();
    refreshButtons();
}

bool Composer::isArriving(const desk::TicketId& ticket, bool note) const
{
    return std::any_of(m_arriving.begin(), m_arriving.end(),
                       [&](const Arriving& file) { return file.ticket == ticket && file.note == note; });
}

std::optional<Composer::Arriving> Composer::takeArriving(quint64 id)
{
    for (qsizetype i = 0; i < m_arriving.size(); ++i)
        if (m_arriving.at(i).id == id)
            return m_arriving.takeAt(i);
    return std::nullopt;
}

void Composer::fileProgressed(quint64 id, int percent)
{
    if (auto* chip = m_fileRow->findChild<Chip*>(chipOf(id)))
        for (const Arriving& file : std::as_const(m_arriving))
            if (file.id == id)
                chip->setText(tr("%1, %2 %").arg(file.name).arg(percent));
}

/// The file belongs to the draft that it was chosen for, whatever is shown by now.
void Composer::fileKept(quint64 id, const desk::DraftFile& file)
{
    const std::optional<Arriving> came = takeArriving(id);
    if (!came)
        return;
    const std::optional<SendWish> wish = takeWish(came->ticket, came->note);
    const bool shown = came->ticket == m_ticket.id && came->note == m_note;
    if (shown) {
        m_files.append(file);
        showFiles();
        edited();
    } else {
        desk::Draft draft = m_context.drafts.load(came->ticket, came->note);
        draft.files.append(file);
        m_context.drafts.edit(draft);
        m_context.drafts.flush();
    }
    if (wish && isArriving(came->ticket, came->note))
        m_wishes.append(*wish);
    else if (wish && shown)
        send(wish->then, wish->until);
    else if (wish)
        submit(m_context.drafts.load(came->ticket, came->note), wish->then, wish->until);
    refreshMeters();
}

void Composer::fileFailed(quint64 id, const QString& reason)
{
    const std::optional<Arriving> lost = takeArriving(id);
    if (!lost)
        return;
    takeWish(lost->ticket, lost->note); // without the file it is not what was to be sent
    showTrouble(reason);
    showFiles();
    refreshMeters();
    refreshButtons();
}

void Composer::dropFile(const QString& name)
{
    for (qsizetype i = m_files.size() - 1; i >= 0; --i)
        if (m_files.at(i).name == name)
            return m_files.removeAt(i);
}

void Composer::showFiles()
{
    auto* flow = static_cast<FlowLayout*>(m_fileRow->layout());
    while (QLayoutItem* item = flow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [&](const QString& text, const QString& spoken, auto remove) {
        auto* chip = new Chip(text, m_fileRow);
        chip->setRemovable(true);
        chip->setAccessibleName(spoken);
        // Later: the chip that asks is among those that are made anew.
        connect(
            chip, &Chip::removeRequested, this,
            [this, remove] {
                remove();
                showFiles();
                edited();
                m_edit->setFocus();
            },
            Qt::QueuedConnection);
        flow->addWidget(chip);
        chip->show();
        return chip;
    };
    for (const desk::DraftFile& file : std::as_const(m_files))
        add(fileSummary(file.name, file.size), tr("Attachment %1; Delete removes it").arg(file.name),
            [this, file] { m_files.removeOne(file); });
    bool any = !m_files.isEmpty();
    for (const Arriving& file : std::as_const(m_arriving)) {
        if (file.ticket != m_ticket.id || file.note != m_note)
            continue;
        any = true;
        add(tr("%1, attaching …").arg(file.name), tr("Attaching %1; Delete stops it").arg(file.name),
            [this, id = file.id, name = file.name] {
                m_intake.cancel(id);
                if (!takeArriving(id))
                    dropFile(name); // it has come just now
            })
            ->setObjectName(chipOf(file.id));
    }
    m_fileRow->setVisible(any);
}

void Composer::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void Composer::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    addFiles(paths);
    event->acceptProposedAction();
}

} // namespace ui
