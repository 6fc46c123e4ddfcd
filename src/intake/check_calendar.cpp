// Holidays: the days on which the offices of the city's country are closed. They may lie in the future, so no day is too late.
#include <algorithm>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace {

struct Holiday {
    Day day;
    std::string name;

    friend auto operator<=>(const Holiday&, const Holiday&) = default;
};

class CalendarPart final : public Part {
  public:
    CalendarPart(const CheckAgainst& against, const std::string& country, const Layout& layout)
        : country_{country},
          kinds_{against.source.calendar.kinds},
          layout_{layout},
          cell_{against.source},
          when_{against.source, layout, against.clock},
          name_{layout.at(against.source.calendar.name)},
          of_country_{layout.at(against.source.calendar.country)},
          of_kind_{layout.at(against.source.calendar.kind)} {}

    std::int64_t read = 0, lines = 0, elsewhere = 0;
    std::vector<Holiday> days;
    std::vector<Reject> rejects;

    bool row(Row row, Quotes quotes) override {
        ++lines;
        if (quotes.after >= 0 || !fits(row, layout_.width())) return torn(row.size(), quotes);
        if (of_others(row)) return ++elsewhere, true;
        ++read;
        const auto found = when_.read(row, cell_, {});
        if (found.reason) return reject(found.reason, layout_.name(found.column), found.text);
        const auto name = cell_(row, name_);
        if (name.empty()) return reject(reason::name_missing, layout_.name(name_), "");
        days.push_back({found.when->day, std::string{name}});
        return true;
    }
    bool torn(std::size_t cells, Quotes quotes) override {
        ++read;
        if (quotes.after >= 0) return reject(reason::quote_broken, "", cell_called(quotes.after));
        return reject(reason::row_broken, "", std::to_string(cells) + " cells");
    }

  private:
    bool of_others(Row row) const {
        if (of_country_ >= 0 && folded(cell_(row, of_country_)) != folded(country_)) return true;
        const auto kind = cell_(row, of_kind_);
        return of_kind_ >= 0 && std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end();
    }
    bool reject(const char* why, std::string column, std::string_view found) {
        rejects.push_back({lines, why, std::move(column), std::string{found}});
        return true;
    }

    std::string country_;
    std::vector<std::string> kinds_;
    Layout layout_;
    CellReader cell_;
    WhenReader when_;
    int name_, of_country_, of_kind_;
};

class CalendarChecker final : public Checker {
  public:
    CalendarChecker(const CheckAgainst& against, std::string country, Batch& batch)
        : against_{against}, country_{std::move(country)}, batch_{batch} {}

    void head(const std::vector<std::string>& columns) override {
        layout_ = Layout{against_.source, columns, against_.file};
    }
    std::unique_ptr<Part> new_part() override {
        return std::make_unique<CalendarPart>(against_, country_, layout_);
    }
    void take(std::unique_ptr<Part> taken, double) override {
        auto& part = static_cast<CalendarPart&>(*taken);
        for (auto& day : part.days) {
            const bool fresh = days_.insert(std::move(day)).second;
            ++(fresh ? batch_.accepted : batch_.duplicate);
        }
        for (auto& reject : part.rejects) {
            reject.line += lines_;
            batch_.rejects.push_back(std::move(reject));
        }
        lines_ += part.lines;
        elsewhere_ += part.elsewhere;
        batch_.read += part.read;
    }
    void finish() override {
        for (const auto& day : days_) {
            batch_.calendar.day.since_epoch.push_back(since_epoch(day.day));
            batch_.calendar.name.push(day.name);
        }
        batch_.rejected = static_cast<std::int64_t>(batch_.rejects.size());
        report_elsewhere(batch_, against_.source, elsewhere_);
    }

  private:
    CheckAgainst against_;
    std::string country_;
    Batch& batch_;
    Layout layout_;
    std::set<Holiday> days_;
    std::int64_t lines_ = 0, elsewhere_ = 0;
};

}  // namespace

std::unique_ptr<Checker> calendar_checker(const CheckAgainst& against, std::string country, Batch& batch) {
    return std::make_unique<CalendarChecker>(against, std::move(country), batch);
}

}  // namespace atalaya::intake
