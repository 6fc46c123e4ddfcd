// The question of the null cities asked of real months: the communes of Santiago's
// region, wherever the level of twelve months moved by less than 3 %. docs/campaigns.md
// holds the figures. The file is read beside the repository, or where ATALAYA_CEAD says.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <numeric>
#include <sstream>

#include "core/text.hpp"
#include "source_folder.hpp"
#include "stats/change.hpp"
#include "stats/dispersion.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

const Month first = std::chrono::year{2012} / std::chrono::January;
constexpr int months_read = 84;  // to December 2018

using Series = std::map<std::pair<std::string, std::string>, std::vector<double>>;  // (offence, commune)

// The file's text, packed with gzip or not.
std::string unpacked(const std::filesystem::path& path) {
    gzFile file = gzopen(path.c_str(), "rb");
    std::string text;
    char part[1 << 16];
    for (int n; file && (n = gzread(file, part, sizeof part)) > 0;)
        text.append(part, static_cast<std::size_t>(n));
    if (file) gzclose(file);
    return text;
}

// comuna,cut_comuna,region,cut_region,fecha,delito,delito_n. Santiago itself is left
// out: its counts lost their thousands.
Series read(const std::filesystem::path& path) {
    Series series;
    std::istringstream file{unpacked(path)};
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto cells = split(trimmed(line), ',');
        if (cells.size() != 7 || cells[0] == "Santiago") continue;
        const auto month = parse_month(cells[4].substr(0, 7));
        const int at = month ? months_between(first, *month) : -1;
        if (at < 0 || at >= months_read) continue;
        auto& counts = series[{std::string{cells[5]}, std::string{cells[0]}}];
        counts.resize(months_read);
        counts[static_cast<std::size_t>(at)] = decimal_number(cells[6]).value_or(0);
    }
    return series;
}

struct Found {
    std::vector<double> phi;
    int pairs = 0, poisson = 0, ours = 0;
};

bool level_kept(const std::vector<double>& counts, std::size_t now) {
    const auto year_to = [&](std::size_t last) {
        return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(last) - 11,
                               counts.begin() + static_cast<std::ptrdiff_t>(last) + 1, 0.0);
    };
    return std::abs(year_to(now) / year_to(now - 12) - 1) < 0.03;
}

void add(Found& found, const std::vector<double>& counts) {
    const auto phi = estimate_dispersion(first, counts, std::vector<bool>(counts.size(), true), 2);
    if (phi.estimated) found.phi.push_back(phi.phi_in_table);
    for (std::size_t now = 36; now < counts.size(); ++now) {
        if (counts[now - 12] < base_for_percent || !level_kept(counts, now)) continue;
        const auto known =
            estimate_dispersion(first, std::span{counts}.first(now), std::vector<bool>(now, true), 2);
        ++found.pairs;
        found.poisson += *compare(counts[now], 1, counts[now - 12], 1).p < 0.05;
        found.ours += *compare(counts[now], 1, counts[now - 12], 1, known).p < 0.05;
    }
}

}  // namespace

TEST(RealMonths, WhereTheLevelKeptThePoissonTestErrsOftenAndOursSeldom) {
    const char* named = std::getenv("ATALAYA_CEAD");
    const std::filesystem::path path =
        named ? std::filesystem::path{named}
              : source_folder() / "../shared/data/chile/cead/cead_mensual_rm_2010_2024.csv.gz";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path << " beside the repository";
    std::map<std::string, Found> offences;
    for (const auto& [name, counts] : read(path)) add(offences[name.first], counts);
    ASSERT_FALSE(offences.empty()) << path;

    int pairs = 0, poisson = 0, ours = 0;
    for (auto& [name, found] : offences) {
        if (found.pairs < 100) continue;
        std::sort(found.phi.begin(), found.phi.end());
        fmt::print("{:50} phi {:5.2f}  pairs {:4}  Poisson {:4.1f} %  ours {:4.1f} %\n", name,
                   found.phi[found.phi.size() / 2], found.pairs, 100.0 * found.poisson / found.pairs,
                   100.0 * found.ours / found.pairs);
        pairs += found.pairs;
        poisson += found.poisson;
        ours += found.ours;
    }
    fmt::print("in all: {} pairs, Poisson {:.1f} %, ours {:.1f} %\n", pairs, 100.0 * poisson / pairs,
               100.0 * ours / pairs);
    EXPECT_GT(poisson, 0.10 * pairs);
    EXPECT_LT(ours, 0.075 * pairs);
}
