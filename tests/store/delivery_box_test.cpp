#include "store/delivery_box.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "core/error.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

class Boxes : public testing::Test {
  protected:
    Boxes() { make_delivery_key(folder_ / "key"); }
    std::string file_of(const Digest& delivery) {
        std::ifstream in{box().path_of(delivery), std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void write(const Digest& delivery, const std::string& bytes) {
        std::ofstream{box().path_of(delivery), std::ios::binary} << bytes;
    }
    DeliveryBox& box() {
        if (!box_)
            box_ = std::make_unique<DeliveryBox>(folder_ / "deliveries", read_delivery_key(folder_ / "key"));
        return *box_;
    }
    Fault fault_of_reading(const Digest& delivery) {
        try {
            box().bytes(delivery);
        } catch (const Error& error) {
            return error.fault();
        }
        ADD_FAILURE() << "the box could be read";
        return Fault::usage;
    }

    TempFolder folder_;
    std::unique_ptr<DeliveryBox> box_;
};

TEST_F(Boxes, BytesOfEverySizeComeBack) {
    for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 131'072U, 200'000U}) {
        std::string bytes(size, 'x');
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 + i / 256);
        const auto name = box().keep_bytes(bytes);
        EXPECT_EQ(name, sha256(bytes));
        EXPECT_EQ(box().bytes(name), bytes) << size;
    }
}

TEST_F(Boxes, AFileIsKeptUnderItsDigest) {
    std::ofstream{folder_ / "a.csv"} << "fecha;tipo\n2020-08-14;Robo\n";
    const auto name = box().keep(folder_ / "a.csv");
    EXPECT_EQ(name, sha256_of_file(folder_ / "a.csv"));
    EXPECT_TRUE(box().holds(name));
    EXPECT_THAT(box().path_of(name).string(),
                testing::HasSubstr(name.hex().substr(0, 2) + "/" + name.hex() + ".box"));
    EXPECT_THAT(file_of(name), testing::Not(testing::HasSubstr("Robo")));
}

TEST_F(Boxes, KeepingTheSameAgainChangesNothing) {
    const auto name = box().keep_bytes("abc");
    const auto before = file_of(name);
    EXPECT_EQ(box().keep_bytes("abc"), name);
    EXPECT_EQ(file_of(name), before);
}

TEST_F(Boxes, AnyFlippedByteIsFound) {
    const auto name = box().keep_bytes("fecha;tipo");
    const auto whole = file_of(name);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto bytes = whole;
        bytes[i] = static_cast<char>(bytes[i] ^ 0x40);
        write(name, bytes);
        EXPECT_EQ(fault_of_reading(name), Fault::corrupt) << "byte " << i;
    }
}

TEST_F(Boxes, ACutBoxIsFound) {
    const auto name = box().keep_bytes(std::string(150'000, 'x'));
    const auto whole = file_of(name);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{8}, std::size_t{32}, std::size_t{32 + 65'553}, whole.size() - 1}) {
        write(name, whole.substr(0, size));
        EXPECT_EQ(fault_of_reading(name), Fault::corrupt) << size;
    }
    write(name, whole + "more");
    EXPECT_EQ(fault_of_reading(name), Fault::corrupt);
}

TEST_F(Boxes, AnotherBoxUnderItsNameIsFound) {
    const auto a = box().keep_bytes("a"), b = box().keep_bytes("b");
    write(a, file_of(b));
    EXPECT_EQ(fault_of_reading(a), Fault::corrupt);
}

TEST_F(Boxes, AnotherKeyOpensNothing) {
    const auto name = box().keep_bytes("abc");
    make_delivery_key(folder_ / "other");
    box_ = std::make_unique<DeliveryBox>(folder_ / "deliveries", read_delivery_key(folder_ / "other"));
    EXPECT_EQ(fault_of_reading(name), Fault::corrupt);
}

TEST_F(Boxes, WhatIsNotThereIsMissing) {
    EXPECT_EQ(fault_of_reading(sha256("never kept")), Fault::missing);
    EXPECT_THROW(box().keep(folder_ / "nothing.csv"), Error);
    EXPECT_THROW(box().keep(folder_ / "nothing.csv", sha256("a")), Error);
}

TEST_F(Boxes, TheKeyIsTheOwnersOnlyAndMadeOnce) {
    struct stat about {};
    ::stat((folder_ / "key").c_str(), &about);
    EXPECT_EQ(about.st_mode & 0777, 0600U);
    EXPECT_EQ(about.st_size, 32);
    EXPECT_THROW(make_delivery_key(folder_ / "key"), Error);
    std::ofstream{folder_ / "short"} << "too short";
    EXPECT_THROW(read_delivery_key(folder_ / "short"), Error);
}

TEST_F(Boxes, AFileThatIsAnotherByNowIsNotKept) {
    std::ofstream{folder_ / "a.csv"} << "now";
    try {
        box().keep(folder_ / "a.csv", sha256("before"));
        ADD_FAILURE() << "nothing was refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::conflict);
    }
    EXPECT_FALSE(box().holds(sha256("before")));
    EXPECT_FALSE(box().holds(sha256("now")));
    box().keep(folder_ / "a.csv", sha256("now"));
    EXPECT_EQ(box().bytes(sha256("now")), "now");
}

}  // namespace
}  // namespace atalaya::store
