#include "store/questions.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

namespace ask = sql::analytics::query;

// Reads a row's columns one after another.
class Columns {
  public:
    explicit Columns(const Row& row) : row_{row} {}

    Columns& text(Coded& to) {
        to.push(row_.text(next_++));
        return *this;
    }
    Columns& day(Days& to) {
        const auto at = next_++;
        to.since_epoch.push_back(row_.is_null(at) ? nothing<std::int32_t> : since_epoch(row_.day(at)));
        return *this;
    }
    template <class T>
    Columns& number(std::vector<T>& to) {
        to.push_back(static_cast<T>(row_.integer(next_++)));
        return *this;
    }
    Columns& areas(std::array<Coded, 4>& to) {
        for (auto& area : to) text(area);
        return *this;
    }

  private:
    const Row& row_;
    std::size_t next_ = 0;
};

Values asked(const At& at) {
    return {at.city, at.vintage_no};
}

Values asked(const At& at, Period period) {
    return {at.city, at.vintage_no, period.first, period.past_end};
}

}  // namespace

HourCounts hour_counts(AnalyticsStore& store, const At& at, Period months) {
    HourCounts out;
    store.database().query(ask::hour_counts, asked(at, months), [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .text(out.offence)
            .day(out.month)
            .number(out.weekday)
            .number(out.hour)
            .number(out.known)
            .text(out.area_2)
            .text(out.area_3)
            .number(out.rows);
    });
    return out;
}

QualityCounts quality_counts(AnalyticsStore& store, const At& at, Period months) {
    QualityCounts out;
    store.database().query(ask::quality_counts, asked(at, months), [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .day(out.month)
            .number(out.located)
            .number(out.hour_known)
            .number(out.rows);
    });
    return out;
}

ChannelCounts channel_counts(AnalyticsStore& store, const At& at, Period months) {
    ChannelCounts out;
    store.database().query(ask::channel_counts, asked(at, months), [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .text(out.offence)
            .text(out.channel)
            .day(out.month)
            .text(out.area_2)
            .text(out.area_3)
            .text(out.area_4)
            .number(out.rows)
            .number(out.units);
    });
    return out;
}

DelayCounts delay_counts(AnalyticsStore& store, const At& at, Period months) {
    DelayCounts out;
    store.database().query(ask::delay_counts, asked(at, months), [&](const Row& row) {
        Columns{row}.text(out.source).text(out.offence).day(out.month).number(out.delay).number(out.rows);
    });
    return out;
}

TallyCounts tallies(AnalyticsStore& store, const At& at, Period months) {
    TallyCounts out;
    store.database().query(ask::tallies, asked(at, months), [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .text(out.category)
            .text(out.channel)
            .day(out.month)
            .number(out.months)
            .areas(out.area)
            .number(out.count);
    });
    return out;
}

UnsaidCells unsaid(AnalyticsStore& store, const At& at) {
    UnsaidCells out;
    store.database().query(ask::unsaid, asked(at), [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .text(out.category)
            .text(out.channel)
            .day(out.month)
            .number(out.months)
            .areas(out.area);
    });
    return out;
}

LiveSpans live_spans(AnalyticsStore& store, const At& at, Period period) {
    LiveSpans out;
    store.database().query(ask::live_spans, asked(at, period), [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .text(out.offence)
            .text(out.area_2)
            .text(out.area_3)
            .text(out.area_4)
            .number(out.from)
            .number(out.past)
            .number(out.known);
    });
    return out;
}

KnownExposures exposures(AnalyticsStore& store, const At& at) {
    KnownExposures out;
    auto& e = out.exposures;
    store.database().query(ask::exposures, asked(at), [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .text(e.layer)
            .text(e.area)
            .text(e.kind)
            .number(e.year)
            .number(e.month)
            .number(e.value);
    });
    return out;
}

Areas areas(AnalyticsStore& store, const At& at) {
    Areas out;
    store.database().query(ask::areas, asked(at), [&](const Row& row) {
        Columns{row}
            .text(out.layer)
            .text(out.code)
            .text(out.name)
            .text(out.parent_layer)
            .text(out.parent)
            .day(out.valid_from)
            .text(out.geometry);
    });
    return out;
}

Positions live_positions(AnalyticsStore& store, const At& at, Period period) {
    Positions out;
    store.database().query(ask::live_positions, asked(at, period), [&](const Row& row) {
        Columns{row}
            .number(out.incident_no)
            .text(out.source)
            .text(out.offence)
            .day(out.day)
            .number(out.hour)
            .number(out.known)
            .number(out.units)
            .number(out.lon)
            .number(out.lat)
            .number(out.located)
            .areas(out.area);
    });
    return out;
}

RevisedIncidents revised_incidents(AnalyticsStore& store, std::int64_t earlier, const At& at) {
    expects(earlier <= at.vintage_no, "what became of incidents goes from an earlier vintage to a later one");
    std::vector<std::string> words;
    store.database().query(ask::words, {at.city}, [&](const Row& row) { words.emplace_back(row.text(1)); });
    const auto word = [&](std::int64_t code) {
        return code < 0 ? std::string{} : words.at(static_cast<std::size_t>(code));
    };
    // Five columns from `first` on: offence, month, area_2 to area_4.
    const auto cell = [&](const Row& row, std::size_t first,
                          std::int64_t units) -> std::optional<RevisedIncidents::Cell> {
        if (row.integer(first) < 0) return {};
        return RevisedIncidents::Cell{word(row.integer(first)),
                                      month_of(row.day(first + 1)),
                                      {"", "", word(row.integer(first + 2)), word(row.integer(first + 3)),
                                       word(row.integer(first + 4))},
                                      units};
    };
    RevisedIncidents out;
    const Values values{at.city, earlier, at.vintage_no};
    store.database().query(ask::revised_incidents, values, [&](const Row& row) {
        out.moves.push_back({word(row.integer(0)), cell(row, 1, row.integer(12)),
                             cell(row, 6, row.integer(13)), row.integer(11)});
    });
    store.database().query(ask::withdrawn_twins, values, [&](const Row& row) {
        out.joined.push_back({word(row.integer(0)), cell(row, 1, row.integer(7)), {}, row.integer(6)});
    });
    return out;
}

ListedFacts listed_facts(AnalyticsStore& store, const At& at, const std::string& offence) {
    ListedFacts out;
    store.database().query(ask::listed_facts, {at.city, at.vintage_no, offence}, [&](const Row& row) {
        Columns{row}.number(out.incident_no).day(out.day).number(out.units).areas(out.area);
    });
    return out;
}

WeekCounts week_counts(AnalyticsStore& store, const At& at, Period period) {
    WeekCounts out;
    store.database().query(ask::week_counts, asked(at, period), [&](const Row& row) {
        Columns{row}
            .text(out.offence)
            .day(out.week)
            .text(out.area_2)
            .text(out.area_3)
            .text(out.area_4)
            .number(out.rows)
            .number(out.units);
    });
    return out;
}

RegisteredCounts registered_counts(AnalyticsStore& store, const At& at) {
    RegisteredCounts out;
    store.database().query(ask::registered_counts, {at.city, at.vintage_no}, [&](const Row& row) {
        Columns{row}
            .text(out.source)
            .text(out.offence)
            .day(out.month)
            .text(out.area_2)
            .text(out.area_3)
            .text(out.area_4)
            .number(out.rows)
            .number(out.units);
    });
    return out;
}

StreetCounts street_counts(AnalyticsStore& store, const At& at, Period period) {
    StreetCounts out;
    store.database().query(ask::street_counts, asked(at, period), [&](const Row& row) {
        Columns{row}.text(out.offence).areas(out.area).number(out.rows);
    });
    return out;
}

}  // namespace atalaya::store
