// The command line. Data goes to standard output, talk to standard error; --json on any
// command gives the whole answer; exit codes are those of core/error.hpp.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/voice.hpp"
#include "core/day.hpp"
#include "core/progress.hpp"
#include "service/catalogue.hpp"
#include "service/share.hpp"
#include "store/data_directory.hpp"

namespace CLI {
class App;
}

namespace atalaya::cli {

// What every command is handed.
struct Session {
    std::filesystem::path directory =
        "atalaya-datos";  // --dir, $ATALAYA_DIR, or the working folder's atalaya-datos
    bool json = false;
    Voice voice{render::Language::es};
    std::string language;         // --language, read before anything else
    std::string request;          // --request, read before anything else
    std::function<int()> chosen;  // what the parsed command does

    service::Share share() const { return service::find_share(); }
    // Error{missing} that says how to make or find one when `directory` is not a data directory.
    void require_directory() const;
    store::Store open(store::Access access) const {
        NoProgress unheard;
        return open(access, unheard);
    }
    store::Store open(store::Access access, Progress& progress) const;
    service::Catalogue catalogue(store::Store& store) const;
    service::Catalogue catalogue_of_the_store(Progress& progress) const;  // which is closed again
};

int run(int argc, char** argv);

// --- each adds its commands
void add_city_commands(CLI::App& app, Session& session);       // init simulate
void add_proposal_commands(CLI::App& app, Session& session);   // city propose
void add_catalogue_commands(CLI::App& app, Session& session);  // source indicators
void add_territory_commands(CLI::App& app, Session& session);  // territories
void add_code_commands(CLI::App& app, Session& session);       // codes
void add_unknown_code_commands(CLI::App& codes,
                               Session& session);  // below `codes`: unknown decide export compare
void add_code_list_commands(CLI::App& codes, Session& session);  // below `codes`: lists show import
void add_delivery_commands(CLI::App& app, Session& session);     // ingest deliveries rejects
void add_finding_commands(CLI::App& app, Session& session);      // findings
void add_place_commands(CLI::App& app, Session& session);        // places
void add_link_commands(CLI::App& app, Session& session);         // link
void add_figure_commands(CLI::App& app, Session& session);       // figure
void add_diff_command(CLI::App& app, Session& session);          // diff
void add_revision_commands(CLI::App& app, Session& session);     // figure history, revisions
void add_break_commands(CLI::App& app, Session& session);        // breaks
void add_contrast_command(CLI::App& app, Session& session);      // contrast
void add_bulletin_commands(CLI::App& app, Session& session);     // bulletin demo
void add_store_commands(CLI::App& app, Session& session);        // rebuild verify export version completion

// letters, and below `deliveries`: expected feedback; receipt refused
void add_correspondence_commands(CLI::App& app, CLI::App& deliveries, Session& session);
void add_receipt_commands(CLI::App& deliveries, Session& session);

// --- small things that commands share
Day today();  // by the machine's clock and zone
Day day_argument(std::string_view text, const char* name);
Month month_argument(std::string_view text, const char* name);
std::string short_hash(const Digest& digest);

}  // namespace atalaya::cli
