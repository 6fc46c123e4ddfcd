#include "store/told_facts.hpp"

#include <algorithm>
#include <limits>

#include "core/error.hpp"

namespace atalaya::store {
namespace {

enum What : std::int8_t { incidents = 0, months = 1 };

// Calls `each(first, past)` of every run of numbers that follow each other. `numbers` in order, each once.
template <class Numbers, class Each>
void each_range(const Numbers& numbers, Each each) {
    for (auto at = numbers.begin(); at != numbers.end();) {
        const auto first = *at;
        auto past = first;
        for (; at != numbers.end() && *at == past; ++at) ++past;
        each(first, past);
    }
}

}  // namespace

TellersOfSource::TellersOfSource(std::string source, const std::vector<Segment>& segments)
    : source_{std::move(source)} {
    for (const auto& segment : segments) read(segment);
}

void TellersOfSource::read(const Segment& segment) {
    std::set<std::int32_t> covering;  // places whose months this segment says anew
    if (segment.rows("fact_told") == 0) return read_without(segment);
    const auto column = [&](const char* name) -> const StoredColumn& {
        return segment.column("fact_told", name);
    };
    const auto &sources = column("source"), &input = column("input"), &place = column("place"),
               &what = column("what"), &first = column("first"), &past = column("past");
    for (std::size_t row = 0; row < sources.rows; ++row) {
        if (sources.word(row) != source_) continue;
        const auto at = static_cast<std::int32_t>(place[row]);
        places_[segment.header().inputs.at(static_cast<std::size_t>(input[row])).delivery] = at;
        last_ = std::max(last_, at);
        if (covering.insert(at).second) months_[at].clear();
        if (what[row] == What::incidents) {
            told_.push_back({first[row], past[row], at});
            continue;
        }
        for (auto month = first[row]; month < past[row]; ++month)
            months_[at].insert(static_cast<std::int32_t>(month));
    }
    for (const auto& one : segment.header().inputs) {
        if (one.source == source_ && !places_.contains(one.delivery)) places_[one.delivery] = ++last_;
    }
}

void TellersOfSource::read_without(const Segment& segment) {
    std::int32_t least = std::numeric_limits<std::int32_t>::max();
    for (const auto& one : segment.header().inputs) {
        if (one.source != source_) continue;
        const auto found = places_.find(one.delivery);
        const auto at = found != places_.end() ? found->second : (places_[one.delivery] = ++last_);
        least = std::min(least, at);
    }
    if (segment.rows("entry") == 0) return;
    const auto &sources = segment.column("entry", "source"), &no = segment.column("entry", "incident_no");
    std::vector<std::int64_t> numbers;
    for (std::size_t row = 0; row < sources.rows; ++row) {
        if (sources.word(row) == source_) numbers.push_back(no[row]);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    each_range(numbers, [&](std::int64_t first, std::int64_t past) {
        told_.push_back({first, past, least});
    });
}

void TellersOfSource::tell(std::vector<KnownIncident>& known) const {
    for (const auto& range : told_) {
        auto at = std::lower_bound(
            known.begin(), known.end(), range.first,
            [](const KnownIncident& incident, std::int64_t number) { return incident.no < number; });
        for (; at != known.end() && at->no < range.past; ++at) at->teller = std::max(at->teller, range.place);
    }
}

std::int32_t TellersOfSource::take(const Digest& delivery, bool anew) {
    const auto known = places_.find(delivery);
    if (known != places_.end() && !anew) return known->second;
    places_[delivery] = ++last_;
    return last_;
}

bool TellersOfSource::covered_after(std::int32_t place, std::int32_t month) const {
    return std::any_of(months_.upper_bound(place), months_.end(),
                       [&](const auto& later) { return later.second.contains(month); });
}

Table told_facts_table(std::map<std::string, std::vector<FactTelling>> tellings) {
    Coded sources;
    std::vector<std::int32_t> input, place;
    std::vector<std::int8_t> what;
    std::vector<std::int64_t> first, past;
    for (auto& [source, its] : tellings) {
        for (auto& telling : its) {
            const auto add = [&](What kind, std::int64_t from, std::int64_t to) {
                sources.push(source);
                input.push_back(telling.input);
                place.push_back(telling.place);
                what.push_back(kind);
                first.push_back(from);
                past.push_back(to);
            };
            auto& numbers = telling.incidents;
            if (!std::is_sorted(numbers.begin(), numbers.end())) std::sort(numbers.begin(), numbers.end());
            each_range(numbers, [&](auto from, auto to) { add(What::incidents, from, to); });
            each_range(telling.months, [&](auto from, auto to) { add(What::months, from, to); });
        }
    }
    return {"fact_told",
            {{"source", std::move(sources)},
             {"input", std::move(input)},
             {"place", std::move(place)},
             {"what", std::move(what)},
             {"first", std::move(first)},
             {"past", std::move(past)}}};
}

}  // namespace atalaya::store
