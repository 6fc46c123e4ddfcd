// Counts as a source sent them: months, category, channel, areas, count. Rows of the same
// cell are added up, and told. A cell of which the source says that it has no number, or one that is no number, is known as
// such: neither a count nor a zero.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/area_zeros.hpp"
#include "intake/cells.hpp"
#include "intake/check.hpp"
#include "intake/counted.hpp"
#include "intake/names_not_found.hpp"
#include "intake/quality/amount_forms.hpp"
#include "intake/quality/date_parts.hpp"
#include "intake/quality/months_silent.hpp"
#include "intake/quality/tell.hpp"
#include "intake/quality/written_names.hpp"
#include "intake/row_reader.hpp"
#include "intake/span.hpp"

namespace atalaya::intake {

namespace {

constexpr std::int64_t most_counted = 1'000'000'000;  // so that what rows add up to has room
using AreaNumbers = std::array<std::int32_t, slots>;
// The first month's first day, and how many are counted together.
using Span = std::pair<std::int32_t, std::int32_t>;
// In the order of the result: span, category, channel, areas.
using Cell = std::tuple<Span, std::string, std::string, AreaNumbers>;

Period period_of(Span span) {
    return months_from(month_of(day_at(span.first)), span.second);
}

struct TallyPlan {
    TallyPlan(const CheckAgainst& a, const Layout& l)
        : against{a}, layout{l}, cell{a.source}, labels{a.source}, span{a.source, l, a.clock} {
        const Source& source = a.source;
        const auto& labels_in = source.category.columns;
        category_1 = labels_in.empty() ? -1 : l.at(labels_in[0]);
        category_2 = labels_in.size() > 1 ? l.at(labels_in[1]) : -1;
        category_3 = labels_in.size() > 2 ? l.at(labels_in[2]) : -1;
        for (const auto& [attribute, column] : a.source.category.each)
            each.push_back({attribute, l.at(column)});
        among = l.at(source.category.among_column);
        for (const auto& text : source.category.among) counted.push_back(folded(text));
        channel = l.at(source.channel_column);
        count = l.at(source.count_column);
        wide_name = l.at(source.wide.name);
        blank_ends = l.at(source.format.ends_at_blank);
        month = l.at(source.day_column);
    }
    const CheckAgainst& against;
    const Layout& layout;
    CellReader cell;
    LabelBook labels;
    SpanReader span;
    int month, wide_name, category_1, category_2, category_3, among, channel, count, blank_ends;
    std::vector<std::string> counted;  // texts of the column `among`, folded
    struct Attribute {
        std::string name;
        int column;
    };
    std::vector<Attribute> each;
};

class TallyPart final : public Part {
  public:
    explicit TallyPart(const TallyPlan& plan)
        : rules{plan.against.source, plan.layout},
          date_parts{plan.against.source, plan.layout},
          spellings{plan.against.source, plan.layout},
          plan_{plan},
          areas_{plan.against, plan.layout},
          wanted_{plan.against.source, plan.layout} {}

    std::int64_t read = 0, accepted = 0, lines = 0, elsewhere = 0;
    std::map<Cell, std::int64_t> cells;
    std::set<Cell> unsaid;
    Seen no_data, added, thousands, quote_within, of_no_month;
    MovedInstants moved;
    ZerosNoticed zeros;
    AreaZeros area_zeros;
    std::array<Seen, slots> not_found;
    std::array<TextCounts, slots> names;
    std::vector<Reject> rejects;
    quality::Forms months;
    quality::RowRules rules;
    quality::DateParts date_parts;
    quality::AmountForms amounts;
    quality::WrittenNames spellings;

    bool row(Row row, Quotes quotes) override {
        if (plan_.blank_ends >= 0 && plan_.cell(row, plan_.blank_ends).empty()) return false;
        if (!std::exchange(same_line_, false)) ++lines;
        const bool whole = quotes.after < 0 && fits(row, plan_.layout.width());
        if (whole && !wanted_(row, plan_.cell)) return ++elsewhere, true;
        ++read;
        if (!whole) return reject_torn(row.size(), quotes);
        months.see(plan_.cell(row, plan_.month), lines);
        spellings.see(row, plan_.cell);
        const auto found = plan_.span.read(row, plan_.cell, plan_.against.options.latest);
        if (found.reason) return reject(found.reason, plan_.layout.name(found.column), found.text);
        if (has_unknown_months(plan_.against.source) && found.span.months > 1) of_no_month.at(lines);
        if (found.moved) moved.see(found.moved->first, found.moved->second, lines);

        std::vector<std::string> categories;
        if (!read_categories(row, first_day(found.span.first), categories)) return true;

        const auto count_text = plan_.cell(row, plan_.count);
        const bool nothing_told = plan_.cell.says_nothing(row, plan_.count);
        const auto count = plan_.count < 0 ? std::optional<std::int64_t>{1} : read_count(count_text);
        if (!count || *count > most_counted) {
            const auto areas = areas_of(row);
            for (auto& category : categories) unsaid.insert(cell_of(found.span, row, category, areas));
            if (!nothing_told) return reject(reason::count_impossible, count_column(row), count_text);
            if (place_.empty()) no_data.at(lines);  // of pages, their reader tells
            return ++accepted, true;
        }

        const auto areas = areas_of(row);
        ++accepted;
        if (quotes.within >= 0) quote_within.at(lines);
        rules.see(row, plan_.cell, lines);
        amounts.see(count_text, lines);
        if (found.day) date_parts.see(row, plan_.cell, *found.day, lines);
        for (auto& category : categories) add(cell_of(found.span, row, category, areas), *count);
        return true;
    }

    void next_line() override { ++lines; }
    void stands_at(std::string_view place) override { place_ = place; }
    bool doubtful(const std::string& column, std::string_view found, Row cells) override {
        if (!std::exchange(same_line_, false)) ++lines;
        ++read;
        say_no_number(cells);
        return reject(reason::cell_doubtful, column, found);
    }
    void same_line() override { same_line_ = true; }
    bool torn(std::size_t cells, Quotes quotes) override {
        ++read;
        return reject_torn(cells, quotes);
    }

  private:
    // What the row would have counted is there and has no number. Of a row that does not say its month or category nothing can
    // be said; one that does not say its area is somewhere in the city.
    void say_no_number(Row row) {
        const auto before = static_cast<std::ptrdiff_t>(rejects.size());
        const auto found = plan_.span.read(row, plan_.cell, plan_.against.options.latest);
        std::vector<std::string> categories;
        if (!found.reason && read_categories(row, first_day(found.span.first), categories)) {
            const auto areas = areas_of(row);
            for (auto& category : categories) unsaid.insert(cell_of(found.span, row, category, areas));
        }
        rejects.erase(rejects.begin() + before, rejects.end());
    }
    Cell cell_of(const MonthSpan& of, Row row, std::string& category, const AreaNumbers& areas) const {
        const Span span{since_epoch(first_day(of.first)), of.months};
        return Cell{span, std::move(category), std::string{plan_.cell(row, plan_.channel)}, areas};
    }
    bool reject_torn(std::size_t cells, Quotes quotes) {
        if (quotes.after >= 0) return reject(reason::quote_broken, "", cell_called(quotes.after));
        return reject(reason::row_broken, "", std::to_string(cells) + " cells");
    }
    std::optional<std::int64_t> read_count(std::string_view text) {
        const Source& source = plan_.against.source;
        const auto count = parse_count(text, source.format.decimal);
        if (count || source.fractions == Fractions::refuse) return count;
        const auto restored = parse_lost_thousands(text, source.format.decimal);
        if (restored) thousands.at(lines);
        return restored;
    }
    // The column as the file calls it, where the count stands in one of many.
    std::string count_column(Row row) const {
        return plan_.wide_name < 0 ? plan_.against.source.count_column
                                   : std::string{row[static_cast<std::size_t>(plan_.wide_name)]};
    }
    // The one category of a row, or one for each attribute; false when the row was rejected.
    bool read_categories(Row row, Day day, std::vector<std::string>& categories) {
        const Source& source = plan_.against.source;
        if (const auto text = plan_.cell(row, plan_.among);
            plan_.among >= 0 &&
            std::find(plan_.counted.begin(), plan_.counted.end(), folded(text)) == plan_.counted.end()) {
            reject(text.empty() ? reason::offence_missing : reason::offence_unknown,
                   source.category.among_column, text);
            return false;
        }
        for (const auto& [attribute, column] : plan_.each) {
            const auto text = plan_.cell(row, column);
            categories.push_back(plan_.labels.code_of(day, attribute, text));
            if (!categories.back().empty()) continue;
            if (const auto listed = plan_.labels.zeros().before(attribute, text))
                zeros.see(attribute + " / " + std::string{text}, *listed, lines);
            const auto named = std::find_if(source.category.each.begin(), source.category.each.end(),
                                            [&](const auto& of) { return of.first == attribute; });
            reject(reason::offence_unknown, named->second, text);
            return false;
        }
        if (!plan_.each.empty()) return true;
        const auto label_1 = plan_.cell(row, plan_.category_1), label_2 = plan_.cell(row, plan_.category_2),
                   label_3 = plan_.cell(row, plan_.category_3);
        const bool said = !label_1.empty() || !label_2.empty() || !label_3.empty() || plan_.category_1 < 0;
        if (said) categories.push_back(plan_.labels.code_of(day, label_1, label_2, label_3));
        if (said && !categories.back().empty()) return true;
        std::string all{label_1};
        for (const auto label : {label_2, label_3}) {
            if (!label.empty()) all.append(" / ").append(label);
        }
        if (const auto listed = plan_.labels.zeros().before(label_1, label_2, label_3); said && listed)
            zeros.see(all, *listed, lines);
        reject(said ? reason::offence_unknown : reason::offence_missing, source.category.columns[0], all);
        return false;
    }
    bool reject(const char* why, const std::string& column, std::string_view found) {
        const auto& sealed = plan_.against.source.sealed;
        const bool quoted = std::find(sealed.begin(), sealed.end(), column) == sealed.end();
        rejects.push_back({lines, why, placed(column, place_), quoted ? quotable(found) : std::string{}});
        return true;
    }
    AreaNumbers areas_of(Row row) {
        AreaNumbers areas;
        areas.fill(Gazetteer::unknown);
        const auto all_named = areas_.read(row, plan_.cell);
        spellings.see_areas(all_named);
        for (const auto& named : all_named) {
            const auto slot = static_cast<std::size_t>(named.slot);
            areas[slot] = named.area;
            area_zeros.see(plan_.against.gazetteer, named.slot, named.area, named.text, lines);
            if (named.area != Gazetteer::unknown || named.text.empty()) continue;
            not_found[slot].at(lines);
            ++names[slot][std::string{named.text}];
        }
        fill_parents(plan_.against.gazetteer, areas);
        return areas;
    }
    void add(Cell cell, std::int64_t count) {
        const auto [at, fresh] = cells.emplace(std::move(cell), count);
        if (fresh) return;
        at->second += count;
        if (plan_.each.empty()) added.at(lines);  // a list of persons adds up by its nature
    }

    const TallyPlan& plan_;
    AreaTexts areas_;
    Wanted wanted_;
    std::string place_;
    bool same_line_ = false;
};

class TallyChecker final : public Checker {
  public:
    TallyChecker(const CheckAgainst& against, Batch& batch) : against_{against}, batch_{batch} {}

    void head(const std::vector<std::string>& columns) override {
        layout_ = Layout{against_.source, columns, against_.file};
        plan_.emplace(against_, layout_);
        rules_.emplace(against_.source, layout_);
        date_parts_.emplace(against_.source, layout_);
        spellings_.emplace(against_.source, layout_);
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<TallyPart>(*plan_); }

    void take(std::unique_ptr<Part> taken, double) override {
        const auto& part = static_cast<const TallyPart&>(*taken);
        no_data_.add(part.no_data, lines_);
        zeros_.add(part.zeros, lines_);
        area_zeros_.add(part.area_zeros, lines_);
        unsaid_.insert(part.unsaid.begin(), part.unsaid.end());
        added_.add(part.added, lines_);
        thousands_.add(part.thousands, lines_);
        of_no_month_.add(part.of_no_month, lines_);
        moved_.add(part.moved, lines_);
        quote_within_.add(part.quote_within, lines_);
        months_.add(part.months, lines_);
        rules_->add(part.rules, lines_);
        date_parts_->add(part.date_parts, lines_);
        amounts_.add(part.amounts, lines_);
        spellings_->add(part.spellings);
        for (const auto& [cell, count] : part.cells) {
            const auto [at, fresh] = cells_.emplace(cell, count);
            if (fresh) continue;
            at->second += count;
            if (plan_->each.empty()) ++added_.rows;  // which of the part's lines it was is not known
        }
        for (std::size_t slot = 0; slot < slots; ++slot) {
            not_found_[slot].add(part.not_found[slot], lines_);
            for (const auto& [name, rows] : part.names[slot]) names_[slot][name] += rows;
        }
        for (auto reject : part.rejects) {
            reject.line += lines_;
            batch_.rejects.push_back(std::move(reject));
        }
        lines_ += part.lines;
        elsewhere_ += part.elsewhere;
        batch_.read += part.read;
        batch_.accepted += part.accepted;
    }

    void finish() override {
        Tallies& out = batch_.tallies;
        for (const auto& [cell, count] : cells_) push(cell, count);
        for (const auto& cell : unsaid_) push(cell, nothing<std::int64_t>);
        refuse_shared_months();
        batch_.rejected = static_cast<std::int64_t>(batch_.rejects.size());
        report(batch_.findings, finding::no_data, no_data_);
        zeros_.tell(against_.source, batch_.findings);
        area_zeros_.tell(against_.gazetteer, against_.source, batch_.findings);
        report(batch_.findings, finding::cell_added, added_);
        report(batch_.findings, finding::thousands_lost, thousands_);
        report(batch_.findings, finding::month_unknown, of_no_month_);
        moved_.tell(against_.clock, batch_.findings);
        report_elsewhere(batch_, against_.source, elsewhere_);
        report(batch_.findings, finding::quote_within, quote_within_);
        for (std::size_t slot = 0; slot < slots; ++slot) tell_not_found(slot);
        tell_missing_months();
        quality::tell_drift(against_.source.day_column, months_, batch_.findings);
        date_parts_->tell(batch_.findings);
        amounts_.tell(against_.source.count_column, batch_.findings);
        quality::tell_row_rules(*rules_, batch_.findings);
        spellings_->tell(batch_.findings);
        quality::tell_tallies(out, told_of(against_), batch_.findings);
        expects(batch_.read == batch_.accepted + batch_.rejected, "every row of counts read has one fate");
    }

  private:
    void push(const Cell& cell, std::int64_t count) {
        Tallies& out = batch_.tallies;
        const auto& [span, category, channel, areas] = cell;
        out.month.since_epoch.push_back(span.first);
        out.months.push_back(span.second);
        out.category.push(category);
        out.channel.push(channel);
        for (std::size_t slot = 0; slot < slots; ++slot) out.area[slot].push(code_of(slot, areas[slot]));
        out.count.push_back(count);
    }
    std::string_view code_of(std::size_t slot, std::int32_t area) const {
        if (area == Gazetteer::unknown) return {};
        return against_.gazetteer.code(static_cast<int>(slot), area);
    }
    void tell_not_found(std::size_t slot) {
        report(batch_.findings, finding::area_not_found, not_found_[slot], [&](JsonWriter& json) {
            tell_names_not_found(json, names_[slot], against_.gazetteer, static_cast<int>(slot));
        });
    }
    // The spans that have counts, in their order.
    std::set<Span> spans() const {
        std::set<Span> found;
        for (const auto& [cell, count] : cells_) found.insert(found.end(), std::get<Span>(cell));
        for (const auto& cell : unsaid_) found.insert(std::get<Span>(cell));
        return found;
    }
    // A month that is counted alone and with others would count twice.
    void refuse_shared_months() const {
        if (has_unknown_months(against_.source)) return;  // what has no month is in none of them
        std::optional<Period> before;
        for (const auto& span : spans()) {
            const Period period = period_of(span);
            if (before && period.first < before->past_end) {
                throw Error{Fault::bad_input,
                            message("{}: the counts of {} and those of {} share months, which would count "
                                    "twice. Leave one of them out.",
                                    against_.file, iso(*before), iso(period))};
            }
            before = period;
        }
    }
    // Of several months counted together the first has the count, the others none of their own.
    void tell_missing_months() {
        quality::MonthRows rows;
        for (const auto& [cell, count] : cells_) {
            const Period period = period_of(std::get<Span>(cell));
            if (has_unknown_months(against_.source) && std::get<Span>(cell).second > 1) continue;
            rows[month_of(period.first)] += static_cast<double>(count);
            for (Month month = plus_months(month_of(period.first), 1); first_day(month) < period.past_end;
                 month = plus_months(month, 1))
                rows[month] += 0;
        }
        quality::tell_months(rows, batch_.findings);
    }

    CheckAgainst against_;
    Batch& batch_;
    Layout layout_;
    std::optional<TallyPlan> plan_;
    std::map<Cell, std::int64_t> cells_;
    std::set<Cell> unsaid_;
    Seen no_data_, added_, thousands_, quote_within_, of_no_month_;
    MovedInstants moved_;
    ZerosNoticed zeros_;
    AreaZeros area_zeros_;
    quality::Forms months_;
    std::optional<quality::RowRules> rules_;
    std::optional<quality::DateParts> date_parts_;
    quality::AmountForms amounts_;
    std::optional<quality::WrittenNames> spellings_;
    std::int64_t lines_ = 0, elsewhere_ = 0;  // of the file, in the parts so far
    std::array<Seen, slots> not_found_;
    std::array<TextCounts, slots> names_;
};

}  // namespace

std::unique_ptr<Checker> tally_checker(const CheckAgainst& against, Batch& batch) {
    return std::make_unique<TallyChecker>(against, batch);
}

}  // namespace atalaya::intake
