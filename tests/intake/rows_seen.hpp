// What a reader of tables gives, as text: cells separated by "|", the head first.
#pragma once

#include <string>
#include <vector>

#include "core/progress.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

class RowsSeen final : public RowConsumer {
  public:
    std::vector<std::string> lines;
    std::size_t parts = 0;
    std::size_t stop_after = static_cast<std::size_t>(-1);  // rows of each part

    void head(const std::vector<std::string>& columns) override {
        lines.push_back(joined({columns.begin(), columns.end()}));
    }
    std::unique_ptr<Part> new_part() override {
        auto part = std::make_unique<Seen>();
        part->most = stop_after;
        return part;
    }
    void take(std::unique_ptr<Part> part, double) override {
        auto& seen = static_cast<Seen&>(*part);
        lines.insert(lines.end(), seen.lines.begin(), seen.lines.end());
        ++parts;
    }
    std::string text() const {
        std::string all;
        for (const auto& line : lines) all += line + "\n";
        return all;
    }

  private:
    struct Seen final : Part {
        std::vector<std::string> lines;
        std::size_t most = 0;
        bool row(std::span<const std::string_view> cells, Quotes) override {
            if (lines.size() == most) return false;
            lines.push_back(joined({cells.begin(), cells.end()}));
            return true;
        }
    };
    static std::string joined(const std::vector<std::string_view>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) line += (i ? "|" : "") + std::string{cells[i]};
        return line;
    }
};

}  // namespace atalaya::intake
