#include "service/erasure.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/delivery_facts.hpp"
#include "service/key_as_kept.hpp"
#include "store/erasure_records.hpp"
#include "store/live_numbers.hpp"
#include "store/tombstones.hpp"

namespace atalaya::service {
namespace {

// Every source of the catalogue that reads a delivery, the one that claims it first.
std::vector<const intake::Source*> readers_of(const Catalogue& catalogue, const std::vector<store::Run>& runs,
                                              const Digest& delivery) {
    std::vector<const intake::Source*> out;
    const auto add = [&](const intake::Source& source) {
        if (std::ranges::find(out, &source) == out.end()) out.push_back(&source);
    };
    for (const auto& run : runs) {
        if (run.delivery != delivery) continue;
        for (const auto& source : catalogue.sources) {
            if (source.id == run.source) add(source);
        }
    }
    for (const auto& source : catalogue.sources) {
        const bool beside =
            std::ranges::any_of(out, [&](const auto* one) { return one->id == source.beside; });
        if (beside && !source.beside.empty()) add(source);
    }
    std::ranges::stable_sort(out, {}, [](const auto* source) { return !source->beside.empty(); });
    return out;
}

std::string name_of(const std::vector<store::Run>& runs, const Digest& delivery) {
    for (const auto& run : runs) {
        if (run.delivery == delivery) return run.file_name;
    }
    return {};
}

std::set<IncidentKey> keys_of(store::Store& store, const std::string& source) {
    std::set<IncidentKey> keys;
    for (const auto& one : numbered_keys(
             store, [&](std::int64_t, std::string_view of, const IncidentKey&) { return of == source; }))
        keys.insert(one.key);
    return keys;
}

intake::Redacted redacted(store::Store& store, const Catalogue& catalogue,
                          const std::vector<store::Run>& runs, const Digest& delivery,
                          const intake::ToRedact& what) {
    auto readers = readers_of(catalogue, runs, delivery);
    // A picture, or a source that is gone.
    if (readers.empty()) return {};
    auto kept = as_kept(store, *readers.front(), delivery);
    if (!kept) return {};
    const std::string name = name_of(runs, delivery), bytes = store.deliveries().bytes(delivery);
    if (!what.keys.empty() && intake::has_twin(*kept) && lacks_key(*kept, bytes, name)) {
        *kept = key_as_kept(*kept, bytes, name, keys_of(store, kept->id));
        readers.front() = kept.get();
    }
    return intake::redact(*kept, readers, bytes, name, what);
}

// Refused rows that are erased in a delivery may be quoted by a reading of it; of a file of which nothing stays, all that are.
void add_quoted(const std::vector<store::Run>& runs, const Digest& delivery, const intake::Redacted& made,
                std::map<std::string, RefusedOf>& to) {
    for (const auto& run : runs) {
        if (run.delivery != delivery || run.rejected == 0) continue;
        if (!made.twin)
            to[run.id].all = true;
        else if (!made.lines.empty())
            to[run.id].lines.insert(made.lines.begin(), made.lines.end());
    }
}

// What findings of any reading of a delivery quote, as it is compared.
std::set<std::string> quotes_of(store::Store& store, const std::vector<store::Run>& runs,
                                const Digest& delivery) {
    std::set<std::string> quotes;
    for (const auto& run : runs) {
        if (run.delivery != delivery) continue;
        for (const auto& kept : store.records().findings(store.city(), run.id)) {
            for (const auto& text : store::quotes_in(kept.finding.detail))
                quotes.insert(store::quote_compared(text));
        }
    }
    return quotes;
}

void add_quotes(const std::vector<store::Run>& runs, const Digest& delivery,
                const std::set<std::string>& texts, bool all, std::map<std::string, store::QuotesGone>& to) {
    for (const auto& run : runs) {
        if (run.delivery != delivery || (texts.empty() && !all)) continue;
        auto& of = to[run.id];
        of.all = of.all || all;
        of.texts.insert(texts.begin(), texts.end());
    }
}

Digest now_kept(const std::map<Digest, store::ErasedDelivery>& twins, const Digest& delivery) {
    const auto found = twins.find(delivery);
    return found == twins.end() ? delivery : found->second.twin.value_or(Digest{});
}

// The figures of record that need a position which is to go.
std::vector<store::Figure> figures_lost(store::Store& store, const Catalogue& catalogue,
                                        const std::vector<std::int64_t>& placed) {
    std::vector<store::Figure> out;
    if (placed.empty()) return out;
    store::Tombstones as_if;
    for (const auto number : placed) as_if.emplace(number, "");
    for (auto& figure : store.records().figures(store.city())) {
        const auto spec = parse_figure_spec(figure.spec);
        if (!needs_positions(spec.measure)) continue;
        if (!erased_of(store, catalogue, spec, as_if).empty()) out.push_back(std::move(figure));
    }
    return out;
}

}  // namespace

std::int64_t refused_cells(store::Store& store, const std::string& run, const RefusedOf& of) {
    std::int64_t count = 0;
    for (const auto& one : store.records().rejects(store.city(), run, "", 1'000'000'000)) {
        const bool says = !one.reject.found.empty() && !store::is_blanked(one.reject.found);
        if (says && (of.all || of.lines.contains(one.reject.line))) ++count;
    }
    return count;
}

std::int64_t quoted_texts(store::Store& store, const std::string& run, const store::QuotesGone& of) {
    std::int64_t count = 0;
    for (const auto& kept : store.records().findings(store.city(), run))
        count += store::without_quotes(kept.finding.detail, of, "").texts;
    return count;
}

ErasePlan plan_erasure(store::Store& store, const Catalogue& catalogue, EraseTarget target,
                       Progress& progress) {
    ErasePlan plan;
    const auto runs = store.records().runs(store.city());
    const auto twins = store::twins(store.records(), store.city());
    progress.stage("read", target.deliveries.size());
    std::uint64_t done = 0;
    std::set<std::pair<std::string, IncidentKey>> asked, found;
    plan.quotes = target.quotes;
    for (auto& [delivery, what] : target.deliveries) {
        what.quoted = quotes_of(store, runs, delivery);
        const auto made = redacted(store, catalogue, runs, delivery, what);
        if (!what.all) add_quoted(runs, delivery, made, target.runs);
        add_quotes(runs, delivery, made.unquoted, what.all || !made.twin, plan.quotes);
        asked.insert(what.keys.begin(), what.keys.end());
        found.insert(made.keys.begin(), made.keys.end());
        // Nothing stays of a file that gets no twin, and so no row that could be found.
        if (!made.twin)
            std::ranges::copy_if(what.keys, std::inserter(found, found.end()),
                                 [&](const auto& key) { return !target.unpublished.contains(key); });
        plan.telling += made.telling;
        progress.check_interrupt();
        progress.advance(++done);
        const auto readers = readers_of(catalogue, runs, delivery);
        const Digest name = made.twin ? sha256(*made.twin) : Digest{};
        // Of a file that gets no twin nothing would be kept: for the sake of a row only if it has one.
        if (name == now_kept(twins, delivery) || (made.twin && made.cells == 0)) continue;
        plan.deliveries.push_back({delivery, readers.empty() ? "" : readers.front()->id,
                                   name_of(runs, delivery), made.rows, made.cells, made.twin.has_value()});
    }
    const auto nowhere =
        std::ranges::count_if(target.unpublished, [&](const auto& key) { return !found.contains(key); });
    if (nowhere > 0)
        throw Error{Fault::missing,
                    message("{} of the keys are of no incident that was published, nor of any "
                            "row of the deliveries that are kept",
                            nowhere)};
    target.unfound += std::ranges::count_if(asked, [&](const auto& key) { return !found.contains(key); });
    const auto vintages = store.records().vintages(store.city());
    const auto placed = store::placed_among(store.segments(), vintages, target.incidents);
    plan.positions = std::ssize(placed);
    std::erase_if(target.runs, [&](const auto& run) {
        const auto cells = refused_cells(store, run.first, run.second);
        plan.rejects += cells;
        if (run.second.all) plan.quotes[run.first].all = true;
        return cells == 0;
    });
    std::erase_if(plan.quotes, [&](const auto& quotes) {
        const auto texts = quoted_texts(store, quotes.first, quotes.second);
        plan.quoted += texts;
        return texts == 0;
    });
    plan.figures = figures_lost(store, catalogue, placed);
    plan.elsewhere = text_elsewhere(store, catalogue, target.texts, plan.quotes);
    plan.target = std::move(target);
    return plan;
}

std::int64_t ErasePlan::taken_whole() const {
    return std::ranges::count_if(deliveries, [&](const Delivery& one) {
        return !one.twin && !target.deliveries.at(one.delivery).all;
    });
}

store::Erasure run_erasure(const std::filesystem::path& directory, const Catalogue& catalogue,
                           const ErasePlan& plan, const EraseWords& words, Progress& progress,
                           const store::EraseHook& hook) {
    for (const auto* text : {&words.author, &words.reason, &words.basis}) {
        if (trimmed(*text).empty() || !is_utf8(*text))
            throw Error{Fault::usage,
                        message("expected who erases, why, and the legal ground; found one of them blank")};
    }
    store::ToErase what{
        .incidents = plan.target.incidents, .deliveries = {}, .runs = {}, .quotes = plan.quotes};
    for (const auto& [run, of] : plan.target.runs)
        what.runs.push_back(
            {run, of.all ? std::vector<std::int64_t>{} : std::vector(of.lines.begin(), of.lines.end())});
    for (const auto& one : plan.deliveries) {
        what.deliveries.push_back({one.delivery, [&](store::Store& store) -> store::Twin {
                                       const auto runs = store.records().runs(store.city());
                                       auto made = redacted(store, catalogue, runs, one.delivery,
                                                            plan.target.deliveries.at(one.delivery));
                                       return {std::move(made.twin), made.rows, made.cells};
                                   }});
    }
    return store::erase(directory,
                        {.id = {},
                         .on = words.on,
                         .cause = words.cause,
                         .about = plan.target.about,
                         .author = words.author,
                         .reason = words.reason,
                         .basis = words.basis},
                        what, progress, hook);
}

std::unique_ptr<intake::Source> as_kept(store::Store& store, const intake::Source& source,
                                        const Digest& delivery) {
    const auto twins = store::twins(store.records(), store.city());
    const auto found = twins.find(delivery);
    if (found == twins.end()) return std::make_unique<intake::Source>(source);
    if (!found->second.twin) return nullptr;
    return std::make_unique<intake::Source>(intake::as_twin(source));
}

bool needs_positions(const std::string& measure) {
    return measure == "hot" || measure == "still_hot";
}

std::vector<std::int64_t> erased_of(store::Store& store, const Catalogue& catalogue, const FigureSpec& spec,
                                    const store::Tombstones& tombstones) {
    std::vector<std::int64_t> out;
    if (tombstones.empty()) return out;
    const store::At at{store.city(), store.vintage(spec.vintage).no};
    std::vector<Period> periods{spec.period};
    if (spec.against) periods.push_back(*spec.against);
    for (const auto& period : periods) {
        for (const auto& one : store::live_numbers(store.analytics(), at, period)) {
            if (tombstones.contains(one.number) && catalogue.counts_in(one.offence, spec.indicator))
                out.push_back(one.number);
        }
    }
    return out;
}

std::optional<store::Erasure> erasure_of(store::Store& store, const Catalogue& catalogue,
                                         const FigureSpec& spec) {
    if (!needs_positions(spec.measure)) return {};
    auto all = store::erasures(store.records(), store.city());
    if (all.empty()) return {};
    const auto tombstones = store::tombstones(store.segments(), store.records().vintages(store.city()));
    std::set<std::string> by;
    for (const auto number : erased_of(store, catalogue, spec, tombstones)) by.insert(tombstones.at(number));
    std::optional<store::Erasure> newest;
    for (auto& one : all) {
        if (by.contains(one.id)) newest = std::move(one);
    }
    return newest;
}

}  // namespace atalaya::service
