#include "methods/all.hpp"
#include "methods/farrington_answer.hpp"

namespace atalaya::methods {

Method farrington_original() {
    return farrington_method("farrington_original", stats::FarringtonModel::original());
}

}  // namespace atalaya::methods
