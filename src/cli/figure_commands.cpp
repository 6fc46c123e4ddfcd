#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "service/answers.hpp"
#include "store/questions.hpp"

namespace atalaya::cli {

namespace {

std::string number(std::optional<double> value) {
    return value ? canonical_number(*value) : "sin dato";
}

void print_figure(const service::Figure& figure) {
    fmt::print("{}\n", figure_id(figure.spec));
    fmt::print("  {} · {} · {} · {}\n", figure.spec.indicator, figure.spec.measure, figure.spec.territory,
               iso(figure.spec.period));
    if (figure.spec.against) fmt::print("  frente a        {}\n", iso(*figure.spec.against));
    if (!figure.spec.part.empty()) fmt::print("  parte           {}\n", figure.spec.part);
    fmt::print("  valor           {}{}\n", number(figure.value),
               figure.reason.empty() ? "" : " (" + figure.reason + ")");
    if (figure.low) fmt::print("  intervalo       {} a {}\n", number(figure.low), number(figure.high));
    fmt::print("  unidad          {}\n", figure.unit);
    if (figure.numerator) fmt::print("  cuenta          {}", number(figure.numerator));
    if (figure.denominator) fmt::print(" / {} {}", number(figure.denominator), figure.denominator_note);
    if (figure.numerator) fmt::print("\n");
    if (figure.phi > 0) fmt::print("  dispersión φ    {}\n", number(figure.phi));
    fmt::print("  registros       {} dentro, {} fuera\n", figure.records_in, figure.records_out);
    for (const auto& note : figure.notes) fmt::print("  nota            {}\n", note);
    for (const auto& [label, value, low, high] : figure.series)
        fmt::print("    {:<12} {}\n", label, number(value));
    fmt::print("  corte           {}\n  huella          {}\n", figure.spec.vintage, digest_of(figure).hex());
}

// For the desk that reconciles two lists: the day and the place of each that is on one alone, to be looked up in
// the institutions' own papers.
void print_alone(const service::World& world, const service::FigureSpec& spec) {
    if (spec.measure != "reconciled") return;
    const auto& territory = world.territory(service::parse_territory(spec.territory));
    for (const auto& lists : world.reconciled()) {
        if (lists.declared->indicator != spec.indicator || spec.part != "source=" + lists.declared->other)
            continue;
        const auto* layer = world.catalogue().city.layer(lists.declared->layer);
        const auto print = [&](const std::string& source, const std::vector<service::OnList>& alone) {
            for (const auto& one :
                 service::part_of_list(alone, spec.period, territory.slot, territory.territory.code)) {
                fmt::print("  solo en         {}  {}  {}\n", source, iso(one.day),
                           layer ? layer->id + ":" + one.area[static_cast<std::size_t>(layer->slot)] : "");
            }
        };
        print(lists.declared->primary, lists.only_primary());
        print(lists.declared->other, lists.only_other());
    }
}

int get(const Session& session, const service::FigureQuestion& question) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const auto figure = service::ask_figure(store, catalogue, question);
    if (session.json) {
        fmt::print("{}\n", service::answer_json(figure));
    } else {
        print_figure(figure);
    }
    return 0;
}

int show(const Session& session, const std::string& id) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const auto kept = service::find_kept(store, catalogue, id);
    if (session.json) {
        JsonWriter json;
        json.object()
            .key("figure")
            .text(kept.kept.id)
            .key("kept")
            .raw(kept.kept.value)
            .key("digest")
            .text(kept.kept.digest.hex());
        json.key("first_used_by").text(kept.kept.first_used_by).key("deliveries").array();
        for (const auto& receipt : kept.receipts) {
            json.object()
                .key("file")
                .text(receipt.file_name)
                .key("source")
                .text(receipt.source)
                .key("sha256")
                .text(receipt.delivery.hex());
            json.key("vintage").text(receipt.vintage).end();
        }
        json.end().key("command").text("atalaya figure repeat " + kept.kept.id).end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    service::Worlds worlds{store, catalogue};
    const auto figure = service::compute(worlds, kept.spec);
    print_figure(figure);
    print_alone(worlds.at(kept.spec.vintage), kept.spec);
    if (const auto* indicator = catalogue.find_indicator(kept.spec.indicator)) {
        fmt::print("  definición      {} v{}: {}\n", indicator->name.es, indicator->version,
                   wrapped(indicator->definition.es, 100, 18));
    }
    fmt::print("  salió en        {}\n  valor que salió {}\n", kept.kept.first_used_by, kept.kept.value);
    for (const auto& receipt : kept.receipts) {
        fmt::print("  entrega         {}  {}  {} (corte {})\n", receipt.delivery.hex(), receipt.source,
                   receipt.file_name, receipt.vintage);
    }
    fmt::print("  se repite con   atalaya figure repeat {}\n", kept.kept.id);
    return 0;
}

int repeat(const Session& session, const std::string& id) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const auto repeated = service::repeat_figure(store, catalogue, id);
    if (session.json) {
        JsonWriter json;
        json.object()
            .key("figure")
            .text(figure_id(repeated.figure.spec))
            .key("same")
            .boolean(repeated.same());
        json.key("then")
            .text(repeated.then.hex())
            .key("now")
            .text(repeated.now.hex())
            .key("value")
            .raw(service::answer_json(repeated.figure))
            .end();
        fmt::print("{}\n", json.str());
    } else {
        print_figure(repeated.figure);
        fmt::print("  repetida        {}\n", repeated.same()
                                                 ? "da lo mismo"
                                                 : "NO da lo mismo que cuando salió: " + repeated.then.hex());
    }
    return repeated.same() ? 0 : exit_code(Fault::corrupt);
}

int diff(const Session& session, const std::string& earlier, const std::string& later) {
    store::Store store = session.open(store::Access::read);
    const auto a = store.vintage(earlier), b = store.vintage(later);
    const auto cells =
        store::diff(store.analytics(), store.city(), std::min(a.no, b.no), std::max(a.no, b.no));
    const auto vintages = store.vintages();
    const auto runs = store.records().runs(store.city());
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& cell : cells) {
        std::string causes;
        for (const auto& cause : cell.causes) {
            for (const auto& run : runs) {
                if (run.vintage_no == cause.vintage_no && run.source == cell.source)
                    causes +=
                        (causes.empty() ? "" : ", ") + run.file_name + fmt::format(" ({:+})", cause.delta);
            }
        }
        rows.push_back({cell.offence, iso(cell.month), cell.area_3, std::to_string(cell.before),
                        std::to_string(cell.after), fmt::format("{:+}", cell.after - cell.before), causes});
        json.object()
            .key("source")
            .text(cell.source)
            .key("offence")
            .text(cell.offence)
            .key("month")
            .text(iso(cell.month))
            .key("area")
            .text(cell.area_3);
        json.key("before")
            .integer(cell.before)
            .key("after")
            .integer(cell.after)
            .key("deliveries")
            .text(causes)
            .end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table({{"tipo"},
                                {"mes"},
                                {"área"},
                                {"decía", true},
                                {"dice", true},
                                {"cambio", true},
                                {"entregas"}},
                               rows, is_terminal(STDOUT_FILENO)));
        fmt::print(stderr, "{} celdas cambiaron entre {} y {}.\n", cells.size(), a.id, b.id);
    }
    return 0;
}

}  // namespace

void add_figure_commands(CLI::App& app, Session& session) {
    auto* figure = app.add_subcommand("figure", "Cifras: pedirlas, defenderlas, repetirlas");
    figure->require_subcommand(1);
    figure->group("Cifras y boletines");
    examples(*figure, "atalaya figure get robo --period 2020-08\natalaya figure show b8kq2x1m --dir datos");
    {
        auto question = std::make_shared<service::FigureQuestion>();
        auto* command = figure->add_subcommand("get", "Calcula una cifra");
        command
            ->add_option("INDICADOR", question->indicator, "Por ejemplo robo; `atalaya indicators` los lista")
            ->required();
        command->add_option("--territory", question->territory, "ciudad, comuna:1, barrio:nunez …")
            ->type_name("TERRITORIO")
            ->capture_default_str();
        command->add_option("--period", question->period, "2020-08, 2020 o 2020-01-01/2020-08-31")
            ->type_name("PERÍODO")
            ->required();
        command
            ->add_option("--measure", question->measure,
                         "count, rate, change, expected, monthly, ratio, share, hours …")
            ->type_name("MEDIDA")
            ->capture_default_str();
        command->add_option("--against", question->against, "Con qué se compara (change)")
            ->type_name("PERÍODO");
        command
            ->add_option("--part", question->part,
                         "Parte de la medida, p. ej. offence=caba-delitos:robo-total")
            ->type_name("PARTE");
        command
            ->add_option("--as-of", question->vintage,
                         "Lo que se sabía en ese corte; el último si no se dice")
            ->type_name("CORTE");
        examples(*command,
                 "atalaya figure get robo --territory comuna:1 --period 2020-08 --json\n"
                 "atalaya figure get hurto --period 2020-08 --measure change --against 2019-08\n"
                 "atalaya figure get robo --period 2020 --measure rate --as-of 2020-10-05.1");
        command->callback([&session, question] {
            session.chosen = [&session, question] { return get(session, *question); };
        });
    }
    for (const auto& [name, what, does] :
         {std::tuple{"show", "De dónde sale una cifra que se publicó", &show},
          {"repeat", "La vuelve a calcular y compara", &repeat}}) {
        auto id = std::make_shared<std::string>();
        auto* command = figure->add_subcommand(name, what);
        command->add_option("ID", *id, "La cifra (alcanzan sus primeras ocho letras)")->required();
        examples(*command, fmt::format("atalaya figure {} b8kq2x1m --dir datos", name));
        command->callback([&session, id, act = does] {
            session.chosen = [&session, id, act] { return act(session, *id); };
        });
    }
    {
        auto ends = std::make_shared<std::pair<std::string, std::string>>();
        auto* command =
            app.add_subcommand("diff", "Qué celdas cambiaron entre dos cortes y por qué entregas");
        command->add_option("CORTE1", ends->first, "El anterior")->required();
        command->add_option("CORTE2", ends->second, "El posterior")->required();
        command->group("Cifras y boletines");
        examples(*command, "atalaya diff 2020-01-05.1 2020-10-05.1 --dir datos");
        command->callback([&session, ends] {
            session.chosen = [&session, ends] { return diff(session, ends->first, ends->second); };
        });
    }
}

}  // namespace atalaya::cli
