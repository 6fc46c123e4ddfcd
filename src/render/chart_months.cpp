#include "render/chart_months.hpp"

#include <algorithm>
#include <cmath>

#include "render/svg_text.hpp"

namespace atalaya::render {

TimeAxis TimeAxis::of_weeks(Day first, int weeks, double left, double right) {
    TimeAxis axis{month_of(first), weeks, left, right};
    axis.first_week_ = first;
    return axis;
}

double TimeAxis::at(Day day) const {
    if (first_week_) {
        const double weeks = static_cast<double>((day - *first_week_).count()) / 7;
        return left_ + step_ * std::clamp(weeks, 0.0, static_cast<double>(columns_));
    }
    const Month month = month_of(day);
    const int index = months_between(first_, month);
    if (index < 0) return start(0);
    if (index >= columns_) return start(columns_);
    const auto since = static_cast<double>((day - first_day(month)).count());
    return start(index) + step_ * since / days_in(month);
}

bool TimeAxis::touches(Day first, Day last) const {
    const Day begin = first_week_.value_or(first_day(first_));
    const Day past_end =
        first_week_ ? begin + std::chrono::days{7 * columns_} : first_day(plus_months(first_, columns_));
    return first < past_end && last >= begin;
}

std::vector<TimeAxis::Span> TimeAxis::months() const {
    std::vector<Span> spans;
    for (Month month = first_;; month = plus_months(month, 1)) {
        const double from = at(first_day(month)), to = at(first_day(plus_months(month, 1)));
        if (to <= from) return spans;  // past the last column
        spans.push_back({month, from, to});
    }
}

// Every month, or every second, third ... counted from January, whichever fits first.
int TimeAxis::stride_for(const std::array<std::string, 12>& names, double width_of_month) {
    const double wide = widest({names.begin(), names.end()}, theme::small) + 4;
    for (const int stride : {1, 2, 3, 6}) {
        if (wide <= stride * width_of_month) return stride;
    }
    return 12;
}

void TimeAxis::draw_months(Canvas& canvas, const std::array<std::string, 12>& names, double y) const {
    const int stride = stride_for(names, first_week_ ? step_ * 365.25 / 12 / 7 : step_);
    for (const Span& span : months()) {
        const auto in_year = static_cast<unsigned>(span.month.month()) - 1;
        const bool january = in_year == 0;
        canvas.line({span.start, y}, {span.start, y + (january ? 7 : 3)}, {theme::line2, 1});
        if (static_cast<int>(in_year) % stride != 0) continue;
        canvas.write_if_free({span.middle(), y + 13}, names[in_year], Anchor::middle, {});
    }
}

void TimeAxis::draw(Canvas& canvas, const std::array<std::string, 12>& names, double y) const {
    draw_months(canvas, names, y);
    draw_years(canvas, y + 25);
}

void TimeAxis::draw_years(Canvas& canvas, double baseline) const {
    const auto spans = months();
    for (std::size_t i = 0; i < spans.size();) {
        std::size_t past = i;
        while (past < spans.size() && spans[past].month.year() == spans[i].month.year()) ++past;
        const double from = spans[i].start, to = spans[past - 1].end;
        const std::string year = std::to_string(static_cast<int>(spans[i].month.year()));
        if (i > 0) canvas.line({from, baseline - 11}, {from, baseline - 7}, {theme::line2, 1});
        if (text_width(year, theme::small) <= to - from)
            canvas.write_if_free({(from + to) / 2, baseline}, year, Anchor::middle, {.colour = theme::ink3});
        i = past;
    }
}

std::vector<Stretch> stretches(const TimeAxis& axis, int columns, const std::function<bool(int)>& known,
                               const std::vector<double>& cuts) {
    const auto divided = [&](int before) {
        return std::ranges::any_of(
            cuts, [&](double cut) { return axis.middle(before) < cut && cut <= axis.middle(before + 1); });
    };
    std::vector<Stretch> parts;
    for (int i = 0; i < columns; ++i) {
        if (!known(i)) continue;
        const bool joined = !parts.empty() && parts.back().last == i - 1 && !divided(i - 1);
        if (joined)
            parts.back().last = i;
        else
            parts.push_back({i, i});
    }
    return parts;
}

void draw_band(Canvas& canvas, const TimeAxis& axis, Stretch stretch, const std::function<double(int)>& low_y,
               const std::function<double(int)>& high_y, std::string_view fill) {
    // Half a column beyond the first and last one, so that one alone is seen too.
    const double half = axis.step() / 2;
    std::vector<Planar> edge{{axis.middle(stretch.first) - half, high_y(stretch.first)}};
    for (int i = stretch.first; i <= stretch.last; ++i) edge.push_back({axis.middle(i), high_y(i)});
    edge.push_back({axis.middle(stretch.last) + half, high_y(stretch.last)});
    edge.push_back({axis.middle(stretch.last) + half, low_y(stretch.last)});
    for (int i = stretch.last; i >= stretch.first; --i) edge.push_back({axis.middle(i), low_y(i)});
    edge.push_back({axis.middle(stretch.first) - half, low_y(stretch.first)});
    canvas.polygon(edge, fill);
}

void draw_series(Canvas& canvas, const TimeAxis& axis, const std::vector<Stretch>& parts, const Scale& scale,
                 const std::vector<std::optional<double>>& values, int first_provisional,
                 const Stroke& stroke) {
    const auto at = [&](int i) -> Planar {
        return {axis.middle(i), scale(*values[static_cast<std::size_t>(i)])};
    };
    for (const auto& [first, last] : parts) {
        if (first == last) canvas.dot(at(first), stroke.width * 1.1, stroke.colour);
        std::vector<Planar> firm, open;
        for (int i = first; i <= last; ++i) {
            if (i < first_provisional) firm.push_back(at(i));
            if (i + 1 >= first_provisional) open.push_back(at(i));
        }
        canvas.polyline(firm, stroke);
        canvas.polyline(open, {stroke.colour, stroke.width, theme::dashed});
    }
}

void draw_value_axis(Canvas& canvas, const Rect& area, const Scale& scale, const std::vector<double>& ticks,
                     const NumberText& number) {
    for (const double tick : ticks) {
        const double y = scale(tick);
        canvas.line({area.left, y}, {area.right, y}, {tick == 0 ? theme::ink3 : theme::line, 1});
        canvas.write({area.left - 6, y + 3.6}, number(tick), Anchor::end, {});
    }
}

double widest_number(const std::vector<double>& ticks, const NumberText& number) {
    double wide = 0;
    for (const double tick : ticks) wide = std::max(wide, text_width(number(tick), theme::small));
    return wide;
}

bool all_whole(const std::vector<std::optional<double>>& values) {
    return std::ranges::all_of(values, [](const auto& v) { return !v || *v == std::floor(*v); });
}

int last_known(const std::vector<std::optional<double>>& values) {
    for (std::size_t i = values.size(); i > 0; --i) {
        if (values[i - 1]) return static_cast<int>(i) - 1;
    }
    return -1;
}

double highest(const std::vector<std::optional<double>>& values) {
    double high = 0;
    for (const auto& v : values) high = std::max(high, v.value_or(0));
    return high;
}

}  // namespace atalaya::render
