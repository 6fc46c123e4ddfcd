// A series carried over a change of its codes, by months in which every fact bears both.
#include <algorithm>

#include "service/measures/bridging.hpp"

namespace atalaya::service {

namespace {

Period common(Period a, Period b) {
    return {std::max(a.first, b.first), std::min(a.past_end, b.past_end)};
}

Period months_of(const intake::Bridge& bridge) {
    return {bridge.first, bridge.last + std::chrono::days{1}};
}

// Whether a code of before, and the one it became, count in the indicator.
struct Move {
    std::string counts;
    bool before{}, after{};
};

// Those that leave the indicator or come into it; the others change nothing of its count.
std::vector<Move> moves_of(const Asked& asked, const intake::Bridge& bridge) {
    const auto& catalogue = asked.world.catalogue();
    const std::string& coded = catalogue.source(bridge.source).beside;
    std::vector<Move> moves;
    for (const auto& moved : bridge.moved) {
        const Move move{moved.counts, catalogue.counts_in(coded + ":" + moved.before, asked.spec.indicator),
                        catalogue.counts_in(coded + ":" + moved.after, asked.spec.indicator)};
        if (move.before != move.after) moves.push_back(move);
    }
    return moves;
}

// All that either list knows of a month and territory is there.
bool is_whole(const Asked& asked, const intake::Bridge& bridge, Period month) {
    const auto& world = asked.world;
    const auto& indicator = asked.spec.indicator;
    return within(month, world.known_months(indicator)) &&
           within(month, world.known_months_of_source(bridge.source)) && !world.cuts(indicator, month) &&
           world.gaps(indicator, asked.territory, month).empty();
}

stats::DoubleCoded counted_twice(const Asked& asked, const std::vector<Move>& moves, Period month) {
    const auto rows = [&](std::string_view counted) {
        return static_cast<double>(asked.world.sum(counted, asked.territory, month).rows);
    };
    stats::DoubleCoded facts{.kept = rows(asked.spec.indicator)};
    for (const auto& move : moves) (move.after ? facts.gained : facts.lost) += rows(move.counts);
    facts.kept -= facts.gained;
    return facts;
}

// What of a period came before the break, and what after it.
stats::Spanning spanning(const Asked& asked, Period period, Day broken, const std::vector<Gap>& gaps) {
    const auto rows = [&](Period part) {
        return part.first < part.past_end
                   ? static_cast<double>(
                         asked.world.sum(asked.spec.indicator, asked.territory, part, gaps).rows)
                   : 0;
    };
    return {rows({period.first, std::min(period.past_end, broken)}),
            rows({std::max(period.first, broken), period.past_end})};
}

void note_bridge(Figure& figure, const Bridging& bridging) {
    figure.phi = bridging.dispersion.phi;
    figure.denominator_note = bridging.dispersion.estimated ? "phi_estimated" : "phi_default";
    figure.sources.push_back(bridging.broken->bridge->source);
    figure.notes.push_back("bridged:" + bridging.broken->id);
}

}  // namespace

std::expected<Bridging, std::string> bridging(const Asked& asked, const intake::Break& broken,
                                              Period asked_of) {
    const Indicator& of = needed(asked);
    const auto none = [](const char* reason) { return std::unexpected{std::string{reason}}; };
    if (!broken.bridge || of.counts_units) return none("no_bridge");
    const auto moves = moves_of(asked, *broken.bridge);
    if (moves.empty()) return none("no_bridge");

    Bridging out{.broken = &broken};
    stats::DoubleCoded facts;
    const Period span = common(months_of(*broken.bridge), asked_of);
    for (Period month = whole(month_of(span.first)); month.past_end <= span.past_end;
         month = whole(month_of(month.past_end))) {
        if (!is_whole(asked, *broken.bridge, month)) continue;
        const auto counted = counted_twice(asked, moves, month);
        facts.kept += counted.kept;
        facts.gained += counted.gained;
        facts.lost += counted.lost;
        if (out.months++ == 0) out.overlap.first = month.first;
        out.overlap.past_end = month.past_end;
    }
    out.both = static_cast<std::int64_t>(facts.gained + facts.lost);
    out.now = facts.kept + facts.gained;
    out.before = facts.kept + facts.lost;
    if (out.months < months_to_bridge || facts.gained + facts.lost < moved_to_bridge ||
        std::min(out.now, out.before) < facts_to_bridge)
        return none("overlap_small");
    const auto known = asked.world.known_months(asked.spec.indicator);
    out.dispersion = dispersion_of(asked.world, of, asked.territory, month_of(known->past_end));
    const auto made = stats::bridge(facts, out.dispersion.phi);
    if (!made) return none("overlap_small");
    out.bridge = *made;
    return out;
}

std::expected<Bridging, std::string> bridging(const Asked& asked,
                                              const std::vector<const intake::Break*>& broken) {
    if (broken.size() != 1 || !broken.front()->bridge) return std::unexpected{std::string{"no_bridge"}};
    return bridging(asked, *broken.front(), months_of(*broken.front()->bridge));
}

Figure change_over(const Asked& asked, Figure figure, const Bridging& bridging,
                   const std::vector<Gap>& gaps) {
    const Day broken = bridging.broken->day;
    const auto change = stats::compare(spanning(asked, asked.spec.period, broken, gaps),
                                       spanning(asked, *asked.spec.against, broken, gaps), bridging.bridge,
                                       bridging.dispersion);
    note_bridge(figure, bridging);
    figure.numerator = change.now;
    figure.denominator = change.before;
    figure.p = change.p;
    figure.p_in_table = change.p_in_table;
    if (change.before == 0) return cannot(std::move(figure), "no_base");
    if (!change.percent_allowed) return cannot(std::move(figure), "small_base");
    if (!change.percent) return cannot(std::move(figure), "break");
    figure.value = change.percent;
    figure.low = change.low;
    figure.high = change.high;
    return figure;
}

Figure measure_bridge(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    needed(asked);
    Figure figure = start(asked, "ratio");
    std::expected<Bridging, std::string> found = std::unexpected{std::string{"no_bridge"}};
    for (const auto* broken : breaks_inside(world, spec.indicator, territory, Day::min(), Day::max())) {
        if (!broken->bridge) continue;
        const Period shared = common(months_of(*broken->bridge), spec.period);
        if (shared.first < shared.past_end) found = bridging(asked, *broken, spec.period);
    }
    if (!found) return cannot(std::move(figure), found.error());
    note_bridge(figure, *found);
    figure.notes.push_back("overlap:" + iso(found->overlap));
    figure.notes.push_back("both:" + std::to_string(found->both));
    figure.numerator = found->now;
    figure.denominator = found->before;
    figure.records_in = static_cast<std::int64_t>(found->now);
    figure.value = found->bridge.factor;
    figure.low = found->bridge.low;
    figure.high = found->bridge.high;
    return figure;
}

Figure measure_bridged(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    note_gaps(figure, world, world.gaps(spec.indicator, territory, spec.period));
    note_events(figure, world, spec.period);
    if (silent(asked, spec.period)) return cannot(std::move(figure), "no_data");
    const auto broken = breaks_inside(world, spec.indicator, territory, spec.period.first, Day::max());
    const auto found = bridging(asked, broken);
    if (!found) return cannot(std::move(figure), broken.empty() ? "no_break" : found.error());

    const Day day = found->broken->day;
    const auto all = spanning(asked, spec.period, day, {});
    const auto value = stats::bridged(all, found->bridge);
    note_bridge(figure, *found);
    figure.numerator = all.before + all.after;
    figure.records_in = static_cast<std::int64_t>(all.before + all.after);
    figure.value = value.value;
    figure.low = value.low;
    figure.high = value.high;
    for (Period month = whole(month_of(spec.period.first)); month.first < spec.period.past_end;
         month = whole(month_of(month.past_end))) {
        SeriesPoint point{iso(month_of(month.first)), {}};
        if (!silent(asked, month)) {
            const auto of_month = spanning(asked, month, day, {});
            const auto carried = stats::bridged(of_month, found->bridge);
            point.value = carried.value;
            if (month.first < day) point.low = carried.low, point.high = carried.high;
        }
        figure.series.push_back(std::move(point));
    }
    return figure;
}

}  // namespace atalaya::service
