#include "intake/propose/basis.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace atalaya::intake {

namespace {

bool names_the_fact(const Facts& column) {
    static constexpr std::array<std::string_view, 6> words{"hecho", "fato",       "suceso",
                                                           "occ",   "ocurrencia", "occurred"};
    return std::any_of(words.begin(), words.end(), [&](auto word) { return column.has(word); });
}

}  // namespace

bool choose_basis(Choosing& choosing, const TimeColumns& when) {
    const Facts* told = when.day ? when.day : when.year;
    const bool report = told && hint_of(told->tokens, Role::registered) >= 5;
    const bool fact = told && names_the_fact(*told);
    choosing.add(
        "time.basis", {report ? "report" : "fact"}, report || fact ? 93 : 75,
        report ? message("the name of the day says an entry")
               : message("the day is taken for that of the fact"),
        message("Is the day that of the fact or that on which it was reported? The file's page says so."));
    if (choosing.kind() == Kind::incidents)
        choosing.add("delivery.covers", {"rows"}, 60,
                     message("safe: nothing that was published is withdrawn"),
                     message("Does a later file hold all there is of each month it touches (then \"months\": "
                             "what is absent was withdrawn), or what is new and corrected (\"rows\")?"));
    return report;
}

void take_registered(Choosing& choosing, const TimeColumns& when) {
    if (choosing.kind() != Kind::incidents || !when.knows_days()) return;
    const Facts* best = nullptr;
    int most = 0;
    for (const auto& column : choosing.columns()) {
        const auto found = day_format_of(column);
        const bool days = found.format != DayFormat::year_month && found.format != DayFormat::month_name;
        const int hint = hint_of(column.tokens, Role::registered) - hint_of(column.tokens, Role::other);
        if (!choosing.is_free(column) || !days || found.share < 0.9 || hint < 4 || hint <= most) continue;
        most = hint;
        best = &column;
    }
    if (!best) return;
    std::vector<std::string> others;
    for (const auto& column : choosing.columns())
        if (&column != best && choosing.is_free(column) && day_format_of(column).share > 0.9 &&
            hint_of(column.tokens, Role::registered) > 0)
            others.push_back(column.name);
    choosing.add("time.registered.column", {best->name}, others.empty() ? 90 : 75,
                 message("it holds days, and its name says an entry"),
                 message("Is \"{}\" the day on which the fact was reported, or rather {}?", best->name,
                         join(others, ", ")));
    choosing.add("time.registered.format", {std::string{name_of(day_format_of(*best).format)}}, 95,
                 message("all of its cells read so"));
    choosing.use(best);
}

}  // namespace atalaya::intake
