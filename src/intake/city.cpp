#include "intake/city.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "intake/city_coverage.hpp"
#include "intake/city_links.hpp"
#include "intake/declared_area_changes.hpp"
#include "intake/toml.hpp"
#include "intake/units.hpp"

namespace atalaya::intake {

namespace {

Layer layer_of(TomlTable table) {
    Layer layer;
    layer.slot = static_cast<int>(table.integer("slot"));
    if (layer.slot < 1 || layer.slot > 4) table.refuse("slot", message("\"slot\" should be 1, 2, 3 or 4."));
    layer.id = table.text("id");
    layer.name = table.words("name");
    layer.plural = table.words("plural");
    layer.parent = table.text("parent", "");
    layer.optional = table.boolean("optional", false);
    layer.street = table.boolean("street", false);
    table.done();
    return layer;
}

bool begins_month(Day day) {
    return day == first_day(month_of(day));
}

Bridge bridge_of(TomlTable table, Day broken) {
    Bridge out{
        .source = table.text("source"), .first = table.day("first"), .last = table.day("last"), .moved = {}};
    if (!begins_month(broken))
        table.refuse("first", message("a break with a \"bridge\" should begin on the first day of a month."));
    if (out.last <= out.first || !begins_month(out.first) || !begins_month(out.last + std::chrono::days{1}))
        table.refuse("last", message("\"first\" and \"last\" should be the first and the last day of the "
                                     "months that bear both codes."));
    if (out.first < broken)
        table.refuse("first", message("the months that bear both codes should not begin before the break."));
    for (auto& moved : table.tables("moved")) {
        out.moved.push_back({moved.text("counts"), moved.text("before"), moved.text("after")});
        if (out.moved.back().before == out.moved.back().after)
            moved.refuse("after", message("\"before\" and \"after\" should be two different codes."));
        moved.done();
    }
    if (out.moved.empty())
        table.refuse("moved", message("a \"bridge\" should say in \"moved\" which codes became which."));
    table.done();
    return out;
}

Break break_of(TomlTable table) {
    Break out{.id = table.text("id"),
              .day = table.day("day"),
              .sources = table.texts("sources"),
              .indicators = table.optional_texts("indicators"),
              .what = table.words("what"),
              .bridge = {}};
    if (const auto bridge = table.optional_table("bridge")) out.bridge = bridge_of(*bridge, out.day);
    table.done();
    return out;
}

Event event_of(TomlTable table) {
    Event out{.id = table.text("id"),
              .first = table.day("first"),
              .last = table.day("last"),
              .ordinary_year = {},
              .what = {}};
    if (out.last < out.first) table.refuse("last", message("\"last\" should not be before \"first\"."));
    if (table.has("ordinary_year")) out.ordinary_year = static_cast<int>(table.integer("ordinary_year"));
    out.what = table.words("what");
    table.done();
    return out;
}

LocalName name_of(TomlTable table) {
    LocalName out{.indicator = table.text("indicator"),
                  .name = table.words("name"),
                  .definition = table.optional_words("definition"),
                  .note = table.optional_words("note"),
                  .unit = table.one_of("unit", counted_units(), "")};
    table.done();
    return out;
}

Reconciliation reconciliation_of(TomlTable table) {
    Reconciliation out{.indicator = table.text("indicator"),
                       .primary = table.text("primary"),
                       .other = table.text("other"),
                       .other_counts = table.text("other_counts"),
                       .days = static_cast<int>(table.integer("days")),
                       .layer = table.text("layer", "")};
    if (out.primary == out.other)
        table.refuse("other", message("\"primary\" and \"other\" should be two different sources."));
    if (out.days < 0 || out.days > 60) table.refuse("days", message("\"days\" should be 0 to 60."));
    if (out.other_counts == out.indicator)
        table.refuse("other_counts",
                     message("\"other_counts\" should be no indicator: the two lists are never added."));
    table.done();
    return out;
}

CrosswalkChoice crosswalk_choice_of(TomlTable table) {
    CrosswalkChoice out{.source = table.text("source"),
                        .use = table.text("use"),
                        .indicators = table.optional_texts("indicators")};
    table.done();
    return out;
}

// A label is never coded by what it resembles unless the city says from which likeness on.
std::optional<int> automatic_codes_of(TomlTable table) {
    constexpr std::int64_t least = 70, most = 100;
    std::optional<std::int64_t> percent;
    if (table.has("automatic")) percent = table.integer("automatic");
    if (percent && (*percent < least || *percent > most))
        table.refuse("automatic",
                     message("\"automatic\" should be 70 to 100, the score in percent from which "
                             "a label may take the code that is certain for it."));
    table.done();
    return percent ? std::optional{static_cast<int>(*percent)} : std::nullopt;
}

Interpolation interpolation_of(TomlTable table) {
    Interpolation out{.kind = table.text("kind"),
                      .from = table.text("from"),
                      .to = table.text("to"),
                      .units = table.text("units", "")};
    if (out.from == out.to || out.units == out.to)
        table.refuse("to", message("an estimate is of another layer than those that it comes from."));
    table.done();
    return out;
}

Meeting meeting_of(TomlTable table) {
    static const std::vector<std::string> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
    const std::string weekday = table.one_of("weekday", weekdays);
    Meeting out{
        .weekday = static_cast<int>(std::find(weekdays.begin(), weekdays.end(), weekday) - weekdays.begin()),
        .hour = table.text("hour", "")};
    const auto digit = [&](std::size_t at) { return out.hour[at] >= '0' && out.hour[at] <= '9'; };
    const bool clock = out.hour.size() == 5 && digit(0) && digit(1) && out.hour[2] == ':' && digit(3) &&
                       digit(4) && out.hour.substr(0, 2) < "24" && out.hour.substr(3) < "60";
    if (!out.hour.empty() && !clock)
        table.refuse("hour", message("\"hour\" should be written like \"08:00\"; found \"{}\".", out.hour));
    table.done();
    return out;
}

Feast feast_of(TomlTable table) {
    Feast out{.name = table.words("name")};
    const std::string day = table.text("day", "");
    if (table.has("easter")) out.easter = static_cast<int>(table.integer("easter"));
    if (day.empty() != out.easter.has_value())
        table.refuse("day", message("a feast should have either \"day\" or \"easter\"."));
    if (!day.empty()) {
        const auto date = parse_day("2000-" + day);  // a leap year has every day
        if (!date)
            table.refuse("day", message("\"day\" should be written like \"05-25\"; found \"{}\".", day));
        const std::chrono::year_month_day parts{*date};
        out.month = static_cast<int>(static_cast<unsigned>(parts.month()));
        out.day = static_cast<int>(static_cast<unsigned>(parts.day()));
    }
    table.done();
    return out;
}

Help help_of(TomlTable table) {
    Help out{.line = table.words("line"), .source = table.text("source")};
    table.done();
    return out;
}

Demonstration demo_of(TomlTable table) {
    Demonstration out{.period = table.text("period"),
                      .territories = table.texts("territories"),
                      .deliveries = table.optional_text_lists("deliveries")};
    if (!parse_period(out.period)) {
        table.refuse(
            "period",
            message("\"period\" should be a month, a year or two days, such as \"2020-08\"; found \"{}\".",
                    out.period));
    }
    table.done();
    return out;
}

void check_layers(const City& city, const TomlTable& top) {
    for (const auto& layer : city.layers) {
        const auto same = [&](const Layer& other) {
            return &other != &layer && (other.slot == layer.slot || other.id == layer.id);
        };
        if (std::any_of(city.layers.begin(), city.layers.end(), same)) {
            top.refuse("layers", message("two layers share the slot or the id of \"{}\".", layer.id));
        }
        if (layer.parent.empty()) continue;
        const Layer* parent = city.layer(layer.parent);
        if (!parent || parent->slot <= layer.slot) {
            top.refuse("layers",
                       message("the parent of layer \"{}\" should be a layer in a later slot; found \"{}\".",
                               layer.id, layer.parent));
        }
    }
}

void check_sources(const City& city, const TomlTable& top) {
    const auto known = [&](const std::string& id) {
        return std::find(city.sources.begin(), city.sources.end(), id) != city.sources.end();
    };
    for (const auto& b : city.breaks) {
        for (const auto& id : b.sources) {
            if (!known(id))
                top.refuse("breaks",
                           message("break \"{}\" names \"{}\", which is not in \"sources\".", b.id, id));
        }
        if (b.bridge && !known(b.bridge->source))
            top.refuse("breaks", message("break \"{}\" names \"{}\", which is not in \"sources\".", b.id,
                                         b.bridge->source));
    }
    for (const auto& gap : city.coverage) {
        if (!known(gap.source)) top.refuse("coverage", message("\"{}\" is not in \"sources\".", gap.source));
        if (!gap.layer.empty() && !city.layer(gap.layer)) {
            top.refuse("coverage", message("the city has no layer \"{}\".", gap.layer));
        }
    }
}

void check_interpolations(const City& city, const TomlTable& top) {
    for (const auto& of : city.interpolations) {
        for (const auto& layer : {of.from, of.to, of.units}) {
            if (!layer.empty() && !city.layer(layer))
                top.refuse("interpolations", message("the city has no layer \"{}\".", layer));
        }
    }
}

void check_reconciliations(const City& city, const TomlTable& top) {
    for (const auto& of : city.reconciliations) {
        for (const auto& id : {of.primary, of.other}) {
            if (std::find(city.sources.begin(), city.sources.end(), id) == city.sources.end())
                top.refuse("reconciliations", message("\"{}\" is not in \"sources\".", id));
        }
        if (!of.layer.empty() && !city.layer(of.layer))
            top.refuse("reconciliations", message("the city has no layer \"{}\".", of.layer));
    }
}

void check_crosswalks(const City& city, const TomlTable& top) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& choice : city.crosswalks) {
        if (std::find(city.sources.begin(), city.sources.end(), choice.source) == city.sources.end())
            top.refuse("crosswalks", message("\"{}\" is not in \"sources\".", choice.source));
        auto indicators = choice.indicators;
        if (indicators.empty()) indicators.emplace_back();
        for (const auto& indicator : indicators) {
            if (!seen.emplace(choice.source, indicator).second)
                top.refuse(
                    "crosswalks",
                    message("two [[crosswalks]] choose for the source \"{}\"; each is chosen once for all "
                            "indicators, and once for one.",
                            choice.source));
        }
    }
}

void check_expected(const City& city, const TomlTable& top) {
    for (const auto& one : city.expected) {
        if (std::find(city.sources.begin(), city.sources.end(), one.source) == city.sources.end())
            top.refuse("expected", message("\"{}\" is not in \"sources\".", one.source));
        if (city.expectation(one.source) != &one)
            top.refuse("expected", message("two [[expected]] are of the source \"{}\".", one.source));
    }
}

}  // namespace

const Layer* City::layer(std::string_view wanted) const {
    const auto found =
        std::find_if(layers.begin(), layers.end(), [&](const Layer& l) { return l.id == wanted; });
    return found == layers.end() ? nullptr : &*found;
}

const Expected* City::expectation(std::string_view source) const {
    const auto found =
        std::find_if(expected.begin(), expected.end(), [&](const Expected& e) { return e.source == source; });
    return found == expected.end() ? nullptr : &*found;
}

namespace {

void find_clock(City& city, const TomlTable& top) {
    const auto folder = zone_folder();
    city.tzdata = tzdata_version(folder);
    if (auto zone = find_zone(folder, city.zone)) {
        city.clock = std::make_shared<const Zone>(std::move(*zone));
    } else if (!city.tzdata.empty() || !is_zone_name(city.zone)) {
        top.refuse(
            "zone",
            message("\"zone\" should name a time zone, such as \"America/Lima\"; found \"{}\".", city.zone));
    }
}

}  // namespace

City read_city(const std::filesystem::path& folder) {
    TomlTable top = read_toml(folder / "city.toml");
    City city;
    city.folder = folder;
    city.id = top.text("id");
    if (city.id != folder.filename().string()) {
        top.refuse("id", message("\"id\" should be the folder's name, \"{}\"; found \"{}\".",
                                 folder.filename().string(), city.id));
    }
    city.name = top.text("name");
    city.short_name = top.text("short_name");
    city.country = top.text("country");
    city.region = top.text("region");
    city.zone = top.text("zone");
    find_clock(city, top);
    city.simulated = top.boolean("simulated", false);
    city.sources = top.texts("sources");
    for (auto& table : top.tables("layers")) city.layers.push_back(layer_of(table));
    std::sort(city.layers.begin(), city.layers.end(),
              [](const Layer& a, const Layer& b) { return a.slot < b.slot; });
    for (auto& table : top.tables("breaks")) city.breaks.push_back(break_of(table));
    auto changes = area_changes_of(top);
    for (auto& table : top.tables("events")) city.events.push_back(event_of(table));
    for (auto& table : top.tables("coverage")) {
        for (auto& gap : coverage_of(std::move(table))) city.coverage.push_back(std::move(gap));
    }
    for (auto& table : top.tables("names")) city.names.push_back(name_of(table));
    for (auto& table : top.tables("reconciliations"))
        city.reconciliations.push_back(reconciliation_of(table));
    for (auto& table : top.tables("links")) city.links.push_back(link_of(table));
    for (auto& table : top.tables("crosswalks")) city.crosswalks.push_back(crosswalk_choice_of(table));
    if (const auto codes = top.optional_table("codes")) city.codes_automatic = automatic_codes_of(*codes);
    for (auto& table : top.tables("interpolations")) city.interpolations.push_back(interpolation_of(table));
    for (auto& table : top.tables("comparisons")) city.comparisons.push_back(comparison_of(table));
    if (const auto meeting = top.optional_table("meeting")) city.meeting = meeting_of(*meeting);
    if (const auto help = top.optional_table("help")) city.help = help_of(*help);
    for (auto& table : top.tables("feasts")) city.feasts.push_back(feast_of(table));
    for (auto& table : top.tables("expected")) city.expected.push_back(expected_of(table));
    if (const auto demo = top.optional_table("demo")) city.demo = demo_of(*demo);
    top.done();
    check_layers(city, top);
    check_sources(city, top);
    add_area_changes(city, std::move(changes), folder / "city.toml");
    check_interpolations(city, top);
    check_reconciliations(city, top);
    check_expected(city, top);
    check_crosswalks(city, top);
    check_links(city, top);
    return city;
}

std::vector<City> read_cities(const std::filesystem::path& root) {
    std::vector<City> cities;
    if (!std::filesystem::is_directory(root)) return cities;
    for (const auto& entry : std::filesystem::directory_iterator{root}) {
        if (std::filesystem::exists(entry.path() / "city.toml")) cities.push_back(read_city(entry.path()));
    }
    std::sort(cities.begin(), cities.end(), [](const City& a, const City& b) { return a.id < b.id; });
    return cities;
}

}  // namespace atalaya::intake
