// Five hundred columns of days, hours and numbers as people, programs and workbooks write them. Each is written from
// values that are known, so that what is read can be held against them: right, or asked about, or refused.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/propose/amounts.hpp"
#include "intake/propose/columns.hpp"
#include "intake/workbook.hpp"
#include "propose_table.hpp"
#include "stats/random.hpp"

namespace atalaya::intake {

namespace {

namespace chr = std::chrono;
using stats::Random;

constexpr int rows = 40;

struct Moment {
    Day day{};
    int hour = -1, minute = 0;  // -1: not written
};

// How days are picked: any, those of which the order cannot be told, or those that the order is sure of.
enum class Pick { any, open, equal };

std::vector<Moment> moments(Random& random, Pick pick, bool timed) {
    std::vector<Moment> some;
    while (some.size() < rows) {
        const Day day =
            Day{chr::year{2019} / chr::January / 1} + chr::days{static_cast<int>(random.uniform() * 2500)};
        const chr::year_month_day date{day};
        if (pick != Pick::any && unsigned{date.day()} > 12) continue;
        if (pick == Pick::equal && unsigned{date.day()} != unsigned{date.month()}) continue;
        Moment moment{day};
        if (timed) {
            moment.hour = static_cast<int>(random.uniform() * 24);
            moment.minute = static_cast<int>(random.uniform() * 60);
        }
        some.push_back(moment);
    }
    return some;
}

enum class Order { day_month, month_day, year_month };
enum class Clock { none, of_24, am_pm, a_m_p_m, a_m_p_m_narrow, am_pm_joined, with_seconds };
constexpr std::array clocks{Clock::none,           Clock::of_24,        Clock::am_pm,       Clock::a_m_p_m,
                            Clock::a_m_p_m_narrow, Clock::am_pm_joined, Clock::with_seconds};

std::string clock_text(const Moment& at, Clock clock) {
    const int twelve = at.hour % 12 == 0 ? 12 : at.hour % 12;
    const bool late = at.hour >= 12;
    switch (clock) {
        case Clock::none: return "";
        case Clock::of_24: return fmt::format("{:02}:{:02}", at.hour, at.minute);
        case Clock::with_seconds: return fmt::format("{:02}:{:02}:07", at.hour, at.minute);
        case Clock::am_pm: return fmt::format("{}:{:02} {}", twelve, at.minute, late ? "PM" : "AM");
        case Clock::am_pm_joined: return fmt::format("{:02}:{:02}{}", twelve, at.minute, late ? "pm" : "am");
        case Clock::a_m_p_m:
            return fmt::format("{:02}:{:02} {}", twelve, at.minute, late ? "p. m." : "a. m.");
        case Clock::a_m_p_m_narrow:  // as spreadsheets in Spanish write it
            return fmt::format("{:02}:{:02}\u202F{}", twelve, at.minute, late ? "p.\u00A0m." : "a.\u00A0m.");
    }
    return "";
}

struct Shape {
    Order order{};
    char sign{};
    bool padded{}, short_year{};
};

std::string day_text(Day day, const Shape& shape) {
    const chr::year_month_day date{day};
    const auto number = [&](unsigned n) {
        return shape.padded ? fmt::format("{:02}", n) : std::to_string(n);
    };
    const std::string d = number(unsigned{date.day()}), m = number(unsigned{date.month()});
    const int year = static_cast<int>(date.year());
    const std::string y = shape.short_year ? fmt::format("{:02}", year % 100) : std::to_string(year);
    const std::string sign(1, shape.sign);
    switch (shape.order) {
        case Order::day_month: return d + sign + m + sign + y;
        case Order::month_day: return m + sign + d + sign + y;
        case Order::year_month: return y + sign + m + sign + d;
    }
    return "";
}

// What became of a column, cell by cell.
struct Outcome {
    int right = 0, wrong = 0, refused = 0;
    bool asked = false;

    bool all_right() const { return wrong == 0 && refused == 0; }
    // Nobody takes it for read: a question, or cells that the reader refuses by name.
    bool flagged() const { return asked || refused > 0; }
};

// A table as a city sends it, proposed for and then read as proposed.
Outcome read_days(const std::vector<std::string>& cells, const std::vector<Moment>& truth) {
    std::string csv = "id,fecha_hecho\n";
    for (std::size_t i = 0; i < cells.size(); ++i) csv += std::to_string(i) + ",\"" + cells[i] + "\"\n";
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    const TimeColumns when = find_when(choosing);
    take_when(choosing, when, "");
    const Proposal proposal = std::move(choosing).done();
    Outcome outcome;
    for (const char* key : {"time.day.column", "time.day.format"}) {
        const auto* choice = proposal.find(key);
        outcome.asked = outcome.asked || !choice || !choice->question.empty();
    }
    if (!when.day) return outcome;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto read = parse_when(cells[i], when.found.format);
        if (!read) {
            ++outcome.refused;
        } else if (read->day == truth[i].day && read->hour == truth[i].hour &&
                   (read->hour < 0 || read->minute == truth[i].minute)) {
            ++outcome.right;
        } else {
            ++outcome.wrong;
        }
    }
    return outcome;
}

struct Tally {
    int cases = 0, right = 0, flagged = 0;

    void add(const Outcome& outcome, const std::string& what) {
        ++cases;
        right += outcome.all_right();
        flagged += outcome.flagged();
        EXPECT_TRUE(outcome.wrong == 0 || outcome.asked)
            << what << ": " << outcome.wrong << " of " << rows
            << " cells say what they do not mean, and nobody is asked";
        EXPECT_TRUE(outcome.all_right() || outcome.flagged()) << what;
    }
};

std::vector<std::string> written(const std::vector<Moment>& truth, const Shape& shape, Clock clock) {
    std::vector<std::string> cells;
    for (const auto& at : truth) {
        const std::string time = clock_text(at, clock);
        cells.push_back(day_text(at.day, shape) + (time.empty() ? "" : " ") + time);
    }
    return cells;
}

constexpr std::array months_es{"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                               "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array months_pt{"janeiro", "fevereiro", "março",    "abril",   "maio",     "junho",
                               "julho",   "agosto",    "setembro", "outubro", "novembro", "dezembro"};

}  // namespace

// Order x sign x zeros x length of the year x clock x how the days fall: 462 columns.
TEST(FormatCases, DaysInNumbersAreReadRightOrAskedAbout) {
    Random random{92};
    Tally tally;
    for (const Order order : {Order::day_month, Order::month_day, Order::year_month}) {
        for (const char sign : {'/', '-', '.'}) {
            for (const bool padded : {true, false}) {
                for (const bool short_year : {false, true}) {
                    if (order == Order::year_month && (short_year || !padded)) continue;
                    for (const Clock clock : clocks) {
                        for (const Pick pick : {Pick::any, Pick::open, Pick::equal}) {
                            if (order != Order::month_day && pick == Pick::equal) continue;
                            const auto truth = moments(random, pick, clock != Clock::none);
                            const Shape shape{order, sign, padded, short_year};
                            const auto cells = written(truth, shape, clock);
                            const auto outcome = read_days(cells, truth);
                            tally.add(outcome, cells.front() + " ... " + cells.back());
                            const bool can_be_both = order != Order::year_month && pick == Pick::open;
                            if (can_be_both) {
                                EXPECT_TRUE(outcome.asked) << cells.front();
                            }
                        }
                    }
                }
            }
        }
    }
    EXPECT_GE(tally.cases, 250);
    EXPECT_GE(tally.right, tally.cases / 3);
    fmt::print("{} columns of days in numbers: {} read right, {} asked about or refused\n", tally.cases,
               tally.right, tally.flagged);
}

// A file that two people keep, one with the day first and the other with the month. Where each wrote a day above 12 the file
// shows it; where one of them did not, nothing in it tells, and it is not counted here.
TEST(FormatCases, AColumnOfBothOrdersIsNeverReadInSilence) {
    Random random{93};
    Tally tally;
    for (const char sign : {'/', '-', '.'}) {
        for (const bool short_year : {false, true}) {
            for (const int month_first : {2, 4, 8, 14, 20, 26, 32, 38}) {
                const auto truth = moments(random, Pick::any, false);
                std::vector<std::string> cells;
                bool month_shows = false, day_shows = false;
                for (int i = 0; i < rows; ++i) {
                    const Day day = truth[static_cast<std::size_t>(i)].day;
                    const bool above_12 = unsigned{chr::year_month_day{day}.day()} > 12;
                    (i < month_first ? month_shows : day_shows) |= above_12;
                    cells.push_back(day_text(day, {i < month_first ? Order::month_day : Order::day_month,
                                                   sign, true, short_year}));
                }
                if (!month_shows || !day_shows) continue;
                const auto outcome = read_days(cells, truth);
                tally.add(outcome, cells.front() + " ... " + cells.back());
                EXPECT_TRUE(outcome.asked) << cells.front() << " ... " << cells.back();
            }
        }
    }
    EXPECT_GE(tally.cases, 40);
}

TEST(FormatCases, NamesOfMonthsTellTheOrder) {
    Random random{94};
    Tally tally;
    for (const auto& names : {months_es, months_pt}) {
        for (const char* form : {"{d} de {m} de {y}", "{d} de {m} del {y}", "{d}-{s}-{y}", "{d}/{s}/{y}",
                                 "{d} {s}. {y}", "{d} {S} {y}", "{d}-{s}-{z}", "{d} de {M} de {y}"}) {
            for (const Clock clock : {Clock::none, Clock::of_24, Clock::a_m_p_m}) {
                const auto truth = moments(random, Pick::any, clock != Clock::none);
                std::vector<std::string> cells;
                for (const auto& at : truth) {
                    const chr::year_month_day date{at.day};
                    const std::string month = names[unsigned{date.month()} - 1];
                    const std::string brief{month.substr(0, 3)};
                    const auto upper = [](std::string text) {
                        for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
                        return text;
                    };
                    const int year = static_cast<int>(date.year());
                    std::string cell = fmt::format(fmt::runtime(form), fmt::arg("d", unsigned{date.day()}),
                                                   fmt::arg("m", month), fmt::arg("M", upper(month)),
                                                   fmt::arg("s", brief), fmt::arg("S", upper(brief)),
                                                   fmt::arg("y", year), fmt::arg("z", year % 100));
                    const std::string time = clock_text(at, clock);
                    cells.push_back(cell + (time.empty() ? "" : " ") + time);
                }
                tally.add(read_days(cells, truth), cells.front());
            }
        }
    }
    EXPECT_EQ(tally.cases, 48);
    EXPECT_GE(tally.right, 40);
    fmt::print("{} columns with names of months: {} read right\n", tally.cases, tally.right);
}

// What a workbook keeps is a number of days since one of two beginnings, which the workbook says.
TEST(FormatCases, SerialNumbersOfWorkbooks) {
    Random random{95};
    const Day since_1900 = Day{chr::year{1899} / chr::December / 30},
              since_1904 = Day{chr::year{1904} / chr::January / 1};
    int cases = 0;
    for (const bool from_1904 : {false, true}) {
        for (const bool timed : {false, true}) {
            for (int column = 0; column < 10; ++column) {
                ++cases;
                for (const auto& at : moments(random, Pick::any, timed)) {
                    const auto days = (at.day - (from_1904 ? since_1904 : since_1900)).count();
                    const double part = timed ? (at.hour * 60 + at.minute) / 1440.0 : 0;
                    const auto cell = date_text(fmt::format("{}", static_cast<double>(days) + part),
                                                timed ? Shows::date_and_time : Shows::date, from_1904);
                    const auto read = parse_when(cell, DayFormat::iso);
                    ASSERT_TRUE(read) << cell;
                    EXPECT_EQ(read->day, at.day) << cell;
                    if (timed) {
                        EXPECT_EQ(read->hour * 60 + read->minute, at.hour * 60 + at.minute) << cell;
                    }
                }
                // Without its style such a number is no day that anybody can know the beginning of.
                std::vector<std::string> bare;
                const auto truth = moments(random, Pick::any, false);
                for (const auto& at : truth)
                    bare.push_back(std::to_string((at.day - (from_1904 ? since_1904 : since_1900)).count()));
                EXPECT_TRUE(read_days(bare, truth).flagged()) << bare.front();
            }
        }
    }
    EXPECT_EQ(cases, 40);
}

TEST(FormatCases, HoursOfTheirOwnColumn) {
    Random random{96};
    int cases = 0;
    for (const Clock clock : clocks) {
        if (clock == Clock::none) continue;
        for (int column = 0; column < 5; ++column) {
            ++cases;
            for (const auto& at : moments(random, Pick::any, true)) {
                const std::string cell = clock_text(at, clock);
                const auto read = parse_hour(cell);
                ASSERT_TRUE(read) << cell;
                EXPECT_EQ(read->hour, at.hour) << cell;
                EXPECT_EQ(read->minute, at.minute) << cell;
            }
        }
    }
    EXPECT_EQ(cases, 30);
    for (const char* unclear : {"2:30 de la tarde", "2:30 x", "930", "1460", "14.3", "13:05 p. m.", "24:00"})
        EXPECT_FALSE(parse_hour(unclear)) << unclear;
    EXPECT_EQ(parse_hour("1430")->hour, 14);
    EXPECT_EQ(parse_hour("0015")->minute, 15);
    EXPECT_EQ(parse_hour("14:30 hs.")->hour, 14);
    EXPECT_EQ(parse_hour("14.30")->hour, 14);
    EXPECT_EQ(parse_hour("14.30")->known, TimeKnown::hour);
}

// Decimal sign x sign of thousands x how large the numbers are.
TEST(FormatCases, NumbersWithEitherSign) {
    Random random{97};
    int cases = 0;
    for (const char decimal : {'.', ','}) {
        for (const char* thousands : {"", "other", " ", "\u00A0"}) {
            for (const int most : {900, 90'000, 9'000'000}) {
                for (const bool thousands_only : {false, true}) {
                    ++cases;
                    const std::string group = std::string_view{thousands} == "other"
                                                  ? std::string(1, decimal == ',' ? '.' : ',')
                                                  : thousands;
                    std::string csv = "barrio;cantidad\n";
                    std::vector<std::int64_t> truth;
                    for (int i = 0; i < rows; ++i) {
                        auto number = static_cast<std::int64_t>(random.uniform() * most);
                        if (thousands_only) number = number / 1000 * 1000;
                        truth.push_back(number);
                        std::string text = std::to_string(number);
                        for (std::ptrdiff_t at = std::ssize(text) - 3; at > 0; at -= 3)
                            text.insert(static_cast<std::size_t>(at), group);
                        csv += "B" + std::to_string(i) + ";" + text + "\n";
                    }
                    const auto table_rows = csv_rows(csv, ';');
                    RowKeeper keeper{rows_kept};
                    for (std::size_t i = 1; i < table_rows.size(); ++i)
                        keeper.add(std::vector<std::string_view>(table_rows[i].begin(), table_rows[i].end()));
                    const Sample sample = std::move(keeper).sample(table_rows.front());
                    const auto judged = find_decimal(column_facts(sample));
                    int wrong = 0;
                    for (std::size_t i = 0; i < truth.size(); ++i) {
                        const auto read = parse_count(sample.at(i, 1), judged.value);
                        wrong += read && *read != truth[i];
                    }
                    EXPECT_TRUE(wrong == 0 || !judged.question.empty())
                        << csv.substr(0, 60) << wrong << " read as another number, and nobody is asked";
                }
            }
        }
    }
    EXPECT_EQ(cases, 48);
}

}  // namespace atalaya::intake
