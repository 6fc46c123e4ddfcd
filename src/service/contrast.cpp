#include "service/contrast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <ranges>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/contrast_breaks.hpp"
#include "service/contrast_chance.hpp"
#include "service/contrast_few.hpp"
#include "service/contrast_labels.hpp"
#include "service/contrast_moves.hpp"
#include "service/contrast_reading.hpp"
#include "service/contrast_said.hpp"
#include "service/contrast_units.hpp"
#include "service/crimes.hpp"
#include "service/groupings.hpp"
#include "service/redrawn.hpp"

namespace atalaya::service {

namespace {

// Two departures at once are a stretch; and a value at the edge of what was said is a little worse than one in its middle.
// A label that the claim says is none of the two.
constexpr double second_departure = 1.5;
constexpr double at_the_edge = 0.2;
constexpr double not_all_crimes = 1;  // of a total of crimes: rows that are none
constexpr double uncut = 1;           // all of it, where a part was said
constexpr double unbridged = 0.8;     // the bare counts on both sides of a break
// What a reading of one fact costs over one of ten thousand: of the many readings that agree, most of small places do so by
// chance.
constexpr double few_facts = 0.4;
constexpr double many_facts = 4;  // as a power of ten

class Contrasting {
  public:
    Contrasting(store::Store& store, Worlds& worlds, const World& world, const Indicator* indicator,
                Claim claim)
        : store_{store},
          worlds_{worlds},
          world_{world},
          indicator_{indicator},
          claim_{std::move(claim)},
          readings_{store, world, indicator ? indicator->id : "", claim_},
          searching_{claim_.indicator.empty()} {}

    // Every reading that differs in one thing, then in two.
    Contrast contrasted() {
        const auto cuts = claim_cuts(readings_.columns(), world_, claim_);
        std::erase_if(claim_.unread, [&](const std::string& word) {
            return std::ranges::any_of(cuts, [&](const auto& cut) { return cut.word == word && cut.is_all; });
        });
        Contrast out{.claim = claim_, .ours = {}};
        const Way base = our_way(world_, *indicator_, claim_);
        if (const auto ours = readings_.read(base, {})) {
            out.ours = *ours;
            out.ours.across = break_between(base, *ours, claim_.number.kind, bridged_);
            out.ours_computable = true;
        } else {
            const auto told = told_of(world_, *indicator_, claim_);
            if (!told.missing.empty()) out.known = told.known;
            out.missing = told.missing;
            if (told.missing.empty()) set_land_refused(out, base);
        }
        if (claim_.number.kind == ClaimKind::change) set_as_published(out);
        if (claim_.number.kind == ClaimKind::share && !out.ours.across.empty()) out.ours_refused = "break";
        std::ranges::copy_if(cuts, std::back_inserter(out.cuts),
                             [](const ClaimCut& cut) { return !cut.is_all; });
        const auto of_parts = std::ranges::count_if(
            out.cuts, [](const ClaimCut& cut) { return cut.by != ClaimCut::By::label; });
        const auto first =
            std::ranges::find_if(out.cuts, [](const ClaimCut& cut) { return !cut.cuts.empty(); });
        const bool two_parts = of_parts > 1 && first != out.cuts.end() &&
                               std::ranges::any_of(out.cuts, [&](const ClaimCut& cut) {
                                   return cut.by != ClaimCut::By::label && cut.cuts != first->cuts;
                               });
        if (two_parts)  // what lies in both is not counted
            for (auto& cut : out.cuts) cut.cuts.clear();
        if (std::ranges::any_of(out.cuts, [](const ClaimCut& cut) { return !cut.can_be_tried(); }))
            return out;  // the number is of a part, and what gives it of the whole says nothing of it
        auto all = moves_from(base, worlds_, world_, *indicator_, claim_);
        prefer_what_was_said(all, out.cuts);
        add_labels_said(all, world_, claim_, out.cuts);
        prefer_who_said_it(all, world_, claim_);
        const auto counted =
            std::ranges::find_if(out.cuts, [](const ClaimCut& cut) { return !cut.cuts.empty(); });
        if (counted != out.cuts.end()) {
            try_with_cut(out, base, all, *counted);
            return out;
        }
        try_one_by_one(out, base, all);
        try_two_by_two(out, base, all);
        tell_silent_sources(out, base, all);
        return out;
    }

    // Ours of this indicator and what differs from it in one thing, for a claim that names none.
    void try_in(Contrast& out) {
        const Way base = our_way(world_, *indicator_, claim_);
        auto all = moves_from(base, worlds_, world_, *indicator_, claim_);
        std::erase_if(all, [](const Move& move) {
            return is_any_of(move.departure.what,
                             {"indicator", "together", "added", "offences", "without", "except", "with"});
        });
        try_one_by_one(out, base, all);
    }

    // The crimes of a source and all its rows, or all crimes that count in any indicator, for a claim of crimes at large.
    void try_source(Contrast& out, const std::string& source) {
        const auto crimes = way_of_crimes(world_, source, claim_);
        if (crimes) try_everything(out, *crimes, {"crimes", source}, 0);
        const Way rows = way_of_source(world_, source, claim_);
        const bool all_crimes = !crimes && has_a_crime(source);
        try_everything(out, rows, {all_crimes ? "everything" : "no_crimes", source},
                       all_crimes ? 0 : not_all_crimes);
    }
    void try_all_crimes(Contrast& out) {
        const Way all = way_of_all(world_, claim_);
        if (!all.counted.empty()) try_everything(out, all, {"everything", ""}, 0);
    }

  private:
    bool has_a_crime(const std::string& source) const {
        return std::ranges::any_of(world_.cells(""), [&](const MonthCell& cell) {
            return world_.sources()[cell.source] == source &&
                   is_crime(world_.catalogue(), world_.offences()[cell.offence]);
        });
    }

    // The part that was said, as people mean it, with what else may differ; then all of it, as if nobody had said the part.
    void try_with_cut(Contrast& out, const Way& base, std::vector<Move>& all, const ClaimCut& said) {
        std::erase_if(all, [](const Move& move) { return move.departure.what == "cut"; });
        bridged_.clear();
        const auto cuts = cuts_to_try(said);
        for (const auto& cut : cuts) {
            const bool usual = &cut == &cuts.front();
            Way part = base;
            part.cut = cut;
            apart_ = Departure{"cut", cut};
            apart_weight_ = usual ? 0 : as_said;
            alone_.clear();
            try_one_by_one(out, part, all);
            if (!usual) continue;
            auto reading = readings_.read(part, {*apart_});
            if (reading && !few_.is_of_too_few(part, *reading)) {
                reading->across = break_between(part, *reading, claim_.number.kind, bridged_);
                out.with_cut = *reading;
            }
            try_two_by_two(out, part, all);
        }
        if (claim_.number.kind == ClaimKind::share) return;
        apart_ = Departure{"uncut", ""};
        apart_weight_ = uncut;
        alone_.clear();
        try_one_by_one(out, base, all);
    }

    // As people mean it; then with the facts of which nobody knows the hour, that others count as of midnight.
    std::vector<std::string> cuts_to_try(const ClaimCut& said) const {
        std::vector<std::string> cuts = said.cuts;
        const bool unknown = std::ranges::any_of(world_.hour_cells(indicator_->id),
                                                 [](const auto& cell) { return cell.hour < 0; });
        if (said.by != ClaimCut::By::time || !unknown) return cuts;
        for (const auto& cut : said.cuts)
            if (auto with = with_unknown_hours(cut); !with.empty()) cuts.push_back(std::move(with));
        return cuts;
    }

    // Sources and lists that were to be tried and do not tell of all those months.
    void tell_silent_sources(Contrast& out, const Way& base, const std::vector<Move>& all) {
        for (const auto& move : all) {
            const bool of_source = is_any_of(move.departure.what, {"source", "list"});
            if (of_source && !readings_.read(moved(base, move), {}))
                out.silent_sources.push_back(move.departure.which);
        }
    }

    void try_everything(Contrast& out, const Way& base, Departure what, double weight) {
        apart_ = std::move(what);
        apart_weight_ = weight;
        alone_.clear();
        const auto all = readings_.read(base, {});
        const auto is_all = [&](const ClaimReading& other) {
            return all && other.departures.size() == 1 && other.now == all->now &&
                   other.before == all->before && other.value == all->value;
        };
        if (std::ranges::any_of(out.agree, is_all) || std::ranges::any_of(out.nearest, is_all)) return;
        try_one_by_one(out, base, moves_of_everything(base, worlds_, world_, claim_));
    }

    // The counts that a reading came to, and its value; none without one.
    using Counts = std::optional<std::array<double, 3>>;

    void try_one_by_one(Contrast& out, const Way& base, const std::vector<Move>& all) {
        if (!bridged_.empty() && out.ours_computable) keep(out, out.ours);
        std::vector<Counts> known{tally(out, base, {})};
        for (const auto& move : all) {
            const auto counts = tally(out, moved(base, move), {&move}, known);
            alone_.push_back(counts);
            if (is_any_of(move.departure.what, {"vintage", "together", "added"})) known.push_back(counts);
        }
    }

    void try_two_by_two(Contrast& out, const Way& base, const std::vector<Move>& all) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Way one = moved(base, all[i]);
            std::vector<Counts> of_vintages;
            for (std::size_t j = i + 1; j < all.size(); ++j) {
                if (all[i].departure.what == all[j].departure.what || clash(all[i], all[j])) continue;
                std::vector<Counts> simpler{alone_[i], alone_[j]};
                simpler.insert(simpler.end(), of_vintages.begin(), of_vintages.end());
                const auto counts = tally(out, moved(one, all[j]), {&all[i], &all[j]}, simpler);
                if (all[j].departure.what == "vintage") of_vintages.push_back(counts);
            }
        }
    }

    // Ours where the territory was not there, or was another land, in some of the months, and the change that says so.
    void set_land_refused(Contrast& out, const Way& way) const {
        const auto refuse = [&](Period period) {
            const auto why = refused_land(*way.world, *way.territory, period);
            if (why.empty()) return;
            out.ours_refused = why;
            if (const auto* change = redrawn_inside(*way.world, *way.territory, period))
                out.ours.across = change->id;
            const auto& extent = way.territory->extent;
            for (const auto* change : {extent.began, extent.ended})
                if (change && out.ours.across.empty()) out.ours.across = change->id;
        };
        refuse(way.period(claim_));
        if (claim_.number.kind == ClaimKind::change && out.ours_refused.empty())
            refuse(way.period_against(claim_));
    }

    // Why our page would not print the percentage, or, over a break that is bridged, the one that it prints.
    void set_as_published(Contrast& out) {
        if (!claim_.besides.empty()) return;  // of two together no page says anything
        const Way way = our_way(world_, *indicator_, claim_);
        const FigureSpec spec{.indicator = indicator_->id,
                              .version = indicator_->version,
                              .measure = "change",
                              .territory = claim_.territory.text(),
                              .period = way.period(claim_),
                              .against = way.period_against(claim_),
                              .part = "",
                              .basis = indicator_->basis,
                              .vintage = world_.vintage()};
        const Figure figure = compute(worlds_, spec);
        out.ours_refused = figure.reason;
        if (!figure.value || !out.ours_computable) return;
        constexpr std::string_view mark = "bridged:";
        for (const auto& note : figure.notes)
            if (note.starts_with(mark)) bridged_ = note.substr(mark.size());
        if (bridged_.empty()) return;
        out.bridged = bridged_;
        out.ours.across.clear();
        out.ours.value = *figure.value;
        out.ours.now = *figure.numerator;
        out.ours.before = *figure.denominator;
    }

    // A departure that changes nothing of what is simpler is not told as another reading.
    Counts tally(Contrast& out, const Way& way, const std::vector<const Move*>& moves,
                 const std::vector<Counts>& simpler = {}) {
        std::vector<Departure> departures;
        if (apart_) departures.push_back(*apart_);
        const bool two = moves.size() > 1 && std::ranges::none_of(moves, [](const Move* move) {
                             return move->weight <= as_said;
                         });
        double weight = apart_weight_ + (two ? second_departure : 0);
        for (const auto* move : moves) {
            departures.push_back(move->departure);
            weight += move->weight;
        }
        auto reading = readings_.read(way, std::move(departures));
        if (!reading) return {};
        reading->across = break_between(way, *reading, claim_.number.kind, bridged_);
        if (!bridged_.empty() && reading->across == bridged_) {
            reading->departures.push_back({"unbridged", bridged_});
            weight += unbridged + (moves.size() == 1 ? second_departure : 0);
        }
        const Counts counts = std::array{reading->now, reading->before, reading->value};
        const bool is_ours =
            out.ours_computable && moves.size() == 1 && !simpler.empty() && counts == simpler.front();
        if (moves.size() == 1 && moves[0]->departure.what == "vintage")
            note_vintage(out, moves[0]->departure.which, is_ours);
        if (std::ranges::find(simpler, counts) != simpler.end()) return counts;
        if (!named_ours(moves) &&
            (few_.is_of_too_few(way, *reading) || few_.tells_too_few(out, way, *reading)))
            return counts;
        reading->weight = weight;
        keep(out, std::move(*reading));
        return counts;
    }

    // One that once said otherwise is not the same.
    void note_vintage(Contrast& out, const std::string& vintage, bool same) {
        auto& says = says_the_same_.try_emplace(vintage, true).first->second;
        says = says && same;
        out.same_vintages = std::ranges::count(says_the_same_ | std::views::values, true);
    }

    void keep(Contrast& out, ClaimReading reading) const {
        ++out.tried;
        const double away = claim_.number.away(reading.value);
        const bool of_itself =
            claim_.number.kind == ClaimKind::count || claim_.number.kind == ClaimKind::rate;
        const double facts = of_itself ? reading.now : reading.before;
        reading.cost = reading.weight + at_the_edge * away +
                       few_facts * std::max(0.0, 1 - std::log10(std::max(facts, 1.0)) / many_facts);
        if (claim_.number.fits(reading.value)) {
            ++out.agreeing;
            out.agree.push_back(std::move(reading));
        } else {
            out.nearest.push_back(std::move(reading));
        }
    }

    // Ours of the indicator that the claim is about: that it is small is for its reader to see.
    bool named_ours(const std::vector<const Move*>& moves) const {
        return moves.empty() && !searching_ && (!apart_ || apart_->what == "uncut");
    }

    store::Store& store_;
    Worlds& worlds_;
    const World& world_;
    const Indicator* indicator_;  // none: of everything
    Claim claim_;
    Readings readings_;
    FewFacts few_{readings_, world_, indicator_, claim_.number.kind};
    bool searching_;                  // the claim names no indicator
    std::optional<Departure> apart_;  // of every reading that is tried: all there is, or a cut
    double apart_weight_ = 0;
    std::string bridged_;        // the break over which ours is carried
    std::vector<Counts> alone_;  // of each move by itself
    // Each earlier vintage that was tried: whether it says the same, with the part that was said and without it.
    std::map<std::string, bool> says_the_same_;
};

std::vector<std::string> sources_of_rows(const World& world) {
    std::vector<bool> seen(world.sources().size());
    for (const auto& cell : world.cells("")) seen[cell.source] = true;
    std::vector<std::string> sources;
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (seen[i]) sources.push_back(world.sources()[i]);
    return sources;
}

void refuse_without_denominator(const World& world, const Claim& claim) {
    if (world.exposure(world.territory(claim.territory), "residents", claim.period())) return;
    throw Error{Fault::usage,
                message("claim: this is a rate by inhabitants, and none are known of {}: ingest its "
                        "population, or say of how many facts it is",
                        claim.territory.text())};
}

Contrast contrasted(store::Store& store, Worlds& worlds, const World& world, const Claim& claim) {
    Contrast found{.claim = claim, .ours = {}};
    if (!claim.indicator.empty()) {
        const auto& indicator = world.catalogue().indicator(claim.indicator);
        for (const auto& id : {claim.indicator, claim.part_indicator})
            if (found.without_data.empty() && !id.empty() && world.cells(id).empty()) found.without_data = id;
        if (!found.without_data.empty()) return found;
        found = Contrasting{store, worlds, world, &indicator, claim}.contrasted();
    } else if (!claim.uncounted.empty()) {
        found.labels = readings_of_labels(store, world, claim);
        return found;
    } else if (claim.of_everything) {
        // A share of crimes at large has no total.
        if (claim.number.kind == ClaimKind::share) return found;
        Contrasting everything{store, worlds, world, nullptr, claim};
        for (const auto& source : sources_of_rows(world)) everything.try_source(found, source);
        everything.try_all_crimes(found);  // last: where one source has it all, that is what it is called
    } else {
        for (const auto& indicator : world.catalogue().indicators) {
            if (indicator.kind == IndicatorKind::count && !is_grouping(indicator) &&
                !world.cells(indicator.id).empty())
                Contrasting{store, worlds, world, &indicator, of_last_month(world, indicator.id, claim)}
                    .try_in(found);
        }
    }
    weigh_chance(found, world.catalogue());
    keep_the_best(found);
    return found;
}

}  // namespace

Contrast contrast(store::Store& store, Worlds& worlds, const std::string& vintage, const ClaimParts& parts,
                  const std::optional<UnlikeUnits>& unlike) {
    const World& world = worlds.at(vintage);
    const auto claim = parse_claim(world, parts);
    if (claim.number.kind == ClaimKind::rate) refuse_without_denominator(world, claim);
    const auto taken = unlike_units(world, claim, parts.text, unlike);
    auto found = contrasted(store, worlds, world, claim);
    if (taken && found.without_data.empty())
        found.unit_override = store::keep_unit_override(store.records(), store.city(), *taken);
    return found;
}

}  // namespace atalaya::service
