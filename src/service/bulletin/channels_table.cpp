// T5: kinds of coexistence events by the channel through which they came.
#include <algorithm>

#include "service/bulletin/kinds.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Cell;
using render::Sheet;

namespace {

struct Channel {
    std::string part;  // of the figures: "channel=Línea 147", "without=channel"
    std::string name;
    const Figure* total{};
};

// Those with rows in the period, most first; what has no known channel comes last.
std::vector<Channel> channels_of(Desk& desk, const Indicator& indicator, Period period) {
    std::vector<Channel> channels;
    const auto& world = desk.world();
    for (const auto& name : world.channels()) {
        const bool any =
            !name.empty() && world.sum_of_channel(indicator.id, desk.territory(), period, name).rows > 0;
        if (!any) continue;
        const std::string part = "channel=" + name;
        channels.push_back({part, name, &desk.ask(indicator.id, "count", period, {}, part)});
    }
    std::stable_sort(channels.begin(), channels.end(), [](const auto& a, const auto& b) {
        return a.total->value.value_or(0) > b.total->value.value_or(0);
    });
    const std::string part = "without=channel";
    if (desk.look(indicator.id, "count", period, {}, part).value.value_or(0) > 0) {
        channels.push_back(
            {part, desk.say("T5.channel_unknown"), &desk.ask(indicator.id, "count", period, {}, part)});
    }
    return channels;
}

}  // namespace

std::optional<Sheet> channels_table(Desk& desk, const Indicator& indicator) {
    if (desk.world().channel_cells(indicator.id).empty()) return {};
    const Period period = desk.this_month();
    const auto channels = channels_of(desk, indicator, period);
    const auto kinds = kinds_of(desk, indicator, period);
    if (channels.empty() || kinds.empty()) return {};
    const Figure& all = desk.ask(indicator.id, "count", period);
    Sheet sheet{.id = "T5",
                .title = desk.say("table.T5", {{"territory", desk.territory_name()}}),
                .subtitle = desk.say("table.T5.subtitle", {{"month", desk.forms().month(desk.month())},
                                                           {"sources", desk.sources_of(indicator.id)}}),
                .compact = true};
    sheet.columns = {{desk.say("T5.kind")}};
    for (const auto& channel : channels) sheet.columns.push_back({channel.name, true});
    sheet.columns.push_back({desk.say("T5.total"), true});
    bool withheld = !all.value;
    for (const auto& kind : kinds) {
        std::vector<Cell> row{Desk::text_cell(kind.name)};
        for (const auto& channel : channels) {
            const Figure& count =
                desk.ask(indicator.id, "count", period, {}, "offence=" + kind.offence + ";" + channel.part);
            withheld = withheld || !count.value;
            row.push_back(desk.count_cell(count));
        }
        row.push_back(desk.count_cell(*kind.figure));
        sheet.rows.push_back(std::move(row));
    }
    std::vector<Cell> totals{Desk::text_cell(desk.say("T5.total"))};
    for (const auto& channel : channels) {
        withheld = withheld || !channel.total->value;
        totals.push_back(desk.count_cell(*channel.total));
    }
    totals.push_back(desk.count_cell(all));
    sheet.rows.push_back(std::move(totals));
    if (withheld) return {};  // sums of the other cells would give away the one that is kept back
    sheet.notes.push_back(desk.words().fill("T5.note"));
    return sheet;
}

}  // namespace atalaya::service
