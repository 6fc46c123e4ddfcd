#include "intake/sandbox.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include "intake/handover.hpp"
#include "intake/opens_kept.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const Limits small_limits{.memory = 256u << 20, .processor = 2s, .patience = 20s};

std::string text_in(const Section& section) {
    return {reinterpret_cast<const char*>(section.bytes().data()), section.bytes().size()};
}

// What a child says when it does `work`.
std::string answer(const std::function<std::string()>& work) {
    NoProgress quiet;
    Confined child{small_limits, {}, "prueba", [&](Outbox& out) {
                       const std::string text = work();
                       out.send(std::as_bytes(std::span{text}));
                   }};
    const std::string text = text_in(child.next(quiet));
    child.finish(quiet);
    return text;
}

std::string death(const std::function<void()>& work, Limits limits = small_limits) {
    NoProgress quiet;
    return refusal([&] {
        Confined child{limits, {}, "prueba", [&](Outbox&) { work(); }};
        child.next(quiet);
    });
}

TEST(Sandbox, WhatTheChildSendsArrives) {
    EXPECT_EQ(answer([] { return std::string{"hola"}; }), "hola");
    EXPECT_EQ(answer([] { return std::string{}; }), "");
    EXPECT_EQ(answer([] { return std::string(10 << 20, 'x'); }).size(), 10u << 20);
}

TEST(Sandbox, TheChildReachesNothing) {
    const auto outcome = [](auto call) {
        return [call] {
            errno = 0;
            return call() < 0 ? std::string{::strerror(errno)} : std::string{"allowed"};
        };
    };
    const std::string refused = ::strerror(EPERM);
    EXPECT_EQ(answer(outcome([] { return ::socket(AF_INET, SOCK_STREAM, 0); })), refused);
    EXPECT_EQ(answer(outcome([] { return ::open("/etc/passwd", O_RDONLY); })), refused);
    EXPECT_EQ(answer(outcome([] { return ::execl("/bin/true", "true", nullptr); })), refused);
    EXPECT_EQ(answer(outcome([] { return ::kill(::getppid(), 0); })), refused);
    EXPECT_EQ(answer(outcome([] { return ::unlink("/tmp/x"); })), refused);
}

TEST(Sandbox, FilesOfTheParentAreClosedButThoseHandedIn) {
    const Folder folder;
    const int kept = ::open(folder.write("a", "uno").c_str(), O_RDONLY);
    const int other = ::open(folder.write("b", "dos").c_str(), O_RDONLY);
    NoProgress quiet;
    Confined child{small_limits, {kept}, "prueba", [&](Outbox& out) {
                       char bytes[8]{};
                       std::string text = std::to_string(::read(kept, bytes, 8)) + " " +
                                          std::to_string(::read(other, bytes, 8));
                       out.send(std::as_bytes(std::span{text}));
                   }};
    EXPECT_EQ(text_in(child.next(quiet)), "3 -1");
    child.finish(quiet);
    ::close(kept);
    ::close(other);
}

TEST(Sandbox, AnEngineOpensWhatWasKeptByItsNameAndNothingElse) {
    const Folder folder;
    const int kept = ::open(folder.write("a", "uno").c_str(), O_RDONLY);
    const int other = ::open(folder.write("b", "dos").c_str(), O_RDONLY);
    Limits limits = small_limits;
    limits.for_engine = true;
    NoProgress quiet;
    Confined child{limits, {kept}, "prueba", [&](Outbox& out) {
                       const auto opens = [](const std::string& name, int flags) {
                           const int opened = ::open(name.c_str(), flags, 0600);
                           char bytes[8]{};
                           if (opened < 0) return std::string{"-"};
                           return std::string(bytes, static_cast<std::size_t>(::pread(opened, bytes, 8, 0)));
                       };
                       const std::string name = kept_name(kept);
                       const std::string text =
                           opens(name, O_RDONLY | O_CLOEXEC) + " " + opens(name, O_RDWR) + " " +
                           opens(name, O_RDONLY | O_TRUNC) + " " + opens(name, O_WRONLY | O_CREAT) + " " +
                           opens(kept_name(other), O_RDONLY) + " " + opens("/etc/passwd", O_RDONLY) + " " +
                           opens("/proc/self/fd/", O_RDONLY) + " " + opens(name + "/../0", O_RDONLY) + " " +
                           std::to_string(::access(name.c_str(), F_OK)) + " " +
                           std::to_string(::access(name.c_str(), W_OK)) + " " +
                           std::to_string(::access("/etc/passwd", F_OK)) + " " +
                           std::to_string(::socket(AF_INET, SOCK_STREAM, 0)) + " " +
                           std::to_string(::execl("/bin/true", "true", nullptr));
                       out.send(std::as_bytes(std::span{text}));
                   }};
    EXPECT_EQ(text_in(child.next(quiet)), "uno - - - - - - - 0 -1 -1 -1 -1");
    child.finish(quiet);
    ::close(kept);
    ::close(other);
}

TEST(Sandbox, ACrashIsAnErrorHere) {
    EXPECT_THAT(death([] { std::abort(); }), HasSubstr("was ended by signal 6"));
    EXPECT_THAT(death([] { ::raise(SIGSEGV); }), HasSubstr("was ended by signal 11"));
    EXPECT_THAT(death([] { ::_exit(7); }), HasSubstr("ended without a result (code 7)"));
    EXPECT_THAT(death([] {}), HasSubstr("ended before all of it was said"));
}

TEST(Sandbox, AChildThatIsKilledIsAnErrorHere) {
    NoProgress quiet;
    Confined child{small_limits, {}, "prueba", [](Outbox&) { std::this_thread::sleep_for(60s); }};
    ::kill(child.process(), SIGKILL);
    EXPECT_THAT(refusal([&] { child.next(quiet); }), HasSubstr("was ended by signal 9"));
}

TEST(Sandbox, AChildThatHangsIsEnded) {
    Limits impatient = small_limits;
    impatient.patience = 1s;
    EXPECT_THAT(death([] { std::this_thread::sleep_for(60s); }, impatient),
                HasSubstr("took longer than 1 s"));
    Limits brief = small_limits;
    brief.processor = 1s;
    EXPECT_THAT(death(
                    [] {
                        for (std::atomic<int> i = 0;; ++i) {
                        }
                    },
                    brief),
                HasSubstr("s of processor time"));
}

TEST(Sandbox, AChildThatTakesTooMuchMemoryIsRefusedIt) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "the address sanitizer needs more address space than the limit";
#endif
    EXPECT_THAT(death([] { std::vector<char> much(4ull << 30, 'x'); }),
                HasSubstr("takes more than 256 MiB of memory"));
}

TEST(Sandbox, ErrorsCrossWithTheirFault) {
    NoProgress quiet;
    const auto child_throws = [&](auto thrown) {
        Confined child{small_limits, {}, "prueba", [&](Outbox&) { throw thrown; }};
        child.next(quiet);
    };
    EXPECT_EQ(refusal([&] { child_throws(Error{Fault::missing, "no sheet"}); }, Fault::missing), "no sheet");
    const Message why = message("{}: expected {}", "x.csv", message("a table of separated values"));
    try {
        child_throws(Error{Fault::bad_input, why});
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), why) << "template and arguments, to be said in any language";
    }
    const std::string long_words(40'000, 'x');
    EXPECT_EQ(refusal(
                  [&] {
                      child_throws(Error{Fault::bad_input, message("far: {}", long_words)});
                  },
                  Fault::bad_input)
                  .substr(0, 8),
              "far: xxx");
    EXPECT_THROW(child_throws(std::logic_error{"a promise"}), std::logic_error)
        << "our own mistakes stay ours";
}

TEST(Sandbox, ProgressIsHeardAndAnInterruptEndsTheChild) {
    struct Listener final : Progress {
        std::string name;
        std::uint64_t done = 0;
        bool stop = false;
        void stage(std::string_view n, std::uint64_t) override { name = n; }
        void advance(std::uint64_t d) override { done = d; }
        void check_interrupt() override {
            if (stop) throw Error{Fault::interrupted, "stopped"};
        }
    } listener;
    Confined child{small_limits, {}, "prueba", [](Outbox& out) {
                       out.progress().stage("leer", 10);
                       out.progress().advance(7);
                       out.send({});
                       std::this_thread::sleep_for(60s);
                   }};
    child.next(listener);
    EXPECT_EQ(listener.name, "leer");
    EXPECT_EQ(listener.done, 7u);
    listener.stop = true;
    EXPECT_EQ(refusal([&] { child.next(listener); }, Fault::interrupted), "stopped");
}

TEST(Handover, ABatchCrossesWhole) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto path = folder.write("hechos.csv", std::string{small_head} +
                                                     "1,2020-03-09,14,Robo,0.5,0.75,Norte\n2,2020-02-30,1,"
                                                     "Robo,,,\n3,2020-03-09,99,Hurto,0.75,0.5,Sur\n");
    NoProgress quiet;
    const Batch here = read_here(source, small_city(), small_gazetteer(), path, quiet);
    const Batch there = read_delivery(source, small_city(), small_gazetteer(), path, quiet);
    EXPECT_EQ(outcome_csv(there), outcome_csv(here));
    EXPECT_EQ(there.incidents.key, here.incidents.key);
    EXPECT_EQ(there.incidents.content, here.incidents.content);
    EXPECT_EQ(there.delivery, here.delivery);
    EXPECT_EQ(there.recipe, here.recipe);
    EXPECT_EQ(there.source, "hechos");
    EXPECT_EQ(there.file_name, "hechos.csv");
    EXPECT_EQ(there.delivery_bytes, here.delivery_bytes);
    EXPECT_EQ(there.basis, "fact");
}

TEST(Handover, ChannelAndDelayCrossWhereTheSourceSaysThem) {
    const Folder folder;
    const Source source = small_source(
        folder, edited(edited(small_descriptor, "[offence]",
                              "registered = { column = \"x\" }\n[channel]\ncolumn = \"y\"\n[offence]"),
                       "[place]\nlon = \"x\"\nlat = \"y\"\nbox = [-5, -1, 5, 2]", ""));
    const auto path = folder.write("hechos.csv", std::string{small_head} +
                                                     "1,2020-03-09,14,Robo,2020-03-11,web,Norte\n"
                                                     "1,2020-03-09,14,Robo,2020-03-11,web,Norte\n"
                                                     "2,2020-03-09,99,Hurto,,,Sur\n");
    NoProgress quiet;
    const Batch there = read_delivery(source, small_city(), small_gazetteer(), path, quiet);
    ASSERT_EQ(there.incidents.size(), 2u) << "the repeated row is a duplicate";
    EXPECT_EQ(there.incidents.channel[0], "web");
    EXPECT_EQ(there.incidents.channel[1], "");
    EXPECT_EQ(there.incidents.delay, (std::vector<std::int32_t>{2, -1}));
}

// 9,000 rows: their values and the names of their areas travel alone, their years with what is short.
TEST(Handover, LongColumnsCrossBesideShortOnes) {
    Batch here = read_small("1,2020-03-09,14,Robo,0.5,0.75,Norte\n");
    Exposures& exposures = here.exposures;
    for (int row = 0; row < 9'000; ++row) {
        exposures.layer.push("barrio");
        exposures.area.push("barrio número " + std::to_string(row));
        exposures.kind.push("residents");
        exposures.year.push_back(1900 + row % 100);
        exposures.value.push_back(row);
    }
    Confined child{small_limits, {}, "prueba", [&](Outbox& out) { send_batch(std::move(here), out); }};
    NoProgress quiet;
    const Batch there = receive_batch(child, quiet);
    EXPECT_EQ(there.exposures.area.words, exposures.area.words);
    EXPECT_EQ(there.exposures.area.codes, exposures.area.codes);
    EXPECT_EQ(there.exposures.kind.words, exposures.kind.words);
    EXPECT_EQ(there.exposures.year, exposures.year);
    EXPECT_EQ(there.exposures.value, exposures.value);
    EXPECT_EQ(there.incidents.key, here.incidents.key);
}

TEST(Handover, WhatIsNoBatchIsRefused) {
    const auto broken = [](auto change) {
        Batch batch = read_small("1,2020-03-09,14,Robo,0.5,0.75,Norte\n");
        change(batch);
        return refusal([&] { validate(batch); });
    };
    EXPECT_THAT(broken([](Batch& b) { b.incidents.hour.clear(); }), HasSubstr("hour has 0 rows, not 1"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.hour[0] = 24; }), HasSubstr("hour is out of its range"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.offence.codes[0] = 9; }),
                HasSubstr("offence has a code without a word"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.area[1].words[1] = "\xFF"; }), HasSubstr("not UTF-8"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.lon[0] = 1'900'000'000; }),
                HasSubstr("a position is out of its range"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.units[0] = 0; }), HasSubstr("units is out of its range"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.delay = {-2}; }), HasSubstr("delay is out of its range"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.delay = {1, 1}; }), HasSubstr("delay has 2 rows, not 1"));
    EXPECT_THAT(broken([](Batch& b) { b.incidents.channel.codes = {4}; }),
                HasSubstr("channel has a code without a word"));
    EXPECT_THAT(broken([](Batch& b) { b.read = 7; }), HasSubstr("the rows do not add up"));
}

TEST(Handover, NonsenseFromTheChildIsRefused) {
    NoProgress quiet;
    const auto receive = [&](const std::string& first) {
        Confined child{
            small_limits, {}, "prueba", [&](Outbox& out) { out.send(std::as_bytes(std::span{first})); }};
        return refusal([&] { receive_batch(child, quiet); });
    };
    EXPECT_THAT(receive(""), HasSubstr("longer than its bytes"));
    EXPECT_THAT(receive(std::string(4096, '\xFF')), HasSubstr("longer than its bytes"));
    EXPECT_THAT(receive(std::string(4096, '\0')), HasSubstr("the recipe is no digest"));
}

}  // namespace
}  // namespace atalaya::intake
