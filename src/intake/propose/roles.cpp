#include "intake/propose/roles.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/propose/address_columns.hpp"
#include "intake/propose/amounts.hpp"
#include "intake/propose/area_columns.hpp"
#include "intake/propose/area_file.hpp"
#include "intake/propose/area_numbers.hpp"
#include "intake/propose/basis.hpp"
#include "intake/propose/channel_column.hpp"
#include "intake/propose/content.hpp"
#include "intake/propose/covered.hpp"
#include "intake/propose/duplicates.hpp"
#include "intake/propose/exposure_columns.hpp"
#include "intake/propose/format_choices.hpp"
#include "intake/propose/head_alone.hpp"
#include "intake/propose/hour.hpp"
#include "intake/propose/interval_columns.hpp"
#include "intake/propose/key_columns.hpp"
#include "intake/propose/kind.hpp"
#include "intake/propose/offence_columns.hpp"
#include "intake/propose/position.hpp"
#include "intake/propose/reference.hpp"
#include "intake/propose/rhythm.hpp"
#include "intake/propose/sealed_columns.hpp"
#include "intake/propose/time_columns.hpp"
#include "intake/propose/wide_run.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

Uses uses_of(const Choosing& choosing, const OffenceColumns& offences, const WideRun& wide,
             const Amounts& amounts) {
    Uses uses{.labels = {}, .counts = wide.columns};
    for (const auto* column : {offences.first, offences.second, offences.third})
        if (column) uses.labels.push_back(column);
    if (choosing.kind() == Kind::tallies && amounts.count) uses.counts.push_back(amounts.count);
    return uses;
}

// Heads such as "2021 ENE" say all of the month.
bool heads_say_years(const WideRun& wide) {
    return wide.months && std::all_of(wide.columns.begin(), wide.columns.end(), [](const Facts* column) {
               return parse_when(trimmed(column->name), DayFormat::month_name).has_value();
           });
}

void take_months_of_heads(Choosing& choosing, const WideRun& wide) {
    const std::string at = choosing.when_table();
    choosing.add(at + "column", {wide.month()}, 97, message("the columns of the months become rows"));
    choosing.add(at + "format", {std::string{name_of(DayFormat::month_name)}}, 97,
                 message("their heads say month and year, \"{}\"", wide.columns.front()->name));
}

// Each column serves once: those that are plainest about it choose first.
void choose_facts(Choosing& choosing, const TimeColumns& when, const WideRun& wide, const Amounts& amounts,
                  const Position& position, const Sealed& sealed) {
    add_sealed(choosing, sealed);
    if (!when.year && !when.day && heads_say_years(wide))
        take_months_of_heads(choosing, wide);
    else
        take_when(choosing, when, wide.month());
    take_key(choosing, when);
    const bool by_report = choose_basis(choosing, when);
    take_interval(choosing, when);
    take_hour(choosing, when, by_report);
    if (!by_report) take_registered(choosing, when);
    const OffenceColumns offences = take_offence(choosing, when, wide);
    choose_missing(choosing, uses_of(choosing, offences, wide, amounts));
    take_position(choosing, position);
    take_address(choosing);
    take_channel(choosing);
    take_count(choosing, amounts, wide);
    take_wide(choosing, wide);
    take_areas(choosing);
    ask_about_duplicates(choosing, when);
    ask_what_is_covered(choosing, when, wide);
    take_rhythm(choosing, when);
    list_labels(choosing, offences, when, wide);
}

void choose_table(Choosing& choosing) {
    if (choosing.look().sample.rows() == 0) return choose_by_head(choosing);
    const TimeColumns when = with_day_inside(choosing, find_when(choosing));
    const char decimal = find_decimal(choosing.columns(), says_who).value;
    const Position position = find_position(choosing, decimal);
    mark_by_content(choosing, when, position, decimal);
    mark_area_numbers(choosing, when);
    if (choose_reference(choosing, when, position)) return;
    const Sealed sealed = take_sealed(choosing, when);
    const WideRun wide = find_wide(choosing, when);
    Amounts amounts = find_amounts(choosing, when, wide);
    choose_kind(choosing, when, wide, amounts);
    if (choosing.kind() == Kind::exposures) {
        choose_format(choosing);
        choose_exposure(choosing, when, amounts);
    } else {
        choose_dialect(choosing);
        choose_facts(choosing, when, wide, amounts, position, sealed);
    }
}

}  // namespace

Proposal choose_roles(const std::string& file, const Look& look, const std::vector<KnownSystem>& systems) {
    Choosing choosing{file, look, systems};
    if (look.lines)
        choose_streets(choosing);
    else if (look.areas)
        choose_areas_file(choosing);
    else
        choose_table(choosing);
    return std::move(choosing).done();
}

}  // namespace atalaya::intake
