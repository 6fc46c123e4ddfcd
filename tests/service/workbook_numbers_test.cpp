// Two hundred numbers drawn at random from the bulletins' workbooks: each leads to its figure in
// the appendix, and the figure repeated holds that number.
#include <zip.h>

#include <cmath>
#include <map>
#include <random>
#include <regex>
#include <set>

#include "core/text.hpp"
#include "service/caba.hpp"

namespace atalaya::service {
namespace {

std::string part_of(zip_t* archive, const std::string& name) {
    zip_stat_t about;
    if (zip_stat(archive, name.c_str(), 0, &about) != 0) return {};
    std::string bytes(about.size, '\0');
    zip_file_t* file = zip_fopen(archive, name.c_str(), 0);
    EXPECT_EQ(zip_fread(file, bytes.data(), about.size), static_cast<zip_int64_t>(about.size));
    zip_fclose(file);
    return bytes;
}

std::vector<std::smatch> all_of(const std::string& text, const std::regex& pattern) {
    return {std::sregex_iterator{text.begin(), text.end(), pattern}, {}};
}

struct Linked {
    std::string sheet, cell;
    double value;
    std::string figure;  // what the appendix names in the row that the cell leads to
};

// The numeric cells of all sheets but the last that lead to a row of the last.
std::vector<Linked> linked_numbers(const fs::path& workbook) {
    int error = 0;
    zip_t* archive = zip_open(workbook.c_str(), ZIP_RDONLY, &error);
    EXPECT_NE(archive, nullptr) << workbook;
    std::vector<std::string> texts, sheets;
    const std::string shared = part_of(archive, "xl/sharedStrings.xml");
    for (const auto& found : all_of(shared, std::regex{"<si><t[^>]*>([^<]*)</t></si>"}))
        texts.push_back(found[1]);
    for (int n = 1;; ++n) {
        sheets.push_back(part_of(archive, "xl/worksheets/sheet" + std::to_string(n) + ".xml"));
        if (sheets.back().empty()) break;
    }
    sheets.pop_back();
    zip_discard(archive);

    std::map<std::string, std::string> figures;  // by cell of the appendix
    for (const auto& found :
         all_of(sheets.back(), std::regex{"<c r=\"(A[0-9]+)\"[^>]* t=\"s\"><v>([0-9]+)</v>"}))
        figures[found[1]] = texts.at(std::stoul(found[2]));
    std::vector<Linked> linked;
    for (std::size_t n = 0; n + 1 < sheets.size(); ++n) {
        std::map<std::string, double> numbers;
        for (const auto& found :
             all_of(sheets[n], std::regex{"<c r=\"([A-Z]+[0-9]+)\" s=\"[0-9]+\"><v>([^<]*)</v>"}))
            numbers[found[1]] = std::stod(found[2]);
        for (const auto& found : all_of(
                 sheets[n], std::regex{"<hyperlink ref=\"([A-Z]+[0-9]+)\" location=\"[^!]*!(A[0-9]+)\""})) {
            const auto number = numbers.find(found[1]);
            const auto figure = figures.find(found[2]);
            if (number != numbers.end() && figure != figures.end())
                linked.push_back({std::to_string(n + 1), found[1], number->second, figure->second});
        }
    }
    return linked;
}

// Every number that a figure is, is computed from or has in its series; charts add these up.
bool holds(const Figure& figure, double number) {
    const auto is = [number](std::optional<double> one) {
        return one && std::abs(*one - number) <= 1e-9 * std::max(1.0, std::abs(number));
    };
    if (is(figure.value) || is(figure.low) || is(figure.high) || is(figure.numerator) ||
        is(figure.denominator))
        return true;
    double sum = 0;
    for (const auto& point : figure.series) {
        sum += point.value.value_or(0);
        if (is(point.value) || is(-point.value.value_or(0)) || is(point.low) || is(point.high) || is(sum))
            return true;
    }
    // How sure a hot spot is stands in the question.
    return figure.spec.part == "level=" + std::to_string(std::llround(number));
}

void hold_workbooks(Town& town, const std::vector<BulletinRequest>& requests, std::size_t draws) {
    NoProgress quiet;
    Folder out;
    const auto issued = issue(*town.store, town.catalogue, requests, {Form::xlsx}, out.path(), quiet,
                              *parse_day("2025-01-10"));
    std::vector<Linked> linked;
    for (const auto& bulletin : issued) {
        for (auto& one : linked_numbers(bulletin.files.at(0))) linked.push_back(std::move(one));
    }
    ASSERT_GT(linked.size(), draws);
    std::mt19937_64 random{20200831};
    for (std::size_t drawn = 0; drawn < draws; ++drawn) {
        const Linked& one = linked[random() % linked.size()];
        const Repeated repeated = repeat_figure(*town.store, *town.worlds, one.figure);
        EXPECT_TRUE(repeated.same()) << one.figure;
        EXPECT_TRUE(holds(repeated.figure, one.value))
            << "sheet " << one.sheet << " " << one.cell << ": " << one.value << " is not of "
            << json_of(repeated.figure);
    }
}

TEST(WorkbookNumbers, OfTheMadeUpCityAreFigures) {
    const Month month = *parse_month("2024-12");
    hold_workbooks(marejada(), {{.month = month}, {.territory = "delegacion:centro", .month = month}}, 200);
}

TEST(WorkbookNumbers, OfBuenosAiresAndComunaOneAreFigures) {
    if (!has_caba()) GTEST_SKIP() << "the real files are not beside the repository (../shared/data/caba)";
    const Month month = *parse_month("2020-08");
    hold_workbooks(caba().town, {{.month = month}, {.territory = "comuna:1", .month = month}}, 200);
}

}  // namespace
}  // namespace atalaya::service
