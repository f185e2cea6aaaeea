#pragma once

#include "server/http/asio_config.h"
#include "server/http/core.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace server::http
{

/// Serves one accepted connection until it ends; TLS when there is a context. I/O thread.
void serveConnection(Core& core, boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
                     const Address& peer, const QByteArray& addressKey);

} // namespace server::http
