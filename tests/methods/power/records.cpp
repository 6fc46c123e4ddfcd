// Records and what leaves of them: addresses placed, rows that are one, cells kept back, counts with noise.
#include <algorithm>
#include <cmath>
#include <map>

#include "cities.hpp"
#include "judges.hpp"
#include "power.hpp"

namespace atalaya::methods::power {

namespace {

using stats::Random;

// Addresses of twenty areas, 40 to 200 each, of which 85 in a hundred are placed; in two of them `there`.
Draw addresses(double there) {
    return [=](Random& random) {
        constexpr double placed = 0.85;
        Texts precision, area;
        City city;
        city.truth = {placed};
        for (std::size_t i = 0; i < 20; ++i) {
            const double share = i < 2 ? there : placed;
            for (auto n = 40 + random.below(161); n > 0; --n) {
                precision.emplace_back(random.chance(share) ? "exact" : "none");
                area.push_back(std::to_string(i + 10));
            }
        }
        if (there != placed) city.planted = {0, 1};
        Frame places;
        places.add("precision", std::move(precision));
        places.add("area", std::move(area));
        city.question.tables.emplace("places", std::move(places));
        return city;
    };
}

// A person as two offices write it down: of forty first names and eighty last ones, in sixty streets, and of some no date.
struct Person {
    std::string name, born, street, number;
};
std::string word_of(std::uint64_t number, std::uint64_t least) {
    static const std::vector<std::string> all{"ma",  "ri",  "lo", "pe", "gon", "za", "ro",  "dri",
                                              "fer", "nan", "sa", "to", "ca",  "mi", "bel", "cen"};
    std::string word;
    for (std::uint64_t k = 0; k < 2 || number > 0; ++k, number /= all.size())
        word += all[(number + k * least) % all.size()];
    return word;
}
Person person(Random& random) {
    Person one{.name = word_of(random.below(40), 3) + " " + word_of(random.below(80), 5),
               .born = "",
               .street = word_of(random.below(60), 7),
               .number = std::to_string(1 + random.below(900))};
    if (random.chance(0.7))
        one.born = std::to_string(1940 + random.below(65)) + "-0" + std::to_string(1 + random.below(9)) +
                   "-" + std::to_string(10 + random.below(19));
    return one;
}
void slip(Random& random, std::string& text) {
    std::swap(text[random.below(text.size())], text[random.below(text.size())]);
}
Person written_again(Random& random, Person one) {
    if (random.chance(0.7)) slip(random, one.name);
    if (random.chance(0.3)) one.street = "";
    if (random.chance(0.3)) one.number = std::to_string(1 + random.below(900));
    return one;
}
// 300 records, and copies of the first of them after the others, which may be looked for; truth: of which row each copy is.
constexpr std::size_t persons = 300, copies = 40;
Draw list(bool looked_for) {
    return [=](Random& random) {
        std::vector<Person> all;
        City city;
        for (std::size_t i = 0; i < persons; ++i) all.push_back(person(random));
        city.truth.assign(persons, std::nan(""));
        for (std::size_t i = 0; i < copies; ++i) {
            all.push_back(written_again(random, all[i]));
            city.truth.push_back(static_cast<double>(i));
            if (looked_for) city.planted.push_back(persons + i);
        }
        Texts id, name, born, street, number;
        for (const auto& one : all) {
            id.push_back(std::to_string(id.size()));
            name.push_back(one.name);
            born.push_back(one.born);
            street.push_back(one.street);
            number.push_back(one.number);
        }
        Frame records;
        records.add("id", std::move(id));
        records.add("field_1", std::move(name));
        records.add("field_2", std::move(born));
        records.add("field_3", std::move(street));
        records.add("field_4", std::move(number));
        city.question.tables.emplace("records", std::move(records));
        city.question.given = {{"compare_1", "name_es"},
                               {"compare_2", "date"},
                               {"compare_3", "jaro_winkler"},
                               {"compare_4", "exact"}};
        return city;
    };
}
// Of those who are there once: joined to another; or of the copies that are looked for: joined to their own.
Count joined(const City& city, const Result& result) {
    const auto& cluster = result.tables.at("records").numbers("cluster");
    Count count;
    for (std::size_t row = copies; city.planted.empty() && row < persons; ++row) {
        ++count.of;
        count.yes += cluster[row] != 0;
    }
    for (const auto row : city.planted) {
        ++count.of;
        count.yes += cluster[row] != 0 && cluster[row] == cluster[static_cast<std::size_t>(city.truth[row])];
    }
    return count;
}
// Of the pairs that are linked: two who are not one.
Count false_links(const City& city, const Result& result) {
    const auto& pairs = result.tables.at("pairs");
    const auto &first = pairs.texts("first"), &second = pairs.texts("second"), &band = pairs.texts("band");
    Count count;
    for (std::size_t i = 0; i < band.size(); ++i) {
        if (band[i] != "link") continue;
        const auto a = std::stoul(first[i]), b = std::stoul(second[i]);
        ++count.of;
        count.yes += city.truth[std::max(a, b)] != static_cast<double>(std::min(a, b));
    }
    return count;
}

// Facts of a month, six places by five kinds, some of them few.
City table_of_few(Random& random) {
    Texts place, kind;
    Numbers events;
    for (int i = 0; i < 6; ++i)
        for (int j = 0; j < 5; ++j) {
            place.push_back(std::to_string(i));
            kind.push_back(std::to_string(j));
            events.push_back(static_cast<double>(random.poisson(8 * std::exp(random.normal(0, 1)))));
        }
    Frame cells;
    cells.add("by_1", std::move(place));
    cells.add("by_2", std::move(kind));
    cells.add("events", std::move(events));
    City city;
    city.question.tables.emplace("cells", std::move(cells));
    return city;
}
// Of the cells that are too small: those that what is printed gives away.
Count given_away(const City&, const Result& result) {
    const auto& audit = result.tables.at("audit");
    Count count;
    for (std::size_t i = 0; i < audit.rows(); ++i) {
        if (audit.texts("state")[i] != "primary") continue;
        ++count.of;
        count.yes += audit.numbers("low")[i] == audit.numbers("high")[i];
    }
    return count;
}
// Of the hidden cells: those whose count lies where the audit says that an outsider knows it to lie.
Count within_what_is_known(const City& city, const Result& result) {
    std::map<std::pair<std::string, std::string>, double> counts;
    const auto& cells = city.question.tables.at("cells");
    for (std::size_t i = 0; i < cells.rows(); ++i) {
        const auto &place = cells.texts("by_1")[i], &kind = cells.texts("by_2")[i];
        const double events = cells.numbers("events")[i];
        for (const auto& where :
             {std::pair{place, kind}, {place, std::string{"*"}}, {std::string{"*"}, kind}})
            counts[where] += events;
        counts[{"*", "*"}] += events;
    }
    const auto& audit = result.tables.at("audit");
    const auto &low = audit.numbers("low"), &high = audit.numbers("high");
    Count count;
    for (std::size_t i = 0; i < audit.rows(); ++i) {
        if (audit.texts("state")[i] == "shown") continue;
        const double truth = counts.at({audit.texts("by_1")[i], audit.texts("by_2")[i]});
        ++count.of;
        count.yes += low[i] <= truth && (std::isnan(high[i]) || truth <= high[i]);
    }
    return count;
}

City counts_to_release(Random& random) {
    Texts cell;
    Numbers count;
    for (int i = 0; i < 26; ++i) {
        cell.push_back(std::to_string(i));
        count.push_back(static_cast<double>(random.poisson(6 * std::exp(random.normal(0, 1)))));
    }
    City city;
    city.truth = count;
    Frame counts;
    counts.add("cell", std::move(cell));
    counts.add("count", std::move(count));
    city.question.tables.emplace("counts", std::move(counts));
    return city;
}

}  // namespace

std::vector<Row> of_records() {
    const auto area = [](const std::string& counted, Judge says) {
        return Row{.method = "geocode_rate",
                   .counted = counted,
                   .null = "20 areas of 40 to 200 addresses, 85 % placed",
                   .planted = "two with 65 %",
                   .none = addresses(0.85),
                   .some = addresses(0.65),
                   .says = std::move(says),
                   .cities = 4000};
    };
    auto differences = area("p of the differences", first_at_most("differences", "p"));
    auto whole = area("the interval", {});
    whole.some = {};
    whole.planted = "";
    whole.covers = holds("rate", "low", "high");
    return {
        std::move(differences),
        area("p of an area", at_most("areas", "p")),
        area("any q", any(at_most("areas", "q"))),
        std::move(whole),
        {.method = "record_linkage",
         .counted = "joined",
         .null = "the 260 of 300 who are there once",
         .planted = "the 40 who are there twice, with mistakes",
         .none = list(false),
         .some = list(true),
         .says = joined,
         .cities = 1000},
        {.method = "record_linkage",
         .counted = "links of two who are not one",
         .null = "300 records, 40 of them there twice",
         .none = list(false),
         .says = false_links,
         .cities = 1000},
        {.method = "cell_suppression",
         .counted = "small cells given away",
         .null = "tables of six by five, some cells small",
         .none = table_of_few,
         .says = given_away,
         .covers = within_what_is_known,
         .cities = 2000},
        {.method = "private_counts",
         .counted = "the interval",
         .null = "26 counts, some 6 each",
         .none = counts_to_release,
         .covers = holds("counts", "low", "high"),
         .cities = 4000},
    };
}

}  // namespace atalaya::methods::power
