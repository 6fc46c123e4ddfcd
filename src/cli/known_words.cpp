#include "cli/known_words.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "render/words.hpp"

namespace atalaya::cli {

namespace {

bool is_one_of(const std::string& word, const std::vector<std::string>& known) {
    return std::ranges::find(known, word) != known.end();
}

// What i18n/es.json and its like have a sentence for: "rule_broken" of "finding.rule_broken".
std::vector<std::string> named_under(const Session& session, std::string_view prefix) {
    std::vector<std::string> names;
    for (const auto& key :
         render::Words::load(session.share().data / "i18n", session.voice.language()).keys())
        if (key.starts_with(prefix)) names.push_back(key.substr(prefix.size()));
    return names;
}

}  // namespace

void require_source(const Session& session, store::Store& store, std::string_view option,
                    const std::string& source) {
    if (source.empty()) return;
    std::vector<std::string> known;
    for (const auto& one : session.catalogue(store).sources) known.push_back(one.id);
    for (const auto& run : store.records().runs(store.city()))
        if (!is_one_of(run.source, known)) known.push_back(run.source);
    if (is_one_of(source, known)) return;
    throw Error{Fault::missing, message("{}: the city has no source \"{}\".{}", option, source,
                                        intake::near_or_all(source, known))};
}

void require_check(const Session& session, std::string_view option, const std::string& check) {
    if (check.empty()) return;
    const auto known = named_under(session, "finding.");
    if (is_one_of(check, known)) return;
    throw Error{Fault::missing, message("{}: no check is called \"{}\".{}", option, check,
                                        intake::near_or_all(check, known))};
}

void require_reason(const Session& session, std::string_view option, const std::string& reason) {
    if (reason.empty()) return;
    const auto known = named_under(session, "reject.");
    if (is_one_of(reason, known)) return;
    throw Error{Fault::missing, message("{}: no row is rejected for a reason called \"{}\".{}", option,
                                        reason, intake::near_or_all(reason, known))};
}

void require_list(std::string_view option, const std::string& list, std::vector<std::string> known) {
    std::ranges::sort(known);
    known.erase(std::ranges::unique(known).begin(), known.end());
    const bool begins = std::ranges::any_of(known, [&](const auto& one) { return one.starts_with(list); });
    if (begins) return;
    throw Error{Fault::missing, message("{}: no list of codes is called \"{}\".{}", option, list,
                                        intake::near_or_all(list, known))};
}

}  // namespace atalaya::cli
