#include "intake/propose/covered.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/text.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

std::optional<Month> month_in(const Choosing& choosing, const TimeColumns& when, std::size_t row) {
    std::optional<When> read;
    if (when.day)
        read = parse_typed_day(trimmed(choosing.cell(row, *when.day)), when.found.format);
    else if (when.year && when.month)
        read = day_of(trimmed(choosing.cell(row, *when.year)), trimmed(choosing.cell(row, *when.month)), {});
    return read ? std::optional{month_of(read->day)} : std::nullopt;
}

const Facts* finest_area(Choosing& choosing) {
    const Facts* finest = nullptr;
    for (const auto& column : choosing.columns()) {
        const bool taken =
            std::any_of(choosing.choices().begin(), choosing.choices().end(), [&](const Choice& choice) {
                return choice.key.starts_with("area.") && choice.values.front() == column.name;
            });
        if (taken && (!finest || column.distinct > finest->distinct)) finest = &column;
    }
    return finest;
}

struct Cover {
    std::set<Month> months;
    std::size_t areas = 0, pairs = 0;

    std::size_t absent() const { return areas * months.size() - pairs; }
};

Cover cover_of(const Choosing& choosing, const TimeColumns& when, const Facts* area) {
    Cover cover;
    std::set<std::string> areas;
    std::set<std::pair<std::string, Month>> pairs;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        const auto month = month_in(choosing, when, row);
        if (!month) continue;
        cover.months.insert(*month);
        const std::string name = area ? folded(trimmed(choosing.cell(row, *area))) : std::string{};
        if (name.empty()) continue;
        areas.insert(name);
        pairs.insert({name, *month});
    }
    cover.areas = areas.size();
    cover.pairs = pairs.size();
    return cover;
}

Message what_is_there(const Cover& cover) {
    if (cover.months.empty()) return message("no file says what is missing in it");
    if (cover.areas == 0)
        return message("{} months from {} to {} have rows", cover.months.size(), iso(*cover.months.begin()),
                       iso(*cover.months.rbegin()));
    return message("{} months from {} to {}; of their pairs with {} areas {} have no row",
                   cover.months.size(), iso(*cover.months.begin()), iso(*cover.months.rbegin()), cover.areas,
                   cover.absent());
}

void ask_about_blanks(Choosing& choosing, const WideRun& wide) {
    std::int64_t blank = 0;
    for (const auto* column : wide.columns) blank += column->rows - column->said;
    if (blank == 0) return;
    choosing.add("wide.blank", {"nothing"}, 60, message("{} cells of these columns are blank", blank),
                 message("Is a blank cell a zero (then \"zero\"), or was nothing collected (\"nothing\")?"));
}

}  // namespace

Message asked_of_cover() {
    return message(
        "Which months and areas does the file cover? Where there is no row, was there no fact, or was "
        "nothing "
        "sent? What was not sent belongs into [[coverage]] of city.toml.");
}

void ask_what_is_covered(Choosing& choosing, const TimeColumns& when, const WideRun& wide) {
    if (choosing.kind() != Kind::tallies) return;
    ask_about_blanks(choosing, wide);
    choosing.add("count.covered", {}, 50, what_is_there(cover_of(choosing, when, finest_area(choosing))),
                 asked_of_cover());
}

}  // namespace atalaya::intake
