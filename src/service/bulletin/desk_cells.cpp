// Cells of the bulletin's tables: a figure as text and value, with what marks it.
#include <algorithm>
#include <cmath>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

using render::Cell;

Cell Desk::text_cell(std::string text) {
    return {.text = {{std::move(text), {}}}};
}

bool Desk::partial(const Figure& figure) {
    return std::any_of(figure.notes.begin(), figure.notes.end(), [](const std::string& note) {
        return note.starts_with("coverage:") || note.starts_with("unsaid:");
    });
}

void Desk::explain_partial(render::Sheet& sheet) const {
    const auto is_marked = [](const Cell& cell) {
        return std::any_of(cell.text.begin(), cell.text.end(),
                           [](const render::Run& run) { return run.text == "*"; });
    };
    if (std::any_of(sheet.rows.begin(), sheet.rows.end(),
                    [&](const auto& row) { return std::any_of(row.begin(), row.end(), is_marked); }))
        sheet.notes.push_back(words_.fill("T3.note.partial"));
}

Cell Desk::count_cell(const Figure& figure) const {
    if (!figure.value) {
        auto why = figure.reason == "break" ? words_.say("state.break") : absent(figure);
        return {.text = {{std::move(why), figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    }
    Cell cell{.text = {shows(forms_.count(std::llround(*figure.value)), figure)}, .value = figure.value};
    if (partial(figure)) cell.text.push_back({"*"});
    return cell;
}

Cell Desk::change_cell(const Figure& figure, const std::optional<stats::Label>& label) const {
    if (!figure.value) {
        const std::string why =
            figure.reason == "small_base" ? words_.say("mark.small_base")
            : figure.reason == "no_data" || figure.reason == "no_place" || figure.reason == "withheld"
                ? absent(figure)
            : figure.reason == "break"  ? words_.say("state.break")
            : figure.reason == "feasts" ? words_.say("mark.feasts")
                                        : refusal(figure);
        return {.text = {{why, figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    }
    Cell cell{.text = {shows(forms_.change(*figure.value), figure)},
              .value = figure.value,
              .mark = Cell::Mark::inconclusive};
    if (label && label->verdict == stats::Verdict::conclusive) {
        cell.mark = Cell::Mark::conclusive;
        cell.text.front().strong = true;
    }
    if (partial(figure)) cell.text.push_back({"*"});
    const auto carried = [](const std::string& note) { return note.starts_with("bridged:"); };
    if (std::any_of(figure.notes.begin(), figure.notes.end(), carried)) cell.text.push_back({"‡"});
    return cell;
}

Cell Desk::rate_cell(const Figure& figure) const {
    if (!figure.value)
        return {.text = {{absent(figure), figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    Cell cell{.text = rate(figure), .value = figure.value};
    if (partial(figure)) cell.text.push_back({"*"});
    return cell;
}

Cell Desk::interval_cell(const Figure& figure) const {
    if (!figure.low || !figure.high) return text_cell("");
    return {.text = interval(figure), .parts = ends(figure)};
}

}  // namespace atalaya::service
