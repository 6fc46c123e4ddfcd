#include "methods/all.hpp"
#include "methods/farrington_answer.hpp"

namespace atalaya::methods {

Method farrington() {
    return farrington_method("farrington", {});
}

}  // namespace atalaya::methods
