// The first look at a file: what it is, how its bytes and cells are cut, and a sample of its rows.
#pragma once

#include <string>

#include "core/progress.hpp"
#include "intake/bytes.hpp"
#include "intake/propose/dialect.hpp"
#include "intake/propose/judged.hpp"
#include "intake/propose/sample_rows.hpp"
#include "intake/propose/systems.hpp"

namespace atalaya::intake {

struct Look {
    FileType type = FileType::csv;
    bool areas = false;                 // rows are areas with a shape, or with none but a name
    bool drawn = true;                  // of areas
    bool lines = false;                 // rows are lines: streets
    Judged<std::string> member;         // of a zip of several tables; "" none
    Judged<Encoding> encoding;          // csv, geojson, shapefile
    Judged<char> separator;             // csv
    Judged<Head> head;                  // csv, xlsx
    Judged<std::string> sheet;          // xlsx
    Judged<std::string> ends_at_blank;  // xlsx; "" none
    Judged<std::string> system;         // of areas, and of Parquet that says it; "" degrees, or not said
    std::string prj;                    // shapefile: what says the system; "" none
    Sample sample;
};

// Whether it begins as Parquet does: then look_at() needs a process that may ask an engine (read_parquet_table()).
bool is_parquet(const OpenFile& file);

// Throws Error{bad_input} for what no reader of this program can read.
Look look_at(const OpenFile& file, const std::vector<KnownSystem>& systems, Progress& progress);

}  // namespace atalaya::intake
