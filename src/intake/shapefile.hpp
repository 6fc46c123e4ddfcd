// A shapefile in a zip: NAME.shp (shapes), NAME.dbf (a row for each), and where they are NAME.shx, NAME.prj
// (what the coordinates are) and NAME.cpg (how the texts are encoded), all beside each other in any folder of
// the zip.
//
// They are read here and not by shapelib. That library wants files that it can open and seek in, and trusts the
// counts in their heads when it allocates; a strict reader of the two kinds of shape that this program uses,
// points and polygons, is some two hundred lines, sees nothing but bytes in memory, checks each count against the
// bytes that are there, and says in words which record is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/area.hpp"
#include "intake/bytes.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

// Areas as they lie in the file. `prj` is the text of the .prj ("" when there is none): until they are
// projected, `lon` and `lat` of the shapes are x and y of what that says.
struct ShapefileAreas {
    std::vector<geo::Feature> features;
    std::string prj;
};

// Whether it is a zip with a .shp in it, one at least.
bool has_shapefile(const OpenFile& file);

// What its shapefile is, before anybody describes it. Throws Error{bad_input} when the zip has more than one.
struct ShapefileInside {
    bool polygons = false;
    bool says_encoding = false;  // by a .cpg
    std::string dbf, prj;
};
ShapefileInside look_into_shapefile(const OpenFile& file);

// Throws Error{bad_input} when it is no zip with one shapefile of polygons, is damaged, its table has more or
// fewer rows than there are shapes, or it unpacks to more than it should.
ShapefileAreas read_shapefile_areas(const Source& source, const OpenFile& file);

// Whether the .prj says degrees on WGS 84 or on a datum that lies within some two metres of it (NAD 83,
// SIRGAS 2000, POSGAR, MAGNA-SIRGAS, ETRS 89, GDA).
bool says_degrees(const std::string& prj);
// Throws Error{bad_input} unless it does, and every position may be one: a .prj may be that of another shapefile.
void require_degrees(const std::vector<geo::Feature>& features, const std::string& prj,
                     const std::string& file);

// What its .prj says; "" where it has none.
std::string prj_of_shapefile(const OpenFile& file);

// The shapes from the system that [shape] crs says. Throws Error{bad_input} where a point is none of it.
void project(std::vector<geo::Feature>& features, const geo::Projection& from, const std::string& file);

// Rows of the table; where the shapes are points with two more columns "@x" and "@y", in the file's coordinates,
// blank for a null shape. Gives the number of rows that were marked as deleted, which are not handed on.
// Throws as read_shapefile_areas() does.
std::int64_t read_shapefile_table(const Source& source, const OpenFile& file, int threads,
                                  RowConsumer& consumer, Progress& progress);

}  // namespace atalaya::intake
