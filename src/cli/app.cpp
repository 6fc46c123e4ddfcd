#include "cli/app.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <ctime>

#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "store/data_directory.hpp"

namespace atalaya::cli {

service::Catalogue Session::catalogue(const store::Store& store) const {
    return service::read_catalogue(share(), store.city());
}

Day today() {
    const std::time_t now = std::time(nullptr);
    std::tm here{};
    localtime_r(&now, &here);
    return Day{std::chrono::year{here.tm_year + 1900} / std::chrono::month{static_cast<unsigned>(here.tm_mon + 1)} /
               std::chrono::day{static_cast<unsigned>(here.tm_mday)}};
}

Day day_argument(std::string_view text, const char* name) {
    const auto day = parse_day(text);
    if (!day) throw Error{Fault::usage, fmt::format("{}: expected a day such as 2020-10-05, found \"{}\"", name, text)};
    return *day;
}

Month month_argument(std::string_view text, const char* name) {
    const auto month = parse_month(text);
    if (!month) throw Error{Fault::usage, fmt::format("{}: expected a month such as 2020-08, found \"{}\"", name, text)};
    return *month;
}

std::string short_hash(const Digest& digest) { return digest.hex().substr(0, 12); }

namespace {

int say_error(const Session& session, std::string_view kind, const std::string& message, int code) {
    if (session.json) {
        JsonWriter json;
        json.object().key("error").text(message).key("kind").text(kind).key("exit").integer(code).end();
        fmt::print("{}\n", json.str());
    }
    fmt::print(stderr, "atalaya: {}\n", message);
    return code;
}

}  // namespace

int run(int argc, char** argv) {
    Session session;
    CLI::App app{"Atalaya, observatorio de seguridad ciudadana y convivencia: de los archivos crudos de una ciudad a cifras que se pueden defender."};
    app.name("atalaya");
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", std::string{store::program_version});
    app.add_flag("--json", session.json, "La respuesta entera como JSON");
    app.add_option("--dir", session.directory, "Directorio de datos de la ciudad")->envname("ATALAYA_DIR")->default_val("atalaya-datos");
    app.footer(
        "Ejemplos:\n"
        "  atalaya demo\n"
        "  atalaya init --city caba --dir datos\n"
        "  atalaya ingest delitos_2019.csv.gz --dir datos\n"
        "  atalaya figure get robo --territory comuna:1 --period 2020-08 --dir datos --json\n"
        "  atalaya bulletin mensual --territory comuna:1 --month 2020-08 --dir datos --out boletines\n"
        "Códigos de salida: 0 bien, 2 la pregunta está mal, 3 falta algo, 4 un archivo no sirve, 5 en uso, 6 más nuevo, 7 dañado, 8 sin espacio, 130 interrumpido.");
    add_city_commands(app, session);
    add_delivery_commands(app, session);
    add_figure_commands(app, session);
    add_bulletin_commands(app, session);
    add_store_commands(app, session);
    watch_interrupts();
    try {
        app.parse(argc, argv);
        return session.chosen ? session.chosen() : 0;
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : exit_code(Fault::usage);
    } catch (const Error& error) {
        return say_error(session, "error", error.what(), exit_code(error.fault()));
    } catch (const std::bad_alloc&) {
        return say_error(session, "error", "out of memory: this machine has too little for that; nothing half done was published", exit_code(Fault::no_space));
    } catch (const std::exception& error) {
        return say_error(session, "bug", std::string{"a mistake of ours, not of yours: "} + error.what(), 1);
    }
}

}  // namespace atalaya::cli
