#include "intake/version.hpp"

namespace atalaya::intake {

constinit const std::string_view intake_version = "11";

}  // namespace atalaya::intake
