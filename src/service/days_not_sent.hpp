// Days that a source of months did not send of months that it did (intake/quality/days_silent.hpp): half a month is no month, and
// its total no fall. They are gaps of coverage of the whole source, as if declared, from what its deliveries said when they
// came (the finding days_silent) and as long as no later one fills them.
//
// Not those that [[coverage]] declares already, nor those of a finding that somebody explained or waived. Sources that are expected
// by the week or the day have silent_days.hpp, and one with `empty_months` is not asked.
#pragma once

#include <string>
#include <vector>

#include "intake/city.hpp"

namespace atalaya::store {
class Store;
struct At;
}  // namespace atalaya::store

namespace atalaya::service {

struct Catalogue;
struct ReadDelivery;
struct Receipt;

// Adds the finding to the new deliveries of facts that tell of such months, held against what is known of their sources: a month
// alone shows nothing. Before they are published. Reads the ledger where the files of a source tell of less than two years.
void tell_days_silent(store::Store& store, const Catalogue& catalogue, std::vector<ReadDelivery>& deliveries);

// The gaps as known at a vintage, whose deliveries these are, by source and day. Reads the ledger of the sources that have such a
// finding, and nothing where none has.
std::vector<intake::Gap> days_not_sent(store::Store& store, const Catalogue& catalogue, const store::At& at,
                                       const std::vector<Receipt>& receipts);

// The [[coverage]] of city.toml that declares the days of a days_silent finding, from its detail.
std::string days_to_paste(const std::string& source, const std::string& detail);

}  // namespace atalaya::service
