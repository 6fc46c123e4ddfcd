#include "intake/told_cells.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "intake/packing.hpp"
#include "intake/read_file.hpp"
#include "intake/sandbox.hpp"

namespace atalaya::intake {

namespace {

std::string packed(const CellsTold& told) {
    Packer out;
    for (const bool found : told.found) out.number(found);
    out.number(told.rows.size());
    for (const auto& row : told.rows) {
        out.number(row.key.high);
        out.number(row.key.low);
        for (const auto& cell : row.cells) out.text(cell);
    }
    return std::move(out).taken();
}

void unpack(Unpacker in, CellsTold& told) {
    told.found.clear();
    for (std::size_t i = 0; i < told.columns.size(); ++i) told.found.push_back(in.number() != 0);
    told.rows.resize(in.count(16 + 8 * told.columns.size()));
    for (auto& row : told.rows) {
        row.key.high = in.number();
        row.key.low = in.number();
        if (!told.wants(row.key)) refuse_handover(message("a record was told that nobody asked for"));
        for (std::size_t i = 0; i < told.columns.size(); ++i) row.cells.push_back(in.text());
    }
    if (!in.empty()) refuse_handover(message("there are bytes after the last record"));
}

}  // namespace

bool CellsTold::wants(const IncidentKey& key) const {
    return std::ranges::binary_search(keys, key);
}

void tell_cells(CellsTold& told, const Source& source, const City& city, const Gazetteer& gazetteer,
                std::string_view bytes, const std::string& name, Progress& progress) {
    expects(std::ranges::is_sorted(told.keys), "tell_cells: keys in order");
    const OpenFile file{bytes, name};
    Limits limits = limits_for(file.size());
    limits.for_engine = source.format.type == FileType::parquet;
    const std::string words = words_for(source, file, progress);
    Confined child{limits, {file.descriptor()}, file.name(), [&](Outbox& out) {
                       told.rows.clear();
                       read_file(source, city, gazetteer, file, out.progress(), {.told = &told}, words);
                       const std::string all = packed(told);
                       out.send(std::as_bytes(std::span{all}));
                   }};
    {
        const Section section = child.next(progress);
        unpack(Unpacker{section.bytes()}, told);
    }
    child.finish(progress);
}

}  // namespace atalaya::intake
