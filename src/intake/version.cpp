#include "intake/version.hpp"

namespace atalaya::intake {

constinit const std::string_view intake_version = "7";

}  // namespace atalaya::intake
