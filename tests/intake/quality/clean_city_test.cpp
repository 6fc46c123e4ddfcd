// What the checks of quality/ do where nothing is wrong, and where one thing is.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <set>

#include "core/table.hpp"
#include "intake/check.hpp"
#include "intake/counted.hpp"
#include "intake/quality/amount_forms.hpp"
#include "intake/quality/days_silent.hpp"
#include "intake/quality/months_silent.hpp"
#include "intake/quality/spellings_alike.hpp"
#include "intake/quality/tell.hpp"
#include "intake/quality/weekday.hpp"
#include "stats/random.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr int checks = 26;
constexpr double turn = 6.283185307179586;
constexpr std::array<std::string_view, 7> weekdays{"Lunes",   "Martes", "Miércoles", "Jueves",
                                                   "Viernes", "Sábado", "Domingo"};

struct City {
    Incidents incidents;
    std::array<std::int64_t, 24> by_hour{};
    Forms dates, hours;
    AmountForms amounts;
    Seen wrong_weekdays;
    Tallies tallies;
    std::vector<SaidValue> residents;
    std::string text;
    std::vector<Spelling> names;
};

// What a source says for the checks that it declares.
Source judged_source() {
    Source source;
    source.id = "limpia";
    source.near_duplicates = {24, 10};
    Rule rule{.id = "suma", .left = Expression::parse("[suma]"), .right = Expression::parse("[c6] + [c7]")};
    source.rules = {rule};
    source.known_totals = {{.layer = "comuna", .area = "1", .value = 100'000}};
    return source;
}

struct Fact {
    std::int32_t day;
    int hour;
    std::string offence = "robo";
    std::string area = "a1";
    std::int32_t lon = 100, lat = 200;
    std::string_view weekday = "";
};

void add(City& city, const Fact& fact) {
    Incidents& in = city.incidents;
    const auto line = static_cast<std::int32_t>(in.line.size()) + 1;
    in.key.push_back({static_cast<std::uint64_t>(line), 0});
    in.line.push_back(line);
    in.day.since_epoch.push_back(fact.day);
    in.hour.push_back(static_cast<std::int8_t>(fact.hour));
    in.offence.push(fact.offence);
    for (std::size_t slot = 0; slot < 4; ++slot) in.area[slot].push(slot == 2 ? fact.area : "");
    in.units.push_back(1);
    in.lon.push_back(fact.lon);
    in.lat.push_back(fact.lat);
    ++city.by_hour[static_cast<std::size_t>(fact.hour)];
    city.dates.see(iso(day_at(fact.day)), line);
    city.hours.see(std::to_string(fact.hour), line);
    const auto weekday = parse_weekday(fact.weekday);
    if (weekday && *weekday != weekday_of(fact.day)) city.wrong_weekdays.at(line);
}

// Two years of days with a season, a week and a variance of twice the mean, hours with two peaks; a third of the facts at
// 500 corners, some busier than others, the rest at doors of their own.
void add_facts(City& city, stats::Random& random) {
    const auto first = since_epoch(*parse_day("2019-01-01"));
    const auto place = [&] { return static_cast<std::int32_t>(random.below(1'500'000)); };
    std::vector<std::pair<std::int32_t, std::int32_t>> corners(500);
    for (auto& corner : corners) corner = {place(), place()};
    for (int day = 0; day < 731; ++day) {
        const double mean = 40 * (1 + 0.25 * std::sin(turn * day / 365.25)) * (day % 7 < 2 ? 1.3 : 1);
        for (int hour = 0; hour < 24; ++hour) {
            const double shape =
                1 + 0.5 * std::sin(turn * (hour - 14) / 24.0) + 0.3 * std::sin(turn * hour / 12.0);
            for (auto n = random.negative_binomial(mean * shape / 24, 2); n > 0; --n) {
                const double busy = random.uniform();
                const auto corner = corners[static_cast<std::size_t>(busy * busy * 500)];
                const auto [lon, lat] = random.chance(0.33) ? corner : std::pair{place(), place()};
                add(city, {first + day, hour, "t" + std::to_string(random.below(5)),
                           "a" + std::to_string(lon / 150'000), -584'000'000 + lon, -346'000'000 + lat,
                           weekdays[static_cast<std::size_t>(weekday_of(first + day))]});
            }
        }
    }
}

// Fourteen kinds that are rare, of 0.5 to 60 a month, each with its season and a variance of up to four times the mean, on 800
// streets of which a twentieth hold half, in areas of which the largest has ten times the facts of the smallest.
void add_rare_facts(City& city, stats::Random& random) {
    constexpr int kinds = 14, streets = 800, days = 731;
    const auto first = since_epoch(*parse_day("2019-01-01"));
    for (int kind = 0; kind < kinds; ++kind) {
        const double a_month = 0.5 * std::pow(120.0, kind / (kinds - 1.0)),
                     phi = 1 + 3.0 * kind / (kinds - 1);
        const double turned = random.uniform() * turn;
        for (int month = 0; month < 24; ++month) {
            const double mean = a_month * (1 + 0.4 * std::sin(turn * month / 12 + turned));
            for (auto n = random.negative_binomial(mean, phi); n > 0; --n) {
                const auto street = static_cast<std::int32_t>(random.chance(0.5) ? random.below(streets / 20)
                                                                                 : random.below(streets));
                const double where = static_cast<double>(street * 37 % streets) / streets;
                const auto day =
                    first + std::min(month * 61 / 2 + static_cast<int>(random.below(30)), days - 1);
                add(city, {day, static_cast<int>(random.below(24)), "r" + std::to_string(kind),
                           "a" + std::to_string(static_cast<int>(10 * where * where)),
                           -584'000'000 + street * 1'873, -346'000'000 + street * 977 % 1'500'000,
                           weekdays[static_cast<std::size_t>(weekday_of(day))]});
            }
        }
    }
}

void add_tally(City& city, int month, const std::string& category, int area, std::int64_t n) {
    city.tallies.month.since_epoch.push_back(
        since_epoch(first_day(plus_months(*parse_month("2016-01"), month))));
    city.tallies.category.push("limpia:" + category);
    city.tallies.channel.push("");
    for (auto& slot : city.tallies.area) slot.push("a" + std::to_string(area));
    city.tallies.count.push_back(n);
}

// 60 months of eight categories in ten areas, means from 1 to 120 a month, variance 1 to 4 times the mean, and one that
// is the sum of two of them.
void add_tallies(City& city, stats::Random& random) {
    std::array<std::array<std::int64_t, 60>, 10> sum{};
    for (int category = 0; category < 8; ++category) {
        for (int area = 0; area < 10; ++area) {
            const double mean = std::pow(120.0, (category * 10 + area) / 79.0), phi = 1 + 3.0 * area / 9;
            for (int month = 0; month < 60; ++month) {
                const auto n = random.negative_binomial(mean * (1 + 0.3 * std::sin(turn * month / 12)), phi);
                add_tally(city, month, "c" + std::to_string(category), area, n);
                if (category >= 6) sum[static_cast<std::size_t>(area)][static_cast<std::size_t>(month)] += n;
            }
        }
    }
    for (int area = 0; area < 10; ++area) {
        for (int month = 0; month < 60; ++month)
            add_tally(city, month, "suma", area,
                      sum[static_cast<std::size_t>(area)][static_cast<std::size_t>(month)]);
    }
}

// 250 names of places, each its own: words that Latin American cities share, singular and plural, and numbers.
void add_names(City& city, stats::Random& random) {
    constexpr std::array<std::string_view, 10> kinds{"Barrio",     "Villa",  "Colonia",         "Parque",
                                                     "Ampliación", "Ciudad", "Fraccionamiento", "Unidad",
                                                     "Loma",       "Lomas"};
    constexpr std::array<std::string_view, 40> names{
        "San Martín",    "San Marcos",   "San Mateo",      "Santa Rosa",    "Santa Rita", "Santa Ana",
        "Morelos",       "Moreno",       "Mariano",        "Belgrano",      "Sarmiento",  "Hernández",
        "Fernández",     "Martínez",     "Ramírez",        "Rodríguez",     "Domínguez",  "Buenavista",
        "Bellavista",    "Esperanza",    "Estación",       "Independencia", "Industrial", "Universidad",
        "Universitaria", "Constitución", "Constituyentes", "Revolución",    "Reforma",    "Progreso",
        "Libertad",      "Libertador",   "Miraflores",     "Miramar",       "Jardines",   "Los Pinos",
        "Los Álamos",    "El Carmen",    "El Cármenes",    "Guadalupe"};
    constexpr std::array<std::string_view, 6> ends{"", "", "", " Norte", " Sección II", " 2"};
    std::set<std::string> made;
    while (made.size() < 250) {
        std::string name{kinds[random.below(kinds.size())]};
        name += " " + std::string{names[random.below(names.size())]};
        made.insert(name + std::string{ends[random.below(ends.size())]});
    }
    for (const auto& name : made)
        city.names.push_back({name, static_cast<std::int64_t>(std::exp(random.uniform() * 8))});
}

City clean_city(std::uint64_t seed) {
    stats::Random random{seed};
    City city;
    add_facts(city, random);
    add_rare_facts(city, random);
    add_tallies(city, random);
    std::int64_t all = 0;
    for (int area = 0; area < 10; ++area) {
        const std::int64_t residents = 9'950 + static_cast<std::int64_t>(random.below(100));
        all += residents;
        city.residents.push_back({2022, residents, false, {{"comuna", "1"}}});
        for (std::int64_t n = residents; n >= 1000; n = n * 2 / 3)  // as people write thousands
            city.amounts.see(fmt::format("{}.{:03}", n / 1000, n % 1000), area + 1);
    }
    city.residents.push_back({2022, all, true, {}});
    for (int line = 0; line < 1000; ++line) city.text += "2020-03-09,Núñez,Peña 12\n";
    add_names(city, random);
    return city;
}

// Of the whole city, and of each kind as if a source of its own told it.
bool misses_days(const Incidents& incidents) {
    std::map<std::uint32_t, FactsByDay> of;
    FactsByDay all;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const Day day = day_at(incidents.day.since_epoch[i]);
        ++all[day];
        ++of[incidents.offence.codes[i]][day];
    }
    const auto no_feast = [](Day) { return false; };
    return !silent_days(all, no_feast).empty() || std::ranges::any_of(of, [&](const auto& kind) {
        return !silent_days(kind.second, no_feast).empty();
    });
}

std::set<std::string> fired(const City& city) {
    std::vector<Finding> findings;
    const Source source = judged_source();
    const ToldOf of{source, {"", "", "comuna", ""}};
    tell_incidents(city.incidents, city.by_hour, of, findings);
    tell_tallies(city.tallies, of, findings);
    tell_drift("fecha", city.dates, findings);
    tell_drift("hora", city.hours, findings);
    report(findings, finding::weekday_contradicts, city.wrong_weekdays);
    city.amounts.tell("n", findings);
    tell_exposures(city.residents, source, findings);
    EncodingWatch watch{Encoding::mixed};
    watch.read(city.text);
    Source mixed = source;
    mixed.format.encoding = Encoding::mixed;
    tell_encoding(watch.done(), mixed, findings);
    MonthRows rows;
    for (const auto day : city.incidents.day.since_epoch) ++rows[month_of(day_at(day))];
    tell_months(rows, findings);
    std::set<std::string> names;
    if (misses_days(city.incidents)) names.insert(days_silent);
    for (const auto& finding : findings) names.insert(finding.check);
    if (!spellings_alike(city.names).empty()) names.insert(finding::spellings_alike);
    return names;
}

// Two cities here, two hundred as the campaign clean-cities; ATALAYA_CAMPAIGN_FIRST is the first seed, 1 unless said.
TEST(CleanCities, AtMostOneCheckInAHundredFires) {
    const char* campaign = std::getenv("ATALAYA_CAMPAIGN");
    const bool whole = campaign && std::string{campaign} == "clean-cities";
    const int cities = whole ? 200 : 2;
    const char* said = std::getenv("ATALAYA_CAMPAIGN_FIRST");
    const std::uint64_t first = whole && said ? std::strtoull(said, nullptr, 10) : 1;
    std::map<std::string, int> by_check;
    int all = 0;
    for (std::uint64_t seed = first; seed < first + static_cast<std::uint64_t>(cities); ++seed) {
        for (const auto& check : fired(clean_city(seed))) {
            ++by_check[check];
            ++all;
        }
    }
    for (const auto& [check, times] : by_check) std::cout << check << " " << times << "\n";
    std::cout << all << " of " << checks * cities << " checks of " << cities << " cities fired\n";
    EXPECT_LE(all, checks * cities / 100);
}

using testing::Contains;
using testing::ElementsAre;

TEST(PlantedDefects, HeapsOfHoursAndDaysAreFoundByName) {
    City noon = clean_city(1), firsts = clean_city(1);
    noon.by_hour[12] += 3000;
    EXPECT_THAT(fired(noon), ElementsAre("hours_heaped"));

    for (int month = 0; month < 24; ++month) {
        const auto day = since_epoch(first_day(plus_months(*parse_month("2019-01"), month)));
        for (int i = 0; i < 40; ++i) add(firsts, {day, month, "t0", "a1", 10 * i + 1, 40'001 * i + month});
    }
    EXPECT_THAT(fired(firsts), ElementsAre("days_heaped"));
}

TEST(PlantedDefects, SeriesThatEndOrAreRecodedAreFoundByName) {
    City ended = clean_city(1), recoded = clean_city(1);
    for (std::size_t i = 0; i < ended.tallies.size(); ++i) {
        const bool last = ended.tallies.month.since_epoch[i] >= since_epoch(*parse_day("2020-10-01"));
        if (last && ended.tallies.category[i] == "limpia:c5") ended.tallies.count[i] = 0;
    }
    EXPECT_THAT(fired(ended), ElementsAre("ends_in_zero")) << "what may be no data is no change of level";

    auto& category = recoded.tallies.category;
    const auto after = category.code_of("limpia:c5 nuevo");
    for (std::size_t i = 0; i < recoded.tallies.size(); ++i) {
        const bool late = recoded.tallies.month.since_epoch[i] >= since_epoch(*parse_day("2019-01-01"));
        if (late && category[i] == "limpia:c5") category.codes[i] = after;
    }
    EXPECT_THAT(fired(recoded), Contains("category_replaced"));
}

// As CEAD did with 20101: no category begins or ends, and the code's facts are of another kind, in other places.
// Facts of one kind and time are given another kind, or another time.
City with_kind_from(const std::string& kind, const std::string& from, const std::string& until,
                    const std::string& other) {
    City city = clean_city(1);
    auto& offence = city.incidents.offence;
    const auto code = offence.code_of(kind), into = offence.code_of(other);
    for (std::size_t i = 0; i < city.incidents.size(); ++i) {
        const auto day = city.incidents.day.since_epoch[i];
        const bool then = since_epoch(*parse_day(from)) <= day && day < since_epoch(*parse_day(until));
        if (then && offence.codes[i] == code) offence.codes[i] = into;
    }
    return city;
}

TEST(PlantedDefects, AKindOfFactThatPausesEndsOrIsReplacedIsToldOnce) {
    const auto told = [](const City& city) {
        auto checks = fired(city);
        checks.erase("near_duplicate");
        return checks;
    };
    EXPECT_THAT(told(with_kind_from("t1", "2020-01-01", "2020-04-01", "")), ElementsAre("series_gap"));
    EXPECT_THAT(told(with_kind_from("t1", "2020-09-01", "2021-01-01", "")), ElementsAre("ends_in_zero"));
    EXPECT_THAT(told(with_kind_from("t1", "2020-03-01", "2021-01-01", "t9")),
                ElementsAre("category_replaced"));
}

// One row of a wrong day makes every other kind end: then it is no kind that ended.
TEST(PlantedDefects, AStrayLastDayEndsNoKind) {
    City city = clean_city(1);
    add(city, {since_epoch(*parse_day("2021-06-09")), 3, "t0", "a1", 7, 9});
    EXPECT_THAT(fired(city), testing::Not(Contains("ends_in_zero")));
}

TEST(PlantedDefects, ACodeThatIsReusedIsFoundByName) {
    City reused = clean_city(1);
    for (std::size_t i = 0; i < reused.tallies.size(); ++i) {
        const bool late = reused.tallies.month.since_epoch[i] >= since_epoch(*parse_day("2019-01-01"));
        if (!late || reused.tallies.category[i] != "limpia:c5") continue;
        const bool busy = reused.tallies.area[2][i] < "a5";
        reused.tallies.count[i] = busy ? reused.tallies.count[i] * 5 : reused.tallies.count[i] / 5;
    }
    EXPECT_THAT(fired(reused), ElementsAre("code_reused", "level_shift"));
}

// Facts of the second year are changed, one by one.
City with_second_year(const std::function<void(Incidents&, std::size_t)>& change) {
    City city = clean_city(1);
    const auto from = since_epoch(*parse_day("2020-01-01"));
    for (std::size_t i = 0; i < city.incidents.size(); ++i)
        if (city.incidents.day.since_epoch[i] >= from) change(city.incidents, i);
    return city;
}

TEST(PlantedDefects, WhatFactsAreMadeOfFromOneMonthOnIsFoundByName) {
    const auto clock = with_second_year(
        [](Incidents& in, std::size_t i) { in.hour[i] = static_cast<std::int8_t>((in.hour[i] + 3) % 24); });
    EXPECT_THAT(fired(clock), Contains("hours_moved"));
    const auto week = with_second_year([](Incidents& in, std::size_t i) {
        auto& day = in.day.since_epoch[i];
        if (weekday_of(day) >= 5) day -= 2;
    });
    EXPECT_THAT(fired(week), Contains("weekdays_moved"));
    const auto hours = with_second_year([](Incidents& in, std::size_t i) {
        if (i % 8 == 0) in.hour[i] = -1;
    });
    EXPECT_THAT(fired(hours), ElementsAre("hour_filling"));
    const auto places = with_second_year([](Incidents& in, std::size_t i) {
        if (i % 8 == 0) in.lon[i] = in.lat[i] = no_position;
    });
    EXPECT_THAT(fired(places), ElementsAre("position_filling"));
    const auto areas = with_second_year([](Incidents& in, std::size_t i) {
        if (i % 8 == 0) in.area[2].codes[i] = in.area[2].code_of("");
    });
    EXPECT_THAT(fired(areas), Contains("area_filling"));
    const auto code = with_second_year([](Incidents& in, std::size_t i) {
        if (in.offence[i] == "t1" && i % 3 != 0) in.area[2].codes[i] = in.area[2].code_of("a9");
    });
    EXPECT_THAT(fired(code), Contains("code_reused"));
}

TEST(PlantedDefects, AGapAndASumThatIsNoneAreFoundByName) {
    City gap = clean_city(1), sum = clean_city(1);
    for (std::size_t i = 0; i < gap.tallies.size(); ++i) {
        const auto month = gap.tallies.month.since_epoch[i];
        const bool then =
            month == since_epoch(*parse_day("2018-05-01")) || month == since_epoch(*parse_day("2018-06-01"));
        if (then && gap.tallies.category[i] == "limpia:c5" && gap.tallies.area[2][i] == "a9")
            gap.tallies.count[i] = 0;
    }
    EXPECT_THAT(fired(gap), ElementsAre("series_gap"));

    // An area that sent nothing is one finding, not one for each of its categories.
    City silent = clean_city(1);
    std::set<std::string> categories;
    for (std::size_t i = 0; i < silent.tallies.size(); ++i) {
        if (silent.tallies.month.since_epoch[i] != since_epoch(*parse_day("2018-05-01")) ||
            silent.tallies.area[2][i] != "a9")
            continue;
        silent.tallies.count[i] = 0;
        categories.insert(std::string{silent.tallies.category[i]});
    }
    ASSERT_GT(categories.size(), 5U);
    const auto told = fired(silent);
    EXPECT_EQ(std::count(told.begin(), told.end(), "series_gap"), 1);
    sum.tallies.count.back() += 1;
    EXPECT_THAT(fired(sum), ElementsAre("rule_broken"));
}

TEST(PlantedDefects, AMonthWithoutAnyRowIsFoundByName) {
    City silent = clean_city(1);
    const auto first = since_epoch(*parse_day("2020-05-01")), past = since_epoch(*parse_day("2020-06-01"));
    Incidents& in = silent.incidents;
    for (std::size_t i = 0; i < in.size(); ++i) {
        auto& day = in.day.since_epoch[i];
        if (first <= day && day < past) day += past - first;
    }
    EXPECT_THAT(fired(silent), Contains("months_silent"));
}

TEST(PlantedDefects, FormsWeekdaysAndLettersAreFoundByName) {
    City form = clean_city(1), day = clean_city(1), letters = clean_city(1), whole = clean_city(1);
    for (int line = 1; line <= 5; ++line) form.dates.see("2020-03-09 00:00:00", line);
    EXPECT_THAT(fired(form), ElementsAre("format_drift"));
    City amount = clean_city(1);
    amount.amounts = {};
    amount.amounts.see("1.000", 1);
    EXPECT_THAT(fired(amount), ElementsAre("amount_doubtful"));
    add(day, {since_epoch(*parse_day("2020-03-09")), 3, "t0", "a1", 7, 9, "MARTES"});
    EXPECT_THAT(fired(day), ElementsAre("weekday_contradicts"));
    letters.text +=
        "2020-03-09,N\xFA\xF1"
        "ez,12\n";
    EXPECT_THAT(fired(letters), ElementsAre("encoding_mixed"));
    whole.residents.back().value += 1;
    EXPECT_THAT(fired(whole), ElementsAre("whole_not_met"));
    whole.residents.front().value += 5000;
    EXPECT_THAT(fired(whole), ElementsAre("total_not_met", "whole_not_met"));
}

// As SUACI in January of 2014: half of the kinds stop and others begin, under names cut short.
TEST(PlantedDefects, ShiftsOfOneMonthAreToldAsOneAndTheRestAlone) {
    City cut = clean_city(1), two = clean_city(1);
    const auto shift = [](City& city, const std::vector<std::string>& categories) {
        for (std::size_t i = 0; i < city.tallies.size(); ++i) {
            const bool late = city.tallies.month.since_epoch[i] >= since_epoch(*parse_day("2019-01-01"));
            const std::string category{city.tallies.category[i]};
            if (late && std::find(categories.begin(), categories.end(), category) != categories.end())
                city.tallies.count[i] /= 5;
        }
    };
    shift(cut, {"limpia:c1", "limpia:c2", "limpia:c3", "limpia:c4", "limpia:c5", "limpia:c6", "limpia:c7"});
    EXPECT_THAT(fired(cut), Contains("level_shifts_together"));
    EXPECT_THAT(fired(cut), testing::Not(Contains("level_shift")));
    shift(two, {"limpia:c4", "limpia:c5"});
    EXPECT_THAT(fired(two), ElementsAre("level_shift"));
}

TEST(PlantedDefects, ANameWrittenInTwoWaysIsFoundByName) {
    City letter = clean_city(1);
    letter.names.push_back({"Barrio Universdad 7", 1});
    letter.names.push_back({"Barrio Universidad 7", 400});
    EXPECT_THAT(fired(letter), ElementsAre("spellings_alike"));
}

TEST(PlantedDefects, RoundedAndRepeatedPlacesAreFoundByName) {
    City rounded = clean_city(1), twice = clean_city(1);
    const std::size_t facts = rounded.incidents.size();
    for (std::size_t i = 0; i < facts; i += 50) {
        rounded.incidents.lon[i] -= rounded.incidents.lon[i] % 10'000;
        rounded.incidents.lat[i] -= rounded.incidents.lat[i] % 10'000;
    }
    EXPECT_THAT(fired(rounded), Contains("coordinates_rounded"));
    for (std::size_t i = 0; i < facts; i += 60) {
        const Incidents& in = twice.incidents;
        add(twice, {in.day.since_epoch[i], (in.hour[i] + 3) % 24, in.offence[i], in.area[2][i],
                    in.lon[i] + 300, in.lat[i] + 300});
    }
    EXPECT_THAT(fired(twice), ElementsAre("near_duplicate"));
}

}  // namespace
}  // namespace atalaya::intake::quality
