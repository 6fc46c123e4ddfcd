#include "service/bulletin/desk.hpp"

#include <algorithm>

#include "service/city_language.hpp"
#include "service/declared_about.hpp"
#include "service/findings.hpp"

namespace atalaya::service {

namespace {

render::Words bulletin_words(const World& world, const BulletinRequest& request) {
    const auto& data = world.catalogue().share.data;
    // Every bulletin speaks the sentences of the monthly one, and its own.
    auto words = render::Words::load(data / "bulletins" / "mensual", std::string_view{request.language});
    words.add(data / "i18n");
    if (request.bulletin != "mensual") words.add(data / "bulletins" / request.bulletin);
    return words;
}

}  // namespace

Desk::Desk(Worlds& worlds, const BulletinRequest& request)
    : request_{request},
      worlds_{worlds},
      world_{worlds.at(request.vintage)},
      territory_{world_.territory(parse_territory(request.territory))},
      month_{request.month},
      fair_{fair_months(world_.catalogue().city, month_)},
      before_{bulletin_before(
          worlds, world_, {issued_as(request, "mensual"), request.territory, month_, world_.vintage_no()})},
      forms_{region_for(world_.catalogue().city, request.language)},
      words_{bulletin_words(world_, request)} {
    request_.vintage = world_.vintage();
}

FigureSpec Desk::spec_of(std::string_view indicator, std::string_view measure, Period period,
                         std::optional<Period> against, std::string part,
                         const std::string& territory) const {
    const Indicator* of = indicator.empty() ? nullptr : &catalogue().indicator(indicator);
    FigureSpec spec{std::string{indicator},
                    of ? of->version : "",
                    std::string{measure},
                    territory.empty() ? territory_.territory.text() : territory,
                    period,
                    against,
                    std::move(part),
                    of ? of->basis : "fact",
                    world_.vintage()};
    spec.erasure = worlds_.erasure_of(spec);
    return as_declared(world_, std::move(spec));
}

std::vector<KnownFinding> Desk::findings() const {
    return worlds_.findings(world_);
}

const Figure& Desk::ask(std::string_view indicator, std::string_view measure, Period period,
                        std::optional<Period> against, std::string part, const std::string& territory) {
    const FigureSpec spec = spec_of(indicator, measure, period, against, std::move(part), territory);
    const std::string id = figure_id(spec);
    if (const auto known = shown_.find(id); known != shown_.end()) return known->second;
    order_.push_back(id);
    const Figure& computed = figures_.emplace(id, compute(worlds_, spec)).first->second;
    return shown_.emplace(id, is_public() ? disclosed(computed) : computed).first->second;
}

Figure Desk::look(std::string_view indicator, std::string_view measure, Period period,
                  std::optional<Period> against, std::string part, const std::string& territory) const {
    return compute(worlds_, spec_of(indicator, measure, period, against, std::move(part), territory));
}

bool Desk::withholds(std::string_view indicator, std::string_view measure, Period period,
                     std::string part) const {
    return is_public() &&
           disclosed(look(indicator, measure, period, {}, std::move(part))).reason == "withheld";
}

bool Desk::provisional(std::string_view indicator, Month month) const {
    for (const auto source : world_.sources_of(indicator)) {
        const int settles = catalogue().source(world_.sources()[source]).settles_months;
        const auto known = world_.known_months_of_source(source);
        if (known && month_index(month) >= month_index(month_of(known->past_end)) - settles) return true;
    }
    return false;
}

std::vector<Figure> Desk::asked() const {
    std::vector<Figure> figures;
    for (const auto& id : order_) figures.push_back(figures_.find(id)->second);
    return figures;
}

std::string Desk::check_code() const {
    Sha256 digest;
    for (const auto& id : order_) digest.add(digest_of(shown_.find(id)->second).hex());
    std::string code = short_name(digest.digest()).substr(0, 8);
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return code.insert(4, "-");
}

}  // namespace atalaya::service
