#pragma once
// What one agent has set about the program itself; kept by app/ in the data folder.

#include <QString>
#include <QVariant>

namespace ui
{

/// A small key-value store. UI thread; writes are gathered and never block.
class Preferences
{
public:
    virtual ~Preferences() = default;
    virtual QVariant value(const QString& key, const QVariant& fallback = {}) const = 0;
    virtual void setValue(const QString& key, const QVariant& value) = 0;
};

} // namespace ui
