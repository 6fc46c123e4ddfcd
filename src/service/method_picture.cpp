#include "service/method_picture.hpp"

#include "core/error.hpp"
#include "methods/ask.hpp"
#include "methods/page.hpp"
#include "service/golden_case.hpp"
#include "service/method_picture/drawn.hpp"

namespace atalaya::service {

namespace {

std::string drawn_as(const picture::Plan& plan, const picture::Sheet& sheet) {
    const auto* ground = std::get_if<picture::GroundPlan>(&plan.how);
    if (ground && plan.otherwise && !picture::has_places(*ground, sheet))
        return picture::draw(*plan.otherwise, sheet).svg;
    return std::visit([&](const auto& how) { return picture::draw(how, sheet).svg; }, plan.how);
}

std::string picture_of(const methods::Method& method, const picture::Plan& plan, const picture::Tables& given,
                       const methods::Given& settings, const methods::Result& result,
                       const PictureWords& words) {
    expects(result.refused.empty(), "a picture is of an answer");
    const auto settled = methods::settled(method, settings);
    const picture::Drawn drawn{method, given, settled, result};
    const auto language = std::string{render::code(words.language)};
    const picture::Tongue tongue{render::Forms{language}, words.say};
    return drawn_as(plan, {method, drawn, tongue, methods::page(method, language).question()});
}

}  // namespace

std::string method_picture(const MethodRun& run, const methods::Given& settings, const PictureWords& words) {
    picture::Tables given;
    for (const auto& input : run.inputs) given.emplace(input.table, frame_of(input));
    return picture_of(*run.method, picture::plan_of(*run.method), given, settings, run.result, words);
}

std::string golden_picture(const methods::Method& method, const PictureWords& words) {
    const auto plan = picture::plan_of(method);
    const auto question = golden_question(method, plan.golden_case);
    const auto result = methods::run(method, question);
    picture::Tables given{question.tables.begin(), question.tables.end()};
    return picture_of(method, plan, given, question.given, result, words);
}

}  // namespace atalaya::service
