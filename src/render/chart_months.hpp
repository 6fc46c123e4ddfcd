// What charts with a month a column have in common: where months are, how they are
// named under the axis, and the rules of days that the reader has to know of.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_scale.hpp"

namespace atalaya::render {

class MonthAxis {
  public:
    MonthAxis(Month first, int months, double left, double right)
        : first_{first}, months_{months}, left_{left}, step_{(right - left) / months} {}

    int months() const { return months_; }
    double step() const { return step_; }
    double start(int month) const { return left_ + month * step_; }
    double middle(int month) const { return left_ + (month + 0.5) * step_; }
    // Days before the first month are at its start, days after the last at its end.
    double at(Day day) const;

    // Is any of the days [first, last] in the months of the axis?
    bool touches(Day first, Day last) const;

    // Names of months that fit, and the years below them: two rows of text from `y` down.
    void draw(Canvas& canvas, const std::array<std::string, 12>& names, double y) const;
    // Only the names of months.
    void draw_months(Canvas& canvas, const std::array<std::string, 12>& names, double y) const;
    // Only years, each under the middle of its months.
    void draw_years(Canvas& canvas, double baseline) const;
    static constexpr double height = 28;

  private:
    int stride_for(const std::array<std::string, 12>& names) const;

    Month first_;
    int months_;
    double left_;
    double step_;
};

// Months [first, last] that one line may join.
struct Stretch {
    int first, last;
};

// The longest stretches of known months that no cut divides; `cut` are places on the axis.
std::vector<Stretch> stretches(const MonthAxis& axis, int months, const std::function<bool(int)>& known,
                               const std::vector<double>& cuts);

// The band of what was expected: a surface between two edges, for the months of a stretch.
void draw_band(Canvas& canvas, const MonthAxis& axis, Stretch stretch,
               const std::function<double(int)>& low_y, const std::function<double(int)>& high_y,
               std::string_view fill);

// The values as an ink line, dashed where it ends or begins in the last `provisional` of `known_months`.
void draw_series(Canvas& canvas, const MonthAxis& axis, const std::vector<Stretch>& parts, const Scale& scale,
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
