#pragma once
// The REST routes of the API, by subject (docs/api/openapi.yaml).

namespace server::http
{
class Router;
}

namespace server::api
{

class Hub;
class Service;

/// Sign-in, refresh, sign-out, invitations, resets, me.
void addAccountRoutes(http::Router& router, Service& service, Hub& hub);
/// Bootstrap, changes, history, threads, profiles, search.
void addReadRoutes(http::Router& router, Service& service);
/// PUT operations/{uuid}.
void addOperationRoutes(http::Router& router, Service& service);
/// Resumable upload and range download.
void addAttachmentRoutes(http::Router& router, Service& service);
/// The API's own description, health, and the answer to everything else.
void addServiceRoutes(http::Router& router, Service& service);
/// The websocket of agents.
void addStreamRoute(http::Router& router, Service& service, Hub& hub);

} // namespace server::api
