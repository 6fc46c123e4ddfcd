// The privacy domains under which records were read, kept with each reading: a source.toml that says another one since
// gives no right to link them (linkage/domain.hpp).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "intake/descriptor.hpp"
#include "linkage/domain.hpp"
#include "service/catalogue.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct ReadDelivery;

// Keeps the domain that the source of each delivery says. One whose run is not published means nothing: it is kept
// before.
void keep_domains(store::Store& store, const Catalogue& catalogue, const std::vector<ReadDelivery>& read);

// Of which domains the records of each source are. The bytes of a delivery have the domain of every reading that took a row
// of them, under whatever name of a source. A reading under no domain binds nobody: a source that says its first one later is of that
// one, and so is one that was read before domains were kept. O(readings of the city).
class KeptDomains {
  public:
    explicit KeptDomains(store::Store& store);

    linkage::Source source(const intake::Source& source) const;
    // Those that it says or was read under.
    std::set<std::string> all(const intake::Source& source) const;

  private:
    std::map<std::string, std::set<std::string>> by_source_;
};

}  // namespace atalaya::service
