// Changes are told against what readers were given; ranges, as they were told when the month had not happened.
#include "service/bulletin/bulletin_before.hpp"

#include "service/bulletin/issue.hpp"
#include "service/bulletin/mensual.hpp"
#include "support.hpp"

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

// The sheet T11 of a bulletin; none when nothing changed.
const render::Sheet* revisions_of(const Bulletin& bulletin) {
    for (const auto& section : bulletin.document.sections) {
        for (const auto& block : section.blocks) {
            const auto* sheet = std::get_if<render::Sheet>(&block);
            if (sheet && sheet->id == "T11") return sheet;
        }
    }
    return nullptr;
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
    const auto* against_cut = revisions_of(unissued);
    if (against_cut) {
        EXPECT_THAT(against_cut->subtitle, testing::HasSubstr(town.vintages.at(14).id));
    }

    issue(*town.store, town.catalogue, {january}, {Form::html}, out.path(), quiet);
    const auto bulletin = monthly_bulletin(*town.worlds, april_one);
    const auto* sheet = revisions_of(bulletin);
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
    const auto first =
        bytes_of(issue(*town.store, town.catalogue, {april_one}, {Form::html}, out.path(), quiet)
                     .front()
                     .files.front());
    BulletinRequest late = january;
    late.vintage = now.id;
    issue(*town.store, town.catalogue, {late}, {Form::html}, out.path(), quiet);
    EXPECT_EQ(first, bytes_of(issue(*town.store, town.catalogue, {april_one}, {Form::html}, out.path(), quiet)
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
