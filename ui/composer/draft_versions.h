#pragma once
// What a draft said before, to choose from (BEY-7).

#include "desk/draft.h"

#include <QDialog>
#include <QList>

class QListWidget;

namespace ui
{

class DraftVersions : public QDialog
{
    Q_OBJECT

public:
    /// `versions`: newest first, as the reader gives them.
    explicit DraftVersions(QList<desk::Draft> versions, QWidget* parent);

Q_SIGNALS:
    void chosen(const desk::Draft& version);

private:
    void choose();

    QList<desk::Draft> m_versions;
    QListWidget* m_list;
};

} // namespace ui
