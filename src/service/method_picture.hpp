// A picture of what a method answered, as its folder says (src/methods/NAME/picture.json): of one's own data, or of the
// golden case that its page shows.
#pragma once

#include <functional>
#include <string>

#include "render/words.hpp"
#include "service/method_run.hpp"

namespace atalaya::service {

struct PictureWords {
    render::Language language = render::Language::es;
    // A sentence of i18n/terminal.*.json.
    std::function<std::string(std::string_view, const render::Arguments&)> say;
};

// An SVG of its own: white ground, the question of the method above, title and description for who does not see it. The same
// answer gives the same bytes. Large answers are thinned: rows to the 24 of most interest, lines and dots to what can be
// told apart. Error{bad_input} where the answer has no figure to draw. Promise: the method was not refused.
std::string method_picture(const MethodRun& run, const methods::Given& settings, const PictureWords& words);
std::string golden_picture(const methods::Method& method, const PictureWords& words);

}  // namespace atalaya::service
