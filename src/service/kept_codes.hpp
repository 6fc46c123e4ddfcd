// Codings as readings kept them (store/code_records.hpp): the catalogue that a delivery is read with, and the one that a
// vintage is told with.
#pragma once

#include <memory>
#include <vector>

#include "service/catalogue.hpp"
#include "store/code_records.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct ReadDelivery;

// Gives the labels that were decided to the sources they are of, as lines of codes.csv would: the newest decision of a
// label holds, what codes.csv lists itself is left to it. Error{bad_input} for a decision whose code the source no longer has.
void take_decisions(Catalogue& catalogue, const std::vector<store::LabelDecision>& decisions);

// Keeps what codes meant in what was read, so that the recipe of a run can be asked for it. A coding that is kept and
// has no run means nothing: it is kept before the run is published.
void keep_codings(store::Store& store, const Catalogue& catalogue, const std::vector<ReadDelivery>& read);

// What codes meant at a vintage: of each source, by the newest reading up to it that kept it.
std::vector<Coding> codings_at(store::Store& store, std::int64_t vintage_no);

// The catalogue with the codings of a vintage; nullptr where they are those that it has.
std::shared_ptr<const Catalogue> catalogue_at(store::Store& store, const Catalogue& catalogue,
                                              std::int64_t vintage_no);

}  // namespace atalaya::service
