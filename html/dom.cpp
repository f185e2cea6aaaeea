#include "html/dom.h"

#include "html/tags.h"

namespace html
{

QByteArray nameOf(const GumboNode* node)
{
    if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag == GUMBO_TAG_UNKNOWN)
        return {};
    const QByteArray name = gumbo_normalized_tagname(node->v.element.tag);
    return tagFor(name) == name ? name : QByteArray();
}

QString attribute(const GumboNode* node, const char* name)
{
    if (node->type != GUMBO_NODE_ELEMENT)
        return {};
    const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
    return found ? QString::fromUtf8(found->value) : QString();
}

const GumboVector* childrenOf(const GumboNode* node)
{
    if (node->type == GUMBO_NODE_DOCUMENT)
        return &node->v.document.children;
    return node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : nullptr;
}

const char* textOf(const GumboNode* node)
{
    const bool text = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE;
    return text ? node->v.text.text : nullptr;
}

} // namespace html
