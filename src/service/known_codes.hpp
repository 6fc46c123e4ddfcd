// What a source's codes.csv names must be known: the indicators in which its labels count, and the classes of
// ICCS and of the list of coexistence to which they are mapped. A name written wrong would count nowhere, in silence.
#pragma once

#include "intake/city.hpp"
#include "intake/descriptor.hpp"
#include "service/coding.hpp"
#include "service/indicator.hpp"
#include "service/share.hpp"

namespace atalaya::service {

class KnownCodes {
  public:
    // The indicators, what is counted beside them ("resolucion_en_termino": of the cases of an indicator those
    // that ended in term; the other list of a city's reconciliations; what bears both codes of a break; the lists of its
    // links), and the codes of taxonomy/*/*/codes.csv and their aliases.
    KnownCodes(const Share& share, const std::vector<Indicator>& indicators,
               const std::vector<intake::City>& cities);

    // Throws Error{bad_input} naming file, label and what may have been meant.
    void check(const intake::Source& source) const;
    // The same of all crosswalks of it, whoever uses them.
    void check_crosswalks(const intake::Source& source) const;
    // The same of the crosswalks that a city uses of it.
    void check(const intake::Source& source, const Coding& coding) const;

  private:
    void check(const intake::Source& source, const intake::Crosswalk& crosswalk) const;
    void check(const std::string& file, const std::string& code, const std::vector<std::string>& indicators,
               const std::vector<std::string>& classes) const;

    std::vector<std::string> counted_, classes_;
};

}  // namespace atalaya::service
