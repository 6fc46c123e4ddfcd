// A village of one area whose police tells two lists: robberies, often, and thefts, seldom. What months or days the rows
// leave out is what each test is about.
#pragma once

#include <string>

#include "written_city.hpp"

namespace atalaya::service {

// With its residents in `year`; `rest` ends its city.toml. `often` and `seldom` are rows of id,dia,tipo,cod with that head:
// "Robo" and "Hurto", of the area "norte", of the sources "hechos" and "raros".
inline Town& publish_aldea(WrittenCity& written, const std::string& rest, int year, const std::string& often,
                           const std::string& seldom) {
    written.city(R"("limites", "gente", "hechos", "raros")", WrittenCity::layer(2, "barrio") + rest);
    written.source("limites", "areas", "geojson",
                   "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
    written.source("gente", "exposures", "csv",
                   "[exposure]\nkind = \"residents\"\nlayer = \"barrio\"\narea = \"cod\"\n"
                   "value = \"n\"\nyear = " +
                       std::to_string(year) + "\n");
    for (const char* id : {"hechos", "raros"})
        written.source(id, "incidents", "csv",
                       "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                       "[offence]\ncolumns = [\"tipo\"]\n[area.barrio]\ncolumn = \"cod\"\n");
    written.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    written.codes("raros", "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
    return written.publish(
        {written.file("limites.geojson",
                      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
                      R"({"cod":"norte"},"geometry":null}]})"),
         written.file("gente.csv", "cod,n\nnorte,10000\n"), written.file("hechos.csv", often),
         written.file("raros.csv", seldom)});
}

}  // namespace atalaya::service
