#include "app/settings.h"

namespace app
{

namespace
{
constexpr int kRestMs = 3000;
}

Settings::Settings(const QString& path)
    : m_settings(path, QSettings::IniFormat)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    m_rest.callOnTimeout([this] { write(); });
}

Settings::~Settings()
{
    write();
}

QVariant Settings::value(const QString& key, const QVariant& fallback) const
{
    const auto changed = m_changed.constFind(key);
    return changed == m_changed.constEnd() ? m_settings.value(key, fallback) : *changed;
}

void Settings::setValue(const QString& key, const QVariant& value)
{
    if (this->value(key, {}) == value)
        return;
    m_changed.insert(key, value);
    m_rest.start();
}

void Settings::write()
{
    m_rest.stop();
    if (m_changed.isEmpty())
        return;
    for (auto each = m_changed.cbegin(); each != m_changed.cend(); ++each)
        m_settings.setValue(each.key(), each.value());
    m_changed.clear();
    m_settings.sync();
}

} // namespace app
