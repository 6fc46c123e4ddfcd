#include "simulate/city.hpp"

#include "core/error.hpp"
#include "simulate/calls.hpp"
#include "simulate/desks.hpp"
#include "simulate/facts.hpp"
#include "simulate/homicides.hpp"
#include "simulate/limits.hpp"
#include "simulate/papers.hpp"
#include "simulate/police.hpp"
#include "simulate/roll.hpp"
#include "simulate/truth.hpp"

namespace atalaya::simulate {
namespace {

void refuse_impossible(const Options& options) {
    const auto between = [](const Message& what, int found, int least, int most) {
        if (least <= found && found <= most) return;
        throw Error{Fault::usage,
                    message("simulate: expected {} from {} to {}, found {}", what, least, most, found)};
    };
    between(message("a first year"), options.first_year, 1990, 2100);
    between(message("years of history"), options.years, 1, most_years);
    between(message("monthly deliveries"), options.deliveries, 1, 12 * options.years);
}

class City {
  public:
    City(const Options& options, const std::filesystem::path& folder)
        : options_{options},
          folder_{folder},
          plan_{plan_of(options.city, options.first_year, options.years)},
          town_{options.city == "puerto-calmo" ? puerto_calmo() : villa_marejada()},
          ground_{ground_of(town_, plan_, options.seed)},
          highs_{temperatures(plan_.history, options.seed)},
          deliveries_{schedule(plan_.history, options.deliveries, plan_.days_to_cut)} {}

    Truth written() {
        write_file(folder_ / "LEAME.txt",
                   town_.name + " es una ciudad simulada: ninguna persona, lugar ni hecho existe.\n");
        Truth truth{
            .city = options_.city, .history = plan_.history, .deliveries = {}, .finals = {}, .json = {}};
        auto& first = truth.deliveries.emplace_back(write_limits(town_, plan_, folder_));
        for (auto& file : write_population(town_, options_.first_year + 2, folder_))
            first.push_back(std::move(file));
        truth.deliveries.resize(deliveries_.size());

        for (const auto& feed : feeds()) send(feed, truth);
        if (plan_.prosecutor) {
            planted_.roll = roll_of_killed(town_, planted_.facts[0].drawn.facts, planted_.killings,
                                           planted_.police.killed, options_.seed);
            write_file(folder_ / "nomina/victimas.csv", planted_.roll.text);
            truth.deliveries.back().push_back("nomina/victimas.csv");
        }
        send_split(truth);
        planted_.calls =
            write_calls(town_, plan_, draw_calls(town_, plan_, ground_, options_.seed).facts, folder_);
        for (const auto& week : planted_.calls) {
            if (!week.file.empty()) with_first(truth, week.came, week.file);
        }
        // In no delivery: whoever wants them hands them over (docs/simulated-city.md).
        if (plan_.papers) planted_.papers = write_papers(town_, plan_, options_.seed, folder_);
        planted_.finals = truth.finals;
        truth.json = truth_json(options_, plan_, town_, ground_, planted_);
        write_file(folder_ / "verdad.json", truth.json);
        return truth;
    }

  private:
    const std::vector<Fact>& drawn(const std::vector<Kind>& kinds, std::string name, bool police = false) {
        auto facts = draw_facts(town_, plan_, ground_, kinds, highs_, options_.seed, name);
        if (police && plan_.prosecutor)
            planted_.killings = plant_homicides(town_, plan_, ground_, facts.facts, options_.seed);
        if (police) move_burglaries(kinds, facts.facts);
        planted_.facts.push_back({std::move(name), &kinds, std::move(facts)});
        return planted_.facts.back().drawn.facts;
    }

    void move_burglaries(const std::vector<Kind>& kinds, std::vector<Fact>& facts) const {
        std::vector<bool> burglary;
        for (const auto& fact : facts) burglary.push_back(kinds[fact.kind].label_1 == "Robo en vivienda");
        plant_near_repeats(town_, plan_, ground_, facts, burglary, options_.seed);
    }

    std::vector<Feed> feeds() {
        const auto seed = options_.seed;
        planted_.facts.reserve(5);
        const bool twin = options_.city == "puerto-calmo";
        std::vector<Feed> feeds;
        feeds.push_back(police_feed(town_, plan_, drawn(plan_.police, "policia", true), seed,
                                    twin ? "marejada-calmo-policia" : "marejada-policia", planted_.police));
        if (twin) {
            feeds.push_back(totals_feed(feeds[0], deliveries_));
            return feeds;
        }
        feeds.push_back(hospital_feed(plan_, drawn(plan_.hospital, "hospital"), seed));
        feeds.push_back(road_feed(town_, plan_, drawn(plan_.road, "vial"), seed));
        feeds.push_back(coexistence_feed(town_, plan_, drawn(plan_.coexistence, "convivencia"), seed));
        feeds.push_back(women_feed(town_, plan_, drawn(plan_.women, "vif"), seed));
        feeds.push_back(mediation_feed(town_, plan_, ground_, seed));
        feeds.push_back(
            prosecutor_feed(town_, plan_, planted_.facts[0].drawn.facts, planted_.killings, seed));
        return feeds;
    }

    // With the first delivery that closes on the day or later; what is known too late for the last is in none.
    void with_first(Truth& truth, Day known, const std::string& file) const {
        for (std::size_t i = 0; i < deliveries_.size(); ++i) {
            if (deliveries_[i].cut < known) continue;
            truth.deliveries[i].push_back(file);
            return;
        }
    }

    // Before the first delivery there is one map alone: its sections are those of the first day.
    void send_split(Truth& truth) const {
        if (plan_.split_section == 0 || plan_.section_splits >= plan_.history.past_end) return;
        with_first(truth, whole(month_of(plan_.section_splits)).past_end, write_split(town_, plan_, folder_));
    }

    void send(const Feed& feed, Truth& truth) const {
        truth.finals.push_back(deliver(feed, deliveries_, folder_));
        for (std::size_t i = 0; i < deliveries_.size(); ++i) {
            truth.deliveries[i].push_back(feed.folder + "/" + iso(deliveries_[i].month) + ".csv");
        }
    }

    Options options_;
    std::filesystem::path folder_;
    Plan plan_;
    Town town_;
    Ground ground_;
    std::vector<double> highs_;
    std::vector<Delivery> deliveries_;
    Planted planted_;
};

}  // namespace

Truth simulate(const Options& options, const std::filesystem::path& folder) {
    refuse_impossible(options);
    return City{options, folder}.written();
}

}  // namespace atalaya::simulate
