// The receipt of a delivery: what came (name, size, SHA-256, day), what became of its rows, why rows were not used,
// what was noticed of those that were, by what law of time, and what the sender may do about either. Also of a delivery that was not taken.
//
// rows read = accepted + rejected + duplicate. No text of a rejected cell is repeated: the line and the column name it. Names of
// areas that the city does not have are: without them nobody can tell which was meant.
#pragma once

#include <string>

#include "service/correspondence/paper.hpp"
#include "service/findings.hpp"
#include "service/reading_clocks.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

// One reading of a delivery, with all that its receipt tells.
struct ReceiptFacts {
    store::Run run;
    std::string vintage;
    Day came_on{};
    std::vector<store::RejectCount> rejects;  // most first
    std::vector<Reject> first;                // of each of them, in their order, the first in the file
    std::vector<KnownFinding> findings;
    RunClock clock{};
};

// By the first letters of a run. Error{missing} when none begins so, Error{usage} when several do.
ReceiptFacts receipt_facts(store::Store& store, const std::string& run);

render::Document receipt_page(const Stationery& paper, const ReceiptFacts& facts);
render::Document refusal_page(const Stationery& paper, const store::Refusal& refusal, const Say& said);

// A table of findings, the first `most` of them, without title: what was noticed, what it is about where any says so,
// and the number by which it is answered.
render::Sheet findings_table(const Stationery& paper, const std::vector<KnownFinding>& findings,
                             const char* id, std::size_t most);

// "acuse_2c5k3m9qxa_marejada-policia", "acuse_rechazo_0003_marejada-policia".
std::string receipt_stem(const ReceiptFacts& facts);
std::string refusal_stem(const store::Refusal& refusal);

}  // namespace atalaya::service
