// Which sources may be compared at all: those of one privacy domain.
//
// A domain is what persons were told their data is for, and who may see it there: "seguridad", "salud". Records of
// two domains are never linked, whatever would be learnt from it. No pair of records can be made without a Permit
// (blocking.hpp asks for one), and no Permit can be made for two domains. A domain is kept by the records that were given
// for it: a source that says another one since is no more linked than one of another domain.
#pragma once

#include <string>
#include <vector>

namespace atalaya::linkage {

struct Source {
    std::string name;
    std::string domain;  // that it says; "" none
    std::vector<std::string>
        read_as{};  // that were said when its records were read, each once; of none, none
};

class Permit {
  public:
    // Duplicates within one source; the same fact told by two. Error{usage} for sources of different domains,
    // for a source whose domain is not said or of which records were read under another one, and for two that are one.
    static Permit within(const Source& source);
    static Permit between(const Source& first, const Source& second);

    bool of_two() const { return of_two_; }

  private:
    explicit Permit(bool of_two) : of_two_{of_two} {}
    bool of_two_;
};

}  // namespace atalaya::linkage
