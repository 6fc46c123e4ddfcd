// An SVG picture as part of a page.
#pragma once

#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// The picture's <svg> with every id inside, and every reference to one, prefixed with the
// picture's id, and with role="img", <title> (the picture's title) and <desc> (its
// alternative text), whatever it brought of these. It keeps its viewBox and loses its fixed
// size, so that it fills the column.
std::string html_picture(const Picture& picture);

}  // namespace atalaya::render
