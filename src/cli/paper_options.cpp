#include "cli/paper_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "core/error.hpp"

namespace atalaya::cli {

using service::PaperForm;

std::set<PaperForm> PaperOptions::forms() const {
    std::set<PaperForm> forms;
    for (const auto& name : formats) {
        if (name == "html") {
            forms.insert(PaperForm::html);
        } else if (name == "pdf") {
            forms.insert(PaperForm::pdf);
        } else if (name == "text") {
            forms.insert(PaperForm::text);
        } else {
            throw Error{Fault::usage, message("--format: expected html, pdf or text; found \"{}\"", name)};
        }
    }
    return forms;
}

void take_papers(CLI::App& command, Session& session, PaperOptions& options) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    command.add_option("--format", options.formats, say("help.paper.format"))
        ->type_name(say("type.format"))
        ->delimiter(',');
    command.add_option("--out", options.out, say("option.out"))
        ->type_name(say("type.folder"))
        ->capture_default_str();
}

void tell_no_pdf(const Session& session, const Message& why) {
    if (!why.empty())
        fmt::print(stderr, "{}\n",
                   session.voice.say("bulletin.no_pdf", {{"reason", session.voice.say(why)}}));
}

void put_files(JsonWriter& json, const std::vector<std::filesystem::path>& files) {
    json.key("files").array();
    for (const auto& file : files) json.text(file.string());
    json.end();
}

}  // namespace atalaya::cli
