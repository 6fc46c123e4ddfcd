#include "service/bulletin/findings_tables.hpp"

#include <algorithm>
#include <map>

namespace atalaya::service {

using render::Cell;
using render::Sheet;

namespace {

constexpr std::size_t most_decisions = 8;

// A source that the city no longer has is called by its id.
std::string source_name(const Desk& desk, const std::string& id) {
    const auto& sources = desk.catalogue().sources;
    const auto of =
        std::find_if(sources.begin(), sources.end(), [&](const auto& one) { return one.id == id; });
    return of == sources.end() ? id : std::string{desk.in_language(of->name)};
}

Cell number(const Desk& desk, std::int64_t n) {
    return {.text = {{desk.forms().count(n), {}}}, .value = static_cast<double>(n)};
}

// Findings that somebody decided about, the last decision first.
std::vector<KnownFinding> decided(std::vector<KnownFinding> all) {
    std::erase_if(all, [](const KnownFinding& one) { return one.decisions.empty(); });
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return a.decisions.back().decided_on > b.decisions.back().decided_on;
    });
    return all;
}

}  // namespace

std::optional<Sheet> finding_states_table(const Desk& desk, const std::vector<KnownFinding>& noticed) {
    std::map<std::string, std::map<std::string, std::int64_t>> by_source;
    for (const auto& one : noticed) ++by_source[one.source][one.state];
    Sheet sheet{.id = "T10c", .title = desk.say("table.T10c"), .compact = true};
    sheet.columns = {{desk.say("T10.source")}};
    for (const char* state : finding_states)
        sheet.columns.push_back({desk.say(std::string{"T10c."} + state), true});
    for (auto& [source, by_state] : by_source) {
        auto& row = sheet.rows.emplace_back();
        row.push_back(Desk::text_cell(source_name(desk, source)));
        for (const char* state : finding_states) row.push_back(number(desk, by_state[state]));
    }
    if (sheet.rows.empty()) return {};
    return sheet;
}

std::optional<Sheet> finding_decisions_table(const Desk& desk, const std::vector<KnownFinding>& noticed) {
    const auto all = decided(noticed);
    if (all.empty() || desk.is_public()) return {};
    Sheet sheet{.id = "T10d", .title = desk.say("table.T10d"), .compact = true};
    sheet.columns = {{desk.say("T10d.noticed")},
                     {desk.say("T10.source")},
                     {desk.say("T10d.state")},
                     {desk.say("T10d.author")},
                     {desk.say("T10d.reason")}};
    for (const auto& one : all) {
        if (sheet.rows.size() == most_decisions) break;
        const auto& last = one.decisions.back();
        std::string what = desk.say("finding." + one.check, {{"n", render::counted(desk.forms(), one.rows)}});
        if (!one.about.empty()) what += " (" + one.about + ")";
        sheet.rows.push_back({Desk::text_cell(std::move(what)),
                              Desk::text_cell(source_name(desk, one.source)),
                              Desk::text_cell(desk.say("T10d.state." + last.state)),
                              Desk::text_cell(last.author), Desk::text_cell(last.reason)});
    }
    if (all.size() > sheet.rows.size())
        sheet.notes.push_back(desk.words().fill(
            "T10d.more", {{"n", render::counted(desk.forms(), static_cast<std::int64_t>(
                                                                  all.size() - sheet.rows.size()))}}));
    return sheet;
}

}  // namespace atalaya::service
