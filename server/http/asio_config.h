#pragma once

// Comes before every Asio header, so that all files see one configuration.
#include <utility> // asio 1.74 forgets it

#ifdef __SANITIZE_THREAD__
// ThreadSanitizer knows no fences; the scheduler's mutex orders what these would.
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif
