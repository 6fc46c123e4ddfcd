// Events and breaks over a chart with months: rules that run down through it, named in
// lanes above it, as many lanes as keep the names apart and, where that can be done,
// every rule off the names below its own.
#pragma once

#include <string>
#include <vector>

#include "render/chart.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_months.hpp"

namespace atalaya::render {

class Notes {
  public:
    // Only what touches the axis. Names stand right of their rule, or left of it where that
    // side is too short, or over it where both are; what is longer than the chart takes as many lines, a
    // lane each, as it needs. Only a word that alone is longer is shortened.
    Notes(const std::vector<ChartEvent>& events, const std::vector<ChartBreak>& breaks, const TimeAxis& axis,
          double left, double right);

    // Of all lanes, in units.
    double height() const;
    // The grey ground of events that last; before anything else is drawn.
    void draw_spans(Canvas& canvas, const Rect& plot) const;
    // Rules and names; `plot.top` is the bottom of the lanes.
    void draw(Canvas& canvas, const Rect& plot) const;
    // Where lines stop.
    std::vector<double> cuts() const;

  private:
    struct Note {
        double first, last;  // on the axis; equal for a day
        std::vector<std::string> lines;
        bool is_break;
        double text_left, text_right;
        int lane = 0;  // of its last line
        int top_lane() const { return lane + static_cast<int>(lines.size()) - 1; }
        bool leans_left() const { return text_left < first; }
        bool is_over_rule() const { return text_left < first && first < text_right; }
    };
    static Note note_of(double first, double last, const std::string& label, bool is_break, double left,
                        double right);
    bool is_clear(const Note& note, std::size_t placed) const;
    bool is_off_names(const Note& note, std::size_t placed) const;
    void find_lane(std::size_t index);

    std::vector<Note> notes_;
    int lanes_ = 0;
};

}  // namespace atalaya::render
