// The desk at which a bulletin is written: one territory, one month, one vintage, one
// language. It asks for figures, remembers each one asked, and writes them so that every
// number on the page knows the figure it shows.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "disclose/door.hpp"
#include "render/document.hpp"
#include "render/numbers.hpp"
#include "render/words.hpp"
#include "service/bulletin/bulletin_before.hpp"
#include "service/feasts.hpp"
#include "service/measures.hpp"
#include "stats/conclusive.hpp"

namespace atalaya::service {

struct BulletinRequest {
    std::string bulletin = "mensual";  // folder of bulletins/
    std::string territory = "ciudad";
    Month month{};
    std::string vintage;              // "" the newest
    std::string language = "es";      // es | pt | en
    std::string profile = "interno";  // interno | publico: what the public may see, and nothing else
};

// The name under which a bulletin is entered among those issued: "mensual", "mensual-publico".
inline std::string issued_as(const BulletinRequest& request, std::string bulletin) {
    return request.profile == "publico" ? bulletin + "-publico" : bulletin;
}

class Desk {
  public:
    Desk(Worlds& worlds, const BulletinRequest& request);

    const World& world() const { return world_; }
    const Catalogue& catalogue() const { return world_.catalogue(); }
    const TerritoryInfo& territory() const { return territory_; }
    Places& places() const { return worlds_.places(world_); }
    std::vector<KnownFinding> findings() const;
    Month month() const { return month_; }
    const render::Forms& forms() const { return forms_; }
    const render::Words& words() const { return words_; }
    const BulletinRequest& request() const { return request_; }
    bool is_public() const { return request_.profile == "publico"; }
    // Whether every count of the indicator in the territory may be printed exactly.
    bool exact(const Indicator& indicator, const TerritoryInfo& territory) const;

    Period this_month() const { return whole(month_); }
    Period same_month_last_year() const { return whole(plus_months(month_, -12)); }
    // The month, or with it those that moving feasts put together, and the same ones of the year before.
    Period compared() const { return months_ending(month_, fair_.waits_for ? 1 : fair_.together); }
    Period compared_before() const { return year_before(compared()); }
    const FairMonths& fair() const { return fair_; }
    Period year_so_far() const { return year_to(month_); }
    Period twelve() const { return months_ending(month_, 12); }

    // Asks, and remembers that it was asked. `territory` "" is the bulletin's own. For the public
    // the answer has passed disclose::Door: what is withheld has no value and the reason "withheld".
    const Figure& ask(std::string_view indicator, std::string_view measure, Period period,
                      std::optional<Period> against = {}, std::string part = {},
                      const std::string& territory = {});

    // Asks without remembering: to decide whether something is worth printing.
    Figure look(std::string_view indicator, std::string_view measure, Period period,
                std::optional<Period> against = {}, std::string part = {},
                const std::string& territory = {}) const;
    // Whether ask() would answer with something that is kept back. Does not remember: what was asked is
    // in the appendix.
    bool withholds(std::string_view indicator, std::string_view measure, Period period,
                   std::string part = {}) const;
    // Figures that ask() gave and that are the parts of a total that is told: keeps back as many more of them as
    // it takes that none that is kept back follows from the others. What was given changes with it.
    void keep_parts_back(const std::vector<const Figure*>& parts);
    // Whether the public is told of it by quarters only, and this is a bulletin for them.
    bool by_quarters(const Indicator& indicator) const { return is_public() && indicator.quarterly; }

    // --- words
    std::string say(std::string_view key, const render::Arguments& arguments = {}) const {
        return words_.say(key, arguments);
    }
    render::Paragraph sentence(render::Paragraph::Kind kind, std::string_view key,
                               const render::Arguments& arguments = {}) const;
    std::string_view in_language(const intake::Words& words) const;
    std::string name(const Indicator& indicator) const;        // the city's own name for it, where it has one
    std::string name(const TerritoryInfo& area) const;         // in the language of the bulletin
    std::string sources_of(std::string_view indicator) const;  // their names, as a list
    std::string territory_name() const;  // "Comuna 1", "Ciudad Autónoma de Buenos Aires"

    // --- numbers that know their figure
    render::Text count(const Figure& figure) const;       // "273"
    render::Argument amount(const Figure& figure) const;  // "273 hechos"
    // Decimals that a share and its interval need: more than none where it would read as 0 % or 100 % and is not.
    static int decimals_of_share(const Figure& figure);
    render::Text percent(const Figure& figure,
                         int decimals = 0) const;          // "12 %"; with more decimals as needed
    render::Text change_size(const Figure& figure) const;  // "33 %", without its sign
    // The interval, and its two numbers, in the form of its unit; percentages and changes with as many decimals as the
    // estimate beside them is written with.
    render::Text interval(const Figure& figure, int decimals = 0) const;
    std::vector<render::Part> ends(const Figure& figure, int decimals = 0) const;
    render::Text rate(const Figure& figure) const;  // "105,1"
    std::string per(const Figure& figure) const;    // "cada 100.000 habitantes"
    // "sin dato", or what stands for a count that is withheld: "<5".
    std::string absent(const Figure& figure) const;
    // What stands where a figure has no value: the reason in words.
    std::string refusal(const Figure& figure) const;

    // --- cells
    // A count, change or rate of which a part of a source was absent, or a cell has no number, carries a *; one carried
    // over a break a ‡.
    static bool partial(const Figure& figure);
    // Says under a table what its * is, once, where a cell has one.
    void explain_partial(render::Sheet& sheet) const;
    render::Cell count_cell(const Figure& figure) const;
    render::Cell change_cell(const Figure& figure, const std::optional<stats::Label>& label) const;
    render::Cell rate_cell(const Figure& figure) const;
    render::Cell interval_cell(const Figure& figure) const;
    static render::Cell text_cell(std::string text);

    // The monthly bulletin that the changes of this one are told against; none for the first.
    const std::optional<BulletinBefore>& before() const { return before_; }
    // The part of a revision since that bulletin; only where there is one.
    std::string since_before() const { return "since=" + before_->vintage; }

    // Months of the indicator that a later delivery may still change.
    bool provisional(std::string_view indicator, Month month) const;

    // What part of an indicator a figure is of, in words: "Homicidio", "por barrio"; "" for all of it.
    std::string part_text(std::string_view part) const;

    // Every figure asked, in order of first asking, as it was computed.
    std::vector<Figure> asked() const;
    // Eight letters and digits that two documents share only when they show the same figures with the same
    // values: of what the profile lets be seen, so that nothing withheld can be found by trying.
    std::string check_code() const;
    // One appendix row for each, and the sources that the rows rest on.
    std::vector<render::Provenance> provenance() const;
    std::vector<render::Source> sources() const;

  private:
    disclose::Context context_of(const FigureSpec& spec) const;
    Figure disclosed(Figure figure) const;
    bool is_finer(const FigureSpec& spec) const;
    bool is_source_of(std::string_view source, const Indicator& indicator) const;
    static Figure withheld(const Figure& figure);
    std::string value_text(const Figure& figure) const;
    void tell_records(const Figure& figure, render::Provenance& row) const;
    std::string deliveries_text(const Figure& figure) const;
    render::Provenance provenance_of(const Figure& figure, const std::vector<std::string>& sources) const;
    // Of all figures, in the order of first appearance.
    std::vector<std::string> sources_used() const;
    std::string summary(const std::vector<render::Delivery>& deliveries) const;
    FigureSpec spec_of(std::string_view indicator, std::string_view measure, Period period,
                       std::optional<Period> against, std::string part, const std::string& territory) const;
    render::Run shows(std::string text, const Figure& figure) const {
        return {std::move(text), figure_id(figure.spec)};
    }

    BulletinRequest request_;
    Worlds& worlds_;
    const World& world_;
    const TerritoryInfo& territory_;
    Month month_;
    FairMonths fair_;
    std::optional<BulletinBefore> before_;
    render::Forms forms_;
    render::Words words_;
    std::map<std::string, Figure, std::less<>> figures_;  // as computed
    std::map<std::string, Figure, std::less<>> shown_;    // as the profile lets them be seen
    std::vector<std::string> order_;
};

}  // namespace atalaya::service
