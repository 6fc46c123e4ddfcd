#include <algorithm>
#include <thread>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/threads.hpp"
#include "geo/area.hpp"
#include "intake/check.hpp"
#include "intake/clock_changes.hpp"
#include "intake/hidden_sheets.hpp"
#include "intake/kept_pages.hpp"
#include "intake/own_system.hpp"
#include "intake/pages.hpp"
#include "intake/pdf_text.hpp"
#include "intake/places.hpp"
#include "intake/point_columns.hpp"
#include "intake/quality/accents_apart.hpp"
#include "intake/quality/encoding_lines.hpp"
#include "intake/quality/tell.hpp"
#include "intake/read_file.hpp"
#include "intake/shapefile.hpp"
#include "intake/table_areas.hpp"
#include "intake/wide.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake {

namespace {

int threads_for(const ReadOptions& options) {
    if (options.threads > 0) return options.threads;
    if (const int asked = threads_asked(); asked > 0) return asked;
    return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 8u));
}

std::unique_ptr<Checker> checker_for(const CheckAgainst& against, const City& city, Batch& batch) {
    switch (against.source.kind) {
        case Kind::incidents: return incident_checker(against, batch);
        case Kind::tallies: return tally_checker(against, batch);
        case Kind::exposures: return exposure_checker(against, batch);
        case Kind::calendar: return calendar_checker(against, city.country, batch);
        case Kind::areas:
        case Kind::places: break;
    }
    throw std::logic_error{"areas and places are not checked row by row"};
}

void read_rows(const CheckAgainst& against, const City& city, const OpenFile& file, std::string_view words,
               Progress& progress, Batch& batch) {
    const auto checker = checker_for(against, city, batch);
    const Source& source = against.source;
    if (source.by_pages()) {
        const PagesRead seen =
            read_pages(source, file.name(), pages_of_file(source, file, words, progress), *checker);
        checker->finish();
        if (source.format.type == FileType::xlsx && !is_pages_text(file))
            tell_hidden_sheets(source, file, batch.findings);
        return seen.tell(batch.findings);
    }
    Unfolded unfolded{source, against.file, *checker};
    PointColumns points{source, against.file, *checker};
    RowConsumer& consumer = source.wide.any()      ? static_cast<RowConsumer&>(unfolded)
                            : reads_points(source) ? static_cast<RowConsumer&>(points)
                                                   : *checker;
    const int threads = threads_for(against.options);
    if (source.format.type == FileType::csv) {
        const auto stream = unpacked_member(file, source.format.member);
        quality::AccentWatch watch{*stream};
        const auto encoding = read_csv_table(watch, source, file, threads, consumer, progress);
        checker->finish();
        tell_system(source, of_srid(points.srid()), batch.read, batch.findings);
        quality::tell_encoding(encoding, source, batch.findings);
        quality::tell_lines(file, encoding, source.format, batch.findings);
        return quality::tell_accents(file, watch, source, batch.findings);
    }
    const auto seen = read_table(source, file, threads, consumer, progress);
    checker->finish();
    const auto own = own_system(source, file);
    tell_system(source, own ? own : of_srid(points.srid()), batch.read, batch.findings);
    if (seen.deleted > 0) batch.findings.push_back({finding::rows_deleted, seen.deleted, "{}"});
}

// `srid`: what cells with shapes say; 0 none.
std::vector<geo::Feature> read_areas(const Source& source, const OpenFile& file, int threads,
                                     Progress& progress, std::uint32_t& srid) {
    const auto& from = source.shape.from;
    if (source.format.type == FileType::geojson)
        return geo::read_geojson(read_geojson_text(source, file), from ? &*from : nullptr);
    if (source.format.type != FileType::shapefile) {
        TableAreas rows{source, file.name()};
        read_table(source, file, threads, rows, progress);
        srid = rows.srid;
        if (from) project(rows.features, *from, file.name());
        return std::move(rows.features);
    }
    auto [features, prj] = read_shapefile_areas(source, file);
    if (from)
        project(features, *from, file.name());
    else
        require_degrees(features, prj, file.name());
    return std::move(features);
}

// A file that says up to which month it tells holds no later day.
ReadOptions with_latest(ReadOptions options, const Source& source, const std::string& file) {
    const auto told = source.month_in_name ? month_told(file) : std::nullopt;
    if (!told) return options;
    const Day last = whole(*told).past_end - std::chrono::days{1};
    if (options.latest && *options.latest < last) return options;
    options.latest = last;
    options.latest_of_facts = true;
    return options;
}

}  // namespace

TableSeen read_table(const Source& source, const OpenFile& file, int threads, RowConsumer& consumer,
                     Progress& progress) {
    TableSeen seen;
    switch (source.format.type) {
        case FileType::csv: {
            const auto stream = unpacked_member(file, source.format.member);
            seen.encoding = read_csv_table(*stream, source, file, threads, consumer, progress);
            break;
        }
        case FileType::xlsx: read_xlsx_table(source, file, consumer, progress); break;
        case FileType::parquet: read_parquet_table(file, threads, consumer, progress); break;
        case FileType::geojson: read_geojson_table(source, file, threads, consumer, progress); break;
        case FileType::json: read_json_table(source, file, threads, consumer, progress); break;
        case FileType::shapefile:
            seen.deleted = read_shapefile_table(source, file, threads, consumer, progress);
            break;
        case FileType::pdf: break;  // by pages
    }
    return seen;
}

Batch read_file(const Source& source, const City& city, const Gazetteer& gazetteer, const OpenFile& file,
                Progress& progress, const ReadOptions& options, std::string_view words) {
    Batch batch;
    batch.source = source.id;
    batch.source_version = source.version;
    batch.recipe = source.recipe;
    batch.file_name = file.name();
    batch.delivery_bytes = static_cast<std::int64_t>(file.size());
    batch.basis = source.basis;
    batch.covers = source.covers;
    if (file.size() == 0) {
        throw Error{Fault::bad_input,
                    message("{}: expected the columns {}; the file is empty. Fetch it again.", file.name(),
                            join(source.columns(), ", "))};
    }
    progress.stage("read " + file.name(), file.size());
    if (source.kind == Kind::areas) {
        std::uint32_t srid = 0;
        check_areas(source, city, read_areas(source, file, threads_for(options), progress, srid), file.name(),
                    batch);
        const auto own = own_system(source, file);
        tell_system(source, own ? own : of_srid(srid), batch.read, batch.findings);
    } else if (source.kind == Kind::places) {
        read_places_file(source, file, progress, batch);  // what it says is read again from the kept bytes
        tell_system(source, own_system(source, file), batch.read, batch.findings);
    } else {
        const ReadOptions told = with_latest(options, source, file.name());
        read_rows({source, gazetteer, told, file.name(), city.clock.get()}, city, file, words, progress,
                  batch);
        if (city.clock) tell_clock_changes(*city.clock, city.tzdata, batch);
        // Where the file's name says its month, a month without a row is news; elsewhere it is an accident.
        const bool elsewhere =
            std::any_of(batch.findings.begin(), batch.findings.end(),
                        [](const Finding& found) { return found.check == finding::rows_elsewhere; });
        if (batch.read == 0 && !elsewhere && !source.month_in_name) {
            throw Error{
                Fault::bad_input,
                message("{}: expected rows below the head; found none. Fetch it again.", file.name())};
        }
    }
    return batch;
}

std::string words_for(const Source& source, const OpenFile& file, Progress& progress) {
    const bool is_pdf = source.format.type == FileType::pdf && !is_pages_text(file);
    return is_pdf ? pdf_words(file, progress) : std::string{};
}

Batch read_here(const Source& source, const City& city, const Gazetteer& gazetteer,
                const std::filesystem::path& path, Progress& progress, const ReadOptions& options) {
    if (source.format.type == FileType::parquet)
        return read_delivery(source, city, gazetteer, path, progress, options);
    const OpenFile file{path};
    const std::string words = words_for(source, file, progress);
    Batch batch = read_file(source, city, gazetteer, file, progress, options, words);
    batch.delivery = options.digest ? *options.digest : digest_of(file);
    return batch;
}

Batch read_kept_here(const Source& source, const City& city, const Gazetteer& gazetteer,
                     std::string_view bytes, const std::string& name, Progress& progress,
                     const ReadOptions& options) {
    const OpenFile file{bytes, name};
    return read_file(source, city, gazetteer, file, progress, options, "");
}

}  // namespace atalaya::intake
