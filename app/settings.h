#pragma once

#include "ui/preferences.h"

#include <QSettings>

namespace app
{

/// Preferences in an INI file of the data folder; QSettings gathers writes and replaces the file atomically.
class Settings final : public ui::Preferences
{
public:
    explicit Settings(const QString& path)
        : m_settings(path, QSettings::IniFormat)
    {
    }

    QVariant value(const QString& key, const QVariant& fallback) const override
    {
        return m_settings.value(key, fallback);
    }
    void setValue(const QString& key, const QVariant& value) override { m_settings.setValue(key, value); }

private:
    QSettings m_settings;
};

} // namespace app
