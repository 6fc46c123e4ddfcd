// How fast and how right addresses are found. Prints one line a measure:
//
//   bench geocode montevideo: ...   addresses made from each listed one with ordinary misspellings
//   bench geocode caba: ...         the addresses of road crashes, each without its own row
//
//   bench_geocode [ADDRESSES] [SEED] [SHOW]   every address if not said; seed 1; that many that
//                                             were not right are shown
//
// An address is right where it is found within 30 m of its door; where several places fit alike
// none is chosen, and that is not right.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "geo/plane.hpp"
#include "geocode/address.hpp"
#include "geocode/geocoder.hpp"
#include "geocode/misspell.hpp"
#include "geocode/name_index.hpp"
#include "geocode/real_places.hpp"

namespace {

using namespace atalaya;
using namespace atalaya::geocode;

double cpu_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Asked {
    std::string text;
    LonLat truth;
};

struct Tally {
    std::size_t asked = 0, right = 0, wrong = 0;  // wrong: placed, but farther than 30 m
    std::vector<std::size_t> by_class = std::vector<std::size_t>(precisions), near = by_class,
                             kept = by_class;
    std::vector<std::size_t> by_reason = std::vector<std::size_t>(reasons);
    std::vector<std::vector<double>> errors{static_cast<std::size_t>(precisions)};

    void add(const Answer& answer, LonLat truth) {
        ++asked;
        const auto index = static_cast<std::size_t>(answer.precision);
        ++by_class[index];
        ++by_reason[static_cast<std::size_t>(answer.reason)];
        if (answer.precision == Precision::none) return;
        const geo::LocalPlane plane{truth};
        const Planar off = plane.to(answer.at);
        const double metres = std::hypot(off.x, off.y);
        errors[index].push_back(metres);
        if (metres <= answer.error.value) ++kept[index];
        if (metres <= 30) ++near[index];
        if (is_hit(answer.precision)) ++(metres <= 30 ? right : wrong);
    }
};

double share(std::size_t part, std::size_t of) {
    return of == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(of);
}

void print(const char* name, Tally tally, double seconds) {
    fmt::print(
        "bench geocode {}: {} addresses, {:.2f} % right at 30 m, {:.2f} % elsewhere, {:.0f} addresses a CPU "
        "second\n",
        name, tally.asked, share(tally.right, tally.asked), share(tally.wrong, tally.asked),
        static_cast<double>(tally.asked) / std::max(seconds, 1e-9));
    for (std::size_t i = 0; i < static_cast<std::size_t>(precisions); ++i) {
        auto& errors = tally.errors[i];
        if (tally.by_class[i] == 0) continue;
        std::ranges::sort(errors);
        const auto quantile = [&](double q) {
            return errors.empty()
                       ? 0
                       : errors[static_cast<std::size_t>(q * static_cast<double>(errors.size() - 1))];
        };
        fmt::print(
            "  {:<12} {:6.2f} %, error median {:.0f} m, 95 % {:.0f} m; within 30 m {:.1f} %, within what is "
            "said {:.1f} %\n",
            code(static_cast<Precision>(i)), share(tally.by_class[i], tally.asked), quantile(0.5),
            quantile(0.95), share(tally.near[i], errors.size()), share(tally.kept[i], errors.size()));
    }
    for (std::size_t i = 1; i < tally.by_reason.size(); ++i) {
        if (tally.by_reason[i] > 0)
            fmt::print("  {:<16} {:6.2f} %\n", code(static_cast<Reason>(i)),
                       share(tally.by_reason[i], tally.asked));
    }
}

// Asks, tallies, and shows the first that were not right; CPU seconds of asking.
double add(Tally& tally, const Geocoder& geocoder, const std::vector<Asked>& asked, std::size_t show) {
    Geocoder::Desk desk{geocoder};
    std::vector<Answer> answers;
    answers.reserve(asked.size());
    const double before = cpu_seconds();
    for (const Asked& one : asked) answers.push_back(desk.find(one.text));
    const double seconds = cpu_seconds() - before;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::size_t right = tally.right;
        const Answer& answer = answers[i];
        tally.add(answer, asked[i].truth);
        if (tally.right > right || tally.asked - tally.right > show) continue;
        fmt::print("    {} -> {} {} {} {:.2f}", asked[i].text, code(answer.precision), code(answer.reason),
                   answer.name, answer.worth);
        for (const auto& other : answer.candidates)
            fmt::print(" [{} {} {:.3f}]", other.name, code(other.precision), other.worth);
        fmt::print("\n");
    }
    return seconds;
}

void measure(const char* name, const Geocoder& geocoder, const std::vector<Asked>& asked, std::size_t show) {
    Tally tally;
    const double seconds = add(tally, geocoder, asked, show);
    print(name, tally, seconds);
}

// One door in ten is left out of the city, and asked for: what interpolation is worth.
void of_missing_doors(const KnownPlaces& places, std::uint64_t seed, std::size_t show) {
    KnownPlaces without = places;
    without.doors.clear();
    stats::Random random{seed, stats::stream_of("bench/missing doors")};
    std::vector<Asked> asked;
    for (const auto& door : places.doors) {
        if (random.chance(0.9)) {
            without.doors.push_back(door);
        } else if (door.letter.empty()) {
            const auto& area = places.areas[static_cast<std::size_t>(door.area)].name;
            asked.push_back(
                {places.streets[door.street].name + " " + std::to_string(door.number) + ", " + area,
                 door.at});
        }
    }
    measure("montevideo, doors left out of the list", Geocoder{std::move(without)}, asked, show);
}

void of_montevideo(std::size_t most, std::uint64_t seed, std::size_t show) {
    if (!std::filesystem::exists(real_data() / "montevideo")) {
        fmt::print("skip montevideo: no folder shared/data/montevideo beside the repository\n");
        return;
    }
    KnownPlaces places = montevideo();
    stats::Random random{seed};
    std::vector<std::size_t> order(places.doors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    random.shuffle(std::span{order});
    order.resize(std::min(order.size(), most));
    Misspeller plain{seed}, with_area{seed};
    std::vector<Asked> listed, misspelt, with_barrio;
    Misspeller names{seed + 1};
    std::size_t changed = 0;
    for (const std::size_t i : order) {
        const auto& door = places.doors[i];
        const auto& name = places.streets[door.street].name;
        changed += folded(names.street(name)) != folded(name);
        const std::string letter = door.letter.empty() ? "" : " " + door.letter;
        listed.push_back({name + " " + std::to_string(door.number) + letter, door.at});
        misspelt.push_back({plain.address(name, door.number, door.letter), door.at});
        with_barrio.push_back({with_area.address(name, door.number, door.letter,
                                                 places.areas[static_cast<std::size_t>(door.area)].name),
                               door.at});
    }
    fmt::print(
        "bench geocode montevideo: {:.1f} % of the misspelt names differ from the listed one, case aside\n",
        share(changed, order.size()));
    of_missing_doors(places, seed, show);
    const double before = cpu_seconds();
    const Geocoder geocoder{std::move(places)};
    fmt::print("bench geocode montevideo: {:.2f} CPU s to build\n", cpu_seconds() - before);
    measure("montevideo, as listed", geocoder, listed, show);
    measure("montevideo, misspelt", geocoder, misspelt, show);
    measure("montevideo, misspelt, with the barrio", geocoder, with_barrio, show);
}

// The doors that crashes tell of, by the streets of the gazetteer where it has them.
class DoorsOfCrashes {
  public:
    explicit DoorsOfCrashes(std::vector<KnownPlaces::Street> streets) : streets_{std::move(streets)} {
        std::vector<Name> names;
        for (std::uint32_t i = 0; i < streets_.size(); ++i) {
            names.push_back({streets_[i].name, i});
            for (const auto& other : streets_[i].also) names.push_back({other, i});
        }
        index_ = NameIndex{names};
    }

    std::uint32_t street(const std::string& name) {
        const auto [at, fresh] = known_.try_emplace(name, 0);
        if (!fresh) return at->second;
        const auto found = index_.find(name, 0.9F, room_);
        if (!found.empty() && (found.size() == 1 || found[1].score < found[0].score))
            return at->second = found[0].of;
        streets_.push_back({name, {}, {}});
        return at->second = static_cast<std::uint32_t>(streets_.size() - 1);
    }

    const std::vector<KnownPlaces::Street>& streets() const { return streets_; }

  private:
    std::vector<KnownPlaces::Street> streets_;
    NameIndex index_;
    NameIndex::Room room_;
    std::map<std::string, std::uint32_t> known_;
};

// A crash's address is asked for in a city whose doors are those of crashes at other addresses: of
// ten parts of the addresses, each is asked with the doors of the other nine.
void of_caba(std::size_t show) {
    if (!std::filesystem::exists(real_data() / "caba")) {
        fmt::print("skip caba: no folder shared/data/caba beside the repository\n");
        return;
    }
    const std::vector<Crash> crashes = injury_crashes();
    DoorsOfCrashes doors{streets_of_caba()};
    struct Told {
        KnownPlaces::Door door;
        std::string text;
        bool asked;  // street and number in columns of their own
    };
    std::vector<Told> told;
    std::vector<Asked> corners, one_cell;
    for (const Crash& crash : crashes) {
        if (crash.number == 0 && !crash.street.empty() && !crash.crossing.empty()) {
            corners.push_back({crash.street + " y " + crash.crossing, crash.at});
        } else if (crash.number > 0 && !crash.street.empty()) {
            told.push_back({{doors.street(crash.street), crash.number, "", crash.at},
                            crash.street + " " + std::to_string(crash.number),
                            true});
        } else if (const auto read = readings(crash.other); !read.empty()) {
            if (read.front().number) {
                told.push_back({{doors.street(read.front().street), *read.front().number, "", crash.at},
                                crash.other,
                                false});
            } else {
                one_cell.push_back({crash.other, crash.at});
            }
        }
    }
    const Geocoder streets_only{KnownPlaces{.streets = streets_of_caba()}};
    measure("caba, corners by the streets' lines", streets_only, corners, show);
    measure("caba, corners written in one cell", streets_only, one_cell, show);

    constexpr std::uint32_t parts = 10;
    const auto part = [](const Told& one) {
        return (one.door.street * 7919u + static_cast<std::uint32_t>(one.door.number)) % parts;
    };
    Tally tally;
    double seconds = 0;
    for (std::uint32_t k = 0; k < parts; ++k) {
        KnownPlaces places{.streets = doors.streets()};
        for (const Told& one : told) {
            if (part(one) != k) places.doors.push_back(one.door);
        }
        const Geocoder geocoder{std::move(places)};
        std::vector<Asked> asked;
        for (const Told& one : told) {
            if (part(one) == k && one.asked) asked.push_back({one.text, one.door.at});
        }
        seconds += add(tally, geocoder, asked, show);
    }
    print("caba, street and number, doors of crashes at other addresses", tally, seconds);
    KnownPlaces all{.streets = doors.streets()};
    for (const Told& one : told) all.doors.push_back(one.door);
    std::vector<Asked> asked;
    for (const Told& one : told) {
        if (one.asked) asked.push_back({one.text, one.door.at});
    }
    measure("caba, street and number, doors of all crashes", Geocoder{std::move(all)}, asked, show);
}

}  // namespace

int main(int count, char** words) {
    const std::size_t most = count > 1 ? std::strtoull(words[1], nullptr, 10) : static_cast<std::size_t>(-1);
    const std::uint64_t seed = count > 2 ? std::strtoull(words[2], nullptr, 10) : 1;
    const std::size_t show = count > 3 ? std::strtoull(words[3], nullptr, 10) : 0;
    of_montevideo(most, seed, show);
    of_caba(show);
}
