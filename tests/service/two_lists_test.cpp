// The killed on two lists, and what is known of them: held against the files as written, with the planted
// numbers from verdad.json; and that in public no small cell of a cross leaves.
#include "service/bulletin/desk.hpp"
#include "service/bulletin/victims.hpp"
#include "service/raw_town.hpp"

namespace atalaya::service {
namespace {

nlohmann::json truth() {
    return nlohmann::json::parse(bytes_of(marejada().files / "verdad.json"));
}

Figure reconciled(const std::string& territory, const std::string& period) {
    return marejada().figure("homicidio_doloso", "reconciled", territory, period, "", "",
                             "source=marejada-fiscalia");
}

double point(const Figure& figure, std::string_view label) {
    for (const auto& one : figure.series) {
        if (one.label == label) return *one.value;
    }
    ADD_FAILURE() << "no point " << label;
    return -1;
}

TEST(TwoLists, TwelveMonthsAreAsPlanted) {
    const Figure figure = reconciled("ciudad", "2024");
    const auto planted = truth()["homicides"];
    EXPECT_EQ(figure.value, planted["both"]);
    EXPECT_EQ(figure.numerator, planted["police"]);
    EXPECT_EQ(figure.denominator, planted["prosecutor"]);
    EXPECT_EQ(point(figure, "union"), planted["union"]);
    EXPECT_EQ(point(figure, "only_primary"), planted["only_police"].size());
    EXPECT_EQ(point(figure, "only_other"), planted["only_prosecutor"].size());
    EXPECT_EQ(figure.value, 13);
    EXPECT_EQ(point(figure, "union"), 16);
    EXPECT_EQ(figure.sources, (std::vector<std::string>{"marejada-policia", "marejada-fiscalia"}));
    EXPECT_EQ(figure.unit, "victim");
}

TEST(TwoLists, TheOtherListIsInNoTotal) {
    const Town& town = marejada();
    EXPECT_EQ(town.figure("homicidio_doloso", "count", "ciudad", "2024").value, 15);
    const auto sources = town.figure("homicidio_doloso", "count", "ciudad", "2024").sources;
    EXPECT_EQ(sources, std::vector<std::string>{"marejada-policia"});
}

TEST(TwoLists, MonthsAddUpToTheYearAndDelegationsToTheCity) {
    const Figure year = reconciled("ciudad", "2024");
    std::map<std::string, double> months, delegations;
    for (int m = 1; m <= 12; ++m) {
        const std::string month = std::string{"2024-"} + (m < 10 ? "0" : "") + std::to_string(m);
        for (const auto& one : reconciled("ciudad", month).series) months[one.label] += *one.value;
    }
    for (const auto* code : {"centro", "levante", "lomas", "poniente"}) {
        const Figure here = reconciled(std::string{"delegacion:"} + code, "2024");
        for (const auto& one : here.series) delegations[one.label] += *one.value;
    }
    for (const auto& one : year.series) {
        EXPECT_EQ(months[one.label], one.value) << one.label;
        EXPECT_EQ(delegations[one.label], one.value) << one.label;
    }
}

TEST(TwoLists, WithoutBothSourcesThereIsNoData) {
    EXPECT_EQ(reconciled("ciudad", "2019-12").reason, "no_data");
    EXPECT_EQ(reconciled("ciudad", "2025-03").reason, "no_data");
    EXPECT_THROW(marejada().figure("homicidio_doloso", "reconciled", "ciudad", "2024", "", "", "source=otra"),
                 Error);
    EXPECT_THROW(
        marejada().figure("robo", "reconciled", "ciudad", "2024", "", "", "source=marejada-fiscalia"), Error);
}

// Each file of the prosecutor as last sent, by number: sex, age ... of those killed in 2024.
std::map<std::string, double> written_of_2024(const char* column) {
    std::map<std::string, RawRow> live;
    for (const auto& together : marejada().deliveries) {
        for (const auto& path : together) {
            if (path.parent_path().filename() != "fiscalia") continue;
            for (auto& row : raw_rows(bytes_of(path), ',')) live[row["nro_legajo"]] = row;
        }
    }
    std::map<std::string, double> counts;
    for (auto& [number, row] : live) {
        if (row["fecha_hecho"].starts_with("2024")) counts[row[column]] += 1;
    }
    return counts;
}

TEST(Victims, ByEachAttributeAreAsTheFilesHaveThem) {
    const Town& town = marejada();
    const auto& source = town.catalogue.source("marejada-fiscalia-victimas");
    for (const auto& [attribute, column] : source.category.each) {
        const Figure figure = town.figure("homicidio_doloso", "by_attribute", "ciudad", "2024", "", "",
                                          "attribute=" + attribute);
        const auto written = written_of_2024(column.c_str());
        double all = 0;
        for (const auto& label : source.labels) {
            if (label.label_1 != attribute) continue;
            const auto expected = written.find(label.label_2);
            const auto found = std::find_if(figure.series.begin(), figure.series.end(), [&](const auto& one) {
                return one.label == source.id + ":" + label.code;
            });
            const double n = found == figure.series.end() ? 0 : *found->value;
            EXPECT_EQ(n, expected == written.end() ? 0 : expected->second) << label.code;
            all += n;
        }
        EXPECT_EQ(all, 14) << attribute;
        EXPECT_EQ(figure.records_in, 14);
    }
}

TEST(Victims, AreOfTheWholeCityOnly) {
    EXPECT_EQ(
        marejada()
            .figure("homicidio_doloso", "by_attribute", "delegacion:centro", "2024", "", "", "attribute=sex")
            .reason,
        "no_data");
}

// What a public bulletin of the same city would be if its people were real.
class RealTown {
  public:
    RealTown() : catalogue_{marejada().catalogue}, worlds_{*marejada().store, catalogue_} {
        catalogue_.city.simulated = false;
    }
    Desk desk() { return {worlds_, {.month = *parse_month("2024-12"), .profile = "publico"}}; }

  private:
    Catalogue catalogue_;
    Worlds worlds_;
};

TEST(Victims, InPublicNoSmallCellOfACrossLeaves) {
    RealTown town;
    Desk desk = town.desk();
    int withheld = 0;
    for (const auto* attribute : {"sex", "age", "mechanism", "place"}) {
        const Figure& shown = desk.ask("homicidio_doloso", "by_attribute", desk.twelve(), {},
                                       std::string{"attribute="} + attribute);
        for (const auto& one : shown.series) EXPECT_GE(*one.value, 5) << attribute << " " << one.label;
        EXPECT_TRUE(shown.reason == "withheld" || shown.series.size() > 1) << attribute;
        if (shown.reason != "withheld") continue;
        ++withheld;
        EXPECT_TRUE(shown.series.empty());
        EXPECT_FALSE(shown.numerator || shown.denominator || shown.value);
        EXPECT_EQ(shown.records_in, 0) << "nor how many records it rests on";
    }
    EXPECT_GT(withheld, 0) << "with fourteen victims some cell is small";

    const auto table = victims_table(desk, desk.catalogue().indicator("homicidio_doloso"));
    ASSERT_TRUE(table);
    for (const auto& row : table->rows) {
        const auto& victims = row.at(2);
        if (victims.value) {
            EXPECT_GE(*victims.value, 5);
        } else {
            EXPECT_EQ(render::plain(victims.text), desk.say("state.withheld"));
        }
    }
}

TEST(TwoLists, InPublicTheNumbersOfTheListsAreExact) {
    RealTown town;
    Desk desk = town.desk();
    const Figure& shown =
        desk.ask("homicidio_doloso", "reconciled", desk.twelve(), {}, "source=marejada-fiscalia");
    EXPECT_EQ(shown.value, 13);
    EXPECT_EQ(point(shown, "union"), 16);
}

TEST(TwoLists, TheBulletinSaysThemAndWhoIsOnOneAlone) {
    Town& town = marejada();
    Desk desk{*town.worlds, {.month = *parse_month("2024-12")}};
    render::Section section;
    add_lists(desk, desk.catalogue().indicator("homicidio_doloso"), section);
    ASSERT_EQ(section.blocks.size(), 2u);
    const auto said = [&](std::size_t i) {
        return render::plain(std::get<render::Paragraph>(section.blocks[i]).text);
    };
    EXPECT_EQ(said(0),
              "Homicidios de 12 meses en dos listas: Hechos registrados por la policía de Villa Marejada 15, "
              "Homicidios según la fiscalía 14, conciliadas 13.");
    EXPECT_EQ(said(1), "2 solo en la primera lista, 1 solo en la segunda: 16 en alguna de las dos.");
}

TEST(Rejects, RowsOfAFileThatTwoSourcesReadCountOnce) {
    const Town& town = marejada();
    double by_source = 0;
    for (const auto& source : town.catalogue.sources) {
        if (!source.beside.empty()) continue;
        // Rows of residents and boundaries are of nothing that happened.
        if (source.kind != intake::Kind::incidents && source.kind != intake::Kind::tallies) continue;
        // The police's roll of the killed is never handed over in the demonstration: no rows are known of it.
        by_source += town.figure("", "rows", "ciudad", "2024-12", "", "", "state=read;source=" + source.id)
                         .value.value_or(0);
    }
    EXPECT_EQ(town.figure("", "rows", "ciudad", "2024-12", "", "", "state=read").value, by_source);
    EXPECT_EQ(
        town.figure("", "rows", "ciudad", "2024-12", "", "", "state=read;source=marejada-fiscalia").value,
        town.figure("", "rows", "ciudad", "2024-12", "", "", "state=read;source=marejada-fiscalia-victimas")
            .value);
}

// The hospital writes no address: in a delegation that is not "none", nor is a rate of it zero.
TEST(WithoutPlace, WhatASourcePlacesNowhereIsNoZero) {
    const Town& town = marejada();
    EXPECT_GT(town.figure("herido_arma", "count", "ciudad", "2024").value, 20);
    for (const auto* measure : {"count", "rate", "monthly"}) {
        const Figure here = town.figure("herido_arma", measure, "delegacion:centro", "2024");
        EXPECT_FALSE(here.computable()) << measure;
        EXPECT_EQ(here.reason, "no_place") << measure;
    }
    EXPECT_TRUE(town.figure("homicidio_doloso", "count", "delegacion:centro", "2024").value);
}

TEST(Rejects, OfThePoliceAreThoseThatWerePlanted) {
    const Town& town = marejada();
    const auto refused = truth()["final"]["marejada-policia"]["refused"];
    std::int64_t all = 0;
    for (const auto& [reason, rows] : refused.items()) {
        EXPECT_EQ(
            town.figure("", "rows", "ciudad", "2024-12", "", "", "source=marejada-policia;reason=" + reason)
                .value,
            rows)
            << reason;
        all += rows.get<std::int64_t>();
    }
    EXPECT_GT(all, 100);
    EXPECT_EQ(
        town.figure("", "rows", "ciudad", "2024-12", "", "", "source=marejada-policia;state=rejected").value,
        all);
}

}  // namespace
}  // namespace atalaya::service
