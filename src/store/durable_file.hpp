// A file that is either whole at its place or not there at all, also after a power cut:
// written under another name, fsynced, renamed, and the folder fsynced.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace atalaya::store {

// Names that end so are half written; a writer that finds one may delete it.
inline constexpr std::string_view half_written = ".half";

class DurableFile {
  public:
    // Makes the folders on the way. `mode` as for open(2).
    explicit DurableFile(std::filesystem::path path, unsigned mode = 0644);
    // Deletes what was written unless finish() was called.
    ~DurableFile();
    DurableFile(const DurableFile&) = delete;
    DurableFile& operator=(const DurableFile&) = delete;

    // Error{no_space} when the disk is full, Error{corrupt} when the disk refuses.
    void write(std::string_view bytes);
    void finish();

  private:
    void flush();

    std::filesystem::path path_, half_;
    std::string buffer_;
    int file_ = -1;
};

void write_durably(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644);
// A folder with its entry in the parent on disk.
void make_folder_durably(const std::filesystem::path& folder);
void fsync_folder(const std::filesystem::path& folder);

}  // namespace atalaya::store
