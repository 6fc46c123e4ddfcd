#include "service/answers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/json.hpp"
#include "service/classification.hpp"
#include "service/declared_about.hpp"
#include "service/erasure.hpp"
#include "service/kept_counting.hpp"
#include "service/list_changes.hpp"
#include "service/reading_clocks.hpp"
#include "service/undelivered.hpp"

namespace atalaya::service {

namespace {

Period period_of(std::string_view text, const char* name) {
    const auto period = parse_period(text);
    if (!period) {
        throw Error{Fault::usage, message("{}: expected a month (2020-08), a year (2020) or a span "
                                          "(2020-01-01/2020-08-31); found \"{}\"",
                                          name, text)};
    }
    return *period;
}

}  // namespace

FigureSpec spec_of(store::Store& store, const Catalogue& catalogue, const FigureQuestion& question) {
    const Indicator* indicator =
        question.indicator.empty() ? nullptr : &catalogue.indicator(question.indicator);
    FigureSpec spec{question.indicator,
                    indicator ? indicator->version : "",
                    question.measure,
                    parse_territory(question.territory).text(),
                    period_of(question.period, "period"),
                    {},
                    question.part,
                    indicator ? indicator->basis : "fact",
                    store.vintage(question.vintage).id};
    if (!question.against.empty()) spec.against = period_of(question.against, "against");
    if (question.measure == "change" && !spec.against) spec.against = year_before(spec.period);
    if (const auto erasure = erasure_of(store, catalogue, spec)) spec.erasure = erasure->id;
    return spec;
}

Figure ask_figure(store::Store& store, const Catalogue& catalogue, const FigureQuestion& question) {
    Worlds worlds{store, catalogue};
    const auto spec = spec_of(store, catalogue, question);
    return compute(worlds, as_declared(worlds.at(spec.vintage), spec));
}

KeptAnswer find_kept(store::Store& store, const Catalogue& catalogue, std::string_view id) {
    Worlds worlds{store, catalogue};
    return find_kept(store, worlds, id);
}

KeptAnswer find_kept(store::Store& store, Worlds& worlds, std::string_view id) {
    auto kept = store.records().find_figure(store.city(), id);
    if (!kept && id.size() >= 8) {
        for (const auto& figure : store.records().figures(store.city())) {
            if (std::string_view{figure.id}.substr(0, id.size()) == id) kept = figure;
        }
    }
    if (!kept) {
        throw Error{Fault::missing, message("figure: none called {} left this house. Figures are kept when a "
                                            "bulletin shows them; `atalaya figure get` computes others.",
                                            id)};
    }
    KeptAnswer answer{*kept, parse_figure_spec(kept->spec), {}};
    const World& world = worlds.at(answer.spec.vintage);
    // The sources that the figure itself names: those of its rows and of what it divides by.
    std::vector<std::string> sources;
    const auto value = nlohmann::json::parse(kept->value, nullptr, false);
    if (value.is_object() && value.contains("sources"))
        sources = value.at("sources").get<std::vector<std::string>>();
    for (const auto& receipt : world.receipts()) {
        if (sources.empty() || std::find(sources.begin(), sources.end(), receipt.source) != sources.end())
            answer.receipts.push_back(receipt);
    }
    return answer;
}

Repeated repeat_figure(store::Store& store, const Catalogue& catalogue, std::string_view id) {
    Worlds worlds{store, catalogue};
    return repeat_figure(store, worlds, id);
}

Repeated repeat_figure(store::Store& store, Worlds& worlds, std::string_view id) {
    const KeptAnswer kept = find_kept(store, worlds, id);
    Repeated repeated{compute(worlds, kept.spec), kept.kept.value, kept.kept.digest, {}};
    repeated.now = digest_of(repeated.figure);
    if (repeated.as_kept() && !repeated.same())
        repeated.erased = erasure_of(store, worlds.at(kept.spec.vintage).catalogue(), kept.spec);
    return repeated;
}

std::string answer_json(const Figure& figure) {
    // The figure's own JSON, with its vintage and digest beside the value.
    std::string json = json_of(figure);
    json.pop_back();
    return json + ",\"vintage\":" + json_quoted(figure.spec.vintage) +
           ",\"digest\":" + json_quoted(digest_of(figure).hex()) + "}";
}

std::string answer_json(store::Store& store, const Figure& figure, const World& world) {
    JsonWriter classes;
    classes.object();
    put(classes, classified(world, figure.spec));
    put(classes, list_changes(world, figure.spec));
    put(classes,
        counting_of(counting_at(store, world.catalogue(), world.vintage_no()), world.catalogue(), figure));
    put(classes, clocks_of(store, world, figure));
    if (const auto absent = undelivered(world, figure); !absent.empty()) put(classes, absent);
    const std::string more = classes.end().str();
    std::string json = answer_json(figure);
    json.back() = ',';
    return json + more.substr(1);
}

}  // namespace atalaya::service
