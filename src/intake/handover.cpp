#include "intake/handover.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

#include "core/only_year.hpp"
#include "core/text.hpp"
#include "intake/packing.hpp"

namespace atalaya::intake {

namespace {

// The same walk sends and receives, so that both sides agree on the order.
template <class Visit>
void each_column(Batch& batch, Visit&& visit) {
    Incidents& i = batch.incidents;
    visit(i.key), visit(i.line), visit(i.day.since_epoch), visit(i.hour), visit(i.known), visit(i.offence);
    for (auto& area : i.area) visit(area);
    visit(i.units), visit(i.lon), visit(i.lat), visit(i.located), visit(i.channel), visit(i.delay),
        visit(i.from), visit(i.past), visit(i.ends_known), visit(i.content);
    Tallies& t = batch.tallies;
    visit(t.month.since_epoch), visit(t.months), visit(t.category), visit(t.channel);
    for (auto& area : t.area) visit(area);
    visit(t.count);
    Exposures& e = batch.exposures;
    visit(e.layer), visit(e.area), visit(e.kind), visit(e.year), visit(e.month), visit(e.value);
    Areas& a = batch.areas;
    visit(a.layer), visit(a.code), visit(a.name), visit(a.parent_layer), visit(a.parent),
        visit(a.valid_from.since_epoch), visit(a.geometry);
    visit(batch.calendar.day.since_epoch), visit(batch.calendar.name);
}

// Columns up to this many bytes travel together: of a small file a section for each costs more than reading it.
constexpr std::size_t short_column = 64 << 10;

// What is said of each column among the short ones.
enum class Travels : std::uint64_t { here, alone };

Packer packed_words(const Coded& column) {
    Packer words;
    words.number(column.words.size());
    for (const auto& word : column.words) words.text(word);
    return words;
}

// Packs the short columns, frees them, and says which ones follow alone.
struct ShortSender {
    Packer& together;

    template <class T>
    void operator()(std::vector<T>& column) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (put(std::as_bytes(std::span{column}))) column = {};
    }
    void operator()(Coded& column) {
        if (put(packed_words(column).bytes())) column.words = {};
        (*this)(column.codes);
    }

  private:
    bool put(std::span<const std::byte> bytes) {
        const bool here = bytes.size() <= short_column;
        together.number(static_cast<std::uint64_t>(here ? Travels::here : Travels::alone));
        if (here) together.text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return here;
    }
};

// Sends what is left, which is long, and frees it.
struct LongSender {
    Outbox& out;

    template <class T>
    void operator()(std::vector<T>& column) {
        if (!column.empty()) out.send(std::as_bytes(std::span{column}));
        column = {};
    }
    void operator()(Coded& column) {
        if (!column.words.empty()) out.send(packed_words(column).bytes());
        column.words = {};
        (*this)(column.codes);
    }
};

struct Receiver {
    Unpacker& together;
    Confined& child;
    Progress& progress;

    template <class T>
    void operator()(std::vector<T>& column) {
        take([&](std::span<const std::byte> bytes) {
            if (bytes.size() % sizeof(T) != 0) refuse_handover(message("a column ends within a value"));
            column.resize(bytes.size() / sizeof(T));
            if (!bytes.empty()) std::memcpy(static_cast<void*>(column.data()), bytes.data(), bytes.size());
        });
    }
    void operator()(Coded& column) {
        take([&](std::span<const std::byte> bytes) {
            Unpacker in{bytes};
            column.words.resize(in.count(sizeof(std::uint64_t)));
            for (auto& word : column.words) word = in.text();
        });
        if (column.words.empty() || !column.words.front().empty())
            refuse_handover(message("a column's first word is not \"\""));
        (*this)(column.codes);
    }

  private:
    template <class Use>
    void take(Use&& use) {
        if (together.number() == static_cast<std::uint64_t>(Travels::here)) {
            const auto text = together.text_there();
            use(std::as_bytes(std::span{text}));
        } else {
            const Section section = child.next(progress);
            use(section.bytes());
        }
    }
};

void send_words(const Batch& batch, Outbox& out) {
    Packer words;
    for (const auto* text : {&batch.source, &batch.source_version, &batch.file_name, &batch.basis})
        words.text(*text);
    for (const auto n : {batch.delivery_bytes, batch.read, batch.accepted, batch.rejected, batch.duplicate}) {
        words.number(static_cast<std::uint64_t>(n));
    }
    words.number(static_cast<std::uint64_t>(batch.covers));
    words.text({reinterpret_cast<const char*>(batch.recipe.bytes.data()), batch.recipe.bytes.size()});
    words.number(batch.findings.size());
    for (const auto& finding : batch.findings) {
        words.text(finding.check);
        words.number(static_cast<std::uint64_t>(finding.rows));
        words.text(finding.detail);
    }
    words.number(batch.rejects.size());
    for (const auto& reject : batch.rejects) {
        words.number(static_cast<std::uint64_t>(reject.line));
        for (const auto* text : {&reject.reason, &reject.column, &reject.found}) words.text(*text);
    }
    words.number(batch.unplaced.size());
    for (const auto& one : batch.unplaced) {
        words.text(one.text);
        words.text(one.area);
        words.number(static_cast<std::uint64_t>(one.rows));
    }
    out.send(words.bytes());
}

void receive_words(Unpacker in, Batch& batch) {
    for (auto* text : {&batch.source, &batch.source_version, &batch.file_name, &batch.basis})
        *text = in.text();
    for (auto* n : {&batch.delivery_bytes, &batch.read, &batch.accepted, &batch.rejected, &batch.duplicate}) {
        *n = static_cast<std::int64_t>(in.number());
    }
    batch.covers = in.number() == static_cast<std::uint64_t>(Covers::months) ? Covers::months : Covers::rows;
    const std::string recipe = in.text();
    if (recipe.size() != batch.recipe.bytes.size()) refuse_handover(message("the recipe is no digest"));
    std::memcpy(batch.recipe.bytes.data(), recipe.data(), recipe.size());
    batch.findings.resize(in.count(24));
    for (auto& finding : batch.findings) {
        finding.check = in.text();
        finding.rows = static_cast<std::int64_t>(in.number());
        finding.detail = in.text();
    }
    batch.rejects.resize(in.count(32));
    for (auto& reject : batch.rejects) {
        reject.line = static_cast<std::int64_t>(in.number());
        for (auto* text : {&reject.reason, &reject.column, &reject.found}) *text = in.text();
    }
    batch.unplaced.resize(in.count(24));
    for (auto& one : batch.unplaced) {
        one.text = in.text();
        one.area = in.text();
        one.rows = static_cast<std::int64_t>(in.number());
    }
    if (!in.empty()) refuse_handover(message("there are bytes after the last address"));
}

template <class T>
void all_within(const std::vector<T>& column, std::int64_t least, std::int64_t most, const char* name) {
    const auto bad = [&](T value) { return value < least || value > most; };
    if (std::any_of(column.begin(), column.end(), bad))
        refuse_handover(message("{} is out of its range", name));
}

void same_size(std::size_t size, std::size_t rows, const char* name) {
    if (size != rows) refuse_handover(message("{} has {} rows, not {}", name, size, rows));
}

void check_coded(const Coded& column, std::size_t rows, const char* name) {
    same_size(column.codes.size(), rows, name);
    const auto words = column.words.size();
    if (std::any_of(column.codes.begin(), column.codes.end(), [&](auto code) { return code >= words; })) {
        refuse_handover(message("{} has a code without a word", name));
    }
    if (!std::all_of(column.words.begin(), column.words.end(),
                     [](const auto& word) { return is_utf8(word); })) {
        refuse_handover(message("{} has a word that is not UTF-8", name));
    }
}

const std::int64_t last_day = since_epoch(Day{std::chrono::year{9999} / 12 / 31});

void check_incidents(const Incidents& i) {
    const std::size_t n = i.size();
    same_size(i.line.size(), n, "line"), same_size(i.day.since_epoch.size(), n, "day"),
        same_size(i.hour.size(), n, "hour");
    same_size(i.known.size(), n, "known"), same_size(i.units.size(), n, "units"),
        same_size(i.lon.size(), n, "lon");
    same_size(i.lat.size(), n, "lat"), same_size(i.located.size(), n, "located"),
        same_size(i.content.size(), n, "content");
    check_coded(i.offence, n, "offence");
    for (const auto& area : i.area) check_coded(area, n, "area");
    // A source that says neither sends no rows of them.
    check_coded(i.channel, i.channel.codes.empty() ? 0 : n, "channel");
    same_size(i.delay.size(), i.delay.empty() ? 0 : n, "delay");
    all_within(i.delay, -1, last_day, "delay");
    for (const auto size : {i.from.size(), i.past.size(), i.ends_known.size()})
        same_size(size, i.from.empty() ? 0 : n, "interval");
    all_within(i.ends_known, 0, 3, "interval");
    for (std::size_t k = 0; k < i.from.size(); ++k) {
        const bool none = i.from[k] == no_interval && i.past[k] == no_interval;
        if (!none && (i.from[k] < 0 || i.past[k] < i.from[k]))
            refuse_handover(message("an interval ends before it begins"));
    }
    all_within(i.line, 1, std::numeric_limits<std::int32_t>::max(), "line");
    all_within(i.day.since_epoch, 0, last_day, "day");
    all_within(i.hour, -1, 23, "hour");
    all_within(i.known, 0, static_cast<std::int64_t>(only_year), "known");
    all_within(i.units, 1, 100'000, "units");
    all_within(i.located, 0, last_located, "located");
    for (std::size_t k = 0; k < n; ++k) {
        const bool none = i.lon[k] == no_position && i.lat[k] == no_position;
        const bool sound = i.lon[k] >= -1'800'000'000 && i.lon[k] <= 1'800'000'000 &&
                           i.lat[k] >= -900'000'000 && i.lat[k] <= 900'000'000;
        if (!none && !sound) refuse_handover(message("a position is out of its range"));
    }
}

void check_tallies(const Tallies& t) {
    const std::size_t n = t.size();
    same_size(t.month.since_epoch.size(), n, "month");
    same_size(t.months.size(), t.months.empty() ? 0 : n, "months");
    all_within(t.months, 1, 12, "months");
    check_coded(t.category, n, "category");
    check_coded(t.channel, n, "channel");
    for (const auto& area : t.area) check_coded(area, n, "area");
    all_within(t.month.since_epoch, 0, last_day, "month");
    for (const auto count : t.count) {
        if (count < 0 && count != nothing<std::int64_t>)
            refuse_handover(message("{} is out of its range", "count"));
    }
}

void check_exposures_and_areas(const Batch& batch) {
    const Exposures& e = batch.exposures;
    for (const auto* column : {&e.layer, &e.area, &e.kind}) check_coded(*column, e.size(), "exposure");
    same_size(e.year.size(), e.size(), "year");
    same_size(e.month.size(), e.month.empty() ? 0 : e.size(), "month");
    all_within(e.month, 0, 12, "month");
    all_within(e.value, 0, std::numeric_limits<std::int64_t>::max(), "exposure");
    const Areas& a = batch.areas;
    for (const auto* column : {&a.layer, &a.code, &a.name, &a.parent_layer, &a.parent, &a.geometry})
        check_coded(*column, a.size(), "area");
    same_size(a.valid_from.since_epoch.size(), a.size(), "valid_from");
    const CalendarDays& c = batch.calendar;
    same_size(c.day.since_epoch.size(), c.size(), "day");
    check_coded(c.name, c.size(), "name");
    all_within(c.day.since_epoch, 0, last_day, "day");
}

}  // namespace

void send_batch(Batch&& batch, Outbox& out) {
    send_words(batch, out);
    Packer together;
    each_column(batch, ShortSender{together});
    out.send(together.bytes());
    each_column(batch, LongSender{out});
}

void validate(const Batch& batch) {
    check_incidents(batch.incidents);
    check_tallies(batch.tallies);
    check_exposures_and_areas(batch);
    for (const auto n : {batch.read, batch.accepted, batch.rejected, batch.duplicate}) {
        if (n < 0) refuse_handover(message("a count is negative"));
    }
    if (batch.read != batch.accepted + batch.rejected + batch.duplicate)
        refuse_handover(message("the rows do not add up"));
    if (batch.rejected != static_cast<std::int64_t>(batch.rejects.size()))
        refuse_handover(message("the rejects are not as many as said"));
}

Batch receive_batch(Confined& child, Progress& progress) {
    Batch batch;
    {
        const Section words = child.next(progress);
        receive_words(Unpacker{words.bytes()}, batch);
    }
    const Section section = child.next(progress);
    Unpacker together{section.bytes()};
    each_column(batch, Receiver{together, child, progress});
    if (!together.empty()) refuse_handover(message("there are bytes after the last column"));
    child.finish(progress);
    validate(batch);
    return batch;
}

}  // namespace atalaya::intake
