#include "service/erased_bytes.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "intake/redact.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::service {

ErasedBytes erased_among(store::Store& store, const std::vector<std::filesystem::path>& files) {
    ErasedBytes out;
    const auto twins = store::twins(store.records(), store.city());
    if (twins.empty()) return out;
    const auto all = store::erasures(store.records(), store.city());
    std::set<std::uintmax_t>
        lengths;  // a file of another is none of them, and need not be read for its digest
    for (const auto& run : store.records().runs(store.city()))
        if (twins.contains(run.delivery)) lengths.insert(static_cast<std::uintmax_t>(run.bytes));
    for (const auto& file : files) {
        if (!lengths.contains(std::filesystem::file_size(file))) continue;
        const auto twin = twins.find(sha256_of_file(file));
        if (twin == twins.end()) continue;
        const auto& [digest, erased] = *twin;
        const auto by = std::ranges::find(all, erased.erasure, &store::Erasure::id);
        ErasedBytes::One one{erased.erasure, by == all.end() ? Day{} : by->on, {}};
        if (erased.twin) one.twin = store.deliveries().bytes(digest);
        out.deliveries.emplace(digest, std::move(one));
    }
    return out;
}

Batch read_twin(const intake::Source& source, const intake::City& city, const intake::Gazetteer& gazetteer,
                const std::filesystem::path& file, const ErasedBytes::One& erased,
                const intake::ReadOptions& asked) {
    const std::string name = file.filename().string();
    if (!erased.twin)
        throw Error{Fault::conflict,
                    message("{}: erased on {}, erasure {}. Nothing of it is kept, and it is not taken again",
                            name, iso(erased.on), erased.erasure)};
    NoProgress quiet;
    auto batch =
        intake::read_kept(intake::as_twin(source), city, gazetteer, *erased.twin, name, quiet, asked);
    // What stays of an erased row, to be counted by, is not told of again: whose row it is, a finding does not say, and a
    // refused cell need not be one that went.
    for (auto& reject : batch.rejects)
        if (!reject.found.empty()) reject.found = store::blanked_mark(erased.erasure);
    for (auto& finding : batch.findings)
        finding.detail =
            store::without_quotes(finding.detail, {.all = true}, store::blanked_mark(erased.erasure)).detail;
    batch.delivery_bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
    return batch;
}

}  // namespace atalaya::service
