// What charts with a month or a week a column have in common: where the columns are, how months
// are named under the axis, and the rules of days that the reader has to know of.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_scale.hpp"

namespace atalaya::render {

class TimeAxis {
  public:
    // A column a month.
    TimeAxis(Month first, int months, double left, double right)
        : first_{first}, columns_{months}, left_{left}, step_{(right - left) / months} {}
    // A column a week, of seven days from `first` on.
    static TimeAxis of_weeks(Day first, int weeks, double left, double right);

    int columns() const { return columns_; }
    double step() const { return step_; }
    double start(int column) const { return left_ + column * step_; }
    double middle(int column) const { return left_ + (column + 0.5) * step_; }
    // Days before the first column are at its start, days after the last at its end.
    double at(Day day) const;

    // Is any of the days [first, last] in the columns of the axis?
    bool touches(Day first, Day last) const;

    // Names of months that fit, and the years below them: two rows of text from `y` down.
    void draw(Canvas& canvas, const std::array<std::string, 12>& names, double y) const;
    // Only the names of months.
    void draw_months(Canvas& canvas, const std::array<std::string, 12>& names, double y) const;
    // Only years, each under the middle of its months.
    void draw_years(Canvas& canvas, double baseline) const;
    static constexpr double height = 28;

  private:
    // A month of which days are in the columns, and where those are.
    struct Span {
        Month month;
        double start, end;
        double middle() const { return (start + end) / 2; }
    };
    std::vector<Span> months() const;
    static int stride_for(const std::array<std::string, 12>& names, double width_of_month);

    Month first_;                    // of columns of months
    std::optional<Day> first_week_;  // of columns of weeks
    int columns_;
    double left_;
    double step_;
};

// Columns [first, last] that one line may join.
struct Stretch {
    int first, last;
};

// The longest stretches of known columns that no cut divides; `cut` are places on the axis.
std::vector<Stretch> stretches(const TimeAxis& axis, int columns, const std::function<bool(int)>& known,
                               const std::vector<double>& cuts);

// The band of what was expected: a surface between two edges, for the columns of a stretch.
void draw_band(Canvas& canvas, const TimeAxis& axis, Stretch stretch, const std::function<double(int)>& low_y,
               const std::function<double(int)>& high_y, std::string_view fill);

// The values as an ink line, dashed where it ends or begins in the last `provisional` of `known_months`.
void draw_series(Canvas& canvas, const TimeAxis& axis, const std::vector<Stretch>& parts, const Scale& scale,
                 const std::vector<std::optional<double>>& values, int first_provisional,
                 const Stroke& stroke);

// Level rules with their numbers to the left of `area`.
void draw_value_axis(Canvas& canvas, const Rect& area, const Scale& scale, const std::vector<double>& ticks,
                     const NumberText& number);

double widest_number(const std::vector<double>& ticks, const NumberText& number);
bool all_whole(const std::vector<std::optional<double>>& values);
// -1 when nothing is known.
int last_known(const std::vector<std::optional<double>>& values);
double highest(const std::vector<std::optional<double>>& values);

}  // namespace atalaya::render
