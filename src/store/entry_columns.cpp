#include "store/entry_columns.hpp"

#include <algorithm>
#include <set>

namespace atalaya::store {
namespace {

// Where a column's words come from: one list a batch, then one a segment.
class WordLists {
  public:
    void add(std::vector<std::string_view> words) {
        used_.emplace_back(words.size());
        lists_.push_back(std::move(words));
    }
    void use(std::size_t list, std::size_t word) { used_[list].at(word) = true; }

    // Numbers the words in use by bytes, "" first.
    std::vector<std::string> settle() {
        std::set<std::string_view> all{""};
        for (std::size_t l = 0; l < lists_.size(); ++l) {
            for (std::size_t w = 0; w < lists_[l].size(); ++w) {
                if (used_[l][w]) all.insert(lists_[l][w]);
            }
        }
        const std::vector<std::string_view> sorted(all.begin(), all.end());
        for (const auto& list : lists_) {
            auto& numbers = numbers_.emplace_back();
            for (const auto word : list) {
                numbers.push_back(std::lower_bound(sorted.begin(), sorted.end(), word) - sorted.begin());
            }
        }
        return {sorted.begin(), sorted.end()};
    }
    std::int64_t number(std::size_t list, std::size_t word) const { return numbers_[list][word]; }

  private:
    std::vector<std::vector<std::string_view>> lists_;
    std::vector<std::vector<bool>> used_;
    std::vector<std::vector<std::int64_t>> numbers_;
};

// The list of an origin: batches first.
std::size_t list_of(std::int32_t origin, std::size_t batches) {
    return origin >= 0 ? static_cast<std::size_t>(origin) : batches + static_cast<std::size_t>(-1 - origin);
}

// `word_of(entry)` is the place of its word in the list of its origin.
template <class WordOf>
CodedColumn settled(WordLists& lists, const std::vector<Entry>& entries, std::size_t batches,
                    WordOf word_of) {
    for (const auto& entry : entries) lists.use(list_of(entry.at.origin, batches), word_of(entry.at));
    CodedColumn out{lists.settle(), {}};
    out.codes.reserve(entries.size());
    for (const auto& entry : entries) {
        out.codes.push_back(lists.number(list_of(entry.at.origin, batches), word_of(entry.at)));
    }
    return out;
}

}  // namespace

CodedColumn EntryColumns::texts(std::string_view name,
                                const std::function<const Coded&(const Incidents&)>& of_batch) const {
    WordLists lists;
    std::vector<const Coded*> fresh;  // a batch may have no rows of a column: none of its rows says a text
    std::vector<const StoredColumn*> stored;
    for (const auto* batch : batches_) {
        fresh.push_back(&of_batch(batch->incidents));
        lists.add({fresh.back()->words.begin(), fresh.back()->words.end()});
    }
    for (const auto& segment : segments_) {
        stored.push_back(&segment.column("entry", name));
        lists.add(stored.back()->words);
    }
    return settled(lists, entries_, batches_.size(), [&](RowAt at) {
        if (at.origin >= 0 && fresh[static_cast<std::size_t>(at.origin)]->codes.empty())
            return std::size_t{0};
        return at.origin >= 0
                   ? std::size_t{fresh[static_cast<std::size_t>(at.origin)]->codes[at.row]}
                   : static_cast<std::size_t>((*stored[static_cast<std::size_t>(-1 - at.origin)])[at.row]);
    });
}

CodedColumn EntryColumns::shared_texts(
    std::string_view name, const std::function<const std::string&(const Batch&)>& of_batch) const {
    WordLists lists;
    std::vector<const StoredColumn*> stored;
    for (const auto* batch : batches_) lists.add({of_batch(*batch)});
    for (const auto& segment : segments_) {
        stored.push_back(&segment.column("entry", name));
        lists.add(stored.back()->words);
    }
    return settled(lists, entries_, batches_.size(), [&](RowAt at) {
        return at.origin >= 0
                   ? std::size_t{0}
                   : static_cast<std::size_t>((*stored[static_cast<std::size_t>(-1 - at.origin)])[at.row]);
    });
}

}  // namespace atalaya::store
