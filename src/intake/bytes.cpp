#include "intake/bytes.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t input_block = 256 << 10;

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

// Reads at an offset of its own, so that copies of the descriptor do not disturb each other.
std::size_t read_at(const OpenFile& file, std::uint64_t offset, char* to, std::size_t size) {
    std::size_t got = 0;
    while (got < size) {
        const auto n = ::pread(file.descriptor(), to + got, size - got, static_cast<off_t>(offset + got));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) refuse(message("{} could not be read: {}.", file.name(), std::strerror(errno)));
        if (n == 0) break;
        got += static_cast<std::size_t>(n);
    }
    return got;
}

Packing packing_of_bytes(const unsigned char* bytes, std::size_t size) {
    if (size >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B) return Packing::gzip;
    if (size >= 4 && bytes[0] == 'P' && bytes[1] == 'K' && (bytes[2] == 3 || bytes[2] == 5) &&
        bytes[3] == bytes[2] + 1) {
        return Packing::zip;
    }
    return Packing::plain;
}

class PlainStream final : public ByteStream {
  public:
    explicit PlainStream(const OpenFile& file) : file_{file} {}
    std::size_t read(char* to, std::size_t size) override {
        const auto got = read_at(file_, used_, to, size);
        used_ += got;
        return got;
    }
    std::uint64_t used() const override { return used_; }

  private:
    const OpenFile& file_;
    std::uint64_t used_ = 0;
};

class GzipStream final : public ByteStream {
  public:
    GzipStream(const OpenFile& file, const UnpackLimits& limits)
        : file_{file}, allowance_{limits, file.name()}, input_(input_block) {
        if (inflateInit2(&zlib_, 15 + 16) != Z_OK)
            throw Error{Fault::no_space, message("no memory to unpack {}.", file.name())};
    }
    ~GzipStream() override { inflateEnd(&zlib_); }

    std::size_t read(char* to, std::size_t size) override {
        zlib_.next_out = reinterpret_cast<Bytef*>(to);
        zlib_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
        const auto wanted = zlib_.avail_out;
        while (zlib_.avail_out > 0 && !ended_) step();
        const std::size_t got = wanted - zlib_.avail_out;
        out_ += got;
        allowance_.check(used(), out_);
        return got;
    }
    std::uint64_t used() const override { return read_ - zlib_.avail_in; }

  private:
    void step() {
        if (zlib_.avail_in == 0) {
            const auto got = read_at(file_, read_, input_.data(), input_.size());
            read_ += got;
            zlib_.next_in = reinterpret_cast<Bytef*>(input_.data());
            zlib_.avail_in = static_cast<uInt>(got);
            if (got == 0) return at_end_of_file();
        }
        between_members_ = false;
        const int state = inflate(&zlib_, Z_NO_FLUSH);
        if (state == Z_STREAM_END) {  // another gzip member may follow
            inflateReset(&zlib_);
            between_members_ = true;
        } else if (state != Z_OK && state != Z_BUF_ERROR) {
            refuse(message("{}: expected gzip data; found damage near byte {}. Fetch the file again.",
                           file_.name(), used()));
        }
    }
    void at_end_of_file() {
        ended_ = true;
        if (between_members_) return;
        refuse(message(
            "{}: the file ends at byte {}, before its gzip data does: it was cut short. Fetch it again.",
            file_.name(), read_));
    }

    const OpenFile& file_;
    Allowance allowance_;
    std::vector<char> input_;
    z_stream zlib_{};
    std::uint64_t read_ = 0, out_ = 0;
    bool ended_ = false, between_members_ = false;
};

// The names of some of them, each cut to what a line bears.
std::string first_of(const std::vector<std::string>& names, const std::vector<std::size_t>& places) {
    constexpr std::size_t most = 4, letters = 60;
    std::string list;
    for (std::size_t i = 0; i < std::min(most, places.size()); ++i) {
        std::string name = names[places[i]];
        if (!is_utf8(name)) name = utf8_from_latin1(name);
        if (name.size() > letters) {
            auto end = letters;
            while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
            name = name.substr(0, end) + "…";
        }
        list += (i == 0 ? "" : ", ") + name;
    }
    return list + (places.size() > most ? ", …" : "");
}

zip_t* opened_zip(const OpenFile& file) {
    int error = 0;
    zip_t* archive = zip_fdopen(file.duplicate(), 0, &error);
    if (!archive)
        refuse(message("{}: expected a zip archive; its directory cannot be read. Fetch it again.",
                       file.name()));
    return archive;
}

std::vector<std::string> names_in(zip_t* archive) {
    constexpr zip_int64_t most = 10'000;
    std::vector<std::string> names;
    for (zip_int64_t i = 0; i < std::min(zip_get_num_entries(archive, 0), most); ++i) {
        const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), 0);
        names.emplace_back(name ? name : "");
    }
    return names;
}

class ZipStream final : public ByteStream {
  public:
    ZipStream(const OpenFile& file, const UnpackLimits& limits, std::string_view member)
        : file_{file}, allowance_{limits, file.name()}, archive_{opened_zip(file)} {
        try {
            open_member(member);
        } catch (...) {
            zip_discard(archive_);
            throw;
        }
    }
    ~ZipStream() override {
        zip_fclose(member_);
        zip_discard(archive_);
    }

    std::size_t read(char* to, std::size_t size) override {
        const auto got = zip_fread(member_, to, size);
        if (got < 0) refuse(message("{}: the zip archive is damaged. Fetch it again.", file_.name()));
        out_ += static_cast<std::uint64_t>(got);
        allowance_.check(packed_, out_);
        return static_cast<std::size_t>(got);
    }
    std::uint64_t used() const override { return std::min(out_, packed_); }

  private:
    // Which one is meant, or the only one there is.
    std::size_t chosen(const std::vector<std::string>& names, std::string_view member) const {
        auto tables = tables_among(names);
        if (tables.empty())
            refuse(
                message("{}: expected a zip with one file in it; found none. Fetch it again.", file_.name()));
        const auto there = verbatim(first_of(names, tables));
        if (!member.empty()) {
            std::erase_if(tables, [&](std::size_t i) { return !is_meant(member, names[i]); });
            if (tables.empty())
                refuse(
                    message("{}: expected a table \"{}\" in the zip; found {}. Mend \"member\" in "
                            "source.toml.",
                            file_.name(), member, there));
            if (tables.size() > 1)
                refuse(
                    message("{}: expected one table \"{}\" in the zip; found {} of them ({}). Say one of "
                            "them in \"member\" of source.toml.",
                            file_.name(), member, tables.size(), verbatim(first_of(names, tables))));
        }
        if (tables.size() > 1)
            refuse(
                message("{}: expected a zip with one file in it; found {} ({}). Say which one a source "
                        "reads, member = \"...\" in [format], or unpack it and hand over the files.",
                        file_.name(), tables.size(), there));
        return tables.front();
    }

    void open_member(std::string_view member) {
        const auto names = names_in(archive_);
        if (zip_name_locate(archive_, "xl/workbook.xml", 0) >= 0) {
            refuse(
                message("{}: expected a table of separated values; found an Excel workbook. Say type = "
                        "\"xlsx\" in [format].",
                        file_.name()));
        }
        const auto only = static_cast<zip_uint64_t>(chosen(names, member));
        zip_stat_t stat;
        zip_stat_init(&stat);
        zip_stat_index(archive_, only, 0, &stat);
        packed_ = std::min<std::uint64_t>(stat.comp_size, file_.size());
        member_ = zip_fopen_index(archive_, only, 0);
        if (!member_)
            refuse(
                message("{}: its one member cannot be unpacked ({}).", file_.name(), zip_strerror(archive_)));
    }

    const OpenFile& file_;
    Allowance allowance_;
    zip_t* archive_ = nullptr;
    zip_file_t* member_ = nullptr;
    std::uint64_t packed_ = 0, out_ = 0;
};

// What comes out first says whether there is yet another archive within.
class NotNested final : public ByteStream {
  public:
    NotNested(std::unique_ptr<ByteStream> inner, std::string name) : inner_{std::move(inner)} {
        while (held_ < first_.size()) {
            const auto got = inner_->read(first_.data() + held_, first_.size() - held_);
            if (got == 0) break;
            held_ += got;
        }
        if (packing_of_bytes(reinterpret_cast<const unsigned char*>(first_.data()), held_) !=
            Packing::plain) {
            refuse(message(
                "{}: found an archive within the archive. Unpack it and hand over the file inside.", name));
        }
    }
    std::size_t read(char* to, std::size_t size) override {
        if (given_ == held_) return inner_->read(to, size);
        const auto n = std::min(size, held_ - given_);
        std::memcpy(to, first_.data() + given_, n);
        given_ += n;
        return n;
    }
    std::uint64_t used() const override { return inner_->used(); }

  private:
    std::unique_ptr<ByteStream> inner_;
    std::array<char, 8> first_{};
    std::size_t held_ = 0, given_ = 0;
};

}  // namespace

OpenFile::OpenFile(const std::filesystem::path& path) : name_{path.filename().string()} {
    if (!is_utf8(name_)) name_ = utf8_from_latin1(name_);  // messages and stores hold text
    // Without O_NONBLOCK a pipe is waited for; a file takes no notice of it.
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0) {
        const Message why = errno == ENOENT   ? message("there is none")
                            : errno == EACCES ? message("it may not be read")
                                              : verbatim(std::strerror(errno));
        throw Error{Fault::missing,
                    message("expected a file {}; it cannot be opened: {}.", path.string(), why)};
    }
    struct stat about {};
    const bool regular = ::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode);
    if (!regular) {
        ::close(descriptor_);
        refuse(message("{}: expected a file; found a folder, a pipe or a device.", path.string()));
    }
    size_ = static_cast<std::uint64_t>(about.st_size);
}

OpenFile::OpenFile(std::string_view bytes, std::string name)
    : descriptor_{::memfd_create("atalaya", MFD_CLOEXEC)}, size_{bytes.size()}, name_{std::move(name)} {
    while (descriptor_ >= 0 && !bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) break;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (descriptor_ >= 0 && bytes.empty()) return;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw Error{Fault::no_space, message("no memory to read {}.", name_)};
}

OpenFile::~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

int OpenFile::duplicate() const {
    return ::dup(descriptor_);
}

Packing packing_of(const OpenFile& file) {
    std::array<char, 4> first{};
    const auto size = read_at(file, 0, first.data(), first.size());
    return packing_of_bytes(reinterpret_cast<const unsigned char*>(first.data()), size);
}

std::unique_ptr<ByteStream> unpacked(const OpenFile& file, const UnpackLimits& limits) {
    return unpacked_member(file, "", limits);
}

std::unique_ptr<ByteStream> unpacked_member(const OpenFile& file, std::string_view member,
                                            const UnpackLimits& limits) {
    switch (packing_of(file)) {
        case Packing::gzip:
            return std::make_unique<NotNested>(std::make_unique<GzipStream>(file, limits), file.name());
        case Packing::zip:
            return std::make_unique<NotNested>(std::make_unique<ZipStream>(file, limits, member),
                                               file.name());
        case Packing::plain: break;
    }
    return std::make_unique<PlainStream>(file);
}

std::vector<ZipTable> tables_of(const OpenFile& file) {
    if (packing_of(file) != Packing::zip) return {};
    const std::unique_ptr<zip_t, decltype(&zip_discard)> archive{opened_zip(file), &zip_discard};
    const auto names = names_in(archive.get());
    std::vector<ZipTable> tables;
    for (const auto place : tables_among(names)) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        zip_stat_index(archive.get(), place, 0, &stat);
        tables.push_back({names[place], stat.size});
    }
    return tables;
}

void Allowance::check(std::uint64_t in, std::uint64_t out) const {
    if (out > limits_.expanded) {
        refuse(message("{}: unpacks to more than {} MiB. Hand it over in parts.", what_,
                       limits_.expanded >> 20));
    }
    if (out > limits_.free && (out - limits_.free) / limits_.ratio > in) {
        refuse(message("{}: unpacks to more than {} times its size, as no table does. It was not read.",
                       what_, limits_.ratio));
    }
}

Digest digest_of(const OpenFile& file) {
    Sha256 hash;
    std::vector<char> block(1 << 20);
    for (std::uint64_t at = 0;;) {
        const auto got = read_at(file, at, block.data(), block.size());
        if (got == 0) return hash.digest();
        hash.add({block.data(), got});
        at += got;
    }
}

std::string read_all(ByteStream& stream, std::uint64_t most) {
    std::string text;
    std::size_t got = 0;
    do {
        const std::size_t before = text.size();
        text.resize(before + (1 << 20));
        got = stream.read(text.data() + before, 1 << 20);
        text.resize(before + got);
        if (text.size() > most)
            refuse(message("the file holds more than {} MiB. Hand it over in parts.", most >> 20));
    } while (got > 0);
    return text;
}

}  // namespace atalaya::intake
