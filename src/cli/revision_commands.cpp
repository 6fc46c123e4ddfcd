#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "cli/classes.hpp"
#include "cli/figure_question.hpp"
#include "cli/help.hpp"
#include "cli/number_forms.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "service/revisions.hpp"

namespace atalaya::cli {

namespace {

std::string value_or_reason(const Voice& voice, const service::Figure& figure) {
    if (figure.value) return canonical_number(*figure.value);
    return figure.reason.empty() ? voice.say("figure.no_data") : voice.word("reason", figure.reason);
}

// Which sources count by another crosswalk than in the newest vintage before that has a value: the deliveries moved none of
// that. Asked of each vintage in its turn.
class CrosswalkChanges {
  public:
    std::vector<service::Classified::Used> of(const service::Classified& classes,
                                              const service::Figure& figure) {
        std::vector<service::Classified::Used> changed;
        if (!figure.value) return changed;
        for (const auto& used : classes.used) {
            const auto [last, first_seen] = last_.emplace(used.source, used.crosswalk->digest());
            if (!first_seen && last->second != used.crosswalk->digest()) changed.push_back(used);
            last->second = used.crosswalk->digest();
        }
        return changed;
    }

  private:
    std::map<std::string, Digest> last_;
};

void print_crosswalk_changes(const Session& session, service::Worlds& worlds,
                             const service::FigureHistory& history) {
    CrosswalkChanges changes;
    for (const auto& told : history.told) {
        const auto classes = service::classified(worlds.at(told.vintage), told.figure.spec);
        for (const auto& [source, crosswalk] : changes.of(classes, told.figure))
            fmt::print("{}\n",
                       session.voice.say(
                           "history.crosswalk",
                           {{"vintage", told.vintage},
                            {"crosswalk", source + ": " + crosswalk_text(session.voice, *crosswalk)}}));
    }
}

int history(const Session& session, const service::FigureQuestion& question) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const auto history = service::figure_history(store, catalogue, question);
    service::Worlds worlds{store, catalogue};
    if (session.json) {
        JsonWriter json;
        CrosswalkChanges changes;
        json.array();
        for (const auto& told : history.told) {
            json.object()
                .key("vintage")
                .text(told.vintage)
                .key("figure")
                .raw(service::answer_json(store, told.figure, worlds.at(told.vintage)));
            json.key("deliveries").array();
            for (const auto& receipt : told.deliveries) {
                json.object().key("source").text(receipt.source).key("file").text(receipt.file_name);
                json.key("sha256").text(receipt.delivery.hex()).end();
            }
            json.end().key("crosswalk_changes").array();
            const auto classes = service::classified(worlds.at(told.vintage), told.figure.spec);
            for (const auto& [source, crosswalk] : changes.of(classes, told.figure)) {
                json.object().key("source").text(source).key("name").text(crosswalk->name);
                json.key("version").text(crosswalk->version);
                json.key("digest").text(crosswalk->digest().hex()).end();
            }
            json.end().end();
        }
        json.end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    std::optional<double> before;
    for (const auto& told : history.told) {
        std::string files;
        for (const auto& receipt : told.deliveries) files += (files.empty() ? "" : ", ") + receipt.file_name;
        const auto& value = told.figure.value;
        rows.push_back({told.vintage, value_or_reason(session.voice, told.figure),
                        value && before ? fmt::format("{:+}", *value - *before) : "", files});
        before = value;
    }
    fmt::print("{}", table(session.voice, {{"vintage"}, {"value", true}, {"change", true}, {"deliveries"}},
                           rows, is_terminal(STDOUT_FILENO)));
    if (history.told.empty()) return 0;
    print_crosswalk_changes(session, worlds, history);
    const auto& newest = history.told.back();
    const auto classes = classified(worlds.at(newest.vintage), newest.figure.spec);
    for (const auto& [key, text] : class_lines(session.voice, classes))
        fmt::print(stderr, "{}: {}\n", session.voice.say(key), text);
    return 0;
}

struct TriangleOptions {
    std::string source, vintage;
    int months = 24;
};

// Ages that a terminal has room for; the answer as JSON has them all.
constexpr std::size_t shown_ages[] = {0, 1, 2, 3, 6, 12};

std::string at_age(const std::vector<std::int64_t>& known, std::size_t age) {
    return age < known.size() ? std::to_string(known[age]) : "";
}

int revisions(const Session& session, const TriangleOptions& options) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    auto triangle = service::revision_triangle(store, catalogue, options.source, options.vintage);
    const auto& basis = catalogue.source(triangle.source).basis;
    if (session.json) {
        JsonWriter json;
        json.object().key("source").text(triangle.source).key("basis").text(basis).key("months").array();
        for (const auto& row : triangle.months) {
            json.object().key("month").text(iso(row.span)).key("first").text(row.first).key("known").array();
            for (const auto n : row.known) json.integer(n);
            json.end().end();
        }
        json.end().key("factors").array();
        for (std::size_t age = 1;; ++age) {
            const auto factor = triangle.factor(age);
            if (!factor) break;
            json.number(*factor);
        }
        json.end().end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    const auto forms = forms_for(session.voice, catalogue.city.region);
    std::vector<std::vector<std::string>> rows;
    const auto& months = triangle.months;
    const auto shown = std::min(months.size(), static_cast<std::size_t>(options.months));
    for (auto row = months.end() - static_cast<std::ptrdiff_t>(shown); row != months.end(); ++row) {
        std::vector<std::string> cells{iso(row->span), row->first};
        for (const auto age : shown_ages) cells.push_back(at_age(row->known, age));
        cells.push_back(std::to_string(row->known.back()));
        const auto first = row->known.front();
        cells.push_back(first == 0 ? ""
                                   : forms.change(100.0 * static_cast<double>(row->known.back() - first) /
                                                      static_cast<double>(first),
                                                  1));
        rows.push_back(std::move(cells));
    }
    fmt::print("{}", table(session.voice,
                           {{"month"},
                            {"vintage"},
                            {"revision.first", true},
                            {"revision.1", true},
                            {"revision.2", true},
                            {"revision.3", true},
                            {"revision.6", true},
                            {"revision.12", true},
                            {"revision.now", true},
                            {"change", true}},
                           rows, is_terminal(STDOUT_FILENO)));
    fmt::print("{}\n", session.voice.say("revisions.basis", {{"basis", session.voice.word("basis", basis)}}));
    return 0;
}

}  // namespace

void add_revision_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    {
        auto* command = app.get_subcommand("figure")->add_subcommand("history", say("help.figure.history"));
        const auto question = take_figure_question(*command, session.voice);
        examples(*command, session.voice,
                 "atalaya figure history robo --period 2020-01 --territory comuna:1");
        command->callback([&session, question] {
            session.chosen = [&session, question] { return history(session, *question); };
        });
    }
    {
        auto options = std::make_shared<TriangleOptions>();
        auto* command = app.add_subcommand("revisions", say("help.revisions"));
        command->group(say("group.figures"));
        command->add_option("SOURCE", options->source, say("help.revisions.source"))->required();
        take_whole_number(command->add_option("--months", options->months, say("help.revisions.months"))
                              ->type_name("N")
                              ->capture_default_str(),
                          1, 1200);
        command->add_option("--as-of", options->vintage, say("option.as_of"))->type_name(say("type.vintage"));
        examples(*command, session.voice, "atalaya revisions caba-delitos --months 12");
        command->callback([&session, options] {
            session.chosen = [&session, options] { return revisions(session, *options); };
        });
    }
}

}  // namespace atalaya::cli
