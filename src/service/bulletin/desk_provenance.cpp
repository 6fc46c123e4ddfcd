// The appendix of a bulletin: a row for each figure that was asked.
#include <algorithm>
#include <cmath>

#include "core/day.hpp"
#include "core/digest.hpp"
#include "core/text.hpp"
#include "service/bulletin/comparability.hpp"
#include "service/bulletin/denominators.hpp"
#include "service/bulletin/desk.hpp"

namespace atalaya::service {

namespace {

// "casos", "cambio del acumulado" ...: which words a measure over a period has.
std::string measure_key(const FigureSpec& spec) {
    const int months = months_between(month_of(spec.period.first), month_of(spec.period.past_end));
    const bool twelve = months == 12, several = months > 1;
    static const std::map<std::string, std::string, std::less<>> plain{{"rate", "rate"},
                                                                       {"expected", "expected"},
                                                                       {"monthly", "series"},
                                                                       {"expected_monthly", "expected"},
                                                                       {"weekly", "weeks"},
                                                                       {"expected_weekly", "expected"},
                                                                       {"ratio", "against_rest"},
                                                                       {"share", "concentration"},
                                                                       {"hours", "weekday_hour"},
                                                                       {"parts_of_day", "weekday_part"},
                                                                       {"unknown_hours", "hour_unknown"},
                                                                       {"located", "located"},
                                                                       {"bridge", "bridge"},
                                                                       {"bridged", "bridged"},
                                                                       {"on_time", "on_time"},
                                                                       {"resolved", "resolved"},
                                                                       {"revision", "revision"},
                                                                       {"residents", "residents"},
                                                                       {"hits", "hits"},
                                                                       {"busiest", "busiest"},
                                                                       {"repeated", "repeated"},
                                                                       {"hot", "hot"},
                                                                       {"still_hot", "still_hot"},
                                                                       {"reconciled", "reconciled"},
                                                                       {"by_attribute", "by_attribute"},
                                                                       {"causes", "causes"},
                                                                       {"delay", "delay"},
                                                                       {"registered", "registered"},
                                                                       {"delay_curve", "delay_curve"},
                                                                       {"compared", "compared"},
                                                                       {"comparable", "coverage"}};
    if (spec.measure == "count") return twelve ? "twelve" : several ? "accumulated" : "count";
    if (spec.measure == "change") return twelve ? "twelve_change" : several ? "accumulated_change" : "change";
    if (spec.measure == "rows") {
        for (const char* state : {"read", "accepted", "rejected", "duplicate"}) {
            if (spec.part.find(std::string{"state="} + state) != std::string::npos) return state;
        }
        return "rejected";
    }
    return plain.at(spec.measure);
}

// "ago 2020", "2020", "sep 2019–ago 2020".
std::string brief(const render::Forms& forms, Period period) {
    const Month first = month_of(period.first), last = plus_months(month_of(period.past_end), -1);
    if (first == last) return forms.short_month(first);
    if (first.year() == last.year() && first.month() == std::chrono::January &&
        last.month() == std::chrono::December)
        return iso(first).substr(0, 4);
    return forms.short_month(first) + std::string{render::en_dash} + forms.short_month(last);
}

}  // namespace

constexpr int percent_decimals = 1;  // in the appendix, of an estimate and of its interval

// What the figure came to, in the form of its measure.
std::string Desk::value_text(const Figure& figure) const {
    const std::string& measure = figure.spec.measure;
    if (!figure.series.empty() && !figure.value)
        return words_.say("provenance.points",
                          {{"n", render::counted(forms_, static_cast<std::int64_t>(figure.series.size()))}});
    if (!figure.value) return refusal(figure);
    if (measure == "change") return forms_.change(*figure.value, percent_decimals);
    if (figure.unit == "percent") return render::plain(percent(figure, percent_decimals));
    if (measure == "bridge") return forms_.decimal(*figure.value, 2);
    if (measure == "rate" || measure == "ratio" || measure == "expected")
        return forms_.decimal(*figure.value, 1);
    return forms_.count(std::llround(*figure.value));
}

// Records used, read and left out.
void Desk::tell_records(const Figure& figure, render::Provenance& row) const {
    if (figure.reason != "withheld") {
        row.records =
            words_.say("provenance.records", {{"used", forms_.count(figure.records_in)},
                                              {"read", forms_.count(figure.records_in + figure.records_out)},
                                              {"excluded", forms_.count(figure.records_out)}});
        row.records_used = figure.records_in;
        row.records_excluded = figure.records_out;
        row.used = forms_.count(figure.records_in);
        if (figure.records_out > 0) row.left_out = forms_.difference(-figure.records_out);
    }
    const bool is_value =
        figure.value && figure.records_out == 0 && *figure.value == static_cast<double>(figure.records_in);
    row.used_is_told = figure.reason != "withheld" && figure.computable() && !is_value;
}

// The deliveries of the figure's sources, the first and the last where they are many.
std::string Desk::deliveries_text(const Figure& figure) const {
    std::vector<std::string> hashes;
    for (const auto& receipt : world_.receipts()) {
        if (std::find(figure.sources.begin(), figure.sources.end(), receipt.source) != figure.sources.end())
            hashes.push_back(receipt.delivery.hex().substr(0, 8));
    }
    if (hashes.size() > 4) hashes = {hashes.front(), "…", hashes.back()};
    return join(hashes, " ");
}

std::vector<std::string> Desk::sources_used() const {
    std::vector<std::string> used;
    for (const auto& id : order_) {
        for (const std::string& source : shown_.find(id)->second.sources) {
            if (std::ranges::find(used, source) == used.end()) used.push_back(source);
        }
    }
    return used;
}

// How many, the first and the last, and the beginning of the SHA-256 of their digests, a line each.
std::string Desk::summary(const std::vector<render::Delivery>& deliveries) const {
    if (deliveries.empty()) return {};
    const auto brief = [](const std::string& hex) { return hex.substr(0, 8); };
    Sha256 list;
    for (const auto& delivery : deliveries) list.add(delivery.sha256 + "\n");
    return words_.say("provenance.deliveries",
                      {{"n", render::counted(forms_, static_cast<std::int64_t>(deliveries.size()))},
                       {"first", brief(deliveries.front().sha256)},
                       {"first_day", deliveries.front().day},
                       {"last", brief(deliveries.back().sha256)},
                       {"last_day", deliveries.back().day},
                       {"list", brief(list.digest().hex())}});
}

std::vector<render::Source> Desk::sources() const {
    std::vector<render::Source> sources;
    const auto figures = asked();
    for (const std::string& id : sources_used()) {
        render::Source source{.name = std::string{in_language(catalogue().source(id).name)}};
        for (const auto& receipt : world_.receipts()) {
            const std::string hex = receipt.delivery.hex();
            if (receipt.source == id &&
                std::ranges::find(source.deliveries, hex, &render::Delivery::sha256) ==
                    source.deliveries.end())
                source.deliveries.push_back({hex, forms_.short_day(*parse_day(receipt.came.substr(0, 10)))});
        }
        source.summary = summary(source.deliveries);
        if (const auto crosswalks = crosswalks_text(*this, figures, id); !crosswalks.empty())
            source.summary += "; " + crosswalks;
        sources.push_back(std::move(source));
    }
    return sources;
}

render::Provenance Desk::provenance_of(const Figure& figure, const std::vector<std::string>& sources) const {
    const auto& spec = figure.spec;
    render::Provenance row;
    row.figure = figure_id(spec);
    row.indicator = words_.say("provenance.of_source");
    if (!spec.indicator.empty()) {
        const auto& indicator = catalogue().indicator(spec.indicator);
        row.indicator = words_.say("provenance.version",
                                   {{"indicator", name(indicator)}, {"version", indicator.version}});
    }
    row.measure = words_.say("measure." + measure_key(spec));
    if (const std::string part = part_text(spec.part); !part.empty()) row.measure += " (" + part + ")";
    row.territory = name(world_.territory(parse_territory(spec.territory)));
    row.period = forms_.period(spec.period);
    row.brief_period = brief(forms_, spec.period);
    if (spec.against) {
        row.period += " / " + forms_.period(*spec.against);
        row.brief_period += " / " + brief(forms_, *spec.against);
    }
    if (spec.measure == "rows" &&
        !spec.part.ends_with("deliveries=new")) {  // of every delivery, whatever the month
        row.period = words_.say("provenance.until_cut.of", {{"period", row.period}});
        row.brief_period = words_.say("provenance.until_cut");
    }
    row.value = value_text(figure);
    row.number = figure.value;
    if (!figure.value && !figure.series.empty()) row.points = static_cast<std::int64_t>(figure.series.size());
    if (figure.low && figure.high) row.interval = render::plain(interval(figure, percent_decimals));
    row.ends = ends(figure, percent_decimals);
    if (const auto quotient = quotient_text(*this, figure); !quotient.empty()) {
        row.interval += (row.interval.empty() ? "" : "; ") + quotient;
        for (auto& part : quotient_parts(*this, figure)) row.ends.push_back(std::move(part));
    }
    std::vector<std::string> names;
    for (const auto& source : figure.sources)
        names.emplace_back(in_language(catalogue().source(source).name));
    row.source = forms_.list(names);
    for (std::size_t place = 0; place < sources.size(); ++place) {
        if (std::ranges::find(figure.sources, sources[place]) != figure.sources.end())
            row.sources.push_back(place);
    }
    tell_records(figure, row);
    row.deliveries = deliveries_text(figure);
    row.vintage = spec.vintage;
    row.command = "atalaya figure repeat " + row.figure;
    return row;
}

std::vector<render::Provenance> Desk::provenance() const {
    std::vector<render::Provenance> rows;
    const auto sources = sources_used();
    for (const auto& id : order_) rows.push_back(provenance_of(shown_.find(id)->second, sources));
    return rows;
}

}  // namespace atalaya::service
