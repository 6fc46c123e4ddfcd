#include "intake/propose/roles.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/propose/hints.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;
using Facts = ColumnFacts;

bool has_days(DayFormat format) {
    return format != DayFormat::year_month && format != DayFormat::month_name;
}

std::string shown(double number) {
    const auto hundredths = std::llround(number * 100);
    std::string text =
        std::to_string(hundredths / 100) + "." + std::to_string(100 + std::llabs(hundredths % 100)).substr(1);
    return hundredths < 0 && text.front() != '-' ? "-" + text : text;
}

// As source.toml names it.
std::string_view name_of_type(FileType type) {
    switch (type) {
        case FileType::csv: return "csv";
        case FileType::xlsx: return "xlsx";
        case FileType::geojson: return "geojson";
        case FileType::parquet: return "parquet";
        case FileType::shapefile: return "shapefile";
        case FileType::pdf: return "pdf";
        case FileType::json: return "json";
    }
    return "";
}

class Chooser {
  public:
    Chooser(const std::string& file, const Look& look, const std::vector<KnownSystem>& systems, Proposal& out)
        : look_{look}, systems_{systems}, out_{out}, columns_{column_facts(look.sample)} {
        out_.file = file;
        out_.type = look.type;
        out_.rows = look.sample.rows_in_file;
        out_.looked_at = static_cast<std::int64_t>(look.sample.rows());
        std::map<std::string, int> times;
        for (const auto& column : columns_) ++times[folded(column.name)];
        // A column that cannot be named, or not without doubt, is of no use to source.toml.
        for (const auto& column : columns_)
            if (column.name.empty() || times[folded(column.name)] > 1) used_.insert(column.index);
    }

    void choose() {
        if (look_.type == FileType::geojson) return choose_areas_file();
        find_time();
        find_wide();
        find_count();
        find_residents();
        choose_kind();
        choose_format();
        if (out_.kind == Kind::exposures) return choose_exposure();
        find_place();
        take_time();
        if (out_.kind == Kind::incidents) take_key();
        choose_basis_and_cover();
        take_hour();
        take_registered();
        take_offence();
        take_place();
        take_channel();
        take_count();
        take_wide();
        take_areas();
        list_labels();
    }

  private:
    void add(std::string key, Texts values, int confidence, Message why, Message question = {}) {
        if (confidence < sure && question.empty())
            question = message("Is \"{}\" right for {}? Atalaya is not sure.", join(values, ", "), key);
        if (confidence >= sure) question = {};
        out_.choices.push_back(
            {std::move(key), std::move(values), confidence, std::move(why), std::move(question)});
    }
    bool is_free(const Facts& column) const { return !used_.contains(column.index); }
    void use(const Facts* column) {
        if (column) used_.insert(column->index);
    }
    // What share of its cells a column must have of a thing; less where its name is plain about it, for files have
    // wrong cells.
    static double least(int hint, double unnamed) { return hint >= 8 ? 0.6 : unnamed; }
    bool numeric(const Facts& column, double least = 0.95) const {
        return column.said > 0 && column.share(column.numbers()) >= least;
    }

    // --- time ---------------------------------------------------------------------------

    // How well a column serves as the day of the fact; 0: not at all.
    double day_score(const Facts& column, DayFound found) const {
        const int hint = std::max(hint_of(column.tokens, Role::day),
                                  has_days(found.format) ? 0 : hint_of(column.tokens, Role::month));
        if (found.share < (hint >= 5 ? 0.6 : 0.9) || column.said == 0) return 0;
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

    void find_time() {
        double best = 0;
        for (const auto& column : columns_) {
            if (!is_free(column)) continue;
            const auto found = day_format_of(column);
            const double score = day_score(column, found);
            if (score <= best) continue;
            best = score;
            day_ = &column;
            day_found_ = found;
        }
        day_score_ = best;
        find_parts();
        // A period in words ("enero - diciembre") or a day of something else serves worse than year and month.
        if (day_ && best < 8) day_ = nullptr;
        settle_order();
    }

    void find_parts() {
        int best_year = 0, best_month = 0, best_dom = 0;
        for (const auto& column : columns_) {
            if (!is_free(column) || column.said == 0) continue;
            const int year_hint = hint_of(column.tokens, Role::year);
            const bool years = column.share(column.whole) >= least(year_hint, 0.98) && column.low >= 1900 &&
                               column.high <= 2100;
            if (years && year_hint > best_year) best_year = year_hint, year_ = &column;
            const bool numbers = column.share(column.whole) >= 0.98 && column.low >= 1 && column.high <= 12;
            const bool names = column.share(column.month_names) >= 0.95;
            const int month_hint = hint_of(column.tokens, Role::month) + (names ? 8 : 0);
            if ((names || (numbers && month_hint >= 7)) && month_hint > best_month)
                best_month = month_hint, month_ = &column;
            const bool days = column.share(column.whole) >= 0.98 && column.low >= 1 && column.high <= 31 &&
                              column.high > 12;
            const int dom_hint = hint_of(column.tokens, Role::day_of_month);
            if (days && dom_hint >= 8 && dom_hint > best_dom) best_dom = dom_hint, dom_ = &column;
        }
        if (year_) return;
        // Without a name that says so: the only column of years beside one of months.
        for (const auto& column : columns_) {
            const bool years = column.said > 0 && column.share(column.whole) >= 0.98 && column.low >= 1950 &&
                               column.high <= 2100 && column.distinct <= 80;
            if (is_free(column) && month_ && years) year_ = &column;
        }
    }

    // Which of "03/04/2020" is the day, by a column that says the month.
    void settle_order() {
        if (!day_ || !day_found_.order_open) return;
        for (const auto& column : columns_) {
            const bool says_month = &column == month_ || column.share(column.month_names) >= 0.95;
            if (!says_month) continue;
            std::int64_t day_first = 0, month_first = 0;
            for (std::size_t row = 0; row < look_.sample.rows(); ++row) {
                const auto month = parse_month_number(trimmed(look_.sample.at(row, column.index)));
                const auto text = trimmed(look_.sample.at(row, day_->index));
                if (!month) continue;
                const auto of = [&](DayFormat format) {
                    const auto when = parse_when(text, format);
                    return when && unsigned{month_of(when->day).month()} == static_cast<unsigned>(*month);
                };
                day_first += of(DayFormat::day_month);
                month_first += of(DayFormat::month_day);
            }
            if (day_first == month_first) continue;
            day_found_.format = day_first > month_first ? DayFormat::day_month : DayFormat::month_day;
            day_found_.order_open = false;
            return;
        }
    }

    bool day_is_first_of_month() const {
        return day_ && day_->said > 0 && day_->share(day_->first_of_month) > 0.98 && day_->distinct > 1;
    }
    bool knows_days() const { return day_ && has_days(day_found_.format) && !day_is_first_of_month(); }
    bool knows_months() const { return day_ || (year_ && month_); }

    void take_time() {
        const std::string at = out_.kind == Kind::tallies ? "time.month." : "time.day.";
        const bool months_of_wide = !wide_.empty() && wide_months_;
        if (months_of_wide && year_) {
            add(at + "year", {year_->name}, 97, message("\"{}\" holds years", year_->name));
            add(at + "month", {wide_name_}, 97, message("the columns of the months become rows"));
            use(year_);
        } else if (day_ && (knows_days() || out_.kind == Kind::tallies || !(year_ && month_))) {
            const auto percent = static_cast<int>(std::floor(day_found_.share * 100));
            add(at + "column", {day_->name}, std::clamp(static_cast<int>(60 + 2.2 * day_score_), 40, 99),
                message("{} % of its cells are days or months, and so it is called", percent),
                message("Is \"{}\" the day of the fact? {}", day_->name, other_days()));
            add(at + "format", {std::string{name_of(day_found_.format)}},
                day_found_.order_open     ? 65
                : day_found_.share > 0.99 ? 99
                                          : 92,
                message("{} % of \"{}\" read so", percent, day_->name),
                message("Day or month first? No cell of \"{}\" has a number above 12 in either place; a day "
                        "known "
                        "from elsewhere would tell.",
                        day_->name));
            use(day_);
        } else if (year_ && month_) {
            add(at + "year", {year_->name}, 97, message("\"{}\" holds years", year_->name));
            add(at + "month", {month_->name}, 97, message("\"{}\" holds months", month_->name));
            if (dom_ && out_.kind == Kind::incidents)
                add(at + "day", {dom_->name}, 92, message("\"{}\" holds 1 to 31", dom_->name));
            use(dom_);
        } else {
            const Facts* only = year_;
            add(at + "column", {only ? only->name : "COMPLETAR"}, 5,
                only ? message("\"{}\" says the year, and no column the month", only->name)
                     : message("no column holds days or months"),
                message("When were the facts? Atalaya counts by months at least; ask who publishes for the "
                        "month."));
            add(at + "format", {std::string{name_of(DayFormat::year_month)}}, 5,
                message("there is none to look at"), message("How are the months written?"));
        }
        use(year_);
        use(month_);
    }

    Message other_days() const {
        Texts others;
        for (const auto& column : columns_)
            if (&column != day_ && day_format_of(column).share > 0.9 && !numeric(column))
                others.push_back(column.name);
        return others.empty() ? message("No other column holds days.")
                              : message("There are also {}.", join(others, ", "));
    }

    void take_hour() {
        if (out_.kind != Kind::incidents || !knows_days()) return;
        const bool in_day = day_->with_hour * 2 > day_->said && day_->midnights * 10 < day_->with_hour * 9;
        const Facts* hour = nullptr;
        int best = 0;
        for (const auto& column : columns_) {
            if (!is_free(column) ||
                column.share(column.hours) < least(hint_of(column.tokens, Role::hour), 0.9))
                continue;
            const bool clock = column.share(column.clocks) > 0.95;
            const int hint = hint_of(column.tokens, Role::hour) + (clock ? 6 : 0) -
                             hint_of(column.tokens, Role::other) -
                             (basis_report_ ? 0 : hint_of(column.tokens, Role::registered));
            if (hint >= 6 && hint > best && column.distinct > (hint >= 8 ? 1 : 2))
                best = hint, hour = &column;
        }
        if (!hour || in_day) return;
        add("time.hour.column", {hour->name}, best >= 8 ? 97 : 92,
            message("{} % of its cells are hours", static_cast<int>(hour->share(hour->hours) * 100)));
        use(hour);
        ask_about_midnight(*hour);
    }

    // Where midnight has far more facts than an hour can have, it may mean that nobody knows.
    void ask_about_midnight(const Facts& hour) {
        if (hour.values.empty()) return;
        const auto& [text, times] = hour.values.front();
        const auto at = parse_hour(text);
        if (!at || at->hour != 0 || hour.share(times) < 3.0 / 24) return;
        add("time.hour.unknown", {text}, 60,
            message("{} % of the facts are at \"{}\"", static_cast<int>(hour.share(times) * 100), text),
            message(
                "Does \"{}\" mean midnight, or that the hour is not known? So many facts at one hour say the "
                "second.",
                text));
    }

    void take_registered() {
        if (out_.kind != Kind::incidents || !knows_days() || basis_report_) return;
        const Facts* best = nullptr;
        int most = 0;
        for (const auto& column : columns_) {
            const auto found = day_format_of(column);
            const int hint = hint_of(column.tokens, Role::registered) - hint_of(column.tokens, Role::other);
            if (!is_free(column) || found.share < 0.9 || !has_days(found.format) || hint < 4 || hint <= most)
                continue;
            most = hint;
            best = &column;
        }
        if (!best) return;
        add("time.registered.column", {best->name}, 90, message("it holds days, and its name says an entry"));
        add("time.registered.format", {std::string{name_of(day_format_of(*best).format)}}, 95,
            message("all of its cells read so"));
        use(best);
    }

    void choose_basis_and_cover() {
        const Facts* told = knows_days() || day_ ? day_ : year_;
        const bool report = told && hint_of(told->tokens, Role::registered) >= 5;
        const bool fact = told && (told->has("hecho") || told->has("fato") || told->has("suceso") ||
                                   told->has("occ") || told->has("ocurrencia") || told->has("occurred"));
        basis_report_ = report;
        add("time.basis", {report ? "report" : "fact"}, report || fact ? 93 : 75,
            report ? message("the name of the day says an entry")
                   : message("the day is taken for that of the fact"),
            message(
                "Is the day that of the fact or that on which it was reported? The file's page says so."));
        if (out_.kind == Kind::incidents)
            add("delivery.covers", {"rows"}, 60, message("safe: nothing that was published is withdrawn"),
                message(
                    "Does a later file hold all there is of each month it touches (then \"months\": what is "
                    "absent was withdrawn), or what is new and corrected (\"rows\")?"));
    }

    // --- counts -------------------------------------------------------------------------

    void find_count() {
        int best = 0;
        for (const auto& column : columns_) {
            if (!is_free(column) ||
                column.share(column.whole) < least(hint_of(column.tokens, Role::count), 0.97) ||
                &column == year_ || &column == month_ || &column == dom_ || &column == day_ ||
                is_wide(column))
                continue;
            const int hint = hint_of(column.tokens, Role::count) - hint_of(column.tokens, Role::other) -
                             (says_code(column.tokens) ? 6 : 0) - (layer_of(column.tokens) ? 4 : 0) -
                             hint_of(column.tokens, Role::hour) / 2;
            if (hint >= 3 && hint > best) best = hint, count_ = &column;
        }
        count_hint_ = best;
    }

    void find_residents() {
        int best = 0;
        for (const auto& column : columns_) {
            if (!is_free(column) || !numeric(column, 0.9) || &column == year_) continue;
            const int hint = hint_of(column.tokens, Role::residents) - hint_of(column.tokens, Role::other);
            if (hint >= 7 && hint > best) best = hint, residents_ = &column;
        }
        residents_hint_ = best;
    }

    // --- wide ---------------------------------------------------------------------------

    bool is_wide(const Facts& column) const {
        return std::find(wide_.begin(), wide_.end(), &column) != wide_.end();
    }
    static bool is_month_head(const Facts& column) {
        return std::any_of(column.tokens.begin(), column.tokens.end(), [](const std::string& token) {
            return token.find_first_of("0123456789") == std::string::npos && parse_month_number(token);
        });
    }
    bool may_be_category(const Facts& column) const {
        if (!is_free(column) || column.tokens.empty() || layer_of(column.tokens)) return false;
        for (const Role role :
             {Role::year, Role::month, Role::day, Role::key, Role::lon, Role::lat, Role::residents})
            if (hint_of(column.tokens, role) >= 5) return false;
        return column.said == 0 || column.share(column.whole) >= 0.97;
    }
    void find_wide() {
        std::vector<const Facts*> run, longest;
        const auto longest_run = [&](const auto& fits) {
            run.clear(), longest.clear();
            for (const auto& column : columns_) {
                if (fits(column))
                    run.push_back(&column);
                else
                    run.clear();
                if (run.size() > longest.size()) longest = run;
            }
        };
        longest_run([&](const Facts& column) {
            return is_month_head(column) && (column.said == 0 || numeric(column, 0.9)) && &column != day_;
        });
        wide_months_ = longest.size() >= 6;
        if (!wide_months_) {
            const bool dated = day_ || (year_ && month_);
            longest_run([&](const Facts& column) { return may_be_category(column) && &column != day_; });
            const bool other_count = std::any_of(columns_.begin(), columns_.end(), [&](const Facts& column) {
                return hint_of(column.tokens, Role::count) >= 7 && column.share(column.whole) > 0.97 &&
                       std::find(longest.begin(), longest.end(), &column) == longest.end();
            });
            if (!dated || longest.size() < 6 || other_count) longest.clear();
        }
        wide_ = longest;
        if (wide_.empty()) return;
        wide_name_ = unused_name(wide_months_ ? "mes" : "delito");
        wide_value_ = unused_name("casos");
        for (const auto* column : wide_) used_.insert(column->index);
    }
    std::string unused_name(const std::string& wanted) const {
        const auto taken = [&](const std::string& name) {
            return std::any_of(columns_.begin(), columns_.end(),
                               [&](const Facts& column) { return folded(column.name) == name; });
        };
        std::string name = wanted;
        while (taken(name)) name += "_de_columna";
        return name;
    }

    void take_wide() {
        if (wide_.empty()) return;
        const auto is_total = [](const Facts* column) {
            return column->has("total") || column->has("totales");
        };
        const auto totals = std::count_if(wide_.begin(), wide_.end(), is_total);
        const auto why = wide_months_ ? message("{} columns are called after months", wide_.size())
                                      : message("{} columns side by side hold counts", wide_.size());
        if (totals > 0) {
            Texts names;
            for (const auto* column : wide_)
                if (!is_total(column)) names.push_back(column->name);
            add("wide.columns", names, 80, why,
                message(
                    "{} columns of totals were left out; is another one a sum of others? It would count them "
                    "twice.",
                    totals));
        } else {
            const int confidence = wide_months_ ? 98 : 80;
            const auto question = message(
                "Do the categories run from \"{}\" to \"{}\"? A column among them that is a "
                "sum of others would count them twice.",
                wide_.front()->name, wide_.back()->name);
            add("wide.first", {wide_.front()->name}, confidence, why, question);
            add("wide.last", {wide_.back()->name}, confidence, why, question);
        }
        add("wide.name", {wide_name_}, 99, message("a name that no column has"));
        add("wide.value", {wide_value_}, 99, message("a name that no column has"));
    }

    // --- kind ---------------------------------------------------------------------------

    bool has_area() const {
        return std::any_of(columns_.begin(), columns_.end(), [&](const Facts& column) {
            return is_free(column) && layer_of(column.tokens) && &column != residents_;
        });
    }
    bool has_offence() const {
        return std::any_of(columns_.begin(), columns_.end(),
                           [&](const Facts& column) { return offence_score(column) >= 6; });
    }

    void choose_kind() {
        const auto say = [&](Kind kind, int confidence, Message why, Message question = {}) {
            static constexpr std::string_view names[] = {"incidents", "tallies", "exposures", "areas"};
            out_.kind = kind;
            add("kind", {std::string{names[static_cast<std::size_t>(kind)]}}, confidence, std::move(why),
                std::move(question));
        };
        const bool people = residents_ && (residents_hint_ >= 8 || !count_) && !knows_days() && wide_.empty();
        if (people && !has_offence())
            return say(Kind::exposures, 96,
                       message("\"{}\" holds residents, and no column offences", residents_->name));
        if (!wide_.empty())
            return say(Kind::tallies, 95, message("a column for each category or month holds counts"));
        if (knows_days()) {
            return say(Kind::incidents, count_ ? 92 : 96,
                       message("\"{}\" says the day of each row", day_->name));
        }
        if (knows_months() && count_)
            return say(Kind::tallies, 95,
                       message("\"{}\" counts, and time is known by months", count_->name));
        if (knows_months())
            return say(Kind::incidents, 91, message("each row is a fact of a month: no column counts"));
        if (year_ && count_ && has_area() && !has_offence()) {
            residents_ = count_;
            return say(
                Kind::exposures, 75, message("a number for each area and year, and no column offences"),
                message("What does \"{}\" count? Residents, dwellings or vehicles are exposures; facts need "
                        "their month.",
                        count_->name));
        }
        if (year_ && count_)
            return say(Kind::tallies, 90, message("\"{}\" counts, and time is known by years", count_->name));
        if (count_ && has_area() && !has_offence()) {
            residents_ = count_;
            return say(
                Kind::exposures, 60, message("areas with a number each, and no time"),
                message("What does \"{}\" count? Residents, dwellings or vehicles are exposures; facts need "
                        "their month.",
                        count_->name));
        }
        if (count_)
            return say(Kind::tallies, 60, message("\"{}\" counts, and no column says when", count_->name),
                       message("Of which months are the counts? Without them no bulletin can have them."));
        say(Kind::incidents, 50, message("a row for each thing, and no column says when"),
            message("Are these facts? Without a day or a month they cannot be counted in time."));
    }

    // --- format -------------------------------------------------------------------------

    template <class T>
    void add(std::string key, std::string value, const Judged<T>& judged) {
        add(std::move(key), Texts{std::move(value)}, judged.confidence, judged.why, judged.question);
    }

    void choose_format() {
        add("format.type", Texts{std::string{name_of_type(look_.type)}}, 99,
            message("known by its first bytes"));
        if (look_.type == FileType::csv) {
            add("format.encoding", std::string{name_of(look_.encoding.value)}, look_.encoding);
            add("format.separator", std::string(1, look_.separator.value), look_.separator);
        }
        if (look_.type == FileType::xlsx) add("format.sheet", look_.sheet.value, look_.sheet);
        add("format.header_row", std::to_string(look_.head.value.row), look_.head);
        add("format.header_rows", std::to_string(look_.head.value.rows), look_.head);
        const auto decimal = find_decimal(columns_);
        decimal_ = decimal.value;
        add("format.decimal", std::string(1, decimal.value), decimal);
        choose_missing();
        if (!look_.ends_at_blank.value.empty())
            add("format.ends_at_blank", look_.ends_at_blank.value, look_.ends_at_blank);
    }

    void choose_missing() {
        std::map<std::string, std::int64_t> marks;
        for (const auto& column : columns_)
            for (const auto& [text, times] : column.missing) marks[text] += times;
        int confidence = 95;
        Texts doubtful;
        // A word in a column of days, hours or numbers that is neither stands for nothing too.
        for (const auto& column : columns_) {
            const auto good = std::max(
                {column.numbers(), *std::max_element(column.days.begin(), column.days.end()), column.hours});
            if (column.share(good) < 0.7) continue;
            for (const auto& [text, times] : column.values) {
                const bool word = !text.empty() && text.find_first_of("0123456789") == std::string::npos;
                if (!word || column.share(times) < 0.0005 || marks.contains(text) || doubtful.size() >= 8 ||
                    parse_month_number(text))
                    continue;
                marks[text] = times;
                doubtful.push_back(text);
                confidence = 80;
            }
        }
        if (marks.empty()) return;
        Texts texts;
        std::int64_t total = 0;
        for (const auto& [text, times] : marks) texts.push_back(text), total += times;
        add("format.missing", texts, confidence, message("{} cells say nothing so", total),
            message("Do {} stand for \"not known\"? They are in columns of numbers or days.",
                    join(doubtful, ", ")));
    }

    // --- offences -----------------------------------------------------------------------

    double offence_score(const Facts& column) const {
        if (!is_free(column) || column.said == 0 || &column == day_ || &column == year_ || &column == month_)
            return 0;
        if (column.share(column.numbers()) > 0.5 || day_format_of(column).share > 0.5) return 0;
        if (column.share(column.month_names) > 0.5 || column.mean_length < 3) return 0;
        const int hint =
            std::max(hint_of(column.tokens, Role::offence), hint_of(column.tokens, Role::suboffence));
        if (layer_of(column.tokens) && hint < 8) return 0;
        if (column.distinct > 3000 || (column.said > 50 && column.distinct * 2 > column.said)) return 0;
        if (column.distinct < 2 && hint < 8 && !holds_offences(column)) return 0;
        return hint + (holds_offences(column) ? 6 : 0) - 0.8 * hint_of(column.tokens, Role::person) -
               hint_of(column.tokens, Role::other) + (column.distinct >= 3 ? 0.5 : 0) -
               (says_code(column.tokens) ? 3 : 0) -
               (static_cast<double>(column.blank) > 0.5 * static_cast<double>(column.rows) ? 3 : 0);
    }

    // Whether most rows say a word of offences in it, however the column is called.
    static bool holds_offences(const Facts& column) {
        std::int64_t rows = 0;
        for (const auto& [text, times] : column.values)
            if (says_offence(folded(text))) rows += times;
        return rows * 2 > column.said;
    }
    // "subtipo" of "tipo", "subgenerico" of "generico".
    static bool is_sub_of(const Facts& fine, const Facts& coarse) {
        return std::any_of(coarse.tokens.begin(), coarse.tokens.end(),
                           [&](const std::string& token) { return fine.has("sub" + token); });
    }

    // In how many rows the finer label tells the coarser one.
    double tells(const Facts& finer, const Facts& coarser) const {
        std::unordered_map<std::string_view, std::unordered_map<std::string_view, std::int64_t>> pairs;
        std::int64_t rows = 0;
        for (std::size_t row = 0; row < look_.sample.rows(); ++row) {
            const auto fine = look_.sample.at(row, finer.index), coarse = look_.sample.at(row, coarser.index);
            if (fine.empty() || coarse.empty()) continue;
            ++rows;
            ++pairs[fine][coarse];
        }
        std::int64_t told = 0;
        for (const auto& [fine, coarse] : pairs) {
            std::int64_t most = 0;
            for (const auto& [text, times] : coarse) most = std::max(most, times);
            told += most;
        }
        return rows == 0 ? 0 : static_cast<double>(told) / static_cast<double>(rows);
    }

    void take_offence() {
        const std::string at = out_.kind == Kind::tallies ? "category." : "offence.";
        if (!wide_.empty() && !wide_months_) {
            add(at + "columns", {wide_name_}, 95, message("the heads of the columns that become rows"));
            add(at + "unlisted", {"keep"}, 95,
                message("a label that codes.csv lacks is kept under its own text"));
            return;
        }
        std::vector<std::pair<double, const Facts*>> scored;
        for (const auto& column : columns_)
            if (const double score = offence_score(column); score >= 3) scored.emplace_back(score, &column);
        std::stable_sort(scored.begin(), scored.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        if (scored.empty()) {
            add(at + "always", {"hecho"}, 55, message("no column holds kinds of facts"),
                message("Are all rows facts of one kind (then name it in codes.csv), or does a column say "
                        "the kind?"));
            return;
        }
        const Facts* first = scored.front().second;
        const Facts* second = nullptr;
        for (const auto& [fine_score, fine] : scored)
            for (const auto& [coarse_score, coarse] : scored)
                if (!second && is_sub_of(*fine, *coarse)) first = coarse, second = fine;
        for (std::size_t i = 1; i < scored.size() && !second; ++i) {
            const Facts* other = scored[i].second;
            const bool other_finer = other->distinct > first->distinct;
            const Facts &fine = other_finer ? *other : *first, &coarse = other_finer ? *first : *other;
            const bool named = hint_of(fine.tokens, Role::suboffence) >= 4 || scored[i].first >= 5;
            const bool pair = is_sub_of(fine, coarse) || tells(fine, coarse) >= 0.7;
            if (named && fine.distinct > coarse.distinct && pair) second = other;
        }
        if (second && second->distinct < first->distinct) std::swap(first, second);
        Texts names{first->name};
        if (second) names.push_back(second->name);
        Texts others;
        for (const auto& [score, column] : scored)
            if (column != first && column != second && score > scored.front().first - 3)
                others.push_back(column->name);
        const double score = scored.front().first;
        add(at + "columns", names, others.empty() ? std::clamp(static_cast<int>(70 + 3 * score), 50, 98) : 80,
            message("\"{}\" holds {} kinds, and so it is called", first->name, first->distinct),
            others.empty() ? message("Does \"{}\" say the kind of fact?", first->name)
                           : message("Does \"{}\" say the kind of fact, or rather {}?", join(names, ", "),
                                     join(others, ", ")));
        add(at + "unlisted", {"keep"}, 95,
            message("a label that codes.csv lacks is kept under its own text"));
        offence_ = first;
        suboffence_ = second;
        use(first);
        use(second);
    }

    void list_labels() {
        std::map<std::pair<std::string, std::string>, SeenLabel> labels;  // by folded texts
        if (!wide_.empty() && !wide_months_) {
            for (const auto* column : wide_)
                labels[{folded(column->name), ""}] = {column->name, "", column->said};
        }
        const auto rows = offence_ ? look_.sample.rows() : 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const auto text = [&](const Facts* column) {
                const auto cell = column ? trimmed(look_.sample.at(row, column->index)) : std::string_view{};
                return is_missing_mark(folded(cell)) ? std::string_view{} : cell;
            };
            const auto one = text(offence_), two = text(suboffence_);
            if (one.empty()) continue;
            auto& label = labels[{folded(one), folded(two)}];
            if (label.rows++ == 0) label.label_1 = one, label.label_2 = two;
        }
        for (auto& [key, label] : labels) out_.labels.push_back(std::move(label));
        std::stable_sort(out_.labels.begin(), out_.labels.end(),
                         [](const auto& a, const auto& b) { return a.rows > b.rows; });
        if (out_.labels.size() > 3000) out_.labels.resize(3000);
    }

    // --- place --------------------------------------------------------------------------

    bool may_be_coordinate(const Facts& column, int hint = 0) const {
        const auto fractions = decimal_ == ',' ? column.fractions_comma : column.fractions_point;
        return is_free(column) && numeric(column, least(hint, 0.9)) &&
               column.distinct > (hint >= 8 ? 0 : 1) &&
               (column.share(std::max(fractions, column.numbers() - column.whole)) > least(hint, 0.8) - 0.3 ||
                std::abs(column.middle) > 1000);
    }
    const Facts* best_named(Role role) const {
        const Facts* best = nullptr;
        int most = 2;
        for (const auto& column : columns_) {
            const int hint = hint_of(column.tokens, role) - hint_of(column.tokens, Role::other);
            if (hint > most && may_be_coordinate(column, hint)) most = hint, best = &column;
        }
        return best;
    }

    void find_place() {
        lon_ = best_named(Role::lon);
        lat_ = best_named(Role::lat);
        if (lon_ && lat_ && lon_ != lat_ && std::abs(lon_->middle) <= 180 && std::abs(lat_->middle) <= 180) {
            degrees_ = true;
            place_confidence_ = 97;
            place_why_ = message("named so, and degrees");
            const auto straight = nearest_city(lon_->middle, lat_->middle),
                       swapped = nearest_city(lat_->middle, lon_->middle);
            if (straight.km > 150 && swapped.km <= 150) {
                std::swap(lon_, lat_);
                place_confidence_ = 85;
                place_why_ = message("swapped, the middle is {} km from {}; as named, it is beside no city",
                                     std::llround(swapped.km), swapped.name);
            } else if (straight.km <= beside_km) {
                place_confidence_ = 99;
                place_why_ = message("named so; the middle is {} km from {}", std::llround(straight.km),
                                     straight.name);
            }
            return;
        }
        lon_ = best_named(Role::x);
        lat_ = best_named(Role::y);
        if (lon_ && lat_ && lon_ != lat_ && std::abs(lon_->middle) > 180) {
            system_ = find_system(lon_->middle, lat_->middle, systems_);
            const auto swapped = find_system(lat_->middle, lon_->middle, systems_);
            if (system_.value.empty() && !swapped.value.empty()) {
                std::swap(lon_, lat_);
                system_ = swapped;
                system_.confidence = std::min(system_.confidence, 80);
                system_.question =
                    message("Are x and y swapped? Only so a known system puts them beside a city.");
            }
            place_confidence_ = 95;
            place_why_ = message("named so, and too large for degrees");
            return;
        }
        find_unnamed_place();
    }

    // Two columns that no name tells, but that make places beside a city.
    void find_unnamed_place() {
        lon_ = lat_ = nullptr;
        std::vector<const Facts*> degrees;
        for (const auto& column : columns_)
            if (may_be_coordinate(column) && std::abs(column.middle) <= 180 &&
                std::max(column.fractions_point, column.fractions_comma) * 10 > column.said * 8)
                degrees.push_back(&column);
        for (const auto* x : degrees) {
            for (const auto* y : degrees) {
                if (x == y || std::abs(y->middle) > 60 || x->high - x->low > 5 || y->high - y->low > 5)
                    continue;
                const auto city = nearest_city(x->middle, y->middle);
                if (city.km > beside_km) continue;
                lon_ = x, lat_ = y, degrees_ = true, place_confidence_ = 80;
                place_why_ = message("no name says so, but the middle is {} km from {}",
                                     std::llround(city.km), city.name);
                return;
            }
        }
    }

    void take_place() {
        if (!lon_ || !lat_ || out_.kind != Kind::incidents) return;
        const auto question = message(
            "Are \"{}\" and \"{}\" the place, east to west and north to south? A known address "
            "would tell.",
            lon_->name, lat_->name);
        if (degrees_) {
            add("place.lon", {lon_->name}, place_confidence_, place_why_, question);
            add("place.lat", {lat_->name}, place_confidence_, place_why_, question);
            add_box();
        } else {
            if (system_.value.empty()) return;  // no system is better than a wrong one
            add("place.x", {lon_->name}, place_confidence_, place_why_, question);
            add("place.y", {lat_->name}, place_confidence_, place_why_, question);
            add("place.crs", system_.value, system_);
        }
        use(lon_);
        use(lat_);
    }

    // Around nearly all positions, once more their extent on each side.
    void add_box() {
        const double wide = std::max(lon_->high - lon_->low, 0.1),
                     tall = std::max(lat_->high - lat_->low, 0.1);
        if (wide > 20 || tall > 20) return;  // zeros among them, or a whole country
        add("place.box",
            {shown(lon_->low - wide), shown(lat_->low - tall), shown(lon_->high + wide),
             shown(lat_->high + tall)},
            90, message("98 % of the positions lie in its middle third"));
    }

    // --- areas --------------------------------------------------------------------------

    struct AreaColumn {
        const Facts* column;
        std::string layer;
        double score;
    };
    std::vector<AreaColumn> area_columns() const {
        std::vector<AreaColumn> found;
        for (const auto& column : columns_) {
            if (!is_free(column) || column.said == 0 || column.distinct > 20'000) continue;
            const auto* layer = layer_of(column.tokens);
            if (!layer || hint_of(column.tokens, Role::other) >= 6) continue;
            const bool fractions =
                column.share(std::max(column.fractions_point, column.fractions_comma)) > 0.3 &&
                column.share(column.whole) < 0.5;
            if (fractions) continue;
            const bool code = says_code(column.tokens);
            const bool number = column.share(column.numbers()) > 0.9;
            double score = layer->rank + (code ? -0.6 : 0) + (number ? -0.3 : 0);
            score -= 0.05 * static_cast<double>(column.tokens.size());
            score -= 3 * static_cast<double>(column.blank) /
                     static_cast<double>(std::max<std::int64_t>(column.rows, 1));
            found.push_back({&column, std::string{layer->layer}, score});
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const auto& a, const auto& b) { return a.score > b.score; });
        std::set<std::string> layers;
        std::erase_if(found, [&](const AreaColumn& area) { return !layers.insert(area.layer).second; });
        if (found.size() > 4) found.resize(4);
        return found;
    }
    void take_areas() {
        for (const auto& area : area_columns()) {
            add("area." + area.layer + ".column", {area.column->name}, 92,
                message("{} different areas; the city says which layer this is", area.column->distinct));
            use(area.column);
        }
    }

    // --- the rest -----------------------------------------------------------------------

    void take_key() {
        const Facts* best = nullptr;
        int most = 3;
        for (const auto& column : columns_) {
            const int hint = hint_of(column.tokens, Role::key) - (layer_of(column.tokens) ? 6 : 0) -
                             hint_of(column.tokens, Role::other) - hint_of(column.tokens, Role::lon) -
                             hint_of(column.tokens, Role::lat);
            if (is_free(column) && hint > most && column.said * 10 >= column.rows * 8 &&
                column.distinct * 2 > column.rows && !offence_like(column))
                most = hint, best = &column;
        }
        if (!best) return;
        const auto pairs = year_ ? distinct_pairs(*year_, *best) : 0;
        const auto all = [&](std::int64_t distinct) { return distinct * 1000 >= best->rows * 999; };
        if (all(best->distinct)) {
            add("key.columns", {best->name}, 93, message("no two rows have the same"));
        } else if (all(pairs)) {
            add("key.columns", {year_->name, best->name}, 92, message("no two rows of a year have the same"));
        } else if (std::max(pairs, best->distinct) * 10 >= best->rows * 7) {
            const bool with_year = pairs > best->distinct;
            add("key.columns", with_year ? Texts{year_->name, best->name} : Texts{best->name}, 75,
                message("so it is called, but {} rows repeat one",
                        best->rows - std::max(pairs, best->distinct)),
                message("Do rows with the same \"{}\" tell the same fact? Then the later one corrects the "
                        "earlier; "
                        "else leave [key] out.",
                        best->name));
        } else {
            return;
        }
        use(best);
    }
    bool offence_like(const Facts& column) const { return offence_score(column) >= 6; }
    std::int64_t distinct_pairs(const Facts& a, const Facts& b) const {
        std::unordered_set<std::string> pairs;
        for (std::size_t row = 0; row < look_.sample.rows(); ++row)
            pairs.insert(std::string{look_.sample.at(row, a.index)} + '\x1F' +
                         std::string{look_.sample.at(row, b.index)});
        return static_cast<std::int64_t>(pairs.size());
    }

    void take_channel() {
        for (const auto& column : columns_) {
            const bool words =
                column.said > 0 && column.distinct >= 2 && column.distinct <= 60 && !numeric(column, 0.5);
            if (!is_free(column) || !words || hint_of(column.tokens, Role::channel) < 8) continue;
            add("channel.column", {column.name}, 92, message("named so, with {} ways", column.distinct));
            use(&column);
            return;
        }
    }

    void take_count() {
        if (!wide_.empty()) {
            add("count.column", {wide_value_}, 97, message("the cells of the columns that become rows"));
            return;
        }
        if (!count_) return;
        const int confidence = std::clamp(70 + 4 * count_hint_, 60, 98);
        add(out_.kind == Kind::tallies ? "count.column" : "units.column", {count_->name}, confidence,
            message("named so, and whole numbers"),
            message("Does \"{}\" say how many facts a row stands for?", count_->name));
        use(count_);
    }

    void choose_exposure() {
        const auto areas = area_columns();
        const Facts* area = areas.empty() ? nullptr : areas.front().column;
        for (const auto& candidate : areas) {
            const Facts& column = *candidate.column;
            const auto per_area = year_ ? std::max<std::int64_t>(year_->distinct, 1) : 1;
            if (&column != area && column.distinct * per_area >= column.rows &&
                area->distinct * per_area * 2 < column.rows)
                area = &column;
        }
        add("exposure.kind", {"residents"}, residents_hint_ >= 7 ? 95 : 60,
            message("\"{}\" says so", residents_->name),
            message("What does \"{}\" count: residents, dwellings, vehicles?", residents_->name));
        if (area) {
            add("exposure.layer", {std::string{layer_of(area->tokens)->layer}}, 92,
                message("the city says which layer this is"));
            add("exposure.area", {area->name}, 92, message("{} different areas", area->distinct));
        }
        add("exposure.value", {residents_->name}, residents_hint_ >= 7 ? 96 : 60,
            message("numbers, and so it is called"),
            message("Is \"{}\" the number that rates divide by?", residents_->name));
        if (year_) {
            add("exposure.year_column", {year_->name}, 97, message("\"{}\" holds years", year_->name));
        } else {
            const auto told = year_in(residents_->name) ? year_in(residents_->name) : year_in(out_.file);
            add("exposure.year", {std::to_string(told.value_or(2020))}, told ? 85 : 20,
                told ? message("the name says so") : message("nothing says the year"),
                message("Of which year are the numbers? The file's page says so."));
        }
        choose_whole(area);
    }
    static std::optional<int> year_in(const std::string& name) {
        for (const auto& token : tokens_of(name)) {
            const auto number = whole_number(token);
            if (number && *number >= 1950 && *number <= 2100) return static_cast<int>(*number);
        }
        return {};
    }
    void choose_whole(const Facts* area) {
        if (!area) return;
        Texts whole;
        for (const auto& [text, times] : area->values) {
            const auto word = folded(text);
            if (word == "total" || word == "total general" || word.starts_with("total "))
                whole.push_back(text);
        }
        if (!whole.empty()) add("exposure.whole", whole, 93, message("a row of the sum of the others"));
    }

    // --- files of areas -----------------------------------------------------------------

    void choose_areas_file() {
        out_.kind = Kind::areas;
        add("kind", Texts{"areas"}, 99, message("GeoJSON with polygons"));
        add("format.type", Texts{"geojson"}, 99, message("known by its first bytes"));
        if (look_.encoding.value != Encoding::utf8)
            add("format.encoding", std::string{name_of(look_.encoding.value)}, look_.encoding);
        const Facts* code = best_area_property(true);
        const Facts* name = best_area_property(false);
        if (!code) code = name;
        std::string layer = "COMPLETAR";
        if (code && layer_of(code->tokens))
            layer = layer_of(code->tokens)->layer;
        else if (name && layer_of(name->tokens))
            layer = layer_of(name->tokens)->layer;
        else if (const auto* of_file = layer_of(tokens_of(out_.file)))
            layer = of_file->layer;
        add("shape.layer", Texts{layer}, layer == "COMPLETAR" ? 5 : 92,
            message("the city says which layer this is"),
            message("Which layer of the city are these areas?"));
        add("shape.code", Texts{code ? code->name : "COMPLETAR"}, code ? 92 : 5,
            code ? message("no two areas have the same") : message("no property tells all areas apart"),
            message("Which property is the code of an area?"));
        if (name && name != code)
            add("shape.name", Texts{name->name}, 90, message("words, and no two areas have the same"));
        if (!look_.system.value.empty()) add("shape.crs", look_.system.value, look_.system);
    }
    // Of those that tell all areas apart; the code is a number or a short text, the name words.
    const Facts* best_area_property(bool code) const {
        const Facts* best = nullptr;
        double most = 0;
        for (const auto& column : columns_) {
            if (column.name.empty() || column.said < column.rows || column.distinct < column.said) continue;
            const bool fractions = column.fractions_point > 0;
            const bool number = column.share(column.numbers()) > 0.95;
            if (fractions || hint_of(column.tokens, Role::other) >= 6 || (!code && number)) continue;
            double score = 1;
            if (const auto* layer = layer_of(column.tokens)) score += 6 + 0.1 * layer->rank;
            if (column.has("nombre") || column.has("name") || column.has("nome") || column.has("nom"))
                score += code ? 3 : 6;
            if (code && says_code(column.tokens)) score += 4;
            if (code && (column.has("objectid") || column.has("fid") || column.has("mslink"))) score -= 3;
            if (column.has("area") || column.has("metro")) score -= 8;
            if (code) score += (number ? 0.5 : 0) - column.mean_length / 20;
            if (score > most) most = score, best = &column;
        }
        return best;
    }

    const Look& look_;
    const std::vector<KnownSystem>& systems_;
    Proposal& out_;
    std::vector<Facts> columns_;
    std::set<std::size_t> used_;

    const Facts *day_ = nullptr, *year_ = nullptr, *month_ = nullptr, *dom_ = nullptr;
    DayFound day_found_;
    double day_score_ = 0;
    bool basis_report_ = false;
    const Facts *count_ = nullptr, *residents_ = nullptr;
    int count_hint_ = 0, residents_hint_ = 0;
    std::vector<const Facts*> wide_;
    bool wide_months_ = false;
    std::string wide_name_, wide_value_;
    char decimal_ = '.';
    const Facts *offence_ = nullptr, *suboffence_ = nullptr;
    const Facts *lon_ = nullptr, *lat_ = nullptr;
    bool degrees_ = false;
    int place_confidence_ = 0;
    Message place_why_;
    Judged<std::string> system_;
};

}  // namespace

Proposal choose_roles(const std::string& file, const Look& look, const std::vector<KnownSystem>& systems) {
    Proposal proposal;
    Chooser{file, look, systems, proposal}.choose();
    return proposal;
}

}  // namespace atalaya::intake
