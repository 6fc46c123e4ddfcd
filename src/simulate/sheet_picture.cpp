#include "simulate/sheet_picture.hpp"

#include <array>

#include "stats/random.hpp"

namespace atalaya::simulate {
namespace {

// Five rows of three points, each a digit from 0 to 7.
constexpr std::array<std::string_view, 10> digits = {"75557", "26227", "71747", "71717", "55711",
                                                     "74717", "74757", "71222", "75757", "75717"};
constexpr std::array<std::string_view, 26> capitals = {
    "25755", "65656", "34443", "65556", "74647", "74644", "34553", "55755", "72227",
    "11152", "55655", "44447", "57755", "65555", "25552", "65644", "25563", "65655",
    "34216", "72222", "55557", "55552", "55775", "55255", "55222", "71247"};

std::string_view glyph(char letter) {
    if (letter >= '0' && letter <= '9') return digits[static_cast<std::size_t>(letter - '0')];
    if (letter >= 'A' && letter <= 'Z') return capitals[static_cast<std::size_t>(letter - 'A')];
    if (letter == '/') return "11244";
    if (letter == '.') return "00002";
    if (letter == '-') return "00700";
    return "00000";
}

std::string big_endian(std::uint32_t number) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
    return out;
}

// CRC-32 of ISO 3309, as PNG wants it.
std::uint32_t crc(std::string_view bytes) {
    std::uint32_t sum = 0xFFFFFFFF;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) sum = sum & 1 ? 0xEDB88320 ^ sum >> 1 : sum >> 1;
    }
    return ~sum;
}

std::uint32_t adler(std::string_view bytes) {
    constexpr std::uint32_t modulus = 65521;
    std::uint32_t a = 1, b = 0;
    for (const char c : bytes) {
        a = (a + static_cast<unsigned char>(c)) % modulus;
        b = (b + a) % modulus;
    }
    return b << 16 | a;
}

// A zlib stream of blocks that are stored as they are: the bytes hang on no library's version.
std::string stored(std::string_view bytes) {
    constexpr std::size_t block = 65535;
    std::string out{"\x78\x01", 2};
    for (std::size_t at = 0; at < bytes.size(); at += block) {
        const auto part = bytes.substr(at, block);
        const auto size = static_cast<std::uint16_t>(part.size());
        const auto other = static_cast<std::uint16_t>(~size);
        out += at + block >= bytes.size() ? '\1' : '\0';
        for (const std::uint16_t number : {size, other}) {
            out += static_cast<char>(number & 0xFF);
            out += static_cast<char>(number >> 8);
        }
        out += part;
    }
    return out + big_endian(adler(bytes));
}

std::string chunk(std::string_view name, const std::string& bytes) {
    const std::string named = std::string{name} + bytes;
    return big_endian(static_cast<std::uint32_t>(bytes.size())) + named + big_endian(crc(named));
}

}  // namespace

SheetPicture::SheetPicture(int wide, int high)
    : wide_{wide}, high_{high}, ink_(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high)) {}

void SheetPicture::dot(int x, int y) {
    if (x < 0 || y < 0 || x >= wide_ || y >= high_) return;
    ink_[static_cast<std::size_t>(y) * static_cast<std::size_t>(wide_) + static_cast<std::size_t>(x)] = 1;
}

void SheetPicture::text(int x, int y, std::string_view what, int size) {
    constexpr int letter_wide = 3, step = 4;
    for (const char letter : what) {
        const auto rows = glyph(letter);
        for (int point = 0; point < letter_wide * static_cast<int>(rows.size()); ++point) {
            const int row = point / letter_wide, column = point % letter_wide;
            if (((rows[static_cast<std::size_t>(row)] - '0') >> (letter_wide - 1 - column) & 1) == 0)
                continue;
            for (int i = 0; i < size * size; ++i)
                dot(x + column * size + i % size, y + row * size + i / size);
        }
        x += step * size;
    }
}

void SheetPicture::line(int x, int y, int past_x) {
    for (; x < past_x; ++x) dot(x, y);
}

std::string SheetPicture::png(int slope, std::uint64_t seed) const {
    constexpr int paper = 214, pen = 52, noise = 24;
    stats::Random random{seed, stats::stream_of("hoja")};
    std::string points;
    for (int y = 0; y < high_; ++y) {
        points += '\0';  // no filter
        for (int x = 0; x < wide_; ++x) {
            const int from = y - x / slope;
            const bool ink =
                from >= 0 && ink_[static_cast<std::size_t>(from) * static_cast<std::size_t>(wide_) +
                                  static_cast<std::size_t>(x)] != 0;
            points += static_cast<char>((ink ? pen : paper) + static_cast<int>(random.below(noise)));
        }
    }
    constexpr char grey_of_eight_bits[] = "\x08\x00\x00\x00\x00";
    const std::string head = big_endian(static_cast<std::uint32_t>(wide_)) +
                             big_endian(static_cast<std::uint32_t>(high_)) +
                             std::string{grey_of_eight_bits, 5};
    return std::string{"\x89PNG\r\n\x1A\n", 8} + chunk("IHDR", head) + chunk("IDAT", stored(points)) +
           chunk("IEND", "");
}

}  // namespace atalaya::simulate
