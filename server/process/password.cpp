#include "server/process/password.h"

#include "server/rules/auth.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <optional>
#include <termios.h>
#include <unistd.h>

namespace server::process
{

using namespace Qt::StringLiterals;
using store::Fault;
using store::FaultKind;
using store::Result;

namespace
{

struct PasswordText {
    Q_DECLARE_TR_FUNCTIONS(server::Password)
};

constexpr qint64 kMaxPasswordLine = 4096;
constexpr int kTries = 3;
constexpr std::array kEndings{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t endingBy = 0;

void remember(int signal)
{
    endingBy = signal;
}

Fault bad(const QString& sentence)
{
    return {FaultKind::Invalid, u"bad-password"_s, sentence};
}

/// Echo is off and signals only interrupt while it lives; a signal that came is delivered at the end.
class Silence
{
public:
    Silence()
    {
        endingBy = 0;
        struct sigaction action = {};
        action.sa_handler = remember; // without SA_RESTART: read() returns
        for (std::size_t i = 0; i < kEndings.size(); ++i)
            sigaction(kEndings[i], &action, &m_actions[i]);
        tcgetattr(STDIN_FILENO, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        quiet.c_lflag |= ICANON | ISIG;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Silence()
    {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        for (std::size_t i = 0; i < kEndings.size(); ++i)
            sigaction(kEndings[i], &m_actions[i], nullptr);
        std::fputc('\n', stderr);
        if (endingBy)
            std::raise(endingBy);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    termios m_before = {};
    std::array<struct sigaction, kEndings.size()> m_actions{};
};

/// Without the line end; nullopt at the end of the input.
std::optional<QByteArray> readLine(int file)
{
    QByteArray line;
    char c = 0;
    while (line.size() <= kMaxPasswordLine) {
        const ssize_t got = ::read(file, &c, 1);
        if (got < 0 && errno == EINTR && !endingBy)
            continue;
        if (got <= 0 && line.isEmpty())
            return std::nullopt;
        if (got <= 0 || c == '\n')
            break;
        line.append(c);
    }
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

Result<QString> decoded(const std::optional<QByteArray>& line, const QString& from)
{
    if (!line || line->isEmpty())
        return bad(
            PasswordText::tr("There is no password in %1. Nothing was changed; write it on the first line.").arg(from));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString password = decoder(*line);
    if (decoder.hasError() || password.contains(QChar(u'\0')))
        return bad(PasswordText::tr("The password in %1 is no text in UTF-8. Nothing was changed.").arg(from));
    if (password.size() > rules::kLongestPassword)
        return bad(PasswordText::tr("The password in %1 is too long. Use at most 1,000 characters.").arg(from));
    return password;
}

std::optional<QByteArray> asked(const QString& question)
{
    std::fputs(qPrintable(question), stderr);
    std::fflush(stderr);
    const Silence silence;
    return readLine(STDIN_FILENO);
}

} // namespace

Result<QString> passwordFromFile(const QString& name)
{
    if (name == u"-"_s)
        return decoded(readLine(STDIN_FILENO), PasswordText::tr("standard input"));
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return bad(PasswordText::tr("The password file %1 cannot be read: %2. Nothing was changed.")
                       .arg(name, file.errorString()));
    if (file.permissions().testFlag(QFileDevice::ReadOther)) {
        const QString warning =
            PasswordText::tr("The password file %1 can be read by everybody on this computer. Take that right "
                             "away (chmod o-rwx %1), or delete it and choose another password.");
        std::fputs(qPrintable(warning.arg(name) + u'\n'), stderr);
    }
    return decoded(readLine(file.handle()), name);
}

bool canAskForPassword()
{
    return isatty(STDIN_FILENO) != 0;
}

Result<QString> askForPassword(const QString& whose)
{
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const auto first = asked(PasswordText::tr("Password of %1 (empty: invite instead): ").arg(whose));
        if (!first || first->isEmpty())
            return QString();
        const auto password = decoded(first, PasswordText::tr("the terminal"));
        if (!password)
            return password.fault();
        if (password->size() < rules::kShortestPassword) {
            std::fprintf(stderr, "%s\n", qPrintable(PasswordText::tr("Too short: use at least 10 characters.")));
            continue;
        }
        if (asked(PasswordText::tr("Once more: ")) == first)
            return password;
        std::fprintf(stderr, "%s\n", qPrintable(PasswordText::tr("The two differ.")));
    }
    return bad(PasswordText::tr("No password was agreed on. Nothing was changed."));
}

} // namespace server::process
