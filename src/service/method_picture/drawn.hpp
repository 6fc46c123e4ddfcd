// What was asked of a method and what it answered, as columns to draw.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "methods/method.hpp"
#include "render/chart.hpp"
#include "render/numbers.hpp"
#include "render/words.hpp"
#include "service/method_picture/plan.hpp"

namespace atalaya::service::picture {

using Tables = std::map<std::string, methods::Frame, std::less<>>;

class Drawn {
  public:
    // All of them outlive it.
    Drawn(const methods::Method& method, const Tables& given, const methods::Asked& settings,
          const methods::Result& result)
        : method_{method}, given_{given}, settings_{settings}, result_{result} {}

    bool has(const Source& source) const;
    // NaN where there is no number; days since 1970 of a day. None of a source that is not there.
    std::vector<double> numbers(const Source& source) const;
    std::vector<std::string> texts(const Source& source) const;
    // The source; where it is not there, the first column of its table that the method does not use: what whoever made
    // the file knows a row by. None where there is neither.
    std::vector<std::string> labels(const Source& source) const;
    // How many rows the source's table has.
    std::size_t rows(const Source& source) const;
    // None, a number, a setting, or each row of a source.
    std::vector<double> places(const Place& place) const;
    std::vector<bool> when(const When& when, std::size_t rows) const;  // all of them without a condition

    const methods::Frame* given(std::string_view table) const;

  private:
    struct Found {
        const methods::Frame* frame = nullptr;
        const methods::Column* column = nullptr;
    };
    Found find(std::string_view of) const;
    std::vector<double> plain(std::string_view of, std::size_t rows) const;

    const methods::Method& method_;
    const Tables& given_;
    const methods::Asked& settings_;
    const methods::Result& result_;
};

// In whose language it is drawn.
struct Tongue {
    render::Forms forms;
    // A sentence of the words of screens, by its key.
    std::function<std::string(std::string_view, const render::Arguments&)> say;

    const std::string& words(const intake::Words& words) const;
    std::string number(double value) const;  // four digits at most, but all those before the point
};

// Each draws its kind. Error{bad_input} where there is nothing to draw.
struct Sheet {
    const methods::Method& method;
    const Drawn& drawn;
    const Tongue& tongue;
    std::string question;  // drawn above, and the accessible name

    render::ChartFrame frame(std::string description) const;
};
render::Drawing draw(const PlanePlan& plan, const Sheet& sheet);
render::Drawing draw(const RowsPlan& plan, const Sheet& sheet);
render::Drawing draw(const HeatPlan& plan, const Sheet& sheet);
render::Drawing draw(const GroundPlan& plan, const Sheet& sheet);
// Whether what the picture lies on has places: shapes, x and y, or cells.
bool has_places(const GroundPlan& plan, const Sheet& sheet);

[[noreturn]] void refuse_empty(const methods::Method& method);

}  // namespace atalaya::service::picture
