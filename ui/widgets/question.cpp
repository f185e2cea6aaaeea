#include "ui/widgets/question.h"

#include <QMessageBox>

namespace ui
{

QMessageBox* question(QWidget* parent, const char* name, const QString& title, const QString& text)
{
    QWidget* window = parent->window();
    if (window->findChild<QMessageBox*>(QLatin1String(name), Qt::FindDirectChildrenOnly))
        return nullptr;
    auto* box = new QMessageBox(QMessageBox::NoIcon, QStringLiteral("Bellhop"), title, QMessageBox::NoButton, window);
    box->setObjectName(QLatin1String(name));
    box->setInformativeText(text);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    return box;
}

} // namespace ui
