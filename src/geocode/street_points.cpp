#include "geocode/street_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::geocode {

namespace {

constexpr double same_place = 60, bracket = 1500, same_corner = 150;
constexpr double lines_meet = 40, doors_meet = 80;
constexpr std::int32_t beyond_the_end = 30;
constexpr double door_error = 20, corner_error = 25;
constexpr double share_of_bracket = 0.1;  // how far off a street's numbers run between two doors
constexpr double as_near = 2;             // of two meetings of a corner
constexpr double step = 25;               // between points of a line, to look for corners
// A street goes on as far beyond its last point; two that meet so turn by 30 degrees or more.
constexpr double goes_on = 150, least_turn = 0.5, share_of_gap = 0.3;
constexpr std::size_t course_points = 12;
constexpr double straight = 0.8;

double distance(Planar a, Planar b) {
    const double dx = a.x - b.x, dy = a.y - b.y;
    return std::sqrt(dx * dx + dy * dy);
}
Planar midway(Planar a, Planar b, double share = 0.5) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

Planar nearest_on(Planar a, Planar b, Planar point) {
    const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    if (length2 == 0) return a;
    const double share = ((point.x - a.x) * dx + (point.y - a.y) * dy) / length2;
    return midway(a, b, std::clamp(share, 0.0, 1.0));
}

LonLat centre_of(const KnownPlaces& places) {
    double lon = 0, lat = 0, n = 0;
    const auto add = [&](LonLat at) { lon += at.lon, lat += at.lat, ++n; };
    for (const auto& door : places.doors) add(door.at);
    for (const auto& mark : places.landmarks) add(mark.at);
    for (const auto& lot : places.lots) add(lot.at);
    for (const auto& area : places.areas) add(area.centre);
    for (const auto& street : places.streets) {
        for (const auto& line : street.lines) std::ranges::for_each(line, add);
    }
    return n == 0 ? LonLat{} : LonLat{lon / n, lat / n};
}

}  // namespace

StreetPoints::StreetPoints(const KnownPlaces& places) : plane_{centre_of(places)} {
    struct Entry {
        std::uint32_t street;
        Door door;
    };
    letters_.emplace("", 0);
    std::vector<Entry> all;
    expects(places.areas.size() < 32'768, "a city has fewer areas than that");
    for (const auto& door : places.doors) {
        expects(door.street < places.streets.size(), "a door is of one of the streets");
        const auto letter =
            letters_.emplace(folded(door.letter), static_cast<std::uint16_t>(letters_.size())).first->second;
        all.push_back(
            {door.street, {door.number, letter, static_cast<std::int16_t>(door.area), plane_.to(door.at)}});
    }
    std::ranges::stable_sort(all, [](const Entry& a, const Entry& b) {
        return std::tie(a.street, a.door.number, a.door.letter) <
               std::tie(b.street, b.door.number, b.door.letter);
    });
    begins_.assign(places.streets.size() + 1, 0);
    for (const Entry& entry : all) {
        ++begins_[entry.street + 1];
        doors_.push_back(entry.door);
    }
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    for (const auto& street : places.streets) {
        auto& lines = lines_.emplace_back();
        for (const auto& line : street.lines) {
            auto& points = lines.emplace_back();
            for (const LonLat at : line) points.push_back(plane_.to(at));
        }
    }
    for (std::uint32_t street = 0; street < places.streets.size(); ++street) {
        constexpr double endless = std::numeric_limits<double>::infinity();
        Box box{{endless, endless}, {-endless, -endless}};
        for (const Planar at : points(street)) {
            box.low = {std::min(box.low.x, at.x), std::min(box.low.y, at.y)};
            box.high = {std::max(box.high.x, at.x), std::max(box.high.y, at.y)};
        }
        boxes_.push_back(box);
    }
}

double StreetPoints::metres_between(LonLat a, LonLat b) const {
    return distance(plane_.to(a), plane_.to(b));
}

StreetPoints::Span StreetPoints::doors(std::uint32_t street) const {
    return {doors_.data() + begins_[street], doors_.data() + begins_[street + 1]};
}

std::uint16_t StreetPoints::letter_number(std::string_view letter) const {
    const auto at = letters_.find(std::string{letter});
    return at == letters_.end() ? static_cast<std::uint16_t>(-1) : at->second;
}

std::vector<Spot> StreetPoints::number(std::uint32_t street, std::int32_t number,
                                       std::string_view letter) const {
    const Span all = doors(street);
    const auto [first, past] =
        std::equal_range(all.first, all.past, Door{number, 0, 0, {}},
                         [](const Door& a, const Door& b) { return a.number < b.number; });
    if (first == past) {
        const auto spot = between(street, number);
        return spot ? std::vector{*spot} : std::vector<Spot>{};
    }
    const auto wanted = letter_number(letter);
    const bool listed = std::any_of(first, past, [&](const Door& d) { return d.letter == wanted; });
    // Doors of one place: those near its first; the place is in their middle.
    struct Place {
        Planar sum;
        Planar first;
        double n, farthest;
        std::int16_t area;
    };
    std::vector<Place> found;
    for (const Door* door = first; door != past; ++door) {
        if (listed && door->letter != wanted) continue;
        const auto same = std::ranges::find_if(
            found, [&](const Place& p) { return distance(p.first, door->at) <= same_place; });
        if (same == found.end()) {
            found.push_back({door->at, door->at, 1, 0, door->area});
        } else {
            same->sum = {same->sum.x + door->at.x, same->sum.y + door->at.y};
            same->farthest = std::max(same->farthest, distance(same->first, door->at));
            ++same->n;
        }
    }
    std::vector<Spot> spots;
    for (const Place& place : found) {
        spots.push_back({plane_.back({place.sum.x / place.n, place.sum.y / place.n}),
                         listed ? Precision::exact : Precision::interpolated,
                         {door_error + place.farthest + (listed ? 0 : door_error)},
                         place.area,
                         !listed});
    }
    return spots;
}

std::optional<Spot> StreetPoints::between(std::uint32_t street, std::int32_t number) const {
    const Span all = doors(street);
    const Door* const above = std::lower_bound(all.first, all.past, number,
                                               [](const Door& d, std::int32_t n) { return d.number < n; });
    const auto same_side = [&](const Door& door) { return (door.number ^ number) % 2 == 0; };
    const auto pair = [&](bool any_side) -> std::pair<const Door*, const Door*> {
        const Door* low = above;
        while (low != all.first && !(any_side || same_side(*(low - 1)))) --low;
        const Door* high = above;
        while (high != all.past && !any_side && !same_side(*high)) ++high;
        return {low == all.first ? nullptr : low - 1, high == all.past ? nullptr : high};
    };
    for (const bool any_side : {false, true}) {
        const auto [low, high] = pair(any_side);
        if (!low || !high) continue;
        const double apart = distance(low->at, high->at);
        if (apart > bracket) continue;
        const double share = static_cast<double>(number - low->number) / (high->number - low->number);
        const Planar at = on_line(street, midway(low->at, high->at, share), apart / 2);
        const double farther = std::max(distance(at, low->at), distance(at, high->at));
        return Spot{plane_.back(at),
                    Precision::interpolated,
                    {door_error + std::min(farther, door_error + share_of_bracket * apart)},
                    share < 0.5 ? low->area : high->area};
    }
    // Past the street's end, or beside a hole in its numbers.
    const Door* nearest = nullptr;
    for (const bool any_side : {false, true}) {
        const auto [low, high] = pair(any_side);
        for (const Door* door : {low, high}) {
            if (!door || std::abs(door->number - number) > beyond_the_end) continue;
            if (!nearest || std::abs(door->number - number) < std::abs(nearest->number - number))
                nearest = door;
        }
        if (nearest) break;
    }
    if (!nearest) return {};
    return Spot{plane_.back(nearest->at),
                Precision::interpolated,
                {door_error + 1.5 * std::abs(nearest->number - number)},
                nearest->area,
                false};
}

// The nearest point of the street's lines, unless that is farther than `most`.
Planar StreetPoints::on_line(std::uint32_t street, Planar point, double most) const {
    Planar best = point;
    for (const auto& line : lines_[street]) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Planar near = nearest_on(line[i - 1], line[i], point);
            if (distance(near, point) < most) best = near, most = distance(near, point);
        }
    }
    return best;
}

std::vector<Planar> StreetPoints::points(std::uint32_t street) const {
    std::vector<Planar> out;
    for (const auto& line : lines_[street]) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            out.push_back(line[i]);
            if (i + 1 == line.size()) break;
            const double length = distance(line[i], line[i + 1]);
            for (double along = step; along < length; along += step)
                out.push_back(midway(line[i], line[i + 1], along / length));
        }
    }
    if (!out.empty()) return out;
    const Span all = doors(street);
    for (const Door* door = all.first; door != all.past; ++door) out.push_back(door->at);
    return out;
}

bool StreetPoints::far_apart(std::uint32_t a, std::uint32_t b, double most) const {
    const Box &x = boxes_[a], &y = boxes_[b];
    return x.low.x - y.high.x > most || y.low.x - x.high.x > most || x.low.y - y.high.y > most ||
           y.low.y - x.high.y > most;
}

double StreetPoints::metres_to(std::uint32_t street, LonLat at) const {
    const Planar place = plane_.to(at);
    double least = std::numeric_limits<double>::infinity();
    for (const Planar point : points(street)) least = std::min(least, distance(point, place));
    return least;
}

namespace {

// Which way a street goes at its point nearest to `place`: along the points of it that are nearest.
struct Course {
    Planar at, along;  // along: of length 1, or 0 where it cannot be told
};
Course course(const std::vector<Planar>& street, Planar place) {
    std::vector<Planar> near = street;
    const auto count = static_cast<std::ptrdiff_t>(std::min(near.size(), course_points));
    std::ranges::partial_sort(near, near.begin() + count, {}, [&](Planar p) { return distance(p, place); });
    near.resize(static_cast<std::size_t>(count));
    Planar mean{};
    for (const Planar p : near)
        mean = {mean.x + p.x / static_cast<double>(count), mean.y + p.y / static_cast<double>(count)};
    double xx = 0, xy = 0, yy = 0;
    for (const Planar p : near) {
        const double dx = p.x - mean.x, dy = p.y - mean.y;
        xx += dx * dx, xy += dx * dy, yy += dy * dy;
    }
    const double spread = std::hypot(xx - yy, 2 * xy), longest = (xx + yy + spread) / 2;
    if (spread < straight * longest) return {near.front(), {}};  // round a bend, or one point
    const double angle = std::atan2(2 * xy, xx - yy) / 2;
    const Planar along{std::cos(angle), std::sin(angle)};
    // Through the middle of both sides' doors, at the height of the nearest.
    const double off = (near.front().x - mean.x) * along.x + (near.front().y - mean.y) * along.y;
    return {{mean.x + off * along.x, mean.y + off * along.y}, along};
}

}  // namespace

// Where both streets would meet if they went straight on from their last points.
std::optional<Spot> StreetPoints::ahead(const std::vector<Planar>& of_a,
                                        const std::vector<Planar>& of_b) const {
    std::optional<std::pair<Planar, Planar>> nearest;
    for (const Planar p : of_a) {
        for (const Planar q : of_b) {
            if (!nearest || distance(p, q) < distance(nearest->first, nearest->second)) nearest = {p, q};
        }
    }
    if (!nearest || distance(nearest->first, nearest->second) > 2 * goes_on) return {};
    const auto [p, p_along] = course(of_a, nearest->second);
    const auto [q, q_along] = course(of_b, nearest->first);
    const double turn = p_along.x * q_along.y - p_along.y * q_along.x;  // sine of the angle between them
    if (std::abs(turn) < least_turn) return {};
    const double far = ((q.x - p.x) * q_along.y - (q.y - p.y) * q_along.x) / turn;
    const Planar at{p.x + far * p_along.x, p.y + far * p_along.y};
    const double most = std::max(distance(at, p), distance(at, q));
    if (most > goes_on) return {};
    return Spot{plane_.back(at), Precision::crossing, {corner_error + share_of_gap * most}};
}

std::vector<Spot> StreetPoints::crossing(std::uint32_t a, std::uint32_t b) const {
    const bool lines = !lines_[a].empty() && !lines_[b].empty();
    const double most = lines ? lines_meet : doors_meet;
    if (far_apart(a, b, 2 * goes_on)) return {};
    const std::vector<Planar> of_a = points(a), of_b = points(b);
    struct Meeting {
        Planar at;
        double apart;
    };
    // Points of b in squares as wide as they may be apart, so that few are compared.
    std::unordered_map<std::uint64_t, std::vector<Planar>> squares;
    const auto key = [&](double x, double y) {
        const auto cell = [&](double v) {
            return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(v / most)) & 0xFFFFFFFF);
        };
        return cell(x) << 32 | cell(y);
    };
    for (const Planar point : of_b) squares[key(point.x, point.y)].push_back(point);
    std::vector<Meeting> all;
    for (const Planar point : of_a) {
        std::optional<Meeting> nearest;
        for (const double dx : {-most, 0.0, most}) {
            for (const double dy : {-most, 0.0, most}) {
                const auto square = squares.find(key(point.x + dx, point.y + dy));
                if (square == squares.end()) continue;
                for (const Planar other : square->second) {
                    const double apart = distance(point, other);
                    if (apart <= most && (!nearest || apart < nearest->apart))
                        nearest = {midway(point, other), apart};
                }
            }
        }
        if (nearest) all.push_back(*nearest);
    }
    if (all.empty()) {
        const auto spot = ahead(of_a, of_b);
        return spot ? std::vector{*spot} : std::vector<Spot>{};
    }
    std::ranges::stable_sort(all, {}, &Meeting::apart);
    // Both carriageways of an avenue are one corner: the middle of its nearest meetings.
    struct Corner {
        Planar sum, first;
        double n, apart, farthest;
    };
    std::vector<Corner> corners;
    for (const Meeting& meeting : all) {
        const auto known = std::ranges::find_if(
            corners, [&](const Corner& c) { return distance(c.first, meeting.at) < same_corner; });
        if (known == corners.end()) {
            if (meeting.apart > all.front().apart + most / 2) break;  // passing by is not meeting
            corners.push_back({meeting.at, meeting.at, 1, meeting.apart, 0});
        } else if (meeting.apart <= known->apart + as_near) {
            known->sum = {known->sum.x + meeting.at.x, known->sum.y + meeting.at.y};
            known->farthest = std::max(known->farthest, distance(known->first, meeting.at));
            ++known->n;
        }
    }
    std::vector<Spot> spots;
    for (const Corner& corner : corners) {
        spots.push_back({plane_.back({corner.sum.x / corner.n, corner.sum.y / corner.n}),
                         Precision::crossing,
                         {corner_error + corner.apart + corner.farthest / 2}});
    }
    return spots;
}

std::optional<Spot> StreetPoints::middle(std::uint32_t street) const {
    const std::vector<Planar> all = points(street);
    if (all.empty()) return {};
    Planar mean{};
    for (const Planar point : all) mean = {mean.x + point.x, mean.y + point.y};
    mean = {mean.x / static_cast<double>(all.size()), mean.y / static_cast<double>(all.size())};
    const Planar centre = *std::ranges::min_element(all, {}, [&](Planar p) { return distance(p, mean); });
    double farthest = 0;
    for (const Planar point : all) farthest = std::max(farthest, distance(point, centre));
    return Spot{plane_.back(centre), Precision::street, {door_error + farthest}, KnownPlaces::no_area, false};
}

std::optional<Spot> StreetPoints::kilometre(std::uint32_t street, double kilometres) const {
    if (lines_[street].size() != 1) return {};
    const auto& line = lines_[street][0];
    double left = 1000 * kilometres;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double length = distance(line[i - 1], line[i]);
        if (left <= length && length > 0) {
            return Spot{plane_.back(midway(line[i - 1], line[i], left / length)),
                        Precision::interpolated,
                        {100},
                        KnownPlaces::no_area,
                        false};
        }
        left -= length;
    }
    return {};
}

}  // namespace atalaya::geocode
