#include "simulate/truth.hpp"

#include "core/json.hpp"

namespace atalaya::simulate {
namespace {

using Json = JsonWriter;

void span(Json& json, std::string_view key, const Span& of) {
    json.key(key).object().key("first").text(iso(of.first)).key("last").text(iso(of.last)).end();
}

template <class Wanted>
void segments(Json& json, std::string_view key, const Town& town, Wanted wanted) {
    json.key(key).array();
    for (int i = 0; i < static_cast<int>(town.segments.size()); ++i) {
        if (wanted(town.segments[i])) json.text(segment_code(i));
    }
    json.end();
}

void places(Json& json, const Plan& plan, const Town& town, const Ground& ground) {
    json.key("places").object();
    json.key("segments").integer(static_cast<std::int64_t>(town.segments.size()));
    json.key("hot_segments").number(plan.hot_segments).key("hot_share").number(plan.hot_share);
    json.key("hot").array();
    for (const int segment : ground.hot) json.text(segment_code(segment));
    json.end();
    segments(json, "corridor", town, [](const Segment& s) { return s.corridor; });
    segments(json, "ring", town, [](const Segment& s) { return s.ring; });
    json.key("near_repeat").object().key("ratio").number(plan.near_repeat_ratio);
    json.key("metres").number(plan.near_metres).key("days").integer(plan.near_days).end();
    json.end();
}

void changes(Json& json, const Plan& plan) {
    json.key("changes").object();
    json.key("border_moves").text(iso(plan.border_moves));
    span(json, "double_coded", plan.double_coded);
    json.key("corridors").object().key("from").text(iso(plan.corridors_treated));
    json.key("fall").number(plan.corridor_fall).key("displaced").number(plan.displaced).end();
    span(json, "strike", plan.strike);
    json.key("women_desk").object().key("from").text(iso(plan.women_desk));
    json.key("rise").number(plan.women_desk_rise).end();
    json.end();
}

void defects(Json& json, const Plan& plan, const PoliceTally& tally) {
    json.key("defects").object();
    json.key("silent_section").integer(plan.silent_section);
    span(json, "silent", plan.silent);
    json.key("clerk_section").integer(plan.clerk_section);
    span(json, "clerk", plan.clerk);
    json.key("clerk_other").number(plan.clerk_other);
    for (const auto& [name, share] : {std::pair{"unknown_hour", plan.unknown_hour},
                                      {"missing_point", plan.missing_point},
                                      {"swapped_point", plan.swapped_point},
                                      {"zero_point", plan.zero_point},
                                      {"wrong_barrio", plan.wrong_barrio},
                                      {"twice", plan.twice},
                                      {"corrected", plan.corrected},
                                      {"withdrawn", plan.withdrawn}}) {
        json.key(name).number(share);
    }
    json.key("rows").object();
    for (const auto& [name, rows] : {std::pair{"facts", tally.facts},
                                     {"silent", tally.silent},
                                     {"clerk", tally.clerk},
                                     {"twice", tally.twice},
                                     {"corrected", tally.corrected},
                                     {"withdrawn", tally.withdrawn}}) {
        json.key(name).integer(rows);
    }
    json.end();
    json.key("mistaken").number(plan.mistaken).key("mistakes").object();
    for (const auto& [reason, rows] : tally.mistakes) json.key(reason).integer(rows);
    json.end();
    json.end();
}

// Who of the police's roll is who of the prosecutor's list, of all years.
void roll(Json& json, const Roll& of) {
    json.key("roll").object().key("misspelt").integer(of.misspelt).key("nameless").integer(of.nameless);
    json.key("citing").integer(of.citing).key("pairs").array();
    for (const auto& [number, file] : of.pairs) json.array().text(number).text(file).end();
    json.end().end();
}

// What became of a section, and which weeks of the calls to 911 came whole, cut short, late or never.
void split(Json& json, const Plan& plan, const PoliceTally& tally) {
    if (plan.split_section == 0 || plan.section_splits >= plan.history.past_end) return;
    json.key("split").object().key("layer").text("seccion").key("day").text(iso(plan.section_splits));
    json.key("from").integer(plan.split_section).key("to").array();
    json.integer(plan.split_section).integer(plan.section_after_split).end();
    json.key("facts_of_the_new").integer(tally.after_split).end();
}

void calls(Json& json, const std::vector<Week>& weeks) {
    if (weeks.empty()) return;
    json.key("calls").array();
    for (const auto& week : weeks) {
        json.object().key("first").text(iso(week.period.first)).key("rows").integer(week.rows);
        if (week.file.empty()) {
            json.key("came").null();
        } else {
            json.key("last").text(iso(week.last)).key("came").text(iso(week.came));
        }
        json.end();
    }
    json.end();
}

// The last twelve months of the two lists of the killed, and who is on one alone.
void homicides(Json& json, const Plan& plan, const Planted& planted) {
    if (!plan.prosecutor) return;
    const Period year = last_year(plan);
    const auto& facts = planted.facts[0].drawn.facts;
    std::int64_t police = 0, prosecutor = 0, both = 0;
    std::vector<std::string> only_police, only_prosecutor;
    for (const auto& killing : planted.killings) {
        if (facts[killing.fact].day < year.first) continue;
        police += killing.in_police;
        prosecutor += killing.in_prosecutor;
        both += killing.in_police && killing.in_prosecutor;
        if (!killing.in_prosecutor) only_police.push_back(planted.police.killed.at(killing.fact));
        if (!killing.in_police) only_prosecutor.push_back(killing.file);
    }
    json.key("homicides").object();
    span(json, "months", {year.first, year.past_end - std::chrono::days{1}});
    json.key("police").integer(police).key("prosecutor").integer(prosecutor).key("both").integer(both);
    json.key("union").integer(police + prosecutor - both);
    for (const auto& [key, numbers] :
         {std::pair{"only_police", &only_police}, {"only_prosecutor", &only_prosecutor}}) {
        json.key(key).array();
        for (const auto& number : *numbers) json.text(number);
        json.end();
    }
    roll(json, planted.roll);
    json.end();
}

void papers(Json& json, const std::vector<Paper>& of) {
    if (of.empty()) return;
    json.key("papers").array();
    for (const auto& paper : of) {
        json.object().key("source").text(paper.source).key("files").array();
        for (const auto& file : paper.files) json.text(file);
        json.end();
        if (!paper.picture.empty()) json.key("picture").text(paper.picture);
        json.key("counts").integer(paper.counts).key("sum").integer(paper.sum);
        json.key("no_data").integer(paper.no_data).key("open_totals").array();
        for (const auto& total : paper.open_totals) json.text(total);
        json.end().key("twice").integer(paper.twice).key("misspelt").integer(paper.misspelt).end();
    }
    json.end();
}

void institution(Json& json, const Planted::Institution& of) {
    std::vector<std::int64_t> facts(of.kinds->size());
    for (const auto& fact : of.drawn.facts) ++facts[fact.kind];
    json.key(of.name).array();
    for (std::size_t i = 0; i < of.kinds->size(); ++i) {
        const auto& kind = (*of.kinds)[i];
        json.object()
            .key("kind")
            .text(kind.id)
            .key("label_1")
            .text(kind.label_1)
            .key("label_2")
            .text(kind.label_2);
        json.key("per_100k")
            .number(kind.per_100k)
            .key("trend")
            .number(kind.trend)
            .key("phi")
            .number(kind.phi);
        json.key("delay").number(kind.delay).key("facts").integer(facts[i]);
        json.key("expected_by_month").array();
        for (const double mean : of.drawn.expected[i]) json.number(mean);
        json.end().end();
    }
    json.end();
}

void finals(Json& json, const std::vector<Final>& of) {
    json.key("final").object();
    for (const auto& final : of) {
        json.key(final.source).object().key("rows").integer(final.rows).key("sha256").text(final.lines.hex());
        json.key("refused").object();
        for (const auto& [reason, rows] : final.refused) json.key(reason).integer(rows);
        json.end().end();
    }
    json.end();
}

}  // namespace

std::string truth_json(const Options& options, const Plan& plan, const Town& town, const Ground& ground,
                       const Planted& planted) {
    Json json;
    json.object().key("simulated").boolean(true).key("city").text(plan.city);
    json.key("seed")
        .integer(static_cast<std::int64_t>(options.seed))
        .key("residents")
        .integer(town.residents());
    span(json, "history", {plan.history.first, plan.history.past_end - std::chrono::days{1}});
    json.key("deliveries").integer(options.deliveries);
    places(json, plan, town, ground);
    changes(json, plan);
    defects(json, plan, planted.police);
    split(json, plan, planted.police);
    calls(json, planted.calls);
    homicides(json, plan, planted);
    papers(json, planted.papers);
    json.key("facts").object();
    for (const auto& of : planted.facts) institution(json, of);
    json.end();
    finals(json, planted.finals);
    return json.end().str() + "\n";
}

}  // namespace atalaya::simulate
