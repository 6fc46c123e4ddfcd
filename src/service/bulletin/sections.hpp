// The sections of the monthly bulletin, each a function of the desk. A section with
// nothing to say is not there; an indicator without data is still in T1 and says so.
#pragma once

#include <optional>
#include <vector>

#include "service/bulletin/change_sentences.hpp"
#include "service/bulletin/comparisons.hpp"
#include "service/bulletin/desk.hpp"

namespace atalaya::service {

using Rows = std::vector<IndicatorRow>;

// Whether what the indicator counts here are people: a city's source may count files or cases, and then no
// sentence says "victims".
bool counts_victims(const Indicator& indicator);

// Victims of the month, of 12 months and their rate, in the words of a family of keys: "lethal" or
// "road"; where not people are counted, under the city's own name. None at a level that the indicator is not given for.
std::optional<render::Paragraph> life_sentence(Desk& desk, const IndicatorRow* row, const std::string& family,
                                               render::Paragraph::Kind kind);

// "Viernes Santo (29 de marzo de 2024; un año antes, 7 de abril de 2023)".
std::string dated(const Desk& desk, const MovedFeast& moved);
// The feasts that fell in another month than the year before, and what is compared for it.
render::Paragraph moved_feasts(const Desk& desk, render::Paragraph::Kind kind);

// Breaks, events and coverage that touch what is compared, each in its sentence: of the year to date too
// where that is told.
void add_circumstances(Desk& desk, const Rows& rows, render::Section& section, bool year_is_told = true);
// What of a source was absent: as the city declares it, else that the source has no row.
std::string absent(const Desk& desk, const intake::Gap& gap);

render::Section summary_section(Desk& desk, const Rows& rows);
std::optional<render::Section> lethal_section(Desk& desk, const Rows& rows);
std::optional<render::Section> property_section(Desk& desk, const Rows& rows);
std::optional<render::Section> injuries_section(Desk& desk, const Rows& rows);
std::optional<render::Section> family_section(Desk& desk, const Rows& rows);
std::optional<render::Section> coexistence_section(Desk& desk, const Rows& rows);
std::optional<render::Section> road_section(Desk& desk, const Rows& rows);
std::optional<render::Section> concentration_section(Desk& desk, const Rows& rows);
std::optional<render::Section> activity_section(Desk& desk, const Rows& rows);
std::optional<render::Section> expectation_section(Desk& desk, const Rows& rows);
render::Section quality_section(Desk& desk, const Rows& rows);
render::Section definitions_section(Desk& desk, const Rows& rows);

// T1; the rows of the indicators that count, those that are shares, and the quality of the data.
render::Sheet table_of_indicators(Desk& desk, const Rows& rows);

// Tables that more than one section or bulletin uses.
render::Sheet territories_table(Desk& desk, const Indicator& indicator);
render::Sheet coverage_table(Desk& desk);
// T10b; none where every row could be used. Longer than twelve rows it says how many rows the rest are.
std::optional<render::Sheet> rejects_table(Desk& desk);
// Whether the rows of a source are kept back, so that for the public those of all together are too: what the others
// leave of them would give them away.
bool keeps_rows_back(const Desk& desk);

// None where no source of the indicator says a channel, or where a cell has to be kept back.
std::optional<render::Sheet> channels_table(Desk& desk, const Indicator& indicator);
// C8; none where no source says when facts were registered.
std::optional<render::Picture> delay_picture(Desk& desk);
// T11: what changed since the bulletin before, life offences by 1 or more, the others by 2 % or more; at most so many
// rows. With a source, only what its deliveries brought. None where nothing did, or no bulletin was before.
std::optional<render::Sheet> revisions_table(Desk& desk, const Rows& rows, std::size_t most,
                                             std::string_view source = {});
// The same under its heading, or that there is none.
void add_revisions(Desk& desk, const Rows& rows, render::Section& section);

// A bulletin of a comuna or a small town: four pages.
bool is_small(const Desk& desk);

}  // namespace atalaya::service
