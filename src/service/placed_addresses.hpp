// How well the addresses of a reading were found: from the finding that intake made of it. No text of an address is
// in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/incident.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct PlacedAddresses {
    std::string run, vintage, source, file;
    std::int64_t asked{}, hits{};
    double rate{}, low{}, high{};  // hits of asked; Wilson's interval, 95 %
    std::string verdict;           // "reached" | "missed" | "undecided": of 85 %
    std::vector<std::pair<std::string, std::int64_t>> by_precision, by_reason;
};

// Of what was just read, and is in no vintage yet; none where it looked no address up.
std::optional<PlacedAddresses> placed_addresses(const Batch& batch);
// Of every reading that looked addresses up, oldest first.
std::vector<PlacedAddresses> placed_addresses(store::Store& store);

}  // namespace atalaya::service
