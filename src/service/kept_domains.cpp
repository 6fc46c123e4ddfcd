#include "service/kept_domains.hpp"

#include "service/ingest.hpp"
#include "store/domain_records.hpp"

namespace atalaya::service {

void keep_domains(store::Store& store, const Catalogue& catalogue, const std::vector<ReadDelivery>& read) {
    std::vector<store::ReadingDomain> kept;
    for (const auto& delivery : read) {
        if (delivery.known) continue;
        const Batch& batch = delivery.batch;
        kept.push_back({store::run_id(store.city(), batch.delivery, batch.recipe, batch.reading),
                        catalogue.source(batch.source).domain});
    }
    store::keep_reading_domains(store.records(), store.city(), kept);
}

KeptDomains::KeptDomains(store::Store& store) {
    std::map<std::string, std::string> by_run;
    for (auto& [run, domain] : store::reading_domains(store.records(), store.city()))
        if (!domain.empty()) by_run.emplace(run, std::move(domain));
    if (by_run.empty()) return;
    const auto runs = store.records().runs(store.city());
    std::map<Digest, std::set<std::string>> by_delivery;
    for (const auto& run : runs) {
        const auto said = by_run.find(run.id);
        if (said != by_run.end() && run.accepted > 0) by_delivery[run.delivery].insert(said->second);
    }
    for (const auto& run : runs) {
        const auto said = by_delivery.find(run.delivery);
        if (said != by_delivery.end())
            by_source_[run.source].insert(said->second.begin(), said->second.end());
    }
}

linkage::Source KeptDomains::source(const intake::Source& source) const {
    linkage::Source out{source.id, source.domain};
    const auto read = by_source_.find(source.id);
    if (read != by_source_.end()) out.read_as.assign(read->second.begin(), read->second.end());
    return out;
}

std::set<std::string> KeptDomains::all(const intake::Source& source) const {
    const auto read = by_source_.find(source.id);
    auto out = read == by_source_.end() ? std::set<std::string>{} : read->second;
    if (!source.domain.empty()) out.insert(source.domain);
    return out;
}

}  // namespace atalaya::service
