#include "intake/propose/look_values.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/propose/look_points.hpp"
#include "intake/record_blocks.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t beginning_bytes = 2 << 20;

Records first_records(std::string_view text, char separator, std::size_t most) {
    Records records;
    CsvRecord record{separator};
    for (std::size_t at = 0; at < text.size() && records.size() < most;) {
        at = record.read(text, at);
        records.emplace_back(record.cells().begin(), record.cells().end());
    }
    return records;
}

// The head's words as the reader joins them.
std::vector<std::string> joined_head(const Records& records, const Head& head) {
    std::vector<std::string> words;
    for (int row = head.row; row < head.row + head.rows && row <= static_cast<int>(records.size()); ++row) {
        const auto& cells = records[static_cast<std::size_t>(row) - 1];
        if (cells.size() > words.size()) words.resize(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto word = trimmed(cells[i]);
            if (!word.empty()) words[i] += (words[i].empty() ? "" : " ") + std::string{word};
        }
    }
    return words;
}

// Rows of the head's width, blank cells at their end left out; the others are counted.
class Rows {
  public:
    Rows(char separator, std::int64_t past_head, std::size_t width)
        : record_{separator}, past_head_{past_head}, width_{width}, keeper_{rows_to_keep(width)} {}

    void add(std::string_view block) {
        for (std::size_t at = 0; at < block.size();) {
            at = record_.read(block, at);
            if (++number_ <= past_head_ || record_.blank()) continue;
            auto cells = record_.cells();
            while (cells.size() > width_ && trimmed(cells.back()).empty())
                cells = cells.first(cells.size() - 1);
            if (cells.size() != width_)
                ++torn_;
            else
                keeper_.add(cells);
        }
    }
    Sample sample(std::vector<std::string> head) && {
        Sample sample = std::move(keeper_).sample(std::move(head));
        sample.torn = torn_;
        return sample;
    }

  private:
    CsvRecord record_;
    std::int64_t past_head_, number_ = 0, torn_ = 0;
    std::size_t width_;
    RowKeeper keeper_;
};

}  // namespace

void refuse_too_wide(std::size_t columns, const std::string& file) {
    if (columns > most_columns)
        throw Error{Fault::bad_input,
                    message("{}: expected at most {} columns; found {}. This is no table of facts.", file,
                            most_columns, columns)};
}

Look look_at_values(const OpenFile& file, std::string_view member, Judged<Encoding> encoding,
                    Progress& progress) {
    Look look{.encoding = std::move(encoding)};
    const auto stream = unpacked_member(file, member);
    RecordBlocks blocks{*stream, look.encoding.value};
    const std::string_view beginning = std::string_view{blocks.pending()}.substr(0, beginning_bytes);
    look.separator = find_separator(beginning);
    const char separator = look.separator.value;
    const Records records = first_records(beginning, separator, 1000);
    look.head = find_head(records);
    const auto head = joined_head(records, look.head.value);
    refuse_too_wide(head.size(), file.name());

    Rows rows{separator, look.head.value.row + look.head.value.rows - 1, head.size()};
    for (std::string block = blocks.next(separator); !block.empty(); block = blocks.next(separator)) {
        progress.check_interrupt();
        rows.add(block);
    }
    look.sample = std::move(rows).sample(head);
    add_point_columns(look.sample);
    return look;
}

}  // namespace atalaya::intake
