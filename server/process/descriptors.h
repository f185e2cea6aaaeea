#pragma once
// How many files the system lets the process have open, and what of the server fits into that.

namespace server::process
{

/// Raises the soft limit on descriptors to the hard one; what the limit is then. Before any connection.
int raiseDescriptorLimit();

/// Places of an http::Server (ServerOptions has the meanings).
struct Capacity {
    int connections = 0;
    int strangers = 0; ///< of the connections: what public routes may use; agents get in beside them
    int bodyFiles = 0;
};

/// What fits into so many descriptors: some stay for the database, the log and downloads.
Capacity capacityOf(int descriptors);

} // namespace server::process
