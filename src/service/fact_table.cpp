#include "service/fact_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/only_year.hpp"
#include "geo/hexagons.hpp"
#include "intake/check.hpp"
#include "service/kept_domains.hpp"
#include "service/places.hpp"
#include "store/live_facts.hpp"
#include "store/tombstones.hpp"

namespace atalaya::service {

namespace {

constexpr double degree = 1e-7;
constexpr std::int32_t minutes_a_day = 1440;

bool names(const methods::TableSpec& table, std::string_view column) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const methods::ColumnSpec& one) { return one.name == column; });
}

std::uint64_t point_of(const store::LiveFacts& facts, std::size_t row) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(facts.lon[row])) << 32 |
           static_cast<std::uint32_t>(facts.lat[row]);
}

bool has_place(const store::LiveFacts& facts, std::size_t row) {
    return facts.lon[row] != no_position;
}

class Writer {
  public:
    Writer(store::Store& store, const World& world, Places& places, const FactQuestion& asked)
        : store_{store},
          world_{world},
          places_{places},
          asked_{asked},
          facts_{store::live_facts(store.analytics(), {store.city(), world.vintage_no()}, asked.period)} {
        for (const auto& offence : facts_.offence.words)
            wanted_.push_back(world.catalogue().counts_in(offence, asked.indicator->id));
    }

    FactTable table() && {
        auto rows = rows_asked();
        refuse_two_domains(rows);
        if (asked_.places) leave_out_without_place(rows);
        write_days(rows);
        if (asked_.times) write_times(rows);
        if (asked_.spans) write_spans(rows);
        if (asked_.places) write_places(rows);
        write_words(rows);
        return std::move(out_);
    }

  private:
    using Indices = std::vector<std::size_t>;

    Indices rows_asked() {
        Indices rows;
        std::int64_t of_no_month = 0;
        const auto slot = static_cast<std::size_t>(asked_.within->slot);
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            if (!wanted_[facts_.offence.codes[i]]) continue;
            if (slot != 0 && !asked_.within->extent.holds(facts_.area[slot - 1][i])) continue;
            if (is_only_year(facts_.known[i])) {
                ++of_no_month;
                continue;
            }
            rows.push_back(i);
        }
        if (of_no_month > 0) out_.left_out.push_back({"", "month_unknown", of_no_month});
        return rows;
    }
    void refuse_two_domains(const Indices& rows) const {
        if (!asked_.places) return;
        std::set<std::string_view> sources;
        for (const auto row : rows) sources.insert(facts_.source[row]);
        const KeptDomains kept{store_};
        std::set<std::string> domains;
        for (const auto& source : world_.catalogue().sources)
            if (sources.contains(source.id)) domains.merge(kept.all(source));
        if (domains.size() > 1)
            throw Error{Fault::bad_input,
                        message("store: expected facts of one privacy domain, for a method compares their "
                                "places one by one; those of \"{}\" came from {} and {}. Ask for by=LAYER or "
                                "by=month",
                                asked_.indicator->id, *domains.begin(), *std::next(domains.begin()))};
    }

    void leave_out_without_place(Indices& rows) {
        std::unordered_map<std::uint64_t, std::uint32_t> on_point;
        for (std::size_t i = 0; i < facts_.size(); ++i)
            if (has_place(facts_, i)) ++on_point[point_of(facts_, i)];
        const auto tombstones =
            store::tombstones(store_.segments(), store_.records().vintages(store_.city()));
        std::int64_t none = 0, erased = 0, heaped = 0;
        std::erase_if(rows, [&](std::size_t row) {
            if (!has_place(facts_, row)) {
                ++(tombstones.contains(facts_.incident_no[row]) ? erased : none);
                return true;
            }
            const bool heap = on_point[point_of(facts_, row)] >= intake::heap_of_points;
            heaped += heap;
            return heap;
        });
        for (const auto& [reason, count] :
             {std::pair{"no_position", none}, {"position_erased", erased}, {"heaped_point", heaped}})
            if (count > 0) out_.left_out.push_back({"", reason, count});
    }

    template <class Cell>
    void column(std::string name, const Indices& rows, Cell cell) {
        out_.rows.head.push_back(std::move(name));
        auto& cells = out_.rows.columns.emplace_back();
        cells.reserve(rows.size());
        for (const auto row : rows) cells.push_back(cell(row));
    }

    bool day_known(std::size_t row) const {
        return facts_.known[row] != static_cast<std::int8_t>(TimeKnown::month);
    }
    bool hour_known(std::size_t row) const { return day_known(row) && facts_.hour[row] >= 0; }

    void write_days(const Indices& rows) {
        column("day", rows, [&](std::size_t row) {
            return day_known(row) ? iso(day_at(facts_.day.since_epoch[row])) : "";
        });
        column("hour", rows,
               [&](std::size_t row) { return hour_known(row) ? std::to_string(facts_.hour[row]) : ""; });
        column("registration", rows, [&](std::size_t row) {
            const bool known = day_known(row) && facts_.delay[row] >= 0;
            return known ? iso(day_at(facts_.day.since_epoch[row] + facts_.delay[row])) : "";
        });
    }
    void write_times(const Indices& rows) {
        column("time", rows, [&](std::size_t row) {
            if (!hour_known(row)) return std::string{};
            return canonical_number(facts_.day.since_epoch[row] + (facts_.hour[row] + 0.5) / 24);
        });
    }
    void write_spans(const Indices& rows) {
        const auto bound = [&](const std::vector<std::int32_t>& known, std::int32_t of_hour) {
            return [this, &known, of_hour](std::size_t row) {
                if (known[row] != no_interval) return std::to_string(known[row]);
                if (!hour_known(row)) return std::string{};
                const auto hour = static_cast<std::int64_t>(facts_.hour[row]) * 60;
                return std::to_string(std::int64_t{facts_.day.since_epoch[row]} * minutes_a_day + hour +
                                      of_hour);
            };
        };
        column("from", rows, bound(facts_.from, 0));
        column("past", rows, bound(facts_.past, 60));
    }

    LonLat place(std::size_t row) const { return {facts_.lon[row] * degree, facts_.lat[row] * degree}; }
    LonLat origin(const Indices& rows) const {
        if (!places_.outline_layer().empty()) return places_.lattice().centre({});
        geo::Ring box;
        for (const auto row : rows) box.push_back(place(row));
        if (box.empty()) return {};
        return geo::lattice_origin(std::vector<geo::MultiPolygon>{{{box}}});
    }
    void write_places(const Indices& rows) {
        const geo::LocalPlane plane{origin(rows)};
        column("x", rows, [&](std::size_t row) { return fmt::format("{:.2f}", plane.to(place(row)).x); });
        column("y", rows, [&](std::size_t row) { return fmt::format("{:.2f}", plane.to(place(row)).y); });
        column("lon", rows, [&](std::size_t row) { return fmt::format("{:.7f}", place(row).lon); });
        column("lat", rows, [&](std::size_t row) { return fmt::format("{:.7f}", place(row).lat); });
    }
    void write_words(const Indices& rows) {
        column("offence", rows, [&](std::size_t row) { return facts_.offence[row]; });
        column("units", rows, [&](std::size_t row) { return std::to_string(facts_.units[row]); });
        for (const auto& layer : world_.catalogue().city.layers) {
            const auto& codes = facts_.area[static_cast<std::size_t>(layer.slot) - 1];
            column(layer.id, rows, [&](std::size_t row) { return codes[row]; });
        }
    }

    store::Store& store_;
    const World& world_;
    Places& places_;
    const FactQuestion& asked_;
    store::LiveFacts facts_;
    std::vector<bool> wanted_;  // by code of offence
    FactTable out_;
};

}  // namespace

FactQuestion columns_asked(const methods::TableSpec* table) {
    FactQuestion asked;
    if (!table) return asked;
    asked.places = names(*table, "x") || names(*table, "lon");
    asked.spans = names(*table, "past");
    asked.times = names(*table, "time");
    return asked;
}

bool is_of_facts(const methods::TableSpec& table) {
    static const std::set<std::string_view> parts{"day", "hour", "time", "from", "past",
                                                  "x",   "y",    "lon",  "lat"};
    bool any = false;
    for (const auto& column : table.columns) {
        const bool part = parts.contains(column.name);
        if (column.name == "id" || (!part && !column.optional)) return false;
        any = any || part;
    }
    return any;
}

void refuse_sealed_places(const Indicator& indicator) {
    if (indicator.tier != "A") return;
    throw Error{Fault::bad_input,
                message("store: the places of \"{}\" are sealed (tier A), also for methods inside. Ask for "
                        "by=LAYER or by=month",
                        indicator.id)};
}

FactTable fact_table(store::Store& store, const World& world, Places& places, const FactQuestion& asked) {
    if (asked.places) refuse_sealed_places(*asked.indicator);
    return Writer{store, world, places, asked}.table();
}

}  // namespace atalaya::service
