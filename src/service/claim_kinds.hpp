// Of what kind a word of a claim is, whatever indicator the claim is about.
#pragma once

#include "service/claim_words.hpp"

namespace atalaya::service {

// Words for whatever happened, of which no indicator is meant: "delitos", "casos".
bool is_anything(const ClaimWord& word);

// To whom it happened: "personas", "vecinos", "víctimas".
bool is_person(const ClaimWord& word);

// What a thing is done with: "arma", "bala".
bool is_instrument(const ClaimWord& word);

// They are in names too, where few others are ("Vítimas fatais no trânsito"), and tell nothing of what is meant.
bool is_article_or_place(const ClaimWord& word);

// Words between those that tell something, and those who say it. Every word of fewer than four letters is one.
bool is_between(const ClaimWord& word);

}  // namespace atalaya::service
