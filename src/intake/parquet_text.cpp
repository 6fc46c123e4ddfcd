#include "intake/parquet_text.hpp"

#include <vector>

#include "intake/rows.hpp"
#include "intake/sandbox.hpp"
#include "intake/separated.hpp"

namespace atalaya::intake {
namespace {

constexpr std::size_t piece = 8 << 20;

// Sends what was written whenever it is a piece, and at the end nothing, which says that it is the end.
class Sending final : public RowConsumer {
  public:
    Sending(Outbox& out, char separator) : out_{out}, separator_{separator} {}

    void head(const std::vector<std::string>& columns) override {
        const std::vector<std::string_view> cells(columns.begin(), columns.end());
        add_separated(text_, cells, separator_);
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<Row>(*this); }
    void take(std::unique_ptr<Part>, double) override {}

    void finish() {
        if (!text_.empty()) send();
        send();
    }

  private:
    // One thread reads, so a part may write at once.
    class Row final : public Part {
      public:
        explicit Row(Sending& to) : to_{to} {}
        bool row(std::span<const std::string_view> cells, Quotes) override {
            add_separated(to_.text_, cells, to_.separator_);
            if (to_.text_.size() >= piece) to_.send();
            return true;
        }

      private:
        Sending& to_;
    };

    void send() {
        out_.send(std::as_bytes(std::span{text_}));
        text_.clear();
    }

    Outbox& out_;
    char separator_;
    std::string text_;
};

}  // namespace

std::string parquet_text(const Source& source, const OpenFile& file, char separator) {
    NoProgress quiet;
    Limits limits = limits_for(file.size());
    limits.for_engine = true;
    Confined child{limits, {file.descriptor()}, file.name(), [&](Outbox& out) {
                       Sending sending{out, separator};
                       read_table(source, file, 1, sending, quiet);
                       sending.finish();
                   }};
    std::string text;
    while (true) {
        const Section section = child.next(quiet);
        if (section.bytes().empty()) break;
        text.append(reinterpret_cast<const char*>(section.bytes().data()), section.bytes().size());
    }
    child.finish(quiet);
    return text;
}

}  // namespace atalaya::intake
