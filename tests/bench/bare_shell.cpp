// bare_shell FOLDER URL: the floor of start and memory. A window with the parts of ours and nothing of what we do:
// every Qt module and library that Bellhop uses is used once, then it says `painted` and stays.

#include <QApplication>
#include <QDBusConnection>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPainter>
#include <QSplitter>
#include <QStringListModel>
#include <QSvgRenderer>
#include <QTextBrowser>
#include <QTimer>
#include <QToolBar>
#include <QTreeView>
#include <QWebSocket>

#include <cstdio>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace
{

class Shell : public QMainWindow
{
public:
    Shell()
    {
        menuBar()->addMenu(u"Desk"_s)->addAction(u"Quit"_s);
        QPixmap icon(20, 20);
        icon.fill(Qt::transparent);
        QPainter painter(&icon);
        QSvgRenderer(QByteArrayLiteral("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'>"
                                       "<circle cx='10' cy='10' r='8'/></svg>"))
            .render(&painter);
        addToolBar(u"Tools"_s)->addAction(icon, u"Tool"_s);
        QStringList rows;
        for (int i = 0; i < 60; ++i)
            rows.append(u"A row of the list, number %1"_s.arg(i));
        auto* model = new QStringListModel(rows, this);
        auto* columns = new QSplitter;
        auto* views = new QTreeView;
        auto* list = new QListView;
        views->setModel(model);
        list->setModel(model);
        auto* text = new QTextBrowser;
        text->setHtml(u"<p>A message with <b>some</b> <a href='https://desk.example'>words</a></p>"_s.repeated(20));
        columns->addWidget(views);
        columns->addWidget(list);
        columns->addWidget(text);
        setCentralWidget(columns);
        resize(1440, 860);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QMainWindow::paintEvent(event);
        if (!std::exchange(m_painted, true))
            QTimer::singleShot(0, this, [] {
                std::puts("painted");
                std::fflush(stdout);
            });
    }

private:
    bool m_painted = false;
};

void useDatabase(const QString& folder)
{
    sqlite3* db = nullptr;
    sqlite3_open((folder + u"/shell.db"_s).toUtf8().constData(), &db);
    sqlite3_exec(db,
                 "PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS t (a INTEGER PRIMARY KEY, b TEXT); "
                 "INSERT INTO t (b) VALUES ('x'); SELECT count(*) FROM t",
                 nullptr, nullptr, nullptr);
    sqlite3_close(db);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    if (argc < 3)
        return 2;
    const QUrl url(QString::fromLocal8Bit(argv[2]));
    useDatabase(QString::fromLocal8Bit(argv[1]));
    QNetworkAccessManager network;
    QUrl feed = url;
    feed.setPath(u"/v1/changes"_s);
    network.get(QNetworkRequest(feed));
    QWebSocket socket;
    QUrl stream = url;
    stream.setScheme(u"ws"_s);
    stream.setPath(u"/v1/stream"_s);
    socket.open(stream);
    (void)QDBusConnection::sessionBus().isConnected();
    Shell shell;
    shell.show();
    return QApplication::exec();
}
