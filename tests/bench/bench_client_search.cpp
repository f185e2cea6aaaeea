// Search as you type: from the letter to the first results on the screen.

#include "models/desk_session.h"
#include "models/search_model.h"
#include "sql/connection.h"
#include "tests/bench/client_rows.h"

#include <QLineEdit>
#include <QListView>
#include <QTest>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kWords = 120;
constexpr int kBetween = 20; ///< milliseconds

double askBare(store::Reader& reader, const QString& word)
{
    return sample(1,
                  [&](int) {
                      auto rows = reader.connection().query(
                          u"SELECT rowid FROM message_fts WHERE message_fts MATCH ? ORDER BY rowid DESC LIMIT 50"_s,
                          u'"' + word + u'"');
                      while (rows.next())
                          rows.get<qint64>(0);
                  })
        .front();
}

} // namespace

void measureSearch(Report& report, ClientWindow& client, const Sample& sample)
{
    client.show("my-inbox");
    QLineEdit& field = client.searchField();
    auto* model = static_cast<models::SearchModel*>(client.searchResults().model());
    bool answered = false;
    const auto watch = QObject::connect(model, &models::SearchModel::finished, &field, [&] { answered = true; });
    Samples ours, bare;
    for (int i = 0; i < kWords; ++i) {
        quint64 state = quint64(i) * 977;
        const QString word = sample.word(state);
        field.setFocus();
        field.clear();
        PaintClock::rest(kBetween);
        for (qsizetype typed = 1; typed <= word.size(); ++typed) {
            answered = false;
            const double ms = client.application().pressToPaint(
                [&] { QTest::keyClick(&field, word.at(typed - 1).toLatin1()); }, [&] { return answered; });
            if (typed >= 2)
                ours.push_back(ms);
            PaintClock::rest(kBetween);
        }
        bare.push_back(askBare(client.desk().session().reader(), word));
    }
    QObject::disconnect(watch);
    field.clear();
    const QString name = u"search as you type, first results painted"_s;
    addShare(report, name, 0.95, ours, bare, u"the FTS query alone"_s, 30);
    addShare(report, name, 0.99, ours, bare, u"the FTS query alone"_s, 100);
}

} // namespace bench
