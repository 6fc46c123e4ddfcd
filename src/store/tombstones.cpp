#include "store/tombstones.hpp"

#include <algorithm>

#include "store/delivery_twin.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::store {
namespace {

using Type = SegmentColumn::Type;

constexpr std::string_view table = "tombstone";

bool holds(const std::vector<std::int64_t>& sorted, std::int64_t number) {
    return std::binary_search(sorted.begin(), sorted.end(), number);
}

void add_tombstones(const Segment& place, Tombstones& to) {
    if (place.rows(table) == 0) return;
    const auto &no = place.column(table, "incident_no"), &erasure = place.column(table, "erasure");
    for (std::size_t row = 0; row < no.rows; ++row) to.emplace(no[row], erasure.word(row));
}

// Those of `incidents` that a vintage numbered.
std::vector<std::int64_t> numbered_in(const Segment& segment, const std::vector<std::int64_t>& incidents) {
    std::vector<std::int64_t> out;
    const auto& no = segment.column("incident", "incident_no");
    for (std::size_t row = 0; row < no.rows; ++row) {
        if (holds(incidents, no[row])) out.push_back(no[row]);
    }
    return out;
}

// The rows of a file of positions that stay.
std::vector<std::size_t> rows_left(const Segment& place, const std::vector<std::int64_t>& incidents) {
    std::vector<std::size_t> out;
    const auto& no = place.column("place", "incident_no");
    for (std::size_t row = 0; row < no.rows; ++row) {
        if (!holds(incidents, no[row])) out.push_back(row);
    }
    return out;
}

void write_tombstones(SegmentWriter& writer, const Tombstones& all) {
    std::vector<std::int64_t> no;
    Coded erasure;
    for (const auto& [incident, by] : all) {
        no.push_back(incident);
        erasure.push(by);
    }
    writer.numbers(no);
    writer.column(erasure);
}

Digest write_place(const std::filesystem::path& path, const Segment& place,
                   const std::vector<std::size_t>& rows, const Tombstones& all) {
    auto header = place.header();
    std::erase_if(header.tables, [](const SegmentTable& one) { return one.name == table; });
    for (auto& one : header.tables) one.rows = rows.size();
    const auto tables = header.tables;
    header.tables.push_back(
        {std::string{table}, all.size(), {{"incident_no", Type::i64}, {"erasure", Type::text}}});
    SegmentWriter writer{path, header};
    std::vector<std::int64_t> values(rows.size());
    for (const auto& column : tables.front().columns) {
        const auto& from = place.column("place", column.name);
        for (std::size_t i = 0; i < rows.size(); ++i) values[i] = from[rows[i]];
        writer.numbers(values);
    }
    write_tombstones(writer, all);
    return writer.finish();
}

}  // namespace

Tombstones tombstones(const SegmentFolder& segments, const std::vector<Vintage>& vintages) {
    Tombstones all;
    for (const auto& vintage : vintages) add_tombstones(Segment{segments.place(vintage.id)}, all);
    return all;
}

std::vector<std::int64_t> placed_among(const SegmentFolder& segments, const std::vector<Vintage>& vintages,
                                       const std::vector<std::int64_t>& incidents) {
    std::vector<std::int64_t> out;
    for (const auto& vintage : vintages) {
        const Segment place{segments.place(vintage.id)};
        const auto& no = place.column("place", "incident_no");
        for (std::size_t row = 0; row < no.rows; ++row) {
            if (holds(incidents, no[row])) out.push_back(no[row]);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<StagedPlace> stage_places(const SegmentFolder& segments, const std::vector<Vintage>& vintages,
                                      const std::vector<std::int64_t>& incidents,
                                      const std::string& erasure) {
    std::vector<StagedPlace> out;
    for (const auto& vintage : vintages) {
        const auto path = segments.place(vintage.id);
        const Segment place{path};
        const auto left = rows_left(place, incidents);
        Tombstones all;
        add_tombstones(place, all);
        const auto before = all.size();
        for (const auto number : numbered_in(Segment{segments.segment(vintage.id)}, incidents))
            all.emplace(number, erasure);
        if (left.size() == place.rows("place") && all.size() == before) continue;
        StagedPlace one{.vintage_no = vintage.no,
                        .vintage = vintage.id,
                        .before = sha256_of_file(path),
                        .since = {},
                        .positions = static_cast<std::int64_t>(place.rows("place") - left.size())};
        one.since = write_place(path.string() + std::string{staged}, place, left, all);
        out.push_back(std::move(one));
    }
    return out;
}

std::map<std::int64_t, Digest> place_digests(RecordStore& records, std::string_view city,
                                             const std::vector<Vintage>& vintages) {
    std::map<std::int64_t, Digest> now;
    for (const auto& vintage : vintages) now[vintage.no] = vintage.place;
    for (const auto& one : erased_places(records, city)) now[one.vintage_no] = one.since;
    return now;
}

}  // namespace atalaya::store
