#include "stats/points/stac.hpp"

#include <numeric>

#include "core/error.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

struct Circle {
    std::size_t points, node;
};

double spacing_of(const StacModel& model) {
    return model.spacing > 0 ? model.spacing : model.radius;
}

std::size_t nodes_along(double length, double spacing) {
    return static_cast<std::size_t>(std::ceil(length / spacing)) + 1;
}

// Which points are of one cluster: each leads to the point that stands for all of them.
class Joined {
  public:
    explicit Joined(std::size_t n) : of_(n) { std::iota(of_.begin(), of_.end(), std::uint32_t{0}); }
    std::uint32_t root(std::uint32_t i) {
        while (of_[i] != i) i = of_[i] = of_[of_[i]];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = root(a), b = root(b);
        of_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::uint32_t> of_;
};

}  // namespace

double stac_nodes(const Window& window, const StacModel& model) {
    const double spacing = spacing_of(model);
    return (std::ceil(window.width() / spacing) + 1) * (std::ceil(window.height() / spacing) + 1);
}

Maybe<Stac> stac(std::span<const Planar> points, const Window& window, const StacModel& model) {
    expects(model.radius > 0 && model.spacing >= 0 && model.circles >= 1 && model.least >= 2,
            "stac: a radius above 0, clusters of two or more");
    if (!std::ranges::all_of(points, [&](Planar p) { return window.holds(p); }))
        return std::unexpected{Why::not_a_number};
    const double spacing = spacing_of(model), reach = std::numbers::sqrt2 * model.radius;
    const std::size_t columns = nodes_along(window.width(), spacing);
    const std::size_t rows = nodes_along(window.height(), spacing);
    const PlaceGrid grid{points, reach};
    const auto visit = [&](std::size_t node, auto what) {
        const Planar centre{window.low.x + spacing * static_cast<double>(node % columns),
                            window.low.y + spacing * static_cast<double>(node / columns)};
        grid.within(centre, reach, [&](std::uint32_t i, double) { what(i); });
    };

    std::vector<Circle> circles;
    for (std::size_t node = 0; node < columns * rows; ++node) {
        std::size_t count = 0;
        visit(node, [&](std::uint32_t) { ++count; });
        if (count >= 2) circles.push_back({count, node});
    }
    std::ranges::sort(circles, [](const Circle& a, const Circle& b) {
        return a.points != b.points ? a.points > b.points : a.node < b.node;
    });
    if (circles.size() > model.circles) circles.resize(model.circles);

    Joined joined{points.size()};
    std::vector<bool> inside(points.size());
    for (const auto& circle : circles) {
        std::int64_t first = -1;
        visit(circle.node, [&](std::uint32_t i) {
            inside[i] = true;
            if (first < 0) first = i;
            joined.join(static_cast<std::uint32_t>(first), i);
        });
    }

    Stac out{.of = std::vector<std::int32_t>(points.size(), Clusters::noise), .circles = circles.size()};
    std::vector<std::size_t> members(points.size());
    for (std::uint32_t i = 0; i < points.size(); ++i)
        if (inside[i]) ++members[joined.root(i)];
    // A root comes before all others that it stands for.
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        const auto root = joined.root(i);
        if (!inside[i] || members[root] < model.least) continue;
        out.of[i] = root == i ? static_cast<std::int32_t>(out.count++) : out.of[root];
    }
    return out;
}

}  // namespace atalaya::stats
