// The sentences that ship: the same in three languages, whole, and all there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "render/words.hpp"
#include "source_folder.hpp"

namespace atalaya::render {
namespace {

namespace fs = std::filesystem;
using std::string;

const fs::path root{source_folder()};
constexpr Language languages[] = {Language::es, Language::pt, Language::en};

string text_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    EXPECT_TRUE(in) << file;
    return {std::istreambuf_iterator<char>{in}, {}};
}

// Every folder that holds sentences.
std::vector<fs::path> folders() {
    std::vector<fs::path> found{root / "i18n"};
    for (const auto& entry : fs::directory_iterator{root / "bulletins"}) {
        if (fs::exists(entry.path() / "es.json")) found.push_back(entry.path());
    }
    return found;
}

std::vector<string> shown_holes(const Words& words, const string& key) {
    std::vector<string> names;
    for (const auto& hole : words.placeholders(key)) {
        if (hole.shown) names.push_back(hole.name);
    }
    return names;
}

// What Portuguese and English show, Spanish shows; a hole that only chooses a form may be of no use to a
// language.
TEST(WordsData, TheThreeLanguagesHaveTheSameKeysAndShowTheSameHoles) {
    for (const auto& folder : folders()) {
        const Words es = Words::load(folder, Language::es);
        for (const Language language : {Language::pt, Language::en}) {
            const Words other = Words::load(folder, language);
            EXPECT_EQ(es.keys(), other.keys()) << folder << " " << code(language);
            for (const auto& key : es.keys()) {
                if (!other.has(key)) continue;
                EXPECT_EQ(shown_holes(es, key), shown_holes(other, key)) << key << " " << code(language);
                for (const auto& hole : other.placeholders(key)) {
                    const auto known = es.placeholders(key);
                    EXPECT_TRUE(
                        std::ranges::any_of(known, [&](const auto& k) { return k.name == hole.name; }))
                        << key << " {" << hole.name << "} is not in Spanish";
                }
            }
        }
    }
}

// Arguments for every hole of a sentence: numbers with a figure, and texts where nothing is chosen.
Arguments sample(const Words& words, const string& key, const Forms& forms, std::int64_t n) {
    Arguments arguments;
    for (const auto& hole : words.placeholders(key)) {
        arguments.emplace(hole.name,
                          hole.plural ? counted(forms, n, "figure") : shown("<" + hole.name + ">"));
    }
    return arguments;
}

TEST(WordsData, EverySentenceCanBeSaidAndIsWrittenCleanly) {
    const std::regex untidy{"  |^ | $| [,.;:]|[0-9>] %|\\.\\.$"};
    for (const auto& folder : folders()) {
        for (const Language language : languages) {
            const Words words = Words::load(folder, language);
            const Forms forms{code(language)};
            for (const auto& key : words.keys()) {
                for (const std::int64_t n : {0, 1, 1234}) {
                    const string said = words.say(key, sample(words, key, forms, n));
                    EXPECT_FALSE(said.empty()) << key;
                    EXPECT_FALSE(std::regex_search(said, untidy))
                        << key << " " << code(language) << ": " << said;
                }
            }
        }
    }
}

TEST(WordsData, BulletinsStandBesideTheSharedWords) {
    for (const Language language : languages) {
        Words words = Words::load(root / "bulletins/mensual", language);
        EXPECT_NO_THROW(words.add(root / "bulletins/ficha").add(root / "i18n")) << code(language);
    }
}

Words monthly(Language language) {
    return Words::load(root / "bulletins/mensual", language).add(root / "i18n");
}

string fall_of_vehicles(Language language, const string& region) {
    const Words words = monthly(language);
    const Forms forms{region};
    const Text amount = words.fill("unit.vehicle", {{"n", counted(forms, 1140, "f1")}});
    const auto name = language == Language::en ? "Vehicles stolen" : "Vehículos";
    return words.say("change.month.fall", {{"indicator", name},
                                           {"amount", amount},
                                           {"subject", number_of(true)},
                                           {"x", shown(forms.percent(12.2), "f2")},
                                           {"month", forms.month(std::chrono::year{2020} / 8)},
                                           {"base_month", forms.month(std::chrono::year{2019} / 8)},
                                           {"base", counted(forms, 1299, "f3")},
                                           {"interval", shown(forms.change_interval(-18.6, -5.1), "f2")}});
}

TEST(WordsData, AConclusiveFallReadsAsTheObservatorySaysIt) {
    const string nbsp{no_break_space};
    EXPECT_EQ(fall_of_vehicles(Language::es, "es-AR"),
              "Vehículos: 1.140 vehículos en agosto de 2020, bajaron 12" + nbsp +
                  "% frente a agosto de 2019 (1.299; IC 95" + nbsp + "% −19 a −5" + nbsp +
                  "%). Concluyente.");
    EXPECT_EQ(fall_of_vehicles(Language::en, "en"),
              "Vehicles stolen: 1,140 vehicles in August 2020, down 12" + nbsp +
                  "% on August 2019 (1,299; 95" + nbsp + "% CI −19 to −5" + nbsp + "%). Conclusive.");
}

TEST(WordsData, OnePersonAndSeveralAreSaidRight) {
    const Forms es{"es-AR"}, pt{"pt-BR"};
    const auto deaths = [](Language language, const Forms& forms, int n, int total) {
        return monthly(language).say("lethal.month.count",
                                     {{"n", counted(forms, n)},
                                      {"total", counted(forms, total)},
                                      {"month", forms.month(std::chrono::year{2020} / 8)}});
    };
    EXPECT_EQ(deaths(Language::es, es, 1, 9),
              "1 persona fue víctima de homicidio doloso en agosto de 2020; 9 en 12 meses.");
    EXPECT_EQ(deaths(Language::pt, pt, 3, 9),
              "3 pessoas foram vítimas de homicídio doloso em agosto de 2020; 9 em 12 meses.");
}

TEST(WordsData, TheFixedGlossIsTheOneOfTheObservatory) {
    EXPECT_EQ(
        monthly(Language::es).say("gloss.ambiguous"),
        "Más denuncias pueden reflejar más hechos, más confianza para denunciar o más lugares donde hacerlo; "
        "con este dato no se distinguen.");
    EXPECT_EQ(monthly(Language::es).say("gloss.activity"), "Actividad institucional; no mide delito.");
}

// A bulletin neither praises, blames nor explains.
TEST(WordsData, NoSentenceTakesCreditOrAssignsACause) {
    const std::regex forbidden{
        "gracias a|graças a|thanks to|debido a|devido a|because of|alarmante|preocupante|"
        "dramátic|histórico récord|éxito|sucesso|flagelo"};
    for (const auto& folder : folders()) {
        for (const Language language : languages) {
            const string all = text_of(folder / (string{code(language)} + ".json"));
            std::smatch found;
            EXPECT_FALSE(std::regex_search(all, found, forbidden)) << folder << ": " << found.str();
        }
    }
}

TEST(WordsData, TheFrameOfADocumentHasItsWords) {
    const auto frame = monthly(Language::pt).under("frame.");
    const auto has = [&](const string& key) {
        return std::ranges::any_of(
            frame, [&](const auto& word) { return word.first == key && !word.second.empty(); });
    };
    for (const char* key : {"provenance", "figure", "page", "see_as_table", "contents", "skip", "value",
                            "interval", "records", "source", "vintage", "repeat", "territory", "period",
                            "appendix_key", "measure", "indicator", "deliveries", "conclusive"}) {
        EXPECT_TRUE(has(key)) << key;
    }
}

// The texts between `begins` and the next closing brace that stand in quotes.
std::set<string> quoted_codes(const string& source, const string& begins) {
    const auto from = source.find(begins);
    EXPECT_NE(from, string::npos) << begins;
    const string part = source.substr(from, source.find("}  // namespace", from) - from);
    const std::regex code{"= \"([a-z_]+)\";"};
    std::set<string> codes;
    for (std::sregex_iterator at{part.begin(), part.end(), code}, end; at != end; ++at)
        codes.insert((*at)[1]);
    return codes;
}

TEST(WordsData, EveryRejectAndFindingOfAnIntakeHasItsSentence) {
    const string check = text_of(root / "src/intake/check.hpp");
    const Words words = Words::load(root / "i18n", Language::es);
    const auto reasons = quoted_codes(check, "namespace reason {");
    const auto findings = quoted_codes(check, "namespace finding {");
    EXPECT_GE(reasons.size(), 10u);
    EXPECT_GE(findings.size(), 10u);
    for (const auto& reason : reasons) EXPECT_TRUE(words.has("reject." + reason)) << reason;
    for (const auto& finding : findings) EXPECT_TRUE(words.has("finding." + finding)) << finding;
}

// A literal such as "change.month.none" or, before a code, "refuse." in the module that says sentences.
TEST(WordsData, EveryKeyTheProgramNamesIsThere) {
    Words words = Words::load(root / "bulletins/mensual", Language::es);
    words.add(root / "bulletins/ficha").add(root / "i18n");
    const auto keys = words.keys();
    const auto begins = [&](const string& prefix) {
        return std::ranges::any_of(keys, [&](const auto& key) { return key.starts_with(prefix); });
    };

    const std::regex literal{"\"([A-Za-z0-9]+\\.)([A-Za-z0-9_.]*)\""};
    for (const auto& entry : fs::recursive_directory_iterator{root / "src/service/bulletin"}) {
        if (entry.path().extension() != ".cpp") continue;
        const string source = text_of(entry.path());
        for (std::sregex_iterator at{source.begin(), source.end(), literal}, end; at != end; ++at) {
            const string key = (*at)[1].str() + (*at)[2].str();
            if (!begins((*at)[1])) continue;  // a file name or the like
            EXPECT_TRUE(words.has(key) || (key.ends_with('.') && begins(key)))
                << entry.path().filename() << ": " << key;
        }
    }
}

TEST(WordsData, EveryTableChartAndMapHasItsTitleAndEveryPictureItsWords) {
    const Words words = Words::load(root / "bulletins/mensual", Language::es);
    for (const char* table : {"T1", "T2", "T3", "T4", "T5", "T6", "T9", "T10", "T10b", "T11", "T12", "T13"}) {
        EXPECT_TRUE(words.has(string{"table."} + table)) << table;
    }
    for (const char* picture :
         {"chart.C1", "chart.C2", "chart.C3", "chart.C4", "chart.C6", "chart.C8", "map.M1", "map.M2"}) {
        EXPECT_TRUE(words.has(picture)) << picture;
        EXPECT_TRUE(words.has(string{picture} + ".alt")) << picture;
    }
}

}  // namespace
}  // namespace atalaya::render
