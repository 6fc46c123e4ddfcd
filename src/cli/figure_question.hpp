// The question about one figure that several commands take in the same words.
#pragma once

#include <memory>

#include "cli/app.hpp"
#include "service/answers.hpp"

namespace atalaya::cli {

// Gives the command INDICATOR, --territory, --period, --measure, --against, --part and --as-of; what is typed
// stands in the answer once the command line has been read.
std::shared_ptr<service::FigureQuestion> take_figure_question(CLI::App& command, const Voice& voice);

}  // namespace atalaya::cli
