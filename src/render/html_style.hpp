// How a bulletin looks on a screen and when a browser prints it.
#pragma once

#include <string>

#include "render/html.hpp"

namespace atalaya::render {

// The style sheet with the faces of `assets` inside. Holds no "<" and no "&", so that the
// page also reads as XML.
std::string html_style(const HtmlAssets& assets);

}  // namespace atalaya::render
