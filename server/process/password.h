#pragma once
// Passwords for the command line: asked for in a terminal or read from a file, never an argument that others can see.

#include "server/store/result.h"

#include <QString>

namespace server::process
{

/// The first line of `file` ("-" = standard input), blanks kept, without its line end. Fault `bad-password`: the file
/// cannot be read, is empty, too long, or no UTF-8.
store::Result<QString> passwordFromFile(const QString& file);

/// True when somebody sits at standard input and can be asked.
bool canAskForPassword();
/// Asks twice on the terminal, without echo; empty when nothing was typed. Fault `bad-password` after three tries.
/// A signal ends the process, with the terminal as it was.
store::Result<QString> askForPassword(const QString& whose);

} // namespace server::process
