// What is doubtful in a PDF is never used; totals are compared.
#include "intake/pdf_table.hpp"

#include <gmock/gmock.h>

#include <map>

#include "core/text.hpp"
#include "intake/check.hpp"
#include "pdf_bytes.hpp"
#include "pdf_reading.hpp"
#include "stats/random.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

// --- what is not sure

constexpr const char* two_columns = R"(header_at = "Delito"
[time]
month = { column = "@month", format = "YYYYMM" }
[category]
columns = ["Delito"]
unlisted = "keep"
[count]
column = "n"
[wide]
columns = ["Norte", "Sur"]
name = "zona"
value = "n"
)";

// A table of two columns of numbers, and what `change` adds to it.
template <class Change>
Batch small_pdf(const Change& change) {
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 40, "Marzo de 2024");
    pdf.text(40, 60, "Delito");
    pdf.right(200, 60, "Norte");
    pdf.right(260, 60, "Sur");
    for (int row = 0; row < 6; ++row) {
        pdf.text(40, 80 + 15 * row, "Delito " + std::string(1, static_cast<char>('A' + row)));
        pdf.right(200, 80 + 15 * row, std::to_string(10 + row));
        pdf.right(260, 80 + 15 * row, std::to_string(20 + row));
    }
    change(pdf);
    return read_pdf(two_columns, pdf.bytes());
}

// --- a head of which some headings stand in the middle of others

constexpr const char* months_down = R"(header_at = "MES"
header_rows = {}
[time]
month = {{ column = "MES", format = "MONTH YYYY" }}
[category]
columns = ["delito"]
unlisted = "keep"
[count]
column = "n"
[wide]
columns = [{}]
name = "delito"
value = "n"
)";

constexpr const char* months_of_2024[] = {"enero", "febrero", "marzo", "abril", "mayo", "junio"};

// As a word processor lays it: "MES" and "TOTAL" over two rows, half a line below the upper headings.
Batch pdf_of_months(int header_rows, bool group) {
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 40, "Hechos de 2024");
    const double upper = 66, half = 5.4, size = 9;
    pdf.text(40, upper + half, "MES", size);
    pdf.middle(350, upper + half, "TOTAL", size);
    if (group) {
        pdf.middle(225, upper, "DELITOS CONTRA LA PROPIEDAD", size);
        pdf.middle(150, upper + 2 * half, "Hurto", size);
        pdf.middle(225, upper + 2 * half, "Robo", size);
        pdf.middle(300, upper + 2 * half, "Otro", size);
    } else {
        pdf.middle(150, upper, "Hurtos", size);
        pdf.middle(150, upper + 2 * half, "simples", size);
        pdf.middle(225, upper + half, "Robos", size);
        pdf.middle(300, upper, "Otros", size);
        pdf.middle(300, upper + 2 * half, "delitos", size);
    }
    for (int month = 1; month <= 6; ++month) {
        const double y = 76 + 15 * month;
        pdf.text(40, y, std::string{months_of_2024[month - 1]} + " 2024");
        pdf.middle(150, y, std::to_string(100 + month));
        pdf.middle(225, y, std::to_string(200 + month));
        pdf.middle(300, y, std::to_string(300 + month));
        pdf.middle(350, y, std::to_string(600 + 3 * month));
    }
    return read_pdf(
        fmt::format(months_down, header_rows,
                    group ? R"("DELITOS CONTRA LA PROPIEDAD Hurto", "DELITOS CONTRA LA PROPIEDAD Robo",
                                           "DELITOS CONTRA LA PROPIEDAD Otro")"
                          : R"("Hurtos simples", "Robos", "Otros delitos")"),
        pdf.bytes());
}

TEST(Pdf, HeadingsInTheMiddleOfOthersAreOfTheirColumn) {
    SKIP_WITHOUT_PDFTOTEXT();
    for (const bool group : {false, true}) {
        const Batch batch = pdf_of_months(3, group);
        EXPECT_TRUE(batch.rejects.empty());
        ASSERT_EQ(batch.tallies.size(), 18U) << "six months, three columns";
        for (std::size_t i = 0; i < 18; ++i) {
            constexpr int by_name[] = {1, 3, 2};  // hurto, otro, robo
            const int month = static_cast<int>(i) / 3 + 1, column = by_name[i % 3];
            EXPECT_EQ(batch.tallies.count[i], 100 * column + month);
            EXPECT_EQ(iso(month_of(day_at(batch.tallies.month.since_epoch[i]))),
                      fmt::format("2024-{:02}", month));
        }
    }
    const Batch plain = pdf_of_months(3, false);
    EXPECT_EQ(plain.tallies.category[0], "informe:hurtos-simples");
    EXPECT_EQ(plain.tallies.category[1], "informe:otros-delitos");
    EXPECT_EQ(plain.tallies.category[2], "informe:robos");
}

TEST(Pdf, AHeadingOfThreeLinesStandsBesideAGroupOfTwo) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Batch batch = read_pdf(under_three_lines, pdf_of_three_lines().bytes());
    EXPECT_TRUE(batch.rejects.empty());
    ASSERT_EQ(batch.tallies.size(), 18U);
    std::map<std::string, std::int64_t> sums;
    for (std::size_t i = 0; i < 18; ++i)
        sums[std::string{batch.tallies.category[i]}] += batch.tallies.count[i];
    EXPECT_EQ(sums["informe:propiedad-hurto"], 615);
    EXPECT_EQ(sums["informe:propiedad-robo"], 1215);
    EXPECT_EQ(sums["informe:violencia-en-el-hogar"], 1815);
}

TEST(Pdf, AHeadThatEndsBetweenSuchHeadingsIsRefused) {
    SKIP_WITHOUT_PDFTOTEXT();
    for (const int rows : {1, 2}) {
        try {
            pdf_of_months(rows, true);
            FAIL() << "expected a refusal with header_rows " << rows;
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), HasSubstr("header_rows"));
        }
    }
}

TEST(Pdf, TwoNumbersInOneCellAreDoubtful) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Batch batch = small_pdf([](PdfBytes& pdf) {
        pdf.text(40, 170, "Delito G");
        pdf.right(191, 170, "1");
        pdf.right(200, 170, "4");
        pdf.right(260, 170, "26");
    });
    ASSERT_EQ(batch.rejects.size(), 1u);
    EXPECT_EQ(batch.rejects[0].reason, reason::cell_doubtful);
    EXPECT_EQ(batch.rejects[0].column, "Norte (p. 1, l. 9)");
    EXPECT_EQ(batch.rejects[0].found, "1 4");
    EXPECT_EQ(batch.accepted, 13);
    // The number is there and nobody can read it: no zero.
    const auto& cells = batch.tallies;
    ASSERT_EQ(cells.size(), 8u) << "two columns of seven kinds, and the one that is not known";
    EXPECT_EQ(cells.count[7], nothing<std::int64_t>);
    EXPECT_EQ(cells.category[7], "informe:delito-g");
    EXPECT_EQ(iso(day_at(cells.month.since_epoch[7])), "2024-03-01");
}

TEST(Pdf, ANumberAcrossTwoColumnsIsInNeither) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Batch batch = small_pdf([](PdfBytes& pdf) {
        pdf.text(40, 170, "Delito G");
        pdf.text(185, 170, "123456789012345");
    });
    EXPECT_EQ(batch.rejects.size(), 2u);
    EXPECT_EQ(batch.accepted, 12);
}

TEST(Pdf, ALineThatMayBelongToALabelMakesTheRowsBesideItDoubtful) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Batch batch = small_pdf([](PdfBytes& pdf) { pdf.text(40, 117.5, "agravado"); });
    EXPECT_EQ(batch.rejects.size(), 4u) << "both rows, both of their numbers";
    EXPECT_EQ(batch.accepted, 8);
    EXPECT_EQ(batch.tallies.size(), 4u) << "nobody knows of what the others would be";
}

TEST(Pdf, ATotalThatDoesNotCloseIsToldWithItsLine) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Batch batch = small_pdf([](PdfBytes& pdf) {
        pdf.text(40, 170, "TOTAL");
        pdf.right(200, 170, "75");
        pdf.right(260, 170, "999");
    });
    const Finding* open = finding_of(batch, finding::total_open);
    ASSERT_NE(open, nullptr);
    EXPECT_EQ(open->detail,
              R"({"totals":[{"place":"p. 1, l. 9","of":"TOTAL / Sur","says":999,"adds":135}]})");
}

// "Página 1 de 2" below the first page is no title of the second one's head, which is the same: one table, and its total.
TEST(Pdf, ATotalAtTheEndIsOfAllPages) {
    const Batch batch = small_pdf([](PdfBytes& pdf) {
        pdf.text(120, 780, "Página 1 de 2");
        pdf.page();
        pdf.text(40, 60, "Delito");
        pdf.right(200, 60, "Norte");
        pdf.right(260, 60, "Sur");
        const auto line = [&](int at, const char* name, const char* north, const char* south) {
            pdf.text(40, at, name);
            pdf.right(200, at, north);
            pdf.right(260, at, south);
        };
        line(80, "Delito G", "5", "6");
        line(95, "Delito H", "7", "8");
        line(110, "TOTAL", "87", "149");  // 75 + 12, 135 + 14
        pdf.text(120, 780, "Página 2 de 2");
    });
    EXPECT_EQ(batch.accepted, 16);
    for (const auto& finding : batch.findings)
        EXPECT_NE(finding.check, finding::total_open) << finding.detail;
}

TEST(Pdf, APictureIsToldToBeTyped) {
    SKIP_WITHOUT_PDFTOTEXT();
    PdfBytes pdf;
    pdf.page();
    EXPECT_THAT(refusal([&] { read_pdf(two_columns, pdf.bytes()); }),
                HasSubstr("has no text, only pictures"));
}

TEST(Pdf, WhatIsNoPdfOrIsDamagedIsRefused) {
    SKIP_WITHOUT_PDFTOTEXT();
    EXPECT_THAT(refusal([&] { read_pdf(two_columns, "Delito;Norte\n"); }), HasSubstr("expected a PDF"));
    EXPECT_THAT(refusal([&] { read_pdf(two_columns, "%PDF-1.7\nand no more"); }),
                HasSubstr("cannot be opened"));
}

TEST(Pdf, WordsAreReadFromTheProgramsLinesAndNothingElse) {
    const auto pages = words_of_tsv(
        "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "1\t1\t0\t0\t0\t0\t0\t0\t595\t841\t-1\t###PAGE###\n"
        "5\t1\t0\t0\t0\t0\t48.19\t26.84\t18.55\t8.70\t100\tFicha\n"
        "1\t2\t0\t0\t0\t0\t0\t0\t595\t841\t-1\t###PAGE###\n"
        "5\t2\t0\t0\t0\t0\tnan\t1\t1\t1\t100\tx\n5\t2\t0\n5\t99999999\t0\t0\t0\t0\t1\t1\t1\t1\t100\tx\n");
    ASSERT_EQ(pages.size(), 2u);
    ASSERT_EQ(pages[0].size(), 1u);
    EXPECT_EQ(pages[0][0].text, "Ficha");
    EXPECT_DOUBLE_EQ(pages[0][0].right, 48.19 + 18.55);
    EXPECT_TRUE(pages[1].empty());
}

// --- over pages

constexpr const char* in_groups = R"(header_at = "Sector"
[time]
month = { column = "@month", format = "YYYYMM" }
[category]
columns = ["@group"]
unlisted = "keep"
[count]
column = "Hechos"
[area.sector]
column = "Sector"
)";

// Robo in two sectors on the first page and two on the second, which has a heading and, or not, the head again.
Batch over_two_pages(bool head_again) {
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 300, "Informe de una jefatura");
    for (const int page : {0, 1}) {
        pdf.page();
        pdf.text(40, 30, "JEFATURA");
        pdf.text(40, 45, "Marzo de 2024");
        if (page == 0 || head_again) {
            pdf.text(40, 60, "Sector");
            pdf.right(200, 60, "Hechos");
        }
        if (page == 0) pdf.text(40, 75, "Robo");
        for (int row = 0; row < 4; ++row) {
            pdf.text(40, 90 + 15 * row, "Sector " + std::to_string(1 + 4 * page + row));
            pdf.right(200, 90 + 15 * row, std::to_string(7 + row));
        }
        pdf.text(40, 570, "P. " + std::to_string(page));
    }
    return read_pdf(in_groups, pdf.bytes());
}

TEST(Pdf, AGroupGoesOnOverThePageAndACoverIsNone) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Batch batch = over_two_pages(true);
    EXPECT_EQ(batch.accepted, 8);
    EXPECT_EQ(batch.rejects.size(), 0u);
    for (std::size_t row = 0; row < batch.tallies.size(); ++row)
        EXPECT_EQ(batch.tallies.category[row], "informe:robo");
}

TEST(Pdf, AHeadingWithoutAHeadMayBeAGroupSoItsRowsAreDoubtful) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Batch batch = over_two_pages(false);
    EXPECT_EQ(batch.accepted, 4);
    EXPECT_EQ(batch.rejects.size(), 4u);
}

// --- tables drawn at random

struct Random {
    stats::Random draw;
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(draw.below(1000)) / 1000;
    }
};

// Columns of any width, aligned in any way, with cells left out: what is read is what was printed.
TEST(Pdf, TablesLaidInAnyWayAreReadRightOrFlagged) {
    SKIP_WITHOUT_PDFTOTEXT();
    std::size_t read = 0, flagged = 0, printed_cells = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random{stats::Random{seed}};
        const std::size_t columns = 2 + random.draw.below(11), rows = 5 + random.draw.below(25);
        const double size = random.between(7, 10), pitch = random.between(3.2, 6) * size;
        const double line = random.between(1.15, 2) * size;
        const auto alignment = random.draw.below(3);
        PdfBytes pdf;
        pdf.page();
        pdf.text(40, 40, "Parte del 3 de abril de 2023", 12);
        const auto put = [&](std::size_t column, double y, const std::string& what) {
            const double x = 170 + pitch * static_cast<double>(column);
            if (alignment == 0) pdf.right(x + pitch / 2, y, what, size);
            if (alignment == 1) pdf.middle(x, y, what, size);
            if (alignment == 2) pdf.text(x - pitch / 2, y, what, size);
        };
        pdf.text(40, 70, "Delito", size);
        for (std::size_t c = 0; c < columns; ++c) put(c, 70, "Z" + std::to_string(c + 1));
        Series truth;
        for (std::size_t row = 0; row < rows; ++row) {
            const double y = 90 + line * static_cast<double>(row);
            const std::string label =
                "Tipo " + std::string(1 + random.draw.below(9), 'a') + std::to_string(row);
            pdf.text(40, y, label, size);
            for (std::size_t c = 0; c < columns; ++c) {
                if (random.draw.below(12) == 0) continue;
                const int count = static_cast<int>(random.draw.below(random.draw.below(5) == 0 ? 9999 : 80));
                put(c, y, printed(count));
                truth[{"informe:" + replaced(folded(label), " ", "-") + "-z" + std::to_string(c + 1), "",
                       "2023-04"}] = count;
            }
        }
        std::string names;
        for (std::size_t c = 0; c < columns; ++c)
            names += (c ? ", \"Z" : "\"Z") + std::to_string(c + 1) + "\"";
        const Batch batch = read_pdf(edited(edited(two_columns, "\"Norte\", \"Sur\"", names),
                                            "columns = [\"Delito\"]", "columns = [\"Delito\", \"zona\"]"),
                                     pdf.bytes());
        std::size_t unsaid = 0;
        for (const auto& [cell, count] : series_of(batch)) {
            const auto told = truth.find(cell);
            if (count == nothing<std::int64_t>) {
                ++unsaid;
                continue;
            }
            ASSERT_TRUE(told != truth.end()) << "seed " << seed << " " << std::get<0>(cell);
            ASSERT_EQ(told->second, count) << "seed " << seed << " " << std::get<0>(cell);
        }
        read += batch.tallies.size() - unsaid;
        flagged += batch.rejects.size();
        printed_cells += truth.size();
        EXPECT_GE(batch.tallies.size() + batch.rejects.size(), truth.size()) << "seed " << seed;
    }
    EXPECT_GT(read * 100, printed_cells * 95)
        << read << " of " << printed_cells << " read, " << flagged << " flagged";
}

}  // namespace
}  // namespace atalaya::intake
