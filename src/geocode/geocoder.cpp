#include "geocode/geocoder.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/text.hpp"
#include "geocode/address.hpp"
#include "geocode/name_index.hpp"
#include "geocode/no_place.hpp"
#include "geocode/short_names.hpp"
#include "geocode/street_points.hpp"
#include "geocode/words.hpp"

namespace atalaya::geocode {

namespace {

constexpr float least_proposed = 0.35F;
constexpr std::size_t most_proposed = 3;
constexpr float least_street = 0.6F, least_area = 0.7F, least_landmark = 0.75F;
constexpr double behind_the_best = 0.3;  // names farther behind are not looked at
constexpr double between_doors = 0.08, other_letter = 0.02, far_number = 0.25, street_alone = 0.10,
                 other_area = 0.12, area_alone = 0.02, unknown_tail = 0.05;
constexpr double alike_in_worth = 0.04, alike_if_listed = 0.2, alike_in_place = 150;
constexpr double certain = 0.97, least_exact = 0.6, least_certain = 0.68, far_from_it = 0.59;
constexpr double beside_a_place = 100;  // metres; what is said to be farther off is on no map
constexpr double by_the_street = 50, surely_listed = 0.9;
constexpr std::size_t most_candidates = 5, most_corner_names = 5, most_remembered = 1 << 16;

NameIndex index_of(const auto& things) {
    std::vector<Name> names;
    for (std::uint32_t i = 0; i < things.size(); ++i) {
        names.push_back({things[i].name, i});
        for (const auto& other : things[i].also) names.push_back({other, i});
    }
    return NameIndex{names};
}

NameIndex index_of_streets(const std::vector<KnownPlaces::Street>& streets) {
    std::vector<Name> names;
    for (std::uint32_t i = 0; i < streets.size(); ++i) {
        names.push_back({streets[i].name, i});
        for (const auto& other : streets[i].also) names.push_back({other, i});
        if (auto road = number_of_road(streets[i].name); !road.empty()) names.push_back({std::move(road), i});
    }
    return NameIndex{names};
}

std::string lot_key(std::string_view block, std::string_view lot) {
    return std::string{block} + "/" + std::string{lot};
}

}  // namespace

struct Geocoder::Knowledge {
    KnownPlaces places;
    StreetPoints points;
    NameIndex streets, landmarks, areas;
    std::unordered_map<std::string, std::vector<std::uint32_t>> lots;
    DenyList denied;
    std::vector<std::pair<LonLat, Metres>> guarded;

    explicit Knowledge(KnownPlaces known)
        : places{std::move(known)},
          points{places},
          streets{index_of_streets(places.streets)},
          landmarks{index_of(places.landmarks)},
          areas{index_of(places.areas)} {
        for (std::uint32_t i = 0; i < places.lots.size(); ++i) {
            lots[lot_key(folded(places.lots[i].block), folded(places.lots[i].lot))].push_back(i);
        }
        places.doors = {};  // they are in `points`
    }

    bool guards(LonLat at) const {
        return std::ranges::any_of(
            guarded, [&](const auto& g) { return points.metres_between(g.first, at) <= g.second.value; });
    }
};

namespace {

// What was found so far for one text, and the reason if that remains nothing.
struct Search {
    const KnownPlaces& places;
    std::vector<Candidate> found;
    Reason reason = Reason::unknown_name;

    void add(std::string name, const Spot& spot, double worth) {
        const bool in_area = spot.area != KnownPlaces::no_area;
        found.push_back({std::move(name), spot.at, spot.precision, spot.error, worth,
                         in_area ? places.areas[static_cast<std::size_t>(spot.area)].name : std::string{}});
    }
    double best() const {
        double most = 0;
        for (const auto& one : found) most = std::max(most, one.worth);
        return most;
    }
};

}  // namespace

struct Geocoder::Desk::State {
    const Knowledge& known;
    NameIndex::Room street_room, landmark_room, area_room;
    std::unordered_map<std::string, Answer> remembered;
    std::unordered_map<std::string, std::vector<Named>> area_names;
    std::unordered_map<std::uint64_t, std::vector<Spot>> crossings;

    explicit State(const Knowledge& knowledge) : known{knowledge} {}

    // The same few texts, again and again.
    const std::vector<Named>& areas_named(const std::string& text) {
        if (area_names.size() >= most_remembered) area_names.clear();
        const auto [at, fresh] = area_names.try_emplace(text);
        if (fresh) at->second = known.areas.find(text, least_area, area_room);
        return at->second;
    }

    std::vector<Named> areas_of(const Address& address, std::string_view area) {
        std::vector<Named> all;
        const auto add = [&](const std::string& text) {
            const auto& named = areas_named(text);
            all.insert(all.end(), named.begin(), named.end());
        };
        add(std::string{area});
        for (const auto& tail : address.tails) add(tail);
        std::ranges::stable_sort(all, std::ranges::greater{}, &Named::score);
        while (!all.empty() && all.back().score < all.front().score - alike_in_worth) all.pop_back();
        return all;
    }

    // What being outside all areas that were written takes off.
    double outside(const Spot& spot, const std::vector<Named>& areas) const {
        if (areas.empty()) return 0;
        for (const Named& named : areas) {
            if (spot.area == static_cast<std::int32_t>(named.of)) return 0;
            const auto& area = known.places.areas[named.of];
            const double off = known.points.metres_between(spot.at, area.centre);
            if (spot.area == KnownPlaces::no_area && off <= area.radius.value + spot.error.value) return 0;
        }
        return other_area;
    }

    bool unused_tails(const Address& address) {
        return std::ranges::any_of(address.tails,
                                   [&](const std::string& tail) { return areas_named(tail).empty(); });
    }

    const std::vector<Spot>& meetings(std::uint32_t a, std::uint32_t b) {
        if (crossings.size() >= most_remembered) crossings.clear();
        const auto [at, fresh] = crossings.try_emplace(std::uint64_t{std::min(a, b)} << 32 | std::max(a, b));
        if (fresh) at->second = known.points.crossing(std::min(a, b), std::max(a, b));
        return at->second;
    }

    const std::string& street_name(std::uint32_t street) const { return known.places.streets[street].name; }

    void at_number(Search& search, const Address& address, const Named& street,
                   const std::vector<Named>& areas) {
        const auto spots = known.points.number(street.of, *address.number, address.letter);
        for (const Spot& spot : spots) {
            const double off = spot.precision == Precision::exact ? 0
                               : spot.letter_missed               ? other_letter
                                                                  : between_doors;
            std::string name = street_name(street.of) + " " + std::to_string(*address.number);
            if (!address.letter.empty()) name += " " + address.letter;
            search.add(std::move(name), spot, street.score - off - outside(spot, areas));
        }
        if (spots.empty()) at_street(search, street, far_number, Reason::unknown_number, areas);
    }

    void at_street(Search& search, const Named& street, double off, Reason reason,
                   const std::vector<Named>& areas) {
        search.reason = reason;
        if (const auto spot = known.points.middle(street.of)) {
            search.add(street_name(street.of), *spot, street.score - off - outside(*spot, areas));
        } else if (search.found.empty()) {
            search.reason = Reason::no_position;
        }
    }

    void at_corner(Search& search, const std::vector<Named>& streets, const std::string& crossing,
                   const std::vector<Named>& areas) {
        const auto others = streets_of_a_corner(crossing);
        const bool sure =
            !streets.empty() && streets.front().as_written && streets.front().score >= surely_listed;
        bool met = false;
        for (std::size_t i = 0; i < std::min(streets.size(), most_corner_names); ++i) {
            if (sure && !streets[i].as_written) continue;
            for (const Named& other : others) {
                if (other.of == streets[i].of) continue;
                for (const Spot& spot : meetings(streets[i].of, other.of)) {
                    const double worth =
                        0.5 * (static_cast<double>(streets[i].score) + other.score) - outside(spot, areas);
                    search.add(street_name(streets[i].of) + " y " + street_name(other.of), spot, worth);
                    met = true;
                }
            }
        }
        if (!met) search.reason = others.empty() ? Reason::unknown_name : Reason::unknown_crossing;
    }

    // One side of a block: half way between its two corners.
    void between_corners(Search& search, const std::vector<Named>& streets,
                         const std::vector<std::string>& crossings, const std::vector<Named>& areas) {
        Search first{known.places}, second{known.places};
        at_corner(first, streets, crossings[0], areas);
        at_corner(second, streets, crossings[1], areas);
        if (first.found.empty() || second.found.empty()) {
            search.reason = first.found.empty() ? first.reason : second.reason;
            return;
        }
        for (const Candidate& a : first.found) {
            for (const Candidate& b : second.found) {
                const double length = known.points.metres_between(a.at, b.at);
                if (length < 1 || length > 600) continue;
                const Spot spot{{(a.at.lon + b.at.lon) / 2, (a.at.lat + b.at.lat) / 2},
                                Precision::block,
                                {length / 2 + std::max(a.error, b.error).value}};
                search.add(a.name + " – " + b.name, spot, (a.worth + b.worth) / 2);
            }
        }
        if (search.found.empty()) search.reason = Reason::unknown_crossing;
    }

    void at_lot(Search& search, const Address& address, std::string_view area) {
        Address where = address;
        if (!address.street.empty()) where.tails.push_back(address.street);
        const auto areas = areas_of(where, area);
        const auto at = known.lots.find(lot_key(address.block, address.lot));
        if (at == known.lots.end()) {
            search.reason = Reason::unknown_block;
            return;
        }
        for (const std::uint32_t number : at->second) {
            const auto& lot = known.places.lots[number];
            const Spot spot{lot.at, Precision::block, lot.radius, lot.area};
            search.add("Mz " + lot.block + (lot.lot.empty() ? "" : " Lt " + lot.lot), spot,
                       1 - outside(spot, areas));
        }
    }

    // A street that is listed as it is written is not another whose name is like it: "La Pampa" is no "Palpa".
    std::vector<Named> streets_of_a_corner(std::string_view name) {
        auto streets = known.streets.find(name, least_street, street_room);
        if (!streets.empty() && streets.front().as_written && streets.front().score >= surely_listed)
            std::erase_if(streets, [](const Named& street) { return !street.as_written; });
        if (streets.size() > most_corner_names) streets.resize(most_corner_names);
        return streets;
    }

    // "Hospital Maciel esquina Guaraní": the place is by one of the streets.
    bool by_a_corner(const KnownPlaces::Landmark& mark, const std::vector<std::string>& crossings) {
        return std::ranges::any_of(crossings, [&](const std::string& crossing) {
            const auto streets = streets_of_a_corner(crossing);
            return std::ranges::any_of(streets, [&](const Named& street) {
                return street.score >= streets.front().score - alike_in_worth &&
                       known.points.metres_to(street.of, mark.at) <= mark.radius.value + by_the_street;
            });
        });
    }

    // `street` is the score of the street that is most like the name. A station called as its street ("Corrientes") is
    // not meant where the street's corner or door is told, and of the name alone nobody knows which of both is.
    void at_landmark(Search& search, const Address& address, const std::vector<Named>& areas, double street) {
        std::string name = address.street;
        if (address.number) name += " " + std::to_string(*address.number);
        auto marks = known.landmarks.find(name, least_landmark, landmark_room);
        if (const auto station = without_station(name); !station.empty()) {
            street = 0;  // it is no street that is meant
            if (marks.empty() || marks.front().score < surely_listed)
                marks = known.landmarks.find(station, least_landmark, landmark_room);
        }
        for (const Named& named : marks) {
            const bool called_as_a_street = named.score <= street + alike_in_worth;
            const auto& mark = known.places.landmarks[named.of];
            if (!address.crossings.empty() && (called_as_a_street || !by_a_corner(mark, address.crossings)))
                continue;
            const double alone = called_as_a_street && !address.number ? street_alone : 0;
            const Metres error{mark.radius.value + (address.crossings.empty() ? 0 : beside_a_place)};
            const Spot spot{mark.at, Precision::landmark, error, KnownPlaces::no_area};
            search.add(mark.name, spot, named.score - alone - outside(spot, areas));
        }
    }

    // Near a door, a corner or a place is no nearer than a landmark; two blocks off it is nowhere that is known.
    static void put_beside(Candidate& candidate, double away) {
        if (away > beside_a_place) candidate.worth = std::min(candidate.worth, far_from_it);
        if (!is_hit(candidate.precision)) return;
        candidate.precision = Precision::landmark;
        candidate.error.value += beside_a_place;
    }

    void at_area(Search& search, const std::vector<Named>& areas, double off) {
        for (const Named& named : areas) {
            const auto& area = known.places.areas[named.of];
            const Spot spot{area.centre, Precision::area, area.radius, static_cast<std::int32_t>(named.of)};
            search.add(area.name, spot, named.score - off);
        }
    }

    void read(Search& search, const Address& address, std::string_view area) {
        if (!address.block.empty()) return at_lot(search, address, area);
        const auto areas = areas_of(address, area);
        if (!address.street.empty()) at_street_or_place(search, address, areas);
        if (search.found.empty() && address.street.empty()) at_area(search, areas, area_alone);
    }

    std::vector<Named> streets_named(std::string_view name) {
        auto streets = known.streets.find(name, least_street, street_room);
        while (!streets.empty() && streets.back().score < streets.front().score - behind_the_best) {
            streets.pop_back();
        }
        return streets;
    }

    // No number: a kilometre of the road, or somewhere on the street.
    void along(Search& search, const Address& address, const std::vector<Named>& streets,
               const std::vector<Named>& areas) {
        const bool no_corner = search.reason == Reason::unknown_crossing;
        for (const Named& street : streets) {
            const auto spot =
                address.kilometre ? known.points.kilometre(street.of, *address.kilometre) : std::nullopt;
            if (spot) {
                search.add(street_name(street.of), *spot, street.score - outside(*spot, areas));
            } else {
                at_street(search, street, address.crossings.empty() ? street_alone : far_number,
                          no_corner ? Reason::unknown_crossing : Reason::no_number, areas);
            }
        }
    }

    void at_street_or_place(Search& search, const Address& address, const std::vector<Named>& areas) {
        const auto streets = streets_named(address.street);
        const double like = streets.empty() ? 0 : static_cast<double>(streets.front().score);
        if (address.beside || !address.number) at_landmark(search, address, areas, like);
        const std::size_t landmarks = search.found.size();
        if (address.number) {
            for (const Named& street : streets) at_number(search, address, street, areas);
        }
        const bool placed =
            std::ranges::any_of(search.found, [](const Candidate& c) { return is_hit(c.precision); });
        if (!placed && address.crossings.size() == 1) {
            at_corner(search, streets, address.crossings[0], areas);
        } else if (!placed && address.crossings.size() == 2) {
            between_corners(search, streets, address.crossings, areas);
        }
        if (!address.number && search.found.size() == landmarks) along(search, address, streets, areas);
        if (!placed && address.number) at_landmark(search, address, areas, 0);  // "escuela 45"
        if (!address.number && address.crossings.empty()) {
            at_area(search, areas_named(address.street), area_alone);
        }
    }

    Answer look(std::string_view text, std::string_view area) {
        if (known.denied.refuses(text)) return {.reason = Reason::protected_place};
        const auto read_as = readings(text);
        if (read_as.empty() || says_no_place(text)) return {.reason = Reason::empty};
        Search all{known.places};
        for (const Address& address : read_as) {
            Search search{known.places};
            read(search, address, area);
            // A reading that leaves words aside is not as good as one that uses them.
            const double aside = unused_tails(address) ? unknown_tail : 0;
            for (auto& candidate : search.found) {
                candidate.worth -= aside;
                if (address.beside) put_beside(candidate, address.away);
            }
            if (all.found.empty()) all.reason = search.reason;
            std::ranges::move(search.found, std::back_inserter(all.found));
            if (all.best() >= certain) break;
        }
        Answer found = answer(std::move(all));
        // What is nowhere else may be a protected address, written badly.
        if (!is_hit(found.precision) && known.denied.refuses(text, Match::far))
            return {.reason = Reason::protected_place};
        return found;
    }

    std::vector<Candidate> proposals(std::string_view text) {
        if (known.denied.refuses(text, Match::far)) return {};
        Search search{known.places};
        for (const Address& address : readings(text)) {
            for (const Named& named : known.streets.find(address.street, least_proposed, street_room)) {
                const auto spot = known.points.middle(named.of);
                if (spot) search.add(street_name(named.of), *spot, named.score);
            }
            for (const Named& named : known.landmarks.find(address.street, least_proposed, landmark_room)) {
                const auto& mark = known.places.landmarks[named.of];
                search.add(mark.name, {mark.at, Precision::landmark, mark.radius}, named.score);
            }
        }
        auto& out = search.found;
        std::erase_if(out, [&](const Candidate& c) { return is_hit(c.precision) && known.guards(c.at); });
        std::ranges::stable_sort(out, std::ranges::greater{}, &Candidate::worth);
        std::vector<Candidate> best;
        for (auto& one : out) {
            const bool told =
                std::ranges::any_of(best, [&](const Candidate& b) { return b.name == one.name; });
            if (!told && best.size() < most_proposed) best.push_back(std::move(one));
        }
        return best;
    }

    Answer answer(Search search) const {
        auto& found = search.found;
        // What is protected is in no answer and in no list to choose from.
        if (std::ranges::any_of(found, [&](const Candidate& c) {
                return is_hit(c.precision) && c.worth >= search.best() - alike_in_worth && known.guards(c.at);
            })) {
            return {.reason = Reason::protected_place};
        }
        if (found.empty()) return {.reason = search.reason};
        std::ranges::stable_sort(found, [](const Candidate& a, const Candidate& b) {
            return a.worth != b.worth ? a.worth > b.worth : a.precision < b.precision;
        });
        const Candidate best = found.front();
        std::vector<Candidate> alike;
        for (const Candidate& other : found) {
            // A listed door speaks for its street against a better name without that number.
            const bool listed = other.precision == Precision::exact && best.precision != Precision::exact;
            const double margin = listed ? alike_if_listed : alike_in_worth;
            if (other.worth < best.worth - margin || alike.size() == most_candidates) continue;
            const bool apart = std::ranges::all_of(alike, [&](const Candidate& c) {
                return known.points.metres_between(c.at, other.at) > alike_in_place;
            });
            if (alike.empty() || apart) alike.push_back(other);
        }
        if (alike.size() > 1) return {.reason = Reason::ambiguous, .candidates = std::move(alike)};
        if (best.worth < (best.precision == Precision::exact ? least_exact : least_certain)) {
            return {.reason = Reason::uncertain, .candidates = std::move(alike)};
        }
        const Reason reason =
            is_hit(best.precision) || best.precision == Precision::area ? Reason::found : search.reason;
        return {best.precision, reason, best.name, best.at, best.error, best.worth, {}};
    }
};

Geocoder::Geocoder(KnownPlaces places, std::span<const Protected> protected_places)
    : knowledge_{std::make_unique<Knowledge>(std::move(places))} {
    // The protected are found before they are denied.
    Desk::State desk{*knowledge_};
    std::vector<std::pair<LonLat, Metres>> guarded;
    for (const Protected& one : protected_places) {
        if (one.at) {
            guarded.emplace_back(*one.at, one.radius);
            continue;
        }
        const Answer found = desk.look(one.address, {});
        if (is_hit(found.precision)) guarded.emplace_back(found.at, one.radius);
        for (const Candidate& candidate : found.candidates) {
            if (is_hit(candidate.precision)) guarded.emplace_back(candidate.at, one.radius);
        }
    }
    knowledge_->guarded = std::move(guarded);
    knowledge_->denied = DenyList{protected_places};
}

Geocoder::~Geocoder() = default;
Geocoder::Geocoder(Geocoder&&) noexcept = default;
Geocoder& Geocoder::operator=(Geocoder&&) noexcept = default;

Geocoder::Desk::Desk(const Geocoder& geocoder) : state_{std::make_unique<State>(*geocoder.knowledge_)} {}
Geocoder::Desk::~Desk() = default;
Geocoder::Desk::Desk(Desk&&) noexcept = default;
Geocoder::Desk& Geocoder::Desk::operator=(Desk&&) noexcept = default;

std::vector<Candidate> Geocoder::Desk::proposals(std::string_view text) {
    return state_->proposals(text);
}

Answer Geocoder::Desk::find(std::string_view text, std::string_view area) {
    std::string key = folded(text) + "\n" + folded(area);
    auto& remembered = state_->remembered;
    if (const auto at = remembered.find(key); at != remembered.end()) return at->second;
    if (remembered.size() >= most_remembered) remembered.clear();
    return remembered.emplace(std::move(key), state_->look(text, area)).first->second;
}

}  // namespace atalaya::geocode
