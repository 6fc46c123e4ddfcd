#include "service/groupings.hpp"

#include <map>
#include <random>

#include "caba.hpp"
#include "intake/read.hpp"
#include "service/grouped_labels.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Groupings& shipped() {
    static const auto all = read_groupings(find_share());
    return all;
}
const NationalList& list(const std::string& called) {
    return *std::ranges::find_if(shipped().lists, [&](const auto& one) { return one.called() == called; });
}
const fs::path shared = source_folder().parent_path() / "shared";

// A source whose labels are all the codes of a list that hold no others, by label and by what holds them where two share one.
std::vector<intake::Label> finest(const NationalList& of) {
    std::vector<intake::Label> labels;
    for (const auto& code : of.codes) {
        const bool holds =
            std::ranges::any_of(of.codes, [&](const auto& one) { return one.within == code.code; });
        if (!holds) labels.push_back({.code = code.code, .label_1 = code.code});
    }
    return labels;
}

std::set<std::string> names_counted(const std::string& called, const std::string& grouping) {
    const auto& of = list(called);
    const auto labels = finest(of);
    std::set<std::string> names;
    for (const auto* label : grouped(of, grouping, placed(of, labels)).counted)
        names.insert(of.find(label->code)->labels.front());
    return names;
}

TEST(Groupings, EachSaysWhoAddsItUpAndInThreeLanguagesWhatItIs) {
    EXPECT_EQ(shipped().all.size(), 18U);
    for (const auto& [of, source] : shipped().all) {
        EXPECT_FALSE(source.empty()) << of.id;
        EXPECT_TRUE(is_grouping(of)) << of.id;
        EXPECT_FALSE(of.exact) << of.id << ": exact for nobody outside";
        for (const auto* words : {&of.name, &of.definition})
            EXPECT_FALSE(words->es.empty() || words->pt.empty() || words->en.empty()) << of.id;
    }
    for (const auto& one : shipped().lists) EXPECT_THAT(one.source, HasSubstr("https://")) << one.id;
}

TEST(Groupings, AreOfTheTierOfTheirMostSensitivePart) {
    std::map<std::string, std::string> tiers;
    for (const auto& [of, source] : shipped().all) tiers[of.id] = of.tier;
    for (const char* with_sexual_offences : {"dmcs", "snic_integridad_sexual", "bien_libertad_sexual"})
        EXPECT_EQ(tiers[with_sexual_offences], "A");
    EXPECT_EQ(tiers["cvli"], "B");
    EXPECT_TRUE(shipped().find("vif_cead")->indicator.quarterly) << "as the indicator vif";
}

TEST(Groupings, DmcsIsFifteenSubgroupsOfTheListInForce) {
    EXPECT_EQ(names_counted("cead/2024", "dmcs"),
              (std::set<std::string>{
                  "Homicidios", "Femicidios", "Violaciones", "Lesiones graves o gravísimas",
                  "Lesiones menos graves", "Lesiones leves", "Robos con violencia o intimidación",
                  "Robo violento de vehículo motorizado", "Robo por sorpresa", "Robo en lugar habitado",
                  "Robos en lugar no habitado", "Robo de vehículo motorizado",
                  "Robo de objetos de o desde vehículo", "Otros robos con fuerza en las cosas", "Hurtos"}));
}

TEST(Groupings, TheListBeforeCallsDmcsAndViolenceInTheHomeByOtherNames) {
    const auto dmcs = names_counted("cead/until-2024", "dmcs");
    EXPECT_EQ(dmcs.size(), 22U);
    for (const char* one : {"Femicidio no íntimo", "Otros homicidios", "Robo con violación", "Hurtos"})
        EXPECT_TRUE(dmcs.contains(one)) << one;
    EXPECT_FALSE(dmcs.contains("Abusos sexuales"));
    EXPECT_EQ(names_counted("cead/until-2024", "vif_cead").size(), 5U);
    EXPECT_EQ(names_counted("cead/2024", "vif_cead").size(), 5U);
}

// Cvli leaves out deaths by state agents, and no event of it is in both.
TEST(Groupings, CvliIsFourEventsAndDeathsByStateAgentsAreApart) {
    EXPECT_EQ(names_counted("sinesp/vde", "cvli"),
              (std::set<std::string>{"Homicídio doloso", "Feminicídio", "Lesão corporal seguida de morte",
                                     "Roubo seguido de morte (latrocínio)"}));
    EXPECT_EQ(names_counted("sinesp/vde", "muerte_agente_estado").size(), 1U);
    EXPECT_EQ(names_counted("isp-rj/2017", "cvli").size(), 3U) << "femicide is within intentional homicide";
}

// Rows of a source that sends everything, totals and parts: each grouping is the sum of what holds no other, whatever is sent
// besides. 500 seeded lists of counts.
TEST(Groupings, ASourceThatSendsTotalsAndPartsCountsEachFactOnce) {
    std::mt19937_64 random{16};
    const auto& snic = list("snic/2023");
    for (int round = 0; round < 500; ++round) {
        std::map<std::string, std::int64_t> rows;  // parts, and the totals that they add up to
        for (const auto& code : snic.codes)
            if (!code.within.empty())
                rows[code.within] += rows[code.code] = static_cast<std::int64_t>(random() % 50);
        std::vector<intake::Label> sent;
        for (const auto& code : snic.codes)
            if (code.within.empty() ? random() % 2 == 0 : true)
                sent.push_back({.code = code.code, .label_1 = code.labels.front()});
        for (const auto& code : snic.codes) {
            if (!code.within.empty()) continue;
            std::int64_t counted = 0;
            for (const auto* label : grouped(snic, code.groupings.front(), placed(snic, sent)).counted)
                counted += rows[label->code];
            EXPECT_EQ(counted, rows[code.code]) << code.code;
        }
    }
}

TEST(Groupings, ATotalIsFoundByNameOrByCodeThoughAPartHasAlmostItsName) {
    const auto& snic = list("snic/2023");
    const std::vector<intake::Label> labels{
        {.code = "a", .label_1 = "Otros delitos contra la libertad (total agrupado)"},
        {.code = "b", .label_1 = "Otros delitos contra la libertad"},
        {.code = "c", .label_1 = "14_1"}};
    const auto of = grouped(snic, "snic_libertad", placed(snic, labels));
    ASSERT_EQ(of.counted.size(), 1U);
    EXPECT_EQ(of.counted[0]->code, "a");
    EXPECT_EQ(of.contained.size(), 2U);
}

TEST(Groupings, OlderFilesOfMexicoThatPutTheVehicleInTheModalityCountInTheSameLegalGood) {
    const auto& of = list("sesnsp/2018");
    const std::vector<intake::Label> labels{
        {.code = "a",
         .label_1 = "Robo",
         .label_2 = "Robo de vehículo automotor",
         .label_3 = "Robo de coche de 4 ruedas Con violencia"},
        {.code = "b", .label_1 = "Robo", .label_2 = "Robo a negocio", .label_3 = "Sin violencia"}};
    EXPECT_EQ(grouped(of, "bien_patrimonio", placed(of, labels)).counted.size(), 2U);
}

// --- refusals

struct Written {
    Folder folder;
    Share share{folder.path(), {}, {}, {}};

    Written(const std::string& toml, const std::string& codes, const std::string& sources = "") {
        const auto root = folder.path() / "taxonomy/groupings";
        fs::create_directories(root / "lists/l");
        const std::string words = R"({ es = "x", pt = "x", en = "x" })";
        std::ofstream{root / "g.toml"} << "id = \"g\"\nversion = \"1\"\nsource = \"x\"\nunit = \"fact\"\n"
                                       << toml << "name = " << words << "\ndefinition = " << words << "\n";
        std::ofstream{root / "lists/l/list.toml"}
            << "id = \"l\"\nname = " << words << "\npublisher = \"x\"\nsource = \"x\"\nversions = [\"1\"]\n"
            << sources;
        std::ofstream{root / "lists/l/1.csv"} << "code,within,label,groupings\n" << codes;
    }
    std::string refusal() const {
        try {
            read_groupings(share);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
};

TEST(Groupings, AFileThatCannotBeUsedIsRefused) {
    const std::string tier = "tier = \"B\"\n", code = "1,,One,g\n";
    EXPECT_EQ((Written{tier, code}.refusal()), "");
    EXPECT_THAT((Written{"", code}.refusal()), HasSubstr("tier"));
    EXPECT_THAT((Written{"tier = \"D\"\n", code}.refusal()), HasSubstr("\"D\""));
    EXPECT_THAT((Written{tier + "formula = \"x\"\n", code}.refusal()), HasSubstr("formula"));
    EXPECT_THAT((Written{tier, code + code}.refusal()), HasSubstr("the code \"1\" comes twice"));
    EXPECT_THAT((Written{tier, "2,1,Two,g\n" + code}.refusal()), HasSubstr("does not come before it"));
    EXPECT_THAT((Written{tier, code + "2,,Two,h\n"}.refusal()),
                HasSubstr("the grouping \"h\", which there is not"));
    EXPECT_THAT((Written{tier, "1,,One,\n"}.refusal()),
                HasSubstr("no list has a code of the grouping \"g\""));
    EXPECT_THAT((Written{tier, code, "[sources]\nhechos = \"2\"\n"}.refusal()),
                HasSubstr("the version \"2\""));
}

// --- a city

TEST(Groupings, ACityHasThoseThatItsSourcesFillAfterItsIndicators) {
    const auto chile = read_catalogue(find_share(), "chile");
    ASSERT_NE(chile.find_indicator("dmcs"), nullptr);
    EXPECT_EQ(chile.find_indicator("cvli"), nullptr);
    EXPECT_TRUE(chile.counts_in("chile-cead:robo-lugar-no-habitado", "dmcs"));
    EXPECT_FALSE(chile.counts_in("chile-cead:armas-total", "dmcs"));
    EXPECT_TRUE(is_grouping(chile.indicators.back()));
    EXPECT_FALSE(is_grouping(chile.indicators.front()));
}

// What every source that says its list has in each of its groupings: nothing that the list has is missing or too wide.
TEST(Groupings, NoSourceThatIsShippedLacksAPartOfOne) {
    int seen = 0;
    for (const auto& of : shipped().lists) {
        for (const auto& id : of.of) {
            const auto source = intake::read_source(find_share().data / "sources" / id);
            const auto labels = placed(of, source.labels);
            for (const auto& one : shipped().all) {
                if (!of.counts(one.indicator.id)) continue;
                const auto in = grouped(of, one.indicator.id, labels);
                EXPECT_FALSE(in.counted.empty()) << id << " " << one.indicator.id;
                EXPECT_THAT(in.absent, IsEmpty()) << id << " " << one.indicator.id;
                EXPECT_THAT(in.wider, IsEmpty()) << id << " " << one.indicator.id;
                ++seen;
            }
        }
    }
    EXPECT_EQ(seen, 2 + 2 + 3 + 3);
}

// --- the real files

// Counts of each grouping by year, and of all rows under "".
std::map<std::string, std::map<std::string, std::int64_t>> counted(const std::string& city,
                                                                   const std::string& id,
                                                                   const fs::path& file) {
    const auto catalogue = read_catalogue(find_share(), city);
    NoProgress quiet;
    const Batch batch = intake::read_here(catalogue.source(id), catalogue.city,
                                          intake::Gazetteer{catalogue.city, {}}, file, quiet);
    std::map<std::string, std::vector<std::string>> groupings;
    for (const auto& label : catalogue.source(id).labels)
        for (const auto& indicator : label.indicators)
            if (is_grouping(catalogue.indicator(indicator)) && groupings[label.code].size() < 9) {
                auto& of = groupings[label.code];
                if (std::ranges::find(of, indicator) == of.end()) of.push_back(indicator);
            }
    std::map<std::string, std::map<std::string, std::int64_t>> out;
    for (std::size_t i = 0; i < batch.tallies.size(); ++i) {
        const auto code = std::string{batch.tallies.category[i]}.substr(id.size() + 1);
        const auto year = iso(day_at(batch.tallies.month.since_epoch[i])).substr(0, 4);
        const auto n = batch.tallies.count[i];
        for (const auto& grouping : groupings[code])
            for (const auto& of : {year, std::string{}}) out[grouping][of] += n;
        out[""][""] += n;
    }
    return out;
}

class RealFilesGroupings : public testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(shared / "data")) GTEST_SKIP() << "no folder shared/data beside the repository";
    }
};

// ISP publishes the sum of the four titles as a column of its own; in one of 23,323 rows it is one more than they are.
TEST_F(RealFilesGroupings, CvliAndDeathsByStateAgentsAreTheLethalityThatIspPublishes) {
    const auto file = shared / "data/brasil_rj/BaseDPEvolucaoMensalCisp.csv.gz";
    std::int64_t published = 0, added = 0, others = 0, street = 0;
    for (auto& row : raw_rows(utf8_of_latin1(gunzipped(file)), ';')) {
        const auto n = [&](const char* column) { return row[column].empty() ? 0 : std::stoll(row[column]); };
        const auto four =
            n("hom_doloso") + n("lesao_corp_morte") + n("latrocinio") + n("hom_por_interv_policial");
        published += n("indicador_letalidade");
        added += four;
        others += four != n("indicador_letalidade");
        street += n("indicador_roubo_rua");
    }
    auto rio = counted("rio-de-janeiro", "rio-cisp-titulos", file);
    EXPECT_EQ(rio["cvli"][""], 82'115);
    EXPECT_EQ(rio["muerte_agente_estado"][""], 12'863);
    EXPECT_EQ(rio["cvli"][""] + rio["muerte_agente_estado"][""], added);
    EXPECT_EQ(rio["robo_calle_isp"][""], street) << "the sum that ISP publishes of its three titles";
    EXPECT_EQ(published - added, 1);
    EXPECT_EQ(others, 1);
}

// The file has no total of either; its fifteen groups are added up by their names, thousands restored.
TEST_F(RealFilesGroupings, DmcsOfSantiagoIsTheSumOfItsFifteenGroups) {
    const auto file = shared / "data/chile/cead/cead_mensual_rm_2010_2024.csv.gz";
    const auto dmcs = names_counted("cead/2024", "dmcs");
    std::int64_t sum = 0, of_2023 = 0, home = 0;
    for (auto& row : raw_rows(gunzipped(file), ',')) {
        std::string cell = row["delito_n"];
        if (cell.ends_with(".0")) cell.resize(cell.size() - 2);
        if (const auto point = cell.find('.'); point != std::string::npos) {
            cell.resize(point + 4, '0');
            cell.erase(point, 1);
        }
        const std::string name =
            row["delito"] == "Robo en lugar no habitado" ? "Robos en lugar no habitado" : row["delito"];
        const std::int64_t n = cell.empty() ? 0 : std::stoll(cell);
        if (name == "Violencia intrafamiliar") home += n;
        if (!dmcs.contains(name)) continue;
        sum += n;
        if (row["fecha"].starts_with("2023")) of_2023 += n;
    }
    auto santiago = counted("santiago", "santiago-cead", file);
    EXPECT_EQ(santiago["dmcs"][""], sum);
    EXPECT_EQ(santiago["dmcs"]["2023"], of_2023);
    EXPECT_EQ(of_2023, 225'714);
    EXPECT_EQ(santiago["vif_cead"][""], home);
}

TEST_F(RealFilesGroupings, TheWholeOfChileHoldsSantiago) {
    auto chile =
        counted("chile", "chile-cead", shared / "data/chile/cead/cead_mensual_comunas_2010_2024.parquet");
    EXPECT_GT(chile["dmcs"]["2023"], 2 * 225'714);
    EXPECT_GT(chile["vif_cead"]["2023"], 2 * 45'955);
}

// The series until 2017 by kind: what is in no legal good is what the list puts in none.
TEST_F(RealFilesGroupings, LegalGoodsOfMexicoAreTheSumsOfTheirKinds) {
    auto mexico =
        counted("mexico", "mexico-sesnsp-estatal", shared / "data/mexico/sesnsp_estatal_1997_2017.csv.gz");
    EXPECT_EQ(mexico["bien_vida"][""], 5'546'230);
    EXPECT_EQ(mexico["bien_patrimonio"][""], 18'033'108);
    EXPECT_EQ(mexico["bien_libertad_sexual"][""], 632'394);
    EXPECT_EQ(mexico[""][""], 5'546'230 + 18'033'108 + 632'394 + 8'756'361);
}

// The flags of the published taxonomy, and every row of the list of 2018.
TEST_F(RealFilesGroupings, AreThoseOfThePublishedLists) {
    std::set<std::string> flagged;
    for (auto& row : raw_rows(bytes_of(shared / "codes/cl/cead_taxonomia.csv"), ','))
        if (row["dmcs"] == "1") flagged.insert(row["nombre"]);
    EXPECT_EQ(names_counted("cead/2024", "dmcs"), flagged);

    const auto& sesnsp = list("sesnsp/2018");
    const auto rows = raw_rows(bytes_of(shared / "codes/mx/sesnsp_fuero_comun.csv"), ',');
    std::vector<intake::Label> labels;
    std::map<std::string, std::size_t> published;
    for (auto row : rows) {
        labels.push_back({.code = row["orden"],
                          .label_1 = row["tipo_de_delito"],
                          .label_2 = row["subtipo_de_delito"],
                          .label_3 = row["modalidad"]});
        ++published[row["bien_juridico_afectado"]];
    }
    ASSERT_EQ(labels.size(), 114U);
    for (const auto& code : sesnsp.codes) {
        if (!code.within.empty()) continue;
        EXPECT_EQ(grouped(sesnsp, code.groupings.front(), placed(sesnsp, labels)).counted.size(),
                  published[code.labels.front()])
            << code.labels.front();
    }
}

}  // namespace
}  // namespace atalaya::service
