#include "cities.hpp"

#include <cmath>
#include <map>
#include <set>

#include "simulate/facts.hpp"

namespace atalaya::methods::power {

namespace {

// The areas of `area_of` blocks (-1: none), numbered as they come.
Map map_of(const std::vector<int>& area_of) {
    const auto& all = town();
    Map map;
    std::vector<double> blocks_of_barrio(all.barrios.size(), 0.0);
    for (const int barrio : all.barrio_of)
        if (barrio >= 0) ++blocks_of_barrio[static_cast<std::size_t>(barrio)];
    std::map<int, std::size_t> number;
    std::vector<double> blocks;
    for (std::size_t block = 0; block < area_of.size(); ++block) {
        if (area_of[block] < 0) continue;
        const auto [at, is_new] = number.emplace(area_of[block], map.size());
        if (is_new) {
            map.ids.push_back(std::to_string(map.size() + 1));
            map.residents.push_back(0);
            map.centres.push_back({});
            blocks.push_back(0);
        }
        const auto barrio = static_cast<std::size_t>(all.barrio_of[block]);
        map.residents[at->second] += all.barrios[barrio].residents / blocks_of_barrio[barrio];
        const auto centre = all.centre(static_cast<int>(block));
        map.centres[at->second].x += centre.x, map.centres[at->second].y += centre.y;
        ++blocks[at->second];
    }
    for (std::size_t i = 0; i < map.size(); ++i) map.centres[i].x /= blocks[i], map.centres[i].y /= blocks[i];
    std::vector<std::set<std::size_t>> links(map.size());
    const auto link = [&](std::size_t a, std::size_t b) {
        if (area_of[a] < 0 || area_of[b] < 0 || area_of[a] == area_of[b]) return;
        links[number[area_of[a]]].insert(number[area_of[b]]);
        links[number[area_of[b]]].insert(number[area_of[a]]);
    };
    const auto columns = static_cast<std::size_t>(all.columns);
    for (std::size_t block = 0; block < area_of.size(); ++block) {
        if (block % columns + 1 < columns) link(block, block + 1);
        if (block + columns < area_of.size()) link(block, block + columns);
    }
    for (const auto& of_one : links) map.beside.emplace_back(of_one.begin(), of_one.end());
    return map;
}

// Streets to draw from: each side of a segment is in front of a block.
struct Sides {
    std::vector<std::pair<int, int>> all;  // segment, block
    simulate::Wheel by_homes, by_length;
};
const Sides& sides() {
    static const Sides made = [] {
        const auto& all = town();
        std::vector<double> sides_of(all.barrio_of.size(), 0.0), blocks_of(all.barrios.size(), 0.0);
        Sides out;
        for (std::size_t i = 0; i < all.segments.size(); ++i) {
            for (const int block : {all.segments[i].left, all.segments[i].right}) {
                if (block < 0) continue;
                out.all.emplace_back(static_cast<int>(i), block);
                ++sides_of[static_cast<std::size_t>(block)];
            }
        }
        for (const int barrio : all.barrio_of)
            if (barrio >= 0) ++blocks_of[static_cast<std::size_t>(barrio)];
        std::vector<double> homes, lengths;
        for (const auto& [segment, block] : out.all) {
            const auto& street = all.segments[static_cast<std::size_t>(segment)];
            const auto a = all.corners[static_cast<std::size_t>(street.first)],
                       b = all.corners[static_cast<std::size_t>(street.last)];
            const auto barrio = static_cast<std::size_t>(all.barrio_of[static_cast<std::size_t>(block)]);
            lengths.push_back(std::hypot(a.x - b.x, a.y - b.y));
            homes.push_back(all.barrios[barrio].residents / blocks_of[barrio] /
                            sides_of[static_cast<std::size_t>(block)]);
        }
        out.by_homes = simulate::Wheel{homes};
        out.by_length = simulate::Wheel{lengths};
        return out;
    }();
    return made;
}

Planar drawn_from(const simulate::Wheel& wheel, stats::Random& random) {
    const auto& [segment, block] = sides().all[static_cast<std::size_t>(wheel.draw(random))];
    return town().spot(segment, block, random.uniform(0.1, 0.9)).at;
}

}  // namespace

Planar at_home(stats::Random& random) {
    return drawn_from(sides().by_homes, random);
}
Planar on_a_street(stats::Random& random) {
    return drawn_from(sides().by_length, random);
}

const simulate::Town& town() {
    static const auto made = simulate::villa_marejada();
    return made;
}

Frame Map::areas() const {
    Numbers x, y;
    for (const auto& centre : centres) x.push_back(centre.x), y.push_back(centre.y);
    Frame frame;
    frame.add("id", ids);
    frame.add("x", std::move(x));
    frame.add("y", std::move(y));
    return frame;
}

Frame Map::neighbours() const {
    Texts from, to;
    for (std::size_t i = 0; i < size(); ++i)
        for (const auto j : beside[i]) from.push_back(ids[i]), to.push_back(ids[j]);
    Frame frame;
    frame.add("from", std::move(from));
    frame.add("to", std::move(to));
    return frame;
}

std::vector<std::size_t> Map::around(std::size_t area, double metres) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < size(); ++i)
        if (std::hypot(centres[i].x - centres[area].x, centres[i].y - centres[area].y) <= metres)
            out.push_back(i);
    return out;
}

const Map& barrios() {
    static const Map map = map_of(town().barrio_of);
    return map;
}

const Map& squares() {
    static const Map map = [] {
        const auto& all = town();
        std::vector<int> area_of;
        for (std::size_t block = 0; block < all.barrio_of.size(); ++block) {
            const int row = static_cast<int>(block) / all.columns,
                      column = static_cast<int>(block) % all.columns;
            area_of.push_back(all.barrio_of[block] < 0 ? -1 : row / 3 * 1000 + column / 3);
        }
        return map_of(area_of);
    }();
    return map;
}

}  // namespace atalaya::methods::power
