#include "service/retention.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "store/live_numbers.hpp"

namespace atalaya::service {
namespace {

Day months_after(Day day, int months) {
    const auto date = std::chrono::year_month_day{day} + std::chrono::months{months};
    if (date.ok()) return std::chrono::local_days{date};
    return std::chrono::local_days{date.year() / date.month() / std::chrono::last};
}

// The day each delivery came: the one on record, otherwise that of its vintage.
std::map<Digest, Day> days_of_deliveries(store::Store& store) {
    std::map<std::int64_t, Day> published;
    for (const auto& vintage : store.records().vintages(store.city()))
        published[vintage.no] = vintage.published_on;
    std::map<Digest, Day> came;
    for (const auto& run : store.records().runs(store.city()))
        came.emplace(run.delivery, published[run.vintage_no]);
    for (const auto& arrival : store.records().arrivals(store.city())) came[arrival.delivery] = arrival.on;
    return came;
}

// Deliveries of which every row was erased, by their time or on request.
std::set<Digest> erased_whole(store::Store& store) {
    std::set<std::pair<std::string, std::string>> asked;  // erasure, delivery
    std::set<std::string> by_time;
    for (const auto& one : store::erasures(store.records(), store.city())) {
        if (one.cause == "retention") by_time.insert(one.id);
        for (const auto& delivery :
             nlohmann::json::parse(one.about).value("deliveries", nlohmann::json::array()))
            asked.emplace(one.id, delivery.get<std::string>());
    }
    std::set<Digest> whole;
    for (const auto& one : store::erased_deliveries(store.records(), store.city())) {
        if (!one.twin || by_time.contains(one.erasure) || asked.contains({one.erasure, one.delivery.hex()}))
            whole.insert(one.delivery);
    }
    return whole;
}

class Due {
  public:
    Due(store::Store& store, const Catalogue& catalogue)
        : store_{store},
          catalogue_{catalogue},
          runs_{store.records().runs(store.city())},
          came_{days_of_deliveries(store)},
          whole_{erased_whole(store)},
          holds_{store::in_force(store.records(), store.city())} {}

    std::vector<DueItem> all() {
        for (const auto& source : catalogue_.sources) {
            const auto retention = intake::read_retention(source);
            if (retention.deliveries) deliveries(source, *retention.deliveries);
            if (retention.texts) texts(source, *retention.texts);
            if (retention.positions) positions(source, *retention.positions);
        }
        std::ranges::sort(items_, {}, [](const DueItem& item) {
            return std::tuple{item.due, item.source, item.kept, item.what, item.hold};
        });
        return std::move(items_);
    }

  private:
    // Of the source, of the delivery, or of an incident in it.
    std::string hold_on(const std::string& source, const Digest& delivery, bool rows) {
        for (const auto& hold : holds_) {
            if (hold.source == source || hold.delivery == delivery.hex()) return hold.id;
            if (rows && hold.incident > 0 && held_rows(hold, delivery)) return hold.id;
        }
        return {};
    }

    // Whether a delivery tells of an incident that is held.
    bool held_rows(const store::Hold& hold, const Digest& delivery) {
        const auto found = of_hold_.find(hold.id);
        if (found != of_hold_.end()) return found->second.contains(delivery);
        auto& of = of_hold_[hold.id];
        NoProgress quiet;
        // What erasing it would change: nothing is erased here.
        EraseTarget target = rows_of_incident(store_, catalogue_, hold.incident);
        for (const auto& one : plan_erasure(store_, catalogue_, std::move(target), quiet).deliveries)
            of.insert(one.delivery);
        return of.contains(delivery);
    }

    void deliveries(const intake::Source& source, int months) {
        std::set<Digest> seen;
        for (const auto& run : runs_) {
            if (run.source != source.id || whole_.contains(run.delivery) || !seen.insert(run.delivery).second)
                continue;
            if (run.read == 0) continue;  // a head without rows tells of nobody
            items_.push_back({source.id,
                              Kept::deliveries,
                              run.file_name,
                              months_after(came_[run.delivery], months),
                              1,
                              hold_on(source.id, run.delivery, true),
                              {run.delivery},
                              {},
                              {}});
        }
    }

    void texts(const intake::Source& source, int months) {
        for (const auto& run : runs_) {
            if (run.source != source.id) continue;
            const auto cells = (run.rejected == 0 ? 0 : refused_cells(store_, run.id, {.all = true})) +
                               quoted_texts(store_, run.id, {.all = true});
            if (cells == 0) continue;
            items_.push_back({source.id,
                              Kept::texts,
                              run.file_name,
                              months_after(came_[run.delivery], months),
                              cells,
                              hold_on(source.id, run.delivery, false),
                              {},
                              {},
                              {run.id}});
        }
    }

    // By month of the facts; one that is held stands alone. The newest version says the day.
    void positions(const intake::Source& source, int months) {
        const auto vintages = store_.records().vintages(store_.city());
        if (vintages.empty()) return;
        std::vector<store::LiveNumber> of_source;
        for (auto& one :
             store::live_numbers(store_.analytics(), {store_.city(), vintages.back().no}, store::all_time)) {
            if (one.source == source.id) of_source.push_back(std::move(one));
        }
        add_withdrawn(source.id, vintages, of_source);
        std::vector<std::int64_t> numbers;
        for (const auto& one : of_source) numbers.push_back(one.number);
        std::ranges::sort(numbers);
        const auto placed = store::placed_among(store_.segments(), vintages, numbers);
        std::map<std::tuple<Day, std::string>, DueItem> by_day;
        for (const auto& one : of_source) {
            const auto rows = std::ranges::equal_range(placed, one.number);
            if (rows.empty()) continue;
            const Day due = months_after(one.day, months);
            const auto hold = hold_on_incident(source.id, one.number);
            auto& item = by_day[{due, hold}];
            item.source = source.id, item.kept = Kept::positions, item.due = due, item.hold = hold;
            item.what = iso(one.day);
            item.count += std::ssize(rows);
            item.incidents.push_back(one.number);
        }
        for (auto& [at, item] : by_day) items_.push_back(std::move(item));
    }

    // Incidents that are live no more have positions of their earlier versions: they are of the day they were last told of.
    void add_withdrawn(const std::string& source, const std::vector<store::Vintage>& vintages,
                       std::vector<store::LiveNumber>& to) {
        std::set<std::int64_t> live;
        for (const auto& one : to) live.insert(one.number);
        std::map<std::int64_t, Day> last;
        for (const auto& vintage : vintages) {
            const store::Segment segment{store_.segments().segment(vintage.id)};
            const auto &no = segment.column("entry", "incident_no"), &of = segment.column("entry", "source"),
                       &day = segment.column("entry", "day");
            for (std::size_t row = 0; row < no.rows; ++row) {
                if (of.word(row) == source && !live.contains(no[row]))
                    last[no[row]] = day_at(static_cast<std::int32_t>(day[row]));
            }
        }
        for (const auto& [number, day] : last) to.push_back({number, source, "", day});
    }

    std::string hold_on_incident(const std::string& source, std::int64_t number) const {
        for (const auto& hold : holds_) {
            if (hold.source == source || hold.incident == number) return hold.id;
        }
        return {};
    }

    store::Store& store_;
    const Catalogue& catalogue_;
    std::vector<store::Run> runs_;
    std::map<Digest, Day> came_;
    std::set<Digest> whole_;
    std::vector<store::Hold> holds_;
    std::map<std::string, std::set<Digest>> of_hold_;
    std::vector<DueItem> items_;
};

void write(JsonWriter& json, std::string_view key, const std::vector<DueItem>& items) {
    json.key(key).array();
    for (const auto& item : items) {
        json.object().key("source").text(item.source).key("kept").text(name_of(item.kept));
        json.key("what").text(item.what).key("due").text(iso(item.due)).key("count").integer(item.count);
        if (!item.hold.empty()) json.key("hold").text(item.hold);
        json.end();
    }
    json.end();
}

std::string report_of(const RetentionDone& done, Day on, Day newest, const std::string& author,
                      bool accepted) {
    JsonWriter json;
    json.object().key("on").text(iso(on)).key("newest_record").text(iso(newest)).key("author").text(author);
    json.key("clock_accepted").boolean(accepted).key("erasure").text(done.erasure.id);
    json.key("positions").integer(done.erasure.positions);
    write(json, "gone", done.gone);
    write(json, "held", done.held);
    json.key("figures").array();
    for (const auto& figure : done.figures) json.text(figure.id);
    return json.end().end().str();
}

std::string bases_of(const Catalogue& catalogue, const std::vector<DueItem>& gone) {
    std::vector<std::string> all;
    for (const auto& source : catalogue.sources) {
        if (!std::ranges::any_of(gone, [&](const auto& item) { return item.source == source.id; })) continue;
        all.push_back(source.id + ": " + intake::read_retention(source).basis);
    }
    return join(all, "; ");
}

}  // namespace

std::string_view name_of(Kept kept) {
    switch (kept) {
        case Kept::deliveries: return "deliveries";
        case Kept::positions: return "positions";
        case Kept::texts: return "texts";
    }
    return {};
}

std::vector<DueItem> due_items(store::Store& store, const Catalogue& catalogue) {
    return Due{store, catalogue}.all();
}

Day newest_record(store::Store& store) {
    Day newest{};
    const auto take = [&](Day day) { newest = std::max(newest, day); };
    auto& records = store.records();
    const auto& city = store.city();
    for (const auto& one : records.vintages(city)) take(one.published_on);
    for (const auto& one : store::erasures(records, city)) take(one.on);
    for (const auto& one : store::holds(records, city)) take(one.on);
    for (const auto& one : store::retention_runs(records, city)) take(one.on);
    for (const auto& one : records.letters(city)) take(one.written_on);
    for (const auto& one : records.refusals(city)) take(one.on);
    for (const auto& one : records.finding_decisions(city)) take(parse_day(one.decided_on).value_or(Day{}));
    return newest;
}

std::optional<Message> clock_doubt(Day today, Day newest) {
    constexpr std::chrono::days longest{366};
    if (newest == Day{}) return {};
    if (today < newest)
        return message("today would be {}, before the newest record, of {}", iso(today), iso(newest));
    if (today > newest + longest)
        return message("today would be {}, more than a year after the newest record, of {}", iso(today),
                       iso(newest));
    return {};
}

RetentionDone run_retention(const std::filesystem::path& directory, const Catalogue& catalogue, Day on,
                            const std::string& author, bool accept_clock, Progress& progress) {
    if (trimmed(author).empty() || !is_utf8(author))
        throw Error{Fault::usage, message("expected who runs it; found a blank")};
    RetentionDone done;
    ErasePlan plan;
    Day newest{};
    {
        store::Store store{directory, store::Access::write, progress};
        newest = newest_record(store);
        const auto doubt = clock_doubt(on, newest);
        if (doubt && !accept_clock)
            throw Error{Fault::conflict,
                        message("{}. Nothing expires by a clock that may be wrong: mend it, or "
                                "say --accept-clock",
                                *doubt)};
        std::vector<std::int64_t> incidents;
        std::vector<Digest> deliveries;
        std::vector<std::string> runs;
        for (auto& item : due_items(store, catalogue)) {
            if (item.due > on) continue;
            if (!item.hold.empty()) {
                done.held.push_back(std::move(item));
                continue;
            }
            incidents.insert(incidents.end(), item.incidents.begin(), item.incidents.end());
            deliveries.insert(deliveries.end(), item.deliveries.begin(), item.deliveries.end());
            runs.insert(runs.end(), item.runs.begin(), item.runs.end());
            done.gone.push_back(std::move(item));
        }
        plan = plan_erasure(store, catalogue,
                            erase_target(store, catalogue, std::move(incidents), deliveries, std::move(runs)),
                            progress);
    }
    if (!plan.empty()) {
        done.figures = plan.figures;
        done.erasure = run_erasure(directory, catalogue, plan,
                                   {.author = author,
                                    .reason = "retention",
                                    .basis = bases_of(catalogue, done.gone),
                                    .on = on,
                                    .cause = "retention"},
                                   progress);
    }
    done.report = report_of(done, on, newest, author, accept_clock);
    store::Store store{directory, store::Access::write, progress};
    done.run =
        store::keep_retention_run(store.records(), store.city(),
                                  {0, on, newest, author, done.erasure.id, done.report, sha256(done.report)});
    return done;
}

}  // namespace atalaya::service
