#pragma once
// The commands of `bellhop-server`; each returns the program's exit code.

#include "server/process/command_line.h"

namespace server::process
{

int run(const Serve& serve);
int run(const Seed& seed);
int run(const UserAdd& user);
int run(const UserList& users);
int run(const UserChange& user);
int run(const UserSecret& user);
int run(const TokenList& tokens);
int run(const TokenEnd& token);
int run(const DeskShow& desk);
int run(const DeskSet& desk);
int run(const DeskRelease& desk);
int run(const Backup& backup);
int run(const Restore& restore);
int run(const Say& say);

} // namespace server::process
