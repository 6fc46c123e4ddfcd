// A data directory: one city's evidence, testimony and answers in one place, with one
// owner at a time. Only its owner may look into it: folders are 0700, both stores, the lock and
// atalaya.json (an address may hold a password) 0600.
//
//   atalaya.json                  what it is: format, city, engines
//   lock                          flock: one writer, or any number of readers
//   records.db                    SQLite (unless PostgreSQL)
//   analytics.duckdb              DuckDB (unless PostgreSQL); may be rebuilt at any time
//   segments/<city>/<vintage>.seg and .place
//   deliveries/<xx>/<sha256>.box
//   keys/delivery.key             0600, or the file that ATALAYA_KEY_FILE names
//   tmp/                          DuckDB's spills; emptied by a writer
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.hpp"
#include "store/analytics_store.hpp"
#include "store/delivery_box.hpp"
#include "store/record_store.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

// The version of the layout above that this program writes.
inline constexpr int directory_format = 1;
// The version of the analytics store's tables (sql/analytics/schema); any may be made again from segments.
inline constexpr int ledger_format = 1;

struct Engines {
    std::string records = "sqlite";    // or "postgresql://..."
    std::string analytics = "duckdb";  // or "postgresql://..."
};

enum class Access {
    inspect,  // shared with other readers; changes nothing whatever
    read,  // the same, but that it first applies what a killed writer left unapplied, and brings the stores of an
           // older Atalaya up to date, when it may write
    write,    // alone
    rebuild,  // alone, with an empty analytics store, whatever state the old one is in
};

// Makes an empty data directory for `city`. Error{conflict} when `folder` is there and
// not empty, Error{usage} when the city's id or an engine is not one.
void create_directory(const std::filesystem::path& folder, std::string_view city,
                      const Engines& engines = {});
bool is_directory_of_ours(const std::filesystem::path& folder);

class Store {
  public:
    // Error{missing} when it is not a data directory, Error{newer_version} when a newer
    // Atalaya made it, Error{conflict} (who holds it, what to do) when it is in use.
    //
    // A writer puts right what a killed process left: vintages not applied are applied, a
    // segment without a vintage is deleted, an analytics store that knows more than
    // the record store, or has rows of a vintage that it does not say is applied, is rebuilt. Who reads needs no more than to read: a folder that cannot be
    // written is answered from as it is.
    explicit Store(const std::filesystem::path& folder, Access access = Access::write);
    Store(const std::filesystem::path& folder, Access access, Progress& progress);
    ~Store();
    Store(Store&&) noexcept;

    const std::string& city() const { return city_; }
    const std::filesystem::path& folder() const { return folder_; }
    RecordStore& records() { return *records_; }
    AnalyticsStore& analytics() { return *analytics_; }
    const SegmentFolder& segments() const { return *segments_; }
    DeliveryBox& deliveries();  // reads the key when first asked

    // Vintages that are recorded and not applied: no question can be asked of them yet. The next
    // writer applies them.
    std::vector<Vintage> not_applied();

    // Vintages that both stores have, oldest first: what questions may be asked of.
    std::vector<Vintage> vintages();
    std::optional<Vintage> newest();
    // "" is the newest; a day or a month ("2024-03") the newest that was published by its end. Error{missing}
    // naming the known ones.
    Vintage vintage(std::string_view id);

    // What opening to write does, for a writer that goes on after a step failed.
    void recover(Progress& progress);
    // Applies the newest recorded vintage to the analytics store. An Error says that it stays recorded.
    // Where rows of a vintage that is not applied are there already, everything is applied anew: none is
    // counted twice.
    void apply(const Vintage& vintage, Progress& progress, const std::function<void()>& before_commit = {});

  private:
    class Lock;

    void open(const Engines& engines, Access access, Progress& progress);
    void close();
    void catch_up(const Engines& engines, Progress& progress);
    void refuse_other_city();
    void refuse_lost_records();
    bool holds_rows_after(const std::vector<Applied>& applied);
    void load(const Vintage& vintage, Progress& progress, const std::function<void()>& before_commit);

    std::filesystem::path folder_;
    std::string city_;
    std::unique_ptr<Lock> lock_;
    std::unique_ptr<RecordStore> records_;
    std::unique_ptr<AnalyticsStore> analytics_;
    std::unique_ptr<SegmentFolder> segments_;
    std::unique_ptr<DeliveryBox> deliveries_;
};

}  // namespace atalaya::store
