#include "cli/source_check.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <optional>

#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/cities.hpp"
#include "intake/propose/open_fields.hpp"
#include "intake/propose/write.hpp"
#include "service/class_aliases.hpp"
#include "service/known_areas.hpp"
#include "service/known_codes.hpp"
#include "service/label_tags.hpp"
#include "service/sample.hpp"

namespace atalaya::cli {

namespace {

// What a check of one source found.
struct Checked {
    std::optional<intake::Source> source;  // where it can be read
    std::optional<Error> error;
    std::vector<intake::OpenField> open;
    std::vector<service::ClassAlias> aliases;

    bool ready() const { return !error && open.empty(); }
};

Checked check_source(const Session& session, const std::filesystem::path& path,
                     const std::vector<intake::City>& cities, const service::KnownCodes& codes,
                     const service::KnownAreas& areas, const std::vector<service::Taxonomy>& lists) {
    Checked out;
    try {
        out.open = intake::open_fields(path);
        const auto& source = out.source.emplace(intake::read_source(path));
        intake::check_addressees(source);
        codes.check(source);
        codes.check_crosswalks(source);
        out.aliases = service::class_aliases(source, lists);
        areas.check(source);
        service::check_homicide_tags({&source, 1}, session.share());
        service::try_sample(source, cities);
    } catch (const Error& error) {
        out.error = error;
    }
    return out;
}

void write_checked(const Session& session, const std::filesystem::path& path, const Checked& checked,
                   JsonWriter& json) {
    json.object().key("source").text(checked.source ? checked.source->id : path.filename().string());
    if (checked.source)
        json.key("version").text(checked.source->version).key("recipe").text(checked.source->recipe.hex());
    json.key("ok").boolean(checked.ready());
    if (checked.error)
        json.key("error")
            .text(session.voice.say(checked.error->message()))
            .key("detail")
            .text(checked.error->what());
    if (!checked.open.empty()) {
        json.key("open").array();
        for (const auto& field : checked.open) {
            json.object().key("file").text(field.file).key("line").integer(field.line);
            json.key("key").text(field.key).key("expected").text(session.voice.say(field.expected)).end();
        }
        json.end();
    }
    if (!checked.aliases.empty()) {
        json.key("aliases").array();
        for (const auto& alias : checked.aliases)
            json.object()
                .key("file")
                .text(alias.file)
                .key("written")
                .text(alias.written)
                .key("code")
                .text(alias.code)
                .key("lines")
                .integer(alias.lines)
                .end();
        json.end();
    }
    json.end();
}

// "source.toml 11, 41; codes.csv 2": where the questions of a proposal still stand.
std::string lines_of(const std::vector<intake::OpenQuestion>& questions) {
    std::string out, file;
    for (const auto& question : questions) {
        if (question.file == file)
            out += ", ";
        else
            out += (out.empty() ? "" : "; ") + question.file + " ";
        file = question.file;
        out += std::to_string(question.line);
    }
    return out;
}

void print_checked(const Session& session, const std::filesystem::path& path, const Checked& checked) {
    if (checked.error)
        fmt::print("{}  {}\n", session.voice.say("source.bad"),
                   harmless(session.voice.say(checked.error->message())));
    else
        fmt::print("{}  {} v{}  {}\n",
                   session.voice.say(checked.ready() ? "source.good" : "source.not_ready"),
                   checked.source->id, checked.source->version, short_hash(checked.source->recipe));
    for (const auto& field : checked.open)
        fmt::print("  {}\n", harmless(session.voice.say(
                                 "source.open",
                                 {{"place", fmt::format("{}:{}", (path / field.file).string(), field.line)},
                                  {"key", field.key},
                                  {"expected", session.voice.say(field.expected)}})));
}

// Whether figures of a source of facts will say of each rule of counting that nobody told it.
bool says_no_rules(const intake::Source& source) {
    const bool of_facts = source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies;
    return of_facts && source.beside.empty() && !std::filesystem::exists(source.folder / "counting.toml");
}

// Classes that are kept otherwise than a crosswalk writes them.
void tell_aliases(const Session& session, const Checked& checked) {
    for (const auto& alias : checked.aliases)
        fmt::print(stderr, "{}\n",
                   session.voice.say("source.alias", {{"id", checked.source->id},
                                                      {"file", alias.file},
                                                      {"n", number(alias.lines)},
                                                      {"written", alias.written},
                                                      {"code", alias.code}}));
}

// What a source can be used without: how it counts, a post, a name in another language, a question of its proposal.
void tell_what_is_left(const Session& session, const std::filesystem::path& path, const Checked& checked) {
    if (!checked.source) return;
    auto left = intake::still_to_fill_in(*checked.source);
    std::erase_if(left, [](const std::string& key) {
        return !key.ends_with(".post") && !key.starts_with("codes.csv (");
    });
    if (says_no_rules(*checked.source)) left.emplace_back("counting.toml");
    if (!left.empty())
        fmt::print(
            stderr, "{}\n",
            session.voice.say("source.to_fill_in", {{"id", checked.source->id}, {"keys", join(left, ", ")}}));
    if (const auto questions = intake::open_questions(path); !questions.empty())
        fmt::print(
            stderr, "{}\n",
            session.voice.say("source.questions", {{"id", checked.source->id},
                                                   {"n", number(static_cast<std::int64_t>(questions.size()))},
                                                   {"lines", lines_of(questions)}}));
}

}  // namespace

int check_sources(const Session& session, const std::vector<std::string>& folders) {
    std::vector<std::filesystem::path> paths(folders.begin(), folders.end());
    if (paths.empty()) {
        for (const auto& entry : std::filesystem::directory_iterator{session.share().data / "sources"}) {
            if (entry.is_directory()) paths.push_back(entry.path());
        }
        std::sort(paths.begin(), paths.end());
    }
    const auto share = session.share();
    const auto cities = intake::usable_cities(share.data / "cities", [&](const Error& error) {
        fmt::print(stderr, "{}\n",
                   session.voice.say("source.city_left_out",
                                     {{"what", harmless(session.voice.say(error.message()))}}));
    });
    const service::KnownCodes known{share, service::read_indicators(share.data / "indicators"), cities};
    const service::KnownAreas areas{share, cities};
    const auto lists = service::taxonomies(share);
    std::int64_t wrong = 0, unready = 0;
    JsonWriter json;
    json.array();
    for (const auto& path : paths) {
        const Checked checked = check_source(session, path, cities, known, areas, lists);
        wrong += checked.error.has_value();
        unready += !checked.error && !checked.ready();
        write_checked(session, path, checked, json);
        if (!session.json) print_checked(session, path, checked);
        tell_aliases(session, checked);
        tell_what_is_left(session, path, checked);
    }
    json.end();
    if (session.json) fmt::print("{}\n", json.str());
    const auto all = number(static_cast<std::int64_t>(paths.size()));
    if (wrong > 0)
        fmt::print(stderr, "{}\n", session.voice.say("source.wrong", {{"wrong", number(wrong)}, {"n", all}}));
    if (unready > 0)
        fmt::print(stderr, "{}\n",
                   session.voice.say("source.unready", {{"unready", number(unready)}, {"n", all}}));
    return wrong + unready == 0 ? 0 : exit_code(Fault::bad_input);
}

}  // namespace atalaya::cli
