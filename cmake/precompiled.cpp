// Only carries the precompiled header (cmake/Bellhop.cmake).
