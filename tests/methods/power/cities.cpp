#include "cities.hpp"

#include <cmath>
#include <map>
#include <set>

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

}  // namespace

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
