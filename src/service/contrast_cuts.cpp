#include "service/contrast_cuts.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/progress.hpp"
#include "core/text.hpp"
#include "intake/gazetteer.hpp"
#include "intake/retention.hpp"
#include "intake/told_cells.hpp"
#include "service/erasure.hpp"
#include "store/incident_keys.hpp"
#include "store/live_facts.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_values = 20;

std::uint16_t number_in(const std::vector<std::string>& known, const std::string& name) {
    const auto found = std::ranges::find(known, name);
    return static_cast<std::uint16_t>(found == known.end() ? 0 : found - known.begin());
}

// Numbers of the world for the codes of a column of texts.
std::vector<std::uint16_t> numbers_of(const std::vector<std::string>& known, const Coded& texts) {
    std::vector<std::uint16_t> out;
    for (const auto& text : texts.words) out.push_back(number_in(known, text));
    return out;
}

bool may_be_read(const intake::Source& source, const std::string& head) {
    return source.kind == intake::Kind::incidents && intake::read_retention(source).of == "public" &&
           std::ranges::find(source.sealed, head) == source.sealed.end();
}

// Cells of the column by number of the ledger: of a fact that several deliveries tell of, of the newest.
class Column {
  public:
    Column(store::Store& store, const World& world, const intake::Source& source, const std::string& head)
        : store_{store}, world_{world}, source_{source}, head_{head} {}

    std::map<std::int64_t, std::string> of(const std::vector<std::int64_t>& numbers) {
        auto vintages = store_.records().vintages(store_.city());
        std::erase_if(vintages, [&](const auto& one) { return one.no > world_.vintage_no(); });
        keys_ = store::incident_keys(store_.segments(), vintages, source_.id, numbers);
        const std::vector<Areas> areas{
            store::areas(store_.analytics(), {world_.catalogue().city.id, world_.vintage_no()})};
        const intake::Gazetteer gazetteer{world_.catalogue().city, areas};
        auto runs = store_.records().runs(store_.city());
        std::set<Digest> seen;
        for (auto run = runs.rbegin(); run != runs.rend(); ++run)
            if (run->source == source_.id && run->vintage_no <= world_.vintage_no() &&
                seen.insert(run->delivery).second)
                read(*run, gazetteer);
        return std::move(said_);
    }

  private:
    void read(const store::Run& run, const intake::Gazetteer& gazetteer) {
        NoProgress quiet;
        intake::CellsTold told{.columns = {head_}, .keys = {}, .rows = {}, .found = {}};
        for (const auto& [key, number] : keys_)
            if (!said_.contains(number)) told.keys.push_back(key);
        if (told.keys.empty()) return;
        const auto kept = as_kept(store_, source_, run.delivery);
        if (!kept) return;
        const std::string bytes = store_.deliveries().bytes(run.delivery);
        intake::tell_cells(told, *kept, world_.catalogue().city, gazetteer, bytes, run.file_name, quiet);
        for (auto& row : told.rows) {
            const auto key =
                std::ranges::lower_bound(keys_, row.key, {}, [](const auto& k) { return k.first; });
            if (!row.cells[0].empty()) said_[key->second] = std::move(row.cells[0]);
        }
    }

    store::Store& store_;
    const World& world_;
    const intake::Source& source_;
    std::string head_;
    std::vector<std::pair<IncidentKey, std::int64_t>> keys_;
    std::map<std::int64_t, std::string> said_;
};

}  // namespace

bool tells_times(const World& world, std::string_view indicator, TimePart::Of of) {
    std::set<std::uint16_t> sources;
    for (const auto& cell : world.cells(indicator)) sources.insert(cell.source);
    // Hours may stand within the day's column.
    std::set<std::uint16_t> with_hours;
    for (const auto& cell : world.hour_cells(indicator))
        if (cell.hour >= 0) with_hours.insert(cell.source);
    return !sources.empty() && std::ranges::all_of(sources, [&](std::uint16_t number) {
        const auto& source = world.catalogue().source(world.sources()[number]);
        if (source.kind != intake::Kind::incidents) return false;
        if (of == TimePart::Of::hours) return !source.hour.column.empty() || with_hours.contains(number);
        return source.interval.any() || !source.day_column.empty() || !source.day_parts.day.empty();
    });
}

std::vector<MonthCell> cells_of_times(const World& world, std::string_view indicator,
                                      std::span<const TimePart> parts) {
    std::vector<MonthCell> cells;
    for (const auto& cell : world.hour_cells(indicator)) {
        const auto holds = [&](const TimePart& part) { return part.holds(cell.weekday, cell.hour); };
        if (!std::ranges::all_of(parts, holds)) continue;
        cells.push_back({.month = cell.month,
                         .area = cell.area,
                         .source = cell.source,
                         .offence = cell.offence,
                         .rows = cell.rows,
                         .units = cell.rows});
    }
    return cells;
}

std::vector<MonthCell> cells_of_attributes(const World& world, std::string_view indicator,
                                           std::string_view codes) {
    const auto wanted = split(codes, ' ');
    std::vector<MonthCell> cells;
    for (const auto& cell : world.attributes(indicator)) {
        if (std::ranges::find(wanted, world.offences()[cell.category]) == wanted.end()) continue;
        cells.push_back({.month = cell.month,
                         .source = cell.source,
                         .offence = cell.category,
                         .rows = cell.persons,
                         .units = cell.persons,
                         .months = cell.months});
    }
    return cells;
}

std::optional<ColumnTold> column_told(store::Store& store, const World& world, std::string_view indicator,
                                      const std::string& source, const std::string& head) {
    const auto& declared = world.catalogue().source(source);
    const auto known = world.known_months_of_source(source);
    if (!may_be_read(declared, head) || !known) return {};
    const store::At at{world.catalogue().city.id, world.vintage_no()};
    const auto facts = store::live_facts(store.analytics(), at, *known);
    std::vector<bool> counts;
    for (const auto& label : facts.offence.words)
        counts.push_back(world.catalogue().counts_in(label, std::string{indicator}));
    std::vector<std::size_t> rows;
    std::vector<std::int64_t> numbers;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (facts.source[i] != source || !counts[static_cast<std::size_t>(facts.offence.codes[i])]) continue;
        rows.push_back(i);
        numbers.push_back(facts.incident_no[i]);
    }
    const auto said = Column{store, world, declared, head}.of(numbers);
    if (said.empty()) return {};

    ColumnTold told;
    const auto offence = numbers_of(world.offences(), facts.offence);
    std::vector<std::vector<std::uint16_t>> areas;
    for (int slot = 1; slot <= 4; ++slot)
        areas.push_back(numbers_of(world.area_codes(slot), facts.area[static_cast<std::size_t>(slot) - 1]));
    const auto source_number = number_in(world.sources(), source);
    std::map<std::string, std::uint16_t> number_of_value;
    for (const auto i : rows) {
        const auto found = said.find(facts.incident_no[i]);
        const std::string value = found == said.end() ? "" : found->second;
        const auto [place, fresh] =
            number_of_value.try_emplace(value, static_cast<std::uint16_t>(told.values.size()));
        if (fresh) told.values.push_back(value);
        if (told.values.size() > most_values) return {};
        MonthCell cell{.month = month_index(month_of(day_at(facts.day.since_epoch[i]))),
                       .source = source_number,
                       .offence = offence[static_cast<std::size_t>(facts.offence.codes[i])],
                       .rows = 1,
                       .units = facts.units[i]};
        for (std::size_t slot = 1; slot <= 4; ++slot)
            cell.area[slot] = areas[slot - 1][static_cast<std::size_t>(facts.area[slot - 1].codes[i])];
        told.cells.push_back(cell);
        told.value_of.push_back(place->second);
    }
    return told;
}

const std::optional<ColumnTold>& ColumnsTold::of(const std::string& indicator, const std::string& source,
                                                 const std::string& head) {
    const auto [place, fresh] = told_.try_emplace({indicator, source, head});
    if (fresh) place->second = column_told(store_, world_, indicator, source, head);
    return place->second;
}

std::vector<MonthCell> cells_of_values(const ColumnTold& told, std::string_view values) {
    const auto wanted = split(values, '|');
    std::vector<MonthCell> cells;
    for (std::size_t i = 0; i < told.cells.size(); ++i)
        if (std::ranges::find(wanted, told.values[told.value_of[i]]) != wanted.end())
            cells.push_back(told.cells[i]);
    return cells;
}

}  // namespace atalaya::service
