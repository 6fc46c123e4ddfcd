#include "service/method_run.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/nearest.hpp"
#include "methods/ask.hpp"
#include "service/domain_unsaid.hpp"
#include "service/question_plane.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

namespace {

// Which columns play roles, which rows were asked about, in which system the polygons are.
void write_reading(JsonWriter& json, const MethodQuestion& question, const MethodInput& input) {
    json.key("columns").object();
    for (const auto& role : input.roles) json.key(role.role).text(role.column);
    json.end();
    std::vector<Where> wheres;
    for (const auto& where : question.wheres)
        if (where.table == input.table) wheres.push_back(where);
    if (!wheres.empty()) {
        json.key("where").array();
        for (const auto& where : wheres)
            json.object().key("column").text(where.column).key("value").text(where.value).end();
        json.end();
    }
    if (!input.decimals.empty()) {
        json.key("decimal").object();
        for (const auto& one : input.decimals) json.key(one.role).text(word(one.mark));
        json.end();
    }
    if (!input.dates.empty()) {
        json.key("dates").object();
        for (const auto& one : input.dates) json.key(one.role).text(word(one.order));
        json.end();
    }
    const auto system = question.systems.find(input.table);
    if (system != question.systems.end()) json.key("crs").text(system->second);
}

std::string record_of(const MethodQuestion& question, const methods::Given& settings, const MethodRun& run) {
    const auto settled = methods::settled(*question.method, settings);
    JsonWriter json;
    json.object().key("method").text(run.method->name).key("version").text(run.method->version);
    json.key("program")
        .text(store::program_version)
        .key("seed")
        .integer(static_cast<std::int64_t>(question.seed));
    if (question.patience != methods::usual_patience) json.key("patience").number(question.patience);
    json.key("settings").object();
    for (const auto& setting : run.method->settings) {
        json.key(setting.name);
        if (setting.kind == methods::Setting::Kind::choice)
            json.text(settled.choice(setting.name));
        else
            json.number(settled.number(setting.name));
    }
    json.end().key("missing").array();
    for (const auto& cell : question.missing) json.text(cell);
    json.end().key("inputs").array();
    for (const auto& input : run.inputs) {
        for (const auto& part : input.parts) {
            json.object().key("table").text(input.table).key("file").text(part.file);
            json.key("sha256").text(part.digest.hex()).key("rows").integer(part.rows);
            write_reading(json, question, input);
            json.end();
        }
    }
    return json.end().end().str();
}

void write_cells(JsonWriter& json, const methods::Cells& cells) {
    if (const auto* texts = std::get_if<methods::Texts>(&cells))
        for (const auto& text : *texts) json.text(text);
    else
        for (const double value : std::get<methods::Numbers>(cells)) json.number(value);
}

// Two tables of one indicator say the same of it.
void add_once(std::vector<methods::Note>& notes, const methods::Note& note) {
    if (std::ranges::none_of(
            notes, [&](const auto& there) { return there.code == note.code && there.with == note.with; }))
        notes.push_back(note);
}

}  // namespace

const MethodInput* MethodRun::input(std::string_view table) const {
    const auto found = std::find_if(inputs.begin(), inputs.end(),
                                    [&](const MethodInput& input) { return input.table == table; });
    return found == inputs.end() ? nullptr : &*found;
}

std::string result_json(const methods::Result& result) {
    JsonWriter json;
    json.object().key("refused").text(result.refused).key("n").integer(result.n).key("excluded").array();
    for (const auto& [table, reason, rows] : result.excluded)
        json.object().key("table").text(table).key("reason").text(reason).key("rows").integer(rows).end();
    json.end().key("notes").array();
    for (const auto& note : result.notes) {
        json.object().key("code").text(note.code);
        for (const auto& [name, text] : note.with) json.key(name).text(text);
        json.end();
    }
    json.end().key("tables").object();
    for (const auto& [name, frame] : result.tables) {
        json.key(name).object();
        for (const auto& column : frame.columns) {
            json.key(column.name).array();
            write_cells(json, column.cells);
            json.end();
        }
        json.end();
    }
    return json.end().end().str();
}

const methods::Method& find_method(const std::string& name) {
    if (const auto* found = methods::find(name)) return *found;
    std::vector<std::string> names;
    for (const auto& method : methods::catalogue()) names.push_back(method.name);
    throw Error{Fault::missing, message("expected a method of `atalaya method list`, found \"{}\".{}", name,
                                        intake::did_you_mean(name, names))};
}

MethodRun run_method(const MethodQuestion& question, Progress& progress) {
    refuse_strangers(question);
    MethodRun run{.method = question.method, .inputs = read_inputs(question, progress)};
    const auto settings = with_plane(question);
    methods::Question asked{.given = settings, .seed = question.seed, .threads = question.threads};
    for (const auto& input : run.inputs) {
        auto frame = frame_of(input);
        refuse_unsaid_domain(question.method->table(input.table), input, frame);
        asked.tables.emplace(input.table, std::move(frame));
    }
    const auto place = [&](const MethodInput& input) {
        const auto& specs = question.method->tables;
        return std::find_if(specs.begin(), specs.end(),
                            [&](const auto& spec) { return spec.name == input.table; }) -
               specs.begin();
    };
    std::stable_sort(run.inputs.begin(), run.inputs.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
    progress.stage("compute", 0);
    run.result = methods::run_within(*question.method, asked, question.patience);
    for (const auto& input : run.inputs) {
        auto& result = run.result;
        result.excluded.insert(result.excluded.end(), input.left_out.begin(), input.left_out.end());
        for (const auto& note : input.notes) add_once(result.notes, note);
    }
    run.record = record_of(question, settings, run);
    run.id = short_name(sha256(run.record));
    return run;
}

}  // namespace atalaya::service
