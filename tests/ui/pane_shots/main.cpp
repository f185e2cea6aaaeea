// Paints the ticket pane and the overview in all their states, light and dark, to PNG files, for looking at:
// ui_pane_shots [FOLDER] [TEXT-SCALE]
#include "tests/ui/pane_shots/sample.h"
#include "ui/composer/composer_edit.h"
#include "ui/overview/overview_panel.h"
#include "ui/theme/theme.h"
#include "ui/thread/ticket_pane.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QDir>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace ui_test;

namespace
{

class Stage : public QWidget
{
public:
    explicit Stage(const ui::Context& context)
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(1);
        pane = new ui::TicketPane(context, this);
        panel = new ui::OverviewPanel(context, this);
        panel->setFixedWidth(ui::Theme::current().px(ui::extent::overview));
        row->addWidget(pane, 1);
        row->addWidget(panel);
    }
    void open(const desk::TicketId& id)
    {
        pane->open(id);
        panel->open(id);
    }

    ui::TicketPane* pane;
    ui::OverviewPanel* panel;
};

struct Shooter {
    QDir folder;
    Stage& stage;
    bool fine = true;

    void shoot(const QString& name)
    {
        for (const auto mode : {ui::Theme::Mode::Light, ui::Theme::Mode::Dark}) {
            ui::Theme::current().setMode(mode);
            QTest::qWait(30);
            const QString path =
                folder.filePath(u"%1-%2.png"_s.arg(name, ui::Theme::current().isDark() ? u"dark"_s : u"light"_s));
            const bool saved = stage.grab().save(path);
            std::printf("%s %s\n", saved ? "wrote" : "cannot write", qPrintable(path));
            fine = fine && saved;
        }
    }
};

void write(Stage& stage, const QString& text)
{
    auto* edit = stage.pane->findChild<ui::ComposerEdit*>();
    edit->setFocus();
    edit->insertPlainText(text);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const QStringList arguments = QApplication::arguments();
    ui::Theme& theme = ui::Theme::current();
    theme.setTextScale(arguments.size() > 2 ? arguments.at(2).toDouble() : 1.0);
    theme.install(application);

    PaneDesk desk;
    desk.desk.clock.at = QDateTime(QDate(2026, 3, 12), QTime(9, 31)).toMSecsSinceEpoch();
    fillSample(desk);
    Stage stage(desk.context);
    stage.resize(880, 860);
    stage.show();
    stage.activateWindow();
    Shooter camera{QDir(arguments.value(1, u"."_s)), stage};

    stage.open({});
    camera.shoot(u"1-empty"_s);
    stage.open(sampleId(Mail));
    write(stage, u"Yes, all three leave together as soon as the difference is paid."_s);
    camera.shoot(u"2-mail"_s);
    write(stage, u" /"_s);
    camera.shoot(u"3-macros"_s);
    for (const auto& [sample, name] :
         {std::pair{Sms, u"4-sms"_s}, std::pair{Chat, u"5-chat"_s}, std::pair{Instagram, u"6-instagram"_s},
          std::pair{WhatsApp, u"7-whatsapp"_s}, std::pair{Closed, u"8-closed"_s}}) {
        stage.open(sampleId(sample));
        if (sample == Sms)
            write(stage, u"It is with the carrier now – sorry!"_s);
        camera.shoot(name);
    }
    stage.open(sampleId(Long));
    if (auto* thread = stage.pane->findChild<QAbstractScrollArea*>(u"thread"_s))
        thread->verticalScrollBar()->setValue(thread->verticalScrollBar()->maximum() / 2);
    camera.shoot(u"9-long"_s);
    stage.open(sampleId(Stale));
    write(stage, u"Yes, in walnut too."_s);
    QTest::keyClick(stage.pane->findChild<ui::ComposerEdit*>(), Qt::Key_Return, Qt::ControlModifier);
    if (auto* send = stage.pane->findChild<QPushButton*>(u"send"_s))
        send->click();
    QTest::qWait(200);
    camera.shoot(u"10-held"_s);
    parkStale(desk, Stale);
    QTest::qWait(100);
    camera.shoot(u"11-stale"_s);
    stage.open(sampleId(Parts));
    QTest::qWait(300); // cleaned on a thread of its own
    if (auto* thread = stage.pane->findChild<QAbstractScrollArea*>(u"thread"_s))
        thread->verticalScrollBar()->setValue(thread->verticalScrollBar()->maximum());
    camera.shoot(u"12-parts"_s);
    return camera.fine ? 0 : 1;
}
