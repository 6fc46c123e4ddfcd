#include "cli/method_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "methods/page.hpp"

namespace atalaya::cli {

namespace {

constexpr std::size_t rows_shown = 40;

std::string text_of(const methods::Cells& cells, std::size_t row) {
    if (const auto* texts = std::get_if<methods::Texts>(&cells)) return (*texts)[row];
    const double value = std::get<methods::Numbers>(cells)[row];
    return std::isnan(value) ? "" : canonical_number(value);
}

void write_cell(JsonWriter& json, const methods::Cells& cells, std::size_t row) {
    if (const auto* texts = std::get_if<methods::Texts>(&cells))
        json.text((*texts)[row]);
    else
        json.number(std::get<methods::Numbers>(cells)[row]);
}

// Whether the cells of a column are numbers, and none a code such as "07".
bool are_numbers(const std::vector<std::string>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
        const bool padded = cell.size() > 1 && cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9';
        return cell.empty() || (!padded && decimal_number(cell));
    });
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The columns of the answer, by names that the table asked about does not have.
std::vector<std::string> names_of(const service::MethodRun& run, const AnswerTable& table) {
    std::vector<std::string> names;
    for (const auto& column : table.frame->columns) {
        const bool taken = table.about && has(table.about->file.head, column.name);
        names.push_back(taken ? run.method->name + "." + column.name : column.name);
    }
    return names;
}

// The column of a table that plays a role; nullptr for none.
const std::vector<std::string>* column_of(const service::MethodInput& input, const std::string& role) {
    std::string name = role;
    for (const auto& one : input.roles) {
        if (one.role == role) name = one.column;
    }
    for (std::size_t i = 0; i < input.file.head.size(); ++i) {
        if (input.file.head[i] == name) return &input.file.columns[i];
    }
    return nullptr;
}

// Where each row is, as GeoJSON geometry.
class Places {
  public:
    explicit Places(const service::MethodInput& input) : input_{input} {
        for (const auto& [lon, lat] : {std::pair{"lon", "lat"}, {"@lon", "@lat"}}) {
            if (!lon_) lon_ = column_of(input, lon), lat_ = column_of(input, lat);
        }
    }
    bool any() const { return !input_.file.shapes.empty() || (lon_ && lat_); }
    std::string of(std::size_t row) const {
        if (!input_.file.shapes.empty()) {
            const auto& shape = input_.file.shapes[row];
            return shape.empty() ? "null" : geo::geojson_geometry(shape);
        }
        const auto lon = decimal_number((*lon_)[row]), lat = decimal_number((*lat_)[row]);
        if (!lon || !lat) return "null";
        return fmt::format(R"({{"type":"Point","coordinates":[{},{}]}})", canonical_number(*lon),
                           canonical_number(*lat));
    }

  private:
    const service::MethodInput& input_;
    const std::vector<std::string>*lon_ = nullptr, *lat_ = nullptr;
};

// Columns of the table asked about that the method used: what a reader knows a row by.
std::vector<std::string> columns_shown(const service::MethodRun& run, const AnswerTable& table) {
    std::vector<std::string> shown;
    if (!table.about) return shown;
    const auto& head = table.about->file.head;
    if (!head.empty()) shown.push_back(head.front());
    const auto* spec = run.method->table(table.about->table);
    for (const auto& column : spec->columns) {
        std::string name = column.name;
        for (const auto& role : table.about->roles) {
            if (role.role == column.name) name = role.column;
        }
        if (has(head, name) && !has(shown, name)) shown.push_back(name);
    }
    return shown;
}

std::string for_eyes(const Voice& voice, const methods::Column& column, std::size_t row) {
    if (column.name == "why") {
        const auto& code = std::get<methods::Texts>(column.cells)[row];
        return code.empty() ? "" : why_text(voice, code);
    }
    const auto* numbers = std::get_if<methods::Numbers>(&column.cells);
    if (!numbers) return std::get<methods::Texts>(column.cells)[row];
    const double value = (*numbers)[row];
    if (std::isnan(value)) return "–";
    if (value == 0) return "0";  // and -0
    const double size = std::abs(value);
    return size >= 1e6 && size < 1e15 ? fmt::format("{:.0f}", value) : fmt::format("{:.6g}", value);
}

std::string rows_text(const Voice& voice, const service::MethodRun& run, const AnswerTable& table,
                      bool bold) {
    std::vector<Column> columns;
    const auto shown = columns_shown(run, table);
    for (const auto& name : shown) columns.push_back({.head = name, .as_it_is = true});
    std::vector<const methods::Column*> figures;
    const auto names = names_of(run, table);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& column = table.frame->columns[i];
        const auto* texts = std::get_if<methods::Texts>(&column.cells);
        const bool blank =
            texts && std::all_of(texts->begin(), texts->end(), [](const auto& text) { return text.empty(); });
        if (column.name == "why" && blank) continue;
        columns.push_back({.head = names[i], .number = !texts, .as_it_is = true});
        figures.push_back(&column);
    }
    std::vector<std::vector<std::string>> rows;
    for (std::size_t row = 0; row < std::min(table.frame->rows(), rows_shown); ++row) {
        auto& cells = rows.emplace_back();
        for (const auto& name : shown) {
            const auto& head = table.about->file.head;
            const auto at =
                static_cast<std::size_t>(std::find(head.begin(), head.end(), name) - head.begin());
            cells.push_back(table.about->file.columns[at][row]);
        }
        for (const auto* column : figures) cells.push_back(for_eyes(voice, *column, row));
    }
    std::string out = cli::table(voice, columns, rows, bold);
    if (table.frame->rows() > rows_shown)
        out += voice.say("method.more",
                         {{"n", number(static_cast<std::int64_t>(table.frame->rows() - rows_shown))}}) +
               "\n";
    return out;
}

}  // namespace

std::string why_text(const Voice& voice, const std::string& code) {
    return voice.word("why", code);
}

namespace {

std::string note_text(const Voice& voice, const methods::Note& note) {
    render::Arguments with;
    for (const auto& [name, text] : note.with) {
        // Sentences may choose a plural by a whole number.
        const auto whole = whole_number(text);
        with.emplace(name, whole ? number(*whole) : render::Argument{text});
    }
    return voice.word("remark", note.code, with);
}

// What the method needs, where the refusal is of having too little of it; "" elsewhere.
std::string needs_text(const Voice& voice, const service::MethodRun& run) {
    const auto& why = run.result.refused;
    const auto needs = voice.word("needs", run.method->name);
    const bool short_of = why.starts_with("too_few_") || why == "no_neighbours";
    return short_of && needs != run.method->name ? needs : "";
}

std::string refused_text(const Voice& voice, const service::MethodRun& run) {
    return voice.say("method.refused", {{"why", why_text(voice, run.result.refused)}});
}

// All that a refusal says, in one line.
std::string refusal_text(const Voice& voice, const service::MethodRun& run) {
    std::string out = refused_text(voice, run);
    for (const auto& note : run.result.notes) out += " " + note_text(voice, note);
    if (const auto needs = needs_text(voice, run); !needs.empty()) out += " " + needs;
    return out;
}

}  // namespace

AnswerTable answer_table(const service::MethodRun& run, const std::string& name) {
    std::vector<std::string> names;
    for (const auto& spec : run.method->answers) {
        const auto found = run.result.tables.find(spec.name);
        if (found == run.result.tables.end()) continue;
        if (name.empty() || name == spec.name)
            return {&spec, spec.rows.empty() ? nullptr : run.input(spec.rows), &found->second};
        names.push_back(spec.name);
    }
    throw Error{Fault::usage, message("--answer: expected one of {}; found \"{}\"", join(names, ", "), name)};
}

std::string answer_json(const Voice& voice, const service::MethodRun& run) {
    JsonWriter json;
    json.object().key("run").text(run.id).key("record").raw(run.record);
    if (!run.result.refused.empty())
        json.key("error").text(refusal_text(voice, run)).key("exit").integer(exit_code(Fault::bad_input));
    return json.str() + "," + service::result_json(run.result).substr(1) + "\n";
}

std::string torn_text(const Voice& voice, const service::MethodRun& run) {
    std::string out;
    for (const auto& note : run.result.notes)
        if (note.code == "torn_at") out += note_text(voice, note) + "\n";
    return out;
}

void give_csv(const service::MethodRun& run, const AnswerTable& table, const service::Pieces& take) {
    constexpr std::size_t piece = 64 * 1024;
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) out += (i ? "," : "") + intake::csv_cell(cells[i]);
        out += "\n";
    };
    auto head = table.about ? table.about->file.head : std::vector<std::string>{};
    const auto names = names_of(run, table);
    head.insert(head.end(), names.begin(), names.end());
    line(head);
    for (std::size_t row = 0; row < table.frame->rows(); ++row) {
        std::vector<std::string> cells;
        if (table.about)
            for (const auto& column : table.about->file.columns) cells.push_back(column[row]);
        for (const auto& column : table.frame->columns) cells.push_back(text_of(column.cells, row));
        line(cells);
        if (out.size() < piece) continue;
        take(out);
        out.clear();
    }
    take(out);
}

std::string answer_geojson(const service::MethodRun& run, const AnswerTable& table) {
    const auto& shapes = table.frame->shapes;
    if (shapes.empty() && (!table.about || !Places{*table.about}.any()))
        throw Error{Fault::usage,
                    message("expected for a map a table of polygons, or of positions \"lon\" and \"lat\" in "
                            "degrees, that \"{}\" answers row by row; ask for CSV or JSON instead",
                            table.spec->name)};
    const auto geometry = [&](std::size_t row) {
        return shapes.empty() ? Places{*table.about}.of(row) : geo::geojson_geometry(shapes[row]);
    };
    const auto names = names_of(run, table);
    std::vector<bool> numeric;
    if (table.about)
        for (const auto& column : table.about->file.columns) numeric.push_back(are_numbers(column));
    JsonWriter json;
    json.object().key("type").text("FeatureCollection").key("run").text(run.id);
    json.key("record").raw(run.record).key("features").array();
    for (std::size_t row = 0; row < table.frame->rows(); ++row) {
        json.object().key("type").text("Feature").key("properties").object();
        for (std::size_t i = 0; i < numeric.size(); ++i) {
            const auto& file = table.about->file;
            json.key(file.head[i]);
            if (numeric[i])
                json.number(decimal_number(file.columns[i][row]));
            else
                json.text(file.columns[i][row]);
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
            json.key(names[i]);
            write_cell(json, table.frame->columns[i].cells, row);
        }
        json.end().key("geometry").raw(geometry(row)).end();
    }
    return json.end().end().str() + "\n";
}

std::string answer_text(const Voice& voice, const service::MethodRun& run, bool bold) {
    const auto& result = run.result;
    const auto page = methods::page(*run.method, render::code(voice.language()));
    std::string out =
        voice.say("method.title",
                  {{"name", page.name}, {"method", run.method->name}, {"n", number(result.n)}}) +
        "\n";
    for (const auto& [table, reason, rows] : result.excluded)
        out += voice.say("method.excluded",
                         {{"table", table}, {"n", number(rows)}, {"why", why_text(voice, reason)}}) +
               "\n";
    for (const auto& note : result.notes) out += note_text(voice, note) + "\n";
    if (!result.refused.empty()) {
        out += refused_text(voice, run) + "\n";
        if (const auto needs = needs_text(voice, run); !needs.empty()) out += needs + "\n";
        return out;
    }
    for (const auto& spec : run.method->answers) {
        if (!result.tables.contains(spec.name)) continue;
        out += "\n";
        if (run.method->answers.size() > 1) out += voice.say("method.answer", {{"name", spec.name}}) + "\n";
        out += rows_text(voice, run, answer_table(run, spec.name), bold);
    }
    return out;
}

}  // namespace atalaya::cli
