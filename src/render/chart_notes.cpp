#include "render/chart_notes.hpp"

#include <algorithm>
#include <utility>

#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double lane_height = 14;
constexpr double gap = 4;  // between a rule and its name

}  // namespace

Notes::Note Notes::note_of(double first, double last, const std::string& label, bool is_break, double left,
                           double right) {
    const std::string text = shortened(label, right - left, theme::small);
    const double wide = text_width(text, theme::small);
    const bool beside = wide <= std::max(first - left, right - first) - gap;
    const double from = !beside                       ? std::clamp(first - wide / 2, left, right - wide)
                        : first + gap + wide <= right ? first + gap
                                                      : first - gap - wide;
    return {first, last, text, is_break, from, from + wide};
}

bool Notes::is_off_names(const Note& note, std::size_t placed) const {
    return std::all_of(
        notes_.begin(), notes_.begin() + static_cast<std::ptrdiff_t>(placed), [&](const Note& other) {
            const bool apart =
                note.text_right + gap <= other.text_left || other.text_right + gap <= note.text_left;
            return apart || other.lane != note.lane;
        });
}

// Nor a rule through a name: a rule runs down from its own lane.
bool Notes::is_clear(const Note& note, std::size_t placed) const {
    const auto crosses = [](const Note& rule, const Note& name) {
        return name.lane <= rule.lane && name.text_left - 2 < rule.first && rule.first < name.text_right + 2;
    };
    return is_off_names(note, placed) &&
           std::all_of(notes_.begin(), notes_.begin() + static_cast<std::ptrdiff_t>(placed),
                       [&](const Note& other) { return !crosses(note, other) && !crosses(other, note); });
}

// The lowest lane without a crossing; where two notes each lie in the other's way, the lowest free one.
void Notes::find_lane(std::size_t index) {
    Note& note = notes_[index];
    const int most = static_cast<int>(notes_.size());
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
        lanes_ = std::max(lanes_, notes_[i].lane + 1);
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
    const auto baseline = [&](const Note& note) { return plot.top - note.lane * lane_height - 4; };
    const auto rule = [&](double x, double top, const Stroke& stroke) {
        canvas.line({x, top}, {x, plot.bottom}, stroke);
        canvas.avoid({x, plot.top}, {x, plot.bottom});
    };
    for (const Note& note : notes_) {
        const Stroke dotted{theme::ink2, 1, theme::dotted};
        // Under its name where that lies over it.
        const bool over = note.text_left < note.first && note.first < note.text_right;
        rule(note.first, baseline(note) + (over ? 3 : -8), note.is_break ? Stroke{theme::ink2, 1.1} : dotted);
        if (note.last > note.first) rule(note.last, plot.top, dotted);
    }
    for (const Note& note : notes_) {
        canvas.write({note.text_left, baseline(note)}, note.text, Anchor::start,
                     {.colour = theme::ink2, .halo = theme::surface});
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
