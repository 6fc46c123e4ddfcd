#include "methods/ask.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
#include "geo/crossing.hpp"
#include "methods/marked_number.hpp"
#include "methods/sequence.hpp"
#include "methods/written_days.hpp"

namespace atalaya::methods {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

template <class Named>
std::string names_of(const std::vector<Named>& all) {
    std::vector<std::string> names;
    for (const auto& one : all) names.push_back(one.name);
    return names.empty() ? "-" : join(names, ", ");
}

Message said(Holds holds) {
    switch (holds) {
        case Holds::count: return message("a whole number, 0 or more");
        case Holds::positive: return message("a number above 0");
        case Holds::day: return message("a day such as 2020-08-31");
        case Holds::minute: return message("a day and time such as 2020-08-31 22:15");
        case Holds::time: return message("a number, or a day such as 2020-08-31 or 2020-08-31 22:15");
        case Holds::flag: return message("0 or 1");
        case Holds::number:
        case Holds::text: break;
    }
    return message("a number");
}

bool is(double value, Holds holds) {
    constexpr double most_exact = 9'007'199'254'740'992;  // 2^53: whole numbers above are not told apart
    if (!std::isfinite(value)) return false;
    switch (holds) {
        case Holds::count: return value >= 0 && value <= most_exact && value == std::floor(value);
        case Holds::positive: return value > 0;
        case Holds::day: return std::abs(value) < 4e6 && value == std::floor(value);
        case Holds::minute: return std::abs(value) < 4e9 && value == std::floor(value);
        case Holds::flag: return value == 0 || value == 1;
        case Holds::number:
        case Holds::time:
        case Holds::text: break;
    }
    return true;
}

// Sizes of amounts that fourth powers, products and quotients keep within what a machine's numbers hold. Nothing that a town
// counts, measures or pays is beyond them: such a cell is a mark of something else, or of a fault upstream.
constexpr double most_amount = 1e18, least_amount = 1e-50, most_metres = 1e9, most_events = 1e10;

bool is_of_a_size(double value, double most) {
    return value == 0 || (std::abs(value) >= least_amount && std::abs(value) <= most);
}

// "2020-08-31 22:15", with T for the blank and with seconds, which are dropped.
std::optional<double> minute_in(std::string_view text) {
    const bool shaped = text.size() == 16 || (text.size() == 19 && text[16] == ':');
    if (!shaped || (text[10] != ' ' && text[10] != 'T') || text[13] != ':') return {};
    const auto day = parse_day(text.substr(0, 10));
    const auto hour = whole_number(text.substr(11, 2)), minute = whole_number(text.substr(14, 2));
    const auto second = text.size() == 19 ? whole_number(text.substr(17, 2)) : std::optional<std::int64_t>{0};
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
    return since_epoch(*day) * 1440.0 + static_cast<double>(*hour * 60 + *minute);
}

std::optional<double> number_in(const std::string& text, Holds holds) {
    if (holds == Holds::flag && (text == "true" || text == "false")) return text == "true" ? 1 : 0;
    if (holds == Holds::minute || holds == Holds::time) {
        if (const auto minute = minute_in(text)) return holds == Holds::minute ? *minute : *minute / 1440;
    }
    if (holds == Holds::time) {
        if (const auto day = parse_day(text)) return since_epoch(*day);
    }
    if (holds == Holds::day) {
        // "2019-12-04 00:10:00" is the day of its first ten characters.
        const bool timed =
            text.size() > 11 && (text[10] == ' ' || text[10] == 'T') && text[11] >= '0' && text[11] <= '9';
        if (const auto day = parse_day(timed ? std::string_view{text}.substr(0, 10) : text))
            return since_epoch(*day);
    }
    return decimal_number(text);
}

// Whether "1.250" stands for a number that some write with a point between thousands, others with one before decimals.
bool may_be_thousands(std::string_view text) {
    return marked_number(text, DecimalMark::comma) && marked_number(text, DecimalMark::point) &&
           text.contains('.');
}

// What the texts of a column say of the point in its numbers.
struct Points {
    std::optional<std::size_t> unclear;  // the first row with one that may stand between thousands
    bool decimals = false;               // some row has one that cannot, such as 1250.5
    bool below = false,
         above = false;  // some row has a whole number below 1000, or one above, without a point
};
Points points_of(const Texts& texts) {
    Points of;
    for (std::size_t row = 0; row < texts.size(); ++row) {
        const auto text = trimmed(texts[row]);
        const auto value = decimal_number(text);
        if (may_be_thousands(text)) {
            if (!of.unclear) of.unclear = row;
        } else if (value) {
            of.decimals |= text.contains('.');
            (std::abs(*value) < 1000 ? of.below : of.above) |= !text.contains('.');
        }
    }
    return of;
}

// Reads the cells of one table, one column after another.
class Reader {
  public:
    Reader(const Method& method, const TableSpec& spec, const Frame& given)
        : method_{method}, spec_{spec}, given_{given}, missing_(given.rows(), false) {
        for (const auto& column : given.columns) {
            if (const auto rows = size(column.cells); rows != given.rows())
                refuse(message("expected {} rows of \"{}\", as \"{}\" has, found {}", given.rows(),
                               column.name, given.columns.front().name, rows));
        }
        if (spec.shapes && given.shapes.size() != given.rows())
            refuse(message("expected a polygon in each row: a GeoJSON file has them"));
    }

    Frame frame() {
        if (spec_.order == Order::fixed) check_sequence();
        Frame out;
        for (const auto& column : spec_.columns) {
            const auto* found = given_.find(column.name);
            if (!found && column.optional) continue;
            if (!found)
                refuse(message("expected a column \"{}\", found {}. Say which it is with --map {}.{}=COLUMN",
                               column.name, names_of(given_.columns), spec_.name, column.name));
            out.add(column.name, column.holds == Holds::text ? texts(column, found->cells)
                                                             : Cells{numbers(column, found->cells)});
        }
        for (const auto& column : spec_.columns)
            if (const auto* found = column.once ? out.find(column.name) : nullptr) check_once(*found);
        out.shapes = given_.shapes;
        if (spec_.shapes) {
            for (std::size_t i = 0; i < out.shapes.size(); ++i)
                missing_[i] = missing_[i] || out.shapes[i].empty();
            if (const auto crossed = crossed_border(out.shapes)) refuse(*crossed);
        }
        return out;
    }
    std::vector<std::size_t> kept() const {
        std::vector<std::size_t> rows;
        rows.reserve(missing_.size());
        for (std::size_t i = 0; i < missing_.size(); ++i)
            if (!missing_[i]) rows.push_back(i);
        return rows;
    }

  private:
    void check_sequence() const {
        const auto* said = given_.find(period_column);
        const auto* found = said ? said : periods_in(given_);
        if (!found) return check_one_series();
        if (const auto wrong = out_of_sequence(found->name, plain_days(*found, found->name))) refuse(*wrong);
    }
    // A table of each area's months is no series: areas put one after another would be answered as one.
    void check_one_series() const {
        const auto repeated = repeated_period(given_);
        if (!repeated) return;
        const auto texts = as_texts(repeated->column->cells);
        refuse(
            message("expected one row for each period, found {} in the rows {} and {} of the column \"{}\": "
                    "are there "
                    "several series in it? Keep one: {}",
                    texts[repeated->row], repeated->row + 1, repeated->again + 1, repeated->column->name,
                    keep_one(*repeated)));
    }
    // How to keep the rows of one series: by a column that tells the two rows apart.
    std::string keep_one(const RepeatedPeriod& repeated) const {
        for (const auto& column : given_.columns)
            if (const auto* texts = std::get_if<Texts>(&column.cells);
                texts && &column != repeated.column && !(*texts)[repeated.row].empty() &&
                (*texts)[repeated.row] != (*texts)[repeated.again])
                return "--where \"" + spec_.name + "." + column.name + "=" + (*texts)[repeated.row] + "\"";
        return "--where " + spec_.name + ".COLUMN=VALUE";
    }
    void check_once(const Column& column) const {
        const auto texts = as_texts(column.cells);
        std::unordered_map<std::string_view, std::size_t> first;
        first.reserve(texts.size());
        for (std::size_t row = 0; row < texts.size(); ++row) {
            const auto [before, is_new] = first.emplace(texts[row], row);
            if (!is_new && !texts[row].empty())
                refuse(message("expected each \"{}\" once, found \"{}\" in the rows {} and {}", column.name,
                               texts[row], before->second + 1, row + 1));
        }
    }
    // A thousand facts or residents read as one: where a point may stand between thousands, that is asked. Of amounts that
    // are whole wherever it may; of other numbers (no positions) where it tells 1.250 from 950 and nothing else is known.
    void check_thousands(const ColumnSpec& column, const Cells& cells) const {
        const auto* texts = std::get_if<Texts>(&cells);
        const bool amounts = column.holds == Holds::count || column.unit == "person-year";
        const bool others = (column.holds == Holds::number || column.holds == Holds::positive) &&
                            column.unit != "degree" && column.unit != "m";
        if (!texts || (!amounts && !others)) return;
        const auto points = points_of(*texts);
        if (!points.unclear || points.decimals || (!amounts && (!points.below || points.above))) return;
        const auto text = trimmed((*texts)[*points.unclear]);
        refuse(
            message("expected numbers without a point between thousands in the column \"{}\", found \"{}\" "
                    "in row {}. Say "
                    "--decimal {}.{}=comma if it is {}, --decimal {}.{}=point if it is {}",
                    column.name, text, *points.unclear + 1, spec_.name, column.name,
                    canonical_number(*marked_number(text, DecimalMark::comma)), spec_.name, column.name,
                    canonical_number(*marked_number(text, DecimalMark::point))));
    }
    // An evening in Latin America is the next day in Greenwich.
    void check_clock(const std::string& role, const Texts& cells) const {
        const auto row = first_by_greenwich(cells);
        if (!row) return;
        refuse(
            message("expected days, or hours by the city's clock, in the column \"{}\", found \"{}\" in row "
                    "{}, by the clock of Greenwich: a fact of the evening would be of the next day. Write "
                    "them by the city's clock, or without Z and +00 if they are already",
                    role, trimmed(cells[*row]), *row + 1));
    }
    // The texts of a column, 31/12/2024 as 2024-12-31. Which number is the day is asked where the column does not tell.
    Texts plain_days(const Column& column, const std::string& role) const {
        auto texts = as_texts(column.cells);
        const auto [first, order] = order_of_days(texts);
        if (!first) return texts;
        if (order) return with_plain_days(texts, *order);
        refuse(message(
            "expected days of which some number above 12 tells what is the day and what the month in the "
            "column \"{}\", found \"{}\" in row {} and none that tells. Say --dates {}.{}=day-first if it is "
            "{}, --dates {}.{}=month-first if it is {}",
            column.name, texts[*first], *first + 1, spec_.name, role,
            iso_of_written(texts[*first], DayOrder::day_first).value_or("-"), spec_.name, role,
            iso_of_written(texts[*first], DayOrder::month_first).value_or("-")));
    }
    Numbers numbers(const ColumnSpec& column, const Cells& given) {
        const bool of_days =
            column.holds == Holds::day || column.holds == Holds::minute || column.holds == Holds::time;
        const auto* written = of_days ? std::get_if<Texts>(&given) : nullptr;
        if (written) check_clock(column.name, *written);
        const Cells cells = written ? Cells{plain_days({column.name, given}, column.name)} : given;
        check_thousands(column, cells);
        const auto* texts = std::get_if<Texts>(&cells);
        Numbers out = texts ? Numbers(texts->size()) : std::get<Numbers>(cells);
        for (std::size_t row = 0; row < out.size(); ++row) {
            if (texts) out[row] = from_text(column, (*texts)[row], row);
            if (is(out[row], column.holds)) {
                check_persons(column, out[row], row);
                check_size(column, out[row], row);
                out[row] += 0.0;  // of -0 it makes 0
                continue;
            }
            if (!std::isnan(out[row]))
                refuse_cell(column, row, texts ? (*texts)[row] : canonical_number(out[row]));
            miss(column, row);
        }
        check_gaps(column);
        return out;
    }
    // Nobody may live somewhere; fewer cannot, and would be taken off what the others expect.
    void check_persons(const ColumnSpec& column, double value, std::size_t row) const {
        if (column.unit != "person-year" || value >= 0) return;
        refuse(message("expected {} in the column \"{}\", found \"{}\" in row {}",
                       message("a number of 0 or more"), column.name, canonical_number(value), row + 1));
    }
    void check_size(const ColumnSpec& column, double value, std::size_t row) const {
        const double most = column.holds == Holds::count ? most_events
                            : column.unit == "m"         ? most_metres
                                                         : most_amount;
        if (is_of_a_size(value, most)) return;
        refuse(message(
            "expected numbers up to {} in the column \"{}\" and, unless they are 0, no nearer to 0 than {}; "
            "found {} in row {}. Is it a mark of no value, or in another unit?",
            canonical_number(most), column.name, canonical_number(least_amount), canonical_number(value),
            row + 1));
    }
    double from_text(const ColumnSpec& column, const std::string& text, std::size_t row) const {
        if (trimmed(text).empty()) return no_value;
        const auto value = number_in(std::string{trimmed(text)}, column.holds);
        if (!value || !std::isfinite(*value)) refuse_cell(column, row, text);
        return *value;
    }
    Texts texts(const ColumnSpec& column, const Cells& cells) {
        Texts out;
        for (std::size_t row = 0; row < size(cells); ++row) {
            const auto* texts = std::get_if<Texts>(&cells);
            out.push_back(texts ? (*texts)[row] : written(std::get<Numbers>(cells)[row]));
            if (out.back().empty()) miss(column, row);
        }
        check_gaps(column);
        return out;
    }
    static std::string written(double value) { return std::isnan(value) ? "" : canonical_number(value); }

    void miss(const ColumnSpec& column, std::size_t row) {
        if (column.may_miss) return;
        missing_[row] = true;
        if (spec_.order != Order::free) gaps_.push_back(row);
    }
    // Of rows that follow one another none may be left out. Two years that lack are told as such, where the rows say when they are.
    void check_gaps(const ColumnSpec& column) const {
        if (gaps_.empty()) return;
        const auto* said = given_.find(period_column);
        const auto* when = said ? said : periods_in(given_);
        if (!when)
            refuse(message(
                "expected a value of \"{}\" in every row, for they follow one another; row {} has none",
                column.name, gaps_.front() + 1));
        const auto periods = as_texts(when->cells);
        refuse(message(
            "expected a value of \"{}\" in every row, for they follow one another; {} of {} rows have none, "
            "the first of {}, the last of {}. Give the rows before them or those after: of a store: table "
            "with "
            "from and until",
            column.name, gaps_.size(), given_.rows(), periods[gaps_.front()], periods[gaps_.back()]));
    }
    [[noreturn]] void refuse_cell(const ColumnSpec& column, std::size_t row, std::string_view found) const {
        const bool of_numbers =
            column.holds == Holds::number || column.holds == Holds::count || column.holds == Holds::positive;
        std::vector<std::string> ways;
        for (const auto& [name, mark] :
             {std::pair{"comma", DecimalMark::comma}, {"point", DecimalMark::point}})
            if (of_numbers && !decimal_number(trimmed(found)) && marked_number(trimmed(found), mark))
                ways.push_back("--decimal " + spec_.name + "." + column.name + "=" + name);
        const bool word = std::ranges::none_of(found, [](char c) { return '0' <= c && c <= '9'; });
        if (word)
            refuse(
                message("expected {} in the column \"{}\", found \"{}\" in row {}. If it says that there is "
                        "no value: "
                        "--missing \"{}\"",
                        said(column.holds), column.name, found, row + 1, trimmed(found)));
        if (ways.empty())
            refuse(message("expected {} in the column \"{}\", found \"{}\" in row {}", said(column.holds),
                           column.name, found, row + 1));
        refuse(
            message("expected {} in the column \"{}\", found \"{}\" in row {}. Say which mark is before its "
                    "decimals: {}",
                    said(column.holds), column.name, found, row + 1, join(ways, " | ")));
    }
    [[noreturn]] void refuse(const Message& what) const {
        throw Error{Fault::bad_input, message("method {}, table {}: {}", method_.name, spec_.name, what)};
    }

    const Method& method_;
    const TableSpec& spec_;
    const Frame& given_;
    std::vector<bool> missing_;      // rows that are left out
    std::vector<std::size_t> gaps_;  // those of them where none may be
};

[[noreturn]] void refuse(const Method& method, const Message& what) {
    throw Error{Fault::usage, message("method {}: {}", method.name, what)};
}

double number_of(const Method& method, const Setting& setting, const std::string& text) {
    const auto value = decimal_number(text);
    const bool whole = setting.kind != Setting::Kind::whole || (value && *value == std::floor(*value));
    const bool within = value && setting.least <= *value && *value <= setting.most;
    if (!within || !whole || !is_of_a_size(*value, std::numeric_limits<double>::max())) {
        refuse(method,
               message("expected {} from {} to {} for \"{}\", found \"{}\"",
                       setting.kind == Setting::Kind::whole ? message("a whole number") : message("a number"),
                       canonical_number(setting.least), canonical_number(setting.most), setting.name, text));
    }
    return *value + 0.0;  // of -0 it makes 0
}

double flag_of(const Method& method, const Setting& setting, const std::string& text) {
    for (const char* yes : {"1", "true", "yes"})
        if (text == yes) return 1;
    for (const char* no : {"0", "false", "no"})
        if (text == no) return 0;
    refuse(method, message("expected true or false for \"{}\", found \"{}\"", setting.name, text));
}

void settle(const Method& method, const Given& given, Asked& asked) {
    for (const auto& [name, text] : given) {
        const auto known = [&, &name = name](const Setting& setting) { return setting.name == name; };
        if (method.settings.empty())
            refuse(method, message("expected no --set, for the method has no settings; found \"{}\"", name));
        if (std::none_of(method.settings.begin(), method.settings.end(), known))
            refuse(method,
                   message("expected one of the settings {}, found \"{}\"", names_of(method.settings), name));
    }
    for (const auto& setting : method.settings) {
        const auto found = given.find(setting.name);
        if (setting.kind == Setting::Kind::choice) {
            const std::string& chosen = found == given.end() ? setting.choices.front() : found->second;
            if (std::find(setting.choices.begin(), setting.choices.end(), chosen) == setting.choices.end())
                refuse(method, message("expected one of {} for \"{}\", found \"{}\"",
                                       join(setting.choices, ", "), setting.name, chosen));
            asked.choices[setting.name] = chosen;
        } else if (found == given.end()) {
            asked.numbers[setting.name] = setting.standard;
        } else {
            asked.numbers[setting.name] = setting.kind == Setting::Kind::flag
                                              ? flag_of(method, setting, found->second)
                                              : number_of(method, setting, found->second);
        }
    }
}

}  // namespace

Asked settled(const Method& method, const Given& given) {
    Asked asked;
    settle(method, given, asked);
    return asked;
}

std::optional<Message> crossed_border(const std::vector<geo::MultiPolygon>& shapes) {
    for (std::size_t row = 0; row < shapes.size(); ++row) {
        if (const auto place = geo::crossing(shapes[row]))
            return message(
                "expected borders that do not cross themselves, found one that does in row {}, at {}, {}. "
                "Repair the "
                "shape where it was drawn",
                row + 1, canonical_number(std::round(place->lon * 1e5) / 1e5),
                canonical_number(std::round(place->lat * 1e5) / 1e5));
    }
    return {};
}

Ready ready(const Method& method, const Question& question) {
    Ready out;
    out.asked = settled(method, question.given);
    out.asked.seed = question.seed;
    out.asked.threads = std::max(1, question.threads);
    for (const auto& [name, given] : question.tables) {
        if (!method.table(name))
            refuse(method,
                   message("expected one of the tables {}, found \"{}\"", names_of(method.tables), name));
    }
    for (const auto& spec : method.tables) {
        const auto given = question.tables.find(spec.name);
        if (given == question.tables.end() && spec.optional) continue;
        if (given == question.tables.end())
            refuse(method, message("expected a table \"{}\" with the columns {}: --table {}=FILE", spec.name,
                                   names_of(spec.columns), spec.name));
        Reader reader{method, spec, given->second};
        Frame frame = reader.frame();
        auto kept = reader.kept();
        if (frame.rows() == 0 && given->second.rows() > 0 && spec.least > 0)
            throw Error{
                Fault::bad_input,
                message("method {}, table {}: expected one of the columns {}, found {}. Say which it is "
                        "with --map {}.{}=COLUMN",
                        method.name, spec.name, names_of(spec.columns), names_of(given->second.columns),
                        spec.name, spec.columns.front().name)};
        if (frame.rows() == 0 && spec.least > 0)
            throw Error{
                Fault::bad_input,
                message("method {}, table {}: expected one row or more, found none: the file has nothing "
                        "below its head (a GAL file: no neighbours), or --where leaves nothing",
                        method.name, spec.name)};
        if (kept.empty() && spec.least == 1)
            throw Error{
                Fault::bad_input,
                message("method {}, table {}: expected at least one row that misses nothing; of its {} rows "
                        "none is",
                        method.name, spec.name, frame.rows())};
        if (kept.size() < spec.least)
            throw Error{Fault::bad_input,
                        message("method {}, table {}: expected {} rows or more that miss nothing, found {}",
                                method.name, spec.name, spec.least, kept.size())};
        if (const auto out_of = frame.rows() - kept.size(); out_of > 0) {
            out.excluded.push_back({spec.name, "missing", static_cast<std::int64_t>(out_of)});
            frame = frame.only(kept);
        }
        out.asked.tables.emplace(spec.name, std::move(frame));
        out.kept.emplace(spec.name, std::move(kept));
    }
    return out;
}

}  // namespace atalaya::methods
