#include "service/days_not_sent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/json.hpp"
#include "core/only_year.hpp"
#include "core/table.hpp"
#include "intake/quality/days_silent.hpp"
#include "service/catalogue.hpp"
#include "service/due.hpp"
#include "service/feasts.hpp"
#include "service/findings.hpp"
#include "service/ingest.hpp"
#include "service/silence.hpp"
#include "service/world.hpp"
#include "store/data_directory.hpp"
#include "store/days_told.hpp"

namespace atalaya::service {

namespace {

using intake::quality::FactsByDay;
using intake::quality::SilentDays;

constexpr int enough_months = 24;

class FeastsAsked {
  public:
    explicit FeastsAsked(const intake::City& city) : city_{city} {}
    bool operator()(Day day) {
        const Month month = month_of(day);
        const auto [known, added] = of_.try_emplace(month);
        if (added)
            for (const auto& feast : feasts_of(city_, month)) known->second.insert(feast.day);
        return known->second.contains(day);
    }

  private:
    const intake::City& city_;
    std::map<Month, std::set<Day>> of_;
};

std::vector<SilentDays> silent_in(const intake::City& city, const FactsByDay& facts) {
    FeastsAsked feasts{city};
    return intake::quality::silent_days(facts, [&](Day day) { return feasts(day); });
}

bool is_asked(const Catalogue& catalogue, const intake::Source& source) {
    if (source.kind != intake::Kind::incidents || !source.beside.empty()) return false;
    const auto* expected = catalogue.city.expectation(source.id);
    return !expected || (!expected->empty_months && !by_days(cadence_of(source, *expected)));
}

// What one delivery tells: its facts by day, and the months of which it has a fact without a day.
struct DaysOfDelivery {
    FactsByDay facts;
    std::set<Month> months, vague;

    explicit DaysOfDelivery(const Incidents& of) {
        std::map<std::int32_t, std::int64_t> by_day;
        for (std::size_t i = 0; i < of.size(); ++i) {
            if (has_day(of, i))
                ++by_day[of.day.since_epoch[i]];
            else
                vague.insert(month_of(day_at(of.day.since_epoch[i])));
        }
        for (const auto& [day, n] : by_day) facts[day_at(day)] = n;
        for (const auto& [day, n] : facts) months.insert(month_of(day));
    }
};

// The facts of a source as they will be: those of its new deliveries, and those known before of what these do not cover.
FactsByDay together(store::Store& store, const std::string& source, Covers covers,
                    const std::vector<const DaysOfDelivery*>& came) {
    FactsByDay facts;
    std::set<Month> told;
    for (const auto* delivery : came) {
        for (const auto& [day, n] : delivery->facts) facts[day] += n;
        told.insert(delivery->months.begin(), delivery->months.end());
    }
    const auto newest = store.newest();
    if (facts.empty() || !newest ||
        months_between(month_of(facts.begin()->first), month_of(facts.rbegin()->first)) >= enough_months)
        return facts;
    for (const auto& [day, n] : store::days_told(store.analytics(), {store.city(), newest->no}, source)) {
        if (covers == Covers::rows || !told.contains(month_of(day))) facts[day] += n;
    }
    return facts;
}

// Of the runs those that a delivery is asked about: in months of which it has facts, each with its day.
std::vector<SilentDays> of_delivery(const DaysOfDelivery& delivery, const std::vector<SilentDays>& runs) {
    std::vector<SilentDays> own;
    std::ranges::copy_if(runs, std::back_inserter(own), [&](const SilentDays& run) {
        const Month first = month_of(run.days.first),
                    last = month_of(run.days.past_end - std::chrono::days{1});
        return (delivery.months.contains(first) || delivery.months.contains(last)) &&
               !delivery.vague.contains(first) && !delivery.vague.contains(last);
    });
    return own;
}

void tell(const std::vector<SilentDays>& runs, std::vector<Finding>& findings) {
    if (runs.empty()) return;
    std::int64_t days = 0;
    double usual = 0;
    JsonWriter json;
    json.object().key("days").array();
    for (const auto& run : runs) {
        json.text(iso(run.days));
        days += run.days.days();
        usual += run.usual;
    }
    json.end().key("facts_usual").integer(std::llround(usual)).end();
    findings.push_back({intake::quality::days_silent, days, json.str()});
}

std::vector<Period> runs_in(const std::string& detail) {
    std::vector<Period> runs;
    const auto json = nlohmann::json::parse(detail);
    for (const auto& days : json.at("days")) runs.push_back(parse_period(days.get<std::string>()).value());
    return runs;
}

bool is_silent_days(const Finding& finding) {
    return finding.check == intake::quality::days_silent;
}

// By source, the runs of which somebody said that there truly was nothing.
std::map<std::string, std::vector<Period>> settled_runs(store::Store& store) {
    std::map<std::string, std::vector<Period>> settled;
    for (const auto& [finding, life] : living_findings(store, {}, intake::quality::days_silent)) {
        for (const auto place : state_of(life).settled) {
            const auto runs = runs_in(finding.tellings[place].detail);
            std::ranges::copy(runs, std::back_inserter(settled[finding.source]));
        }
    }
    return settled;
}

bool any_touches(const std::vector<Period>& runs, Period days) {
    return std::ranges::any_of(
        runs, [&](const Period& run) { return run.first < days.past_end && days.first < run.past_end; });
}

bool any_holds(const std::vector<Period>& runs, Period days) {
    return std::ranges::any_of(
        runs, [&](const Period& run) { return run.first <= days.first && days.past_end <= run.past_end; });
}

}  // namespace

void tell_days_silent(store::Store& store, const Catalogue& catalogue,
                      std::vector<ReadDelivery>& deliveries) {
    std::map<std::string, std::vector<std::pair<Batch*, DaysOfDelivery>>> by_source;
    for (auto& delivery : deliveries) {
        auto& batch = delivery.batch;
        if (delivery.known || batch.incidents.size() == 0 ||
            !is_asked(catalogue, catalogue.source(batch.source)))
            continue;
        by_source[batch.source].emplace_back(&batch, DaysOfDelivery{batch.incidents});
    }
    for (auto& [source, came] : by_source) {
        std::vector<const DaysOfDelivery*> days;
        for (const auto& [batch, of] : came) days.push_back(&of);
        const auto runs =
            silent_in(catalogue.city, together(store, source, came.front().first->covers, days));
        for (auto& [batch, of] : came) tell(of_delivery(of, runs), batch->findings);
    }
}

std::vector<intake::Gap> days_not_sent(store::Store& store, const Catalogue& catalogue, const store::At& at,
                                       const std::vector<Receipt>& receipts) {
    std::map<std::string, std::vector<Period>> told;
    for (const auto& receipt : receipts) {
        for (const auto& finding : receipt.findings) {
            if (!is_silent_days(finding) || !is_asked(catalogue, catalogue.source(receipt.source))) continue;
            const auto runs = runs_in(finding.detail);
            std::ranges::copy(runs, std::back_inserter(told[receipt.source]));
        }
    }
    std::vector<intake::Gap> gaps;
    if (told.empty()) return gaps;
    const auto settled = settled_runs(store);
    for (const auto& [source, noticed] : told) {
        const auto true_zeros = settled.find(source);
        for (const auto& run : silent_in(catalogue.city, store::days_told(store.analytics(), at, source))) {
            if (!any_touches(noticed, run.days) || is_declared_silent(catalogue.city, source, run.days) ||
                (true_zeros != settled.end() && any_holds(true_zeros->second, run.days)))
                continue;
            gaps.push_back({.source = source,
                            .layer = "",
                            .area = "",
                            .first = run.days.first,
                            .last = run.days.past_end - std::chrono::days{1},
                            .what = {}});
        }
    }
    return gaps;
}

std::string days_to_paste(const std::string& source, const std::string& detail) {
    std::string lines;
    for (const auto& run : runs_in(detail))
        lines += fmt::format(
            "[[coverage]]\nsource = \"{}\"\nfirst = \"{}\"\nlast = \"{}\"\n"
            "what = {{ es = \"sin ninguna fila\", pt = \"sem nenhuma linha\", en = \"without any row\" }}\n",
            source, iso(run.first), iso(run.past_end - std::chrono::days{1}));
    return lines;
}

}  // namespace atalaya::service
