// A file is written whole or not at all, and why not is said.
#include "service/whole_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

using namespace atalaya;

TEST(WholeFile, AFolderThatIsNotThereIsSaid) {
    try {
        service::write_whole("/nowhere-at-all/answer.csv", "a");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
        EXPECT_THAT(error.what(), testing::HasSubstr("expected the folder /nowhere-at-all; there is none"));
    }
}
