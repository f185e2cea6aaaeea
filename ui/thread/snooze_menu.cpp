#include "ui/thread/snooze_menu.h"

#include "desk/lifecycle.h"
#include "models/moments.h"
#include "ui/theme/icon.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

using Chosen = std::function<void(desk::Instant)>;

struct SnoozeMenuText {
    Q_DECLARE_TR_FUNCTIONS(ui::SnoozeMenu)
};

QDateTime localNow(const desk::Clock& clock)
{
    return clock.now().utc().toLocalTime();
}

void askForTime(const desk::Clock& clock, QWidget* window, const Chosen& chosen)
{
    auto* dialog = new QDialog(window->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(SnoozeMenuText::tr("Snooze until"));
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(
        new TextLabel(SnoozeMenuText::tr("The ticket comes back to the top then, or when the customer writes."),
                      Type::Secondary, Ink::Dim, dialog));
    auto* edit = new QDateTimeEdit(localNow(clock).addDays(1), dialog);
    edit->setCalendarPopup(true);
    edit->setMinimumDateTime(localNow(clock).addSecs(60));
    edit->setAccessibleName(SnoozeMenuText::tr("Date and time"));
    column->addWidget(edit);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    buttons->addButton(SnoozeMenuText::tr("Snooze"), QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, window,
                     [edit, chosen] { chosen({edit->dateTime().toMSecsSinceEpoch()}); });
    dialog->open();
}

/// Only as much as tells the times of the menu apart: "18:18", "Mon 09:00", "4 Dec 09:00".
QString whenText(const QDateTime& when, const QDateTime& now)
{
    const QLocale locale;
    const QString time = models::timeOfDay(when.time());
    if (when.date() == now.date())
        return time;
    if (now.daysTo(when) < 7)
        return SnoozeMenuText::tr("%1 %2", "weekday, time of day")
            .arg(locale.dayName(when.date().dayOfWeek(), QLocale::ShortFormat), time);
    return SnoozeMenuText::tr("%1, %2", "date, time of day")
        .arg(locale.toString(when.date(), SnoozeMenuText::tr("d MMM")), time);
}

void refill(QMenu& menu, const desk::Clock& clock, QWidget* window, const Chosen& chosen)
{
    menu.clear();
    const QDateTime now = localNow(clock);
    const auto offer = [&](const QString& name, desk::SnoozeChoice choice) {
        const desk::Instant until = desk::snoozeTime(choice, now);
        const QString when = whenText(until.utc().toLocalTime(), now);
        menu.addAction(name + u'\t' + when, window, [chosen, until] { chosen(until); });
    };
    offer(SnoozeMenuText::tr("Later today"), desk::SnoozeChoice::LaterToday);
    offer(SnoozeMenuText::tr("Tomorrow"), desk::SnoozeChoice::Tomorrow);
    offer(SnoozeMenuText::tr("Next Monday"), desk::SnoozeChoice::NextMonday);
    offer(SnoozeMenuText::tr("In a week"), desk::SnoozeChoice::OneWeek);
    menu.addSeparator();
    menu.addAction(Icon::icon(Glyph::Calendar), SnoozeMenuText::tr("Date and time …"), window,
                   [&clock, window, chosen] { askForTime(clock, window, chosen); });
    menu.addAction(Icon::icon(Glyph::User), SnoozeMenuText::tr("Until the customer writes"), window,
                   [chosen] { chosen({}); });
}

} // namespace

void fillSnoozeMenu(QMenu& menu, const desk::Clock& clock, QWidget* window, Chosen chosen)
{
    refill(menu, clock, window, chosen);
    QObject::connect(&menu, &QMenu::aboutToShow, &menu,
                     [&menu, &clock, window, chosen] { refill(menu, clock, window, chosen); });
}

} // namespace ui
