// Two of one family killed in one fact: the same day, place and surname, and two persons. One of them is on one list and the
// other on the other; sixty others are on both, one name in three misspelt.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "linkage/background.hpp"
#include "linkage/matching.hpp"
#include "linkage/phonetic.hpp"
#include "linkage/written.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

using stats::Random;

constexpr std::uint32_t on_both = 60, families = 8, alone = 10;
constexpr std::string_view given[] = {"María",  "Juan",   "José",   "Ana",     "Luis",    "Rosa",
                                      "Carlos", "Lucía",  "Jorge",  "Elena",   "Miguel",  "Carmen",
                                      "Pedro",  "Silvia", "Hugo",   "Valeria", "Zulma",   "Braulio",
                                      "Rubén",  "Ximena", "Héctor", "Fabián",  "Gabriel", "Wálter"};
constexpr std::string_view starts[] = {"Gon", "Ro", "Fer", "Me", "Hua", "Qui", "Be", "Va", "Sán", "Ace"};
constexpr std::string_view ends[] = {"zález", "drí",  "nández", "llo", "mán",
                                     "vedo",  "ches", "sso",    "tti", "bal"};

struct Lists {
    std::array<std::vector<std::string>, 3> columns;  // name, day, place
    std::vector<std::uint32_t> person;
    std::uint32_t first = 0;
};

std::string misspelt(std::string name, Random& random) {
    name[2 + random.below(name.size() - 3)] = static_cast<char>('a' + static_cast<char>(random.below(26)));
    return name;
}

Lists lists_of(std::uint64_t seed) {
    struct Victim {
        std::array<std::string, 3> cells;
        bool in_first, in_second;
    };
    Random random{seed};
    std::vector<Victim> victims;
    const auto surname = [&] {
        return std::string{starts[random.below(std::size(starts))]} +
               std::string{ends[random.below(std::size(ends))]};
    };
    const auto add = [&](std::size_t called, const std::string& of, const std::string& day,
                         const std::string& place, bool in_first, bool in_second) {
        victims.push_back(
            {{comparable_name(std::string{given[called]} + " " + of), day, place}, in_first, in_second});
    };
    const auto fact = [&] {
        return std::pair{
            fmt::format("{}-{:02}-{:02}", 2020 + random.below(4), 1 + random.below(12), 1 + random.below(28)),
            fmt::format("barrio {}", random.below(20))};
    };
    for (std::uint32_t i = 0; i < on_both + 2 * alone; ++i) {
        const auto [day, place] = fact();
        add(random.below(std::size(given)), surname(), day, place, i < on_both + alone,
            i < on_both || i >= on_both + alone);
    }
    for (std::uint32_t i = 0; i < families; ++i) {
        const auto [day, place] = fact();
        const std::string of = surname();
        const auto one = random.below(std::size(given));
        add(one, of, day, place, true, false);
        add((one + 1) % std::size(given), of, day, place, false, true);
    }
    Lists lists;
    for (const bool second : {false, true}) {
        for (std::uint32_t i = 0; i < victims.size(); ++i) {
            if (second ? !victims[i].in_second : !victims[i].in_first) continue;
            auto cells = victims[i].cells;
            if (second && random.chance(0.33)) cells[0] = misspelt(cells[0], random);
            for (std::size_t k = 0; k < cells.size(); ++k) lists.columns[k].push_back(cells[k]);
            lists.person.push_back(i);
        }
        if (!second) lists.first = static_cast<std::uint32_t>(lists.person.size());
    }
    return lists;
}

TEST(Victims, TwoOfOneFactAndOneFamilyAreNotTakenForOne) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Lists lists = lists_of(seed);
        const auto all = static_cast<std::uint32_t>(lists.person.size());
        const Sizes sizes{lists.first, all - lists.first};
        std::vector<Field> fields{{"name", Column{lists.columns[0]}, Measure::jaro_winkler},
                                  {"day", Column{lists.columns[1]}, Measure::day},
                                  {"place", Column{lists.columns[2]}}};
        fields[0].sounds = phonetic_keys(fields[0].column, lists.columns[0], Tongue::spanish);
        fields[0].most_differ = names_that_differ;
        const std::vector<Pass> passes{{.name = "all", .keys = std::vector<std::uint64_t>(all, 1)}};
        const Blocks blocks{Permit::between({"police", "x"}, {"court", "x"}), sizes, passes};
        const std::vector<std::string> names{"name", "day", "place"};
        const Model model =
            fit(count_patterns(blocks, fields), names, background(fields, sizes), most_differ(fields));
        EXPECT_LE(model.fields[0].m[static_cast<std::size_t>(Level::differ)], names_that_differ);
        const auto decided = decide_one_to_one(likely_pairs(blocks, fields, model, 0.1), Bands{});
        std::uint32_t right = 0;
        for (const auto& link : decided.links) {
            right += lists.person[link.a] == lists.person[link.b];
            EXPECT_EQ(lists.person[link.a], lists.person[link.b])
                << "seed " << seed << ": " << fields[0].column.of(link.a) << " = "
                << fields[0].column.of(link.b);
        }
        EXPECT_GE(right, on_both - 3) << "seed " << seed;
    }
}

}  // namespace
}  // namespace atalaya::linkage
