#include "store/publish.hpp"

#include <fmt/format.h>

#include <set>

#include "core/error.hpp"
#include "store/vintage_files.hpp"

namespace atalaya::store {
namespace {

// Batches that are no run yet, each once; `known` gets the newest run among the others.
std::vector<Batch*> new_batches(Store& store, std::vector<Batch>& batches, std::optional<Run>& known) {
    std::vector<Batch*> out;
    std::set<std::string> taken;
    for (auto& batch : batches) {
        const auto run = store.records().find_run(store.city(), batch.delivery, batch.recipe, batch.reading);
        if (run && (!known || known->vintage_no < run->vintage_no)) known = run;
        if (!run && taken.insert(run_id(store.city(), batch.delivery, batch.recipe, batch.reading)).second)
            out.push_back(&batch);
    }
    return out;
}

std::set<Digest> deliveries_read(Store& store) {
    std::set<Digest> read;
    for (const auto& run : store.records().runs(store.city())) read.insert(run.delivery);
    return read;
}

PublishedVintage already(Store& store, const Run& run) {
    for (const auto& vintage : store.records().vintages(store.city())) {
        if (vintage.no != run.vintage_no) continue;
        PublishedVintage out;
        out.id = vintage.id;
        out.no = vintage.no;
        out.segment = vintage.segment;
        out.published = false;
        return out;
    }
    throw Error{
        Fault::corrupt,
        message("expected vintage number {} in the record store, found none. Run verify", run.vintage_no)};
}

VintageName next_name(const std::string& city, const std::vector<Vintage>& before, Day published_on) {
    int same_day = 1;
    for (const auto& vintage : before) same_day += vintage.published_on == published_on ? 1 : 0;
    return {city, fmt::format("{}.{}", iso(published_on), same_day),
            before.empty() ? 1 : before.back().no + 1};
}

std::vector<Segment> open_segments(const SegmentFolder& folder, const std::vector<Vintage>& vintages) {
    std::vector<Segment> out;
    for (const auto& vintage : vintages) out.emplace_back(folder.segment(vintage.id));
    return out;
}

void check(const Batch& batch) {
    const auto& rows = batch.incidents;
    const std::size_t n = rows.size();
    bool whole = rows.day.since_epoch.size() == n && rows.hour.size() == n && rows.known.size() == n &&
                 rows.offence.size() == n && rows.units.size() == n && rows.lon.size() == n &&
                 rows.lat.size() == n && rows.located.size() == n && rows.content.size() == n;
    whole = whole && (rows.channel.codes.empty() || rows.channel.size() == n) &&
            (rows.delay.empty() || rows.delay.size() == n);
    for (const auto size : {rows.from.size(), rows.past.size(), rows.ends_known.size()})
        whole = whole && size == (rows.from.empty() ? 0 : n);
    for (const auto& area : rows.area) whole = whole && area.size() == n;
    expects(whole, "the columns of a batch have one length");
    expects(batch.read == batch.accepted + batch.rejected + batch.duplicate,
            "read = accepted + rejected + duplicate");
}

// Shows progress and hears no interrupt: from the first file on, a publication that is
// stopped would leave to the next writer what this one finishes in a moment.
class Finishing final : public Progress {
  public:
    explicit Finishing(Progress& shown) : shown_{shown} {}
    void stage(std::string_view name, std::uint64_t total) override {
        deafly([&] { shown_.stage(name, total); });
    }
    void advance(std::uint64_t done) override {
        deafly([&] { shown_.advance(done); });
    }

  private:
    template <class Show>
    static void deafly(Show show) {
        try {
            show();
        } catch (const Error& error) {
            if (error.fault() != Fault::interrupted) throw;
        }
    }

    Progress& shown_;
};

PublishedVintage counts_of(const VintageName& name, const WorkedOut& worked_out,
                           const std::vector<Table>& others) {
    const auto rows = [&](std::size_t table) { return static_cast<std::int64_t>(others[table].rows()); };
    PublishedVintage out;
    out.id = name.id;
    out.no = name.no;
    out.added = worked_out.added;
    out.revised = worked_out.revised;
    out.withdrawn = worked_out.withdrawn;
    out.unchanged = worked_out.unchanged;
    out.entries = static_cast<std::int64_t>(worked_out.entries.size());
    out.tallies = rows(0);
    out.exposures = rows(1);
    out.areas = rows(2);
    return out;
}

void refuse_mass_withdrawal(const WorkedOut& worked_out, int most_percent) {
    constexpr std::int64_t few = 20;
    const auto known = worked_out.withdrawn + worked_out.revised + worked_out.unchanged;
    if (worked_out.withdrawn < few || 100 * worked_out.withdrawn <= most_percent * known) return;
    throw Error{
        Fault::bad_input,
        message("the deliveries would withdraw {} of the {} facts known of their months. Was a file cut "
                "short, or is it of a part only? If they are right, ingest them again with "
                "--accept-withdrawals",
                worked_out.withdrawn, known)};
}

void refuse_mass_withdrawal(const Withdrawn& lost, int most_percent) {
    constexpr std::int64_t few = 20;
    if (lost.withdrawn < few || 100 * lost.withdrawn <= most_percent * lost.known) return;
    throw Error{
        Fault::bad_input,
        message(
            "the deliveries would take away {} of the {} that were counted in their months. Was a file cut "
            "short, or is it of a part only, such as one table of several? If they are right, ingest them "
            "again with --accept-withdrawals",
            lost.withdrawn, lost.known)};
}

// A key that every delivery counts anew from 1 would make other facts of known ones, and end those.
void refuse_reused_keys(const WorkedOut& worked_out, int most_percent) {
    constexpr std::int64_t few = 20, all = 100;
    const auto told_again = worked_out.revised + worked_out.unchanged;
    if (most_percent >= all || worked_out.moved < few || 2 * worked_out.moved < told_again) return;
    throw Error{
        Fault::bad_input,
        message(
            "{} of the {} facts that the deliveries tell again would move by more than two months. Does each "
            "delivery use the numbers of the former ones anew? Then the source's [key] needs the year or "
            "another column beside the number. If they are right, ingest them again with "
            "--accept-withdrawals",
            worked_out.moved, told_again)};
}

// Of counts of which only the sum with others was kept, the former reading would stay beside the new one.
void refuse_kept_as_sum(const Batch* batch, int most_percent) {
    constexpr int all = 100;
    if (most_percent >= all || !batch) return;
    throw Error{
        Fault::bad_input,
        message(
            "{} was read by a former version of the program, which kept its counts added to those of other "
            "files: read again, some would count twice. Make the data directory anew from its files; if "
            "what it counted before may stay, ingest it again with --accept-withdrawals",
            batch->file_name)};
}

}  // namespace

PublishedVintage publish(Store& store, std::vector<Batch>&& batches, Day published_on, Progress& progress,
                         const KillHook& hook, std::string_view note, int most_withdrawn,
                         const RefusedKeys& refused, const std::set<Digest>& anew) {
    return publish(store, batches, published_on, progress, hook, note, most_withdrawn, refused, anew);
}

PublishedVintage publish(Store& store, std::vector<Batch>& batches, Day published_on, Progress& progress,
                         const KillHook& hook, std::string_view note, int most_withdrawn,
                         const RefusedKeys& refused, const std::set<Digest>& anew) {
    expects(!batches.empty(), "a vintage is published from at least one batch");
    const auto reached = [&](PublishStep step) {
        if (hook) hook(step);
    };
    std::optional<Run> known;
    const auto mine = new_batches(store, batches, known);
    const std::vector<const Batch*> fresh(mine.begin(), mine.end());
    if (fresh.empty()) return already(store, *known);
    for (const auto* batch : fresh) check(*batch);

    store.recover(progress);  // when an earlier attempt failed on the way
    const auto before = store.records().vintages(store.city());
    if (!before.empty() && published_on < before.back().published_on) {
        throw Error{Fault::usage,
                    message("expected a day of publication from {} on, that of the vintage {}; found {}",
                            iso(before.back().published_on), before.back().id, iso(published_on))};
    }
    const auto name = next_name(store.city(), before, published_on);
    progress.stage("compare", 0);
    const auto segments = open_segments(store.segments(), before);
    auto worked_out = work_out(fresh, segments, refused, deliveries_read(store), anew);
    refuse_reused_keys(worked_out, most_withdrawn);
    refuse_mass_withdrawal(worked_out, most_withdrawn);
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        if (worked_out.noticed[i]) mine[i]->findings.push_back(*worked_out.noticed[i]);
    }
    CountsTaken taken;
    auto others = other_tables(fresh, segments, anew, taken);
    if (!worked_out.told.empty()) others.push_back(told_facts_table(std::move(worked_out.told)));
    refuse_kept_as_sum(taken.kept_as_sum, most_withdrawn);
    refuse_mass_withdrawal(taken.lost, most_withdrawn);
    auto published = counts_of(name, worked_out, others);
    progress.check_interrupt();
    reached(PublishStep::worked_out);

    Finishing finishing{progress};
    finishing.stage("write", 0);
    const VintageFiles files{name, fresh, segments};
    sort_by_incident(worked_out.entries);
    const auto place = files.write_place(store.segments().place(name.id), worked_out.entries,
                                         tombstones(store.segments(), before));
    reached(PublishStep::place_written);
    published.segment = files.write_segment(store.segments().segment(name.id), std::move(worked_out), others);
    reached(PublishStep::segment_written);

    finishing.stage("record", 0);
    const Vintage vintage{name.no,           name.id, published_on,     std::string{program_version},
                          published.segment, place,   std::string{note}};
    store.records().publish(store.city(), vintage, fresh, [&] { reached(PublishStep::records_written); });
    reached(PublishStep::recorded);

    store.apply(vintage, finishing, [&] { reached(PublishStep::analytics_written); });
    reached(PublishStep::applied);
    return published;
}

}  // namespace atalaya::store
