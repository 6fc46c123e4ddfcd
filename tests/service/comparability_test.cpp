// One label that fits its classes in part: its total says so in a table, in a chart, on paper and in JSON, four times in four
// forms; and where all labels fit exactly, in none.
#include "service/bulletin/comparability.hpp"

#include <nlohmann/json.hpp>

#include "document.hpp"
#include "render/plain.hpp"
#include "render/typst.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/classification.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

constexpr std::string_view warning = "reúne en parte hechos que la clasificación internacional separa";

// Three years of robberies, ten a month, of a label with this fit.
class Fits {
  public:
    explicit Fits(const std::string& fit) {
        written_.city("\"hechos\"", WrittenCity::layer(2, "barrio"));
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                        "[offence]\ncolumns = [\"tipo\"]\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401," + fit + ",robo,\n");
        std::string facts = "id,dia,tipo\n";
        int id = 0;
        for (Month month = *parse_month("2018-01"); month < *parse_month("2021-01");
             month = plus_months(month, 1))
            for (int i = 0; i < 10; ++i)
                facts += std::to_string(++id) + "," + iso(first_day(month)) + ",Robo\n";
        town_ = &written_.publish({written_.file("hechos.csv", facts)});
    }
    render::Document bulletin() const {
        return monthly_bulletin(*town_->worlds,
                                {.month = *parse_month("2020-08"), .vintage = town_->newest()})
            .document;
    }
    FigureSpec total() const { return town_->figure("robo", "count", "ciudad", "2020-08").spec; }
    nlohmann::json answer() const {
        return nlohmann::json::parse(answer_json(
            *town_->store, town_->figure("robo", "count", "ciudad", "2020-08"), town_->worlds->at("")));
    }

  private:
    WrittenCity written_{"aldea"};
    Town* town_;
};

// The mark of the warning, beside the title; what it means is said where it stands first.
bool is_marked(const std::string& title) {
    return title.ends_with("\u00A0§");
}

bool shows(const render::Sheet& sheet, const std::string& figure) {
    return std::ranges::any_of(sheet.rows, [&](const auto& row) {
        return std::ranges::any_of(row, [&](const render::Cell& cell) {
            return std::ranges::any_of(cell.text, [&](const auto& run) { return run.figure == figure; });
        });
    });
}

std::vector<const render::Picture*> pictures_of(const render::Document& document) {
    auto pictures = blocks_of<render::Picture>(document);
    for (const auto* row : blocks_of<render::PictureRow>(document))
        for (const auto& picture : row->pictures) pictures.push_back(&picture);
    return pictures;
}

bool warns(const std::vector<render::Text>& notes) {
    return std::ranges::any_of(
        notes, [](const auto& note) { return render::plain(note).find(warning) != std::string::npos; });
}

std::size_t tables_that_warn(const render::Document& document) {
    const auto sheets = blocks_of<render::Sheet>(document);
    return static_cast<std::size_t>(
        std::ranges::count_if(sheets, [](const auto* sheet) { return warns(sheet->notes); }));
}

std::size_t charts_that_warn(const render::Document& document) {
    return static_cast<std::size_t>(std::ranges::count_if(
        pictures_of(document), [](const auto* picture) { return warns(picture->notes); }));
}

bool paper_warns(const render::Document& document) {
    return render::typst(document).find(warning) != std::string::npos;
}

TEST(Comparability, WhatFitsInPartIsSaidInTableAndChartOnPaperAndInJson) {
    const Fits fits{"overlap"};
    const auto document = fits.bulletin();
    EXPECT_EQ(tables_that_warn(document) + charts_that_warn(document), 1U)
        << "the sentence where the total stands first, the mark wherever it stands";
    std::size_t tables = 0, pictures = 0;
    for (const auto* sheet : blocks_of<render::Sheet>(document)) tables += is_marked(sheet->title) ? 1 : 0;
    for (const auto* picture : pictures_of(document)) {
        if (!picture->data) continue;
        EXPECT_EQ(is_marked(picture->title), warns(picture->data->notes)) << picture->title;
        pictures += is_marked(picture->title) ? 1 : 0;
    }
    EXPECT_GE(tables, 1U);
    EXPECT_GE(pictures, 1U);
    const auto total = figure_id(fits.total());
    for (const auto* sheet : blocks_of<render::Sheet>(document))
        EXPECT_TRUE(!shows(*sheet, total) || is_marked(sheet->title)) << sheet->title;
    EXPECT_TRUE(paper_warns(document));
    ASSERT_EQ(fits.answer().at("overlap").size(), 1U);
    EXPECT_EQ(fits.answer().at("overlap")[0].at("code"), "robo");
}

TEST(Comparability, WhatFitsExactlySaysNothing) {
    const Fits fits{"exact"};
    const auto document = fits.bulletin();
    EXPECT_EQ(tables_that_warn(document) + charts_that_warn(document), 0U);
    EXPECT_FALSE(paper_warns(document));
    for (const auto* sheet : blocks_of<render::Sheet>(document)) EXPECT_FALSE(is_marked(sheet->title));
    for (const auto* picture : pictures_of(document)) EXPECT_FALSE(is_marked(picture->title));
    EXPECT_TRUE(fits.answer().at("overlap").empty());
}

}  // namespace
}  // namespace atalaya::service
