#pragma once

#include "app/keychain_credentials.h"

#include <QTest>

#include <optional>

namespace keychain_test
{

inline const QString kAccount = QStringLiteral("https://desk.example");

/// What the keychain answers; nullopt when it does not.
inline std::optional<syncing::Tokens> load(app::KeychainCredentials& credentials)
{
    std::optional<syncing::Tokens> answer;
    QObject context;
    credentials.load(&context, [&answer](const syncing::Tokens& tokens) { answer = tokens; });
    static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }, 15'000));
    return answer;
}

} // namespace keychain_test
