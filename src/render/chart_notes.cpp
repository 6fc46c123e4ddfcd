#include "render/chart_notes.hpp"

#include <algorithm>
#include <functional>

#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double lane_height = 14;
constexpr double gap = 4;  // between a rule and its name

}  // namespace

Notes::Note Notes::note_of(double first, double last, const std::string& label, bool is_break, double left,
                           double right) {
    const double room = std::max(first - left, right - first) - gap;
    const std::string text = shortened(label, room, theme::small);
    const double wide = text_width(text, theme::small);
    const double from = first + gap + wide <= right ? first + gap : first - gap - wide;
    return {first, last, text, is_break, from, from + wide};
}

// No name on another, no rule through a name: a rule runs down from its own lane.
bool Notes::is_clear(const Note& note, std::size_t placed) const {
    return std::all_of(notes_.begin(), notes_.begin() + static_cast<std::ptrdiff_t>(placed), [&](const Note& other) {
        const bool names_meet = note.text_left < other.text_right + gap && other.text_left < note.text_right + gap;
        const bool over_other = other.text_left - 2 < note.first && note.first < other.text_right + 2;
        const bool over_this = note.text_left - 2 < other.first && other.first < note.text_right + 2;
        return !(other.lane == note.lane && names_meet) && !(other.lane <= note.lane && over_other) &&
               !(other.lane >= note.lane && over_this);
    });
}

Notes::Notes(const std::vector<ChartEvent>& events, const std::vector<ChartBreak>& breaks, const MonthAxis& axis,
             double left, double right) {
    const auto add = [&](Day first, Day last, const std::string& label, bool is_break) {
        if (!axis.touches(first, last)) return;
        const double from = axis.at(first), to = last == first ? from : axis.at(last + std::chrono::days{1});
        notes_.push_back(note_of(from, to, label, is_break, left, right));
    };
    for (const ChartEvent& event : events) add(event.first, event.last, event.label, false);
    for (const ChartBreak& cut : breaks) add(cut.day, cut.day, cut.label, true);

    // From the right, so that the rules of names that run to the right pass below none of them.
    std::ranges::stable_sort(notes_, std::greater{}, &Note::first);
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        while (!is_clear(notes_[i], i)) ++notes_[i].lane;
        lanes_ = std::max(lanes_, notes_[i].lane + 1);
    }
}

double Notes::height() const { return lanes_ * lane_height; }

void Notes::draw_spans(Canvas& canvas, const Rect& plot) const {
    for (const Note& note : notes_) {
        if (note.last > note.first) canvas.rect({note.first, plot.top, note.last, plot.bottom}, theme::paper);
    }
}

void Notes::draw(Canvas& canvas, const Rect& plot) const {
    for (const Note& note : notes_) {
        const double baseline = plot.top - note.lane * lane_height - 4;
        const Planar top{note.first, baseline - 8}, bottom{note.first, plot.bottom};
        canvas.line(top, bottom, note.is_break ? Stroke{theme::ink2, 1.1} : Stroke{theme::ink2, 1, theme::dotted});
        canvas.avoid({note.first, plot.top}, bottom);
        if (note.last > note.first) {
            canvas.line({note.last, plot.top}, {note.last, plot.bottom}, {theme::ink2, 1, theme::dotted});
            canvas.avoid({note.last, plot.top}, {note.last, plot.bottom});
        }
        canvas.write({note.text_left, baseline}, note.text, Anchor::start, {.colour = theme::ink2});
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
