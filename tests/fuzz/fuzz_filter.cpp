// What people type: filter texts survive the way through their text form, searches stay within their caps.
#include "desk/filter.h"
#include "sql/tokenizer.h"
#include "store/search_query.h"
#include "tests/fuzz/fuzz.h"

namespace
{

void checkFilter(const QString& text)
{
    const auto parsed = desk::parseFilter(text);
    if (const auto* error = std::get_if<desk::FilterError>(&parsed)) {
        if (error->message.isEmpty() || error->position < 0 || error->position > text.size())
            fuzzFail("an error says what is wrong and where");
        return;
    }
    const desk::Filter& filter = std::get<desk::Filter>(parsed);
    const QString form = desk::toText(filter);
    const auto again = desk::parseFilter(form);
    // The text form of a filter near the cap may be longer than what was typed.
    if (const auto* same = std::get_if<desk::Filter>(&again); same && !(*same == filter))
        fuzzFail("a filter's text form means the same filter");
    desk::matches(filter, desk::Ticket(), desk::Instant{1});
}

} // namespace

int fuzzOne(const std::uint8_t* data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), qsizetype(size));
    checkFilter(text);
    const store::SearchTerms terms = store::parseSearch(text);
    if (terms.question.conditions.size() > sql::kMostConditions + sql::kLongestQuestion)
        fuzzFail("a search holds no more conditions than its text has characters");
    if (!sql::isMetBy(terms.question, sql::indexedWords(text)) && !text.contains(u':') &&
        text.size() <= sql::kLongestQuestion)
        fuzzFail("a text is found by itself");
    return 0;
}
