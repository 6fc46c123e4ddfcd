// One large police file, written fast: every text a row needs is made once, rows are
// put together in a buffer, and only the draws differ from row to row.
#include <fmt/format.h>
#include <fstream>

#include "core/error.hpp"
#include "simulate/city.hpp"
#include "simulate/police.hpp"
#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

constexpr std::size_t longest_row = 256;
constexpr std::size_t buffer_size = std::size_t{1} << 20;

class Buffer {
  public:
    explicit Buffer(const std::filesystem::path& file)
        : path_{file}, out_{file, std::ios::binary | std::ios::trunc} {
        bytes_.reserve(buffer_size + longest_row);
    }
    void text(std::string_view part) { bytes_ += part; }
    void number(std::uint64_t value) {
        const fmt::format_int digits{value};
        bytes_.append(digits.data(), digits.size());
    }
    void degrees(double value) {
        if (value < 0) bytes_ += '-';
        const auto millionths = static_cast<std::uint64_t>((value < 0 ? -value : value) * 1e6 + 0.5);
        number(millionths / 1'000'000);
        const fmt::format_int digits{1'000'000 + millionths % 1'000'000};
        bytes_ += '.';
        bytes_.append(digits.data() + 1, 6);
    }
    void end_row() {
        bytes_ += '\n';
        if (bytes_.size() >= buffer_size) flush();
    }
    std::uint64_t close() {
        flush();
        out_.close();
        if (!out_)
            throw Error{Fault::no_space, message("expected to write {}; is there room?", path_.string())};
        return written_;
    }

  private:
    void flush() {
        out_.write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
        written_ += bytes_.size();
        bytes_.clear();
    }
    std::filesystem::path path_;
    std::ofstream out_;
    std::string bytes_;
    std::uint64_t written_ = 0;
};

// The repeated texts of a row, with the separators around them.
struct Texts {
    std::vector<std::string> days;                   // of the history and of the weeks after it
    std::vector<std::string> minutes;                // "20:30;"
    std::vector<std::array<std::string, 2>> labels;  // of each kind, before and after the border moves
    std::vector<std::string> blocks;                 // "Centro Granito;8;"
    std::vector<std::string> segments;               // "C0412;"
};

Texts texts_of(const Town& town, const Plan& plan) {
    Texts texts;
    constexpr int weeks_after = 8 * 7;
    for (int i = 0; i < plan.history.days() + weeks_after; ++i) {
        texts.days.push_back(day_month_year(plan.history.first + std::chrono::days{i}) + ";");
    }
    for (int minute = 0; minute < 24 * 60; ++minute) {
        texts.minutes.push_back(clock_text(minute) + ";");
    }
    for (int kind = 0; kind < static_cast<int>(plan.police.size()); ++kind) {
        const auto text = [&](Day day) {
            const auto labels = police_labels(plan, kind, day);
            return fmt::format("{};{};;", labels.type, labels.subtype);
        };
        texts.labels.push_back({text(plan.history.first), text(plan.border_moves)});
    }
    for (std::size_t block = 0; block < town.barrio_of.size(); ++block) {
        const int barrio = town.barrio_of[block];
        texts.blocks.push_back(
            barrio < 0 ? "" : fmt::format("{};{};", town.barrios[barrio].name, town.section_of[block]));
    }
    for (int i = 0; i < static_cast<int>(town.segments.size()); ++i)
        texts.segments.push_back(segment_code(i) + ";1;");
    return texts;
}

}  // namespace

std::uint64_t write_police_of(std::uint64_t seed, std::uint64_t rows, const std::filesystem::path& file) {
    const Town town = villa_marejada();
    const Plan plan = plan_of("villa-marejada", 2020, 5);
    const Ground ground = ground_of(town, plan, seed);
    const Texts texts = texts_of(town, plan);
    std::vector<Wheel> places;
    for (const auto& weights : ground.weights) places.emplace_back(weights);
    std::vector<double> levels;
    for (const auto& kind : plan.police) levels.push_back(kind.per_100k);
    const Wheel kinds{levels};
    const auto border = static_cast<std::uint64_t>((plan.border_moves - plan.history.first).count());
    const auto days = static_cast<std::uint64_t>(plan.history.days());

    Buffer out{file};
    out.text(police_header);
    out.end_row();
    stats::Random random{seed, stats::stream_of("bulk")};
    for (std::uint64_t row = 0; row < rows; ++row) {
        const auto day = row * days / rows;
        const int kind = kinds.draw(random);
        const auto& of = plan.police[kind];
        const auto date = plan.history.first + std::chrono::days{day};
        const auto spot = draw_spot(town, places[static_cast<std::size_t>(of.surface)].draw(random), random);
        const int minute = random.chance(plan.unknown_hour) ? 0 : draw_minute(of.clock, date, random);
        out.number(row + 1);
        out.text(";");
        out.text(texts.days[day]);
        out.text(texts.minutes[minute]);
        out.text(texts.days[day + random.below(of.delay < 4 ? 4 : 40)]);
        out.text(texts.labels[kind][day >= border]);
        out.text(texts.blocks[spot.block]);
        if (random.chance(plan.missing_point)) {
            out.text(";1;;");
        } else {
            const auto at = town.lonlat(spot.at);
            out.text(texts.segments[spot.segment]);
            out.degrees(at.lon);
            out.text(";");
            out.degrees(at.lat);
        }
        out.end_row();
    }
    return out.close();
}

}  // namespace atalaya::simulate
