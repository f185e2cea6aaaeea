<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>app::Application</name>
    <message numerus="yes">
        <source>%n snoozed ticket(s) of yours come back today</source>
        <translation>
            <numerusform>%n snoozed ticket of yours comes back today</numerusform>
            <numerusform>%n snoozed tickets of yours come back today</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Notifier</name>
    <message numerus="yes">
        <source>%n ticket(s) want you</source>
        <translation>
            <numerusform>%n ticket wants you</numerusform>
            <numerusform>%n tickets want you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Tray</name>
    <message numerus="yes">
        <source>Bellhop: %n unread ticket(s)</source>
        <translation>
            <numerusform>Bellhop: %n unread ticket</numerusform>
            <numerusform>Bellhop: %n unread tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::ViewsModel</name>
    <message numerus="yes">
        <source>%1, %n ticket(s)</source>
        <translation>
            <numerusform>%1, %n ticket</numerusform>
            <numerusform>%1, %n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>store::Trouble</name>
    <message numerus="yes">
        <source>%n unsent message(s) and draft(s) were rescued and are in their places.</source>
        <translation>
            <numerusform>%n unsent message or draft was rescued and is in its place.</numerusform>
            <numerusform>%n unsent messages and drafts were rescued and are in their places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What waited for %n ticket(s) could not be read: %1. Look there for what is missing.</source>
        <translation>
            <numerusform>What waited for %n ticket could not be read: %1. Look there for what is missing.</numerusform>
            <numerusform>What waited for %n tickets could not be read: %1. Look there for what is missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>syncing::Status</name>
    <message numerus="yes">
        <source>%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. They are asked for again by themselves; if this stays, update the program.</source>
        <translation>
            <numerusform>%n record of the desk could not be read and is not shown (%1). Everything else is up to date. It is asked for again by itself; if this stays, update the program.</numerusform>
            <numerusform>%n records of the desk could not be read and are not shown (%1). Everything else is up to date. They are asked for again by themselves; if this stays, update the program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. They come again when somebody changes them; if this stays, update the program.</source>
        <translation>
            <numerusform>%n record of the desk could not be read and is not shown (%1). Everything else is up to date. It comes again when somebody changes it; if this stays, update the program.</numerusform>
            <numerusform>%n records of the desk could not be read and are not shown (%1). Everything else is up to date. They come again when somebody changes them; if this stays, update the program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. Some are asked for again by themselves, the others come when somebody changes them; if this stays, update the program.</source>
        <translation>
            <numerusform>%n record of the desk could not be read and is not shown (%1). Everything else is up to date. It is asked for again by itself or comes when somebody changes it; if this stays, update the program.</numerusform>
            <numerusform>%n records of the desk could not be read and are not shown (%1). Everything else is up to date. Some are asked for again by themselves, the others come when somebody changes them; if this stays, update the program.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Composer</name>
    <message numerus="yes">
        <source>Undo for %n s</source>
        <translation>
            <numerusform>Undo for %n s</numerusform>
            <numerusform>Undo for %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of this version were sent or taken away since; attach them again.</source>
        <translation>
            <numerusform>%n file of this version was sent or taken away since; attach it again.</numerusform>
            <numerusform>%n files of this version were sent or taken away since; attach them again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DraftVersions</name>
    <message numerus="yes">
        <source>%1, with %n file(s): %2</source>
        <comment>time, first words</comment>
        <translation>
            <numerusform>%1, with %n file: %2</numerusform>
            <numerusform>%1, with %n files: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message numerus="yes">
        <source>%n action(s) have not reached the desk yet</source>
        <translation>
            <numerusform>%n action has not reached the desk yet</numerusform>
            <numerusform>%n actions have not reached the desk yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) were not done and need your decision. What you wrote is kept; nothing happens until you decide.</source>
        <translation>
            <numerusform>%n action was not done and needs your decision. What you wrote is kept; nothing happens until you decide.</numerusform>
            <numerusform>%n actions were not done and need your decision. What you wrote is kept; nothing happens until you decide.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) wait and go out when you start Bellhop again. Until then no customer gets them.</source>
        <translation>
            <numerusform>%n action waits and goes out when you start Bellhop again. Until then no customer gets it.</numerusform>
            <numerusform>%n actions wait and go out when you start Bellhop again. Until then no customer gets them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) of yours were not done and need your decision. What you wrote is kept.</source>
        <translation>
            <numerusform>%n action of yours was not done and needs your decision. What you wrote is kept.</numerusform>
            <numerusform>%n actions of yours were not done and need your decision. What you wrote is kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not uploaded yet.</source>
        <translation>
            <numerusform>%n file is not uploaded yet.</numerusform>
            <numerusform>%n files are not uploaded yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) may have reached the desk already; it is asked at the next start.</source>
        <translation>
            <numerusform>%n action may have reached the desk already; it is asked at the next start.</numerusform>
            <numerusform>%n actions may have reached the desk already; it is asked at the next start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) are not settled with the desk yet</source>
        <translation>
            <numerusform>%n action is not settled with the desk yet</numerusform>
            <numerusform>%n actions are not settled with the desk yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessageCard</name>
    <message numerus="yes">
        <source>%n remote image(s) not loaded</source>
        <translation>
            <numerusform>%n remote image not loaded</numerusform>
            <numerusform>%n remote images not loaded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessageFooter</name>
    <message numerus="yes">
        <source>Undo (%n s)</source>
        <translation>
            <numerusform>Undo (%n s)</numerusform>
            <numerusform>Undo (%n s)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Overview</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>every %n day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::OverviewPanel</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::PresenceLine</name>
    <message numerus="yes">
        <source>%1 also looking</source>
        <translation>
            <numerusform>%1 also looking</numerusform>
            <numerusform>%1 also looking</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RelativeTime</name>
    <message numerus="yes">
        <source>%n min</source>
        <comment>minutes ago, short</comment>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <comment>hours ago, short</comment>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <comment>short</comment>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <comment>short</comment>
        <translation>
            <numerusform>in %n h</numerusform>
            <numerusform>in %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <comment>seconds left, short</comment>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <comment>minutes left, short</comment>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ReplyMeter</name>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n segment</numerusform>
            <numerusform>%n segments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SearchPage</name>
    <message numerus="yes">
        <source>more than %n result(s)</source>
        <translation>
            <numerusform>more than %n result</numerusform>
            <numerusform>more than %n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StaleGuard</name>
    <message numerus="yes">
        <source>Not sent yet: %n newer message(s) came while you were writing.</source>
        <translation>
            <numerusform>Not sent yet: %n newer message came while you were writing.</numerusform>
            <numerusform>Not sent yet: %n newer messages came while you were writing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StatusLine</name>
    <message numerus="yes">
        <source>Outbox: %n need(s) you</source>
        <translation>
            <numerusform>Outbox: %n needs you</numerusform>
            <numerusform>Outbox: %n need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Outbox: %n waiting</source>
        <translation>
            <numerusform>Outbox: %n waiting</numerusform>
            <numerusform>Outbox: %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Toast</name>
    <message numerus="yes">
        <source>Undo (%n s)</source>
        <comment>seconds left</comment>
        <translation>
            <numerusform>Undo (%n s)</numerusform>
            <numerusform>Undo (%n s)</numerusform>
        </translation>
    </message>
</context>
</TS>
