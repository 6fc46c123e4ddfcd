#include "intake/propose/look.hpp"

#include <array>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/no_table.hpp"
#include "intake/own_system.hpp"
#include "intake/propose/choose_member.hpp"
#include "intake/propose/encoding.hpp"
#include "intake/propose/look_features.hpp"
#include "intake/propose/look_points.hpp"
#include "intake/propose/look_values.hpp"
#include "intake/propose/look_workbook.hpp"
#include "intake/record_blocks.hpp"
#include "intake/shapefile.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake {

namespace {

constexpr std::uint64_t most_geojson = 512ull << 20;

bool begins_like_json(std::string_view block) {
    if (block.starts_with("\xEF\xBB\xBF")) block.remove_prefix(3);
    block = trimmed(block.substr(0, 4096));
    return block.starts_with('{') || block.starts_with('[');
}

Look look_at_parquet(const OpenFile& file, Progress& progress) {
    Look look{.type = FileType::parquet};
    SampleTaker taker;
    read_parquet_table(file, 1, taker, progress);
    look.sample = std::move(taker).sample();
    add_point_columns(look.sample);
    if (const auto own = of_parquet(file); own && own->epsg != 0 && !says_degrees(own->epsg))
        look.system = {"EPSG:" + std::to_string(own->epsg), 96, message("the file itself says so (crs)"), {}};
    return look;
}

// UTF-16 has every other byte of a plain letter NUL.
bool may_be_utf16(std::string_view block) {
    if (block.starts_with("\xFF\xFE") || block.starts_with("\xFE\xFF")) return true;
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < block.size(); ++i) nuls[i % 2] += block[i] == '\0';
    return nuls[0] == 0 || nuls[1] == 0;
}

Look look_at_text(const OpenFile& file, const std::vector<KnownSystem>& systems, Progress& progress) {
    auto member = choose_member(tables_of(file));
    const auto stream = unpacked_member(file, member.value);
    EncodingWatch watch;
    std::string block = block_of(*stream);
    refuse_what_is_no_table(block, file.name());
    if (!may_be_utf16(std::string_view{block}.substr(0, 4096))) refuse_binary(block, file.name());
    if (begins_like_json(block)) {
        Look look = look_at_geojson(read_all(*unpacked_member(file, member.value), most_geojson), file,
                                    systems, progress);
        look.member = std::move(member);
        return look;
    }
    for (; !block.empty(); block = block_of(*stream)) {
        watch.add(block);
        progress.check_interrupt();
        progress.advance(stream->used());
    }
    watch.finish();
    Look look = look_at_values(file, member.value, watch.judged(), progress);
    look.member = std::move(member);
    return look;
}

}  // namespace

bool is_parquet(const OpenFile& file) {
    if (packing_of(file) != Packing::plain || file.size() < 4) return false;
    std::string beginning(4, '\0');
    return unpacked(file)->read(beginning.data(), beginning.size()) == 4 && beginning == "PAR1";
}

Look look_at(const OpenFile& file, const std::vector<KnownSystem>& systems, Progress& progress) {
    if (file.size() == 0)
        throw Error{Fault::bad_input, message("{}: the file is empty. Fetch it again.", file.name())};
    progress.stage("read " + file.name(), file.size());
    if (is_parquet(file)) return look_at_parquet(file, progress);
    if (has_shapefile(file)) return look_at_shapefile(file, systems, progress);
    if (is_workbook(file)) return look_at_workbook(file, progress);
    return look_at_text(file, systems, progress);
}

}  // namespace atalaya::intake
