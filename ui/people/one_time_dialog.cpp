#include "ui/people/one_time_dialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kDialogWidth = 460;
}

OneTimeDialog::OneTimeDialog(const QString& title, const QString& text, const QString& action, QUrl desk,
                             QWidget* parent)
    : QDialog(parent)
    , m_desk(std::move(desk))
    , m_form(new QWidget)
    , m_column(new QVBoxLayout(m_form))
    , m_text(new TextLabel(text, Type::Body, Ink::Dim))
    , m_error(new TextLabel({}, Type::Body, Ink::Danger))
    , m_secret(new QPlainTextEdit)
    , m_copy(new PushButton(tr("Copy"), ButtonKind::Primary))
    , m_action(new PushButton(action, ButtonKind::Primary))
    , m_close(new PushButton(tr("Cancel")))
{
    setWindowTitle(tr("%1 - Bellhop").arg(title));
    setAccessibleDescription(text);
    setMinimumWidth(Theme::current().px(kDialogWidth));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::m);
    column->addWidget(new TextLabel(title, Type::Title));
    column->addWidget(m_text);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::xs);
    column->addWidget(m_form);
    m_secret->setObjectName(u"oneTimeText"_s);
    m_secret->setAccessibleName(tr("To hand over"));
    m_secret->setReadOnly(true);
    m_secret->setTabChangesFocus(true);
    m_secret->setFixedHeight(Theme::current().px(96));
    m_secret->hide();
    column->addWidget(m_secret);
    m_error->setObjectName(u"oneTimeError"_s);
    m_error->hide();
    column->addWidget(m_error);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_close);
    row->addWidget(m_action);
    row->addWidget(m_copy);
    column->addLayout(row);
    m_copy->setObjectName(u"oneTimeCopy"_s);
    m_copy->hide();
    m_action->setDefault(true);
    connect(m_close, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_action, &QAbstractButton::clicked, this, &OneTimeDialog::press);
    connect(m_copy, &QAbstractButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_secret->toPlainText()); });
}

QLineEdit* OneTimeDialog::addField(const QString& label, const char* name)
{
    auto* line = new QLineEdit;
    line->setMinimumHeight(Theme::current().px(extent::control));
    addWidget(label, name, line);
    connect(line, &QLineEdit::textEdited, this, [this] { showError({}); });
    return line;
}

void OneTimeDialog::addWidget(const QString& label, const char* name, QWidget* widget)
{
    auto* caption = new TextLabel(label, Type::Secondary, Ink::Dim);
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(label);
    caption->setBuddy(widget);
    m_column->addSpacing(space::s);
    m_column->addWidget(caption);
    m_column->addWidget(widget);
}

void OneTimeDialog::showError(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    adjustSize();
}

void OneTimeDialog::press()
{
    if (!m_action->isEnabled())
        return;
    showError({});
    const bool asked = submit();
    m_action->setEnabled(!asked);
    m_form->setEnabled(!asked);
}

void OneTimeDialog::answered(const QString& whom, const QString& error, const QString& secret)
{
    m_action->setEnabled(true);
    m_form->setEnabled(true);
    if (error.isEmpty())
        return showSecret(whom, secret);
    showError(error);
}

void OneTimeDialog::showSecret(const QString& whom, const QString& secret)
{
    m_form->hide();
    m_action->hide();
    m_text->setText(tr("Hand this to %1. It works once, within 7 days, and is not shown again: in Bellhop, \"I have an "
                       "invitation\".")
                        .arg(whom));
    m_secret->setPlainText(tr("Address: %1\nInvitation: %2").arg(m_desk.toString(), secret));
    m_secret->show();
    m_copy->show();
    m_copy->setDefault(true);
    m_close->setText(tr("Done"));
    adjustSize();
    m_copy->setFocus();
}

} // namespace ui
