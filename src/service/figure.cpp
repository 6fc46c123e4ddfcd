#include "service/figure.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/json.hpp"

namespace atalaya::service {

std::string json_of(const FigureSpec& spec) {
    JsonWriter json;
    json.object();
    json.key("indicator").text(spec.indicator);
    json.key("version").text(spec.version);
    json.key("measure").text(spec.measure);
    json.key("territory").text(spec.territory);
    json.key("period").text(iso(spec.period));
    if (spec.against) json.key("against").text(iso(*spec.against));
    if (!spec.part.empty()) json.key("part").text(spec.part);
    json.key("basis").text(spec.basis);
    json.key("vintage").text(spec.vintage);
    if (!spec.erasure.empty()) json.key("erasure").text(spec.erasure);
    json.end();
    return json.str();
}

FigureSpec parse_figure_spec(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        throw Error{Fault::bad_input,
                    message("figure: expected a JSON object, found {}", text.substr(0, 60))};
    const auto word = [&](const char* key, bool required) -> std::string {
        const auto found = json.find(key);
        if (found == json.end() && !required) return {};
        if (found == json.end() || !found->is_string()) {
            throw Error{Fault::bad_input, message("figure: expected a text under \"{}\"", key)};
        }
        return found->get<std::string>();
    };
    const auto span = [&](const char* key) {
        const auto period = parse_period(word(key, true));
        if (!period) {
            throw Error{Fault::bad_input,
                        message("figure: {}: expected 2020-08, 2020 or 2020-01-15/2020-02-03, found {}", key,
                                word(key, true))};
        }
        return *period;
    };
    FigureSpec spec{word("indicator", true), word("version", true), word("measure", true),
                    word("territory", true), span("period"),        {},
                    word("part", false),     word("basis", true),   word("vintage", true),
                    word("erasure", false)};
    if (json.contains("against")) spec.against = span("against");
    return spec;
}

std::string figure_id(const FigureSpec& spec) {
    return short_name(sha256(json_of(spec)));
}

std::string json_of(const Figure& figure) {
    JsonWriter json;
    json.object();
    json.key("figure").text(figure_id(figure.spec));
    json.key("spec").raw(json_of(figure.spec));
    json.key("value").number(figure.value);
    json.key("low").number(figure.low);
    json.key("high").number(figure.high);
    json.key("unit").text(figure.unit);
    if (!figure.reason.empty()) json.key("reason").text(figure.reason);
    if (!figure.series.empty()) {
        json.key("series").array();
        for (const auto& [label, value, low, high] : figure.series) {
            json.array().text(label).number(value);
            if (low || high) json.number(low).number(high);
            json.end();
        }
        json.end();
    }
    if (figure.numerator) json.key("numerator").number(figure.numerator);
    if (figure.denominator) json.key("denominator").number(figure.denominator);
    if (!figure.denominator_note.empty()) json.key("denominator_note").text(figure.denominator_note);
    if (figure.phi > 0) json.key("phi").number(figure.phi);
    if (figure.p) json.key("p").number(figure.p);
    if (figure.p_in_table) json.key("p_in_table").number(figure.p_in_table);
    json.key("records_in").integer(figure.records_in);
    json.key("records_out").integer(figure.records_out);
    json.key("notes").array();
    for (const auto& note : figure.notes) json.text(note);
    json.end();
    json.key("sources").array();
    for (const auto& source : figure.sources) json.text(source);
    json.end();
    json.end();
    return json.str();
}

Digest digest_of(const Figure& figure) {
    return sha256(json_of(figure));
}

}  // namespace atalaya::service
