#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "cli/app.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "store/rebuild.hpp"
#include "store/verify.hpp"

namespace atalaya::cli {

namespace {

int rebuild(const Session& session) {
    TerminalProgress progress;
    const auto rebuilt = store::rebuild(session.directory, progress);
    JsonWriter json;
    json.object().key("vintages").integer(rebuilt.vintages).key("tables").array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : rebuilt.tables) {
        json.object().key("table").text(one.table).key("rows").integer(one.rows).key("digest").text(one.digest.hex()).end();
        rows.push_back({one.table, std::to_string(one.rows), one.digest.hex()});
    }
    json.end().end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table({{"tabla"}, {"filas", true}, {"huella"}}, rows, is_terminal(STDOUT_FILENO)));
        fmt::print(stderr, "{} cortes vueltos a aplicar desde sus segmentos.\n", rebuilt.vintages);
    }
    return 0;
}

int verify(const Session& session) {
    TerminalProgress progress;
    store::Store store{session.directory, store::Access::read, progress};
    const auto verified = store::verify(store, progress);
    if (session.json) {
        JsonWriter json;
        json.object().key("whole").boolean(verified.whole()).key("deliveries").integer(verified.deliveries).key("segments").integer(verified.segments);
        json.key("record_rows").integer(verified.record_rows).key("analytics_rows").integer(verified.analytics_rows).key("damages").array();
        for (const auto& damage : verified.damages) json.text(damage.sentence());
        json.end().end();
        fmt::print("{}\n", json.str());
    } else {
        for (const auto& damage : verified.damages) fmt::print("{}\n", damage.sentence());
        fmt::print(stderr, "{} entregas, {} segmentos, {} filas de registro y {} filas de análisis: {}.\n", verified.deliveries, verified.segments,
                   verified.record_rows, verified.analytics_rows, verified.whole() ? "todo es lo que era" : fmt::format("{} daños", verified.damages.size()));
    }
    return verified.whole() ? 0 : exit_code(Fault::corrupt);
}

int version(const Session& session) {
    if (session.json) {
        JsonWriter json;
        json.object().key("version").text(store::program_version).key("directory_format").integer(store::directory_format).key("segment_format").integer(store::segment_format).end();
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("atalaya {}\n", store::program_version);
    }
    return 0;
}

}  // namespace

void add_store_commands(CLI::App& app, Session& session) {
    app.add_subcommand("rebuild", "Vuelve a hacer el almacén de análisis desde los segmentos")->callback([&session] {
        session.chosen = [&session] { return rebuild(session); };
    });
    app.add_subcommand("verify", "Comprueba que entregas, segmentos y filas son lo que eran")->callback([&session] {
        session.chosen = [&session] { return verify(session); };
    });
    app.add_subcommand("version", "La versión del programa y de sus formatos")->callback([&session] { session.chosen = [&session] { return version(session); }; });
}

}  // namespace atalaya::cli
