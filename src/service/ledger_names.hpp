// What the codes of the ledger are called: areas as their layers name them, labels as their sources' codes.csv does.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "service/catalogue.hpp"
#include "store/data_directory.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

class LedgerNames {
  public:
    // Areas as known at a vintage; both outlive this.
    LedgerNames(store::Store& store, const Catalogue& catalogue, const store::At& at);

    // The code itself where it has no name.
    std::string area(const std::string& layer, const std::string& code) const;
    // Of "source:code"; the code in every language where no list has it.
    intake::Words label(const std::string& offence) const;

  private:
    const Catalogue& catalogue_;
    std::map<std::pair<std::string, std::string>, std::string> areas_;
};

// Of "source:code"; the code in every language where no list has it.
intake::Words label_named(const Catalogue& catalogue, const std::string& offence);

}  // namespace atalaya::service
