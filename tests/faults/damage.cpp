// The client's cache is damaged while the program runs: it is filled anew by itself, and nothing that waits is lost.

#include "tests/faults/families.h"
#include "tests/faults/world.h"

#include <QFile>

namespace faults
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kPage = 4096;

/// Overwrites some pages of the file and what its log holds of them.
bool spoil(const QString& path, QRandomGenerator& random)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || file.size() < 4 * kPage)
        return false;
    const int pages = 1 + random.bounded(8);
    for (int i = 0; i < pages; ++i) {
        QByteArray noise(kPage, '\0');
        for (char& byte : noise)
            byte = static_cast<char>(random.bounded(256));
        file.seek(kPage * random.bounded(int(file.size() / kPage)));
        file.write(noise);
    }
    return true;
}

} // namespace

Verdict damageInUse(quint32 number)
{
    World world(number);
    if (!world.begin())
        return {false, u"the first sync did not end"_s};
    for (int i = 0, steps = world.random.bounded(6); i < steps; ++i)
        world.step();
    const bool fired = spoil(world.clientFile(), world.random);
    for (int i = 0; i < 5; ++i)
        world.step();
    return {fired, world.violation()};
}

} // namespace faults
