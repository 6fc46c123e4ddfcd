// What the command line (and later HTTP) asks about a published city; each answer can be
// written as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/measures.hpp"
#include "store/data_directory.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::service {

// A question about one figure as people type it; empty parts take their usual meaning
// (territory the city, the indicator's basis, the newest vintage).
struct FigureQuestion {
    std::string indicator, measure = "count", territory = "ciudad", period, against, part, vintage;
};
// The figure that the question asks for, of a vintage that is named.
FigureSpec spec_of(store::Store& store, const Catalogue& catalogue, const FigureQuestion& question);
Figure ask_figure(store::Store& store, const Catalogue& catalogue, const FigureQuestion& question);

// A figure that left the house, with all that defends it.
struct KeptAnswer {
    store::Figure kept;
    FigureSpec spec;
    std::vector<Receipt> receipts;  // of its sources up to its vintage
};
// Throws Error{missing} when no figure of that name (or beginning of a name) left the house.
KeptAnswer find_kept(store::Store& store, const Catalogue& catalogue, std::string_view id);
KeptAnswer find_kept(store::Store& store, Worlds& worlds, std::string_view id);

// A figure computed again beside what was kept of it: its value and that value's digest.
struct Repeated {
    Figure figure;
    std::string kept;  // canonical JSON, as json_of(figure) writes it
    Digest then, now;
    // What took positions that the figure needs, where it comes out otherwise for that: it cannot be repeated.
    std::optional<store::Erasure> erased{};
    // The value kept is the one whose digest was kept with it.
    bool as_kept() const { return sha256(kept) == then; }
    bool same() const { return as_kept() && then == now; }
};
Repeated repeat_figure(store::Store& store, const Catalogue& catalogue, std::string_view id);
// The same for one who asks for many: worlds already loaded are not loaded again.
Repeated repeat_figure(store::Store& store, Worlds& worlds, std::string_view id);

// {"figure":…,"value":…,"low":…,"high":…,"unit":…,"vintage":…,"digest":…, …}
std::string answer_json(const Figure& figure);
// And with it how it was classed, {…,"crosswalks":[…],"overlap":[…],"decided":[…]} (classification.hpp), and by what law of time
// its sources were read, "clocks":[…] (reading_clocks.hpp). `world` is that of the figure's vintage.
std::string answer_json(store::Store& store, const Figure& figure, const World& world);

}  // namespace atalaya::service
