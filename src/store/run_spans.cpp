#include "store/run_spans.hpp"

#include <algorithm>

#include "core/months_alone.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

class Span {
  public:
    void add(Period told) {
        if (!span_) span_ = told;
        span_->first = std::min(span_->first, told.first);
        span_->past_end = std::max(span_->past_end, told.past_end);
    }
    const std::optional<Period>& told() const { return span_; }

  private:
    std::optional<Period> span_;
};

void add_facts(Span& span, const Incidents& rows) {
    const auto& days = rows.day.since_epoch;
    if (days.empty()) return;
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    span.add({day_at(*first), day_at(*last) + std::chrono::days{1}});
}

void add_cells(Span& span, const Tallies& cells) {
    const auto first_of = [&](std::size_t cell) { return month_of(day_at(cells.month.since_epoch[cell])); };
    MonthsAlone seen;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) seen.saw(first_of(cell), cells.months_of(cell));
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        if (seen.is_of_no_month(first_of(cell), cells.months_of(cell))) continue;
        span.add(months_from(first_of(cell), cells.months_of(cell)));
    }
}

void add_populations(Span& span, const Exposures& rows) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const int month = rows.month_of(row);
        const auto first = std::chrono::year{rows.year[row]} /
                           std::chrono::month{static_cast<unsigned>(month == 0 ? 1 : month)};
        span.add(months_from(first, month == 0 ? 12 : 1));
    }
}

}  // namespace

std::optional<Period> span_of(const Batch& batch) {
    Span span;
    add_facts(span, batch.incidents);
    add_cells(span, batch.tallies);
    add_populations(span, batch.exposures);
    return span.told();
}

std::map<std::string, Period> run_spans(RecordStore& records, std::string_view city) {
    std::map<std::string, Period> spans;
    records.database().query(sql::records::query::run_spans, {std::string{city}}, [&](const Row& row) {
        spans[std::string{row.text(0)}] = {row.day(1), row.day(2)};
    });
    return spans;
}

}  // namespace atalaya::store
