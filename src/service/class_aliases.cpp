#include "service/class_aliases.hpp"

#include <map>
#include <set>

#include "intake/crosswalk.hpp"

namespace atalaya::service {

namespace {

// What one file writes otherwise: written and meant, with its lines.
class Aliases {
  public:
    explicit Aliases(const std::vector<Taxonomy>& lists) : lists_{lists} {}

    void add(const std::vector<std::string>& classes) {
        for (const auto& written : std::set<std::string>{classes.begin(), classes.end()})
            for (const auto& list : lists_)
                if (auto code = list.canonical(written); code != written)
                    ++lines_[{written, std::move(code)}];
    }
    void append_to(std::vector<ClassAlias>& all, const std::string& file) const {
        for (const auto& [alias, lines] : lines_) all.push_back({file, alias.first, alias.second, lines});
    }

  private:
    const std::vector<Taxonomy>& lists_;
    std::map<std::pair<std::string, std::string>, std::int64_t> lines_;
};

}  // namespace

std::vector<ClassAlias> class_aliases(const intake::Source& source, const std::vector<Taxonomy>& lists) {
    std::vector<ClassAlias> all;
    Aliases own{lists};
    for (const auto& label : source.labels) own.add(label.iccs);
    own.append_to(all, "codes.csv");
    for (const auto& crosswalk : intake::read_crosswalks(source)) {
        if (crosswalk.name == intake::own_crosswalk) continue;
        Aliases rival{lists};
        for (const auto& row : crosswalk.rows) rival.add(row.iccs);
        rival.append_to(all, "crosswalks/" + crosswalk.name + ".csv");
    }
    return all;
}

}  // namespace atalaya::service
