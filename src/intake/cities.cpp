#include "intake/cities.hpp"

#include <algorithm>

namespace atalaya::intake {

std::vector<City> usable_cities(const std::filesystem::path& root,
                                const std::function<void(const Error&)>& broken) {
    std::vector<std::filesystem::path> folders;
    if (std::filesystem::is_directory(root)) {
        for (const auto& entry : std::filesystem::directory_iterator{root}) {
            if (std::filesystem::exists(entry.path() / "city.toml")) folders.push_back(entry.path());
        }
    }
    std::sort(folders.begin(), folders.end());
    std::vector<City> cities;
    for (const auto& folder : folders) {
        try {
            cities.push_back(read_city(folder));
        } catch (const Error& error) {
            broken(error);
        }
    }
    return cities;
}

}  // namespace atalaya::intake
