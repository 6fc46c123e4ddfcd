// The monthly bulletin as a document: sections of practice in their order, the head that
// says what it is and of when, and the appendix with every figure it shows.
#pragma once

#include "render/document.hpp"
#include "service/bulletin/desk.hpp"

namespace atalaya::service {

struct Bulletin {
    render::Document document;
    std::vector<Figure> figures;  // every one that the document shows
    std::string code{};           // the check code that it prints; "" when it prints none
};

Bulletin monthly_bulletin(Worlds& worlds, const BulletinRequest& request);

// One A4 for Monday's meeting.
Bulletin ficha(Worlds& worlds, const BulletinRequest& request);

// The day that the next bulletin is due: the 10th of the month after the vintage's.
Day next_publication(const World& world);

}  // namespace atalaya::service
