// Writes the allow-listed rest of the parser's tree.
#pragma once

#include "html/clean.h"

#include <QSet>

#include <gumbo.h>

namespace html
{

/// Writes one part of a tree: all of it, what is before a node, or what begins with it.
class Writer
{
public:
    enum class Part { Before, From };

    /// `border` parts the tree; null with Part::Before writes everything.
    Writer(const CleanOptions& options, const GumboNode* border, Part part);

    /// Writes below `root` and adds links, counts and `truncated` to `result`. Call once.
    void write(const GumboNode* root, CleanResult& result);

    QString html() const { return out; }
    /// One line a block, no empty lines.
    QString plainText() const { return plain.trimmed(); }

private:
    void node(const GumboNode* source);
    void children(const GumboNode* source);
    void element(const GumboNode* source, const QByteArray& name);
    void text(const QString& raw);
    void character(QChar c, QString& piece);
    void image(const GumboNode* source);
    void link(const GumboNode* source, const QString& attributes);
    QString attributesOf(const GumboNode* source, const QByteArray& name, const QString& css) const;
    void breakBlock();
    bool fits(qsizetype more);
    bool put(const QString& markup);

    const CleanOptions options;
    const GumboNode* const border;
    const Part part;
    QSet<const GumboNode*> ancestors;
    bool active = true;
    bool stopped = false;
    int preDepth = 0;
    int nodes = 0;
    int run = 0;
    qsizetype bytes = 0;
    bool lastSpace = true;
    QString out;
    QString plain;
    QString* linkText = nullptr;
    CleanResult* sink = nullptr;
};

} // namespace html
