#include "sync/error_class.h"

namespace syncing
{

namespace
{

ErrorClass unauthorized(QStringView code)
{
    if (code.isEmpty())
        return ErrorClass::Transient;
    return code == u"token-expired" ? ErrorClass::Refresh : ErrorClass::SignedOut;
}

ErrorClass conflict(QStringView code)
{
    if (code == u"stale")
        return ErrorClass::Stale;
    return code.isEmpty() || code == u"running" ? ErrorClass::Transient : ErrorClass::Permanent;
}

/// What a desk server's HTTP layer says of the address and not of what was asked: a wrong address in the settings or an
/// older server, which can be mended while the work waits.
bool isOfTheAddress(QStringView code)
{
    return code == u"malformed" || code == u"wrong-origin" || code == u"not-found" || code == u"method-not-allowed" ||
           code == u"wrong-host";
}

ErrorClass refused(int status, QStringView code)
{
    if (isOfTheAddress(code))
        return ErrorClass::Transient;
    switch (status) {
    case 401:
        return unauthorized(code);
    case 403:
        if (code == u"no-access")
            return ErrorClass::NoAccess;
        break;
    case 408:
    case 425:
    case 429:
        return ErrorClass::Transient;
    case 409:
        return conflict(code);
    case 410:
        if (code == u"cursor-gone")
            return ErrorClass::CursorGone;
        break;
    case 413:
        return ErrorClass::Permanent;
    default:
        break;
    }
    return code.isEmpty() ? ErrorClass::Transient : ErrorClass::Permanent;
}

} // namespace

ErrorClass classify(QNetworkReply::NetworkError network, int status, QStringView code)
{
    if (status >= 400 && status < 500)
        return refused(status, code);
    if (status >= 200 && status < 300)
        return network == QNetworkReply::NoError ? ErrorClass::None : ErrorClass::Transient;
    return ErrorClass::Transient;
}

bool mayBeDone(QNetworkReply::NetworkError network, int status, QStringView code)
{
    using E = QNetworkReply::NetworkError;
    if (status == 0)
        return network != E::ConnectionRefusedError && network != E::HostNotFoundError &&
               network != E::SslHandshakeFailedError;
    return code.isEmpty() || code == u"running" || status >= 500 || status < 400;
}

bool concernsTheLine(int status)
{
    return status < 400 || status == 407 || status == 429 || (status >= 502 && status <= 504) || status >= 520;
}

} // namespace syncing
