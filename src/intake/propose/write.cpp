#include "intake/propose/write.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/gazetteer.hpp"
#include "intake/propose/label_indicator.hpp"
#include "intake/propose/toml_text.hpp"

namespace atalaya::intake {

namespace {

namespace fs = std::filesystem;

// Written without quotes.
bool is_unquoted(std::string_view key) {
    return key == "wide.months" || key == "format.header_row" || key == "format.header_rows" ||
           key == "exposure.year" || key == "exposure.rounded" || key == "place.box" ||
           key == "shape.drawn" || key.starts_with("duplicates.");
}
bool is_list(const Choice& choice) {
    const std::string_view key = choice.key;
    if (key == "place.address") return choice.values.size() > 1;
    static constexpr std::string_view lists[] = {"sealed",          "format.missing",   "format.sheets",
                                                 "format.fill",     "key.columns",      "time.hour.unknown",
                                                 "offence.columns", "category.columns", "calendar.kinds",
                                                 "files",           "place.box",        "wide.columns",
                                                 "exposure.whole",  "totals.words"};
    return std::find(std::begin(lists), std::end(lists), key) != std::end(lists);
}

std::string toml_value(const Choice& choice) {
    if (choice.key == "shape.called" && choice.values.size() == 3)
        return "{ es = " + toml_quoted(choice.values[0]) + ", pt = " + toml_quoted(choice.values[1]) +
               ", en = " + toml_quoted(choice.values[2]) + " }";
    std::string out;
    for (const auto& value : choice.values)
        out += (out.empty() ? "" : ", ") + (is_unquoted(choice.key) ? value : toml_quoted(value));
    return is_list(choice) ? "[" + out + "]" : out;
}

// "area.barrio" of "area.barrio.column", else the first word; "" for a key of no table.
std::string table_of(const std::string& key) {
    const auto dot = key.find('.');
    if (dot == std::string::npos) return {};
    if (!key.starts_with("area.")) return key.substr(0, dot);
    return key.substr(0, key.rfind('.'));
}

bool is_default(const Choice& choice) {
    return (choice.key == "format.header_row" || choice.key == "format.header_rows") &&
           choice.values.front() == "1" && choice.confidence >= sure;
}

std::string comments(const Choice& choice, const Say& say) {
    std::string out = "# " + in_one_line(say(message("{} %: {}", choice.confidence, choice.why))) + "\n";
    if (!choice.question.empty())
        out += "# " + in_one_line(say(message("QUESTION: {}", choice.question))) + "\n";
    return out;
}

std::string tables(const Proposal& proposal, const Say& say) {
    std::vector<std::string> order;
    for (const auto& choice : proposal.choices) {
        const auto table = table_of(choice.key);
        if (!table.empty() && std::find(order.begin(), order.end(), table) == order.end())
            order.push_back(table);
    }
    std::string out;
    for (const auto& table : order) {
        out += "\n[" + table + "]\n";
        for (const auto& choice : proposal.choices) {
            if (table_of(choice.key) != table || is_default(choice)) continue;
            out += comments(choice, say);
            if (choice.values.empty()) continue;  // asked, and no key says it
            out += choice.key.substr(table.size() + 1) + " = " + toml_value(choice) + "\n";
        }
    }
    return out;
}

bool has_codes(const Proposal& proposal) {
    return proposal.kind == Kind::incidents || proposal.kind == Kind::tallies;
}

std::string all_labels(const SeenLabel& label, const char* between) {
    std::string all = label.label_1;
    for (const auto* finer : {&label.label_2, &label.label_3})
        if (!finer->empty()) all += between + *finer;
    return all;
}

std::string code_of(const SeenLabel& label) {
    std::string code;
    for (const char c : folded(all_labels(label, " "))) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            code += c;
        else if (!code.empty() && code.back() != '-')
            code += '-';
    }
    while (code.ends_with('-')) code.pop_back();
    return code.empty() ? "sin-nombre" : code;
}

// Letters that Spanish does not have.
bool is_portuguese(const SeenLabel& label) {
    const std::string text = all_labels(label, "");
    for (const char* letter : {"ã", "õ", "ç", "ê", "ô", "â", "Ã", "Õ", "Ç", "Ê", "Ô", "Â"}) {
        if (text.find(letter) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

std::string id_of_file(std::string_view file_name) {
    std::string name{file_name};
    for (const std::string_view ending :
         {".gz", ".zip", ".csv", ".tsv", ".txt", ".xlsx", ".geojson", ".json", ".parquet", ".shp", ".pdf"})
        if (folded(name).ends_with(ending)) name.resize(name.size() - ending.size());
    return code_of({name, "", 0, ""});
}

std::string source_toml(const Proposal& proposal, const std::string& id, const Say& say) {
    const auto asked = std::count_if(proposal.choices.begin(), proposal.choices.end(),
                                     [](const Choice& choice) { return !choice.question.empty(); });
    std::string out = "# " +
                      in_one_line(say(message("Proposed from {}: {} rows, {} looked at.", proposal.file,
                                              proposal.rows, proposal.looked_at))) +
                      "\n";
    out +=
        "# " + say(message("Questions left to answer: {}. Fill in what says {}.", asked, to_fill_in)) + "\n";
    const std::string fill = toml_quoted(to_fill_in);
    out += "id = " + toml_quoted(id) + "\nversion = \"1\"\n";
    if (const Choice* kind = proposal.find("kind"))
        out += comments(*kind, say) + "kind = " + toml_value(*kind) + "\n";
    out += "name = { es = " + fill + ", pt = " + fill + ", en = " + fill + " }\n";
    out += "publisher = " + fill + "\nurl = " + fill + "\nlicence = " + fill + "\n";
    if (const Choice* files = proposal.find("files"))
        out += comments(*files, say) + "files = " + toml_value(*files) + "\n";
    if (const Choice* cadence = proposal.find("cadence"))
        out += comments(*cadence, say) + "cadence = " + toml_value(*cadence) + "\n";
    else
        out += std::string{"cadence = "} + (has_codes(proposal) ? "\"monthly\"" : "\"once\"") + "\n";
    if (const Choice* sealed = proposal.find("sealed"))
        out += comments(*sealed, say) + "sealed = " + toml_value(*sealed) + "\n";
    for (const auto key : addressee_keys) out += std::string{key} + " = { institution = " + fill + " }\n";
    return out + tables(proposal, say);
}

std::string codes_csv(const Proposal& proposal, const Say& say) {
    if (!has_codes(proposal)) return {};
    const bool portuguese = std::any_of(proposal.labels.begin(), proposal.labels.end(), is_portuguese);
    const bool third = std::any_of(proposal.labels.begin(), proposal.labels.end(),
                                   [](const SeenLabel& label) { return !label.label_3.empty(); });
    std::string out = "code,label_1,label_2,";
    out += third ? "label_3,es,pt,en,iccs,fit,indicators,note\n" : "es,pt,en,iccs,fit,indicators,note\n";
    const auto line = [&](const std::string& code, const SeenLabel& label, const std::string& name,
                          const std::string& words) {
        std::string note =
            label.rows > 0 ? say(message("{} of the rows looked at", label.rows)) : std::string{};
        const auto indicators = indicators_of_label(folded(words));
        if (!indicators.empty())
            note += (note.empty() ? "" : "; ") +
                    say(message("QUESTION: {}", message("does it count in {}?", join(indicators, ", "))));
        // What the source writes is of one language; in the others a name is missing until somebody writes it.
        const std::string in_portuguese = portuguese || name == to_fill_in ? name : "";
        const std::string in_english = name == to_fill_in ? name : "";
        std::vector<std::string> cells{code, label.label_1, label.label_2};
        if (third) cells.push_back(label.label_3);
        cells.insert(cells.end(), {name, in_portuguese, in_english});
        for (const auto& cell : cells) out += csv_cell(cell) + ",";
        out += ",," + join(indicators, "|") + "," + csv_cell(note) + "\n";
    };
    for (const char* key : {"offence.always", "category.always"})
        if (const auto always = proposal.value(key); !always.empty())
            line(std::string{always}, {}, std::string{to_fill_in}, std::string{always});
    for (const auto& label : proposal.labels)
        line(code_of(label), label, all_labels(label, ": "), all_labels(label, " "));
    return out;
}

std::string readme(const Proposal& proposal, const std::string& id, const Say& say) {
    std::string out = "# " + id + "\n\n";
    out += say(message("Proposed from {}: {} rows, {} looked at.", in_one_line(proposal.file), proposal.rows,
                       proposal.looked_at)) +
           "\n\n";
    out +=
        say(message("Write here where the file is fetched, under which terms, and what is wrong with it.")) +
        "\n";
    for (const auto& choice : proposal.choices) {
        if (choice.question.empty()) continue;
        out += "\n- `" + choice.key + "`: " + in_one_line(say(choice.question));
    }
    return out + "\n";
}

void write_proposal(const Proposal& proposal, const fs::path& folder, const Say& say) {
    refuse_what_is_there(folder / "source.toml");
    const std::string id = fs::weakly_canonical(folder).filename().string();
    const std::string codes = codes_csv(proposal, say);
    if (!codes.empty()) write_text(folder / "codes.csv", codes);
    write_text(folder / "README.md", readme(proposal, id, say));
    write_text(folder / "source.toml", source_toml(proposal, id, say));
}

std::vector<std::string> still_to_fill_in(const Source& source) {
    std::vector<std::string> keys;
    const auto ask = [&](const char* key, const std::string& value) {
        if (value == to_fill_in) keys.emplace_back(key);
    };
    ask("name", source.name.es);
    ask("publisher", source.publisher);
    ask("url", source.url);
    ask("licence", source.licence);
    const auto each = each_of(source.addressees);
    for (std::size_t i = 0; i < each.size(); ++i) {
        const std::string key{addressee_keys[i]};
        if (each[i]->institution == to_fill_in)
            keys.push_back(key);
        else if (each[i]->post.empty())
            keys.push_back(key + ".post");
    }
    for (const auto& column : source.columns()) ask("columns", column);
    ask("layer", source.shape.layer);
    for (const auto& label : source.labels) ask("codes.csv", label.name.es);
    const auto unnamed = [&](std::string Words::*language) {
        return std::any_of(source.labels.begin(), source.labels.end(),
                           [&](const Label& label) { return (label.name.*language).empty(); });
    };
    if (unnamed(&Words::pt)) keys.emplace_back("codes.csv (pt)");
    if (unnamed(&Words::en)) keys.emplace_back("codes.csv (en)");
    // Labels that somebody looked at have their ICCS code; without an indicator no bulletin counts them.
    const bool counts = std::any_of(source.labels.begin(), source.labels.end(), [](const Label& label) {
        return !label.indicators.empty() || !label.iccs.empty();
    });
    if (!source.category.columns.empty() && !source.labels.empty() && !counts)
        keys.emplace_back("codes.csv (indicators)");
    return keys;
}

}  // namespace atalaya::intake
