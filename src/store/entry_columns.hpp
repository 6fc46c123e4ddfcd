// The columns of entries whose rows lie in batches and in earlier segments.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/incident.hpp"
#include "store/ledger.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

// Words sorted by bytes after "", and the number of each row's.
struct CodedColumn {
    std::vector<std::string> words;
    std::vector<std::int64_t> codes;
};

class EntryColumns {
  public:
    EntryColumns(const std::vector<Entry>& entries, const std::vector<const Batch*>& batches,
                 const std::vector<Segment>& segments)
        : entries_{entries}, batches_{batches}, segments_{segments} {}

    // A column of numbers: `of_batch` gives it for a row of a batch, `name` in a segment.
    template <class OfBatch>
    std::vector<std::int64_t> numbers(std::string_view name, OfBatch of_batch) const {
        std::vector<const StoredColumn*> stored;
        for (const auto& segment : segments_) stored.push_back(&segment.column("entry", name));
        std::vector<std::int64_t> out(entries_.size());
        for (std::size_t i = 0; i < out.size(); ++i) {
            const auto [origin, row] = entries_[i].at;
            out[i] = origin >= 0 ? static_cast<std::int64_t>(
                                       of_batch(batches_[static_cast<std::size_t>(origin)]->incidents, row))
                                 : (*stored[static_cast<std::size_t>(-1 - origin)])[row];
        }
        return out;
    }

    // A column of texts that each row has its own of.
    CodedColumn texts(std::string_view name,
                      const std::function<const Coded&(const Incidents&)>& of_batch) const;
    // A column of texts that all rows of a batch share.
    CodedColumn shared_texts(std::string_view name,
                             const std::function<const std::string&(const Batch&)>& of_batch) const;

  private:
    const std::vector<Entry>& entries_;
    const std::vector<const Batch*>& batches_;
    const std::vector<Segment>& segments_;
};

}  // namespace atalaya::store
