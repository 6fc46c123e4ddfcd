// The texts of a city's ledger by their code, for who reads codes and answers in texts.
#pragma once

#include <string>
#include <vector>

#include "core/error.hpp"
#include "store/analytics_store.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

class WordLabels {
  public:
    WordLabels(AnalyticsStore& store, const std::string& city)
        : labels_{store.database().collect(sql::analytics::query::words, {city},
                                           [](const Row& row) { return std::string{row.text(1)}; })} {}

    // Error{corrupt} for a code that no text has.
    const std::string& operator[](std::int64_t code) const {
        if (code < 0 || code >= static_cast<std::int64_t>(labels_.size()))
            throw Error{Fault::corrupt,
                        message("a count of the analytics store names the word {}, and there are "
                                "{}. Run: atalaya rebuild",
                                code, labels_.size())};
        return labels_[static_cast<std::size_t>(code)];
    }

  private:
    std::vector<std::string> labels_;
};

}  // namespace atalaya::store
