// The features of a GeoJSON file as rows: their properties, and where a Point is.
#include "core/text.hpp"
#include "geo/feature_rows.hpp"
#include "intake/csv.hpp"
#include "intake/encoding.hpp"
#include "intake/nearly_blank.hpp"
#include "intake/row_feed.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake {

std::string read_geojson_text(const Source& source, const OpenFile& file) {
    constexpr std::uint64_t most = 512ull << 20;
    const auto stream = unpacked_member(file, source.format.member);
    std::string text = read_all(*stream, most);
    return decoded(std::move(text), source.format.encoding);
}

void read_geojson_table(const Source& source, const OpenFile& file, int threads, RowConsumer& consumer,
                        Progress& progress) {
    const std::string text = read_geojson_text(source, file);
    const bool nowhere =
        source.kind == Kind::exposures || source.kind == Kind::tallies;  // no point is asked for
    const bool elsewhere = nowhere || source.shape.from || source.place.from || source.places.from;
    const geo::FeatureRows rows{text, most_columns, elsewhere};
    std::vector<std::string> head = rows.names();
    head.insert(head.end(), {"@lon", "@lat"});
    RowFeed feed{consumer, progress, threads, file.name()};
    feed.head(head);
    refuse_nearly_blank(rows.size() * head.size(), text.size(), file.name());

    std::size_t row = 0;
    rows.each([&](const std::vector<std::string>& cells, std::optional<LonLat> point) {
        for (const auto& cell : cells) feed.cell(cell);
        feed.cell(point ? number_text(point->lon) : "");
        feed.cell(point ? number_text(point->lat) : "");
        const double share = static_cast<double>(++row) / static_cast<double>(rows.size());
        return feed.end_row(share, static_cast<std::uint64_t>(share * static_cast<double>(file.size())));
    });
    feed.finish();
}

}  // namespace atalaya::intake
