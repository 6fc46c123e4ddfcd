#include "service/coding.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/nearest.hpp"

namespace atalaya::service {

namespace {

using Texts = std::vector<std::string>;

bool has(const Texts& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Which crosswalk the city or the indicators name for this source: by indicator, "" for all others.
std::map<std::string, std::string> chosen_for(const intake::Source& source, const intake::City& city,
                                              const std::vector<Indicator>& indicators,
                                              const std::vector<intake::Crosswalk>& known) {
    std::map<std::string, std::string> chosen;
    for (const auto& indicator : indicators) {
        for (const auto& crosswalk : known)
            if (crosswalk.name == indicator.crosswalk) chosen[indicator.id] = crosswalk.name;
    }
    for (const auto& choice : city.crosswalks) {
        if (choice.source != source.id) continue;
        if (choice.indicators.empty()) chosen[""] = choice.use;
        for (const auto& indicator : choice.indicators) chosen[indicator] = choice.use;
    }
    return chosen;
}

void put(JsonWriter& json, const char* key, const Texts& texts) {
    json.key(key).array();
    for (const auto& text : texts) json.text(text);
    json.end();
}

void put(JsonWriter& json, const Coding::Use& use) {
    const auto& crosswalk = use.crosswalk;
    json.object().key("name").text(crosswalk.name).key("version").text(crosswalk.version);
    json.key("author").text(crosswalk.author).key("date").text(crosswalk.date);
    json.key("evidence").text(crosswalk.evidence);
    put(json, "for", use.indicators);
    json.key("rows").array();
    for (const auto& row : crosswalk.rows) {
        json.object().key("code").text(row.code).key("fit").text(row.fit).key("note").text(row.note);
        put(json, "iccs", row.iccs);
        put(json, "indicators", row.indicators);
        json.end();
    }
    json.end().end();
}

Coding::Use use_of(const nlohmann::json& use) {
    Coding::Use out{
        {use.at("name"), use.at("version"), use.at("author"), use.at("date"), use.at("evidence"), {}},
        use.at("for")};
    for (const auto& row : use.at("rows"))
        out.crosswalk.rows.push_back(
            {row.at("code"), row.at("iccs"), row.at("fit"), row.at("indicators"), row.at("note")});
    return out;
}

}  // namespace

const intake::Crosswalk& Coding::for_indicator(std::string_view indicator) const {
    for (std::size_t i = 1; i < uses.size(); ++i)
        if (has(uses[i].indicators, indicator)) return uses[i].crosswalk;
    return uses.front().crosswalk;
}

const intake::Meaning* Coding::counted(std::string_view code, std::string_view indicator) const {
    const auto* meaning = for_indicator(indicator).of(code);
    return meaning && has(meaning->indicators, indicator) ? meaning : nullptr;
}

bool Coding::plain() const {
    const auto& first = uses.front().crosswalk;
    return uses.size() == 1 && first.name == intake::own_crosswalk && first.author.empty() && decided.empty();
}

Coding coding_of(const intake::Source& source, const intake::City& city,
                 const std::vector<Indicator>& indicators) {
    const auto known = intake::read_crosswalks(source);
    const auto find = [&](const std::string& name) -> const intake::Crosswalk& {
        Texts names;
        for (const auto& crosswalk : known) {
            if (crosswalk.name == name) return crosswalk;
            names.push_back(crosswalk.name);
        }
        throw Error{Fault::bad_input,
                    message("{}: [[crosswalks]]: the source \"{}\" has no crosswalk \"{}\".{}",
                            (city.folder / "city.toml").string(), source.id, name,
                            intake::did_you_mean(name, names))};
    };
    const auto chosen = chosen_for(source, city, indicators, known);
    const auto all = chosen.find("");
    Coding coding{source.id, {{all == chosen.end() ? known.front() : find(all->second), {}}}, {}};
    for (const auto& [indicator, name] : chosen) {
        if (indicator.empty() || name == coding.uses.front().crosswalk.name) continue;
        const auto use = std::find_if(coding.uses.begin() + 1, coding.uses.end(),
                                      [&](const auto& one) { return one.crosswalk.name == name; });
        if (use == coding.uses.end()) {
            coding.uses.push_back({find(name), {indicator}});
        } else {
            use->indicators.push_back(indicator);
        }
    }
    return coding;
}

void apply(const Coding& coding, intake::Source& source) {
    std::set<std::string> elsewhere;  // indicators of another crosswalk than the first
    std::set<std::string> listed;     // codes that have a label
    for (std::size_t i = 1; i < coding.uses.size(); ++i)
        elsewhere.insert(coding.uses[i].indicators.begin(), coding.uses[i].indicators.end());
    const auto& first = coding.uses.front().crosswalk;
    const auto give = [&](intake::Label& label) {
        const auto* meaning = first.of(label.code);
        label.iccs = meaning ? meaning->iccs : Texts{};
        label.fit = meaning ? meaning->fit : "";
        Texts counts;
        if (meaning) {  // in the order in which they were written
            for (const auto& indicator : meaning->indicators)
                if (&coding.for_indicator(indicator) == &first) counts.push_back(indicator);
        }
        for (const auto& indicator : elsewhere)
            if (coding.counted(label.code, indicator)) counts.push_back(indicator);
        label.indicators = std::move(counts);
    };
    for (auto& label : source.labels) {
        give(label);
        listed.insert(label.code);
    }
    for (const auto& row : first.rows) {
        if (listed.contains(row.code)) continue;
        intake::Label label{.code = row.code, .name = {row.code, row.code, row.code}};
        give(label);
        source.labels.push_back(std::move(label));
    }
}

Digest with_coding(const Digest& recipe, const Coding& coding) {
    return coding.plain() ? recipe : sha256("coding " + recipe.hex() + json_of(coding));
}

std::string json_of(const Coding& coding) {
    JsonWriter json;
    json.object().key("source").text(coding.source).key("uses").array();
    for (const auto& use : coding.uses) put(json, use);
    json.end().key("decided").array();
    for (const auto& [label, code, author, on, reason] : coding.decided) {
        json.object().key("label").text(label).key("code").text(code).key("author").text(author);
        json.key("on").text(on).key("reason").text(reason).end();
    }
    return json.end().end().str();
}

Coding parse_coding(std::string_view text) {
    try {
        const auto json = nlohmann::json::parse(text);
        Coding coding{json.at("source"), {}, {}};
        for (const auto& use : json.at("uses")) coding.uses.push_back(use_of(use));
        for (const auto& one : json.at("decided"))
            coding.decided.push_back(
                {one.at("label"), one.at("code"), one.at("author"), one.at("on"), one.at("reason")});
        if (!coding.uses.empty()) return coding;
    } catch (const nlohmann::json::exception&) {  // told below
    }
    throw Error{Fault::corrupt,
                message("the record store holds a coding that cannot be read: {}", text.substr(0, 60))};
}

}  // namespace atalaya::service
