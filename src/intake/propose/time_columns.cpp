#include "intake/propose/time_columns.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/propose/day_again.hpp"
#include "intake/propose/write.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

bool has_days(DayFormat format) {
    return format != DayFormat::year_month && format != DayFormat::month_name;
}

bool is_serial(const std::pair<std::string, std::int64_t>& value) {
    return parse_serial_day(value.first).has_value();
}

// Numbers of days of a workbook whose cells lost their format, in a column that is named for days.
bool holds_serials(const Facts& column) {
    if (hint_of(column.tokens, Role::day) < 5 || column.values.empty()) return false;
    return std::count_if(column.values.begin(), column.values.end(), is_serial) * 10 >=
           static_cast<std::ptrdiff_t>(column.values.size()) * 9;
}

const std::string& a_serial(const Facts& column) {
    return std::find_if(column.values.begin(), column.values.end(), is_serial)->first;
}

Message how_days_read(const Facts& column, int percent) {
    if (!holds_serials(column)) return message("{} % of \"{}\" read so", percent, column.name);
    const std::string& number = a_serial(column);
    return message("its numbers are days as workbooks count them: {} is {}", number,
                   iso(parse_serial_day(number)->day));
}

// How well a column serves as the day of the fact; 0: not at all.
double day_score(const Facts& column, DayFound found) {
    const int hint = std::max(hint_of(column.tokens, Role::day),
                              has_days(found.format) ? 0 : hint_of(column.tokens, Role::month));
    if (found.share < (hint >= 5 ? 0.6 : 0.9) || column.said == 0) return 0;
    if (hint_of(column.tokens, Role::other) >= 9) return 0;  // of a birth, of a download
    const bool digits_only = found.format == DayFormat::year_month || found.format == DayFormat::compact;
    if (digits_only && numeric(column) && hint < 3) return 0;
    double score = 5 + hint + 5 * found.share;
    score -= hint_of(column.tokens, Role::other);
    score -= 0.7 * hint_of(column.tokens, Role::registered);
    score -= 5 * (1 - static_cast<double>(column.said) /
                          static_cast<double>(std::max<std::int64_t>(column.rows, 1)));
    if (column.distinct == 1 && column.said > 20) score -= 6;
    if (!has_days(found.format)) score -= 2;
    if (column.with_hour > 0) score += 0.5;
    return std::max(score, 0.0);
}

bool holds_years(const Facts& column, double least, double earliest) {
    return mostly(column, column.whole, least) && column.middle >= earliest && column.middle <= 2100 &&
           (column.said <= 30 || (column.low >= earliest && column.high <= 2100));
}

// Most of them, where others say in one way that nobody knows the month.
bool holds_months(const Facts& column) {
    if (column.middle < 1 || column.middle > 12) return false;
    if (mostly(column, column.whole, 0.98) && (column.said <= 30 || (column.low >= 1 && column.high <= 12)))
        return true;
    std::int64_t months = 0;
    for (const auto& [text, times] : column.values) months += parse_month_number(text) ? times : 0;
    return column.distinct <= 14 && column.share(months) >= 0.6;
}

void find_parts(const Choosing& choosing, TimeColumns& when) {
    int best_year = 0, best_month = 0, best_dom = 0;
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column) || column.said == 0) continue;
        const int year_hint = hint_of(column.tokens, Role::year);
        if (year_hint > best_year && holds_years(column, least_share(year_hint, 0.98), 1900))
            best_year = year_hint, when.year = &column;
        const bool names = mostly(column, column.month_names, column.distinct <= 13 ? 0.85 : 0.95);
        const int month_hint = hint_of(column.tokens, Role::month) + (names ? 8 : 0);
        if ((names || (holds_months(column) && month_hint >= 7)) && month_hint > best_month)
            best_month = month_hint, when.month = &column;
        const bool days =
            column.share(column.whole) >= 0.98 && column.low >= 1 && column.high <= 31 && column.high > 12;
        const int dom_hint = hint_of(column.tokens, Role::day_of_month);
        if (days && dom_hint >= 8 && dom_hint > best_dom) best_dom = dom_hint, when.day_of_month = &column;
    }
    if (when.year) return;
    // Without a name that says so: the column of years beside one of months, or of years that follow each other.
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column) || &column == when.month || column.distinct > 80 ||
            !holds_years(column, 0.98, 1950))
            continue;
        const bool follow = column.distinct >= 3 && column.distinct * 5 >= (column.high - column.low + 1) * 4;
        if (when.month || (follow && column.high <= 2060 && !says_code(column.tokens))) when.year = &column;
    }
}

// Which of "03/04/2020" is the day, by a column that says the month.
void settle_order(const Choosing& choosing, TimeColumns& when) {
    if (!when.day || !when.found.order_open) return;
    for (const auto& column : choosing.columns()) {
        if (&column != when.month && column.share(column.month_names) < 0.95) continue;
        const bool short_year = when.found.format == DayFormat::day_month_short ||
                                when.found.format == DayFormat::month_day_short;
        const auto order = short_year ? std::pair{DayFormat::day_month_short, DayFormat::month_day_short}
                                      : std::pair{DayFormat::day_month, DayFormat::month_day};
        std::int64_t day_first = 0, month_first = 0, asked = 0;
        for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
            const auto month = parse_month_number(trimmed(choosing.cell(row, column)));
            const auto text = trimmed(choosing.cell(row, *when.day));
            if (!month) continue;
            const auto of = [&](DayFormat format) {
                const auto read = parse_when(text, format);
                return read && unsigned{month_of(read->day).month()} == static_cast<unsigned>(*month);
            };
            day_first += of(order.first);
            month_first += of(order.second);
            ++asked;
        }
        // Most months must agree: a column may hold both orders.
        if (day_first == month_first || std::max(day_first, month_first) * 10 < asked * 9) continue;
        when.found.format = day_first > month_first ? order.first : order.second;
        when.found.order_open = false;
        return;
    }
}

Message other_days(const Choosing& choosing, const TimeColumns& when) {
    std::vector<std::string> others;
    for (const auto& column : choosing.columns())
        if (&column != when.day && day_format_of(column).share > 0.9 && !numeric(column))
            others.push_back(column.name);
    return others.empty() ? message("No other column holds days.")
                          : message("There are also {}.", join(others, ", "));
}

// Instants that say of which clock they are.
void ask_about_offsets(Choosing& choosing, const Facts& day, DayFormat format) {
    std::string first;
    std::int64_t rows = 0;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        const auto text = trimmed(choosing.cell(row, day));
        const auto when = parse_when(text, format);
        if (!when || !when->ahead) continue;
        if (++rows == 1) first = text;
    }
    if (rows == 0) return;
    choosing.add(
        "time.offsets", {"moved"}, 75, message("{} cells are such as {}", rows, first),
        message("Is {} an instant of that clock, to be counted by the hour that the city's showed then? "
                "A source that puts it after its own clock is read with \"ignored\".",
                first));
}

void take_day(Choosing& choosing, const TimeColumns& when) {
    const std::string at = choosing.when_table();
    const auto percent = static_cast<int>(std::floor(when.found.share * 100));
    choosing.add(at + "column", {when.day->name}, std::clamp(static_cast<int>(60 + 2.2 * when.score), 40, 99),
                 message("{} % of its cells are days or months, and so it is called", percent),
                 message("Is \"{}\" the day of the fact? {}", when.day->name, other_days(choosing, when)));
    if (holds_serials(*when.day)) {
        const std::string& number = a_serial(*when.day);
        const auto since_1904 = serial_day_text(number, DaysSince::year_1904);
        choosing.add(
            at + "format", {std::string{name_of(when.found.format)}}, 80, how_days_read(*when.day, percent),
            message(
                "Is {} of \"{}\" {}? Of a workbook that counts from 1904 (Excel for the Mac) it is {}, and "
                "only the workbook says so: hand it over in place of what was exported from it.",
                number, when.day->name, iso(parse_serial_day(number)->day),
                since_1904 ? since_1904->substr(0, 10) : std::string{"?"}));
        choosing.use(when.day);
        return;
    }
    choosing.add(
        at + "format", {std::string{name_of(when.found.format)}},
        when.found.order_open     ? 65
        : when.found.share > 0.99 ? 99
                                  : 92,
        how_days_read(*when.day, percent),
        when.day->days[static_cast<std::size_t>(when.found.format)] > when.day->either_order
            ? message(
                  "Day or month first? Cells of \"{}\" have a number above 12 in the one place and in the "
                  "other: it holds both orders. Ask who writes it.",
                  when.day->name)
            : message(
                  "Day or month first? No cell of \"{}\" has a number above 12 in either place; a day known "
                  "from elsewhere would tell.",
                  when.day->name));
    ask_about_offsets(choosing, *when.day, when.found.format);
    choosing.use(when.day);
}

// What a column of months says in the place of one: "99", "ignorado".
void ask_about_no_month(Choosing& choosing, const Facts& months) {
    std::string text;
    std::int64_t rows = 0, others = 0;
    for (const auto& [said, times] : months.values) {
        if (parse_month_number(said)) continue;
        if (text.empty())
            text = said, rows = times;
        else
            others += times;
    }
    const bool marks = text == "0" || text == "00" || text == "13" || text == "88" || text == "99" ||
                       text.find_first_of("0123456789") == std::string::npos;
    if (choosing.kind() != Kind::incidents || text.empty() || !marks || rows < 2 || others * 2 > rows) return;
    choosing.add(
        choosing.when_table() + "unknown", {text}, 75, message("{} rows say so, and no month", rows),
        message("Does \"{}\" mean that the month is not known? Such facts are in the total of their year and "
                "in no month.",
                text));
}

void take_parts(Choosing& choosing, const TimeColumns& when) {
    const std::string at = choosing.when_table();
    choosing.add(at + "year", {when.year->name}, 97, message("\"{}\" holds years", when.year->name));
    choosing.add(at + "month", {when.month->name}, 97, message("\"{}\" holds months", when.month->name));
    if (when.day_of_month && choosing.kind() == Kind::incidents)
        choosing.add(at + "day", {when.day_of_month->name}, 92,
                     message("\"{}\" holds 1 to 31", when.day_of_month->name));
    choosing.use(when.day_of_month);
    ask_about_no_month(choosing, *when.month);
}

// Counts of a year: kept as such, and in the figures of no month.
void take_years(Choosing& choosing, const Facts& year) {
    choosing.add(
        "time.year.column", {year.name}, 80,
        message("\"{}\" says the year, and no column the month", year.name),
        message("Are these counts of whole years? Then no month has a figure of them. If somebody has them "
                "by month, ask for those."));
    choosing.add("delivery.covers", {"months"}, 90, message("counts of years are read in no other way"));
    choosing.add("cadence", {"yearly"}, 80,
                 message("\"{}\" says the year, and no column the month", year.name),
                 message("Does a file come once a year?"));
}

void ask_when(Choosing& choosing, const TimeColumns& when) {
    if (choosing.kind() == Kind::tallies && when.year) return take_years(choosing, *when.year);
    const std::string at = choosing.when_table();
    choosing.add(
        at + "column", {when.year ? when.year->name : std::string{to_fill_in}}, 5,
        when.year ? message("\"{}\" says the year, and no column the month", when.year->name)
                  : message("no column holds days or months"),
        message("When were the facts? Atalaya counts by months at least; ask who publishes for the month."));
    choosing.add(at + "format", {std::string{name_of(DayFormat::year_month)}}, 5,
                 message("there is none to look at"), message("How are the months written?"));
}

}  // namespace

bool TimeColumns::knows_days() const {
    if (!day) return year && month && day_of_month;
    if (!has_days(found.format)) return false;
    const double read = found.share * static_cast<double>(day->said);  // of cells that are days
    const bool all_first = static_cast<double>(day->first_of_month) > 0.98 * read && day->distinct > 1;
    return !all_first;
}

bool TimeColumns::knows_months() const {
    return day || (year && month);
}

bool TimeColumns::is_part(const Facts& column) const {
    return &column == day || &column == year || &column == month || &column == day_of_month;
}

TimeColumns find_when(const Choosing& choosing) {
    TimeColumns when;
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column)) continue;
        auto found = day_format_of(column);
        if (found.share < 0.5 && holds_serials(column)) found = {DayFormat::iso, 1, false};
        const double score = day_score(column, found);
        if (score <= when.score) continue;
        when.score = score;
        when.day = &column;
        when.found = found;
    }
    find_parts(choosing, when);
    // A period in words ("enero - diciembre") or a day of something else serves worse than year and month; a column of days
    // that says another thing in its name serves better than none.
    constexpr double plain = 8, better_than_none = 5;
    const bool alone = !when.year && !when.month && when.day && has_days(when.found.format) &&
                       when.day->distinct > 1 && when.score >= better_than_none;
    if (when.score < plain && !alone) when.day = nullptr;
    settle_order(choosing, when);
    return when;
}

void take_when(Choosing& choosing, const TimeColumns& when, const std::string& month_of_head) {
    const bool by_parts = when.year && when.month;
    if (!month_of_head.empty() && when.year) {
        const std::string at = choosing.when_table();
        choosing.add(at + "year", {when.year->name}, 97, message("\"{}\" holds years", when.year->name));
        choosing.add(at + "month", {month_of_head}, 97, message("the columns of the months become rows"));
    } else if (by_parts && when.day && !has_days(when.found.format) &&
               hint_of(when.day->tokens, Role::day) < 5) {
        take_parts(choosing, when);
    } else if (when.day && (when.knows_days() || choosing.kind() == Kind::tallies || !by_parts)) {
        take_day(choosing, when);
        take_day_again(choosing, when);
    } else if (by_parts) {
        take_parts(choosing, when);
    } else {
        ask_when(choosing, when);
    }
    choosing.use(when.year);
    choosing.use(when.month);
}

}  // namespace atalaya::intake
