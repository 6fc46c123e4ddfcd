#include "service/declared_bridges.hpp"

#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

// What is said of the bridge of Villa Marejada when `change` has been done to its declaration.
template <class Change>
std::string refused(Change change) {
    Catalogue catalogue = read_catalogue(find_share(), "villa-marejada");
    auto& broken = catalogue.city.breaks.at(0);
    change(broken);
    try {
        check_bridges(catalogue);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(DeclaredBridge, NamesWhatThereIs) {
    EXPECT_EQ(refused([](auto&) {}), "");
    EXPECT_EQ(refused([](auto& broken) { broken.bridge.reset(); }), "");
    EXPECT_THAT(refused([](auto& broken) { broken.bridge->source = "marejada-fiscalia-victimas"; }),
                HasSubstr("should be a source that reads the files of marejada-policia a second time"));
    EXPECT_THAT(
        refused([](auto& broken) { broken.bridge->moved[0].before = "hurto-arebato"; }),
        HasSubstr("names the code \"hurto-arebato\", which marejada-policia does not have. Did you mean "
                  "\"hurto-arrebato\"?"));
    EXPECT_THAT(refused([](auto& broken) { broken.bridge->moved[0].counts = "arrebatos"; }),
                HasSubstr("counts \"arrebatos\", which no code of marejada-policia-recodificados lists"));
}

}  // namespace
}  // namespace atalaya::service
