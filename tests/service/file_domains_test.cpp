#include "service/file_domains.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::service {
namespace {

intake::Source source(const std::string& id, const std::string& domain, const std::string& beside = "") {
    intake::Source out;
    out.id = id;
    out.domain = domain;
    out.beside = beside;
    return out;
}

TEST(FileDomains, ASecondReadingOfAFileIsOfItsDomain) {
    std::vector<intake::Source> sources{source("heridos", "", "hospital"), source("hospital", "salud"),
                                        source("policia", "seguridad"), source("otra", "salud", "ausente")};
    share_file_domains(sources);
    EXPECT_EQ(sources[0].domain, "salud");
    EXPECT_EQ(sources[2].domain, "seguridad");
    EXPECT_EQ(sources[3].domain, "salud");
}

TEST(FileDomains, ASecondReadingDoesNotMoveRecordsToAnotherDomain) {
    for (const char* of_the_files : {"salud", ""}) {
        std::vector<intake::Source> sources{source("hospital", of_the_files),
                                            source("heridos", "seguridad", "hospital")};
        try {
            share_file_domains(sources);
            ADD_FAILURE() << "\"" << of_the_files << "\" became seguridad";
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::HasSubstr("heridos reads the files of hospital"));
        }
    }
}

}  // namespace
}  // namespace atalaya::service
