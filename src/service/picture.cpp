#include "service/picture.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <string_view>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "intake/bare_picture.hpp"
#include "store/pictures.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

bool begins_like_a_picture(std::string_view bytes) {
    using namespace std::string_view_literals;
    const auto has = [&](std::size_t at, std::string_view mark) {
        return bytes.substr(0, at + mark.size()).ends_with(mark) && bytes.size() >= at + mark.size();
    };
    const bool webp = has(0, "RIFF") && has(8, "WEBP"),
               heic = has(4, "ftyp") && (has(8, "hei") || has(8, "mif1"));
    const bool tiff = has(0, "II*\0"sv) || has(0, "MM\0*"sv);
    return webp || heic || tiff || has(0, "\xFF\xD8\xFF") || has(0, "\x89PNG\r\n\x1A\n") || has(0, "%PDF-");
}

}  // namespace

void require_picture(const fs::path& picture, std::size_t files) {
    if (files != 1)
        throw Error{Fault::usage,
                    message("--picture: expected one file that was typed from it; found {}", files)};
    std::ifstream file{picture, std::ios::binary};
    if (!file || !fs::is_regular_file(picture))
        throw Error{
            Fault::missing,
            message("--picture: expected the picture of a sheet; there is nothing at {}", picture.string())};
    std::array<char, 16> begin{};
    file.read(begin.data(), begin.size());
    if (begins_like_a_picture({begin.data(), static_cast<std::size_t>(file.gcount())})) return;
    throw Error{Fault::bad_input,
                message("{}: expected a picture (JPEG, PNG, WebP, HEIC, TIFF or PDF); found something "
                        "else. Give the photograph as it came",
                        picture.filename().string())};
}

std::optional<std::string> bare_bytes_of(const fs::path& picture) {
    constexpr std::uintmax_t most = 256U << 20U;
    if (fs::file_size(picture) > most) return {};
    std::ifstream file{picture, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    return intake::bare_picture(bytes);
}

void tell_picture(const fs::path& picture, const std::optional<std::string>& bare,
                  std::vector<ReadDelivery>& deliveries) {
    expects(deliveries.size() == 1, "a picture is of one delivery");
    ReadDelivery& delivery = deliveries.front();
    if (delivery.known) {
        throw Error{Fault::conflict,
                    message("{}: was received before, so nothing of it is published and no picture can "
                            "be kept with it. If it counts again, say --again",
                            delivery.batch.file_name)};
    }
    const Digest came = sha256_of_file(picture);
    const store::KeptPicture kept{
        .file = picture.filename().string(),
        .kept = bare ? sha256(*bare) : came,
        .bytes = static_cast<std::int64_t>(bare ? bare->size() : fs::file_size(picture)),
        .came = came,
        .bare = bare.has_value()};
    delivery.batch.findings.push_back(store::picture_finding(kept, delivery.batch.accepted));
}

}  // namespace atalaya::service
