// Makes mail HTML safe to show (THR-3): what QTextDocument can lay out in bounded time, and nothing that acts.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace html
{

/// Grows whenever the same input may give another result; stored results of an older version are cleaned anew.
inline constexpr int kCleanerVersion = 2;

/// The caps. They are not taste: 20 nested tables, 0.6 kB, hold QTextDocument for ten seconds.
inline constexpr qsizetype kMaxShownBytes = 256 * 1024;
inline constexpr int kMaxDepth = 64;
inline constexpr int kMaxTableDepth = 4;
inline constexpr int kMaxWord = 2000;
inline constexpr int kMaxNodes = 20000;

/// What the reader has allowed.
struct CleanOptions {
    bool remoteImages = false; ///< Remote images become `proxy:<url>` instead of `blocked:` placeholders.
};

/// One link of the mail, for the true-target display.
struct Link {
    QString text;            ///< What the mail shows, folded, at most 200 characters.
    QString target;          ///< Where it leads, host in ASCII form.
    bool misleading = false; ///< The text names another host or address than the target.
};

/// A cleaned mail. `html` cleans to itself under the same options.
struct CleanResult {
    QString html;           ///< The new part: only allow-listed elements and attributes.
    QString quotedHtml;     ///< The quoted earlier mails, to be folded; empty if there are none.
    QString plainText;      ///< The new part as text, one line a block, for snippets and search.
    QList<Link> links;      ///< Links of the new part, then of the quoted one; at most 1,000.
    int blockedRemote = 0;  ///< Remote images not loaded, tracking pixels included.
    bool truncated = false; ///< A cap cut something: offer the whole message as source.
    int version = kCleanerVersion;
};

/// Cleans `html`. Pure, any thread, time linear in the input; never fails: hostile input gives less output.
/// Image sources in the result are `cid:`, small `data:` bitmaps, `blocked:` or `proxy:http(s)://...`.
CleanResult clean(const QString& html, const CleanOptions& options = {});

/// The same for UTF-8 bytes; wrong sequences become U+FFFD. Other charsets are the MIME reader's business.
CleanResult clean(const QByteArray& utf8, const CleanOptions& options = {});

} // namespace html
