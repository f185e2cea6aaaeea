#include "ui/composer/draft_versions.h"

#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QLocale>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kFirstWords = 120; ///< characters

QString lineOf(const desk::Draft& version)
{
    const QString time = QLocale().toString(version.updated.utc().toLocalTime(), QLocale::ShortFormat);
    const QString words = singleLine(version.text, kFirstWords);
    if (version.files.isEmpty())
        return DraftVersions::tr("%1: %2", "time, first words").arg(time, words);
    return DraftVersions::tr("%1, with %n file(s): %2", "time, first words", int(version.files.size()))
        .arg(time, words);
}
} // namespace

DraftVersions::DraftVersions(QList<desk::Draft> versions, QWidget* parent)
    : QDialog(parent)
    , m_versions(std::move(versions))
    , m_list(new QListWidget)
{
    setObjectName(u"draftVersions"_s);
    setWindowTitle(tr("Earlier versions - Bellhop"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(Theme::current().px(620), Theme::current().px(360));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(new TextLabel(m_versions.isEmpty()
                                        ? tr("This text has no earlier version yet. One is kept every half minute of "
                                             "writing, and whenever much is taken out.")
                                        : tr("The one that you choose becomes the draft; what stands there now is kept "
                                             "as a version."),
                                    Type::Body, Ink::Dim));
    m_list->setObjectName(u"draftVersionsList"_s);
    m_list->setAccessibleName(tr("Earlier versions"));
    m_list->setUniformItemSizes(true);
    for (const desk::Draft& version : std::as_const(m_versions))
        m_list->addItem(lineOf(version));
    m_list->setCurrentRow(0);
    column->addWidget(m_list, 1);
    auto* buttons = new QHBoxLayout;
    auto* use = new PushButton(tr("Use this version"), ButtonKind::Primary);
    use->setObjectName(u"draftVersionsUse"_s);
    use->setEnabled(!m_versions.isEmpty());
    use->setDefault(true);
    auto* cancel = new PushButton(tr("Cancel"));
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(use);
    column->addLayout(buttons);
    connect(use, &QAbstractButton::clicked, this, &DraftVersions::choose);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemActivated, this, &DraftVersions::choose);
}

void DraftVersions::choose()
{
    const int row = m_list->currentRow();
    if (row < 0 || result() == Accepted)
        return;
    accept();
    Q_EMIT chosen(m_versions.at(row));
}

} // namespace ui
