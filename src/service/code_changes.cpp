#include "service/code_changes.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "core/error.hpp"
#include "core/stem.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/nearest.hpp"

namespace atalaya::service {

namespace {

using Texts = std::vector<std::string>;

constexpr double alike = 0.5;

// What a name says, its words in any order.
std::set<std::string> meaning_of(const std::string& name) {
    auto stems = stems_of(name);
    std::set<std::string> meaning{std::make_move_iterator(stems.begin()),
                                  std::make_move_iterator(stems.end())};
    if (meaning.empty()) meaning.insert(folded(name));
    return meaning;
}

double shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    Texts both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return 2.0 * static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size());
}

class List {
  public:
    explicit List(const std::vector<ListedCode>& codes) {
        for (const auto& one : codes) {
            names_.emplace(one.code, one.name);
            bearers_[{one.code.size(), meaning_of(one.name)}].push_back(one.code);
        }
    }
    const std::string* name_of(const std::string& code) const {
        const auto found = names_.find(code);
        return found == names_.end() ? nullptr : &found->second;
    }
    // The other codes of the level of `code` that say `name`.
    Texts others(const std::string& code, const std::string& name) const {
        const auto found = bearers_.find({code.size(), meaning_of(name)});
        Texts codes = found == bearers_.end() ? Texts{} : found->second;
        std::erase(codes, code);
        return codes;
    }

  private:
    std::map<std::string, std::string> names_;
    std::map<std::pair<std::size_t, std::set<std::string>>, Texts> bearers_;
};

std::size_t column_of(const std::filesystem::path& file, const Texts& head, const std::string& wanted,
                      const Texts& usual) {
    for (const auto& name : wanted.empty() ? usual : Texts{wanted}) {
        for (std::size_t i = 0; i < head.size(); ++i) {
            if (folded(head[i]) == folded(name)) return i;
        }
    }
    const std::string asked = wanted.empty() ? join(usual, ", ") : wanted;
    throw Error{Fault::bad_input, message("{}: expected a column called {}; the head is {}.{}", file.string(),
                                          asked, join(head, ","), intake::did_you_mean(wanted, head))};
}

}  // namespace

std::vector<CodeChange> compare_lists(const std::vector<ListedCode>& before,
                                      const std::vector<ListedCode>& after) {
    using Kind = CodeChange::Kind;
    const List old{before}, now{after};
    std::vector<CodeChange> changes;
    for (const auto& [code, name] : before) {
        const std::string* named = now.name_of(code);
        if (!named) {
            changes.push_back({Kind::gone, code, name, "", now.others(code, name)});
            continue;
        }
        const auto was = meaning_of(name), is = meaning_of(*named);
        if (was == is) continue;
        auto moved = now.others(code, name);
        const bool reused = !moved.empty() || !old.others(code, *named).empty() || shared(was, is) < alike;
        changes.push_back({reused ? Kind::reused : Kind::renamed, code, name, *named, std::move(moved)});
    }
    for (const auto& [code, name] : after) {
        if (!old.name_of(code)) changes.push_back({Kind::fresh, code, "", name, old.others(code, name)});
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const CodeChange& a, const CodeChange& b) { return a.kind < b.kind; });
    return changes;
}

std::vector<ListedCode> read_code_list(const std::filesystem::path& file, const std::string& code_column,
                                       const std::string& name_column) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw Error{Fault::missing, message("{}: cannot be read.", file.string())};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!is_utf8(text))
        throw Error{Fault::bad_input, message("{}: expected UTF-8; save it again as UTF-8.", file.string())};
    const auto rows = intake::csv_rows(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text, ',');
    if (rows.empty())
        throw Error{Fault::bad_input,
                    message("{}: expected a head and a row for each code; it is empty.", file.string())};
    const auto code = column_of(file, rows[0], code_column, {"code", "codigo", "clave"});
    const auto name = column_of(file, rows[0], name_column, {"name", "nombre", "nome", "es"});
    std::vector<ListedCode> codes;
    std::set<std::string> seen;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto cell = [&](std::size_t at) {
            return at < rows[i].size() ? std::string{trimmed(rows[i][at])} : std::string{};
        };
        if (cell(code).empty()) continue;
        if (!seen.insert(cell(code)).second)
            throw Error{Fault::bad_input,
                        message("{}:{}: the code \"{}\" came before; a version of a list has each code once.",
                                file.string(), i + 1, cell(code))};
        codes.push_back({cell(code), cell(name)});
    }
    return codes;
}

}  // namespace atalaya::service
