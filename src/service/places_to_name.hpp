// Which of a city's written addresses nobody can find yet, and what somebody who knows the
// city names them. Texts of addresses are in the kept deliveries alone: the worklist is read from them each time,
// for the terminal of who may open the data directory, and is in no bulletin, export or log.
#pragma once

#include <string>
#include <vector>

#include "geocode/worklist.hpp"
#include "service/address_book.hpp"

namespace atalaya::service {

struct PlacesWorklist {
    std::vector<geocode::PlaceToName> places;  // most rows first
    std::int64_t asked{}, unplaced{};          // rows with an address; those of them with no place
};

// Of the newest reading of every file whose source writes addresses. Error{missing} where no source does, or where
// there is nothing to look them up in.
PlacesWorklist places_worklist(store::Store& store, const Catalogue& catalogue, std::size_t most,
                               Progress& progress);

struct Naming {
    std::string text;          // as it is written in the rows
    std::string means;         // an address, a place or a street that is found; or
    std::optional<LonLat> at;  // where it is
    std::string author, reviewed_by;
    Day on{};
};
struct Named {
    OwnName name;
    geocode::Precision precision = geocode::Precision::landmark;  // of what it stands for
};

// Adds a line to the city's own names, after trying that the text is then found. Error{usage} when author or text is
// blank, or the text is found already; Error{missing} when what it means is not found, with what it may be.
// Nothing is written then.
Named name_place(store::Store& store, const Catalogue& catalogue, const Naming& naming, Progress& progress);

}  // namespace atalaya::service
