#include "core/threads.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "core/error.hpp"

namespace atalaya {
namespace {

class Threads : public testing::Test {
  protected:
    void TearDown() override { ::unsetenv("ATALAYA_THREADS"); }
    static void say(const char* text) { ::setenv("ATALAYA_THREADS", text, 1); }
};

TEST_F(Threads, NothingIsAskedWhenNothingIsSaid) {
    ::unsetenv("ATALAYA_THREADS");
    EXPECT_EQ(threads_asked(), 0);
    say("");
    EXPECT_EQ(threads_asked(), 0);
}

TEST_F(Threads, WhatIsSaidIsAsked) {
    say("3");
    EXPECT_EQ(threads_asked(), 3);
    say("256");
    EXPECT_EQ(threads_asked(), 256);
}

TEST_F(Threads, WhatIsNoNumberOfThreadsIsRefused) {
    for (const char* text : {"0", "-1", "257", "two", "2.5"}) {
        say(text);
        EXPECT_THROW(threads_asked(), Error) << text;
    }
}

}  // namespace
}  // namespace atalaya
