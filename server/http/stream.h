#pragma once

// The only way to Beast: included by connection.cpp and socket_session.cpp alone, because it costs 19 s a file.
#include "server/http/asio_config.h"
#include "server/http/core.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>

namespace server::http
{

namespace asio = boost::asio;
namespace beast = boost::beast;
using ErrorCode = boost::system::error_code;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Clock = std::chrono::steady_clock;
using UpgradeRequest = beast::http::request<beast::http::empty_body>;

/// The token of a call that is awaited and puts its error into `ec` instead of throwing it.
inline auto into(ErrorCode& ec)
{
    return asio::redirect_error(asio::use_awaitable, ec);
}

/// What a websocket session starts from.
template<class Stream>
struct Upgrade {
    Stream stream;
    UpgradeRequest wire;
    Request request;
    SocketCallbacks callbacks;
    const Route& route;
    QByteArray address; ///< Key of the client, behind a proxy too.
    Share::Pass pass;   ///< Where the route is public.
};

/// Answers 101 and runs the session until it ends.
template<class Stream>
void startSocket(Core& core, Upgrade<Stream> upgrade);
extern template void startSocket<PlainStream>(Core& core, Upgrade<PlainStream> upgrade);
extern template void startSocket<TlsStream>(Core& core, Upgrade<TlsStream> upgrade);

} // namespace server::http
