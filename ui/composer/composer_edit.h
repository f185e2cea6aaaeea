#pragma once
// Where an agent writes: plain text, or for mail a little formatting; what is pasted is cleaned (THR-4).

#include <QTextEdit>

namespace ui
{

class ComposerEdit : public QTextEdit
{
    Q_OBJECT

public:
    explicit ComposerEdit(QWidget* parent = nullptr);

    void setRich(bool rich); ///< mail only
    bool isRich() const { return m_rich; }
    /// Grows with its text between these heights.
    void setHeights(int least, int most);
    void toggleBold();
    void toggleItalic();
    void toggleList();
    void setLink(const QString& target);
    /// The `/word` or `@word` before the caret, without its sign; nullopt when there is none.
    std::optional<QString> wordAfter(QChar sign) const;
    /// Puts `text` in the place of the sign and its word.
    void replaceWord(QChar sign, const QString& text);
    /// Begins with a stored draft; `html` must have come from richHtml() or the cleaner. Colours are left out.
    void setDraft(const QString& html);
    bool hasText() const; ///< more than what shows nothing (desk/invisible.h)
    /// The body of the document as HTML for the server, which cleans it again; empty when nothing is formatted.
    QString richHtml() const;

Q_SIGNALS:
    void filesOffered(const QStringList& paths);
    void imageOffered(const QImage& image);
    /// Before the editor acts on a key; `used` is set by who took it.
    void keyOffered(int key, bool* used);

protected:
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    QVariant loadResource(int type, const QUrl& name) override;

private:
    void grow();
    void applyTheme();

    bool m_rich = false;
    int m_least = 0;
    int m_most = 0;
};

} // namespace ui
