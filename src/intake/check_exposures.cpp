// What rates divide by: residents, dwellings, vehicles of an area in a year, or in a month of it.
#include <algorithm>
#include <cmath>
#include <iterator>
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
#include "intake/long_names.hpp"
#include "intake/quality/tell.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace {

struct ExposureRow {
    std::int64_t line;
    std::string layer, area;
    std::int32_t year;
    std::int8_t month;
    double value;  // whole, or what is rounded when all of it is added up

    auto cell() const { return std::tie(layer, area, year, month); }
};

// A row whose area is known by the long or short form of its name alone.
struct Guess {
    ExposureRow row;
    std::string area;  // as it was written
    Reject reject;     // what becomes of it where others mean the area too
};

constexpr double most =
    1e12;  // of a value: a double still tells its decimals apart, and a million rows add up

class ExposurePart final : public Part {
  public:
    ExposurePart(const CheckAgainst& against, const Layout& layout)
        : against_{against},
          rule_{against.source.exposure},
          cell_{against.source},
          width_{layout.width()},
          area_{layout.at(rule_.area)},
          within_{layout.at(rule_.within)},
          value_{layout.at(rule_.value)},
          year_{layout.at(rule_.year_column)},
          month_{layout.at(rule_.month_column)},
          blank_ends_{layout.at(against.source.format.ends_at_blank)},
          wanted_{against.source, layout} {}

    std::int64_t read = 0, lines = 0, elsewhere = 0;
    std::vector<ExposureRow> rows;
    std::vector<quality::SaidValue> said;  // rows whose area the city does not have among them
    std::vector<Reject> rejects;
    std::vector<Guess> guesses;
    Seen quote_within, rounded;
    AreaZeros area_zeros;

    bool row(Row row, Quotes quotes) override {
        if (blank_ends_ >= 0 && cell_(row, blank_ends_).empty()) return false;
        if (!std::exchange(same_line_, false)) ++lines;
        const bool whole = quotes.after < 0 && fits(row, width_);
        if (whole && !wanted_(row, cell_)) return ++elsewhere, true;
        ++read;
        if (!whole) return reject_torn(row.size(), quotes);
        ExposureRow out{.line = lines,
                        .layer = rule_.layer,
                        .area = {},
                        .year = rule_.year.value_or(0),
                        .month = 0,
                        .value = 0};
        const std::string area = area_text(row);
        const bool placed = rule_.area.empty() || place(area, out);
        const auto year = cell_(row, year_);
        if (year_ >= 0) {
            const auto number = parse_count(year, '.');
            if (!number || *number < 1800 || *number > 2200)
                return reject(reason::year_impossible, rule_.year_column, year);
            out.year = static_cast<std::int32_t>(*number);
        }
        if (const auto text = cell_(row, month_); month_ >= 0) {
            const auto number = parse_month_number(text);
            if (!number) return reject(reason::month_impossible, rule_.month_column, text);
            out.month = static_cast<std::int8_t>(*number);
        }
        const auto text = cell_(row, value_);
        const auto value = read_value(text);
        if (value && month_ < 0) said.push_back(said_of(row, out, placed, std::llround(*value)));
        if (!placed) return guess_or_reject(std::move(out), area, value);
        if (!value) return reject(reason::count_impossible, rule_.value, text);
        out.value = *value;
        if (quotes.within >= 0) quote_within.at(lines);
        const Gazetteer& gazetteer = against_.gazetteer;
        if (const int slot = gazetteer.slot_of(out.layer); slot >= 0)
            area_zeros.see(gazetteer, slot, gazetteer.by_code(slot, out.area), area, lines);
        rows.push_back(std::move(out));
        return true;
    }

    void next_line() override { ++lines; }
    void stands_at(std::string_view place) override { place_ = place; }
    bool doubtful(const std::string& column, std::string_view found, Row) override {
        if (!std::exchange(same_line_, false)) ++lines;
        ++read;
        return reject(reason::cell_doubtful, column, found);
    }
    void same_line() override { same_line_ = true; }
    bool torn(std::size_t cells, Quotes quotes) override {
        ++read;
        return reject_torn(cells, quotes);
    }

  private:
    bool reject_torn(std::size_t cells, Quotes quotes) {
        if (quotes.after >= 0) return reject(reason::quote_broken, "", cell_called(quotes.after));
        return reject(reason::row_broken, "", std::to_string(cells) + " cells");
    }
    std::optional<double> read_value(std::string_view text) {
        const char decimal = against_.source.format.decimal;
        const auto count = parse_count(text, decimal);
        const auto value = count           ? std::optional{static_cast<double>(*count)}
                           : rule_.rounded ? parse_decimal(text, decimal)
                                           : std::nullopt;
        if (!value || *value < 0 || *value > most) return {};
        if (!count) rounded.at(lines);
        return value;
    }
    std::string area_text(Row row) const {
        const std::string within{cell_(row, within_)};
        return (within.empty() ? "" : within + " ") + std::string{cell_(row, area_)};
    }
    // With the areas it lies in: those above its own, or the one that is written where its own is not known.
    quality::SaidValue said_of(Row row, const ExposureRow& out, bool placed, std::int64_t value) const {
        const Gazetteer& gazetteer = against_.gazetteer;
        quality::SaidValue said{out.year, value, out.layer.empty() && placed, {}};
        const int slot = gazetteer.slot_of(rule_.layer);
        if (slot < 0 || said.whole) return said;
        int above = placed ? slot : gazetteer.parent_slot(slot);
        auto area = above < 0     ? Gazetteer::unknown
                    : placed      ? gazetteer.by_code(slot, out.area)
                    : within_ < 0 ? Gazetteer::unknown
                                  : gazetteer.by_text(above, cell_(row, within_));
        while (above >= 0 && area != Gazetteer::unknown) {
            said.is_part_of.emplace_back(gazetteer.layer(above), gazetteer.code(above, area));
            area = gazetteer.parent(above, area);
            above = gazetteer.parent_slot(above);
        }
        return said;
    }
    bool place(std::string_view text, ExposureRow& out) const {
        const auto means_all = [&](const std::string& word) { return folded(word) == folded(text); };
        if (std::any_of(rule_.whole.begin(), rule_.whole.end(), means_all)) {
            out.layer.clear();
            return true;
        }
        const int slot = against_.gazetteer.slot_of(rule_.layer);
        const auto area = slot < 0 ? Gazetteer::unknown : meant(slot, text);
        if (area == Gazetteer::unknown) return false;
        out.area = against_.gazetteer.code(slot, area);
        return true;
    }
    std::int32_t meant(int slot, std::string_view text) const {
        const std::string written = folded(text);
        for (const auto& spelled : against_.source.areas) {
            for (const auto& [alias, code] : spelled.aliases) {
                if (folded(alias) == written) return against_.gazetteer.by_code(slot, code);
            }
        }
        return against_.gazetteer.by_text(slot, text);
    }
    bool guess_or_reject(ExposureRow out, const std::string& area, std::optional<double> value) {
        const int slot = against_.gazetteer.slot_of(rule_.layer);
        if (slot >= 0 && value) out.area = area_by_long_name(against_.gazetteer, slot, area);
        if (out.area.empty()) return reject(reason::area_unknown, rule_.area, area);
        out.value = *value;
        guesses.push_back({std::move(out),
                           area,
                           {lines, reason::area_unknown, placed(rule_.area, place_), quotable(area)}});
        return true;
    }
    bool reject(const char* why, const std::string& column, std::string_view found) {
        rejects.push_back({lines, why, placed(column, place_), quotable(found)});
        return true;
    }

    const CheckAgainst& against_;
    const ExposureRule& rule_;
    CellReader cell_;
    std::size_t width_;
    int area_, within_, value_, year_, month_, blank_ends_;
    Wanted wanted_;
    std::string place_;
    bool same_line_ = false;
};

class ExposureChecker final : public Checker {
  public:
    ExposureChecker(const CheckAgainst& against, Batch& batch) : against_{against}, batch_{batch} {
        const auto& layer = against_.source.exposure.layer;
        if (!layer.empty() && against_.gazetteer.slot_of(layer) < 0) {
            throw Error{Fault::bad_input, message("{}: [exposure] layer \"{}\" is no layer of the city.",
                                                  against_.source.id, layer)};
        }
    }

    void head(const std::vector<std::string>& columns) override {
        layout_ = Layout{against_.source, columns, against_.file};
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<ExposurePart>(against_, layout_); }

    // One value per area and time: the same again is a duplicate, another replaces it; or all are its parts.
    void take(std::unique_ptr<Part> taken, double) override {
        auto& part = static_cast<ExposurePart&>(*taken);
        for (auto& row : part.rows) {
            row.line += lines_;
            named_.insert(row.area);
            accept(std::move(row));
        }
        for (auto& guess : part.guesses) {
            guess.row.line += lines_;
            guess.reject.line += lines_;
            names_[guess.row.area].insert(folded(guess.area));
            guesses_.push_back(std::move(guess));
        }
        said_.insert(said_.end(), std::make_move_iterator(part.said.begin()),
                     std::make_move_iterator(part.said.end()));
        quote_within_.add(part.quote_within, lines_);
        rounded_.add(part.rounded, lines_);
        area_zeros_.add(part.area_zeros, lines_);
        for (auto& reject : part.rejects) {
            reject.line += lines_;
            batch_.rejects.push_back(std::move(reject));
        }
        lines_ += part.lines;
        elsewhere_ += part.elsewhere;
        batch_.read += part.read;
    }

    void finish() override {
        settle_guesses();
        Exposures& out = batch_.exposures;
        for (const auto& row : rows_) {
            out.layer.push(row.layer);
            out.area.push(row.area);
            out.kind.push(against_.source.exposure.kind);
            out.year.push_back(row.year);
            out.month.push_back(row.month);
            out.value.push_back(std::llround(row.value));
        }
        batch_.accepted = accepted_;
        batch_.rejected = static_cast<std::int64_t>(batch_.rejects.size());
        report(batch_.findings, finding::key_repeated, replaced_);
        report(batch_.findings, finding::value_rounded, rounded_);
        report(batch_.findings, finding::area_long_name, guessed_, [&](JsonWriter& json) {
            const Gazetteer& gazetteer = against_.gazetteer;
            tell_names_not_found(json, guessed_names_, gazetteer,
                                 gazetteer.slot_of(against_.source.exposure.layer));
        });
        area_zeros_.tell(against_.gazetteer, against_.source, batch_.findings);
        report_elsewhere(batch_, against_.source, elsewhere_);
        report(batch_.findings, finding::quote_within, quote_within_);
        quality::tell_exposures(said_, against_.source, batch_.findings);
        expects(batch_.read == batch_.accepted + batch_.rejected + batch_.duplicate,
                "every exposure read has one fate");
    }

  private:
    void accept(ExposureRow row) {
        ++accepted_;
        const auto [at, fresh] = at_.try_emplace(row.cell(), rows_.size());
        if (fresh) {
            rows_.push_back(std::move(row));
            return;
        }
        ExposureRow& same = rows_[at->second];
        if (against_.source.exposure.adds_up) {
            same.value += row.value;
            return;
        }
        --accepted_;
        ++batch_.duplicate;
        if (same.value != row.value) replaced_.at(same.line);
        same = std::move(row);
    }
    // An area is meant by one name: where rows have its own, or two others, the long or short one means something else.
    void settle_guesses() {
        for (auto& guess : guesses_) {
            if (named_.contains(guess.row.area) || names_[guess.row.area].size() > 1) {
                batch_.rejects.push_back(std::move(guess.reject));
                continue;
            }
            guessed_.at(guess.row.line);
            ++guessed_names_[guess.area];
            accept(std::move(guess.row));
        }
        std::stable_sort(batch_.rejects.begin(), batch_.rejects.end(),
                         [](const Reject& a, const Reject& b) { return a.line < b.line; });
    }

    CheckAgainst against_;
    Batch& batch_;
    Layout layout_;
    std::vector<ExposureRow> rows_;
    std::map<std::tuple<std::string, std::string, std::int32_t, std::int8_t>, std::size_t> at_;  // in rows_
    std::vector<quality::SaidValue> said_;
    std::vector<Guess> guesses_;
    std::set<std::string, std::less<>> named_;            // codes of areas that rows have by their own name
    std::map<std::string, std::set<std::string>> names_;  // of guesses, by code
    TextCounts guessed_names_;
    Seen replaced_, quote_within_, rounded_, guessed_;
    AreaZeros area_zeros_;
    std::int64_t accepted_ = 0, lines_ = 0, elsewhere_ = 0;  // of the file, in the parts so far
};

}  // namespace

std::unique_ptr<Checker> exposure_checker(const CheckAgainst& against, Batch& batch) {
    return std::make_unique<ExposureChecker>(against, batch);
}

}  // namespace atalaya::intake
