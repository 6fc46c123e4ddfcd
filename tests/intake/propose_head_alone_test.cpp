#include "intake/propose/head_alone.hpp"

#include <gtest/gtest.h>

#include "intake/propose/write.hpp"
#include "propose_table.hpp"
#include "support.hpp"

namespace atalaya::intake {

namespace {

Proposal of_head(const std::string& head) {
    const LookedAt table{head + "\n"};
    Choosing choosing = table.choosing();
    choose_by_head(choosing);
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeHeadAlone, WhatTheNamesTellIsAskedAboutOneByOne) {
    const Proposal proposal = of_head("Id,Fecha del hecho,Hora,Delito,Subtipo,Barrio,Latitud,Longitud");
    EXPECT_EQ(proposal.value("kind"), "incidents");
    EXPECT_EQ(proposal.value("time.day.column"), "Fecha del hecho");
    EXPECT_EQ(proposal.value("time.hour.column"), "Hora");
    EXPECT_EQ(proposal.value("key.columns"), "Id");
    EXPECT_EQ(proposal.find("offence.columns")->values, (std::vector<std::string>{"Delito", "Subtipo"}));
    EXPECT_EQ(proposal.value("area.barrio.column"), "Barrio");
    EXPECT_EQ(proposal.value("place.lat"), "Latitud");
    for (const auto& choice : proposal.choices) {
        if (choice.key.starts_with("format.")) continue;  // of the bytes, which this table has not
        EXPECT_EQ(choice.question.empty(), choice.key == "offence.unlisted") << choice.key;
    }
    EXPECT_NE(proposal.find("kind")->why.english().find("no rows"), std::string::npos);
}

TEST(ProposeHeadAlone, CountsAndResidentsAreTakenForWhatTheyAreCalled) {
    const Proposal counts = of_head("Año,Mes,Comuna,Delito,Cantidad");
    EXPECT_EQ(counts.value("kind"), "tallies");
    EXPECT_EQ(counts.value("time.month.year"), "Año");
    EXPECT_EQ(counts.value("time.month.month"), "Mes");
    EXPECT_EQ(counts.value("count.column"), "Cantidad");
    const Proposal residents = of_head("Comuna,Población");
    EXPECT_EQ(residents.value("kind"), "exposures");
    EXPECT_EQ(residents.value("exposure.value"), "Población");
    EXPECT_EQ(residents.value("exposure.layer"), "comuna");
}

TEST(ProposeHeadAlone, WhatNoNameTellsIsLeftToFillIn) {
    const Proposal proposal = of_head("a,b,c");
    EXPECT_EQ(proposal.value("time.day.column"), to_fill_in);
    EXPECT_EQ(proposal.value("offence.always"), "hecho");
}

// From the file to a descriptor that reads.
TEST(ProposeHeadAlone, AFileWithAHeadAndNoRowsGivesADescriptor) {
    const Folder folder;
    NoProgress unheard;
    for (const std::string_view head : {"Id;Fecha;Hora;Delito;Barrio;X;Y\n", "Comuna;Población\n"}) {
        const std::string id = head.starts_with("Id") ? "hechos" : "gente";
        const auto proposal = propose_here(folder.write(id + ".csv", head), unheard);
        EXPECT_FALSE(proposal.find("kind")->question.empty());
        write_proposal(proposal, folder.path() / id, [](const Message& said) { return said.english(); });
        EXPECT_NO_THROW(read_source(folder.path() / id)) << id;
    }
}

}  // namespace atalaya::intake
