#include "service/bulletin/comparability.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "core/text.hpp"
#include "service/classification.hpp"
#include "service/list_changes.hpp"

namespace atalaya::service {

namespace {

using Remarks = std::map<std::string, std::vector<std::string>>;  // of each figure, what is to be said once

// What the figure counts: of where half of the robberies happen, robberies.
const Indicator& counted_by(const Desk& desk, const FigureSpec& spec) {
    const Indicator& indicator = desk.catalogue().indicator(spec.indicator);
    return indicator.kind == IndicatorKind::concentration ? desk.catalogue().indicator("robo") : indicator;
}

// Of each figure asked whose total overlaps, the name of what it counts.
Remarks overlapping(const Desk& desk) {
    Remarks names;
    for (const auto& figure : desk.asked()) {
        if (figure.spec.indicator.empty() || classified(desk.world(), figure.spec).compares()) continue;
        names[figure_id(figure.spec)] = {desk.name(counted_by(desk, figure.spec))};
    }
    return names;
}

// Of each figure asked that has facts of two versions of a list, which they are and since when.
Remarks of_two_lists(const Desk& desk) {
    Remarks remarks;
    for (const auto& figure : desk.asked()) {
        for (const auto& change : list_changes(desk.world(), figure.spec))
            remarks[figure_id(figure.spec)].push_back(desk.say(
                change.comparable ? "note.list_change.same" : "note.list_change.other",
                {{"indicator", desk.name(counted_by(desk, figure.spec))},
                 {"source", std::string{desk.in_language(desk.catalogue().source(change.source).name)}},
                 {"before", change.before.id},
                 {"after", change.after.id},
                 {"date", desk.forms().day(change.after.first)}}));
    }
    return remarks;
}

// `mark`: behind the title of every table and picture that is concerned, and before the sentence; "" none.
class Notes {
  public:
    using Sentence = std::function<render::Text(const std::vector<std::string>&)>;
    Notes(Remarks remarks, bool once, std::string mark, Sentence sentence)
        : once_{once}, mark_{std::move(mark)}, remarks_{std::move(remarks)}, note_of_{std::move(sentence)} {}

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
            render::Paragraph{render::Paragraph::Kind::note, note_of_(found)});
    }

  private:
    void add(render::Sheet& sheet) {
        const auto concerns = remarks_of(sheet);
        set_mark(sheet.title, concerns);
        if (auto note = note_of(concerns)) sheet.notes.push_back(*note);
    }
    // A picture is drawn in some forms and a table in others: both say it. The table behind it takes no room on paper, and
    // says all that concerns it.
    void add(render::Picture& picture) {
        if (!picture.data) return;
        const auto concerns = remarks_of(*picture.data);
        set_mark(picture.title, concerns);
        const auto note = note_of(concerns);
        if (note) picture.notes.push_back(*note);
        if (!mark_.empty() && !concerns.empty())
            picture.data->notes.push_back(marked(concerns));
        else if (note)
            picture.data->notes.push_back(*note);
    }
    void set_mark(std::string& title, const std::vector<std::string>& concerns) const {
        if (!concerns.empty() && !mark_.empty()) title.append(render::no_break_space) += mark_;
    }
    std::vector<std::string> remarks_of(const render::Sheet& sheet) const {
        std::vector<std::string> found;
        for (const auto& row : sheet.rows)
            for (const auto& cell : row)
                for (const auto& run : cell.text) see(run.figure, found);
        return found;
    }
    render::Text marked(const std::vector<std::string>& remarks) const {
        render::Text note = note_of_(remarks);
        if (!mark_.empty()) note.insert(note.begin(), render::Run{mark_ + " ", ""});
        return note;
    }
    std::optional<render::Text> note_of(std::vector<std::string> found) {
        if (once_ && told_) return {};
        std::erase_if(found, [&](const std::string& name) { return !said_.insert(name).second; });
        if (found.empty()) return {};
        told_ = true;
        return marked(found);
    }
    void see(const std::string& figure, std::vector<std::string>& found) const {
        const auto said = remarks_.find(figure);
        if (said == remarks_.end()) return;
        for (const auto& remark : said->second)
            if (std::ranges::find(found, remark) == found.end()) found.push_back(remark);
    }

    bool once_, told_ = false;
    std::string mark_;
    std::set<std::string> said_;  // each remark stands where what it is about stands first
    Remarks remarks_;
    Sentence note_of_;
};

void tell(render::Document& document, Notes notes) {
    for (auto& section : document.sections)
        for (auto& block : section.blocks) notes.add(block);
    notes.finish(document);
}

}  // namespace

void tell_overlaps(const Desk& desk, render::Document& document, bool once) {
    tell(document, {overlapping(desk), once, "§", [&](std::vector<std::string> names) {
                        for (std::size_t i = 1; i < names.size(); ++i)
                            names[i] = render::with_small_initial(names[i]);
                        return desk.words().fill("note.overlap.total",
                                                 {{"indicators", desk.forms().list(names)},
                                                  {"n", render::number_of(names.size() > 1)}});
                    }});
    tell(document, {of_two_lists(desk), once, "", [](const std::vector<std::string>& remarks) {
                        return render::Text{{join(remarks, " "), ""}};
                    }});
}

namespace {

struct NamedUse {
    const intake::Crosswalk* crosswalk{};
    std::vector<std::string> indicators;
};

// By which crosswalks the figures of a source count, each with the names of what it counts, as first asked.
std::vector<NamedUse> uses_of(const Desk& desk, const std::vector<Figure>& figures, const Coding& coding) {
    std::vector<NamedUse> uses;
    for (const auto& figure : figures) {
        const bool is_of_it = std::ranges::find(figure.sources, coding.source) != figure.sources.end();
        if (figure.spec.indicator.empty() || !is_of_it) continue;
        const Indicator& indicator = counted_by(desk, figure.spec);
        if (indicator.kind == IndicatorKind::quality) continue;
        const auto* crosswalk = &coding.for_indicator(indicator.id);
        auto use = std::ranges::find(uses, crosswalk, &NamedUse::crosswalk);
        if (use == uses.end()) use = uses.insert(use, {crosswalk, {}});
        auto name = render::with_small_initial(desk.name(indicator));
        if (std::ranges::find(use->indicators, name) == use->indicators.end())
            use->indicators.push_back(std::move(name));
    }
    return uses;
}

}  // namespace

std::string crosswalks_text(const Desk& desk, const std::vector<Figure>& figures, const std::string& source) {
    const auto* coding = desk.catalogue().coding(source);
    if (!coding) return {};
    const auto uses = uses_of(desk, figures, *coding);
    std::vector<std::string> told;
    for (const auto& [crosswalk, indicators] : uses) {
        constexpr std::size_t brief = 8;
        told.push_back(
            desk.say(crosswalk->author.empty() ? "provenance.crosswalk" : "provenance.crosswalk_by",
                     {{"name", crosswalk->name},
                      {"version", crosswalk->version},
                      {"author", crosswalk->author},
                      {"digest", crosswalk->digest().hex().substr(0, brief)}}));
        if (uses.size() > 1) told.back() += " (" + desk.forms().list(indicators) + ")";
    }
    return join(told, "; ");
}

}  // namespace atalaya::service
