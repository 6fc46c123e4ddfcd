#include "service/bulletin/comparability.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "service/classification.hpp"

namespace atalaya::service {

namespace {

// Of each figure asked whose total overlaps, the name of its indicator.
std::map<std::string, std::string> overlapping(const Desk& desk) {
    std::map<std::string, std::string> names;
    for (const auto& figure : desk.asked()) {
        if (figure.spec.indicator.empty() || classified(desk.world(), figure.spec).compares()) continue;
        names.emplace(figure_id(figure.spec), desk.name(desk.catalogue().indicator(figure.spec.indicator)));
    }
    return names;
}

class Notes {
  public:
    Notes(const Desk& desk, bool once) : desk_{desk}, once_{once}, names_{overlapping(desk)} {}

    void add(render::Block& block) {
        if (auto* sheet = std::get_if<render::Sheet>(&block)) add(*sheet);
        if (auto* picture = std::get_if<render::Picture>(&block)) add(*picture);
        if (auto* row = std::get_if<render::PictureRow>(&block))
            for (auto& picture : row->pictures) add(picture);
    }

    // What sentences and tiles alone show is said once, where they end.
    void finish(render::Document& document) {
        if (told_ || document.sections.empty()) return;
        std::vector<std::string> found;
        for (const auto& figure : render::figures_shown(document)) see(figure, found);
        if (found.empty()) return;
        document.sections.back().blocks.push_back(
            render::Paragraph{render::Paragraph::Kind::note, note_of(found)});
    }

  private:
    render::Text note_of(const std::vector<std::string>& names) const {
        return desk_.words().fill("note.overlap.total", {{"indicators", desk_.forms().list(names)},
                                                         {"n", render::number_of(names.size() > 1)}});
    }
    void add(render::Sheet& sheet) {
        if (auto note = note_of(sheet)) sheet.notes.push_back(*note);
    }
    // A picture is drawn in some forms and a table in others: both say it.
    void add(render::Picture& picture) {
        if (!picture.data) return;
        if (auto note = note_of(*picture.data)) {
            picture.notes.push_back(*note);
            picture.data->notes.push_back(*note);
        }
    }
    std::optional<render::Text> note_of(const render::Sheet& sheet) {
        std::vector<std::string> found;
        for (const auto& row : sheet.rows)
            for (const auto& cell : row)
                for (const auto& run : cell.text) see(run.figure, found);
        if (once_ && told_) return {};
        std::erase_if(found, [&](const std::string& name) { return !said_.insert(name).second; });
        if (found.empty()) return {};
        told_ = true;
        return note_of(found);
    }
    void see(const std::string& figure, std::vector<std::string>& found) const {
        const auto name = names_.find(figure);
        if (name == names_.end() || std::ranges::find(found, name->second) != found.end()) return;
        found.push_back(name->second);
    }

    const Desk& desk_;
    bool once_, told_ = false;
    std::set<std::string> said_;  // each indicator is told of where it stands first
    std::map<std::string, std::string> names_;
};

}  // namespace

void tell_overlaps(const Desk& desk, render::Document& document, bool once) {
    Notes notes{desk, once};
    for (auto& section : document.sections)
        for (auto& block : section.blocks) notes.add(block);
    notes.finish(document);
}

std::string crosswalks_text(const Desk& desk, const std::string& source) {
    const auto* coding = desk.catalogue().coding(source);
    if (!coding || coding->plain()) return {};
    std::vector<std::string> told;
    for (const auto& [crosswalk, indicators] : coding->uses) {
        constexpr std::size_t brief = 8;
        told.push_back(desk.say(crosswalk.author.empty() ? "provenance.crosswalk" : "provenance.crosswalk_by",
                                {{"name", crosswalk.name},
                                 {"version", crosswalk.version},
                                 {"author", crosswalk.author},
                                 {"digest", crosswalk.digest().hex().substr(0, brief)}}));
    }
    return desk.forms().list(told);
}

}  // namespace atalaya::service
