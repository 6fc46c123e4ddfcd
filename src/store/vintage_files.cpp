#include "store/vintage_files.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "core/error.hpp"
#include "store/entry_columns.hpp"
#include "store/radix_order.hpp"

namespace atalaya::store {
namespace {

using Type = SegmentColumn::Type;

SegmentTable entry_table(std::uint64_t rows) {
    return {"entry",
            rows,
            {{"sign", Type::i8},
             {"incident_no", Type::i64},
             {"version", Type::i32},
             {"source", Type::text},
             {"day", Type::day},
             {"hour", Type::i8},
             {"known", Type::i8},
             {"offence", Type::text},
             {"basis", Type::text},
             {"units", Type::i32},
             {"area_1", Type::text},
             {"area_2", Type::text},
             {"area_3", Type::text},
             {"area_4", Type::text},
             {"located", Type::i8},
             {"channel", Type::text},
             {"delay", Type::i32},
             {"content", Type::i64}}};
}

SegmentTable incident_table(std::uint64_t rows) {
    return {"incident",
            rows,
            {{"incident_no", Type::i64},
             {"source", Type::text},
             {"key_high", Type::i64},
             {"key_low", Type::i64}}};
}

SegmentTable place_table(std::uint64_t rows) {
    return {"place",
            rows,
            {{"incident_no", Type::i64},
             {"version", Type::i32},
             {"lon", Type::i32},
             {"lat", Type::i32},
             {"located", Type::i8}}};
}

SegmentTable span_table(std::uint64_t rows) {
    return {"time_span",
            rows,
            {{"incident_no", Type::i64},
             {"version", Type::i32},
             {"from_minute", Type::i32},
             {"past_minute", Type::i32},
             {"known", Type::i8}}};
}

bool has_interval(const Incidents& incidents, std::size_t row) {
    return incidents.has_interval(row);
}

SegmentTable described(const Table& table) {
    SegmentTable out{table.name, table.rows(), {}};
    for (const auto& column : table.columns) {
        static constexpr Type types[] = {Type::i8, Type::i32, Type::i64, Type::day,
                                         Type::text};  // as in Cells
        out.columns.push_back({column.name, types[column.cells.index()]});
    }
    return out;
}

template <class Of>
std::vector<std::int64_t> mapped(const std::vector<Entry>& entries, Of of) {
    std::vector<std::int64_t> out;
    out.reserve(entries.size());
    for (const auto& entry : entries) out.push_back(static_cast<std::int64_t>(of(entry)));
    return out;
}

// The same of some of them.
template <class Of>
std::vector<std::int64_t> of_those(const std::vector<Entry>& entries,
                                   const std::vector<std::uint32_t>& chosen, Of of) {
    std::vector<std::int64_t> out;
    out.reserve(chosen.size());
    for (const auto i : chosen) out.push_back(static_cast<std::int64_t>(of(entries[i])));
    return out;
}

// By day, then area_1 by bytes; within those as they are.
void sort_by_day(std::vector<Entry>& entries, const EntryColumns& columns) {
    if (entries.empty()) return;
    std::vector<std::uint32_t> order;
    {
        const auto area =
            columns.texts("area_1", [](const Incidents& i) -> const Coded& { return i.area[0]; });
        const auto day = columns.numbers(
            "day", [](const Incidents& i, std::size_t row) { return i.day.since_epoch[row]; });
        const auto first = *std::min_element(day.begin(), day.end());
        std::vector<std::uint64_t> keys(entries.size());
        for (std::size_t i = 0; i < keys.size(); ++i) {
            keys[i] = static_cast<std::uint64_t>(day[i] - first) * area.words.size() +
                      static_cast<std::uint64_t>(area.codes[i]);
        }
        if (std::is_sorted(keys.begin(), keys.end())) return;
        order = radix_order(keys);
    }
    std::vector<Entry> sorted;
    sorted.reserve(entries.size());
    for (const auto place : order) sorted.push_back(entries[place]);
    entries = std::move(sorted);
}

void write_dictionary(SegmentWriter& writer, std::map<std::string, KnownIncidents>& known) {
    std::vector<std::int64_t> no, source, high, low;
    std::vector<std::string> words{""};
    std::size_t rows = 0;
    for (auto& [name, incidents] : known) {
        incidents.forget_keys();
        rows += incidents.all().size() - incidents.first_new();
    }
    const auto column = [&](auto of) {
        std::vector<std::int64_t> values;
        values.reserve(rows);
        std::int64_t code = 0;
        for (auto& [name, incidents] : known) {
            if (incidents.first_new() < incidents.all().size()) ++code;
            for (std::size_t i = incidents.first_new(); i < incidents.all().size(); ++i) {
                values.push_back(static_cast<std::int64_t>(of(incidents.all()[i], code)));
            }
        }
        return values;
    };
    for (auto& [name, incidents] : known) {
        if (incidents.first_new() < incidents.all().size()) words.push_back(name);
    }
    writer.numbers(column([](const KnownIncident& i, std::int64_t) { return i.no; }));
    writer.text(words, column([](const KnownIncident&, std::int64_t code) { return code; }));
    writer.numbers(column([](const KnownIncident& i, std::int64_t) { return i.key.high; }));
    writer.numbers(column([](const KnownIncident& i, std::int64_t) { return i.key.low; }));
}

void write_entries(SegmentWriter& writer, const std::vector<Entry>& entries, const EntryColumns& columns) {
    const auto text = [&](const CodedColumn& column) { writer.text(column.words, column.codes); };
    const auto area = [&](std::size_t slot) {
        text(columns.texts(fmt::format("area_{}", slot + 1),
                           [=](const Incidents& i) -> const Coded& { return i.area[slot]; }));
    };
    writer.numbers(mapped(entries, [](const Entry& e) { return e.sign; }));
    writer.numbers(mapped(entries, [](const Entry& e) { return e.incident_no; }));
    writer.numbers(mapped(entries, [](const Entry& e) { return e.version; }));
    text(columns.shared_texts("source", [](const Batch& b) -> const std::string& { return b.source; }));
    writer.numbers(
        columns.numbers("day", [](const Incidents& i, std::size_t row) { return i.day.since_epoch[row]; }));
    writer.numbers(columns.numbers("hour", [](const Incidents& i, std::size_t row) { return i.hour[row]; }));
    writer.numbers(
        columns.numbers("known", [](const Incidents& i, std::size_t row) { return i.known[row]; }));
    text(columns.texts("offence", [](const Incidents& i) -> const Coded& { return i.offence; }));
    text(columns.shared_texts("basis", [](const Batch& b) -> const std::string& { return b.basis; }));
    writer.numbers(
        columns.numbers("units", [](const Incidents& i, std::size_t row) { return i.units[row]; }));
    for (std::size_t slot = 0; slot < 4; ++slot) area(slot);
    writer.numbers(
        columns.numbers("located", [](const Incidents& i, std::size_t row) { return i.located[row]; }));
    text(columns.texts("channel", [](const Incidents& i) -> const Coded& { return i.channel; }));
    writer.numbers(
        columns.numbers("delay", [](const Incidents& i, std::size_t row) { return i.delay_of(row); }));
    writer.numbers(
        columns.numbers("content", [](const Incidents& i, std::size_t row) { return i.content[row]; }));
}

}  // namespace

VintageFiles::VintageFiles(VintageName name, const std::vector<const Batch*>& batches,
                           const std::vector<Segment>& segments)
    : name_{std::move(name)}, batches_{batches}, segments_{segments} {}

SegmentHeader VintageFiles::header() const {
    SegmentHeader header{name_.city, name_.id, name_.no, std::string{program_version}, {}, {}};
    for (const auto* batch : batches_)
        header.inputs.push_back({batch->source, batch->delivery, batch->recipe});
    return header;
}

std::vector<std::uint32_t> VintageFiles::begun_where(const std::vector<Entry>& entries,
                                                     bool (*holds)(const Incidents&, std::size_t)) const {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        if (entries[i].sign > 0 && holds(incidents_of(entries[i]), entries[i].at.row)) found.push_back(i);
    }
    return found;
}

const Incidents& VintageFiles::incidents_of(const Entry& entry) const {
    return batches_[static_cast<std::size_t>(entry.at.origin)]->incidents;
}

Digest VintageFiles::write_place(const std::filesystem::path& path, const std::vector<Entry>& entries,
                                 const Tombstones& erased) const {
    auto placed =
        begun_where(entries, [](const Incidents& i, std::size_t row) { return i.lon[row] != no_position; });
    if (!erased.empty())
        std::erase_if(placed, [&](std::uint32_t i) { return erased.contains(entries[i].incident_no); });
    auto header = this->header();
    header.tables = {place_table(placed.size())};
    SegmentWriter writer{path, header};
    writer.numbers(of_those(entries, placed, [](const Entry& e) { return e.incident_no; }));
    writer.numbers(of_those(entries, placed, [](const Entry& e) { return e.version; }));
    writer.numbers(of_those(entries, placed, [&](const Entry& e) { return incidents_of(e).lon[e.at.row]; }));
    writer.numbers(of_those(entries, placed, [&](const Entry& e) { return incidents_of(e).lat[e.at.row]; }));
    writer.numbers(
        of_those(entries, placed, [&](const Entry& e) { return incidents_of(e).located[e.at.row]; }));
    return writer.finish();
}

void VintageFiles::write_spans(SegmentWriter& writer, const std::vector<Entry>& entries,
                               const std::vector<std::uint32_t>& spanned) const {
    writer.numbers(of_those(entries, spanned, [](const Entry& e) { return e.incident_no; }));
    writer.numbers(of_those(entries, spanned, [](const Entry& e) { return e.version; }));
    writer.numbers(
        of_those(entries, spanned, [&](const Entry& e) { return incidents_of(e).from[e.at.row]; }));
    writer.numbers(
        of_those(entries, spanned, [&](const Entry& e) { return incidents_of(e).past[e.at.row]; }));
    writer.numbers(
        of_those(entries, spanned, [&](const Entry& e) { return incidents_of(e).ends_known[e.at.row]; }));
}

Digest VintageFiles::write_segment(const std::filesystem::path& path, WorkedOut worked_out,
                                   const std::vector<Table>& others) const {
    auto& entries = worked_out.entries;
    auto header = this->header();
    const auto spanned = begun_where(entries, &has_interval).size();
    header.tables = {incident_table(static_cast<std::uint64_t>(worked_out.added)),
                     entry_table(entries.size()), span_table(spanned)};
    for (const auto& table : others) header.tables.push_back(described(table));

    SegmentWriter writer{path, header};
    write_dictionary(writer, worked_out.known);
    worked_out.known.clear();
    const EntryColumns columns{entries, batches_, segments_};
    sort_by_day(entries, columns);
    write_entries(writer, entries, columns);
    write_spans(writer, entries, begun_where(entries, &has_interval));
    for (const auto& table : others) {
        for (const auto& column : table.columns) writer.column(column.cells);
    }
    return writer.finish();
}

}  // namespace atalaya::store
