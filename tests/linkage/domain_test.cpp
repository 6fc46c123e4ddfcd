#include "linkage/domain.hpp"

#include "core/error.hpp"

namespace atalaya::linkage {
namespace {

std::string refusal(const Source& a, const Source& b) {
    try {
        Permit::between(a, b);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage);
        return error.what();
    }
    return "";
}

TEST(Domain, SourcesOfOneDomainMayBeLinked) {
    EXPECT_TRUE(Permit::between({"policia", "seguridad"}, {"fiscalia", "seguridad"}).of_two());
    EXPECT_FALSE(Permit::within({"policia", "seguridad"}).of_two());
}

TEST(Domain, SourcesOfTwoDomainsAreRefusedInWords) {
    EXPECT_EQ(
        refusal({"policia", "seguridad"}, {"hospital", "salud"}),
        "policia is of the privacy domain \"seguridad\" and hospital of \"salud\": records of two "
        "domains are never linked. Their numbers may be held against each other: declare [[comparisons]] in "
        "city.toml and ask `atalaya link counts`.");
}

TEST(Domain, ADomainThatIsNotSaidIsNotTheSameAsAnother) {
    EXPECT_THAT(refusal({"policia", ""}, {"hospital", ""}),
                testing::StartsWith("The privacy domain of policia"));
    EXPECT_THAT(refusal({"policia", "x"}, {"hospital", ""}),
                testing::StartsWith("The privacy domain of hospital"));
    EXPECT_THROW(Permit::within({"policia", ""}), Error);
}

TEST(Domain, RecordsKeepTheDomainThatTheyWereReadUnder) {
    EXPECT_TRUE(Permit::between({"policia", "seguridad", {"seguridad"}}, {"fiscalia", "seguridad"}).of_two());
    EXPECT_EQ(
        refusal({"policia", "seguridad"}, {"hospital", "seguridad", {"seguridad", "salud"}}),
        "hospital has records that were read under the privacy domain \"salud\", and its source.toml says "
        "\"seguridad\" now: records keep the domain that they were given for, and are not linked under "
        "another. Write \"salud\" there again, or give what is collected for \"seguridad\" a source of its "
        "own.");
    EXPECT_THROW(Permit::within({"hospital", "seguridad", {"salud"}}), Error);
}

TEST(Domain, ASourceIsNotLinkedWithItselfAsIfItWereTwo) {
    EXPECT_THAT(refusal({"policia", "x"}, {"policia", "x"}), testing::HasSubstr("within one source"));
}

}  // namespace
}  // namespace atalaya::linkage
