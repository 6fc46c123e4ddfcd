#include "store/data_directory.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/threads.hpp"
#include "store/delivery_twin.hpp"
#include "store/directory_lock.hpp"
#include "store/duck_database.hpp"
#include "store/durable_file.hpp"
#include "store/erase.hpp"
#include "store/forgotten_rows.hpp"
#include "store/migrate.hpp"
#include "store/postgres_database.hpp"
#include "store/rebuild.hpp"
#include "store/sqlite_database.hpp"

namespace atalaya::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view marker = "atalaya.json";
NoProgress unheard;

struct Described {
    std::string city;
    Engines engines;
};

bool is_city_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && id.front() != '-' &&
           std::all_of(id.begin(), id.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

void check_engines(const Engines& engines) {
    if (engines.records != "sqlite" && !is_postgres(engines.records)) {
        throw Error{Fault::usage, message("expected sqlite or postgresql://... for the records, found \"{}\"",
                                          engines.records)};
    }
    if (engines.analytics != "duckdb" && !is_postgres(engines.analytics)) {
        throw Error{Fault::usage,
                    message("expected duckdb or postgresql://... for the analytics, found \"{}\"",
                            engines.analytics)};
    }
}

// The same of what atalaya.json says: nobody asked it, so it is damage.
void check_kept(const Engines& engines, const fs::path& folder) {
    try {
        check_engines(engines);
    } catch (const Error& error) {
        throw Error{Fault::corrupt, message("{} cannot be read: {}. Restore it from a backup",
                                            (folder / marker).string(), error.message())};
    }
}

Described described(const fs::path& folder) {
    std::ifstream file{folder / marker};
    if (!file && fs::exists(folder / marker)) {
        throw Error{Fault::conflict, message("{} cannot be read by this user. Check whose the folder is",
                                             (folder / marker).string())};
    }
    if (!file) {
        throw Error{Fault::missing,
                    message("expected a data directory at {}, found none. Make one with: atalaya init",
                            folder.string())};
    }
    try {
        const auto json = nlohmann::json::parse(file);
        const int format = json.at("format");
        if (format > directory_format) {
            throw Error{Fault::newer_version,
                        message("{} has format {}, this program knows up to {}. Use a newer Atalaya; "
                                "nothing was changed",
                                folder.string(), format, directory_format)};
        }
        Described out{json.at("city"), {json.at("records"), json.at("analytics")}};
        if (format < 1 || !is_city_id(out.city)) {
            throw Error{Fault::corrupt,
                        message("expected a city's id and a format in {}. Restore it from a backup",
                                (folder / marker).string())};
        }
        check_kept(out.engines, folder);
        return out;
    } catch (const nlohmann::json::exception& why) {
        throw Error{Fault::corrupt, message("{} cannot be read: {}. Restore it from a backup",
                                            (folder / marker).string(), why.what())};
    }
}

std::unique_ptr<Database> open_records(const fs::path& folder, const std::string& engine,
                                       const std::string& city, bool read_only) {
    if (is_postgres(engine)) return open_postgres({engine, "atalaya_records", read_only, city});
    return open_sqlite(folder / "records.db", read_only);
}

std::unique_ptr<Database> open_analytics(const fs::path& folder, const std::string& engine,
                                         const std::string& city, bool read_only, int threads) {
    if (is_postgres(engine)) return open_postgres({engine, "atalaya_analytics", read_only, city, true});
    return open_duckdb({.file = folder / "analytics.duckdb",
                        .temp_directory = folder / "tmp",
                        .read_only = read_only,
                        .threads = threads});
}

void empty_folder(const fs::path& folder) {
    fs::remove_all(folder);
    make_folder_durably(folder);
}

// A segment that no vintage names was being published when the process ended. There can
// be one: more means that the record store is not this directory's.
void delete_unpublished(const SegmentFolder& segments, const std::vector<Vintage>& published,
                        const std::vector<Applied>& applied) {
    segments.remove_half_written();
    std::vector<std::string> unknown;
    for (const auto& vintage : segments.vintages()) {
        const bool known = std::any_of(published.begin(), published.end(),
                                       [&](const Vintage& v) { return v.id == vintage; });
        if (!known) unknown.push_back(vintage);
    }
    // What was applied had been recorded: the records of it are lost, not the publication half done.
    const bool lost = std::any_of(unknown.begin(), unknown.end(), [&](const std::string& vintage) {
        return std::any_of(applied.begin(), applied.end(),
                           [&](const Applied& one) { return one.vintage == vintage; });
    });
    if (lost || unknown.size() > 1) {
        throw Error{
            Fault::corrupt,
            message("expected every segment to have its vintage in the record store, found {} without "
                    "(the first is {}). The record store is not the one of this directory: "
                    "restore it from a backup. Nothing was changed",
                    unknown.size(), unknown.front())};
    }
    for (const auto& vintage : unknown) segments.remove(vintage);
}

// Whether what is applied is the beginning of what is published.
bool begins(const std::vector<Applied>& applied, const std::vector<Vintage>& published) {
    return applied.size() <= published.size() &&
           std::equal(applied.begin(), applied.end(), published.begin(),
                      [](const Applied& a, const Vintage& v) {
                          return a.vintage_no == v.no && a.vintage == v.id && a.segment == v.segment;
                      });
}

// What the directory holds is its owner's alone: an exact count of a small place is in both stores. Also of one
// that an earlier Atalaya made; where it is somebody else's, it is as they left it.
void keep_to_owner(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& of :
         {folder, folder / "segments", folder / "deliveries", folder / "keys", folder / "tmp"})
        fs::permissions(of, fs::perms::owner_all, ignored);
    for (const auto* file :
         {"records.db", "records.db-wal", "records.db-shm", "analytics.duckdb", "analytics.duckdb.wal"}) {
        if (fs::exists(folder / file, ignored))
            fs::permissions(folder / file, fs::perms::owner_read | fs::perms::owner_write, ignored);
    }
}

// An erasure that is recorded and not carried out: what a reader could still see of it is no more to be seen.
void refuse_half_erased(const fs::path& folder, RecordStore& records, const std::string& city) {
    const auto under_way = erasing(folder);
    if (under_way.empty() || !is_recorded(records, city, under_way)) return;
    throw Error{Fault::conflict,
                message("the erasure {} is recorded and was not carried out to its end. Any command that can "
                        "write the folder {} alone finishes it",
                        under_way, folder.string())};
}

// The files of an erasure that was under way; true when the analytics store has to be made anew for it.
bool finish_files(const fs::path& folder, RecordStore& records, const std::string& city) {
    return !erasing(folder).empty() && place_staged(folder, records, city);
}

}  // namespace

class Store::Lock : public DirectoryLock {
  public:
    using DirectoryLock::DirectoryLock;
};

void create_directory(const fs::path& folder, std::string_view city, const Engines& engines) {
    if (!is_city_id(city)) {
        throw Error{Fault::usage, message("expected a city's id of a-z, 0-9 and -, found \"{}\"", city)};
    }
    check_engines(engines);
    if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder))) {
        throw Error{
            Fault::conflict,
            message("expected no or an empty folder at {}, found one with something in it", folder.string())};
    }
    for (const auto* part : {"segments", "deliveries", "keys", "tmp"}) make_folder_durably(folder / part);
    keep_to_owner(folder);
    if (!std::getenv("ATALAYA_KEY_FILE")) make_delivery_key(folder / "keys" / "delivery.key");
    JsonWriter json;
    json.object().key("format").integer(directory_format).key("city").text(city);
    json.key("records").text(engines.records).key("analytics").text(engines.analytics).end();
    // Last: a folder without it is not a data directory. 0600, since an address may hold a password.
    write_durably(folder / marker, json.str() + "\n", 0600);
    Store{folder};  // makes both stores
}

bool is_directory_of_ours(const fs::path& folder) {
    return fs::is_regular_file(folder / marker);
}

Store::Store(const fs::path& folder, Access access) : Store{folder, access, unheard} {}

Store::Store(const fs::path& folder, Access access, Progress& progress) : folder_{folder} {
    const auto what = described(folder);
    city_ = what.city;
    try {
        open(what.engines, access, progress);
    } catch (const Error& error) {
        if (error.fault() == Fault::interrupted) throw;
        // An erasure that was killed while it made the analytics store anew left it older, empty or not there:
        // whoever is next carries it out to its end.
        const bool reads = access == Access::read || access == Access::inspect;
        const bool half_erased = reads && !erasing(folder_).empty();
        const bool older = access == Access::read && dynamic_cast<const OlderStore*>(&error) != nullptr;
        if (!half_erased && !older) throw;
        catch_up(what.engines, progress);
    }
    if (access != Access::read || (not_applied().empty() && erasing(folder_).empty())) return;
    catch_up(what.engines, progress);
    refuse_half_erased(folder_, *records_, city_);
}

Store::~Store() = default;
Store::Store(Store&&) noexcept = default;

void Store::open(const Engines& engines, Access access, Progress& progress) {
    const bool read_only = access == Access::read || access == Access::inspect;
    const int threads = threads_asked();  // before anything is removed
    lock_ = std::make_unique<Lock>(folder_, read_only);
    if (!read_only) empty_folder(folder_ / "tmp");
    segments_ = std::make_unique<SegmentFolder>(folder_ / "segments", city_);
    records_ =
        std::make_unique<RecordStore>(open_records(folder_, engines.records, city_, read_only), read_only);
    refuse_other_city();
    if (access == Access::rebuild) refuse_lost_records();
    const bool erased = !read_only && finish_files(folder_, *records_, city_);
    const bool anew = erased || access == Access::rebuild;
    if (anew && !is_postgres(engines.analytics)) {
        fs::remove(folder_ / "analytics.duckdb");
        fs::remove(folder_ / "analytics.duckdb.wal");
    }
    auto analytics = open_analytics(folder_, engines.analytics, city_, read_only, threads);
    if (access == Access::rebuild) drop_damaged_tables(*analytics);
    analytics_ = std::make_unique<AnalyticsStore>(std::move(analytics), read_only);
    if (!read_only) keep_to_owner(folder_);
    if (anew) analytics_->forget(city_);
    if (read_only) return;
    recover(progress);
    if (erased) forget_rows(analytics_->database(), {"place"});
    end_erasing(folder_);
}

void Store::close() {
    analytics_.reset();
    records_.reset();
    lock_.reset();
}

// What a killed writer recorded is applied by the first reader that may write. One that may not (a
// read-only medium, a full disk, other readers) answers from what is applied.
void Store::catch_up(const Engines& engines, Progress& progress) {
    close();
    try {
        open(engines, Access::write, progress);
    } catch (const Error& error) {
        if (error.fault() == Fault::interrupted) throw;
    } catch (const fs::filesystem_error&) {
        // A folder that cannot be written.
    }
    close();
    open(engines, Access::read, progress);
}

// A changed letter in atalaya.json would make all that is kept look like another city's: none of it.
void Store::refuse_other_city() {
    if (!records_->vintages(city_).empty()) return;
    for (const auto& other : segments_->other_cities()) {
        throw Error{
            Fault::corrupt,
            message("{} says the city {}, and the segments in {} are of the city {}. Restore "
                    "atalaya.json from a backup, or write {} into it. Nothing was changed",
                    (folder_ / marker).string(), city_, (folder_ / "segments").string(), other, other)};
    }
}

// A rebuild forgets what was applied, by which recover() tells a lost record from a publication half done.
void Store::refuse_lost_records() {
    const auto vintages = segments_->vintages();
    if (vintages.empty() || !records_->vintages(city_).empty()) return;
    throw Error{
        Fault::corrupt,
        message("expected the vintage of the segment {} in the record store, found none at all. Restore the "
                "record store from a backup. Nothing was changed",
                vintages.front())};
}

void Store::recover(Progress& progress) {
    const auto published = records_->vintages(city_);
    auto applied = analytics_->applied(city_);
    delete_unpublished(*segments_, published, applied);
    if (!begins(applied, published) || (applied.size() < published.size() && holds_rows_after(applied))) {
        analytics_->forget(city_);
        applied.clear();
    }
    for (std::size_t i = applied.size(); i < published.size(); ++i) {
        const auto path = segments_->segment(published[i].id);
        if (sha256_of_file(path) != published[i].segment) {
            throw Error{Fault::corrupt,
                        message("expected {} as it was published ({}), found other bytes. Restore it from "
                                "a backup",
                                path.string(), published[i].segment.hex())};
        }
        load(published[i], progress, {});
    }
}

bool Store::holds_rows_after(const std::vector<Applied>& applied) {
    return analytics_->newest_held_after(city_, applied.empty() ? 0 : applied.back().vintage_no) > 0;
}

void Store::apply(const Vintage& vintage, Progress& progress, const std::function<void()>& before_commit) {
    if (holds_rows_after(analytics_->applied(city_))) return recover(progress);
    load(vintage, progress, before_commit);
}

void Store::load(const Vintage& vintage, Progress& progress, const std::function<void()>& before_commit) {
    try {
        analytics_->apply(Segment{segments_->segment(vintage.id)}, Segment{segments_->place(vintage.id)},
                          vintage.segment, progress, before_commit);
    } catch (const Error& error) {
        if (error.fault() == Fault::interrupted) throw;
        throw Error{
            error.fault(),
            message("the vintage {} is recorded, and could not be applied to the analytics store: {}. "
                    "Nothing of it is lost and no file has to be ingested again: the next command that "
                    "can write applies it, or: atalaya rebuild",
                    vintage.id, error.message())};
    }
}

std::vector<Vintage> Store::not_applied() {
    auto all = records_->vintages(city_);
    const auto applied = analytics_->applied(city_);
    if (!begins(applied, all)) return {};  // damaged: verify() names it
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(applied.size()));
    return all;
}

DeliveryBox& Store::deliveries() {
    if (!deliveries_) {
        deliveries_ = std::make_unique<DeliveryBox>(folder_ / "deliveries",
                                                    read_delivery_key(delivery_key_file(folder_)));
    }
    return *deliveries_;
}

std::vector<Vintage> Store::vintages() {
    auto all = records_->vintages(city_);
    const auto applied = analytics_->applied(city_);
    if (all.size() > applied.size()) all.resize(applied.size());
    return all;
}

std::optional<Vintage> Store::newest() {
    auto all = vintages();
    if (all.empty()) return {};
    return all.back();
}

Vintage Store::vintage(std::string_view id) {
    const auto all = vintages();
    if (!all.empty() && id.empty()) return all.back();
    for (const auto& one : all) {
        if (one.id == id) return one;
    }
    if (all.empty())
        throw Error{Fault::missing,
                    message("expected a published vintage, found none yet. Ingest a delivery first")};
    const auto day = parse_day(id);
    const auto span = day ? std::optional{Period{*day, *day + std::chrono::days{1}}} : parse_period(id);
    if (span) {
        const auto later = std::find_if(
            all.begin(), all.end(), [&](const Vintage& one) { return one.published_on >= span->past_end; });
        if (later != all.begin()) return *std::prev(later);
        throw Error{Fault::missing,
                    message("expected a time by which a vintage was published; the first is {}, "
                            "found \"{}\"",
                            all.front().id, id)};
    }
    throw Error{Fault::missing, message("expected one of the {} vintages from {} to {}, found \"{}\"",
                                        all.size(), all.front().id, all.back().id, id)};
}

}  // namespace atalaya::store
