// Published cases that no method of the catalogue answers, and why: run fails for a case that is neither here nor in a
// file of cases, and for one that is in both.
'use strict';
module.exports = {
  linkage_rldata500: 'Which records are one is asked by `atalaya link`, not by a method; tests/linkage holds the weights, pairs and likenesses of names.',
  privacy_kanonymity_dp: 'Nothing here counts the frequencies of keys or adds noise to counts: what is published is kept apart by suppression (src/disclose), so there is no figure to compare.',
};
