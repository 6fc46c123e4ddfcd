// Tables in PDFs as offices print them: twenty files of five layouts, every cell right or flagged.
#include <gmock/gmock.h>
#include <algorithm>

#include "core/text.hpp"
#include "intake/check.hpp"
#include "pdf_bytes.hpp"
#include "pdf_reading.hpp"
#include "sectors.hpp"
#include "stats/random.hpp"

namespace atalaya::intake {
namespace {

constexpr std::size_t n_offences = 6, n_sectors = 10;
const std::array<const char*, n_offences> offences{
    "Robo", "Hurto", "Lesiones dolosas", "Robo de rueda de auxilio", "Amenazas", "Estafas y defraudaciones"};
const std::array<const char*, 12> months{"enero",      "febrero", "marzo",     "abril",
                                         "mayo",       "junio",   "julio",     "agosto",
                                         "septiembre", "octubre", "noviembre", "diciembre"};

using Counts = std::array<std::array<std::array<int, 12>, n_sectors>, n_offences>;

Counts drawn(std::uint64_t seed) {
    stats::Random random{seed};
    Counts counts{};
    for (auto& offence : counts)
        for (auto& sector : offence)
            for (auto& cell : sector) cell = static_cast<int>(random.below(random.below(9) == 0 ? 2500 : 60));
    return counts;
}

std::string code_of(std::size_t offence) {
    return "informe:" + replaced(folded(offences[offence]), " ", "-");
}

// A page with what stands around tables.
void begin(PdfBytes& pdf, int page) {
    pdf.page();
    pdf.text(40, 30,
             "JEFATURA DE POLIC\xCD"
             "A",
             12);
    pdf.right(800, 30, "Impreso el 04/01/2024", 7);
    pdf.middle(420, 580, "P\xE1gina " + std::to_string(page), 7);
}

struct Laid {
    std::string descriptor, bytes;
    Series truth;
};

Series by_sector(const Counts& counts, std::size_t past_month = 12) {
    Series series;
    for (std::size_t o = 0; o < n_offences; ++o)
        for (std::size_t s = 0; s < n_sectors; ++s)
            for (std::size_t m = 0; m < past_month; ++m)
                series[{code_of(o), std::to_string(s + 1), "2023-" + std::to_string(101 + m).substr(1)}] =
                    counts[o][s][m];
    return series;
}

// Offence and sector down, months across with a total, over two pages of which the second has no head.
Laid long_table(const Counts& counts) {
    PdfBytes pdf;
    begin(pdf, 1);
    pdf.text(40, 60, "Hechos por sector", 11);
    const auto x = [](std::size_t m) { return 250 + 43 * static_cast<double>(m); };
    pdf.text(40, 80, "Delito");
    pdf.text(170, 80, "Sector");
    for (std::size_t m = 0; m < 12; ++m) pdf.right(x(m), 80, std::string{months[m]}.substr(0, 3) + "-23");
    pdf.right(x(12), 80, "Total");
    double y = 94;
    std::array<int, 13> all{};
    for (std::size_t o = 0; o < n_offences; ++o) {
        for (std::size_t s = 0; s < n_sectors; ++s, y += 12) {
            if (y > 550) {
                begin(pdf, 2);
                y = 60;
            }
            pdf.text(40, y, offences[o]);
            pdf.text(170, y, old_sector(s));
            int year = 0;
            for (std::size_t m = 0; m < 12; ++m) {
                pdf.right(x(m), y, printed(counts[o][s][m]));
                year += counts[o][s][m];
                all[m] += counts[o][s][m];
            }
            all[12] += year;
            pdf.right(x(12), y, printed(year));
        }
    }
    pdf.text(40, y, "TOTAL GENERAL");
    for (std::size_t m = 0; m < 13; ++m) pdf.right(x(m), y, printed(all[m]));
    pdf.text(40, y + 30, "Fuente: partes diarios. Cifras provisorias.", 7);
    return {R"(header_at = "Delito"
[time]
month = { column = "mes", format = "YYYYMM" }
[category]
columns = ["Delito"]
unlisted = "keep"
[count]
column = "n"
[wide]
months = true
name = "mes"
value = "n"
[area.sector]
column = "Sector"
)",
            pdf.bytes(), by_sector(counts)};
}

// A page for each month, which the title alone says; sectors across, centred; totals on both sides.
Laid page_a_month(const Counts& counts) {
    PdfBytes pdf;
    for (std::size_t m = 0; m < 12; ++m) {
        begin(pdf, static_cast<int>(m) + 1);
        pdf.middle(420, 60, "Hechos del 1 al 28 de " + std::string{months[m]} + " de 2023", 11);
        const auto x = [](std::size_t s) { return 220 + 54 * static_cast<double>(s); };
        pdf.text(40, 90, "DELITOS");
        for (std::size_t s = 0; s < n_sectors; ++s) pdf.middle(x(s), 90, old_sector(s));
        pdf.middle(x(n_sectors), 90, "TOTAL");
        std::array<int, n_sectors + 1> all{};
        for (std::size_t o = 0; o < n_offences; ++o) {
            const double y = 112 + 18 * static_cast<double>(o);
            pdf.text(40, y, offences[o]);
            int row = 0;
            for (std::size_t s = 0; s < n_sectors; ++s) {
                pdf.middle(x(s), y, printed(counts[o][s][m]));
                row += counts[o][s][m];
                all[s] += counts[o][s][m];
            }
            all[n_sectors] += row;
            pdf.middle(x(n_sectors), y, printed(row));
        }
        pdf.text(40, 112 + 18.0 * n_offences, "TOTAL");
        for (std::size_t s = 0; s <= n_sectors; ++s)
            pdf.middle(x(s), 112 + 18.0 * n_offences, printed(all[s]));
    }
    return {R"(header_at = "DELITOS"
[time]
month = { column = "@month", format = "YYYYMM" }
[category]
columns = ["DELITOS"]
unlisted = "keep"
[count]
column = "n"
[wide]
first = "Sector 1"
last = "Sector 10"
name = "sector"
value = "n"
[area.sector]
column = "sector"
)",
            pdf.bytes(), by_sector(counts)};
}

// A list in groups, with a percentage that nobody asked for; a head on every page.
Laid grouped_list(const Counts& counts) {
    PdfBytes pdf;
    for (std::size_t m = 0; m < 3; ++m) {
        double y = 1000;
        int page = 0;
        for (std::size_t o = 0; o < n_offences; ++o) {
            if (y > 420) {
                begin(pdf, ++page);
                pdf.text(60, 55, "Informe de " + std::string{months[m]} + " 2023", 11);
                pdf.text(60, 80, "Sector");
                pdf.right(300, 80, "Hechos");
                pdf.right(380, 80, "%");
                y = 98;
            }
            pdf.text(60, y, offences[o], 10);
            y += 14;
            int all = 0;
            for (std::size_t s = 0; s < n_sectors; ++s) all += counts[o][s][m];
            for (std::size_t s = 0; s < n_sectors; ++s, y += 14) {
                pdf.text(70, y, old_sector(s));
                pdf.right(300, y, printed(counts[o][s][m]));
                const int tenths = all == 0 ? 0 : counts[o][s][m] * 1000 / all;
                pdf.right(380, y, std::to_string(tenths / 10) + "," + std::to_string(tenths % 10));
            }
            pdf.text(70, y, "Subtotal");
            pdf.right(300, y, printed(all));
            pdf.right(380, y, "100,0");
            y += 16;
        }
    }
    return {R"(header_at = "Sector"
[time]
month = { column = "@month", format = "YYYYMM" }
[category]
columns = ["@group"]
unlisted = "keep"
[count]
column = "Hechos"
[area.sector]
column = "Sector"
)",
            pdf.bytes(), by_sector(counts, 3)};
}

// Two years side by side, each year printed once in the middle over its months and their total.
Laid two_years(const Counts& counts) {
    PdfBytes pdf;
    begin(pdf, 1);
    const auto x = [](std::size_t column) { return 240 + 40 * static_cast<double>(column); };
    for (std::size_t year = 0; year < 2; ++year)
        pdf.middle((x(year * 7) + x(year * 7 + 6)) / 2 - 8, 70, std::to_string(2022 + year), 10);
    pdf.text(40, 84, "Delito");
    Series truth;
    for (std::size_t year = 0; year < 2; ++year) {
        for (std::size_t m = 0; m < 6; ++m)
            pdf.right(x(year * 7 + m), 84, std::string{months[m]}.substr(0, 3));
        pdf.right(x(year * 7 + 6), 84, "Total");
        for (std::size_t o = 0; o < n_offences; ++o) {
            const double y = 100 + 15 * static_cast<double>(o);
            pdf.text(40, y, offences[o]);
            int all = 0;
            for (std::size_t m = 0; m < 6; ++m) {
                const int count = counts[o][year][m];
                pdf.right(x(year * 7 + m), y, printed(count));
                truth[{code_of(o), "", std::to_string(2022 + year) + "-0" + std::to_string(m + 1)}] = count;
                all += count;
            }
            pdf.right(x(year * 7 + 6), y, printed(all));
        }
    }
    return {R"(header_at = "2022"
header_rows = 2
[time]
month = { column = "mes", format = "YYYYMM" }
[category]
columns = ["Delito"]
unlisted = "keep"
[count]
column = "n"
[wide]
months = true
name = "mes"
value = "n"
)",
            pdf.bytes(), truth};
}

// Labels on up to three lines, the numbers beside the middle of them or the first.
Laid wrapped_labels(const Counts& counts, bool middle) {
    PdfBytes pdf;
    begin(pdf, 1);
    pdf.text(40, 60, "A\xF1o 2023", 11);
    pdf.text(40, 80, "Delito");
    const auto x = [](std::size_t m) { return 180 + 50 * static_cast<double>(m); };
    for (std::size_t m = 0; m < 12; ++m) pdf.right(x(m), 80, std::to_string(m + 1));
    Series truth;
    double y = 100;
    for (std::size_t o = 0; o < n_offences; ++o) {
        const std::string name{offences[o]};
        std::vector<std::string> parts;
        for (const auto word : split(name, ' ')) {
            if (!parts.empty() && parts.back().size() + word.size() < 12)
                parts.back() += " " + std::string{word};
            else
                parts.emplace_back(word);
        }
        for (std::size_t i = 0; i < parts.size(); ++i)
            pdf.text(40, y + 10 * static_cast<double>(i), parts[i]);
        const double at = middle ? y + 5 * static_cast<double>(parts.size() - 1) : y;
        for (std::size_t m = 0; m < 12; ++m) {
            pdf.right(x(m), at, printed(counts[o][0][m]));
            truth[{code_of(o), "", "2023-" + std::to_string(101 + m).substr(1)}] = counts[o][0][m];
        }
        y += 10 * static_cast<double>(parts.size()) + 14;
    }
    return {R"(header_at = "Delito"
[time]
month = { column = "mes", format = "YYYYMM" }
[category]
columns = ["Delito"]
unlisted = "keep"
[count]
column = "n"
[wide]
months = true
year = "@title"
name = "mes"
value = "n"
)",
            pdf.bytes(), truth};
}

Laid layout(int which, std::uint64_t seed) {
    const Counts counts = drawn(seed);
    switch (which) {
        case 0: return long_table(counts);
        case 1: return page_a_month(counts);
        case 2: return grouped_list(counts);
        case 3: return two_years(counts);
        default: return wrapped_labels(counts, seed % 2 == 0);
    }
}

class TwentyPdfs : public testing::TestWithParam<std::tuple<int, int>> {};

TEST_P(TwentyPdfs, EveryCellIsRightOrFlagged) {
    SKIP_WITHOUT_PDFTOTEXT();
    const auto [which, seed] = GetParam();
    const Laid laid = layout(which, static_cast<std::uint64_t>(seed));
    const Batch batch = read_pdf(laid.descriptor, laid.bytes);
    const Series series = series_of(batch);
    for (const auto& [cell, count] : series) {
        const auto told = laid.truth.find(cell);
        ASSERT_TRUE(told != laid.truth.end())
            << std::get<0>(cell) << " " << std::get<1>(cell) << " " << std::get<2>(cell);
        EXPECT_EQ(told->second, count);
    }
    EXPECT_EQ(laid.truth.size() - series.size(), batch.rejects.size()) << "what is not there is flagged";
    EXPECT_TRUE(batch.rejects.empty()) << "these five can be read: " << rejects_of(batch).front();
    EXPECT_EQ(found(batch, finding::total_open), 0);
}

INSTANTIATE_TEST_SUITE_P(Layouts, TwentyPdfs, testing::Combine(testing::Range(0, 5), testing::Range(1, 5)));

}  // namespace
}  // namespace atalaya::intake
