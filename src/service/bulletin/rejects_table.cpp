// T10b: the rows that could not be used, by source and reason. What it lists adds up to what it is headed with.
#include <algorithm>
#include <cmath>
#include <map>

#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Sheet;

namespace {

struct Rejected {
    std::string source, reason;
    std::int64_t rows{};
};

// Of all deliveries, most first. A delivery that a second source reads has its rows once.
std::vector<Rejected> rejected_rows(const Desk& desk) {
    std::map<std::pair<std::string, std::string>, std::int64_t> rows;
    for (const auto& receipt : desk.world().receipts()) {
        if (!desk.catalogue().source(receipt.source).beside.empty()) continue;
        for (const auto& reason : receipt.reasons) rows[{receipt.source, reason.reason}] += reason.rows;
    }
    std::vector<Rejected> sorted;
    for (const auto& [key, n] : rows) sorted.push_back({key.first, key.second, n});
    std::ranges::stable_sort(sorted, std::greater{}, &Rejected::rows);
    return sorted;
}

}  // namespace

std::optional<Sheet> rejects_table(Desk& desk) {
    constexpr std::size_t most = 12;
    auto all = rejected_rows(desk);
    if (all.empty()) return {};
    Sheet sheet{.id = "T10b", .title = desk.say("table.T10b"), .compact = true};
    if (!keeps_rows_back(desk)) {
        const Figure& total = desk.ask("", "rows", desk.this_month(), {}, "state=rejected", "ciudad");
        sheet.subtitle = render::plain(
            desk.words().fill("table.T10b.subtitle",
                              {{"n", render::counted(desk.forms(), std::llround(total.value.value_or(0)))}}));
    }
    sheet.columns = {{desk.say("T10b.reason")}, {desk.say("T10b.source")}, {desk.say("T10b.rows"), true}};
    std::int64_t more = 0;
    for (std::size_t i = most; i < all.size(); ++i) more += all[i].rows;
    if (all.size() > most) all.resize(most);
    for (const auto& [source, reason, n] : all) {
        const Figure& figure =
            desk.ask("", "rows", desk.this_month(), {}, "source=" + source + ";reason=" + reason, "ciudad");
        sheet.rows.push_back(
            {Desk::text_cell(desk.say("reject." + reason)),
             Desk::text_cell(std::string{desk.in_language(desk.catalogue().source(source).name)}),
             desk.count_cell(figure)});
    }
    if (more > 0)
        sheet.notes.push_back(desk.words().fill("T10b.more", {{"n", render::counted(desk.forms(), more)}}));
    return sheet;
}

}  // namespace atalaya::service
