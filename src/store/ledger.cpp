#include "store/ledger.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "core/error.hpp"
#include "core/only_year.hpp"
#include "store/told_twice.hpp"

namespace atalaya::store {
namespace {

class WorkingOut {
  public:
    WorkingOut(const std::vector<const Batch*>& batches, const std::vector<Segment>& segments,
               const std::map<Digest, std::vector<IncidentKey>>& refused, const std::set<Digest>& read_before,
               const std::set<Digest>& anew)
        : batches_{batches},
          segments_{segments},
          refused_{refused},
          read_before_{read_before},
          anew_{anew},
          places_(batches.size()) {
        std::size_t rows = 0;
        for (const auto* batch : batches) rows += batch->incidents.size();
        out_.entries.reserve(rows);
        for (const auto& segment : segments) {
            days_.push_back(&segment.column("entry", "day"));
            knowns_.push_back(&segment.column("entry", "known"));
            const auto& no = segment.column("incident", "incident_no");
            for (std::size_t row = 0; row < no.rows; ++row) last_no_ = std::max(last_no_, no[row]);
        }
    }

    WorkedOut run() {
        out_.noticed.resize(batches_.size());
        for (std::size_t i = 0; i < batches_.size(); ++i) {
            if (batches_[i]->incidents.size() > 0) take(static_cast<std::int32_t>(i));
        }
        return std::move(out_);
    }

  private:
    static constexpr std::uint32_t ahead = 16;  // rows

    void take(std::int32_t origin) {
        const Batch& batch = *batches_[static_cast<std::size_t>(origin)];
        KnownIncidents& known = known_of(batch.source);  // gives the batches of the source their places
        const auto before = known.all().size();
        std::vector<bool> seen(before);
        std::vector<std::uint32_t> fresh;
        FactTelling telling{.input = origin, .place = places_[static_cast<std::size_t>(origin)]};
        const auto& keys = batch.incidents.key;
        telling.incidents.reserve(keys.size());
        for (std::uint32_t row = 0; row < keys.size(); ++row) {
            if (row + ahead < keys.size()) known.fetch(keys[row + ahead]);
            const auto place = known.find(keys[row]);
            const bool denied = is_denied(batch, row, telling.place);
            if (place == KnownIncidents::unknown) {
                if (denied) continue;
                add(known, batch.incidents, {origin, row});
                known.all().back().teller = telling.place;
                telling.incidents.push_back(known.all().back().no);
                fresh.push_back(row);
                continue;
            }
            expects(place < before && !seen[place], "the keys of a batch are unique");
            seen[place] = true;
            auto& incident = known.all()[place];
            if (incident.teller > telling.place) {
                ++out_.unchanged;
            } else if (denied) {
                withdraw(incident, telling);
            } else {
                compare(incident, batch.incidents.content[row], {origin, row});
                tell(incident, telling);
            }
        }
        if (const auto keys_refused = refused_.find(batch.delivery); keys_refused != refused_.end()) {
            for (const auto& key : keys_refused->second)
                if (const auto place = known.find(key); place < before) seen[place] = true;
        }
        if (batch.covers == Covers::months) {
            withdraw_absent(known, batch.incidents, seen, telling);
        } else if (before > 0) {
            out_.noticed[static_cast<std::size_t>(origin)] = told_twice(known, batch.incidents, seen, fresh);
        }
        tellers_.at(batch.source).covers(telling.place, telling.months);
        out_.told[batch.source].push_back(std::move(telling));
    }

    // Whether a later delivery says all there is of the month of a row. It does not say this one, unless it told it.
    bool is_denied(const Batch& batch, std::uint32_t row, std::int32_t place) const {
        const auto& tellers = tellers_.at(batch.source);
        if (tellers.is_last(place)) return false;
        return tellers.covered_after(
            place, month_number(day_at(batch.incidents.day.since_epoch[row]), batch.incidents.known[row]));
    }

    // The facts of a year whose months nobody knows are told together as those of a month are: they are of a number
    // below 0 of their own.
    static std::int32_t month_number(Day day, std::int64_t known) {
        const Month month = month_of(day);
        const int year = static_cast<int>(month.year());
        if (is_only_year(known)) return -year;
        return 12 * year + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
    }
    // All twelve months of a year are all that there is of it.
    static void add_whole_years(std::set<std::int32_t>& months) {
        std::map<std::int32_t, int> of_year;
        for (const auto month : months)
            if (month >= 0) ++of_year[month / 12];
        for (const auto& [year, told] : of_year)
            if (told == 12) months.insert(-year);
    }

    static void tell(KnownIncident& incident, FactTelling& telling) {
        incident.teller = telling.place;
        telling.incidents.push_back(incident.no);
    }

    void withdraw(KnownIncident& incident, FactTelling& telling) {
        if (!incident.live()) return;
        ++out_.withdrawn;
        end(incident);
        tell(incident, telling);
    }

    static std::optional<Finding> told_twice(KnownIncidents& known, const Incidents& incidents,
                                             const std::vector<bool>& seen,
                                             const std::vector<std::uint32_t>& fresh) {
        ToldTwice twice{incidents, fresh};
        for (std::size_t place = 0; place < seen.size(); ++place) {
            const auto& other = known.all()[place];
            if (!seen[place] && other.live()) twice.meet(other.content);
        }
        return twice.finding();
    }

    // A source's rows in all batches are announced at once, so its keys need no growing.
    KnownIncidents& known_of(const std::string& source) {
        if (const auto found = out_.known.find(source); found != out_.known.end()) return found->second;
        std::size_t rows = 0;
        for (const auto* batch : batches_) rows += batch->source == source ? batch->incidents.size() : 0;
        auto& known = out_.known.try_emplace(source, source, segments_, rows).first->second;
        auto& tellers = tellers_.try_emplace(source, source, segments_).first->second;
        tellers.tell(known.all());
        for (std::size_t i = 0; i < batches_.size(); ++i) {
            if (batches_[i]->source == source)
                places_[i] = tellers.take(batches_[i]->delivery, anew_.contains(batches_[i]->delivery));
        }
        return known;
    }

    void add(KnownIncidents& known, const Incidents& incidents, RowAt at) {
        auto& incident = known.all()[known.add(incidents.key[at.row], ++last_no_)];
        ++out_.added;
        begin(incident, incidents.content[at.row], at);
    }

    void compare(KnownIncident& incident, std::uint64_t content, RowAt at) {
        if (incident.live() && incident.content == content) {
            ++out_.unchanged;
            return;
        }
        constexpr int two_months = 62;
        ++out_.revised;
        const auto& delivery = batches_[static_cast<std::size_t>(at.origin)]->delivery;
        // The same bytes have the same keys: another descriptor reads their days otherwise.
        if (std::abs(since_epoch(day_of(at)) - since_epoch(day_of(incident.at))) > two_months &&
            !read_before_.contains(delivery))
            ++out_.moved;
        if (incident.live()) end(incident);
        begin(incident, content, at);
    }

    void begin(KnownIncident& incident, std::uint64_t content, RowAt at) {
        ++incident.version;
        incident.content = content;
        incident.at = at;
        out_.entries.push_back({incident.no, at, incident.version, 1});
    }

    void end(KnownIncident& incident) {
        incident.ended = incident.version;
        out_.entries.push_back({incident.no, incident.at, incident.version, -1});
    }

    void withdraw_absent(KnownIncidents& known, const Incidents& incidents, const std::vector<bool>& seen,
                         FactTelling& telling) {
        std::set<std::int32_t> months;
        std::pair<std::int32_t, std::int8_t> last{nothing<std::int32_t>, 0};
        for (std::size_t row = 0; row < incidents.size(); ++row) {
            const std::pair now{incidents.day.since_epoch[row], incidents.known[row]};
            if (now != last) months.insert(month_number(day_at(now.first), now.second));
            last = now;
        }
        add_whole_years(months);
        for (std::size_t place = 0; place < seen.size(); ++place) {
            auto& incident = known.all()[place];
            if (seen[place] || incident.teller > telling.place) continue;
            if (incident.live() && months.contains(month_number(day_of(incident.at), known_at(incident.at))))
                withdraw(incident, telling);
        }
        telling.months = std::move(months);
    }

    Day day_of(RowAt at) const {
        if (at.origin >= 0)
            return day_at(batches_[static_cast<std::size_t>(at.origin)]->incidents.day.since_epoch[at.row]);
        return day_at(static_cast<std::int32_t>((*days_[static_cast<std::size_t>(-1 - at.origin)])[at.row]));
    }
    std::int64_t known_at(RowAt at) const {
        if (at.origin >= 0) return batches_[static_cast<std::size_t>(at.origin)]->incidents.known[at.row];
        return (*knowns_[static_cast<std::size_t>(-1 - at.origin)])[at.row];
    }

    const std::vector<const Batch*>& batches_;
    const std::vector<Segment>& segments_;
    const std::map<Digest, std::vector<IncidentKey>>& refused_;
    const std::set<Digest>& read_before_;
    const std::set<Digest>& anew_;
    std::vector<std::int32_t> places_;  // of the batches, among the deliveries of their source
    std::map<std::string, TellersOfSource> tellers_;
    std::vector<const StoredColumn*> days_, knowns_;  // of the entries of each segment
    std::int64_t last_no_ = 0;
    WorkedOut out_;
};

}  // namespace

WorkedOut work_out(const std::vector<const Batch*>& batches, const std::vector<Segment>& segments,
                   const std::map<Digest, std::vector<IncidentKey>>& refused,
                   const std::set<Digest>& read_before, const std::set<Digest>& anew) {
    return WorkingOut{batches, segments, refused, read_before, anew}.run();
}

void sort_by_incident(std::vector<Entry>& entries) {
    const auto before = [](const Entry& a, const Entry& b) {
        return std::tie(a.incident_no, a.sign, a.version) < std::tie(b.incident_no, b.sign, b.version);
    };
    if (!std::is_sorted(entries.begin(), entries.end(), before))
        std::sort(entries.begin(), entries.end(), before);
}

}  // namespace atalaya::store
