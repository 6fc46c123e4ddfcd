#include "render/chart_notes.hpp"

#include <algorithm>
#include <utility>

#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double lane_height = 14;
constexpr double gap = 4;  // between a rule and its name

// The fewest lines that are no wider than `room`, as even as can be.
std::vector<std::string> lines_within(double room, const std::string& label) {
    std::vector<std::string> lines{label};
    for (int n = 2; widest(lines, theme::small) > room; ++n) {
        auto more = in_lines(label, n, theme::small);
        if (more.empty()) break;  // a line for each word
        lines = std::move(more);
    }
    for (std::string& line : lines) line = shortened(line, room, theme::small);
    return lines;
}

}  // namespace

Notes::Note Notes::note_of(double first, double last, const std::string& label, bool is_break, double left,
                           double right) {
    auto lines = lines_within(right - left, label);
    const double wide = widest(lines, theme::small);
    const bool beside = wide <= std::max(first - left, right - first) - gap;
    const double from = !beside                       ? std::clamp(first - wide / 2, left, right - wide)
                        : first + gap + wide <= right ? first + gap
                                                      : first - gap - wide;
    return {first, last, std::move(lines), is_break, from, from + wide};
}

bool Notes::is_off_names(const Note& note, std::size_t placed) const {
    return std::all_of(
        notes_.begin(), notes_.begin() + static_cast<std::ptrdiff_t>(placed), [&](const Note& other) {
            const bool apart =
                note.text_right + gap <= other.text_left || other.text_right + gap <= note.text_left;
            return apart || other.top_lane() < note.lane || note.top_lane() < other.lane;
        });
}

// Nor a rule through a name: a rule runs down from its own lane.
bool Notes::is_clear(const Note& note, std::size_t placed) const {
    const auto crosses = [](const Note& rule, const Note& name) {
        return name.lane <= rule.top_lane() && name.text_left - 2 < rule.first &&
               rule.first < name.text_right + 2;
    };
    return is_off_names(note, placed) &&
           std::all_of(notes_.begin(), notes_.begin() + static_cast<std::ptrdiff_t>(placed),
                       [&](const Note& other) { return !crosses(note, other) && !crosses(other, note); });
}

// The lowest lane without a crossing; where two notes each lie in the other's way, the lowest free one.
void Notes::find_lane(std::size_t index) {
    Note& note = notes_[index];
    int most = 0;
    for (const Note& other : notes_) most += static_cast<int>(other.lines.size());
    while (note.lane < most && !is_clear(note, index)) ++note.lane;
    if (note.lane < most) return;
    note.lane = 0;
    while (!is_off_names(note, index)) ++note.lane;
}

Notes::Notes(const std::vector<ChartEvent>& events, const std::vector<ChartBreak>& breaks,
             const TimeAxis& axis, double left, double right) {
    const auto add = [&](Day first, Day last, const std::string& label, bool is_break) {
        if (!axis.touches(first, last)) return;
        const double from = axis.at(first), to = last == first ? from : axis.at(last + std::chrono::days{1});
        notes_.push_back(note_of(from, to, label, is_break, left, right));
    };
    for (const ChartEvent& event : events) add(event.first, event.last, event.label, false);
    for (const ChartBreak& cut : breaks) add(cut.day, cut.day, cut.label, true);

    // Names right of their rules from the right on, then those left of theirs from the left
    // on: the later then lie over the rules of the earlier, in lanes of their own.
    std::ranges::stable_sort(notes_, {}, [](const Note& note) {
        return std::pair{note.leans_left(), note.leans_left() ? note.first : -note.first};
    });
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        find_lane(i);
        lanes_ = std::max(lanes_, notes_[i].top_lane() + 1);
    }
}

double Notes::height() const {
    return lanes_ * lane_height;
}

void Notes::draw_spans(Canvas& canvas, const Rect& plot) const {
    for (const Note& note : notes_) {
        if (note.last > note.first) canvas.rect({note.first, plot.top, note.last, plot.bottom}, theme::paper);
    }
}

void Notes::draw(Canvas& canvas, const Rect& plot) const {
    const auto baseline = [&](int lane) { return plot.top - lane * lane_height - 4; };
    const auto rule = [&](double x, double top, const Stroke& stroke) {
        canvas.line({x, top}, {x, plot.bottom}, stroke);
        canvas.avoid({x, plot.top}, {x, plot.bottom});
    };
    for (const Note& note : notes_) {
        const Stroke dotted{theme::ink2, 1, theme::dotted};
        // Under its name where that lies over it.
        const double top = note.is_over_rule() ? baseline(note.lane) + 3 : baseline(note.top_lane()) - 8;
        rule(note.first, top, note.is_break ? Stroke{theme::ink2, 1.1} : dotted);
        if (note.last > note.first) rule(note.last, plot.top, dotted);
    }
    for (const Note& note : notes_) {
        // Flush with the rule that they stand at, in the middle over one.
        const double share = note.is_over_rule() ? 0.5 : note.leans_left() ? 1 : 0;
        int lane = note.top_lane();
        for (const std::string& line : note.lines) {
            const double spare = note.text_right - note.text_left - text_width(line, theme::small);
            canvas.write({note.text_left + share * spare, baseline(lane--)}, line, Anchor::start,
                         {.colour = theme::ink2, .halo = theme::surface});
        }
    }
}

std::vector<double> Notes::cuts() const {
    std::vector<double> places;
    for (const Note& note : notes_) {
        if (note.is_break) places.push_back(note.first);
    }
    return places;
}

}  // namespace atalaya::render
