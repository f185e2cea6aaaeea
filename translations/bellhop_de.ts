<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>app::Application</name>
    <message>
        <source>The token file %1 cannot be read or is empty.</source>
        <translation>Die Token-Datei %1 kann nicht gelesen werden oder ist leer.</translation>
    </message>
    <message>
        <source>bellhop-server was not found beside this program or in the PATH. Install it, or connect to a desk with --desk.</source>
        <translation>bellhop-server wurde weder neben diesem Programm noch im PATH gefunden. Installieren Sie es, oder verbinden Sie sich mit --desk mit einem Desk.</translation>
    </message>
    <message>
        <source>What is kept here belongs to %1. Sign in with that address, or start Bellhop with another data folder (--data).</source>
        <translation>Was hier gespeichert ist, gehört %1. Melden Sie sich mit dieser Adresse an, oder starten Sie Bellhop mit einem anderen Datenordner (--data).</translation>
    </message>
    <message>
        <source>Bellhop</source>
        <translation>Bellhop</translation>
    </message>
    <message>
        <source>Notifications and unread badge</source>
        <translation>Benachrichtigungen und Zähler für Ungelesenes</translation>
    </message>
    <message>
        <source>What you wrote last is not saved</source>
        <translation>Was Sie zuletzt geschrieben haben, ist nicht gespeichert</translation>
    </message>
    <message>
        <source>The disk does not take it. If you quit now it is lost; make room, or copy the text elsewhere, and try again.</source>
        <translation>Der Datenträger nimmt es nicht an. Wenn Sie jetzt beenden, ist es verloren; schaffen Sie Platz oder kopieren Sie den Text an einen anderen Ort, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Go back to it</source>
        <translation>Zurück zum Text</translation>
    </message>
    <message>
        <source>Quit and lose it</source>
        <translation>Beenden und Text verlieren</translation>
    </message>
    <message numerus="yes">
        <source>%n snoozed ticket(s) of yours come back today</source>
        <translation>
            <numerusform>%n von Ihnen zurückgestelltes Ticket kommt heute wieder</numerusform>
            <numerusform>%n von Ihnen zurückgestellte Tickets kommen heute wieder</numerusform>
        </translation>
    </message>
    <message>
        <source>They come back on time only while Bellhop runs; otherwise at its next start.</source>
        <translation>Pünktlich kommen sie nur wieder, solange Bellhop läuft; sonst beim nächsten Start.</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Invite an agent</source>
        <translation>Agent einladen</translation>
    </message>
    <message>
        <source>Reset a password</source>
        <translation>Passwort zurücksetzen</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Hier bleiben</translation>
    </message>
</context>
<context>
    <name>app::DataFolder</name>
    <message>
        <source>%1 is a file, not a folder. Choose another data folder with --data.</source>
        <translation>%1 ist eine Datei und kein Ordner. Wählen Sie mit --data einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be created. Check its parent folder&apos;s permissions, or choose another one with --data.</source>
        <translation>Der Datenordner %1 kann nicht angelegt werden. Prüfen Sie die Rechte des übergeordneten Ordners, oder wählen Sie mit --data einen anderen.</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be written to (%2). Nothing was changed. Make room or make it writable, or choose another one with --data.</source>
        <translation>In den Datenordner %1 kann nicht geschrieben werden (%2). Nichts wurde geändert. Schaffen Sie Platz, geben Sie Schreibrechte, oder wählen Sie mit --data einen anderen.</translation>
    </message>
</context>
<context>
    <name>app::DeskRuntime</name>
    <message>
        <source>The local copy of the desk cannot be read: %1. Nothing was changed.</source>
        <translation>Die lokale Kopie des Desks kann nicht gelesen werden: %1. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>app::EmbeddedServer</name>
    <message>
        <source>The desk server on this computer does not run: %1. Everything you do is kept and sent when it is back; it is being started again.</source>
        <translation>Der Desk-Server auf diesem Computer läuft nicht: %1. Alles, was Sie tun, bleibt erhalten und wird gesendet, sobald er wieder da ist; er wird gerade neu gestartet.</translation>
    </message>
    <message>
        <source>bellhop-server was not found beside this program or in the PATH</source>
        <translation>bellhop-server wurde weder neben diesem Programm noch im PATH gefunden</translation>
    </message>
    <message>
        <source>%1 cannot be started</source>
        <translation>%1 kann nicht gestartet werden</translation>
    </message>
    <message>
        <source>it ended unexpectedly</source>
        <translation>er endete unerwartet</translation>
    </message>
    <message>
        <source>it ended with code %1</source>
        <translation>er endete mit Code %1</translation>
    </message>
</context>
<context>
    <name>app::KeychainCredentials</name>
    <message>
        <source>The keychain could not be read (%1). Your work here is kept; sign in to go on.</source>
        <translation>Der Schlüsselbund konnte nicht gelesen werden (%1). Ihre Arbeit hier bleibt erhalten; melden Sie sich an, um fortzufahren.</translation>
    </message>
    <message>
        <source>The keychain does not answer; it may be locked. Unlock it, or sign in anew. Your work here is kept.</source>
        <translation>Der Schlüsselbund antwortet nicht; vielleicht ist er gesperrt. Entsperren Sie ihn, oder melden Sie sich neu an. Ihre Arbeit hier bleibt erhalten.</translation>
    </message>
    <message>
        <source>Your sign-in could not be kept in a keychain (%1). It is used for this session only; the next start asks again.</source>
        <translation>Ihre Anmeldung konnte nicht in einem Schlüsselbund abgelegt werden (%1). Sie gilt nur für diese Sitzung; der nächste Start fragt wieder.</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>er antwortet nicht</translation>
    </message>
</context>
<context>
    <name>app::Log</name>
    <message>
        <source>The log file %1 cannot be written: %2.</source>
        <translation>Die Protokolldatei %1 kann nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>app::Notifier</name>
    <message>
        <source>Open ticket</source>
        <translation>Ticket öffnen</translation>
    </message>
    <message>
        <source>%1 and others</source>
        <translation>%1 und andere</translation>
    </message>
    <message>
        <source>Show Bellhop</source>
        <translation>Bellhop zeigen</translation>
    </message>
    <message>
        <source>Back from its snooze: %1</source>
        <translation>Wieder vorgelegt: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) want you</source>
        <translation>
            <numerusform>%n Ticket braucht Sie</numerusform>
            <numerusform>%n Tickets brauchen Sie</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Options</name>
    <message>
        <source>See bellhop --help.</source>
        <translation>Siehe bellhop --help.</translation>
    </message>
    <message>
        <source>Bellhop, a native helpdesk for support agents.</source>
        <translation>Bellhop, ein natives Helpdesk-Programm für den Kundendienst.</translation>
    </message>
    <message>
        <source>Shows this help.</source>
        <translation>Zeigt diese Hilfe.</translation>
    </message>
    <message>
        <source>Shows the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>Keeps everything of one user under &lt;dir&gt;.</source>
        <translation>Speichert alles eines Benutzers unter &lt;dir&gt;.</translation>
    </message>
    <message>
        <source>Connects to the desk at &lt;url&gt; without questions.</source>
        <translation>Verbindet ohne Rückfragen mit dem Desk unter &lt;url&gt;.</translation>
    </message>
    <message>
        <source>Reads the access token from the first line of &lt;file&gt;.</source>
        <translation>Liest das Zugangstoken aus der ersten Zeile von &lt;file&gt;.</translation>
    </message>
    <message>
        <source>Opens the sample desk without asking.</source>
        <translation>Öffnet ohne Rückfrage den Beispiel-Desk.</translation>
    </message>
    <message>
        <source>Starts in the tray.</source>
        <translation>Startet im Infobereich.</translation>
    </message>
    <message>
        <source>Writes the log to &lt;file&gt;.</source>
        <translation>Schreibt das Protokoll nach &lt;file&gt;.</translation>
    </message>
    <message>
        <source>Paints the main window to &lt;file&gt; (PNG) once it is usable.</source>
        <translation>Malt das Hauptfenster nach &lt;file&gt; (PNG), sobald es benutzbar ist.</translation>
    </message>
    <message>
        <source>bellhop://desk/ticket/NUMBER opens a ticket, in the running program where there is one.</source>
        <translation>bellhop://desk/ticket/NUMMER öffnet ein Ticket, im laufenden Programm, wenn es eines gibt.</translation>
    </message>
    <message>
        <source>--%1 needs a name after it.</source>
        <translation>Nach --%1 muss ein Name stehen.</translation>
    </message>
    <message>
        <source>--hidden and --screenshot exclude each other.</source>
        <translation>--hidden und --screenshot schließen einander aus.</translation>
    </message>
    <message>
        <source>--desk needs an address that starts with http:// or https://, not &quot;%1&quot;.</source>
        <translation>--desk braucht eine Adresse, die mit http:// oder https:// beginnt, nicht „%1“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not encrypted. Use https://; http:// is only for this computer itself.</source>
        <translation>„%1“ ist nicht verschlüsselt. Verwenden Sie https://; http:// gilt nur für diesen Computer selbst.</translation>
    </message>
    <message>
        <source>--desk and --sample exclude each other.</source>
        <translation>--desk und --sample schließen einander aus.</translation>
    </message>
    <message>
        <source>--token-file goes with --desk.</source>
        <translation>--token-file gehört zu --desk.</translation>
    </message>
    <message>
        <source>Only one link can be opened at a time.</source>
        <translation>Es kann nur ein Link auf einmal geöffnet werden.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a link of the form bellhop://desk/ticket/NUMBER.</source>
        <translation>„%1“ ist kein Link der Form bellhop://desk/ticket/NUMMER.</translation>
    </message>
    <message>
        <source>Speaks &lt;language&gt;, such as de or en.</source>
        <translation>Spricht &lt;language&gt;, zum Beispiel de oder en.</translation>
    </message>
    <message>
        <source>Exit codes: 0 ended normally, or handed over to the running program; 1 there is no display; 2 wrong command line; 3 the data folder, the log, the token file or the desk&apos;s local copy cannot be used, or a program that runs on the folder does not answer, or bellhop-server is missing for the first start of the sample.</source>
        <translation>Rückgabewerte: 0 normal beendet oder an das laufende Programm übergeben; 1 es gibt keine Anzeige; 2 falsche Befehlszeile; 3 der Datenordner, das Protokoll, die Token-Datei oder die lokale Kopie des Desks ist nicht benutzbar, ein Programm, das auf dem Ordner läuft, antwortet nicht, oder bellhop-server fehlt für den ersten Start des Beispiels.</translation>
    </message>
</context>
<context>
    <name>app::SignIn</name>
    <message>
        <source>The desk did not answer in time. Check the address and your connection, then try again.</source>
        <translation>Der Desk hat nicht rechtzeitig geantwortet. Prüfen Sie die Adresse und Ihre Verbindung, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The desk cannot be reached: %1. Check the address and your connection, then try again.</source>
        <translation>Der Desk ist nicht erreichbar: %1. Prüfen Sie die Adresse und Ihre Verbindung, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The e-mail address or the password is not right. Try again, or ask an admin of your desk for a reset.</source>
        <translation>Die E-Mail-Adresse oder das Passwort stimmt nicht. Versuchen Sie es noch einmal, oder bitten Sie die Verwaltung Ihres Desks, das Passwort zurückzusetzen.</translation>
    </message>
    <message>
        <source>Your role has no access to the helpdesk. Ask an admin of your desk.</source>
        <translation>Ihre Rolle hat keinen Zugang zum Helpdesk. Fragen Sie die Verwaltung Ihres Desks.</translation>
    </message>
    <message>
        <source>There is no Bellhop desk at this address. Check it with whoever set up your desk.</source>
        <translation>Unter dieser Adresse gibt es keinen Bellhop-Desk. Fragen Sie, wer Ihren Desk eingerichtet hat.</translation>
    </message>
    <message>
        <source>Too many attempts. Wait a minute, then try again.</source>
        <translation>Zu viele Versuche. Warten Sie eine Minute, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The desk answered with an error (%1). Try again in a moment.</source>
        <translation>Der Desk hat mit einem Fehler geantwortet (%1). Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>This address is not encrypted (http). Use https, so that nobody on the way can read your password.</source>
        <translation>Diese Adresse ist nicht verschlüsselt (http). Verwenden Sie https, damit niemand unterwegs Ihr Passwort lesen kann.</translation>
    </message>
    <message>
        <source>What answers at this address is not a Bellhop desk. Check the address.</source>
        <translation>Was unter dieser Adresse antwortet, ist kein Bellhop-Desk. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>The desk does not know this invitation: it was used, or is older than 7 days, or a part of it is missing. Check it, or ask an admin of your desk for a new one.</source>
        <translation>Der Desk kennt diese Einladung nicht: Sie wurde schon benutzt, ist älter als 7 Tage, oder ein Teil davon fehlt. Prüfen Sie sie, oder bitten Sie einen Admin Ihres Desks um eine neue.</translation>
    </message>
</context>
<context>
    <name>app::SingleInstance</name>
    <message>
        <source>The lock file in the data folder cannot be written. Check the folder&apos;s permissions.</source>
        <translation>Die Sperrdatei im Datenordner kann nicht geschrieben werden. Prüfen Sie die Rechte des Ordners.</translation>
    </message>
</context>
<context>
    <name>app::Translations</name>
    <message>
        <source>Bellhop has no texts in “%1”. It knows: %2.</source>
        <translation>Bellhop hat keine Texte in „%1“. Es kennt: %2.</translation>
    </message>
</context>
<context>
    <name>app::Tray</name>
    <message>
        <source>Show Bellhop</source>
        <translation>Bellhop zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>Bellhop: %n unread ticket(s)</source>
        <translation>
            <numerusform>Bellhop: %n ungelesenes Ticket</numerusform>
            <numerusform>Bellhop: %n ungelesene Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>Bellhop</source>
        <translation>Bellhop</translation>
    </message>
</context>
<context>
    <name>desk::FilterError</name>
    <message>
        <source>There is a closing bracket too many.</source>
        <translation>Es gibt eine schließende Klammer zu viel.</translation>
    </message>
    <message>
        <source>“or” does not fit here.</source>
        <translation>„or“ passt hier nicht.</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>Der Filter ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>A condition is missing after “or”.</source>
        <translation>Nach „or“ fehlt eine Bedingung.</translation>
    </message>
    <message>
        <source>A closing bracket is missing.</source>
        <translation>Eine schließende Klammer fehlt.</translation>
    </message>
    <message>
        <source>Expected a condition such as status:open.</source>
        <translation>Erwartet wird eine Bedingung wie status:open.</translation>
    </message>
    <message>
        <source>There is no field “%1”.</source>
        <translation>Es gibt kein Feld „%1“.</translation>
    </message>
    <message>
        <source>After the field, expected one of :  !:  ~  &lt;  &gt;</source>
        <translation>Nach dem Feld wird eines von :  !:  ~  &lt;  &gt; erwartet</translation>
    </message>
    <message>
        <source>Expected an age such as 2h or 3d, or a date such as 2026-03-01.</source>
        <translation>Erwartet wird ein Alter wie 2h oder 3d oder ein Datum wie 2026-03-01.</translation>
    </message>
    <message>
        <source>A value is missing.</source>
        <translation>Ein Wert fehlt.</translation>
    </message>
    <message>
        <source>A closing quotation mark is missing.</source>
        <translation>Ein schließendes Anführungszeichen fehlt.</translation>
    </message>
    <message>
        <source>The filter is longer than 4,096 characters.</source>
        <translation>Der Filter ist länger als 4.096 Zeichen.</translation>
    </message>
</context>
<context>
    <name>desk::Refusal</name>
    <message>
        <source>This web chat is closed and cannot be opened again. The customer&apos;s next message makes a new ticket.</source>
        <translation>Dieser Webchat ist geschlossen und kann nicht wieder geöffnet werden. Die nächste Nachricht des Kunden macht ein neues Ticket.</translation>
    </message>
    <message>
        <source>The snooze time has already passed. Choose a later one.</source>
        <translation>Der Zeitpunkt der Wiedervorlage ist schon vorbei. Wählen Sie einen späteren.</translation>
    </message>
    <message>
        <source>There is nothing to send: write a text or add a file.</source>
        <translation>Es gibt nichts zu senden: Schreiben Sie einen Text, oder fügen Sie eine Datei hinzu.</translation>
    </message>
    <message>
        <source>The text has %1 bytes; Instagram carries %2. Shorten it, then send again.</source>
        <translation>Der Text hat %1 Bytes; Instagram überträgt %2. Kürzen Sie ihn, und senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>The text has %1 characters; this channel carries %2. Shorten it, then send again.</source>
        <translation>Der Text hat %1 Zeichen; dieser Kanal überträgt %2. Kürzen Sie ihn, und senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>This ticket is marked as spam. Mark it as not spam to answer.</source>
        <translation>Dieses Ticket ist als Spam markiert. Heben Sie das auf, um zu antworten.</translation>
    </message>
    <message>
        <source>SMS carries no files. Remove them, or send a link.</source>
        <translation>SMS überträgt keine Dateien. Entfernen Sie sie, oder senden Sie einen Link.</translation>
    </message>
    <message>
        <source>No label was named, so nothing was changed.</source>
        <translation>Es wurde kein Label genannt, deshalb wurde nichts geändert.</translation>
    </message>
    <message>
        <source>This version of the desk does not know that action. Nothing was changed.</source>
        <translation>Diese Version des Desks kennt diese Aktion nicht. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>It is not said what to bring back, so nothing was changed.</source>
        <translation>Es ist nicht gesagt, was zurückgeholt werden soll; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This ticket was changed again since, so nothing was brought back. Look at it, then set it as it should be.</source>
        <translation>Dieses Ticket wurde inzwischen wieder geändert; nichts wurde zurückgeholt. Sehen Sie es an und stellen Sie es ein, wie es sein soll.</translation>
    </message>
</context>
<context>
    <name>desk::ReplyVerdict</name>
    <message>
        <source>The 24 hours after the customer&apos;s last message are over. WhatsApp carries only approved templates now; a new message of the customer opens the window again.</source>
        <translation>Die 24 Stunden nach der letzten Nachricht des Kunden sind um. WhatsApp überträgt jetzt nur genehmigte Vorlagen; eine neue Nachricht des Kunden öffnet das Fenster wieder.</translation>
    </message>
    <message>
        <source>The 24 hours after the customer&apos;s last message are over. Instagram accepts no reply until the customer writes again.</source>
        <translation>Die 24 Stunden nach der letzten Nachricht des Kunden sind um. Instagram nimmt keine Antwort an, bis der Kunde wieder schreibt.</translation>
    </message>
    <message>
        <source>The customer has not agreed to receive SMS, so no reply can be sent. Notes are possible.</source>
        <translation>Der Kunde hat SMS nicht zugestimmt, deshalb kann keine Antwort gesendet werden. Notizen sind möglich.</translation>
    </message>
    <message>
        <source>The desk has no number that can send SMS to this customer&apos;s country.</source>
        <translation>Der Desk hat keine Nummer, die SMS in das Land dieses Kunden senden kann.</translation>
    </message>
    <message>
        <source>In this customer&apos;s country the desk has only a branded sender name, which cannot receive answers; replies are not sent from it.</source>
        <translation>Im Land dieses Kunden hat der Desk nur einen Absendernamen, der keine Antworten empfangen kann; von ihm werden keine Antworten gesendet.</translation>
    </message>
    <message>
        <source>Your e-mail address is also the customer&apos;s. Zendesk does not deliver an SMS reply then: answer from another account.</source>
        <translation>Ihre E-Mail-Adresse ist auch die des Kunden. Zendesk stellt eine SMS-Antwort dann nicht zu: Antworten Sie von einem anderen Konto.</translation>
    </message>
    <message>
        <source>The customer has not agreed to receive WhatsApp messages, so no reply can be sent. Notes are possible.</source>
        <translation>Der Kunde hat WhatsApp-Nachrichten nicht zugestimmt, deshalb kann keine Antwort gesendet werden. Notizen sind möglich.</translation>
    </message>
    <message>
        <source>This ticket is marked as spam. Mark it as not spam to answer.</source>
        <translation>Dieses Ticket ist als Spam markiert. Heben Sie das auf, um zu antworten.</translation>
    </message>
    <message>
        <source>This customer is blocked. An admin can lift the block.</source>
        <translation>Dieser Kunde ist gesperrt. Die Verwaltung kann die Sperre aufheben.</translation>
    </message>
    <message>
        <source>This web chat is closed and cannot be opened again. The customer&apos;s next message makes a new ticket.</source>
        <translation>Dieser Webchat ist geschlossen und kann nicht wieder geöffnet werden. Die nächste Nachricht des Kunden macht ein neues Ticket.</translation>
    </message>
</context>
<context>
    <name>desk::View</name>
    <message>
        <source>Web chat</source>
        <translation>Webchat</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>Instagram</source>
        <translation>Instagram</translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>My inbox</source>
        <translation>Mein Eingang</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Ohne Zuständige</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Spam</source>
        <translation>Spam</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Bellhop is already running on this data folder but does not answer. End it, then try again.</source>
        <translation>Bellhop läuft auf diesem Datenordner bereits, antwortet aber nicht. Beenden Sie es, und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>models::Actions</name>
    <message>
        <source>Your text is still in the composer.</source>
        <translation>Ihr Text steht noch im Eingabefeld.</translation>
    </message>
    <message>
        <source>The desk has it already, so it cannot be taken back.</source>
        <translation>Der Desk hat es schon; es lässt sich nicht mehr zurückholen.</translation>
    </message>
</context>
<context>
    <name>models::DeskSession</name>
    <message>
        <source>Former agent</source>
        <translation>Früheres Teammitglied</translation>
    </message>
</context>
<context>
    <name>models::DraftKeeper</name>
    <message>
        <source>&quot;%1&quot; is not there any more. Nothing was attached.</source>
        <translation>„%1“ ist nicht mehr da. Nichts wurde angehängt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a file. Only files can be attached.</source>
        <translation>„%1“ ist keine Datei. Nur Dateien können angehängt werden.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2; the limit for one file is %3. Nothing was attached.</source>
        <translation>„%1“ hat %2; die Grenze für eine Datei ist %3. Nichts wurde angehängt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be read: %2. Nothing was attached.</source>
        <translation>„%1“ konnte nicht gelesen werden: %2. Nichts wurde angehängt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; grew beyond the limit for one file. Nothing was attached.</source>
        <translation>„%1“ ist über die Grenze für eine Datei hinaus gewachsen. Nichts wurde angehängt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be kept: %2. Your text is saved; make room on the disk and attach it again.</source>
        <translation>„%1“ konnte nicht gespeichert werden: %2. Ihr Text ist gesichert; schaffen Sie Platz auf dem Datenträger, und hängen Sie die Datei noch einmal an.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be opened: %2. Nothing was attached.</source>
        <translation>„%1“ konnte nicht geöffnet werden: %2. Nichts wurde angehängt.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Your text is saved; &quot;%2&quot; was not attached.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden. Ihr Text ist gesichert; „%2“ wurde nicht angehängt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was not attached: you stopped it.</source>
        <translation>„%1“ wurde nicht angehängt: Sie haben es abgebrochen.</translation>
    </message>
</context>
<context>
    <name>models::FileIntake</name>
    <message>
        <source>&quot;%1&quot; could not be made into a file. Nothing was attached.</source>
        <translation>Aus „%1“ konnte keine Datei gemacht werden. Nichts wurde angehängt.</translation>
    </message>
</context>
<context>
    <name>models::OutboxModel</name>
    <message>
        <source>Can be undone</source>
        <translation>Kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>Wartet: %1</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Needs you: %1</source>
        <translation>Braucht Sie: %1</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>#%1 %2</source>
        <translation>#%1 %2</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>Kein Text</translation>
    </message>
    <message>
        <source>May have been sent already: %1</source>
        <translation>Vielleicht schon gesendet: %1</translation>
    </message>
    <message>
        <source>Taking back, as soon as the desk says whether it was sent</source>
        <translation>Wird zurückgeholt, sobald der Desk sagt, ob es gesendet wurde</translation>
    </message>
    <message>
        <source>Taking back, as soon as the desk can be asked: %1</source>
        <translation>Wird zurückgeholt, sobald der Desk gefragt werden kann: %1</translation>
    </message>
</context>
<context>
    <name>models::PaletteModel</name>
    <message>
        <source>#%1 %2</source>
        <translation>#%1 %2</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Open ticket #%1</source>
        <translation>Ticket Nr. %1 öffnen</translation>
    </message>
    <message>
        <source>Not on this computer; the desk is asked</source>
        <translation>Nicht auf diesem Computer; der Desk wird gefragt</translation>
    </message>
</context>
<context>
    <name>models::SearchModel</name>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>models::ThreadModel</name>
    <message>
        <source>Older messages are on the server only, and there is no connection to it.</source>
        <translation>Ältere Nachrichten liegen nur auf dem Server, und es gibt keine Verbindung zu ihm.</translation>
    </message>
    <message>
        <source>The messages of this ticket cannot be read on this computer. They are safe with the desk.</source>
        <translation>Die Nachrichten dieses Tickets können auf diesem Computer nicht gelesen werden. Beim Desk sind sie sicher.</translation>
    </message>
    <message>
        <source>They cannot be read on this computer; they are safe with the desk.</source>
        <translation>Auf diesem Computer können sie nicht gelesen werden; beim Desk sind sie sicher.</translation>
    </message>
</context>
<context>
    <name>models::UndoStack</name>
    <message>
        <source>This web chat is closed at the desk and cannot be opened again.</source>
        <translation>Dieser Web-Chat ist beim Desk geschlossen und lässt sich nicht wieder öffnen.</translation>
    </message>
    <message>
        <source>The desk has it already, so it cannot be taken back.</source>
        <translation>Der Desk hat es schon; es lässt sich nicht mehr zurückholen.</translation>
    </message>
    <message>
        <source>This desk&apos;s server is older and cannot bring back exactly what was there. Nothing was changed; set it by hand.</source>
        <translation>Der Server dieses Desks ist älter und kann nicht genau zurückholen, was da war. Nichts wurde geändert; stellen Sie es von Hand ein.</translation>
    </message>
</context>
<context>
    <name>models::ViewsModel</name>
    <message numerus="yes">
        <source>%1, %n ticket(s)</source>
        <translation>
            <numerusform>%1, %n Ticket</numerusform>
            <numerusform>%1, %n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Teams</translation>
    </message>
</context>
<context>
    <name>models::Words</name>
    <message>
        <source>The desk</source>
        <translation>Der Desk</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>%1 changed from %2 to %3</source>
        <translation>%1 von %2 auf %3 geändert</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Internal note by %1, %2</source>
        <translation>Interne Notiz von %1, %2</translation>
    </message>
    <message>
        <source>Answer by %1, %2</source>
        <translation>Antwort von %1, %2</translation>
    </message>
    <message>
        <source>%1 wrote, %2</source>
        <translation>%1 schrieb, %2</translation>
    </message>
    <message>
        <source>Attachment: %1</source>
        <translation>Anhang: %1</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Priority %1</source>
        <translation>Priorität %1</translation>
    </message>
    <message>
        <source>Has a draft</source>
        <translation>Hat einen Entwurf</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>Wartet auf das Senden</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>In Warteschlange</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Not known whether it was sent</source>
        <translation>Unbekannt, ob gesendet</translation>
    </message>
    <message>
        <source>Web chat</source>
        <translation>Webchat</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>Instagram</source>
        <translation>Instagram</translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Dringend</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Interne Notiz</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Change team</source>
        <translation>Team ändern</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>Label hinzufügen</translation>
    </message>
    <message>
        <source>Remove a label</source>
        <translation>Label entfernen</translation>
    </message>
    <message>
        <source>Change priority</source>
        <translation>Priorität ändern</translation>
    </message>
    <message>
        <source>Mark read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Mark unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Mark as spam</source>
        <translation>Als Spam markieren</translation>
    </message>
    <message>
        <source>Not spam</source>
        <translation>Kein Spam</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Not sent, needs your decision</source>
        <translation>Nicht gesendet, braucht Ihre Entscheidung</translation>
    </message>
</context>
<context>
    <name>store::OpenFailure</name>
    <message>
        <source>Another program holds the desk&apos;s file %1. Nothing was changed. Close that program and start again.</source>
        <translation>Ein anderes Programm hält die Datei %1 des Desks. Nichts wurde geändert. Schließen Sie das andere Programm, und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full, so the desk&apos;s file %1 cannot be opened for writing. Nothing was lost. Free some space and start again.</source>
        <translation>Der Datenträger ist voll, deshalb kann die Datei %1 des Desks nicht zum Schreiben geöffnet werden. Nichts ging verloren. Schaffen Sie Platz, und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>The desk&apos;s file %1 or its folder may not be written. Nothing was changed. Give your user the right to write there, or choose another folder with --data.</source>
        <translation>Die Datei %1 des Desks oder ihr Ordner darf nicht beschrieben werden. Nichts wurde geändert. Geben Sie Ihrem Benutzer dort Schreibrechte, oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The desk&apos;s file %1 cannot be opened (%2). Nothing was changed. Start again; if it happens again, choose another folder with --data.</source>
        <translation>Die Datei %1 des Desks kann nicht geöffnet werden (%2). Nichts wurde geändert. Starten Sie noch einmal; wenn es wieder geschieht, wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The desk&apos;s file %1 was written by a newer version of Bellhop (its format is %2, this version knows %3). Nothing was changed. Install the newer version, or choose another folder with --data.</source>
        <translation>Die Datei %1 des Desks wurde von einer neueren Version von Bellhop geschrieben (ihr Format ist %2, diese Version kennt %3). Nichts wurde geändert. Installieren Sie die neuere Version, oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Nothing was changed. Choose another folder with --data.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden. Nichts wurde geändert. Wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The desk&apos;s file %1 is damaged and cannot be put aside. Nothing was changed. Move it to another folder and start again.</source>
        <translation>Die Datei %1 des Desks ist beschädigt und kann nicht beiseitegelegt werden. Nichts wurde geändert. Verschieben Sie sie in einen anderen Ordner, und starten Sie noch einmal.</translation>
    </message>
</context>
<context>
    <name>store::SearchThread</name>
    <message>
        <source>The search could not be finished because the desk&apos;s file could not be read. Nothing was changed. Try again.</source>
        <translation>Die Suche konnte nicht beendet werden, weil die Datei des Desks nicht gelesen werden konnte. Nichts wurde geändert. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>store::Trouble</name>
    <message>
        <source>Another program is using the desk&apos;s file, so this change was not stored. Nothing else was lost. Close the other program and try again.</source>
        <translation>Ein anderes Programm benutzt die Datei des Desks, deshalb wurde diese Änderung nicht gespeichert. Sonst ging nichts verloren. Schließen Sie das andere Programm, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full, so this change was not stored. Everything stored before is safe. Free some space and try again.</source>
        <translation>Der Datenträger ist voll, deshalb wurde diese Änderung nicht gespeichert. Alles zuvor Gespeicherte ist sicher. Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The desk&apos;s file or its folder may not be written, so this change was not stored. Everything stored before is safe. Give your user the right to write there and try again.</source>
        <translation>Die Datei des Desks oder ihr Ordner darf nicht beschrieben werden, deshalb wurde diese Änderung nicht gespeichert. Alles zuvor Gespeicherte ist sicher. Geben Sie Ihrem Benutzer dort Schreibrechte, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The work was stopped before it was finished. Nothing was changed.</source>
        <translation>Die Arbeit wurde abgebrochen, bevor sie fertig war. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The desk&apos;s file could not be read or written, so this change was not stored. Everything stored before is safe. Try again; if it happens again, restart the program.</source>
        <translation>Die Datei des Desks konnte nicht gelesen oder geschrieben werden, deshalb wurde diese Änderung nicht gespeichert. Alles zuvor Gespeicherte ist sicher. Versuchen Sie es noch einmal; wenn es wieder geschieht, starten Sie das Programm neu.</translation>
    </message>
    <message numerus="yes">
        <source>%n unsent message(s) and draft(s) were rescued and are in their places.</source>
        <translation>
            <numerusform>%n nicht gesendete Nachricht oder ein Entwurf wurde gerettet und ist an seinem Platz.</numerusform>
            <numerusform>%n nicht gesendete Nachrichten und Entwürfe wurden gerettet und sind an ihren Plätzen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No unsent message and no draft could be read from it.</source>
        <translation>Keine ungesendete Nachricht und kein Entwurf ließ sich daraus lesen.</translation>
    </message>
    <message>
        <source>A copy of them is in %1.</source>
        <translation>Eine Kopie davon liegt in %1.</translation>
    </message>
    <message>
        <source>The local copy of the desk was damaged and has been put aside as %1; nothing of it was deleted. It is loaded again from the server.</source>
        <translation>Die lokale Kopie des Desks war beschädigt und wurde als %1 beiseitegelegt; nichts davon wurde gelöscht. Sie wird wieder vom Server geladen.</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts was damaged and has been put aside as %1; nothing of it was deleted.</source>
        <translation>Die Datei mit Ihren nicht gesendeten Nachrichten und Entwürfen war beschädigt und wurde als %1 beiseitegelegt; nichts davon wurde gelöscht.</translation>
    </message>
    <message>
        <source>Your unsent messages and drafts are safe.</source>
        <translation>Ihre nicht gesendeten Nachrichten und Entwürfe sind sicher.</translation>
    </message>
    <message numerus="yes">
        <source>What waited for %n ticket(s) could not be read: %1. Look there for what is missing.</source>
        <translation>
            <numerusform>Was für %n Ticket wartete, konnte nicht gelesen werden: %1. Sehen Sie dort nach, was fehlt.</numerusform>
            <numerusform>Was für %n Tickets wartete, konnte nicht gelesen werden: %1. Sehen Sie dort nach, was fehlt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The desk&apos;s file is damaged, so this change was not stored. The program puts the file aside, keeps unsent messages and drafts, and loads the rest again from the server. Try again then; if this stays, look at the disk.</source>
        <translation>Die Datei des Desks ist beschädigt, deshalb wurde diese Änderung nicht gespeichert. Das Programm legt die Datei beiseite, behält nicht gesendete Nachrichten und Entwürfe und lädt alles andere wieder vom Server. Versuchen Sie es dann noch einmal; wenn es so bleibt, prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>The local copy of the desk was not there. It is loaded again from the server.</source>
        <translation>Die lokale Kopie des Desks war nicht da. Sie wird wieder vom Server geladen.</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts was not there any more. What waited in it is lost, unless you find the file and put it back while the program is closed.</source>
        <translation>Die Datei mit Ihren nicht gesendeten Nachrichten und Entwürfen war nicht mehr da. Was darin wartete, ist verloren, wenn Sie die Datei nicht finden und bei geschlossenem Programm zurücklegen.</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts is older than what was stored in it; its log is gone. The last messages and drafts may be missing. Look through what you wrote last.</source>
        <translation>Die Datei mit Ihren nicht gesendeten Nachrichten und Entwürfen ist älter als das, was darin gespeichert wurde; ihr Protokoll fehlt. Die letzten Nachrichten und Entwürfe fehlen vielleicht. Sehen Sie nach, was Sie zuletzt geschrieben haben.</translation>
    </message>
</context>
<context>
    <name>store::Worker</name>
    <message>
        <source>The desk&apos;s file is not open, so nothing was stored. Restart the program.</source>
        <translation>Die Datei des Desks ist nicht geöffnet, deshalb wurde nichts gespeichert. Starten Sie das Programm neu.</translation>
    </message>
</context>
<context>
    <name>store::Writer</name>
    <message>
        <source>This ticket is not here any more. Nothing was changed.</source>
        <translation>Dieses Ticket ist nicht mehr hier. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The desk was restored, and the number of the ticket for which this was written is another customer&apos;s now. It was not sent; the text is kept. Copy it to the right ticket, then discard it here.</source>
        <translation>Der Desk wurde zurückgesetzt, und die Nummer des Tickets, für das dies geschrieben wurde, gehört jetzt einem anderen Kunden. Es wurde nicht gesendet; der Text ist erhalten. Kopieren Sie ihn in das richtige Ticket, und verwerfen Sie ihn dann hier.</translation>
    </message>
</context>
<context>
    <name>syncing::Download</name>
    <message>
        <source>%1 cannot be written (%2), so the file was not loaded. Free some space or choose another place, then try again.</source>
        <translation>%1 kann nicht geschrieben werden (%2), deshalb wurde die Datei nicht geladen. Schaffen Sie Platz, oder wählen Sie einen anderen Ort, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). What has come is kept. Free some space, then try again.</source>
        <translation>%1 kann nicht geschrieben werden (%2). Was schon da ist, bleibt erhalten. Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The server has not got this file any more, so it was not loaded.</source>
        <translation>Der Server hat diese Datei nicht mehr, deshalb wurde sie nicht geladen.</translation>
    </message>
    <message>
        <source>The file could not be loaded completely. What has come is kept and the rest is loaded when you try again. %1</source>
        <translation>Die Datei konnte nicht vollständig geladen werden. Was schon da ist, bleibt erhalten; der Rest wird geladen, wenn Sie es noch einmal versuchen. %1</translation>
    </message>
    <message>
        <source>The file that arrived is not the one that was sent (its check sum differs), so it was not kept. Try again; if it happens again, tell whoever runs the server.</source>
        <translation>Die angekommene Datei ist nicht die gesendete (ihre Prüfsumme weicht ab), deshalb wurde sie nicht behalten. Versuchen Sie es noch einmal; wenn es wieder geschieht, melden Sie es der Serververwaltung.</translation>
    </message>
    <message>
        <source>%1 cannot be written. What has come is kept beside it. Choose another place, then try again.</source>
        <translation>%1 kann nicht geschrieben werden. Was schon da ist, bleibt daneben erhalten. Wählen Sie einen anderen Ort, und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>syncing::Engine</name>
    <message>
        <source>This desk is not connected, so nothing was loaded. What is stored here stays. Connect it and try again.</source>
        <translation>Dieser Desk ist nicht verbunden, deshalb wurde nichts geladen. Was hier gespeichert ist, bleibt. Verbinden Sie ihn, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This desk is not connected, so nothing was done. Connect it and try again.</source>
        <translation>Dieser Desk ist nicht verbunden, deshalb wurde nichts getan. Verbinden Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>syncing::OnDemand</name>
    <message>
        <source>The server asked to slow down.</source>
        <translation>Der Server bat um eine Pause.</translation>
    </message>
    <message>
        <source>The server has a problem (%1).</source>
        <translation>Der Server hat ein Problem (%1).</translation>
    </message>
    <message>
        <source>Something else than the desk answered (%1).</source>
        <translation>Etwas anderes als der Desk hat geantwortet (%1).</translation>
    </message>
    <message>
        <source>The server cannot be reached (%1).</source>
        <translation>Der Server ist nicht erreichbar (%1).</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be understood (%1).</source>
        <translation>Die Antwort des Servers war nicht zu verstehen (%1).</translation>
    </message>
</context>
<context>
    <name>syncing::People</name>
    <message>
        <source>No answer came from the desk (%1). Try again when it is back; if the agent is known by then, reset the password for an invitation.</source>
        <translation>Vom Desk kam keine Antwort (%1). Versuchen Sie es noch einmal, wenn er wieder da ist; ist der Agent dann schon bekannt, setzen Sie für eine Einladung das Passwort zurück.</translation>
    </message>
    <message>
        <source>The desk could not do it (%1). Nothing was changed; try again in a moment.</source>
        <translation>Der Desk konnte das nicht ausführen (%1). Nichts wurde geändert; versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>syncing::Push</name>
    <message>
        <source>A newer message arrived while this was on its way, so it was not sent. The text is kept. Read what is new, then send it anyway or change it.</source>
        <translation>Während dies unterwegs war, kam eine neuere Nachricht, deshalb wurde es nicht gesendet. Der Text bleibt erhalten. Lesen Sie das Neue, und senden Sie ihn trotzdem oder ändern Sie ihn.</translation>
    </message>
    <message>
        <source>The server refused this (%1), so nothing was done. The text is kept. Change it and try again, or discard it.</source>
        <translation>Der Server hat dies abgelehnt (%1), deshalb geschah nichts. Der Text bleibt erhalten. Ändern Sie ihn, und versuchen Sie es noch einmal, oder verwerfen Sie ihn.</translation>
    </message>
    <message>
        <source>The desk&apos;s server is older than this program and does not know a part of what this asks for. Nothing was done; the text is kept. Change it, or try again once the server is updated. (%1)</source>
        <translation>Der Server des Desks ist älter als dieses Programm und kennt einen Teil davon nicht. Nichts wurde getan; der Text ist aufbewahrt. Ändern Sie ihn, oder versuchen Sie es erneut, sobald der Server aktualisiert ist. (%1)</translation>
    </message>
    <message>
        <source>This desk&apos;s server is older and cannot say whether it was sent.</source>
        <translation>Der Server dieses Desks ist älter und kann nicht sagen, ob es gesendet wurde.</translation>
    </message>
    <message>
        <source>%1 It was not taken back and is not sent again by itself. Look into the ticket whether the customer has it; then try again, or discard it.</source>
        <translation>%1 Es wurde nicht zurückgeholt und wird nicht von selbst erneut gesendet. Sehen Sie im Ticket nach, ob der Kunde es hat; versuchen Sie es dann erneut, oder verwerfen Sie es.</translation>
    </message>
</context>
<context>
    <name>syncing::Status</name>
    <message>
        <source>The server&apos;s certificate is not trusted (%1), so nothing was sent. What you do is kept and goes out later. Check the address and the computer&apos;s clock, or ask whoever runs the server.</source>
        <translation>Dem Zertifikat des Servers wird nicht vertraut (%1), deshalb wurde nichts gesendet. Was Sie tun, bleibt erhalten und geht später hinaus. Prüfen Sie die Adresse und die Uhr des Computers, oder fragen Sie die Serververwaltung.</translation>
    </message>
    <message>
        <source>The server asked to slow down. What you do is kept and goes out in a moment.</source>
        <translation>Der Server bat um eine Pause. Was Sie tun, bleibt erhalten und geht gleich hinaus.</translation>
    </message>
    <message>
        <source>The server has a problem (%1). What you do is kept and goes out when it is well again; it is tried again by itself.</source>
        <translation>Der Server hat ein Problem (%1). Was Sie tun, bleibt erhalten und geht hinaus, sobald es behoben ist; es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Something else than the desk answered (%1), perhaps a sign-in page of this network. What you do is kept. Open a web page to sign in to the network, or check the server&apos;s address.</source>
        <translation>Etwas anderes als der Desk hat geantwortet (%1), vielleicht eine Anmeldeseite dieses Netzes. Was Sie tun, bleibt erhalten. Öffnen Sie eine Webseite, um sich am Netz anzumelden, oder prüfen Sie die Adresse des Servers.</translation>
    </message>
    <message>
        <source>The server cannot be reached (%1). What you do is kept and goes out when the line is back; it is tried again by itself.</source>
        <translation>Der Server ist nicht erreichbar (%1). Was Sie tun, bleibt erhalten und geht hinaus, sobald die Verbindung zurück ist; es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>You are signed out of this desk. Your drafts and unsent messages are kept. Sign in again to go on.</source>
        <translation>Sie sind von diesem Desk abgemeldet. Ihre Entwürfe und nicht gesendeten Nachrichten bleiben erhalten. Melden Sie sich wieder an, um fortzufahren.</translation>
    </message>
    <message>
        <source>Your role has no access to this desk%1. Drafts and unsent messages are kept. Ask an administrator of the desk.</source>
        <translation>Ihre Rolle hat keinen Zugang zu diesem Desk%1. Entwürfe und nicht gesendete Nachrichten bleiben erhalten. Fragen Sie die Verwaltung des Desks.</translation>
    </message>
    <message>
        <source>At this address there is another desk than the one that is stored here, so nothing was exchanged. Everything here is kept. Check the server&apos;s address, or add the other desk as a new one.</source>
        <translation>Unter dieser Adresse liegt ein anderer Desk als der hier gespeicherte, deshalb wurde nichts ausgetauscht. Alles hier bleibt erhalten. Prüfen Sie die Adresse des Servers, oder fügen Sie den anderen Desk als neuen hinzu.</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be understood (%1), so it was not used. Nothing here was changed; it is asked again by itself. If this stays, update the program or tell whoever runs the server.</source>
        <translation>Die Antwort des Servers war nicht zu verstehen (%1), deshalb wurde sie nicht verwendet. Hier wurde nichts geändert; es wird von selbst wieder gefragt. Wenn es so bleibt, aktualisieren Sie das Programm, oder melden Sie es der Serververwaltung.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. They are asked for again by themselves; if this stays, update the program.</source>
        <translation>
            <numerusform>%n Eintrag des Desks konnte nicht gelesen werden und wird nicht gezeigt (%1). Alles andere ist aktuell. Er wird von selbst wieder angefordert; wenn es so bleibt, aktualisieren Sie das Programm.</numerusform>
            <numerusform>%n Einträge des Desks konnten nicht gelesen werden und werden nicht gezeigt (%1). Alles andere ist aktuell. Sie werden von selbst wieder angefordert; wenn es so bleibt, aktualisieren Sie das Programm.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. They come again when somebody changes them; if this stays, update the program.</source>
        <translation>
            <numerusform>%n Eintrag des Desks konnte nicht gelesen werden und wird nicht gezeigt (%1). Alles andere ist aktuell. Er kommt wieder, wenn jemand ihn ändert; wenn es so bleibt, aktualisieren Sie das Programm.</numerusform>
            <numerusform>%n Einträge des Desks konnten nicht gelesen werden und werden nicht gezeigt (%1). Alles andere ist aktuell. Sie kommen wieder, wenn jemand sie ändert; wenn es so bleibt, aktualisieren Sie das Programm.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. Some are asked for again by themselves, the others come when somebody changes them; if this stays, update the program.</source>
        <translation>
            <numerusform>%n Eintrag des Desks konnte nicht gelesen werden und wird nicht gezeigt (%1). Alles andere ist aktuell. Er wird von selbst wieder angefordert oder kommt, wenn jemand ihn ändert; wenn es so bleibt, aktualisieren Sie das Programm.</numerusform>
            <numerusform>%n Einträge des Desks konnten nicht gelesen werden und werden nicht gezeigt (%1). Alles andere ist aktuell. Einige werden von selbst wieder angefordert, die anderen kommen, wenn jemand sie ändert; wenn es so bleibt, aktualisieren Sie das Programm.</numerusform>
        </translation>
    </message>
    <message>
        <source>The desk&apos;s server says: %1 What you do is kept and goes out when it is well again; it is tried again by itself.</source>
        <translation>Der Server des Desks meldet: %1 Was Sie tun, bleibt erhalten und geht hinaus, sobald es behoben ist; es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong: it shows %1, and at the desk it is %2. What you do is kept and goes out with the desk&apos;s time; ages and the times of snoozes may be shown wrong here. Set the clock right in the system&apos;s settings.</source>
        <translation>Die Uhr dieses Rechners geht falsch: Sie zeigt %1, beim Desk ist es %2. Was Sie tun, bleibt erhalten und geht mit der Zeit des Desks hinaus; Alter und Wiedervorlagen werden hier vielleicht falsch angezeigt. Stellen Sie die Uhr in den Einstellungen des Systems richtig.</translation>
    </message>
</context>
<context>
    <name>syncing::Upload</name>
    <message>
        <source>The file %1 cannot be read any more, so the message was not sent. Its text is kept. Remove the file or add it again.</source>
        <translation>Die Datei %1 kann nicht mehr gelesen werden, deshalb wurde die Nachricht nicht gesendet. Ihr Text bleibt erhalten. Entfernen Sie die Datei, oder fügen Sie sie noch einmal hinzu.</translation>
    </message>
    <message>
        <source>The file %1 has changed, so the message was not sent. Its text is kept. Remove the file or add it again.</source>
        <translation>Die Datei %1 hat sich geändert, deshalb wurde die Nachricht nicht gesendet. Ihr Text bleibt erhalten. Entfernen Sie die Datei, oder fügen Sie sie noch einmal hinzu.</translation>
    </message>
</context>
<context>
    <name>ui::AttachmentTile</name>
    <message>
        <source>Fetching …</source>
        <translation>Wird geholt …</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Attachment %1</source>
        <translation>Anhang %1</translation>
    </message>
    <message>
        <source>Opens the file</source>
        <translation>Öffnet die Datei</translation>
    </message>
    <message>
        <source>No program here opens this kind of file; save it instead.</source>
        <translation>Kein Programm hier öffnet diese Art Datei; speichern Sie sie stattdessen.</translation>
    </message>
    <message>
        <source>Save attachment</source>
        <translation>Anhang speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Saves the file</source>
        <translation>Speichert die Datei</translation>
    </message>
</context>
<context>
    <name>ui::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>kind of message, message</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::BodyView</name>
    <message>
        <source>Careful: this says “%1” but leads to
%2</source>
        <translation>Vorsicht: Hier steht „%1“, der Link führt aber zu
%2</translation>
    </message>
    <message>
        <source>A link that is not what it says</source>
        <translation>Ein Link, der nicht ist, was er sagt</translation>
    </message>
    <message>
        <source>The text names another address than the link leads to.</source>
        <translation>Der Text nennt eine andere Adresse als die, zu der der Link führt.</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy whole text</source>
        <translation>Ganzen Text kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>Link-Adresse kopieren</translation>
    </message>
</context>
<context>
    <name>ui::Chip</name>
    <message>
        <source>Delete removes it</source>
        <translation>Entf entfernt es</translation>
    </message>
</context>
<context>
    <name>ui::ChipFlow</name>
    <message>
        <source>Add label</source>
        <translation>Label hinzufügen</translation>
    </message>
</context>
<context>
    <name>ui::Composer</name>
    <message>
        <source>Write a note; only your team sees it</source>
        <translation>Notiz schreiben; nur Ihr Team sieht sie</translation>
    </message>
    <message>
        <source>Replies are closed; a note is possible</source>
        <translation>Antworten sind geschlossen; eine Notiz ist möglich</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Antwort schreiben</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>%1 antworten</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz ablegen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message numerus="yes">
        <source>Undo for %n s</source>
        <translation>
            <numerusform>%n s lang rückgängig</numerusform>
            <numerusform>%n s lang rückgängig</numerusform>
        </translation>
    </message>
    <message>
        <source>The macro closes the ticket after sending</source>
        <translation>Das Makro schließt das Ticket nach dem Senden</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>Entwurf gespeichert</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Nothing was sent: %1 has no value for this customer. Write it in or take it out.</source>
        <translation>Nichts wurde gesendet: %1 hat für diesen Kunden keinen Wert. Tragen Sie ihn ein, oder nehmen Sie die Stelle heraus.</translation>
    </message>
    <message>
        <source>Kind of message</source>
        <translation>Art der Nachricht</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Link …</source>
        <translation>Link …</translation>
    </message>
    <message>
        <source>/ macros</source>
        <translation>/ Makros</translation>
    </message>
    <message>
        <source>Insert a macro</source>
        <translation>Makro einfügen</translation>
    </message>
    <message>
        <source>Insert a macro, or type / at the start of a word</source>
        <translation>Makro einfügen, oder / am Wortanfang tippen</translation>
    </message>
    <message>
        <source>@ mention</source>
        <translation>@ erwähnen</translation>
    </message>
    <message>
        <source>Mention a colleague</source>
        <translation>Jemanden im Team erwähnen</translation>
    </message>
    <message>
        <source>Attach files …</source>
        <translation>Dateien anhängen …</translation>
    </message>
    <message>
        <source>Send and close</source>
        <translation>Senden und schließen</translation>
    </message>
    <message>
        <source>Send and snooze</source>
        <translation>Senden und zurückstellen</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>Makros</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>Erwähnen</translation>
    </message>
    <message>
        <source>This customer has no value for %1. Write it in before sending.</source>
        <translation>Dieser Kunde hat keinen Wert für %1. Tragen Sie ihn vor dem Senden ein.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>“%1” is no web, mail or telephone address.</source>
        <translation>„%1“ ist keine Web-, Mail- oder Telefonadresse.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>This channel carries no files (SMS is text only). Nothing was attached.</source>
        <translation>Dieser Kanal überträgt keine Dateien (SMS ist nur Text). Nichts wurde angehängt.</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Attachment %1; Delete removes it</source>
        <translation>Anhang %1; Entf entfernt ihn</translation>
    </message>
    <message>
        <source>Goes out as soon as its files are attached</source>
        <translation>Geht hinaus, sobald die Dateien angehängt sind</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Earlier versions…</source>
        <translation>Frühere Fassungen …</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1, %2 %</translation>
    </message>
    <message>
        <source>%1, attaching …</source>
        <translation>%1, wird angehängt …</translation>
    </message>
    <message>
        <source>Attaching %1; Delete stops it</source>
        <translation>%1 wird angehängt; Entf bricht es ab</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of this version were sent or taken away since; attach them again.</source>
        <translation>
            <numerusform>%n Datei dieser Fassung wurde inzwischen gesendet oder entfernt; hängen Sie sie noch einmal an.</numerusform>
            <numerusform>%n Dateien dieser Fassung wurden inzwischen gesendet oder entfernt; hängen Sie sie noch einmal an.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DiscardQuestion</name>
    <message>
        <source>Discard this text?</source>
        <translation>Diesen Text verwerfen?</translation>
    </message>
    <message>
        <source>Discard this action?</source>
        <translation>Diese Aktion verwerfen?</translation>
    </message>
    <message>
        <source>It is never sent. “Edit” would put it back into the composer instead; a copy stays among the ticket&apos;s earlier versions.</source>
        <translation>Er wird nie gesendet. „Bearbeiten“ holt ihn stattdessen zurück in das Eingabefeld; eine Kopie bleibt bei den früheren Fassungen des Tickets.</translation>
    </message>
    <message>
        <source>The ticket goes back to what the desk has.</source>
        <translation>Das Ticket kehrt zu dem zurück, was der Desk hat.</translation>
    </message>
    <message>
        <source>Discard the text</source>
        <translation>Text verwerfen</translation>
    </message>
    <message>
        <source>Discard the action</source>
        <translation>Aktion verwerfen</translation>
    </message>
    <message>
        <source>Take this text back?</source>
        <translation>Diesen Text zurückholen?</translation>
    </message>
    <message>
        <source>Take this action back?</source>
        <translation>Diese Aktion zurückholen?</translation>
    </message>
    <message>
        <source>It may have been sent already; Bellhop asks the desk as soon as it can. If it was not, it never will be. If it was, it stands, and you are told.</source>
        <translation>Vielleicht wurde es schon gesendet; Bellhop fragt den Desk, sobald es kann. Wenn nicht, wird es nie gesendet. Wenn doch, bleibt es, und Sie erfahren es.</translation>
    </message>
    <message>
        <source>It may have been sent already, and nobody can tell. Discarding it only ends the attempts from here: look into the ticket whether it arrived.</source>
        <translation>Vielleicht wurde es schon gesendet, und niemand kann es sagen. Verwerfen beendet nur die Versuche von hier: Sehen Sie im Ticket nach, ob es angekommen ist.</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>ui::DraftVersions</name>
    <message>
        <source>%1: %2</source>
        <comment>time, first words</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, with %n file(s): %2</source>
        <comment>time, first words</comment>
        <translation>
            <numerusform>%1, mit %n Datei: %2</numerusform>
            <numerusform>%1, mit %n Dateien: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Earlier versions - Bellhop</source>
        <translation>Frühere Fassungen - Bellhop</translation>
    </message>
    <message>
        <source>This text has no earlier version yet. One is kept every half minute of writing, and whenever much is taken out.</source>
        <translation>Dieser Text hat noch keine frühere Fassung. Eine wird nach jeder halben Minute Schreiben behalten und immer, wenn viel herausgenommen wird.</translation>
    </message>
    <message>
        <source>The one that you choose becomes the draft; what stands there now is kept as a version.</source>
        <translation>Die gewählte wird zum Entwurf; was jetzt dort steht, bleibt als Fassung erhalten.</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Frühere Fassungen</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>Diese Fassung verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::FaceButton</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Menu of %1</source>
        <translation>Menü von %1</translation>
    </message>
</context>
<context>
    <name>ui::FileOpening</name>
    <message>
        <source>“%1” is not what its name says</source>
        <translation>„%1“ ist nicht, was der Name sagt</translation>
    </message>
    <message>
        <source>What is in it is of another kind, so it is not opened. Save it only if you know what it is.</source>
        <translation>Der Inhalt ist von anderer Art, deshalb wird die Datei nicht geöffnet. Speichern Sie sie nur, wenn Sie wissen, was sie ist.</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Always open pictures without asking</source>
        <translation>Bilder immer ohne Frage öffnen</translation>
    </message>
    <message>
        <source>Always open PDF files without asking</source>
        <translation>PDF-Dateien immer ohne Frage öffnen</translation>
    </message>
    <message>
        <source>Always open text files without asking</source>
        <translation>Textdateien immer ohne Frage öffnen</translation>
    </message>
    <message>
        <source>Always open office documents without asking</source>
        <translation>Office-Dokumente immer ohne Frage öffnen</translation>
    </message>
    <message>
        <source>Always open sound files without asking</source>
        <translation>Tondateien immer ohne Frage öffnen</translation>
    </message>
    <message>
        <source>Open “%1”?</source>
        <translation>„%1“ öffnen?</translation>
    </message>
    <message>
        <source>It came from outside, and another program will read it. Open only what you expected to get.</source>
        <translation>Die Datei kam von außen, und ein anderes Programm wird sie lesen. Öffnen Sie nur, was Sie erwartet haben.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Always open videos without asking</source>
        <translation>Videos immer ohne Frage öffnen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
</context>
<context>
    <name>ui::FileShelf</name>
    <message>
        <source>The file could not be fetched: there is no place to put it or no connection.</source>
        <translation>Die Datei konnte nicht geholt werden: Es gibt keinen Platz dafür oder keine Verbindung.</translation>
    </message>
    <message>
        <source>The fetched file is not here any more; press it again to fetch it.</source>
        <translation>Die geholte Datei ist nicht mehr hier; drücken Sie noch einmal darauf, um sie zu holen.</translation>
    </message>
    <message>
        <source>It could not be written to %1; choose another folder.</source>
        <translation>Nach %1 konnte nicht geschrieben werden; wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>ui::FirstRun</name>
    <message>
        <source>Welcome to Bellhop</source>
        <translation>Willkommen bei Bellhop</translation>
    </message>
    <message>
        <source>All conversations of your customers in one place, on your computer. How do you want to begin?</source>
        <translation>Alle Gespräche mit Ihren Kunden an einem Ort, auf Ihrem Computer. Wie möchten Sie beginnen?</translation>
    </message>
    <message>
        <source>Try the sample desk</source>
        <translation>Den Beispiel-Desk ausprobieren</translation>
    </message>
    <message>
        <source>A made-up shop with tickets on every channel, on this computer only. Nothing is sent to anybody.</source>
        <translation>Ein erfundener Laden mit Tickets auf allen Kanälen, nur auf diesem Computer. Niemandem wird etwas gesendet.</translation>
    </message>
    <message>
        <source>Connect to your team&apos;s desk</source>
        <translation>Mit dem Desk Ihres Teams verbinden</translation>
    </message>
    <message>
        <source>Address of the desk</source>
        <translation>Adresse des Desks</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmeldung läuft</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Type the address of your desk. Your administrator knows it.</source>
        <translation>Geben Sie die Adresse Ihres Desks ein. Ihre Verwaltung kennt sie.</translation>
    </message>
    <message>
        <source>This is not an address of a desk. It looks like https://desk.shop.example.</source>
        <translation>Das ist keine Adresse eines Desks. Sie sieht so aus: https://desk.shop.example.</translation>
    </message>
    <message>
        <source>This address is not protected: use https, so that nobody on the way reads your password.</source>
        <translation>Diese Adresse ist nicht geschützt: Verwenden Sie https, damit niemand unterwegs Ihr Passwort liest.</translation>
    </message>
    <message>
        <source>Type the e-mail address that you sign in with.</source>
        <translation>Geben Sie die E-Mail-Adresse ein, mit der Sie sich anmelden.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Geben Sie Ihr Passwort ein.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Wieder anmelden</translation>
    </message>
    <message>
        <source>Your sign-in has ended. What you wrote and did is kept and goes out when you are signed in.</source>
        <translation>Ihre Anmeldung ist abgelaufen. Was Sie geschrieben und getan haben, bleibt erhalten und geht hinaus, sobald Sie angemeldet sind.</translation>
    </message>
    <message>
        <source>Sign in - Bellhop</source>
        <translation>Anmelden - Bellhop</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>Neues Passwort, noch einmal</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>Set password and sign in</source>
        <translation>Passwort setzen und anmelden</translation>
    </message>
    <message>
        <source>I have a password</source>
        <translation>Ich habe ein Passwort</translation>
    </message>
    <message>
        <source>I have an invitation</source>
        <translation>Ich habe eine Einladung</translation>
    </message>
    <message>
        <source>Paste the invitation that an admin of your desk gave you.</source>
        <translation>Fügen Sie die Einladung ein, die Sie von einem Admin Ihres Desks bekommen haben.</translation>
    </message>
    <message>
        <source>Choose a password.</source>
        <translation>Wählen Sie ein Passwort.</translation>
    </message>
    <message>
        <source>This password is too short. Use at least 10 characters.</source>
        <translation>Dieses Passwort ist zu kurz. Nehmen Sie mindestens 10 Zeichen.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the new one once more.</source>
        <translation>Die beiden Passwörter sind verschieden. Geben Sie das neue noch einmal ein.</translation>
    </message>
</context>
<context>
    <name>ui::IconButton</name>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a button, its key</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>ui::InviteDialog</name>
    <message>
        <source>Invite an agent</source>
        <translation>Agent einladen</translation>
    </message>
    <message>
        <source>Whoever has the invitation chooses a password and works on this desk.</source>
        <translation>Wer die Einladung hat, wählt ein Passwort und arbeitet an diesem Desk.</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Type the agent&apos;s name.</source>
        <translation>Geben Sie den Namen des Agenten ein.</translation>
    </message>
    <message>
        <source>Type the agent&apos;s e-mail address.</source>
        <translation>Geben Sie die E-Mail-Adresse des Agenten ein.</translation>
    </message>
</context>
<context>
    <name>ui::KeyValueRow</name>
    <message>
        <source>%1: %2</source>
        <comment>key, value</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::KeysDialog</name>
    <message>
        <source>Find a command</source>
        <translation>Befehl finden</translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation>Auf Vorgabe zurück</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Keyboard shortcuts - Bellhop</source>
        <translation>Tastenkürzel - Bellhop</translation>
    </message>
    <message>
        <source>Commands and keys</source>
        <translation>Befehle und Tasten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>“%1” had this key and has none now.</source>
        <translation>„%1“ hatte diese Taste und hat jetzt keine.</translation>
    </message>
</context>
<context>
    <name>ui::LabelPopover</name>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Find a label</source>
        <translation>Label finden</translation>
    </message>
    <message>
        <source>This desk has no labels yet.</source>
        <translation>Dieser Desk hat noch keine Labels.</translation>
    </message>
</context>
<context>
    <name>ui::LinkMarks</name>
    <message>
        <source>(leads to %1)</source>
        <translation>(führt zu %1)</translation>
    </message>
</context>
<context>
    <name>ui::LinkRow</name>
    <message>
        <source>%1, %2</source>
        <comment>row, remark</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>ui::LinkWords</name>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>Catching up…</source>
        <translation>Holt auf …</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Not caught up yet</source>
        <translation>Noch nicht aktuell</translation>
    </message>
    <message>
        <source>Caught up to %1</source>
        <translation>Aktuell bis %1</translation>
    </message>
    <message>
        <source>History %1 %</source>
        <translation>Verlauf %1 %</translation>
    </message>
    <message>
        <source>Your desk cannot be reached</source>
        <translation>Ihr Desk ist nicht erreichbar</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Your desk is closed to you</source>
        <translation>Ihr Desk ist für Sie geschlossen</translation>
    </message>
    <message>
        <source>Your tickets come here once you are signed in.</source>
        <translation>Ihre Tickets kommen hierher, sobald Sie angemeldet sind.</translation>
    </message>
    <message>
        <source>Getting your desk</source>
        <translation>Ihr Desk wird geholt</translation>
    </message>
    <message>
        <source>The newest tickets come first; you can start as soon as they stand here.</source>
        <translation>Die neuesten Tickets kommen zuerst; Sie können anfangen, sobald sie hier stehen.</translation>
    </message>
</context>
<context>
    <name>ui::ListPanel</name>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Longest waiting first</source>
        <translation>Am längsten wartende zuerst</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>Dringendste zuerst</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>Fetching the desk</source>
        <translation>Desk wird geholt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Any</source>
        <comment>status</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Sort: %1</source>
        <translation>Sortierung: %1</translation>
    </message>
    <message>
        <source>Nothing is snoozed</source>
        <translation>Nichts ist zurückgestellt</translation>
    </message>
    <message>
        <source>A snoozed ticket waits here until its time comes or the customer writes.</source>
        <translation>Ein zurückgestelltes Ticket wartet hier, bis seine Zeit kommt oder der Kunde schreibt.</translation>
    </message>
    <message>
        <source>Nothing is closed yet</source>
        <translation>Noch ist nichts geschlossen</translation>
    </message>
    <message>
        <source>Finished tickets are kept here.</source>
        <translation>Erledigte Tickets werden hier aufbewahrt.</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>Alles erledigt</translation>
    </message>
    <message>
        <source>Nothing open is assigned to you. New tickets appear here by themselves.</source>
        <translation>Ihnen ist nichts Offenes zugewiesen. Neue Tickets erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>Look at Unassigned</source>
        <translation>„Ohne Zuständige“ ansehen</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Niemand wartet</translation>
    </message>
    <message>
        <source>Every open ticket has somebody who sees to it.</source>
        <translation>Um jedes offene Ticket kümmert sich jemand.</translation>
    </message>
    <message>
        <source>No spam</source>
        <translation>Kein Spam</translation>
    </message>
    <message>
        <source>What is marked as spam is kept here and rings nobody.</source>
        <translation>Was als Spam markiert ist, liegt hier und stört niemanden.</translation>
    </message>
    <message>
        <source>No tickets here</source>
        <translation>Keine Tickets hier</translation>
    </message>
    <message>
        <source>Tickets that fit “%1” appear here by themselves.</source>
        <translation>Tickets, die zu „%1“ passen, erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>The tickets cannot be read on this computer</source>
        <translation>Die Tickets können auf diesem Computer nicht gelesen werden</translation>
    </message>
    <message>
        <source>They are safe with the desk. If this stays so, the disk or the file is damaged.</source>
        <translation>Beim Desk sind sie sicher. Wenn es so bleibt, ist der Datenträger oder die Datei beschädigt.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>This customer has no ticket here yet.</source>
        <translation>Dieser Kunde hat hier noch kein Ticket.</translation>
    </message>
    <message>
        <source>Open a ticket first: a macro goes into its reply.</source>
        <translation>Öffnen Sie zuerst ein Ticket: Ein Makro kommt in dessen Antwort.</translation>
    </message>
    <message>
        <source>(%1) %2 - Bellhop</source>
        <translation>(%1) %2 - Bellhop</translation>
    </message>
    <message>
        <source>%1 - Bellhop</source>
        <translation>%1 - Bellhop</translation>
    </message>
    <message>
        <source>Keep Bellhop running?</source>
        <translation>Soll Bellhop weiterlaufen?</translation>
    </message>
    <message>
        <source>In the tray it goes on receiving, tells you of new messages and sends what waits. You are asked only once.</source>
        <translation>Im Infobereich empfängt es weiter, meldet neue Nachrichten und sendet, was wartet. Sie werden nur einmal gefragt.</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) have not reached the desk yet</source>
        <translation>
            <numerusform>%n Aktion hat den Desk noch nicht erreicht</numerusform>
            <numerusform>%n Aktionen haben den Desk noch nicht erreicht</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay until they are sent</source>
        <translation>Bleiben, bis sie gesendet sind</translation>
    </message>
    <message>
        <source>Quit, send later</source>
        <translation>Beenden, später senden</translation>
    </message>
    <message>
        <source>Go to My inbox</source>
        <translation>Zu „Mein Eingang“</translation>
    </message>
    <message>
        <source>Go to Unassigned</source>
        <translation>Zu „Ohne Zuständige“</translation>
    </message>
    <message>
        <source>Go to All</source>
        <translation>Zu „Alle“</translation>
    </message>
    <message>
        <source>Go to Spam</source>
        <translation>Zu „Spam“</translation>
    </message>
    <message>
        <source>Go to E-mail</source>
        <translation>Zu „E-Mail“</translation>
    </message>
    <message>
        <source>Go to SMS</source>
        <translation>Zu „SMS“</translation>
    </message>
    <message>
        <source>Go to Web chat</source>
        <translation>Zu „Webchat“</translation>
    </message>
    <message>
        <source>Go to Instagram</source>
        <translation>Zu „Instagram“</translation>
    </message>
    <message>
        <source>Go to WhatsApp</source>
        <translation>Zu „WhatsApp“</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>Nächstes Ticket</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>Voriges Ticket</translation>
    </message>
    <message>
        <source>Next ticket, also while writing</source>
        <translation>Nächstes Ticket, auch beim Schreiben</translation>
    </message>
    <message>
        <source>Previous ticket, also while writing</source>
        <translation>Voriges Ticket, auch beim Schreiben</translation>
    </message>
    <message>
        <source>Show open tickets</source>
        <translation>Offene Tickets zeigen</translation>
    </message>
    <message>
        <source>Show snoozed tickets</source>
        <translation>Zurückgestellte Tickets zeigen</translation>
    </message>
    <message>
        <source>Show closed tickets</source>
        <translation>Geschlossene Tickets zeigen</translation>
    </message>
    <message>
        <source>Sort: newest first</source>
        <translation>Sortieren: neueste zuerst</translation>
    </message>
    <message>
        <source>Sort: oldest first</source>
        <translation>Sortieren: älteste zuerst</translation>
    </message>
    <message>
        <source>Sort: longest waiting first</source>
        <translation>Sortieren: am längsten wartende zuerst</translation>
    </message>
    <message>
        <source>Sort: most urgent first</source>
        <translation>Sortieren: dringendste zuerst</translation>
    </message>
    <message>
        <source>To the views</source>
        <translation>Zu den Ansichten</translation>
    </message>
    <message>
        <source>To the ticket list</source>
        <translation>Zur Ticketliste</translation>
    </message>
    <message>
        <source>To the thread</source>
        <translation>Zum Gespräch</translation>
    </message>
    <message>
        <source>Search and commands</source>
        <translation>Suche und Befehle</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search, while not writing</source>
        <translation>Suchen, wenn nicht geschrieben wird</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>Show or hide the overview</source>
        <translation>Überblick ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Light appearance</source>
        <translation>Helles Aussehen</translation>
    </message>
    <message>
        <source>Dark appearance</source>
        <translation>Dunkles Aussehen</translation>
    </message>
    <message>
        <source>Appearance of the system</source>
        <translation>Aussehen des Systems</translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation>Bequeme Zeilen</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Kompakte Zeilen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Undo the last action</source>
        <translation>Letzte Aktion rückgängig machen</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Text of normal size</source>
        <translation>Text in normaler Größe</translation>
    </message>
    <message>
        <source>Load this desk anew?</source>
        <translation>Diesen Desk neu laden?</translation>
    </message>
    <message>
        <source>Everything is fetched from the desk again; on a large desk that takes a while, and you can go on working. What the desk does not have any more goes. Drafts and unsent messages stay.</source>
        <translation>Alles wird noch einmal vom Desk geholt; bei einem großen Desk dauert das eine Weile, und Sie können weiterarbeiten. Was der Desk nicht mehr hat, verschwindet. Entwürfe und Ungesendetes bleiben erhalten.</translation>
    </message>
    <message>
        <source>Load anew</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Load this desk anew</source>
        <translation>Diesen Desk neu laden</translation>
    </message>
    <message>
        <source>Open the outbox</source>
        <translation>Postausgang öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) were not done and need your decision. What you wrote is kept; nothing happens until you decide.</source>
        <translation>
            <numerusform>%n Aktion wurde nicht ausgeführt und braucht Ihre Entscheidung. Was Sie geschrieben haben, ist aufbewahrt; bis dahin geschieht nichts.</numerusform>
            <numerusform>%n Aktionen wurden nicht ausgeführt und brauchen Ihre Entscheidung. Was Sie geschrieben haben, ist aufbewahrt; bis dahin geschieht nichts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) wait and go out when you start Bellhop again. Until then no customer gets them.</source>
        <translation>
            <numerusform>%n Aktion wartet und geht hinaus, wenn Sie Bellhop wieder starten. Bis dahin bekommt sie kein Kunde.</numerusform>
            <numerusform>%n Aktionen warten und gehen hinaus, wenn Sie Bellhop wieder starten. Bis dahin bekommt sie kein Kunde.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Quit, decide later</source>
        <translation>Beenden, später entscheiden</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) of yours were not done and need your decision. What you wrote is kept.</source>
        <translation>
            <numerusform>%n Ihrer Aktionen wurde nicht ausgeführt und braucht Ihre Entscheidung. Was Sie geschrieben haben, ist aufbewahrt.</numerusform>
            <numerusform>%n Ihrer Aktionen wurden nicht ausgeführt und brauchen Ihre Entscheidung. Was Sie geschrieben haben, ist aufbewahrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Hier bleiben</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not uploaded yet.</source>
        <translation>
            <numerusform>%n Datei ist noch nicht hochgeladen.</numerusform>
            <numerusform>%n Dateien sind noch nicht hochgeladen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) may have reached the desk already; it is asked at the next start.</source>
        <translation>
            <numerusform>%n Aktion hat den Desk vielleicht schon erreicht; er wird beim nächsten Start gefragt.</numerusform>
            <numerusform>%n Aktionen haben den Desk vielleicht schon erreicht; er wird beim nächsten Start gefragt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) are not settled with the desk yet</source>
        <translation>
            <numerusform>%n Aktion ist mit dem Desk noch nicht geklärt</numerusform>
            <numerusform>%n Aktionen sind mit dem Desk noch nicht geklärt</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not load</source>
        <translation>Nicht laden</translation>
    </message>
</context>
<context>
    <name>ui::MessageCard</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>Nachrichtentext</translation>
    </message>
    <message>
        <source>This message is longer than what is shown here.</source>
        <translation>Diese Nachricht ist länger als das, was hier steht.</translation>
    </message>
    <message>
        <source>Quoted text</source>
        <translation>Zitierter Text</translation>
    </message>
    <message>
        <source>expanded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zugeklappt</translation>
    </message>
    <message numerus="yes">
        <source>%n remote image(s) not loaded</source>
        <translation>
            <numerusform>%n entferntes Bild nicht geladen</numerusform>
            <numerusform>%n entfernte Bilder nicht geladen</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading them would tell the sender that and where the mail was read.</source>
        <translation>Beim Laden erführe der Absender, dass und wo die Mail gelesen wurde.</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>%1 · new</source>
        <translation>%1 · neu</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>only your team sees this</source>
        <translation>nur Ihr Team sieht das</translation>
    </message>
    <message>
        <source>%1 · only your team sees this</source>
        <translation>%1 · nur Ihr Team sieht das</translation>
    </message>
    <message>
        <source>automatic · %1</source>
        <translation>automatisch · %1</translation>
    </message>
    <message>
        <source>taking back</source>
        <translation>wird zurückgeholt</translation>
    </message>
</context>
<context>
    <name>ui::MessageFooter</name>
    <message>
        <source>Taking back… The desk is asked whether it was sent.</source>
        <translation>Wird zurückgeholt… Der Desk wird gefragt, ob es gesendet wurde.</translation>
    </message>
    <message>
        <source>Taking back… It may have been sent already; Bellhop asks the desk as soon as it can.</source>
        <translation>Wird zurückgeholt… Vielleicht wurde es schon gesendet; Bellhop fragt den Desk, sobald es kann.</translation>
    </message>
    <message>
        <source>It may have been sent already, and this desk&apos;s server is too old to be asked. Bellhop goes on until it answers; it arrives once.</source>
        <translation>Vielleicht wurde es schon gesendet, und der Server dieses Desks ist zu alt, um gefragt zu werden. Bellhop versucht es weiter, bis er antwortet; es kommt einmal an.</translation>
    </message>
    <message>
        <source>It may have been sent already; Bellhop asks the desk as soon as it can.</source>
        <translation>Vielleicht wurde es schon gesendet; Bellhop fragt den Desk, sobald es kann.</translation>
    </message>
    <message>
        <source>Its answer was lost: it may have arrived. It is not sent again unless you do so.</source>
        <translation>Die Bestätigung ging verloren: Vielleicht ist es angekommen. Es wird nicht noch einmal gesendet, außer Sie tun es.</translation>
    </message>
    <message>
        <source>It could not be delivered.</source>
        <translation>Sie konnte nicht zugestellt werden.</translation>
    </message>
    <message>
        <source>Undo sending</source>
        <translation>Senden rückgängig machen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Take back and edit</source>
        <translation>Zurückholen und bearbeiten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen …</translation>
    </message>
    <message numerus="yes">
        <source>Undo (%n s)</source>
        <translation>
            <numerusform>Rückgängig (%n s)</numerusform>
            <numerusform>Rückgängig (%n s)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessageLook</name>
    <message>
        <source>snoozed this until the customer writes</source>
        <translation>zurückgestellt, bis der Kunde schreibt</translation>
    </message>
    <message>
        <source>snoozed this until %1</source>
        <translation>zurückgestellt bis %1</translation>
    </message>
    <message>
        <source>closed this</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>reopened this</source>
        <translation>wieder geöffnet</translation>
    </message>
    <message>
        <source>set the status to %1</source>
        <translation>Status auf %1 gesetzt</translation>
    </message>
    <message>
        <source>took this from %1; nobody has it now</source>
        <translation>%1 ist nicht mehr zuständig, niemand ist es</translation>
    </message>
    <message>
        <source>took this</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>assigned this to %1</source>
        <translation>%1 zugewiesen</translation>
    </message>
    <message>
        <source>set the priority to %1</source>
        <translation>Priorität auf %1 gesetzt</translation>
    </message>
    <message>
        <source>brought this back from its snooze</source>
        <translation>aus der Zurückstellung geholt</translation>
    </message>
    <message>
        <source>took this from the team %1</source>
        <translation>dem Team %1 entzogen</translation>
    </message>
    <message>
        <source>gave this to the team %1</source>
        <translation>dem Team %1 übergeben</translation>
    </message>
    <message>
        <source>added the label “%1”</source>
        <translation>Label „%1“ hinzugefügt</translation>
    </message>
    <message>
        <source>removed the label “%1”</source>
        <translation>Label „%1“ entfernt</translation>
    </message>
    <message>
        <source>marked this as spam</source>
        <translation>als Spam markiert</translation>
    </message>
    <message>
        <source>marked this as not spam</source>
        <translation>Spam-Markierung aufgehoben</translation>
    </message>
    <message>
        <source>changed %1 from %2 to %3</source>
        <translation>%1 von %2 auf %3 geändert</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>unconfirmed</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>The desk</source>
        <translation>Der Desk</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>an agent&apos;s name, what was done: Ada closed this</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::MessageTroubles</name>
    <message>
        <source>Puts the text into the composer. The first one may have arrived: sent again, the customer may get it twice.</source>
        <translation>Setzt den Text ins Eingabefeld. Die erste Nachricht kann angekommen sein: Wird sie noch einmal gesendet, bekommt der Kunde sie vielleicht zweimal.</translation>
    </message>
    <message>
        <source>Puts the text into the composer, in front of what is written there.</source>
        <translation>Setzt den Text ins Eingabefeld, vor das, was dort steht.</translation>
    </message>
    <message>
        <source>Its files have to be attached again.</source>
        <translation>Ihre Dateien müssen neu angehängt werden.</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>Neu schreiben</translation>
    </message>
    <message>
        <source>Write this message again</source>
        <translation>Diese Nachricht neu schreiben</translation>
    </message>
</context>
<context>
    <name>ui::Notices</name>
    <message>
        <source>You are signed out. What you wrote and did is kept and goes out when you sign in.</source>
        <translation>Sie sind abgemeldet. Was Sie geschrieben und getan haben, bleibt erhalten und geht hinaus, sobald Sie sich anmelden.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>The desk refuses this program. What you wrote is kept; ask the desk&apos;s administrator.</source>
        <translation>Der Desk lehnt dieses Programm ab. Was Sie geschrieben haben, bleibt erhalten; fragen Sie die Verwaltung des Desks.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>You are offline. Reading, searching and writing go on; what you send waits in the outbox and goes out by itself.</source>
        <translation>Sie sind offline. Lesen, Suchen und Schreiben gehen weiter; was Sie senden, wartet im Postausgang und geht von selbst hinaus.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>This desk went back to an earlier state on %1, such as a restored backup: what came after that state is missing. What agents write goes out; automatic messages wait. Check what customers were told meanwhile, then run &quot;bellhop-server desk release&quot; where the desk runs.</source>
        <translation>Dieser Desk wurde am %1 auf einen früheren Stand zurückgesetzt, etwa aus einer Sicherung: Was danach kam, fehlt. Was Agenten schreiben, geht hinaus; automatische Nachrichten warten. Prüfen Sie, was Kunden inzwischen gesagt wurde, und führen Sie dann auf dem Rechner des Desks „bellhop-server desk release“ aus.</translation>
    </message>
</context>
<context>
    <name>ui::OneTimeDialog</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 - Bellhop</source>
        <translation>%1 - Bellhop</translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation>Zum Weitergeben</translation>
    </message>
    <message>
        <source>Hand this to %1. It works once, within 7 days, and is not shown again: in Bellhop, &quot;I have an invitation&quot;.</source>
        <translation>Geben Sie dies an %1 weiter. Es gilt einmal, 7 Tage lang, und wird nicht noch einmal gezeigt: in Bellhop unter „Ich habe eine Einladung“.</translation>
    </message>
    <message>
        <source>Address: %1
Invitation: %2</source>
        <translation>Adresse: %1
Einladung: %2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>ui::OrderHead</name>
    <message>
        <source>Order %1, %2, %3, %4</source>
        <comment>number, payment, fulfilment, total</comment>
        <translation>Bestellung %1, %2, %3, %4</translation>
    </message>
</context>
<context>
    <name>ui::OrderRow</name>
    <message>
        <source>More for order %1</source>
        <translation>Mehr zur Bestellung %1</translation>
    </message>
    <message>
        <source>Copy order number</source>
        <translation>Bestellnummer kopieren</translation>
    </message>
    <message>
        <source>expanded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Placed %1</source>
        <translation>Bestellt %1</translation>
    </message>
    <message>
        <source>No tracking yet</source>
        <translation>Noch keine Sendungsnummer</translation>
    </message>
    <message>
        <source>Tracking %1</source>
        <translation>Sendung %1</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>bezahlt</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>ausstehend</translation>
    </message>
    <message>
        <source>authorized</source>
        <translation>autorisiert</translation>
    </message>
    <message>
        <source>partly paid</source>
        <translation>teils bezahlt</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>erstattet</translation>
    </message>
    <message>
        <source>partly refunded</source>
        <translation>teils erstattet</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>annulliert</translation>
    </message>
    <message>
        <source>unfulfilled</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>fulfilled</source>
        <translation>versandt</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>storniert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
</context>
<context>
    <name>ui::OutboxWindow</name>
    <message>
        <source>The outbox is empty</source>
        <translation>Der Postausgang ist leer</translation>
    </message>
    <message>
        <source>Everything that you did is with the desk.</source>
        <translation>Alles, was Sie getan haben, ist beim Desk.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>Ticket öffnen</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Outbox - Bellhop</source>
        <translation>Postausgang - Bellhop</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>What came meanwhile:</source>
        <translation>Was inzwischen kam:</translation>
    </message>
    <message>
        <source>Take back and edit</source>
        <translation>Zurückholen und bearbeiten</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>Zurückholen…</translation>
    </message>
    <message>
        <source>It may have been sent already; Bellhop asks the desk as soon as it can.</source>
        <translation>Vielleicht wurde es schon gesendet; Bellhop fragt den Desk, sobald es kann.</translation>
    </message>
    <message>
        <source>It may have been sent already, and this desk&apos;s server is too old to be asked. Bellhop goes on until it answers; it is done once.</source>
        <translation>Vielleicht wurde es schon gesendet, und der Server dieses Desks ist zu alt, um gefragt zu werden. Bellhop versucht es weiter, bis er antwortet; es geschieht einmal.</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>Wartet: %1</translation>
    </message>
</context>
<context>
    <name>ui::Overview</name>
    <message>
        <source>Low %1</source>
        <translation>Niedrig %1</translation>
    </message>
    <message>
        <source>Medium %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>High %1</source>
        <translation>Hoch %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>churn risk</source>
        <translation>Abwanderungsrisiko</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>lifetime value</source>
        <translation>Kundenwert</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>expected next order</source>
        <translation>nächste Bestellung</translation>
    </message>
    <message>
        <source>average order</source>
        <translation>mittlere Bestellung</translation>
    </message>
    <message>
        <source>between orders</source>
        <translation>Bestellabstand</translation>
    </message>
    <message>
        <source>%1 so far · %2 predicted</source>
        <translation>%1 bisher · %2 erwartet</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Not here yet.</source>
        <translation>Noch nicht hier.</translation>
    </message>
    <message>
        <source>There are no figures for this customer yet.</source>
        <translation>Zu diesem Kunden gibt es noch keine Zahlen.</translation>
    </message>
    <message>
        <source>as of today</source>
        <translation>Stand heute</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>No orders yet.</source>
        <translation>Noch keine Bestellungen.</translation>
    </message>
    <message>
        <source>The newest %1 of %2 are shown.</source>
        <translation>Gezeigt werden die neuesten %1 von %2.</translation>
    </message>
    <message>
        <source>subscribed</source>
        <translation>zugestimmt</translation>
    </message>
    <message>
        <source>withdrawn: replies closed</source>
        <translation>widerrufen: Antworten geschlossen</translation>
    </message>
    <message>
        <source>unsubscribed</source>
        <translation>abbestellt</translation>
    </message>
    <message>
        <source>none: replies closed</source>
        <translation>keine: Antworten geschlossen</translation>
    </message>
    <message>
        <source>never asked</source>
        <translation>nie gefragt</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>%1 of 5</source>
        <translation>%1 von 5</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>jeden Tag</numerusform>
            <numerusform>alle %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>next charge %1</source>
        <translation>nächste Abbuchung %1</translation>
    </message>
    <message>
        <source>marketing only</source>
        <translation>nur Werbung</translation>
    </message>
    <message>
        <source>transactional only</source>
        <translation>nur zum Kauf</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>This customer&apos;s profile is not here yet.</source>
        <translation>Das Profil dieses Kunden ist noch nicht hier.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>Kontonamen</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>Segmente</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Nothing is known yet but the name.</source>
        <translation>Bekannt ist bisher nur der Name.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Ereignis</numerusform>
            <numerusform>%n Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>No events of this customer.</source>
        <translation>Keine Ereignisse dieses Kunden.</translation>
    </message>
    <message>
        <source>Not on this computer yet. They come when the server can be reached.</source>
        <translation>Noch nicht auf diesem Computer. Es kommt, sobald der Server erreichbar ist.</translation>
    </message>
</context>
<context>
    <name>ui::OverviewPanel</name>
    <message>
        <source>No customer</source>
        <translation>Kein Kunde</translation>
    </message>
    <message>
        <source>Open a ticket to see who wrote it.</source>
        <translation>Öffnen Sie ein Ticket, um zu sehen, wer es geschrieben hat.</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Predictive</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Subscriptions</source>
        <translation>Abos</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Other tickets</source>
        <translation>Andere Tickets</translation>
    </message>
    <message>
        <source>%1, %2 there</source>
        <comment>city, local time</comment>
        <translation>%1, dort %2</translation>
    </message>
    <message>
        <source>%1 there</source>
        <translation>dort %1</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n Ticket</numerusform>
            <numerusform>%n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Unknown customer</source>
        <translation>Unbekannter Kunde</translation>
    </message>
    <message>
        <source>Shown as last known. %1</source>
        <translation>Gezeigt wird der letzte bekannte Stand. %1</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
</context>
<context>
    <name>ui::PageLine</name>
    <message>
        <source>Show the previous part</source>
        <translation>Vorherigen Teil zeigen</translation>
    </message>
    <message>
        <source>Show the next part</source>
        <translation>Nächsten Teil zeigen</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>Teil %1 von %2</translation>
    </message>
</context>
<context>
    <name>ui::Palette</name>
    <message>
        <source>Search and commands</source>
        <translation>Suche und Befehle</translation>
    </message>
    <message>
        <source>Command, view, ticket, customer or macro</source>
        <translation>Befehl, Ansicht, Ticket, Kunde oder Makro</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Nothing fits. Fewer letters find more.</source>
        <translation>Nichts passt. Weniger Buchstaben finden mehr.</translation>
    </message>
</context>
<context>
    <name>ui::People</name>
    <message>
        <source>Owner</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
</context>
<context>
    <name>ui::PerformanceDialog</name>
    <message>
        <source>Open a ticket</source>
        <translation>Ticket öffnen</translation>
    </message>
    <message>
        <source>Switch the view</source>
        <translation>Ansicht wechseln</translation>
    </message>
    <message>
        <source>Key press</source>
        <translation>Tastendruck</translation>
    </message>
    <message>
        <source>Search as you type</source>
        <translation>Suche beim Tippen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Performance - Bellhop</source>
        <translation>Leistung - Bellhop</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1, over budget</source>
        <translation>%1, über der Grenze</translation>
    </message>
    <message>
        <source>From a press to what it shows</source>
        <translation>Vom Druck bis zum Bild</translation>
    </message>
    <message>
        <source>Reading the desk&apos;s file</source>
        <translation>Lesen aus der Datei des Desks</translation>
    </message>
    <message>
        <source>Sync lag: from its arrival here to the screens</source>
        <translation>Abgleich: von der Ankunft hier bis zu den Ansichten</translation>
    </message>
    <message>
        <source>Rows for the screen</source>
        <translation>Zeilen für den Bildschirm</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Change as it happens</source>
        <translation>Änderung, während sie geschieht</translation>
    </message>
    <message>
        <source>Page of missed changes</source>
        <translation>Seite versäumter Änderungen</translation>
    </message>
    <message>
        <source>The last 512 of each kind. p50: half are faster; p99: ninety-nine in a hundred are. What exceeds its budget is in the log.</source>
        <translation>Jeweils die letzten 512. p50: die Hälfte ist schneller; p99: neunundneunzig von hundert sind es. Was die Grenze überschreitet, steht im Protokoll.</translation>
    </message>
</context>
<context>
    <name>ui::PresenceLine</name>
    <message>
        <source>%1 is typing …</source>
        <translation>%1 schreibt …</translation>
    </message>
    <message>
        <source>The customer</source>
        <translation>Der Kunde</translation>
    </message>
    <message>
        <source>%1 is writing a reply</source>
        <translation>%1 schreibt gerade eine Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%1 also looking</source>
        <translation>
            <numerusform>%1 sieht auch zu</numerusform>
            <numerusform>%1 sehen auch zu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RelativeTime</name>
    <message>
        <source>d MMM</source>
        <comment>date of this year in a list</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date of another year in a list</comment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <comment>minutes ago, short</comment>
        <translation>
            <numerusform>%n Min.</numerusform>
            <numerusform>%n Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <comment>hours ago, short</comment>
        <translation>
            <numerusform>%n Std.</numerusform>
            <numerusform>%n Std.</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <comment>short</comment>
        <translation>
            <numerusform>in %n Min.</numerusform>
            <numerusform>in %n Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <comment>short</comment>
        <translation>
            <numerusform>in %n Std.</numerusform>
            <numerusform>in %n Std.</numerusform>
        </translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <comment>%1 is a time of day</comment>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>weekday, time of day</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>date, time of day</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <comment>heading of a day of this year</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>heading of a day of another year</comment>
        <translation>dddd, d. MMMM yyyy</translation>
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
            <numerusform>%n Min.</numerusform>
            <numerusform>%n Min.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>time left, short</comment>
        <translation>%1 Std. %2 Min.</translation>
    </message>
</context>
<context>
    <name>ui::ReplyMeter</name>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n Teil</numerusform>
            <numerusform>%n Teile</numerusform>
        </translation>
    </message>
    <message>
        <source>special characters: shorter segments</source>
        <translation>Sonderzeichen: kürzere Teile</translation>
    </message>
    <message>
        <source>%1 of %2 used</source>
        <translation>%1 von %2 verbraucht</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>zu lang</translation>
    </message>
    <message>
        <source>Reply window closes in %1</source>
        <translation>Antwortfenster schließt in %1</translation>
    </message>
</context>
<context>
    <name>ui::ResetDialog</name>
    <message>
        <source>Reset a password</source>
        <translation>Passwort zurücksetzen</translation>
    </message>
    <message>
        <source>The agent chooses a new password with an invitation. The old one holds until then; after it, every device signs in anew.</source>
        <translation>Der Agent wählt mit einer Einladung ein neues Passwort. Das alte gilt bis dahin; danach meldet sich jedes Gerät neu an.</translation>
    </message>
    <message>
        <source>Make an invitation</source>
        <translation>Einladung erstellen</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>There is no agent whose password you may reset.</source>
        <translation>Es gibt keinen Agenten, dessen Passwort Sie zurücksetzen dürfen.</translation>
    </message>
</context>
<context>
    <name>ui::SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>ui::SearchPage</name>
    <message>
        <source>Leave search</source>
        <translation>Suche verlassen</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message numerus="yes">
        <source>more than %n result(s)</source>
        <translation>
            <numerusform>mehr als %n Treffer</numerusform>
            <numerusform>mehr als %n Treffer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 ms</source>
        <comment>results, time</comment>
        <translation>%1 · %2 ms</translation>
    </message>
    <message>
        <source>The search failed</source>
        <translation>Die Suche ist gescheitert</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Try fewer or shorter words. Filters: from:anna label:refund channel:sms before:2026-01-31</source>
        <translation>Versuchen Sie es mit weniger oder kürzeren Wörtern. Filter: from:anna label:refund channel:sms before:2026-01-31</translation>
    </message>
    <message>
        <source>Searching the desk…</source>
        <translation>Der Desk wird durchsucht …</translation>
    </message>
    <message>
        <source>The desk could not be searched: %1 What is on this computer is shown.</source>
        <translation>Der Desk konnte nicht durchsucht werden: %1 Gezeigt wird, was auf diesem Computer ist.</translation>
    </message>
    <message>
        <source>Only what is on this computer was searched.</source>
        <translation>Durchsucht wurde nur, was auf diesem Computer ist.</translation>
    </message>
    <message>
        <source>Filters work only on what is on this computer; the desk was not searched.</source>
        <translation>Filter wirken nur auf das, was auf diesem Computer ist; der Desk wurde nicht durchsucht.</translation>
    </message>
</context>
<context>
    <name>ui::SectionHeader</name>
    <message>
        <source>expanded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>section, remark</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>ui::SegmentedTabs</name>
    <message>
        <source>%1 %2</source>
        <comment>tab, count</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>ui::Sidebar</name>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
</context>
<context>
    <name>ui::SnoozeMenu</name>
    <message>
        <source>Snooze until</source>
        <translation>Zurückstellen bis</translation>
    </message>
    <message>
        <source>The ticket comes back to the top then, or when the customer writes.</source>
        <translation>Das Ticket kommt dann nach oben zurück, oder wenn der Kunde schreibt.</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Later today</source>
        <translation>Später heute</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Morgen</translation>
    </message>
    <message>
        <source>Next Monday</source>
        <translation>Nächsten Montag</translation>
    </message>
    <message>
        <source>In a week</source>
        <translation>In einer Woche</translation>
    </message>
    <message>
        <source>Date and time …</source>
        <translation>Datum und Uhrzeit …</translation>
    </message>
    <message>
        <source>Until the customer writes</source>
        <translation>Bis der Kunde schreibt</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>weekday, time of day</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>date, time of day</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>ui::StaleGuard</name>
    <message>
        <source>Send anyway</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>Reply held back</source>
        <translation>Antwort zurückgehalten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message numerus="yes">
        <source>Not sent yet: %n newer message(s) came while you were writing.</source>
        <translation>
            <numerusform>Noch nicht gesendet: Während Sie schrieben, kam %n neuere Nachricht.</numerusform>
            <numerusform>Noch nicht gesendet: Während Sie schrieben, kamen %n neuere Nachrichten.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>author, time, text</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Yours: %1</source>
        <translation>Ihre: %1</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Not sent yet: the thread is not as it was when you wrote. Read it again, then decide.</source>
        <translation>Noch nicht gesendet: Der Verlauf ist nicht mehr, wie er war, als Sie schrieben. Lesen Sie ihn noch einmal und entscheiden Sie dann.</translation>
    </message>
</context>
<context>
    <name>ui::StatTile</name>
    <message>
        <source>%1: %2</source>
        <comment>caption, value</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::StatusLine</name>
    <message>
        <source>Every change up to this moment is here. Press to look again now.</source>
        <translation>Jede Änderung bis zu diesem Zeitpunkt ist hier. Drücken, um jetzt noch einmal nachzusehen.</translation>
    </message>
    <message>
        <source>Older tickets and messages are being fetched. Search finds what is already here.</source>
        <translation>Ältere Tickets und Nachrichten werden geholt. Die Suche findet, was schon hier ist.</translation>
    </message>
    <message>
        <source>From a key press or click to what it shows. Press for the figures.</source>
        <translation>Vom Tastendruck oder Klick bis zum Bild. Drücken für die Zahlen.</translation>
    </message>
    <message numerus="yes">
        <source>Outbox: %n need(s) you</source>
        <translation>
            <numerusform>Postausgang: %n braucht Sie</numerusform>
            <numerusform>Postausgang: %n brauchen Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Outbox: %n waiting</source>
        <translation>
            <numerusform>Postausgang: %n wartet</numerusform>
            <numerusform>Postausgang: %n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Outbox empty</source>
        <translation>Postausgang leer</translation>
    </message>
    <message>
        <source>press-to-paint p99 %1 ms</source>
        <translation>Druck bis Bild p99 %1 ms</translation>
    </message>
</context>
<context>
    <name>ui::ThreadView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>ui::TicketHeader</name>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>More for this ticket</source>
        <translation>Mehr zu diesem Ticket</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>channel, address</comment>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>snoozed until %1</source>
        <translation>zurückgestellt bis %1</translation>
    </message>
    <message>
        <source>snoozed until the customer writes</source>
        <translation>zurückgestellt, bis der Kunde schreibt</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>back from snooze</source>
        <translation>wieder vorgelegt</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>Priorität %1</translation>
    </message>
    <message>
        <source>spam</source>
        <translation>Spam</translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>Kein Betreff</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Ich</translation>
    </message>
    <message>
        <source>Assign this ticket</source>
        <translation>Dieses Ticket zuweisen</translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation>Zugewiesen an %1</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>A closed web chat is not reopened; the next one makes a new ticket.</source>
        <translation>Ein geschlossener Webchat wird nicht wieder geöffnet; der nächste macht ein neues Ticket.</translation>
    </message>
    <message>
        <source>Reopen this ticket</source>
        <translation>Dieses Ticket wieder öffnen</translation>
    </message>
    <message>
        <source>Close this ticket</source>
        <translation>Dieses Ticket schließen</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Labels …</source>
        <translation>Labels …</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Not spam</source>
        <translation>Kein Spam</translation>
    </message>
    <message>
        <source>Mark as spam</source>
        <translation>Als Spam markieren</translation>
    </message>
</context>
<context>
    <name>ui::TicketList</name>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
</context>
<context>
    <name>ui::TicketPane</name>
    <message>
        <source>No ticket is open</source>
        <translation>Kein Ticket ist geöffnet</translation>
    </message>
    <message>
        <source>Choose one from the list; the arrow keys move through it.</source>
        <translation>Wählen Sie eines aus der Liste; die Pfeiltasten bewegen sich darin.</translation>
    </message>
    <message>
        <source>This ticket is not here</source>
        <translation>Dieses Ticket ist nicht hier</translation>
    </message>
    <message>
        <source>It may have been deleted, or it has not been loaded from the desk yet.</source>
        <translation>Vielleicht wurde es gelöscht oder noch nicht vom Desk geladen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Newest messages</source>
        <translation>Neueste Nachrichten</translation>
    </message>
    <message>
        <source>Older messages could not be loaded. %1</source>
        <translation>Ältere Nachrichten konnten nicht geladen werden. %1</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Assign to me</source>
        <translation>Mir zuweisen</translation>
    </message>
    <message>
        <source>Assign to …</source>
        <translation>Zuweisen an …</translation>
    </message>
    <message>
        <source>Snooze …</source>
        <translation>Zurückstellen …</translation>
    </message>
    <message>
        <source>Close ticket</source>
        <translation>Ticket schließen</translation>
    </message>
    <message>
        <source>Reopen ticket</source>
        <translation>Ticket wieder öffnen</translation>
    </message>
    <message>
        <source>Labels …</source>
        <translation>Labels …</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Spam or not spam</source>
        <translation>Spam oder kein Spam</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Antwort schreiben</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <source>Read the thread</source>
        <translation>Gespräch lesen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send and close</source>
        <translation>Senden und schließen</translation>
    </message>
    <message>
        <source>Send and snooze …</source>
        <translation>Senden und zurückstellen …</translation>
    </message>
    <message>
        <source>This ticket cannot be read on this computer</source>
        <translation>Dieses Ticket kann auf diesem Computer nicht gelesen werden</translation>
    </message>
    <message>
        <source>It is safe with the desk. What you wrote is kept as long as it could be saved.</source>
        <translation>Beim Desk ist es sicher. Was Sie geschrieben haben, bleibt erhalten, soweit es gespeichert werden konnte.</translation>
    </message>
    <message>
        <source>Earlier versions…</source>
        <translation>Frühere Fassungen …</translation>
    </message>
</context>
<context>
    <name>ui::TicketRowDelegate</name>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>schreibt …</translation>
    </message>
    <message>
        <source>You: %1</source>
        <comment>the desk wrote last</comment>
        <translation>Sie: %1</translation>
    </message>
    <message>
        <source>Back from snooze</source>
        <translation>Wieder vorgelegt</translation>
    </message>
    <message>
        <source>Back from snooze · %1</source>
        <translation>Wieder vorgelegt · %1</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>#%1 %2</source>
        <translation>#%1 %2</translation>
    </message>
    <message>
        <source>Reply window closes in %1</source>
        <translation>Antwortfenster schließt in %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>reply window, text</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
</context>
<context>
    <name>ui::Toast</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>Undo (%n s)</source>
        <comment>seconds left</comment>
        <translation>
            <numerusform>Rückgängig (%n s)</numerusform>
            <numerusform>Rückgängig (%n s)</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>ui::TopBar</name>
    <message>
        <source>Search tickets, customers, orders, commands</source>
        <translation>Tickets, Kunden, Bestellungen, Befehle suchen</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Verbindung: %1</translation>
    </message>
</context>
<context>
    <name>ui::UndoToast</name>
    <message>
        <source>Reply to %1 is about to be sent</source>
        <translation>Die Antwort an %1 wird gleich gesendet</translation>
    </message>
    <message>
        <source>Closed %1</source>
        <translation>%1 geschlossen</translation>
    </message>
    <message>
        <source>Snoozed %1</source>
        <translation>%1 zurückgestellt</translation>
    </message>
    <message>
        <source>Marked %1 as spam</source>
        <translation>%1 als Spam markiert</translation>
    </message>
    <message>
        <source>%1 was not done. %2</source>
        <comment>action, reason</comment>
        <translation>%1 wurde nicht ausgeführt. %2</translation>
    </message>
    <message>
        <source>There is nothing left to undo.</source>
        <translation>Es gibt nichts mehr rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Marked %1 as not spam</source>
        <translation>%1 ist kein Spam mehr</translation>
    </message>
    <message>
        <source>Reopened %1</source>
        <translation>%1 wieder geöffnet</translation>
    </message>
    <message>
        <source>Assigned %1</source>
        <translation>%1 zugewiesen</translation>
    </message>
    <message>
        <source>Changed the team of %1</source>
        <translation>Team von %1 geändert</translation>
    </message>
    <message>
        <source>Changed the priority of %1</source>
        <translation>Priorität von %1 geändert</translation>
    </message>
    <message>
        <source>Labelled %1</source>
        <translation>%1 mit Label versehen</translation>
    </message>
    <message>
        <source>Removed a label from %1</source>
        <translation>Label von %1 entfernt</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Antwort auf %1</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Rückgängig gemacht: %1</translation>
    </message>
    <message>
        <source>Undone: %1. Before that: %2</source>
        <translation>Rückgängig gemacht: %1. Davor: %2</translation>
    </message>
    <message>
        <source>It was not sent. Your text is back in its ticket&apos;s draft.</source>
        <translation>Es wurde nicht gesendet. Ihr Text steht wieder im Entwurf des Tickets.</translation>
    </message>
    <message>
        <source>It was not sent, and never will be.</source>
        <translation>Es wurde nicht gesendet und wird es auch nie.</translation>
    </message>
    <message>
        <source>Taking it back: the desk is asked whether it was sent already.</source>
        <translation>Wird zurückgeholt: Der Desk wird gefragt, ob es schon gesendet wurde.</translation>
    </message>
    <message>
        <source>It may have been sent already. Bellhop asks the desk as soon as it can; until then it stays here.</source>
        <translation>Vielleicht wurde es schon gesendet. Bellhop fragt den Desk, sobald es kann; bis dahin bleibt es hier.</translation>
    </message>
    <message>
        <source>It had been sent already: your message to %1 stands.</source>
        <translation>Es war schon gesendet: Ihre Nachricht zu %1 bleibt.</translation>
    </message>
</context>
<context>
    <name>ui::WishedTicket</name>
    <message>
        <source>Ticket #%1 is not here yet; the desk is asked for it.</source>
        <translation>Das Ticket Nr. %1 ist noch nicht hier; der Desk wird danach gefragt.</translation>
    </message>
    <message>
        <source>Ticket #%1 is not here yet; it opens as soon as the desk has brought it.</source>
        <translation>Das Ticket Nr. %1 ist noch nicht hier; es öffnet sich, sobald der Desk es gebracht hat.</translation>
    </message>
    <message>
        <source>The desk could not be asked for ticket #%1: %2 It opens as soon as the desk has brought it.</source>
        <translation>Der Desk konnte nicht nach dem Ticket Nr. %1 gefragt werden: %2 Es öffnet sich, sobald der Desk es gebracht hat.</translation>
    </message>
    <message>
        <source>There is no ticket #%1 on this desk, or you may not see it.</source>
        <translation>Auf diesem Desk gibt es kein Ticket Nr. %1, oder Sie dürfen es nicht sehen.</translation>
    </message>
</context>
</TS>
