#include "service/bulletin/bridged.hpp"

#include <algorithm>
#include <cmath>

namespace atalaya::service {

namespace {

constexpr std::string_view bridged_mark = "bridged:", both_mark = "both:", overlap_mark = "overlap:";

std::string after(const Figure& figure, std::string_view mark) {
    for (const auto& note : figure.notes) {
        if (note.starts_with(mark)) return note.substr(mark.size());
    }
    return {};
}

}  // namespace

const intake::Break* bridged_over(const Desk& desk, const Figure& figure) {
    const std::string id = figure.value ? after(figure, bridged_mark) : "";
    for (const auto* declared : desk.world().breaks()) {
        if (!id.empty() && declared->id == id) return declared;
    }
    return nullptr;
}

render::Arguments bridge_arguments(Desk& desk, const Indicator& indicator, const intake::Break& broken) {
    const auto& forms = desk.forms();
    const Period asked{broken.bridge->first, broken.bridge->last + std::chrono::days{1}};
    const Figure& bridge = desk.ask(indicator.id, "bridge", asked);
    if (!bridge.value) return {};
    const std::string id = figure_id(bridge.spec);
    const auto shown = [&](std::string text) { return render::Text{{std::move(text), id}}; };
    const auto overlap = parse_period(after(bridge, overlap_mark));
    return {{"date", forms.day(broken.day)},
            {"what", std::string{desk.in_language(broken.what)}},
            {"indicator", desk.name(indicator)},
            {"factor", shown(forms.decimal(*bridge.value, 2))},
            {"interval", shown(forms.interval(*bridge.low, *bridge.high, 2))},
            {"n", render::counted(forms, std::atoll(after(bridge, both_mark).c_str()), id)},
            {"span", forms.period(overlap.value_or(asked))}};
}

std::optional<render::Paragraph> bridged_sentence(Desk& desk, const intake::Break& broken,
                                                  const std::vector<const Indicator*>& indicators) {
    std::vector<render::Text> items;
    render::Arguments said;
    for (const auto* indicator : indicators) {
        const auto bridge = bridge_arguments(desk, *indicator, broken);
        if (bridge.empty()) continue;
        items.push_back(desk.words().fill("bridged.item", bridge));
        said = bridge;
    }
    if (items.empty()) return {};
    said.insert_or_assign("items", desk.forms().list(items));
    return desk.sentence(render::Paragraph::Kind::note, "bridged.since", said);
}

void say_bridged(const Desk& desk, const Figure& change, render::Paragraph& paragraph) {
    const auto* broken = bridged_over(desk, change);
    if (!broken) return;
    paragraph.text.push_back({" "});
    for (auto& run : desk.words().fill("bridged.percent", {{"date", desk.forms().day(broken->day)}}))
        paragraph.text.push_back(std::move(run));
}

std::optional<render::Text> bridged_note(const Desk& desk, const std::vector<const Figure*>& changes) {
    for (const auto* change : changes) {
        if (!change) continue;
        if (const auto* broken = bridged_over(desk, *change))
            return desk.words().fill("bridged.mark", {{"date", desk.forms().day(broken->day)}});
    }
    return {};
}

}  // namespace atalaya::service
