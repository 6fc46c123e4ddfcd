#include "cli/source_grid.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <fstream>
#include <memory>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/typing_grid.hpp"

namespace atalaya::cli {

namespace {

struct Options {
    std::string id, areas, out;
    std::int64_t year = 0;
};

// A folder, or the name of a source of this installation.
intake::Source source_named(const Session& session, const std::string& id) {
    const std::filesystem::path folder{id};
    if (std::filesystem::exists(folder / "source.toml"))
        return intake::read_source(std::filesystem::canonical(folder));
    return intake::read_source(session.share().data / "sources" / id);
}

service::GridAsked asked_by(const Options& options, render::Language language) {
    service::GridAsked asked{.areas = {}, .year = {}, .language = language};
    for (const auto area : split(options.areas, ',')) {
        if (!trimmed(area).empty()) asked.areas.emplace_back(trimmed(area));
    }
    if (options.year != 0) asked.year = static_cast<int>(options.year);
    return asked;
}

void save(const std::filesystem::path& path, const std::string& bytes) {
    if (std::filesystem::exists(path))
        throw Error{Fault::conflict,
                    message("{} is there already. Name another file, or remove it.", path.string())};
    std::ofstream file{path, std::ios::binary};
    file << bytes;
    if (!file.flush())
        throw Error{Fault::no_space, message("expected to write {}; it cannot be", path.string())};
}

int grid(const Session& session, const Options& options) {
    const auto sheet =
        service::typing_grid(source_named(session, options.id), asked_by(options, session.voice.language()));
    save(options.out, render::grid_xlsx(sheet));
    const auto rows = static_cast<std::int64_t>(sheet.rows.size()) - 1;
    const auto columns = static_cast<std::int64_t>(sheet.heads.size() - sheet.rows.front().size()) - 1;
    if (session.json) {
        JsonWriter json;
        json.object().key("file").text(options.out).key("sheet").text(sheet.sheet);
        json.key("rows").integer(rows).key("columns").integer(columns).end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    fmt::print(stderr, "{}\n",
               session.voice.say("source.grid.written", {{"file", shell_word(options.out)},
                                                         {"rows", number(rows)},
                                                         {"columns", number(columns)}}));
    return 0;
}

}  // namespace

void add_source_grid(CLI::App& source, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<Options>();
    auto* command = source.add_subcommand("grid", say("help.source.grid"));
    command->add_option("ID", options->id, say("help.source.grid.id"))->required();
    command->add_option("--out", options->out, say("help.source.grid.out"))
        ->required()
        ->type_name(say("type.file"));
    take_whole_number(command->add_option("--year", options->year, say("help.source.grid.year")), 1900, 2199);
    command->add_option("--areas", options->areas, say("help.source.grid.areas"))
        ->type_name(say("type.words"));
    examples(*command, session.voice,
             "atalaya source grid sources/policia-planilla --year 2024 --out planilla.xlsx");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return grid(session, *options); }; });
}

}  // namespace atalaya::cli
