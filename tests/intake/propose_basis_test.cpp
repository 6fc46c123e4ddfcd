#include "intake/propose/basis.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

std::string days(const std::string& head, int columns) {
    return table_of(head, 40, [&](int i) {
        std::string row = "2024-03-" + two(1 + i % 28);
        for (int k = 1; k < columns; ++k) row += ",2024-04-" + two(1 + i % 28);
        return row;
    });
}

}  // namespace

TEST(ProposeBasis, TheNameOfTheDaySaysFactOrReport) {
    const auto basis = [](const std::string& name) {
        const LookedAt table{days(name, 1)};
        Choosing choosing = table.choosing();
        choose_basis(choosing, find_when(choosing));
        const Proposal proposal = std::move(choosing).done();
        return std::pair{std::string{proposal.value("time.basis")},
                         proposal.find("time.basis")->question.empty()};
    };
    EXPECT_EQ(basis("fecha_hecho"), (std::pair{std::string{"fact"}, true}));
    EXPECT_EQ(basis("fecha_denuncia"), (std::pair{std::string{"report"}, true}));
    EXPECT_EQ(basis("fecha"), (std::pair{std::string{"fact"}, false}));
}

TEST(ProposeBasis, ADayOfEntryIsTheRegistration) {
    const LookedAt table{days("fecha_hecho,fecha_nacimiento,fecha_registro", 3)};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    const TimeColumns when = find_when(choosing);
    choosing.use(when.day);
    take_registered(choosing, when);
    const Proposal proposal = std::move(choosing).done();
    EXPECT_EQ(proposal.value("time.registered.column"), "fecha_registro");
    EXPECT_EQ(proposal.value("time.registered.format"), "YYYY-MM-DD");
}

}  // namespace atalaya::intake
