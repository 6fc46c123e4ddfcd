#include "cli/app.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>

#include "cli/help.hpp"
#include "cli/request.hpp"
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
    return Day{std::chrono::year{here.tm_year + 1900} /
               std::chrono::month{static_cast<unsigned>(here.tm_mon + 1)} /
               std::chrono::day{static_cast<unsigned>(here.tm_mday)}};
}

Day day_argument(std::string_view text, const char* name) {
    const auto day = parse_day(text);
    if (!day)
        throw Error{Fault::usage,
                    fmt::format("{}: se esperaba un día como 2020-10-05; se encontró «{}»", name, text)};
    return *day;
}

Month month_argument(std::string_view text, const char* name) {
    const auto month = parse_month(text);
    if (!month)
        throw Error{Fault::usage,
                    fmt::format("{}: se esperaba un mes como 2020-08; se encontró «{}»", name, text)};
    return *month;
}

std::string short_hash(const Digest& digest) {
    return digest.hex().substr(0, 12);
}

store::Store Session::open(store::Access access, Progress& progress) const {
    require_directory();
    return store::Store{directory, access, progress};
}

void Session::require_directory() const {
    if (store::is_directory_of_ours(directory)) return;
    std::vector<std::string> cities;
    for (const auto& entry : std::filesystem::directory_iterator{share().data / "cities"}) {
        if (entry.is_directory()) cities.push_back(entry.path().filename().string());
    }
    std::sort(cities.begin(), cities.end());
    throw Error{Fault::missing,
                fmt::format("se esperaba un directorio de datos en {}; no lo hay.\n"
                            "Si ya existe en otro lugar: --dir CARPETA, o la variable ATALAYA_DIR.\n"
                            "Para crear uno: atalaya init --city CIUDAD --dir {}  (ciudades: {})\n"
                            "Para ver uno hecho: atalaya demo",
                            directory.string(), directory.string(), fmt::join(cities, ", "))};
}

namespace {

// The first line of what went wrong; the rest says what was expected and found.
std::string_view headline(Fault fault) {
    switch (fault) {
        case Fault::usage: return "la pregunta no está bien hecha";
        case Fault::missing: return "falta algo";
        case Fault::bad_input: return "un archivo no se puede usar; no se publicó nada";
        case Fault::conflict: return "está en uso, o ya hay otra cosa ahí; no se cambió nada";
        case Fault::newer_version: return "lo hizo un Atalaya más nuevo; no se cambió nada";
        case Fault::corrupt: return "lo guardado no es lo que se guardó";
        case Fault::no_space: return "no alcanza el disco o la memoria; nada quedó a medias";
        case Fault::interrupted: return "interrumpido; nada quedó a medias";
    }
    return "";
}

int say_error(bool as_json, std::string_view kind, std::string_view head, const std::string& message,
              int code) {
    if (as_json) {
        JsonWriter json;
        json.object().key("error").text(message).key("kind").text(kind).key("exit").integer(code).end();
        std::fputs((json.str() + "\n").c_str(), stdout);
    }
    std::string indented;
    for (const char c : message) indented += c == '\n' ? std::string{"\n  "} : std::string{c};
    std::fputs(fmt::format("atalaya: {}\n  {}\n", head, indented).c_str(), stderr);
    return code;
}

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::usage: return "usage";
        case Fault::missing: return "missing";
        case Fault::bad_input: return "bad_input";
        case Fault::conflict: return "conflict";
        case Fault::newer_version: return "newer_version";
        case Fault::corrupt: return "corrupt";
        case Fault::no_space: return "no_space";
        case Fault::interrupted: return "interrupted";
    }
    return "";
}

int say_fault(bool as_json, Fault fault, const std::string& message) {
    return say_error(as_json, name_of(fault), headline(fault), message, exit_code(fault));
}

// What the system refused: a full disk is not a mistake of ours.
int say_refusal(bool as_json, const std::system_error& error) {
    const int code = error.code().value();
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return say_fault(as_json, Fault::no_space, error.what());
    return say_fault(as_json, Fault::missing, std::string{"el sistema no lo permite: "} + error.what());
}

void describe(CLI::App& app, Session& session) {
    speak_spanish(app);
    app.name("atalaya");
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", fmt::format("atalaya {}", store::program_version),
                         "La versión del programa");
    app.add_flag("--json", session.json, "La respuesta entera como JSON, en la salida estándar");
    app.add_option("--dir", session.directory, "El directorio de datos de la ciudad")
        ->envname("ATALAYA_DIR")
        ->default_str("atalaya-datos")
        ->type_name("CARPETA");
    app.add_option("--request", session.request,
                   "En vez de escribir la orden: el pedido como JSON (docs/manual/cli.md)")
        ->type_name("ARCHIVO");
    add_city_commands(app, session);
    add_delivery_commands(app, session);
    add_figure_commands(app, session);
    add_bulletin_commands(app, session);
    add_store_commands(app, session);
    group_commands(app);
    app.footer(
        "Ejemplos:\n"
        "  atalaya demo\n"
        "  atalaya init --city caba --dir datos\n"
        "  atalaya ingest delitos_2019.csv.gz --dir datos\n"
        "  atalaya figure get robo --territory comuna:1 --period 2020-08 --dir datos --json\n"
        "  atalaya bulletin mensual --territory comuna:1 --month 2020-08 --dir datos --out boletines\n"
        "\n"
        "Los datos van a la salida estándar; lo demás, a la de errores. Códigos de salida:\n"
        "  0 bien                     4 un archivo no se puede usar   7 lo guardado está dañado\n"
        "  2 la pregunta está mal     5 en uso, o ya hay otra cosa    8 no alcanza el disco o la memoria\n"
        "  3 falta algo               6 hecho por uno más nuevo       130 interrumpido");
}

void parse(CLI::App& app, const std::vector<std::string>& words) {
    app.parse(std::vector<std::string>{words.rbegin(), words.rend()});
}

}  // namespace

int run(int argc, char** argv) {
    Session session;
    const std::vector<std::string> words(argv + 1, argv + argc);
    const bool as_json = std::find(words.begin(), words.end(), "--json") != words.end();
    CLI::App app{
        "Atalaya, observatorio de seguridad ciudadana y convivencia: de los archivos crudos de una ciudad a "
        "cifras que se pueden defender."};
    describe(app, session);
    watch_interrupts();
    try {
        const auto asked = std::find_if(words.begin(), words.end(), [](const std::string& word) {
            return word.starts_with("--request");
        });
        if (asked == words.end()) {
            parse(app, words);
        } else {
            const bool apart = *asked == "--request" && asked + 1 != words.end();
            auto said = words_of_request(
                app, apart ? asked[1]
                           : asked->substr(std::min(asked->size(), std::string_view{"--request="}.size())));
            said.insert(said.begin(), words.begin(), asked);
            said.insert(said.end(), asked + (apart ? 2 : 1), words.end());
            parse(app, said);
        }
        const int code = session.chosen ? session.chosen() : 0;
        if (std::fflush(stdout) != 0)
            throw std::system_error{errno, std::generic_category(), "la salida estándar"};
        return code;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        return say_fault(as_json, Fault::usage, usage_error(app, error));
    } catch (const Error& error) {
        return say_fault(as_json, error.fault(), error.what());
    } catch (const std::bad_alloc&) {
        return say_fault(as_json, Fault::no_space, "esta máquina tiene poca memoria para eso");
    } catch (const std::system_error& error) {
        return say_refusal(as_json, error);
    } catch (const std::exception& error) {
        return say_error(as_json, "bug", "un error nuestro, no suyo; nada quedó a medias", error.what(), 1);
    }
}

}  // namespace atalaya::cli
