#include "intake/propose/day_again.hpp"

#include "intake/quality/date_parts.hpp"
#include "intake/quality/weekday.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

// How many cells say anything of the day beside them, and how many of these are right.
struct Agreement {
    std::int64_t asked = 0, right = 0;

    bool holds() const { return asked > 0 && right * 10 >= asked * 9; }
    int percent() const { return static_cast<int>(right * 100 / asked); }
};

// `says` of a cell and its row's day: whether it is right; none where it says nothing.
template <class Says>
Agreement agreement_of(const Choosing& choosing, const TimeColumns& when, const Facts& column,
                       const Says& says) {
    Agreement found;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        const auto at = parse_typed_day(trimmed(choosing.cell(row, *when.day)), when.found.format);
        if (!at) continue;
        const std::optional<bool> right = says(trimmed(choosing.cell(row, column)), at->day);
        if (!right) continue;
        ++found.asked;
        found.right += *right;
    }
    return found;
}

void take_part(Choosing& choosing, const TimeColumns& when, const Facts* column, quality::DatePart part,
               const std::string& key) {
    if (!column || column == when.day || !choosing.is_free(*column)) return;
    const auto agreed =
        agreement_of(choosing, when, *column, [&](std::string_view text, Day day) -> std::optional<bool> {
            const auto said = quality::parse_date_part(part, text);
            if (!said) return {};
            return quality::is_said(part, *said, std::chrono::year_month_day{day});
        });
    if (!agreed.holds()) return;
    choosing.add(choosing.when_table() + key, {column->name}, 96,
                 message("it agrees with \"{}\" in {} % of the rows; one that does not is told",
                         when.day->name, agreed.percent()));
    choosing.use(column);
}

bool may_be_weekdays(const Facts& column) {
    constexpr std::int64_t most_spellings = 21;
    return column.distinct >= 2 && column.distinct <= most_spellings && column.values.size() >= 2 &&
           quality::parse_weekday(column.values.front().first);
}

void take_weekday(Choosing& choosing, const TimeColumns& when) {
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column) || !may_be_weekdays(column)) continue;
        const auto agreed =
            agreement_of(choosing, when, column, [](std::string_view text, Day day) -> std::optional<bool> {
                const auto said = quality::parse_weekday(text);
                if (!said) return {};
                return *said == quality::weekday_of(since_epoch(day));
            });
        if (!agreed.holds() || agreed.asked * 2 < column.said) continue;
        choosing.add("time.weekday", {column.name}, 96,
                     message("it agrees with \"{}\" in {} % of the rows; one that does not is told",
                             when.day->name, agreed.percent()));
        return choosing.use(&column);
    }
}

}  // namespace

void take_day_again(Choosing& choosing, const TimeColumns& when) {
    if (!when.day || when.found.order_open) return;
    take_part(choosing, when, when.year, quality::DatePart::year, "year");
    take_part(choosing, when, when.month, quality::DatePart::month, "month");
    if (choosing.kind() != Kind::incidents || !when.knows_days()) return;
    take_part(choosing, when, when.day_of_month, quality::DatePart::day, "day");
    take_weekday(choosing, when);
}

}  // namespace atalaya::intake
