#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "service/measures.hpp"
#include "simulate/city.hpp"

namespace atalaya::cli {

namespace {

std::string_view kind_name(intake::Kind kind) {
    switch (kind) {
        case intake::Kind::incidents: return "incidents";
        case intake::Kind::tallies: return "tallies";
        case intake::Kind::exposures: return "exposures";
        case intake::Kind::areas: return "areas";
    }
    return "";
}

int init(const Session& session, const std::string& city, const store::Engines& engines) {
    const auto catalogue = service::read_catalogue(session.share(), city);
    const bool was_there = std::filesystem::exists(session.directory);
    try {
        store::create_directory(session.directory, city, engines);
    } catch (...) {
        std::error_code ignored;
        if (!was_there) std::filesystem::remove_all(session.directory, ignored);
        throw;
    }
    if (session.json) {
        JsonWriter json;
        json.object().key("directory").text(session.directory.string()).key("city").text(city).end();
        fmt::print("{}\n", json.str());
    }
    fmt::print(stderr, "{} está lista en {}. Lo que sigue: atalaya ingest ARCHIVOS --dir {}\n",
               catalogue.city.name, session.directory.string(), session.directory.string());
    return 0;
}

int simulate_city(const Session& session, const simulate::Options& options, const std::filesystem::path& out,
                  std::uint64_t rows) {
    if (rows > 0) {
        std::filesystem::create_directories(out);
        const auto file = out / "policia-grande.csv";
        const auto bytes = simulate::write_police_of(options.seed, rows, file);
        if (session.json) {
            JsonWriter json;
            json.object()
                .key("file")
                .text(file.string())
                .key("rows")
                .integer(static_cast<std::int64_t>(rows))
                .key("bytes")
                .integer(static_cast<std::int64_t>(bytes))
                .end();
            fmt::print("{}\n", json.str());
        }
        fmt::print(stderr, "{} filas, {} bytes en {}\n", rows, bytes, file.string());
        return 0;
    }
    const auto truth = simulate::simulate(options, out);
    if (session.json) {
        JsonWriter json;
        json.object().key("city").text(truth.city).key("folder").text(out.string()).key("deliveries").array();
        for (const auto& together : truth.deliveries) {
            json.array();
            for (const auto& file : together) json.text(file);
            json.end();
        }
        json.end().end();
        fmt::print("{}\n", json.str());
    }
    fmt::print(stderr,
               "Ciudad simulada {} (semilla {}): {} entregas en {}; lo que se plantó está en verdad.json\n",
               options.city, options.seed, truth.deliveries.size(), out.string());
    return 0;
}

int list_sources(const Session& session) {
    const auto sources = intake::read_sources(session.share().data / "sources");
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& source : sources) {
            json.object()
                .key("id")
                .text(source.id)
                .key("version")
                .text(source.version)
                .key("kind")
                .text(kind_name(source.kind));
            json.key("name")
                .text(source.name.es)
                .key("publisher")
                .text(source.publisher)
                .key("url")
                .text(source.url)
                .key("files")
                .array();
            for (const auto& glob : source.files) json.text(glob);
            json.end().end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& source : sources) {
        std::string files;
        for (const auto& glob : source.files) files += (files.empty() ? "" : " ") + glob;
        rows.push_back({source.id, std::string{kind_name(source.kind)}, source.cadence, files});
    }
    fmt::print("{}",
               table({{"fuente"}, {"clase"}, {"cadencia"}, {"archivos"}}, rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

int show_source(const Session& session, const std::string& id) {
    const auto sources = intake::read_sources(session.share().data / "sources");
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const auto& s) { return s.id == id; });
    if (found == sources.end()) {
        std::vector<std::string> ids;
        for (const auto& source : sources) ids.push_back(source.id);
        const std::string near = service::nearest(id, ids);
        throw Error{Fault::missing, fmt::format("no hay una fuente «{}».{} `atalaya source list` las nombra",
                                                id, near.empty() ? "" : " ¿Quiso decir «" + near + "»?")};
    }
    JsonWriter json;
    json.object()
        .key("id")
        .text(found->id)
        .key("version")
        .text(found->version)
        .key("recipe")
        .text(found->recipe.hex());
    json.key("kind")
        .text(kind_name(found->kind))
        .key("name")
        .text(found->name.es)
        .key("publisher")
        .text(found->publisher);
    json.key("url")
        .text(found->url)
        .key("licence")
        .text(found->licence)
        .key("cadence")
        .text(found->cadence)
        .key("columns")
        .array();
    for (const auto& column : found->columns()) json.text(column);
    json.end().key("codes").array();
    for (const auto& label : found->labels) {
        json.object()
            .key("code")
            .text(label.code)
            .key("label_1")
            .text(label.label_1)
            .key("label_2")
            .text(label.label_2)
            .key("fit")
            .text(label.fit);
        json.key("iccs").array();
        for (const auto& code : label.iccs) json.text(code);
        json.end().key("indicators").array();
        for (const auto& indicator : label.indicators) json.text(indicator);
        json.end().end();
    }
    json.end().end();
    if (session.json) {
        fmt::print("{}\n", json.str());
        return 0;
    }
    fmt::print("{} ({} v{})\n  {}\n  publica: {}\n  se obtiene en: {}\n  licencia: {}\n", found->id,
               kind_name(found->kind), found->version, found->name.es, found->publisher, found->url,
               found->licence);
    std::vector<std::vector<std::string>> rows;
    for (const auto& label : found->labels) {
        std::string iccs, indicators;
        for (const auto& code : label.iccs) iccs += (iccs.empty() ? "" : "|") + code;
        for (const auto& indicator : label.indicators)
            indicators += (indicators.empty() ? "" : "|") + indicator;
        rows.push_back({label.code, label.label_1, label.label_2, iccs, label.fit, indicators});
    }
    if (!rows.empty())
        fmt::print("{}",
                   table({{"código"}, {"etiqueta"}, {"subetiqueta"}, {"ICCS"}, {"ajuste"}, {"indicadores"}},
                         rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

// Every descriptor is read and its own sample would be usable; what is wrong is named.
int check_sources(const Session& session, const std::vector<std::string>& folders) {
    std::vector<std::filesystem::path> paths(folders.begin(), folders.end());
    if (paths.empty()) {
        for (const auto& entry : std::filesystem::directory_iterator{session.share().data / "sources"}) {
            if (entry.is_directory()) paths.push_back(entry.path());
        }
        std::sort(paths.begin(), paths.end());
    }
    int wrong = 0;
    JsonWriter json;
    json.array();
    for (const auto& path : paths) {
        try {
            const auto source = intake::read_source(path);
            json.object()
                .key("source")
                .text(source.id)
                .key("version")
                .text(source.version)
                .key("recipe")
                .text(source.recipe.hex())
                .key("ok")
                .boolean(true)
                .end();
            if (!session.json)
                fmt::print("bien  {} v{}  {}\n", source.id, source.version, short_hash(source.recipe));
        } catch (const Error& error) {
            ++wrong;
            json.object()
                .key("source")
                .text(path.filename().string())
                .key("ok")
                .boolean(false)
                .key("error")
                .text(error.what())
                .end();
            if (!session.json) fmt::print("mal   {}\n", error.what());
        }
    }
    json.end();
    if (session.json) fmt::print("{}\n", json.str());
    if (wrong > 0) fmt::print(stderr, "{} de {} descriptores no se pueden usar.\n", wrong, paths.size());
    return wrong == 0 ? 0 : exit_code(Fault::bad_input);
}

int list_territories(const Session& session, const std::string& layer) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto& world = worlds.at("");
    const auto month = world.last_month();
    const Period year = month ? months_ending(*month, 12) : Period{};
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& of : catalogue.city.layers) {
        if (!layer.empty() && of.id != layer) continue;
        for (const auto* territory : world.layer(of.id)) {
            const auto people = month ? world.exposure(*territory, "residents", year) : std::nullopt;
            const std::string parent = territory->parent.is_city() ? "" : territory->parent.text();
            const service::Exposure known = people.value_or(service::Exposure{});
            rows.push_back({territory->territory.text(), territory->name, parent,
                            people ? std::to_string(known.value) : "",
                            people ? std::to_string(known.year) : ""});
            json.object()
                .key("territory")
                .text(territory->territory.text())
                .key("name")
                .text(territory->name)
                .key("parent")
                .text(parent);
            if (people) json.key("residents").integer(known.value).key("year").integer(known.year);
            json.end();
        }
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}",
                   table({{"territorio"}, {"nombre"}, {"dentro de"}, {"habitantes", true}, {"año", true}},
                         rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

int list_indicators(const Session& session) {
    const auto indicators = service::read_indicators(session.share().data / "indicators");
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& indicator : indicators) {
            json.object()
                .key("id")
                .text(indicator.id)
                .key("version")
                .text(indicator.version)
                .key("name")
                .text(indicator.name.es);
            json.key("definition")
                .text(indicator.definition.es)
                .key("unit")
                .text(indicator.unit)
                .key("basis")
                .text(indicator.basis);
            json.key("exposure")
                .text(indicator.exposure)
                .key("per")
                .integer(indicator.per)
                .key("tier")
                .text(indicator.tier)
                .end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& indicator : indicators)
        rows.push_back({indicator.id, indicator.version, indicator.unit, indicator.group, indicator.name.es});
    fmt::print("{}", table({{"indicador"}, {"v", true}, {"unidad"}, {"grupo"}, {"nombre"}}, rows,
                           is_terminal(STDOUT_FILENO)));
    return 0;
}

}  // namespace

void add_city_commands(CLI::App& app, Session& session) {
    {
        struct Options {
            std::string city;
            store::Engines engines;
        };
        auto options = std::make_shared<Options>();
        auto* command = app.add_subcommand("init", "Crea el directorio de datos de una ciudad");
        command->add_option("--city", options->city, "La ciudad: una carpeta de cities/")
            ->type_name("CIUDAD")
            ->required();
        command->add_option("--records", options->engines.records, "sqlite, o postgresql://…")
            ->type_name("ALMACÉN")
            ->capture_default_str();
        command->add_option("--analytics", options->engines.analytics, "duckdb, o postgresql://…")
            ->type_name("ALMACÉN")
            ->capture_default_str();
        command->group("Empezar");
        examples(*command,
                 "atalaya init --city caba --dir datos\n"
                 "atalaya init --city caba --dir datos --records postgresql://servidor/base --analytics "
                 "postgresql://servidor/base");
        command->callback([&session, options] {
            session.chosen = [&session, options] { return init(session, options->city, options->engines); };
        });
    }
    {
        struct Options {
            simulate::Options simulate;
            std::filesystem::path out = "ciudad-simulada";
            std::uint64_t rows = 0;
        };
        auto options = std::make_shared<Options>();
        auto* command = app.add_subcommand(
            "simulate",
            "Inventa una ciudad con verdad conocida: los archivos que mandarían sus instituciones");
        command->add_option("--city", options->simulate.city, "villa-marejada o puerto-calmo")
            ->type_name("CIUDAD")
            ->capture_default_str();
        command->add_option("--seed", options->simulate.seed, "Semilla: la misma da los mismos bytes")
            ->capture_default_str();
        command->add_option("--years", options->simulate.years, "Años de historia")->capture_default_str();
        command->add_option("--deliveries", options->simulate.deliveries, "Meses con entrega propia")
            ->capture_default_str();
        command->add_option("--out", options->out, "Dónde se escribe")->type_name("CARPETA");
        command->add_option("--rows", options->rows,
                            "En su lugar, un solo archivo policial de tantas filas, para medir");
        command->group("Empezar");
        examples(*command,
                 "atalaya simulate --seed 7 --out ciudad\n"
                 "atalaya simulate --city puerto-calmo --out pueblo");
        command->callback([&session, options] {
            session.chosen = [&session, options] {
                return simulate_city(session, options->simulate, options->out, options->rows);
            };
        });
    }
    {
        auto* source = app.add_subcommand("source", "Las fuentes: qué archivos esperan y cómo se leen");
        source->require_subcommand(1);
        source->group("Lo que se mide");
        examples(*source, "atalaya source list\natalaya source show caba-delitos");
        auto* list = source->add_subcommand("list", "Las fuentes conocidas");
        examples(*list, "atalaya source list --json");
        list->callback([&session] { session.chosen = [&session] { return list_sources(session); }; });
        auto id = std::make_shared<std::string>();
        auto* show = source->add_subcommand(
            "show", "Una fuente: quién la publica, dónde se obtiene, qué significan sus códigos");
        show->add_option("ID", *id, "La fuente")->required();
        examples(*show, "atalaya source show caba-delitos");
        show->callback(
            [&session, id] { session.chosen = [&session, id] { return show_source(session, *id); }; });
        auto folders = std::make_shared<std::vector<std::string>>();
        auto* check =
            source->add_subcommand("check", "Comprueba descriptores (todos, o las carpetas nombradas)");
        check->add_option("CARPETAS", *folders, "Carpetas con source.toml");
        examples(*check, "atalaya source check\natalaya source check sources/mi-fuente");
        check->callback([&session, folders] {
            session.chosen = [&session, folders] { return check_sources(session, *folders); };
        });
    }
    {
        auto layer = std::make_shared<std::string>();
        auto* command = app.add_subcommand("territories", "Los territorios de la ciudad, con su población");
        command->add_option("--layer", *layer, "Solo una capa: comuna, barrio …")->type_name("CAPA");
        command->group("Lo que se mide");
        examples(*command, "atalaya territories --layer comuna --dir datos");
        command->callback([&session, layer] {
            session.chosen = [&session, layer] { return list_territories(session, *layer); };
        });
    }
    auto* indicators = app.add_subcommand("indicators", "Los indicadores y sus definiciones");
    indicators->group("Lo que se mide");
    examples(*indicators, "atalaya indicators --json");
    indicators->callback([&session] { session.chosen = [&session] { return list_indicators(session); }; });
}

}  // namespace atalaya::cli
