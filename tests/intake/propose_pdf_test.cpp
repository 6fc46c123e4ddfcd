// What is proposed for a table in a PDF reads its figures.
#include "intake/propose/pdf.hpp"

#include <gmock/gmock.h>

#include <memory>

#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/propose/write.hpp"
#include "pdf_bytes.hpp"
#include "pdf_reading.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Made {
    std::unique_ptr<Folder> folder = std::make_unique<Folder>();
    fs::path file;
    Proposal proposal;
};

Made proposed(const PdfBytes& pdf) {
    Made made;
    made.file = made.folder->write("informe.pdf", pdf.bytes());
    NoProgress quiet;
    made.proposal = propose(made.file, quiet);
    write_proposal(made.proposal, made.folder->path() / "informe",
                   [](const Message& words) { return words.english(); });
    return made;
}

std::string toml(const Made& made) {
    return text_of(made.folder->path() / "informe/source.toml");
}

Batch read(const Made& made) {
    NoProgress quiet;
    return read_delivery(read_source(made.folder->path() / "informe"), sector_city(), sectors(), made.file,
                         quiet);
}

std::int64_t sum(const Batch& batch) {
    std::int64_t all = 0;
    for (std::size_t i = 0; i < batch.tallies.size(); ++i) all += batch.tallies.count[i];
    return all;
}

std::string missing_refusal(const PdfBytes& pdf) {
    try {
        proposed(pdf);
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was refused";
}

const std::vector<std::string> offences{"Robo simple", "Robo agravado", "Hurto simple", "Amenazas",
                                        "Lesiones leves"};

// Offences down, three sectors and their total across, a total below; 1.096 is a thousand and more.
PdfBytes offences_by_sector() {
    PdfBytes pdf;
    for (const char* title : {"Hechos de marzo de 2024", "Hechos de abril de 2024"}) {
        pdf.page();
        pdf.text(40, 40, "Jefatura de Policía del Departamento");
        pdf.text(40, 70, title);
        pdf.text(40, 100, "DELITOS");
        for (int s = 0; s < 3; ++s) pdf.right(220 + 80 * s, 100, "Sector " + std::to_string(s + 1));
        pdf.right(460, 100, "TOTAL");
        std::vector<int> columns(3);
        for (int row = 0; row < 5; ++row) {
            const double y = 116 + 15 * row;
            pdf.text(40, y, offences[static_cast<std::size_t>(row)]);
            int across = 0;
            for (int s = 0; s < 3; ++s) {
                const int n = row == 0 && s == 0 ? 1096 : 10 * row + s + 1;
                pdf.right(220 + 80 * s, y, row == 4 && s == 2 ? "S/D" : printed(n));
                across += row == 4 && s == 2 ? 0 : n;
                columns[static_cast<std::size_t>(s)] += row == 4 && s == 2 ? 0 : n;
            }
            pdf.right(460, y, printed(across));
        }
        pdf.text(40, 191, "TOTAL");
        for (int s = 0; s < 3; ++s)
            pdf.right(220 + 80 * s, 191, printed(columns[static_cast<std::size_t>(s)]));
        pdf.right(460, 191, printed(columns[0] + columns[1] + columns[2]));
    }
    return pdf;
}

TEST(ProposePdf, OffencesByAreaWithTheMonthAboveThem) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Made made = proposed(offences_by_sector());
    const Proposal& proposal = made.proposal;
    EXPECT_EQ(proposal.kind, Kind::tallies);
    EXPECT_EQ(proposal.value("format.type"), "pdf");
    EXPECT_EQ(proposal.value("format.header_at"), "DELITOS");
    EXPECT_EQ(proposal.value("format.header_rows"), "1");
    EXPECT_EQ(proposal.value("format.decimal"), ",");
    EXPECT_EQ(proposal.value("format.missing"), "S/D");
    EXPECT_EQ(proposal.value("time.month.column"), "@month");
    EXPECT_EQ(proposal.value("category.columns"), "DELITOS");
    ASSERT_NE(proposal.find("wide.columns"), nullptr);
    EXPECT_THAT(proposal.find("wide.columns")->values, ElementsAre("Sector 1", "Sector 2", "Sector 3"));
    EXPECT_EQ(proposal.value("area.sector.column"), "sector");
    EXPECT_EQ(proposal.labels.size(), 5U) << "totals are no label";

    const Batch batch = read(made);
    EXPECT_TRUE(batch.rejects.empty()) << toml(made);
    EXPECT_EQ(batch.tallies.size(), 30U) << "two months, five offences, three sectors, two of which say S/D";
    EXPECT_EQ(sum(batch), 2 * (1096 + 2 + 3 + 11 + 12 + 13 + 21 + 22 + 23 + 31 + 32 + 33 + 41 + 42));
    EXPECT_EQ(found(batch, finding::total_open), 0);
    EXPECT_EQ(found(batch, finding::no_data), 2);
}

// "MES" beside headings of two lines; a group over two of them.
TEST(ProposePdf, MonthsDownUnderAHeadOfThreeLines) {
    SKIP_WITHOUT_PDFTOTEXT();
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 30, "Hechos de 2024");
    pdf.text(40, 71.4, "MES");
    pdf.middle(185, 66, "CONTRA LA PROPIEDAD");
    pdf.middle(150, 76.8, "Hurto");
    pdf.middle(225, 76.8, "Robo");
    pdf.middle(350, 71.4, "TOTAL");
    const char* months[] = {"enero", "febrero", "marzo", "abril"};
    for (int month = 1; month <= 4; ++month) {
        const double y = 82 + 15 * month;
        pdf.text(40, y, std::string{months[month - 1]} + " 2024");
        pdf.middle(150, y, std::to_string(100 + month));
        pdf.middle(225, y, std::to_string(200 + month));
        pdf.middle(350, y, std::to_string(300 + 2 * month));
    }
    const Made made = proposed(pdf);
    EXPECT_EQ(made.proposal.value("format.header_at"), "MES");
    EXPECT_EQ(made.proposal.value("format.header_rows"), "3");
    EXPECT_EQ(made.proposal.value("time.month.column"), "MES");
    EXPECT_EQ(made.proposal.value("time.month.format"), "MONTH YYYY");
    ASSERT_NE(made.proposal.find("wide.columns"), nullptr);
    EXPECT_THAT(made.proposal.find("wide.columns")->values,
                ElementsAre("CONTRA LA PROPIEDAD Hurto", "CONTRA LA PROPIEDAD Robo"));
    EXPECT_EQ(made.proposal.value("category.columns"), "delito");
    const Batch batch = read(made);
    EXPECT_TRUE(batch.rejects.empty()) << toml(made);
    EXPECT_EQ(batch.tallies.size(), 8U);
    EXPECT_EQ(sum(batch), 4 * 300 + 2 * (1 + 2 + 3 + 4));
}

TEST(ProposePdf, AHeadingOfThreeLinesBesideAGroup) {
    SKIP_WITHOUT_PDFTOTEXT();
    const Made made = proposed(pdf_of_three_lines());
    EXPECT_EQ(made.proposal.value("format.header_at"), "Violencia");
    EXPECT_EQ(made.proposal.value("format.header_rows"), "3");
    ASSERT_NE(made.proposal.find("wide.columns"), nullptr);
    EXPECT_THAT(made.proposal.find("wide.columns")->values,
                ElementsAre("PROPIEDAD Hurto", "PROPIEDAD Robo", "Violencia en el hogar"));
    const Batch batch = read(made);
    EXPECT_TRUE(batch.rejects.empty()) << toml(made);
    EXPECT_EQ(sum(batch), 6 * 600 + 3 * 15);
}

TEST(ProposePdf, MonthsAcrossTakeTheirYearFromTheTitle) {
    SKIP_WITHOUT_PDFTOTEXT();
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 40, "Denuncias de 2023");
    pdf.text(40, 70, "Delito");
    const char* months[] = {"Enero", "Febrero", "Marzo", "Abril"};
    for (int m = 0; m < 4; ++m) pdf.right(220 + 60 * m, 70, months[m]);
    for (int row = 0; row < 5; ++row) {
        pdf.text(40, 86 + 15 * row, offences[static_cast<std::size_t>(row)]);
        for (int m = 0; m < 4; ++m) pdf.right(220 + 60 * m, 86 + 15 * row, std::to_string(10 * row + m));
    }
    const Made made = proposed(pdf);
    EXPECT_EQ(made.proposal.value("wide.months"), "true");
    EXPECT_EQ(made.proposal.value("wide.year"), "@title");
    const Batch batch = read(made);
    EXPECT_TRUE(batch.rejects.empty()) << toml(made);
    ASSERT_EQ(batch.tallies.size(), 20U);
    EXPECT_EQ(iso(month_of(day_at(batch.tallies.month.since_epoch[0]))), "2023-01");
    EXPECT_EQ(sum(batch), 4 * (0 + 10 + 20 + 30 + 40) + 5 * (0 + 1 + 2 + 3));
}

TEST(ProposePdf, ATableWithOneColumnOfCountsIsReadAsAnyTable) {
    SKIP_WITHOUT_PDFTOTEXT();
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 40, "Hechos de mayo de 2024");
    pdf.text(40, 70, "Delito");
    pdf.text(200, 70, "Sector");
    pdf.right(360, 70, "Cantidad");
    for (int row = 0; row < 10; ++row) {
        pdf.text(40, 86 + 15 * row, offences[static_cast<std::size_t>(row) % 5]);
        pdf.text(200, 86 + 15 * row, row < 5 ? "Sector 1" : "Sector 2");
        pdf.right(360, 86 + 15 * row, std::to_string(7 + row));
    }
    const Made made = proposed(pdf);
    EXPECT_EQ(made.proposal.kind, Kind::tallies) << toml(made);
    EXPECT_EQ(made.proposal.value("time.month.column"), "@month");
    EXPECT_EQ(made.proposal.value("count.column"), "Cantidad");
    EXPECT_EQ(made.proposal.value("area.sector.column"), "Sector");
    const Batch batch = read(made);
    EXPECT_TRUE(batch.rejects.empty()) << toml(made);
    EXPECT_EQ(sum(batch), 10 * 7 + 45);
}

TEST(ProposePdf, SeveralNumbersOfEachKindAndAreaAreNoAreas) {
    SKIP_WITHOUT_PDFTOTEXT();
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 40, "Hechos de mayo de 2024");
    pdf.text(40, 70, "Delito");
    pdf.text(200, 70, "Sector");
    pdf.right(360, 70, "Denuncias");
    pdf.right(450, 70, "Aprehendidos");
    for (int row = 0; row < 10; ++row) {
        pdf.text(40, 86 + 15 * row, offences[static_cast<std::size_t>(row) % 5]);
        pdf.text(200, 86 + 15 * row, row < 5 ? "Sector 1" : "Sector 2");
        pdf.right(360, 86 + 15 * row, std::to_string(7 + row));
        pdf.right(450, 86 + 15 * row, std::to_string(row % 3));
    }
    const Made made = proposed(pdf);
    EXPECT_EQ(made.proposal.kind, Kind::tallies) << toml(made);
    EXPECT_EQ(made.proposal.value("count.column"), "Denuncias") << toml(made);
    EXPECT_EQ(made.proposal.value("area.sector.column"), "Sector");
    EXPECT_EQ(made.proposal.find("wide.columns"), nullptr);
    const Batch batch = read(made);
    EXPECT_TRUE(batch.rejects.empty()) << toml(made);
    EXPECT_EQ(sum(batch), 10 * 7 + 45);
}

TEST(ProposePdf, WhatHasNoTableSaysWhatToDo) {
    SKIP_WITHOUT_PDFTOTEXT();
    PdfBytes picture;
    picture.page();
    EXPECT_THAT(missing_refusal(picture), HasSubstr("atalaya source grid"));
    PdfBytes letter;
    letter.page();
    letter.text(40, 40, "De nuestra consideración:");
    letter.text(40, 60, "Le escribimos para pedirle los datos.");
    EXPECT_THAT(missing_refusal(letter), HasSubstr("no table was found"));
}

}  // namespace
}  // namespace atalaya::intake
