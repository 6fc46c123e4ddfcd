#include "intake/version.hpp"

namespace atalaya::intake {

constinit const std::string_view intake_version = "8";

}  // namespace atalaya::intake
