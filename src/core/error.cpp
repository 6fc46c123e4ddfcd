#include "core/error.hpp"

namespace atalaya {

Error::Error(Fault fault, Message message)
    : std::runtime_error{message.english()},
      fault_{fault},
      message_{std::make_shared<const Message>(std::move(message))} {}

int exit_code(Fault fault) {
    switch (fault) {
        case Fault::usage: return 2;
        case Fault::missing: return 3;
        case Fault::bad_input: return 4;
        case Fault::conflict: return 5;
        case Fault::newer_version: return 6;
        case Fault::corrupt: return 7;
        case Fault::no_space: return 8;
        case Fault::interrupted: return 130;
    }
    return 1;
}

}  // namespace atalaya
