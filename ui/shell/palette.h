#pragma once
// The command palette (Ctrl+K): every command, view, ticket, customer and macro, with its key (BEY-9).

#include "models/palette_model.h"
#include "ui/context.h"
#include "ui/widgets/card.h"

class QListView;

namespace ui
{

class SearchField;
class TextLabel;

class Palette : public Popover
{
    Q_OBJECT

public:
    Palette(Context context, QWidget* window);

    /// Opens over `anchor` with an empty question and the commands as they are now.
    void openOver(const QWidget* anchor);

Q_SIGNALS:
    void viewChosen(const desk::ViewId& view);
    void ticketChosen(const desk::TicketId& ticket);
    void numberChosen(qint64 number); ///< of a ticket that is not here yet
    void customerChosen(const desk::ProfileId& profile);
    void macroChosen(const desk::MacroId& macro);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void move(int step);
    void selectFirst();
    void fit();
    void choose(const QModelIndex& index);

    Context m_context;
    models::PaletteModel m_model;
    SearchField* m_field;
    QListView* m_list;
    TextLabel* m_none;
    bool m_moved = false; ///< the agent has gone to a row: new results must not take it away
};

} // namespace ui
