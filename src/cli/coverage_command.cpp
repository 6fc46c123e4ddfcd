// The public matrix of coverage, on the terminal or as a page.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <array>

#include "cli/app.hpp"
#include "cli/coverage_command.hpp"
#include "cli/help.hpp"
#include "cli/paper_options.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "service/correspondence/coverage_page.hpp"
#include "service/measures.hpp"

namespace atalaya::cli {

namespace {

using service::Coverage;

struct CoverageOptions {
    std::string on, from, to;
    PaperOptions paper{.out = ""};
};

const char* mark_of(Coverage coverage) {
    switch (coverage) {
        case Coverage::whole: return "+";
        case Coverage::in_part: return "~";
        case Coverage::late: return "!";
        case Coverage::awaited: return ".";
        case Coverage::absent:
        case Coverage::not_sent: return "-";
        case Coverage::not_owed: break;
    }
    return "";
}

// A row for each source and year.
void print_table(const Session& session, const service::CoverageMatrix& matrix) {
    std::vector<std::vector<std::string>> rows;
    std::vector<Column> columns{{"source"}, {"year", true}};
    static constexpr std::array<std::string_view, 12> names{"01", "02", "03", "04", "05", "06",
                                                            "07", "08", "09", "10", "11", "12"};
    for (const auto name : names) columns.push_back({.head = name, .as_it_is = true});
    columns.push_back({"whole_months"});
    for (const auto& row : matrix.rows) {
        for (std::size_t i = 0; i < matrix.months.size(); ++i) {
            const auto year = std::to_string(static_cast<int>(matrix.months[i].year()));
            if (rows.empty() || rows.back()[0] != row.source->id || rows.back()[1] != year) {
                rows.push_back({row.source->id, year});
                rows.back().resize(columns.size());
            }
            rows.back()[1 + static_cast<unsigned>(matrix.months[i].month())] = mark_of(row.months[i]);
        }
        rows.back().back() =
            session.voice.say("expected.of.month", {{"k", number(row.whole)}, {"m", number(row.owed)}});
    }
    fmt::print("{}", table(session.voice, columns, rows, is_terminal(STDOUT_FILENO)));
    fmt::print(stderr, "{}\n", session.voice.say("coverage.key"));
}

void print_json(const service::CoverageMatrix& matrix, Day day, const std::string& vintage,
                const std::vector<std::filesystem::path>* files) {
    JsonWriter json;
    json.object().key("on").text(iso(day)).key("vintage").text(vintage).key("sources").array();
    for (const auto& row : matrix.rows) {
        json.object().key("source").text(row.source->id);
        json.key("owed").integer(row.owed).key("whole").integer(row.whole).key("months").array();
        for (std::size_t i = 0; i < matrix.months.size(); ++i)
            json.object()
                .key("month")
                .text(iso(matrix.months[i]))
                .key("state")
                .text(service::name_of(row.months[i]))
                .end();
        json.end().end();
    }
    json.end();
    if (files) put_files(json, *files);
    json.end();
    fmt::print("{}\n", json.str());
}

// Months that are over on the day, from the January of the year before the last of them unless said.
std::pair<Month, Month> months_asked(const CoverageOptions& options, Day day) {
    const Month over = plus_months(month_of(day + std::chrono::days{1}), -1);
    const Month last = options.to.empty() ? over : month_argument(options.to, "--to");
    if (last > over)
        throw Error{Fault::usage, message("--to: expected a month that is over on {}, at most {}; found {}",
                                          iso(day), iso(over), iso(last))};
    const Month first = options.from.empty()
                            ? Month{last.year() - std::chrono::years{1}, std::chrono::January}
                            : month_argument(options.from, "--from");
    if (first > last)
        throw Error{Fault::usage, message("--from: expected a month up to {}, the last one; found {}",
                                          iso(last), iso(first))};
    return {first, last};
}

int coverage(const Session& session, const CoverageOptions& options) {
    const Day day = options.on.empty() ? today() : day_argument(options.on, "--on");
    const auto [first, last] = months_asked(options, day);
    const auto forms = options.paper.forms();
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const std::string vintage = service::vintage_on(store, day);
    service::Worlds worlds{store, catalogue};
    const service::World* world = vintage.empty() ? nullptr : &worlds.at(vintage);
    const auto matrix = service::coverage_matrix(catalogue, world, day, first, last);
    if (options.paper.out.empty()) {
        if (session.json)
            print_json(matrix, day, vintage, nullptr);
        else
            print_table(session, matrix);
        return 0;
    }
    const service::Stationery paper{catalogue, session.language};
    const auto states = service::expected_deliveries(catalogue, world, day, service::arrivals_of(store),
                                                     service::days_told(store, catalogue, world));
    const auto written = service::write_papers(catalogue.share,
                                               {{"cobertura_" + iso(day) + "_" + paper.language(),
                                                 service::coverage_page(paper, matrix, states, world, day)}},
                                               forms, options.paper.out, progress);
    if (session.json) {
        print_json(matrix, day, vintage, &written.files.front());
    } else {
        for (const auto& file : written.files.front()) fmt::print("{}\n", file.string());
    }
    tell_no_pdf(session, written.no_pdf);
    return 0;
}

}  // namespace

void add_coverage_command(CLI::App& deliveries, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<CoverageOptions>();
    auto* command = deliveries.add_subcommand("coverage", say("help.coverage"));
    command->add_option("--on", options->on, say("help.coverage.on"))->type_name(say("type.day"));
    command->add_option("--from", options->from, say("help.coverage.from"))->type_name(say("type.month"));
    command->add_option("--to", options->to, say("help.coverage.to"))->type_name(say("type.month"));
    command->add_option("--format", options->paper.formats, say("help.paper.format"))
        ->type_name(say("type.format"))
        ->delimiter(',');
    command->add_option("--out", options->paper.out, say("help.coverage.out"))->type_name(say("type.folder"));
    examples(*command, session.voice,
             "atalaya deliveries coverage --on 2025-02-10 --dir datos\n"
             "atalaya deliveries coverage --from 2024-01 --to 2024-12 --out cobertura --format pdf");
    command->callback([&session, options] {
        session.chosen = [&session, options] { return coverage(session, *options); };
    });
}

}  // namespace atalaya::cli
