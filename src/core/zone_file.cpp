#include "core/zone_file.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "core/error.hpp"
#include "core/zone_rule.hpp"

namespace atalaya {

namespace chr = std::chrono;

namespace {

using Seconds = std::int64_t;
constexpr chr::year last_year{2100};
constexpr std::size_t head_size = 44;

[[noreturn]] void refuse(const std::string& zone) {
    throw Error{Fault::bad_input,
                message("expected a file of time zone {} (TZif, version 2 or later). Install the system's "
                        "tzdata again.",
                        zone)};
}

// The head of a block, and where what it counts begins.
struct Block {
    std::size_t is_utc, is_standard, leaps, times, types, letters;

    std::size_t size(std::size_t width) const {
        return times * width + times + types * 6 + letters + leaps * (width + 4) + is_standard + is_utc;
    }
};

class Bytes {
  public:
    Bytes(const std::string& zone, std::string_view bytes) : zone_{zone}, bytes_{bytes} {}
    std::int64_t number(std::size_t at, std::size_t width) const {
        if (at + width > bytes_.size()) refuse(zone_);
        std::uint64_t value = static_cast<signed char>(bytes_[at]) < 0 ? ~std::uint64_t{0} : 0;
        for (std::size_t i = 0; i < width; ++i)
            value = value << 8 | static_cast<unsigned char>(bytes_[at + i]);
        return static_cast<std::int64_t>(value);
    }
    std::size_t count(std::size_t at) const {
        const auto found = number(at, 4);
        if (found < 0 || static_cast<std::size_t>(found) > bytes_.size()) refuse(zone_);
        return static_cast<std::size_t>(found);
    }
    Block block(std::size_t at) const {
        if (bytes_.size() < at + head_size || bytes_.substr(at, 4) != "TZif" || bytes_[at + 4] < '2')
            refuse(zone_);
        return {count(at + 20), count(at + 24), count(at + 28),
                count(at + 32), count(at + 36), count(at + 40)};
    }
    std::string_view from(std::size_t at) const {
        return at < bytes_.size() ? bytes_.substr(at) : std::string_view{};
    }

  private:
    const std::string& zone_;
    std::string_view bytes_;
};

chr::minutes whole_minutes(Seconds seconds) {
    return chr::floor<chr::minutes>(chr::seconds{seconds});
}

struct Transition {
    Seconds at, offset;
};

// What the rule adds after the file's last change.
void add_rule(const ZoneRule& rule, Seconds after, std::vector<Transition>& changes) {
    if (!rule.summer) return;
    const auto add = [&](chr::sys_seconds shown, chr::seconds until, chr::seconds offset) {
        const Seconds at = (shown - until).time_since_epoch().count();
        if (at > after) changes.push_back({at, offset.count()});
    };
    for (chr::year year{1970}; year <= last_year; ++year) {
        add(rule.summer->begins.in(year), rule.standard, rule.summer->offset);
        add(rule.summer->ends.in(year), rule.summer->offset, rule.standard);
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
}

std::vector<Transition> transitions(const std::string& zone, const Bytes& bytes, std::size_t at,
                                    const Block& block) {
    const std::size_t which = at + block.times * 8, types = which + block.times;
    if (block.types == 0) refuse(zone);
    const auto offset = [&](std::size_t type) {
        if (type >= block.types) refuse(zone);
        const Seconds seconds = bytes.number(types + type * 6, 4);
        if (seconds < -26 * 3600 || seconds > 26 * 3600) refuse(zone);
        return seconds;
    };
    std::vector<Transition> changes{{std::numeric_limits<Seconds>::min() / 2, offset(0)}};
    for (std::size_t i = 0; i < block.times; ++i) {
        const auto type = static_cast<std::size_t>(bytes.number(which + i, 1) & 0xFF);
        const Seconds when = bytes.number(at + i * 8, 8);
        if (when < changes.back().at) {
            if (i > 0) refuse(zone);
            continue;  // the beginning of time, as some files say it
        }
        changes.push_back({when, offset(type)});
    }
    return changes;
}

}  // namespace

ZoneFile read_zone_file(const std::string& zone, std::string_view text) {
    const Bytes bytes{zone, text};
    const std::size_t second = head_size + bytes.block(0).size(4);
    const Block block = bytes.block(second);
    const std::size_t data = second + head_size;
    std::vector<Transition> changes = transitions(zone, bytes, data, block);

    std::string_view footer = bytes.from(data + block.size(8));
    if (!footer.starts_with('\n') || footer.find('\n', 1) == std::string_view::npos) refuse(zone);
    footer = footer.substr(1, footer.find('\n', 1) - 1);
    if (!footer.empty()) {
        const auto rule = parse_zone_rule(footer);
        if (!rule) refuse(zone);
        add_rule(*rule, changes.back().at, changes);
    }

    const Seconds end =
        chr::sys_seconds{chr::sys_days{last_year / chr::December / 31}}.time_since_epoch().count();
    ZoneFile file;
    for (const auto& [at, offset] : changes) {
        if (at <= 0)
            file.first_offset = whole_minutes(offset);
        else if (at < end)
            file.changes.push_back({chr::sys_time<chr::minutes>{whole_minutes(at)}, whole_minutes(offset)});
    }
    return file;
}

}  // namespace atalaya
