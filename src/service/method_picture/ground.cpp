#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/text.hpp"
#include "geo/plane.hpp"
#include "render/chart_classes.hpp"
#include "render/chart_ground.hpp"
#include "service/method_picture/drawn.hpp"

namespace atalaya::service::picture {

namespace {

using render::GroundChart;
using render::GroundPart;

// The middle of the box of shapes or positions in degrees.
struct Middle {
    geo::Box box{180, 90, -180, -90};
    bool any = false;
    void hold(LonLat at) {
        box = {std::min(box.west, at.lon), std::min(box.south, at.lat), std::max(box.east, at.lon),
               std::max(box.north, at.lat)};
        any = true;
    }
    LonLat at() const { return {(box.west + box.east) / 2, (box.south + box.north) / 2}; }
};

// Everything of a picture in metres on one plane: degrees are laid about the middle of the table that it is of.
class Places {
  public:
    Places(const GroundPlan& plan, const Sheet& sheet) : plan_{plan}, drawn_{sheet.drawn}, plane_{middle()} {}

    // One a row of a table; NaN where there is none. None of a table without positions.
    std::vector<Planar> of(const std::string& table) const {
        const auto x = drawn_.numbers({.of = table + ".x"}), y = drawn_.numbers({.of = table + ".y"});
        const auto lon = drawn_.numbers({.of = table + ".lon"}), lat = drawn_.numbers({.of = table + ".lat"});
        std::vector<Planar> out;
        if (x.size() == y.size() && !x.empty())
            for (std::size_t i = 0; i < x.size(); ++i) out.push_back({x[i], y[i]});
        else if (lon.size() == lat.size())
            for (std::size_t i = 0; i < lon.size(); ++i) out.push_back(plane_.to({lon[i], lat[i]}));
        return out;
    }
    std::vector<std::vector<std::vector<Planar>>> shapes(const std::string& table) const {
        std::vector<std::vector<std::vector<Planar>>> out;
        const auto* frame = drawn_.given(table);
        if (!frame || frame->shapes.empty()) return out;
        for (const auto& light : light_shapes(frame->shapes)) {
            auto& rings = out.emplace_back();
            for (const auto& polygon : light)
                for (const auto& ring : polygon) {
                    auto& laid = rings.emplace_back();
                    for (const auto& at : ring) laid.push_back(plane_.to(at));
                }
        }
        return out;
    }
    bool by_shapes() const { return by_shapes_; }

  private:
    LonLat middle() {
        Middle middle;
        for (const auto& table : {plan_.table, plan_.dots}) {
            const auto* frame = drawn_.given(table);
            if (!frame) continue;
            by_shapes_ = by_shapes_ || !frame->shapes.empty();
            for (const auto& shape : frame->shapes)
                for (const auto& polygon : shape)
                    for (const auto& at : polygon.front()) middle.hold(at);
            const auto lon = drawn_.numbers({.of = table + ".lon"}),
                       lat = drawn_.numbers({.of = table + ".lat"});
            for (std::size_t i = 0; i < std::min(lon.size(), lat.size()); ++i)
                if (!std::isnan(lon[i]) && !std::isnan(lat[i])) middle.hold({lon[i], lat[i]});
        }
        return middle.any ? middle.at() : LonLat{};
    }
    // As light as a picture of 170 mm shows.
    static std::vector<geo::MultiPolygon> light_shapes(const std::vector<geo::MultiPolygon>& shapes);

    const GroundPlan& plan_;
    const Drawn& drawn_;
    bool by_shapes_ = false;
    geo::LocalPlane plane_;
};

std::vector<geo::MultiPolygon> Places::light_shapes(const std::vector<geo::MultiPolygon>& shapes) {
    Middle middle;
    for (const auto& shape : shapes)
        for (const auto& polygon : shape)
            for (const auto& at : polygon.front()) middle.hold(at);
    if (!middle.any) return shapes;
    const geo::LocalPlane plane{middle.at()};
    const Planar low = plane.to({middle.box.west, middle.box.south}),
                 high = plane.to({middle.box.east, middle.box.north});
    constexpr double points_across = 700;
    return geo::simplified_together(shapes, std::max(high.x - low.x, high.y - low.y) / points_across);
}

// The least distance between two values that differ.
double step(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    std::ranges::sort(values);
    double least = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const double apart = values[i] - values[i - 1];
        if (apart > 1e-9 && (least == 0 || apart < least)) least = apart;
    }
    return least;
}

std::vector<Planar> square(Planar at, double wide, double high) {
    const double x = wide / 2, y = high / 2;
    return {{at.x - x, at.y - y}, {at.x + x, at.y - y}, {at.x + x, at.y + y}, {at.x - x, at.y + y}};
}

// Of the lattice of hexagons a width of 1 apart, q along a row and r up the rows.
std::vector<Planar> hexagon(double q, double r) {
    const Planar at{q + r / 2, r * std::sqrt(3.0) / 2};
    const double side = 1 / std::sqrt(3.0);
    std::vector<Planar> out;
    for (int i = 0; i < 6; ++i) {
        const double angle = (30 + 60 * i) * 3.14159265358979323846 / 180;
        out.push_back({at.x + side * std::cos(angle), at.y + side * std::sin(angle)});
    }
    return out;
}

// Pieces of the lines that were asked about, from one end to the other, in metres: degrees, where those are what was
// asked, are laid on a plane about the middle of the lines.
std::vector<std::vector<std::vector<Planar>>> streets(const GroundPlan& plan, const Sheet& sheet) {
    const auto of = [&](const char* column) {
        return sheet.drawn.numbers({.of = std::string{"given:lines."} + column});
    };
    auto x1 = of("x1"), y1 = of("y1"), x2 = of("x2"), y2 = of("y2");
    auto x = sheet.drawn.numbers(plan.cell_x), y = sheet.drawn.numbers(plan.cell_y);
    const auto line = sheet.drawn.numbers(plan.line), length = sheet.drawn.numbers(plan.length);
    const auto degrees = sheet.drawn.places(Source{.of = "setting:degrees"});
    if (!degrees.empty() && degrees.front() != 0) {
        Middle middle;
        for (std::size_t i = 0; i < x1.size(); ++i) middle.hold({x1[i], y1[i]}), middle.hold({x2[i], y2[i]});
        const geo::LocalPlane plane{middle.at()};
        for (auto [lon, lat] : {std::pair{&x1, &y1}, {&x2, &y2}, {&x, &y}})
            for (std::size_t i = 0; i < lon->size(); ++i) {
                const Planar at = plane.to({(*lon)[i], (*lat)[i]});
                (*lon)[i] = at.x, (*lat)[i] = at.y;
            }
    }
    std::vector<std::vector<std::vector<Planar>>> out;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto row = static_cast<std::size_t>(line[i]) - 1;
        const double dx = x2[row] - x1[row], dy = y2[row] - y1[row],
                     half = length[i] / 2 / std::hypot(dx, dy);
        out.push_back({{{x[i] - half * dx, y[i] - half * dy}, {x[i] + half * dx, y[i] + half * dy}}});
    }
    return out;
}

// Outlines of the parts: cells about the places of the answer, or the shapes of what was asked.
std::vector<std::vector<std::vector<Planar>>> outlines(const GroundPlan& plan, const Sheet& sheet,
                                                       const Places& places) {
    if (plan.cells.empty()) return places.shapes(plan.table);
    if (plan.cells == "streets") return streets(plan, sheet);
    const auto x = sheet.drawn.numbers(plan.cell_x), y = sheet.drawn.numbers(plan.cell_y);
    std::vector<std::vector<std::vector<Planar>>> out;
    const double across = step(x), up = step(y);
    const double wide = across > 0 ? across : up > 0 ? up : 1, high = up > 0 ? up : wide;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
        out.push_back({plan.cells == "hexagons" ? hexagon(x[i], y[i]) : square({x[i], y[i]}, wide, high)});
    return out;
}

// Which kind each row is: those that the plan names, then the others that were met.
class Kinds {
  public:
    Kinds(const GroundPlan& plan, const Sheet& sheet) : cells_{sheet.drawn.texts(plan.kind)} {
        const auto more = sheet.drawn.texts(plan.kind_more);
        for (std::size_t i = 0; i < std::min(cells_.size(), more.size()); ++i)
            if (cells_[i] != plan.quiet) cells_[i] += "_" + more[i];
        if (plan.most > 0)
            for (auto& cell : cells_)
                if (decimal_number(cell).value_or(0) > static_cast<double>(plan.most)) cell = plan.quiet;
        for (const auto& [code, words, warmth] : plan.kinds) {
            const bool shaded = !warmth.empty();  // shades go to those that are there
            if (shaded && std::ranges::find(cells_, code) == cells_.end()) continue;
            add(plan, sheet, code, words);
            if (shaded)
                kinds_.back().warmth =
                    warmth == "hot" ? render::GroundKind::Warmth::hot : render::GroundKind::Warmth::cold;
        }
        std::set<std::pair<std::size_t, std::string>> met;  // numbers in their order
        for (const auto& cell : cells_)
            if (!cell.empty() && std::ranges::find(codes_, cell) == codes_.end())
                met.emplace(cell.size(), cell);
        for (const auto& [length, code] : met) add(plan, sheet, code, {});
    }
    std::optional<std::size_t> of(std::size_t row) const {
        if (row >= cells_.size()) return std::nullopt;
        const auto found = std::ranges::find(codes_, cells_[row]);
        if (found == codes_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - codes_.begin());
    }
    bool any() const { return !cells_.empty(); }
    const std::vector<render::GroundKind>& all() const { return kinds_; }

  private:
    void add(const GroundPlan& plan, const Sheet& sheet, const std::string& code,
             const intake::Words& words) {
        auto name = sheet.tongue.words(words);
        if (name.empty()) name = sheet.tongue.words(plan.kind_words) + "\u00a0" + code;
        codes_.push_back(code);
        kinds_.push_back({.name = std::move(name), .quiet = code == plan.quiet});
    }
    std::vector<std::string> cells_, codes_;
    std::vector<render::GroundKind> kinds_;
};

// Squares side by side of one class are one part: as large as what the eye tells apart.
void join_runs(GroundChart& chart) {
    constexpr std::size_t many = 400;
    if (chart.parts.size() < many) return;
    std::vector<GroundPart> joined;
    for (auto& part : chart.parts) {
        auto* last = joined.empty() ? nullptr : &joined.back();
        const auto& ring = part.rings.front();
        const bool beside =
            last && last->value && part.value &&
            std::abs(last->rings.front()[1].x - ring[0].x) < 1e-6 * std::abs(ring[1].x - ring[0].x) &&
            last->rings.front()[1].y == ring[0].y && last->rings.front()[2].y == ring[3].y;
        if (beside &&
            render::class_of(*last->value, chart.limits) == render::class_of(*part.value, chart.limits)) {
            last->rings.front()[1] = ring[1];
            last->rings.front()[2] = ring[2];
        } else {
            joined.push_back(std::move(part));
        }
    }
    chart.parts = std::move(joined);
}

// Pieces one after the other in one class are one way; of many ways those of a class are one part.
void join_streets(GroundChart& chart) {
    constexpr std::size_t many = 2000;
    std::vector<GroundPart> joined;
    const auto height = [&](const GroundPart& part) { return render::class_of(*part.value, chart.limits); };
    for (auto& part : chart.parts) {
        auto* last = joined.empty() ? nullptr : &joined.back();
        const auto end = last ? last->rings.front().back() : Planar{}, start = part.rings.front().front();
        if (last && height(*last) == height(part) && std::hypot(end.x - start.x, end.y - start.y) < 0.01)
            last->rings.front().back() = part.rings.front().back();
        else
            joined.push_back(std::move(part));
    }
    if (joined.size() > many) {
        std::map<int, GroundPart> of_class;
        for (auto& part : joined) {
            auto& all = of_class.try_emplace(height(part), GroundPart{.value = part.value, .line = true})
                            .first->second;
            all.rings.push_back(std::move(part.rings.front()));
        }
        joined.clear();
        for (auto& [height, part] : of_class) joined.push_back(std::move(part));
    }
    chart.parts = std::move(joined);
}

void add_parts(const GroundPlan& plan, const Sheet& sheet, const Places& places, const Kinds& kinds,
               GroundChart& chart) {
    const auto value = sheet.drawn.numbers(plan.value);
    const auto label = sheet.drawn.labels(plan.label);
    std::vector<double> known;
    std::size_t row = 0;
    for (auto& rings : outlines(plan, sheet, places)) {
        GroundPart part{.rings = std::move(rings),
                        .label = row < label.size() ? label[row] : "",
                        .line = plan.cells == "streets"};
        if (kinds.any())
            part.kind = kinds.of(row);
        else if (row < value.size() && !std::isnan(value[row]))
            part.value = value[row], known.push_back(value[row]);
        if (!part.rings.empty()) chart.parts.push_back(std::move(part));
        ++row;
    }
    // Most streets of a city are far from any event: classes are of those that are not.
    if (plan.cells == "streets") std::erase(known, 0.0);
    if (!kinds.any()) chart.limits = render::quantile_limits(known, 5);
}

void add_dots(const GroundPlan& plan, const Places& places, const Kinds& kinds, GroundChart& chart) {
    const bool of_kinds = plan.dots == plan.table && kinds.any() && chart.parts.empty();
    const auto at = places.of(plan.dots);
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (std::isnan(at[i].x) || std::isnan(at[i].y)) continue;
        chart.dots.push_back({at[i], of_kinds ? kinds.of(i) : std::nullopt});
    }
}

// Circles are where the method computed: on the plane of the places, which that of shapes is not.
void add_circles(const GroundPlan& plan, const Sheet& sheet, const Places& places, GroundChart& chart) {
    if (!plan.circle_x.any() || places.by_shapes()) return;
    const auto x = sheet.drawn.numbers(plan.circle_x), y = sheet.drawn.numbers(plan.circle_y),
               radius = sheet.drawn.numbers(plan.radius);
    const auto label = sheet.drawn.texts(plan.circle_label);
    const std::size_t most = plan.most > 0 ? std::min(plan.most, x.size()) : x.size();
    for (std::size_t i = 0; i < most; ++i) {
        if (std::isnan(x[i]) || std::isnan(y[i]) || std::isnan(radius[i])) continue;
        chart.circles.push_back({{x[i], y[i]}, radius[i], i < label.size() ? label[i] : ""});
    }
}

std::string described(const GroundChart& chart, const Sheet& sheet) {
    const auto& [forms, say] = sheet.tongue;
    std::string out = say("picture.ground", {{"unit", chart.unit},
                                             {"parts", render::counted(forms, std::ssize(chart.parts))},
                                             {"dots", render::counted(forms, std::ssize(chart.dots))}});
    for (std::size_t kind = 0; kind < chart.kinds.size() && kind < 8; ++kind) {
        const auto is = [&](const auto& one) { return one.kind == kind; };
        const auto n = std::ranges::count_if(chart.parts, is) + std::ranges::count_if(chart.dots, is);
        if (n == 0) continue;
        out +=
            " " + say("picture.kind", {{"name", chart.kinds[kind].name}, {"n", render::counted(forms, n)}});
    }
    double least = 0, greatest = 0;
    bool any = false;
    for (const auto& part : chart.parts) {
        if (!part.value) continue;
        least = any ? std::min(least, *part.value) : *part.value;
        greatest = any ? std::max(greatest, *part.value) : *part.value;
        any = true;
    }
    if (any)
        out += " " + say("picture.range",
                         {{"low", sheet.tongue.number(least)}, {"high", sheet.tongue.number(greatest)}});
    return out;
}

}  // namespace

bool has_places(const GroundPlan& plan, const Sheet& sheet) {
    const Places places{plan, sheet};
    return !outlines(plan, sheet, places).empty() || !places.of(plan.dots).empty();
}

render::Drawing draw(const GroundPlan& plan, const Sheet& sheet) {
    const auto& tongue = sheet.tongue;
    const Places places{plan, sheet};
    const Kinds kinds{plan, sheet};
    GroundChart chart{.kinds = kinds.all()};
    add_parts(plan, sheet, places, kinds, chart);
    add_dots(plan, places, kinds, chart);
    add_circles(plan, sheet, places, chart);
    if (chart.parts.empty() && chart.dots.empty()) refuse_empty(sheet.method);
    chart.unit = tongue.words(plan.words);
    const auto description = described(chart, sheet);
    if (plan.cells == "squares") join_runs(chart);
    if (plan.cells == "streets") join_streets(chart);
    chart.dot_label = tongue.words(plan.dot_words);
    chart.circle_label = tongue.words(plan.circle_words);
    chart.missing_label = tongue.say("picture.missing", {});
    if (plan.metres)
        chart.metre = tongue.say("picture.metre", {}), chart.kilometre = tongue.say("picture.kilometre", {});
    return render::ground_chart(sheet.frame(description), chart);
}

}  // namespace atalaya::service::picture
