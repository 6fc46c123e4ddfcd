// Settings out of range, and at the ends of it.
#include "catalogue.hpp"

#include <set>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using namespace atalaya::methods::held;

TEST_P(Catalogue, PairsOfSettingsAtTheirEndsAreNoAccident) {
    const auto ends = [](const Setting& setting) -> std::vector<std::string> {
        if (setting.kind == Setting::Kind::choice) return setting.choices;
        if (setting.kind == Setting::Kind::flag) return {"0", "1"};
        // As many draws, or as large a model, as may be asked for take hours: a few are as good here.
        return {canonical_number(setting.least),
                canonical_number(std::min(
                    setting.most,
                    std::max(setting.standard, setting.kind == Setting::Kind::whole ? 60.0 : setting.most)))};
    };
    std::vector<Given> alone, pairs;
    const auto& settings = method().settings;
    for (const auto& setting : settings)
        for (const auto& end : ends(setting)) alone.push_back({{setting.name, end}});
    for (std::size_t i = 0; i < settings.size(); ++i)
        for (std::size_t j = i + 1; j < settings.size(); ++j)
            for (const auto& a : ends(settings[i]))
                for (const auto& b : ends(settings[j]))
                    pairs.push_back({{settings[i].name, a}, {settings[j].name, b}});
    stats::Random random{81};
    random.shuffle(std::span{pairs});
    if (pairs.size() > 40) pairs.resize(40);
    alone.insert(alone.end(), pairs.begin(), pairs.end());
    for (const auto& given : alone) {
        auto asked = known();
        std::string said;
        for (const auto& [name, value] : given) {
            asked.given[name] = value;
            said += " " + name + "=" + value;
        }
        SCOPED_TRACE(said);
        refused(asked);  // expects an Error of the asker, where there is one
    }
}

TEST_P(Catalogue, RefusesSettingsThatAreUnknownOrOutOfRange) {
    const auto asked = known();
    const auto with_set = [&](const std::string& name, const std::string& value) {
        auto out = asked;
        out.given[name] = value;
        return out;
    };
    for (const auto& setting : method().settings) {
        std::vector<std::string> wrong{"", "siete"};
        if (setting.kind == Setting::Kind::number || setting.kind == Setting::Kind::whole) {
            EXPECT_TRUE(setting.least <= setting.standard && setting.standard <= setting.most)
                << setting.name;
            for (const double value : {setting.least - 1, setting.most + 1})
                wrong.push_back(canonical_number(value));
            wrong.push_back("nan");
        }
        if (setting.kind == Setting::Kind::whole) wrong.push_back("1.5");
        for (const auto& value : wrong)
            EXPECT_THAT(refused(with_set(setting.name, value)), HasSubstr("\"" + setting.name + "\""))
                << value;
    }
    EXPECT_THAT(refused(with_set("surplus", "1")), HasSubstr("\"surplus\""));
}
