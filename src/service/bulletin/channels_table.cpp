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
    std::int64_t rows = 0;
};

// Those with rows in the period, most first; what has no known channel comes last.
std::vector<Channel> channels_of(const Desk& desk, const Indicator& indicator, Period period) {
    std::vector<Channel> channels;
    const auto& world = desk.world();
    for (const auto& name : world.channels()) {
        if (name.empty()) continue;
        const auto rows = world.sum_of_channel(indicator.id, desk.territory(), period, name).rows;
        if (rows > 0) channels.push_back({"channel=" + name, name, rows});
    }
    std::stable_sort(channels.begin(), channels.end(),
                     [](const Channel& a, const Channel& b) { return a.rows > b.rows; });
    const std::string part = "without=channel";
    if (desk.look(indicator.id, "count", period, {}, part).value.value_or(0) > 0)
        channels.push_back({part, desk.say("T5.channel_unknown")});
    return channels;
}

std::string crossed(const KindCount& kind, const Channel& channel) {
    return "offence=" + kind.offence + ";" + channel.part;
}

// Whether the table would hold something back: the sums of its other cells would give it away, and
// so would a kind that is not listed, being what is left of a channel's total.
bool any_withheld(const Desk& desk, const Indicator& indicator, Period period,
                  const std::vector<Channel>& channels, const std::vector<KindCount>& kinds) {
    if (!desk.is_public()) return false;
    std::vector<std::string> parts{""};
    for (const auto& channel : channels) {
        parts.push_back(channel.part);
        for (const auto& kind : kinds) parts.push_back(crossed(kind, channel));
    }
    double listed = 0;
    for (const auto& kind : kinds) listed += kind.figure->value.value_or(0);
    return listed != desk.look(indicator.id, "count", period).value.value_or(0) ||
           std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
               return desk.withholds(indicator.id, "count", period, part);
           });
}

}  // namespace

std::optional<Sheet> channels_table(Desk& desk, const Indicator& indicator) {
    if (desk.world().channel_cells(indicator.id).empty()) return {};
    const Period period = desk.this_month();
    const auto channels = channels_of(desk, indicator, period);
    const auto kinds = kinds_of(desk, indicator, period);
    if (channels.empty() || kinds.empty() || any_withheld(desk, indicator, period, channels, kinds))
        return {};
    const auto count = [&](std::string part) {
        return desk.count_cell(desk.ask(indicator.id, "count", period, {}, std::move(part)));
    };
    Sheet sheet{.id = "T5",
                .title = desk.say("table.T5", {{"territory", desk.territory_name()}}),
                .subtitle = desk.say("table.T5.subtitle", {{"month", desk.forms().month(desk.month())},
                                                           {"sources", desk.sources_of(indicator.id)}}),
                .compact = true};
    sheet.columns = {{desk.say("T5.kind")}};
    for (const auto& channel : channels) sheet.columns.push_back({channel.name, true});
    sheet.columns.push_back({desk.say("T5.total"), true});
    for (const auto& kind : kinds) {
        std::vector<Cell> row{Desk::text_cell(kind.name)};
        for (const auto& channel : channels) row.push_back(count(crossed(kind, channel)));
        row.push_back(desk.count_cell(*kind.figure));
        sheet.rows.push_back(std::move(row));
    }
    std::vector<Cell> totals{Desk::text_cell(desk.say("T5.total"))};
    for (const auto& channel : channels) totals.push_back(count(channel.part));
    totals.push_back(count(""));
    sheet.rows.push_back(std::move(totals));
    sheet.notes.push_back(desk.words().fill("T5.note"));
    return sheet;
}

}  // namespace atalaya::service
