#include "simulate/feed.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include "core/error.hpp"
#include "simulate/latin1.hpp"

namespace atalaya::simulate {
namespace fs = std::filesystem;

namespace {

bool carried(const Row& row, const Delivery& delivery, int months_resent) {
    const int age = months_between(row.month, delivery.month);
    return age >= 0 && (delivery.first || age < months_resent);
}

Digest digest_of(std::vector<std::string_view> lines) {
    std::ranges::sort(lines);
    Sha256 hash;
    for (const auto line : lines) {
        hash.add(line);
        hash.add("\n");
    }
    return hash.digest();
}

}  // namespace

const Version* Row::version_on(Day day) const {
    const Version* found = nullptr;
    for (const auto& version : versions) {
        if (version.known <= day) found = &version;
    }
    return found;
}

const std::string& Row::line_on(Day day) const {
    static const std::string nothing;
    const Version* version = version_on(day);
    return version ? version->line : nothing;
}

std::vector<Delivery> schedule(Period history, int count, int days_to_cut) {
    const Month last = plus_months(month_of(history.past_end), -1);
    std::vector<Delivery> deliveries;
    for (int i = 0; i < count; ++i) {
        const Month month = plus_months(last, i + 1 - count);
        const Day cut = whole(month).past_end + std::chrono::days{days_to_cut - 1};
        deliveries.push_back({month, cut, i == 0});
    }
    return deliveries;
}

Final deliver(const Feed& feed, const std::vector<Delivery>& deliveries, const fs::path& folder) {
    std::map<Month, std::vector<std::string_view>> live;
    std::map<std::string, std::int64_t> refused;
    for (const auto& delivery : deliveries) {
        std::map<Month, std::vector<std::string_view>> months;
        std::string text = feed.header + '\n';
        for (const auto& row : feed.rows) {
            if (!carried(row, delivery, feed.months_resent)) continue;
            const Version* version = row.version_on(delivery.cut);
            if (!version || version->line.empty()) continue;
            text += version->line;
            text += '\n';
            if (version->mistake.empty()) {
                months[row.month].push_back(version->line);
            } else {
                ++refused[std::string{version->mistake}];
            }
        }
        for (auto& [month, lines] : months) live[month] = std::move(lines);
        write_file(folder / feed.folder / (iso(delivery.month) + ".csv"),
                   feed.latin1 ? latin1_from_utf8(text) : text);
    }
    std::vector<std::string_view> lines;
    for (const auto& [month, of_month] : live) lines.insert(lines.end(), of_month.begin(), of_month.end());
    return {feed.source, static_cast<std::int64_t>(lines.size()), digest_of(std::move(lines)),
            std::move(refused)};
}

void write_file(const fs::path& path, const std::string& bytes) {
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) {
        throw Error{Fault::no_space,
                    message("expected to write {} bytes to {}; is there room, and may it be written?",
                            bytes.size(), path.string())};
    }
}

}  // namespace atalaya::simulate
