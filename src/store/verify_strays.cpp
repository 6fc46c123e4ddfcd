#include <algorithm>
#include <set>

#include "store/delivery_twin.hpp"
#include "store/durable_file.hpp"
#include "store/pictures.hpp"
#include "store/verify_rows.hpp"

namespace atalaya::store {
namespace {

namespace fs = std::filesystem;

class Strays {
  public:
    Strays(const fs::path& folder, Verified& out) : folder_{folder}, out_{out} {}

    void note(const fs::path& file, const Message& what) {
        if (++found_ <= most_damages)
            out_.notes.push_back(message("{}: {}", file.lexically_relative(folder_).string(), what));
    }

  private:
    const fs::path& folder_;
    Verified& out_;
    std::size_t found_ = 0;
};

// One vintage without its record was being published when the process ended; the next writer
// deletes it. More than one is not of this record store: a writer refuses.
void verify_segment_files(Store& store, Strays& strays, Verified& out) {
    std::set<std::string> recorded, unknown;
    for (const auto& vintage : store.records().vintages(store.city())) recorded.insert(vintage.id);
    for (const auto& vintage : store.segments().vintages()) {
        if (!recorded.contains(vintage)) unknown.insert(vintage);
    }
    const auto left =
        message("left by a publication that did not end; the next command that writes deletes it");
    if (unknown.size() == 1) strays.note(store.segments().segment(*unknown.begin()), left);
    for (const auto& vintage : unknown) {
        if (unknown.size() == 1) break;
        out.damages.push_back({Damage::Where::segment, vintage + ".seg", "", "",
                               message("no record knows this vintage"),
                               message("restore the record store from a backup")});
    }
    if (!fs::is_directory(store.segments().folder())) return;
    for (const auto& file : fs::directory_iterator{store.segments().folder()}) {
        const auto extension = file.path().extension();
        if (extension == staged) continue;  // of an erasure under way
        if (extension == half_written) {
            strays.note(file.path(), left);
        } else if (extension != ".seg" && extension != ".place") {
            strays.note(file.path(), message("not a file of Atalaya's; it can be moved away"));
        }
    }
    for (const auto& other : store.segments().other_cities()) {
        strays.note(store.segments().folder().parent_path() / other,
                    message("segments of another city than this directory's; move them where they belong"));
    }
}

void verify_delivery_files(Store& store, Strays& strays) {
    std::set<std::string> recorded;
    for (const auto& run : store.records().runs(store.city())) recorded.insert(run.delivery.hex() + ".box");
    for (const auto& picture : pictures(store.records(), store.city()))
        recorded.insert(picture.hex() + ".box");
    const auto folder = store.folder() / "deliveries";
    if (!fs::is_directory(folder)) return;
    std::vector<fs::path> files;
    for (const auto& file : fs::recursive_directory_iterator{folder}) {
        if (!file.is_directory() && file.path().extension() != staged &&
            !recorded.contains(file.path().filename().string()))
            files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        strays.note(file,
                    message("of no delivery that is recorded: its ingestion was refused or did not end. "
                            "Ingest its file again, or delete it"));
    }
}

}  // namespace

void verify_strays(Store& store, Verified& out) {
    Strays strays{store.folder(), out};
    verify_segment_files(store, strays, out);
    verify_delivery_files(store, strays);
}

}  // namespace atalaya::store
