// A process killed between any two steps of publishing: nothing half visible, nothing
// acknowledged lost, and the retry gives what an undisturbed publish gives.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "store/publish.hpp"
#include "store/questions.hpp"
#include "store/rebuild.hpp"
#include "store/verify.hpp"
#include "support.hpp"

extern char** environ;

namespace atalaya::store {
namespace {

std::vector<Batch> first_batches() {
    return {batch_of({{"1"}, {"2"}, {"3", "2020-07-01"}}, "a", Covers::months)};
}

std::vector<Batch> second_batches() {
    return {batch_of({{"1"}, {"2", "2020-08-15", "hurto"}, {"4", "2020-09-09"}}, "b", Covers::months)};
}

constexpr const char* folder_variable = "ATALAYA_KILL_TEST_FOLDER";
constexpr const char* step_variable = "ATALAYA_KILL_TEST_STEP";

// Not a test: what the process that is killed does. DuckDB must not be forked, so it is
// this executable started anew.
TEST(KilledProcess, DISABLED_PublishesUntilItIsKilled) {
    const char* folder = std::getenv(folder_variable);
    const char* step = std::getenv(step_variable);
    if (!folder || !step) GTEST_SKIP() << "started by the tests of being killed only";
    Store store{folder};
    NoProgress quiet;
    publish(store, second_batches(), day("2020-11-02"), quiet, [&](PublishStep reached) {
        if (std::to_string(static_cast<int>(reached)) == step) ::raise(SIGKILL);
    });
}

// Publishes in a process of its own that kills itself after `step`. Gives the signal.
int publish_and_die(const std::filesystem::path& folder, int step) {
    std::vector<std::string> environment;
    for (char** one = environ; *one; ++one) environment.emplace_back(*one);
    environment.push_back(std::string{folder_variable} + "=" + folder.string());
    environment.push_back(std::string{step_variable} + "=" + std::to_string(step));
    std::vector<char*> variables;
    for (auto& one : environment) variables.push_back(one.data());
    variables.push_back(nullptr);
    std::string name = "test_store", filter = "--gtest_filter=KilledProcess.*",
                all = "--gtest_also_run_disabled_tests", brief = "--gtest_brief=1";
    char* arguments[] = {name.data(), filter.data(), all.data(), brief.data(), nullptr};
    pid_t child = 0;
    if (posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments, variables.data()) != 0) return -1;
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

class Killed : public OnBothPairs {};

TEST_P(Killed, BetweenAnyTwoStepsNothingIsHalfThereOrLost) {
    NoProgress quiet;
    // What an undisturbed history gives.
    const auto calm = make("calm");
    std::vector<TableDigest> expected;
    Digest segment;
    {
        Store store{calm};
        publish(store, first_batches(), day("2020-10-05"), quiet);
        segment = publish(store, second_batches(), day("2020-11-02"), quiet).segment;
        expected = table_digests(store.analytics(), "caba");
    }
    for (int step = 0; step < publish_steps; ++step) {
        SCOPED_TRACE(step);
        if (GetParam() == Pair::server) {
            server_ = std::make_unique<TempDatabase>();
            engines_ = {server_->address(), server_->address()};
        }
        const auto folder = make("killed-" + std::to_string(step));
        std::vector<TableDigest> before;
        {
            Store store{folder};
            publish(store, first_batches(), day("2020-10-05"), quiet);
            before = table_digests(store.analytics(), "caba");
        }
        ASSERT_EQ(publish_and_die(folder, step), SIGKILL);

        Store store{folder};
        const bool committed = step >= static_cast<int>(PublishStep::recorded);
        EXPECT_EQ(store.vintages().size(), committed ? 2U : 1U);
        EXPECT_EQ(store.records().vintages("caba").size(), committed ? 2U : 1U);
        EXPECT_EQ(table_digests(store.analytics(), "caba"), committed ? expected : before);
        EXPECT_EQ(store.segments().vintages().size(), committed ? 2U : 1U);

        const auto retried = publish(store, second_batches(), day("2020-11-02"), quiet);
        EXPECT_EQ(retried.published, !committed);
        EXPECT_EQ(retried.id, "2020-11-02.1");
        EXPECT_EQ(retried.segment, segment);
        EXPECT_EQ(table_digests(store.analytics(), "caba"), expected);
        for (const char* bytes : {"a", "b"}) store.deliveries().keep_bytes(bytes);
        for (const auto& damage : verify(store, quiet).damages) ADD_FAILURE() << damage.sentence();
    }
}

INSTANTIATE_TEST_SUITE_P(, Killed, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
