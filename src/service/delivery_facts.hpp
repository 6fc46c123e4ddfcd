// Which facts of the ledger a delivery told of, whatever source.toml accepts of it today: by the keys of the rows that its
// readings took, and by what their vintages published.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "intake/row_keys.hpp"
#include "service/catalogue.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct NumberedKey {
    std::int64_t number{};
    std::string source;
    IncidentKey key;
};

// Incidents ever published of which holds(number, source, key), in order of number. O(incidents ever published).
template <class Holds>
std::vector<NumberedKey> numbered_keys(store::Store& store, Holds holds) {
    std::vector<NumberedKey> out;
    for (const auto& vintage : store.records().vintages(store.city())) {
        const store::Segment segment{store.segments().segment(vintage.id)};
        const auto &no = segment.column("incident", "incident_no"),
                   &source = segment.column("incident", "source");
        const auto &high = segment.column("incident", "key_high"),
                   &low = segment.column("incident", "key_low");
        for (std::size_t row = 0; row < no.rows; ++row) {
            const IncidentKey key{static_cast<std::uint64_t>(high[row]),
                                  static_cast<std::uint64_t>(low[row])};
            if (holds(no[row], source.word(row), key))
                out.push_back({no[row], std::string{source.word(row)}, key});
        }
    }
    std::ranges::sort(out, {}, &NumberedKey::number);
    return out;
}

class DeliveryFacts {
  public:
    // The store outlives it.
    explicit DeliveryFacts(store::Store& store);

    // Every row of what is kept of a delivery, with its key. Empty when nothing is kept.
    const std::vector<intake::RowKey>& rows(const intake::Source& source, const store::Run& run);

    // Numbers of the facts that readings of `delivery` by `source` took. The deliveries `together` are asked for at once. A
    // fact of their vintage that no row has (the key was another then) is of the delivery when no other of the source was
    // published with it that is not asked for; else Error{conflict}, for whose it is cannot be told.
    std::set<std::int64_t> numbers(const intake::Source& source, const Digest& delivery,
                                   const std::vector<Digest>& together);

    const std::vector<store::Run>& runs() const { return runs_; }

  private:
    std::set<IncidentKey> keys_taken(const intake::Source& source, const Digest& delivery);
    std::set<std::int64_t> published(const store::Run& run) const;
    void add_untold(const intake::Source& source, const store::Run& run, const std::vector<Digest>& together,
                    std::set<std::int64_t>& to);

    store::Store& store_;
    std::vector<store::Run> runs_;
    std::map<std::pair<std::string, Digest>, std::vector<intake::RowKey>> read_;
};

}  // namespace atalaya::service
