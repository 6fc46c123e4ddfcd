// A small delivery's fate, row by row.
#include <map>

#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/read.hpp"

namespace atalaya::intake {

namespace {

std::string degrees(std::int32_t units) {
    if (units == no_position) return {};
    const std::int64_t size = units < 0 ? -static_cast<std::int64_t>(units) : units;
    std::string fraction = std::to_string(size % 10'000'000);
    fraction.insert(0, 7 - fraction.size(), '0');
    return (units < 0 ? "-" : "") + std::to_string(size / 10'000'000) + "." + fraction;
}

std::string areas_of(const std::array<Coded, 4>& area, std::size_t row) {
    std::vector<std::string> codes;
    for (const auto& layer : area) codes.push_back(layer[row]);
    return join(codes, "/");
}

std::string line_of(const std::vector<std::string>& cells) {
    std::vector<std::string> quoted;
    for (const auto& cell : cells) quoted.push_back(csv_cell(cell));
    return join(quoted, ",") + "\n";
}

void write_incidents(const Incidents& in, std::map<std::int64_t, std::string>& by_line) {
    static const char* const located[] = {"none",         "text",     "point",    "both",  "clash",  "door",
                                          "interpolated", "crossing", "landmark", "block", "street", "area"};
    for (std::size_t i = 0; i < in.size(); ++i) {
        const std::string hour = in.hour[i] < 0 ? "" : std::to_string(in.hour[i]);
        std::vector<std::string> cells{std::to_string(in.line[i]),
                                       "accepted",
                                       iso(day_at(in.day.since_epoch[i])),
                                       hour,
                                       in.offence[i],
                                       areas_of(in.area, i),
                                       std::to_string(in.units[i]),
                                       degrees(in.lon[i]),
                                       degrees(in.lat[i]),
                                       located[in.located[i]]};
        if (!in.channel.codes.empty()) cells.push_back(in.channel[i]);
        if (!in.delay.empty()) cells.push_back(in.delay[i] < 0 ? "" : std::to_string(in.delay[i]));
        by_line[in.line[i]] = line_of(cells);
    }
}

std::string tallies_text(const Tallies& in) {
    std::string out = "month,category,channel,areas,count\n";
    for (std::size_t i = 0; i < in.size(); ++i) {
        out += line_of({iso(months_from(month_of(day_at(in.month.since_epoch[i])), in.months_of(i))),
                        in.category[i], in.channel[i], areas_of(in.area, i),
                        in.count[i] == nothing<std::int64_t> ? "-" : std::to_string(in.count[i])});
    }
    return out;
}

std::string time_of(const Exposures& in, std::size_t row) {
    if (in.month_of(row) == 0) return std::to_string(in.year[row]);
    return iso(
        Month{std::chrono::year{in.year[row]}, std::chrono::month{static_cast<unsigned>(in.month_of(row))}});
}

std::string exposures_text(const Exposures& in) {
    std::string out = "layer,area,kind,year,value\n";
    for (std::size_t i = 0; i < in.size(); ++i) {
        out += line_of({in.layer[i], in.area[i], in.kind[i], time_of(in, i), std::to_string(in.value[i])});
    }
    return out;
}

std::string areas_text(const Areas& in) {
    std::string out = "layer,code,name,parent_layer,parent\n";
    for (std::size_t i = 0; i < in.size(); ++i) {
        out += line_of({in.layer[i], in.code[i], in.name[i], in.parent_layer[i], in.parent[i]});
    }
    return out;
}

std::string calendar_text(const CalendarDays& in) {
    std::string out = "day,name\n";
    for (std::size_t i = 0; i < in.size(); ++i)
        out += line_of({iso(day_at(in.day.since_epoch[i])), in.name[i]});
    return out;
}

}  // namespace

std::string outcome_csv(const Batch& batch) {
    std::map<std::int64_t, std::string> by_line;
    for (const auto& reject : batch.rejects) {
        by_line[reject.line] =
            line_of({std::to_string(reject.line), "rejected", reject.reason, reject.column, reject.found});
    }
    std::string out;
    if (batch.incidents.size() > 0) {
        out = "line,outcome,day,hour,offence,areas,units,lon,lat,located";
        if (!batch.incidents.channel.codes.empty()) out += ",channel";
        if (!batch.incidents.delay.empty()) out += ",delay";
        out += "\n";
        write_incidents(batch.incidents, by_line);
    }
    if (batch.tallies.size() > 0) out += tallies_text(batch.tallies);
    if (batch.exposures.size() > 0) out += exposures_text(batch.exposures);
    if (batch.areas.size() > 0) out += areas_text(batch.areas);
    if (batch.calendar.size() > 0) out += calendar_text(batch.calendar);
    for (const auto& [line, text] : by_line) out += text;
    out +=
        line_of({"read", std::to_string(batch.read), "accepted", std::to_string(batch.accepted), "rejected",
                 std::to_string(batch.rejected), "duplicate", std::to_string(batch.duplicate)});
    for (const auto& finding : batch.findings) {
        out += line_of({"finding", finding.check, std::to_string(finding.rows), finding.detail});
    }
    return out;
}

}  // namespace atalaya::intake
