// What the pictures of a bulletin have in common: how one is framed, how its numbers are
// written and its values set beside it. For the picture_*.cpp only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "render/chart.hpp"
#include "service/bulletin/desk.hpp"

namespace atalaya::service {

render::NumberText whole_numbers(const Desk& desk);
render::NumberText rates(const Desk& desk);  // whole from 100 on

render::ChartFrame frame(const Desk& desk, const std::string& id, std::string title, std::string description,
                         double width_mm, render::NumberText number);
render::Picture picture(const std::string& id, const render::ChartFrame& chart, std::string subtitle,
                        render::Drawing drawing);

// The values of a picture as a sheet, under its title.
void set_beside(render::Picture& picture, render::Sheet values);

// Names the territories that the picture leaves out to protect them, if any.
void name_left_out(const Desk& desk, const Indicator& indicator, render::Picture& picture);

std::string units(const Desk& desk, const Indicator& indicator);
render::Series values(const Figure& figure);
// A number of a figure that is many; none is "sin dato".
render::Cell number_cell(const Desk& desk, const Figure& figure, std::optional<double> value,
                         int decimals = 0);

std::vector<render::ChartEvent> chart_events(const Desk& desk, Period span);
// How many of the last months, up to `months`, later deliveries may still change.
int provisional_months(const Desk& desk, const Indicator& indicator, int months);

}  // namespace atalaya::service
