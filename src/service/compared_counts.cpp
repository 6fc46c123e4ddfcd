#include "service/compared_counts.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/only_year.hpp"
#include "core/text.hpp"
#include "disclose/secondary.hpp"
#include "service/kept_codes.hpp"
#include "service/kept_domains.hpp"
#include "service/ledger_names.hpp"

namespace atalaya::service {

namespace {

using Counts = std::map<std::string, std::int64_t>;

// What one source counts.
struct Told {
    Counts months, areas;
    std::int64_t all = 0, elsewhere = 0;
};

bool counted(const intake::Source& source, const std::vector<std::string>& counts, std::string_view offence) {
    return std::ranges::any_of(source.labels, [&](const intake::Label& label) {
        if (offence != source.id + ":" + label.code) return false;
        return std::ranges::any_of(counts, [&](const std::string& one) {
            return one == label.code || std::ranges::find(label.indicators, one) != label.indicators.end();
        });
    });
}

class Comparing {
  public:
    Comparing(store::Store& store, const World& world, const Catalogue& catalogue)
        : world_{world},
          catalogue_{catalogue},
          at_{store.city(), world.vintage_no()},
          counts_{store::month_counts(store.analytics(), at_)},
          names_{store, catalogue, at_},
          domains_{store} {}

    ComparedCounts compared(const intake::Comparison& declared) const {
        const auto &a = catalogue_.source(declared.first), &b = catalogue_.source(declared.second);
        ComparedCounts out{.declared = &declared, .period = shared_months(a, b)};
        const auto one = domains_.all(a);
        out.withheld = one.size() != 1 || one != domains_.all(b);
        if (out.period.first >= out.period.past_end) return out;
        const Told first = told(a, declared.first_counts, declared.layer, out.period);
        const Told second = told(b, declared.second_counts, declared.layer, out.period);
        out.first = shown({first.all}, out.withheld)[0];
        out.second = shown({second.all}, out.withheld)[0];
        set_rates(out);
        std::vector<std::string> months;
        for (Month month = month_of(out.period.first); first_day(month) < out.period.past_end;
             month = plus_months(month, 1))
            months.push_back(iso(month));
        out.months = cells(months, first.months, second.months, out.withheld);
        if (!declared.layer.empty()) tell_areas(out, first, second);
        return out;
    }

  private:
    // From the first month that both tell of to the last.
    Period shared_months(const intake::Source& a, const intake::Source& b) const {
        const Period one = months_of(a.id), other = months_of(b.id);
        const Period both{std::max(one.first, other.first), std::min(one.past_end, other.past_end)};
        return both.first < both.past_end ? both : Period{};
    }

    Period months_of(const std::string& source) const {
        Period period{};
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            if (counts_.source[i] != source || is_of_no_month(i)) continue;
            const Period month = whole(month_of(day_at(counts_.month.since_epoch[i])));
            if (period.first == period.past_end) period = month;
            period.first = std::min(period.first, month.first);
            period.past_end = std::max(period.past_end, month.past_end);
        }
        return period;
    }

    bool is_of_no_month(std::size_t cell) const {
        return is_cell_of_only_year(day_at(counts_.month.since_epoch[cell]));
    }

    Told told(const intake::Source& source, const std::vector<std::string>& counts, const std::string& layer,
              const Period& period) const {
        Told out;
        const int slot = layer.empty() ? 0 : catalogue_.city.layer(layer)->slot;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            const Day day = day_at(counts_.month.since_epoch[i]);
            if (counts_.source[i] != source.id || is_of_no_month(i) || !period.holds(day) ||
                !counted(source, counts, counts_.offence[i]))
                continue;
            const std::int64_t rows = counts_.rows[i];
            out.all += rows;
            out.months[iso(month_of(day))] += rows;
            const std::string area{slot == 2   ? counts_.area_2[i]
                                   : slot == 3 ? counts_.area_3[i]
                                   : slot == 4 ? counts_.area_4[i]
                                               : std::string{}};
            if (area.empty()) out.elsewhere += rows;
            if (!area.empty()) out.areas[area] += rows;
        }
        return out;
    }

    // Those of one source that may be told.
    static std::vector<std::optional<std::int64_t>> shown(const std::vector<std::int64_t>& counts,
                                                          bool withheld) {
        std::vector<bool> hidden;
        for (const auto n : counts) hidden.push_back(withheld && n > 0 && n < smallest_compared);
        if (withheld) hidden = disclose::hidden_parts(counts, hidden, smallest_compared);
        std::vector<std::optional<std::int64_t>> out;
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.push_back(hidden[i] ? std::nullopt : std::optional{counts[i]});
        return out;
    }

    static std::vector<ComparedCell> cells(const std::vector<std::string>& codes, const Counts& first,
                                           const Counts& second, bool withheld) {
        const auto values = [&](const Counts& counts) {
            std::vector<std::int64_t> all;
            for (const auto& code : codes) all.push_back(counts.contains(code) ? counts.at(code) : 0);
            return shown(all, withheld);
        };
        const auto a = values(first), b = values(second);
        std::vector<ComparedCell> out;
        for (std::size_t i = 0; i < codes.size(); ++i) out.push_back({codes[i], "", a[i], b[i]});
        return out;
    }

    void tell_areas(ComparedCounts& out, const Told& first, const Told& second) const {
        // What is of no area is a part of the total too.
        Counts a = first.areas, b = second.areas;
        a[""] = first.elsewhere, b[""] = second.elsewhere;
        std::vector<std::string> codes{""};
        for (const auto* info : world_.layer(out.declared->layer)) codes.push_back(info->territory.code);
        out.areas = cells(codes, a, b, out.withheld);
        for (auto& cell : out.areas) {
            if (!cell.code.empty()) cell.name = names_.area(out.declared->layer, cell.code);
        }
    }

    void set_rates(ComparedCounts& out) const {
        const auto residents = world_.exposure(world_.territory({}), "residents", out.period);
        if (!residents || residents->value <= 0) return;
        const double person_years = static_cast<double>(residents->value) * out.period.days() / 365.25;
        if (out.first) out.first_rate = 1e5 * static_cast<double>(*out.first) / person_years;
        if (out.second) out.second_rate = 1e5 * static_cast<double>(*out.second) / person_years;
    }

    const World& world_;
    const Catalogue& catalogue_;
    store::At at_;
    store::MonthCounts counts_;
    LedgerNames names_;
    KeptDomains domains_;
};

}  // namespace

std::vector<ComparedCounts> compared_counts(store::Store& store, Worlds& worlds, const Catalogue& catalogue,
                                            const std::string& vintage, const std::string& id) {
    std::vector<std::string> known;
    for (const auto& one : catalogue.city.comparisons) known.push_back(one.id);
    if (known.empty())
        throw Error{Fault::missing,
                    message("{} declares no comparisons of numbers ([[comparisons]] of city.toml)",
                            catalogue.city.name)};
    if (!id.empty() && std::ranges::find(known, id) == known.end())
        throw Error{Fault::missing,
                    message("comparison: there is none called \"{}\"; there are: {}", id, join(known, ", "))};
    const World& world = worlds.at(vintage);
    // What is counted is said by the crosswalks under which the vintage was read.
    const auto as_read = catalogue_at(store, catalogue, world.vintage_no());
    const Comparing comparing{store, world, as_read ? *as_read : catalogue};
    std::vector<ComparedCounts> out;
    for (const auto& one : catalogue.city.comparisons) {
        if (id.empty() || one.id == id) out.push_back(comparing.compared(one));
    }
    return out;
}

}  // namespace atalaya::service
