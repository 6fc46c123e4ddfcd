#include "cli/contrast_json.hpp"

#include <optional>
#include <string_view>

#include "core/json.hpp"

namespace atalaya::cli {

namespace {

// A percentage that no page may print is null.
void write_reading(JsonWriter& json, const service::ClaimReading& reading, bool may_be_told) {
    json.object().key("indicator").text(reading.indicator).key("departures").array();
    for (const auto& departure : reading.departures)
        json.object().key("what").text(departure.what).key("which").text(departure.which).end();
    const bool is_told = may_be_told && reading.across.empty();
    json.end().key("value").number(is_told ? std::optional{reading.value} : std::nullopt);
    json.key("across").text(reading.across).key("now").number(reading.now);
    json.key("before").number(reading.before).key("period").text(iso(reading.period));
    json.key("expected_by_chance").number(reading.expected_by_chance);
    if (!reading.exposure.empty())
        json.key("exposure")
            .text(reading.exposure)
            .key("exposure_year")
            .integer(reading.exposure_year)
            .key("exposure_source")
            .text(reading.exposure_source)
            .key("low")
            .number(reading.low)
            .key("high")
            .number(reading.high);
    json.key("against")
        .text(reading.against.first < reading.against.past_end ? iso(reading.against) : "")
        .end();
}

std::string_view kind_in_json(service::ClaimKind kind) {
    if (kind == service::ClaimKind::count) return "count";
    if (kind == service::ClaimKind::rate) return "rate";
    return kind == service::ClaimKind::share ? "share" : "change";
}

std::string_view bound_in_json(service::Bound bound) {
    if (bound == service::Bound::none) return "";
    return bound == service::Bound::at_least ? "at_least" : "at_most";
}

std::string_view by_in_json(service::ClaimCut::By by) {
    switch (by) {
        case service::ClaimCut::By::label: return "label";
        case service::ClaimCut::By::time: return "time";
        case service::ClaimCut::By::attribute: return "attribute";
        case service::ClaimCut::By::column: break;
    }
    return "column";
}

void write_cut(JsonWriter& json, const service::ClaimCut& cut) {
    json.object().key("word").text(cut.word).key("by").text(by_in_json(cut.by));
    json.key("source").text(cut.source).key("which").array();
    for (const auto& which : cut.which) json.text(which);
    json.end().key("cuts").array();
    for (const auto& counted : cut.cuts) json.text(counted);
    json.end().end();
}

}  // namespace

std::string contrast_json(const service::Contrast& found, const service::Classified& classes) {
    const auto& claim = found.claim;
    JsonWriter json;
    const auto& number = claim.number;
    json.object().key("claim").object().key("kind").text(kind_in_json(number.kind));
    json.key("value").number(number.value).key("tolerance").number(number.tolerance);
    json.key("bound").text(bound_in_json(number.bound)).key("signless").boolean(number.signless);
    if (number.per > 0) json.key("per").number(number.per);
    json.key("indicator").text(claim.indicator).key("of_everything").boolean(claim.of_everything);
    json.key("part_indicator").text(claim.part_indicator).key("part_label").text(claim.part_label);
    json.key("besides").array();
    for (const auto& other : claim.besides) json.text(other);
    json.end().key("time_said").text(claim.time_said);
    json.key("territory").text(claim.territory.text()).key("month").text(iso(claim.month));
    json.key("months").integer(claim.months).key("against_months").integer(claim.against_months);
    json.key("unread").array();
    for (const auto& word : claim.unread) json.text(word);
    json.end().key("uncounted").array();
    for (const auto& word : claim.uncounted) json.text(word);
    json.end().end().key("without_data").text(found.without_data);
    if (!found.labels.empty()) {
        json.key("labels").array();
        for (const auto& reading : found.labels) write_reading(json, reading, true);
        json.end();
    }
    if (const auto& taken = found.unit_override)
        json.key("unit_override")
            .object()
            .key("number")
            .integer(taken->number)
            .key("part_unit")
            .text(taken->part_unit)
            .key("whole_unit")
            .text(taken->whole_unit)
            .key("author")
            .text(taken->author)
            .key("reason")
            .text(taken->reason)
            .key("decided_on")
            .text(taken->decided_on)
            .end();
    if (found.ours_computable) write_reading(json.key("ours"), found.ours, found.ours_refused.empty());
    json.key("ours_refused").text(found.ours_refused).key("bridged").text(found.bridged);
    for (const auto& [key, runs] : {std::pair{"known", &found.known}, {"missing", &found.missing}}) {
        json.key(key).array();
        for (const auto& run : *runs) json.text(iso(run));
        json.end();
    }
    json.key("cuts").array();
    for (const auto& cut : found.cuts) write_cut(json, cut);
    json.end();
    if (found.with_cut) write_reading(json.key("with_cut"), *found.with_cut, true);
    json.key("silent_sources").array();
    for (const auto& source : found.silent_sources) json.text(source);
    json.end().key("same_vintages").integer(found.same_vintages).key("agree").array();
    for (const auto& reading : found.agree) write_reading(json, reading, true);
    json.end().key("nearest").array();
    for (const auto& reading : found.nearest) write_reading(json, reading, true);
    json.end().key("agreeing").integer(found.agreeing).key("tried").integer(found.tried);
    put(json, classes);
    json.end();
    return json.str();
}

}  // namespace atalaya::cli
