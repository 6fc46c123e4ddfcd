// Lists that stand beside a descriptor: codes.csv, areas.csv, crosswalks/*.csv. UTF-8, commas, one head.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace atalaya::intake {

// The bytes of a file; "" where there is none.
std::string read_text(const std::filesystem::path& path);

// The rows under a head that must be exactly `head`, each as wide. Error{bad_input} naming file and line.
std::vector<std::vector<std::string>> rows_under(const std::filesystem::path& path,
                                                 const std::vector<std::string>& head);

// Whether the file begins with that head; false without it.
bool has_head(const std::filesystem::path& path, const std::vector<std::string>& head);

// "0401|0501" -> 0401, 0501: trimmed, blank ones left out.
std::vector<std::string> parts_of(const std::string& cell);

}  // namespace atalaya::intake
