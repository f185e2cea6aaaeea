// A search goes on to the desk for what is not here: when it is asked, and what becomes of the rows.

#include "model_desk.h"
#include "models/palette_model.h"
#include "models/search_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;
using State = models::DeskSearch::State;

namespace
{

/// A desk whose past is not here, with one ticket that speaks of a parcel.
struct Found {
    Found()
    {
        link(store::Link::Live);
        bring(1);
    }
    ~Found() { desk.remote.searchAnswers.clear(); }

    void link(store::Link link, bool complete = false)
    {
        store::SyncState state = desk.session->syncState();
        state.link = link;
        state.historyComplete = complete;
        desk.session->setSyncState(state);
    }
    /// As the desk's answer does: the ticket and its message are stored.
    void bring(int number, qint64 age = 0)
    {
        const desk::Instant at = desk.clock.now() - age;
        desk.apply({ticket(number, at), message(u"m%1"_s.arg(number), number, at, u"the parcel is broken"_s)});
    }
    QStringList shown() const
    {
        QStringList tickets;
        for (int row = 0; row < model.rowCount(); ++row)
            tickets.append(model.index(row, 0).data(models::SearchModel::TicketIdRole).toString());
        return tickets;
    }
    /// The rows of what is here, without the desk.
    bool searchHere(const QString& text)
    {
        QSignalSpy finished(&model, &models::SearchModel::finished);
        model.setQuery(text);
        return finished.wait() || !model.searching();
    }
    qsizetype asked() const { return desk.remote.searches.size(); }

    ModelDesk desk;
    models::SearchModel model{*desk.session};
    QAbstractItemModelTester tester{&model};
};

} // namespace

class TestDeskSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotHereIsAskedForOnce();
    void rowsStayWhereTheyAre();
    void whatMatchesNoMoreGoes();
    void answersBeforeTheFirstRows();
    void aStaleAnswerIsDropped();
    void theSameWordsAreNotAskedTwice();
    void aFailureIsSaidAndForgotten();
    void theLineGoesAndComes();
    void progressDoesNotPutItOff();
    void whenTheDeskIsNotAsked_data();
    void whenTheDeskIsNotAsked();
    void furtherHitsAreSaid();
    void theQuestionEnds();
    void thePaletteOffersANumber();
};

void TestDeskSearch::whatIsNotHereIsAskedForOnce()
{
    Found found;
    QSignalSpy changed(&found.model, &models::SearchModel::deskStateChanged);
    for (const QString& text : {u"par"_s, u"parc"_s, u"Parcel"_s})
        found.model.setQuery(text);
    QCOMPARE(found.model.deskState(), State::Waiting);
    QCOMPARE(found.asked(), 0);
    QTRY_COMPARE(found.desk.remote.searches, QStringList{u"parcel"_s}); // what was typed on the way was never asked
    QCOMPARE(found.desk.remote.searchLimits, QList<int>{50});
    QCOMPARE(found.model.deskState(), State::Asking);
    QTRY_COMPARE(found.shown(), QStringList{u"1"_s});
    found.bring(2, desk::kHour);
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QCOMPARE(found.model.deskState(), State::Asking); // until the rows are there
    QTRY_COMPARE(found.shown(), (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(found.model.deskState(), State::Quiet);
    QVERIFY(!found.model.more());
    QVERIFY(changed.size() >= 3);
    QCOMPARE(found.asked(), 1);
}

void TestDeskSearch::rowsStayWhereTheyAre()
{
    Found found;
    found.bring(3, desk::kDay);
    QVERIFY(found.searchHere(u"parcel"_s));
    QCOMPARE(found.shown(), (QStringList{u"1"_s, u"3"_s}));
    const QPersistentModelIndex current = found.model.index(1, 0);
    QSignalSpy removed(&found.model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy finished(&found.model, &models::SearchModel::finished);
    QTRY_COMPARE(found.asked(), 1);
    found.bring(2, desk::kHour); // between the two by its age
    found.desk.apply({message(u"m1b"_s, 1, found.desk.clock.now(), u"one more parcel"_s)});
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QTRY_COMPARE(found.shown(), (QStringList{u"1"_s, u"3"_s, u"2"_s}));
    QCOMPARE(current.row(), 1);
    QCOMPARE(found.model.hit(0).excerpt, u"one more parcel"_s);
    QCOMPARE(removed.size(), 0);
    QCOMPARE(finished.size(), 0); // the first answer is painted once
}

void TestDeskSearch::whatMatchesNoMoreGoes()
{
    Found found;
    found.bring(3, desk::kDay);
    QVERIFY(found.searchHere(u"parcel"_s));
    QTRY_COMPARE(found.asked(), 1);
    found.desk.remove(desk::EntityKind::Message, u"m1"_s);
    found.desk.remove(desk::EntityKind::Ticket, u"1"_s);
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QTRY_COMPARE(found.shown(), QStringList{u"3"_s});
}

void TestDeskSearch::answersBeforeTheFirstRows()
{
    Found found;
    QVERIFY(found.searchHere(u"parc"_s));
    QTRY_COMPARE(found.asked(), 1);
    found.bring(2, desk::kHour);
    found.model.setQuery(u"parcel"_s);
    QVERIFY(found.model.searching());
    found.model.setQuery(u"parc"_s); // back to what the desk was asked, while the rows are still looked for
    QCOMPARE(found.model.deskState(), State::Asking);
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QVERIFY(found.model.searching());
    QTRY_COMPARE(found.shown(), (QStringList{u"1"_s, u"2"_s}));
    QVERIFY(!found.model.searching());
    QCOMPARE(found.model.deskState(), State::Quiet);
}

void TestDeskSearch::aStaleAnswerIsDropped()
{
    Found found;
    QVERIFY(found.searchHere(u"parcel"_s));
    QTRY_COMPARE(found.asked(), 1);
    QVERIFY(found.searchHere(u"broken"_s));
    QCOMPARE(found.model.deskState(), State::Waiting);
    found.desk.remote.searchAnswers.takeFirst()(u"No connection."_s, true);
    QCOMPARE(found.model.deskState(), State::Waiting); // the failure was another question's
    QVERIFY(!found.model.more());
    QTRY_COMPARE(found.asked(), 2);
    QCOMPARE(found.desk.remote.searches.last(), u"broken"_s);
    found.model.setQuery({});
    found.bring(2);
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QCOMPARE(found.model.deskState(), State::Quiet);
    QCOMPARE(found.model.rowCount(), 0);
}

void TestDeskSearch::theSameWordsAreNotAskedTwice()
{
    Found found;
    QVERIFY(found.searchHere(u"parcel"_s));
    QTRY_COMPARE(found.asked(), 1);
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QTRY_COMPARE(found.model.deskState(), State::Quiet);
    for (const QString& text : {u"parce"_s, u"PARCEL"_s, QString(), u"parcel"_s}) {
        found.model.setQuery(text);
        QCOMPARE(found.model.deskState(), text == u"parce" ? State::Waiting : State::Quiet);
    }
    QVERIFY(found.searchHere(u"broken"_s)); // other words, and then the first ones again
    QTRY_COMPARE(found.asked(), 2);
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QVERIFY(found.searchHere(u"parcel"_s));
    QTRY_COMPARE(found.asked(), 3);
}

void TestDeskSearch::aFailureIsSaidAndForgotten()
{
    Found found;
    QVERIFY(found.searchHere(u"parcel"_s));
    QTRY_COMPARE(found.asked(), 1);
    found.desk.remote.searchAnswers.takeFirst()(u"The server has a problem (500)."_s, false);
    QCOMPARE(found.model.deskState(), State::Failed);
    QCOMPARE(found.model.deskTrouble(), u"The server has a problem (500)."_s);
    QVERIFY(found.model.trouble().isEmpty()); // what is here was searched all the same
    QCOMPARE(found.shown(), QStringList{u"1"_s});
    found.link(store::Link::CatchingUp);
    found.link(store::Link::Live);
    QCOMPARE(found.model.deskState(), State::Failed); // not asked again by itself
    QVERIFY(found.searchHere(u"broken"_s));
    QTRY_COMPARE(found.asked(), 2);
    QCOMPARE(found.model.deskState(), State::Asking);
    QVERIFY(found.model.deskTrouble().isEmpty());
}

void TestDeskSearch::theLineGoesAndComes()
{
    Found found;
    QVERIFY(found.searchHere(u"parcel"_s));
    QTRY_COMPARE(found.asked(), 1);
    found.link(store::Link::Offline);
    QCOMPARE(found.model.deskState(), State::HereOnly);
    found.desk.remote.searchAnswers.takeFirst()(u"The server cannot be reached."_s, false);
    QCOMPARE(found.model.deskState(), State::HereOnly);
    found.link(store::Link::Connecting);
    QCOMPARE(found.model.deskState(), State::HereOnly);
    found.link(store::Link::Live);
    QCOMPARE(found.model.deskState(), State::Waiting);
    QTRY_COMPARE(found.asked(), 2); // nobody had answered
    found.desk.remote.searchAnswers.takeFirst()({}, false);
    QTRY_COMPARE(found.model.deskState(), State::Quiet);
    found.link(store::Link::Offline);
    found.link(store::Link::Live);
    QCOMPARE(found.model.deskState(), State::Quiet); // the answer still holds
}

void TestDeskSearch::progressDoesNotPutItOff()
{
    Found found;
    found.model.setQuery(u"parcel"_s);
    store::SyncState state = found.desk.session->syncState();
    QTRY_VERIFY_WITH_TIMEOUT((++state.historyDone, found.desk.session->setSyncState(state), found.asked() == 1), 5000);
}

void TestDeskSearch::whenTheDeskIsNotAsked_data()
{
    QTest::addColumn<int>("link");
    QTest::addColumn<bool>("complete");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, store::Link link, bool complete, const QString& text, State state) {
        QTest::newRow(name) << int(link) << complete << text << int(state);
    };
    using store::Link;
    row("all is here", Link::Live, true, u"parcel"_s, State::Quiet);
    row("all is here, offline", Link::Offline, true, u"parcel"_s, State::Quiet);
    row("nothing was asked", Link::Live, false, u"  "_s, State::Quiet);
    row("offline", Link::Offline, false, u"parcel"_s, State::HereOnly);
    row("signed out", Link::SignedOut, false, u"parcel"_s, State::HereOnly);
    row("refused", Link::Refused, false, u"parcel"_s, State::HereOnly);
    row("connecting", Link::Connecting, false, u"parcel"_s, State::HereOnly);
    row("one letter", Link::Live, false, u"p"_s, State::HereOnly);
    row("filters", Link::Live, false, u"parcel from:anna"_s, State::Filtered);
    row("filters alone", Link::Live, false, u"is:unread"_s, State::Filtered);
}

void TestDeskSearch::whenTheDeskIsNotAsked()
{
    QFETCH(int, link);
    QFETCH(bool, complete);
    QFETCH(QString, text);
    QFETCH(int, state);
    Found found;
    found.link(store::Link(link), complete);
    found.model.setQuery(text);
    QCOMPARE(int(found.model.deskState()), state); // nothing but Waiting leads to a question
    found.link(store::Link(link), complete);
    QCOMPARE(int(found.model.deskState()), state);
    QCOMPARE(found.asked(), 0);
}

void TestDeskSearch::furtherHitsAreSaid()
{
    Found found;
    QVERIFY(found.searchHere(u"parcel"_s));
    QVERIFY(!found.model.more());
    QTRY_COMPARE(found.asked(), 1);
    found.desk.remote.searchAnswers.takeFirst()({}, true);
    QTRY_COMPARE(found.model.deskState(), State::Quiet);
    QVERIFY(found.model.more());
    QVERIFY(found.searchHere(u"broken"_s));
    QVERIFY(!found.model.more());
}

void TestDeskSearch::theQuestionEnds()
{
    Found found;
    QVERIFY(found.searchHere(u"parcel"_s));
    QCOMPARE(found.model.deskState(), State::Waiting);
    found.link(store::Link::Live, true); // the last page of the past came
    QCOMPARE(found.model.deskState(), State::Quiet);
    QCOMPARE(found.asked(), 0);
}

void TestDeskSearch::thePaletteOffersANumber()
{
    Found found;
    models::PaletteModel palette(*found.desk.session);
    QAbstractItemModelTester paletteTester(&palette);
    const auto first = [&palette](int role) { return palette.index(0).data(role); };
    palette.setQuery(u"#77"_s);
    QCOMPARE(first(models::PaletteModel::KindRole).toInt(), int(models::PaletteModel::Kind::Number));
    QCOMPARE(first(models::PaletteModel::IdRole).toString(), u"77"_s);
    QVERIFY(first(Qt::AccessibleTextRole).toString().contains(u"#77"_s));
    palette.setQuery(u"#1"_s); // here
    QCOMPARE(first(models::PaletteModel::KindRole).toInt(), int(models::PaletteModel::Kind::Ticket));
    for (const QString& text : {u"77"_s, u"#"_s, u"#0"_s, u"#-5"_s, u"#x"_s}) {
        palette.setQuery(text);
        QVERIFY2(first(models::PaletteModel::KindRole).toInt() != int(models::PaletteModel::Kind::Number),
                 qPrintable(text));
    }
    found.link(store::Link::Live, true);
    palette.setQuery(u"#77"_s); // all is here, and it is not
    QVERIFY(!palette.index(0).isValid() ||
            first(models::PaletteModel::KindRole).toInt() != int(models::PaletteModel::Kind::Number));
}

QTEST_MAIN(TestDeskSearch)
#include "tst_desk_search.moc"
