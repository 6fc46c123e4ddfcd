// The parts of `atalaya link`, each in a file of its own.
#pragma once

#include <string>

#include "cli/app.hpp"
#include "service/ledger_names.hpp"
#include "service/links.hpp"

namespace atalaya {
class JsonWriter;
}

namespace atalaya::cli {

struct LinksAsked {
    std::string vintage, link;
};
void take_links_asked(CLI::App& command, const Session& session, LinksAsked& asked);

store::At vintage_asked(store::Store& store, const LinksAsked& asked);

// "2024-03-10 Aromo 1600, Loteo Cuarzo, Homicidio doloso": day, finest area that is known, finest that the other record
// knows of its own too, where that is another one, label.
std::string said(const Voice& voice, const intake::City& city, const service::LedgerNames& names,
                 const service::LinkSide& side, const service::LinkSide& other);
void write_side(JsonWriter& json, const Voice& voice, const intake::City& city,
                const service::LedgerNames& names, const service::LinkSide& side);

void add_link_queue(CLI::App& parent, Session& session);  // queue, shown
void add_link_decide(CLI::App& parent, Session& session);
void add_link_counts(CLI::App& parent, Session& session);

}  // namespace atalaya::cli
