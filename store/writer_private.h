#pragma once
// Internal to Writer.

#include "store/commit.h"
#include "store/writer.h"

namespace store
{

class Writer::Private
{
public:
    WriterState state;
    QString damagedCopy;
    QString rescueFile;
    int rescued = 0;

    sql::Connection& db() { return *state.db; }
    desk::Cursor cursor();
};

} // namespace store
