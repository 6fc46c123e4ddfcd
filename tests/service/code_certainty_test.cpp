// How sure certain codes are: labels hidden from their own source, from all that write the same, and from a source that
// lacks their code; labels that a clerk wrote otherwise; and official names of national lists and of the index of ICCS.
#include "service/code_certainty.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include "core/text.hpp"
#include "intake/cities.hpp"
#include "intake/csv.hpp"
#include "service/code_proposals.hpp"
#include "source_folder.hpp"

namespace atalaya::service {
namespace {

namespace fs = std::filesystem;
using Because = Certainty::Because;

// The sources of this repository whose labels are of offences, each with its region.
struct Known {
    std::vector<intake::Source> sources = intake::read_sources(find_share().data / "sources");
    std::map<std::string, std::string> region;
    std::map<std::string, std::vector<CodedLabel>> labels;
    std::vector<CodeEntry> classes = taxonomy_codes(find_share());
    NationalWords national = national_words(find_share());

    Known() {
        const auto cities = intake::read_cities(find_share().data / "cities");
        std::erase_if(sources, [](const auto& one) { return coded_labels(one).empty(); });
        for (const auto& source : sources) {
            region[source.id] = region_of(source.id, cities);
            labels[source.id] = coded_labels(source);
            for (auto& label : labels[source.id]) label.region = region[source.id];
        }
    }
    template <class Keep>
    std::vector<CodedLabel> labels_but(const std::string& source, Keep keep) const {
        std::vector<CodedLabel> out;
        for (const auto& [id, its] : labels)
            if (id != source) std::ranges::copy_if(its, std::back_inserter(out), keep);
        return out;
    }
    std::vector<CodedLabel> labels_but(const std::string& source) const {
        return labels_but(source, [](const auto&) { return true; });
    }
};

const Known& known() {
    static const Known all;
    return all;
}

// --- each rule by itself

intake::Label coded(const char* code, const char* label, std::vector<std::string> classes = {},
                    const char* fit = "inside") {
    return {.code = code, .label_1 = label, .iccs = std::move(classes), .fit = fit};
}

intake::Source policia(std::vector<intake::Label> labels) {
    intake::Source source;
    source.id = "policia";
    source.labels = std::move(labels);
    return source;
}

CodedLabel elsewhere(const char* source, const char* code, const char* label,
                     std::vector<std::string> classes, const char* fit, const char* region) {
    return {source, code, label, {}, std::move(classes), fit, region};
}

// "code by what", "" where a person should say.
std::string found(const intake::Source& source, const char* label, std::vector<CodedLabel> others = {},
                  const char* region = "es-AR") {
    const auto certain =
        CertainCodes{known().classes, std::move(others), {"robo"}}.code_for(source, region, label);
    return certain ? certain->code + " by " + std::string{id_of(certain->because)} : "";
}

TEST(CertainCode, ALabelOfTheSourceIsItselfInAnotherNumberAndWithOtherSigns) {
    const auto source = policia({coded("lesiones", "Lesiones dolosas"), coded("arma", "Robo / Con arma"),
                                 coded("sin", "Robo / Sin arma"), coded("de", "Robo de vehículo"),
                                 coded("en", "Robo en vehículo")});
    EXPECT_EQ(found(source, "LESION DOLOSA."), "lesiones by own_label");
    EXPECT_EQ(found(source, "robos c/armas"), "arma by own_label");
    EXPECT_EQ(found(source, "Robo s/ arma"), "sin by own_label");
    EXPECT_EQ(found(source, "Robos de los vehículos"), "de by own_label");
    EXPECT_EQ(found(source, "Robo con sin arma"), "");
    EXPECT_EQ(found(source, ""), "");
    EXPECT_EQ(found(source, " / ."), "");
}

TEST(CertainCode, OfTwoCodesThatAreWrittenTheSameAPersonSaysWhich) {
    const auto source = policia({coded("una", "Lesión leve"), coded("varias", "Lesiones leves")});
    EXPECT_EQ(found(source, "lesiones / leves"), "");
}

TEST(CertainCode, ASlipIsAWordThatNobodyWrites) {
    const auto source = policia({coded("doloso", "Homicidio doloso"), coded("culposo", "Homicidio culposo"),
                                 coded("banco", "Robo a banco")});
    EXPECT_EQ(found(source, "Homicidio odloso"), "") << "the first letter stays";
    EXPECT_EQ(found(source, "Homicidio doolso"), "doloso by own_slip");
    EXPECT_EQ(found(source, "Homcidio culposo"), "culposo by own_slip");
    EXPECT_EQ(found(source, "Homic. culp."), "culposo by own_slip");
    EXPECT_EQ(found(source, "Homic. do."), "") << "two letters are too few";
    EXPECT_EQ(found(source, "Homcidio cluposo"), "") << "two slips";
    EXPECT_EQ(found(source, "Robo a barco"), "") << "a short word with another letter is another word";
    EXPECT_EQ(found(source, "Homicidio"), "") << "less is said";
    EXPECT_EQ(
        found(source, "Homcidio culposo", {elsewhere("o", "x", "Homcidio preterintencional", {}, "", "")}),
        "")
        << "somebody writes so";
}

TEST(CertainCode, AWordCutShortThatMayBeTwoIsNone) {
    const auto source =
        policia({coded("vehiculo", "Daño a vehículo"), coded("vehicular", "Daño a vehicular")});
    EXPECT_EQ(found(source, "Daño a veh."), "");
}

TEST(CertainCode, WhatOthersWriteTheSameCountsWhereAllOfThemAgree) {
    const auto source =
        policia({coded("amenaza", "", {"02012"}, "exact"), coded("otras", "Otras", {"02019"})});
    const auto same = elsewhere("a", "threat", "Amenazas", {"02012"}, "exact", "es-PE");
    EXPECT_EQ(found(source, "Amenaza", {same}), "amenaza by same_label");
    EXPECT_EQ(found(source, "Amenaza", {same, elsewhere("b", "x", "AMENAZAS", {"0201"}, "inside", "es-MX")}),
              "");
    EXPECT_EQ(found(source, "Amenaza", {same, elsewhere("b", "x", "AMENAZAS", {}, "", "es-MX")}), "");
    EXPECT_EQ(found(source, "Amenaza", {same}, "pt-BR"), "") << "of no source of that language";
    EXPECT_EQ(found(source, "Amenaza", {same}, ""), "") << "whose language nobody knows";
}

TEST(CertainCode, AWordThatIsAnotherCrimeElsewhereCountsInItsCountryAlone) {
    const auto source = policia({coded("robo", "", {"0401"}, "exact")});
    EXPECT_EQ(found(source, "Robos", {elsewhere("a", "robo", "Robo", {"0401"}, "exact", "es-MX")}), "");
    EXPECT_EQ(found(source, "Robos", {elsewhere("a", "robo", "Robo", {"0401"}, "exact", "es-AR")}),
              "robo by same_label");
    EXPECT_EQ(found(source, "Robo"), "") << "the name of the class is no evidence of a national word";
}

TEST(CertainCode, WhatIsWithinAClassIsTheCodeOfThatNameAlone) {
    const auto other = elsewhere("a", "femicidio", "Femicidios", {"0101"}, "inside", "es-AR");
    EXPECT_EQ(found(policia({coded("homicidio", "", {"0101"}, "exact")}), "Femicidio", {other}), "");
    EXPECT_EQ(found(policia({coded("homicidio", "", {"0101"}), coded("femicidio", "", {"0101"})}),
                    "Femicidio", {other}),
              "femicidio by same_label");
}

TEST(CertainCode, TheWholeNameOfAClassIsTheOneCodeThatIsExactlyThat) {
    EXPECT_EQ(found(policia({coded("soborno", "", {"07031"}, "exact")}), "SOBORNO"), "soborno by class_name");
    EXPECT_EQ(found(policia({coded("soborno", "", {"07031"}, "inside")}), "SOBORNO"), "");
    EXPECT_EQ(
        found(policia({coded("a", "", {"07031"}, "exact"), coded("b", "", {"07031"}, "inside")}), "SOBORNO"),
        "");
    EXPECT_EQ(found(policia({coded("soborno", "", {"07031"}, "exact")}), "Bribery"), "");
    EXPECT_EQ(found(policia({coded("soborno", "", {"07031"}, "exact")}), "Bribery", {}, ""),
              "soborno by class_name");
}

TEST(CertainCode, ASourceOfCitiesOfSeveralRegionsIsOfNone) {
    intake::City here, there;
    here.region = "es-AR", here.sources = {"a", "both"};
    there.region = "es-UY", there.sources = {"both"};
    EXPECT_EQ(region_of("a", {here, there}), "es-AR");
    EXPECT_EQ(region_of("both", {here, there}), "");
    EXPECT_EQ(region_of("nobody's", {here, there}), "");
}

TEST(NationalWords, AreInTheSingularAndEachSaysWhere) {
    EXPECT_TRUE(known().national.contains("robo"));
    EXPECT_TRUE(known().national.contains("lesion"));
    EXPECT_FALSE(known().national.contains("soborno"));
    std::ifstream in{find_share().data / "taxonomy/national-words.csv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    for (const auto& row : intake::csv_rows(text, ',')) {
        ASSERT_EQ(row.size(), 2U) << row.at(0);
        EXPECT_FALSE(row[1].empty()) << row[0];
    }
}

// --- labels hidden

// A source as it would be had it not had a label: its code is there, with nothing said of it.
intake::Source without_label(intake::Source source, const intake::Label& hidden) {
    for (auto& label : source.labels) {
        if (label.code != hidden.code) continue;
        label.name = {};
        if (std::tie(label.label_1, label.label_2, label.label_3) ==
            std::tie(hidden.label_1, hidden.label_2, hidden.label_3))
            label.label_1 = label.label_2 = label.label_3 = "";
    }
    return source;
}

intake::Source without_code(intake::Source source, const std::string& code) {
    std::erase_if(source.labels, [&](const auto& label) { return label.code == code; });
    return source;
}

// Every figure is the same with either.
bool count_the_same(const intake::Source& source, const std::string& a, const std::string& b) {
    const auto of = [&](const std::string& code) {
        return std::ranges::find(source.labels, code, &intake::Label::code);
    };
    return of(a)->iccs == of(b)->iccs && of(a)->fit == of(b)->fit && of(a)->indicators == of(b)->indicators;
}

struct Tally {
    int asked = 0, certain = 0, right = 0;                         // of those that are certain
    std::map<int, int> reach{{70, 0}, {80, 0}, {90, 0}, {95, 0}};  // of those, a score in percent or more
    std::string wrong;

    void see(const std::string& source, const std::string& label, const std::string& truth,
             const std::optional<Certainty>& found, bool is_right, double score = 0) {
        ++asked;
        if (!found) return;
        ++certain;
        right += is_right ? 1 : 0;
        for (auto& [percent, labels] : reach) labels += 100 * score >= percent ? 1 : 0;
        if (!is_right)
            wrong += source + ": " + label + " is " + truth + ", not " + found->code + " (" +
                     std::string{id_of(found->because)} + " " + found->text + ", " + found->of + ")\n";
    }
    void record(const std::string& name) const {
        std::string said = std::to_string(asked) + " asked, " + std::to_string(certain) + " certain, " +
                           std::to_string(right) + " right";
        for (const auto& [percent, labels] : reach)
            said += ", " + std::to_string(labels) + " at " + std::to_string(percent);
        testing::Test::RecordProperty(name, said);
    }
    double precision() const { return static_cast<double>(right) / certain; }
};

double score_of(const CodeProposals& proposals, const intake::Source& source, const std::string& label,
                const std::string& code) {
    for (const auto& one : proposals.for_source(source, label, source.labels.size(), 0))
        if (one.code == code) return one.score;
    return 0;
}

enum class Hidden { label, written_the_same, code };

// Every label of every source, hidden; what counts as truth is its code in codes.csv, or one that counts in the same figures.
Tally ask_hidden(Hidden hidden) {
    Tally tally;
    for (const auto& source : known().sources) {
        const CertainCodes certain{known().classes, known().labels_but(source.id), known().national};
        const CodeProposals proposals{known().classes, known().labels_but(source.id)};
        for (std::size_t i = 0; i < source.labels.size(); ++i) {
            const auto& label = source.labels[i];
            const auto& written = known().labels.at(source.id)[i].label;
            if (written.empty()) continue;
            const auto& region = known().region.at(source.id);
            const auto asked =
                hidden == Hidden::code ? without_code(source, label.code) : without_label(source, label);
            auto found = certain.code_for(asked, region, written);
            if (found && hidden == Hidden::written_the_same)
                found = CertainCodes{known().classes,
                                     known().labels_but(source.id,
                                                        [&](const auto& other) {
                                                            return folded(other.label) != folded(written);
                                                        }),
                                     known().national}
                            .code_for(asked, region, written);
            tally.see(source.id, written, label.code, found,
                      found && count_the_same(source, found->code, label.code),
                      found ? score_of(proposals, asked, written, found->code) : 0);
        }
    }
    return tally;
}

TEST(CertainCodes, OfHiddenLabelsThoseThatAreCertainAreRight) {
    const auto tally = ask_hidden(Hidden::label);
    tally.record("label_hidden");
    EXPECT_GT(tally.asked, 700);
    EXPECT_GE(tally.certain, 200);
    EXPECT_GE(tally.precision(), 0.98) << tally.wrong;
}

TEST(CertainCodes, WhereNoOtherSourceWritesTheSameFewAreCertainAndThoseAreRight) {
    const auto tally = ask_hidden(Hidden::written_the_same);
    tally.record("written_the_same_hidden");
    EXPECT_GE(tally.certain, 5);
    EXPECT_EQ(tally.right, tally.certain) << tally.wrong;
}

// The hardest case: whatever is given then is wrong, unless another code counts in the same figures.
TEST(CertainCodes, OfALabelWhoseCodeTheSourceLacksNothingIsCertain) {
    const auto tally = ask_hidden(Hidden::code);
    tally.record("code_hidden");
    EXPECT_EQ(tally.right, tally.certain) << tally.wrong;
}

// --- as a clerk may write it

std::string capitals(const std::string& text) {
    std::string out = folded(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return std::toupper(c); });
    return out;
}

// The words of a text, changed one by one where they are letters alone.
template <class Change>
std::string by_word(const std::string& text, Change change) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(" /,.;:()_-\"", at), text.size());
        out += end > at ? change(text.substr(at, end - at)) : std::string{text[at]};
        at = std::max(end, at + 1);
    }
    return out;
}

bool is_long(const std::string& word, std::size_t letters) {
    return word.size() >= letters &&
           std::ranges::all_of(word, [](unsigned char c) { return c >= 0x80 || std::isalpha(c) != 0; });
}

std::string in_other_number(const std::string& text) {
    return by_word(folded(text), [](const std::string& word) {
        if (!is_long(word, 6)) return word;
        if (word.ends_with("s"))
            return word.ends_with("nes") ? word.substr(0, word.size() - 2) : word.substr(0, word.size() - 1);
        return word + (std::string_view{"aeiou"}.contains(word.back()) ? "s" : "es");
    });
}

// One of the words that are long enough, drawn, and changed.
template <class Change>
std::string one_word(const std::string& text, std::size_t letters, std::mt19937& random, Change change) {
    const std::string plain = folded(text);
    std::size_t long_ones = 0;
    by_word(plain, [&](const std::string& word) {
        long_ones += is_long(word, letters) ? 1 : 0;
        return word;
    });
    if (long_ones == 0) return plain;
    std::size_t left = random() % long_ones;
    return by_word(plain, [&](const std::string& word) {
        return is_long(word, letters) && left-- == 0 ? change(word) : word;
    });
}

using Write = std::string (*)(const std::string&, std::mt19937&);
struct Hand {
    const char* name;
    Write write;
};
const Hand hands[] = {
    {"capitals", [](const std::string& text, std::mt19937&) { return capitals(text) + "."; }},
    {"number", [](const std::string& text, std::mt19937&) { return in_other_number(text); }},
    {"cut_short",
     [](const std::string& text, std::mt19937& random) {
         return one_word(text, 7, random,
                         [](const std::string& word) { return word.substr(0, word.size() - 3) + "."; });
     }},
    {"swapped",
     [](const std::string& text, std::mt19937& random) {
         return one_word(text, 5, random, [&](std::string word) {
             const auto at = 1 + random() % (word.size() - 2);
             std::swap(word[at], word[at + 1]);
             return word;
         });
     }},
    {"letter_lost",
     [](const std::string& text, std::mt19937& random) {
         return one_word(text, 8, random,
                         [&](std::string word) { return word.erase(1 + random() % (word.size() - 2), 1); });
     }},
};

// Each label of each source as another hand may write it (seed 20150301), drawn in turn. Truth is the label's own code. With
// `lacks` the source does not have that code, and nothing can be right.
Tally ask_variants(bool lacks) {
    std::mt19937 random{20150301};
    Tally tally;
    const CodeProposals proposals{known().classes, known().labels_but("")};
    for (const auto& source : known().sources) {
        const CertainCodes certain{known().classes, known().labels_but(source.id), known().national};
        for (std::size_t i = 0; i < source.labels.size(); ++i) {
            const auto& [id, code, written, name, classes, fit, region] = known().labels.at(source.id)[i];
            if (written.empty()) continue;
            const auto text = hands[random() % std::size(hands)].write(written, random);
            if (folded(text) == folded(written)) continue;
            const auto asked = lacks ? without_code(source, code) : source;
            const auto found = certain.code_for(asked, region, text);
            tally.see(id, text, code, found, found && count_the_same(source, found->code, code),
                      found ? score_of(proposals, asked, text, found->code) : 0);
        }
    }
    return tally;
}

TEST(CertainCodes, WhatAClerkWritesOtherwiseIsTheLabelThatItWas) {
    const auto tally = ask_variants(false);
    tally.record("variants");
    EXPECT_GT(tally.asked, 600);
    EXPECT_GE(tally.certain, tally.asked * 8 / 10);
    EXPECT_GE(tally.precision(), 0.98) << tally.wrong;
}

TEST(CertainCodes, AndOfThoseWhoseCodeTheSourceLacksFewAreCertain) {
    const auto tally = ask_variants(true);
    tally.record("variants_code_hidden");
    EXPECT_LE(tally.certain - tally.right, tally.asked / 100) << tally.wrong;
}

// --- official names

// An institution that codes in ICCS itself: every class is a code of its own, under no label but what it is given.
intake::Source in_iccs() {
    intake::Source source;
    source.id = "institution";
    for (const auto& entry : known().classes)
        if (entry.list.starts_with("iccs "))
            source.labels.push_back({.code = entry.code, .iccs = {entry.code}, .fit = "exact"});
    return source;
}

struct Named {
    std::string label;
    std::set<std::string> classes;
};

struct NationalList {
    const char *name, *file, *region;
    std::vector<const char*> label;  // columns
    const char* classes;
};

bool is_class(const std::string& code, const std::string& name) {
    return std::ranges::any_of(known().classes, [&](const auto& entry) {
        return entry.list.starts_with("iccs ") && entry.code == code && folded(entry.name.es) == folded(name);
    });
}

class RealFilesOfNationalLists : public testing::TestWithParam<NationalList> {
  protected:
    static std::vector<Named> read(const NationalList& list, const fs::path& folder) {
        std::ifstream in{folder / list.file, std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        const auto rows = intake::csv_rows(text, ',');
        const auto cell = [&](const auto& row, const char* head) -> std::string {
            const auto at = static_cast<std::size_t>(std::ranges::find(rows[0], head) - rows[0].begin());
            return at < row.size() ? row[at] : "";
        };
        std::vector<Named> out;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            Named named;
            for (const auto* column : list.label) {
                const auto part = cell(rows[i], column);
                if (!part.empty()) named.label += (named.label.empty() ? "" : " / ") + part;
            }
            const auto classes = cell(rows[i], list.classes);
            for (const auto part : split(classes, '|'))
                if (!part.empty()) named.classes.emplace(part);
            const bool spanish = cell(rows[i], "lang").empty() || cell(rows[i], "lang") == "es";
            if (spanish) out.push_back(std::move(named));
        }
        return out;
    }
};

// Truth: of the index of ICCS the class that it prints, but for a term that is word for word the name of a class (it prints
// another one beside seven of them); of the list of Chile's courts what analysts of its institute of statistics gave; of the
// other lists what was proposed when they were gathered. A name of several classes, or of none, is right nowhere.
TEST_P(RealFilesOfNationalLists, ThoseThatAreCertainHaveTheClassThatTheyAreGiven) {
    const auto folder = source_folder().parent_path() / "shared/codes";
    if (!fs::exists(folder / GetParam().file))
        GTEST_SKIP() << GetParam().file << " (shared/codes) is not beside the repository";
    const auto source = in_iccs();
    const CertainCodes certain{known().classes, known().labels_but(""), known().national};
    Tally tally;
    for (const auto& [label, classes] : read(GetParam(), folder)) {
        const auto found = certain.code_for(source, GetParam().region, label);
        tally.see(GetParam().name, label, join({classes.begin(), classes.end()}, "|"), found,
                  found && (is_class(found->code, label) || classes == std::set{found->code}));
    }
    tally.record(GetParam().name);
    EXPECT_GT(tally.asked, 25);
    EXPECT_LE(tally.certain - tally.right, tally.certain / 50) << tally.wrong;
}
INSTANTIATE_TEST_SUITE_P(
    Lists, RealFilesOfNationalLists,
    testing::Values(
        NationalList{"iccs", "iccs/iccs_index.csv", "es-PA", {"term"}, "code"},
        NationalList{"cum", "cl/cum_iccs.csv", "es-CL", {"glosa"}, "iccs"},
        NationalList{"cead", "cl/cead_taxonomia.csv", "es-CL", {"nombre"}, "iccs_propuesto"},
        NationalList{"snic", "ar/snic.csv", "es-AR", {"codigo_delito_snic_nombre"}, "iccs_propuesto"},
        NationalList{"sesnsp",
                     "mx/sesnsp_fuero_comun.csv",
                     "es-MX",
                     {"tipo_de_delito", "subtipo_de_delito", "modalidad"},
                     "iccs_propuesto"},
        NationalList{
            "siedco", "co/siedco_conductas.csv", "es-CO", {"descripcion_conducta"}, "iccs_propuesto"},
        NationalList{"sinesp", "br/sinesp_vde.csv", "pt-BR", {"evento"}, "iccs_proposto"}),
    [](const auto& test) { return std::string{test.param.name}; });

}  // namespace
}  // namespace atalaya::service
