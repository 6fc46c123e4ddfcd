// What is asked of a method on a terminal: tables, the columns that play roles, rows, how numbers and days are written, settings.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "methods/long_work.hpp"
#include "methods/marked_number.hpp"
#include "methods/method.hpp"
#include "methods/written_days.hpp"
#include "service/fact_table.hpp"

namespace atalaya::service {

// A role of a table and the column of the file that plays it: events.x=lon.
struct Role {
    std::string table, role, column;
};
// "areas.events=robos". Error{usage} for anything else.
Role parse_role(const std::string& text);

// A table of the method and where it is: "areas=barrios.geojson", "areas=libro.xlsx#Barrios" (a sheet),
// "areas=store:robo?by=barrio".
struct TableFile {
    std::string table, file;
};
TableFile parse_table_file(const std::string& text);

// How a column of a method writes its numbers: "areas.exposure=comma" for 12.500,5.
struct Decimal {
    std::string table, role;
    methods::DecimalMark mark{};
};
// Error{usage} for anything else.
Decimal parse_decimal(const std::string& text);

// Which number of days such as 01/02/2024 is the day: "events.day=day-first".
struct Dates {
    std::string table, role;
    methods::DayOrder order{};
};
// Error{usage} for anything else.
Dates parse_dates(const std::string& text);

// Rows of a table that are asked about: those whose cell of `column` is one of the values said for it.
struct Where {
    std::string table, column, value;
};
// "points.tipo=Robo". Error{usage} for anything else.
Where parse_where(const std::string& text);

struct MethodQuestion {
    const methods::Method* method = nullptr;
    std::vector<TableFile> tables;
    std::vector<Role> roles;
    std::vector<Where> wheres;
    std::vector<Decimal> decimals;                            // a column each
    std::vector<Dates> dates;                                 // a column each
    std::vector<std::string> missing;                         // cells that say "nothing"
    std::map<std::string, std::string, std::less<>> systems;  // table: of its polygons, such as "EPSG:3116"
    // Tables out of the store (store_table.hpp), asked for once all files were read: a store has threads, and files are
    // read in a child. The spec is that of the method's table, nullptr where it has none of that name.
    std::function<FactTable(const std::string&, const methods::TableSpec*)> from_store;
    methods::Given settings;
    std::uint64_t seed = 1;
    int threads = 1;  // the answer does not depend on it
    double patience =
        methods::usual_patience;  // seconds of one core; in the record where it is not the usual
};

// As they are typed: "--where points.tipo=Robo".
std::string written(const Where& where);
std::string written(const Decimal& decimal);
std::string written(const Dates& dates);
std::string_view word(methods::DecimalMark mark);
std::string_view word(methods::DayOrder order);

// What is said of a table that is not given or of a column that the method does not have. Error{usage} that names what there is.
void refuse_strangers(const MethodQuestion& question);

}  // namespace atalaya::service
