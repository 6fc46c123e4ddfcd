#include "stats/spatial/weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

double distance(Planar a, Planar b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

double sum_of(std::span<const double> values) {
    double sum = 0;
    for (const double v : values) sum += v;
    return sum;
}

void scale(std::span<double> values, double by) {
    for (double& v : values) v *= by;
}

std::span<double> row(Weights& weights, std::size_t i) {
    return std::span{weights.weight}.subspan(weights.first[i], weights.first[i + 1] - weights.first[i]);
}

std::span<const std::uint32_t> row(const Neighbours& neighbours, std::size_t i) {
    return std::span{neighbours.of}.subspan(neighbours.first[i],
                                            neighbours.first[i + 1] - neighbours.first[i]);
}

}  // namespace

Neighbours from_links(std::vector<std::pair<std::uint32_t, std::uint32_t>> links, std::size_t areas) {
    std::ranges::sort(links);
    links.erase(std::unique(links.begin(), links.end()), links.end());
    Neighbours out{.first = std::vector<std::uint32_t>(areas + 1), .of = {}};
    for (const auto& [i, j] : links) {
        expects(i < areas && j < areas, "from_links: areas that exist");
        ++out.first[i + 1];
        out.of.push_back(j);
    }
    for (std::size_t i = 0; i < areas; ++i) out.first[i + 1] += out.first[i];
    return out;
}

Weights weighted(const Neighbours& neighbours, WeightStyle style, std::span<const double> values) {
    expects(values.empty() || values.size() == neighbours.of.size(), "weighted: one value a link");
    Weights weights{neighbours.first, {}, {}};
    std::vector<std::pair<std::uint32_t, double>> links;
    for (std::size_t i = 0; i < weights.areas(); ++i) {
        links.clear();
        for (auto k = neighbours.first[i]; k < neighbours.first[i + 1]; ++k)
            links.emplace_back(neighbours.of[k], values.empty() ? 1.0 : values[k]);
        std::ranges::sort(links);
        for (const auto& [j, w] : links) {
            weights.of.push_back(j);
            weights.weight.push_back(w);
        }
    }
    for (const double v : weights.weight) expects(v >= 0 && std::isfinite(v), "weighted: weights from 0");
    if (style == WeightStyle::binary) return weights;

    double with_links = 0;
    for (std::size_t i = 0; i < weights.areas(); ++i) {
        const auto links = row(weights, i);
        with_links += links.empty() ? 0 : 1;
        double size = 0;
        for (const double w : links) size += style == WeightStyle::stable ? w * w : w;
        if (style == WeightStyle::stable) size = std::sqrt(size);
        if (size > 0 && (style == WeightStyle::row || style == WeightStyle::stable))
            for (double& w : links) w /= size;
    }
    const double all = sum_of(weights.weight);
    if (style == WeightStyle::row || all == 0) return weights;
    scale(weights.weight, (style == WeightStyle::total ? 1 : with_links) / all);
    return weights;
}

std::vector<double> inverse_distances(const Neighbours& neighbours, std::span<const Planar> places,
                                      double power) {
    expects(neighbours.first.size() == places.size() + 1 && power > 0, "inverse_distances: a place an area");
    std::vector<double> values;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (const auto j : row(neighbours, i)) {
            values.push_back(distance(places[i], places[j]));
            if (values.back() > 0) least = std::min(least, values.back());
        }
    }
    for (double& v : values) {
        if (!std::isfinite(least))
            v = 1;
        else
            v = 1 / (power == 1 ? std::max(v, least) : std::pow(std::max(v, least), power));
    }
    return values;
}

Neighbours with_self(const Neighbours& neighbours) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    const std::size_t areas = neighbours.first.size() - 1;
    for (std::uint32_t i = 0; i < areas; ++i) {
        links.emplace_back(i, i);
        for (const auto j : row(neighbours, i)) links.emplace_back(i, j);
    }
    return from_links(std::move(links), areas);
}

std::vector<std::uint32_t> islands(const Neighbours& neighbours) {
    std::vector<std::uint32_t> alone;
    for (std::uint32_t i = 0; i + 1 < neighbours.first.size(); ++i)
        if (neighbours.first[i] == neighbours.first[i + 1]) alone.push_back(i);
    return alone;
}

bool is_symmetric(const Neighbours& neighbours) {
    return is_symmetric(weighted(neighbours, WeightStyle::binary));
}

bool is_symmetric(const Weights& weights) {
    for (std::uint32_t i = 0; i < weights.areas(); ++i) {
        for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k) {
            const auto j = weights.of[k];
            const auto begin = weights.of.begin() + weights.first[j],
                       end = weights.of.begin() + weights.first[j + 1];
            const auto back = std::lower_bound(begin, end, i);
            if (back == end || *back != i) return false;
            const double w = weights.weight[k],
                         v = weights.weight[static_cast<std::size_t>(back - weights.of.begin())];
            if (std::abs(w - v) > 1e-12 * std::max(w, v)) return false;
        }
    }
    return true;
}

Neighbours made_symmetric(const Neighbours& neighbours) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t i = 0; i + 1 < neighbours.first.size(); ++i) {
        for (const auto j : row(neighbours, i)) {
            links.emplace_back(i, j);
            links.emplace_back(j, i);
        }
    }
    return from_links(std::move(links), neighbours.first.size() - 1);
}

}  // namespace atalaya::stats
