#include "cli/figure_question.hpp"

#include <CLI/CLI.hpp>

namespace atalaya::cli {

std::shared_ptr<service::FigureQuestion> take_figure_question(CLI::App& command, const Voice& voice) {
    const auto say = [&](std::string_view key) { return voice.say(key); };
    auto question = std::make_shared<service::FigureQuestion>();
    command.add_option("INDICATOR", question->indicator, say("help.figure.get.indicator"))->required();
    command.add_option("--territory", question->territory, say("help.figure.get.territory"))
        ->type_name(say("type.territory"))
        ->capture_default_str();
    command.add_option("--period", question->period, say("help.figure.get.period"))
        ->type_name(say("type.period"))
        ->required();
    command.add_option("--measure", question->measure, say("help.figure.get.measure"))
        ->type_name(say("type.measure"))
        ->capture_default_str();
    command.add_option("--against", question->against, say("help.figure.get.against"))
        ->type_name(say("type.period"));
    command.add_option("--part", question->part, say("help.figure.get.part"))->type_name(say("type.part"));
    command.add_option("--as-of", question->vintage, say("option.as_of"))->type_name(say("type.vintage"));
    return question;
}

}  // namespace atalaya::cli
