#include "intake/propose/pdf.hpp"

#include <algorithm>
#include <map>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/pages.hpp"
#include "intake/propose/choosing.hpp"
#include "intake/propose/content.hpp"
#include "intake/propose/covered.hpp"
#include "intake/propose/pdf_table.hpp"
#include "intake/propose/roles.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

// What the heads of the columns of counts are.
enum class Heads { months, years, offences, areas };

class CrossTable {
  public:
    CrossTable(const SeenPdf& seen, Choosing& choosing) : seen_{seen}, choosing_{choosing} {
        for (const auto& column : choosing.columns()) {
            const bool counts =
                std::find(seen.numbers.begin(), seen.numbers.end(), column.index) != seen.numbers.end();
            if (counts)
                numbers_.push_back(&column);
            else if (holds_labels(column))
                labels_.push_back(&column);
        }
        offence_ = offence_column();
        heads_ = kind_of_heads();
    }

    // Whether each row has its kind and its area already, and the heads of the numbers are neither: what was counted,
    // or measured, so the table is one like any other.
    bool is_of_measures() const {
        if (heads_ == Heads::months || heads_ == Heads::years || !offence_) return false;
        const auto names_cells = [](const Facts* c) {
            return says_offence(folded(c->name)) || layer_of(c->tokens) != nullptr;
        };
        return std::none_of(numbers_.begin(), numbers_.end(), names_cells) &&
               std::any_of(labels_.begin(), labels_.end(), [&](const Facts* column) {
                   return column != offence_ && layer_of(column->tokens) != nullptr;
               });
    }

    void choose() {
        const std::string name = name_of_heads();
        choosing_.choose_kind(Kind::tallies, 90,
                              message("counts stand in {} columns side by side", numbers_.size()));
        time(name);
        category(name);
        choosing_.add("count.column", {"hechos"}, 99, message("so the numbers are called from here on"));
        choosing_.add("count.covered", {}, 50, message("no file says what is missing in it"),
                      asked_of_cover());
        wide(name);
        areas(name);
        choosing_.add(
            "totals.closes", {"told"}, 90,
            seen_.totals > 0
                ? message("{} rows are totals: they are compared and not counted", seen_.totals)
                : message("no row says that it is a total; one that does is compared and not counted"));
        labels();
    }

  private:
    // Of an incidental column: shares, rates, what nobody named.
    bool holds_labels(const Facts& column) const {
        return !column.name.empty() && column.said > 0 && column.share(column.numbers()) < 0.5;
    }
    static double share_of_offences(const Facts& column) {
        std::int64_t rows = 0;
        for (const auto& [text, times] : column.values) rows += says_offence(folded(text)) ? times : 0;
        return column.share(rows);
    }
    bool is_time(const Facts& column) const {
        return day_format_of(column).share >= 0.8 || column.share(column.month_names) >= 0.8 ||
               column.name == "@month";
    }
    const Facts* offence_column() const {
        const Facts* best = nullptr;
        double most = 0;
        for (const auto* column : labels_) {
            if (is_time(*column)) continue;
            const double score = 10 * share_of_offences(*column) +
                                 (layer_of(column->tokens) ? 0 : hint_of(column->tokens, Role::offence));
            if (score >= 2 && score > most) most = score, best = column;
        }
        return best;
    }
    Heads kind_of_heads() const {
        const auto all = [&](const auto& fits) {
            return std::all_of(numbers_.begin(), numbers_.end(), [&](const Facts* c) { return fits(*c); });
        };
        const auto some = [&](const auto& fits) {
            const auto n =
                std::count_if(numbers_.begin(), numbers_.end(), [&](const Facts* c) { return fits(*c); });
            return n * 3 >= std::ssize(numbers_);
        };
        if (all([](const Facts& c) { return month_of_head(c.name).has_value(); })) return Heads::months;
        if (all([](const Facts& c) { return year_said(c.name) != 0 && whole_number(c.name); }))
            return Heads::years;
        if (some([](const Facts& c) { return says_offence(folded(c.name)); })) return Heads::offences;
        if (some([](const Facts& c) { return layer_of(c.tokens) != nullptr; })) return Heads::areas;
        return offence_ ? Heads::areas : Heads::offences;
    }
    std::string name_of_heads() const {
        switch (heads_) {
            case Heads::months: return "mes";
            case Heads::years: return "anio";
            case Heads::offences: return unused("delito");
            case Heads::areas: break;
        }
        const auto* layer = layer_of(numbers_.front()->tokens);
        return unused(layer ? std::string{layer->layer} : "area");
    }
    std::string unused(std::string name) const {
        while (std::any_of(choosing_.columns().begin(), choosing_.columns().end(),
                           [&](const Facts& column) { return folded(column.name) == name; }))
            name += "_de_columna";
        return name;
    }
    bool is_sure_of_heads() const {
        if (heads_ == Heads::months || heads_ == Heads::years) return true;
        const auto plain = [&](const Facts* c) {
            return heads_ == Heads::offences ? says_offence(folded(c->name)) : layer_of(c->tokens) != nullptr;
        };
        return std::all_of(numbers_.begin(), numbers_.end(), plain);
    }

    void time(const std::string& name) {
        const auto month = [&](const std::string& column, int confidence, Message why,
                               Message question = {}) {
            choosing_.add("time.month.column", {column}, confidence, std::move(why), std::move(question));
            choosing_.add("time.month.format", {"YYYYMM"}, 97, message("so months are written from here on"));
        };
        if (heads_ == Heads::months) return month(name, 99, message("so the months are called from here on"));
        if (heads_ == Heads::years) {
            choosing_.add("time.year.column", {name}, 90, message("the columns are called after years"));
            return;
        }
        for (const auto* column : labels_) {
            if (!is_time(*column) || column->name == "@month") continue;
            const auto found = day_format_of(*column);
            if (found.share < 0.8) continue;
            choosing_.add("time.month.column", {column->name}, 93, message("it holds days or months"));
            choosing_.add("time.month.format", {std::string{name_of(found.format)}},
                          found.order_open ? 65 : 95, message("its cells read so"));
            choosing_.use(column);
            return;
        }
        for (const auto& column : choosing_.columns())
            if (column.name == "@month" && column.said > 0)
                return month("@month", 92, message("the text above the table says its month"));
        month(
            std::string{to_fill_in}, 5, message("neither a column nor a text above the table says the month"),
            message("Of which month are the counts? \"@month\" is the one that the text above the table says "
                    "(\"Hechos de marzo de 2024\"); a column of months is called by its name."));
    }
    void category(const std::string& name) {
        if (heads_ == Heads::offences) {
            choosing_.add(
                "category.columns", {name}, is_sure_of_heads() ? 92 : 60,
                message("the heads of the columns that become rows"),
                message("Do the heads \"{}\" to \"{}\" say what is counted? If they are areas, name them "
                        "in [area] instead.",
                        numbers_.front()->name, numbers_.back()->name));
        } else if (offence_) {
            const bool group = offence_->name == "@group";
            choosing_.add("category.columns", {offence_->name}, 92,
                          group ? message("a text alone stands above the rows that it is of")
                                : message("\"{}\" says what each row counts", offence_->name));
            choosing_.use(offence_);
        } else if (const auto* only = first_label()) {
            choosing_.add("category.columns", {only->name}, 55, message("it holds texts"),
                          message("Does \"{}\" say the kind of fact?", only->name));
            choosing_.use(only);
            offence_ = only;
        } else {
            choosing_.add(
                "category.always", {"hecho"}, 55, message("no column holds kinds of facts"),
                message("Are all rows facts of one kind (then name it in codes.csv), or does a column say "
                        "the kind?"));
            return;
        }
        choosing_.add("category.unlisted", {"keep"}, 92,
                      message("a label missing from codes.csv keeps its own text"));
    }
    // A text that is none of the areas that people know by name.
    const Facts* first_label() const {
        for (const auto* column : labels_)
            if (!is_time(*column) && !layer_of(column->tokens)) return column;
        return nullptr;
    }
    void wide(const std::string& name) {
        if (heads_ == Heads::months) {
            choosing_.add("wide.months", {"true"}, 95,
                          message("the columns of {} months stand beside each other", numbers_.size()));
            const bool without_year = std::any_of(numbers_.begin(), numbers_.end(), [](const Facts* c) {
                return month_of_head(c->name)->year == 0;
            });
            if (without_year) {
                const bool said = year_said(seen_.title) != 0;
                choosing_.add(
                    "wide.year", {"@title"}, said ? 92 : 40,
                    said ? message("the year is said there") : message("no text above the table says a year"),
                    message("Of which year are the months? \"@title\" is the text above the table."));
            }
        } else {
            Texts columns;
            for (const auto* column : numbers_) columns.push_back(column->name);
            choosing_.add("wide.columns", columns, 91,
                          message("{} columns side by side hold counts", columns.size()));
        }
        choosing_.add("wide.name", {name}, 99,
                      message("so the heads of these columns are called from here on"));
        choosing_.add("wide.value", {"hechos"}, 99, message("so the numbers are called from here on"));
    }
    void area(const std::string& layer, const std::string& column, bool sure) {
        choosing_.add("area." + layer + ".column", {column}, sure ? 92 : 60,
                      message("the city says which layer this is"),
                      message("Which layer of the city is \"{}\"?", column));
    }
    void areas(const std::string& name) {
        if (heads_ == Heads::areas) area(name, name, is_sure_of_heads());
        for (const auto* column : labels_) {
            if (column == offence_ || !choosing_.is_free(*column) || is_time(*column)) continue;
            const auto* layer = layer_of(column->tokens);
            const std::string id = layer ? std::string{layer->layer} : layer_id_of(*column);
            if (id == name && heads_ == Heads::areas) continue;
            area(id, column->name, layer != nullptr);
        }
    }
    void labels() {
        constexpr std::size_t most = 2000;
        auto& all = choosing_.labels();
        if (heads_ == Heads::offences) {
            for (const auto* column : numbers_) all.push_back({column->name, "", column->said, ""});
        } else if (offence_) {
            std::map<std::string, SeenLabel> by_text;
            for (const auto& [text, times] : offence_->values) {
                auto& label = by_text[folded(text)];
                if (label.rows == 0) label.label_1 = text;
                label.rows += times;
            }
            for (auto& [text, label] : by_text)
                if (all.size() < most) all.push_back(std::move(label));
        }
    }

    const SeenPdf& seen_;
    Choosing& choosing_;
    std::vector<const Facts*> numbers_, labels_;
    const Facts* offence_ = nullptr;
    Heads heads_ = Heads::offences;
};

// [format], in place of what a sample could say of it.
std::vector<Choice> format_of(const SeenPdf& seen) {
    std::vector<Choice> out;
    const auto add = [&](const char* key, Texts values, int confidence, Message why, Message question = {}) {
        out.push_back({key, std::move(values), confidence, std::move(why),
                       confidence < sure ? std::move(question) : Message{}});
    };
    add("format.type", {"pdf"}, 99, message("known by its first bytes"));
    add("format.decimal", {std::string(1, seen.decimal)}, seen.decimal == ',' ? 95 : 91,
        message("its numbers read so"));
    add("format.header_at", {seen.header_at}, seen.doubts == 0 ? 92 : 75,
        message("pages: {}, tables: {}; each begins with this cell", seen.pages, seen.tables),
        message("Does the head of each table have \"{}\" in its first line? {} cells of their rows are not "
                "sure; look "
                "at the page, and mend this or header_rows.",
                seen.header_at, seen.doubts));
    add("format.header_rows", {std::to_string(seen.header_rows)}, seen.above.empty() ? 92 : 80,
        message("so many lines name every column, and no two alike"),
        message("Lines of the head: {}. Is \"{}\", above it, a title and none of them?", seen.header_rows,
                seen.above));
    if (!seen.missing.empty())
        add("format.missing", seen.missing, 80, message("these stand where numbers should"),
            message("Do all of these mean that nothing is known? Take out those that do not; a zero is "
                    "written 0."));
    return out;
}

}  // namespace

bool is_pdf(const OpenFile& file) {
    if (packing_of(file) != Packing::plain || file.size() < 5) return false;
    std::string beginning(5, '\0');
    return unpacked(file)->read(beginning.data(), beginning.size()) == 5 && beginning == "%PDF-";
}

Proposal propose_pdf(const std::string& file, std::string_view tsv, const std::vector<KnownSystem>& systems) {
    const SeenPdf seen = look_at_pdf(file, words_of_tsv(tsv));
    Look look{.type = FileType::pdf};
    look.sample = seen.rows;
    Choosing choosing{file, look, systems};
    CrossTable table{seen, choosing};
    const bool crossed = seen.numbers.size() >= 2 && !table.is_of_measures();
    if (crossed) table.choose();
    Proposal proposal = crossed ? std::move(choosing).done() : choose_roles(file, look, systems);
    auto format = format_of(seen);
    if (proposal.find("format.missing"))
        std::erase_if(format, [](const Choice& choice) { return choice.key == "format.missing"; });
    std::erase_if(proposal.choices, [](const Choice& choice) {
        return choice.key.starts_with("format.") && choice.key != "format.missing";
    });
    const auto kind = std::find_if(proposal.choices.begin(), proposal.choices.end(),
                                   [](const Choice& choice) { return choice.key == "kind"; });
    proposal.choices.insert(kind == proposal.choices.end() ? kind : kind + 1, format.begin(), format.end());
    return proposal;
}

}  // namespace atalaya::intake
