#include "app/options.h"

#include "desk/desk_address.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

struct OptionsText {
    Q_DECLARE_TR_FUNCTIONS(app::Options)
};

EarlyExit wrong(const QString& sentence)
{
    return {kExitUsage, sentence + u'\n' + OptionsText::tr("See bellhop --help.") + u'\n'};
}

QString exitCodes()
{
    return u'\n' +
           OptionsText::tr(
               "Exit codes: 0 ended normally, or handed over to the running program; 1 there is no display; 2 wrong "
               "command line; 3 the data folder, the log, the token file or the desk's local copy cannot be used, or a "
               "program that runs on the folder does not answer, or bellhop-server is missing for the first start of "
               "the sample.") +
           u'\n';
}

bool isDeskUrl(const QUrl& url)
{
    return url.isValid() && (url.scheme() == u"http"_s || url.scheme() == u"https"_s) && !url.host().isEmpty() &&
           url.userInfo().isEmpty();
}

/// Session managers of desktops add `-session ID`, which is for nobody here; `-reverse`, a mirrored layout, is for Qt.
QStringList withoutThoseOfQt(QStringList arguments)
{
    arguments.removeAll(u"-reverse"_s);
    const qsizetype at = arguments.indexOf(u"-session"_s);
    if (at > 0)
        arguments.remove(at, std::min<qsizetype>(2, arguments.size() - at));
    return arguments;
}

} // namespace

std::optional<qint64> ticketOfLink(const QUrl& link)
{
    if (link.scheme() != u"bellhop"_s || link.host() != u"desk"_s)
        return std::nullopt;
    const QStringList parts = link.path().split(u'/', Qt::SkipEmptyParts);
    if (parts.size() != 2 || parts.at(0) != u"ticket"_s)
        return std::nullopt;
    bool ok = false;
    const qint64 number = parts.at(1).toLongLong(&ok);
    return ok && number > 0 ? std::optional(number) : std::nullopt;
}

std::variant<Options, EarlyExit> parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(OptionsText::tr("Bellhop, a native helpdesk for support agents."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, OptionsText::tr("Shows this help."));
    const QCommandLineOption version({u"v"_s, u"version"_s}, OptionsText::tr("Shows the version."));
    const QCommandLineOption data(u"data"_s, OptionsText::tr("Keeps everything of one user under <dir>."), u"dir"_s);
    const QCommandLineOption desk(u"desk"_s, OptionsText::tr("Connects to the desk at <url> without questions."),
                                  u"url"_s);
    const QCommandLineOption token(u"token-file"_s,
                                   OptionsText::tr("Reads the access token from the first line of <file>."), u"file"_s);
    const QCommandLineOption sample(u"sample"_s, OptionsText::tr("Opens the sample desk without asking."));
    const QCommandLineOption hidden(u"hidden"_s, OptionsText::tr("Starts in the tray."));
    const QCommandLineOption log(u"log"_s, OptionsText::tr("Writes the log to <file>."), u"file"_s);
    const QCommandLineOption shot(
        u"screenshot"_s, OptionsText::tr("Paints the main window to <file> (PNG) once it is usable."), u"file"_s);
    const QCommandLineOption language(u"language"_s, OptionsText::tr("Speaks <language>, such as de or en."),
                                      u"language"_s);
    parser.addOptions({help, version, data, desk, token, sample, hidden, log, shot, language});
    parser.addPositionalArgument(u"link"_s,
                                 OptionsText::tr("bellhop://desk/ticket/NUMBER opens a ticket, in the running program "
                                                 "where there is one."),
                                 u"[link]"_s);
    if (!parser.parse(withoutThoseOfQt(arguments)))
        return wrong(parser.errorText());
    if (parser.isSet(help))
        // There is no application object yet that could tell the name.
        return EarlyExit{0, parser.helpText().replace(u"<executable_name>"_s, u"bellhop"_s) + exitCodes()};
    if (parser.isSet(version))
        return EarlyExit{0, u"bellhop " BELLHOP_VERSION "\n"_s};

    Options options;
    options.dataFolder =
        QDir(parser.isSet(data) ? parser.value(data)
                                : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/bellhop"_s)
            .absolutePath();
    options.tokenFile = parser.value(token);
    options.logFile = parser.value(log);
    options.screenshot = parser.value(shot);
    options.language = parser.value(language);
    options.sample = parser.isSet(sample);
    options.hidden = parser.isSet(hidden);
    options.fromDesktop = parser.optionNames().isEmpty();
    for (const QCommandLineOption* path : {&data, &token, &log, &shot, &language}) {
        if (parser.isSet(*path) && parser.value(*path).isEmpty())
            return wrong(OptionsText::tr("--%1 needs a name after it.").arg(path->names().constFirst()));
    }
    if (options.hidden && !options.screenshot.isEmpty())
        return wrong(OptionsText::tr("--hidden and --screenshot exclude each other."));
    if (parser.isSet(desk)) {
        options.desk = QUrl(parser.value(desk), QUrl::StrictMode);
        if (!isDeskUrl(options.desk))
            return wrong(OptionsText::tr("--desk needs an address that starts with http:// or https://, not \"%1\".")
                             .arg(parser.value(desk)));
        if (!desk::mayCarrySecrets(options.desk))
            return wrong(
                OptionsText::tr("\"%1\" is not encrypted. Use https://; http:// is only for this computer itself.")
                    .arg(parser.value(desk)));
        options.desk = desk::deskAddress(options.desk);
        if (options.sample)
            return wrong(OptionsText::tr("--desk and --sample exclude each other."));
    }
    if (parser.isSet(token) && !parser.isSet(desk))
        return wrong(OptionsText::tr("--token-file goes with --desk."));
    const QStringList links = parser.positionalArguments();
    if (links.size() > 1)
        return wrong(OptionsText::tr("Only one link can be opened at a time."));
    if (links.size() == 1) {
        options.link = QUrl(links.first(), QUrl::StrictMode);
        options.ticket = ticketOfLink(options.link);
        if (!options.ticket)
            return wrong(
                OptionsText::tr("\"%1\" is not a link of the form bellhop://desk/ticket/NUMBER.").arg(links.first()));
    }
    return options;
}

} // namespace app
