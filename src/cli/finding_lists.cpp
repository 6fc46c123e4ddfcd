#include "cli/finding_lists.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "cli/encoding_told.hpp"
#include "cli/erased_told.hpp"
#include "cli/known_words.hpp"
#include "cli/names_not_found.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "service/finding_groups.hpp"
#include "service/finding_trend.hpp"

namespace atalaya::cli {
namespace {

// Behind the sentence: the first of the names that no area has, the lines in another encoding.
std::string more_of(const Voice& voice, const service::KnownFinding& finding) {
    constexpr std::size_t most = 5;
    if (finding.check == intake::finding::encoding_mixed) {
        const std::string told = encoding_told(voice, finding.detail);
        return told.empty() ? "" : " " + told;
    }
    if (finding.check != intake::finding::area_not_found) return {};
    const auto names = names_text(voice, intake::names_not_found(erased_told(voice, finding.detail)), most);
    return names.empty() ? "" : ": " + names;
}

void print_all(const Session& session, store::Store& store, const std::vector<service::KnownFinding>& found) {
    const FindingSentences sentences{session, store};
    std::vector<std::vector<std::string>> rows;
    for (const auto& finding : found) {
        rows.push_back({finding.id.substr(0, 10), finding.source, finding.file, finding.check,
                        session.voice.word("state", finding.state), std::to_string(finding.times),
                        finding.last_seen, sentences.of(finding) + more_of(session.voice, finding)});
    }
    fmt::print("{}", table(session.voice,
                           {{"finding"},
                            {"source"},
                            {"file"},
                            {"check"},
                            {"state"},
                            {"times", true},
                            {"last_seen"},
                            {"noticed"}},
                           rows, is_terminal(STDOUT_FILENO)));
}

void print_groups(const Session& session, store::Store& store,
                  const std::vector<service::FindingGroup>& groups) {
    const FindingSentences sentences{session, store};
    std::vector<std::vector<std::string>> rows;
    for (const auto& group : groups) {
        auto& row = rows.emplace_back();
        row = {group.source, group.check};
        for (const auto n : group.in_state) row.push_back(std::to_string(n));
        row.push_back(std::to_string(group.deliveries));
        row.push_back(group.findings == 1 ? group.newest.id.substr(0, 10) : "");
        row.push_back(sentences.of(group.newest) + more_of(session.voice, group.newest));
    }
    std::vector<Column> columns{{"source"}, {"check"}};
    for (const char* state : {"open", "explained", "fixed", "waived"}) columns.push_back({state, true});
    columns.insert(columns.end(), {{"deliveries", true}, {"finding"}, {"noticed_last"}});
    fmt::print("{}", table(session.voice, columns, rows, is_terminal(STDOUT_FILENO)));
}

void write(JsonWriter& json, const service::FindingGroup& group) {
    json.object().key("source").text(group.source).key("check").text(group.check);
    json.key("findings").integer(group.findings).key("deliveries").integer(group.deliveries);
    for (std::size_t i = 0; i < group.in_state.size(); ++i)
        json.key(service::finding_states[i]).integer(group.in_state[i]);
    json.key("mended").integer(group.mended).key("first").text(group.first);
    json.key("newest");
    write_finding(json, group.newest);
    json.end();
}

template <class T, class Write>
void print_json(const std::vector<T>& all, Write write) {
    JsonWriter json;
    json.array();
    for (const auto& one : all) write(json, one);
    json.end();
    fmt::print("{}\n", json.str());
}

void write_month(JsonWriter& json, const service::FindingMonth& month) {
    json.object().key("source").text(month.source).key("month").text(iso(month.month));
    json.key("deliveries").integer(month.deliveries).key("new").integer(month.noticed);
    json.key("reopened").integer(month.reopened).key("closed").integer(month.closed);
    json.key("open").integer(month.open).end();
}

}  // namespace

FindingSentences::FindingSentences(const Session& session, store::Store& store)
    : words_{render::Words::load(session.share().data / "i18n", session.voice.language())},
      forms_{forms_for(session.voice, session.catalogue(store).city.region)} {}

std::string FindingSentences::of(const service::KnownFinding& finding) const {
    std::string said = words_.say("finding." + finding.check, {{"n", render::counted(forms_, finding.rows)}});
    return finding.about.empty() ? said : said + " (" + finding.about + ")";
}

namespace {

void write_turn(JsonWriter& json, const char* name, const std::optional<service::FindingTurn>& by) {
    json.key(name);
    if (!by) {
        json.null();
        return;
    }
    json.object().key("run").text(by->run).key("vintage").text(by->vintage);
    json.key("file").text(by->file).key("delivery").text(by->delivery.hex());
    if (!by->why.empty()) json.key("why").text(by->why);
    json.end();
}

void write_told(JsonWriter& json, const service::FindingTold& told) {
    json.object().key("run").text(told.run).key("vintage").text(told.vintage);
    json.key("on").text(iso(told.on)).key("file").text(told.file);
    json.key("delivery").text(told.delivery.hex()).key("shows").boolean(told.shows);
    if (told.shows) json.key("rows").integer(told.rows).key("read").integer(told.read);
    if (told.shows) json.key("detail").raw(told.detail.empty() ? "null" : told.detail);
    json.end();
}

}  // namespace

void write_finding(JsonWriter& json, const service::KnownFinding& finding) {
    json.object().key("id").text(finding.id).key("run").text(finding.run);
    json.key("source").text(finding.source).key("file").text(finding.file);
    json.key("vintage").text(finding.vintage).key("check").text(finding.check);
    json.key("about").text(finding.about).key("rows").integer(finding.rows);
    json.key("read").integer(finding.read).key("state").text(finding.state);
    json.key("last_seen").text(finding.last_seen);
    write_turn(json, "mended_by", finding.mended);
    write_turn(json, "reopened_by", finding.reopened);
    json.key("times").integer(finding.times).key("tellings").array();
    for (const auto& told : finding.tellings) write_told(json, told);
    json.end();
    json.key("detail").raw(finding.detail.empty() ? "null" : finding.detail);
    json.key("decisions").array();
    for (const auto& decision : finding.decisions) {
        json.object().key("state").text(decision.state).key("author").text(decision.author);
        json.key("reason").text(decision.reason).key("on").text(decision.decided_on).end();
    }
    json.end().end();
}

std::string state_said(const Voice& voice, const std::string& word) {
    for (const char* state : service::finding_states) {
        if (folded(voice.word("state", state)) == folded(word)) return state;
    }
    return word;
}

int list_findings(const Session& session, const service::FindingsAsked& asked, bool one_by_one) {
    store::Store store = session.open(store::Access::read);
    require_source(session, store, "--source", asked.source);
    require_check(session, "--check", asked.check);
    const auto found = service::findings(store, asked);
    const auto groups = one_by_one ? std::vector<service::FindingGroup>{} : service::grouped(found);
    if (session.json && one_by_one)
        print_json(found, write_finding);
    else if (session.json)
        print_json(groups, write);
    else if (one_by_one)
        print_all(session, store, found);
    else
        print_groups(session, store, groups);
    return 0;
}

int list_finding_trend(const Session& session, const service::FindingsAsked& asked) {
    store::Store store = session.open(store::Access::read);
    require_source(session, store, "--source", asked.source);
    require_check(session, "--check", asked.check);
    const auto trend = service::finding_trend(store, asked);
    if (session.json) {
        print_json(trend, write_month);
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& month : trend) {
        auto& row = rows.emplace_back();
        row = {month.source, iso(month.month)};
        for (const auto n : {month.deliveries, month.noticed, month.reopened, month.closed, month.open})
            row.push_back(std::to_string(n));
    }
    fmt::print("{}", table(session.voice,
                           {{"source"},
                            {"month"},
                            {"deliveries", true},
                            {"noticed_new", true},
                            {"reopened", true},
                            {"closed", true},
                            {"open", true}},
                           rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

}  // namespace atalaya::cli
