// Changes are told against what readers were given; ranges, as they were told when the month had not happened.
#include "service/bulletin/bulletin_before.hpp"

#include "service/bulletin/issue.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "support.hpp"

#include <sstream>

namespace atalaya::service {
namespace {

constexpr Month march = std::chrono::year{2024} / std::chrono::March,
                april = std::chrono::year{2024} / std::chrono::April;

store::BulletinIssue issued(const char* bulletin, const char* territory, Month month, std::int64_t vintage_no,
                            const char* language = "es") {
    return {bulletin, territory, iso(month), language, 1, vintage_no, sha256(language)};
}

TEST(IssuedBefore, IsTheLastOfItsKindAndTerritoryInAnyLanguage) {
    const std::vector<store::BulletinIssue> issues{
        issued("mensual", "ciudad", march, 3), issued("mensual", "ciudad", march, 4, "pt"),
        issued("ficha", "ciudad", march, 5), issued("mensual", "comuna:1", march, 5),
        issued("mensual-publico", "ciudad", march, 5)};
    const auto before = issued_before(issues, {"mensual", "ciudad", april, 5});
    ASSERT_TRUE(before);
    EXPECT_EQ(before->vintage_no, 4);
    EXPECT_FALSE(issued_before(issues, {"mensual", "comuna:2", april, 5}));
}

TEST(IssuedBefore, OfTheSameMonthCountsOnlyAtAnEarlierVintage) {
    const std::vector<store::BulletinIssue> issues{issued("mensual", "ciudad", april, 4),
                                                   issued("mensual", "ciudad", april, 6)};
    EXPECT_FALSE(issued_before(issues, {"mensual", "ciudad", april, 4}));
    EXPECT_EQ(issued_before(issues, {"mensual", "ciudad", april, 5})->vintage_no, 4);
    EXPECT_EQ(issued_before(issues, {"mensual", "ciudad", april, 7})->vintage_no, 6);
    EXPECT_FALSE(issued_before(issues, {"mensual", "ciudad", march, 7}));  // later months are not before
}

// What is issued after a bulletin is not before it when it is written again.
TEST(IssuedBefore, StaysWhatItWasWhenTheBulletinIsWrittenAgain) {
    std::vector<store::BulletinIssue> issues{issued("mensual", "ciudad", march, 4),
                                             issued("mensual", "ciudad", april, 5)};
    issues.push_back(issued("mensual", "ciudad", march, 5, "en"));
    EXPECT_EQ(issued_before(issues, {"mensual", "ciudad", april, 5})->vintage_no, 4);
}

// January is issued in February, and the next in May: its changes are those of three vintages.
TEST(BulletinBefore, ChangesAreSinceWhatWasIssued) {
    Town& town = marejada();
    const std::string territory = "delegacion:centro";  // of which no other test issues one
    const Folder out;
    NoProgress quiet;
    const auto& then = town.vintages.at(12);  // of January 2024
    const auto& now = town.vintages.at(15);
    const BulletinRequest january{
        .territory = territory, .month = plus_months(march, -2), .vintage = then.id},
        april_one{.territory = territory, .month = april, .vintage = now.id};

    const auto unissued = monthly_bulletin(*town.worlds, april_one);
    const auto* against_cut = block_of<render::Sheet>(unissued.document, "T11");
    if (against_cut) {
        EXPECT_THAT(against_cut->subtitle, testing::HasSubstr(town.vintages.at(14).id));
    }

    issue(*town.store, town.catalogue, {january}, {Form::html}, out.path(), quiet, *parse_day("2025-01-10"));
    const auto bulletin = monthly_bulletin(*town.worlds, april_one);
    const auto* sheet = block_of<render::Sheet>(bulletin.document, "T11");
    ASSERT_TRUE(sheet);
    EXPECT_THAT(sheet->subtitle, testing::HasSubstr("boletín de enero de 2024, corte " + then.id));

    // Each row is the count of both vintages, and its causes add up to the difference.
    int rows = 0;
    for (const auto& figure : bulletin.figures) {
        if (figure.spec.measure != "revision" || !figure.value) continue;
        ++rows;
        FigureSpec count = figure.spec;
        count.measure = "count";
        count.part = "";
        EXPECT_EQ(figure.numerator, compute(*town.worlds, count).value);
        count.vintage = then.id;
        EXPECT_EQ(figure.denominator, compute(*town.worlds, count).value);
        FigureSpec causes = figure.spec;
        causes.measure = "causes";
        double sum = 0;
        for (const auto& cause : compute(*town.worlds, causes).series) sum += *cause.value;
        EXPECT_EQ(sum, *figure.value);
    }
    EXPECT_GT(rows, 0);

    // Written and entered, then written again: the same bytes, though January came out once more.
    const auto first = bytes_of(issue(*town.store, town.catalogue, {april_one}, {Form::html}, out.path(),
                                      quiet, *parse_day("2025-01-10"))
                                    .front()
                                    .files.front());
    BulletinRequest late = january;
    late.vintage = now.id;
    issue(*town.store, town.catalogue, {late}, {Form::html}, out.path(), quiet, *parse_day("2025-01-10"));
    EXPECT_EQ(first, bytes_of(issue(*town.store, town.catalogue, {april_one}, {Form::html}, out.path(), quiet,
                                    *parse_day("2025-01-10"))
                                  .front()
                                  .files.front()));
}

TEST(BulletinBefore, ARevisionSinceALaterVintageIsRefused) {
    Town& town = marejada();
    EXPECT_THROW(town.figure("robo", "revision", "ciudad", "2023-05", town.vintages.at(8).id, "",
                             "since=" + town.newest()),
                 Error);
}

// The range of December is that which the vintage that ended with November told.
TEST(RangeToldBefore, IsThatOfTheEveOfTheMonth) {
    Town& town = marejada();
    for (const char* indicator : {"robo", "hurto", "amenaza", "vif", "convivencia"}) {
        int hits = 0;
        for (int back = 5; back >= 0; --back) {
            const std::string month =
                iso(plus_months(std::chrono::year{2024} / std::chrono::December, -back));
            const auto& eve = town.vintages.at(static_cast<std::size_t>(22 - back));
            EXPECT_EQ(town.worlds->eve_of(*parse_month(month), town.worlds->at(""))->vintage(), eve.id);
            const Figure told = town.figure(indicator, "expected", "ciudad", month, "", "", "told=before");
            const Figure then = town.figure(indicator, "expected", "ciudad", month, eve.id);
            ASSERT_TRUE(told.value && then.value) << indicator << month;
            EXPECT_EQ(told.low, then.low);
            EXPECT_EQ(told.high, then.high);
            const double n = *town.figure(indicator, "count", "ciudad", month).value;
            hits += *then.low <= n && n <= *then.high;
        }
        EXPECT_EQ(town.figure(indicator, "hits", "ciudad", "2024-07-01/2024-12-31").value, hits) << indicator;
    }
}

// The small town whose police, at the end, took all threats of December 2023 back and sent five more of
// December 2024: of what the range for that month was told from, and of what it is judged by.
struct Corrected : Town {
    int taken = 0;
    Corrected() : Town{"puerto-calmo"} {
        for (const auto& together : simulate::simulate({.city = "puerto-calmo"}, files).deliveries) {
            deliveries.emplace_back();
            for (const auto& file : together) deliveries.back().push_back(files / file);
        }
        std::string kept;
        std::istringstream lines{bytes_of(files / "policia/2024-02.csv")};
        for (std::string line; std::getline(lines, line);) {
            const auto day = line.substr(std::min(line.size(), line.find(';') + 1), 10);
            const bool threat = day.ends_with("/12/2023") && line.find(";Amenazas;") != std::string::npos;
            taken += threat ? 1 : 0;
            if (!threat) kept += line + "\n";
        }
        std::string more = bytes_of(files / "policia/2024-12.csv");
        if (!more.ends_with('\n')) more += "\n";
        for (const char* number : {"1", "2", "3", "4", "5"})
            more += std::string{"2024-9000"} + number +
                    ";15/12/2024;10:00;16/12/2024;Amenazas;;;Plaza Algarrobo;2;;1;;\n";
        deliveries.push_back({sent("2024-02.csv", kept), sent("2024-12.csv", more)});
        publish_all();
    }

  private:
    fs::path sent(const std::string& name, const std::string& bytes) const {
        const fs::path path = folder.path() / "corrected/policia" / name;
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << bytes;
        return path;
    }
};

// What is known today of last year's December is not what the range for this December was told from, and
// what happened is judged by that which was told.
TEST(RangeToldBefore, StaysAndJudgesWhenLastYearIsCorrected) {
    Corrected town;
    ASSERT_GT(town.taken, 4);
    const auto range = [&](const std::string& month, const std::string& vintage, const char* part) {
        return town.figure("amenaza", "expected", "ciudad", month, vintage, "", part);
    };
    const auto holds = [&](const Figure& one, const std::string& month) {
        const double n = *town.figure("amenaza", "count", "ciudad", month).value;
        return *one.low <= n && n <= *one.high;
    };
    const Figure told = range("2024-12", "", "told=before"), then = range("2024-12", "2024-12-05.1", ""),
                 today = range("2024-12", "", "");
    EXPECT_EQ(told.value, then.value);
    EXPECT_EQ(told.high, then.high);
    EXPECT_LT(*today.value, *told.value);

    EXPECT_TRUE(holds(told, "2024-12"));
    EXPECT_FALSE(holds(today, "2024-12"));
    EXPECT_EQ(town.figure("amenaza", "hits", "ciudad", "2024-12").value, 1);
    int by_told = 0, by_today = 0;
    for (const char* month : {"2024-10", "2024-11", "2024-12"}) {
        by_told += holds(range(month, "", "told=before"), month) ? 1 : 0;
        by_today += holds(range(month, "", ""), month) ? 1 : 0;
    }
    EXPECT_NE(by_told, by_today);
    EXPECT_EQ(town.figure("amenaza", "hits", "ciudad", "2024-10-01/2024-12-31").value, by_told);
}

// No vintage stopped before the first month.
TEST(RangeToldBefore, WithoutAnEveIsAsToday) {
    Town& town = marejada();
    EXPECT_EQ(
        town.worlds->eve_of(std::chrono::year{2023} / std::chrono::January, town.worlds->at(town.newest())),
        nullptr);
    EXPECT_EQ(town.figure("robo", "expected", "ciudad", "2023-01", "", "", "told=before").reason,
              town.figure("robo", "expected", "ciudad", "2023-01").reason);
}

}  // namespace
}  // namespace atalaya::service
