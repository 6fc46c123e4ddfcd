#include "service/kept_method_runs.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/json.hpp"
#include "service/store_table.hpp"

namespace atalaya::service {

using nlohmann::json;

namespace {

constexpr std::size_t shortest_name = 8;

// Where the part of a table was, from wherever one asks: "" of the store.
std::string path_of(const std::string& given) {
    return is_store_table(given) ? "" : std::filesystem::absolute(given).lexically_normal().string();
}

std::string given_of(const MethodQuestion& question, const MethodRun& run) {
    JsonWriter out;
    out.object().key("settings").object();
    for (const auto& [name, value] : question.settings) out.key(name).text(value);
    out.end().key("files").array();
    for (const auto& input : run.inputs) {
        for (const auto& table : question.tables)
            if (table.table == input.table) out.text(path_of(table.file));
    }
    return out.end().end().str();
}

[[noreturn]] void refuse_damaged(const store::KeptMethodRun& kept) {
    throw Error{Fault::corrupt, message("expected the record of the run {} in the record store as it was "
                                        "written; it is damaged. Run verify",
                                        kept.run)};
}

// We wrote this JSON ourselves: what does not read is damage.
template <class Read>
auto read_kept(const store::KeptMethodRun& kept, const Read& read) {
    try {
        return read(json::parse(kept.record), json::parse(kept.given));
    } catch (const json::exception&) {
        refuse_damaged(kept);
    }
}

void take_reading(MethodQuestion& question, const json& input) {
    const auto table = input.at("table").get<std::string>();
    for (const auto& [role, column] : input.at("columns").items())
        question.roles.push_back({table, role, column.get<std::string>()});
    const auto wheres = input.value("where", json::array());
    for (const auto& where : wheres)
        question.wheres.push_back(
            {table, where.at("column").get<std::string>(), where.at("value").get<std::string>()});
    const auto decimals = input.value("decimal", json::object()),
               dates = input.value("dates", json::object());
    for (const auto& [role, mark] : decimals.items())
        question.decimals.push_back(parse_decimal(table + "." + role + "=" + mark.get<std::string>()));
    for (const auto& [role, order] : dates.items())
        question.dates.push_back(parse_dates(table + "." + role + "=" + order.get<std::string>()));
    if (const auto system = input.find("crs"); system != input.end())
        question.systems.emplace(table, system->get<std::string>());
}

}  // namespace

Digest digest_of(const methods::Result& result) {
    return sha256(result_json(result));
}

std::optional<store::KeptMethodRun> keep_method_run(store::Store& store, const MethodQuestion& question,
                                                    const MethodRun& run, Day on) {
    const auto answer = digest_of(run.result);
    auto before = store::keep_method_run(store.records(), store.city(),
                                         {.run = run.id,
                                          .ran_on = iso(on),
                                          .record = run.record,
                                          .given = given_of(question, run),
                                          .answer = answer,
                                          .refused = run.result.refused});
    if (before && before->answer == answer) before.reset();
    return before;
}

KeptRecord record_of(const store::KeptMethodRun& kept) {
    return read_kept(kept, [&](const json& record, const json& given) {
        KeptRecord out{record.at("method").get<std::string>(),
                       record.at("version").get<std::string>(),
                       record.at("program").get<std::string>(),
                       {}};
        const auto& inputs = record.at("inputs");
        const auto& files = given.at("files");
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto digest = parse_digest(inputs[i].at("sha256").get<std::string>());
            if (!digest) refuse_damaged(kept);
            out.inputs.push_back({inputs[i].at("table").get<std::string>(),
                                  inputs[i].at("file").get<std::string>(), files.at(i).get<std::string>(),
                                  *digest, inputs[i].at("rows").get<std::int64_t>()});
        }
        return out;
    });
}

store::KeptMethodRun find_method_run(store::Store& store, std::string_view run) {
    auto kept = store::find_method_run(store.records(), store.city(), run);
    if (!kept && run.size() >= shortest_name) {
        for (auto& one : store::method_runs(store.records(), store.city()))
            if (std::string_view{one.run}.starts_with(run)) kept = std::move(one);
    }
    if (!kept)
        throw Error{Fault::missing, message("expected a run of a method that is kept here, found \"{}\"; "
                                            "`atalaya method runs` lists them",
                                            run)};
    return *kept;
}

MethodQuestion question_of(const store::KeptMethodRun& kept) {
    const auto record = record_of(kept);
    return read_kept(kept, [&](const json& written, const json& given) {
        MethodQuestion question{.method = &find_method(record.method),
                                .missing = written.at("missing").get<std::vector<std::string>>(),
                                .seed = written.at("seed").get<std::uint64_t>(),
                                .patience = written.value("patience", methods::usual_patience)};
        for (const auto& [name, value] : given.at("settings").items())
            question.settings.emplace(name, value.get<std::string>());
        for (std::size_t i = 0; i < record.inputs.size(); ++i) {
            const auto& input = record.inputs[i];
            const bool first = i == 0 || record.inputs[i - 1].table != input.table;
            question.tables.push_back({input.table, input.path.empty() ? input.file : input.path});
            if (first) take_reading(question, written.at("inputs").at(i));
        }
        return question;
    });
}

bool RepeatedRun::other_program() const {
    return record.program != store::program_version || record.version != run.method->version;
}

RepeatedRun compare(store::Store& store, const store::KeptMethodRun& kept, MethodRun run) {
    RepeatedRun out{.kept = kept, .record = record_of(kept), .run = std::move(run)};
    out.now = digest_of(out.run.result);
    std::size_t at = 0;
    for (const auto& input : out.run.inputs) {
        for (const auto& part : input.parts) {
            const auto& then = out.record.inputs.at(at++);
            if (then.digest != part.digest)
                out.changed.push_back({input.table, then.file, then.digest, part.digest});
        }
    }
    const bool of_store =
        std::ranges::any_of(out.changed, [](const auto& one) { return is_store_table(one.file); });
    if (of_store) {
        auto all = store::erasures(store.records(), store.city());
        const auto known = std::min(static_cast<std::size_t>(kept.erasures), all.size());
        out.erasures.assign(all.begin() + static_cast<std::ptrdiff_t>(known), all.end());
    }
    return out;
}

}  // namespace atalaya::service
