#include "intake/places.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/lines.hpp"
#include "geocode/words.hpp"
#include "intake/check.hpp"
#include "intake/counted.hpp"
#include "intake/places_packed.hpp"
#include "intake/point_columns.hpp"
#include "intake/quality/encoding_lines.hpp"
#include "intake/quality/tell.hpp"
#include "intake/row_reader.hpp"
#include "intake/sandbox.hpp"

namespace atalaya::intake {

namespace {

using geocode::KnownPlaces;
using What = PlacesRule::What;

// A row of a table of places, as far as it could be read.
struct PlaceRow {
    std::int64_t line{};
    std::string name, code, also, number, letter, lot;
    std::optional<LonLat> at;
};

struct Columns {
    int name = -1, code = -1, number = -1, letter = -1, lot = -1, lon = -1, lat = -1;
    std::vector<int> also;
};

class PlaceRows final : public Part {
  public:
    PlaceRows(const Source& source, const Columns& columns)
        : cell_{source}, columns_{columns}, from_{source.places.from}, decimal_{source.format.decimal} {}

    bool row(Row cells, Quotes quotes) override {
        PlaceRow row{.line = ++lines};
        if (quotes.after < 0) {
            const auto text = [&](int column) { return geocode::repaired(cell_(cells, column)); };
            row.name = text(columns_.name);
            row.code = text(columns_.code);
            row.number = text(columns_.number);
            row.letter = text(columns_.letter);
            row.lot = text(columns_.lot);
            for (const int column : columns_.also) {
                const std::string other = text(column);
                if (!other.empty()) row.also += other + '\n';
            }
            row.at = position(cells);
        }
        rows.push_back(std::move(row));
        return true;
    }

    std::int64_t lines = 0;
    std::vector<PlaceRow> rows;

  private:
    std::optional<LonLat> position(Row cells) {
        const auto x = parse_decimal(cell_(cells, columns_.lon), decimal_),
                   y = parse_decimal(cell_(cells, columns_.lat), decimal_);
        if (!x || !y || (*x == 0 && *y == 0)) return {};
        if (from_) return from_->to_degrees(*x, *y);
        if (*x < -180 || *x > 180 || *y < -90 || *y > 90) return {};
        return LonLat{*x, *y};
    }

    CellReader cell_;
    const Columns& columns_;
    std::optional<geo::Projection> from_;  // this part's own
    char decimal_;
};

class PlaceTable final : public RowConsumer {
  public:
    PlaceTable(const Source& source, const std::string& file, Batch& batch)
        : source_{source}, file_{file}, batch_{batch} {}

    void head(const std::vector<std::string>& names) override {
        const Layout layout{source_, names, file_};
        const PlacesRule& rule = source_.places;
        columns_ = {.name = layout.at(rule.name),
                    .code = layout.at(rule.code),
                    .number = layout.at(rule.number),
                    .letter = layout.at(rule.letter),
                    .lot = layout.at(rule.lot),
                    .lon = layout.at(rule.lon),
                    .lat = layout.at(rule.lat),
                    .also = {}};
        for (const auto& column : rule.also) columns_.also.push_back(layout.at(column));
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<PlaceRows>(source_, columns_); }
    void take(std::unique_ptr<Part> taken, double) override {
        auto& part = static_cast<PlaceRows&>(*taken);
        for (auto& row : part.rows) keep(row);
        lines_ += part.lines;
    }

    void finish() { report(batch_.findings, finding::address_repeated, repeated_); }

    KnownPlaces places;

  private:
    void keep(const PlaceRow& row) {
        ++batch_.read;
        const auto number = whole_number(row.number);
        const bool named = !row.name.empty() && row.at;
        if (!named || (source_.places.what == What::doors && (!number || *number < 1 || *number > 999'999))) {
            batch_.rejects.push_back({lines_ + row.line, reason::place_incomplete, "", ""});
            return;
        }
        ++batch_.accepted;
        const Metres radius{source_.places.radius};
        switch (source_.places.what) {
            case What::doors:
                if (!doors_.insert({street(row), *number, folded(row.letter)}).second)
                    repeated_.at(lines_ + row.line);
                places.doors.push_back({.street = street(row),
                                        .number = static_cast<std::int32_t>(*number),
                                        .letter = row.letter,
                                        .at = *row.at});
                break;
            case What::lots:
                places.lots.push_back({.block = row.name, .lot = row.lot, .at = *row.at, .radius = radius});
                break;
            case What::landmarks: {
                KnownPlaces::Landmark mark{.name = row.name, .also = {}, .at = *row.at, .radius = radius};
                for (const auto other : split(row.also, '\n')) {
                    if (!other.empty()) mark.also.emplace_back(other);
                }
                places.landmarks.push_back(std::move(mark));
                break;
            }
            case What::streets: break;  // not of a table
        }
    }

    std::uint32_t street(const PlaceRow& row) {
        const auto [at, added] =
            streets_.try_emplace({row.code, row.name}, static_cast<std::uint32_t>(places.streets.size()));
        if (added) places.streets.push_back({row.name, {}, {}});
        return at->second;
    }

    const Source& source_;
    const std::string& file_;
    Batch& batch_;
    Columns columns_;
    std::int64_t lines_ = 0;
    std::map<std::pair<std::string, std::string>, std::uint32_t> streets_;  // by code and name
    std::set<std::tuple<std::uint32_t, std::int64_t, std::string>> doors_;  // street, number, letter
    Seen repeated_;
};

KnownPlaces read_streets(const Source& source, const OpenFile& file, Batch& batch) {
    const PlacesRule& rule = source.places;
    KnownPlaces places;
    const auto lines = geo::read_geojson_lines(read_geojson_text(source, file));
    for (const auto& feature : lines) {
        ++batch.read;
        const auto said = [&](const std::string& property) -> std::string {
            const std::string* text = property.empty() ? nullptr : feature.property(property);
            return text ? std::string{trimmed(*text)} : std::string{};
        };
        const std::string name = said(rule.name), way = said(rule.way);
        if (name.empty() || feature.lines.empty()) {
            batch.rejects.push_back({batch.read, reason::place_incomplete, rule.name, name});
            continue;
        }
        KnownPlaces::Street street{way.empty() ? name : name + " " + way, {}, feature.lines};
        for (const auto& property : rule.also) {
            const std::string other = said(property);
            if (!other.empty()) street.also.push_back(way.empty() ? other : way + " " + other);
        }
        places.streets.push_back(std::move(street));
        ++batch.accepted;
    }
    return places;
}

}  // namespace

KnownPlaces read_places_file(const Source& source, const OpenFile& file, Progress& progress, Batch& batch) {
    KnownPlaces places;
    if (source.places.what == What::streets) {
        places = read_streets(source, file, batch);
    } else {
        PlaceTable table{source, file.name(), batch};
        PointColumns points{source, file.name(), table};
        const auto seen = read_table(
            source, file, 1, reads_points(source) ? static_cast<RowConsumer&>(points) : table, progress);
        table.finish();
        if (source.format.type == FileType::csv) {
            quality::tell_encoding(seen.encoding, source, batch.findings);
            quality::tell_lines(file, seen.encoding, source.format, batch.findings);
        }
        places = std::move(table.places);
    }
    batch.rejected = static_cast<std::int64_t>(batch.rejects.size());
    if (batch.accepted == 0) {
        throw Error{Fault::bad_input,
                    message("{}: expected places with a name and a position; of {} none has both. Is it the "
                            "file that source.toml of {} describes?",
                            file.name(), batch.read, source.id)};
    }
    return places;
}

KnownPlaces read_places(const Source& source, std::string_view bytes, const std::string& name,
                        Progress& progress) {
    const OpenFile file{bytes, name};
    Limits limits = limits_for(file.size());
    limits.for_engine = source.format.type == FileType::parquet;
    Confined child{limits, {file.descriptor()}, name, [&](Outbox& out) {
                       Batch counted;
                       const std::string all =
                           packed(read_places_file(source, file, out.progress(), counted));
                       out.send(std::as_bytes(std::span{all}));
                   }};
    KnownPlaces places;
    {
        const Section section = child.next(progress);
        places = unpacked_places(section.bytes());
    }
    child.finish(progress);
    return places;
}

void merge(KnownPlaces& to, KnownPlaces more) {
    std::map<std::string, std::uint32_t> known;
    for (std::size_t i = 0; i < to.streets.size(); ++i)
        known.try_emplace(folded(to.streets[i].name), static_cast<std::uint32_t>(i));
    std::vector<std::uint32_t> now(more.streets.size());
    for (std::size_t i = 0; i < more.streets.size(); ++i) {
        auto& street = more.streets[i];
        const auto at = known.find(folded(street.name));
        if (at == known.end()) {
            now[i] = static_cast<std::uint32_t>(to.streets.size());
            to.streets.push_back(std::move(street));
            continue;
        }
        now[i] = at->second;
        auto& one = to.streets[at->second];
        std::ranges::move(street.also, std::back_inserter(one.also));
        std::ranges::move(street.lines, std::back_inserter(one.lines));
    }
    for (auto& door : more.doors) {
        door.street = now[door.street];
        to.doors.push_back(std::move(door));
    }
    std::ranges::move(more.landmarks, std::back_inserter(to.landmarks));
    std::ranges::move(more.lots, std::back_inserter(to.lots));
}

}  // namespace atalaya::intake
