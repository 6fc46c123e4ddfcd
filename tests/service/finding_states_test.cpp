// T10c and T10d of the monthly bulletin: how many findings are in which state, and what was decided about them.
#include "service/findings.hpp"

#include "late_town.hpp"
#include "render/html.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

render::Document bulletin_of(Town& town, const char* language = "es", const char* profile = "interno") {
    return monthly_bulletin(*town.worlds,
                            {.month = *parse_month("2021-10"), .language = language, .profile = profile})
        .document;
}

TEST(FindingStates, AreCountedBySourceAndWhatWasDecidedIsSaid) {
    auto& town = late_police();
    const auto known = findings_at(*town.store, town.worlds->at("").vintage_no(), {});
    const auto open = std::find_if(known.begin(), known.end(), [](const KnownFinding& one) {
        return one.source == "marejada-policia" && one.state == "open";
    });
    ASSERT_NE(open, known.end());
    const auto name = std::string{town.catalogue.source("marejada-policia").name.es};
    const auto counts = [&](const render::Document& document) {
        std::vector<std::string> cells;
        for (const auto& row : block_of<render::Sheet>(document, "T10c")->rows) {
            if (render::plain(row[0].text) != name) continue;
            for (std::size_t i = 1; i < row.size(); ++i) cells.push_back(render::plain(row[i].text));
        }
        return cells;
    };
    const auto open_before = std::count_if(known.begin(), known.end(), [](const KnownFinding& one) {
        return one.source == "marejada-policia" && one.state == "open";
    });
    EXPECT_FALSE(block_of<render::Sheet>(bulletin_of(town), "T10c")) << "nothing is decided yet";
    decide_finding(*town.store, {.id = open->id,
                                 .state = "waived",
                                 .author = "Jefatura de estadística",
                                 .reason = "El parte en papel no tiene hora",
                                 .on = *parse_day("2022-01-10")});
    const auto document = bulletin_of(town);
    const auto after = counts(document);
    ASSERT_EQ(after.size(), 4U) << "open, explained, fixed, waived";
    EXPECT_EQ(std::stoi(after[0]), open_before - 1);
    EXPECT_EQ(std::stoi(after[3]), 1);

    const auto& decided = block_of<render::Sheet>(document, "T10d")->rows;
    const auto row = std::find_if(decided.begin(), decided.end(), [](const auto& cells) {
        return render::plain(cells[4].text) == "El parte en papel no tiene hora";
    });
    ASSERT_NE(row, decided.end());
    EXPECT_EQ(render::plain((*row)[2].text), "dispensada");
    EXPECT_EQ(render::plain((*row)[3].text), "Jefatura de estadística");
    EXPECT_THAT(render::html(document, {}), HasSubstr("Jefatura de estadística"));
    EXPECT_EQ(block_of<render::Sheet>(bulletin_of(town, "pt"), "T10c")->title,
              "Observações das entregas, por estado");
    EXPECT_EQ(block_of<render::Sheet>(bulletin_of(town, "en"), "T10c")->title,
              "What was noticed of the deliveries, by state");
}

TEST(FindingStates, WhoDecidedIsNotForThePublic) {
    auto& town = late_police();
    const auto known = findings_at(*town.store, town.worlds->at("").vintage_no(), {});
    decide_finding(*town.store, {.id = known.front().id,
                                 .state = "explained",
                                 .author = "Rosa Peralta",
                                 .reason = "Cambio de planilla",
                                 .on = *parse_day("2022-01-11")});
    const auto page = render::html(bulletin_of(town, "es", "publico"), {});
    EXPECT_THAT(page, HasSubstr("Observaciones de las entregas, por estado"));
    EXPECT_THAT(page, Not(HasSubstr("Rosa Peralta")));
}

}  // namespace
}  // namespace atalaya::service
