// A city and its source written on the spot: five facts of two years with positions and names, in two deliveries.
#pragma once

#include <fstream>

#include "service/ingest.hpp"
#include "store/live_numbers.hpp"
#include "support.hpp"

namespace atalaya::service {

inline constexpr const char* village_first =
    "id,fecha,tipo,x,y,nombre\n1,2019-03-05,Robo,-58.51,-34.61,Ana "
    "Ruiz\n2,2019-03-20,Robo,-58.52,-34.62,Luis Paz\n"
    "3,2019-12-31,Hurto,-58.53,-34.63,Eva Sol\n9,2019-02-30,Hurto,-58.53,-34.63,Mal Día\n";
inline constexpr const char* village_second =
    "id,fecha,tipo,x,y,nombre\n4,2020-01-31,Robo,-58.54,-34.64,Juan "
    "Mar\n5,2020-06-15,Hurto,-58.55,-34.65,Inés Río\n";

class Village : public testing::Test {
  protected:
    explicit Village(const std::string& retention = "") {
        share_ = find_share();
        share_.data = folder_.path() / "share";
        fs::create_directories(share_.data);
        for (const char* name : {"taxonomy", "indicators"})
            fs::create_directory_symlink(find_share().data / name, share_.data / name);
        const std::string words = R"({ es = "x", pt = "x", en = "x" })";
        write(
            share_.data / "cities/aldea/city.toml",
            "id = \"aldea\"\nname = \"Aldea\"\nshort_name = \"Aldea\"\ncountry = \"AR\"\nregion = \"es-AR\"\n"
            "zone = \"America/Argentina/Buenos_Aires\"\nsimulated = true\nsources = [\"hechos\"]\n"
            "[[layers]]\nslot = 2\nid = \"barrio\"\nname = " +
                words + "\nplural = " + words + "\noptional = true\n");
        describe("\n" + retention);
        data_ = folder_.path() / "data";
        store::create_directory(data_, "aldea");
        ingest_text("hechos-2019.csv", village_first, "2020-01-05");
        ingest_text("hechos-2020.csv", village_second, "2020-07-05");
    }

    // source.toml of "hechos" with more at its end.
    void describe(const std::string& more) {
        write(
            share_.data / "sources/hechos/source.toml",
            "id = \"hechos\"\nversion = \"1\"\nkind = \"incidents\"\nname = { es = \"x\", pt = \"x\", en = "
            "\"x\" }\n"
            "publisher = \"x\"\nurl = \"x\"\nlicence = \"x\"\nfiles = [\"hechos*.csv\"]\ncadence = \"once\"\n"
            "[format]\ntype = \"csv\"\n[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n"
            "[offence]\ncolumns = [\"tipo\"]\nunlisted = \"keep\"\n[place]\nlon = \"x\"\nlat = \"y\"\n" +
                more);
    }

    static void write(const fs::path& path, std::string_view text) {
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << text;
    }
    static Day day(const char* text) { return *parse_day(text); }

    Ingested ingest_text(const std::string& name, std::string_view text, const char* on,
                         Repeats repeats = Repeats::skip) {
        const auto file = folder_.path() / name;
        write(file, text);
        return ingest(data_, share_, {.paths = {file}, .on = day(on), .repeats = repeats}, quiet_);
    }
    Catalogue catalogue() const { return read_catalogue(share_, "aldea"); }

    // Days of the facts that have a position.
    std::vector<std::string> placed() {
        store::Store store{data_, store::Access::read};
        std::vector<std::string> days;
        const auto at =
            store::live_positions(store.analytics(), {"aldea", store.newest()->no}, store::all_time);
        for (const auto on : at.day.since_epoch) days.push_back(iso(day_at(on)));
        return days;
    }
    std::size_t facts() {
        store::Store store{data_, store::Access::read};
        return store::live_numbers(store.analytics(), {"aldea", store.newest()->no}, store::all_time).size();
    }
    std::string bytes_kept(std::string_view text) {
        store::Store store{data_, store::Access::read};
        return store.deliveries().bytes(sha256(text));
    }
    void expect_whole() {
        store::Store store{data_, store::Access::inspect};
        for (const auto& damage : store::verify(store, quiet_).damages) ADD_FAILURE() << damage.sentence();
    }

    Folder folder_;
    Share share_;
    fs::path data_;
    NoProgress quiet_;
};

}  // namespace atalaya::service
