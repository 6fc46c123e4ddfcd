// The police's roll of the killed and the prosecutor's list linked by names that two desks spell in two ways, against the
// pairs that were planted; and that no name is anywhere but in the encrypted deliveries.
#include "service/link_texts.hpp"

#include <nlohmann/json.hpp>

#include "service/compared_counts.hpp"
#include "service/reconciliation.hpp"
#include "store/incident_keys.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

// All the history in one delivery, in which the roll is, or with all but the roll.
Town& whole_city(const std::string& name, bool has_roll) {
    auto& town = towns()[name];
    if (!town) {
        town = std::make_unique<Town>("villa-marejada");
        const auto truth = simulate::simulate({.deliveries = 1}, town->files);
        town->deliveries.emplace_back();
        for (const auto& file : truth.deliveries.front())
            if (has_roll || file != "nomina/victimas.csv")
                town->deliveries.back().push_back(town->files / file);
        town->publish_all();
    }
    return *town;
}

Town& with_roll() {
    return whole_city("villa-marejada with its roll", true);
}

store::At now(Town& town) {
    return {town.catalogue.city.id, town.store->newest()->no};
}

LinkedLists victims(Town& town, const Catalogue& catalogue) {
    NoProgress quiet;
    return link_lists(*town.store, catalogue, now(town), "victimas", quiet).at(0);
}

LinkedLists victims() {
    return victims(with_roll(), with_roll().catalogue);
}

// Numbers of the ledger by what their sources call them.
std::map<std::string, std::int64_t> numbers_of(Town& town, const std::string& source,
                                               const std::vector<LinkSide>& list,
                                               const std::vector<std::string>& names,
                                               const std::string& after = "") {
    std::vector<std::int64_t> numbers;
    for (const auto& side : list) numbers.push_back(side.record.number);
    const auto vintages = town.store->records().vintages(town.store->city());
    std::map<std::string, std::int64_t> out;
    for (const auto& [key, number] :
         store::incident_keys(town.store->segments(), vintages, source, numbers)) {
        for (const auto& name : names) {
            if (key == incident_key(source, name + after)) out[name] = number;
        }
    }
    return out;
}

// Pairs of numbers of the ledger that were planted, of those that both lists hold.
std::set<std::pair<std::int64_t, std::int64_t>> planted(Town& town, const LinkedLists& lists) {
    const auto truth =
        nlohmann::json::parse(bytes_of(town.files / "verdad.json"))["homicides"]["roll"]["pairs"];
    std::vector<std::string> police, files;
    for (const auto& pair : truth) police.push_back(pair[0]), files.push_back(pair[1]);
    const auto a = numbers_of(town, "marejada-nomina", lists.first, police);
    const auto b = numbers_of(town, "marejada-fiscalia", lists.second, files,
                              "\x1F"
                              "1");
    std::set<std::pair<std::int64_t, std::int64_t>> pairs;
    for (std::size_t i = 0; i < police.size(); ++i) {
        if (a.contains(police[i]) && b.contains(files[i])) pairs.insert({a.at(police[i]), b.at(files[i])});
    }
    return pairs;
}

TEST(LinkTexts, ByNamesNearlyAllThatWerePlantedAreLinkedAndNoneOfTheOthers) {
    auto& town = with_roll();
    const auto lists = victims();
    const auto truth = planted(town, lists);
    ASSERT_GT(truth.size(), 50u);
    double right = 0, asked = 0;
    for (const auto& pair : lists.links)
        right += truth.contains({pair.a.record.number, pair.b.record.number});
    for (const auto& pair : lists.queue)
        asked += truth.contains({pair.a.record.number, pair.b.record.number});
    const double precision = right / static_cast<double>(lists.links.size());
    const double recall = right / static_cast<double>(truth.size());
    RecordProperty("precision", std::to_string(precision));
    RecordProperty("recall", std::to_string(recall));
    EXPECT_GE(precision, 0.98);
    EXPECT_GE(recall, 0.95) << lists.links.size() << " links of " << truth.size() << ", " << asked
                            << " asked";
}

TEST(LinkTexts, WithNamesMoreIsSureThanByDayAndBarrioAlone) {
    auto& town = with_roll();
    Catalogue without = town.catalogue;
    for (auto& link : without.city.links) {
        if (link.id != "victimas") continue;
        std::erase_if(link.fields, [](const auto& field) { return field.of_text(); });
        link.blocks = {{"year"}};
    }
    const auto plain = victims(town, without);
    EXPECT_GT(victims().links.size(), plain.links.size());
}

// The names that the two files hold, each long enough to be nobody else's word.
std::set<std::string> names_written(const Town& town) {
    std::set<std::string> names;
    for (const auto& row : raw_rows(bytes_of(town.files / "nomina/victimas.csv"), ',')) {
        if (row.at("victima").size() > 8) names.insert(row.at("victima"));
    }
    for (const auto& row : raw_rows(bytes_of(town.files / "fiscalia/2024-12.csv"), ','))
        names.insert(row.at("victima"));
    return names;
}

TEST(LinkTexts, NoNameIsInAnyFileOfTheDataDirectory) {
    auto& town = with_roll();
    const auto lists = victims();
    NoProgress quiet;
    ASSERT_FALSE(lists.links.empty());
    const auto shown = names_of(*town.store, town.catalogue, now(town), lists, lists.links,
                                {"Ana Ruiz", "una prueba", "2025-01-06T10:00:00Z"}, quiet);
    decide_link(*town.store, town.catalogue, now(town),
                {lists.links.front().id, "same", "Ana Ruiz", "el mismo legajo", *parse_day("2025-01-06")},
                quiet);
    const auto names = names_written(town);
    ASSERT_TRUE(names.contains(shown.front().front().b)) << "the names are there to be found";
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator{town.directory}) {
        if (!entry.is_regular_file()) continue;
        ++files;
        const std::string bytes = bytes_of(entry.path());
        for (const auto& name : names)
            EXPECT_EQ(bytes.find(name), std::string::npos) << name << " in " << entry.path();
    }
    EXPECT_GT(files, 5);
}

TEST(LinkTexts, AreShownSideBySideAndOnRecordBeforeTheyAre) {
    auto& town = with_roll();
    const auto lists = victims();
    NoProgress quiet;
    const std::vector<LinkedPair> one{lists.links.front()};
    const auto before = store::names_shown(town.store->records(), town.store->city()).size();
    const auto shown = names_of(*town.store, town.catalogue, now(town), lists, one,
                                {"Luis", "duda del barrio", "2025-01-07T09:30:00Z"}, quiet);
    ASSERT_EQ(shown.size(), 1u);
    ASSERT_EQ(shown[0].size(), 2u) << "the name and the number of the file";
    EXPECT_EQ(shown[0][0].field, "name");
    EXPECT_FALSE(shown[0][0].b.empty());
    EXPECT_TRUE(shown[0][1].b.starts_with("L-"));
    const auto record = store::names_shown(town.store->records(), town.store->city());
    ASSERT_EQ(record.size(), before + 1);
    EXPECT_EQ(record.back().author, "Luis");
    EXPECT_EQ(record.back().pair, one[0].id);
    EXPECT_EQ(record.back().record_b, one[0].b.record.number);

    EXPECT_THROW(names_of(*town.store, town.catalogue, now(town), lists, one, {" ", "why", "t"}, quiet),
                 Error);
    EXPECT_THROW(names_of(*town.store, town.catalogue, now(town), lists, one, {"Luis", "", "t"}, quiet),
                 Error);
    EXPECT_EQ(store::names_shown(town.store->records(), town.store->city()).size(), before + 1);
    EXPECT_TRUE(store::verify(*town.store, quiet).whole()) << "the record has its chain";
}

TEST(LinkTexts, AColumnThatNoDeliveryHasIsSaidAndOfTwoDomainsNothingIsRead) {
    auto& town = with_roll();
    Catalogue other = town.catalogue;
    for (auto& link : other.city.links) {
        if (link.id == "victimas") link.fields[0].first = {"nombre_que_no_hay"};
    }
    try {
        victims(town, other);
        FAIL() << "a column that is nowhere was compared";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("nombre_que_no_hay"));
    }
    for (auto& source : other.sources) {
        if (source.id == "marejada-fiscalia") source.domain = "salud";
    }
    try {
        victims(town, other);
        FAIL() << "records of two domains were compared";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("link counts")) << "with what to do instead";
    }
}

TEST(LinkTexts, AListWithoutRecordsIsNothingToCompareAndNoError) {
    auto& town = whole_city("villa-marejada without its roll", false);
    const auto lists = victims(town, town.catalogue);
    EXPECT_TRUE(lists.lacks_records()) << "the roll never came";
    EXPECT_TRUE(lists.links.empty());
    EXPECT_EQ(lists.only_second.size(), lists.second.size());
}

}  // namespace
}  // namespace atalaya::service
