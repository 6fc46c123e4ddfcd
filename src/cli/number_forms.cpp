#include "cli/number_forms.hpp"

namespace atalaya::cli {

render::Forms forms_for(const Voice& voice, const std::string& region) {
    const std::string language{render::code(voice.language())};
    return render::Forms{region.starts_with(language) ? region : language};
}

}  // namespace atalaya::cli
