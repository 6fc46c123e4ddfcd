#include "intake/propose/offence_columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "intake/propose/content.hpp"
#include "intake/propose/format_choices.hpp"
#include "intake/propose/write.hpp"
#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    const OffenceColumns columns = take_offence(choosing, {}, {});
    if (columns.first) choose_missing(choosing, {.labels = {columns.first}, .counts = {}});
    list_labels(choosing, columns, {}, {});
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeOffenceColumns, CellsThatSayOffencesCountMoreThanTheName) {
    const Proposal proposal =
        taken("clase,columna\nchico,Robo\ngrande,Homicidio\nchico,Hurto\ngrande,Robo\n");
    ASSERT_NE(proposal.find("offence.columns"), nullptr);
    EXPECT_EQ(proposal.find("offence.columns")->values.front(), "columna");
}

// A head that was pasted in again and a total at the foot are no kinds of facts.
TEST(ProposeOffenceColumns, AHeadAgainAndATotalAreNoLabels) {
    const auto labels = [](const std::string& foot) {
        const LookedAt table{
            "parte,fecha,delito\n1,2024-01-05,Robo\n2,2024-01-06,Hurto\nparte,fecha,Delito\n"
            "3,2024-01-06,Hurto\n4,,Lesiones\n" +
            foot};
        Choosing choosing = table.choosing();
        TimeColumns when;
        when.day = &column(choosing, "fecha");
        const OffenceColumns columns = take_offence(choosing, when, {});
        list_labels(choosing, columns, when, {});
        std::vector<std::string> found;
        for (const auto& label : std::move(choosing).done().labels) found.push_back(label.label_1);
        std::ranges::sort(found);
        return found;
    };
    const std::vector<std::string> kinds{"Hurto", "Lesiones", "Robo"};
    EXPECT_EQ(labels(""), kinds) << "a row without a day is not one of them";
    EXPECT_EQ(labels("TOTAL,,4\n"), kinds);
    EXPECT_EQ(labels("TOTAL,2024-01-09,Amenazas\n").size(), 4U) << "a fact that has a day";
}

// None of a health list's causes says an offence; how the column is called does, and "causa" may also be a file's number.
TEST(ProposeOffenceColumns, TheCauseOfAHealthListIsItsLabel) {
    static const char* const causes[] = {"Tumores", "Diabetes mellitus", "Caídas"};
    const auto list = [&](const std::string& head) {
        return taken(table_of(head, 60, [&](int i) { return std::string{causes[i % 3]} + ",F,7"; }));
    };
    EXPECT_EQ(list("causa,sexo,defunciones").value("offence.columns"), "causa");
    EXPECT_NE(list("glosa,sexo,defunciones").value("offence.columns"), "glosa");
    const Proposal numbered = taken(
        table_of("causa,delito", 60, [](int i) { return "2024-" + std::to_string(1000 + i) + ",Robo"; }));
    EXPECT_EQ(numbered.value("offence.columns"), "delito") << "each row has another";
}

// A label that comes later must not vanish from every figure unseen, where the proposal lists all there were.
TEST(ProposeOffenceColumns, AnotherLabelWaitsWhereAllAreListed) {
    const auto unlisted = [](const std::string& csv) {
        return std::string{taken(csv).value("offence.unlisted")};
    };
    EXPECT_EQ(unlisted("tipo,delito\n1,Robo\n2,Homicidio\n3,Hurto\n4,Robo\n"), "reject");
    EXPECT_EQ(unlisted(table_of("zona,tipo,subtipo", 12,
                                [](int i) {
                                    return "norte" + std::to_string(i) + (i < 4 ? ",," : ",Robo,") +
                                           (i % 2 ? "Con arma" : "Sin arma");
                                })),
              "keep")
        << "a row that says the finer kind alone has no line";
}

TEST(ProposeOffenceColumns, TheFinerColumnComesSecond) {
    const Proposal proposal = taken(table_of("subtipo,tipo", 40, [](int i) {
        return std::string{i % 4 == 0   ? "Arrebato,Robo"
                           : i % 4 == 1 ? "Con arma,Robo"
                           : i % 4 == 2 ? "Simple,Hurto"
                                        : "De vehículo,Hurto"};
    }));
    ASSERT_NE(proposal.find("offence.columns"), nullptr);
    EXPECT_EQ(proposal.find("offence.columns")->values, (std::vector<std::string>{"tipo", "subtipo"}));
    EXPECT_EQ(proposal.labels.size(), 4u);
}

// "Con violencia" says nothing without what it is of.
TEST(ProposeOffenceColumns, CountsMayNeedAThird) {
    const LookedAt table{table_of("modalidad,tipo,subtipo,casos", 16, [](int i) {
        return std::string{i % 2 ? "Robo común" : "Robo en carreteras"} +
               (i / 2 % 2 ? ",Con violencia" : ",Sin violencia") +
               (i / 4 % 2 ? ",Otros," : ",De vehículos,") + std::to_string(i);
    })};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::tallies, 95, message("-"));
    choosing.use(&column(choosing, "casos"));
    const OffenceColumns columns = take_offence(choosing, {}, {});
    list_labels(choosing, columns, {}, {});
    const Proposal proposal = std::move(choosing).done();
    ASSERT_NE(proposal.find("category.columns"), nullptr);
    EXPECT_EQ(proposal.find("category.columns")->values.size(), 3u);
    ASSERT_EQ(proposal.labels.size(), 8u);
    EXPECT_FALSE(proposal.labels[0].label_3.empty());
    EXPECT_EQ(unpacked_proposal(packed_proposal(proposal)), proposal);
    const std::string codes = codes_csv(proposal, [](const Message& said) { return said.english(); });
    EXPECT_TRUE(codes.starts_with("code,label_1,label_2,label_3,es,")) << codes;
    EXPECT_NE(codes.find("robo-comun-con-violencia-otros"), std::string::npos) << codes;
}

TEST(ProposeOffenceColumns, AnAttributeOfAPersonIsNone) {
    const Proposal proposal = taken(table_of("sexo,estado_civil", 20, [](int i) {
        return std::string{i % 2 ? "Varón,Soltero" : "Mujer,Casada"};
    }));
    EXPECT_EQ(proposal.value("offence.always"), "hecho");
    EXPECT_FALSE(proposal.find("offence.always")->question.empty());
}

TEST(ProposeOffenceColumns, LabelsAreListedFoldedTheMostFrequentFirst) {
    const Proposal proposal = taken("delito\nHurto\nROBO\nRobo\nrobo\nS/D\nNULL\n");
    ASSERT_EQ(proposal.labels.size(), 3u);
    EXPECT_EQ(proposal.labels[0], (SeenLabel{"ROBO", "", 3, ""}));
    EXPECT_EQ(proposal.labels[1], (SeenLabel{"Hurto", "", 1, ""}));
    EXPECT_EQ(proposal.labels[2].label_1, "S/D")
        << "a word of the office is a label, NULL of a program is none";
}

TEST(ProposeOffenceColumns, TextsOfFewKindsAreAskedAboutWhereNoNameTells) {
    const LookedAt table{table_of("asunto,asistentes,sexo", 60, [](int i) {
        return std::string{i % 3 == 0   ? "Ruidos molestos"
                           : i % 3 == 1 ? "Riña"
                                        : "Baldío sucio"} +
               "," + (i % 2 ? "Patrulla" : "Cuadrilla") + "," + (i % 2 ? "Mujer" : "Varón");
    })};
    Choosing choosing = table.choosing();
    mark_by_content(choosing, {}, {}, '.');
    take_offence(choosing, {}, {});
    const Proposal proposal = std::move(choosing).done();
    ASSERT_NE(proposal.find("offence.columns"), nullptr);
    EXPECT_EQ(proposal.value("offence.columns"), "asunto");
    EXPECT_NE(proposal.find("offence.columns")->question.english().find("asistentes"), std::string::npos);
}

// A month and a barrio have several rows of one subject: its way tells them apart.
TEST(ProposeOffenceColumns, ATableOfCountsTakesTheColumnThatItsRowsNeed) {
    const LookedAt table{table_of("tema,gestion de,barrio,volumen", 96, [](int i) {
        return std::string{i % 4 == 0   ? "Ruidos"
                           : i % 4 == 1 ? "Basura"
                           : i % 4 == 2 ? "Luces"
                                        : "Baches"} +
               "," + (i / 4 % 2 ? "Queja" : "Pedido") + ",B" + two(i / 8) + "," + std::to_string(i % 9);
    })};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::tallies, 99, Message{});
    mark_by_content(choosing, {}, {}, '.');
    take_offence(choosing, {}, {});
    const Proposal proposal = std::move(choosing).done();
    ASSERT_NE(proposal.find("category.columns"), nullptr);
    EXPECT_EQ(proposal.find("category.columns")->values.size(), 2u);
}

// What was taken and where are no kinds of facts; what all rows are stands in the file's name.
TEST(ProposeOffenceColumns, TheNameOfTheFileSaysWhatNoColumnDoes) {
    const std::string csv = table_of("fecha,paraje,objeto", 60, [](int i) {
        return "2024-01-" + two(1 + i % 28) + "," + (i % 3 ? "Plaza" : "Esquina") + "," +
               (i % 2 ? "Bolso" : "Reloj");
    });
    const LookedAt table{csv};
    const auto proposed = [&](const std::string& file) {
        Choosing choosing = table.choosing(file);
        const TimeColumns when = find_when(choosing);
        mark_by_content(choosing, when, {}, '.');
        choosing.use(when.day);
        take_offence(choosing, when, {});
        return std::move(choosing).done();
    };
    const Proposal named = proposed("hurtos-2024.csv");
    EXPECT_EQ(named.value("offence.always"), "hurto");
    EXPECT_FALSE(named.find("offence.always")->question.empty());
    const Proposal unnamed = proposed("partes-2024.csv");
    ASSERT_NE(unnamed.find("offence.columns"), nullptr);
    EXPECT_THAT(unnamed.find("offence.columns")->question.english(), ::testing::HasSubstr("always ="));
    EXPECT_EQ(proposed("delitos-2024.csv").find("offence.always"), nullptr) << "of every kind";
    EXPECT_EQ(proposed("robos-y-hurtos.csv").find("offence.always"), nullptr) << "two kinds";
}

TEST(ProposeOffenceColumns, CountsThatKindsLeaveTogetherAreAskedAbout) {
    const auto table = [](const std::string& more) {
        const LookedAt looked{table_of("anio,mes,delito," + more + ",cantidad", 120, [](int i) {
            return "2023," + std::to_string(1 + i / 10) + "," + (i % 2 ? "Robo" : "Hurto") + ",texto " +
                   std::to_string(i % 10 / 2) + "," + std::to_string(i % 7);
        })};
        Choosing choosing = looked.choosing();
        choosing.choose_kind(Kind::tallies, 99, Message{});
        take_offence(choosing, find_when(choosing), {});
        return std::move(choosing).done().find("category.columns")->question.english();
    };
    EXPECT_NE(table("des_articulo").find("des_articulo"), std::string::npos)
        << "five rows of each kind and month";
}

TEST(ProposeOffenceColumns, WhatTheFilesNameSaysIsAskedBesideAColumnThatSaysNoOffence) {
    const auto asked = [](const std::string& file) {
        const LookedAt looked{
            table_of("Tipo de local", 60, [](int i) { return std::string{i % 2 ? "Loja" : "Via"}; })};
        Choosing choosing = looked.choosing(file);
        take_offence(choosing, {}, {});
        return std::move(choosing).done().find("offence.columns")->question.english();
    };
    EXPECT_NE(asked("furtos-2016.csv").find("always = \"furto\""), std::string::npos);
    EXPECT_EQ(asked("dados-2016.csv").find("always = \"furto\""), std::string::npos);
}

TEST(ProposeOffenceColumns, KindsThatAnotherColumnPartsAreAskedAbout) {
    const auto asked = [](int finer) {
        return taken(table_of("delito,final_case", 300,
                              [&](int i) {
                                  return std::string{i % 2 ? "Robo" : "Hurto"} + ",caso " +
                                         std::to_string(i % finer);
                              }))
            .find("offence.columns")
            ->question.english();
    };
    EXPECT_NE(asked(8).find("final_case"), std::string::npos) << "each of eight is of one of the two";
    EXPECT_EQ(asked(9), "") << "each of nine is of both";
}

}  // namespace atalaya::intake
