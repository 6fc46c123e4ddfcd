#include "service/demo.hpp"
#include "service/days_not_sent.hpp"
#include "service/kept_codes.hpp"
#include "service/kept_counting.hpp"
#include "service/kept_domains.hpp"
#include "service/months_told_elsewhere.hpp"
#include "service/no_month.hpp"
#include "service/reading_clocks.hpp"
#include "service/usable_file.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>

#include "core/error.hpp"
#include "intake/cities.hpp"
#include "intake/gazetteer.hpp"
#include "simulate/city.hpp"
#include "store/data_directory.hpp"
#include "store/directory_lock.hpp"
#include "store/segment.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

class Stopwatch {
  public:
    explicit Stopwatch(std::vector<Stage>& stages) : stages_{stages} {}
    void mark(std::string name) {
        const auto now = std::chrono::steady_clock::now();
        stages_.push_back({std::move(name), std::chrono::duration<double>(now - last_).count()});
        last_ = now;
    }

  private:
    std::vector<Stage>& stages_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// The city whose sources claim the most files of the folder.
std::string city_of(const Share& share, const fs::path& folder) {
    std::string best;
    std::size_t most = 0;
    std::optional<Error> first_broken;
    const auto leave_out = [&](const Error& error) { first_broken = first_broken.value_or(error); };
    for (const auto& city : intake::usable_cities(share.data / "cities", leave_out)) {
        const auto sources = intake::read_sources(share.data / "sources", city.sources);
        const std::size_t claimed = intake::look_through(folder, sources).files.size();
        if (claimed > most) {
            most = claimed;
            best = city.id;
        }
    }
    if (best.empty()) {
        if (first_broken) throw *first_broken;
        throw Error{Fault::missing,
                    message("none of the files in {} is one that a source expects; `atalaya source list` "
                            "says which files each source expects and where they are published",
                            folder.string())};
    }
    return best;
}

// A declared file as it lies there: packed or not.
std::optional<fs::path> as_it_lies(const fs::path& folder, std::string relative) {
    if (relative.ends_with(".gz")) relative.resize(relative.size() - 3);
    for (const char* packing : {"", ".gz", ".zip"}) {
        if (fs::path path = folder / (relative + packing); fs::exists(path)) return path;
    }
    return {};
}

// The list of areas of that name that comes with the program.
std::optional<fs::path> as_it_came(const Catalogue& catalogue, const std::string& relative) {
    for (const auto& source : catalogue.sources) {
        const fs::path list = brought_along(source);
        if (!list.empty() && list.filename() == fs::path{relative}.filename()) return list;
    }
    return {};
}

// The lists of areas that come with the program, of the sources of which no file lies there.
std::vector<fs::path> lists_wanted(const Catalogue& catalogue,
                                   const std::vector<intake::HandedOver::File>& claimed) {
    std::vector<fs::path> lists;
    for (const auto& source : catalogue.sources) {
        const bool there = std::ranges::any_of(
            claimed, [&](const intake::HandedOver::File& file) { return file.source->id == source.id; });
        if (fs::path list = brought_along(source);
            !list.empty() && !there && source.kind == intake::Kind::areas)
            lists.push_back(std::move(list));
    }
    return lists;
}

// Which files arrive together, oldest first. All that sources name, when the city declares nothing.
std::vector<std::vector<fs::path>> arrivals(const Catalogue& catalogue, const fs::path& folder,
                                            const std::vector<std::vector<std::string>>& declared,
                                            DemoAnswer& answer) {
    std::vector<std::vector<fs::path>> lists;
    for (const auto& list : declared) {
        std::vector<fs::path> files;
        for (const auto& relative : list) {
            auto path = as_it_lies(folder, relative);
            if (!path) path = as_it_came(catalogue, relative);
            if (path) {
                files.push_back(std::move(*path));
            } else {
                answer.absent.push_back(relative);
            }
        }
        if (!files.empty()) lists.push_back(std::move(files));
    }
    const auto claimed = intake::look_through(folder, catalogue.sources).files;
    if (lists.empty()) {
        std::vector<fs::path> files = lists_wanted(catalogue, claimed);
        for (const auto& file : claimed) files.push_back(file.path);
        lists.push_back(std::move(files));
    }
    for (const auto& file : claimed) {
        const bool read = std::any_of(lists.begin(), lists.end(), [&](const auto& files) {
            return std::find(files.begin(), files.end(), file.path) != files.end();
        });
        if (!read) answer.not_read.push_back(fs::relative(file.path, folder).string());
    }
    return lists;
}

void add_totals(DemoAnswer& answer, const Catalogue& catalogue, const std::vector<ReadDelivery>& read) {
    for (const auto& delivery : read) {
        const Batch& batch = delivery.batch;
        auto totals = std::find_if(answer.sources.begin(), answer.sources.end(),
                                   [&](const auto& t) { return t.id == batch.source; });
        if (totals == answer.sources.end()) {
            answer.sources.push_back({batch.source, catalogue.source(batch.source).name});
            totals = answer.sources.end() - 1;
        }
        ++totals->files;
        totals->read += batch.read;
        totals->accepted += batch.accepted;
        totals->rejected += batch.rejected;
        totals->duplicate += batch.duplicate;
        for (const auto& reject : batch.rejects) {
            auto reason = std::find_if(answer.reasons.begin(), answer.reasons.end(), [&](const auto& r) {
                return r.reason == reject.reason && r.source == batch.source;
            });
            if (reason == answer.reasons.end()) {
                answer.reasons.push_back(
                    {reject.reason, batch.source, 0, reject.line, reject.column, reject.found});
                reason = answer.reasons.end() - 1;
            }
            ++reason->rows;
        }
    }
}

constexpr const char* mark = "demo.txt";  // in a data directory: a demonstration made it, up to this vintage

// A demonstration starts from nothing: an earlier one of its own makes room, anything else stays. One that
// something was ingested into since is somebody's work; one that was not ended has no vintage in its mark.
void make_room(const fs::path& directory) {
    if (!fs::exists(directory)) return;
    const auto refuse = [&](const Message& why) {
        throw Error{Fault::conflict,
                    message("{}: {}; choose another folder with --out", directory.string(), why)};
    };
    if (!store::is_directory_of_ours(directory))
        refuse(message("it is there and is not a data directory of Atalaya"));
    if (!fs::exists(directory / mark)) refuse(message("no demonstration made this data directory"));
    const store::DirectoryLock alone{directory, false};  // refused while another process holds it
    std::string city, made;
    std::ifstream{directory / mark} >> city >> made;
    if (!made.empty()) {
        const auto vintages = store::SegmentFolder{directory / "segments", city}.vintages();
        if (vintages.empty() || vintages.back() != made)
            refuse(message("something was ingested after the demonstration"));
    }
    fs::remove_all(directory);
}

// The made-up files of an earlier demonstration make room too; a folder of somebody's stays.
void make_room_for_files(const fs::path& folder) {
    if (!fs::exists(folder) || fs::is_empty(folder)) return;
    if (!fs::exists(folder / "verdad.json")) {
        throw Error{Fault::conflict,
                    message("{}: it holds files that no simulation wrote; choose another folder with --out",
                            folder.string())};
    }
    fs::remove_all(folder);
}

}  // namespace

Day closing_day(const std::vector<ReadDelivery>& read, Day before) {
    constexpr std::chrono::days closing{4};  // after the first of a month
    std::int32_t last = nothing<std::int32_t>;
    for (const auto& delivery : read) {
        for (const auto day : delivery.batch.incidents.day.since_epoch) last = std::max(last, day);
    }
    if (last != nothing<std::int32_t>) {
        // A week may end on one of the days before the closing of the month that it ends in.
        const Day day = day_at(last);
        if (day < first_day(month_of(day)) + closing) last = since_epoch(first_day(month_of(day))) - 1;
    }
    for (const auto& delivery : read) {
        const auto& tallies = delivery.batch.tallies;
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            const Month first = month_of(day_at(tallies.month.since_epoch[i]));
            last = std::max(last, since_epoch(first_day(plus_months(first, tallies.months_of(i) - 1))));
        }
    }
    if (last == nothing<std::int32_t>) return before;
    return std::max(before, first_day(plus_months(month_of(day_at(last)), 1)) + closing);
}

DemoAnswer demonstrate(const Share& share, const DemoRequest& request, Progress& progress) {
    DemoAnswer answer;
    Stopwatch watch{answer.stages};
    std::error_code failed;
    fs::create_directories(request.out, failed);
    if (failed) {
        const bool full = failed == std::errc::no_space_on_device;
        throw Error{full ? Fault::no_space : Fault::missing,
                    message("could not make the folder {}: {}. Choose another with --out",
                            request.out.string(), failed.message())};
    }

    fs::path folder;
    std::vector<std::vector<std::string>> declared;
    if (request.data) {
        folder = *request.data;
        answer.city = request.city.empty() ? city_of(share, folder) : request.city;
    } else {
        answer.city = request.city.empty() ? "villa-marejada" : request.city;
        folder = request.out / "archivos";
        make_room(request.out / "datos");  // before anything is written
        make_room_for_files(folder);
        declared = simulate::simulate({.city = answer.city}, folder).deliveries;
        watch.mark("simulate");
    }
    const Catalogue catalogue = read_catalogue(share, answer.city);
    answer.city_name = catalogue.city.name;
    answer.simulated = catalogue.city.simulated;
    if (request.data && catalogue.city.demo) declared = catalogue.city.demo->deliveries;
    answer.directory = request.out / "datos";
    make_room(answer.directory);
    store::create_directory(answer.directory, answer.city);
    std::ofstream{answer.directory / mark}.flush();

    // All files are read, each in a child process, before the stores are opened.
    std::vector<std::vector<ReadDelivery>> read;
    std::vector<Areas> areas;
    for (const auto& files : arrivals(catalogue, folder, declared, answer)) {
        const Found found = find_sources(catalogue, files);
        read.push_back(read_deliveries(catalogue, found.files, areas, {}, progress));
        for (const auto& delivery : read.back()) {
            if (delivery.batch.areas.size() > 0) areas.push_back(delivery.batch.areas);
        }
    }
    answer.unclaimed = intake::look_through(folder, catalogue.sources).unclaimed;
    watch.mark("read");

    store::Store store{answer.directory, store::Access::write, progress};
    progress.stage("publish", read.size());
    Day on{};
    for (auto& together : read) {
        NoProgress quiet;
        on = closing_day(together, on);
        keep_codings(store, catalogue, together);
        keep_clocks(store, catalogue.city, together);
        keep_domains(store, catalogue, together);
        keep_counting(store, catalogue, together);
        forget_months_told(store, together);
        tell_days_silent(store, catalogue, together);
        answer.vintages.push_back(publish_deliveries(store, together, on, quiet));
        add_totals(answer, catalogue, together);
        together.clear();
        progress.advance(answer.vintages.size());
    }
    std::stable_sort(answer.reasons.begin(), answer.reasons.end(),
                     [](const auto& a, const auto& b) { return a.rows > b.rows; });
    watch.mark("publish");

    std::ofstream{answer.directory / mark} << answer.city << ' ' << answer.vintages.back().id << '\n';
    Worlds worlds{store, catalogue};
    const World& world = worlds.at("");
    const auto chosen = catalogue.city.demo ? parse_month(catalogue.city.demo->period) : std::nullopt;
    const auto last = world.last_month();
    if (!last && !brings_facts(world)) throw Error{Fault::missing, no_month_yet(world)};
    if (!last)
        throw Error{
            Fault::bad_input,
            message("no row of any file could be used; the rejects say why: `atalaya rejects --dir {}`",
                    answer.directory.string())};
    answer.month = request.month ? *request.month : chosen.value_or(*last);

    std::vector<BulletinRequest> requests{{.month = answer.month, .language = request.language}};
    if (catalogue.city.demo) {
        for (const auto& territory : catalogue.city.demo->territories) {
            requests.push_back({.territory = territory, .month = answer.month, .language = request.language});
        }
    }
    requests.push_back({.bulletin = "ficha", .month = answer.month, .language = request.language});
    answer.bulletins = issue(store, catalogue, requests, {Form::html, Form::pdf, Form::xlsx}, request.out,
                             progress, request.today);
    watch.mark("bulletins");
    return answer;
}

}  // namespace atalaya::service
