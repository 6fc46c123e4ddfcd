// Signs for single things in a picture: told apart by their shape as well as by their colour.
#pragma once

#include <string_view>

#include "render/chart_canvas.hpp"

namespace atalaya::render {

enum class Marker { circle, ring, triangle, square, diamond, cross };

// Centred on `at`; about as wide as twice the radius.
void draw_marker(Canvas& canvas, Planar at, Marker marker, double radius, std::string_view colour);

}  // namespace atalaya::render
