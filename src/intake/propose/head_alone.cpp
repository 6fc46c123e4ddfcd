#include "intake/propose/head_alone.hpp"

#include <initializer_list>
#include <set>

#include "intake/propose/format_choices.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

constexpr int by_name = 40;
constexpr int plain = 7;  // a name that says the role by itself

// The columns that the head tells, each in one role.
struct Named {
    const Facts *day = nullptr, *year = nullptr, *month = nullptr, *hour = nullptr, *registered = nullptr;
    const Facts *lon = nullptr, *lat = nullptr;
    const Facts *count = nullptr, *residents = nullptr, *key = nullptr;
    const Facts *offence = nullptr, *suboffence = nullptr;

    bool has_time() const { return day || (year && month); }
};

const Facts* take_named(Choosing& choosing, Role role, int least, std::initializer_list<Role> not_of = {}) {
    const Facts* best = nullptr;
    int most = least - 1;
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column)) continue;
        int hint = hint_of(column.tokens, role);
        for (const Role other : not_of) hint -= hint_of(column.tokens, other);
        if (hint > most) most = hint, best = &column;
    }
    choosing.use(best);
    return best;
}

// Those that are plainest about their role choose first; areas take what is left.
Named named_columns(Choosing& choosing) {
    Named named;
    named.lon = take_named(choosing, Role::lon, 9);
    named.lat = take_named(choosing, Role::lat, 9);
    named.day = take_named(choosing, Role::day, 5, {Role::registered, Role::other});
    named.registered = take_named(choosing, Role::registered, 9, {Role::other});
    named.year = take_named(choosing, Role::year, plain);
    named.month = take_named(choosing, Role::month, plain);
    named.hour = take_named(choosing, Role::hour, plain);
    named.residents = take_named(choosing, Role::residents, 8);
    named.count = take_named(choosing, Role::count, plain);
    named.key = take_named(choosing, Role::key, plain);
    named.suboffence = take_named(choosing, Role::suboffence, 8);
    named.offence = take_named(choosing, Role::offence, 5, {Role::person, Role::other});
    if (!named.offence) std::swap(named.offence, named.suboffence);
    return named;
}

Message only_the_name() {
    return message("its name says so; there is no cell to look at");
}

void add_named(Choosing& choosing, const std::string& key, const Facts* column, const Message& question) {
    if (column) choosing.add(key, {column->name}, by_name, only_the_name(), question);
}

void add_kind(Choosing& choosing, const Named& named) {
    const auto torn = choosing.look().sample.torn;
    const Message why =
        torn > 0 ? message("{} rows have not as many cells as the head, and no other is there", torn)
                 : message("the file has a head and no rows: nothing can be told from it");
    const Message question =
        torn > 0
            ? message("Is this the row of the head, and this the separator? No row has its {} cells.",
                      choosing.columns().size())
            : message(
                  "What is a row of this file: a fact (incidents), a count (tallies), residents (exposures)? "
                  "Only the names of the columns were looked at. Ask for the file with its rows, and propose "
                  "again.");
    const Kind kind = named.residents && !named.has_time() ? Kind::exposures
                      : named.count && !named.day          ? Kind::tallies
                                                           : Kind::incidents;
    choosing.choose_kind(kind, 20, why, question);
}

void add_time(Choosing& choosing, const Named& named) {
    const std::string at = choosing.when_table();
    const Message when = message("Does this column say when the fact was?");
    if (named.day || !named.has_time()) {
        choosing.add(
            at + "column", {named.day ? named.day->name : std::string{to_fill_in}}, named.day ? by_name : 5,
            named.day ? only_the_name() : message("no name of a column says a day or a month"), when);
        choosing.add(at + "format",
                     {std::string{name_of(choosing.kind() == Kind::tallies ? DayFormat::year_month
                                                                           : DayFormat::day_month)}},
                     10, message("there is none to look at"), message("How are the days or months written?"));
    } else {
        add_named(choosing, at + "year", named.year, when);
        add_named(choosing, at + "month", named.month, when);
    }
    choosing.add(
        "time.basis", {"fact"}, by_name, message("the day is taken for that of the fact"),
        message("Is the day that of the fact or that on which it was reported? The file's page says so."));
    if (choosing.kind() != Kind::incidents) return;
    add_named(choosing, "time.hour.column", named.hour,
              message("Does this column say the hour of the fact?"));
    if (!named.registered) return;
    add_named(choosing, "time.registered.column", named.registered,
              message("Does this column say the day on which the fact was entered?"));
    choosing.add("time.registered.format", {std::string{name_of(DayFormat::day_month)}}, 10,
                 message("there is none to look at"), message("How are the days or months written?"));
}

void add_offence(Choosing& choosing, const Named& named) {
    const std::string at = choosing.offence_table();
    const Message question = message("Which column says the kind of fact?");
    if (!named.offence) {
        choosing.add(at + "always", {"hecho"}, 10, message("no name of a column says a kind of fact"),
                     question);
        return;
    }
    std::vector<std::string> names{named.offence->name};
    if (named.suboffence) names.push_back(named.suboffence->name);
    choosing.add(at + "columns", names, by_name, only_the_name(), question);
    choosing.add(at + "unlisted", {"keep"}, 95,
                 message("a label that codes.csv lacks is kept under its own text"));
}

void add_place(Choosing& choosing, const Named& named) {
    if (choosing.kind() != Kind::incidents) return;
    const Message question = message("Does this column say where, from east to west or from north to south?");
    // Coordinates of a plane need a system, which numbers alone tell.
    if (!named.lon || !named.lat) return;
    add_named(choosing, "place.lon", named.lon, question);
    add_named(choosing, "place.lat", named.lat, question);
}

void add_areas(Choosing& choosing) {
    std::set<std::string_view> layers;
    for (const auto& column : choosing.columns()) {
        const auto* layer = choosing.is_free(column) ? layer_of(column.tokens) : nullptr;
        if (!layer || layers.size() >= 4 || !layers.insert(layer->layer).second) continue;
        add_named(choosing, "area." + std::string{layer->layer} + ".column", &column,
                  message("Which layer of the city is \"{}\"? The table's name, [area.{}], should be its id.",
                          column.name, layer->layer));
    }
}

void add_exposure(Choosing& choosing, const Named& named) {
    choosing.add("exposure.kind", {"residents"}, by_name, only_the_name(),
                 message("What does \"{}\" count: residents, dwellings, vehicles?", named.residents->name));
    const Facts* area = nullptr;
    for (const auto& column : choosing.columns())
        if (const auto* layer = layer_of(column.tokens); layer && !area && choosing.is_free(column)) {
            area = &column;
            choosing.add("exposure.layer", {std::string{layer->layer}}, by_name, only_the_name(),
                         message("Which layer of the city is \"{}\"?", column.name));
        }
    if (area)
        add_named(choosing, "exposure.area", area, message("Which layer of the city is \"{}\"?", area->name));
    add_named(choosing, "exposure.value", named.residents,
              message("Is \"{}\" the number that rates divide by?", named.residents->name));
    if (named.year)
        add_named(choosing, "exposure.year_column", named.year,
                  message("Of which year are the numbers? The file's page says so."));
    else
        choosing.add("exposure.year", {"2020"}, 5, message("nothing says the year"),
                     message("Of which year are the numbers? The file's page says so."));
}

}  // namespace

void choose_by_head(Choosing& choosing) {
    const Named named = named_columns(choosing);
    add_kind(choosing, named);
    choose_dialect(choosing);
    if (choosing.kind() == Kind::exposures) return add_exposure(choosing, named);
    add_time(choosing, named);
    if (choosing.kind() == Kind::incidents) {
        add_named(
            choosing, "key.columns", named.key,
            message(
                "Does \"{}\" number the facts, and does each keep it in later files? Else leave [key] out.",
                named.key ? named.key->name : std::string{}));
        choosing.add("delivery.covers", {"rows"}, by_name,
                     message("safe: nothing that was published is withdrawn"),
                     message("Does a later file hold all there is of each month it touches (then \"months\": "
                             "what is absent was withdrawn), or what is new and corrected (\"rows\")?"));
    }
    add_offence(choosing, named);
    add_place(choosing, named);
    if (choosing.kind() == Kind::tallies)
        add_named(choosing, "count.column", named.count,
                  message("Does \"{}\" say how many facts a row stands for?", named.count->name));
    add_areas(choosing);
}

}  // namespace atalaya::intake
