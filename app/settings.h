#pragma once

#include "ui/preferences.h"

#include <QHash>
#include <QSettings>
#include <QTimer>

namespace app
{

/// Preferences in an INI file of the data folder. Changes stay in memory until none has come for a while, or the
/// program ends: each write replaces the file, with a sync to disk. UI thread.
class Settings final : public ui::Preferences
{
public:
    explicit Settings(const QString& path);
    ~Settings() override; ///< writes what is left

    QVariant value(const QString& key, const QVariant& fallback) const override;
    void setValue(const QString& key, const QVariant& value) override;
    void write(); ///< at once

private:
    QSettings m_settings;
    QHash<QString, QVariant> m_changed;
    QTimer m_rest;
};

} // namespace app
