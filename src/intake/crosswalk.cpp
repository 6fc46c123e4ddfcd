#include "intake/crosswalk.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {
namespace fs = std::filesystem;

namespace {

using Texts = std::vector<std::string>;

// Several labels may be one code: what the first says of it holds.
std::vector<Meaning> own_rows(const Source& source) {
    std::vector<Meaning> rows;
    for (const auto& label : source.labels) {
        const auto known = [&](const Meaning& row) { return row.code == label.code; };
        if (std::none_of(rows.begin(), rows.end(), known))
            rows.push_back({label.code, label.iccs, label.fit, label.indicators, label.note});
    }
    return rows;
}

std::vector<Meaning> rows_of(const fs::path& path, const std::vector<Meaning>& own) {
    static const Texts fits{"exact", "inside", "covers", "overlap"};
    Texts codes;
    for (const auto& row : own) codes.push_back(row.code);
    std::map<std::string, Meaning> said;
    std::size_t line = 1;
    for (const auto& row : rows_under(path, {"code", "iccs", "fit", "indicators", "note"})) {
        ++line;
        const auto refuse = [&](const Message& why) {
            throw Error{Fault::bad_input, message("{}:{}: {}", path.string(), line, why)};
        };
        const std::string& code = row[0];
        if (std::find(codes.begin(), codes.end(), code) == codes.end())
            refuse(message("codes.csv has no code \"{}\".{}", code, did_you_mean(code, codes)));
        if (!row[2].empty() && std::find(fits.begin(), fits.end(), row[2]) == fits.end())
            refuse(message("\"fit\" should be empty or one of {}; found \"{}\".{}", join(fits, ", "), row[2],
                           did_you_mean(row[2], fits)));
        if (!said.emplace(code, Meaning{code, parts_of(row[1]), row[2], parts_of(row[3]), row[4]}).second)
            refuse(message("the code \"{}\" comes a second time.", code));
    }
    std::vector<Meaning> rows;
    for (const auto& code : codes) {
        const auto found = said.find(code);
        if (found == said.end())
            throw Error{
                Fault::bad_input,
                message("{}: expected a line for each code of codes.csv; \"{}\" has none. A code that "
                        "means nothing here has a line with blank cells.",
                        path.string(), code)};
        rows.push_back(std::move(found->second));
    }
    return rows;
}

// Who made a crosswalk, when, and from what.
void read_origin(const fs::path& path, Crosswalk& crosswalk) {
    TomlTable top = read_toml(path);
    crosswalk.version = top.text("version");
    crosswalk.author = top.text("author");
    crosswalk.date = iso(top.day("date"));
    crosswalk.evidence = top.text("evidence", "");
    top.done();
}

}  // namespace

const Meaning* Crosswalk::of(std::string_view code) const {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.code == code; });
    return found == rows.end() ? nullptr : &*found;
}

Digest Crosswalk::digest() const {
    JsonWriter json;
    json.array().text(name).text(version).text(author).text(date).text(evidence);
    const auto list = [&](const Texts& texts) {
        json.array();
        for (const auto& text : texts) json.text(text);
        json.end();
    };
    for (const auto& row : rows) {
        json.array().text(row.code).text(row.fit).text(row.note);
        list(row.iccs);
        list(row.indicators);
        json.end();
    }
    return sha256(json.end().str());
}

std::vector<Crosswalk> read_crosswalks(const Source& source) {
    std::vector<Crosswalk> all;
    if (source.labels.empty()) return all;
    Crosswalk own{std::string{own_crosswalk}, source.version, "", "", "", own_rows(source)};
    if (const auto origin = source.folder / "codes.toml"; fs::exists(origin)) read_origin(origin, own);
    all.push_back(std::move(own));
    const fs::path folder = source.folder / "crosswalks";
    if (!fs::is_directory(folder)) return all;
    for (const auto& entry : fs::directory_iterator{folder}) {
        if (entry.path().extension() != ".csv") continue;
        Crosswalk crosswalk{.name = entry.path().stem().string()};
        if (crosswalk.name == own_crosswalk)
            throw Error{Fault::bad_input,
                        message("{}: \"codes\" is what codes.csv itself is called; give it another name.",
                                entry.path().string())};
        read_origin(fs::path{entry.path()}.replace_extension(".toml"), crosswalk);
        crosswalk.rows = rows_of(entry.path(), all.front().rows);
        all.push_back(std::move(crosswalk));
    }
    std::sort(all.begin() + 1, all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
}

}  // namespace atalaya::intake
