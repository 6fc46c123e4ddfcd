#include "intake/quality/encoding_lines.hpp"

#include <algorithm>
#include <string>

#include "intake/check.hpp"
#include "intake/encoding.hpp"
#include "intake/record_blocks.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake::quality {

namespace {

constexpr std::size_t longest_kept = 1 << 20;  // of a line without an end

// Whether a line alone is one of those that were counted.
class Fires {
  public:
    Fires(const EncodingSeen& seen, Encoding declared)
        : declared_{declared}, other_is_rarer_{seen.other <= seen.utf8} {}
    bool operator()(std::string_view line) const {
        if (is_ascii_text(line)) return false;
        EncodingWatch watch{declared_};
        watch.read(line);
        const EncodingSeen& seen = watch.done();
        if (declared_ == Encoding::mixed) return other_is_rarer_ ? seen.other > 0 : seen.utf8 > 0;
        return encoding_mixed(seen, declared_).lines > 0;
    }

  private:
    Encoding declared_;
    bool other_is_rarer_;
};

}  // namespace

std::vector<std::int64_t> first_lines(ByteStream& stream, const EncodingSeen& seen, Encoding declared) {
    const Fires fires{seen, declared};
    const auto wanted = std::min(static_cast<std::size_t>(encoding_mixed(seen, declared).lines), lines_shown);
    std::vector<std::int64_t> numbers;
    std::int64_t number = 0;
    const auto line = [&](std::string_view text) {
        ++number;
        if (numbers.size() < wanted && fires(text)) numbers.push_back(number);
    };
    std::string begun;
    for (std::string block = block_of(stream); !block.empty() && numbers.size() < wanted;
         block = block_of(stream)) {
        std::size_t at = 0;
        for (auto end = block.find('\n'); end != std::string::npos; end = block.find('\n', at)) {
            const std::string_view piece = std::string_view{block}.substr(at, end + 1 - at);
            if (begun.empty())
                line(piece);
            else
                line(begun.append(piece));
            begun.clear();
            at = end + 1;
        }
        if (begun.size() < longest_kept) begun.append(block, at);
    }
    if (!begun.empty()) line(begun);
    return numbers;
}

void tell_lines(const OpenFile& file, const EncodingSeen& seen, const Format& format,
                std::vector<Finding>& findings) {
    if (findings.empty() || findings.back().check != finding::encoding_mixed) return;
    const auto stream = unpacked_member(file, format.member);
    std::string list;
    for (const auto number : first_lines(*stream, seen, format.encoding))
        list += (list.empty() ? "" : ",") + std::to_string(number);
    std::string& detail = findings.back().detail;
    if (!list.empty() && detail.ends_with('}')) detail.insert(detail.size() - 1, ",\"lines\":[" + list + "]");
}

}  // namespace atalaya::intake::quality
