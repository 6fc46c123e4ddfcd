#include "service/store_table.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "service/classification.hpp"
#include "service/measures.hpp"
#include "service/places.hpp"
#include "service/world.hpp"

namespace atalaya::service {

namespace {

constexpr std::string_view prefix = "store:";

[[noreturn]] void refuse_form(const std::string& text) {
    throw Error{
        Fault::usage,
        message(
            "--table: expected store:INDICATOR?by=LAYER, by=month, by=LAYER,month, by=fact or by=hexagon, "
            "and "
            "as may be from=2019-01, until=2019-12, territory=comuna:1, as-of=VINTAGE, breaks=cross; found "
            "\"{}\"",
            text)};
}

Month month_in(std::string_view value, const std::string& text) {
    const auto month = parse_month(value);
    if (!month)
        throw Error{Fault::usage, message("--table {}: expected a whole month, such as 2019-01; found \"{}\"",
                                          text, value)};
    return *month;
}

std::string last_month(Day past_end) {
    return iso(month_of(past_end - std::chrono::days{1}));
}

StoreForm form_of(const methods::TableSpec* table) {
    if (!table) return StoreForm::months;
    const auto names = [&](std::string_view column) {
        return std::any_of(table->columns.begin(), table->columns.end(),
                           [&](const auto& one) { return one.name == column; });
    };
    if (names("q") && names("r")) return StoreForm::hexagons;
    return is_of_facts(*table) ? StoreForm::facts : StoreForm::months;
}

class Reader {
  public:
    Reader(store::Store& store, Worlds& worlds, const World& world, const StoreTable& asked)
        : store_{store},
          worlds_{worlds},
          world_{world},
          asked_{asked},
          indicator_{world.catalogue().indicator(asked.indicator)},
          within_{parse_territory(asked.territory)},
          period_{period()} {
        refuse_breaks(world.territory(within_));
    }

    FactTable table(StoreForm form, const methods::TableSpec* of) {
        switch (form) {
            case StoreForm::months:
                head({"month", "day", "events"});
                add_months(world_.territory(within_), {});
                break;
            case StoreForm::area_months:
                head({"area", "month", "day", "events"});
                for (const auto* area : areas()) {
                    refuse_breaks(*area);
                    add_months(*area, {area->territory.code});
                }
                break;
            case StoreForm::areas:
                head({"id", "name", "events", "exposure"});
                for (const auto* area : areas()) add_area(*area);
                break;
            case StoreForm::facts: return facts(of);
            case StoreForm::hexagons: add_hexagons(); break;
        }
        return {std::move(table_), std::move(left_out_),
                form == StoreForm::hexagons ? holes() : std::vector<methods::Note>{}};
    }

    // By which classification it was counted, and what of it fits its classes in part only.
    std::vector<methods::Note> classes() const {
        const auto how = classified(world_, {.indicator = asked_.indicator,
                                             .version = {},
                                             .measure = {},
                                             .territory = asked_.territory,
                                             .period = period_,
                                             .against = {},
                                             .part = {},
                                             .basis = {},
                                             .vintage = {}});
        std::vector<methods::Note> notes;
        const auto counted_by = [&](const std::string& source, const std::string& name,
                                    const std::string& version, const Digest& digest) {
            constexpr std::size_t brief = 12;
            notes.push_back({"crosswalk",
                             {{"source", source},
                              {"crosswalk", name + " " + version},
                              {"digest", "sha256:" + digest.hex().substr(0, brief)}}});
        };
        for (const auto& [source, crosswalk] : how.used)
            counted_by(source, crosswalk->name, crosswalk->version, crosswalk->digest());
        for (const auto& [source, list, version, digest, wider] : how.grouped)
            counted_by(source, list.es, version, digest);
        for (const auto& [source, label, meaning] : how.overlaps)
            notes.push_back({"overlap",
                             {{"offence", source + ":" + label->code},
                              {"classes", "ICCS " + join(meaning->iccs, ", ")}}});
        return notes;
    }

  private:
    Period period() const {
        const auto known = world_.known_months(asked_.indicator);
        if (!known)
            throw Error{Fault::missing,
                        message("store: expected counts of \"{}\" at vintage {}, there are none",
                                asked_.indicator, world_.vintage())};
        const Day first = asked_.from ? first_day(*asked_.from) : known->first;
        const Day past = asked_.until ? whole(*asked_.until).past_end : known->past_end;
        if (first >= past)
            throw Error{Fault::usage,
                        message("store: expected the first month before the last, found {} and {}",
                                iso(month_of(first)), last_month(past))};
        // A month that nobody sent has no count: as a 0 it would be a fall, and a year of it half a rate.
        if (first < known->first || past > known->past_end)
            throw Error{
                Fault::missing,
                message(
                    "store: expected months from {} to {}, those known of \"{}\" at vintage {}; found {} to "
                    "{}; say from and until within them",
                    iso(month_of(known->first)), last_month(known->past_end), asked_.indicator,
                    world_.vintage(), iso(month_of(first)), last_month(past))};
        return {first, past};
    }
    // Of the sources, and where the code has another land since.
    void refuse_breaks(const TerritoryInfo& territory) const {
        if (asked_.cross_breaks) return;
        const auto broken =
            breaks_inside(world_, asked_.indicator, territory, period_.first, period_.past_end);
        if (broken.empty()) return;
        throw Error{
            Fault::bad_input,
            message(
                "store: expected months on one side of the declared break \"{}\" of {}; say from and until, "
                "or breaks=cross to count across it",
                broken.front()->id, iso(broken.front()->day))};
    }
    bool lies_within(const TerritoryInfo& area) const {
        if (within_.is_city()) return true;
        for (const auto* at = &area;; at = &world_.territory(at->parent)) {
            if (at->territory == within_) return true;
            if (at->parent.is_city()) return false;
        }
    }
    std::vector<const TerritoryInfo*> areas() const {
        const auto& city = world_.catalogue().city;
        if (!city.layer(asked_.layer)) {
            std::vector<std::string> layers;
            for (const auto& of : city.layers) layers.push_back(of.id);
            throw Error{Fault::missing, message("{}: {} has no layer \"{}\"; it has {}", "store", city.name,
                                                asked_.layer, join(layers, ", "))};
        }
        std::vector<const TerritoryInfo*> out;
        for (const auto* area : world_.layer(asked_.layer, period_))
            if (lies_within(*area)) out.push_back(area);
        return out;
    }
    std::string count(const TerritoryInfo& area, Period period) const {
        if (!world_.gaps(asked_.indicator, area, period).empty() || world_.cuts(asked_.indicator, period))
            return "";
        const auto sum = world_.sum(asked_.indicator, area, period);
        return std::to_string(indicator_.counts_units ? sum.units : sum.rows);
    }
    std::string person_years(const TerritoryInfo& area) const {
        if (indicator_.exposure.empty()) return "";
        const auto exposure = world_.exposure(area, indicator_.exposure, period_);
        if (!exposure) return "";
        const int months =
            months_between(month_of(period_.first), month_of(period_.past_end - std::chrono::days{1})) + 1;
        return canonical_number(static_cast<double>(exposure->value) * months / 12);
    }

    void head(std::vector<std::string> words) {
        table_.head = std::move(words);
        table_.columns.resize(table_.head.size());
    }
    void add(const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) table_.columns[i].push_back(cells[i]);
    }
    void add_months(const TerritoryInfo& area, const std::vector<std::string>& before) {
        for (Month month = month_of(period_.first); first_day(month) < period_.past_end;
             month = plus_months(month, 1)) {
            auto cells = before;
            cells.insert(cells.end(), {iso(month), iso(first_day(month)), count(area, whole(month))});
            add(cells);
        }
    }
    void add_area(const TerritoryInfo& area) {
        add({area.territory.code, area.name, count(area, period_), person_years(area)});
        table_.shapes.push_back(area.geometry.empty() ? geo::MultiPolygon{}
                                                      : geo::parse_geojson_geometry(area.geometry));
    }

    FactTable facts(const methods::TableSpec* of) const {
        auto question = columns_asked(of);
        question.indicator = &indicator_;
        question.within = &world_.territory(within_);
        question.period = period_;
        auto found = fact_table(store_, world_, worlds_.places(world_), question);
        if (found.rows.columns.front().empty() && found.left_out.empty())
            throw Error{Fault::missing,
                        message("store: expected facts of \"{}\" one by one, there are none in these months "
                                "and territory; where a source sends counts alone, ask for by=LAYER "
                                "or by=month",
                                asked_.indicator)};
        found.notes = holes();
        return found;
    }
    std::vector<methods::Note> holes() const {
        std::vector<methods::Note> notes;
        for (const auto& gap : world_.gaps(asked_.indicator, world_.territory(within_), period_)) {
            if (gap.is_cell()) continue;
            notes.push_back({"coverage_missing",
                             {{"source", world_.sources()[gap.source]},
                              {"first", iso(gap.period.first)},
                              {"last", iso(gap.period.past_end - std::chrono::days{1})}}});
        }
        return notes;
    }
    void add_hexagons() {
        refuse_sealed_places(indicator_);
        auto& places = worlds_.places(world_);
        const auto& cells = places.cells();
        if (cells.empty())
            throw Error{Fault::missing,
                        message("store: expected a layer of {} with shapes, for by=hexagon; none has any",
                                world_.catalogue().city.name)};
        const auto& found = places.hexagons(asked_.indicator, period_);
        std::optional<geo::AreaIndex> land;
        const auto& within = world_.territory(within_);
        if (within.slot != 0) {
            if (within.geometry.empty())
                throw Error{
                    Fault::missing,
                    message("store: expected a shape of {}, for by=hexagon; it has none", asked_.territory)};
            const geo::MultiPolygon shape = geo::parse_geojson_geometry(within.geometry);
            land.emplace(std::span{&shape, 1});
        }
        head({"q", "r", "events"});
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto middle = places.lattice().centre(cells[i]);
            if (land && land->locate(middle) == geo::AreaIndex::outside) continue;
            add({std::to_string(cells[i].q), std::to_string(cells[i].r), std::to_string(found.rows[i])});
        }
        for (const auto& [reason, count] :
             {std::pair{"position_erased", found.erased}, {"heaped_point", found.heaped}})
            if (count > 0) left_out_.push_back({"", reason, count});
    }

    store::Store& store_;
    Worlds& worlds_;
    const World& world_;
    const StoreTable& asked_;
    const Indicator& indicator_;
    Territory within_;
    Period period_;
    intake::AnyTable table_;
    std::vector<methods::Excluded> left_out_;
};

void read_form(std::string_view value, StoreTable& asked) {
    if (value == "month") {
        asked.form = StoreForm::months;
    } else if (value == "fact") {
        asked.form = StoreForm::facts;
    } else if (value == "hexagon") {
        asked.form = StoreForm::hexagons;
    } else {
        const auto comma = std::min(value.find(','), value.size());
        if (comma != value.size() && value.substr(comma) != ",month") refuse_form(asked.text);
        asked.form = comma == value.size() ? StoreForm::areas : StoreForm::area_months;
        asked.layer = value.substr(0, comma);
        if (asked.layer == "fact" || asked.layer == "hexagon" || asked.layer == "month")
            refuse_form(asked.text);
    }
}

Digest digest_of_cells(const intake::AnyTable& table) {
    Sha256 digest;
    for (std::size_t i = 0; i < table.head.size(); ++i) {
        digest.add(table.head[i]);
        for (const auto& cell : table.columns[i]) {
            digest.add("\x1f");
            digest.add(cell);
        }
        digest.add("\x1e");
    }
    for (const auto& shape : table.shapes) digest.add(geo::geojson_geometry(shape));
    return digest.digest();
}

}  // namespace

bool is_store_table(std::string_view text) {
    return text.starts_with(prefix);
}

StoreTable parse_store_table(const std::string& text) {
    const std::string_view rest = std::string_view{text}.substr(prefix.size());
    const auto question = std::min(rest.find('?'), rest.size());
    StoreTable asked{.indicator = std::string{rest.substr(0, question)}, .text = text};
    if (asked.indicator.empty()) refuse_form(text);
    if (question == rest.size()) return asked;
    std::set<std::string_view> said;
    for (const auto part : split(rest.substr(question + 1), '&')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos || equals + 1 == part.size()) refuse_form(text);
        const auto name = part.substr(0, equals), value = part.substr(equals + 1);
        if (!said.insert(name == "to" ? "until" : name).second)
            throw Error{Fault::usage,
                        message("--table {}: expected each word once; found \"{}\" again", text, part)};
        if (name == "by") {
            read_form(value, asked);
        } else if (name == "from") {
            asked.from = month_in(value, text);
        } else if (name == "until" || name == "to") {
            asked.until = month_in(value, text);
        } else if (name == "territory") {
            asked.territory = value;
        } else if (name == "as-of") {
            asked.vintage = value;
        } else if (part == "breaks=cross") {
            asked.cross_breaks = true;
        } else {
            refuse_form(text);
        }
    }
    return asked;
}

FactTable read_store_table(store::Store& store, Worlds& worlds, const StoreTable& asked,
                           const methods::TableSpec* table) {
    const auto& world = worlds.at(asked.vintage);
    Reader reader{store, worlds, world, asked};
    auto found = reader.table(asked.form.value_or(form_of(table)), table);
    for (auto& note : reader.classes()) found.notes.push_back(std::move(note));
    auto& rows = found.rows;
    rows.file = asked.text;
    if (asked.vintage.empty())
        rows.file += (asked.text.find('?') == std::string::npos ? "?as-of=" : "&as-of=") + world.vintage();
    rows.digest = digest_of_cells(rows);
    return found;
}

}  // namespace atalaya::service
