// What the right choices of a proposal are, for files of which we know, and how many of them were found.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "intake/propose/proposal.hpp"
#include "source_folder.hpp"

namespace atalaya::intake {

// A key of the proposal and the texts that are right for it; each a list joined by ',' where the key holds
// several. "-": the key should not be there. "areas": the columns of all [area.*] tables, in any order.
struct Right {
    std::string key;
    std::vector<std::string> texts;
};
struct Truth {
    std::string path;  // below shared/data
    std::vector<Right> rights;
};

inline std::filesystem::path shared_data() {
    return source_folder() / "../shared/data";
}

inline std::string sorted_list(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return join(texts, ",");
}

struct Judgement {
    std::string key, found;
    bool right = false, asked = false;
};

inline std::string found_for(const Proposal& proposal, const std::string& key) {
    if (key == "areas") {
        std::vector<std::string> columns;
        for (const auto& choice : proposal.choices)
            if (choice.key.starts_with("area.")) columns.push_back(choice.values.front());
        return columns.empty() ? "-" : sorted_list(columns);
    }
    // [time] day and month are one choice, and so are the columns of offences and categories.
    const auto either = [&](const std::string& one, const std::string& other) {
        const Choice* choice = proposal.find(one);
        return choice ? choice : proposal.find(other);
    };
    const Choice* choice = proposal.find(key);
    if (key.starts_with("when.")) choice = either("time.day." + key.substr(5), "time.month." + key.substr(5));
    if (key == "kinds") choice = either("offence.columns", "category.columns");
    if (key == "counts") choice = either("count.column", "units.column");
    if (key == "wide.first" && !choice) {
        const Choice* list = proposal.find("wide.columns");
        return list ? list->values.front() : "-";
    }
    if (key == "wide.last" && !choice) {
        const Choice* list = proposal.find("wide.columns");
        return list ? list->values.back() : "-";
    }
    if (!choice) return "-";
    return sorted_list(choice->values);
}

inline std::vector<Judgement> judge(const Proposal& proposal, const Truth& truth) {
    std::vector<Judgement> out;
    for (const auto& right : truth.rights) {
        Judgement judged{right.key, found_for(proposal, right.key)};
        for (const auto& text : right.texts) {
            std::vector<std::string> parts;
            for (const auto part : split(text, ',')) parts.emplace_back(part);
            const bool list = text != ",";
            judged.right = judged.right || judged.found == (list ? sorted_list(parts) : text);
        }
        for (const auto& choice : proposal.choices) {
            const bool it =
                choice.key == right.key || (right.key == "areas" && choice.key.starts_with("area.")) ||
                (right.key.starts_with("when.") && choice.key.ends_with(right.key.substr(4)) &&
                 (choice.key.starts_with("time.day.") || choice.key.starts_with("time.month."))) ||
                (right.key == "kinds" &&
                 (choice.key == "offence.columns" || choice.key == "category.columns" ||
                  choice.key == "offence.always" || choice.key == "category.always")) ||
                (right.key == "counts" && (choice.key == "count.column" || choice.key == "units.column")) ||
                (right.key.starts_with("wide.") && choice.key == "wide.columns");
            judged.asked = judged.asked || (it && !choice.question.empty());
        }
        out.push_back(std::move(judged));
    }
    return out;
}

// How many choices were right, right or asked about, and there, by name.
class Score {
  public:
    void add(const std::string& name, const Judgement& judged) {
        for (const auto& key : {name, std::string{"all"}}) {
            auto& row = rows_[key];
            ++row.all;
            row.right += judged.right;
            row.silent += !judged.right && !judged.asked;
            row.asked += judged.asked;
        }
    }
    double share() const {
        const auto found = rows_.find("all");
        return found == rows_.end() ? 0 : static_cast<double>(found->second.right) / found->second.all;
    }
    std::string table() const {
        std::string out = "choices: right / all, asked, wrong without a question\n";
        for (const auto& [name, row] : rows_)
            out += "  " + name + std::string(name.size() < 28 ? 28 - name.size() : 1, ' ') +
                   std::to_string(row.right) + " / " + std::to_string(row.all) + ", " +
                   std::to_string(row.asked) + ", " + std::to_string(row.silent) + "\n";
        return out;
    }

  private:
    struct Row {
        int right = 0, all = 0, asked = 0, silent = 0;
    };
    std::map<std::string, Row> rows_;
};

}  // namespace atalaya::intake
