// How many choices of a proposal are right, and which answers say the same.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "intake/bytes.hpp"
#include "intake/cells.hpp"
#include "intake/encoding.hpp"
#include "intake/propose/look.hpp"
#include "propose_truth.hpp"

namespace atalaya::intake {

struct Judgement {
    std::string key, found;
    bool right = false, asked = false;
};

// The choices of the proposal that a key of a truth is about.
inline std::vector<const Choice*> choices_for(const Proposal& proposal, const std::string& key) {
    static const std::map<std::string, std::vector<std::string>> either{
        {"kinds", {"offence.columns", "category.columns", "offence.always", "category.always"}},
        {"counts", {"count.column", "units.column"}},
        {"wide.first", {"wide.first", "wide.columns"}},
        {"wide.last", {"wide.last", "wide.columns"}},
        {"place.x", {"place.x", "place.lon"}},
        {"place.y", {"place.y", "place.lat"}}};
    std::vector<const Choice*> out;
    for (const auto& choice : proposal.choices) {
        bool it = choice.key == key;
        if (const auto found = either.find(key); found != either.end())
            it = std::find(found->second.begin(), found->second.end(), choice.key) != found->second.end();
        if (key.starts_with("when."))
            it = choice.key == "time.day." + key.substr(5) || choice.key == "time.month." + key.substr(5);
        if (key.starts_with("area")) it = choice.key.starts_with("area.");
        if (it) out.push_back(&choice);
    }
    return out;
}

inline std::string found_for(const Proposal& proposal, const std::string& key) {
    const auto choices = choices_for(proposal, key);
    if (key == "areas") {
        std::vector<std::string> columns;
        for (const auto* choice : choices) columns.push_back(choice->values.front());
        return columns.empty() ? "-" : sorted_list(columns);
    }
    if (choices.empty() || choices.front()->key.ends_with(".always")) return "-";
    if (key == "wide.first") return choices.front()->values.front();
    if (key == "wide.last") return choices.front()->values.back();
    return sorted_list(choices.front()->values);
}

// Answers that differ in words and not in what is read: columns that say the same day or hour in every row, columns that
// tell the same areas or facts apart, encodings that give the same text.
class SameReading {
  public:
    explicit SameReading(const std::filesystem::path& file) : file_{file} {}

    bool operator()(const std::string& key, const std::string& found, const std::string& right) {
        if (key == "format.encoding") return same_text(found, right);
        if (!key.starts_with("area") && key != "exposure.area" && key != "key.columns" &&
            key != "when.column" && key != "time.hour.column")
            return false;
        if (!look_) {
            NoProgress unheard;
            const OpenFile opened{file_};
            look_ = look_at(opened, known_systems(), unheard);
            columns_ = column_facts(look_->sample);
        }
        const auto *a = column(found), *b = column(right);
        if (!a || !b) return false;
        if (key == "when.column") return same_days(*a, *b);
        if (key == "time.hour.column") return same_hours(*a, *b);
        return one_to_one(*a, *b);
    }

  private:
    const ColumnFacts* column(const std::string& name) const {
        const auto found = std::find_if(columns_.begin(), columns_.end(),
                                        [&](const auto& c) { return folded(c.name) == folded(name); });
        return found == columns_.end() ? nullptr : &*found;
    }
    template <class Read>
    bool agree(const ColumnFacts& a, const ColumnFacts& b, const Read& read) const {
        std::int64_t both = 0, same = 0;
        for (std::size_t row = 0; row < look_->sample.rows(); ++row) {
            const auto one = read(a, trimmed(look_->sample.at(row, a.index))),
                       other = read(b, trimmed(look_->sample.at(row, b.index)));
            if (!one || !other) continue;
            ++both;
            same += *one == *other;
        }
        return both > 0 && same * 20 >= both * 19;
    }
    bool same_days(const ColumnFacts& a, const ColumnFacts& b) const {
        return agree(a, b, [](const ColumnFacts& column, std::string_view text) -> std::optional<Day> {
            const auto when = parse_when(text, day_format_of(column).format);
            return when ? std::optional{when->day} : std::nullopt;
        });
    }
    bool same_hours(const ColumnFacts& a, const ColumnFacts& b) const {
        return agree(a, b, [](const ColumnFacts&, std::string_view text) -> std::optional<int> {
            const auto hour = parse_hour(text);
            return hour ? std::optional<int>{hour->hour} : std::nullopt;
        });
    }
    bool one_to_one(const ColumnFacts& a, const ColumnFacts& b) const {
        std::unordered_map<std::string, std::set<std::string>> of_a, of_b;
        for (std::size_t row = 0; row < look_->sample.rows(); ++row) {
            const std::string one = folded(trimmed(look_->sample.at(row, a.index))),
                              other = folded(trimmed(look_->sample.at(row, b.index)));
            if (one.empty() || other.empty()) continue;
            of_a[one].insert(other);
            of_b[other].insert(one);
        }
        const auto single = [](const auto& all) {
            return std::all_of(all.begin(), all.end(), [](const auto& it) { return it.second.size() == 1; });
        };
        return !of_a.empty() && single(of_a) && single(of_b);
    }
    bool same_text(const std::string& found, const std::string& right) const {
        const std::string bytes = read_all(*unpacked(OpenFile{file_}), 512ull << 20);
        const auto as = [&](const std::string& name) {
            for (const auto encoding :
                 {Encoding::utf8, Encoding::latin1, Encoding::windows1252, Encoding::utf16, Encoding::mixed})
                if (name_of(encoding) == name) return decoded(bytes, encoding);
            return std::string{};
        };
        return as(found) == as(right);
    }

    std::filesystem::path file_;
    std::optional<Look> look_;
    std::vector<ColumnFacts> columns_;
};

using Same = std::function<bool(const std::string& key, const std::string& found, const std::string& right)>;

// Columns of [area.*]: one judgement for each that a person named, one for those that nobody did.
inline Judgement judge_area(const Proposal& proposal, const Truth& truth, const Right& right,
                            const Same& same) {
    const auto is = [&](const Choice* choice, const std::string& column) {
        const std::string& found = choice->values.front();
        return folded(found) == folded(column) || same("area", found, column);
    };
    Judgement judged{right.key, "-"};
    const auto choices = choices_for(proposal, "area");
    if (right.key == "area") {
        const auto found = std::find_if(choices.begin(), choices.end(),
                                        [&](const auto* choice) { return is(choice, right.texts.front()); });
        judged.right = found != choices.end();
        if (judged.right) judged.found = (*found)->values.front();
        return judged;
    }
    std::size_t unasked = 0;
    for (const auto* choice : choices) {
        const bool named = std::any_of(truth.rights.begin(), truth.rights.end(), [&](const Right& other) {
            return other.key == "area" && is(choice, other.texts.front());
        });
        if (named) continue;
        judged.found = (judged.found == "-" ? "" : judged.found + ",") + choice->values.front();
        unasked += choice->question.empty();
    }
    judged.right = judged.found == "-";
    judged.asked = !judged.right && unasked == 0;
    return judged;
}

// Another column of the same days has a format of its own, which then was read right.
inline void settle_format(const Truth& truth, std::vector<Judgement>& judged) {
    const auto of = [](auto& all, std::string_view key) {
        return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.key == key; });
    };
    const auto column = of(judged, "when.column");
    const auto format = of(judged, "when.format");
    if (column == judged.end() || format == judged.end() || !column->right) return;
    const auto& texts = of(truth.rights, "when.column")->texts;
    const bool named = std::any_of(texts.begin(), texts.end(),
                                   [&](const auto& text) { return folded(text) == folded(column->found); });
    if (!named) format->right = true;
}

// Of a wrong kind that is asked about, the keys that only the right one has are asked about with it.
inline void settle_kind(const Proposal& proposal, std::vector<Judgement>& judged) {
    const auto kind =
        std::find_if(judged.begin(), judged.end(), [](const auto& one) { return one.key == "kind"; });
    if (kind == judged.end() || kind->right || !kind->asked) return;
    for (auto& one : judged)
        if (!one.right && choices_for(proposal, one.key).empty()) one.asked = true;
}

inline std::vector<Judgement> judge(
    const Proposal& proposal, const Truth& truth,
    const Same& same = [](const auto&, const auto&, const auto&) { return false; }) {
    std::vector<Judgement> out;
    for (const auto& right : truth.rights) {
        if (right.key == "area" || right.key == "area.others") {
            out.push_back(judge_area(proposal, truth, right, same));
            continue;
        }
        Judgement judged{right.key, found_for(proposal, right.key)};
        for (const auto& text : right.texts) {
            std::vector<std::string> parts;
            for (const auto part : split(text, ',')) parts.emplace_back(part);
            const std::string wanted = text == "," ? text : sorted_list(parts);
            judged.right = judged.right || judged.found == wanted ||
                           (judged.found != "-" && (folded(judged.found) == folded(wanted) ||
                                                    same(right.key, judged.found, wanted)));
        }
        for (const auto* choice : choices_for(proposal, right.key))
            judged.asked = judged.asked || !choice->question.empty();
        out.push_back(std::move(judged));
    }
    settle_format(truth, out);
    settle_kind(proposal, out);
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
