#include "service/bulletin/at_least.hpp"

#include <cmath>

namespace atalaya::service {

render::Text at_least(const Desk& desk, const Figure& figure, render::Text text) {
    if (!Desk::partial(figure)) return text;
    return desk.words().fill("amount.at_least", {{"amount", std::move(text)}});
}

render::Argument counted_first(const Desk& desk, const Figure& figure) {
    render::Argument counted =
        render::counted(desk.forms(), std::llround(figure.value.value_or(0)), figure_id(figure.spec));
    if (Desk::partial(figure))
        counted.text = desk.words().fill("amount.at_least.first", {{"amount", std::move(counted.text)}});
    return counted;
}

}  // namespace atalaya::service
