#include "service/delivery_facts.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "service/erasure.hpp"
#include "store/questions.hpp"
#include "store/tombstones.hpp"

namespace atalaya::service {
DeliveryFacts::DeliveryFacts(store::Store& store)
    : store_{store}, runs_{store.records().runs(store.city())} {}

const std::vector<intake::RowKey>& DeliveryFacts::rows(const intake::Source& source, const store::Run& run) {
    const auto [at, fresh] = read_.try_emplace({source.id, run.delivery});
    if (!fresh) return at->second;
    const auto kept = as_kept(store_, source, run.delivery);
    if (!kept) return at->second;
    at->second = intake::row_keys(*kept, store_.deliveries().bytes(run.delivery), run.file_name);
    return at->second;
}

// Of the rows that one of the readings did not refuse.
std::set<IncidentKey> DeliveryFacts::keys_taken(const intake::Source& source, const Digest& delivery) {
    std::set<IncidentKey> keys;
    for (const auto& run : runs_) {
        if (run.delivery != delivery || run.source != source.id) continue;
        std::set<std::int64_t> refused;
        for (const auto& one : store_.records().rejects(store_.city(), run.id, "", run.rejected))
            refused.insert(one.reject.line);
        for (const auto& [line, key] : rows(source, run))
            if (!refused.contains(line)) keys.insert(key);
    }
    return keys;
}

std::set<std::int64_t> DeliveryFacts::published(const store::Run& run) const {
    std::set<std::int64_t> numbers;
    for (const auto& vintage : store_.records().vintages(store_.city())) {
        if (vintage.no != run.vintage_no) continue;
        const store::Segment segment{store_.segments().segment(vintage.id)};
        const auto &no = segment.column("entry", "incident_no"), &source = segment.column("entry", "source"),
                   &sign = segment.column("entry", "sign");
        for (std::size_t row = 0; row < no.rows; ++row)
            if (sign[row] > 0 && source.word(row) == run.source) numbers.insert(no[row]);
    }
    return numbers;
}

// What the vintage of a reading published and no row has.
void DeliveryFacts::add_untold(const intake::Source& source, const store::Run& run,
                               const std::vector<Digest>& together, std::set<std::int64_t>& to) {
    auto untold = published(run);
    std::erase_if(untold, [&](auto number) { return to.contains(number); });
    if (untold.empty()) return;
    std::set<IncidentKey> of_others;
    bool all_asked = true;
    for (const auto& other : runs_) {
        if (other.vintage_no != run.vintage_no || other.source != run.source ||
            other.delivery == run.delivery)
            continue;
        for (const auto& [line, key] : rows(source, other)) of_others.insert(key);
        all_asked = all_asked && std::ranges::find(together, other.delivery) != together.end();
    }
    const auto erased = store::tombstones(store_.segments(), store_.records().vintages(store_.city()));
    for (const auto& one :
         numbered_keys(store_, [&](std::int64_t number, std::string_view, const IncidentKey&key) {
             return untold.contains(number) && (of_others.contains(key) || erased.contains(number));
         }))
        untold.erase(one.number);
    if (!untold.empty() && !all_asked)
        throw Error{Fault::conflict,
                    message("{} facts that came with {} are in none of the rows that source.toml of {} finds "
                            "there now, nor in those of the other deliveries of that day, so whose they are "
                            "cannot be told. Erase those deliveries together, or each fact by --incident",
                            untold.size(), run.file_name, source.id)};
    to.insert(untold.begin(), untold.end());
}

std::set<std::int64_t> DeliveryFacts::numbers(const intake::Source& source, const Digest& delivery,
                                              const std::vector<Digest>& together) {
    const auto keys = keys_taken(source, delivery);
    std::set<std::int64_t> numbers;
    for (const auto& one :
         numbered_keys(store_, [&](std::int64_t, std::string_view of, const IncidentKey&key) {
             return of == source.id && keys.contains(key);
         }))
        numbers.insert(one.number);
    for (const auto& run : runs_) {
        if (run.delivery == delivery && run.source == source.id) add_untold(source, run, together, numbers);
    }
    return numbers;
}

}  // namespace atalaya::service
