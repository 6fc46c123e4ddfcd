#include "intake/quality/vague_labels.hpp"

#include <algorithm>
#include <array>

#include "core/json.hpp"
#include "core/text.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::int64_t fewest_residual = 50;
constexpr double least_share = 0.1;

bool says_nothing_known(const std::string& name) {
    static constexpr std::array<std::string_view, 8> words{
        "sin dato",     "sin especificar", "no especificad", "se ignora",
        "se desconoce", "desconocid",      "indeterminad",   "a esclarecer"};
    return std::ranges::any_of(words, [&](auto word) { return name.find(word) != std::string::npos; });
}

bool is_residual(const std::string& name) {
    const auto first = name.substr(0, name.find(' '));
    return first == "otro" || first == "otra" || first == "otros" || first == "otras";
}

}  // namespace

std::vector<VagueLabel> vague_labels(const Source& source,
                                     const std::map<std::string, std::int64_t>& counts) {
    const bool of_persons = !source.category.each.empty();
    std::map<std::string, const Label*> labels;  // the first of each code
    for (const auto& label : source.labels) labels.emplace(source.id + ":" + label.code, &label);

    const auto whole_of = [&](const Label& label) { return of_persons ? label.label_1 : std::string{}; };
    std::map<std::string, std::int64_t> wholes;
    for (const auto& [code, count] : counts) {
        if (const auto known = labels.find(code); known != labels.end())
            wholes[whole_of(*known->second)] += count;
        else if (!of_persons)
            wholes[""] += count;
    }
    std::vector<VagueLabel> vague;
    for (const auto& [code, count] : counts) {
        const auto known = labels.find(code);
        if (count == 0 || known == labels.end()) continue;
        const std::string name = folded(known->second->name.es);
        const bool unsaid = says_nothing_known(name), residual = !unsaid && is_residual(name);
        const double share =
            static_cast<double>(count) / static_cast<double>(wholes.at(whole_of(*known->second)));
        if (unsaid || (residual && count >= fewest_residual && share >= least_share))
            vague.push_back({code, residual, count, share});
    }
    return vague;
}

void tell_vague(const Source& source, const std::map<std::string, std::int64_t>& counts,
                std::vector<Finding>& findings) {
    for (const auto& [category, residual, count, share] : vague_labels(source, counts)) {
        JsonWriter json;
        json.object().key("category").text(category).key("share").number(share).end();
        findings.push_back({residual ? finding::label_residual : finding::label_unsaid, count, json.str()});
    }
}

}  // namespace atalaya::intake::quality
