// Lists of names of which each is another, as their publishers keep them: what is found alike there is wrong.
#include "intake/quality/spellings_alike.hpp"
#include "real_files.hpp"
#include "stats/random.hpp"

namespace atalaya::intake {
namespace {

using quality::Spelling;

// A few names of most rows and many of few, as facts have.
std::int64_t some_rows(stats::Random& random) {
    return static_cast<std::int64_t>(std::exp(random.uniform() * 8));
}

std::set<std::string> names_of(const Areas& areas) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < areas.size(); ++i) names.emplace(areas.name[i]);
    return names;
}

struct List {
    std::string city, source, file;
};

const std::vector<List> lists{
    {"caba", "caba-limites-barrios", "caba/limites/CABA_barrios.geojson.gz"},
    {"cdmx", "cdmx-limites-colonias", "cdmx/limites/colonias.geojson.gz"},
    {"chile", "chile-limites-comunas", "chile/limites/comunas_chile.geojson.gz"},
    {"mexico", "mexico-municipios", "mexico/poblacion_municipal_2020.tsv"},
    {"bogota", "bogota-upz", "colombia/bogota/poblacion_upz.csv.gz"},
    {"barranquilla", "barranquilla-limites-barrios", "colombia/barranquilla/barrios_epsg3116.geojson.gz"},
    {"montevideo", "montevideo-limites-barrios", "montevideo/barrios.geojson"},
    {"rosario", "rosario-limites-barrios", "argentina/rosario/barrios.geojson"}};

TEST(RealFilesSpellings, OfOfficialListsFewNamesAreFoundAlike) {
    NEEDS("cdmx");
    constexpr int seeds = 20;
    std::size_t names = 0, alike = 0;
    for (const auto& [city, source, file] : lists) {
        const Place place{city, {}};
        const auto known = names_of(place.read(source, file).areas);
        std::size_t here = 0;
        for (int seed = 1; seed <= seeds; ++seed) {
            stats::Random random{static_cast<std::uint64_t>(seed)};
            std::vector<Spelling> texts;
            for (const auto& name : known) texts.push_back({name, some_rows(random)});
            here += quality::spellings_alike(texts).size();
        }
        std::cout << source << ": " << known.size() << " names, " << here << " groups in " << seeds
                  << " draws\n";
        names += seeds * known.size();
        alike += here;
    }
    std::cout << alike << " of " << names << " names\n";
    EXPECT_LT(static_cast<double>(alike), 0.005 * static_cast<double>(names));
}

}  // namespace
}  // namespace atalaya::intake
