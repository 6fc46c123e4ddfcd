// A city and its sources written on the spot, in a folder of its own, with files to ingest.
#pragma once

#include <algorithm>
#include <fstream>

#include "service/ingest.hpp"
#include "support.hpp"

namespace atalaya::service {

class WrittenCity {
  public:
    static constexpr const char* words = R"({ es = "x", pt = "x", en = "x" })";

    explicit WrittenCity(std::string id)
        : id_{std::move(id)}, real_{find_share().data}, share_{find_share()} {
        share_.data = folder_.path() / "share";
        fs::create_directories(share_.data);
        for (const char* name : {"taxonomy", "indicators", "bulletins", "i18n"})
            fs::create_directory_symlink(real_ / name, share_.data / name);
    }

    // `rest` after the keys that every city has.
    void city(const std::string& sources, const std::string& rest) const {
        write(share_.data / "cities" / id_ / "city.toml",
              "id = \"" + id_ + "\"\nname = \"" + id_ + "\"\nshort_name = \"" + id_ +
                  "\"\ncountry = \"AR\"\nregion = \"es-AR\"\nzone = \"America/Argentina/Buenos_Aires\"\n"
                  "simulated = true\nsources = [" +
                  sources + "]\n" + rest);
    }
    static std::string layer(int slot, const std::string& id) {
        return "[[layers]]\nslot = " + std::to_string(slot) + "\nid = \"" + id + "\"\nname = " + words +
               "\nplural = " + words + "\n";
    }
    // `rest` after the keys that every source has; its files are those named after it.
    void source(const std::string& id, const std::string& kind, const std::string& format,
                const std::string& rest) const {
        write(share_.data / "sources" / id / "source.toml",
              "id = \"" + id + "\"\nversion = \"1\"\nkind = \"" + kind + "\"\nname = " + words +
                  "\npublisher = \"x\"\nurl = \"x\"\nlicence = \"x\"\nfiles = [\"" + id +
                  ".*\"]\ncadence = \"once\"\n[format]\ntype = \"" + format + "\"\n" + rest);
    }
    void codes(const std::string& id, const std::string& rows) const {
        write(share_.data / "sources" / id / "codes.csv",
              "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n" + rows);
    }
    // Another file of the source's folder.
    void beside(const std::string& id, const std::string& name, const std::string& text) const {
        write(share_.data / "sources" / id / name, text);
    }
    // How a source of areas calls them.
    void areas(const std::string& id, const std::string& rows) const {
        write(share_.data / "sources" / id / "areas.csv", "code,name\n" + rows);
    }
    const Share& share() const { return share_; }
    // A source of the repository as it is, or without the lines of its descriptor that begin so.
    void borrow(const std::string& id, const std::vector<std::string>& without = {}) const {
        fs::create_directories(share_.data / "sources");
        fs::copy(real_ / "sources" / id, share_.data / "sources" / id, fs::copy_options::recursive);
        std::ifstream in{real_ / "sources" / id / "source.toml"};
        std::string text;
        for (std::string line; std::getline(in, line);) {
            const auto begins = [&](const std::string& start) { return line.starts_with(start); };
            if (std::none_of(without.begin(), without.end(), begins)) text += line + "\n";
        }
        write(share_.data / "sources" / id / "source.toml", text);
    }
    Catalogue catalogue() const { return read_catalogue(share_, id_); }

    fs::path file(const std::string& name, const std::string& text) const {
        write(folder_.path() / "files" / name, text);
        return folder_.path() / "files" / name;
    }

    // The files published as one vintage, and what they are asked with.
    // And `later`, where there are any, as a second vintage.
    Town& publish(const std::vector<fs::path>& files, const std::vector<fs::path>& later = {}) {
        town_ = std::make_unique<Town>(id_, share_);
        town_->deliveries = {files};
        if (!later.empty()) town_->deliveries.push_back(later);
        town_->publish_all();
        return *town_;
    }

  private:
    static void write(const fs::path& path, std::string_view text) {
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << text;
    }

    std::string id_;
    fs::path real_;
    Folder folder_;
    Share share_;
    std::unique_ptr<Town> town_;
};

}  // namespace atalaya::service
