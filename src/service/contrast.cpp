#include "service/contrast.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "disclose/tier.hpp"
#include "service/contrast_reading.hpp"
#include "service/groupings.hpp"
#include "stats/change.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t told = 10, told_nearest = 3;
// Two departures at once are a stretch; and a value at the edge of what was said is a little worse than one in its middle.
constexpr double second_departure = 1.5;
constexpr double at_the_edge = 0.2;
// What a reading of one fact costs over one of ten thousand: of the many readings that agree, most of small places do so by
// chance.
constexpr double few_facts = 0.4;
constexpr double many_facts = 4;  // as a power of ten

class Contrasting {
  public:
    Contrasting(store::Store& store, Worlds& worlds, const World& world, const Indicator& indicator,
                Claim claim)
        : worlds_{worlds},
          world_{world},
          indicator_{indicator},
          claim_{std::move(claim)},
          readings_{store, world, indicator, claim_},
          searching_{claim_.indicator.empty()} {}

    // Every reading that differs in one thing, then in two.
    Contrast contrasted() {
        Contrast out{.claim = claim_, .ours = {}};
        const Way base = our_way(world_, indicator_, claim_);
        if (const auto ours = readings_.read(base, {})) {
            out.ours = *ours;
            out.ours_computable = true;
        }
        if (claim_.number.kind == ClaimKind::change) out.ours_refused = refusal();
        const auto all = moves_from(base, worlds_, world_, indicator_, claim_);
        try_one_by_one(out, base, all);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Way one = moved(base, all[i]);
            for (std::size_t j = i + 1; j < all.size(); ++j) {
                if (all[i].departure.what == all[j].departure.what || clash(all[i], all[j])) continue;
                tally(out, moved(one, all[j]), {&all[i], &all[j]}, {alone_[i], alone_[j]});
            }
        }
        return out;
    }

    // Ours of this indicator and what differs from it in one thing, for a claim that names none.
    void try_in(Contrast& out) {
        const Way base = our_way(world_, indicator_, claim_);
        auto all = moves_from(base, worlds_, world_, indicator_, claim_);
        std::erase_if(all, [](const Move& move) { return move.departure.what == "indicator"; });
        try_one_by_one(out, base, all);
    }

  private:
    void try_one_by_one(Contrast& out, const Way& base, const std::vector<Move>& all) {
        tally(out, base, {});
        for (const auto& move : all) alone_.push_back(tally(out, moved(base, move), {&move}));
    }

    std::string refusal() const {
        const Way way = our_way(world_, indicator_, claim_);
        const FigureSpec spec{.indicator = indicator_.id,
                              .version = indicator_.version,
                              .measure = "change",
                              .territory = claim_.territory.text(),
                              .period = way.period(claim_),
                              .against = way.period_against(claim_),
                              .part = "",
                              .basis = indicator_.basis,
                              .vintage = world_.vintage()};
        return compute(worlds_, spec).reason;
    }

    // The counts that a reading came to; none without one.
    using Counts = std::optional<std::pair<double, double>>;

    // A second departure that changes nothing beside the first is not told as another reading.
    Counts tally(Contrast& out, const Way& way, const std::vector<const Move*>& moves,
                 const std::vector<Counts>& simpler = {}) {
        std::vector<Departure> departures;
        double cost = moves.size() > 1 ? second_departure : 0;
        for (const auto* move : moves) {
            departures.push_back(move->departure);
            cost += move->weight;
        }
        auto reading = readings_.read(way, std::move(departures));
        if (!reading) return {};
        const Counts counts = std::pair{reading->now, reading->before};
        if (std::find(simpler.begin(), simpler.end(), counts) != simpler.end()) return counts;
        if (!named_ours(moves) && is_of_too_few(way, *reading)) return counts;
        ++out.tried;
        const double away = claim_.number.away(reading->value);
        const double facts = claim_.number.kind == ClaimKind::count ? reading->now : reading->before;
        reading->cost = cost + at_the_edge * away +
                        few_facts * std::max(0.0, 1 - std::log10(std::max(facts, 1.0)) / many_facts);
        if (claim_.number.fits(reading->value)) {
            ++out.agreeing;
            out.agree.push_back(std::move(*reading));
        } else {
            out.nearest.push_back(std::move(*reading));
        }
        return counts;
    }

    // Ours of the indicator that the claim is about: that it is small is for its reader to see.
    bool named_ours(const std::vector<const Move*>& moves) const { return moves.empty() && !searching_; }

    // Of a base of which no percentage is made, or of a place or label so small that a public page withholds it.
    bool is_of_too_few(const Way& way, const ClaimReading& reading) const {
        const bool of_a_base = claim_.number.kind != ClaimKind::count;
        if (of_a_base && reading.before < stats::base_for_percent) return true;
        if (world_.catalogue().city.simulated || (way.territory->territory.is_city() && way.offence.empty()))
            return false;
        const auto tier = disclose::parse_tier(indicator_.tier).value_or(disclose::Tier::A);
        const auto withheld = [&](double count) {
            return count >= 1 && count < static_cast<double>(disclose::minimum_cell(tier));
        };
        return withheld(reading.now) || (of_a_base && withheld(reading.before));
    }

    Worlds& worlds_;
    const World& world_;
    const Indicator& indicator_;
    Claim claim_;
    Readings readings_;
    bool searching_;             // the claim names no indicator
    std::vector<Counts> alone_;  // of each move by itself
};

// The likeliest of what agrees; where nothing does, what is nearest.
void keep_the_best(Contrast& found) {
    std::stable_sort(found.agree.begin(), found.agree.end(),
                     [](const ClaimReading& a, const ClaimReading& b) { return a.cost < b.cost; });
    if (found.agree.size() > told) found.agree.resize(told);
    if (!found.agree.empty()) found.nearest.clear();
    const auto away = [&](const ClaimReading& reading) {
        return std::pair{found.claim.number.away(reading.value), reading.cost};
    };
    std::stable_sort(found.nearest.begin(), found.nearest.end(),
                     [&](const ClaimReading& a, const ClaimReading& b) { return away(a) < away(b); });
    if (found.nearest.size() > told_nearest) found.nearest.resize(told_nearest);
}

}  // namespace

Contrast contrast(store::Store& store, Worlds& worlds, const std::string& vintage, const ClaimParts& parts) {
    const World& world = worlds.at(vintage);
    const auto claim = parse_claim(world, parts);
    Contrast found{.claim = claim, .ours = {}};
    if (!claim.indicator.empty()) {
        const auto& indicator = world.catalogue().indicator(claim.indicator);
        found = Contrasting{store, worlds, world, indicator, claim}.contrasted();
    } else if (claim.number.kind != ClaimKind::share || !claim.of_everything) {
        for (const auto& indicator : world.catalogue().indicators) {
            if (indicator.kind == IndicatorKind::count && !is_grouping(indicator) &&
                !world.cells(indicator.id).empty())
                Contrasting{store, worlds, world, indicator, of_last_month(world, indicator.id, claim)}
                    .try_in(found);
        }
    }
    keep_the_best(found);
    return found;
}

}  // namespace atalaya::service
