#include "service/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "core/error.hpp"
#include "core/json.hpp"
#include "service/kept_codes.hpp"
#include "service/kept_counting.hpp"
#include "service/list_changes.hpp"
#include "store/duck_database.hpp"
#include "store/durable_file.hpp"
#include "store/questions.hpp"
#include "store/sql.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

namespace ask = sql::analytics::query;

constexpr std::size_t rows_at_once = 61'440;

// A table of the copy: the question that fills it, and what its columns hold (text t, day d, number n).
struct Part {
    std::string_view table, shown, question, columns;
    bool by_period;
};
constexpr Part parts[] = {
    {"incident", "incident", ask::live_incidents, "ntttdnnntttttn", false},
    {"month_count", "month_count", ask::month_counts, "tttdtttnn", true},
    {"tally", "tally", ask::tallies, "tttdnttttn", true},
    {"unsaid", "unsaid", ask::unsaid, "tttdntttt", false},
    {"exposure", "exposure", ask::exposures, "ttttnnn", false},
    {"area", "area", ask::areas, "tttttdt", false},
};
constexpr Part place{"place", "position", ask::live_positions, "nttdnnnnnntttt", true};

Table empty_table(const Part& part) {
    Table table{std::string{part.table}, {}};
    for (const char kind : part.columns) {
        Cells cells = std::vector<std::int64_t>{};
        if (kind == 't') cells = Coded{};
        if (kind == 'd') cells = Days{};
        table.columns.push_back({"", std::move(cells)});
    }
    return table;
}

void push(Cells& cells, const store::Row& row, std::size_t at) {
    if (auto* texts = std::get_if<Coded>(&cells)) {
        texts->push(row.text(at));
    } else if (auto* days = std::get_if<Days>(&cells)) {
        days->since_epoch.push_back(row.is_null(at) ? nothing<std::int32_t> : since_epoch(row.day(at)));
    } else {
        std::get<std::vector<std::int64_t>>(cells).push_back(row.integer(at));
    }
}

std::int64_t fill(store::Database& copy, const Part& part, store::Database& from, const store::At& at,
                  Progress& progress) {
    store::Values values{at.city, at.vintage_no};
    if (part.by_period) values.insert(values.end(), {store::all_time.first, store::all_time.past_end});
    const auto to = copy.appender(part.table);
    Table rows = empty_table(part);
    std::int64_t total = 0;
    const auto hand_over = [&] {
        to->add(rows);
        rows = empty_table(part);
        progress.check_interrupt();
    };
    from.query(part.question, values, [&](const store::Row& row) {
        for (std::size_t c = 0; c < rows.columns.size(); ++c) push(rows.columns[c].cells, row, c);
        if (static_cast<std::size_t>(++total) % rows_at_once == 0) hand_over();
    });
    hand_over();
    to->finish();
    return total;
}

// A folder that is gone when the work is not finished.
class Scratch {
  public:
    explicit Scratch(fs::path folder) : folder_{std::move(folder)} {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const fs::path& folder() const { return folder_; }

  private:
    fs::path folder_;
};

std::string sql_text(const fs::path& path) {
    std::string out;
    for (const char c : path.string()) out += c == '\'' ? "''" : std::string{c};
    return out;
}

// What the codes in the column `offence` mean, by which crosswalk, and which of them overlap the classes they are
// mapped to: a total of those is not to be compared with another country's.
void put_codings(JsonWriter& json, const Catalogue& catalogue, const std::set<std::string>& read) {
    json.key("codings").array();
    for (const auto& coding : catalogue.codings) {
        if (!read.contains(coding.source)) continue;
        json.object().key("source").text(coding.source).key("digests").array();
        std::set<std::string> overlap;
        for (const auto& [crosswalk, indicators] : coding.uses) {
            json.text(crosswalk.digest().hex());
            for (const auto& row : crosswalk.rows)
                if (row.fit == "overlap") overlap.insert(row.code);
        }
        json.end().key("overlap").array();
        for (const auto& code : overlap) json.text(code);
        json.end().key("coding").raw(json_of(coding)).end();
    }
    json.end();
}

// In what the indicators count that its labels are in.
std::set<std::string> units_of(const Catalogue& catalogue, const std::string& source) {
    std::set<std::string> units;
    for (const auto& label : catalogue.source(source).labels)
        for (const auto& id : label.indicators)
            if (const auto* of = catalogue.find_indicator(id); of && of->kind == IndicatorKind::count)
                units.insert(of->unit);
    return units;
}

// How each source that was read counted at the vintage.
void put_counting(JsonWriter& json, const Catalogue& catalogue, const CountingBySource& counting,
                  const std::set<std::string>& read) {
    json.key("counting").array();
    for (const auto& [source, rules] : counting) {
        if (!read.contains(source)) continue;
        json.object().key("source").text(source).key("units").array();
        for (const auto& unit : units_of(catalogue, source)) json.text(unit);
        json.end();
        for (const auto& [name, said] : named(rules)) json.key(name).text(*said);
        json.key("evidence").text(rules.evidence).end();
    }
    json.end();
}

void put(JsonWriter& json, const char* key, const std::vector<std::string>& texts) {
    json.key(key).array();
    for (const auto& text : texts) json.text(text);
    json.end();
}

// Which areas, or which version of a list, stand on each side of the break, where it is a change of those.
void put_sides(JsonWriter& json, const Catalogue& catalogue, const intake::Break& declared) {
    const auto& changes = catalogue.city.area_changes;
    const auto change = std::ranges::find(changes, declared.id, &intake::AreaChange::id);
    std::optional<ListChange> list;
    for (const auto& source : catalogue.sources)
        for (const auto& indicator : declared.indicators)
            for (auto& one : list_changes(source, indicator))
                if (one.id() == declared.id) list = std::move(one);
    const bool of_areas = !declared.layer.empty() && change != changes.end();
    json.key("before").object().key("last").text(iso(declared.day - std::chrono::days{1}));
    if (of_areas) put(json, "areas", change->from);
    if (list) json.key("list").text(list->before.id);
    json.end().key("after").object().key("first").text(iso(declared.day));
    if (of_areas) put(json, "areas", change->to);
    if (list) json.key("list").text(list->after.id);
    json.end();
}

// What was declared by the vintage that no sum nor comparison of these tables may cross, by day.
void put_breaks(JsonWriter& json, const Catalogue& catalogue, const store::Vintage& vintage,
                const std::set<std::string>& read) {
    json.key("breaks").array();
    std::vector<const intake::Break*> known;
    for (const auto& declared : catalogue.city.breaks)
        if (declared.day <= vintage.published_on &&
            std::ranges::any_of(declared.sources, [&](const auto& source) { return read.contains(source); }))
            known.push_back(&declared);
    std::ranges::stable_sort(known, {}, [](const intake::Break* one) { return one->day; });
    for (const auto* declared : known) {
        std::vector<std::string> sources;
        std::ranges::copy_if(declared->sources, std::back_inserter(sources),
                             [&](const auto& source) { return read.contains(source); });
        json.object().key("id").text(declared->id).key("month").text(iso(month_of(declared->day)));
        put(json, "sources", sources);
        put(json, "indicators", declared->indicators);
        json.key("what").text(declared->what.es);
        if (!declared->layer.empty()) {
            json.key("layer").text(declared->layer);
            put(json, "redrawn", declared->areas);
        }
        put_sides(json, catalogue, *declared);
        json.key("bridged").boolean(declared->bridge.has_value()).end();
    }
    json.end();
}

std::string described(const Catalogue& catalogue, const CountingBySource& counting,
                      const store::Vintage& vintage, const CopyRequest& request, const Copied& copied,
                      const std::set<std::string>& read) {
    JsonWriter json;
    json.object()
        .key("city")
        .text(copied.city)
        .key("simulated")
        .boolean(catalogue.city.simulated)
        .key("vintage")
        .text(vintage.id);
    json.key("segment")
        .text(vintage.segment.hex())
        .key("program")
        .text(store::program_version)
        .key("positions")
        .boolean(request.positions);
    json.key("use").text("interno: no publicar sin el perfil público").key("layers").array();
    for (const auto& layer : catalogue.city.layers) {
        json.object()
            .key("column")
            .text(fmt::format("area_{}", layer.slot))
            .key("id")
            .text(layer.id)
            .key("name")
            .text(layer.name.es)
            .end();
    }
    json.end();
    put_codings(json, catalogue, read);
    put_counting(json, catalogue, counting, read);
    put_breaks(json, catalogue, vintage, read);
    json.key("files").array();
    for (const auto& file : copied.files) {
        json.object()
            .key("file")
            .text(file.path.filename().string())
            .key("table")
            .text(file.table)
            .key("rows")
            .integer(file.rows);
        // A database file has an id of its own inside: its bytes are not the same twice.
        if (!file.table.empty()) json.key("sha256").text(file.digest.hex());
        json.end();
    }
    return json.end().end().str() + "\n";
}

}  // namespace

Copied copy_for_analysts(store::Store& store, const Catalogue& catalogue, const CopyRequest& request,
                         Progress& progress) {
    expects(!request.forms.empty(), "a copy has at least one form");
    if (fs::exists(request.out) && !fs::is_directory(request.out)) {
        throw Error{Fault::usage, message("expected a folder to write the copies to, found a file at {}",
                                          request.out.string())};
    }
    const auto vintage = store.vintage(request.vintage);
    std::vector<Part> wanted(std::begin(parts), std::end(parts));
    if (request.positions) wanted.push_back(place);

    const bool existed = fs::exists(request.out);
    Copied copied{store.city(), vintage.id, {}};
    try {
        const Scratch scratch{request.out / (".copia" + std::string{store::half_written})};
        const fs::path database = scratch.folder() / "atalaya.duckdb";
        const auto add = [&](const std::string& name, std::string_view table, std::int64_t rows) {
            copied.files.push_back(
                {request.out / name, std::string{table}, rows, sha256_of_file(scratch.folder() / name)});
        };
        std::int64_t all_rows = 0;
        {
            const auto copy = store::open_duckdb(
                {.file = database, .temp_directory = scratch.folder() / "tmp", .threads = 1});
            copy->script(sql::copy::tables);
            if (request.positions) copy->script(sql::copy::positions);
            progress.stage("copy", wanted.size());
            std::uint64_t done = 0;
            for (const auto& part : wanted) {
                const auto rows =
                    fill(*copy, part, store.analytics().database(), {store.city(), vintage.no}, progress);
                all_rows += rows;
                for (const auto& [form, ending, text] :
                     {std::tuple{CopyForm::parquet, ".parquet", sql::copy::parquet},
                      {CopyForm::csv, ".csv", sql::copy::csv}}) {
                    if (!request.forms.contains(form)) continue;
                    const std::string name = std::string{part.shown} + ending;
                    copy->script(
                        fmt::format(fmt::runtime(text), part.shown, sql_text(scratch.folder() / name)));
                    add(name, part.shown, rows);
                }
                progress.advance(++done);
            }
        }
        if (request.forms.contains(CopyForm::duckdb)) add("atalaya.duckdb", "", all_rows);
        std::set<std::string> read;
        for (const auto& run : store.records().runs(store.city()))
            if (run.vintage_no <= vintage.no) read.insert(run.source);
        const auto then = catalogue_at(store, catalogue, vintage.no);
        store::write_durably(scratch.folder() / "copia.json",
                             described(then ? *then : catalogue, counting_at(store, catalogue, vintage.no),
                                       vintage, request, copied, read));
        copied.files.push_back(
            {request.out / "copia.json", "", 0, sha256_of_file(scratch.folder() / "copia.json")});
        for (const auto& file : copied.files) fs::rename(scratch.folder() / file.path.filename(), file.path);
    } catch (...) {
        std::error_code ignored;
        if (!existed) fs::remove_all(request.out, ignored);
        throw;
    }
    return copied;
}

}  // namespace atalaya::service
