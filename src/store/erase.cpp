#include "store/erase.hpp"

#include <algorithm>
#include <fstream>

#include "core/error.hpp"
#include "store/delivery_twin.hpp"
#include "store/durable_file.hpp"
#include "store/tombstones.hpp"

namespace atalaya::store {
namespace {

namespace fs = std::filesystem;

fs::path journal(const fs::path& directory) {
    return directory / "erasing";
}

// Files below the directory that wait to be put in place.
std::vector<fs::path> staged_files(const fs::path& directory) {
    std::vector<fs::path> out;
    for (const auto* part : {"segments", "deliveries"}) {
        if (!fs::is_directory(directory / part)) continue;
        for (const auto& file : fs::recursive_directory_iterator{directory / part}) {
            const auto name = file.path().filename().string();
            if (name.ends_with(staged) || name.ends_with(std::string{staged} + std::string{half_written}))
                out.push_back(file.path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

void put_in_place(const fs::path& file) {
    const auto name = file.string();
    if (name.ends_with(half_written)) {
        fs::remove(file);
    } else {
        fs::rename(file, name.substr(0, name.size() - staged.size()));
    }
    fsync_folder(file.parent_path());
}

// What stands for a delivery now.
Digest now_of(const std::map<Digest, ErasedDelivery>& twins, const Digest& delivery) {
    const auto found = twins.find(delivery);
    if (found == twins.end()) return delivery;
    return found->second.twin.value_or(Digest{});
}

class Erasing {
  public:
    Erasing(Store& store, Erasure erasure, const EraseHook& hook)
        : store_{store}, erasure_{std::move(erasure)}, hook_{hook} {
        erasure_.id = next_erasure_id(store.records(), store.city(), erasure_.on);
    }

    Erasure run(const ToErase& what, Progress& progress) {
        write_durably(journal(store_.folder()), erasure_.id + "\n", 0600);
        reached(EraseStep::announced);
        stage_deliveries(what, progress);
        reached(EraseStep::deliveries_staged);
        stage_positions(what.incidents);
        reached(EraseStep::places_staged);
        progress.check_interrupt();
        for (const auto& [run, lines] : what.runs) runs_.push_back({erasure_.id, run, 0, "", lines});
        if (deliveries_.empty() && places_.empty() && runs_.empty() && what.quotes.empty()) return {};
        erasure_.incidents = static_cast<std::int64_t>(what.incidents.size());
        keep_erasure(store_.records(), store_.city(), erasure_, deliveries_, places_, runs_, what.quotes,
                     [&] { reached(EraseStep::records_written); });
        reached(EraseStep::recorded);
        return erasure_;
    }

  private:
    void reached(EraseStep step) const {
        if (hook_) hook_(step);
    }

    void stage_deliveries(const ToErase& what, Progress& progress) {
        const auto known = twins(store_.records(), store_.city());
        const auto key = read_delivery_key(delivery_key_file(store_.folder()));
        progress.stage("erase", what.deliveries.size());
        for (const auto& [delivery, make] : what.deliveries) {
            const Digest before = now_of(known, delivery);
            const Twin twin = make(store_);
            std::optional<Digest> name;
            if (twin.bytes) name = sha256(*twin.bytes);
            if (name.value_or(Digest{}) == before) continue;
            stage_twin(store_.deliveries(), key, delivery, twin.bytes);
            deliveries_.push_back({erasure_.id, delivery, before, name, twin.rows, twin.cells});
            progress.check_interrupt();
            progress.advance(deliveries_.size());
        }
    }

    void stage_positions(const std::vector<std::int64_t>& incidents) {
        if (incidents.empty()) return;
        const auto vintages = store_.records().vintages(store_.city());
        for (const auto& one : stage_places(store_.segments(), vintages, incidents, erasure_.id)) {
            places_.push_back({erasure_.id, one.vintage_no, one.before, one.since, one.positions});
            erasure_.positions += one.positions;
        }
    }

    Store& store_;
    Erasure erasure_;
    const EraseHook& hook_;
    std::vector<ErasedDelivery> deliveries_;
    std::vector<ErasedPlace> places_;
    std::vector<ErasedRun> runs_;
};

}  // namespace

Erasure erase(const fs::path& directory, Erasure erasure, const ToErase& what, Progress& progress,
              const EraseHook& hook) {
    Erasure done;
    {
        Store store{directory, Access::write, progress};
        try {
            done = Erasing{store, std::move(erasure), hook}.run(what, progress);
        } catch (...) {
            place_staged(directory, store.records(), store.city());
            if (!is_recorded(store.records(), store.city(), erasing(directory))) end_erasing(directory);
            throw;
        }
    }
    Store finished{directory, Access::write, progress};  // carries it out
    return done;
}

std::string erasing(const fs::path& directory) {
    std::ifstream file{journal(directory)};
    std::string id;
    std::getline(file, id);
    // The file is whole or not there; one that is blank was made by somebody else.
    return fs::exists(journal(directory)) && id.empty() ? "?" : id;
}

bool is_recorded(RecordStore& records, std::string_view city, const std::string& erasure) {
    const auto all = erasures(records, city);
    return std::any_of(all.begin(), all.end(), [&](const Erasure& one) { return one.id == erasure; });
}

bool place_staged(const fs::path& directory, RecordStore& records, std::string_view city) {
    const auto id = erasing(directory);
    const bool recorded = is_recorded(records, city, id);
    for (const auto& file : staged_files(directory)) {
        if (recorded) {
            put_in_place(file);
        } else {
            fs::remove(file);
        }
    }
    if (!recorded) return false;
    const auto is_of_it = [&](const auto& one) { return one.erasure == id; };
    if (std::ranges::any_of(erased_runs(records, city), is_of_it) ||
        std::ranges::any_of(erased_findings(records, city), is_of_it))
        let_go_of_what_was_said(records);
    return std::ranges::any_of(erased_places(records, city), is_of_it);
}

void end_erasing(const fs::path& directory) {
    if (!fs::exists(journal(directory))) return;
    fs::remove(journal(directory));
    fsync_folder(directory);
}

}  // namespace atalaya::store
