#include "service/bulletin/denominators.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"

namespace atalaya::service {

namespace {

bool is_rate(const Figure& figure) {
    return figure.spec.measure == "rate" && figure.value && figure.numerator && figure.denominator;
}

std::string whole(const Desk& desk, double number) {
    return desk.forms().count(std::llround(number));
}

}  // namespace

render::Text denominator_text(const Desk& desk, const Figure& rate) {
    if (!is_rate(rate)) return {};
    const bool residents = std::ranges::find(rate.notes, "exposure_residents") != rate.notes.end();
    const auto& kind = desk.catalogue().indicator(rate.spec.indicator).exposure;
    return desk.words().fill("divided." + (residents ? "residents" : kind),
                             {{"n", render::Text{{whole(desk, *rate.denominator), figure_id(rate.spec)}}},
                              {"year", rate.denominator_note}});
}

std::optional<render::Text> denominators_note(const Desk& desk, const std::vector<const Figure*>& rates) {
    std::vector<render::Text> items;
    for (const Figure* rate : rates) {
        if (!rate || !is_rate(*rate)) continue;
        render::Text item = denominator_text(desk, *rate);
        if (std::ranges::find(items, render::plain(item), render::plain) == items.end())
            items.push_back(std::move(item));
    }
    if (items.empty()) return {};
    return desk.words().fill("T1.note.divided", {{"items", desk.forms().list(items)}});
}

std::string quotient_text(const Desk& desk, const Figure& figure) {
    if (!is_rate(figure)) return {};
    return whole(desk, *figure.numerator) + " / " + whole(desk, *figure.denominator) + " (" +
           figure.denominator_note + ")";
}

std::vector<render::Part> quotient_parts(const Desk& desk, const Figure& figure) {
    if (!is_rate(figure)) return {};
    std::vector<render::Part> parts{
        {desk.say("frame.numerator"), *figure.numerator, whole(desk, *figure.numerator)},
        {desk.say("frame.denominator"), *figure.denominator, whole(desk, *figure.denominator)}};
    if (const auto year = whole_number(figure.denominator_note))
        parts.push_back(
            {desk.say("frame.denominator_year"), static_cast<double>(*year), figure.denominator_note});
    return parts;
}

}  // namespace atalaya::service
