// Twenty thousand records of persons with names as they are written here, of whom six thousand are somebody once more with
// one to three mistakes; which are one is known, and is looked at when all is decided.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "linkage/background.hpp"
#include "linkage/key.hpp"
#include "linkage/matching.hpp"
#include "linkage/phonetic.hpp"
#include "linkage/written.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

using stats::Random;

constexpr std::uint32_t persons = 14'000, records = 20'000;
enum { name, born, document, barrio };

constexpr std::string_view given[] = {
    "María",   "Juan",     "José",     "Ana",    "Luis",    "Rosa",    "Carlos",  "Lucía",
    "Jorge",   "Elena",    "Miguel",   "Carmen", "Pedro",   "Silvia",  "Hugo",    "Valeria",
    "Héctor",  "Beatriz",  "Ezequiel", "Ximena", "Wálter",  "Yolanda", "Gustavo", "Mercedes",
    "Nicolás", "Graciela", "Vicente",  "Josefa", "Ignacio", "Zulema",  "Joaquín", "Cecilia",
    "Esteban", "Violeta",  "Genaro",   "Hilda",  "Braulio", "Celeste", "Rubén",   "Abigail"};
constexpr std::string_view starts[] = {"Gon", "Ro",  "Fer", "Me",  "Hua", "Qui", "Be", "Va",  "Sán", "Ace",
                                       "Jua", "Lla", "Cha", "Zam", "Gui", "Ho",  "Pe", "Bor", "Ye",  "Cas"};
constexpr std::string_view middles[] = {"za", "drí", "nán", "llo", "mán", "ro", "ce", "vi", "ri", "be"};
constexpr std::string_view ends[] = {"lez", "guez", "dez", "nas", "ra",  "to",
                                     "ni",  "ches", "llo", "ya",  "sso", "vedo"};

template <std::size_t n>
std::string one_of(const std::string_view (&texts)[n], Random& random) {
    return std::string{texts[random.below(n)]};
}

std::string surname(Random& random) {
    return one_of(starts, random) + one_of(middles, random) + one_of(ends, random);
}

using Person = std::array<std::string, 4>;

Person somebody(Random& random) {
    return {
        one_of(given, random) + (random.chance(0.6) ? " " + one_of(given, random) : "") + " " +
            surname(random) + " " + surname(random),
        fmt::format("{}-{:02}-{:02}", 1940 + random.below(70), 1 + random.below(12), 1 + random.below(28)),
        random.chance(0.1) ? "" : std::to_string(10'000'000 + random.below(50'000'000)),
        std::to_string(random.below(30))};
}

// As it sounds, and not as it is written.
std::string misheard(std::string text, Random& random) {
    static constexpr std::pair<std::string_view, std::string_view> sounds[] = {
        {"z", "s"},     {"v", "b"},   {"ll", "y"}, {"ce", "se"}, {"hua", "gua"},
        {"Hua", "Gua"}, {"ci", "si"}, {"h", ""},   {"H", ""}};
    const auto first = random.below(std::size(sounds));
    for (std::size_t i = 0; i < std::size(sounds); ++i) {
        const auto& [from, to] = sounds[(first + i) % std::size(sounds)];
        if (const auto at = text.find(from); at != std::string::npos)
            return text.replace(at, from.size(), to);
    }
    return text;
}

std::string mistyped(std::string text, Random& random, char lowest, std::uint64_t letters) {
    if (text.empty()) return text;
    const auto at = random.below(text.size());
    const char other = static_cast<char>(lowest + static_cast<char>(random.below(letters)));
    switch (random.below(3)) {
        case 0: text[at] = other; break;
        case 1: text.erase(at, 1); break;
        default: text.insert(at, 1, other);
    }
    return text;
}

void err(Person& person, Random& random) {
    switch (random.below(6)) {
        case 0: person[name] = misheard(person[name], random); break;
        case 1: person[name] = mistyped(comparable_name(person[name]), random, 'a', 26); break;
        case 2:
            person[document] = random.chance(0.3) ? "" : mistyped(person[document], random, '0', 10);
            break;
        case 3:
            std::swap(person[born][5], person[born][8]), std::swap(person[born][6], person[born][9]);
            break;
        case 4: person[barrio] = random.chance(0.3) ? "" : std::to_string(random.below(30)); break;
        default: person[name] = person[name].substr(0, person[name].rfind(' '));  // one surname alone
    }
}

struct Lists {
    std::vector<Field> fields;
    std::vector<Pass> passes;
    std::vector<std::uint32_t> person;  // of each record
};

// The document; the day of birth; its year with how the first, and how the last word of the name sounds.
void add_passes(Lists& lists) {
    lists.passes = {{"document", {}}, {"born", {}}, {"first + year", {}}, {"last + year", {}}};
    for (std::uint32_t record = 0; record < records; ++record) {
        const auto of = [&](int field) { return std::string{lists.fields[field].column.of(record)}; };
        const std::string sound = phonetic_key(of(name), Tongue::spanish), year = of(born).substr(0, 4);
        lists.passes[0].keys.push_back(key_of({of(document)}));
        lists.passes[1].keys.push_back(key_of({of(born)}));
        lists.passes[2].keys.push_back(key_of({sound.substr(0, sound.find(' ')), year}));
        lists.passes[3].keys.push_back(key_of({sound.substr(sound.rfind(' ') + 1), year}));
    }
}

Lists made_up(std::uint64_t seed) {
    Random random{seed};
    std::vector<Person> all;
    Lists lists;
    for (std::uint32_t i = 0; i < records; ++i) {
        const bool again = i >= persons;
        lists.person.push_back(again ? static_cast<std::uint32_t>(random.below(persons)) : i);
        all.push_back(again ? all[lists.person.back()] : somebody(random));
        if (!again) continue;
        for (auto left = 1 + random.below(3); left > 0; --left) err(all.back(), random);
    }
    std::array<std::vector<std::string>, 4> columns;
    for (const auto& one : all) {
        columns[name].push_back(comparable_name(one[name]));
        columns[born].push_back(one[born]);
        columns[document].push_back(comparable_number(one[document]));
        columns[barrio].push_back(one[barrio]);
    }
    lists.fields = {{"name", Column{columns[name]}, Measure::jaro_winkler},
                    {"born", Column{columns[born]}, Measure::day},
                    {"document", Column{columns[document]}, Measure::slip},
                    {"barrio", Column{columns[barrio]}, Measure::equal}};
    lists.fields[name].by_frequency = true;
    lists.fields[name].sounds = phonetic_keys(lists.fields[name].column, columns[name], Tongue::spanish);
    add_passes(lists);
    return lists;
}

TEST(Persons, OfTwentyThousandThoseWhoAreWrittenTwiceAreFound) {
    const Lists lists = made_up(500);
    const Sizes sizes{records, 0};
    const Blocks blocks{Permit::within({"made up", "test"}), sizes, lists.passes};
    const std::vector<std::string> names{"name", "born", "document", "barrio"};
    const Model model = fit(count_patterns(blocks, lists.fields), names, background(lists.fields, sizes));
    const auto decided = decide(likely_pairs(blocks, lists.fields, model, 0.01), Bands{});

    const auto one = [&](const ScoredPair& pair) { return lists.person[pair.a] == lists.person[pair.b]; };
    std::map<std::uint32_t, double> times;
    for (const auto person : lists.person) ++times[person];
    double truth = 0;
    for (const auto& [_, n] : times) truth += n * (n - 1) / 2;
    const auto linked = static_cast<double>(decided.links.size());
    const auto right = static_cast<double>(std::ranges::count_if(decided.links, one));
    const double precision = right / linked, recall = right / truth;
    const double f1 = 2 * precision * recall / (precision + recall);
    RecordProperty("f1", fmt::format("{:.4f}", f1));
    EXPECT_GE(precision, 0.99) << linked << " links";
    EXPECT_GE(f1, 0.98) << "precision " << precision << ", recall " << recall;
    EXPECT_LT(decided.review.size(), 400u) << "what is left to a clerk";
    EXPECT_NEAR(model.lambda * sizes.pairs(), truth, 0.05 * truth) << "matches by the model";
}

}  // namespace
}  // namespace atalaya::linkage
