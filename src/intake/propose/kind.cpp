#include "intake/propose/kind.hpp"

#include <algorithm>

#include "intake/propose/named_rows.hpp"
#include "intake/propose/offence_columns.hpp"

namespace atalaya::intake {

namespace {

bool has_area(const Choosing& choosing, const Amounts& amounts) {
    return std::any_of(choosing.columns().begin(), choosing.columns().end(), [&](const Facts& column) {
        const bool area = layer_of(column.tokens) || choosing.seems(column) == Seems::area;
        return choosing.is_free(column) && area && &column != amounts.residents;
    });
}

bool has_offence(const Choosing& choosing, const TimeColumns& when) {
    return std::any_of(choosing.columns().begin(), choosing.columns().end(),
                       [&](const Facts& column) { return offence_score(choosing, column, when) >= 6; });
}

// A day's facts added up: most rows count more than one, and nothing tells them apart within the day.
bool stands_for_several(const Choosing& choosing, const TimeColumns& when, const Facts& count) {
    if (count.middle < 2 || has_offence(choosing, when)) return false;
    return std::none_of(choosing.columns().begin(), choosing.columns().end(), [&](const Facts& column) {
        if (!choosing.is_free(column) || when.is_part(column)) return false;
        for (const Role role : {Role::hour, Role::lon, Role::lat, Role::x, Role::y, Role::person})
            if (hint_of(column.tokens, role) >= 7) return true;
        return false;
    });
}

// "mun" and "nom_mun": a number and a text of one layer.
bool has_code_and_name(const std::vector<Facts>& columns) {
    const auto is_of = [](const Facts& column, const LayerHint* layer, bool number) {
        const auto* own = layer_of(column.tokens);
        return own && (!layer || own->layer == layer->layer) &&
               (column.share(column.numbers()) > 0.95) == number;
    };
    return std::ranges::any_of(columns, [&](const Facts& name) {
        return is_of(name, nullptr, false) && std::ranges::any_of(columns, [&](const Facts& code) {
                   return is_of(code, layer_of(name.tokens), true);
               });
    });
}

// The outlines of areas, or their codes and names, in a row each.
bool lists_areas_too(const Choosing& choosing, const TimeColumns& when) {
    if (when.year || when.month) return false;
    return column_of_names(choosing) || has_code_and_name(choosing.columns()) ||
           std::ranges::any_of(choosing.columns(), [](const Facts& column) {
               return std::ranges::any_of(column.values, [](const auto& value) {
                   return value.first.starts_with('{') && value.first.find("oordinates") != std::string::npos;
               });
           });
}

// Without months, and no column says the kind of fact: numbers of areas.
void take_for_residents(Choosing& choosing, const TimeColumns& when, Amounts& amounts) {
    amounts.residents = amounts.count;
    const auto question = message(
        "What does \"{}\" count? Residents, dwellings or vehicles are exposures; facts need their month.",
        amounts.count->name);
    if (when.year)
        choosing.choose_kind(Kind::exposures, 75,
                             message("a number for each area and year, and no column offences"), question);
    else
        choosing.choose_kind(Kind::exposures, 60, message("areas with a number each, and no time"), question);
}

}  // namespace

void choose_kind(Choosing& choosing, const TimeColumns& when, const WideRun& wide, Amounts& amounts) {
    const bool offences = has_offence(choosing, when);
    const bool people = amounts.residents && (amounts.residents_hint >= 8 || !amounts.count) &&
                        !when.knows_days() && !wide.any();
    if (people && !offences)
        return choosing.choose_kind(
            Kind::exposures, lists_areas_too(choosing, when) ? 85 : 96,
            message("\"{}\" holds residents, and no column offences", amounts.residents->name),
            message("It has a row for each area, too: where no other file says their limits or names, a "
                    "second source "
                    "of this file reads them (kind = \"areas\", and beside = \"the id of this one\")."));
    if (wide.any())
        return choosing.choose_kind(Kind::tallies, 95,
                                    message("a column for each category or month holds counts"));
    if (when.knows_days() && amounts.count && stands_for_several(choosing, when, *amounts.count))
        return choosing.choose_kind(
            Kind::tallies, 75,
            message("most rows stand for several facts of a day, and none says where or at what hour"),
            message(
                "Does a row of \"{}\" hold all facts of its day (tallies), or is it one fact with so many "
                "victims or things (incidents)?",
                amounts.count->name));
    const Facts* may_count = amounts.count ? nullptr : column_that_may_count(choosing, when);
    if (when.knows_days())
        return choosing.choose_kind(
            Kind::incidents,
            amounts.count ? 92
            : may_count   ? 85
                          : 96,
            message("\"{}\" says the day of each row", when.day ? when.day->name : when.day_of_month->name),
            may_count
                ? message("Each row is taken for one fact. Does \"{}\" say for how many it stands? Then add "
                          "[units] with column = \"{}\".",
                          may_count->name, may_count->name)
                : Message{});
    if (when.knows_months() && amounts.count)
        return choosing.choose_kind(
            Kind::tallies, 95, message("\"{}\" counts, and time is known by months", amounts.count->name));
    if (when.knows_months())
        return choosing.choose_kind(
            Kind::incidents, may_count ? 75 : 91, message("each row is a fact of a month: no column counts"),
            may_count
                ? message("Each row is taken for one fact. Does \"{}\" say for how many it stands? Then add "
                          "[units] with column = \"{}\".",
                          may_count->name, may_count->name)
                : Message{});
    if (amounts.count && !offences && has_area(choosing, amounts))
        return take_for_residents(choosing, when, amounts);
    if (amounts.count && when.year)
        return choosing.choose_kind(
            Kind::tallies, 90, message("\"{}\" counts, and time is known by years", amounts.count->name));
    if (amounts.count)
        return choosing.choose_kind(
            Kind::tallies, 60, message("\"{}\" counts, and no column says when", amounts.count->name),
            message("Of which months are the counts? Without them no bulletin can have them."));
    if (const Facts* names = when.year ? nullptr : column_of_names(choosing))
        return choosing.choose_kind(
            Kind::incidents, 30, message("a code and a name in each row, and no time"),
            message(
                "Is this the list of what the codes of another file mean? Then it is no source: the texts "
                "of \"{}\" go into that one's codes.csv.",
                names->name));
    choosing.choose_kind(
        Kind::incidents, 50, message("a row for each thing, and no column says when"),
        message("Are these facts? Without a day or a month they cannot be counted in time."));
}

}  // namespace atalaya::intake
